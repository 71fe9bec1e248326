//! Bounds: what parsing a page would cost, counted in one pass in front of the parser.
//!
//! HTML's tree construction is quadratic in places: it looks up through the open elements at each tag, opens
//! unclosed formatting elements again in each paragraph, seeks its place among siblings for what stands wrongly in
//! a table. [`excess`] follows the open elements roughly as the parser would and adds up those steps. A page beyond
//! the limit is flattened by [`super::flatten`].

mod meter;

use super::markup::{Markup, Piece};
use meter::Meter;

/// Steps that a page may cost: about a tenth of a second.
const MOST_STEPS: u64 = 20_000_000;
/// A page as short as this, with as few tags, cannot cost more.
const SHORT: usize = 32 << 10;
const FEW_TAGS: usize = 800;

/// Why a page is beyond what the parser can bear; `None` if it is not.
pub(super) fn excess(html: &str) -> Option<String> {
    if html.len() <= SHORT && memchr::memchr_iter(b'<', html.as_bytes()).count() <= FEW_TAGS {
        return None;
    }
    let mut meter = Meter::default();
    for piece in Markup::new(html) {
        match piece {
            Piece::Text(text) => meter.text(text),
            Piece::Tag(tag) => meter.tag(&tag),
            Piece::Comment(_) | Piece::Raw(_) => {}
        }
        if meter.steps > MOST_STEPS {
            return Some(format!(
                "its HTML is too entangled to parse (up to {} elements open at once, {} of them formatting); stripped to plain paragraphs",
                meter.deepest, meter.most_formatting
            ));
        }
    }
    None
}

/// An element's part in tree construction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Void,
    Formatting,
    Paragraph,
    /// Ends an open paragraph and is ended by its own end tag alone.
    Block,
    Item,
    Table,
    Section,
    Row,
    Cell,
    Document,
    Other,
}

fn part(name: &str) -> Part {
    match name {
        "area" | "base" | "basefont" | "bgsound" | "br" | "col" | "embed" | "frame" | "hr" | "image" | "img"
        | "input" | "keygen" | "link" | "meta" | "param" | "source" | "track" | "wbr" => Part::Void,
        "a" | "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt"
        | "u" => Part::Formatting,
        "p" => Part::Paragraph,
        "li" | "dd" | "dt" => Part::Item,
        "table" => Part::Table,
        "tbody" | "thead" | "tfoot" => Part::Section,
        "tr" => Part::Row,
        "td" | "th" | "caption" => Part::Cell,
        "html" | "body" => Part::Document,
        "address" | "applet" | "article" | "aside" | "blockquote" | "center" | "details" | "dialog" | "dir" | "div"
        | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "header" | "hgroup" | "listing" | "main" | "marquee" | "menu" | "nav" | "object" | "ol" | "plaintext"
        | "pre" | "search" | "section" | "summary" | "template" | "ul" | "xmp" => Part::Block,
        _ => Part::Other,
    }
}

/// The element has no content.
pub(super) fn is_void(name: &str) -> bool {
    part(name) == Part::Void
}

#[cfg(test)]
mod tests;
