//! Which pages leave the index: those that vanished, and those an older export still has and a newer whole one lacks.
//!
//! The rule leans towards keeping where it is not known that an export is whole, and towards removing what was
//! withheld: a page withdrawn for safety must not come back from last month's file.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Result, bail};
use jiff::Timestamp;

use super::base::Base;
use super::build::BuildOptions;
use super::intake::{Met, Taken};
use super::left_out::same_page;
use super::record::Record;
use super::report::Warning;
use super::tables::link_path;
use crate::corpus::{PageKey, SourceReport};

/// A run in which more than this share of the pages has vanished stops, unless told otherwise.
const MOST_VANISHED: f64 = 0.25;

/// What becomes of pages of the index that no source of the run has any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vanished {
    /// They leave.
    Leave,
    /// They stay: it was asked for, or not everything could be read.
    Stay,
    /// So many are too many to leave without a person's word; they stay.
    TooMany(usize),
}

impl Vanished {
    /// Decides, once everything is read and the exports are compared.
    ///
    /// # Errors
    /// If too many pages have vanished, and no page of the index is withheld or hidden: the exports may be the wrong
    /// ones.
    pub(super) fn decide(
        options: &BuildOptions,
        base: &Base,
        sources: &[SourceReport],
        taken: &Taken,
        overlap: &Overlap,
    ) -> Result<Vanished> {
        if options.keep_missing || options.kept_only || sources.iter().any(|source| source.error.is_some()) {
            return Ok(Vanished::Stay);
        }
        let forced = Forced::of(options, taken);
        let withdrawn: BTreeSet<&PageKey> = overlap.withdrawn.iter().map(|(key, _)| key).collect();
        let mut vanished = 0;
        let mut secret = 0;
        for (key, record) in &base.live {
            let is_met = taken.met.contains_key(key);
            if !is_met && forced.is_secret(key, record) {
                secret += 1;
            } else if withdrawn.contains(key) || (!is_met && !forced.must_go(key, record)) {
                vanished += 1;
            }
        }
        if options.allow_shrink || !needs_permission(vanished, base.live.len()) {
            return Ok(Vanished::Leave);
        }
        if secret == 0 {
            bail!("{vanished} of {} pages would be removed; nothing was changed. {REMEDY}", base.live.len());
        }
        Ok(Vanished::TooMany(vanished))
    }
}

/// What a person can do about too many vanished pages.
pub(super) const REMEDY: &str = "If the exports are right, add `--allow-shrink`; to keep pages that are not in them, \
                                 add `--keep-missing`";

/// Pages that leave whatever their number and whatever else could not be read: withheld by the site in their newest
/// copy, hidden, or replaced.
pub(super) struct Forced<'a> {
    options: &'a BuildOptions,
    taken: &'a Taken,
    /// Links of pages that were met, once they are asked for: a page may have been made anew under another id.
    met: OnceCell<BTreeSet<String>>,
    /// Links of pages that an export says are withheld.
    withheld: BTreeSet<String>,
}

impl<'a> Forced<'a> {
    pub(super) fn of(options: &'a BuildOptions, taken: &'a Taken) -> Forced<'a> {
        let withheld = taken.skipped.iter().filter(|skipped| skipped.withheld && !skipped.link.is_empty());
        Forced {
            options,
            taken,
            met: OnceCell::new(),
            withheld: withheld.map(|skipped| same_page(&skipped.link)).collect(),
        }
    }

    /// Whether a page of the index that was not met has to leave.
    pub(super) fn must_go(&self, key: &PageKey, record: &Record) -> bool {
        let met = || self.taken.met.values().map(|met| same_page(&met.link)).collect();
        self.is_secret(key, record)
            || self.taken.is_withdrawn(key)
            || self.met.get_or_init(met).contains(&same_page(record.facts.link()))
    }

    /// Whether it was withheld or hidden, so that it may be in no file any more.
    pub(super) fn is_secret(&self, key: &PageKey, record: &Record) -> bool {
        self.taken.withheld.contains(key)
            || self.withheld.contains(&same_page(record.facts.link()))
            || self.options.config.hides(&link_path(record.facts.link()))
    }
}

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
        let lacking = |export: &&Export<'_>| export.tells_of(key, met) && !holders.contains(&export.order);
        let mut lacking = exports.iter().filter(lacking).peekable();
        if lacking.peek().is_none() {
            continue;
        }
        let dates: Option<Vec<Timestamp>> =
            holders.iter().map(|holder| created.get(holder).copied().flatten()).collect();
        let newest = dates.and_then(|dates| dates.into_iter().max());
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
    site: Arc<str>,
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
        self.site == key.site && self.types.iter().any(|known| **known == *met.post_type)
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

/// Whether so many vanished pages of so many may leave only at a person's word.
fn needs_permission(vanished: usize, pages: usize) -> bool {
    vanished as f64 > pages as f64 * MOST_VANISHED
}
