//! Well-formed words: a word that is made of the parts medicine is made of, from its first letter to its last, is
//! spelled correctly though no list has it.
//!
//! Greek and Latin parts with their linking vowel (`cardi-o-my-o-pathy`), and the stems of drug names (`-mab`,
//! `-pril`). The stem of a drug's name says that it is one, but not that its first half is right.

use std::sync::OnceLock;

/// What a word's form says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Formed {
    /// A word of medicine, spelled correctly.
    Health,
    /// A medicine's name, by its ending.
    Drug,
}

/// Parts of words, apart by spaces in their file, taken apart when they are first needed.
struct Parts {
    text: &'static str,
    parts: OnceLock<Vec<&'static str>>,
}

impl Parts {
    const fn new(text: &'static str) -> Parts {
        Parts { text, parts: OnceLock::new() }
    }

    fn all(&self) -> &[&'static str] {
        self.parts.get_or_init(|| self.text.split_whitespace().collect())
    }
}

/// Beginnings; several may follow one another.
static BEGINNINGS: Parts = Parts::new(include_str!("lists/parts_beginnings.txt"));

/// Roots without their linking vowel, each of three letters or more.
static ROOTS: Parts = Parts::new(include_str!("lists/parts_roots.txt"));

/// Roots of two letters: at a word's start only, with their vowel.
const SHORT_ROOTS: &[&str] =
    &["myo", "oto", "uro", "oro", "geo", "bio", "osteo", "neo", "rheo", "leio", "cryo", "onco", "ovo", "uva"];

/// What ends a word after its roots; those that begin with a vowel follow a root at once.
static ENDINGS: Parts = Parts::new(include_str!("lists/parts_endings.txt"));

/// Endings of drug names.
static DRUG_ENDINGS: Parts = Parts::new(include_str!("lists/parts_drug_endings.txt"));

/// First parts that are written by themselves only by mistake.
static FIRST_PARTS: Parts = Parts::new(include_str!("lists/parts_first_parts.txt"));

/// Endings by which the forms of one word differ.
static FORMS: Parts = Parts::new(include_str!("lists/parts_forms.txt"));

/// Whether two words are forms of one (`zygomatic`, `zygomaticus`), which neither is a slip for the other. That `-us`
/// stands for `-is`, or `-is` for `-es`, is a slip.
pub(super) fn is_other_form(typed: &str, other: &str) -> bool {
    let shared = typed.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    (shared.saturating_sub(2).max(4)..=shared).any(|at| {
        let (Some(ending), Some(instead)) = (typed.get(at..), other.get(at..)) else { return false };
        let form = |ending: &str| ending.is_empty() || FORMS.all().contains(&ending);
        let slip = (ending.ends_with("us") && instead.ends_with("is"))
            || (ending == "is" && ["es", "us"].contains(&instead))
            // The plural of a word would be known by the word.
            || (ending == "s" && instead == "is")
            || (ending.len() > 1 && instead.strip_prefix('i') == Some(ending));
        ending != instead && form(ending) && form(instead) && !slip
    })
}

/// Whether a word is another form of one, and none that has merely lost a letter of its ending (`fatigu`, `includs`).
pub(super) fn is_right_form(typed: &str, other: &str) -> bool {
    const LOST: &[(&str, &str)] = &[("", "e"), ("", "y"), ("s", "es"), ("d", "ed"), ("ly", "ely")];
    let lost = |&(ending, instead): &(&str, &str)| {
        typed.strip_suffix(ending).is_some_and(|base| other.strip_suffix(instead) == Some(base))
    };
    let plural = typed.ends_with("es") && other.ends_with("is");
    plural || (is_other_form(typed, other) && !LOST.iter().any(lost))
}

/// Whether a word has an ending that no word of medicine has, for one that many have.
pub(super) fn is_misheard_ending(typed: &str, other: &str) -> bool {
    const MISHEARD: &[(&str, &str)] = &[
        ("itus", "itis"),
        ("itas", "itis"),
        ("itos", "itis"),
        ("itous", "itis"),
        ("itys", "itis"),
        ("osys", "osis"),
        ("ossis", "osis"),
        ("emea", "emia"),
        ("eamia", "emia"),
        ("pothy", "pathy"),
        ("paty", "pathy"),
        ("oskopy", "oscopy"),
        ("ektomy", "ectomy"),
    ];
    MISHEARD
        .iter()
        .any(|(ending, right)| typed.strip_suffix(ending).is_some_and(|base| other.strip_suffix(right) == Some(base)))
}

/// Whether a folded word is a first part that does not stand by itself.
pub(super) fn is_first_part(folded: &str) -> bool {
    FIRST_PARTS.all().contains(&folded)
}

/// Whether a folded word has a drug's ending.
pub(super) fn is_drug(folded: &str) -> bool {
    let long = |ending: &&&str| folded.len() >= ending.len() + 3 && folded.len() >= 7;
    DRUG_ENDINGS.all().iter().filter(long).any(|ending| folded.ends_with(ending))
}

/// What the form of a folded word says of it.
pub(super) fn of(folded: &str) -> Option<Formed> {
    if folded.len() >= 7 && folded.len() <= 40 && folded.is_ascii() && is_made_of_parts(folded) {
        return Some(Formed::Health);
    }
    is_drug(folded).then_some(Formed::Drug)
}

/// What is left of a folded word after each of the beginnings that any word of medicine may have.
pub(super) fn without_beginning(folded: &str) -> impl Iterator<Item = &str> {
    let long = |beginning: &&&str| beginning.len() >= 3 || ["bi", "di", "eu", "un"].contains(*beginning);
    let rest = |beginning: &&str| folded.strip_prefix(*beginning).filter(|rest| rest.len() >= 6);
    BEGINNINGS.all().iter().filter(long).filter_map(rest)
}

fn is_made_of_parts(word: &str) -> bool {
    let mut rest = vec![word];
    let mut at = 0;
    // Beginnings first, in every number; what is left has at least one root.
    while let Some(&word) = rest.get(at) {
        for beginning in BEGINNINGS.all() {
            if let Some(after) = word.strip_prefix(beginning).filter(|after| after.len() >= 5)
                && beginning.len() > 1
                && !rest.contains(&after)
            {
                rest.push(after);
            }
        }
        at += 1;
    }
    rest.iter().any(|word| {
        let short = SHORT_ROOTS.iter().find_map(|root| word.strip_prefix(root));
        has_roots(word, 0) || short.is_some_and(|after| after.len() >= 4 && has_roots(after, 1))
    })
}

/// Whether a word is roots, with a vowel between two of them, and an ending.
fn has_roots(word: &str, roots: usize) -> bool {
    if roots > 4 {
        return false;
    }
    ROOTS.all().iter().any(|root| {
        let Some(rest) = word.strip_prefix(root) else { return false };
        if ENDINGS.all().contains(&rest) {
            return true;
        }
        // Linked by a vowel, or at once where the next root begins with one.
        let linked = rest.strip_prefix(['o', 'i', 'a']).filter(|after| after.len() >= 4);
        let at_once = rest.starts_with(['a', 'e', 'i', 'o', 'u']) && rest.len() >= 5;
        linked.is_some_and(|after| has_roots(after, roots + 1)) || (at_once && has_roots(rest, roots + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::{Formed, is_first_part, of};

    #[test]
    fn words_of_greek_and_latin_parts_are_well_formed() {
        for word in ["gastroenteritis", "cholecystectomy", "bronchoscopy", "myelopathy", "ophthalmology", "nephropathy"]
        {
            assert_eq!(of(word), Some(Formed::Health), "{word}");
        }
    }

    #[test]
    fn slips_are_not() {
        for word in [
            "polymyositus",
            "dermatomyositus",
            "swalowing",
            "arthitis",
            "athritis",
            "hemotoma",
            "diabetis",
            "neuropaty",
            "psoritis",
            "hepatitus",
            "bronchitus",
            "gastitis",
            "pnemonia",
            "fibromialgia",
            "alzhimers",
            "cardiomiopathy",
            "hypothyroidsm",
        ] {
            assert_ne!(of(word), Some(Formed::Health), "{word}");
        }
    }

    #[test]
    fn a_drug_is_told_by_its_ending() {
        for word in ["tocilizumab", "perindopril", "voriconazole", "upadacitinib"] {
            assert_eq!(of(word), Some(Formed::Drug), "{word}");
        }
        assert_eq!(of("statin"), None);
    }

    #[test]
    fn first_parts_do_not_stand_alone() {
        assert!(is_first_part("dermato") && is_first_part("poly") && !is_first_part("muscle"));
    }
}
