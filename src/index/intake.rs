//! The intake: decides for each item of an export whether it is new, changed, as it was, a worse copy, or withheld.
//!
//! It runs on the reading thread and only hashes; the work on a page is the workers'.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::Ordering;

use anyhow::{Context, Result};
use crossbeam_channel::Sender;
use url::Url;

use super::record::Records;
use super::report::{Progress, Warning};
use super::tables::link_path;
use super::worker::{Job, Shared, lock};
use crate::config::Config;
use crate::corpus::{Item, Offer, PageKey, RawPage, Selection, Skipped, SourceId};

/// What is decided so far, and what it is decided by.
pub(super) struct Intake<'a> {
    pub(super) config: &'a Config,
    /// Pages of the index as it was.
    pub(super) base: &'a Records,
    /// Whether base pages can stay as they are: same vocabulary, same format.
    pub(super) base_is_current: bool,
    pub(super) shared: &'a Shared<'a>,
    pub(super) jobs: Sender<Job>,
    pub(super) selection: Selection,
    pub(super) numbers: Numbers,
    /// What became of each page met so far.
    pub(super) met: BTreeMap<PageKey, Met>,
    pub(super) skipped: Vec<Skipped>,
    /// Pages withheld in their newest copy: they go, whatever else could not be read.
    pub(super) withheld: HashSet<PageKey>,
    pub(super) hosts: BTreeMap<String, String>,
    pub(super) progress: Progress,
    /// Pages handed over since the last commit.
    pub(super) since_commit: u64,
    /// Salt of page hashes: vocabulary and format.
    pub(super) salt: String,
    /// Pages each source holds, for deciding between overlapping exports.
    pub(super) by_source: BTreeMap<String, HashSet<PageKey>>,
}

/// What became of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) number: u32,
    version: u32,
    pub(super) unchanged: bool,
    pub(super) source: String,
    pub(super) title: String,
    pub(super) link: String,
}

/// Page numbers not in use, lowest first.
pub(super) struct Numbers {
    free: Vec<u32>,
    next: u32,
}

impl Numbers {
    pub(super) fn beside(base: &Records) -> Numbers {
        let used: HashSet<u32> = base.values().map(|record| record.number).collect();
        let next = used.iter().max().map_or(0, |highest| highest + 1);
        let mut free: Vec<u32> = (0..next).filter(|number| !used.contains(number)).collect();
        free.reverse();
        Numbers { free, next }
    }

    fn take(&mut self) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        })
    }
}

impl Intake<'_> {
    pub(super) fn item(&mut self, source: &SourceId, item: Item) -> Result<()> {
        match item {
            Item::Skipped(skipped) => self.skip(skipped),
            Item::Page(raw) => {
                self.progress.pages += 1;
                if self.config.hides(&link_path(&raw.link)) {
                    self.hide(source, &raw);
                } else {
                    self.page(source, raw)?;
                }
            }
        }
        if self.shared.failed() {
            super::worker::failure(self.shared)?;
        }
        Ok(())
    }

    fn skip(&mut self, skipped: Skipped) {
        for key in self.selection.withhold(&skipped) {
            self.withdraw(&key);
            self.withheld.insert(key);
        }
        if skipped.withheld
            && let Some(id) = skipped.id
        {
            let key = PageKey::new(&skipped.site, id);
            if !self.met.contains_key(&key) {
                self.withheld.insert(key);
            }
        }
        self.skipped.push(skipped);
    }

    fn hide(&mut self, source: &SourceId, raw: &RawPage) {
        self.withheld.insert(PageKey::of(raw));
        self.skipped.push(skipped(source, raw, "hidden by `hide` in vademecum.toml"));
    }

    fn page(&mut self, source: &SourceId, raw: Box<RawPage>) -> Result<()> {
        let key = PageKey::of(&raw);
        self.by_source.entry(source.name.to_string()).or_default().insert(key.clone());
        match self.selection.offer(&raw) {
            Offer::Refuse(reason) => {
                self.skipped.push(skipped(source, &raw, &reason));
                return Ok(());
            }
            Offer::TakeInsteadOf(old) => {
                for old in old {
                    if let Some(before) = self.met.get(&old) {
                        let mut note = skipped(source, &raw, "an older copy of a page; the newest is used");
                        note.source.clone_from(&before.source);
                        note.title = crate::content::plain_text(&before.title);
                        self.skipped.push(note);
                    }
                    if old != key {
                        self.withdraw(&old);
                    }
                }
            }
            Offer::Take => {}
        }
        self.withheld.remove(&key);
        self.note_host(source, &raw);
        self.accept(source, raw, key)
    }

    fn accept(&mut self, source: &SourceId, raw: Box<RawPage>, key: PageKey) -> Result<()> {
        let hash = self.hash(&raw)?;
        let base = self.base.get(&key);
        let before = self.met.get(&key);
        let same = base.is_some_and(|record| record.hash == hash) && self.base_is_current;
        let unchanged = same && before.is_none_or(|met| met.unchanged);
        let version = before.map_or(0, |met| met.version + 1);
        let number = match (before, base) {
            (Some(met), _) => met.number,
            (None, Some(record)) => record.number,
            (None, None) => self.numbers.take(),
        };
        let met = Met {
            number,
            version,
            unchanged,
            source: source.name.to_string(),
            title: raw.title_html.clone(),
            link: raw.link.clone(),
        };
        let replace = base.is_some() || version > 0;
        self.met.insert(key.clone(), met);
        if unchanged {
            return Ok(());
        }
        if version > 0 {
            lock(&self.shared.latest).insert(number, version);
        }
        self.hand_over(Job { raw, key, number, hash, source: source.name.to_string(), replace, version })
    }

    /// Takes back a page that was accepted before a better copy or a withheld one turned up.
    fn withdraw(&mut self, key: &PageKey) {
        if let Some(met) = self.met.remove(key) {
            lock(&self.shared.latest).insert(met.number, u32::MAX);
            self.shared.writer().remove(met.number);
        }
    }

    /// Hands a page of the index as it was to the workers again, because vocabulary or format are new.
    pub(super) fn again(&mut self, key: &PageKey, raw: RawPage) -> Result<()> {
        let Some(record) = self.base.get(key) else { return Ok(()) };
        let job = Job {
            hash: self.hash(&raw)?,
            raw: Box::new(raw),
            key: key.clone(),
            number: record.number,
            source: record.source.clone(),
            replace: true,
            version: 0,
        };
        self.hand_over(job)
    }

    fn hand_over(&mut self, job: Job) -> Result<()> {
        self.shared.open.fetch_add(1, Ordering::AcqRel);
        self.since_commit += 1;
        self.jobs.send(job).context("the indexing threads have ended")
    }

    fn hash(&self, raw: &RawPage) -> Result<[u8; 16]> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.salt.as_bytes());
        hasher.update(&postcard::to_stdvec(raw).context("could not read a page")?);
        Ok(hasher.finalize().as_bytes().first_chunk().copied().unwrap_or_default())
    }

    fn note_host(&mut self, source: &SourceId, raw: &RawPage) {
        if let Some(host) = Url::parse(&raw.link).ok().and_then(|url| url.host_str().map(str::to_owned)) {
            self.hosts.entry(host).or_insert_with(|| source.name.to_string());
        }
    }

    /// Pages of two hosts in one index are most often a mistake.
    pub(super) fn host_warning(&self) -> Option<Warning> {
        if self.hosts.len() < 2 {
            return None;
        }
        let hosts: Vec<String> = self.hosts.iter().map(|(host, source)| format!("{host} (from {source})")).collect();
        let text = format!("pages of {} hosts are in one index: {}", hosts.len(), hosts.join(", "));
        Some(Warning { code: "several-hosts".to_owned(), text })
    }
}

pub(super) fn skipped(source: &SourceId, raw: &RawPage, reason: &str) -> Skipped {
    Skipped {
        source: source.name.to_string(),
        id: Some(raw.id),
        title: crate::content::plain_text(&raw.title_html),
        reason: reason.to_owned(),
        link: raw.link.clone(),
        site: raw.site.clone(),
        modified: raw.modified,
        withheld: false,
    }
}
