//! A question to its answer: retrieve, rerank, collapse, link, mark.
//!
//! 1. The query is understood with the index's own vocabulary.
//! 2. The engine retrieves the best pages.
//! 3. The second stage looks closely at their passages.
//! 4. Pages are taken best first until there are enough; the same paragraph on another page becomes `also_at`.
//! 5. Each hit gets its link, its freshness and its marks.

mod answer;
mod closely;
mod correct;
mod filter;
mod highlight;
mod hit;
mod meaning;
mod no_names;
mod notice;
mod options;
mod part;
mod pin;
mod rerank;
mod searcher;
mod suggest;
mod why;

pub use filter::Filter;
pub use hit::{
    Answer, By, Correction, Hit, HitPage, Match, Meanings, Note, OneMeaning, Part, TotalPages, Understood, VERSION,
};
pub use meaning::{AmbiguousAcronym, MeaningChoice};
pub use notice::{ShownNotice, intents, is_intent};
pub use options::{SearchOptions, Unit};
pub use part::RankingPart;
pub use searcher::Searcher;
pub use suggest::{Suggestion, SuggestionKind};
pub use why::Why;
