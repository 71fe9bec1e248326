//! Raw content: what WordPress does to a page's source before a visitor gets it, as far as words are concerned.
//!
//! A WXR export holds the source: block comments (which the parser drops), shortcodes, the classic editor's text
//! without paragraphs (its line feeds are left to the walk, which takes them as `wpautop` would), and footnotes in
//! post meta. Synced patterns are put in by the reader of the export.

use std::borrow::Cow;

use super::shortcode;
use crate::corpus::{ExportKind, RawPage};

/// A page's content, as good as rendered.
pub(super) struct Prepared<'a> {
    /// HTML without shortcodes.
    pub(super) html: Cow<'a, str>,
    /// A line feed is a line break, an empty line ends a paragraph.
    pub(super) classic: bool,
}

/// Prepares a page's content.
pub(super) fn prepare(raw: &RawPage) -> Prepared<'_> {
    let has_blocks = raw.content.contains("<!-- wp:");
    let is_source = raw.kind == Some(ExportKind::Wxr) || (raw.kind.is_none() && has_blocks);
    if !is_source {
        return Prepared { html: shortcode::replace(&raw.content), classic: false };
    }
    // WordPress leaves line feeds alone as soon as a page has one block.
    let classic = !has_blocks;
    let html = match with_footnotes(raw) {
        Cow::Borrowed(content) => shortcode::replace(content),
        Cow::Owned(content) => Cow::Owned(shortcode::replace(&content).into_owned()),
    };
    Prepared { html, classic }
}

/// The content with its footnotes where the footnotes block stands; without that block nobody sees them.
fn with_footnotes(raw: &RawPage) -> Cow<'_, str> {
    const MARK: &str = "<!-- wp:footnotes";
    let (Some(start), false) = (raw.content.find(MARK), raw.footnotes.is_empty()) else {
        return Cow::Borrowed(&raw.content);
    };
    let (before, rest) = raw.content.split_at(start);
    let Some((_, after)) = rest.split_once("-->") else {
        return Cow::Borrowed(&raw.content);
    };
    let mut content = String::with_capacity(raw.content.len() + 256);
    content.push_str(before);
    content.push_str("<ol class=\"wp-block-footnotes\">");
    for (id, html) in &raw.footnotes {
        let id: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        content.extend(["<li id=\"", &id, "\">", html, " <a href=\"#", &id, "-link\">↩︎</a></li>"]);
    }
    content.push_str("</ol>");
    content.push_str(after);
    Cow::Owned(content)
}
