//! A raw page to a page: HTML to blocks, blocks to sections, sections to passages, and what it says of its review.
//!
//! 1. [`blocks`] strips markup to [`Block`]s.
//! 2. Blocks are labelled, grouped into [`Section`]s and cut into [`Passage`]s, each with the fragment of its link.
//! 3. [`Review`] is read from text and JSON-LD; [`freshness`] says what it is worth on a day.

mod assemble;
mod block;
mod fold;
mod fragment;
mod html;
mod label;
mod language;
mod normalise;
mod page;
mod passage;
mod review;
mod section;
mod stems;

pub use assemble::{Examined, assemble, examine, page};
pub use block::{Block, BlockKind, Image, Link, Run};
pub use fragment::passage_link;
pub use html::{Blocks, blocks, ids, plain_text};
pub(crate) use html::{empty_headings, leftover_shortcodes, titled_abbreviations};
pub use language::detect_language;
pub use normalise::readable;
pub use page::{Label, Page, PageFacts, Passage, Section};
pub(crate) use passage::{sentences, word_count};
pub use review::{
    DEFAULT_MAX_AGE_MONTHS, Freshness, Review, ReviewRules, StatedDate, age_in_words, ambiguous_review_dates,
    freshness, lapse,
};
pub(crate) use review::{dates_in, is_month};
