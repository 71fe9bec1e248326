//! Flattening: a page that [`super::bounds`] refuses, as headings and paragraphs with nothing nested.
//!
//! Its words are kept, and its headings with their ids; links, images, lists and tables are not.

use super::bounds::is_void;
use super::element::{Treatment, treatment};
use super::markup::{Markup, Piece, Tag, attribute};
use super::unseen;

/// The page's words in paragraphs and headings, nothing nested: HTML that costs no more than its length.
pub(super) fn flatten(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 16);
    let mut skipped: Option<(&str, u32)> = None;
    let mut heading: Option<u8> = None;
    for piece in Markup::new(html) {
        if let Some((name, depth)) = skipped {
            skipped = match piece {
                Piece::Tag(tag) if tag.name.eq_ignore_ascii_case(name) => match (tag.end, depth) {
                    (true, 0) => None,
                    (true, _) => Some((name, depth - 1)),
                    (false, _) => Some((name, depth + u32::from(!tag.closed))),
                },
                _ => skipped,
            };
            continue;
        }
        match piece {
            Piece::Text(text) => push_escaped(text, &mut out),
            Piece::Comment(comment) if comment.contains("nextpage") => {
                out.push_str("<!--nextpage-->");
            }
            Piece::Comment(_) | Piece::Raw(_) => {}
            Piece::Tag(tag) => {
                let name = tag.name.to_ascii_lowercase();
                let treatment = treatment(&name);
                if hides(&tag, treatment) {
                    skipped = Some((tag.name, 0));
                } else {
                    flat_tag(&tag, treatment, &mut heading, &mut out);
                }
            }
        }
    }
    out
}

/// All up to the end tag is left out.
fn hides(tag: &Tag<'_>, treatment: Treatment) -> bool {
    let void = is_void(tag.name);
    if tag.end || tag.closed || void {
        return false;
    }
    matches!(treatment, Treatment::Unseen | Treatment::Embedded)
        || (tag.attributes > 0
            && tag.attributes < 64
            && (attribute(tag, "hidden").is_some() || attribute(tag, "style").is_some_and(unseen::hides)))
}

fn flat_tag(tag: &Tag<'_>, treatment: Treatment, heading: &mut Option<u8>, out: &mut String) {
    match treatment {
        Treatment::LineBreak => out.push_str("<br>"),
        Treatment::Heading(level) => {
            close_flat(heading, out);
            if !tag.end {
                *heading = Some(level);
                let id = attribute(tag, "id").filter(|id| tag.attributes < 64 && !id.contains(['"', '<', '>']));
                out.push_str("<h");
                out.push(char::from(b'0' + level));
                if let Some(id) = id {
                    out.extend([" id=\"", id, "\""]);
                }
                out.push('>');
            }
        }
        Treatment::Inline
        | Treatment::Nothing
        | Treatment::Link
        | Treatment::Raised
        | Treatment::Quoted
        | Treatment::Reading => {}
        Treatment::Image | Treatment::Embedded | Treatment::Cell { .. } => out.push(' '),
        _ => close_flat(heading, out),
    }
}

/// Ends what is open and begins a paragraph.
fn close_flat(heading: &mut Option<u8>, out: &mut String) {
    if let Some(level) = heading.take() {
        out.extend(["</h", level.to_string().as_str(), ">"]);
    }
    if !out.ends_with("<p>") {
        out.push_str("<p>");
    }
}

fn push_escaped(text: &str, out: &mut String) {
    let mut parts = text.split('<');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str("&lt;");
        out.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flattened_page_keeps_words_headings_and_screens() {
        let flat = flatten(
            "<div><h2 id=\"a\">One</h2><p>two <b>three</b> 1 < 2<script>x</script><div hidden>no<div>no</div></div>four<!--nextpage-->five",
        );
        assert_eq!(
            flat,
            "<p><h2 id=\"a\">One</h2><p>two three 1 &lt; 2<p>four<!--nextpage-->five".replace("2<p>four", "2four")
        );
    }
}
