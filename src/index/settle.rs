//! Settling a build: which pages leave, which records stay, and what the report says of them.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail};
use jiff::Timestamp;
use url::Url;

use super::base::Base;
use super::build::{BuildOptions, remembered};
use super::generation;
use super::intake::Taken;
use super::reading::{Read, add_done};
use super::record::Records;
use super::removal::{Forced, Overlap, REMEDY, Vanished};
use super::report::{BuildReport, PageCounts, Warning};
use super::site::{self, Exported};
use super::worker::{Shared, lock};
use crate::corpus::{ExportKind, PageKey, SourceReport};

/// What a build comes to.
pub(super) struct Settled {
    /// All pages of the next generation.
    pub(super) records: Records,
    /// Nothing of what left may stay in any file.
    pub(super) purge: bool,
    /// The next generation differs from the live one in its pages.
    pub(super) changed: bool,
    /// What the exports say of the sites as a whole.
    pub(super) exported: Exported,
    /// When the newest of the exports that say so was made.
    pub(super) made: Option<Timestamp>,
}

/// Decides which pages leave, takes them out, and gives the records of those that stay.
///
/// # Errors
/// If there is nothing to index at all.
pub(super) fn settle(
    options: &BuildOptions,
    base: &Base,
    read: Read,
    shared: &Shared<'_>,
    report: &mut BuildReport,
) -> Result<Settled> {
    let Read { reports, mut taken, overlap, vanished } = read;
    note_sources(&reports, report);
    let before = generation::current(&options.index)?.map(|folder| site::load(&folder)).unwrap_or_default();
    let exported = Exported::of(&reports, &options.types, before);
    // Of a REST answer only the newest edit is known, which the pages say themselves.
    let made =
        reports.iter().filter(|report| report.kind == Some(ExportKind::Wxr)).filter_map(|report| report.created).max();
    let mut found: Vec<Warning> = lock(&shared.warnings).drain(..).collect();
    found.sort_by(|a, b| a.text.cmp(&b.text));
    report.warnings.append(&mut found);
    let nothing_read = taken.met.is_empty() && taken.skipped.is_empty();
    if nothing_read && !report.unread.is_empty() && !options.keep_missing && !of_the_last_build(options, base) {
        bail!("{}; the index is as it was", report.unread.join("; "));
    }
    if taken.met.is_empty() && base.records.is_empty() {
        nothing_at_all(&reports, report)?;
    }
    let stay = vanished != Vanished::Leave;
    withdraw_overlapping(base, overlap, &mut taken, shared, report, stay);
    let leaving = leaving(options, base, &mut taken, stay);
    let mut records = base.records.clone();
    for key in &leaving {
        if let Some(record) = records.remove(key) {
            shared.writer().remove(record.number);
        }
    }
    add_done(&mut records, std::mem::take(&mut *lock(&shared.done)), &taken);
    let removed = base.live.keys().filter(|key| !records.contains_key(*key)).count();
    if let Vanished::TooMany(vanished) = vanished {
        report.held_back = vanished;
        report.warnings.push(held_back(vanished, removed, base));
    }
    report.warnings.extend(host_warning(&records));
    let mut faulty: Vec<_> = lock(&shared.faulty).drain(..).collect();
    faulty.sort_by(|a, b| a.link.cmp(&b.link));
    taken.skipped.append(&mut faulty);
    report.skipped = std::mem::take(&mut taken.skipped);
    report.pages = counts(&base.live, &records, removed, report.skipped.len());
    report.passages = records.values().map(|record| record.passages).sum();
    let purge = leaving.iter().chain(taken.handed.keys()).any(|key| taken.withheld.contains(key));
    let changed = !taken.handed.is_empty() || !leaving.is_empty() || base.resumed.is_some();
    Ok(Settled { records, purge, changed, exported, made })
}

/// Whether the sources are those of the last build: its pages can do without them, a mistyped name can not.
fn of_the_last_build(options: &BuildOptions, base: &Base) -> bool {
    let last = base.manifest.as_ref().map(|manifest| manifest.sources.as_slice()).unwrap_or_default();
    options.sources.iter().all(|source| last.contains(&remembered(source)))
}

fn note_sources(reports: &[SourceReport], report: &mut BuildReport) {
    for source in reports {
        report
            .warnings
            .extend(source.warnings.iter().map(|w| Warning { code: w.code.to_owned(), text: w.text.clone() }));
        if let Some(error) = &source.error {
            report.unread.push(error.clone());
            report.warnings.push(Warning { code: "source-unread".to_owned(), text: error.clone() });
        }
    }
}

/// A first build without one page: an error if that is for want of a readable export.
fn nothing_at_all(reports: &[SourceReport], report: &mut BuildReport) -> Result<()> {
    if !report.unread.is_empty() {
        bail!("{}", report.unread.join("\n"));
    }
    if reports.iter().all(|source| source.kind.is_none()) {
        let passed: Vec<&str> = report.warnings.iter().map(|warning| warning.text.as_str()).collect();
        let passed = if passed.is_empty() { "it is empty".to_owned() } else { passed.join("; ") };
        bail!("no WordPress export was found ({passed}); name a file of pages or a folder of them");
    }
    let text = "no page was found in the exports, so there is nothing to search".to_owned();
    report.warnings.push(Warning { code: "no-pages".to_owned(), text });
    Ok(())
}

/// Takes pages out of what was met that the newest whole export of their site no longer has. Where nothing may be
/// removed, those that are in the index stay.
fn withdraw_overlapping(
    base: &Base,
    overlap: Overlap,
    taken: &mut Taken,
    shared: &Shared<'_>,
    report: &mut BuildReport,
    stay: bool,
) {
    report.warnings.extend(overlap.warnings);
    for (key, mut warning) in overlap.withdrawn {
        if stay && base.live.contains_key(&key) {
            "page-only-in-older".clone_into(&mut warning.code);
            warning.text = warning.text.replace("it is left out", "it stays, because nothing is removed in this run");
        } else if let Some(met) = taken.met.remove(&key) {
            shared.writer().remove(met.number);
            // What was withdrawn from the site is to be in no file, as what was withheld.
            taken.withheld.insert(key);
        }
        report.warnings.push(warning);
    }
}

/// Pages of the base that leave; of those that may be in no file any more, a note is taken.
fn leaving(options: &BuildOptions, base: &Base, taken: &mut Taken, stay: bool) -> BTreeSet<PageKey> {
    let gone = base.records.iter().filter(|(key, _)| !taken.met.contains_key(*key));
    let forced = Forced::of(options, taken);
    let leaving = gone.clone().filter(|(key, record)| !stay || forced.must_go(key, record));
    let leaving: BTreeSet<PageKey> = leaving.map(|(key, _)| key.clone()).collect();
    let secret = gone.filter(|(key, record)| forced.is_secret(key, record));
    let secret: Vec<PageKey> = secret.map(|(key, _)| key.clone()).collect();
    taken.withheld.extend(secret);
    leaving
}

/// The warning that vanished pages stay while others had to go.
fn held_back(vanished: usize, removed: usize, base: &Base) -> Warning {
    let these = if removed == 1 { "1 page that was".to_owned() } else { format!("{removed} pages that were") };
    let text = format!(
        "{vanished} of {} pages are in no export any more; they stay, because that is more than a quarter. The \
         {these} withheld by the site, hidden or replaced left the index. {REMEDY}",
        base.live.len()
    );
    Warning { code: "pages-held-back".to_owned(), text }
}

fn counts(live: &Records, records: &Records, removed: usize, skipped: usize) -> PageCounts {
    let mut counts = PageCounts { removed, skipped, ..PageCounts::default() };
    for (key, record) in records {
        match live.get(key) {
            None => counts.indexed += 1,
            Some(before) if before.hash == record.hash => counts.unchanged += 1,
            Some(_) => counts.updated += 1,
        }
    }
    counts
}

/// Pages of two hosts in one index are most often a mistake.
fn host_warning(records: &Records) -> Option<Warning> {
    let mut hosts: BTreeMap<String, &str> = BTreeMap::new();
    let mut last = String::new();
    for record in records.values() {
        // Pages of one site stand together; only a new beginning is worth reading.
        let link = record.facts.link();
        if !last.is_empty() && link.starts_with(&last) {
            continue;
        }
        let Some(url) = Url::parse(link).ok().filter(Url::has_host) else { continue };
        last = format!("{}/", url.origin().ascii_serialization());
        hosts.entry(url.host_str().unwrap_or_default().to_owned()).or_insert(&record.source);
    }
    if hosts.len() < 2 {
        return None;
    }
    let named: Vec<String> = hosts.iter().map(|(host, source)| format!("{host} (from {source})")).collect();
    let text = format!("pages of {} hosts are in one index: {}", hosts.len(), named.join(", "));
    Some(Warning { code: "several-hosts".to_owned(), text })
}
