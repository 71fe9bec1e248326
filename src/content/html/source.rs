//! Source: what a page's HTML holds and its blocks do not: shortcodes left standing, empty headings, abbreviations with
//! a title. Looked for by the audit, in one pass over the markup each, without a tree.

use super::markup::{Markup, Piece, Tag, attribute};
use super::{plain_text, shortcode, unseen};

/// Elements whose text shows a shortcode on purpose.
const CODE: &[&str] = &["code", "pre", "kbd", "samp"];
/// Elements that put something to see into a heading.
const SHOWN: &[&str] = &["img", "svg", "picture", "input", "button", "video", "audio", "iframe", "object", "canvas"];
/// White space as entities.
const WHITE: &[&str] = &["&nbsp;", "&#160;", "&#xa0;", "&#8203;", "&#x200b;", "&zwnj;", "&shy;"];

/// The shortcodes that a visitor sees as they are written, in order, each from `[` to `]`.
#[must_use]
pub(crate) fn leftover_shortcodes(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    if !html.contains('[') {
        return found;
    }
    let closed = shortcode::closed_names(html);
    let (mut at, mut code, mut passed) = (0, 0_u32, 0);
    for piece in Markup::new(html) {
        let start = at;
        at += piece.source().len();
        match piece {
            Piece::Tag(tag) if !tag.closed && CODE.iter().any(|code| tag.name.eq_ignore_ascii_case(code)) => {
                code = if tag.end { code.saturating_sub(1) } else { code + 1 };
            }
            Piece::Text(text) if code == 0 => {
                for (offset, _) in text.match_indices('[') {
                    let open = start + offset;
                    let escaped = html.get(..open).is_some_and(|before| before.ends_with('['));
                    let rest = html.get(open..).unwrap_or_default();
                    if open < passed || escaped || rest.starts_with("[[") {
                        continue;
                    }
                    if let Some(source) = shortcode::at_start(rest, &closed) {
                        passed = open + source.len();
                        found.push(source);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// The levels of the headings without anything to see or to hear, in order.
#[must_use]
pub(crate) fn empty_headings(html: &str) -> Vec<u8> {
    let mut empty = Vec::new();
    let mut open: Option<(u8, bool)> = None;
    for piece in Markup::new(html) {
        match piece {
            Piece::Tag(tag) => match heading_level(tag.name) {
                Some(level) if tag.end => {
                    if let Some((_, false)) = open.filter(|(opened, _)| *opened == level) {
                        empty.push(level);
                    }
                    open = None;
                }
                Some(level) => open = Some((level, is_hidden(&tag))),
                None => {
                    let shown = SHOWN.iter().any(|shown| tag.name.eq_ignore_ascii_case(shown));
                    if let Some((_, filled)) = &mut open {
                        *filled |= shown;
                    }
                }
            },
            Piece::Text(text) => {
                if let Some((_, filled)) = &mut open {
                    *filled |= !is_white(text);
                }
            }
            Piece::Comment(_) | Piece::Raw(_) => {}
        }
    }
    empty
}

/// The abbreviations that the page explains in a `title`: what is written, what it stands for.
#[must_use]
pub(crate) fn titled_abbreviations(html: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if !["<abbr", "<acronym", "<dfn"].iter().any(|tag| html.contains(tag)) {
        return found;
    }
    let mut open: Option<(&str, String)> = None;
    for piece in Markup::new(html) {
        match piece {
            Piece::Tag(tag) if ["abbr", "acronym", "dfn"].iter().any(|it| tag.name.eq_ignore_ascii_case(it)) => {
                open = attribute(&tag, "title").filter(|_| !tag.end).map(|title| (title, String::new()));
            }
            Piece::Tag(_) | Piece::Comment(_) | Piece::Raw(_) => {}
            Piece::Text(text) => {
                if let Some((title, written)) = &mut open {
                    written.push_str(text);
                    found.push((plain_text(written), plain_text(title)));
                }
            }
        }
    }
    found
}

fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h' | b'H', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    let is = |name: &str, value: &str| attribute(tag, name).is_some_and(|it| it.eq_ignore_ascii_case(value));
    is("aria-hidden", "true")
        || tag.source.contains(" hidden")
        || attribute(tag, "style").is_some_and(unseen::hides)
        || attribute(tag, "class").is_some_and(|class| class.contains("screen-reader") || class.contains("sr-only"))
}

fn is_white(text: &str) -> bool {
    let mut rest = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}'));
    while let Some(white) = WHITE.iter().find(|white| rest.starts_with(**white)) {
        rest = rest.get(white.len()..).unwrap_or_default().trim_start();
    }
    rest.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortcodes_are_left_standing_but_brackets_in_prose_and_code_are_none() {
        let found = |html| leftover_shortcodes(html);
        assert_eq!(found("<p>[contact-form-7 id=&#8221;12&#8243;]</p>"), ["[contact-form-7 id=&#8221;12&#8243;]"]);
        assert_eq!(found("<p>[vc_row][vc_column]Rest.[/vc_column][/vc_row]</p>").len(), 4);
        for prose in ["[sic]", "[1]", "[...]", "[…]", "a[0]", "[see table 2]", "[[gallery]]", "<code>[gallery]</code>"]
        {
            assert_eq!(found(prose), [""; 0], "{prose}");
        }
    }

    #[test]
    fn a_heading_is_empty_without_text_and_image() {
        assert_eq!(empty_headings("<h2></h2><h3>&nbsp; </h3><h2><a id='x'></a></h2><h4><br></h4>"), [2, 3, 2, 4]);
        assert_eq!(empty_headings("<h2>Rest</h2><h3><img src=a.png alt=Rest></h3><h2 aria-hidden=true></h2>"), [0; 0]);
    }

    #[test]
    fn an_abbreviation_says_in_its_title_what_it_stands_for() {
        let html = "<abbr title=\"electromyography\">EMG</abbr> and <abbr>CK</abbr>";
        assert_eq!(titled_abbreviations(html), [("EMG".to_owned(), "electromyography".to_owned())]);
    }
}
