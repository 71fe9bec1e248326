//! How the letters of a short form stand in a long one: the alignment that asks least of a reader.
//!
//! Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (2003), take
//! the rightmost letters that fit, which is often the shortest false span. Here all alignments are weighed, as Sohn et
//! al., "Abbreviation definition identification based on automatic precision estimates" (2008), rank kinds of matches:
//! first letters of words before first letters of their parts, those before letters inside.

use std::ops::Range;

/// The first letter of a part of a word: after a hyphen, or where digits and letters meet.
const PART: f32 = 0.1;
/// The letter right after the one before.
const NEXT: f32 = 0.3;
/// A later letter of a word whose first is matched.
const INSIDE: f32 = 0.5;
/// A letter inside a word whose first is not matched.
const ADRIFT: f32 = 1.4;
/// A digit that is not in the long form.
const UNSAID: f32 = 0.8;
/// A word that gives no letter, and one that means little.
const SKIPPED: f32 = 1.1;
const SKIPPED_SMALL: f32 = 0.15;
/// What a short form of so many letters may cost: so much, and so much more for each letter.
const ALLOWED: f32 = 0.6;
const ALLOWED_A_LETTER: f32 = 0.7;

/// Words that stand in a long form without a letter in the short one.
const SMALL: &[&str] = &[
    "a", "an", "and", "as", "at", "by", "de", "des", "du", "for", "from", "in", "into", "la", "of", "on", "or", "per",
    "the", "to", "via", "vs", "with",
];

const LONGEST_SMALL: usize = 4;

/// A letter or digit of a long form.
#[derive(Debug, Clone, Copy)]
struct Letter {
    /// In lower case; of a Greek letter the first of its name.
    is: char,
    /// Its byte in the text.
    at: usize,
    word: usize,
    place: Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Word,
    Part,
    Inside,
}

/// A long form found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// Its first byte.
    pub(super) start: usize,
    /// What its letters cost.
    pub(super) cost: f32,
}

/// A text in words, each with its letters.
pub(super) struct Words<'t> {
    text: &'t str,
    /// Bytes of each word in the text.
    ranges: Vec<Range<usize>>,
    letters: Vec<Letter>,
    /// What it costs to pass all words before each one.
    passed: Vec<f32>,
}

/// Whether a word means little by itself.
pub(super) fn is_small(word: &str) -> bool {
    word.len() <= LONGEST_SMALL && SMALL.binary_search(&word.to_lowercase().as_str()).is_ok()
}

/// The letter that stands for a character, in lower case.
pub(super) fn letter(c: char) -> Option<char> {
    let greek = match c {
        'α' | 'Α' => 'a',
        'β' | 'Β' => 'b',
        'γ' | 'Γ' => 'g',
        'δ' | 'Δ' => 'd',
        'ε' | 'η' => 'e',
        'κ' => 'k',
        'λ' => 'l',
        'μ' | 'µ' => 'm',
        'π' => 'p',
        'σ' | 'Σ' => 's',
        'τ' => 't',
        'ω' | 'Ω' => 'o',
        _ => c,
    };
    greek.is_alphanumeric().then(|| greek.to_lowercase().next().unwrap_or(greek))
}

impl<'t> Words<'t> {
    /// The words of a part of the text; those in brackets give no letters.
    pub(super) fn of(text: &'t str, range: Range<usize>) -> Words<'t> {
        let mut found = Words { text, ranges: Vec::new(), letters: Vec::new(), passed: vec![0.0] };
        let mut depth = 0_usize;
        let mut before: Option<char> = None;
        let part = text.get(range.clone()).unwrap_or_default();
        for (at, c) in part.char_indices() {
            let at = range.start + at;
            if c.is_whitespace() {
                before = None;
                continue;
            }
            if before.is_none() {
                found.close_word();
                found.ranges.push(at..at);
            }
            if let Some(word) = found.ranges.last_mut() {
                word.end = at + c.len_utf8();
            }
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if let Some(is) = letter(c).filter(|_| depth == 0) {
                let place = match before {
                    None => Place::Word,
                    Some(other) if is_opening(other) && found.is_first_of_word() => Place::Word,
                    Some(other) if begins_part(other, c) => Place::Part,
                    Some(_) => Place::Inside,
                };
                found.letters.push(Letter { is, at, word: found.ranges.len() - 1, place });
            }
            before = Some(c);
        }
        found.close_word();
        found
    }

    /// No letter of the last word has come yet.
    fn is_first_of_word(&self) -> bool {
        self.letters.last().is_none_or(|letter| letter.word + 1 < self.ranges.len())
    }

    /// Adds what it costs to pass the last word.
    fn close_word(&mut self) {
        let Some(word) = self.ranges.last() else { return };
        let word = self.text.get(word.clone()).unwrap_or_default();
        let cost = if is_small(word) || !word.contains(char::is_alphanumeric) { SKIPPED_SMALL } else { SKIPPED };
        self.passed.push(self.passed.last().copied().unwrap_or(0.0) + cost);
    }

    fn is_small(&self, word: usize) -> bool {
        self.ranges.get(word).and_then(|word| self.text.get(word.clone())).is_some_and(is_small)
    }

    /// What it costs to pass the words from `first` up to but not including `end`.
    fn passing(&self, first: usize, end: usize) -> f32 {
        let before = |word: usize| self.passed.get(word).copied().unwrap_or(0.0);
        (before(end) - before(first)).max(0.0)
    }

    /// Where the long form begins whose letters the short form has; `first` says at which word it must begin, if at any.
    pub(super) fn best_start(&self, short: &[char], first: Option<usize>) -> Option<Found> {
        let (&initial, rest) = short.split_first()?;
        // For each letter of the text at which what is read so far may end: the cost, and the word it began with.
        let mut ends: Vec<(usize, f32, usize)> = Vec::new();
        for (at, letter) in self.letters.iter().enumerate() {
            let begins = match letter.place {
                Place::Word if letter.is == initial && first.is_none() && self.is_small(letter.word) => continue,
                Place::Word => 0.0,
                Place::Part => 4.0 * PART,
                Place::Inside => continue,
            };
            if letter.is == initial && first.is_none_or(|first| first == letter.word) {
                ends.push((at, begins, at));
            }
        }
        for &wanted in rest {
            if ends.is_empty() {
                return None;
            }
            let mut next: Vec<(usize, f32, usize)> = Vec::new();
            for (at, letter) in self.letters.iter().enumerate().filter(|(_, letter)| letter.is == wanted) {
                let from = ends.iter().filter(|end| end.0 < at);
                let each = from.map(|&(end, cost, start)| (at, cost + self.step(end, at, letter), start));
                next.extend(each.min_by(|a, b| a.1.total_cmp(&b.1).then(b.2.cmp(&a.2))));
            }
            if wanted.is_ascii_digit() {
                // A digit may stand for what is said otherwise: `T3` for triiodothyronine.
                next.extend(ends.iter().map(|&(at, cost, start)| (at, cost + UNSAID, start)));
            }
            ends = next;
        }
        let all = ends.into_iter().map(|(end, cost, start)| {
            let last = self.letters.get(end).map_or(0, |letter| letter.word);
            (start, cost + self.passing(last + 1, self.ranges.len()))
        });
        let best = all.min_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        let (first, cost) = best;
        let letter = self.letters.get(first)?;
        let word = self.ranges.get(letter.word)?.start;
        let start =
            if letter.place == Place::Part && is_prefix(self.text.get(word..letter.at)?) { letter.at } else { word };
        (cost <= ALLOWED + ALLOWED_A_LETTER * (short.len() as f32 - 1.0)).then_some(Found { start, cost })
    }

    /// What it costs to read the letter `at` after the one at `end`.
    fn step(&self, end: usize, at: usize, letter: &Letter) -> f32 {
        let before = self.letters.get(end).map_or(letter.word, |before| before.word);
        let passed = self.passing(before + 1, letter.word);
        passed
            + match letter.place {
                Place::Word => 0.0,
                Place::Part => PART,
                Place::Inside if at == end + 1 => NEXT,
                Place::Inside if before == letter.word => INSIDE,
                Place::Inside => ADRIFT,
            }
    }
}

/// `anti-`: letters before a hyphen that the short form leaves out; a digit or a single letter says where on a molecule.
fn is_prefix(text: &str) -> bool {
    text.strip_suffix(['-', '‐', '‑']).is_some_and(|it| it.chars().count() > 2 && it.chars().all(char::is_alphabetic))
}

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '"' | '\'' | '“' | '‘' | '{' | '<')
}

/// Whether a part of a word begins between two characters.
fn begins_part(before: char, c: char) -> bool {
    !before.is_alphanumeric() && !matches!(before, '\'' | '’')
        || before.is_numeric() != c.is_numeric()
        || (before.is_lowercase() && c.is_uppercase())
}
