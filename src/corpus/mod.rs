//! Exports to raw pages: walk files, tell the format by its content, hand on one item at a time.
//!
//! Says nothing of HTML: a raw page's content is still as WordPress wrote it.

mod raw;

pub use raw::{ExportKind, RawPage, Skipped};
