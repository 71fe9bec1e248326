//! The analyzer of one language: pieces to words, each with its three forms.
//!
//! It remembers the forms of words it has seen, so keep one per thread and language. What a word is beside its
//! neighbours (`type II`, `10 ug`, `cannot`) is decided here.

use std::collections::HashMap;
use std::sync::Arc;

use frostem::Stemmer;

use super::english;
use super::fold;
use super::segment::{Piece, PieceForm, pieces};
use super::tokens::{Span, Tokens};
use super::{LONGEST_WORD, Language};

/// Forms are remembered up to this many different words, then forgotten all at once.
const REMEMBERED: usize = 100_000;

/// Makes words of texts in one language.
pub struct Analyzer {
    language: Language,
    stemmer: Option<Stemmer>,
    remembered: HashMap<Box<str>, Arc<Forms>>,
    surface: String,
    plain: String,
}

struct Forms {
    folded: Box<str>,
    stem: Box<str>,
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
        let text = text
            .get(..text.floor_char_boundary(u32::MAX as usize))
            .unwrap_or(text);
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

    fn word(
        &mut self,
        text: &str,
        piece: Piece<'_>,
        surface: &str,
        numerals: &mut Numerals,
        out: &mut Tokens,
    ) {
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
        let after = text.get(piece.end..).unwrap_or_default();
        if let Some(digits) = numerals.read(text, &piece, &plain, after) {
            self.push(piece.start, piece.end, surface, digits, out);
        } else if self.language == Language::English {
            self.english_word(piece, surface, &plain, out);
        } else {
            self.push(piece.start, piece.end, surface, &plain, out);
        }
        numerals.passed(piece.end, &plain);
        self.plain = plain;
    }

    /// Denials written as one word become two, as `can't` does; `ug` after a number is a unit.
    fn english_word(&mut self, piece: Piece<'_>, surface: &str, plain: &str, out: &mut Tokens) {
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
        let length = piece.end - piece.start;
        if length == plain.len()
            && plain.ends_with('t')
            && let Some((_, at, first)) = DENIALS.iter().find(|entry| entry.0 == plain)
        {
            self.push(piece.start, piece.start + at, first, first, out);
            self.push(piece.start + at, piece.end, "not", "not", out);
            return;
        }
        let unit = plain == "ug"
            && !out.is_empty()
            && out
                .folded(out.len() - 1)
                .starts_with(|c: char| c.is_ascii_digit());
        self.push(
            piece.start,
            piece.end,
            surface,
            if unit { "mcg" } else { plain },
            out,
        );
    }

    fn push(&mut self, start: usize, end: usize, surface: &str, plain: &str, out: &mut Tokens) {
        let forms = self.forms(plain);
        let folded = out.push_form(&forms.folded);
        let span = Span {
            start: start as u32,
            end: end as u32,
            surface: out.push_form_like(surface, folded),
            folded,
            stem: out.push_form_like(&forms.stem, folded),
            capitals: surface
                .chars()
                .filter(|c| c.is_uppercase())
                .count()
                .min(255) as u8,
        };
        out.push(span);
    }

    fn forms(&mut self, plain: &str) -> Arc<Forms> {
        if let Some(forms) = self.remembered.get(plain) {
            return Arc::clone(forms);
        }
        if self.remembered.len() >= REMEMBERED {
            self.remembered.clear();
        }
        let forms = Arc::new(self.make_forms(plain));
        self.remembered.insert(plain.into(), Arc::clone(&forms));
        forms
    }

    fn make_forms(&self, plain: &str) -> Forms {
        if plain.starts_with(|c: char| c.is_ascii_digit()) {
            let folded = without_thousands(plain).into_boxed_str();
            return Forms {
                stem: folded.clone(),
                folded,
            };
        }
        if self.language == Language::English {
            let folded = english::fold(plain);
            let stem = match english::root(&folded) {
                english::Root::Stem(stem) => stem.to_owned(),
                english::Root::Word(word) => self.stem(&word),
            };
            return Forms {
                folded: folded.into(),
                stem: stem.into(),
            };
        }
        Forms {
            folded: plain.into(),
            stem: self.stem(plain).into(),
        }
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
            group
                .get(..3)
                .is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
                && (group.len() == 3 || group.as_bytes().get(3) == Some(&b'.'))
        });
    if grouped {
        number.replace(',', "")
    } else {
        number.to_owned()
    }
}

/// Roman numerals after `type`, `stage`, `factor` and their like, and after another such numeral (`stage III/IV`).
#[derive(Default)]
struct Numerals {
    /// The word before, if numerals count something after it.
    headed: bool,
    /// Whether the word before, `and` and `or` aside, was such a numeral.
    counted: bool,
    end: usize,
    read: bool,
}

impl Numerals {
    const HEADS: &[&str] = &[
        "angiotensin",
        "class",
        "classe",
        "classes",
        "estadio",
        "facteur",
        "factor",
        "factors",
        "faktor",
        "fase",
        "grad",
        "grade",
        "grades",
        "grado",
        "klasse",
        "level",
        "nerve",
        "nerves",
        "phase",
        "phases",
        "stade",
        "stadium",
        "stage",
        "stages",
        "tipo",
        "typ",
        "type",
        "types",
    ];

    fn read(
        &mut self,
        text: &str,
        piece: &Piece<'_>,
        plain: &str,
        after: &str,
    ) -> Option<&'static str> {
        self.read = false;
        if !self.headed && !self.counted {
            return None;
        }
        let between = text.get(self.end..piece.start).unwrap_or_default();
        if between.contains(['.', ';', ':', '\n', '!', '?']) {
            return None;
        }
        let digits = match plain {
            "i" if self.counted || !says_i(after) => "1",
            "ii" => "2",
            "iii" => "3",
            "iv" => "4",
            "v" => "5",
            "vi" => "6",
            "vii" => "7",
            "viii" => "8",
            "ix" => "9",
            "x" => "10",
            "xi" => "11",
            "xii" => "12",
            "xiii" => "13",
            "one" if self.headed => "1",
            "two" if self.headed => "2",
            "three" if self.headed => "3",
            "four" if self.headed => "4",
            "five" if self.headed => "5",
            _ => return None,
        };
        self.read = true;
        Some(digits)
    }

    fn passed(&mut self, end: usize, plain: &str) {
        let link = matches!(
            plain,
            "and" | "or" | "to" | "y" | "o" | "et" | "ou" | "und" | "oder"
        );
        self.counted = self.read || (self.counted && link);
        self.headed = Self::HEADS.binary_search(&plain).is_ok();
        self.end = end;
    }
}

/// Whether an `I` before these words is the speaker: "the type I have".
fn says_i(after: &str) -> bool {
    let after = after.trim_start();
    let word = after
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    after.starts_with(['\'', '’'])
        || [
            "have", "had", "am", "was", "got", "get", "need", "take", "want", "do", "did", "can",
            "could", "should", "would", "will", "may", "might", "must", "think", "know", "use",
            "like", "see", "feel", "suffer", "still", "just", "also", "don", "cannot", "never",
        ]
        .into_iter()
        .any(|verb| word.eq_ignore_ascii_case(verb))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heads_are_sorted_for_the_search() {
        assert!(Numerals::HEADS.is_sorted(), "{:?}", Numerals::HEADS);
    }

    #[test]
    fn thousands_lose_their_commas_and_decimals_keep_theirs() {
        for (number, expected) in [
            ("1,000", "1000"),
            ("12,500,000", "12500000"),
            ("1,000.5", "1000.5"),
            ("1,5", "1,5"),
            ("0.5", "0.5"),
        ] {
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
