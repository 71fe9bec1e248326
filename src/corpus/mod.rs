//! Exports to raw pages: walk files, tell the format by its content, hand on one item at a time.
//!
//! Says nothing of HTML: a raw page's content is still as WordPress wrote it. The flow:
//! 1. `source`: files, folders and standard input, unpacked and decoded to UTF-8 as a stream;
//! 2. `sniff`: what the first 64 KiB say the text is, whatever the file is called;
//! 3. `rest` over `json_stream`, or `wxr` over `xml_repair`: one item after the other to the caller's sink;
//! 4. [`Selection`]: which copy counts where a page stands in several exports.

mod intake;
mod json_stream;
mod menu;
mod moment;
mod parts;
mod pattern;
mod plain;
mod raw;
mod report;
mod rest;
mod selection;
mod shared;
mod sniff;
mod source;
mod wxr;
mod xml_repair;
mod yoast;

use std::path::PathBuf;

pub use menu::{MenuTarget, block_targets};
pub use plain::{decode_entities, plain_title};
pub use raw::{ExportKind, Fingerprint, RawPage, Skipped};
pub use report::{SourceId, SourceReport, Warning};
pub use selection::{Offer, PageKey, Selection};
pub(crate) use shared::{deserialize as deserialize_shared, shared};
pub(crate) use source::is_own_file;

/// Which items of an export are wanted.
pub struct ReadOptions<'a> {
    /// WordPress post types that become pages: `page`, `post`, or a custom type.
    pub types: Vec<String>,
    /// Knows pages that were read before by the JSON they were read from; of those, everything but the texts.
    pub seen: Option<&'a Seen<'a>>,
}

/// The page that was read from JSON of this fingerprint, without its texts.
pub type Seen<'a> = dyn Fn(&Fingerprint) -> Option<RawPage> + Sync + 'a;

impl Default for ReadOptions<'_> {
    fn default() -> Self {
        Self { types: vec!["page".to_owned()], seen: None }
    }
}

/// One item of an export: a page, or what was left out and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Published, unprotected, of a wanted type.
    Page(Box<RawPage>),
    /// A page that [`ReadOptions::seen`] knows, as it gave it: its JSON is what it was.
    Seen(Box<RawPage>),
    /// Everything else.
    Skipped(Skipped),
}

/// Reads every export under `paths` (`-` is standard input) and hands each item to `sink` as soon as it is read.
///
/// Files come in the order given, those of a folder in sorted order. Memory is bounded by the largest item, not by
/// the file; only pages of a WXR whose synced patterns may still come are kept until they do. `progress` is told the
/// number of bytes read from disk so far, over all sources. A path that cannot be read is no error here: its
/// [`SourceReport::error`] says why.
///
/// # Errors
/// Only what `sink` returns: reading stops there.
pub fn read(
    paths: &[PathBuf],
    options: &ReadOptions<'_>,
    sink: &mut dyn FnMut(&SourceId, Item) -> anyhow::Result<()>,
    progress: &(dyn Fn(u64) + Sync),
) -> anyhow::Result<Vec<SourceReport>> {
    intake::read_all(paths, options, sink, progress)
}

/// Bytes on disk of all sources under `paths`, for a progress bar; standard input counts as nothing.
#[must_use]
pub fn total_bytes(paths: &[PathBuf]) -> u64 {
    source::walk(paths).iter().map(source::Found::bytes).sum()
}
