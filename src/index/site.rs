//! What exports say of a site as a whole: whether they hold all of it, and where its menus lead.
//!
//! A search never reads it; the audit does, because only in a whole export is a link to a page that is not there broken,
//! and only there is a page that nothing links to an orphan.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::checked::{read_checked, write_checked};
use crate::corpus::{MenuTarget, PageKey, SourceReport};

const SITE: &str = "site.bin";
/// Types that an export of pages alone holds too.
const WITH_PAGES: [&str; 2] = ["page", "attachment"];

/// What the exports of an index say of each site, by its address as in [`PageKey::site`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exported {
    sites: BTreeMap<String, ExportedSite>,
}

/// What the exports of an index say of one site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedSite {
    /// The wanted post types of which every item is known, sorted.
    pub whole: Vec<String>,
    /// Every item of every type that WordPress exports is known: an export of all content.
    pub everything: bool,
    /// Where the entries of its menus lead, sorted; empty where no export has menus.
    pub menus: Vec<MenuTarget>,
}

impl Exported {
    /// What is said of the site at this address; nothing is known of a site that no whole export tells of.
    #[must_use]
    pub fn site(&self, site: &str) -> Option<&ExportedSite> {
        self.sites.get(&*PageKey::new(site, 0).site)
    }

    /// What the exports of one build say, and of sites that none of them tells of what was said `before`.
    pub(super) fn of(reports: &[SourceReport], types: &[String], before: Exported) -> Exported {
        let mut exported = Exported::default();
        let mut told: Vec<String> = Vec::new();
        for report in reports {
            let Some(site) = report.site.as_deref().map(|site| PageKey::new(site, 0).site.to_string()) else {
                continue;
            };
            told.push(site.clone());
            if !report.whole {
                continue;
            }
            let known = exported.sites.entry(site).or_default();
            let everything = report.held.iter().any(|held| !WITH_PAGES.contains(&held.as_str()));
            // An export of all content without an item of a type says that there is none.
            let of_all = types.iter().filter(|_| everything);
            known.whole.extend(report.types.iter().chain(of_all).cloned());
            known.everything |= everything;
            known.menus.extend(report.menus.iter().cloned());
            known.whole.sort_unstable();
            known.whole.dedup();
            known.menus.sort_unstable();
            known.menus.dedup();
        }
        let untold = before.sites.into_iter().filter(|(site, _)| !told.contains(site));
        exported.sites.extend(untold);
        exported
    }
}

pub(super) fn write(generation: &Path, exported: &Exported) -> Result<()> {
    write_checked(&generation.join(SITE), &postcard::to_stdvec(exported)?)
}

/// What a generation says; nothing where it was made before this was kept.
pub(super) fn load(generation: &Path) -> Exported {
    let bytes = read_checked(&generation.join(SITE)).ok();
    bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(site: &str, whole: bool, held: &[&str]) -> SourceReport {
        let held: Vec<String> = held.iter().map(|&held| held.to_owned()).collect();
        let types = vec!["page".to_owned()];
        let menus = vec![MenuTarget::Item(3)];
        SourceReport { site: Some(site.to_owned()), whole, held, types, menus, ..SourceReport::default() }
    }

    #[test]
    fn an_export_of_all_content_holds_everything_and_one_of_pages_the_pages() {
        let of = |held: &[&str]| Exported::of(&[report("https://e.org", true, held)], &[], Exported::default());
        assert!(of(&["page", "post"]).site("http://e.org/").is_some_and(|site| site.everything));
        let pages = of(&["attachment", "page"]);
        assert!(pages.site("https://e.org").is_some_and(|site| !site.everything && site.whole == ["page"]));
    }

    #[test]
    fn what_was_said_stays_until_another_export_tells_of_the_site() {
        let before = Exported::of(&[report("https://e.org", true, &["page", "post"])], &[], Exported::default());
        assert_eq!(Exported::of(&[], &[], before.clone()), before);
        let other = Exported::of(&[report("https://other.org", false, &["page"])], &[], before.clone());
        assert_eq!(other, before);
        let partial = Exported::of(&[report("https://e.org", false, &["page"])], &[], before);
        assert_eq!(partial, Exported::default());
    }
}
