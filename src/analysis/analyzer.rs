//! The analyzer of one language: pieces to words, each with its three forms.
//!
//! It remembers the forms of words it has seen, so keep one per thread and language. What a word is beside its
//! neighbours (`type II`, `10 ug`, `cannot`) is decided here.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use foldhash::fast::RandomState;
use frostem::Stemmer;

use super::Language;
use super::english;
use super::fold;
use super::guard;
use super::numeral::{Counting, Numerals};
use super::segment::{Piece, PieceForm, pieces};
use super::tokens::Tokens;
use super::word::{Denial, Word, cut};

/// Words are remembered up to this many different ways of writing them, then, before the next text, forgotten all at
/// once.
const REMEMBERED: usize = 100_000;
/// What is longer than this many bytes is no word, and not remembered.
const LONGEST_REMEMBERED: usize = 256;
/// Stands in no word: a form before it, then how it is written.
const READ_AS: char = '\u{1f}';

/// English denials written as one word. `can't` is told by its apostrophe.
const DENIALS: [Denial; 17] = [
    Denial { written: "cannot", second: 3, first: "can" },
    Denial { written: "cant", second: 2, first: "can" },
    Denial { written: "dont", second: 2, first: "do" },
    Denial { written: "doesnt", second: 4, first: "does" },
    Denial { written: "didnt", second: 3, first: "did" },
    Denial { written: "isnt", second: 2, first: "is" },
    Denial { written: "wasnt", second: 3, first: "was" },
    Denial { written: "arent", second: 3, first: "are" },
    Denial { written: "werent", second: 4, first: "were" },
    Denial { written: "wont", second: 2, first: "will" },
    Denial { written: "hasnt", second: 3, first: "has" },
    Denial { written: "havent", second: 4, first: "have" },
    Denial { written: "hadnt", second: 3, first: "had" },
    Denial { written: "couldnt", second: 5, first: "could" },
    Denial { written: "wouldnt", second: 5, first: "would" },
    Denial { written: "shouldnt", second: 6, first: "should" },
    Denial { written: "mustnt", second: 4, first: "must" },
];

/// Makes words of texts in one language.
pub struct Analyzer {
    language: Language,
    stemmer: Option<Stemmer>,
    /// Words by the way they are written, or by [`READ_AS`].
    remembered: HashMap<Box<str>, Arc<Word>, RandomState>,
    memory: u64,
    /// Words made since the memory was begun.
    made: u32,
}

/// Numbers the memories of all analyzers.
static MEMORIES: AtomicU64 = AtomicU64::new(1);

fn new_memory() -> u64 {
    MEMORIES.fetch_add(1, Ordering::Relaxed)
}

impl Analyzer {
    /// An analyzer that remembers nothing yet.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self { language, stemmer: language.stemmer(), remembered: HashMap::default(), memory: new_memory(), made: 0 }
    }

    /// The language it was made for.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// Replaces what is in `out` by the words of `text`. A text over 4 GiB is read to its first 4 GiB.
    pub fn tokens(&mut self, text: &str, out: &mut Tokens) {
        if self.made as usize >= REMEMBERED {
            self.remembered.clear();
            (self.memory, self.made) = (new_memory(), 0);
        }
        out.begin(self.memory, text.len());
        let text = text.get(..text.floor_char_boundary(u32::MAX as usize)).unwrap_or(text);
        let mut numerals = Numerals::default();
        pieces(text, self.language, &mut |piece| {
            let word = self.word(piece.form);
            out.note_break(text, piece.start);
            if word.is_ordinary() && !numerals.expected() {
                numerals.passed(piece.end, word.counting);
                out.push(piece.start, piece.end, word);
            } else if !word.folded().is_empty() {
                self.place(text, &piece, word, &mut numerals, out);
            }
        });
    }

    /// The words of a text on their own.
    #[must_use]
    pub fn analyze(&mut self, text: &str) -> Tokens {
        let mut out = Tokens::default();
        self.tokens(text, &mut out);
        out
    }

    /// Puts a word in its place, or what stands for it beside its neighbours.
    fn place(&mut self, text: &str, piece: &Piece<'_>, word: Arc<Word>, numerals: &mut Numerals, out: &mut Tokens) {
        let counting = word.counting;
        if let Some(digits) = numerals.read(text, piece, word.folded()) {
            out.push(piece.start, piece.end, self.read_as(word.surface(), digits));
        } else if let Some(denial) = word.denial.filter(|denial| piece.end - piece.start == denial.written.len()) {
            let middle = piece.start + denial.second;
            out.push(piece.start, middle, self.read_as(denial.first, denial.first));
            out.push(middle, piece.end, self.read_as("not", "not"));
        } else if word.folded() == "ug" && !out.is_empty() && is_number(out.folded(out.len() - 1)) {
            out.push(piece.start, piece.end, self.read_as(word.surface(), "mcg"));
        } else {
            out.push(piece.start, piece.end, word);
        }
        numerals.passed(piece.end, counting);
    }

    fn word(&mut self, form: PieceForm<'_>) -> Arc<Word> {
        let mut surface = String::new();
        match form {
            PieceForm::Written(written) => return self.written(written),
            PieceForm::Joined(written) => {
                fold::surface(written, &mut surface);
                surface.retain(char::is_alphanumeric);
            }
            PieceForm::Named(name) => surface.push_str(name),
            PieceForm::Micro(unit) => {
                surface.push_str("mc");
                surface.push_str(unit);
            }
        }
        cut(&mut surface);
        let plain = plain(&surface);
        self.read_as(&surface, &plain)
    }

    fn written(&mut self, written: &str) -> Arc<Word> {
        if let Some(word) = self.remembered.get(written) {
            return Arc::clone(word);
        }
        let mut surface = String::new();
        fold::surface(written, &mut surface);
        cut(&mut surface);
        let word = self.make(&surface, &plain(&surface));
        self.remember(written, word)
    }

    /// A word that is written in one way and read as another: `II` as `2`.
    fn read_as(&mut self, surface: &str, plain: &str) -> Arc<Word> {
        let key = format!("{plain}{READ_AS}{surface}");
        if let Some(word) = self.remembered.get(key.as_str()) {
            return Arc::clone(word);
        }
        let word = self.make(surface, plain);
        self.remember(&key, word)
    }

    fn remember(&mut self, key: &str, mut word: Word) -> Arc<Word> {
        word.id = self.made;
        self.made += 1;
        let word = Arc::new(word);
        if key.len() <= LONGEST_REMEMBERED {
            self.remembered.insert(key.into(), Arc::clone(&word));
        }
        word
    }

    fn make(&self, surface: &str, plain: &str) -> Word {
        let (folded, stem) = self.forms(plain);
        let mut word = Word::new(surface, &folded, &stem, Counting::of(plain));
        if self.language == Language::English {
            word.denial = DENIALS.iter().find(|denial| denial.written == plain);
        }
        word
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
                mut stem => {
                    cut(&mut stem);
                    stem
                }
            },
            _ => word.to_owned(),
        }
    }
}

fn is_number(plain: &str) -> bool {
    plain.starts_with(|c: char| c.is_ascii_digit())
}

/// In lower case without accents.
fn plain(surface: &str) -> String {
    let mut plain = String::with_capacity(surface.len());
    fold::plain(surface, &mut plain);
    plain
}

impl Clone for Analyzer {
    /// A fresh analyzer of the same language.
    fn clone(&self) -> Self {
        Self::new(self.language)
    }
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
    use crate::analysis::LONGEST_WORD;

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
