//! A text to its pieces: UAX #29 words, split further where ways of writing differ.
//!
//! A piece is letters, or digits, or one Greek letter. What a piece means beside its neighbours is the
//! analyzer's business.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::Language;
use super::fold::{greek_name, is_invisible};

/// One piece of a text: where it is and how it reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) form: PieceForm<'a>,
}

/// What stands for a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PieceForm<'a> {
    /// As written.
    Written(&'a str),
    /// As written, without full stops and apostrophes inside (`U.S.`, `O'Brien`).
    Joined(&'a str),
    /// A word that stands for what is written (`γ`, `n't`, `&`).
    Named(&'static str),
    /// A unit with the micro sign before it: `µg`.
    Micro(&'a str),
}

/// Hands each piece of the text to `take`, in order.
pub(super) fn pieces<'a>(text: &'a str, language: Language, take: &mut impl FnMut(Piece<'a>)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // No word of UAX #29 spans white space, and in ASCII its words are what `split` finds by itself.
        let other = at + ascii_length(&bytes[at..]);
        let run = if other == bytes.len() {
            other
        } else {
            at + bytes[at..other].iter().rposition(u8::is_ascii_whitespace).map_or(0, |space| space + 1)
        };
        split(text, at..run, language, take);
        let end = other + bytes[other..].iter().position(u8::is_ascii_whitespace).unwrap_or(bytes.len() - other);
        for (offset, word) in text[run..end].unicode_word_indices() {
            let start = run + offset;
            split(text, start..start + word.len(), language, take);
        }
        at = end;
    }
}

/// How many bytes at the start are ASCII.
fn ascii_length(bytes: &[u8]) -> usize {
    let blocks = bytes.chunks(32).take_while(|block| block.is_ascii()).count();
    let start = (blocks * 32).min(bytes.len());
    start + bytes[start..].iter().position(|byte| !byte.is_ascii()).unwrap_or(bytes.len() - start)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Greek,
    Digit,
    Inside,
    Other,
}

fn kind(c: char) -> Kind {
    if c.is_ascii() {
        return if c.is_ascii_alphabetic() {
            Kind::Letter
        } else if c.is_ascii_digit() {
            Kind::Digit
        } else {
            Kind::Other
        };
    }
    if is_invisible(c) || is_combining_mark(c) {
        Kind::Inside
    } else if c == 'µ' || (c.is_alphabetic() && matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')) {
        Kind::Greek
    } else if c.is_alphabetic() {
        Kind::Letter
    } else if c.is_numeric() {
        Kind::Digit
    } else {
        Kind::Other
    }
}

/// A place in the text that moves on one character at a time.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
    end: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn kind(&self) -> Option<Kind> {
        self.peek().map(kind)
    }

    fn step(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn skip_while(&mut self, wanted: impl Fn(Kind) -> bool) {
        while self.kind().is_some_and(&wanted) {
            self.step();
        }
    }

    fn written(&self, start: usize) -> &'a str {
        self.text.get(start..self.at).unwrap_or_default()
    }
}

fn split<'a>(text: &'a str, range: Range<usize>, language: Language, take: &mut impl FnMut(Piece<'a>)) {
    let mut cursor = Cursor { text, at: range.start, end: range.end };
    while let Some(&first) = text.as_bytes()[..range.end].get(cursor.at) {
        if first.is_ascii_alphabetic()
            && let Some(piece) = plain_word(&mut cursor)
        {
            take(piece);
        } else if first == b'&' && stands_alone(text, cursor.at) {
            take(Piece { start: cursor.at, end: cursor.at + 1, form: PieceForm::Named(language.and()) });
            cursor.at += 1;
        } else if first.is_ascii() && !first.is_ascii_alphanumeric() {
            cursor.at += 1;
        } else {
            match cursor.kind() {
                None => return,
                Some(Kind::Other | Kind::Inside) => cursor.step(),
                Some(Kind::Digit) => take(number(&mut cursor)),
                Some(Kind::Greek) if language != Language::Greek => greek(&mut cursor, take),
                Some(Kind::Letter | Kind::Greek) => letters(&mut cursor, language, take),
            }
        }
    }
}

/// Whether the byte here has white space, or nothing, on both sides.
fn stands_alone(text: &str, at: usize) -> bool {
    let space = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_whitespace);
    let bytes = text.as_bytes();
    space(at.checked_sub(1).and_then(|before| bytes.get(before))) && space(bytes.get(at + 1))
}

/// The ASCII letters here, if nothing after them could be a part of their word: what most words are, told by bytes.
fn plain_word<'a>(cursor: &mut Cursor<'a>) -> Option<Piece<'a>> {
    let start = cursor.at;
    let bytes = &cursor.text.as_bytes()[start..cursor.end];
    let letters = bytes.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(bytes.len());
    let ends = match bytes.get(letters) {
        None => true,
        Some(b'\'' | b'.') => {
            bytes.get(letters + 1).is_none_or(|after| after.is_ascii() && !after.is_ascii_alphabetic())
        }
        Some(after) => after.is_ascii(),
    };
    // `antiJo1` is two words.
    if !ends || bytes.starts_with(b"anti") {
        return None;
    }
    cursor.at += letters;
    Some(Piece { start, end: cursor.at, form: PieceForm::Written(cursor.written(start)) })
}

/// Digits with the points and commas inside them; `1st` stays one piece.
fn number<'a>(cursor: &mut Cursor<'a>) -> Piece<'a> {
    let start = cursor.at;
    loop {
        cursor.skip_while(|kind| matches!(kind, Kind::Digit | Kind::Inside));
        let mut ahead = cursor.rest().chars();
        if matches!(ahead.next(), Some('.' | ',')) && ahead.next().is_some_and(|c| c.is_ascii_digit()) {
            cursor.step();
        } else {
            break;
        }
    }
    let ordinal = cursor.rest().as_bytes();
    if let [a, b, after @ ..] = ordinal
        && matches!([a.to_ascii_lowercase(), b.to_ascii_lowercase()], [b's', b't'] | [b'n' | b'r', b'd'] | [b't', b'h'])
        && !after.first().is_some_and(u8::is_ascii_alphanumeric)
    {
        cursor.at += 2;
    }
    Piece { start, end: cursor.at, form: PieceForm::Written(cursor.written(start)) }
}

/// Greek letters: one or two are names of letters, a micro sign before a unit is part of it, more are a word.
fn greek<'a>(cursor: &mut Cursor<'a>, take: &mut impl FnMut(Piece<'a>)) {
    const UNITS: [&str; 11] = ["g", "m", "l", "L", "mol", "M", "s", "V", "U", "kat", "Sv"];
    let start = cursor.at;
    let first = cursor.peek();
    cursor.skip_while(|kind| matches!(kind, Kind::Greek | Kind::Inside));
    let written = cursor.written(start);
    if matches!(first, Some('µ' | 'μ')) && written.chars().count() == 1 {
        let unit = cursor.rest();
        let letters = unit.len() - unit.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        if let Some(unit) = unit.get(..letters).filter(|unit| UNITS.contains(unit)) {
            cursor.at += letters;
            take(Piece { start, end: cursor.at, form: PieceForm::Micro(unit) });
            return;
        }
    }
    if written.chars().count() > 2 {
        take(Piece { start, end: cursor.at, form: PieceForm::Written(written) });
        return;
    }
    for (offset, c) in written.char_indices() {
        if let Some(name) = greek_name(c) {
            let start = start + offset;
            take(Piece { start, end: start + c.len_utf8(), form: PieceForm::Named(name) });
        }
    }
}

/// Letters, with what an apostrophe or a full stop inside them means.
fn letters<'a>(cursor: &mut Cursor<'a>, language: Language, take: &mut impl FnMut(Piece<'a>)) {
    let own = |kind| match kind {
        Kind::Letter | Kind::Inside => true,
        Kind::Greek => language == Language::Greek,
        Kind::Digit | Kind::Other => false,
    };
    let start = cursor.at;
    cursor.skip_while(own);
    let mut joined = false;
    while let Some(c) = cursor.peek() {
        let next = cursor.rest().chars().nth(1);
        if !next.is_some_and(|c| own(kind(c)) && !is_invisible(c)) {
            break;
        }
        let before = cursor.at;
        match c {
            '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '\u{ff07}' if !language.elides() => {
                cursor.step();
                let after = cursor.at;
                cursor.skip_while(own);
                if clitic(cursor, start, before, after, joined, language, take) {
                    return;
                }
                joined = true;
            }
            '.' if initials(cursor, start, joined, own) => {
                cursor.step();
                cursor.step();
                joined = true;
            }
            _ => break,
        }
    }
    let written = cursor.written(start);
    let form = if joined { PieceForm::Joined(written) } else { PieceForm::Written(written) };
    let anti = written.len() - written.strip_prefix("anti").map_or(written.len(), str::len);
    if anti > 0 && written[anti..].starts_with(|c: char| c.is_uppercase()) {
        // `antiJo1` is written for `anti-Jo-1`.
        let middle = start + anti;
        take(Piece { start, end: middle, form: PieceForm::Written(&written[..anti]) });
        take(Piece { start: middle, end: cursor.at, form: PieceForm::Written(&written[anti..]) });
        return;
    }
    take(Piece { start, end: cursor.at, form });
}

/// What stands after an apostrophe, if it is no part of the name: `'s` is dropped, `n't` is a word of its own.
fn clitic<'a>(
    cursor: &Cursor<'a>,
    start: usize,
    apostrophe: usize,
    after: usize,
    joined: bool,
    language: Language,
    take: &mut impl FnMut(Piece<'a>),
) -> bool {
    let Some(tail) = cursor.text.get(after..cursor.at) else {
        return false;
    };
    let Some(base) = cursor.text.get(start..apostrophe) else {
        return false;
    };
    let is = |what: &str| tail.eq_ignore_ascii_case(what);
    let written = |word| {
        if joined { PieceForm::Joined(word) } else { PieceForm::Written(word) }
    };
    if language == Language::English && is("t") && base.len() > 1 && base.ends_with(['n', 'N']) {
        let stem = base.len() - 1;
        let form = match base.to_ascii_lowercase().as_str() {
            "can" => PieceForm::Named("can"),
            "won" => PieceForm::Named("will"),
            "shan" => PieceForm::Named("shall"),
            _ => written(&base[..stem]),
        };
        take(Piece { start, end: start + stem, form });
        take(Piece { start: start + stem, end: cursor.at, form: PieceForm::Named("not") });
        return true;
    }
    let dropped = is("s") || (language == Language::English && ["ll", "re", "ve", "d", "m"].into_iter().any(is));
    if dropped {
        take(Piece { start, end: cursor.at, form: written(base) });
    }
    dropped
}

/// Whether the full stop here is one between initials (`U.S.`, `e.g.`).
fn initials(cursor: &Cursor<'_>, start: usize, joined: bool, own: impl Fn(Kind) -> bool) -> bool {
    let single = joined || cursor.written(start).chars().count() == 1;
    single && !cursor.rest().chars().nth(2).is_some_and(|c| own(kind(c)))
}

#[cfg(test)]
mod tests;
