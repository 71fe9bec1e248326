//! Contexts: where text stands, and so what kind of block it becomes and what parts it from the text before.

use crate::content::block::BlockKind;

/// What is owed before the next visible character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::content::html) enum Gap {
    None,
    /// White space of the page.
    Space,
    /// Parts of one cell: a comma where none stands.
    Listing,
    /// A paragraph of the same block.
    Line,
    /// A line break of the page.
    Break,
}

/// Where text stands: what kind of block it becomes.
#[derive(Debug, Clone)]
pub(in crate::content::html) struct Context {
    pub(super) kind: BlockKind,
    /// What parts paragraphs inside it; `None` if each is a block of its own.
    pub(super) parts: Option<Gap>,
    /// Nothing inside it begins a block of another kind.
    pub(super) closed: bool,
    /// Text in it is such that a text fragment must not be cut from it.
    pub(super) plain: bool,
    pub(super) id: Option<String>,
}

impl Context {
    /// The context that makes blocks of a kind, of the element with this `id`.
    pub(in crate::content::html) fn new(kind: BlockKind, id: Option<String>) -> Self {
        let (parts, closed) = match kind {
            BlockKind::Heading(_) | BlockKind::Summary | BlockKind::Term | BlockKind::Caption => {
                (Some(Gap::Space), true)
            }
            BlockKind::ListItem { .. } | BlockKind::Definition => (Some(Gap::Line), false),
            BlockKind::Preformatted => (Some(Gap::Line), true),
            BlockKind::TableRow => (Some(Gap::Listing), true),
            BlockKind::Paragraph | BlockKind::Quote => (None, false),
        };
        let plain = !matches!(kind, BlockKind::Heading(_) | BlockKind::Summary);
        Self { kind, parts, closed, plain, id }
    }
}

/// What a line feed in text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::content::html) enum Lines {
    /// White space.
    Folded,
    /// A line break (`<pre>`).
    Kept,
    /// A line break, and two of them a new paragraph (the classic editor).
    Paragraphs,
}
