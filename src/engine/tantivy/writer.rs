//! Writing passages: all of a page in one segment, one after the other, and gone together.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, anyhow};
use tantivy::indexer::{LogMergePolicy, NoMergePolicy, UserOperation};
use tantivy::{Index, IndexBuilder, IndexWriter, Term};

use super::document::LentPassage;
use super::schema::{self, Fields};
use crate::engine::field::PassageDocument;

/// As many segments of about the same size are merged: what is merged is mapped into memory.
const MERGED_AT_ONCE: usize = 4;
/// A segment of so many passages is merged no more; a search does not mind a few large ones.
const LARGE: usize = 100_000;

/// A writer over one index folder; only one may be open at a time.
pub struct EngineWriter {
    writer: IndexWriter<LentPassage>,
    fields: Fields,
    /// Held while operations are numbered and queued. tantivy does the two in separate steps and takes the order of its
    /// queues for that of the numbers: where two threads cross, a page's deletion can meet the passages that replace it.
    in_order: Mutex<()>,
}

impl EngineWriter {
    /// Opens the index in a folder, or makes one there.
    ///
    /// `threads` index at once and share `heap` bytes of memory before a segment is written (15 MB each at least).
    ///
    /// # Errors
    /// If the folder cannot be written, or another writer has it.
    pub fn open(folder: &Path, threads: usize, heap: usize) -> Result<EngineWriter> {
        let in_folder = || format!("could not write passages to `{}`", folder.display());
        std::fs::create_dir_all(folder).with_context(in_folder)?;
        let mut index = if folder.join("meta.json").exists() {
            Index::open_in_dir(folder)
        } else {
            IndexBuilder::new().schema(schema::schema()).create_in_dir(folder)
        }
        .with_context(in_folder)?;
        index.set_tokenizers(schema::tokenizers());
        let fields = Fields::of(&index.schema())?;
        let threads = threads.max(1);
        let writer = index.writer_with_num_threads(threads, heap.max(threads * 15_000_000)).with_context(in_folder)?;
        // What a build that was killed had not committed is in the way of file names.
        writer.garbage_collect_files().wait().with_context(in_folder)?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(0.3);
        policy.set_min_num_segments(MERGED_AT_ONCE);
        policy.set_max_docs_before_merge(LARGE);
        writer.set_merge_policy(Box::new(policy));
        Ok(EngineWriter { writer, fields, in_order: Mutex::default() })
    }

    /// Puts a page's passages in, in place of those it had if `replace` says it may have had some.
    ///
    /// # Errors
    /// If an indexing thread has failed, for instance because the disk is full.
    pub fn put(&self, page: u32, passages: Vec<PassageDocument>, replace: bool) -> Result<()> {
        let mut operations = Vec::with_capacity(passages.len() + 1);
        if replace {
            operations.push(UserOperation::Delete(self.page_term(page)));
        }
        for passage in passages {
            operations.push(UserOperation::Add(LentPassage(Box::new((self.fields, passage)))));
        }
        let _in_order = self.in_order();
        self.writer.run(operations).map_err(|error| anyhow!("could not index: {error}"))?;
        Ok(())
    }

    /// Takes a page's passages out.
    pub fn remove(&self, page: u32) {
        let _in_order = self.in_order();
        self.writer.delete_term(self.page_term(page));
    }

    fn in_order(&self) -> MutexGuard<'_, ()> {
        self.in_order.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes everything to disk under a number that [`EngineWriter::last_commit`] gives back.
    ///
    /// # Errors
    /// If the disk is full or gone.
    pub fn commit(&mut self, number: u64) -> Result<()> {
        self.commit_after(number, || Ok(()))
    }

    /// The same; between the writing of the passages and the moment they count, waits for `ready`.
    ///
    /// # Errors
    /// Those of `ready` too; nothing is committed then.
    pub fn commit_after(&mut self, number: u64, ready: impl FnOnce() -> Result<()>) -> Result<()> {
        let mut commit = self.writer.prepare_commit().context("could not commit the passages")?;
        ready()?;
        commit.set_payload(&number.to_string());
        commit.commit().context("could not commit the passages")?;
        Ok(())
    }

    /// Number of passages that the last commit holds.
    ///
    /// # Errors
    /// If the folder cannot be read.
    pub fn passages(&self) -> Result<u64> {
        let segments = self.writer.index().searchable_segment_metas().context("could not count the passages")?;
        Ok(segments.iter().map(|segment| u64::from(segment.num_docs())).sum())
    }

    /// Waits for merges, and removes files no longer used. Commit first.
    ///
    /// # Errors
    /// If the disk is full or gone.
    pub fn finish(self) -> Result<()> {
        let collected = self.writer.garbage_collect_files().wait();
        collected.context("could not remove merged segments")?;
        self.writer.wait_merging_threads().context("could not merge segments")
    }

    /// Writes every segment that holds deleted passages anew without them, so that their words are in no file. Finish
    /// the writer first.
    ///
    /// # Errors
    /// If the disk is full or gone.
    pub fn purge(folder: &Path) -> Result<()> {
        let in_folder = || format!("could not purge the passages in `{}`", folder.display());
        let index = Index::open_in_dir(folder).with_context(in_folder)?;
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 15_000_000).with_context(in_folder)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for segment in index.searchable_segment_metas().with_context(in_folder)? {
            if segment.has_deletes() {
                writer.merge(&[segment.id()]).wait().with_context(in_folder)?;
            }
        }
        writer.garbage_collect_files().wait().with_context(in_folder)?;
        writer.wait_merging_threads().with_context(in_folder)
    }

    /// Number of the last commit in a folder; `None` if there is no index or it has no number.
    #[must_use]
    pub fn last_commit(folder: &Path) -> Option<u64> {
        Index::open_in_dir(folder).ok()?.load_metas().ok()?.payload?.parse().ok()
    }

    fn page_term(&self, page: u32) -> Term {
        Term::from_field_u64(self.fields.page, u64::from(page))
    }
}
