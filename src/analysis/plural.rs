//! Plurals: what a word and its plural share, and no other word of the same stem.
//!
//! For names of one word, which a stem would confuse: `hepatic` has the stem of `hepatitis` cut further, and
//! `immunosuppressed` that of `immunosuppressant`. What is left need not be a word, only the same for both forms.

use std::borrow::Cow;

/// Plurals that no ending tells; sorted.
const IRREGULAR: &[(&str, &str)] = &[
    ("alveoli", "alveolus"),
    ("bacteria", "bacterium"),
    ("bronchi", "bronchus"),
    ("children", "child"),
    ("criteria", "criterion"),
    ("emboli", "embolus"),
    ("feet", "foot"),
    ("fungi", "fungus"),
    ("men", "man"),
    ("mice", "mouse"),
    ("nuclei", "nucleus"),
    ("teeth", "tooth"),
    ("testes", "testis"),
    ("thrombi", "thrombus"),
    ("women", "woman"),
];

/// Endings and what stands for them, the longer first: singular and plural come to the same.
const ENDINGS: &[(&str, &str)] = &[
    ("itides", "itis"),
    ("omata", "oma"),
    ("itis", "itis"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("che", "ch"),
    ("she", "sh"),
    ("ses", "s"),
    ("sis", "s"),
    ("xes", "x"),
    ("zes", "z"),
    ("ies", "y"),
    ("se", "s"),
    ("xe", "x"),
    ("ze", "z"),
    ("ie", "y"),
    ("ae", "a"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
];

/// What a folded English word and its plural share and no other word has.
#[must_use]
pub fn without_plural(folded: &str) -> Cow<'_, str> {
    if let Ok(at) = IRREGULAR.binary_search_by_key(&folded, |entry| entry.0) {
        return Cow::Borrowed(IRREGULAR.get(at).map_or(folded, |entry| entry.1));
    }
    if folded.len() < 4 {
        return Cow::Borrowed(folded);
    }
    for (ending, instead) in ENDINGS {
        if let Some(beginning) = folded.strip_suffix(ending) {
            let end = beginning.len() + instead.len();
            return match folded.get(..end) {
                Some(shared) if shared.ends_with(instead) => Cow::Borrowed(shared),
                _ => Cow::Owned(format!("{beginning}{instead}")),
            };
        }
    }
    Cow::Borrowed(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_for_the_search() {
        for pair in IRREGULAR.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].0, pair[1].0);
        }
    }

    #[test]
    fn a_plural_is_its_singular() {
        for (one, many) in [
            ("rash", "rashes"),
            ("headache", "headaches"),
            ("disease", "diseases"),
            ("virus", "viruses"),
            ("biopsy", "biopsies"),
            ("diagnosis", "diagnoses"),
            ("metastasis", "metastases"),
            ("hematoma", "hematomata"),
            ("hematoma", "hematomas"),
            ("vertebra", "vertebrae"),
            ("arthritis", "arthritides"),
            ("callus", "calluses"),
            ("tooth", "teeth"),
            ("statin", "statins"),
            ("kidney", "kidneys"),
            ("abscess", "abscesses"),
        ] {
            assert_eq!(without_plural(one), without_plural(many), "{one} and {many}");
        }
    }

    #[test]
    fn words_of_one_stem_that_mean_two_things_stay_two() {
        for (one, other) in [
            ("hepatitis", "hepatic"),
            ("immunosuppressed", "immunosuppressant"),
            ("colitis", "colic"),
            ("colic", "colon"),
            ("arthritis", "arthritic"),
            ("dermatitis", "dermatology"),
            ("organ", "organic"),
            ("cyst", "cystic"),
            ("period", "periodic"),
            ("sinus", "sinusitis"),
            ("allergy", "allergic"),
            ("mumps", "mum"),
            ("belly", "bell"),
            ("pinky", "pink"),
            ("colony", "colon"),
            ("gouty", "gout"),
            ("rabies", "rab"),
        ] {
            assert_ne!(without_plural(one), without_plural(other), "{one} and {other}");
        }
    }
}
