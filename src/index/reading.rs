//! The reading of all sources of one build, while workers index what it finds.
//!
//! One thread reads and one takes in what was read; every so many pages that one commits into the unpublished generation.

use std::cell::Cell;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use anyhow::{Result, anyhow};
use crossbeam_channel::Sender;

use super::base::Base;
use super::build::BuildOptions;
use super::intake::{Intake, Numbers, Taken};
use super::kept;
use super::record::{self, Record, Records};
use super::removal::{self, Overlap, Vanished};
use super::report::Progress;
use super::words;
use super::worker::{self, Job, Shared, lock};
use crate::corpus::{self, Fingerprint, Item, PageKey, ReadOptions, Selection, SourceId, SourceReport};

/// Pages waiting to be taken in, and for a worker, at most; a page can be a megabyte.
const WAITING: usize = 32;
/// Pages that were read before, of which there is little to say, are handed on together: to wake a thread for each takes
/// longer than to take it in.
const TOGETHER: usize = 64;
/// Pages after which an unpublished generation is committed, so that a large build can resume.
const BATCH: u64 = 20_000;

/// The reading of all sources of one build.
pub(super) struct Reading<'a> {
    pub(super) options: &'a BuildOptions,
    pub(super) sources: &'a [PathBuf],
    pub(super) types: &'a [String],
    pub(super) base: &'a Base,
    pub(super) salt: &'a str,
    pub(super) shared: &'a Shared<'a>,
    /// Number of the last commit.
    pub(super) commit: Cell<u64>,
}

/// What the reading of all sources came to.
pub(super) struct Read {
    /// Of each source.
    pub(super) reports: Vec<SourceReport>,
    pub(super) taken: Taken,
    /// Pages that exist in some exports of their site only.
    pub(super) overlap: Overlap,
    /// What becomes of pages that are in no export any more.
    pub(super) vanished: Vanished,
}

impl Reading<'_> {
    /// Reads every source to its end, and has what is new indexed.
    ///
    /// # Errors
    /// If a page could not be put into the index, or too many pages have vanished from the sources.
    pub(super) fn run(&self, threads: usize, progress: &(dyn Fn(Progress) + Sync)) -> Result<Read> {
        let (sender, receiver) = crossbeam_channel::bounded(WAITING);
        let (help, calls) = crossbeam_channel::bounded(1);
        let mut intake = self.intake(sender, help);
        std::thread::scope(|scope| {
            let (shared, receiver, calls) = (self.shared, &receiver, &calls);
            let work = move |first: bool| {
                if first || calls.recv().is_ok() {
                    shared.work(receiver);
                }
            };
            let workers: Vec<_> = (0..threads).map(|worker| scope.spawn(move || work(worker == 0))).collect();
            let read = self.take_in(&mut intake, progress).and_then(|reports| {
                let overlap = removal::overlap(&reports, &intake.taken);
                let vanished = Vanished::decide(self.options, self.base, &reports, &intake.taken, &overlap)?;
                self.index_kept_again(&mut intake, vanished)?;
                Ok((reports, overlap, vanished))
            });
            let Intake { taken, jobs, help, .. } = intake;
            drop((jobs, help));
            for worker in workers {
                worker::joined(worker.join())?;
            }
            worker::failure(self.shared)?;
            let (reports, overlap, vanished) = read?;
            Ok(Read { reports, taken, overlap, vanished })
        })
    }

    /// Reads the sources on a thread of its own while what was read is taken in.
    fn take_in(&self, intake: &mut Intake<'_>, progress: &(dyn Fn(Progress) + Sync)) -> Result<Vec<SourceReport>> {
        let seen_before = self.seen_before();
        let seen = |fingerprint: &Fingerprint| Some(seen_before.get(fingerprint)?.without_texts());
        let mut options = ReadOptions { seen: Some(&seen), ..ReadOptions::default() };
        if !self.types.is_empty() {
            options.types = self.types.to_vec();
        }
        let bytes = AtomicU64::new(0);
        let (sender, items) = crossbeam_channel::bounded::<Vec<(SourceId, Item)>>(WAITING);
        std::thread::scope(|scope| {
            let reader = scope.spawn(|| {
                // Nobody listens any more where taking in has failed.
                let stopped = |_| anyhow!("reading was stopped");
                let sender = sender;
                let mut together = Vec::new();
                let mut sink = |source: &SourceId, item| {
                    let waits = matches!(item, Item::Seen(_)) && together.len() + 1 < TOGETHER;
                    together.push((source.clone(), item));
                    if waits { Ok(()) } else { sender.send(std::mem::take(&mut together)).map_err(stopped) }
                };
                let reports =
                    corpus::read(self.sources, &options, &mut sink, &|read| bytes.store(read, Ordering::Relaxed))?;
                sender.send(together).map_err(stopped)?;
                Ok(reports)
            });
            let taken = items.iter().flatten().try_for_each(|(source, item)| {
                intake.item(&source, item)?;
                progress(Progress { bytes: bytes.load(Ordering::Relaxed), ..intake.progress });
                self.commit_batch(intake)
            });
            drop(items);
            let read =
                reader.join().map_err(|_| anyhow!("reading ended before its work was done; the index is as it was"));
            taken.and_then(|()| read?)
        })
    }

    /// The pages of the base by the JSON they were read from; none where they are to be read anew.
    fn seen_before(&self) -> HashMap<Fingerprint, &Record> {
        let records = self.base.records.values().filter(|_| self.base.made_with(self.salt));
        records.filter_map(|record| Some((record.fingerprint?, record.as_ref()))).collect()
    }

    fn intake(&self, jobs: Sender<Job>, help: Sender<()>) -> Intake<'_> {
        Intake {
            config: &self.options.config,
            base: self.base,
            shared: self.shared,
            jobs,
            help,
            selection: Selection::default(),
            numbers: Numbers::beside([&self.base.records, &self.base.live]),
            since_commit: 0,
            salt: self.salt,
            progress: Progress { total_bytes: corpus::total_bytes(self.sources), ..Progress::default() },
            taken: Taken::default(),
        }
    }

    /// Commits into the unpublished generation every so many pages, so that a large build that is interrupted goes on
    /// from there.
    fn commit_batch(&self, intake: &mut Intake<'_>) -> Result<()> {
        let batch = if self.options.batch == 0 { BATCH } else { self.options.batch };
        if intake.since_commit < batch {
            return Ok(());
        }
        intake.since_commit = 0;
        while self.shared.open.load(Ordering::Acquire) > 0 {
            std::thread::sleep(Duration::from_millis(2));
        }
        let mut records = self.base.records.clone();
        records.retain(|key, _| !intake.taken.is_withdrawn(key));
        add_done(&mut records, lock(&self.shared.done).clone(), &intake.taken);
        let commit = self.commit.get() + 1;
        lock(&self.shared.pack).sync()?;
        words::save(&self.base.building, commit, &self.base.records, &records, &lock(&self.shared.words))?;
        record::save(&self.base.building, commit, &records)?;
        self.shared.writer.write().unwrap_or_else(PoisonError::into_inner).commit(commit)?;
        self.commit.set(commit);
        Ok(())
    }

    /// Pages that no source of this run has but that may stay are indexed again where the vocabulary is new.
    fn index_kept_again(&self, intake: &mut Intake<'_>, vanished: Vanished) -> Result<()> {
        if self.base.made_with(self.salt) || vanished == Vanished::Leave {
            return Ok(());
        }
        for (key, record) in &self.base.records {
            if !intake.taken.met.contains_key(key) && !intake.taken.withheld.contains(key) {
                let raw = kept::read(&self.base.building, record.kept)?;
                intake.again(key, raw)?;
                self.commit_batch(intake)?;
            }
        }
        Ok(())
    }
}

/// Adds the records of what the workers have done, the newest of a page last, and what still counts: a page may have been
/// handed out and then withdrawn.
pub(super) fn add_done(records: &mut Records, done: Vec<(PageKey, Arc<Record>)>, taken: &Taken) {
    for (key, record) in done {
        if taken.met.contains_key(&key) || taken.again.contains(&key) {
            records.insert(key, record);
        }
    }
}
