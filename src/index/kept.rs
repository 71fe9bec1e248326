//! The kept pages: every accepted raw page, compressed, so that a new vocabulary, a new format and the audit need no
//! export.
//!
//! A pack is a file of compressed pages one after the other, written once and never changed, so that the next
//! generation can hard-link it. Where a page stands is in its [`Record`](super::record::Record).

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use serde::{Deserialize, Serialize};

use crate::corpus::RawPage;

/// zstd level: fast, and half the size of what an index of the text takes.
const LEVEL: i32 = 3;
/// No page is larger than this when unpacked; a damaged length must not ask for all memory.
const MOST_BYTES: u64 = 1 << 30;

/// Where a kept page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    /// Number of the pack.
    pub(super) pack: u32,
    /// Offset in it, in bytes.
    pub(super) offset: u64,
    /// Compressed length in bytes.
    pub(super) length: u32,
}

/// File name of a pack.
pub(super) fn pack_name(pack: u32) -> String {
    format!("kept-{pack:06}.pack")
}

/// Compresses a page for a pack.
pub(super) fn compress(page: &RawPage) -> Result<Vec<u8>> {
    let plain = postcard::to_stdvec(page).context("could not keep a page")?;
    zstd::bulk::compress(&plain, LEVEL).context("could not compress a page")
}

/// A pack being written.
pub(super) struct PackWriter {
    pack: u32,
    path: PathBuf,
    file: BufWriter<File>,
    offset: u64,
}

impl PackWriter {
    pub(super) fn create(generation: &Path, pack: u32) -> Result<PackWriter> {
        let path = generation.join(pack_name(pack));
        let file = File::create(&path).with_context(|| format!("could not create `{}`", path.display()))?;
        Ok(PackWriter { pack, path, file: BufWriter::new(file), offset: 0 })
    }

    pub(super) fn append(&mut self, compressed: &[u8]) -> Result<Place> {
        let full = || format!("could not write `{}`", self.path.display());
        self.file.write_all(compressed).with_context(full)?;
        let length = u32::try_from(compressed.len()).context("a page is larger than 4 GB")?;
        let place = Place { pack: self.pack, offset: self.offset, length };
        self.offset += u64::from(length);
        Ok(place)
    }

    /// Makes what was written so far survive a crash.
    pub(super) fn sync(&mut self) -> Result<()> {
        let full = || format!("could not write `{}`", self.path.display());
        self.file.flush().with_context(full)?;
        self.file.get_ref().sync_all().with_context(full)
    }
}

/// Reads one kept page back.
pub(super) fn read(generation: &Path, place: Place) -> Result<RawPage> {
    let path = generation.join(pack_name(place.pack));
    let damaged = || format!("could not read a kept page from `{}`", path.display());
    let mut file = File::open(&path).with_context(damaged)?;
    file.seek(SeekFrom::Start(place.offset)).with_context(damaged)?;
    let mut compressed = Vec::new();
    file.take(u64::from(place.length)).read_to_end(&mut compressed).with_context(damaged)?;
    if compressed.len() != place.length as usize {
        return Err(anyhow!("the pack is cut short")).with_context(damaged);
    }
    let mut plain = Vec::new();
    zstd::Decoder::new(compressed.as_slice())
        .with_context(damaged)?
        .take(MOST_BYTES)
        .read_to_end(&mut plain)
        .with_context(damaged)?;
    postcard::from_bytes(&plain).with_context(damaged)
}
