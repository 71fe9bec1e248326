//! Names that were recognised in a question and are none on this site: they are asked for as plain words. And words of
//! pages that only look like a name.

use std::collections::BTreeSet;

use crate::engine::{Candidate, ClauseFrequency, Retrieved};
use crate::query::{Meaning, Query, QueryClause};
use crate::vocabulary::Vocabulary;

/// How many times as many passages have an acronym's letters as have what it means, where they are a word.
const AS_WORD: u32 = 3;

/// Which they are, as indices into the names recognised.
pub(super) struct NoNames {
    /// Of several words, and their concept stands on no page: their words are then all there is to look for.
    nowhere: Vec<usize>,
    /// The site writes them as words.
    mere_words: Vec<usize>,
}

impl NoNames {
    pub(super) fn of(query: &Query, frequencies: &[ClauseFrequency]) -> NoNames {
        NoNames { nowhere: names_nowhere(query, frequencies), mere_words: mere_words(query, frequencies) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.nowhere.is_empty() && self.mere_words.is_empty()
    }

    /// The question with these read as plain words. That a name stands nowhere is not forgotten by that.
    pub(super) fn taken_out_of(self, mut query: Query, vocabulary: &Vocabulary) -> Query {
        let nowhere: Vec<_> = self.nowhere.iter().filter_map(|&name| query.concepts.get(name).cloned()).collect();
        query.nowhere.extend(nowhere);
        query.in_plain_words(&[self.nowhere, self.mere_words].concat(), vocabulary)
    }
}

/// Takes out what has the letters of an acronym and nothing else that was asked: "6 PM" is no answer to "PM".
pub(super) fn leave_out_mere_letters(query: &Query, retrieved: &mut Retrieved) {
    let is_letters = |clause: &QueryClause| match clause.meaning {
        Meaning::WordInName(word) => {
            let mut names = query.concepts.iter().filter(|name| name.words.contains(&word));
            names.any(|name| name.acronym && name.weight >= 1.0)
        }
        _ => false,
    };
    let letters = query.clauses.iter().take(u64::BITS as usize).enumerate().filter(|(_, clause)| is_letters(clause));
    let letters = letters.fold(0_u64, |bits, (number, _)| bits | 1 << number);
    let Retrieved { candidates, pages, .. } = retrieved;
    let before = number_of_pages(candidates);
    candidates.retain(|candidate| candidate.matched == 0 || candidate.matched & !letters != 0);
    *pages -= (before - number_of_pages(candidates)).min(*pages);
}

fn number_of_pages(candidates: &[Candidate]) -> usize {
    candidates.iter().map(|candidate| candidate.page).collect::<BTreeSet<_>>().len()
}

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
