//! Where a mined name comes from: the page that defines it.

use std::collections::{BTreeMap, BTreeSet};

use super::{ConceptId, Defined, NameId};

/// The places in a list of links of the page that says what a short form means, and, without a name, of the one that
/// gives a concept its long form. Of several pages the first by link: numbers depend on the order of builds.
pub(super) type Places = BTreeMap<(ConceptId, Option<NameId>), u32>;

/// The links of the pages that define, ascending, and which of them says what.
pub(super) fn first_links<'l>(
    defined: &[(NameId, Vec<Defined>)],
    link: impl Fn(u32) -> Option<&'l str>,
) -> (Vec<String>, Places) {
    let mut first: BTreeMap<(ConceptId, Option<NameId>), &str> = BTreeMap::new();
    for (name, all) in defined {
        for Defined { concept, pages } in all {
            let Some((concept, found)) = concept.zip(pages.iter().filter_map(|&page| link(page)).min()) else {
                continue;
            };
            for key in [(concept, Some(*name)), (concept, None)] {
                let known = first.entry(key).or_insert(found);
                *known = (*known).min(found);
            }
        }
    }
    let links: Vec<&str> = first.values().copied().collect::<BTreeSet<_>>().into_iter().collect();
    let place = |link: &str| links.binary_search(&link).map_or(u32::MAX, |at| at as u32);
    let places = first.iter().map(|(&key, link)| (key, place(link))).collect();
    (links.iter().map(|&link| link.to_owned()).collect(), places)
}
