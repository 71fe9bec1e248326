//! Names that were recognised in a question and are none on this site: they are asked for as plain words.

use crate::engine::ClauseFrequency;
use crate::query::{Meaning, Query, QueryClause};

/// How many times as many passages have an acronym's letters as have what it means, where they are a word.
const AS_WORD: u32 = 3;

/// Their indices among the names recognised.
pub(super) fn no_names(query: &Query, frequencies: &[ClauseFrequency]) -> Vec<usize> {
    let mut found = names_nowhere(query, frequencies);
    found.extend(mere_words(query, frequencies));
    found
}

/// Names of several words whose concept stands on no page: their words are then all there is to look for.
fn names_nowhere(query: &Query, frequencies: &[ClauseFrequency]) -> Vec<usize> {
    let of_clause = |(clause, found): (&QueryClause, &ClauseFrequency)| match clause.meaning {
        Meaning::Concept(number) if found.is_nowhere() => Some(number),
        _ => None,
    };
    let plain = |number: &usize| query.concepts.get(*number).is_some_and(|it| !it.acronym && it.words.len() > 1);
    query.clauses.iter().zip(frequencies).filter_map(of_clause).filter(plain).collect()
}

/// Acronyms not typed as such that the site writes as a word: of RENAL, the name of a trial, "renal failure" asks nothing.
fn mere_words(query: &Query, frequencies: &[ClauseFrequency]) -> Vec<usize> {
    let passages = |wanted: &dyn Fn(Meaning) -> bool| {
        let mut all = query.clauses.iter().zip(frequencies);
        all.find(|(clause, _)| wanted(clause.meaning)).map_or(0, |(_, found)| found.passages)
    };
    let doubtful = query.concepts.iter().enumerate().filter(|(_, asked)| asked.acronym && asked.weight < 1.0);
    let mere = doubtful.filter(|(number, asked)| {
        let as_name = passages(&|meaning| meaning == Meaning::Concept(*number));
        let as_word = passages(&|meaning| matches!(meaning, Meaning::WordInName(word) if asked.words.contains(&word)));
        as_word > AS_WORD * as_name
    });
    mere.map(|(number, _)| number).collect()
}
