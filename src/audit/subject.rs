//! What a text is about, as far as that makes an outdated word do more harm: drugs, doses, emergencies, pregnancy.
//!
//! Drugs are the concepts of the built-in list of drugs and all that are narrower than one of them, so that a drug of the
//! site's own file counts once it is said what it is an example of.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::analysis::Tokens;
use crate::vocabulary::{ConceptId, Mention, Vocabulary};

/// What makes an outdated word do more harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Subject {
    /// When to call for help at once.
    Emergency,
    /// How much of a drug, how often.
    Dose,
    /// A drug or a class of drugs.
    Drug,
    /// Pregnancy and breastfeeding.
    Pregnancy,
}

impl Subject {
    /// Its name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Subject::Emergency => "emergency",
            Subject::Dose => "dose",
            Subject::Drug => "drug",
            Subject::Pregnancy => "pregnancy",
        }
    }
}

/// The built-in list whose concepts are drugs.
const DRUGS: &str = "built-in drugs.txt";

/// Names whose concepts, with all that are narrower, are emergencies.
const EMERGENCIES: &[&str] = &[
    "anaphylaxis",
    "choking",
    "emergency department",
    "heart attack",
    "overdose",
    "poisoning",
    "sepsis",
    "stroke",
    "suicide",
    "suicidal thoughts",
    "cardiac arrest",
    "respiratory failure",
];

/// Words that speak of an emergency by themselves.
const EMERGENCY_WORDS: &[&str] =
    &["emergency", "emergencies", "999", "911", "112", "ambulance", "paramedic", "choking"];

/// Names whose concepts are pregnancy and what belongs to it.
const PREGNANCIES: &[&str] = &[
    "pregnancy",
    "breastfeeding",
    "conception",
    "miscarriage",
    "birth defect",
    "childbirth",
    "fetus",
    "birth control",
];

const PREGNANCY_WORDS: &[&str] = &["pregnant", "pregnancy", "pregnancies", "breastfeeding", "breastfeed", "unborn"];

/// Units in which drugs are measured out.
const UNITS: &[&str] = &["mg", "mcg", "µg", "microgram", "micrograms", "milligram", "milligrams", "ml", "iu", "mg/kg"];

/// What the concepts of one vocabulary are about.
#[derive(Debug, Default)]
pub(super) struct Subjects {
    drugs: BTreeSet<ConceptId>,
    emergencies: BTreeSet<ConceptId>,
    pregnancies: BTreeSet<ConceptId>,
}

impl Subjects {
    pub(super) fn of(vocabulary: &Vocabulary) -> Subjects {
        let named = |names: &[&str]| with_narrower(vocabulary, names.iter().flat_map(|name| vocabulary.find(name)));
        let from_list = vocabulary.concepts_of(DRUGS);
        Subjects {
            drugs: with_narrower(vocabulary, from_list.into_iter()),
            emergencies: named(EMERGENCIES),
            pregnancies: named(PREGNANCIES),
        }
    }

    /// What a text is about, the gravest first; `None` where it is none of these.
    pub(super) fn of_text(&self, tokens: &Tokens, mentions: &[Mention]) -> Option<Subject> {
        let concepts = || mentions.iter().flat_map(|mention| mention.concepts.iter());
        let has_word = |words: &[&str]| tokens.iter().any(|token| words.contains(&token.folded));
        if concepts().any(|concept| self.emergencies.contains(concept)) || has_word(EMERGENCY_WORDS) {
            return Some(Subject::Emergency);
        }
        if is_dose(tokens) {
            return Some(Subject::Dose);
        }
        if concepts().any(|concept| self.drugs.contains(concept)) {
            return Some(Subject::Drug);
        }
        let pregnancy = concepts().any(|concept| self.pregnancies.contains(concept)) || has_word(PREGNANCY_WORDS);
        pregnancy.then_some(Subject::Pregnancy)
    }
}

/// A number with a unit in which drugs are measured out: `5 mg`, `10mg`.
fn is_dose(tokens: &Tokens) -> bool {
    let number = |at: usize| tokens.folded(at).bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    (1..tokens.len()).any(|at| UNITS.contains(&tokens.folded(at)) && number(at - 1))
}

fn with_narrower(vocabulary: &Vocabulary, from: impl Iterator<Item = ConceptId>) -> BTreeSet<ConceptId> {
    let mut open: Vec<ConceptId> = from.collect();
    let mut all = BTreeSet::new();
    while let Some(concept) = open.pop() {
        if all.insert(concept) {
            open.extend(vocabulary.concept(concept).narrower);
        }
    }
    all
}
