//! Clauses: what a word or a concept of the question becomes for the engine.
//!
//! A concept is one clause whatever names it has, so that all its names share one frequency. The single words of a
//! recognised name stay as clauses of little weight: they order passages that hold the name, and no passage answers
//! by them alone.

use super::asked::AskedConcept;
use super::forms::{ConceptForms, Restricted, Restriction, aspect_token, name_alternative};
use super::words::{Query, Word};
use crate::analysis::Said;
use crate::engine::{Alternative, Clause, Emphasis};
use crate::vocabulary::Vocabulary;

/// What a single word inside a recognised name counts.
const WORD_IN_NAME: f32 = 0.21;
/// What having the very name that was typed counts, beside the concept.
const SAME_NAME: f32 = 0.09;
/// What the wider concept counts that a name ends in, beside the narrower one: a page on cough may tell of dry cough.
const WIDER: f32 = 0.4;
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
const OF_CONCEPT: Emphasis = Emphasis { title: 1.5, heading: 0.95, alone: 0.8, page: 1.0 };
const OF_WORD: Emphasis = Emphasis { title: 1.1, heading: 0.75, alone: 0.0, page: 1.0 };
/// What is asked about a subject is told under a heading of its own, and the word that says it ("treated") stands in many
/// texts that do not tell it.
const OF_ASPECT: Emphasis = Emphasis { title: 1.0, heading: 3.0, alone: 0.0, page: 1.0 };
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
    /// The wider concept that the name ends in.
    Wider(usize),
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

/// The clauses of a query: what was asked in the order of the question, then the preferences. Beside them the
/// alternatives that count on some pages only.
pub(super) fn clauses(query: &Query, vocabulary: &Vocabulary) -> (Vec<QueryClause>, Vec<Restricted>) {
    let mut clauses = Clauses { query, vocabulary, asked: Vec::new(), preferences: Vec::new() };
    let mut last_concept = None;
    for (index, word) in query.words.iter().enumerate() {
        let Some(number) = word.concept else {
            clauses.word(index, word);
            continue;
        };
        let Some(concept) = query.concepts.get(number) else { continue };
        if last_concept != Some(number) {
            last_concept = Some(number);
            clauses.concept(number, concept);
        }
        // One meaning of an acronym was chosen: where it means another, its letters are no answer.
        if !concept.is_chosen(vocabulary) {
            let weight = WORD_IN_NAME * concept.weight * query.stress(concept.words.start);
            clauses.prefer(Meaning::WordInName(index), word_clause(word, weight), Vec::new());
        }
    }
    for said in &query.aspects {
        clauses.aspect(said);
    }
    clauses.finish()
}

/// A clause with those of its alternatives that count on some pages only.
type WithRestrictions = (QueryClause, Vec<(usize, Restriction)>);

/// Clauses in the making.
struct Clauses<'a> {
    query: &'a Query,
    vocabulary: &'a Vocabulary,
    asked: Vec<WithRestrictions>,
    preferences: Vec<WithRestrictions>,
}

impl Clauses<'_> {
    fn prefer(&mut self, meaning: Meaning, clause: Clause, restricted: Vec<(usize, Restriction)>) {
        self.preferences.push((QueryClause { meaning, clause }, restricted));
    }

    /// A word typed twice is asked once.
    fn word(&mut self, index: usize, word: &Word) {
        let words = &self.query.words;
        let repeats = self.asked.iter().any(|(clause, _)| match clause.meaning {
            Meaning::Word(earlier) => words.get(earlier).is_some_and(|earlier| earlier.stems == word.stems),
            _ => false,
        });
        if !word.carries && !repeats {
            let clause = word_clause(word, self.query.stress(index));
            self.asked.push((QueryClause { meaning: Meaning::Word(index), clause }, Vec::new()));
        }
    }

    /// A name: its concept, unless that was named already, what it ends in, and the very name.
    fn concept(&mut self, number: usize, concept: &AskedConcept) {
        let weight = concept.weight * self.query.stress(concept.words.start);
        if let Some(clause) = self.named_before(concept) {
            clause.weight += NAMED_AGAIN * weight;
            return;
        }
        let ConceptForms { alternatives, restricted } = concept_forms(concept, self.vocabulary);
        let clause = Clause { alternatives, weight, emphasis: OF_CONCEPT };
        self.asked.push((QueryClause { meaning: Meaning::Concept(number), clause }, restricted));
        if concept.is_chosen(self.vocabulary) {
            return;
        }
        if let Some(wider) = &concept.wider {
            let mut forms = ConceptForms::default();
            forms.add(wider.concept, 1.0, self.vocabulary);
            let clause = Clause { alternatives: forms.alternatives, weight: WIDER * weight, emphasis: OF_CONCEPT };
            self.prefer(Meaning::Wider(number), clause, forms.restricted);
        }
        let same_name = name_alternative(concept.name, 1.0, self.vocabulary).into_iter().collect();
        self.prefer(Meaning::SameName(number), Clause::new(same_name, SAME_NAME * weight), Vec::new());
    }

    /// The clause of a concept that the question has named already.
    fn named_before(&mut self, concept: &AskedConcept) -> Option<&mut Clause> {
        let asked = &self.query.concepts;
        let same = |number: usize| asked.get(number).is_some_and(|before| before.concepts == concept.concepts);
        let mut clauses = self.asked.iter_mut().map(|(clause, _)| clause);
        let before = clauses.find(|clause| matches!(clause.meaning, Meaning::Concept(number) if same(number)));
        before.map(|clause| &mut clause.clause)
    }

    /// Lets the word that says what is asked about the subject meet headings that say it otherwise. Where stop words
    /// say it, or nothing does, it becomes a preference.
    fn aspect(&mut self, said: &Said) {
        let alternative = Alternative::of(aspect_token(said.aspect), 1.0);
        let says =
            |clause: &&mut QueryClause| matches!(clause.meaning, Meaning::Word(word) if said.words.contains(&word));
        if let Some(QueryClause { clause, .. }) = self.asked.iter_mut().map(|(clause, _)| clause).find(says) {
            clause.alternatives.push(alternative);
            if clause.emphasis != OF_ASPECT {
                clause.emphasis = OF_ASPECT;
                clause.weight *= ASPECT;
            }
            return;
        }
        let in_name = |word: usize| self.query.words.get(word).is_some_and(|word| word.concept.is_some());
        if !said.words.clone().any(in_name) {
            self.prefer(Meaning::Aspect, Clause::new(vec![alternative], UNSAID_ASPECT), Vec::new());
        }
    }

    fn finish(self) -> (Vec<QueryClause>, Vec<Restricted>) {
        let mut clauses = Vec::new();
        let mut restricted = Vec::new();
        for (number, (clause, places)) in self.asked.into_iter().chain(self.preferences).enumerate() {
            restricted.extend(places.into_iter().map(|(alternative, to)| Restricted {
                clause: number,
                alternative,
                to,
            }));
            restricted.extend(to_languages(number, &clause, self.query));
            clauses.push(clause);
        }
        (clauses, restricted)
    }
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
        Meaning::Concept(_) | Meaning::SameName(_) | Meaning::Wider(_) | Meaning::Aspect => None,
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

fn word_clause(word: &Word, weight: f32) -> Clause {
    let elsewhere = word.stems_elsewhere.iter().map(|(_, stem)| stem);
    let alternatives = word.stems.iter().chain(elsewhere).map(|stem| Alternative::of(stem.as_str(), 1.0)).collect();
    Clause { alternatives, weight, emphasis: OF_WORD }
}

fn concept_forms(asked: &AskedConcept, vocabulary: &Vocabulary) -> ConceptForms {
    let mut forms = ConceptForms::default();
    for &concept in &asked.concepts {
        forms.add(concept, 1.0, vocabulary);
    }
    for concept in asked.narrower(vocabulary) {
        forms.add(concept, NARROWER, vocabulary);
    }
    if asked.acronym && asked.concepts.len() != 1 {
        forms.alternatives.extend(name_alternative(asked.name, UNDECIDED, vocabulary));
    }
    forms
}
