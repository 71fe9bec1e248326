//! Which pages leave the index: those that vanished, and those an older export still has and a newer whole one lacks.
//!
//! The rule leans towards keeping when a source could not be read, and towards removing what was withheld: a page
//! withdrawn for safety must not come back from last month's file.

use std::collections::{BTreeMap, HashSet};

use super::intake::Met;
use super::record::Records;
use super::report::Warning;
use crate::corpus::{PageKey, SourceReport};

/// A run that would remove more than this share of the pages stops, unless told otherwise.
const MOST_REMOVED: f64 = 0.25;

/// What the sources of a run say about which pages exist.
pub(super) struct Evidence<'a> {
    pub(super) sources: &'a [SourceReport],
    pub(super) by_source: &'a BTreeMap<String, HashSet<PageKey>>,
    pub(super) met: &'a BTreeMap<PageKey, Met>,
}

/// What is to be done about pages that exist in some exports only.
#[derive(Debug, Default)]
pub(super) struct Overlap {
    /// Pages to drop: the newest whole export of their site no longer has them.
    pub(super) dropped: Vec<PageKey>,
    pub(super) warnings: Vec<Warning>,
}

impl Evidence<'_> {
    /// Compares the exports of each site that overlap.
    pub(super) fn overlap(&self) -> Overlap {
        let mut overlap = Overlap::default();
        for (key, met) in self.met {
            let Some(own) = self.source(&met.source) else { continue };
            let newer = self.sources.iter().filter(|other| {
                other.source != own.source && other.complete && other.created > own.created && self.overlaps(own, other)
            });
            let lacking: Vec<&SourceReport> = newer.filter(|other| !self.has(other, key)).collect();
            if let Some(whole) = lacking.iter().find(|other| other.whole) {
                overlap.dropped.push(key.clone());
                overlap.warnings.push(warning("page-withdrawn", met, &met.source, &whole.source, "is left out"));
            } else if let Some(other) = lacking.first() {
                overlap.warnings.push(warning("page-only-in-older", met, &met.source, &other.source, "stays"));
            }
        }
        overlap
    }

    fn source(&self, name: &str) -> Option<&SourceReport> {
        self.sources.iter().find(|report| report.source == name)
    }

    fn has(&self, source: &SourceReport, key: &PageKey) -> bool {
        self.by_source.get(&source.source).is_some_and(|keys| keys.contains(key))
    }

    /// Two exports tell of the same pages if they share most of the smaller one; the pages of one answer and of the
    /// next share none.
    fn overlaps(&self, own: &SourceReport, other: &SourceReport) -> bool {
        if own.site.is_none() || own.site != other.site {
            return false;
        }
        match (self.by_source.get(&own.source), self.by_source.get(&other.source)) {
            (Some(a), Some(b)) => 2 * a.intersection(b).count() >= a.len().min(b.len()) && !b.is_empty(),
            _ => false,
        }
    }
}

fn warning(code: &str, met: &Met, older: &str, newer: &str, what: &str) -> Warning {
    let text = format!("`{}` ({}) is in `{older}` and not in the newer `{newer}`; it {what}", met.title, met.link);
    Warning { code: code.to_owned(), text }
}

/// Base pages that this run did not meet.
pub(super) fn vanished(base: &Records, met: &BTreeMap<PageKey, Met>) -> Vec<PageKey> {
    base.keys().filter(|key| !met.contains_key(*key)).cloned().collect()
}

/// Whether removing so many of so many pages needs a person's word.
pub(super) fn needs_permission(removed: usize, pages: usize) -> bool {
    removed as f64 > pages as f64 * MOST_REMOVED
}
