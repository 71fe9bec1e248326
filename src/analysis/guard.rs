//! What English words are stemmed as, where the stemmer by itself would join look-alikes or miss a plural.
//!
//! The stemmer is Porter's second; it was not made for the words of medicine.

/// What to hand to the stemmer for a folded word, or its stem where the stemmer would do harm.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Root {
    /// To be stemmed.
    Word(String),
    /// Already the stem.
    Stem(String),
}

/// Guards the stemmer: look-alikes it would join, plurals of Greek, Latin and old English it does not know.
pub(super) fn root(folded: &str) -> Root {
    if let Ok(at) = STEMS.binary_search_by_key(&folded, |entry| entry.0)
        && let Some(entry) = STEMS.get(at)
    {
        return Root::Stem(entry.1.to_owned());
    }
    let cut = |ending: &str, instead: &str| folded.strip_suffix(ending).map(|rest| format!("{rest}{instead}"));
    if folded.len() >= 6 && folded.ends_with("itis") {
        // The stemmer would make `hepatitis` one with `hepatic`, and `conjunctivitis` with `conjunction`.
        return Root::Stem(folded.to_owned());
    }
    if let Some(inflamed) = cut("itides", "itis") {
        return Root::Stem(inflamed);
    }
    let plural = if folded.len() >= 7 { cut("omata", "oma").or_else(|| cut("sis", "se")) } else { None };
    let plural = plural.or_else(|| if folded.len() >= 5 { cut("ae", "a") } else { None });
    Root::Word(plural.unwrap_or_else(|| folded.to_owned()))
}

/// Stems of words that the stemmer gets wrong; sorted.
const STEMS: &[(&str, &str)] = &[
    ("actinic", "actinic"),
    ("aids", "aids"),
    ("bacteria", "bacteri"),
    ("bacterium", "bacteri"),
    ("bronchi", "bronchus"),
    ("carbonate", "carbonate"),
    ("children", "child"),
    ("conjunction", "conjunction"),
    ("criteria", "criterion"),
    ("emboli", "embolus"),
    ("emergencies", "emergency"),
    ("emergency", "emergency"),
    ("enteral", "enteral"),
    ("enteric", "enteric"),
    ("experiment", "experiment"),
    ("experimental", "experiment"),
    ("experimentally", "experiment"),
    ("experiments", "experiment"),
    ("feet", "foot"),
    ("fungi", "fungus"),
    ("hospitable", "hospitable"),
    ("hospitality", "hospitality"),
    ("medical", "medical"),
    ("medically", "medical"),
    ("men", "man"),
    ("mice", "mouse"),
    ("nuclei", "nucleus"),
    ("oliver", "oliver"),
    ("organic", "organic"),
    ("organically", "organic"),
    ("organism", "organism"),
    ("organisms", "organism"),
    ("parkinsonism", "parkinsonism"),
    ("paste", "paste"),
    ("pastes", "paste"),
    ("quite", "quite"),
    ("several", "several"),
    ("shortly", "shortly"),
    ("teeth", "tooth"),
    ("thrombi", "thrombus"),
    ("timely", "timely"),
    ("underlies", "underlying"),
    ("underlying", "underlying"),
    ("universal", "universal"),
    ("universally", "universal"),
    ("universe", "universe"),
    ("universities", "university"),
    ("university", "university"),
    ("vegetative", "vegetative"),
    ("women", "woman"),
];

#[cfg(test)]
mod tests {
    use super::STEMS;

    #[test]
    fn the_list_is_sorted_for_the_search() {
        for pair in STEMS.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].0, pair[1].0);
        }
    }
}
