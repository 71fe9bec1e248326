//! The intake: goes through all sources, gives each to the reader of its format and keeps its report.
//!
//! Decides, for both readers alike, what is indexed and what is left out: an item is a page only if its type is wanted,
//! its status is `publish`, and it has neither a password nor `protected: true`.

use std::collections::{BTreeMap, HashSet};
use std::io::Read;
use std::path::PathBuf;
use std::sync::Arc;

use super::parts::{self, Export, Parts};
use super::sniff::{Format, sniff};
use super::source::{self, Found, Input, Meter, Opened};
use super::{ExportKind, Fingerprint, Item, RawPage, ReadOptions, Skipped, SourceId, SourceReport, Warning, rest, wxr};

type Sink<'a> = dyn FnMut(&SourceId, Item) -> anyhow::Result<()> + 'a;

/// The reason of an item that is scheduled to be published.
pub(super) const SCHEDULED: &str = "status is future";

/// Why a source is not read on.
pub(super) enum Halt {
    /// The caller said stop.
    Sink(anyhow::Error),
    /// It could not be read, or not to its end; the text follows the source's name.
    Unreadable(String),
    /// It is no export; the text follows the source's name.
    Foreign(String),
}

/// What a reader needs while it reads one source.
pub(super) struct Intake<'a> {
    options: &'a ReadOptions<'a>,
    id: SourceId,
    sink: &'a mut Sink<'a>,
    /// What the run knows of split exports.
    pub(super) parts: &'a mut Parts,
    /// Filled in as the source is read.
    pub(super) report: SourceReport,
    /// Pages whose address had to be made from their id, and the first such address.
    linkless: (u64, String),
}

/// What decides whether an item is a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing<'s> {
    pub(super) post_type: &'s str,
    pub(super) status: &'s str,
    /// Has a password or is flagged as protected.
    pub(super) locked: bool,
}

impl Intake<'_> {
    /// Name of the source.
    pub(super) fn source(&self) -> &str {
        &self.id.name
    }

    /// Why an item of this standing is left out, and whether the public may not see it; `None` if it is a page.
    pub(super) fn objection(&mut self, standing: Standing<'_>) -> Option<(String, bool)> {
        let Standing { post_type, status, locked } = standing;
        note_type(&mut self.report.held, post_type);
        if !self.options.types.iter().any(|wanted| wanted == post_type) {
            return Some((format!("type is {post_type}"), false));
        }
        note_type(&mut self.report.types, post_type);
        if status != "publish" {
            return Some((format!("status is {status}"), true));
        }
        locked.then(|| ("protected by a password".to_owned(), true))
    }

    /// Hands on the page that was read from this JSON before, if it is known and wanted; false if it must be read.
    pub(super) fn seen(&mut self, fingerprint: &Fingerprint) -> Result<bool, Halt> {
        let Some(page) = self.options.seen.and_then(|seen| seen(fingerprint)) else { return Ok(false) };
        let standing = Standing { post_type: &page.post_type, status: "publish", locked: false };
        if self.objection(standing).is_some() {
            return Ok(false);
        }
        self.note(&page.site, page.modified);
        self.hand_on(Item::Seen(Box::new(page)))?;
        Ok(true)
    }

    /// Hands a page on.
    pub(super) fn page(&mut self, page: RawPage) -> Result<(), Halt> {
        self.note(&page.site, page.modified);
        self.hand_on(Item::Page(Box::new(page)))
    }

    /// Keeps a page of a split export until its other parts are read; gives it back if it cannot wait.
    pub(super) fn hold(&mut self, export: &Export, page: RawPage) -> Option<RawPage> {
        let (site, modified) = (page.site.clone(), page.modified);
        let back = self.parts.hold(export, &self.id, page);
        if back.is_none() {
            self.note(&site, modified);
            self.report.items += 1;
        }
        back
    }

    /// Notes a page that had no link of its own.
    pub(super) fn linked_by_id(&mut self, link: &str) {
        if self.linkless.0 == 0 {
            link.clone_into(&mut self.linkless.1);
        }
        self.linkless.0 += 1;
    }

    /// Hands on what was left out.
    pub(super) fn skip(&mut self, skipped: Skipped) -> Result<(), Halt> {
        self.note(&skipped.site, skipped.modified);
        self.hand_on(Item::Skipped(skipped))
    }

    /// Hands on an element of which nothing but its place is known.
    pub(super) fn skip_unreadable(&mut self, id: Option<u64>, reason: String) -> Result<(), Halt> {
        let source = self.source().to_owned();
        self.hand_on(Item::Skipped(Skipped {
            source,
            id,
            title: String::new(),
            reason,
            link: String::new(),
            site: String::new(),
            slug: String::new(),
            parent: None,
            modified: None,
            withheld: false,
        }))
    }

    /// Adds a warning; `text` follows the source's name.
    pub(super) fn warn(&mut self, code: &'static str, text: &str) {
        let text = format!("`{}` {text}", self.id.name);
        self.report.warnings.push(Warning { code, text });
    }

    fn note(&mut self, site: &str, modified: Option<jiff::Timestamp>) {
        if self.report.site.is_none() && !site.is_empty() {
            self.report.site = Some(site.to_owned());
        }
        if self.report.kind == Some(ExportKind::Rest) {
            self.report.created = self.report.created.max(modified);
        }
    }

    fn hand_on(&mut self, item: Item) -> Result<(), Halt> {
        self.report.items += 1;
        (self.sink)(&self.id, item).map_err(Halt::Sink)
    }

    fn read(&mut self, mut input: Input<'_>) -> Result<(), Halt> {
        let unreadable = |error: &std::io::Error| Halt::Unreadable(source::reading_error(error));
        let format = sniff(input.peek().map_err(|error| unreadable(&error))?);
        let (start, kind) = match format {
            Format::Foreign(what) => return Err(Halt::Foreign(what.to_owned())),
            Format::Wxr { start } => (start, ExportKind::Wxr),
            Format::Json { start } | Format::Pre { start } => (start, ExportKind::Rest),
        };
        let start = start as u64;
        std::io::copy(&mut input.by_ref().take(start), &mut std::io::sink()).map_err(|error| unreadable(&error))?;
        self.report.kind = Some(kind);
        match format {
            Format::Wxr { .. } => wxr::read(self, input, start),
            Format::Pre { .. } => rest::read(self, rest::unwrapped(input), start),
            _ => rest::read(self, input, start),
        }
    }

    /// Reads the source to its end and closes its report; an error only if the caller said stop.
    fn finish(mut self, outcome: Result<(), Halt>) -> anyhow::Result<SourceReport> {
        if let (count @ 1.., first) = std::mem::take(&mut self.linkless) {
            let pages = if count == 1 { "a page".to_owned() } else { format!("{count} pages") };
            self.warn("no-link", &format!("has {pages} without a link; the address with its id is used, as {first}"));
        }
        match outcome {
            Ok(()) => self.report.complete = true,
            Err(Halt::Sink(error)) => return Err(error),
            Err(Halt::Unreadable(what)) => {
                self.report.error = Some(format!("`{}` {what}", self.id.name));
            }
            Err(Halt::Foreign(what)) => {
                self.report.kind = None;
                if self.report.named {
                    self.report.error = Some(format!("`{}` {what}", self.id.name));
                } else {
                    self.warn("passed-over", &format!("is passed over: it {what}"));
                }
            }
        }
        self.report.whole &= self.report.complete;
        Ok(self.report)
    }
}

/// Adds a type to a sorted list.
fn note_type(types: &mut Vec<String>, post_type: &str) {
    if let Err(place) = types.binary_search_by(|known| known.as_str().cmp(post_type)) {
        types.insert(place, post_type.to_owned());
    }
}

/// See [`super::read`].
pub(super) fn read_all(
    paths: &[PathBuf],
    options: &ReadOptions<'_>,
    sink: &mut Sink<'_>,
    progress: &(dyn Fn(u64) + Sync),
) -> anyhow::Result<Vec<SourceReport>> {
    let meter = Meter::new(progress);
    let mut reports: Vec<SourceReport> = Vec::new();
    let mut seen = HashSet::new();
    let mut parts = Parts::default();
    // Named files first claim their path, so that one that also lies in a folder counts as named.
    let found = source::walk(paths);
    let named: HashSet<PathBuf> = found.iter().filter(|file| file.named).filter_map(Found::canonical).collect();
    for file in &found {
        if let Some(path) = file.canonical() {
            let claimed = !file.named && named.contains(&path);
            if claimed || !seen.insert(path) {
                continue;
            }
        }
        let first = reports.len();
        source::open(file, &meter, &mut |opened| {
            let report = read_one(opened, file.named, options, reports.len(), &mut parts, &mut *sink)?;
            reports.push(report);
            anyhow::Ok(())
        })?;
        sum_up_archive(file, &mut reports, first);
    }
    release(&mut parts, &mut reports, sink)?;
    Ok(reports)
}

/// Hands on the pages that waited for other parts of their export.
fn release(parts: &mut Parts, reports: &mut [SourceReport], sink: &mut Sink<'_>) -> anyhow::Result<()> {
    let mut lacking: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for released in parts.release() {
        if released.lacks {
            lacking.entry(released.source.order).or_default().push(parts::name_of(&released.page));
        }
        sink(&released.source, Item::Page(Box::new(released.page)))?;
    }
    for (order, pages) in lacking {
        if let Some(report) = reports.iter_mut().find(|report| report.order == order) {
            let text = format!("`{}` {}", report.source, parts::lacking(&pages, true));
            report.warnings.push(Warning { code: "pattern-missing", text });
        }
    }
    Ok(())
}

fn read_one(
    opened: Opened<'_>,
    named: bool,
    options: &ReadOptions<'_>,
    order: usize,
    parts: &mut Parts,
    sink: &mut Sink<'_>,
) -> anyhow::Result<SourceReport> {
    let (Opened::Text { name, .. } | Opened::Unreadable { name, .. }) = &opened;
    let id = SourceId { order: u32::try_from(order).unwrap_or(u32::MAX), name: Arc::from(name.as_str()) };
    let mut sink = |id: &SourceId, item: Item| sink(id, item);
    let mut report = SourceReport { source: name.clone(), order: id.order, named, ..SourceReport::default() };
    match opened {
        Opened::Unreadable { error, .. } => {
            let intake = Intake { options, id, sink: &mut sink, parts, report, linkless: (0, String::new()) };
            intake.finish(Err(Halt::Unreadable(error)))
        }
        Opened::Text { member, input, .. } => {
            report.named &= !member;
            let mut intake = Intake { options, id, sink: &mut sink, parts, report, linkless: (0, String::new()) };
            let outcome = intake.read(input);
            intake.finish(outcome)
        }
    }
}

/// An archive in which nothing is an export is one source, not as many as it has members.
fn sum_up_archive(file: &Found, reports: &mut Vec<SourceReport>, first: usize) {
    let of_file = reports.get(first..).unwrap_or_default();
    let is_archive = of_file.iter().all(|report| report.source != file.name);
    if !is_archive || of_file.iter().any(|report| report.kind.is_some() || report.error.is_some()) {
        return;
    }
    reports.truncate(first);
    let mut report =
        SourceReport { source: file.name.clone(), order: first as u32, named: file.named, ..SourceReport::default() };
    if file.named {
        report.error = Some(format!("`{}` is an archive without a WordPress export", file.name));
    } else {
        let text = format!("`{}` is passed over: it is an archive without a WordPress export", file.name);
        report.warnings.push(Warning { code: "passed-over", text });
    }
    reports.push(report);
}
