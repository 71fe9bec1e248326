//! The words of one text in order, each where it stands.
//!
//! A word's forms are not copied: all places where it is written alike share them with the analyzer's memory.

use std::ops::Range;
use std::sync::Arc;

use super::word::Word;

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
    placed: Vec<Placed>,
    /// Words before which a sentence or a part of one ends, ascending.
    breaks: Vec<u32>,
    memory: u64,
}

/// A word at its place.
#[derive(Debug, Clone)]
struct Placed {
    start: u32,
    end: u32,
    word: Arc<Word>,
}

impl Tokens {
    /// Number of words.
    #[must_use]
    pub fn len(&self) -> usize {
        self.placed.len()
    }

    /// Whether the text has no word.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.placed.is_empty()
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
        self.word(at).map_or("", Word::surface)
    }

    /// The folded form; empty beyond the last word.
    #[must_use]
    pub fn folded(&self, at: usize) -> &str {
        self.word(at).map_or("", Word::folded)
    }

    /// The folded form's [`stable_hash`](super::stable_hash); 0 beyond the last word.
    #[must_use]
    pub fn folded_hash(&self, at: usize) -> u64 {
        self.word(at).map_or(0, |word| word.folded_hash)
    }

    /// The stem; empty beyond the last word.
    #[must_use]
    pub fn stem(&self, at: usize) -> &str {
        self.word(at).map_or("", Word::stem)
    }

    /// The stem's [`stable_hash`](super::stable_hash); 0 beyond the last word.
    #[must_use]
    pub fn stem_hash(&self, at: usize) -> u64 {
        self.word(at).map_or(0, |word| word.stem_hash)
    }

    /// The folded form [`without_plural`](super::without_plural); empty beyond the last word.
    #[must_use]
    pub fn singular(&self, at: usize) -> &str {
        self.word(at).map_or("", Word::singular)
    }

    /// The [`stable_hash`](super::stable_hash) of [`Tokens::singular`]; 0 beyond the last word.
    #[must_use]
    pub fn singular_hash(&self, at: usize) -> u64 {
        self.word(at).map_or(0, |word| word.singular_hash)
    }

    /// The word's bytes in the text, half-open.
    #[must_use]
    pub fn range(&self, at: usize) -> Range<u32> {
        self.placed.get(at).map_or(0..0, |placed| placed.start..placed.end)
    }

    /// The bytes in the text of the words from `first` up to but not including `end`.
    #[must_use]
    pub fn range_of(&self, first: usize, end: usize) -> Range<u32> {
        if first >= end {
            return 0..0;
        }
        self.range(first).start..self.range(end - 1).end
    }

    /// Words before which a sentence or a part of one ends, ascending: no name goes on from one to the other.
    #[must_use]
    pub fn breaks(&self) -> &[u32] {
        &self.breaks
    }

    /// How many capital letters the surface holds (at most 255).
    #[must_use]
    pub fn capitals(&self, at: usize) -> u8 {
        self.word(at).map_or(0, |word| word.capitals)
    }

    /// The number of the memory that [`Tokens::id`] speaks of: each analyzer has another one, and begins a new one
    /// from time to time.
    #[must_use]
    pub fn memory(&self) -> u64 {
        self.memory
    }

    /// The number of this word, written as it is here, in the analyzer's memory: counted from 0 and small, so that
    /// what is found out about a word can be kept in a list.
    #[must_use]
    pub fn id(&self, at: usize) -> Option<u32> {
        self.word(at).map(|word| word.id)
    }

    /// Forgets the words and keeps the room they took.
    pub fn clear(&mut self) {
        self.placed.clear();
        self.breaks.clear();
    }

    /// Forgets the words and makes room for those of a text of so many bytes.
    pub(super) fn begin(&mut self, memory: u64, bytes: usize) {
        self.clear();
        self.memory = memory;
        // A word and its space take six bytes in English, more elsewhere.
        self.placed.reserve(bytes / 6);
    }

    /// Notes that a part of the text ends before the next word, if it does by what stands between it and the last one.
    #[inline]
    pub(super) fn note_break(&mut self, text: &str, next: usize) {
        let Some(last) = self.placed.last() else { return };
        let between = text.get(last.end as usize..next).unwrap_or_default();
        let before = || text.get(last.start as usize..last.end as usize).unwrap_or_default();
        let at = self.placed.len() as u32;
        if between != " " && ends_a_part(between, before()) && self.breaks.last() != Some(&at) {
            self.breaks.push(at);
        }
    }

    pub(super) fn push(&mut self, start: usize, end: usize, word: Arc<Word>) {
        self.placed.push(Placed { start: start as u32, end: end as u32, word });
    }

    fn word(&self, at: usize) -> Option<&Word> {
        self.placed.get(at).map(|placed| &*placed.word)
    }
}

/// Letters of an abbreviation whose full stop ends nothing: `St. John`, `E. coli`; so does that of `H.P.`.
const ABBREVIATION: usize = 2;

/// Whether what stands between two words ends a sentence or a part of one; `before` is the first of them.
fn ends_a_part(between: &str, before: &str) -> bool {
    let stopped = before.len() > ABBREVIATION && !before.contains('.') && between.len() > 1;
    between.chars().any(|c| match c {
        ',' | ';' | ':' | '?' | '!' | '(' | ')' | '[' | ']' | '|' | '—' | '…' | '•' => true,
        '.' => stopped,
        '-' | '–' => between.starts_with(' ') && between.ends_with(' '),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Analyzer, Language};

    /// The words of a text, those before which a part ends after a stroke.
    fn parted(text: &str) -> String {
        let tokens = Analyzer::new(Language::English).analyze(text);
        let word = |at: usize| {
            let stroke = if tokens.breaks().contains(&(at as u32)) { "| " } else { "" };
            format!("{stroke}{}", tokens.surface(at))
        };
        (0..tokens.len()).map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn marks_end_a_part_and_abbreviations_do_not() {
        assert_eq!(parted("It affects the brain. Attack of migraine"), "It affects the brain | Attack of migraine");
        assert_eq!(parted("tension, headaches (both) – or none"), "tension | headaches | both | or none");
        assert_eq!(parted("St. John's wort and E. coli"), "St John wort and E coli");
        assert_eq!(parted("a “moon” face"), "a moon face");
        assert!(!parted("anti-SRP 1.5 mg/dl X‑linked type 2").contains('|'));
    }
}
