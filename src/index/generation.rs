//! Generations: whole versions of an index side by side, and the one file that says which is live.
//!
//! `CURRENT` holds a generation's folder name and is replaced by rename. A folder that ends in `.building` is not
//! published: it is resumed, or removed by the next build. Small files carry their own checksum.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

const CURRENT: &str = "CURRENT";
const MANIFEST: &str = "manifest.json";
const BUILDING: &str = ".building";
/// Folder of the engine's files in a generation.
pub(super) const ENGINE: &str = "passages";

/// What a generation says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// Must equal [`FORMAT`](super::FORMAT) to be searched.
    pub(super) format: u32,
    /// Number of the commit whose records belong to it.
    pub(super) commit: u64,
    /// Number of the next pack of kept pages.
    pub(super) next_pack: u32,
    /// What it was built from, as given.
    pub(super) sources: Vec<String>,
    /// The vocabulary file, if one was used, and its hash.
    pub(super) vocabulary_file: Option<(String, String)>,
    /// Hash of the compiled vocabulary.
    pub(super) vocabulary: String,
    /// When it was published (RFC 3339, UTC).
    pub(super) published: String,
    /// Newest edit of any page, for "as the site was on".
    pub(super) newest_edit: Option<String>,
    /// Every file but this one, with its length in bytes and its CRC-32.
    pub(super) files: Vec<(String, u64, u32)>,
}

/// Writes a file with its checksum behind it, and makes it survive a crash.
pub(super) fn write_checked(path: &Path, bytes: &[u8]) -> Result<()> {
    let full = || format!("could not write `{}`", path.display());
    let mut file = File::create(path).with_context(full)?;
    file.write_all(bytes).with_context(full)?;
    file.write_all(&crc32fast::hash(bytes).to_le_bytes()).with_context(full)?;
    file.sync_all().with_context(full)
}

/// Reads a file that [`write_checked`] wrote.
pub(super) fn read_checked(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = fs::read(path).with_context(|| format!("could not read `{}`", path.display()))?;
    let Some((_, tail)) = bytes.split_last_chunk::<4>() else {
        bail!("`{}` is cut short; rebuild the index", path.display());
    };
    let expected = u32::from_le_bytes(*tail);
    bytes.truncate(bytes.len() - 4);
    if crc32fast::hash(&bytes) != expected {
        bail!("`{}` is damaged (its checksum differs); rebuild the index", path.display());
    }
    Ok(bytes)
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

/// Number of a generation by its folder name.
fn number(name: &str) -> Option<u64> {
    name.strip_prefix("generation-")?.trim_end_matches(BUILDING).parse().ok()
}

pub(super) fn load_manifest(generation: &Path) -> Result<Manifest> {
    let path = generation.join(MANIFEST);
    let bytes = read_checked(&path)?;
    serde_json::from_slice(&bytes).with_context(|| format!("`{}` is damaged; rebuild the index", path.display()))
}

pub(super) fn save_manifest(generation: &Path, manifest: &Manifest) -> Result<()> {
    write_checked(&generation.join(MANIFEST), &serde_json::to_vec_pretty(manifest)?)
}

/// Whether a folder may hold an index: it is empty, or holds one already.
pub(super) fn check_folder(index: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(index) else { return Ok(()) };
    for entry in entries {
        let name = entry.with_context(|| format!("could not read `{}`", index.display()))?.file_name();
        let name = name.to_string_lossy();
        let known = name == CURRENT || name == "LOCK" || name.starts_with('.') || name.starts_with("generation-");
        if !known && !name.starts_with(CURRENT) {
            bail!(
                "`{}` holds `{name}`, which is no part of an index; give `--index` an empty folder or one that \
                 vademecum made",
                index.display()
            );
        }
    }
    Ok(())
}

/// The folder of a generation that was begun and not published, if any.
pub(super) fn unfinished(index: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(index).ok()?;
    entries.flatten().map(|entry| entry.path()).find(|path| path.to_string_lossy().ends_with(BUILDING))
}

/// Begins the next generation as a folder of hard links to the files of `base`.
pub(super) fn begin(index: &Path, base: Option<&Path>) -> Result<PathBuf> {
    let newest = fs::read_dir(index)
        .with_context(|| format!("could not read `{}`", index.display()))?
        .flatten()
        .filter_map(|entry| number(&entry.file_name().to_string_lossy()))
        .max()
        .unwrap_or(0);
    let folder = index.join(format!("generation-{:06}{BUILDING}", newest + 1));
    fs::create_dir_all(folder.join(ENGINE)).with_context(|| format!("could not create `{}`", folder.display()))?;
    if let Some(base) = base {
        link_files(base, &folder)?;
        link_files(&base.join(ENGINE), &folder.join(ENGINE))?;
    }
    Ok(folder)
}

/// Files that are replaced in place by tantivy are copied; all others never change and are linked.
fn link_files(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from).with_context(|| format!("could not read `{}`", from.display()))? {
        let entry = entry?;
        let name = entry.file_name();
        let plain = name.to_string_lossy();
        if !entry.file_type()?.is_file() || plain == MANIFEST || plain.ends_with(".lock") {
            continue;
        }
        let target = to.join(&name);
        if plain.ends_with(".json") || fs::hard_link(entry.path(), &target).is_err() {
            fs::copy(entry.path(), &target).with_context(|| format!("could not copy to `{}`", target.display()))?;
        }
    }
    Ok(())
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
            if !entry.file_type()?.is_file() || name == MANIFEST || name.ends_with(".lock") {
                continue;
            }
            let name = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            let (length, crc) = match known.get(name.as_str()) {
                Some(&known) => known,
                None => checksum(&entry.path())?,
            };
            files.push((name, length, crc));
        }
    }
    files.sort();
    Ok(files)
}

/// Segments and packs have names of their own and never change; all else is written anew in each generation.
fn is_linked(name: &str) -> bool {
    (name.starts_with(ENGINE) && !Path::new(name).extension().is_some_and(|extension| extension == "json"))
        || name.starts_with("kept-")
}

fn checksum(path: &Path) -> Result<(u64, u32)> {
    let mut hasher = crc32fast::Hasher::new();
    let mut file = File::open(path).with_context(|| format!("could not read `{}`", path.display()))?;
    let mut buffer = vec![0; 1 << 20];
    let mut length = 0;
    loop {
        let read = std::io::Read::read(&mut file, &mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
        length += read as u64;
    }
    Ok((length, hasher.finalize()))
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
/// The generation before it stays, so that a search that has just read `CURRENT` still finds its files.
pub(super) fn publish(index: &Path, building: &Path) -> Result<PathBuf> {
    let name = building.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = name.trim_end_matches(BUILDING).to_owned();
    let folder = index.join(&name);
    let could_not = || format!("could not publish `{}`", folder.display());
    sync_folder(building).with_context(could_not)?;
    sync_folder(&building.join(ENGINE)).with_context(could_not)?;
    fs::rename(building, &folder).with_context(could_not)?;
    sync_folder(index).with_context(could_not)?;
    let before = current(index).ok().flatten();
    let mut file = tempfile::Builder::new().prefix("CURRENT.").tempfile_in(index).with_context(could_not)?;
    writeln!(file, "{name}").with_context(could_not)?;
    file.as_file().sync_all().with_context(could_not)?;
    allow_others_to_read(file.as_file());
    file.persist(index.join(CURRENT)).with_context(could_not)?;
    sync_folder(index).with_context(could_not)?;
    remove_all_but(index, &[Some(folder.clone()), before]);
    Ok(folder)
}

/// An index built by one account is searched by another: temporary files are private, `CURRENT` must not be.
fn allow_others_to_read(file: &File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Not being allowed to change the mode leaves the file as the system made it.
        let _ = file.set_permissions(fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = file;
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
