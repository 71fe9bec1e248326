//! Clauses: what a word or a concept of the question becomes for the engine.
//!
//! A concept is one clause whatever names it has, so that all its names share one frequency. The single words of a
//! recognised name stay as clauses of little weight: they order passages that hold the name, and no passage answers
//! by them alone.

use super::words::{AskedConcept, Query, Word};
use crate::analysis::{Aspect, Language, Said};
use crate::engine::{Alternative, Clause, Emphasis, Phrase, Slot};
use crate::vocabulary::{ConceptId, NameId, Vocabulary};

/// What a single word inside a recognised name counts.
const WORD_IN_NAME: f32 = 0.21;
/// What having the very name that was typed counts, beside the concept.
const SAME_NAME: f32 = 0.09;
/// What a narrower concept counts for the wider one that was asked for.
const NARROWER: f32 = 0.26;
/// What an acronym counts on a page that does not show which of its meanings it has there.
const UNDECIDED: f32 = 0.6;

/// What naming a concept once more adds: a message comes back to its subject, but not to three subjects.
const NAMED_AGAIN: f32 = 0.33;
/// What stands in the subject line of a message counts, beside what stands in the message.
const IN_SUBJECT_LINE: f32 = 1.3;
/// What a heading counts that tells what is asked, where no word of the question says it.
const UNSAID_ASPECT: f32 = 0.1;
/// A page that names a concept in its title is about it, while any word may stand in a title.
const OF_CONCEPT: Emphasis = Emphasis { title: 1.5, heading: 0.95, alone: 0.8 };
const OF_WORD: Emphasis = Emphasis { title: 1.1, heading: 0.75, alone: 0.0 };
/// What is asked about a subject is told under a heading of its own, and the word that says it ("treated") stands in many
/// texts that do not tell it.
const OF_ASPECT: Emphasis = Emphasis { title: 1.0, heading: 3.0, alone: 0.0 };
const ASPECT: f32 = 0.68;

/// What a clause stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A word of the question, by index.
    Word(usize),
    /// A recognised name, by index.
    Concept(usize),
    /// A word inside a recognised name.
    WordInName(usize),
    /// The very name typed.
    SameName(usize),
    /// What is asked about the subject, where no word says it.
    Aspect,
}

impl Meaning {
    /// It is a part of what was asked, and not only a preference among answers.
    #[must_use]
    pub fn is_asked(self) -> bool {
        matches!(self, Meaning::Word(_) | Meaning::Concept(_))
    }
}

/// A clause and what it stands for.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryClause {
    /// What it stands for.
    pub meaning: Meaning,
    /// The clause.
    pub clause: Clause,
}

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

/// The clauses of a query: what was asked in the order of the question, then the preferences. Beside them the
/// alternatives that count on some pages only.
pub(super) fn clauses(query: &Query, vocabulary: &Vocabulary) -> (Vec<QueryClause>, Vec<Restricted>) {
    let mut clauses: Vec<QueryClause> = Vec::new();
    let mut restricted = Vec::new();
    let mut preferences = Vec::new();
    let mut last_concept = None;
    for (index, word) in query.words.iter().enumerate() {
        let Some(number) = word.concept else {
            if !word.carries && !repeats(&clauses, query, index) {
                clauses.push(QueryClause { meaning: Meaning::Word(index), clause: word_clause(word, query.stress(index)) });
            }
            continue;
        };
        let Some(asked) = query.concepts.get(number) else { continue };
        let weight = asked.weight * query.stress(asked.words.start);
        if last_concept == Some(number) && asked.is_chosen(vocabulary) {
            continue;
        }
        if last_concept != Some(number) {
            last_concept = Some(number);
            if let Some(clause) = named_before(&mut clauses, query, asked) {
                clause.weight += NAMED_AGAIN * weight;
            } else {
                let forms = concept_forms(asked, vocabulary);
                let of_clause = |(alternative, to)| Restricted { clause: clauses.len(), alternative, to };
                restricted.extend(forms.restricted.into_iter().map(of_clause));
                let clause = Clause { alternatives: forms.alternatives, weight, emphasis: OF_CONCEPT };
                clauses.push(QueryClause { meaning: Meaning::Concept(number), clause });
                if asked.is_chosen(vocabulary) {
                    continue;
                }
                let clause = same_name(asked, weight, vocabulary);
                preferences.push(QueryClause { meaning: Meaning::SameName(number), clause });
            }
        }
        preferences.push(QueryClause {
            meaning: Meaning::WordInName(index),
            clause: word_clause(word, WORD_IN_NAME * weight),
        });
    }
    for said in &query.aspects {
        preferences.extend(add_aspect(said, query, &mut clauses));
    }
    clauses.extend(preferences);
    for (number, clause) in clauses.iter().enumerate() {
        restricted.extend(to_languages(number, clause, query));
    }
    (clauses, restricted)
}

impl Query {
    /// What the word of this index counts for where it stands.
    fn stress(&self, word: usize) -> f32 {
        if word < self.subject_line { IN_SUBJECT_LINE } else { 1.0 }
    }
}

/// A stem of another language counts on pages in that language.
fn to_languages(clause: usize, of: &QueryClause, query: &Query) -> impl Iterator<Item = Restricted> {
    let word = match of.meaning {
        Meaning::Word(index) | Meaning::WordInName(index) => query.words.get(index),
        Meaning::Concept(_) | Meaning::SameName(_) | Meaning::Aspect => None,
    };
    word.into_iter().flat_map(move |word| {
        let languages = word.stems_elsewhere.iter().map(|(language, _)| *language).enumerate();
        languages.map(move |(nth, language)| Restricted {
            clause,
            alternative: word.stems.len() + nth,
            to: Restriction::InLanguage(language),
        })
    })
}

/// Lets the word that says what is asked about the subject meet headings that say it otherwise. Where stop words say it,
/// or nothing does, it becomes a preference.
fn add_aspect(said: &Said, query: &Query, clauses: &mut [QueryClause]) -> Option<QueryClause> {
    let alternative = Alternative::of(aspect_token(said.aspect), 1.0);
    let says = |clause: &&mut QueryClause| matches!(clause.meaning, Meaning::Word(word) if said.words.contains(&word));
    if let Some(QueryClause { clause, .. }) = clauses.iter_mut().find(says) {
        clause.alternatives.push(alternative);
        if clause.emphasis != OF_ASPECT {
            clause.emphasis = OF_ASPECT;
            clause.weight *= ASPECT;
        }
        return None;
    }
    let in_name = |word: usize| query.words.get(word).is_some_and(|word| word.concept.is_some());
    let unsaid = !said.words.clone().any(in_name);
    unsaid.then(|| QueryClause { meaning: Meaning::Aspect, clause: Clause::new(vec![alternative], UNSAID_ASPECT) })
}

/// The clause of a concept that the question has named already.
fn named_before<'c>(clauses: &'c mut [QueryClause], query: &Query, asked: &AskedConcept) -> Option<&'c mut Clause> {
    let same = |number: usize| query.concepts.get(number).is_some_and(|before| before.concepts == asked.concepts);
    let before = clauses.iter_mut().find(|clause| matches!(clause.meaning, Meaning::Concept(number) if same(number)));
    before.map(|clause| &mut clause.clause)
}

/// What a word counts of which only the beginning is typed.
const COMPLETED: f32 = 0.8;

/// Lets other words stand for the word of this index; a stop word may be the beginning of one too.
pub(super) fn complete(clauses: &mut Vec<QueryClause>, word: usize, completions: Vec<String>) {
    let alternative = |token: String| Alternative::of(token, COMPLETED);
    if let Some(QueryClause { clause, .. }) = clauses.iter_mut().find(|it| it.meaning == Meaning::Word(word)) {
        let new = completions.into_iter().filter(|token| clause.alternatives.iter().all(|it| it.token != *token));
        let new: Vec<Alternative> = new.map(alternative).collect();
        clause.alternatives.extend(new);
    } else if !completions.is_empty() {
        let clause = Clause::new(completions.into_iter().map(alternative).collect(), COMPLETED);
        clauses.push(QueryClause { meaning: Meaning::Word(word), clause });
    }
}

/// A word typed twice is asked once.
fn repeats(clauses: &[QueryClause], query: &Query, index: usize) -> bool {
    let stems = query.words.get(index).map(|word| &word.stems);
    clauses.iter().any(|clause| match clause.meaning {
        Meaning::Word(earlier) => query.words.get(earlier).map(|word| &word.stems) == stems,
        _ => false,
    })
}

fn word_clause(word: &Word, weight: f32) -> Clause {
    let elsewhere = word.stems_elsewhere.iter().map(|(_, stem)| stem);
    let alternatives = word.stems.iter().chain(elsewhere).map(|stem| Alternative::of(stem.as_str(), 1.0)).collect();
    Clause { alternatives, weight, emphasis: OF_WORD }
}

fn same_name(asked: &AskedConcept, weight: f32, vocabulary: &Vocabulary) -> Clause {
    let alternatives = name_alternative(asked.name, 1.0, vocabulary).into_iter().collect();
    Clause::new(alternatives, SAME_NAME * weight)
}

fn concept_forms(asked: &AskedConcept, vocabulary: &Vocabulary) -> ConceptForms {
    let mut forms = ConceptForms::default();
    for &concept in &asked.concepts {
        forms.add(concept, 1.0, vocabulary);
    }
    for concept in narrower(&asked.concepts, vocabulary) {
        forms.add(concept, NARROWER, vocabulary);
    }
    if asked.acronym && asked.concepts.len() != 1 {
        forms.alternatives.extend(name_alternative(asked.name, UNDECIDED, vocabulary));
    }
    forms
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

/// A quoted phrase; a recognised name in it takes one place, where any name of its concept may stand. The words may
/// also stand as they were typed, unless one is an acronym, which counts in its capitals only.
pub(super) fn phrase(words: &[Word], concepts: &[AskedConcept], vocabulary: &Vocabulary) -> Option<Phrase> {
    let as_typed = |word: &Word| {
        let elsewhere = word.stems_elsewhere.iter().map(|(_, stem)| stem);
        Slot { tokens: word.stems.iter().chain(elsewhere).map(|stem| (stem.clone(), 1)).collect() }
    };
    let mut slots = Vec::new();
    let mut last_concept = None;
    for word in words {
        let asked = word.concept.and_then(|number| concepts.get(number));
        let Some(asked) = asked.filter(|asked| vocabulary.is_indexed_name(asked.name)) else {
            slots.push(as_typed(word));
            continue;
        };
        if last_concept == word.concept {
            continue;
        }
        last_concept = word.concept;
        let mut names = vec![asked.name];
        names.extend(asked.concepts.iter().flat_map(|&concept| vocabulary.concept(concept).names.iter().copied()));
        names.retain(|&name| vocabulary.is_indexed_name(name));
        names.sort_unstable_by_key(|name| name.0);
        names.dedup();
        let length = |name: NameId| vocabulary.name(name).words as u32;
        slots.push(Slot { tokens: names.into_iter().map(|name| (name_token(name), length(name))).collect() });
    }
    let word_by_word = last_concept.is_some() && concepts.iter().all(|asked| !asked.acronym);
    let words = if word_by_word { words.iter().map(as_typed).collect() } else { Vec::new() };
    (!slots.is_empty()).then_some(Phrase { slots, words })
}
