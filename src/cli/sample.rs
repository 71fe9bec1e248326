//! The sample site: the one corpus that a search may index by itself.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::corpus::is_own_file;

/// What every export of the sample site says of itself.
const MARK: &[u8] = b"(sample site, fictional)";

/// Bytes of an export that are looked at for it.
const LOOKED_AT: u64 = 4 << 20;

/// The folder that is indexed where none is named.
pub(super) fn corpus() -> PathBuf {
    PathBuf::from("corpus")
}

/// Whether every export in a folder is the sample site's, and there is at least one.
pub(super) fn is_sample(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    let exports: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default();
            !name.as_encoded_bytes().starts_with(b".") && !is_own_file(name)
        })
        .collect();
    !exports.is_empty() && exports.iter().all(says_so)
}

fn says_so(export: &PathBuf) -> bool {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(export).and_then(|file| file.take(LOOKED_AT).read_to_end(&mut bytes));
    read.is_ok() && memchr::memmem::find(&bytes, MARK).is_some()
}
