//! The embedded engine: tantivy's inverted index, read term at a time.
//!
//! [`schema`] says what is stored, [`EngineWriter`] writes it, [`segment`] opens it, [`retrieve`] scores it and
//! [`positions`] reads where in a passage a token stands.

mod choose;
mod completions;
mod document;
mod positions;
mod remembered;
mod retrieve;
mod schema;
mod segment;
mod writer;

use std::path::Path;
use std::sync::Mutex;

use anyhow::{Context, Result, anyhow};

use super::Engine;
use super::request::{Alternative, Candidate, Clause, Occurrence, Request, Retrieved};
use super::score::{Totals, Weights};
use remembered::Remembered;
use retrieve::Scratch;
use segment::Segment;
pub use writer::EngineWriter;

/// A snapshot of a stored index, open for reading.
pub struct TantivyEngine {
    segments: Vec<Segment>,
    totals: Totals,
    /// Words of each page by page number, for the length norm of page scores.
    page_norms: Vec<f32>,
    weights: Weights,
    scratch: Mutex<Vec<Scratch>>,
    remembered: Remembered,
}

impl TantivyEngine {
    /// Opens the folder that an [`EngineWriter`] committed.
    ///
    /// # Errors
    /// If the folder holds no index, or one that cannot be read.
    pub fn open(folder: &Path, weights: Weights) -> Result<TantivyEngine> {
        let in_folder = || format!("could not open the passages in `{}`", folder.display());
        let index = ::tantivy::Index::open_in_dir(folder).with_context(in_folder)?;
        let fields = schema::Fields::of(&index.schema()).with_context(in_folder)?;
        let mut segments = Vec::new();
        for segment in index.searchable_segments().with_context(in_folder)? {
            segments.push(Segment::open(&segment, &fields).with_context(in_folder)?);
        }
        let (totals, page_words) = segment::totals(&segments);
        for segment in &mut segments {
            segment.compute_norms(&totals, &weights);
        }
        let average = Totals::average(totals.page_words, totals.pages);
        let page_norms = page_words.iter().map(|&words| weights.norm(words, average)).collect();
        Ok(TantivyEngine {
            segments,
            totals,
            page_norms,
            weights,
            scratch: Mutex::default(),
            remembered: Remembered::default(),
        })
    }

    /// Verifies the checksum of every file of the index.
    ///
    /// # Errors
    /// Names the damaged files.
    pub fn verify(folder: &Path) -> Result<()> {
        let index = ::tantivy::Index::open_in_dir(folder)?;
        let damaged = index.validate_checksum()?;
        if damaged.is_empty() {
            return Ok(());
        }
        let mut names: Vec<_> = damaged.iter().map(|path| path.display().to_string()).collect();
        names.sort();
        Err(anyhow!("damaged index files: {}", names.join(", ")))
    }

    /// Sets passages apart that hold text which stands on many pages: [`Request::pages`] counts them separately.
    pub fn set_apart(&mut self, apart: impl Fn(u32, u32) -> bool) {
        for segment in &mut self.segments {
            segment.set_apart(&apart);
        }
    }

    /// Number of live passages.
    #[must_use]
    pub fn passages(&self) -> u32 {
        self.totals.passages
    }

    fn segment(&self, candidate: &Candidate) -> Result<&Segment> {
        self.segments.get(candidate.segment as usize).ok_or_else(|| anyhow!("no segment {}", candidate.segment))
    }
}

impl Engine for TantivyEngine {
    fn completions(&self, beginning: &str, most: usize) -> Result<Vec<String>> {
        completions::completions(self, beginning, most)
    }

    fn retrieve(&self, request: &Request<'_>) -> Result<Retrieved> {
        let mut scratch = self.scratch.lock().ok().and_then(|mut pool| pool.pop()).unwrap_or_default();
        let answer = retrieve::retrieve(self, request, &mut scratch);
        // After an error the sums are not at zero.
        if let (Ok(_), Ok(mut pool)) = (&answer, self.scratch.lock()) {
            pool.push(scratch);
        }
        answer
    }

    fn pages_with(&self, alternatives: &[Alternative]) -> Result<Vec<u32>> {
        retrieve::pages_with(self, alternatives)
    }

    fn occurrences(&self, clauses: &[&Clause], candidates: &[Candidate]) -> Result<Vec<Vec<Occurrence>>> {
        positions::occurrences(self, clauses, candidates)
    }

    fn stored(&self, candidate: &Candidate) -> Result<Vec<u8>> {
        self.segment(candidate)?.stored(candidate.document)
    }
}
