//! The searcher: one snapshot of an index, asked any number of questions.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::civil::Date;

use super::filter::Filter;
use super::rerank::{Ranked, RerankWeights, Reranker, TitleMatch};
use crate::analysis::{AnalyzerPool, Language};
use crate::engine::{Candidate, Clause, ClauseFrequency, Engine, Phrase, Request, Retrieved};
use crate::index::Snapshot;
use crate::query::{Meaning, Query, QueryClause, QueryOptions};

/// Below this coverage the answer says that nothing answers the question fully.
pub const COVERAGE_FLOOR: f32 = 0.72;

/// Pages the second stage looks at, at least.
const LOOKED_AT: usize = 100;
/// Passages of each that it looks at, at least.
const LOOKED_AT_PER_PAGE: usize = 5;

/// What a hit stands for when hits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// A page.
    #[default]
    Page,
    /// A section of a page.
    Section,
}

/// How to search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchOptions {
    /// Pages wanted.
    pub pages: usize,
    /// Passages wanted of one page.
    pub per_page: usize,
    /// Which pages may answer.
    pub filter: Filter,
    /// Words and phrases that must not stand in an answer.
    pub excluded: Vec<String>,
    /// Use other names of what was asked for.
    pub synonyms: bool,
    /// Show a paragraph that stands on several pages once, with the other places.
    pub collapse: bool,
    /// Give the parts of each score.
    pub explain: bool,
    /// Day that freshness is told for.
    pub as_of: Date,
    /// Months after which a review is overdue.
    pub max_age: u32,
}

impl SearchOptions {
    /// Ten pages, one passage of each, as of a day.
    #[must_use]
    pub fn as_of(as_of: Date) -> SearchOptions {
        SearchOptions {
            pages: 10,
            per_page: 1,
            filter: Filter::default(),
            excluded: Vec::new(),
            synonyms: true,
            collapse: true,
            explain: false,
            as_of,
            max_age: 36,
        }
    }
}

/// Asks one snapshot.
pub struct Searcher<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) languages: Vec<Language>,
    /// They remember the words of the passages shown so far.
    pub(super) analyzers: AnalyzerPool,
}

/// A question after both stages.
pub(super) struct RankedQuery {
    pub(super) query: Query,
    /// Best first; the passages of a page stand together.
    pub(super) ranked: Vec<Ranked>,
    pub(super) frequencies: Vec<ClauseFrequency>,
    pub(super) pages: usize,
    /// Exclusions inside the question were ignored, because nothing was left.
    pub(super) exclusions_ignored: bool,
}

impl<'a> Searcher<'a> {
    /// A searcher over a snapshot.
    #[must_use]
    pub fn new(snapshot: &'a Snapshot) -> Searcher<'a> {
        Searcher { snapshot, languages: languages(snapshot), analyzers: AnalyzerPool::default() }
    }

    /// What a question means, by the snapshot's vocabulary.
    #[must_use]
    pub fn understand(&self, question: &str, options: &SearchOptions) -> Query {
        let query_options = QueryOptions {
            languages: self.languages.clone(),
            synonyms: options.synonyms,
            excluded: options.excluded.clone(),
        };
        Query::understand(question, &self.snapshot.vocabulary, &query_options)
    }

    /// Both stages for a question that is understood: its passages in their order, nothing of them read yet.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn ranked(&self, query: Query, options: &SearchOptions) -> Result<Vec<Candidate>> {
        let ranking = self.stages(query, options, true)?;
        Ok(ranking.ranked.into_iter().map(|ranked| ranked.candidate).collect())
    }

    /// Both stages: retrieve and rank.
    pub(super) fn rank(&self, question: &str, options: &SearchOptions) -> Result<RankedQuery> {
        let query = self.understand(question, options);
        let mut ranking = self.stages(query, options, true)?;
        let in_question = ranking.query.excluded.iter().any(|(exclusion, _)| !exclusion.flag);
        if ranking.ranked.is_empty() && in_question {
            ranking = self.stages(ranking.query, options, false)?;
            ranking.exclusions_ignored = !ranking.ranked.is_empty();
        }
        Ok(ranking)
    }

    pub(super) fn stages(&self, query: Query, options: &SearchOptions, exclusions_inside: bool) -> Result<RankedQuery> {
        let admitted = options.filter.admitted(&self.snapshot.table, options.as_of, options.max_age);
        let clauses: Vec<Clause> = query.clauses.iter().map(|clause| clause.clause.clone()).collect();
        let excluded: Vec<Phrase> = query
            .excluded
            .iter()
            .filter(|(exclusion, _)| exclusion.flag || exclusions_inside)
            .map(|(_, phrase)| phrase.clone())
            .collect();
        let request = Request {
            clauses: &clauses,
            required: &query.phrases,
            excluded: &excluded,
            admitted: admitted.as_deref(),
            order: self.snapshot.table.order(),
            pages: LOOKED_AT.max(options.pages.saturating_mul(2)),
            per_page: LOOKED_AT_PER_PAGE.max(options.per_page.saturating_mul(2)),
            everything: false,
        };
        let mut retrieved = self.snapshot.engine.retrieve(&request)?;
        if retrieved.candidates.is_empty() && !query.phrases.is_empty() {
            // What is quoted is wanted even if it stands in a review line only.
            retrieved = self.snapshot.engine.retrieve(&Request { everything: true, ..request.clone() })?;
        }
        let nowhere = names_nowhere(&query, &retrieved.frequencies);
        if !nowhere.is_empty() {
            let query = query.in_plain_words(&nowhere, &self.snapshot.vocabulary);
            return self.stages(query, options, exclusions_inside);
        }
        let titles = self.title_matches(&query);
        self.add_missing_titles(&titles, &request, &mut retrieved)?;
        let occurrences = self.snapshot.engine.occurrences(&clauses, &self.to_read(&query, &retrieved.candidates))?;
        let reranker = Reranker {
            clauses: &query.clauses,
            frequencies: &retrieved.frequencies,
            weights: RerankWeights::default(),
            quoted: !query.phrases.is_empty(),
            rarest: (2.0 * self.snapshot.engine.passages() as f32 + 2.0).ln(),
        };
        let ranked = retrieved.candidates.iter().zip(&occurrences).map(|(candidate, occurrences)| {
            let repeats = self.snapshot.table.repeats(candidate.page, candidate.place);
            let title = titles.get(&candidate.page).copied().unwrap_or_default();
            reranker.rank(*candidate, occurrences, repeats, title)
        });
        let ranked = self.by_page(ranked.collect(), options.per_page);
        let Retrieved { frequencies, pages, .. } = retrieved;
        Ok(RankedQuery { query, ranked, frequencies, pages, exclusions_ignored: false })
    }

    /// The candidates, each with only those clauses whose places in its text can change its rank: what was asked; all
    /// of them where some of the text stands on many pages.
    fn to_read(&self, query: &Query, candidates: &[Candidate]) -> Vec<Candidate> {
        let bit = |index: usize| 1_u64.checked_shl(index as u32).unwrap_or(0);
        let asked = query.clauses.iter().enumerate().filter(|(_, clause)| clause.meaning.is_asked());
        let asked: u64 = asked.fold(0, |all, (index, _)| all | bit(index));
        let read = candidates.iter().map(|candidate| {
            if query.phrases.is_empty() && !self.snapshot.table.repeats(candidate.page, candidate.place).is_empty() {
                return *candidate;
            }
            Candidate { matched: candidate.matched & asked, ..*candidate }
        });
        read.collect()
    }

    /// Pages whose title is the question.
    fn title_matches(&self, query: &Query) -> BTreeMap<u32, TitleMatch> {
        let mut matches = BTreeMap::new();
        if query.words.is_empty() {
            return matches;
        }
        let language = self.languages.first().copied().unwrap_or(Language::English);
        let keys = crate::index::title_keys(&query.text, language, &self.snapshot.vocabulary);
        for (page, equal) in self.snapshot.table.titled(keys) {
            matches.insert(page, if equal { TitleMatch::Equal } else { TitleMatch::ByConcept });
        }
        matches
    }

    /// A page whose title is the question must be looked at even where a hundred others score higher.
    fn add_missing_titles(
        &self,
        titles: &BTreeMap<u32, TitleMatch>,
        request: &Request<'_>,
        retrieved: &mut Retrieved,
    ) -> Result<()> {
        let there = |page: u32| retrieved.candidates.iter().any(|candidate| candidate.page == page);
        let admitted = |page: u32| request.admitted.is_none_or(|pages| pages.get(page as usize) == Some(&true));
        let missing: Vec<u32> = titles.keys().copied().filter(|&page| !there(page) && admitted(page)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let mut only = vec![false; self.snapshot.table.slots()];
        for page in missing {
            if let Some(slot) = only.get_mut(page as usize) {
                *slot = true;
            }
        }
        let again = Request { admitted: Some(&only), ..request.clone() };
        retrieved.candidates.extend(self.snapshot.engine.retrieve(&again)?.candidates);
        Ok(())
    }

    /// Orders pages by their best passage, and keeps the passages of a page together.
    fn by_page(&self, mut ranked: Vec<Ranked>, per_page: usize) -> Vec<Ranked> {
        let order = |candidate: &Candidate| {
            self.snapshot.table.order().get(candidate.page as usize).copied().unwrap_or(u32::MAX)
        };
        ranked.sort_by(|a, b| {
            b.score
                .total_cmp(&a.score)
                .then_with(|| order(&a.candidate).cmp(&order(&b.candidate)))
                .then(a.candidate.place.cmp(&b.candidate.place))
        });
        let mut place_of_page: BTreeMap<u32, usize> = BTreeMap::new();
        let mut groups: Vec<Vec<Ranked>> = Vec::new();
        for passage in ranked {
            let next = groups.len();
            let group = *place_of_page.entry(passage.candidate.page).or_insert(next);
            if group == next {
                groups.push(Vec::new());
            }
            if let Some(group) = groups.get_mut(group).filter(|group| group.len() < per_page.max(1)) {
                group.push(passage);
            }
        }
        groups.into_iter().flatten().collect()
    }
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

/// Languages of the index's pages, the most frequent first.
fn languages(snapshot: &Snapshot) -> Vec<Language> {
    let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
    for page in snapshot.table.pages() {
        let language = page.facts.language.as_deref().map_or(Language::English, Language::from_tag);
        *counts.entry(language).or_default() += 1;
    }
    let mut languages: Vec<(Language, usize)> = counts.into_iter().collect();
    languages.sort_by_key(|&(language, count)| (std::cmp::Reverse(count), language));
    languages.into_iter().map(|(language, _)| language).collect()
}
