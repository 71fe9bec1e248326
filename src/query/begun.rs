//! Names begun: the names of concepts that the last words of a question are the beginning of, the last of them perhaps not
//! typed to its end.
//!
//! `necrotizing auto` is on its way to *necrotizing autoimmune myopathy*, and then a page that says *IMNM* answers. What
//! the beginning of a single word may become is the index's to say.

use std::ops::Range;

use super::clauses;
use super::forms::concept_token;
use super::words::Query;
use crate::vocabulary::{ConceptId, Vocabulary};

/// Words of a name that may be typed already.
const MOST_WORDS: usize = 6;
/// Letters from which a beginning alone may become a name of one word.
const SHORTEST_ALONE: usize = 3;
/// Concepts that a beginning stands for; of more, those with the shortest names.
const MOST_CONCEPTS: usize = 12;

/// Names that the last words are the beginning of.
#[derive(Debug, Clone, PartialEq)]
pub struct Begun {
    /// Words, half-open, to the question's end.
    pub words: Range<usize>,
    /// As typed.
    pub text: String,
    /// What the names mean.
    pub concepts: Vec<ConceptId>,
}

impl Query {
    /// The names that the question's end begins, by as many words as any is begun by.
    #[must_use]
    pub fn begins(&self, vocabulary: &Vocabulary) -> Option<Begun> {
        let beginning = self.beginning()?;
        let end = self.words.len();
        (end.saturating_sub(MOST_WORDS)..end).find_map(|first| {
            let words = self.words.get(first..)?;
            let alone = words.len() == 1;
            if alone && beginning.chars().count() < SHORTEST_ALONE {
                return None;
            }
            let folded: Vec<&str> = words.iter().map(|word| word.folded.as_str()).collect();
            let folded = folded.join(" ");
            let names = vocabulary.names_from(&folded).filter(|(name, _)| !alone || !name.contains(' '));
            let mut names: Vec<_> = names.collect();
            names.sort_unstable_by_key(|(name, _)| (name.len(), *name));
            let mut concepts: Vec<ConceptId> = Vec::new();
            for &concept in names.iter().flat_map(|(_, concepts)| *concepts) {
                if concepts.len() < MOST_CONCEPTS && !concepts.contains(&concept) {
                    concepts.push(concept);
                }
            }
            let surfaces: Vec<&str> = words.iter().map(|word| word.surface.as_str()).collect();
            (!concepts.is_empty()).then(|| Begun { words: first..end, text: surfaces.join(" "), concepts })
        })
    }

    /// The same question, that these names answer too.
    #[must_use]
    pub fn naming(mut self, begun: Begun) -> Query {
        let tokens: Vec<String> = begun.concepts.iter().map(|&concept| concept_token(concept)).collect();
        let last = begun.words.end.saturating_sub(1);
        for at in begun.words.clone() {
            let Some(word) = self.words.get_mut(at) else { continue };
            if at == last {
                word.carries = false;
            }
            if word.concept.is_none() && !word.carries {
                clauses::complete(&mut self.clauses, at, tokens.clone());
            }
        }
        self.begun = Some(begun);
        self
    }
}
