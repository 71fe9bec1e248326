//! The analyzer of one language: pieces to words, each with its three forms.
//!
//! It remembers the forms of words it has seen, so keep one per thread and language. What a word is beside its
//! neighbours (`type II`, `10 ug`, `cannot`) is decided here.

use std::collections::HashMap;
use std::sync::Arc;

use frostem::Stemmer;

use super::english;
use super::fold;
use super::guard;
use super::numeral::{Counting, Numerals};
use super::segment::{Piece, PieceForm, pieces};
use super::tokens::{Span, Tokens};
use super::{LONGEST_WORD, Language};

/// Forms are remembered up to this many different words, then forgotten all at once.
const REMEMBERED: usize = 100_000;

/// English denials written as one word: where the second part begins, and the first. `can't` is told by its apostrophe.
const DENIALS: [(&str, usize, &str); 17] = [
    ("cannot", 3, "can"),
    ("cant", 2, "can"),
    ("dont", 2, "do"),
    ("doesnt", 4, "does"),
    ("didnt", 3, "did"),
    ("isnt", 2, "is"),
    ("wasnt", 3, "was"),
    ("arent", 3, "are"),
    ("werent", 4, "were"),
    ("wont", 2, "will"),
    ("hasnt", 3, "has"),
    ("havent", 4, "have"),
    ("hadnt", 3, "had"),
    ("couldnt", 5, "could"),
    ("wouldnt", 5, "would"),
    ("shouldnt", 6, "should"),
    ("mustnt", 4, "must"),
];

/// Makes words of texts in one language.
pub struct Analyzer {
    language: Language,
    stemmer: Option<Stemmer>,
    remembered: HashMap<Box<str>, Arc<Remembered>>,
    surface: String,
    plain: String,
}

/// All that can be said of a word without its neighbours.
struct Remembered {
    folded: Box<str>,
    stem: Box<str>,
    counting: Counting,
    /// A denial written as one word: where its second part begins, and the first.
    denial: Option<(usize, &'static str)>,
}

impl Analyzer {
    /// An analyzer that remembers nothing yet.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self {
            language,
            stemmer: language.stemmer(),
            remembered: HashMap::new(),
            surface: String::new(),
            plain: String::new(),
        }
    }

    /// The language it was made for.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Replaces what is in `out` by the words of `text`. A text over 4 GiB is read to its first 4 GiB.
    pub fn tokens(&mut self, text: &str, out: &mut Tokens) {
        out.clear();
        let text = text.get(..text.floor_char_boundary(u32::MAX as usize)).unwrap_or(text);
        let mut numerals = Numerals::default();
        pieces(text, self.language, &mut |piece| {
            self.piece(text, piece, &mut numerals, out);
        });
    }

    /// The words of a text on their own.
    #[must_use]
    pub fn analyze(&mut self, text: &str) -> Tokens {
        let mut out = Tokens::default();
        self.tokens(text, &mut out);
        out
    }

    fn piece(&mut self, text: &str, piece: Piece<'_>, numerals: &mut Numerals, out: &mut Tokens) {
        let mut surface = std::mem::take(&mut self.surface);
        surface.clear();
        match piece.form {
            PieceForm::Written(word) => fold::surface(word, &mut surface),
            PieceForm::Joined(word) => {
                fold::surface(word, &mut surface);
                surface.retain(char::is_alphanumeric);
            }
            PieceForm::Named(name) => surface.push_str(name),
            PieceForm::Micro(unit) => {
                surface.push_str("mc");
                surface.push_str(unit);
            }
        }
        if surface.len() > LONGEST_WORD
            && let Some((end, _)) = surface.char_indices().nth(LONGEST_WORD)
        {
            surface.truncate(end);
        }
        self.word(text, piece, &surface, numerals, out);
        self.surface = surface;
    }

    fn word(&mut self, text: &str, piece: Piece<'_>, surface: &str, numerals: &mut Numerals, out: &mut Tokens) {
        if surface.is_empty() {
            return;
        }
        let mut plain = std::mem::take(&mut self.plain);
        plain.clear();
        fold::plain(surface, &mut plain);
        if plain.is_empty() {
            self.plain = plain;
            return;
        }
        let known = self.remember(&plain);
        if let Some(digits) = numerals.read(text, &piece, &plain) {
            let known = self.remember(digits);
            push(piece.start, piece.end, surface, &known, out);
        } else if let Some((at, first)) = known.denial.filter(|_| piece.end - piece.start == plain.len()) {
            let (first_known, not) = (self.remember(first), self.remember("not"));
            push(piece.start, piece.start + at, first, &first_known, out);
            push(piece.start + at, piece.end, "not", &not, out);
        } else if plain == "ug" && !out.is_empty() && is_number(out.folded(out.len() - 1)) {
            let unit = self.remember("mcg");
            push(piece.start, piece.end, surface, &unit, out);
        } else {
            push(piece.start, piece.end, surface, &known, out);
        }
        numerals.passed(piece.end, known.counting);
        self.plain = plain;
    }

    fn remember(&mut self, plain: &str) -> Arc<Remembered> {
        if let Some(known) = self.remembered.get(plain) {
            return Arc::clone(known);
        }
        if self.remembered.len() >= REMEMBERED {
            self.remembered.clear();
        }
        let (folded, stem) = self.forms(plain);
        let denial = DENIALS.iter().find(|entry| self.language == Language::English && entry.0 == plain);
        let known = Arc::new(Remembered {
            folded,
            stem,
            counting: Counting::of(plain),
            denial: denial.map(|&(_, at, first)| (at, first)),
        });
        self.remembered.insert(plain.into(), Arc::clone(&known));
        known
    }

    /// The folded form and the stem.
    fn forms(&self, plain: &str) -> (Box<str>, Box<str>) {
        if is_number(plain) {
            let folded = without_thousands(plain).into_boxed_str();
            return (folded.clone(), folded);
        }
        if self.language != Language::English {
            return (plain.into(), self.stem(plain).into());
        }
        let folded = english::fold(plain);
        let stem = match guard::root(&folded) {
            guard::Root::Stem(stem) => stem,
            guard::Root::Word(word) => self.stem(&word),
        };
        (folded.into(), stem.into())
    }

    fn stem(&self, word: &str) -> String {
        match &self.stemmer {
            Some(stemmer) if word.chars().count() > 2 => match stemmer.stem(word).into_owned() {
                stem if stem.is_empty() => word.to_owned(),
                stem => cut(stem),
            },
            _ => word.to_owned(),
        }
    }
}

fn is_number(plain: &str) -> bool {
    plain.starts_with(|c: char| c.is_ascii_digit())
}

fn push(start: usize, end: usize, surface: &str, known: &Remembered, out: &mut Tokens) {
    let folded = out.push_form(&known.folded);
    let span = Span {
        start: start as u32,
        end: end as u32,
        surface: out.push_form_like(surface, folded),
        folded,
        stem: out.push_form_like(&known.stem, folded),
        capitals: surface.chars().filter(|c| c.is_uppercase()).count().min(255) as u8,
    };
    out.push(span);
}

impl Clone for Analyzer {
    /// A fresh analyzer of the same language.
    fn clone(&self) -> Self {
        Self::new(self.language)
    }
}

fn cut(mut form: String) -> String {
    if let Some((end, _)) = form.char_indices().nth(LONGEST_WORD) {
        form.truncate(end);
    }
    form
}

/// `1,000` and `12,500,000` without their commas; `1,5` stays.
fn without_thousands(number: &str) -> String {
    let mut groups = number.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = number.contains(',')
        && (1..=3).contains(&first.len())
        && groups.all(|group| {
            group.get(..3).is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
                && (group.len() == 3 || group.as_bytes().get(3) == Some(&b'.'))
        });
    if grouped { number.replace(',', "") } else { number.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_lose_their_commas_and_decimals_keep_theirs() {
        for (number, expected) in
            [("1,000", "1000"), ("12,500,000", "12500000"), ("1,000.5", "1000.5"), ("1,5", "1,5"), ("0.5", "0.5")]
        {
            assert_eq!(without_thousands(number), expected);
        }
    }

    #[test]
    fn a_word_of_22_kilobytes_is_one_token_cut_to_64() {
        let text = format!("before {} after", "a".repeat(22_000));
        let tokens = Analyzer::new(Language::English).analyze(&text);
        assert_eq!(tokens.len(), 3);
        assert_eq!(tokens.range(1), 7..22_007);
        assert!(tokens.surface(1).len() == LONGEST_WORD && tokens.stem(1).len() <= LONGEST_WORD);
    }
}
