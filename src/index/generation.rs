//! Generations: whole versions of an index side by side, and the one file that says which is live.
//!
//! `CURRENT` holds a generation's folder name and is replaced by rename. A folder that ends in `.building` is not
//! published: it is resumed, or removed by the next build. Small files carry their own checksum.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::checked::{OF_CHECKED, checksum, has_own_checksum, read_checked, remove_if_there, write_checked};
use super::{FORMAT, kept, record, words};

const CURRENT: &str = "CURRENT";
const MANIFEST: &str = "manifest.json";
const BUILDING: &str = ".building";
/// Folder of the engine's files in a generation.
pub(super) const ENGINE: &str = "passages";

/// What a generation says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Must equal [`FORMAT`] to be searched.
    pub(super) format: u32,
    /// Number of the commit whose records belong to it.
    pub(super) commit: u64,
    /// Number of the next pack of kept pages.
    pub(super) next_pack: u32,
    /// What it was built from, as given.
    pub(super) sources: Vec<String>,
    /// The vocabulary file, if one was used, and its hash.
    pub(super) vocabulary_file: Option<(String, String)>,
    /// Whether the built-in vocabulary was left out.
    #[serde(default)]
    pub(super) without_builtin: bool,
    /// Whether only approved lines of vocabularies were used.
    #[serde(default)]
    pub(super) approved_only: bool,
    /// Post types it was built with; empty for pages only.
    pub(super) types: Vec<String>,
    /// What its pages were indexed with: format, vocabulary and settings.
    pub(super) made_with: String,
    /// When it was published (RFC 3339, UTC).
    pub(super) published: String,
    /// Newest edit of any page, for "as the site was on".
    pub(super) newest_edit: Option<String>,
    /// When the newest export that says so was made.
    #[serde(default)]
    pub(super) exported: Option<String>,
    /// Every file but this one, with its length in bytes and its CRC-32.
    pub(super) files: Vec<(String, u64, u32)>,
}

/// Folder of the live generation, if any.
pub(super) fn current(index: &Path) -> Result<Option<PathBuf>> {
    let path = index.join(CURRENT);
    let name = match fs::read_to_string(&path) {
        Ok(name) => name,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error).with_context(|| format!("could not read `{}`", path.display())),
    };
    let name = name.trim();
    if number(name).is_none() {
        bail!("`{}` does not name a generation; rebuild the index", path.display());
    }
    Ok(Some(index.join(name)))
}

/// Folder of the live generation, if there is one that can be read of.
pub(crate) fn live_generation(index: &Path) -> Option<PathBuf> {
    current(index).ok().flatten()
}

/// Name of a generation's folder: it differs between two generations of one index.
pub(crate) fn name(generation: &Path) -> String {
    generation.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Number of a generation by its folder name.
fn number(name: &str) -> Option<u64> {
    name.strip_prefix("generation-")?.trim_end_matches(BUILDING).parse().ok()
}

/// Reads what a generation says of itself.
///
/// # Errors
/// If it is damaged, or of a newer format: that is told by name, whatever else a newer manifest may hold.
pub(super) fn load_manifest(generation: &Path) -> Result<Manifest> {
    #[derive(Deserialize)]
    struct Format {
        format: u32,
    }
    let path = generation.join(MANIFEST);
    let damaged = || format!("`{}` is damaged; remove the index folder and build it again", path.display());
    let bytes = read_checked(&path)?;
    let Format { format } = serde_json::from_slice(&bytes).with_context(damaged)?;
    if format > FORMAT {
        bail!(
            "the index has format {format}, which a newer vademecum made; this one knows format {FORMAT}: upgrade it, \
             or build another index"
        );
    }
    serde_json::from_slice(&bytes).with_context(damaged)
}

pub(super) fn save_manifest(generation: &Path, manifest: &Manifest) -> Result<()> {
    write_checked(&generation.join(MANIFEST), &serde_json::to_vec_pretty(manifest)?)
}

/// Fails if a folder may not hold an index; it may if it is not there, is empty, or holds one already.
pub(crate) fn check_folder(index: &Path) -> Result<()> {
    let entries = match fs::read_dir(index) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).with_context(|| format!("could not read `{}`", index.display())),
    };
    for entry in entries {
        let entry = entry.with_context(|| format!("could not read `{}`", index.display()))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let known = if folder {
            number(&name).is_some()
        } else {
            name == "LOCK" || name.starts_with(CURRENT) || name.starts_with('.')
        };
        if !known {
            bail!(
                "`{}` holds `{name}`, which is no part of an index; give `--index` an empty folder or one that \
                 vademecum made",
                index.display()
            );
        }
    }
    Ok(())
}

/// The newest folder of a generation that was begun and not published, if any.
pub(super) fn unfinished(index: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(index).ok()?;
    let building =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.to_string_lossy().ends_with(BUILDING));
    building.max()
}

/// Begins the next generation as a folder of hard links to those files of `base` that never change: its kept pages
/// and, if `postings`, its records and the engine's files.
pub(super) fn begin(index: &Path, base: Option<&Path>, postings: bool) -> Result<PathBuf> {
    let newest = fs::read_dir(index)
        .with_context(|| format!("could not read `{}`", index.display()))?
        .flatten()
        .filter_map(|entry| number(&entry.file_name().to_string_lossy()))
        .max()
        .unwrap_or(0);
    let folder = index.join(format!("generation-{:06}{BUILDING}", newest + 1));
    fs::create_dir_all(folder.join(ENGINE)).with_context(|| format!("could not create `{}`", folder.display()))?;
    if let Some(base) = base {
        let of_pages = |name: &str| record::is_records(name) || words::is_words(name);
        link_files(base, &folder, |name| kept::is_pack(name) || (postings && of_pages(name)))?;
        if postings {
            link_files(&base.join(ENGINE), &folder.join(ENGINE), |name| !is_lock(name))?;
        }
    }
    Ok(folder)
}

fn is_json(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "json")
}

/// tantivy's own lock files, which belong to no generation.
fn is_lock(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "lock")
}

/// Files that tantivy replaces (its JSON) are copied; segments, packs and records never change and are linked.
fn link_files(from: &Path, to: &Path, wanted: impl Fn(&str) -> bool) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("could not read `{}`", from.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let plain = name.to_string_lossy();
        if !entry.file_type()?.is_file() || !wanted(&plain) {
            continue;
        }
        let target = to.join(&name);
        if is_json(&plain) {
            copy(&entry.path(), &target)?;
        } else {
            link_or_copy(&entry.path(), &target)?;
        }
    }
    Ok(())
}

/// Makes a file that never changes a part of another generation too. What an interrupted build may have left in its place
/// goes first: it may be one with the file that it is to become.
pub(super) fn link_or_copy(from: &Path, to: &Path) -> Result<()> {
    remove_if_there(to)?;
    if fs::hard_link(from, to).is_ok() { Ok(()) } else { copy(from, to) }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::copy(from, to).map(drop).with_context(|| format!("could not copy to `{}`", to.display()))
}

/// Length and CRC-32 of every file of a generation but its manifest. A linked file has the checksum it had in `base`.
pub(super) fn checksums(generation: &Path, base: Option<&Manifest>) -> Result<Vec<(String, u64, u32)>> {
    let known: std::collections::HashMap<&str, (u64, u32)> = base
        .into_iter()
        .flat_map(|manifest| &manifest.files)
        .filter(|(name, ..)| is_linked(name))
        .map(|(name, length, crc)| (name.as_str(), (*length, *crc)))
        .collect();
    let mut files = Vec::new();
    for folder in ["", ENGINE] {
        for entry in fs::read_dir(generation.join(folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if !entry.file_type()?.is_file() || name == MANIFEST || is_lock(&name) {
                continue;
            }
            let name = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let (length, crc) = match known.get(name.as_str()) {
                Some(&known) => known,
                None if has_own_checksum(&name) => (entry.metadata()?.len(), OF_CHECKED),
                None => checksum(&entry.path())?,
            };
            files.push((name, length, crc));
        }
    }
    files.sort();
    Ok(files)
}

/// Segments and packs have names of their own and never change; of all else the name does not say what it holds.
fn is_linked(name: &str) -> bool {
    (name.starts_with(ENGINE) && !is_json(name)) || kept::is_pack(name)
}

/// Verifies every file of a generation against its manifest.
pub(super) fn verify(generation: &Path) -> Result<()> {
    let manifest = load_manifest(generation)?;
    for (name, length, crc) in &manifest.files {
        let path = generation.join(name);
        if checksum(&path)? != (*length, *crc) {
            bail!("`{}` is damaged (its checksum differs); rebuild the index", path.display());
        }
    }
    Ok(())
}

/// Makes a finished generation the live one, then removes those that nobody needs any more.
///
/// The generation before it stays if `keep_before`, so that what has it open finds all its files; it goes if it holds
/// pages that were withheld since.
pub(super) fn publish(index: &Path, building: &Path, keep_before: bool) -> Result<()> {
    let name = building.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = name.trim_end_matches(BUILDING).to_owned();
    let folder = index.join(&name);
    let could_not = || format!("could not publish `{}`", folder.display());
    allow_others_to_read(&building.join(ENGINE), &building.join(MANIFEST)).with_context(could_not)?;
    sync_folder(building).with_context(could_not)?;
    sync_folder(&building.join(ENGINE)).with_context(could_not)?;
    fs::rename(building, &folder).with_context(could_not)?;
    sync_folder(index).with_context(could_not)?;
    let before = current(index).ok().flatten().filter(|_| keep_before);
    let next = index.join(format!("{CURRENT}.next"));
    let mut file = File::create(&next).with_context(could_not)?;
    writeln!(file, "{name}").with_context(could_not)?;
    file.sync_all().with_context(could_not)?;
    drop(file);
    fs::rename(&next, index.join(CURRENT)).with_context(could_not)?;
    sync_folder(index).with_context(could_not)?;
    remove_all_but(index, &[Some(folder.clone()), before]);
    Ok(())
}

/// An index built by one account is searched by another: tantivy's JSON files are made as private temporary files, and
/// get the mode that the system gave to `like`.
fn allow_others_to_read(engine: &Path, like: &Path) -> Result<()> {
    let mode = fs::metadata(like)?.permissions();
    for entry in fs::read_dir(engine)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            fs::set_permissions(path, mode.clone())?;
        }
    }
    Ok(())
}

fn sync_folder(folder: &Path) -> Result<()> {
    // Only Unix lets a folder be opened to flush its entries.
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

/// Removes all generations but these, finished or not, and temporary files of an interrupted publish.
pub(super) fn remove_all_but(index: &Path, keep: &[Option<PathBuf>]) {
    let Ok(entries) = fs::read_dir(index) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if keep.iter().flatten().any(|kept| *kept == path) {
            continue;
        }
        // What cannot be removed now is removed by the next build.
        if number(&name).is_some() {
            let _ = fs::remove_dir_all(&path);
        } else if name.starts_with("CURRENT.") {
            let _ = fs::remove_file(&path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_linked_where_it_is_linked_already_keeps_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let (live, next) = (folder.path().join("live"), folder.path().join("next"));
        fs::write(&live, "mined").unwrap();
        for _ in 0..2 {
            link_or_copy(&live, &next).unwrap();
            assert_eq!(fs::read_to_string(&live).unwrap(), "mined");
            assert_eq!(fs::read_to_string(&next).unwrap(), "mined");
        }
    }
}
