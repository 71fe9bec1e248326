//! A raw page to a page: HTML to blocks, blocks to sections, sections to passages, and what it says of its review.
//!
//! 1. [`html`](self) strips markup to [`Block`]s. 2. Blocks are grouped into [`Section`]s and cut into
//! [`Passage`]s. 3. [`Review`] is read from text and JSON-LD.

mod block;
mod page;
mod review;

pub use block::{Block, BlockKind, Image, Link, Run};
pub use page::{Label, Page, PageFacts, Passage, Section};
pub use review::{Review, StatedDate};
