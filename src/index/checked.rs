//! Files that end with their own checksum: all small files of a generation.
//!
//! They are written whole and read whole. Which files there are is their writers' business.

use std::fs::{self, File};
use std::io::{BufWriter, ErrorKind, Read, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde::Serialize;

/// The CRC-32 of whatever ends with its own CRC-32, lowest byte first.
pub(super) const OF_CHECKED: u32 = 0x2144_df1c;

/// Writes a file with its checksum behind it, and makes it survive a crash.
///
/// Never writes into a file that is there: it may be one with that of the live generation.
pub(super) fn write_checked(path: &Path, bytes: &[u8]) -> Result<()> {
    write_summed(path, |file| Ok(file.write_all(bytes)?))
}

/// The same for a value, which is encoded piece by piece: a large index has large tables.
pub(super) fn write_encoded<T: Serialize + ?Sized>(path: &Path, value: &T) -> Result<()> {
    write_summed(path, |file| {
        postcard::to_io(value, file)?;
        Ok(())
    })
}

/// The same for what `write` puts into the file.
pub(super) fn write_summed(path: &Path, write: impl FnOnce(&mut BufWriter<Summed>) -> Result<()>) -> Result<()> {
    let full = || format!("could not write `{}`", path.display());
    remove_if_there(path)?;
    let summed = Summed { file: File::create(path).with_context(full)?, hasher: crc32fast::Hasher::new() };
    let mut buffered = BufWriter::with_capacity(1 << 16, summed);
    write(&mut buffered).with_context(full)?;
    let summed = buffered.into_inner().map_err(std::io::IntoInnerError::into_error).with_context(full)?;
    let Summed { mut file, hasher } = summed;
    file.write_all(&hasher.finalize().to_le_bytes()).with_context(full)?;
    file.sync_all().with_context(full)
}

/// A file being written, and the checksum of what was.
pub(super) struct Summed {
    file: File,
    hasher: crc32fast::Hasher,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

/// Reads a file that [`write_checked`] wrote.
pub(super) fn read_checked(path: &Path) -> Result<Vec<u8>> {
    let bytes = fs::read(path).with_context(|| format!("could not read `{}`", path.display()))?;
    checked(bytes, path)
}

/// The same of a file that was opened before; `path` is what messages call it.
pub(super) fn read_checked_file(mut file: &File, path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).with_context(|| format!("could not read `{}`", path.display()))?;
    checked(bytes, path)
}

/// What stands before a checksum that fits.
fn checked(mut bytes: Vec<u8>, path: &Path) -> Result<Vec<u8>> {
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

/// Removes a file that an earlier build may have left.
pub(super) fn remove_if_there(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
    .with_context(|| format!("could not write `{}`", path.display()))
}

/// Whether [`write_checked`] or one of its kin wrote a file of this name.
pub(super) fn has_own_checksum(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "bin")
}

/// Length of a file in bytes, and its CRC-32.
pub(super) fn checksum(path: &Path) -> Result<(u64, u32)> {
    let mut hasher = crc32fast::Hasher::new();
    let mut file = File::open(path).with_context(|| format!("could not read `{}`", path.display()))?;
    let mut buffer = vec![0; 1 << 20];
    let mut length = 0;
    loop {
        let read = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else { break };
        hasher.update(bytes);
        length += read as u64;
    }
    Ok((length, hasher.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_with_its_own_checksum_has_always_the_same_one() {
        let folder = tempfile::tempdir().unwrap();
        for bytes in [&b""[..], b"a", b"the words of all pages"] {
            let path = folder.path().join("words.bin");
            write_checked(&path, bytes).unwrap();
            assert_eq!(checksum(&path).unwrap(), (bytes.len() as u64 + 4, OF_CHECKED));
        }
    }
}
