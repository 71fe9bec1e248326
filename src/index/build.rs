//! Building the next generation of an index from exports, or from the pages it keeps.
//!
//! 1. Take the lock, find the [`base`] to start from.
//! 2. [Read](super::reading) the exports; the intake sorts out what is new, and workers index it.
//! 3. [Settle](super::settle) what leaves.
//! 4. Commit, rebuild the tables, publish.

use std::cell::Cell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::{Mutex, PoisonError, RwLock};
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use jiff::Timestamp;

use super::awaited::Awaited;
use super::base::{self, Base};
use super::generation::{self, ENGINE, Manifest};
use super::kept::{self, PackWriter};
use super::lock::WriterLock;
use super::mined::Mining;
use super::reading::Reading;
use super::record::{self, Records};
use super::report::{BuildReport, ConceptCounts, Progress};
use super::settle::{Settled, settle};
use super::worker::{Shared, lock};
use super::{FORMAT, left_out, site, tables, words};
use crate::config::Config;
use crate::content::ReviewRules;
use crate::engine::EngineWriter;
use crate::vocabulary::{Source, SourceKind, Vocabulary};

/// File of the compiled vocabulary in a generation.
pub(super) const VOCABULARY: &str = "vocabulary.bin";

/// Bytes of memory for the postings that a thread makes, before they are written.
const HEAP: usize = 64_000_000;

/// What to build, from what.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct BuildOptions {
    /// The index folder.
    pub index: PathBuf,
    /// Exports; empty for those it was last built from.
    pub sources: Vec<PathBuf>,
    /// The site's vocabulary file.
    pub vocabulary: Option<PathBuf>,
    /// Leave the built-in vocabulary out.
    pub without_builtin: bool,
    /// Use nothing of any vocabulary that nobody has approved, but for what is kept apart.
    pub approved_only: bool,
    /// Read no export and keep every page: only the vocabulary and the settings are new.
    pub kept_only: bool,
    /// Post types; empty for pages only.
    pub types: Vec<String>,
    /// Keep pages that are no longer in the exports.
    pub keep_missing: bool,
    /// Let pages go that are in no export any more, even if they are more than a quarter of the index.
    pub allow_shrink: bool,
    /// Threads; 0 for all cores.
    pub threads: usize,
    /// Bytes of memory for postings before they are written; 0 for the default.
    pub heap: usize,
    /// Pages after which a large build commits, so that it can go on from there if it is interrupted; 0 for the
    /// default.
    pub batch: u64,
    /// The site's configuration.
    pub config: Config,
}

/// Builds or refreshes an index.
///
/// # Errors
/// If the folder holds something else, another process writes it, the vocabulary is faulty, nothing could be read, or
/// more than a quarter of the pages have vanished from the exports. The index is then as it was. Sources that could not
/// be read are not an error as long as there are pages: they are in [`BuildReport::unread`]. Nor are vanished pages
/// where others have to go because they are withheld or hidden: those go, the vanished stay, and
/// [`BuildReport::held_back`] says how many.
pub fn build(options: &BuildOptions, progress: &(dyn Fn(Progress) + Sync)) -> Result<BuildReport> {
    let started = Instant::now();
    generation::check_folder(&options.index)?;
    std::fs::create_dir_all(&options.index)
        .with_context(|| format!("could not create the index folder `{}`", options.index.display()))?;
    let _lock = WriterLock::take(&options.index)?;
    let (sources, vocabulary_file) = vocabulary_sources(options)?;
    let salt = salt(&sources, &options.config);
    let vocabulary = Awaited::default();
    let (base, mut outcome) = std::thread::scope(|scope| {
        scope.spawn(|| vocabulary.make(&options.index, &sources));
        let base = Base::open(&options.index, &salt)?;
        let outcome = run(options, &vocabulary, vocabulary_file, &salt, &base, progress);
        anyhow::Ok((base, outcome))
    })?;
    if let Some(failure) = vocabulary.failure() {
        outcome = Err(failure);
    }
    if outcome.is_err() && !base.has_new_commit() {
        // The live generation is untouched; what was begun and is of no use to the next build is removed.
        let live = generation::current(&options.index).ok().flatten();
        generation::remove_all_but(&options.index, &[live]);
    }
    let mut report = outcome?;
    report.seconds = started.elapsed().as_secs_f64();
    // Nobody waits until what was remembered of every page is freed.
    let _ = std::thread::Builder::new().spawn(move || drop(base));
    Ok(report)
}

/// A file's whole name and the hash of what it held.
type NamedHash = (String, String);

fn vocabulary_sources(options: &BuildOptions) -> Result<(Vec<Source>, Option<NamedHash>)> {
    let mut sources: Vec<Source> = if options.without_builtin { Vec::new() } else { Vocabulary::builtin_sources() };
    let mut file = None;
    if let Some(path) = &options.vocabulary {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("could not read the vocabulary `{}`", path.display()))?;
        let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        file = Some((whole.display().to_string(), blake3::hash(text.as_bytes()).to_hex().to_string()));
        sources.push(Source { name: path.display().to_string(), text, kind: SourceKind::File });
    }
    if options.approved_only {
        sources = Vocabulary::only_approved(sources);
    }
    Ok((sources, file))
}

/// What page hashes are salted with: a new vocabulary, version, format, or setting that changes what is read from a page
/// makes every page new.
fn salt(vocabulary: &[Source], config: &Config) -> String {
    let (version, vocabulary) =
        (env!("CARGO_PKG_VERSION"), blake3::Hash::from(Vocabulary::hash_of(vocabulary)).to_hex());
    format!("{FORMAT}:{version}:{vocabulary}:{}", ReviewRules::of(config).key())
}

fn run(
    options: &BuildOptions,
    awaited: &Awaited,
    vocabulary_file: Option<NamedHash>,
    salt: &str,
    base: &Base,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<BuildReport> {
    let sources = sources(options, base)?;
    let types = Some(&options.types).filter(|types| !types.is_empty()).or(options.config.types.as_ref());
    let types = types.map_or(&[][..], Vec::as_slice);
    let threads = match options.threads {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        threads => threads,
    };
    let (writers, heap) = writers(base, salt, threads);
    let heap = if options.heap == 0 { heap } else { options.heap };
    let shared = Shared {
        writer: RwLock::new(EngineWriter::open(&base.building.join(ENGINE), writers, heap)?),
        vocabulary: awaited,
        review_rules: ReviewRules::of(&options.config),
        words: Mutex::new(std::mem::take(&mut *lock(&base.words))),
        pack: Mutex::new(PackWriter::create(&base.building, base.next_pack)?),
        done: Mutex::default(),
        warnings: Mutex::default(),
        faulty: Mutex::default(),
        latest: RwLock::default(),
        failure: Mutex::default(),
        open: AtomicUsize::new(0),
    };
    let commit = Cell::new(base.commit);
    let read: &[PathBuf] = if options.kept_only { &[] } else { &sources };
    let reading = Reading { options, sources: read, types, base, salt, shared: &shared, commit };
    let read = reading.run(threads, progress)?;
    let vocabulary = awaited.vocabulary().context("there is no vocabulary")?;
    let commit = reading.commit.get() + 1;
    let resumed = base.resumed.unwrap_or(0);
    let mut report =
        BuildReport { version: 1, concepts: concept_counts(vocabulary), resumed, ..BuildReport::default() };
    let mut settled = settle(options, base, read, &shared, &mut report)?;
    let mut manifest = Manifest {
        format: FORMAT,
        commit,
        next_pack: base.next_pack + 2,
        sources: sources.iter().map(|path| remembered(path)).collect(),
        vocabulary_file,
        without_builtin: options.without_builtin,
        approved_only: options.approved_only,
        types: types.to_vec(),
        made_with: salt.to_owned(),
        published: Timestamp::now().to_string(),
        newest_edit: None,
        // Sources that do not say it take nothing back.
        exported: settled.made.map(|made| made.to_string()).or_else(|| base.manifest.as_ref()?.exported.clone()),
        files: Vec::new(),
    };
    if !settled.changed && is_as_it_was(options, base, &manifest, &report, &settled)? {
        drop(shared);
        report.concepts.mined += Mining { options, base, salt, records: &settled.records, vocabulary }.count()?;
        let live = generation::current(&options.index)?;
        generation::remove_all_but(&options.index, &[live]);
        return Ok(report);
    }
    lock(&shared.pack).sync()?;
    kept::repack(&base.building, &mut settled.records, base.next_pack + 1, settled.purge)?;
    let mining = Mining { options, base, salt, records: &settled.records, vocabulary };
    let left_out = left_out::encoded(&report.skipped, &settled.records)?;
    report.concepts.mined += write_all(&mining, awaited, &settled, &left_out, shared, commit)?;
    clean_up(&base.building, commit, &settled.records)?;
    manifest.newest_edit = tables::newest_edit(&settled.records);
    manifest.files = std::thread::scope(|scope| {
        // To free what was remembered of every page takes as long as to read the files again.
        scope.spawn(|| drop(settled.records));
        generation::checksums(&base.building, base.manifest.as_ref())
    })?;
    generation::save_manifest(&base.building, &manifest)?;
    generation::publish(&options.index, &base.building, !settled.purge)?;
    Ok(report)
}

/// Writes what the next generation has, its tables while tantivy writes the postings; gives the number of mined concepts.
fn write_all(
    mining: &Mining<'_>,
    vocabulary: &Awaited,
    settled: &Settled,
    left_out: &[u8],
    shared: Shared<'_>,
    commit: u64,
) -> Result<usize> {
    let Mining { base, records, .. } = *mining;
    std::thread::scope(|scope| {
        let of_pages = scope.spawn(|| {
            tables::write_pages(&base.building, records)?;
            site::write(&base.building, &settled.exported)?;
            left_out::write(&base.building, left_out)
        });
        let across_pages = scope.spawn(|| {
            let mined = mining.write()?;
            tables::write_repeats(&base.building, records)?;
            vocabulary.write(base.folder.as_deref(), &base.building)?;
            anyhow::Ok(mined)
        });
        let postings = write_postings(base, settled, shared, commit);
        let failed = |_| anyhow!("the tables could not be made; the index is as it was");
        let of_pages = of_pages.join().map_err(failed)?;
        let mined = across_pages.join().map_err(failed)?;
        postings.and(of_pages).and(mined)
    })
}

/// Of so many threads, those that write postings, and their memory. Each has a segment and a list of terms of its own: to
/// write most terms twice takes longer than it helps where two threads make what one can write.
fn writers(base: &Base, salt: &str, threads: usize) -> (usize, usize) {
    let refresh = !base.live.is_empty() && base.made_with(salt);
    // The files and buffers of a segment take longer than the few passages of most refreshes.
    let writers = threads.div_ceil(if refresh { 4 } else { 2 });
    (writers, HEAP * if refresh { writers } else { threads })
}

/// Writes the records and the postings of the next generation.
fn write_postings(base: &Base, settled: &Settled, shared: Shared<'_>, commit: u64) -> Result<()> {
    let Shared { writer, words, .. } = shared;
    let mut writer = writer.into_inner().unwrap_or_else(PoisonError::into_inner);
    let words = words.into_inner().unwrap_or_else(PoisonError::into_inner);
    std::thread::scope(|scope| {
        // After a crash the commit that is found must have its records and words.
        let records = scope.spawn(|| {
            words::save(&base.building, commit, &base.records, &settled.records, &words)?;
            record::save(&base.building, commit, &settled.records)
        });
        let failed = |_| anyhow!("the records could not be written; the index is as it was");
        writer.commit_after(commit, || records.join().map_err(failed)?)
    })?;
    let expected: u64 = settled.records.values().map(|record| u64::from(record.passages)).sum();
    let written = writer.passages()?;
    if written != expected {
        bail!(
            "{written} passages were written where the pages have {expected}; the index is as it was; please report it"
        );
    }
    writer.finish()?;
    if settled.purge {
        EngineWriter::purge(&base.building.join(ENGINE))?;
    }
    Ok(())
}

/// Whether publishing would make a generation that differs from the live one in nothing but its date.
fn is_as_it_was(
    options: &BuildOptions,
    base: &Base,
    next: &Manifest,
    report: &BuildReport,
    settled: &Settled,
) -> Result<bool> {
    let Some(live) = &base.manifest else { return Ok(false) };
    let same = live.format == next.format
        && live.made_with == next.made_with
        && live.sources == next.sources
        && live.vocabulary_file == next.vocabulary_file
        && (live.without_builtin, live.approved_only) == (next.without_builtin, next.approved_only)
        && live.types == next.types
        && live.exported == next.exported;
    let Some(folder) = generation::current(&options.index)?.filter(|_| same) else { return Ok(false) };
    let left_out = left_out::encoded(&report.skipped, &settled.records)?;
    Ok(site::load(&folder) == settled.exported && left_out::is_same(&folder, &left_out)?)
}

fn sources(options: &BuildOptions, base: &Base) -> Result<Vec<PathBuf>> {
    if !options.sources.is_empty() {
        return Ok(options.sources.clone());
    }
    match &base.manifest {
        Some(manifest) if manifest.sources.iter().any(|source| source == "-") => {
            bail!("the index was last built from standard input; name an export file, or `-` again")
        }
        Some(manifest) if !manifest.sources.is_empty() => Ok(manifest.sources.iter().map(PathBuf::from).collect()),
        _ => bail!("nothing to index; name an export file or a folder of them"),
    }
}

/// A source as it is remembered: wherever the next build is started from, it finds it.
pub(super) fn remembered(source: &Path) -> String {
    let whole = if source == Path::new("-") { None } else { std::path::absolute(source).ok() };
    whole.unwrap_or_else(|| source.to_owned()).display().to_string()
}

fn concept_counts(vocabulary: &Vocabulary) -> ConceptCounts {
    let counts = vocabulary.counts();
    ConceptCounts { builtin: counts.builtin as usize, file: counts.file as usize, mined: counts.mined as usize }
}

/// Removes what no record points to any more: older records and words, packs without a live page.
fn clean_up(building: &Path, commit: u64, records: &Records) -> Result<()> {
    let live: HashSet<String> = records.values().map(|record| kept::pack_name(record.kept.pack)).collect();
    let own = record::records_name(commit);
    for entry in std::fs::read_dir(building)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let old_records = record::is_records(&name) && name != own;
        let old_words = words::is_words(&name) && !words::is_words_of(&name, commit);
        let dead_pack = kept::is_pack(&name) && !live.contains(&name);
        if old_records || old_words || dead_pack || base::is_mark(&name) {
            std::fs::remove_file(entry.path()).with_context(|| format!("could not remove `{name}`"))?;
        }
    }
    Ok(())
}

/// What an index was last built from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LastBuild {
    /// Exports; empty if there is no index.
    pub sources: Vec<PathBuf>,
    /// The site's vocabulary file.
    pub vocabulary: Option<PathBuf>,
    /// Whether that file has changed since.
    pub vocabulary_changed: bool,
    /// Whether the built-in vocabulary was left out.
    pub without_builtin: bool,
    /// Whether only approved lines were used.
    pub approved_only: bool,
    /// Post types; empty for pages only.
    pub types: Vec<String>,
}

/// What the index in a folder was last built from; nothing if there is none.
#[must_use]
pub fn last_build(index: &Path) -> LastBuild {
    let manifest = generation::current(index).ok().flatten().and_then(|folder| generation::load_manifest(&folder).ok());
    manifest.map_or_else(LastBuild::default, |manifest| LastBuild {
        vocabulary_changed: manifest.vocabulary_file.as_ref().is_some_and(|(path, hash)| {
            std::fs::read(path).is_ok_and(|text| blake3::hash(&text).to_hex().as_str() != hash)
        }),
        sources: manifest.sources.iter().map(PathBuf::from).collect(),
        vocabulary: manifest.vocabulary_file.map(|(path, _)| PathBuf::from(path)),
        without_builtin: manifest.without_builtin,
        approved_only: manifest.approved_only,
        types: manifest.types,
    })
}
