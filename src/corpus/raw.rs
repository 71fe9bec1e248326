//! A raw page: one published item as its export holds it, before any HTML is read.
//!
//! Both readers ([`super::rest`] and [`super::wxr`]) end here; `content` starts here. The index keeps raw pages,
//! compressed, so that a new vocabulary or a new format never needs the export again. Withheld items never
//! become a raw page: they are a [`Skipped`], which holds no text of theirs.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Which kind of export an item came from; on equal dates REST wins, because it is what a visitor sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ExportKind {
    /// A WordPress eXtended RSS file (Tools, Export): raw content.
    Wxr,
    /// An answer of `/wp-json/wp/v2/…`: rendered content.
    Rest,
}

/// One published, unprotected item of a wanted type.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RawPage {
    /// The kind of export; `None` only in hand-made pages of tests.
    pub kind: Option<ExportKind>,
    /// WordPress post id, unique on its site.
    pub id: u64,
    /// The page's address as the export gives it (absolute).
    pub link: String,
    /// Scheme, host and folder of the site, without a trailing slash: `https://example.org` or `https://example.org/blog`.
    pub site: String,
    /// WordPress slug, percent-decoded.
    pub slug: String,
    /// `page`, `post`, or a custom type.
    pub post_type: String,
    /// Title as HTML, not yet decoded.
    pub title_html: String,
    /// Body: rendered HTML from REST, raw block or classic content from WXR (synced patterns already put in).
    pub content: String,
    /// When first published (UTC), if the export says so and it is not a zero date.
    pub published: Option<Timestamp>,
    /// When last edited (UTC), likewise.
    pub modified: Option<Timestamp>,
    /// Id of the parent page, if any.
    pub parent: Option<u64>,
    /// Display name of the author, if the export has it.
    pub author: Option<String>,
    /// Language tag the export states: Yoast `inLanguage`, else WXR `<language>`.
    pub language: Option<String>,
    /// Name of the site or organisation, decoded.
    pub organisation: Option<String>,
    /// Meta description, decoded.
    pub description: Option<String>,
    /// Ancestors' names from Yoast's `BreadcrumbList`, without the page itself and without the home page; empty if absent.
    pub breadcrumb: Vec<String>,
    /// JSON-LD objects of the head that may state a review (`lastReviewed`, `reviewedBy`, …), as compact JSON text.
    pub json_ld: Vec<String>,
    /// Footnotes kept in post meta (WXR): `(id, html)` in order.
    pub footnotes: Vec<(String, String)>,
    /// The site asks search machines not to index it. Indexed here all the same, and marked.
    pub noindex: bool,
    /// Hash of the JSON it was read from, where that was whole and sound.
    #[serde(skip)]
    pub fingerprint: Option<Fingerprint>,
}

/// Hash of the JSON of one page, byte for byte.
pub type Fingerprint = [u8; 16];

/// An item that was left out, and why. Never holds any of its text but the title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// The file (and member, `a.zip!b.json`) it stands in.
    pub source: String,
    /// Its id, if it could be read.
    pub id: Option<u64>,
    /// Its title, decoded; empty if it could not be read.
    pub title: String,
    /// Why, for people: `status is draft`, `protected by a password`, `type is attachment`.
    pub reason: String,
    /// Its link, if it could be read: a page withheld in its newest copy is withheld.
    #[serde(skip)]
    pub link: String,
    /// Its site, as in [`RawPage::site`].
    #[serde(skip)]
    pub site: String,
    /// Its slug, if it could be read: the link of a page that was published once no longer tells it.
    #[serde(skip)]
    pub slug: String,
    /// Id of its parent page, if any.
    #[serde(skip)]
    pub parent: Option<u64>,
    /// When it was last edited: decides against another copy of the same page.
    #[serde(skip)]
    pub modified: Option<Timestamp>,
    /// True if the item is withheld from the public (draft, private, trash, password), false if merely of an
    /// unwanted type or unreadable.
    #[serde(skip)]
    pub withheld: bool,
}
