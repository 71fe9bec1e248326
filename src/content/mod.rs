//! A raw page to a page: HTML to blocks, blocks to sections, sections to passages, and what it says of its review.
//!
//! 1. [`html`](self) strips markup to [`Block`]s.
//! 2. Blocks are grouped into [`Section`]s and cut into [`Passage`]s.
//! 3. [`Review`] is read from text and JSON-LD.

mod block;
mod html;
mod normalise;
mod page;
mod raw_content;
mod review;
mod shortcode;

pub use block::{Block, BlockKind, Image, Link, Run};
pub use html::{Blocks, blocks, plain_text};
pub use normalise::readable;
pub use page::{Label, Page, PageFacts, Passage, Section};
pub use review::{Review, StatedDate};
