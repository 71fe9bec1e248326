//! The index: built from exports, refreshed, published whole, opened as a snapshot.
//!
//! A folder of generations (`generation`); `CURRENT` names the live one. Each generation holds the engine's
//! postings, the compiled vocabulary, the accepted pages (`kept`) and the tables of facts that span pages
//! (`tables`), rebuilt at each commit from small per-page `record`s. [`build()`] makes the next generation;
//! [`Snapshot`] reads one.

mod analysed;
mod awaited;
mod base;
mod build;
mod checked;
mod document;
mod facts;
mod generation;
mod intake;
mod kept;
mod left_out;
mod lock;
mod mined;
mod packed;
mod passing;
mod reading;
mod record;
mod removal;
mod repeats;
mod report;
mod sentences;
mod settle;
mod site;
mod snapshot;
mod tables;
mod usage;
mod words;
mod worker;

pub(crate) use analysed::title_keys;
pub use build::{BuildOptions, LastBuild, build, last_build};
pub use document::StoredPassage;
pub(crate) use generation::check_folder;
pub(crate) use generation::{live_generation, name as generation_name};
pub use left_out::LeftOut;
pub(crate) use left_out::same_page;
pub use report::{BuildReport, PageCounts, Progress};
pub use site::{Exported, ExportedSite};
pub use snapshot::{IndexStatus, KeptPages, Snapshot, verify};
pub use tables::{PageEntry, PageTable};
pub use usage::{Example, Listed, Usage, listed};

/// Version of everything in a generation. An older one is rebuilt from the kept pages; a newer one is refused.
pub const FORMAT: u32 = 6;
