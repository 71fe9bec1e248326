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
    }

    /// Forgets the words and makes room for those of a text of so many bytes.
    pub(super) fn begin(&mut self, memory: u64, bytes: usize) {
        self.placed.clear();
        self.memory = memory;
        // A word and its space take six bytes in English, more elsewhere.
        self.placed.reserve(bytes / 6);
    }

    pub(super) fn push(&mut self, start: usize, end: usize, word: Arc<Word>) {
        self.placed.push(Placed { start: start as u32, end: end as u32, word });
    }

    fn word(&self, at: usize) -> Option<&Word> {
        self.placed.get(at).map(|placed| &*placed.word)
    }
}
