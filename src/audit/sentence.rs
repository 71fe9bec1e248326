//! A sentence with its words: what the checks go through that tell from words what a text says of time.

use std::ops::Range;

use jiff::civil::Date;

use super::page::AuditedPage;
use crate::analysis::Tokens;
use crate::content::sentences;

/// Years after which a figure, a guideline or a source is called old.
const OLD_YEARS: i16 = 5;

/// A sentence with its words.
pub(super) struct Sentence<'p> {
    /// The text that it is a part of.
    text: &'p str,
    /// Its bytes there.
    pub(super) range: Range<usize>,
    tokens: &'p Tokens,
    words: Range<usize>,
}

/// The sentences of a block that has a word which is wanted; none where it has none.
pub(super) fn sentences_of<'p>(
    page: &'p AuditedPage<'_>,
    block: usize,
    wanted: impl Fn(&str) -> bool,
) -> Vec<Sentence<'p>> {
    let (Some(text), Some(it)) = (page.text(block), page.examined.blocks.get(block)) else { return Vec::new() };
    if !text.tokens.iter().any(|token| wanted(token.folded)) {
        return Vec::new();
    }
    cut(&it.text, &text.tokens, page.sentences(block))
}

/// The sentences of a text.
pub(super) fn sentences_in<'p>(text: &'p str, tokens: &'p Tokens) -> Vec<Sentence<'p>> {
    cut(text, tokens, &sentences(text))
}

fn cut<'p>(text: &'p str, tokens: &'p Tokens, ranges: &[Range<usize>]) -> Vec<Sentence<'p>> {
    let mut at = 0;
    let sentence = |range: &Range<usize>| {
        let first = at;
        while at < tokens.len() && (tokens.range(at).start as usize) < range.end {
            at += 1;
        }
        Sentence { text, range: range.clone(), tokens, words: first..at }
    };
    ranges.iter().map(sentence).collect()
}

impl<'p> Sentence<'p> {
    /// As it is written.
    pub(super) fn text(&self) -> &'p str {
        self.text.get(self.range.clone()).unwrap_or_default()
    }

    /// The number of its words.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The folded form of a word; empty beyond the last one.
    pub(super) fn word(&self, at: usize) -> &'p str {
        if at < self.len() { self.tokens.folded(self.words.start + at) } else { "" }
    }

    /// The word so many places before; empty before the first one.
    pub(super) fn before(&self, at: usize, by: usize) -> &'p str {
        at.checked_sub(by).map_or("", |at| self.word(at))
    }

    /// Whether it has one of these words.
    pub(super) fn has(&self, words: &[&str]) -> bool {
        self.has_within(0..self.len(), words)
    }

    /// Whether it has one of these words in a stretch.
    pub(super) fn has_within(&self, stretch: Range<usize>, words: &[&str]) -> bool {
        stretch.into_iter().any(|at| words.contains(&self.word(at)))
    }

    /// Whether these words stand at a place, one after another.
    pub(super) fn reads(&self, at: usize, words: &[&str]) -> bool {
        words.iter().zip(at..).all(|(word, at)| self.word(at) == *word)
    }

    /// The bytes, in its text, of a stretch of words.
    pub(super) fn place(&self, words: Range<usize>) -> Range<usize> {
        let bytes = self.tokens.range_of(self.words.start + words.start, self.words.start + words.end);
        bytes.start as usize..bytes.end as usize
    }

    /// A stretch of words as they are written.
    pub(super) fn written(&self, words: Range<usize>) -> &'p str {
        self.text.get(self.place(words)).unwrap_or_default()
    }

    /// What is written between a word and the next one.
    pub(super) fn after(&self, at: usize) -> &'p str {
        let from = self.place(at..at + 1).end;
        let to = if at + 1 < self.len() { self.place(at + 1..at + 2).start } else { self.range.end };
        self.text.get(from..to).unwrap_or_default()
    }

    /// The first word that begins at a byte of its text or after it.
    pub(super) fn word_from(&self, byte: usize) -> usize {
        (0..self.len()).find(|&at| self.place(at..at + 1).start >= byte).unwrap_or(self.len())
    }

    /// The year that a word is, from 1900 to 2100. A number with a unit or a sign of money is none.
    pub(super) fn year(&self, at: usize) -> Option<i16> {
        let place = self.place(at..at + 1);
        let written = self.text.get(place.clone())?;
        if written.len() != 4 || !written.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let year = written.parse().ok().filter(|year| (1900..=2100).contains(year))?;
        let bytes = self.text.as_bytes();
        let before = place.start.checked_sub(1).and_then(|at| bytes.get(at));
        let rest = self.text.get(place.end..).unwrap_or_default();
        let joined = before
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'$' | b'.' | b'/' | b'#'))
            || self.text.get(..place.start).is_some_and(|before| before.ends_with(['£', '€', '≥', '≤']))
            || rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '%' | '°'));
        let counts = COUNTED.contains(&self.word(at + 1)) && self.after(at).trim().is_empty();
        (!joined && !counts).then_some(year)
    }

    /// Its years with their places.
    pub(super) fn years(&self) -> Vec<(usize, i16)> {
        (0..self.len()).filter_map(|at| Some((at, self.year(at)?))).collect()
    }
}

/// What follows a number that is no year.
const COUNTED: &[&str] = &[
    "mg",
    "mcg",
    "ug",
    "g",
    "kg",
    "ml",
    "l",
    "iu",
    "units",
    "unit",
    "kcal",
    "calories",
    "kilocalories",
    "calorie",
    "people",
    "persons",
    "patients",
    "individuals",
    "adults",
    "children",
    "women",
    "men",
    "births",
    "babies",
    "infants",
    "newborns",
    "times",
    "years",
    "days",
    "hours",
    "steps",
    "metres",
    "meters",
    "feet",
    "miles",
    "grams",
    "milligrams",
    "micrograms",
    "million",
    "americans",
    "members",
    "cells",
    "live",
    "males",
    "females",
    "boys",
    "girls",
    "participants",
    "volunteers",
    "dollars",
    "pounds",
    "euros",
    "families",
    "genes",
    "different",
    "percent",
    "iu/day",
    "hospitals",
    "copies",
    "cases",
];

/// Whether a year lies more than five years back on a day.
pub(super) fn is_old(year: i16, as_of: Date) -> bool {
    year.saturating_add(OLD_YEARS) < as_of.year()
}
