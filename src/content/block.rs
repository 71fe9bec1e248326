//! A block: a heading, paragraph, list item or table row of a page, as plain text in reading order.
//!
//! Blocks are what `html` makes and what sections and passages are cut from. They keep what the audit needs
//! (link targets, images) beside the text.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What a block is on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading, level 1 to 6.
    Heading(u8),
    /// The visible label of something that opens (`<summary>`, accordion button or title): a heading in all but name.
    Summary,
    /// Running text.
    Paragraph,
    /// A list item at a nesting depth from 1; the number an ordered list gives it.
    ListItem {
        /// Nesting depth, 1 for a top-level list.
        depth: u8,
        /// Its number in an ordered list.
        number: Option<u32>,
    },
    /// A term of a definition list.
    Term,
    /// A definition of a definition list.
    Definition,
    /// A table row, its cells labelled with the table's header.
    TableRow,
    /// The caption of a table or figure.
    Caption,
    /// A quotation.
    Quote,
    /// Preformatted text.
    Preformatted,
}

/// A link in a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The `href` as written.
    pub target: String,
    /// Byte range of the link's words in the block's text.
    pub range: Range<u32>,
}

/// An image in or beside a block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// The `src` as written (data URLs cut to their media type).
    pub source: String,
    /// The `alt` attribute: `None` if absent, empty if decorative.
    pub alt: Option<String>,
    /// It is the content of a link.
    pub linked: bool,
    /// It stands in a figure with a caption.
    pub captioned: bool,
}

/// A stretch of a text that stands unbroken in one block of the rendered page.
///
/// The runs of a text, joined, are the page's own words; what is outside every run was put there for reading
/// (a list mark, a table header before its cell, the separator between cells).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Byte range in the text.
    pub range: Range<u32>,
    /// False where a text fragment must not be cut from it (superscripts, line breaks, shortcode attribute texts, headings).
    pub plain: bool,
}

/// One block of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text as a reader sees it, list marks left out, white space folded, invisible characters removed.
    pub text: String,
    /// The page's own words in `text`, in order, not overlapping.
    pub runs: Vec<Run>,
    /// The `id` attribute of the element (or of an empty anchor at its start), if any.
    pub id: Option<String>,
    /// Number of `<!--nextpage-->` marks before it: 0 on the first screen.
    pub screen: u16,
    /// Links in it.
    pub links: Vec<Link>,
    /// Images in it or standing just before it.
    pub images: Vec<Image>,
    /// It comes from a dynamic block (page list, latest posts, navigation …): other pages' words.
    pub dynamic: bool,
}
