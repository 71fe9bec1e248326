//! What became of a source: whether it was read to its end, and what its reader has to say about it.
//!
//! The index decides from these which pages may be removed; the printers show the warnings.

use std::sync::Arc;

use jiff::Timestamp;
use serde::Serialize;

use super::{ExportKind, MenuTarget};

/// One source of items, cheap to clone: its name and its place in the reading order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId {
    /// Number in reading order, from 0.
    pub order: u32,
    /// The file, and the member of an archive: `a.zip!b.json`.
    pub name: Arc<str>,
}

/// Something a person should know about a source that did not stop its reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Kebab-case, for programs: `xml-repaired`, `passed-over`.
    pub code: &'static str,
    /// For people; names the source and the place.
    pub text: String,
}

/// What became of one source: a file, or a member of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct SourceReport {
    /// Its name, as in [`SourceId::name`].
    pub source: String,
    /// Its number, as in [`SourceId::order`].
    pub order: u32,
    /// Which kind of export it is; `None` if it is none.
    #[serde(skip)]
    pub kind: Option<ExportKind>,
    /// Read to its proper end: `</rss>`, or the array's `]`.
    pub complete: bool,
    /// Known to hold every item of [`Self::types`] of its site. A WXR that was not split counts as whole; a REST
    /// answer never does, because it does not say how many answers there are.
    pub whole: bool,
    /// Site of its items, as in [`super::RawPage::site`]; of the first one where they differ.
    pub site: Option<String>,
    /// When the export was made: a WXR says so; of REST answers the newest `modified` of their pages.
    pub created: Option<Timestamp>,
    /// The wanted types of which it holds at least one item, sorted.
    pub types: Vec<String>,
    /// The types, wanted or not, of which it holds at least one item, sorted.
    #[serde(skip)]
    pub held: Vec<String>,
    /// Where the entries of the site's menus lead, as far as it holds them.
    #[serde(skip)]
    pub menus: Vec<MenuTarget>,
    /// Items handed on, pages and skipped ones.
    pub items: usize,
    /// What should be known about it.
    pub warnings: Vec<Warning>,
    /// Why it could not be read, or not to its end. Nothing may then be removed on its account.
    pub error: Option<String>,
    /// Given by the caller itself, not met in a folder or an archive.
    pub named: bool,
}
