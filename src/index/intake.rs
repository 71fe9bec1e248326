//! The intake: decides for each item of an export whether it is new, changed, as it was, a worse copy, or withheld.
//!
//! It runs beside the reading thread and only hashes; the work on a page is the workers'.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use anyhow::{Context, Result};
use crossbeam_channel::Sender;

use super::base::Base;
use super::kept;
use super::record::Records;
use super::report::Progress;
use super::tables::link_path;
use super::worker::{Job, Shared};
use crate::config::Config;
use crate::corpus::{Item, Offer, PageKey, RawPage, Selection, Skipped, SourceId, plain_title, shared};

/// A worker begins with words that it has to learn: a few pages are done sooner by one than by several, and another is
/// called where so many wait.
const BACKLOG: usize = 4;

/// What is decided so far, and what it is decided by.
pub(super) struct Intake<'a> {
    pub(super) config: &'a Config,
    /// Pages of the index as it was when the run began.
    pub(super) base: &'a Base,
    pub(super) shared: &'a Shared<'a>,
    pub(super) jobs: Sender<Job>,
    /// Calls another worker to help.
    pub(super) help: Sender<()>,
    pub(super) selection: Selection,
    pub(super) numbers: Numbers,
    /// Pages handed over since the last commit.
    pub(super) since_commit: u64,
    /// What pages are indexed with: vocabulary, format, settings. A part of every page's hash.
    pub(super) salt: &'a str,
    pub(super) progress: Progress,
    pub(super) taken: Taken,
}

/// What became of everything that the sources hold.
#[derive(Default)]
pub(super) struct Taken {
    /// What became of each page met so far.
    pub(super) met: BTreeMap<PageKey, Met>,
    /// Every page that the workers were given, with its number and version.
    pub(super) handed: BTreeMap<PageKey, (u32, u32)>,
    /// Pages of the base that no source holds and that were indexed anew from what is kept.
    pub(super) again: BTreeSet<PageKey>,
    pub(super) skipped: Vec<Skipped>,
    /// Pages withheld in their newest copy, or hidden: they go, whatever else could not be read.
    pub(super) withheld: BTreeSet<PageKey>,
    /// Sources that hold each page, by their number in reading order.
    pub(super) holders: BTreeMap<PageKey, Vec<u32>>,
}

impl Taken {
    /// Whether the engine was given this page, or lost it, and it does not count any more.
    pub(super) fn is_withdrawn(&self, key: &PageKey) -> bool {
        self.handed.contains_key(key) && !self.met.contains_key(key) && !self.again.contains(key)
    }
}

/// What became of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) number: u32,
    pub(super) source: Arc<str>,
    pub(super) post_type: Arc<str>,
    pub(super) title: Box<str>,
    pub(super) link: Box<str>,
}

/// Page numbers not in use, lowest first.
pub(super) struct Numbers {
    free: Vec<u32>,
    next: u32,
}

impl Numbers {
    pub(super) fn beside(bases: [&Records; 2]) -> Numbers {
        let numbers = || bases.iter().flat_map(|base| base.values()).map(|record| record.number);
        let next = numbers().max().map_or(0, |highest| highest + 1);
        let mut used = vec![false; next as usize];
        for number in numbers() {
            if let Some(used) = used.get_mut(number as usize) {
                *used = true;
            }
        }
        let free = (0..next).zip(used).rev().filter(|(_, used)| !used).map(|(number, _)| number).collect();
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
                self.page(source, raw, false)?;
            }
            Item::Seen(raw) => {
                self.progress.pages += 1;
                self.page(source, raw, true)?;
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
            self.taken.withheld.insert(key);
        }
        if skipped.withheld
            && let Some(id) = skipped.id
        {
            let key = PageKey::new(&skipped.site, id);
            if !self.taken.met.contains_key(&key) {
                self.taken.withheld.insert(key);
            }
        }
        self.taken.skipped.push(skipped);
    }

    /// Takes a page; of one that was `seen` the texts are left out.
    fn page(&mut self, source: &SourceId, raw: Box<RawPage>, seen: bool) -> Result<()> {
        let key = PageKey::of(&raw);
        self.taken.holders.entry(key.clone()).or_default().push(source.order);
        match self.selection.offer_as(&key, &raw) {
            Offer::Refuse(reason) => {
                self.taken.skipped.push(skipped(&source.name, &raw, &reason));
                return Ok(());
            }
            Offer::TakeInsteadOf(older) => self.give_up(&older, &key, &raw),
            Offer::Take => {}
        }
        if self.config.hides(&link_path(&raw.link)) {
            self.withdraw(&key);
            self.taken.withheld.insert(key);
            self.taken.skipped.push(skipped(&source.name, &raw, "hidden by `hide` in vademecum.toml"));
            return Ok(());
        }
        self.taken.withheld.remove(&key);
        self.accept(source, raw, key, seen)
    }

    /// Gives up older copies of a page; one of the same id is replaced by its successor.
    fn give_up(&mut self, older: &[PageKey], successor: &PageKey, raw: &RawPage) {
        for old in older {
            if let Some(before) = self.taken.met.get(old) {
                let mut note = skipped(&before.source, raw, "an older copy of a page; the newest is used");
                note.id = Some(old.id);
                note.title = plain_title(&before.title);
                self.taken.skipped.push(note);
            }
            if old != successor {
                self.withdraw(old);
            }
        }
    }

    fn accept(&mut self, source: &SourceId, raw: Box<RawPage>, key: PageKey, seen: bool) -> Result<()> {
        let base = self.base.records.get(&key);
        let hash = match base.filter(|_| seen) {
            Some(record) => record.hash,
            None => self.hash(&raw)?,
        };
        let handed = self.taken.handed.get(&key).copied();
        let number = match (handed, base) {
            (Some((number, _)), _) => number,
            (None, Some(record)) => record.number,
            (None, None) => self.numbers.take(),
        };
        let met = Met {
            number,
            source: Arc::clone(&source.name),
            post_type: shared(&raw.post_type),
            title: raw.title_html.as_str().into(),
            link: raw.link.as_str().into(),
        };
        self.taken.met.insert(key.clone(), met);
        // What the workers were given once is no longer as it was, even if this copy is.
        if handed.is_none() && base.is_some_and(|record| record.hash == hash) {
            return Ok(());
        }
        let version = handed.map_or(0, |(_, version)| version + 1);
        if version > 0 {
            self.shared.set_latest(number, version);
        }
        self.taken.handed.insert(key.clone(), (number, version));
        let replace = base.is_some() || version > 0;
        let raw = match base.filter(|_| seen) {
            Some(record) => {
                let fingerprint = record.fingerprint;
                Box::new(RawPage { fingerprint, ..kept::read(&self.base.building, record.kept)? })
            }
            None => raw,
        };
        self.hand_over(Job { raw, key, number, hash, source: Arc::clone(&source.name), replace, version })
    }

    /// Takes back a page that was accepted before a better copy or a withheld one turned up.
    fn withdraw(&mut self, key: &PageKey) {
        if let Some(met) = self.taken.met.remove(key) {
            let version = self.taken.handed.get(key).map_or(0, |(_, version)| version + 1);
            self.taken.handed.insert(key.clone(), (met.number, version));
            self.shared.set_latest(met.number, version);
            self.shared.writer().remove(met.number);
        }
    }

    /// Hands a page of the index as it was to the workers again if it was indexed with another vocabulary, format or
    /// setting.
    pub(super) fn again(&mut self, key: &PageKey, raw: RawPage) -> Result<()> {
        let Some(record) = self.base.records.get(key) else { return Ok(()) };
        let hash = self.hash(&raw)?;
        if hash == record.hash || self.taken.is_withdrawn(key) {
            return Ok(());
        }
        self.taken.again.insert(key.clone());
        self.taken.handed.insert(key.clone(), (record.number, 0));
        let (number, source) = (record.number, Arc::clone(&record.source));
        let raw = RawPage { fingerprint: record.fingerprint, ..raw };
        self.hand_over(Job { hash, raw: Box::new(raw), key: key.clone(), number, source, replace: true, version: 0 })
    }

    fn hand_over(&mut self, job: Job) -> Result<()> {
        self.shared.open.fetch_add(1, Ordering::AcqRel);
        self.since_commit += 1;
        self.jobs.send(job).context("the indexing threads have ended")?;
        if self.jobs.len() > BACKLOG {
            // If nobody is left who could help, or one is on the way, it is well.
            let _ = self.help.try_send(());
        }
        Ok(())
    }

    fn hash(&self, raw: &RawPage) -> Result<[u8; 16]> {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.salt.as_bytes());
        hasher.update(&kept::encoded(raw).context("could not read a page")?);
        Ok(hasher.finalize().as_bytes().first_chunk().copied().unwrap_or_default())
    }
}

pub(super) fn skipped(source: &str, raw: &RawPage, reason: &str) -> Skipped {
    Skipped {
        source: source.to_owned(),
        id: Some(raw.id),
        title: plain_title(&raw.title_html),
        reason: reason.to_owned(),
        link: raw.link.clone(),
        site: raw.site.clone(),
        slug: raw.slug.clone(),
        parent: raw.parent,
        modified: raw.modified,
        withheld: false,
    }
}
