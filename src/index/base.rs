//! The base: where a build starts from, the live generation or an unfinished one that it resumes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, anyhow};

use super::generation::{self, ENGINE, Manifest};
use super::record::{self, Records};
use super::words::{self, Loaded, WordList};
use super::{FORMAT, kept};
use crate::engine::{EngineWriter, TantivyEngine};

/// File that says what an unfinished generation was begun with.
const BEGUN_WITH: &str = "begun-with";

/// Where a build starts from.
pub(super) struct Base {
    /// Folder of the live generation.
    pub(super) folder: Option<PathBuf>,
    /// What it says of itself.
    pub(super) manifest: Option<Manifest>,
    /// Its pages.
    pub(super) live: Records,
    /// Pages of the folder that is being built, before this run; more than the live ones if it is resumed.
    pub(super) records: Records,
    /// All words of the pages, to be taken by the build.
    pub(super) words: Mutex<WordList>,
    /// The folder being built.
    pub(super) building: PathBuf,
    /// Number of the last commit in it.
    pub(super) commit: u64,
    /// Number of the pack that this run may write.
    pub(super) next_pack: u32,
    /// Pages that an interrupted build had done.
    pub(super) resumed: Option<usize>,
}

impl Base {
    /// Opens the base of an index; `salt` says what its pages are to be indexed with.
    ///
    /// # Errors
    /// If the live generation is damaged or of a newer format, or the folder cannot be written.
    pub(super) fn open(index: &Path, salt: &str) -> Result<Base> {
        let folder = generation::current(index)?;
        let manifest = folder.as_deref().map(generation::load_manifest).transpose()?;
        let (mut live, loaded) = match (&folder, &manifest) {
            (Some(folder), Some(manifest)) => remembered(folder, manifest)?,
            _ => (Records::new(), None),
        };
        // Of an older format only the kept pages are of use: no page is as it was.
        let postings = manifest.as_ref().is_some_and(|manifest| manifest.format == FORMAT);
        let mut words = WordList::default();
        if let Some(loaded) = loaded {
            words = loaded.give(&mut live)?;
        } else {
            for record in live.values_mut() {
                Arc::make_mut(record).hash = <[u8; 16]>::default();
            }
        }
        let begun_with = format!("{salt} on {:?}", folder.as_deref().and_then(Path::file_name));
        if let Some(base) = resume(index, &begun_with, manifest.as_ref(), &live) {
            generation::remove_all_but(index, &[folder.clone(), Some(base.building.clone())]);
            return Ok(Base { folder, ..base });
        }
        generation::remove_all_but(index, std::slice::from_ref(&folder));
        let building = generation::begin(index, folder.as_deref(), postings)?;
        std::fs::write(building.join(BEGUN_WITH), begun_with).context("could not write to the index folder")?;
        let (commit, next_pack) = manifest.as_ref().map_or((0, 0), |manifest| (manifest.commit, manifest.next_pack));
        let words = Mutex::new(words);
        Ok(Base { folder, records: live.clone(), live, words, manifest, building, commit, next_pack, resumed: None })
    }

    /// Whether pages of the live generation were indexed with the same vocabulary, format and settings.
    pub(super) fn made_with(&self, salt: &str) -> bool {
        self.manifest.as_ref().is_none_or(|manifest| manifest.made_with == salt)
    }

    /// Whether a commit stands in the folder that the live generation does not have.
    pub(super) fn has_new_commit(&self) -> bool {
        let live = self.manifest.as_ref().map(|manifest| manifest.commit);
        EngineWriter::last_commit(&self.building.join(ENGINE)).is_some_and(|commit| Some(commit) != live)
    }
}

/// The records of a generation, and of this format the words, which are loaded beside them.
fn remembered(folder: &Path, manifest: &Manifest) -> Result<(Records, Option<Loaded>)> {
    std::thread::scope(|scope| {
        let words = (manifest.format == FORMAT).then(|| scope.spawn(|| words::load(folder, manifest.commit)));
        let records = record::load(folder, manifest.commit, manifest.format)?;
        let damaged = |_| anyhow!("the words of `{}` could not be read; rebuild the index", folder.display());
        let words = words.map(|words| words.join().map_err(damaged)?).transpose()?;
        Ok((records, words))
    })
}

/// An unfinished generation that was begun from the same live one with the same vocabulary, and whose last commit is
/// whole.
fn resume(index: &Path, begun_with: &str, manifest: Option<&Manifest>, live: &Records) -> Option<Base> {
    let building = generation::unfinished(index)?;
    if std::fs::read_to_string(building.join(BEGUN_WITH)).ok()? != begun_with {
        return None;
    }
    let commit = EngineWriter::last_commit(&building.join(ENGINE))?;
    if manifest.is_some_and(|manifest| manifest.commit == commit) {
        return None;
    }
    let mut records = record::load(&building, commit, FORMAT).ok()?;
    let words = Mutex::new(words::load(&building, commit).ok()?.give(&mut records).ok()?);
    TantivyEngine::verify(&building.join(ENGINE)).ok()?;
    if !kept::all_there(&building, &records) {
        return None;
    }
    let after_all = records.values().map(|record| record.kept.pack + 1).max().unwrap_or(0);
    let next_pack = after_all.max(manifest.map_or(0, |manifest| manifest.next_pack));
    let done = records.iter().filter(|(key, record)| live.get(*key).is_none_or(|live| live.hash != record.hash));
    let resumed = Some(done.count());
    let (folder, manifest) = (None, manifest.cloned());
    Some(Base { folder, manifest, live: live.clone(), records, words, building, commit, next_pack, resumed })
}

/// Whether a file of this name is of use to an unfinished generation only.
pub(super) fn is_mark(name: &str) -> bool {
    name == BEGUN_WITH
}
