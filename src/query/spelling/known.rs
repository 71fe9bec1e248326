//! Words known to be spelled correctly, whether the site has them or not: lists that come with the program.
//!
//! Diseases, drugs, tests and what else health is spoken of in, and the words of every day. They are written as facts
//! and hold no meanings; what means the same is the vocabulary's matter.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::analysis::fold_english;

/// What a correctly spelled word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word of every day.
    Everyday,
    /// A word of medicine.
    Health,
    /// A medicine, by its generic name or a brand.
    Drug,
    /// A word of medicine that is right and rare: never taken for a slip, and never what was meant.
    Rare,
    /// A name that people have: never taken for a slip, and never what was meant.
    Person,
}

const NAMES_OF_DISEASES: &str = include_str!("lists/names.txt");

const LISTS: &[(Kind, &str)] = &[
    (Kind::Drug, include_str!("lists/drugs.txt")),
    (Kind::Drug, include_str!("lists/brands.txt")),
    (Kind::Health, include_str!("lists/diseases.txt")),
    (Kind::Health, include_str!("lists/symptoms.txt")),
    (Kind::Health, include_str!("lists/anatomy.txt")),
    (Kind::Health, include_str!("lists/tests.txt")),
    (Kind::Health, include_str!("lists/organisms.txt")),
    (Kind::Health, NAMES_OF_DISEASES),
    (Kind::Health, include_str!("lists/latin.txt")),
    (Kind::Health, include_str!("lists/biology.txt")),
    (Kind::Everyday, include_str!("lists/everyday.txt")),
    (Kind::Rare, include_str!("lists/rare.txt")),
    (Kind::Person, include_str!("lists/people.txt")),
];

/// Endings of the forms of one word, and what stands for them in its listed form.
const INFLECTIONS: &[(&str, &str)] = &[
    ("ies", "y"),
    ("ied", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("d", ""),
    ("ing", ""),
    ("ing", "e"),
    ("ly", ""),
    ("ily", "y"),
    ("bly", "ble"),
    ("ally", ""),
];

/// Endings that make another word of one; what they make need not be a word.
const DERIVATIONS: &[(&str, &str)] = &[
    ("ness", ""),
    ("iness", "y"),
    ("er", ""),
    ("r", ""),
    ("ers", ""),
    ("rs", ""),
    ("ful", ""),
    ("less", ""),
    ("al", ""),
    ("able", ""),
    ("ment", ""),
];

/// Beginnings that a word may have beside its listed form.
const BEGINNINGS: &[&str] = &["un", "non", "re", "pre", "post", "over", "under", "mis", "out", "multi", "self", "anti"];

impl Kind {
    /// Whether a slip may be for such a word.
    pub(super) fn may_be_meant(self) -> bool {
        !matches!(self, Kind::Rare | Kind::Person)
    }
}

/// All listed words in folded form.
pub(super) fn listed() -> &'static HashMap<Box<str>, (Kind, &'static str)> {
    static WORDS: OnceLock<HashMap<Box<str>, (Kind, &'static str)>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = HashMap::with_capacity(16_384);
        for (kind, text) in LISTS {
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                for word in line.split_whitespace() {
                    words.entry(fold_english(word).into_boxed_str()).or_insert((*kind, word));
                }
            }
        }
        words
    })
}

/// What a folded word is, if it is listed in this form.
pub(super) fn kind(folded: &str) -> Option<Kind> {
    listed().get(folded).map(|entry| entry.0)
}

/// The listed name whose possessive a listed word is (`crohns`).
pub(super) fn owner(folded: &str) -> Option<&str> {
    let owner = folded.strip_suffix('s').filter(|owner| owner.len() >= 4)?;
    (kind(folded).is_some() && names().contains(owner)).then_some(owner)
}

/// Names that diseases are called by.
fn names() -> &'static HashSet<&'static str> {
    static NAMES: OnceLock<HashSet<&'static str>> = OnceLock::new();
    NAMES.get_or_init(|| {
        NAMES_OF_DISEASES.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect()
    })
}

/// Whether a folded word is only a name that people have.
pub(crate) fn is_name_of_people(folded: &str) -> bool {
    let one = || folded.strip_suffix('s').and_then(kind);
    kind(folded).or_else(one) == Some(Kind::Person)
}

/// Whether a folded word is listed, in this form or with an ending or a beginning that any word may have.
pub(crate) fn is_listed(folded: &str) -> bool {
    kind(folded).is_some()
        || inflected(folded)
        || BEGINNINGS.iter().any(|beginning| {
            let rest = folded.strip_prefix(beginning).filter(|rest| rest.len() >= 5);
            rest.is_some_and(|rest| kind(rest).is_some() || inflected(rest))
        })
}

fn inflected(folded: &str) -> bool {
    is_form(folded, &|base| kind(base).is_some_and(Kind::may_be_meant))
}

/// Whether a folded word is listed in this form, or as a form of the same word.
pub(super) fn is_surely_listed(folded: &str) -> bool {
    kind(folded).is_some() || is_inflection(folded, &|base| kind(base).is_some_and(Kind::may_be_meant))
}

/// Whether a folded word is a word with an ending that any word may have.
pub(super) fn is_form(folded: &str, is_word: &dyn Fn(&str) -> bool) -> bool {
    is_inflection(folded, is_word) || has_ending(folded, DERIVATIONS, is_word)
}

/// Whether a folded word is a form of a word: its plural, its past.
pub(super) fn is_inflection(folded: &str, is_word: &dyn Fn(&str) -> bool) -> bool {
    has_ending(folded, INFLECTIONS, is_word)
}

fn has_ending(folded: &str, endings: &[(&str, &str)], is_word: &dyn Fn(&str) -> bool) -> bool {
    // No word has these endings for its plural.
    let one = ["ss", "us", "is"].iter().any(|ending| folded.ends_with(ending));
    endings.iter().any(|(ending, instead)| {
        let base = folded.strip_suffix(ending).filter(|base| base.len() >= 3 && !(one && *ending == "s"));
        let base = base.filter(|base| !instead.is_empty() || may_stand_before(base, ending));
        base.is_some_and(|base| {
            let undoubled = base.len() > 4 && ["ed", "ing", "er"].contains(ending) && doubled(base);
            is_word(&format!("{base}{instead}")) || (undoubled && base.get(..base.len() - 1).is_some_and(is_word))
        })
    })
}

/// Whether an ending may be added to a word as it is: `dizzyness` and `breatheing` are slips.
fn may_stand_before(base: &str, ending: &str) -> bool {
    let mut letters = base.chars().rev();
    let (last, before) = (letters.next().unwrap_or_default(), letters.next().unwrap_or_default());
    match ending {
        "d" | "r" | "rs" => last == 'e',
        "es" => matches!(last, 's' | 'x' | 'z' | 'h' | 'o'),
        "ed" | "er" | "ers" if last == 'e' => false,
        "ing" if last == 'e' => base.len() <= 3 || matches!(before, 'e' | 'o' | 'y'),
        "ing" => true,
        // Short words keep their letter: `dryness`.
        _ => last != 'y' || base.len() <= 3 || "aeou".contains(before),
    }
}

fn doubled(base: &str) -> bool {
    let mut letters = base.chars().rev();
    matches!((letters.next(), letters.next()), (Some(last), Some(before)) if last == before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_listed_words_are_known() {
        for word in ["carers", "fortnights", "stopped", "tablets", "hopefully", "unhelpful", "babies", "moving"] {
            assert!(is_listed(word), "{word}");
        }
    }

    #[test]
    fn slips_are_not_known() {
        for word in [
            "arthritiss",
            "dizzyness",
            "breatheing",
            "tiredd",
            "polymyositus",
            "swalowing",
            "symetrical",
            "diabetis",
            "hypertenion",
        ] {
            assert!(!is_listed(word), "{word}");
        }
    }

    #[test]
    fn lists_hold_plain_words_only() {
        for (_, text) in LISTS {
            for line in text.lines().filter(|line| !line.starts_with('#')) {
                for word in line.split_whitespace() {
                    assert!(word.bytes().all(|b| b.is_ascii_lowercase()) && word.len() > 1, "{word}");
                }
            }
        }
    }
}
