//! Sources of text: files, the files of folders in sorted order, standard input; unpacked and decoded to UTF-8.
//!
//! What a file is packed in is told by its first bytes, never by its name. Archives are gone through member by member.
//! Nothing is unpacked to disk, because an export may hold what nobody else should see.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use walkdir::{DirEntry, WalkDir};

mod ahead;
mod input;

use ahead::ahead;
pub(super) use input::Input;
use input::{Decoded, Packing};

/// An archive inside another one, or from standard input, is held in memory up to this many bytes.
const HELD_ARCHIVE_LIMIT: u64 = 256 << 20;
/// Packings inside packings that are still opened.
const DEPTH_LIMIT: u32 = 4;
/// Files that belong to a corpus folder and are no exports: what a site's people have written for it.
const OWN_FILES: [&str; 5] =
    ["vocabulary.txt", "vademecum.toml", "questions.tsv", "qrels.page.tsv", "qrels.section.tsv"];

/// Whether a file of this name belongs to a corpus folder and is no export.
pub(crate) fn is_own_file(name: &OsStr) -> bool {
    OWN_FILES.iter().any(|own| name == *own)
}

/// A file to read, or a place where the walk failed.
#[derive(Debug)]
pub(super) struct Found {
    /// `None` is standard input.
    path: Option<PathBuf>,
    /// As the caller wrote it.
    pub(super) name: String,
    /// Given by the caller itself, not met in a folder.
    pub(super) named: bool,
    /// Why it cannot be read.
    pub(super) error: Option<String>,
}

impl Found {
    /// The one path it has however it was written; `None` for standard input and for what is not there.
    pub(super) fn canonical(&self) -> Option<PathBuf> {
        self.path.as_deref()?.canonicalize().ok()
    }

    /// Its size on disk in bytes; 0 if it has none.
    pub(super) fn bytes(&self) -> u64 {
        self.path.as_deref().and_then(|path| path.metadata().ok()).map_or(0, |metadata| metadata.len())
    }
}

/// Files under `paths`, in the order given, those of a folder sorted by name; hidden ones are passed over.
pub(super) fn walk(paths: &[PathBuf]) -> Vec<Found> {
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(Found { path: None, name: "-".to_owned(), named: true, error: None });
        } else if path.is_dir() {
            walk_folder(path, &mut found);
        } else {
            let error = path.metadata().err().map(|error| format!("cannot be read: {error}"));
            found.push(Found { path: Some(path.clone()), name: path.display().to_string(), named: true, error });
        }
    }
    found
}

fn walk_folder(folder: &Path, found: &mut Vec<Found>) {
    let visible = |entry: &DirEntry| entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".");
    let entries = WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(visible);
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_file() => {
                if is_own_file(entry.file_name()) {
                    continue;
                }
                let name = entry.path().display().to_string();
                found.push(Found { path: Some(entry.into_path()), name, named: false, error: None });
            }
            Ok(_) => {}
            Err(error) => {
                let name = error.path().unwrap_or(folder).display().to_string();
                let error = Some(format!("cannot be read: {error}"));
                found.push(Found { path: None, name, named: false, error });
            }
        }
    }
}

/// A text to sniff, or a member that could not be opened.
pub(super) enum Opened<'r> {
    /// Unpacked and decoded, at its first byte.
    Text {
        /// Name with the members that lead to it: `a.zip!b.json`.
        name: String,
        /// Inside an archive.
        member: bool,
        /// The text.
        input: Input<'r>,
    },
    /// Cannot be opened, and why.
    Unreadable {
        /// As for a text.
        name: String,
        /// Why.
        error: String,
    },
}

/// Receives each text of a source; an error stops the reading.
pub(super) type Visit<'v, E> = &'v mut dyn FnMut(Opened<'_>) -> Result<(), E>;

/// Counts what is read from disk and tells the caller.
pub(super) struct Meter<'a> {
    read: AtomicU64,
    progress: &'a (dyn Fn(u64) + Sync),
}

impl<'a> Meter<'a> {
    /// Starts at 0.
    pub(super) fn new(progress: &'a (dyn Fn(u64) + Sync)) -> Self {
        Self { read: AtomicU64::new(0), progress }
    }
}

struct Metered<'a, R> {
    inner: R,
    meter: &'a Meter<'a>,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        let before = self.meter.read.fetch_add(count as u64, Ordering::Relaxed);
        (self.meter.progress)(before + count as u64);
        Ok(count)
    }
}

impl<R: Seek> Seek for Metered<'_, R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// Opens a found file and hands each text in it to `visit`.
pub(super) fn open<E>(found: &Found, meter: &Meter<'_>, visit: Visit<'_, E>) -> Result<(), E> {
    let name = found.name.clone();
    if let Some(error) = found.error.clone() {
        return visit(Opened::Unreadable { name, error });
    }
    let Some(path) = &found.path else {
        let input = Input::new(Metered { inner: io::stdin(), meter });
        return unpack(input, name, Depth::default(), visit);
    };
    let mut file = match File::open(path) {
        Ok(file) => Metered { inner: file, meter },
        Err(error) => {
            return visit(Opened::Unreadable { name, error: format!("cannot be read: {error}") });
        }
    };
    let mut magic = [0; 4];
    let begun = (&mut file).take(4).read(&mut magic).unwrap_or(0);
    if Packing::of(magic.get(..begun).unwrap_or_default()) == Some(Packing::Zip) {
        return members(BufReader::new(file), name, Depth::default(), visit);
    }
    unpack(Input::new(Cursor::new(magic).take(begun as u64).chain(file)), name, Depth::default(), visit)
}

#[derive(Debug, Clone, Copy, Default)]
struct Depth {
    packings: u32,
    member: bool,
}

fn unpack<E>(mut input: Input<'_>, name: String, depth: Depth, visit: Visit<'_, E>) -> Result<(), E> {
    let packing = match input.peek() {
        Ok(head) => Packing::of(head),
        Err(error) => {
            return visit(Opened::Unreadable { name, error: reading_error(&error) });
        }
    };
    let Some(packing) = packing else {
        let input = match Decoded::wrap(input) {
            Ok(input) => input,
            Err(error) => {
                return visit(Opened::Unreadable { name, error: reading_error(&error) });
            }
        };
        return visit(Opened::Text { name, member: depth.member, input });
    };
    if depth.packings >= DEPTH_LIMIT {
        let error = format!("is packed more than {DEPTH_LIMIT} times; unpack it first");
        return visit(Opened::Unreadable { name, error });
    }
    let depth = Depth { packings: depth.packings + 1, ..depth };
    match packing {
        Packing::Gzip => ahead(flate2::bufread::MultiGzDecoder::new(input), |input| unpack(input, name, depth, visit)),
        Packing::Zstd => match zstd::stream::read::Decoder::with_buffer(input) {
            Ok(decoder) => ahead(decoder, |input| unpack(input, name, depth, visit)),
            Err(error) => visit(Opened::Unreadable { name, error: reading_error(&error) }),
        },
        Packing::Zip => {
            let mut held = Vec::new();
            match input.take(HELD_ARCHIVE_LIMIT + 1).read_to_end(&mut held) {
                Err(error) => visit(Opened::Unreadable { name, error: reading_error(&error) }),
                Ok(length) if length as u64 > HELD_ARCHIVE_LIMIT => {
                    let error = "is an archive of more than 256 MiB that is not a file; save it as a file first";
                    visit(Opened::Unreadable { name, error: error.to_owned() })
                }
                Ok(_) => members(Cursor::new(held), name, depth, visit),
            }
        }
    }
}

/// Goes through the members of a zip archive, sorted by name.
fn members<E, R: Read + Seek + Send>(archive: R, name: String, depth: Depth, visit: Visit<'_, E>) -> Result<(), E> {
    let mut archive = match zip::ZipArchive::new(archive) {
        Ok(archive) => archive,
        Err(error) => {
            return visit(Opened::Unreadable { name, error: format!("is no readable zip archive: {error}") });
        }
    };
    let mut order: Vec<(String, usize)> = Vec::new();
    for index in 0..archive.len() {
        if let Some(Ok(member)) = archive.name_for_index(index) {
            order.push((member.into_owned(), index));
        }
    }
    order.sort();
    for (member, index) in order {
        if member.ends_with('/') || member.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") {
            continue;
        }
        let name = format!("{name}!{member}");
        match archive.by_index(index) {
            Ok(file) => {
                let depth = Depth { member: true, ..depth };
                unpack(Input::new(file), name, depth, &mut *visit)?;
            }
            Err(error) => visit(Opened::Unreadable { name, error: format!("cannot be unpacked: {error}") })?,
        }
    }
    Ok(())
}

/// What a failed read says about the source.
pub(super) fn reading_error(error: &io::Error) -> String {
    let text = error.to_string();
    if error.kind() == io::ErrorKind::UnexpectedEof || text.contains("incomplete frame") {
        format!("is cut short: {text}")
    } else {
        format!("cannot be read: {text}")
    }
}
