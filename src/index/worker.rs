//! The workers of a build: raw page to page to documents to engine, on all cores.
//!
//! The reader hands jobs over; each worker analyses with its own analyzers, puts the passages into the engine and
//! the compressed raw page into the pack, and leaves the page's record.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use anyhow::{Result, anyhow};
use crossbeam_channel::Receiver;

use super::analysed::Analyzers;
use super::awaited::Awaited;
use super::document::{PageDocuments, documents};
use super::facts::Facts;
use super::kept::{self, PackWriter};
use super::record::Record;
use super::report::Warning;
use super::words::WordList;
use crate::analysis::Language;
use crate::content::{self, ReviewRules};
use crate::corpus::{PageKey, RawPage, Skipped};
use crate::engine::EngineWriter;

/// A page to be indexed.
pub(super) struct Job {
    pub(super) raw: Box<RawPage>,
    pub(super) key: PageKey,
    pub(super) number: u32,
    pub(super) hash: [u8; 16],
    pub(super) source: Arc<str>,
    /// The engine may hold passages under this number already.
    pub(super) replace: bool,
    /// Counts the copies of this page met in this run; only the last one is kept.
    pub(super) version: u32,
}

/// What the workers of one build share.
pub(super) struct Shared<'a> {
    /// Read by those that put pages in, written by whoever commits.
    pub(super) writer: RwLock<EngineWriter>,
    pub(super) vocabulary: &'a Awaited,
    pub(super) review_rules: ReviewRules,
    /// The words of all pages.
    pub(super) words: Mutex<WordList>,
    pub(super) pack: Mutex<PackWriter>,
    pub(super) done: Mutex<Vec<(PageKey, Arc<Record>)>>,
    pub(super) warnings: Mutex<Vec<Warning>>,
    /// Pages that could not be indexed.
    pub(super) faulty: Mutex<Vec<Skipped>>,
    /// Newest version of each page number that was handed out more than once, or withdrawn. Whoever puts a page in
    /// holds it until the page's record is there, so that an older version never comes after a newer one.
    pub(super) latest: RwLock<HashMap<u32, u32>>,
    pub(super) failure: Mutex<Option<anyhow::Error>>,
    /// Jobs handed out and not done.
    pub(super) open: AtomicUsize,
}

impl Shared<'_> {
    /// Works until no more jobs come. After a failure jobs are taken and dropped, so that the reader is never stuck.
    pub(super) fn work(&self, jobs: &Receiver<Job>) {
        let vocabulary = self.vocabulary.vocabulary();
        if vocabulary.is_none() {
            lock(&self.failure).get_or_insert_with(|| anyhow!("there is no vocabulary"));
        }
        let mut analyzers = vocabulary.map(|vocabulary| Analyzers::new(vocabulary, &self.words));
        for job in jobs {
            if let Some(analyzers) = &mut analyzers
                && !self.failed()
                && let Err(error) = self.index(job, analyzers)
            {
                lock(&self.failure).get_or_insert(error);
            }
            self.open.fetch_sub(1, Ordering::AcqRel);
        }
    }

    pub(super) fn writer(&self) -> RwLockReadGuard<'_, EngineWriter> {
        self.writer.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn failed(&self) -> bool {
        lock(&self.failure).is_some()
    }

    /// Notes that only this version of a page number counts from now on.
    pub(super) fn set_latest(&self, number: u32, version: u32) {
        self.latest.write().unwrap_or_else(PoisonError::into_inner).insert(number, version);
    }

    fn index<'s>(&'s self, job: Job, analyzers: &mut Analyzers<'s>) -> Result<()> {
        let read = catch_unwind(AssertUnwindSafe(|| self.prepare(&job, analyzers)));
        let prepared = match read {
            Ok(Ok(prepared)) => prepared,
            Ok(Err(error)) => {
                self.leave_out(&job, &format!("could not be indexed: {error:#}"));
                return Ok(());
            }
            Err(_) => {
                *analyzers = Analyzers::new(analyzers.vocabulary, &self.words);
                self.leave_out(&job, "could not be indexed: vademecum failed on it; please report it");
                return Ok(());
            }
        };
        let Prepared { facts, documents, compressed } = prepared;
        let latest = self.latest.read().unwrap_or_else(PoisonError::into_inner);
        if latest.get(&job.number).is_some_and(|&newest| newest != job.version) {
            return Ok(());
        }
        let passages = documents.passages.len() as u32;
        self.writer().put(job.number, documents.passages, job.replace)?;
        let kept = lock(&self.pack).append(&compressed)?;
        let record = Record {
            number: job.number,
            hash: job.hash,
            fingerprint: job.raw.fingerprint,
            source: job.source,
            kept,
            facts,
            title_keys: documents.title_keys,
            passages,
            sentences: documents.sentences,
            definitions: documents.definitions,
            words: documents.words,
        };
        lock(&self.done).push((job.key, Arc::new(record)));
        Ok(())
    }

    fn prepare(&self, job: &Job, analyzers: &mut Analyzers<'_>) -> Result<Prepared> {
        let page = content::page(&job.raw, &self.review_rules);
        if let Some(why) = &page.simplified {
            let text = format!("page {} ({}) was read as plain text: {why}", job.raw.id, job.raw.link);
            lock(&self.warnings).push(Warning { code: "page-simplified".to_owned(), text });
        }
        // A page too short to tell its language is analysed as English, the language of most of the built-in names.
        let language = page.facts.language.as_deref().map_or(Language::English, Language::from_tag);
        let documents = documents(&page, job.number, language, analyzers)?;
        let compressed = kept::compress(&job.raw)?;
        Ok(Prepared { facts: Facts::of(&page.facts)?, documents, compressed })
    }

    /// One bad page never stops a run; where an older version of it is in the index, that stays.
    fn leave_out(&self, job: &Job, reason: &str) {
        lock(&self.faulty).push(super::intake::skipped(&job.source, &job.raw, reason));
    }
}

/// A page, ready to be put in.
struct Prepared {
    facts: Facts,
    documents: PageDocuments,
    compressed: Vec<u8>,
}

/// A poisoned lock means another worker panicked; its data is still whole, because every change is one assignment.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Takes the failure of a build's workers, if there was one.
pub(super) fn failure(shared: &Shared<'_>) -> Result<()> {
    match lock(&shared.failure).take() {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

/// A worker thread that panicked is a defect; it must not look like a finished build.
pub(super) fn joined(result: std::thread::Result<()>) -> Result<()> {
    result.map_err(|_| anyhow!("an indexing thread ended before its work was done; the index is as it was"))
}
