//! A page as the rest of the program knows it: facts, sections and passages.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::block::Run;
use super::review::Review;

/// What is known of a page apart from its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PageFacts {
    /// WordPress post id, unique on its site.
    pub id: u64,
    /// The page's address.
    pub link: String,
    /// The site's address without a trailing slash.
    pub site: String,
    /// Percent-decoded slug.
    pub slug: String,
    /// Plain title, decoded once; may be empty.
    pub title: String,
    /// `page`, `post`, ….
    pub post_type: String,
    /// First published (UTC).
    pub published: Option<Timestamp>,
    /// Last edited (UTC).
    pub modified: Option<Timestamp>,
    /// Id of the parent page.
    pub parent: Option<u64>,
    /// Names of the ancestors if the page itself states them (Yoast); else empty, and found from parents or the link.
    pub breadcrumb: Vec<String>,
    /// Meta description.
    pub description: Option<String>,
    /// Author's display name.
    pub author: Option<String>,
    /// Organisation or site name.
    pub organisation: Option<String>,
    /// BCP 47 tag: stated, else detected; `None` where the text is too short to tell and the site's is to be used.
    pub language: Option<String>,
    /// What the page says of its own review.
    pub review: Review,
    /// The site asks search machines not to index it.
    pub noindex: bool,
}

/// The blocks under one heading.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Section {
    /// Headings from the outermost to its own; empty before the first heading.
    pub path: Vec<String>,
    /// The heading's `id` where that id stands once on the page; else the nearest enclosing heading's is not used.
    pub anchor: Option<String>,
}

/// What a passage is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Label {
    /// Answers.
    #[default]
    Body,
    /// The line that says who reviewed the page and when.
    Review,
    /// Sources and references.
    References,
    /// A disclaimer.
    Disclaimer,
    /// Other pages' words: lists of pages or posts that a dynamic block put there.
    Dynamic,
}

impl Label {
    /// Its name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Label::Body => "body",
            Label::Review => "review",
            Label::References => "references",
            Label::Disclaimer => "disclaimer",
            Label::Dynamic => "dynamic",
        }
    }
}

/// Whole blocks or sentences of one section, about 40 to 120 words: what is indexed, shown, copied, read out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Passage {
    /// Index into [`Page::sections`].
    pub section: u32,
    /// The sentence or heading that introduces the list or table this passage is part of.
    pub lead: Option<String>,
    /// Text for reading; blocks are separated by `\n`, list items begin with `• ` or their number, table cells
    /// carry their header.
    pub text: String,
    /// The page's own words in `text`.
    pub runs: Vec<Run>,
    /// Byte ranges of the sentences (whole blocks where a block is not prose) in `text`, in order.
    pub sentences: Vec<std::ops::Range<u32>>,
    /// What it is for.
    pub label: Label,
    /// Number of `<!--nextpage-->` marks before it.
    pub screen: u16,
    /// The part of a link after `#`, percent-encoded: the heading's id, or `:~:text=…`; `None` where only the page can be linked.
    pub fragment: Option<String>,
}

/// A page ready to be indexed: facts, sections in order, passages in order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Page {
    /// What is known of it.
    pub facts: PageFacts,
    /// Sections in reading order.
    pub sections: Vec<Section>,
    /// Passages in reading order. Never empty: a page of a title alone has one passage with an empty text.
    pub passages: Vec<Passage>,
    /// Its HTML went beyond what the converter can bear and was stripped linearly; said in the report.
    pub simplified: Option<String>,
}
