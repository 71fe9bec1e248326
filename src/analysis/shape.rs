//! What the capitals of a word or a text say, and when they say nothing.

use super::Language;
use super::stop::is_stop_word;

/// Whether the case of a text's letters is evidence of what its writer meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Capitals and small letters: `PM` is written on purpose.
    Mixed,
    /// Written all in capitals: `PM`, `IT` and `WHO` may be any word.
    NoEvidence,
}

impl Case {
    /// What the case of this text is worth.
    #[must_use]
    pub fn of(text: &str) -> Self {
        if all_capitals(text) { Self::NoEvidence } else { Self::Mixed }
    }
}

/// Whether a text is shouted: several words, no small letter, and at least one word that is no acronym.
///
/// `IMNM IVIG` is two acronyms and not shouting; `WHAT IS PM` is.
#[must_use]
pub fn all_capitals(text: &str) -> bool {
    let mut words = 0_usize;
    let mut ordinary = false;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if word.chars().any(char::is_lowercase) {
            return false;
        }
        let letters = word.chars().filter(|c| c.is_uppercase()).count();
        if letters == 0 {
            continue;
        }
        words += 1;
        // `OR`, `AND` and `NOT` are how some people type a query; they prove nothing.
        let operator = matches!(word, "OR" | "AND" | "NOT");
        ordinary |= letters > 6 || (!operator && is_stop_word(&word.to_lowercase(), Language::English));
    }
    words >= 4 || (words >= 2 && ordinary)
}

/// Whether a word is written as an acronym: two to six letters, at least two of them capitals, and capitals and
/// digits the greater part (`PM`, `IMNM`, `ASyS`, `MDA5`; not `Jo-1`, `anti`, `PhenoType`).
#[must_use]
pub fn acronym_shaped(word: &str) -> bool {
    let (mut letters, mut capitals, mut digits) = (0_usize, 0_usize, 0_usize);
    for c in word.chars() {
        if c.is_alphabetic() {
            letters += 1;
            capitals += usize::from(c.is_uppercase());
        } else if c.is_numeric() {
            digits += 1;
        } else if !matches!(c, '-' | '/' | '\u{2010}' | '\u{2011}') {
            return false;
        }
    }
    (2..=6).contains(&letters) && capitals >= 2 && 3 * (capitals + digits) >= 2 * (letters + digits)
}

#[cfg(test)]
mod tests {
    use super::{acronym_shaped, all_capitals};

    #[test]
    fn acronyms_are_told_by_their_shape() {
        for acronym in ["PM", "IMNM", "CK", "ASyS", "MDA5", "TIF1", "eGFR", "IVIg", "PM/DM"] {
            assert!(acronym_shaped(acronym), "{acronym}");
        }
        for word in ["Jo-1", "anti-HMGCR antibody", "pm", "Pm", "DERMATOMYOSITIS", "A", "anti", "B12", "anti-SRP"] {
            assert!(!acronym_shaped(word), "{word}");
        }
    }

    #[test]
    fn only_shouting_takes_the_evidence_from_capitals() {
        for shouted in ["WHAT IS PM", "MY DAD HAS IBM", "TREATMENT FOR IMNM", "PM DM IBM NAM"] {
            assert!(all_capitals(shouted), "{shouted}");
        }
        for evidence in ["PM", "IMNM IVIG", "IMNM OR NAM", "what is PM", "MRIs", "", "10 20", "DM 2"] {
            assert!(!all_capitals(evidence), "{evidence}");
        }
    }
}
