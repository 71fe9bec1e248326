//! Names of concepts recognised in a question.

use super::forms::narrower;
use super::words::Word;
use crate::vocabulary::{ConceptId, NameId, Vocabulary};

/// The name of a wider concept at the end of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WiderName {
    /// The name.
    pub name: NameId,
    /// Its concept.
    pub concept: ConceptId,
    /// Words, half-open.
    pub words: std::ops::Range<usize>,
}

/// A name of a concept recognised in the question.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedConcept {
    /// As typed.
    pub text: String,
    /// The name recognised.
    pub name: NameId,
    /// Its concept, or the meanings of an acronym that has several.
    pub concepts: Vec<ConceptId>,
    /// It is an acronym.
    pub acronym: bool,
    /// The name that it ends in, if that is one: a dry cough is a cough.
    pub wider: Option<WiderName>,
    /// Words, half-open.
    pub words: std::ops::Range<usize>,
    /// It is what a name ends in that stands nowhere: those below it are other than what was asked for.
    pub of_absent_name: bool,
    /// 1, or less for an acronym typed in lower case.
    pub weight: f32,
}

impl AskedConcept {
    /// The wider concept that its name ends in, in its place.
    pub(super) fn in_wider_sense(self, words: &[Word]) -> Option<AskedConcept> {
        let WiderName { name, concept, words: place } = self.wider?;
        let text: Vec<&str> = words.get(place.clone())?.iter().map(|word| word.surface.as_str()).collect();
        let (text, concepts) = (text.join(" "), vec![concept]);
        let (acronym, wider, weight) = (false, None, self.weight);
        Some(AskedConcept { text, name, concepts, acronym, wider, words: place, of_absent_name: true, weight })
    }

    /// The concepts below it, each once, that a page may speak of instead.
    #[must_use]
    pub fn narrower(&self, vocabulary: &Vocabulary) -> Vec<ConceptId> {
        if self.of_absent_name { Vec::new() } else { narrower(&self.concepts, vocabulary) }
    }

    /// One of several meanings of an acronym was chosen: where the acronym means another, it is no answer at all.
    #[must_use]
    pub fn is_chosen(&self, vocabulary: &Vocabulary) -> bool {
        self.acronym && self.concepts.len() < vocabulary.name(self.name).concepts.len()
    }
}
