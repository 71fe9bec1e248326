//! The engine: what stores passages as tokens and retrieves them by score.
//!
//! It receives tokens and never makes them; it knows words, positions and page numbers, and nothing of concepts,
//! links or dates. Two engines stand behind the seam: [`tantivy`](TantivyEngine), which is what an index holds, and
//! [`memory`](MemoryEngine), a naive one that the property tests hold it against.
//!
//! Retrieval is term at a time over exact statistics: every posting of every clause is read once into an
//! accumulator, deleted passages are left out *before* frequencies are counted, and page scores fall out of the same
//! pass. So filters and exclusions cost nothing, and an index that was edited a hundred times scores like a fresh one.

mod field;
mod memory;
mod request;
mod score;
mod select;
mod tantivy;

pub use field::{FieldTokens, PassageDocument};
pub use memory::MemoryEngine;
pub use request::{
    Alternative, Candidate, Clause, ClauseFrequency, Emphasis, Field, Occurrence, Phrase, Request, Retrieved, Slot,
};
pub use score::Weights;
pub use tantivy::{EngineWriter, TantivyEngine};

/// Position distance between two blocks of a passage, so that neither a phrase nor nearness crosses from one to the next.
pub const BLOCK_GAP: u32 = 8;

/// What stores and ranks passages.
pub trait Engine {
    /// The best passages for a request, per page, and the frequencies they were scored with.
    ///
    /// # Errors
    /// If the stored postings cannot be read.
    fn retrieve(&self, request: &Request<'_>) -> anyhow::Result<Retrieved>;

    /// The pages on which any of the alternatives stands, in a passage of any kind, ascending by number.
    ///
    /// # Errors
    /// If the stored postings cannot be read.
    fn pages_with(&self, alternatives: &[Alternative]) -> anyhow::Result<Vec<u32>>;

    /// Where the clauses of a request stand in the text of each candidate, ascending by position.
    ///
    /// # Errors
    /// If the stored postings cannot be read.
    fn occurrences(&self, clauses: &[&Clause], candidates: &[Candidate]) -> anyhow::Result<Vec<Vec<Occurrence>>>;

    /// Tokens that begin with `beginning`, those that stand most often in a text, a title or a path of headings of a live
    /// passage first, then by the alphabet.
    ///
    /// # Errors
    /// If the stored words cannot be read.
    fn completions(&self, beginning: &str, most: usize) -> anyhow::Result<Vec<String>>;

    /// What was stored with a passage.
    ///
    /// # Errors
    /// If the stored passage cannot be read.
    fn stored(&self, candidate: &Candidate) -> anyhow::Result<Vec<u8>>;
}
