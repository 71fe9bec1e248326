//! The searcher: one snapshot of an index, asked any number of questions.

use std::collections::BTreeMap;

use anyhow::Result;

use super::closely::Closely;
use super::filter::LastFilter;
use super::meaning;
use super::no_names::{NoNames, leave_out_mere_letters};
use super::options::SearchOptions;
use super::part::RankingPart;
use super::rerank::{Ranked, RerankWeights, TitleMatch};
use super::suggest::Suggestibles;
use crate::analysis::{AnalyzerPool, Language};
use crate::engine::{Candidate, ClauseFrequency, Engine, Phrase, Request, Retrieved};
use crate::index::{Snapshot, generation_name};
use crate::query::{Query, QueryOptions};

/// Pages the second stage looks at, at least.
const LOOKED_AT: usize = 100;
/// Words that the beginning of one may become.
const COMPLETIONS: usize = 24;
/// Letters of an ending that a stem does not have, and of the stem at least.
const LONGEST_ENDING: usize = 4;
const SHORTEST_STEM: usize = 4;
/// Passages of each that it looks at, at least.
const LOOKED_AT_PER_PAGE: usize = 5;

/// Asks one snapshot.
pub struct Searcher<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) languages: Vec<Language>,
    /// They remember the words of the passages shown so far.
    pub(super) analyzers: AnalyzerPool,
    last_filter: LastFilter,
    pub(super) suggestibles: Suggestibles,
}

/// A question after both stages.
pub(super) struct RankedQuery {
    pub(super) query: Query,
    /// What the first stage chose.
    pub(super) candidates: Vec<Candidate>,
    /// Pages whose title is the question.
    pub(super) titles: BTreeMap<u32, TitleMatch>,
    pub(super) frequencies: Vec<ClauseFrequency>,
    pub(super) pages: usize,
    /// Exclusions inside the question were ignored, because nothing was left.
    pub(super) exclusions_ignored: bool,
    /// What the second stage weighs by.
    pub(super) weights: RerankWeights,
}

impl<'a> Searcher<'a> {
    /// A searcher over a snapshot.
    #[must_use]
    pub fn new(snapshot: &'a Snapshot) -> Searcher<'a> {
        Searcher {
            snapshot,
            languages: languages(snapshot),
            analyzers: AnalyzerPool::default(),
            last_filter: LastFilter::default(),
            suggestibles: Suggestibles::default(),
        }
    }

    /// What it asks.
    #[must_use]
    pub fn snapshot(&self) -> &'a Snapshot {
        self.snapshot
    }

    /// Name of the generation it asks: it differs between two generations of one index.
    #[must_use]
    pub fn generation_name(&self) -> String {
        generation_name(self.snapshot.generation())
    }

    /// What a question means, by the snapshot's vocabulary.
    #[must_use]
    pub fn understand(&self, question: &str, options: &SearchOptions) -> Query {
        let query_options = QueryOptions {
            languages: self.languages.clone(),
            synonyms: options.synonyms,
            aspects: options.has(RankingPart::Intent),
            excluded: options.excluded.clone(),
        };
        Query::understand(question, &self.snapshot.vocabulary, &query_options)
    }

    /// Both stages for a question that is understood: the passages of the pages wanted, in their order, nothing of
    /// them read yet.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn ranked(&self, query: Query, options: &SearchOptions) -> Result<Vec<Candidate>> {
        let ranking = self.retrieve(query, options, true)?;
        let mut passages = Vec::new();
        for page in self.closely(&ranking, options.per_page).take(options.pages) {
            passages.extend(page?.into_iter().map(|ranked| ranked.candidate));
        }
        Ok(passages)
    }

    /// The first stage for a question; [`Searcher::closely`] is the second.
    pub(super) fn rank(&self, question: &str, options: &SearchOptions) -> Result<RankedQuery> {
        let mut query = self.understand(question, options);
        meaning::choose(&mut query, &options.meaning, &self.snapshot.vocabulary)?;
        let query = if options.prefix { self.complete(query, options.synonyms)? } else { query };
        let mut ranking = self.retrieve(query, options, true)?;
        let in_question = ranking.query.excluded.iter().any(|(exclusion, _)| !exclusion.flag);
        if ranking.candidates.is_empty() && in_question {
            ranking = self.retrieve(ranking.query, options, false)?;
            ranking.exclusions_ignored = !ranking.candidates.is_empty();
        }
        Ok(ranking)
    }

    /// Looks for all words that the last one may become, and for the names it may be on its way to.
    fn complete(&self, query: Query, synonyms: bool) -> Result<Query> {
        let Some(beginning) = query.beginning() else { return Ok(query) };
        let mut words = self.snapshot.engine.completions(beginning, COMPLETIONS)?;
        if words.is_empty() {
            // The index has stems: "swallowi" is on its way to "swallowing", which is there as "swallow".
            words.extend(self.stem_of(beginning)?);
        }
        let begun = query.begins(&self.snapshot.vocabulary).filter(|_| synonyms);
        let query = query.completed(words);
        Ok(match begun {
            Some(begun) => query.naming(begun),
            None => query,
        })
    }

    /// The longest word of the index that a beginning goes on from, up to an ending's length.
    fn stem_of(&self, beginning: &str) -> Result<Option<String>> {
        let ends = beginning.char_indices().map(|(at, _)| at).rev().take(LONGEST_ENDING);
        for stem in ends.filter_map(|end| beginning.get(..end)).filter(|stem| stem.len() >= SHORTEST_STEM) {
            let words = self.snapshot.engine.completions(stem, 1)?;
            if let Some(word) = words.into_iter().find(|word| word == stem) {
                return Ok(Some(word));
            }
        }
        Ok(None)
    }

    pub(super) fn retrieve(
        &self,
        mut query: Query,
        options: &SearchOptions,
        exclusions_inside: bool,
    ) -> Result<RankedQuery> {
        self.restrict(&mut query)?;
        if !options.has(RankingPart::Page) {
            query.clauses.iter_mut().for_each(|clause| clause.clause.emphasis.page = 0.0);
        }
        let table = &self.snapshot.table;
        let admitted = self.last_filter.admitted(&options.filter, table, options.as_of, options.max_age);
        let clauses = query.engine_clauses();
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
        let no_names = NoNames::of(&query, &retrieved.frequencies);
        if !no_names.is_empty() {
            let query = no_names.taken_out_of(query, &self.snapshot.vocabulary);
            return self.retrieve(query, options, exclusions_inside);
        }
        leave_out_mere_letters(&query, &mut retrieved);
        let titles = self.title_matches(&query);
        self.add_missing_titles(&titles, &request, &mut retrieved)?;
        drop(clauses);
        let Retrieved { candidates, frequencies, pages } = retrieved;
        let mut weights = RerankWeights::default();
        if !options.has(RankingPart::Coverage) {
            weights.coverage = 0.0;
        }
        Ok(RankedQuery { query, candidates, titles, frequencies, pages, exclusions_ignored: false, weights })
    }

    /// The second stage: the pages in their order.
    pub(super) fn closely<'s>(&'s self, ranking: &'s RankedQuery, per_page: usize) -> Closely<'s> {
        Closely::new(self.snapshot, ranking, per_page)
    }

    /// The passages of [`Searcher::closely`] one after the other.
    pub(super) fn passages<'s>(
        &'s self,
        ranking: &'s RankedQuery,
        options: &SearchOptions,
    ) -> impl Iterator<Item = Result<Ranked>> + 's {
        self.closely(ranking, options.per_page).flat_map(|page| match page {
            Ok(passages) => passages.into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        })
    }

    /// Pages whose title is the question.
    fn title_matches(&self, query: &Query) -> BTreeMap<u32, TitleMatch> {
        let mut matches = BTreeMap::new();
        if query.words.is_empty() {
            return matches;
        }
        let language = self.languages.first().copied().unwrap_or(Language::English);
        let tokens = self.analyzers.tokens(language, &query.text);
        let keys = crate::index::title_keys(&query.text, tokens, &self.snapshot.vocabulary);
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
}

/// Languages of the index's pages, the most frequent first.
fn languages(snapshot: &Snapshot) -> Vec<Language> {
    let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
    for page in snapshot.table.pages() {
        let language = page.language();
        *counts.entry(language).or_default() += 1;
    }
    let mut languages: Vec<(Language, usize)> = counts.into_iter().collect();
    languages.sort_by_key(|&(language, count)| (std::cmp::Reverse(count), language));
    languages.into_iter().map(|(language, _)| language).collect()
}
