//! The words of one text, all their forms in one buffer that is used again for the next text.
//!
//! Whoever wants to keep a word copies it out.

use std::ops::Range;

/// The longest form kept of a word, in code points; what is beyond is cut, while the token's range covers it all.
pub const LONGEST_WORD: usize = 64;

/// One word: its bytes in the text and its three forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// First byte in the text.
    pub start: u32,
    /// Byte after its last.
    pub end: u32,
    /// Normalised, case and accents kept.
    pub surface: &'a str,
    /// Lower case, no accents, in English the two spellings made one. Not for show.
    pub folded: &'a str,
    /// What is left of the folded form when its language's endings are gone.
    pub stem: &'a str,
}

/// The words of one text in order; ranges never overlap and stand on character boundaries.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    forms: String,
    spans: Vec<Span>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) surface: Form,
    pub(super) folded: Form,
    pub(super) stem: Form,
    pub(super) capitals: u8,
}

/// A form's place in the buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    at: u32,
    len: u16,
}

impl Tokens {
    /// Number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether the text has no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The word at a place; beyond the last one an empty word.
    #[must_use]
    pub fn get(&self, at: usize) -> Token<'_> {
        let range = self.range(at);
        Token {
            start: range.start,
            end: range.end,
            surface: self.surface(at),
            folded: self.folded(at),
            stem: self.stem(at),
        }
    }

    /// The words in order.
    #[must_use]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Token<'_>> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// The normalised form with its case; empty beyond the last word.
    #[must_use]
    pub fn surface(&self, at: usize) -> &str {
        self.spans.get(at).map_or("", |span| self.form(span.surface))
    }

    /// The folded form; empty beyond the last word.
    #[must_use]
    pub fn folded(&self, at: usize) -> &str {
        self.spans.get(at).map_or("", |span| self.form(span.folded))
    }

    /// The stem; empty beyond the last word.
    #[must_use]
    pub fn stem(&self, at: usize) -> &str {
        self.spans.get(at).map_or("", |span| self.form(span.stem))
    }

    /// The word's bytes in the text, half-open.
    #[must_use]
    pub fn range(&self, at: usize) -> Range<u32> {
        self.spans.get(at).map_or(0..0, |span| span.start..span.end)
    }

    /// The bytes in the text of the words from `first` up to but not including `end`.
    #[must_use]
    pub fn range_of(&self, first: usize, end: usize) -> Range<u32> {
        if first >= end {
            return 0..0;
        }
        self.range(first).start..self.range(end - 1).end
    }

    /// How many capital letters the surface holds (at most 255).
    #[must_use]
    pub fn capitals(&self, at: usize) -> u8 {
        self.spans.get(at).map_or(0, |span| span.capitals)
    }

    /// Forgets the words and keeps the room they took.
    pub fn clear(&mut self) {
        self.forms.clear();
        self.spans.clear();
    }

    pub(super) fn push_form(&mut self, form: &str) -> Form {
        let at = self.forms.len() as u32;
        self.forms.push_str(form);
        Form { at, len: form.len() as u16 }
    }

    /// Keeps `form`, sharing the room of `like` where it is equal to it or begins it.
    pub(super) fn push_form_like(&mut self, form: &str, like: Form) -> Form {
        if self.form(like).starts_with(form) {
            Form { at: like.at, len: form.len() as u16 }
        } else {
            self.push_form(form)
        }
    }

    pub(super) fn push(&mut self, span: Span) {
        self.spans.push(span);
    }

    fn form(&self, form: Form) -> &str {
        let start = form.at as usize;
        self.forms.get(start..start + usize::from(form.len)).unwrap_or_default()
    }
}
