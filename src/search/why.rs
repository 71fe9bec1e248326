//! Why a page is not among the answers.

use anyhow::Result;
use serde::Serialize;

use super::options::SearchOptions;
use super::rerank::Ranked;
use super::searcher::{RankedQuery, Searcher};
use crate::engine::{Alternative, Clause, Engine, Phrase, Request};
use crate::index::same_page;
use crate::query::{Meaning, Query};

/// What became of one page for one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Why {
    /// It is not in the index.
    NotIndexed {
        /// What is known of the reason: withheld, hidden, not in the exports.
        reason: String,
    },
    /// A filter leaves it out.
    Filtered {
        /// Each filter that does, in words.
        reasons: Vec<String>,
    },
    /// Every passage of it that answers holds something that was to be left out.
    Excluded {
        /// What was to be left out, as typed.
        excluded: Vec<String>,
    },
    /// It is among the answers, at this place.
    Ranked {
        /// Its place, from 1.
        rank: usize,
        /// Pages that match at all.
        of: usize,
        /// Words of the question that it does not have.
        missing: Vec<String>,
    },
    /// Nothing of the question stands on it.
    NoMatch {
        /// Words of the question that it does not have.
        missing: Vec<String>,
    },
}

impl Searcher<'_> {
    /// Says what became of the page with this link.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn why(&self, question: &str, link: &str, options: &SearchOptions) -> Result<Why> {
        let wanted = same_page(link);
        let Some(entry) = self.snapshot.table.pages().iter().find(|page| same_page(&page.facts.link) == wanted) else {
            return Ok(Why::NotIndexed { reason: self.snapshot.left_out(link)? });
        };
        let refusals = options.filter.refusals(entry, options.as_of, options.max_age);
        let reasons: Vec<String> = refusals.map(|refusal| refusal.to_string()).collect();
        if !reasons.is_empty() {
            return Ok(Why::Filtered { reasons });
        }
        let all = SearchOptions { pages: self.snapshot.table.pages().len().max(1), ..options.clone() };
        let ranking = self.rank_corrected(question, &all)?.ranking;
        let missing = self.missing(&ranking, entry.number)?;
        let pages = self.pages_of(&ranking)?;
        if let Some(place) = pages.iter().position(|&page| page == entry.number) {
            return Ok(Why::Ranked { rank: place + 1, of: pages.len(), missing });
        }
        if !ranking.query.excluded.is_empty() {
            let excluded = ranking.query.excluded.iter().map(|(exclusion, _)| exclusion.text.clone()).collect();
            let query = Query { excluded: Vec::new(), ..ranking.query };
            let ranking = self.retrieve(query, &all, true)?;
            if ranking.candidates.iter().any(|candidate| candidate.page == entry.number) {
                return Ok(Why::Excluded { excluded });
            }
        }
        Ok(Why::NoMatch { missing })
    }

    /// All pages of a ranking, in their order.
    fn pages_of(&self, ranking: &RankedQuery) -> Result<Vec<u32>> {
        let first = |page: Vec<Ranked>| page.first().map(|ranked| ranked.candidate.page);
        self.closely(ranking, 1).map(|page| page.map(first)).filter_map(Result::transpose).collect()
    }

    /// Parts of the question that stand nowhere on one page.
    fn missing(&self, ranking: &RankedQuery, page: u32) -> Result<Vec<String>> {
        let mut only = vec![false; self.snapshot.table.slots()];
        if let Some(slot) = only.get_mut(page as usize) {
            *slot = true;
        }
        let mut missing = Vec::new();
        for clause in &ranking.query.clauses {
            let text = match clause.meaning {
                Meaning::Word(index) => ranking.query.words.get(index).map(|word| word.surface.clone()),
                Meaning::Concept(index) => ranking.query.concepts.get(index).map(|asked| asked.text.clone()),
                Meaning::WordInName(_) | Meaning::SameName(_) | Meaning::Wider(_) | Meaning::Aspect => None,
            };
            let Some(text) = text else { continue };
            let alternatives: Vec<Alternative> = clause.clause.alternatives.clone();
            if !self.stands(&[&Clause::new(alternatives, 1.0)], &[], &only)? {
                missing.push(text);
            }
        }
        for (phrase, quoted) in ranking.query.phrases.iter().zip(&ranking.query.quoted) {
            if !self.stands(&[], std::slice::from_ref(phrase), &only)? {
                missing.push(format!("“{quoted}”"));
            }
        }
        Ok(missing)
    }

    /// Whether any passage of the pages admitted has it.
    fn stands(&self, clauses: &[&Clause], required: &[Phrase], admitted: &[bool]) -> Result<bool> {
        let request = Request {
            clauses,
            required,
            excluded: &[],
            admitted: Some(admitted),
            order: self.snapshot.table.order(),
            pages: 1,
            per_page: 1,
            everything: true,
        };
        Ok(!self.snapshot.engine.retrieve(&request)?.candidates.is_empty())
    }
}
