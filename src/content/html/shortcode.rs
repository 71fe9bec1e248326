//! Shortcodes: `[tag attribute="…"]` that WordPress replaces, and leaves standing where the plugin is gone or the export is raw.
//!
//! The tags go, the text between them stays, and so does the text of attributes that a reader would have seen: the
//! title of an accordion's item, the words of a button. Brackets in prose (`[sic]`, `a[0]`, `[1]`, `[n=45]`) are
//! prose. What is kept is marked with elements that `html::element` knows.

use std::borrow::Cow;
use std::collections::HashSet;

use super::markup::{Markup, Piece};

/// The longest tag of a shortcode, in bytes.
const LONGEST: usize = 4096;
/// Bytes looked at in vain before brackets are taken for prose throughout.
const PATIENCE: usize = 4 << 20;
/// Shortcodes that need no attribute to be known, and stand in no line of text.
const STANDALONE: &[&str] = &[
    "audio",
    "contact-form",
    "contact-form-7",
    "embed",
    "gallery",
    "gravityform",
    "playlist",
    "toc",
    "video",
    "wpforms",
];
/// Shortcodes whose content no reader sees as it stands.
const OPAQUE: &[&str] = &["embed", "vc_raw_html", "vc_raw_js"];
/// First parts of the names that page builders use.
const BUILDERS: &[&str] = &["av", "cs", "et", "fusion", "mk", "su", "themify", "vc"];
/// Parts of names that say: a label opens this.
const OPENERS: &[&str] =
    &["accordion", "accordions", "collapse", "expand", "faq", "question", "spoiler", "tab", "tabs", "toggle", "tta"];
/// Attributes whose text a reader sees.
const SEEN: &[&str] = &["title", "heading", "subhead", "question", "h2", "h4", "button_text"];

/// Replaces the shortcodes in the text of some HTML.
pub(super) fn replace(html: &str) -> Cow<'_, str> {
    if !html.contains('[') {
        return Cow::Borrowed(html);
    }
    let closed = closed_names(html);
    let mut out = String::with_capacity(html.len());
    let mut at = 0;
    let mut patience = PATIENCE;
    while at < html.len() {
        // A shortcode's value may hold tags: then the pieces are taken anew after it.
        at = replace_until_tag_inside(html, at, &closed, &mut patience, &mut out);
    }
    Cow::Owned(out)
}

/// Copies from `at` on, replacing shortcodes; returns where it stopped, the end or the end of a shortcode with a tag in it.
fn replace_until_tag_inside(
    html: &str,
    mut at: usize,
    closed: &HashSet<&str>,
    patience: &mut usize,
    out: &mut String,
) -> usize {
    for piece in Markup::new(html.get(at..).unwrap_or_default()) {
        let source = piece.source();
        let end = at + source.len();
        if !matches!(piece, Piece::Text(_)) {
            out.push_str(source);
            at = end;
            continue;
        }
        while let Some(found) = html.get(at..end).and_then(|text| text.find('[')) {
            out.push_str(html.get(at..at + found).unwrap_or_default());
            at += found;
            let rest = html.get(at..).unwrap_or_default();
            let escaped = rest.starts_with("[[");
            let shortcode = if escaped || *patience == 0 { None } else { read(rest) };
            if let Some(shortcode) = shortcode.filter(|shortcode| shortcode.is_one(closed)) {
                at += write(&shortcode, rest, out);
            } else {
                let skipped =
                    if escaped { rest.bytes().take(60).position(|b| b == b']').unwrap_or(2).max(2) } else { 1 };
                let skipped = rest.floor_char_boundary(skipped.min(end - at));
                *patience = patience.saturating_sub(rest.len().min(64));
                out.push_str(rest.get(..skipped).unwrap_or_default());
                at += skipped;
            }
            if at > end {
                return at;
            }
        }
        out.push_str(html.get(at..end).unwrap_or_default());
        at = end;
    }
    html.len()
}

/// Names that have an end tag somewhere.
pub(super) fn closed_names(html: &str) -> HashSet<&str> {
    html.match_indices("[/").filter_map(|(at, _)| name(html.get(at + 2..)?)).collect()
}

/// The name at the start of a text: a letter, then letters, digits, `_` and `-`, at most 50.
fn name(text: &str) -> Option<&str> {
    let bytes = text.as_bytes();
    if !bytes.first()?.is_ascii_alphabetic() {
        return None;
    }
    let length = bytes.iter().take(51).position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-')))?;
    text.get(..length)
}

/// A shortcode's tag.
struct Shortcode<'a> {
    name: &'a str,
    end: bool,
    attributes: Vec<(&'a str, &'a str)>,
    /// An attribute's value stands in quotes.
    quoted: bool,
    length: usize,
}

impl Shortcode<'_> {
    /// It is a shortcode, and no words in brackets.
    fn is_one(&self, closed: &HashSet<&str>) -> bool {
        self.end
            || self.quoted
            || self.name.contains('_')
            || closed.contains(self.name)
            || STANDALONE.contains(&self.name)
    }

    fn parts(&self) -> impl Iterator<Item = &str> {
        self.name.split(['_', '-'])
    }

    fn opens(&self) -> bool {
        self.parts().any(|part| OPENERS.contains(&part))
    }

    fn is_builders(&self) -> bool {
        self.name.contains('_') && self.parts().next().is_some_and(|first| BUILDERS.contains(&first))
    }

    /// Its text attributes that a reader sees.
    fn seen(&self) -> impl Iterator<Item = &str> {
        let headline = self.parts().any(|part| matches!(part, "heading" | "button" | "btn" | "cta" | "message"));
        self.attributes
            .iter()
            .filter(move |(name, _)| SEEN.contains(name) || (*name == "text" && headline))
            .map(|&(_, value)| value)
            .filter(|value| value.contains(|c: char| c.is_alphabetic()))
    }
}

/// The shortcode at the start of a text, from `[` to `]`; `closed` are the names that have an end tag somewhere.
pub(super) fn at_start<'a>(text: &'a str, closed: &HashSet<&str>) -> Option<&'a str> {
    let shortcode = read(text).filter(|shortcode| shortcode.is_one(closed))?;
    text.get(..shortcode.length)
}

/// Writes what stands for the shortcode at the start of `rest`; returns how far it reaches.
fn write(shortcode: &Shortcode<'_>, rest: &str, out: &mut String) -> usize {
    if matches!(shortcode.name, "caption" | "wp_caption") {
        out.push_str(if shortcode.end { "</vademecum-caption>" } else { "<vademecum-caption>" });
        let stated = shortcode.attributes.iter().find(|(name, _)| *name == "caption");
        out.push_str(stated.map_or("", |(_, value)| value));
        return shortcode.length;
    }
    if !shortcode.end && OPAQUE.contains(&shortcode.name) {
        let after = rest.get(shortcode.length..).unwrap_or_default();
        let end_tag = format!("[/{}]", shortcode.name);
        if let Some(inside) = after.get(..after.floor_char_boundary(LONGEST)).and_then(|after| after.find(&end_tag)) {
            out.push_str("<vademecum-break></vademecum-break>");
            return shortcode.length + inside + end_tag.len();
        }
    }
    let breaks = shortcode.opens() || shortcode.is_builders() || STANDALONE.contains(&shortcode.name);
    if !shortcode.end && shortcode.opens() {
        element("vademecum-summary", shortcode.seen(), out);
    } else if !shortcode.end && shortcode.is_builders() {
        element("vademecum-text", shortcode.seen(), out);
    }
    if breaks {
        out.push_str("<vademecum-break></vademecum-break>");
    }
    shortcode.length
}

fn element<'a>(name: &str, texts: impl Iterator<Item = &'a str>, out: &mut String) {
    for text in texts {
        out.extend(["<", name, ">", text, "</", name, ">"]);
    }
}

/// The shortcode's tag at the start of a text that begins with `[`.
fn read(text: &str) -> Option<Shortcode<'_>> {
    let text = text.get(..text.floor_char_boundary(LONGEST))?;
    let end = text.starts_with("[/");
    let start = if end { 2 } else { 1 };
    let name = name(text.get(start..)?)?;
    let mut shortcode = Shortcode { name, end, attributes: Vec::new(), quoted: false, length: 0 };
    let mut at = start + name.len();
    if !text.get(at..)?.starts_with([']', '/', ' ', '\n', '\r', '\t', '\u{a0}', '&', '<']) {
        return None;
    }
    loop {
        let rest = text.get(at..)?;
        if let Some(space) = white_space(rest) {
            at += space;
        } else if rest.starts_with(']') {
            shortcode.length = at + 1;
            return Some(shortcode);
        } else if rest.starts_with('/') {
            at += 1;
        } else if rest.starts_with(['[', '<']) || rest.is_empty() {
            return None;
        } else {
            at += attribute(rest, &mut shortcode)?;
        }
    }
}

/// Length of the white space at the start, as editors and `wpautop` write it.
fn white_space(text: &str) -> Option<usize> {
    ["<br />", "<br>", "<p>", "</p>", "&nbsp;", "&#160;"]
        .into_iter()
        .find(|space| text.starts_with(space))
        .map(str::len)
        .or_else(|| text.chars().next().filter(|c| c.is_whitespace()).map(char::len_utf8))
}

/// Reads one attribute; returns its length.
fn attribute<'a>(text: &'a str, shortcode: &mut Shortcode<'a>) -> Option<usize> {
    let name_ends = text.find(|c: char| c == '=' || c == ']' || c == '[' || c == '<' || c.is_whitespace())?;
    if !text.get(name_ends..)?.starts_with('=') {
        // A value without a name: the whole of it, quotes and all, is passed over.
        return Some(quoted(text).map_or(name_ends, |(_, length)| length).max(1));
    }
    let name = text.get(..name_ends)?;
    let value = text.get(name_ends + 1..)?;
    if let Some((inside, length)) = quoted(value) {
        shortcode.attributes.push((name, inside));
        shortcode.quoted = true;
        return Some(name_ends + 1 + length);
    }
    let length = value.find(|c: char| c == ']' || c == '[' || c == '<' || c.is_whitespace())?;
    shortcode.attributes.push((name, value.get(..length)?));
    Some(name_ends + 1 + length)
}

/// Quotation marks as written, and as `wptexturize` makes them.
const DOUBLE: &[&str] =
    &["\"", "&#8221;", "&#8220;", "&#8243;", "&quot;", "&#34;", "”", "“", "″", "&#187;", "&#171;", "»", "«"];
const SINGLE: &[&str] = &["'", "&#8217;", "&#8216;", "&#8242;", "&#39;", "&#039;", "’", "‘", "′"];

/// The quoted value at the start: what is inside, and the length with its quotes.
fn quoted(text: &str) -> Option<(&str, usize)> {
    let opening = |marks: &[&str]| marks.iter().find(|mark| text.starts_with(**mark)).map(|mark| mark.len());
    let (marks, start) =
        opening(DOUBLE).map(|length| (DOUBLE, length)).or_else(|| opening(SINGLE).map(|length| (SINGLE, length)))?;
    let mut at = start;
    loop {
        let rest = text.get(at..)?;
        let candidate = rest.find(['"', '&', '\'', '”', '“', '″', '»', '«', '’', '‘', '′'])?;
        at += candidate;
        let rest = text.get(at..)?;
        if let Some(mark) = marks.iter().find(|mark| rest.starts_with(**mark)) {
            let after = rest.get(mark.len()..)?;
            if after.starts_with([']', '/']) || white_space(after).is_some() {
                return Some((text.get(start..at)?, at + mark.len()));
            }
        }
        at += rest.chars().next()?.len_utf8();
    }
}

#[cfg(test)]
mod tests;
