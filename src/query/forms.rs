//! Forms: the tokens by which concepts, names, aspects and acronyms stand in passages, and on which pages which counts.

use crate::analysis::{Aspect, Language};
use crate::engine::Alternative;
use crate::vocabulary::{ConceptId, NameId, Vocabulary};

/// Token of a concept, in every field of the index.
#[must_use]
pub fn concept_token(concept: ConceptId) -> String {
    format!("\u{1}c{}", concept.0)
}

/// Token of one name of a concept.
#[must_use]
pub fn name_token(name: NameId) -> String {
    format!("\u{1}n{}", name.0)
}

/// Token of an aspect, in the fields of titles and headings.
#[must_use]
pub fn aspect_token(aspect: Aspect) -> String {
    format!("\u{1}s{}", aspect as u8)
}

/// Token of an acronym that the vocabulary does not have, as it is written.
#[must_use]
pub fn acronym_token(acronym: &str) -> String {
    format!("\u{1}a{acronym}")
}

/// An alternative that counts on some pages only: which, the index knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restricted {
    /// The clause.
    pub clause: usize,
    /// The alternative in it.
    pub alternative: usize,
    /// Where it counts.
    pub to: Restriction,
}

/// Where something counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Restriction {
    /// Where the acronym means the concept.
    Means(NameId, ConceptId),
    /// Where the concept is not there for an acronym alone that means something else.
    IsThere(ConceptId),
    /// On pages in this language.
    InLanguage(Language),
}

/// The forms in which a concept stands in passages, and where which counts.
#[derive(Debug, Clone, Default)]
pub(crate) struct ConceptForms {
    pub(crate) alternatives: Vec<Alternative>,
    /// `(alternative, where it counts)`.
    pub(crate) restricted: Vec<(usize, Restriction)>,
}

impl ConceptForms {
    /// Adds a concept: its token, and the names that only pages give it.
    pub(crate) fn add(&mut self, concept: ConceptId, weight: f32, vocabulary: &Vocabulary) {
        let names = vocabulary.concept(concept).names;
        if vocabulary.is_indexed_concept(concept) {
            if names.iter().any(|&name| vocabulary.is_indexed_name(name) && vocabulary.is_contested(name)) {
                self.restricted.push((self.alternatives.len(), Restriction::IsThere(concept)));
            }
            self.alternatives.push(Alternative::of(concept_token(concept), weight));
        }
        for &name in names {
            if vocabulary.is_indexed_concept(concept) && vocabulary.is_indexed_name(name) {
                continue;
            }
            let Some(alternative) = name_alternative(name, weight, vocabulary) else { continue };
            if vocabulary.is_contested(name) {
                self.restricted.push((self.alternatives.len(), Restriction::Means(name, concept)));
            }
            self.alternatives.push(alternative);
        }
    }
}

/// A name as it stands in passages: its token, or, where pages alone give it, its words.
pub(crate) fn name_alternative(name: NameId, weight: f32, vocabulary: &Vocabulary) -> Option<Alternative> {
    if vocabulary.is_indexed_name(name) {
        return Some(Alternative::of(name_token(name), weight));
    }
    let written = vocabulary.name(name);
    if written.acronym {
        return Some(Alternative::of(acronym_token(written.text), weight));
    }
    Alternative::in_a_row(vocabulary.stems_of_name(name), weight)
}

/// All concepts below these, each once.
pub(crate) fn narrower(concepts: &[ConceptId], vocabulary: &Vocabulary) -> Vec<ConceptId> {
    let mut found: Vec<ConceptId> = Vec::new();
    let mut open = concepts.to_vec();
    while let Some(concept) = open.pop() {
        for &below in vocabulary.concept(concept).narrower {
            if !concepts.contains(&below) && !found.contains(&below) {
                found.push(below);
                open.push(below);
            }
        }
    }
    found.sort_unstable_by_key(|concept| concept.0);
    found
}
