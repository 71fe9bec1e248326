//! Markup: HTML cut into text, tags and comments in one pass, as HTML's tokenizer would cut it.
//!
//! Builds no tree and decodes nothing. Shortcodes are looked for in its text, and [`super::bounds`] counts with it.

/// A piece of HTML source. The pieces' sources, joined, are the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::content) enum Piece<'a> {
    /// Text, entities not decoded.
    Text(&'a str),
    /// A start or end tag.
    Tag(Tag<'a>),
    /// A comment, a declaration, or a tag that never ends: nothing a reader sees.
    Comment(&'a str),
    /// What stands inside `<script>`, `<style>`, `<textarea>` and their like.
    Raw(&'a str),
}

impl<'a> Piece<'a> {
    /// The piece as written.
    pub(in crate::content) fn source(&self) -> &'a str {
        match self {
            Piece::Text(source) | Piece::Comment(source) | Piece::Raw(source) => source,
            Piece::Tag(tag) => tag.source,
        }
    }
}

/// A start or end tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::content) struct Tag<'a> {
    /// From `<` to `>`.
    pub(in crate::content) source: &'a str,
    /// The element's name as written.
    pub(in crate::content) name: &'a str,
    /// It is an end tag.
    pub(in crate::content) end: bool,
    /// It ends in `/>`.
    pub(in crate::content) closed: bool,
    /// How many attributes it has, or a few more.
    pub(in crate::content) attributes: u32,
}

/// Elements whose content is not markup.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"];

/// Iterates over the pieces of some HTML.
pub(in crate::content) struct Markup<'a> {
    rest: &'a str,
    raw: Option<&'a str>,
    foreign: u32,
}

impl<'a> Markup<'a> {
    pub(in crate::content) fn new(html: &'a str) -> Self {
        Self { rest: html, raw: None, foreign: 0 }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let (piece, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        piece
    }

    fn tag(&mut self) -> Piece<'a> {
        let Some(mut tag) = read_tag(self.rest) else {
            return Piece::Comment(self.take(usize::MAX));
        };
        tag.source = self.take(tag.source.len());
        if tag.name.eq_ignore_ascii_case("svg") || tag.name.eq_ignore_ascii_case("math") {
            match (tag.end, tag.closed) {
                (true, _) => self.foreign = self.foreign.saturating_sub(1),
                (false, false) => self.foreign += 1,
                (false, true) => {}
            }
        } else if !tag.end && self.foreign == 0 && RAW.iter().any(|raw| tag.name.eq_ignore_ascii_case(raw)) {
            self.raw = Some(tag.name);
        }
        Piece::Tag(tag)
    }
}

impl<'a> Iterator for Markup<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        if let Some(name) = self.raw.take() {
            let length = raw_end(self.rest, name);
            if length > 0 {
                return Some(Piece::Raw(self.take(length)));
            }
        }
        let bytes = self.rest.as_bytes();
        if bytes.first() != Some(&b'<') {
            let length = next_markup(self.rest, 0);
            return Some(Piece::Text(self.take(length)));
        }
        Some(match bytes.get(1) {
            Some(b'!') if self.rest.starts_with("<!--") => {
                let length = comment_end(self.rest);
                Piece::Comment(self.take(length))
            }
            Some(b'!' | b'?') => {
                let length = self.rest.find('>').map_or(usize::MAX, |at| at + 1);
                Piece::Comment(self.take(length))
            }
            Some(b'/') if !bytes.get(2).is_some_and(u8::is_ascii_alphabetic) => {
                let length = self.rest.find('>').map_or(usize::MAX, |at| at + 1);
                Piece::Comment(self.take(length))
            }
            Some(b'/' | b'a'..=b'z' | b'A'..=b'Z') => self.tag(),
            _ => {
                let length = next_markup(self.rest, 1);
                Piece::Text(self.take(length))
            }
        })
    }
}

/// Where the next `<` that begins a tag or comment stands, from `at` on.
fn next_markup(html: &str, mut at: usize) -> usize {
    let bytes = html.as_bytes();
    while let Some(found) = html.get(at..).and_then(|rest| rest.find('<')) {
        at += found;
        match bytes.get(at + 1) {
            Some(b'!' | b'?' | b'/' | b'a'..=b'z' | b'A'..=b'Z') => return at,
            _ => at += 1,
        }
    }
    html.len()
}

/// Length of the comment at the start of `html`, which begins with `<!--`.
fn comment_end(html: &str) -> usize {
    let rest = html.get(4..).unwrap_or_default();
    if rest.starts_with('>') {
        return 5;
    }
    if rest.starts_with("->") {
        return 6;
    }
    let mut at = 0;
    while let Some(found) = rest.get(at..).and_then(|rest| rest.find("--")) {
        at += found + 2;
        let after = rest.get(at..).unwrap_or_default();
        if after.starts_with('>') {
            return 4 + at + 1;
        }
        if after.starts_with("!>") {
            return 4 + at + 2;
        }
        at -= 1;
    }
    html.len()
}

/// Length of the raw text before `</name`.
fn raw_end(html: &str, name: &str) -> usize {
    let mut at = 0;
    while let Some(found) = html.get(at..).and_then(|rest| rest.find("</")) {
        at += found;
        let after = at + 2 + name.len();
        let named = html.get(at + 2..after).is_some_and(|written| written.eq_ignore_ascii_case(name));
        let ended =
            matches!(html.as_bytes().get(after), None | Some(b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c'));
        if named && ended {
            return at;
        }
        at += 2;
    }
    html.len()
}

/// The tag at the start of `html`; `None` if it never ends.
fn read_tag(html: &str) -> Option<Tag<'_>> {
    let bytes = html.as_bytes();
    let end = bytes.get(1) == Some(&b'/');
    let start = if end { 2 } else { 1 };
    let mut at = start;
    while !matches!(bytes.get(at)?, b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c') {
        at += 1;
    }
    let name = html.get(start..at)?;
    let mut attributes = 0;
    loop {
        match bytes.get(at)? {
            b'>' => break,
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' => at += 1,
            _ => {
                attributes += 1;
                at = attribute_end(bytes, at)?;
            }
        }
    }
    let closed = bytes.get(at.checked_sub(1)?) == Some(&b'/');
    Some(Tag { source: html.get(..=at)?, name, end, closed, attributes })
}

/// Where the attribute that begins at `at` ends; `None` if its quotes are never closed.
fn attribute_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    at += 1;
    while !matches!(bytes.get(at)?, b'=' | b'>' | b'/' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c') {
        at += 1;
    }
    let mut after = at;
    while bytes.get(after)?.is_ascii_whitespace() {
        after += 1;
    }
    if bytes.get(after) != Some(&b'=') {
        return Some(at);
    }
    after += 1;
    while bytes.get(after)?.is_ascii_whitespace() {
        after += 1;
    }
    let quote = *bytes.get(after)?;
    if matches!(quote, b'"' | b'\'') {
        let length = bytes.get(after + 1..)?.iter().position(|&b| b == quote)?;
        return Some(after + length + 2);
    }
    while !matches!(bytes.get(after)?, b'>' | b' ' | b'\t' | b'\n' | b'\r' | b'\x0c') {
        after += 1;
    }
    Some(after)
}

/// The value of an attribute in a tag's source, entities not decoded. The first of two counts.
pub(in crate::content) fn attribute<'a>(tag: &Tag<'a>, wanted: &str) -> Option<&'a str> {
    let bytes = tag.source.as_bytes();
    let mut at = 1 + usize::from(tag.end) + tag.name.len();
    loop {
        match bytes.get(at)? {
            b'>' => return None,
            b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' => at += 1,
            _ => {
                let end = attribute_end(bytes, at)?;
                let (name, value) = tag.source.get(at..end)?.split_once('=').unwrap_or((tag.source.get(at..end)?, ""));
                if name.trim_end().eq_ignore_ascii_case(wanted) {
                    let value = value.trim_ascii();
                    return Some(
                        value
                            .strip_prefix(['"', '\''])
                            .map_or(value, |rest| rest.strip_suffix(['"', '\'']).unwrap_or(rest)),
                    );
                }
                at = end;
            }
        }
    }
}

#[cfg(test)]
mod tests;
