//! The kept pages: every accepted raw page, compressed, so that a new vocabulary, a new format and the audit need no
//! export.
//!
//! A pack is a file of compressed pages one after the other, written once and never changed, so that the next
//! generation can hard-link it. Where a page stands is in its [`Record`](super::record::Record).

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use serde::{Deserialize, Serialize};
use zstd::bulk::Compressor;

use super::record::Records;
use crate::corpus::RawPage;

/// zstd level: without an entropy code for letters, which takes more time than it saves room on texts of a page's length.
const LEVEL: i32 = -1;

thread_local! {
    /// A compressor takes as long to make as a page takes to compress, so each thread keeps one.
    static COMPRESSOR: RefCell<Compressor<'static>> = RefCell::default();
}
/// No page is larger than this when unpacked; a damaged length must not ask for all memory.
const MOST_BYTES: u64 = 1 << 30;
/// More packs than this are joined; each refresh that changes a page makes one.
const MOST_PACKS: usize = 16;
/// A pack of this many bytes is left alone when packs are joined.
const LARGE_PACK: u64 = 64 << 20;

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

/// Whether a file of this name is a pack.
pub(super) fn is_pack(name: &str) -> bool {
    name.starts_with("kept-")
}

/// Compresses a page for a pack.
pub(super) fn compress(page: &RawPage) -> Result<Vec<u8>> {
    let plain = encoded(page).context("could not keep a page")?;
    let compressed = COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.set_compression_level(LEVEL)?;
        compressor.compress(&plain)
    });
    compressed.context("could not compress a page")
}

/// A page as bytes, the same for the same page.
pub(super) fn encoded(page: &RawPage) -> postcard::Result<Vec<u8>> {
    // Nearly all of it is the content; the rest seldom has more.
    postcard::to_extend(page, Vec::with_capacity(page.content.len() + 1024))
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

/// Opens a pack; what is open can be read when its file is gone.
pub(super) fn open(generation: &Path, pack: u32) -> Result<File> {
    let path = generation.join(pack_name(pack));
    File::open(&path).with_context(|| format!("could not read a kept page from `{}`", path.display()))
}

/// A page as it stands in its pack, compressed.
fn compressed(generation: &Path, place: Place) -> Result<Vec<u8>> {
    compressed_in(&open(generation, place.pack)?, generation, place)
}

fn compressed_in(mut file: &File, generation: &Path, place: Place) -> Result<Vec<u8>> {
    let damaged = || format!("could not read a kept page from `{}`", generation.join(pack_name(place.pack)).display());
    file.seek(SeekFrom::Start(place.offset)).with_context(damaged)?;
    let mut compressed = Vec::new();
    file.take(u64::from(place.length)).read_to_end(&mut compressed).with_context(damaged)?;
    if compressed.len() != place.length as usize {
        return Err(anyhow!("the pack is cut short")).with_context(damaged);
    }
    Ok(compressed)
}

/// Reads one kept page back.
pub(super) fn read(generation: &Path, place: Place) -> Result<RawPage> {
    read_in(&open(generation, place.pack)?, generation, place)
}

/// The same from an open pack, which nobody else may be reading.
pub(super) fn read_in(pack: &File, generation: &Path, place: Place) -> Result<RawPage> {
    let damaged = || format!("a kept page in `{}` is damaged", generation.join(pack_name(place.pack)).display());
    let compressed = compressed_in(pack, generation, place)?;
    let mut plain = Vec::new();
    zstd::Decoder::new(compressed.as_slice())
        .with_context(damaged)?
        .take(MOST_BYTES)
        .read_to_end(&mut plain)
        .with_context(damaged)?;
    postcard::from_bytes(&plain).with_context(damaged)
}

/// Moves the pages of packs that are not worth keeping into the new pack `into`, and says where they stand now.
///
/// A pack goes when pages that are no longer in the index take up half of it, when there are very many packs, and, if
/// `purge`, when it holds any page that is no longer in the index.
pub(super) fn repack(generation: &Path, records: &mut Records, into: u32, purge: bool) -> Result<()> {
    let mut live: BTreeMap<u32, u64> = BTreeMap::new();
    for record in records.values() {
        *live.entry(record.kept.pack).or_default() += u64::from(record.kept.length);
    }
    let crowded = live.len() > MOST_PACKS;
    let mut leaving = BTreeSet::new();
    for (&pack, &bytes) in &live {
        let path = generation.join(pack_name(pack));
        let size = path.metadata().with_context(|| format!("could not read `{}`", path.display()))?.len();
        if 2 * bytes < size || (purge && bytes < size) || (crowded && bytes < LARGE_PACK) {
            leaving.insert(pack);
        }
    }
    if leaving.is_empty() {
        return Ok(());
    }
    let mut pack = PackWriter::create(generation, into)?;
    for record in records.values_mut().filter(|record| leaving.contains(&record.kept.pack)) {
        let place = pack.append(&compressed(generation, record.kept)?)?;
        Arc::make_mut(record).kept = place;
    }
    pack.sync()
}

/// Whether every page that records point to is there as far as file lengths tell.
pub(super) fn all_there(generation: &Path, records: &Records) -> bool {
    let mut ends: BTreeMap<u32, u64> = BTreeMap::new();
    for record in records.values() {
        let end = ends.entry(record.kept.pack).or_default();
        *end = (*end).max(record.kept.offset + u64::from(record.kept.length));
    }
    ends.iter()
        .all(|(&pack, &end)| generation.join(pack_name(pack)).metadata().is_ok_and(|metadata| metadata.len() >= end))
}
