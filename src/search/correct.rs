//! Spelling in a search: which words of a question find nothing or little, what they are corrected to, and the question
//! that is asked instead.
//!
//! What is misspelt is decided in `query`; here is what the index knows of it.

use anyhow::Result;

use super::hit::{Answer, By, Correction};
use super::options::SearchOptions;
use super::searcher::{RankedQuery, Searcher};
use crate::analysis::{Analyzer, Language};
use crate::engine::{Alternative, Clause, Engine, Phrase, Request, Slot};
use crate::query::{Meaning, Respelling, SpellingCase, respell};

/// A question after correction.
pub(super) struct Corrected {
    pub(super) ranking: RankedQuery,
    pub(super) corrections: Vec<Correction>,
}

impl Searcher<'_> {
    /// The first stage for a question, with misspelt words corrected.
    pub(super) fn rank_corrected(&self, question: &str, options: &SearchOptions) -> Result<Corrected> {
        let ranking = self.rank(question, options)?;
        let respellings = if options.correct { self.respellings(&ranking, options) } else { Vec::new() };
        let (corrected, corrections) = self.rewritten(question, &ranking, &respellings);
        let ranking = match corrected {
            Some(corrected) => self.rank(&corrected, options)?,
            None => ranking,
        };
        Ok(Corrected { ranking, corrections })
    }

    fn respellings(&self, ranking: &RankedQuery, options: &SearchOptions) -> Vec<Respelling> {
        let query = &ranking.query;
        let mut pages = vec![None; query.words.len()];
        for (clause, found) in query.clauses.iter().zip(&ranking.frequencies) {
            if let Meaning::Word(index) = clause.meaning
                && let Some(pages) = pages.get_mut(index)
                && found.worth > 0.0
            {
                *pages = Some(found.pages);
            }
        }
        if !SpellingCase::may_be_misspelt(query, &pages) {
            return Vec::new();
        }
        let Some(lexicon) = self.snapshot.lexicon() else { return Vec::new() };
        // A word that is still being typed goes on; what it is so far is no slip.
        if options.prefix && query.beginning().is_some_and(|beginning| lexicon.goes_on(beginning)) {
            pages.truncate(pages.len().saturating_sub(1));
        }
        let together =
            |word: &str, other: usize| self.share(word, query.words.get(other).map(|it| it.stems.as_slice()));
        let language = self.languages.first().copied().unwrap_or(Language::English);
        let same_stem = |folded: &str, other: usize| {
            let tokens = self.analyzers.tokens(language, folded);
            query.words.get(other).is_some_and(|word| word.stems.iter().any(|stem| stem == tokens.stem(0)))
        };
        respell(&SpellingCase {
            query,
            pages: &pages,
            lexicon,
            vocabulary: &self.snapshot.vocabulary,
            together: &together,
            same_stem: &same_stem,
        })
    }

    /// Of the pages that have a word, the share that has another word too.
    fn share(&self, word: &str, other: Option<&[String]>) -> f32 {
        let language = self.languages.first().copied().unwrap_or(Language::English);
        let tokens = self.analyzers.tokens(language, word);
        let one = Clause::new(vec![Alternative::of(tokens.stem(0), 1.0)], 1.0);
        let slot = Slot { tokens: other.unwrap_or_default().iter().map(|stem| (stem.clone(), 1)).collect() };
        let both = [Phrase { slots: vec![slot], words: Vec::new() }];
        let clauses = [&one];
        let request = Request { required: &both, ..Request::for_one(&clauses, self.snapshot.table.order()) };
        let Ok(found) = self.snapshot.engine.retrieve(&request) else { return 0.0 };
        let pages = found.frequencies.first().map_or(0, |found| found.pages);
        if pages == 0 { 0.0 } else { found.pages as f32 / pages as f32 }
    }

    /// The question with the words that are corrected, if any are, and what is to be said of it.
    fn rewritten(
        &self,
        question: &str,
        ranking: &RankedQuery,
        respellings: &[Respelling],
    ) -> (Option<String>, Vec<Correction>) {
        if respellings.is_empty() {
            return (None, Vec::new());
        }
        let language = self.languages.first().copied().unwrap_or(Language::English);
        let tokens = Analyzer::new(language).analyze(question);
        let mut corrected = question.to_owned();
        let mut changes = Vec::new();
        let mut corrections: Vec<Correction> = Vec::new();
        for respelling in respellings {
            let words = ranking.query.words.get(respelling.words.clone()).unwrap_or_default();
            let fits = |first: &usize| {
                words
                    .iter()
                    .enumerate()
                    .all(|(nth, word)| tokens.folded(first + nth) == word.folded && !words.is_empty())
            };
            let mut from = None;
            for first in (0..tokens.len()).filter(fits) {
                let bytes = tokens.range_of(first, first + words.len());
                let bytes = bytes.start as usize..bytes.end as usize;
                from = from.or_else(|| question.get(bytes.clone()));
                if respelling.apply {
                    changes.push((bytes, respelling.to.as_str()));
                }
            }
            let Some(from) = from else { continue };
            let correction = Correction { from: from.to_owned(), to: respelling.to.clone(), applied: respelling.apply };
            if !corrections.contains(&correction) {
                corrections.push(correction);
            }
        }
        changes.sort_by_key(|(bytes, _)| std::cmp::Reverse(bytes.start));
        for (bytes, to) in &changes {
            corrected.replace_range(bytes.clone(), to);
        }
        ((!changes.is_empty()).then_some(corrected), corrections)
    }
}

/// Says of what a hit matched that it was looked for instead of what was typed.
pub(super) fn tell(answer: &mut Answer) {
    let applied: Vec<&Correction> = answer.corrections.iter().filter(|correction| correction.applied).collect();
    if applied.is_empty() {
        return;
    }
    let as_typed = |text: &str| {
        let correction = applied.iter().find(|correction| has_words(text, &correction.to))?;
        Some(replace_words(text, &correction.to, &correction.from))
    };
    for found in answer.hits.iter_mut().flat_map(|hit| &mut hit.matched) {
        if let Some(typed) = as_typed(&found.query) {
            found.query = typed;
            if matches!(found.by, By::Word | By::Phrase) {
                found.by = By::Correction;
            }
        }
    }
}

/// Whether a text has these words, each whole.
fn has_words(text: &str, words: &str) -> bool {
    replace_words(text, words, "") != text
}

fn replace_words(text: &str, words: &str, instead: &str) -> String {
    let whole = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + words.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    match text.match_indices(words).find(|&(at, _)| whole(at)) {
        Some((at, _)) => {
            let (before, after) = (text.get(..at), text.get(at + words.len()..));
            format!("{}{instead}{}", before.unwrap_or_default(), after.unwrap_or_default())
        }
        None => text.to_owned(),
    }
}
