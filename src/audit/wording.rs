//! The wording of a passage: its words and figures in order, and the shingles by which two passages are held against
//! each other.
//!
//! Similarity is the share of word triples that two passages have in common (Broder, "On the resemblance and containment
//! of documents", 1997); which passages to compare is found by the least hashes of their triples (`MinHash`), in bands.
//! Figures count as one and the same word there, so that two copies of which one was brought up to date stay alike.

use std::ops::Range;

/// Words of a shingle.
const SHINGLE: usize = 3;
/// Bands of a signature, and hashes of each: passages with nine tenths of their triples in common share a band nearly
/// always, with half of them three times of four.
pub(super) const BANDS: usize = 10;
const ROWS: usize = 3;

/// Words and figures of a text.
#[derive(Debug, Clone, Default)]
pub(super) struct Wording<'t> {
    pub(super) words: Vec<Word<'t>>,
}

/// A word or figure, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) range: Range<usize>,
    pub(super) is_figure: bool,
}

/// Numbers that are part of a name: `type 2`, `stage 3`, `table 1`.
const NAMING: [&str; 27] = [
    "box",
    "chapter",
    "chromosome",
    "class",
    "factor",
    "fig",
    "figure",
    "gene",
    "grade",
    "group",
    "hepatitis",
    "level",
    "method",
    "no",
    "number",
    "omim",
    "page",
    "part",
    "phase",
    "question",
    "section",
    "stage",
    "step",
    "table",
    "type",
    "version",
    "vitamin",
];
/// Number words, and words of time by which a dose or a deadline differs as by a number.
const NUMBERS: [&str; 51] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "hundred",
    "thousand",
    "million",
    "half",
    "third",
    "quarter",
    "once",
    "twice",
    "hourly",
    "daily",
    "weekly",
    "fortnightly",
    "monthly",
    "yearly",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "annually",
];
/// What may stand right behind the digits of a figure.
const UNITS: [&str; 24] = [
    "", "%", "mg", "mcg", "µg", "μg", "g", "kg", "ml", "l", "iu", "mm", "cm", "m", "am", "pm", "st", "nd", "rd", "th",
    "s", "h", "°c", "x",
];

impl<'t> Wording<'t> {
    pub(super) fn of(text: &'t str) -> Wording<'t> {
        let mut words: Vec<Word<'t>> = Vec::new();
        for (start, piece) in pieces(text) {
            let inner = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '%');
            if let Some(at) = piece.find(inner).filter(|_| !inner.is_empty()) {
                let from = start + at;
                let named = || words.last().is_some_and(|before| NAMING.iter().any(|name| is_word(before.text, name)));
                // A number in brackets of its own points at a source.
                let is_figure = is_figure(inner) && !piece.trim_start().starts_with('[') && !named();
                words.push(Word { text: inner, range: from..from + inner.len(), is_figure });
            }
        }
        Wording { words }
    }

    /// The hashes of its word triples, sorted, each once; figures all count as one word.
    pub(super) fn shingles(&self) -> Vec<u32> {
        let hashes: Vec<u64> = self.words.iter().map(Word::hash).collect();
        let triple = |triple: &[u64]| {
            let mixed = triple.iter().fold(0_u64, |mixed, hash| mix(mixed.rotate_left(23) ^ hash));
            (mixed >> 32) as u32
        };
        let mut shingles: Vec<u32> = hashes.windows(SHINGLE).map(triple).collect();
        shingles.sort_unstable();
        shingles.dedup();
        shingles
    }
}

impl Word<'_> {
    fn hash(&self) -> u64 {
        if self.is_figure {
            return 1;
        }
        // FNV-1a over its letters in small: a hash of every word of a site has to be a cheap one.
        let letters = self.text.chars().flat_map(|c| {
            let ascii = c.is_ascii().then(|| c.to_ascii_lowercase());
            ascii.into_iter().chain(c.to_lowercase().filter(move |_| ascii.is_none()))
        });
        letters.fold(0xcbf2_9ce4_8422_2325, |hash, c| (hash ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3))
    }

    /// A figure without its unit, which one writer puts right behind it and another apart; a word as it is.
    fn value(&self) -> String {
        if !self.text.starts_with(|c: char| c.is_ascii_digit()) {
            return self.text.to_lowercase();
        }
        let digits = self.text.trim_end_matches(|c: char| !c.is_ascii_digit());
        digits.replace(',', "")
    }

    /// Whether two words are written alike but for capitals.
    pub(super) fn is_same(&self, other: &Word<'_>) -> bool {
        self.text == other.text || self.text.to_lowercase() == other.text.to_lowercase()
    }
}

/// What stands between white space, dashes and slashes, and a range of numbers in its two.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let ends = text.char_indices().filter(move |(at, c)| match c {
        '-' => digit(at.checked_sub(1)) && digit(Some(at + 1)),
        c => c.is_whitespace() || matches!(c, '–' | '—' | '/'),
    });
    let ends = ends.map(|(at, c)| at + c.len_utf8()).chain(std::iter::once(text.len()));
    let mut start = 0;
    ends.map(move |end| {
        let piece = (start, text.get(start..end).unwrap_or_default());
        start = end;
        piece
    })
}

fn is_word(text: &str, lower: &str) -> bool {
    text.trim_end_matches('.').eq_ignore_ascii_case(lower)
        || text.strip_suffix(['s', 'S']).is_some_and(|one| one.eq_ignore_ascii_case(lower))
}

/// `5`, `2.5mg`, `10%`, `1,200`, `2025`, `9:30`, `three`, `weekly`, `April`; not `15q11`, `COVID-19`.
fn is_figure(text: &str) -> bool {
    if !text.starts_with(|c: char| c.is_ascii_digit()) {
        return (3..=11).contains(&text.len()) && NUMBERS.iter().any(|number| text.eq_ignore_ascii_case(number));
    }
    let unit = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '-'));
    UNITS.iter().any(|known| unit.to_lowercase() == *known)
}

fn mix(mut hash: u64) -> u64 {
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// One key a band: passages that share one are worth a comparison.
pub(super) fn bands(shingles: &[u32]) -> [u64; BANDS] {
    let mut keys = [0_u64; BANDS];
    for (band, key) in keys.iter_mut().enumerate() {
        for row in 0..ROWS {
            // Multiply-add hashing (Dietzfelbinger et al., 1997): one multiplication a triple.
            let (factor, shift) = (mix((band * ROWS + row) as u64 + 1) | 1, mix((band * ROWS + row) as u64 + 1001));
            let hash = |shingle: &u32| factor.wrapping_mul(u64::from(*shingle)).wrapping_add(shift) >> 32;
            let least = shingles.iter().map(hash).min().unwrap_or(shift);
            *key = mix(key.rotate_left(17) ^ least);
        }
    }
    keys
}

/// The share of triples that two sorted lists have in common, from 0 to 1.
pub(super) fn similarity(a: &[u32], b: &[u32]) -> f64 {
    let (mut i, mut j, mut common) = (0, 0, 0_usize);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        common += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    let all = a.len() + b.len() - common;
    if all == 0 { 0.0 } else { common as f64 / all as f64 }
}

/// How two passages differ.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// Figures that stand in the same place: the word's place in the one and in the other.
    pub(super) figures: Vec<(usize, usize)>,
    /// Places of other words that only the one has, and of those that only the other has.
    pub(super) words: (Vec<usize>, Vec<usize>),
}

impl Difference {
    /// How many words only one of them has.
    pub(super) fn other_words(&self) -> usize {
        self.words.0.len() + self.words.1.len()
    }
}

/// The longest passage that is compared word by word, in words.
const LONGEST: usize = 400;

/// Compares two passages word by word, by their longest common subsequence with figures as one word.
pub(super) fn difference(one: &Wording<'_>, other: &Wording<'_>) -> Difference {
    let longest = Longest::of(one, other);
    let (mut i, mut j) = (0, 0);
    let mut difference = Difference::default();
    while let (Some(here), Some(there)) = (longest.rows.get(i), longest.columns.get(j)) {
        if is_alike(here, there) {
            if here.is_figure && !here.is_same(there) && here.value() != there.value() {
                difference.figures.push((i, j));
            }
            (i, j) = (i + 1, j + 1);
        } else if longest.from(i + 1, j) >= longest.from(i, j + 1) {
            difference.words.0.push(i);
            i += 1;
        } else {
            difference.words.1.push(j);
            j += 1;
        }
    }
    difference.words.0.extend(i..one.words.len());
    difference.words.1.extend(j..other.words.len());
    difference
}

fn is_alike(here: &Word<'_>, there: &Word<'_>) -> bool {
    (here.is_figure && there.is_figure) || (here.is_figure == there.is_figure && here.is_same(there))
}

/// Lengths of the longest common subsequences of what follows each two places.
struct Longest<'w, 't> {
    rows: &'w [Word<'t>],
    columns: &'w [Word<'t>],
    table: Vec<u16>,
}

impl<'w, 't> Longest<'w, 't> {
    fn of(one: &'w Wording<'t>, other: &'w Wording<'t>) -> Longest<'w, 't> {
        let rows = one.words.get(..LONGEST).unwrap_or(&one.words);
        let columns = other.words.get(..LONGEST).unwrap_or(&other.words);
        let table = vec![0; (rows.len() + 1) * (columns.len() + 1)];
        let mut longest = Longest { rows, columns, table };
        for (i, here) in rows.iter().enumerate().rev() {
            for (j, there) in columns.iter().enumerate().rev() {
                let best = if is_alike(here, there) {
                    longest.from(i + 1, j + 1) + 1
                } else {
                    longest.from(i + 1, j).max(longest.from(i, j + 1))
                };
                if let Some(cell) = longest.table.get_mut(i * (columns.len() + 1) + j) {
                    *cell = best;
                }
            }
        }
        longest
    }

    fn from(&self, i: usize, j: usize) -> u16 {
        self.table.get(i * (self.columns.len() + 1) + j).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(text: &str) -> Vec<&str> {
        Wording::of(text).words.into_iter().filter(|word| word.is_figure).map(|word| word.text).collect()
    }

    #[test]
    fn figures_are_numbers_doses_dates_and_not_parts_of_names() {
        assert_eq!(figures("Take 2.5mg (or 5 mg) once a day from 9:30, see [3]."), ["2.5mg", "5", "once", "9:30"]);
        assert_eq!(
            figures("Type 2 diabetes on chromosome 15q11, COVID-19, 40% by April 2025"),
            ["40%", "April", "2025"]
        );
        assert_eq!(figures("aged 18–25 years, or 6-8"), ["18", "25", "6", "8"]);
    }

    #[test]
    fn figures_do_not_make_passages_differ_but_are_told() {
        let (a, b) = ("Take 5 mg of it once a day with food.", "Take 10 mg of it once a day with food.");
        let (a, b) = (Wording::of(a), Wording::of(b));
        assert!((similarity(&a.shingles(), &b.shingles()) - 1.0).abs() < f64::EPSILON);
        assert_eq!(difference(&a, &b), Difference { figures: vec![(1, 1)], words: (vec![], vec![]) });
    }

    #[test]
    fn words_that_only_one_has_are_counted() {
        let (a, b) = (Wording::of("Take it with food and water."), Wording::of("Take it with plenty of water."));
        assert_eq!(difference(&a, &b), Difference { figures: vec![], words: (vec![3, 4], vec![3, 4]) });
    }
}
