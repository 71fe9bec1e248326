//! Which pages leave the index: those that vanished, and those an older export still has and a newer whole one lacks.
//!
//! The rule leans towards keeping where it is not known that an export is whole, and towards removing what was
//! withheld: a page withdrawn for safety must not come back from last month's file.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::intake::{Met, Taken};
use super::report::Warning;
use crate::corpus::{PageKey, SourceReport};

/// A run that would remove more than this share of the pages stops, unless told otherwise.
const MOST_REMOVED: f64 = 0.25;

/// What is to be done about pages that exist in some exports only.
#[derive(Debug, Default)]
pub(super) struct Overlap {
    /// Pages that the newest whole export of their site no longer has, with a warning each.
    pub(super) withdrawn: Vec<(PageKey, Warning)>,
    /// Of pages that a newer export lacks that may not be whole.
    pub(super) warnings: Vec<Warning>,
}

/// Compares the exports of each site.
pub(super) fn overlap(sources: &[SourceReport], taken: &Taken) -> Overlap {
    let exports: Vec<Export<'_>> = sources.iter().filter(|report| report.complete).filter_map(Export::of).collect();
    if exports.is_empty() {
        return Overlap::default();
    }
    let shares = Shares::of(taken);
    let created: BTreeMap<u32, Option<Timestamp>> =
        sources.iter().map(|source| (source.order, source.created)).collect();
    let mut overlap = Overlap::default();
    for (key, met) in &taken.met {
        let Some(holders) = taken.holders.get(key) else { continue };
        let dates: Option<Vec<Timestamp>> =
            holders.iter().map(|holder| created.get(holder).copied().flatten()).collect();
        let newest = dates.and_then(|dates| dates.into_iter().max());
        let lacking = exports.iter().filter(|export| export.tells_of(key, met) && !holders.contains(&export.order));
        let mut unsure = None;
        let mut withdrawn = None;
        for export in lacking {
            let newer = newest.is_some_and(|newest| export.created > newest);
            if newer && export.whole && shares.overlaps(export.order) {
                withdrawn = Some(export);
            } else if (newer || (export.whole && newest.is_none()))
                && holders.iter().all(|holder| shares.compete(*holder, export.order))
            {
                unsure = Some(export);
            }
        }
        if let Some(export) = withdrawn {
            let text = sentence(met, export, "it is left out");
            overlap.withdrawn.push((key.clone(), Warning { code: "page-withdrawn".to_owned(), text }));
        } else if let Some(export) = unsure {
            let text = sentence(met, export, "it stays, because that export may not be whole");
            overlap.warnings.push(Warning { code: "page-only-in-older".to_owned(), text });
        }
    }
    overlap
}

fn sentence(met: &Met, newer: &Export<'_>, what: &str) -> String {
    let title = crate::corpus::plain_title(&met.title);
    format!("`{title}` ({}) is in `{}` and not in the newer `{}`; {what}", met.link, met.source, newer.name)
}

/// An export that was read to its end and says when it was made.
struct Export<'a> {
    order: u32,
    name: &'a str,
    site: String,
    types: &'a [String],
    created: Timestamp,
    whole: bool,
}

impl<'a> Export<'a> {
    fn of(report: &'a SourceReport) -> Option<Export<'a>> {
        let site = PageKey::new(report.site.as_deref()?, 0).site;
        let SourceReport { order, whole, .. } = *report;
        Some(Export { order, name: &report.source, site, types: &report.types, created: report.created?, whole })
    }

    /// Whether it would hold the page if there were one: an export of posts says nothing of pages.
    fn tells_of(&self, key: &PageKey, met: &Met) -> bool {
        self.site == key.site && self.types.contains(&met.post_type)
    }
}

/// How many pages each export has, and each two have in common.
struct Shares {
    pages: BTreeMap<u32, usize>,
    common: BTreeMap<(u32, u32), usize>,
}

impl Shares {
    fn of(taken: &Taken) -> Shares {
        let mut shares = Shares { pages: BTreeMap::new(), common: BTreeMap::new() };
        for holders in taken.holders.values() {
            for &holder in holders {
                *shares.pages.entry(holder).or_default() += 1;
                for &other in holders.iter().filter(|other| **other != holder) {
                    *shares.common.entry((holder, other)).or_default() += 1;
                }
            }
        }
        shares
    }

    /// A whole export decides over others of its site only where it shows that it tells of the same pages: a site may
    /// be given in parts, some pages by REST and the others by WXR.
    fn overlaps(&self, export: u32) -> bool {
        self.common.keys().any(|&(_, other)| other == export)
    }

    /// Two exports list the same pages if one has most of the other's; the first answer of a site and its second have
    /// no page in common, and one page fetched anew is no list.
    fn compete(&self, older: u32, newer: u32) -> bool {
        let pages = |order| self.pages.get(&order).copied().unwrap_or(0);
        let common = self.common.get(&(older, newer)).copied().unwrap_or(0);
        common > 0 && (2 * common >= pages(older) || (2 * common >= pages(newer) && pages(newer) > 1))
    }
}

/// Whether removing so many of so many pages needs a person's word.
pub(super) fn needs_permission(removed: usize, pages: usize) -> bool {
    removed as f64 > pages as f64 * MOST_REMOVED
}
