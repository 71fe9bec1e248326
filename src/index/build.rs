//! Building the next generation of an index from exports, or from the pages it keeps.
//!
//! 1. Take the lock, find the generation to start from. 2. Read the exports; the intake sorts out what is new.
//! 3. Workers index. 4. Decide what leaves. 5. Commit, rebuild the tables, publish.

use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use crossbeam_channel::Sender;
use jiff::Timestamp;

use super::generation::{self, ENGINE, Manifest, write_checked};
use super::intake::{Intake, Numbers};
use super::kept::{self, PackWriter};
use super::lock::WriterLock;
use super::record::{self, Records};
use super::removal::{self, Evidence};
use super::report::{BuildReport, ConceptCounts, PageCounts, Progress, Warning};
use super::worker::{self, Shared, lock};
use super::{FORMAT, left_out, tables};
use crate::config::Config;
use crate::corpus::{self, Item, PageKey, ReadOptions, Selection, SourceId, SourceReport};
use crate::engine::EngineWriter;
use crate::vocabulary::{Source, SourceKind, Vocabulary};

/// File of the compiled vocabulary in a generation.
pub(super) const VOCABULARY: &str = "vocabulary.bin";
/// Pages after which an unpublished generation is committed, so that a large build can resume.
const BATCH: u64 = 20_000;
/// Pages waiting for a worker at most; a page can be a megabyte.
const WAITING: usize = 32;

/// What to build, from what.
#[derive(Debug, Clone, Default)]
pub struct BuildOptions {
    /// The index folder.
    pub index: PathBuf,
    /// Exports; empty for those it was last built from.
    pub sources: Vec<PathBuf>,
    /// The site's vocabulary file.
    pub vocabulary: Option<PathBuf>,
    /// Leave the built-in vocabulary out.
    pub without_builtin: bool,
    /// Post types; empty for pages only.
    pub types: Vec<String>,
    /// Keep pages that are no longer in the exports.
    pub keep_missing: bool,
    /// Allow more than a quarter of the pages to go.
    pub allow_shrink: bool,
    /// Threads; 0 for all cores.
    pub threads: usize,
    /// Bytes of memory for postings before they are written; 0 for the default.
    pub heap: usize,
    /// The site's configuration.
    pub config: Config,
}

/// Where a build starts from.
struct Base {
    /// The live generation or the unfinished one.
    manifest: Option<Manifest>,
    records: Records,
    /// The folder being built.
    building: PathBuf,
    commit: u64,
    next_pack: u32,
}

/// Builds or refreshes an index.
///
/// # Errors
/// If the folder holds something else, another process writes it, the vocabulary is faulty, nothing could be read, or
/// more than a quarter of the pages would go. The index is then as it was. Sources that could not be read are not
/// an error as long as there are pages: they are in [`BuildReport::unread`].
pub fn build(options: &BuildOptions, progress: &(dyn Fn(Progress) + Sync)) -> Result<BuildReport> {
    let started = Instant::now();
    generation::check_folder(&options.index)?;
    std::fs::create_dir_all(&options.index)
        .with_context(|| format!("could not create the index folder `{}`", options.index.display()))?;
    let _lock = WriterLock::take(&options.index)?;
    let (vocabulary, vocabulary_file) = compile_vocabulary(options)?;
    let salt = salt(&vocabulary);
    let base = open_base(&options.index, &salt)?;
    let outcome = run(options, &vocabulary, vocabulary_file, &salt, &base, progress);
    if outcome.is_err() {
        // The live generation is untouched; what was begun is removed rather than resumed into the same error.
        let live = generation::current(&options.index).ok().flatten();
        generation::remove_all_but(&options.index, &[live]);
    }
    let mut report = outcome?;
    report.seconds = started.elapsed().as_secs_f64();
    Ok(report)
}

fn compile_vocabulary(options: &BuildOptions) -> Result<(Vocabulary, Option<(String, String)>)> {
    let mut sources: Vec<Source> = if options.without_builtin { Vec::new() } else { Vocabulary::builtin_sources() };
    let mut file = None;
    if let Some(path) = &options.vocabulary {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("could not read the vocabulary `{}`", path.display()))?;
        file = Some((path.display().to_string(), blake3::hash(text.as_bytes()).to_hex().to_string()));
        sources.push(Source { name: path.display().to_string(), text, kind: SourceKind::File });
    }
    Ok((Vocabulary::compile(&sources)?, file))
}

/// What page hashes are salted with: a new vocabulary or format makes every page new.
fn salt(vocabulary: &Vocabulary) -> String {
    format!("{FORMAT}:{}", hex(vocabulary))
}

fn hex(vocabulary: &Vocabulary) -> String {
    blake3::Hash::from(vocabulary.hash()).to_hex().to_string()
}

fn open_base(index: &Path, salt: &str) -> Result<Base> {
    let live = generation::current(index)?;
    let manifest = live.as_deref().map(generation::load_manifest).transpose();
    let manifest = manifest.context("the index is damaged; remove its folder and build it again")?;
    if let Some(newer) = manifest.as_ref().map(|manifest| manifest.format).filter(|&format| format > FORMAT) {
        bail!("the index has format {newer}, which a newer vademecum made; upgrade this one, or build another index");
    }
    if let Some(resumed) = resume(index, salt, manifest.as_ref()) {
        return Ok(resumed);
    }
    generation::remove_all_but(index, &[live.clone()]);
    // An older format is rebuilt: its kept pages are linked, its postings are not used.
    let building = generation::begin(index, live.as_deref())?;
    let records = match (&live, &manifest) {
        (Some(folder), Some(manifest)) => record::load(folder, manifest.commit)?,
        _ => Records::new(),
    };
    let (commit, next_pack) = manifest.as_ref().map_or((0, 0), |manifest| (manifest.commit, manifest.next_pack));
    Ok(Base { manifest, records, building, commit, next_pack })
}

/// An unfinished generation whose last commit has its records, made with the same vocabulary.
fn resume(index: &Path, salt: &str, live: Option<&Manifest>) -> Option<Base> {
    let building = generation::unfinished(index)?;
    let begun = std::fs::read_to_string(building.join(SALT)).ok()?;
    if begun != salt {
        return None;
    }
    let commit = EngineWriter::last_commit(&building.join(ENGINE))?;
    let records = record::load(&building, commit).ok()?;
    let next_pack = records.values().map(|record| record.kept.pack + 1).max().unwrap_or(0);
    Some(Base { manifest: live.cloned(), records, building, commit, next_pack: next_pack.max(live?.next_pack) })
        .filter(|base| base.next_pack > 0)
}

/// What an unfinished generation was begun with.
const SALT: &str = "begun-with";

fn run(
    options: &BuildOptions,
    vocabulary: &Vocabulary,
    vocabulary_file: Option<(String, String)>,
    salt: &str,
    base: &Base,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<BuildReport> {
    let sources = sources(options, base)?;
    std::fs::write(base.building.join(SALT), salt).context("could not write to the index folder")?;
    let threads = if options.threads == 0 {
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    } else {
        options.threads
    };
    let heap = if options.heap == 0 { threads * 64_000_000 } else { options.heap };
    let writer = EngineWriter::open(&base.building.join(ENGINE), threads, heap)?;
    let pack = PackWriter::create(&base.building, base.next_pack)?;
    let shared = Shared {
        writer: RwLock::new(writer),
        vocabulary,
        date_order: options.config.date_order,
        pack: Mutex::new(pack),
        done: Mutex::default(),
        warnings: Mutex::default(),
        latest: Mutex::default(),
        failure: Mutex::default(),
        open: AtomicUsize::new(0),
    };
    let current = base.manifest.as_ref().is_some_and(|m| format!("{}:{}", m.format, m.vocabulary) == salt)
        || base.manifest.is_none();
    let commit = Cell::new(base.commit);
    let reading = Reading { options, sources: &sources, base, current, salt, shared: &shared, commit: &commit };
    let (reports, taken) = reading.run(threads, progress)?;
    let mut report = BuildReport { version: 1, concepts: concept_counts(vocabulary), ..BuildReport::default() };
    let records = settle(options, base, &reports, taken, &shared, &mut report)?;
    lock(&shared.pack).sync()?;
    let commit = commit.into_inner() + 1;
    record::save(&base.building, commit, &records)?;
    let mut writer = shared.writer.into_inner().unwrap_or_else(PoisonError::into_inner);
    writer.commit(commit)?;
    writer.finish()?;
    tables::write(&base.building, &records)?;
    left_out::write(&base.building, &report.skipped)?;
    write_checked(&base.building.join(VOCABULARY), &postcard::to_stdvec(vocabulary)?)?;
    clean_up(&base.building, commit, &records)?;
    let newest_edit = records.values().filter_map(|record| record.facts.modified).max();
    let manifest = Manifest {
        format: FORMAT,
        commit,
        next_pack: base.next_pack + 1,
        sources: sources.iter().map(|path| path.display().to_string()).collect(),
        vocabulary_file,
        vocabulary: hex(vocabulary),
        published: Timestamp::now().to_string(),
        newest_edit: newest_edit.map(|edit| edit.to_string()),
        files: generation::checksums(&base.building, base.manifest.as_ref())?,
    };
    generation::save_manifest(&base.building, &manifest)?;
    let live = generation::publish(&options.index, &base.building)?;
    report.passages =
        crate::engine::TantivyEngine::open(&live.join(ENGINE), crate::engine::Weights::default())?.passages();
    Ok(report)
}

fn sources(options: &BuildOptions, base: &Base) -> Result<Vec<PathBuf>> {
    if !options.sources.is_empty() {
        return Ok(options.sources.clone());
    }
    match &base.manifest {
        Some(manifest) if !manifest.sources.is_empty() => Ok(manifest.sources.iter().map(PathBuf::from).collect()),
        _ => bail!("nothing to index; name an export file or a folder of them"),
    }
}

fn concept_counts(vocabulary: &Vocabulary) -> ConceptCounts {
    let counts = vocabulary.counts();
    ConceptCounts { builtin: counts.builtin as usize, file: counts.file as usize, mined: counts.mined as usize }
}

/// What the reading thread found out.
struct Taken {
    met: BTreeMap<PageKey, super::intake::Met>,
    by_source: BTreeMap<String, HashSet<PageKey>>,
    skipped: Vec<corpus::Skipped>,
    withheld: HashSet<PageKey>,
    host_warning: Option<Warning>,
}

/// The reading of all sources of one build.
struct Reading<'a> {
    options: &'a BuildOptions,
    sources: &'a [PathBuf],
    base: &'a Base,
    /// Pages of the base can stay as they are.
    current: bool,
    salt: &'a str,
    shared: &'a Shared<'a>,
    /// Number of the last commit.
    commit: &'a Cell<u64>,
}

impl Reading<'_> {
    fn run(&self, threads: usize, progress: &(dyn Fn(Progress) + Sync)) -> Result<(Vec<SourceReport>, Taken)> {
        let (sender, receiver) = crossbeam_channel::bounded(WAITING);
        let mut intake = self.intake(sender);
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(|| self.shared.work(&receiver))).collect();
            let bytes = AtomicU64::new(0);
            let mut sink = |source: &SourceId, item: Item| {
                intake.item(source, item)?;
                progress(Progress { bytes: bytes.load(Ordering::Relaxed), ..intake.progress });
                self.commit_batch(&mut intake)
            };
            let types = Some(&self.options.types).filter(|types| !types.is_empty());
            let types = types.or(self.options.config.types.as_ref()).cloned();
            let read_options = types.map_or_else(ReadOptions::default, |types| ReadOptions { types });
            let read =
                corpus::read(self.sources, &read_options, &mut sink, &|read| bytes.store(read, Ordering::Relaxed));
            let read = read.and_then(|reports| self.index_kept_again(&mut intake, &reports).map(|()| reports));
            let taken = Taken {
                host_warning: intake.host_warning(),
                met: intake.met,
                by_source: intake.by_source,
                skipped: intake.skipped,
                withheld: intake.withheld,
            };
            drop(intake.jobs);
            for worker in workers {
                worker::joined(worker.join())?;
            }
            worker::failure(self.shared)?;
            Ok((read?, taken))
        })
    }

    fn intake(&self, jobs: Sender<worker::Job>) -> Intake<'_> {
        Intake {
            config: &self.options.config,
            base: &self.base.records,
            base_is_current: self.current,
            shared: self.shared,
            jobs,
            selection: Selection::default(),
            numbers: Numbers::beside(&self.base.records),
            met: BTreeMap::new(),
            skipped: Vec::new(),
            withheld: HashSet::new(),
            hosts: BTreeMap::new(),
            progress: Progress { total_bytes: corpus::total_bytes(self.sources), ..Progress::default() },
            since_commit: 0,
            salt: self.salt.to_owned(),
            by_source: BTreeMap::new(),
        }
    }

    /// Commits into the unpublished generation every so many pages, so that a large build that is interrupted goes on
    /// from there.
    fn commit_batch(&self, intake: &mut Intake<'_>) -> Result<()> {
        if intake.since_commit < BATCH {
            return Ok(());
        }
        intake.since_commit = 0;
        while self.shared.open.load(Ordering::Acquire) > 0 {
            std::thread::sleep(Duration::from_millis(2));
        }
        let mut records = self.base.records.clone();
        for (key, record) in lock(&self.shared.done).iter() {
            if intake.met.get(key).is_some_and(|met| met.number == record.number) {
                records.insert(key.clone(), record.clone());
            }
        }
        let commit = self.commit.get() + 1;
        lock(&self.shared.pack).sync()?;
        record::save(&self.base.building, commit, &records)?;
        self.shared.writer.write().unwrap_or_else(PoisonError::into_inner).commit(commit)?;
        self.commit.set(commit);
        Ok(())
    }

    /// Pages that no source of this run has but that stay are indexed again where the vocabulary is new.
    fn index_kept_again(&self, intake: &mut Intake<'_>, reports: &[SourceReport]) -> Result<()> {
        let stay = self.options.keep_missing || reports.iter().any(|report| report.error.is_some());
        if self.current || !stay {
            return Ok(());
        }
        for key in removal::vanished(&self.base.records, &intake.met) {
            if let Some(record) = self.base.records.get(&key).filter(|_| !intake.withheld.contains(&key)) {
                let raw = kept::read(&self.base.building, record.kept)?;
                intake.again(&key, raw)?;
            }
        }
        Ok(())
    }
}

/// Decides which pages leave, takes them out, and gives the records of those that stay.
fn settle(
    options: &BuildOptions,
    base: &Base,
    reports: &[SourceReport],
    mut taken: Taken,
    shared: &Shared<'_>,
    report: &mut BuildReport,
) -> Result<Records> {
    note_sources(reports, report);
    report.warnings.extend(taken.host_warning.take());
    report.warnings.append(&mut lock(&shared.warnings));
    let unread = !report.unread.is_empty();
    if unread && taken.met.is_empty() && base.records.is_empty() {
        bail!("{}", report.unread.join("\n"));
    }
    let overlap = Evidence { sources: reports, by_source: &taken.by_source, met: &taken.met }.overlap();
    report.warnings.extend(overlap.warnings);
    for key in overlap.dropped {
        if let Some(met) = taken.met.remove(&key) {
            shared.writer().remove(met.number);
            taken.withheld.insert(key);
        }
    }
    let mut removed: Vec<PageKey> = removal::vanished(&base.records, &taken.met);
    if unread || options.keep_missing {
        removed.retain(|key| taken.withheld.contains(key));
    }
    if !options.allow_shrink && removal::needs_permission(removed.len(), base.records.len()) {
        bail!(
            "{} of {} pages would be removed; nothing was changed. If the exports are right, add `--allow-shrink`; to \
             keep pages that are not in them, add `--keep-missing`",
            removed.len(),
            base.records.len()
        );
    }
    let mut records = base.records.clone();
    for key in &removed {
        if let Some(record) = records.remove(key) {
            shared.writer().remove(record.number);
        }
    }
    for (key, record) in lock(&shared.done).drain(..) {
        // A page may have been handed out and then withdrawn, or replaced by a better copy.
        let taken_number = taken.met.get(&key).map(|met| met.number);
        if taken_number.or(records.get(&key).map(|kept| kept.number)) == Some(record.number) {
            records.insert(key, record);
        }
    }
    report.pages = PageCounts {
        indexed: taken.met.keys().filter(|key| !base.records.contains_key(*key)).count(),
        unchanged: records.len() - taken.met.values().filter(|met| !met.unchanged).count(),
        updated: taken.met.iter().filter(|(key, met)| !met.unchanged && base.records.contains_key(*key)).count(),
        removed: removed.len(),
        skipped: taken.skipped.len(),
    };
    report.skipped = taken.skipped;
    Ok(records)
}

fn note_sources(reports: &[SourceReport], report: &mut BuildReport) {
    for source in reports {
        report
            .warnings
            .extend(source.warnings.iter().map(|w| Warning { code: w.code.to_owned(), text: w.text.clone() }));
        if let Some(error) = &source.error {
            report.unread.push(error.clone());
        }
    }
}

/// Removes what no record points to any more: older records, packs without a live page.
fn clean_up(building: &Path, commit: u64, records: &Records) -> Result<()> {
    let live: HashSet<String> = records.values().map(|record| kept::pack_name(record.kept.pack)).collect();
    let own = record::records_name(commit);
    for entry in std::fs::read_dir(building)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let old_records = name.starts_with("records-") && name != own;
        let dead_pack = name.starts_with("kept-") && !live.contains(&name);
        if old_records || dead_pack || name == SALT {
            std::fs::remove_file(entry.path()).with_context(|| format!("could not remove `{name}`"))?;
        }
    }
    Ok(())
}

/// What the index in a folder was last built from; empty if there is none.
#[must_use]
pub fn last_sources(index: &Path) -> Vec<PathBuf> {
    let manifest = generation::current(index).ok().flatten().and_then(|folder| generation::load_manifest(&folder).ok());
    manifest.map(|manifest| manifest.sources.iter().map(PathBuf::from).collect()).unwrap_or_default()
}
