//! The naive engine: passages in a list, each question answered by looking at every one of them.
//!
//! It is what the property tests hold the stored engine against; it shares the formula with it and nothing else.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow};

use super::Engine;
use super::field::{FieldTokens, PassageDocument};
use super::request::{Alternative, Candidate, Clause, ClauseFrequency, Occurrence, Phrase, Request, Retrieved, Slot};
use super::score::Norms;
use super::score::{ClauseWeights, FieldCounts, Frequencies, PageCounts, Totals, Weights, passage_part};
use super::select::{Selection, keep_best};

/// Passages in memory.
#[derive(Debug, Clone, Default)]
pub struct MemoryEngine {
    /// Sorted by page and place.
    passages: Vec<PassageDocument>,
    weights: Weights,
}

impl MemoryEngine {
    /// An engine over these passages.
    #[must_use]
    pub fn new(mut passages: Vec<PassageDocument>, weights: Weights) -> MemoryEngine {
        passages.sort_by_key(|passage| (passage.page, passage.place));
        MemoryEngine { passages, weights }
    }

    fn page_numbers(&self) -> Vec<u32> {
        let mut pages: Vec<u32> = self.passages.iter().map(|passage| passage.page).collect();
        pages.dedup();
        pages
    }

    fn of_page(&self, page: u32) -> impl Iterator<Item = &PassageDocument> {
        self.passages.iter().filter(move |passage| passage.page == page)
    }

    fn page_words(&self, page: u32) -> u32 {
        let body: u32 = self.of_page(page).map(|passage| passage.body.words()).sum();
        body + self.of_page(page).next().map_or(0, |passage| passage.title.words())
    }

    fn totals(&self) -> Totals {
        let sum = |of: fn(&PassageDocument) -> u32| self.passages.iter().map(|p| u64::from(of(p))).sum();
        let pages = self.page_numbers();
        Totals {
            passages: self.passages.len() as u32,
            pages: pages.len() as u32,
            catch_all_words: sum(|p| p.body.words() + p.title.words() + p.heading.words()),
            title_words: sum(|p| p.title.words()),
            heading_words: sum(|p| p.heading.words()),
            page_words: pages.iter().map(|&page| u64::from(self.page_words(page))).sum(),
        }
    }

    fn frequencies(&self, clause: &Clause) -> Frequencies {
        let matches = |passage: &&PassageDocument| counts(passage, clause) != FieldCounts::default();
        let count = |test: &dyn Fn(&FieldCounts) -> bool| {
            self.passages.iter().filter(|passage| test(&counts(passage, clause))).count() as u32
        };
        Frequencies {
            passages: self.passages.iter().filter(matches).count() as u32,
            title: count(&|counts| counts.title > 0.0),
            heading: count(&|counts| counts.heading > 0.0),
            pages: self.page_numbers().into_iter().filter(|&page| self.of_page(page).any(|p| matches(&p))).count()
                as u32,
        }
    }

    fn candidate(&self, index: usize, request: &Request<'_>, totals: &Totals) -> Candidate {
        let passage = &self.passages[index];
        let average = |words| Totals::average(words, totals.passages);
        let all = passage.body.words() + passage.title.words() + passage.heading.words();
        let norms = Norms {
            catch_all: self.weights.norm(all, average(totals.catch_all_words)),
            title: self.weights.norm(passage.title.words(), average(totals.title_words)),
            heading: self.weights.heading_norm(passage.heading.words(), average(totals.heading_words)),
        };
        let page_norm =
            self.weights.norm(self.page_words(passage.page), Totals::average(totals.page_words, totals.pages));
        let (mut passage_score, mut page_score, mut matched) = (0.0, 0.0, 0);
        for (number, clause) in request.clauses.iter().enumerate() {
            let weights = ClauseWeights::new(clause, self.frequencies(clause), totals, &self.weights);
            let here = counts(passage, clause);
            if here != FieldCounts::default() {
                matched |= 1 << number;
                passage_score += passage_part(&here, &norms, &weights, &self.weights);
            }
            let mut page = PageCounts::default();
            self.of_page(passage.page).for_each(|other| page.add(&counts(other, clause)));
            page_score += page.part(page_norm, &weights, &self.weights);
        }
        Candidate {
            segment: 0,
            document: index as u32,
            page: passage.page,
            place: passage.place,
            passage_score,
            page_score,
            matched,
        }
    }
}

impl Engine for MemoryEngine {
    fn retrieve(&self, request: &Request<'_>) -> Result<Retrieved> {
        let totals = self.totals();
        let mut answering: Vec<Candidate> = Vec::new();
        for (index, passage) in self.passages.iter().enumerate() {
            let candidate = self.candidate(index, request, &totals);
            let by_phrase_alone = request.clauses.is_empty() && !request.required.is_empty();
            let admitted = request.admitted.is_none_or(|pages| pages.get(passage.page as usize) == Some(&true));
            if (candidate.matched != 0 || by_phrase_alone)
                && (request.everything || passage.answers)
                && admitted
                && request.required.iter().all(|phrase| holds(passage, phrase))
                && !request.excluded.iter().any(|phrase| holds(passage, phrase))
            {
                answering.push(candidate);
            }
        }
        let frequencies = request.clauses.iter().map(|clause| {
            let found = self.frequencies(clause);
            let worth = ClauseWeights::new(clause, found, &totals, &self.weights).catch_all;
            ClauseFrequency { passages: found.passages, pages: found.pages, worth }
        });
        let frequencies = frequencies.collect();
        let mut selection = Selection::new(request);
        let mut pages = 0;
        for of_page in answering.chunk_by(|a, b| a.page == b.page) {
            let best = of_page.iter().map(Candidate::score).fold(f32::MIN, f32::max);
            let order = of_page.first().and_then(|first| request.order.get(first.page as usize));
            selection.offer(best, order.copied().unwrap_or(u32::MAX), of_page.to_vec());
            pages += 1;
        }
        let mut candidates = Vec::new();
        for of_page in selection.finish() {
            let start = candidates.len();
            candidates.extend(of_page);
            keep_best(&mut candidates, start, request);
        }
        Ok(Retrieved { candidates, frequencies, pages })
    }

    fn pages_with(&self, alternatives: &[Alternative]) -> Result<Vec<u32>> {
        let clause = Clause::new(alternatives.to_vec(), 1.0);
        let stands = |page: &u32| self.of_page(*page).any(|passage| counts(passage, &clause) != FieldCounts::default());
        Ok(self.page_numbers().into_iter().filter(stands).collect())
    }

    fn completions(&self, beginning: &str, most: usize) -> Result<Vec<String>> {
        let mut places: BTreeMap<&str, BTreeSet<(usize, usize)>> = BTreeMap::new();
        for (number, passage) in self.passages.iter().enumerate() {
            for (field, tokens) in [&passage.body, &*passage.title, &*passage.heading].into_iter().enumerate() {
                for (token, _) in tokens.iter().filter(|(token, _)| token.starts_with(beginning)) {
                    places.entry(token).or_default().insert((number, field));
                }
            }
        }
        let mut found: Vec<(&str, usize)> = places.iter().map(|(token, places)| (*token, places.len())).collect();
        found.sort_by_key(|&(token, places)| (Reverse(places), token));
        Ok(found.into_iter().take(most).map(|(token, _)| token.to_owned()).collect())
    }

    fn occurrences(&self, clauses: &[&Clause], candidates: &[Candidate]) -> Result<Vec<Vec<Occurrence>>> {
        let mut all = Vec::new();
        for candidate in candidates {
            let passage = self.passages.get(candidate.document as usize).ok_or_else(|| anyhow!("no such passage"))?;
            let mut found = Vec::new();
            for (clause, each) in clauses.iter().enumerate() {
                for (alternative, wanted) in each.alternatives.iter().enumerate() {
                    let (clause, alternative) = (clause as u16, alternative as u16);
                    let starts = starts(&passage.body, wanted, passage.page);
                    found.extend(starts.into_iter().map(|position| Occurrence { position, clause, alternative }));
                }
            }
            found.sort_by_key(|at: &Occurrence| (at.position, at.clause, at.alternative));
            all.push(found);
        }
        Ok(all)
    }

    fn stored(&self, candidate: &Candidate) -> Result<Vec<u8>> {
        let passage = self.passages.get(candidate.document as usize).ok_or_else(|| anyhow!("no such passage"))?;
        Ok(passage.stored.clone())
    }
}

fn counts(passage: &PassageDocument, clause: &Clause) -> FieldCounts {
    FieldCounts {
        body: count(&passage.body, clause, passage.page),
        title: count(&passage.title, clause, passage.page),
        heading: count(&passage.heading, clause, passage.page),
    }
}

/// Adds up alternative by alternative, as the stored engine does, so that sums round alike.
fn count(field: &FieldTokens, clause: &Clause, page: u32) -> f32 {
    let mut sum = 0.0;
    for alternative in &clause.alternatives {
        let times = starts(field, alternative, page).len();
        if times > 0 {
            sum += alternative.weight * times as f32;
        }
    }
    sum
}

/// Positions in a field of a page where an alternative begins.
fn starts(field: &FieldTokens, wanted: &Alternative, page: u32) -> Vec<u32> {
    if !wanted.counts_on(page) {
        return Vec::new();
    }
    let tokens: Vec<(&str, u32)> = field.iter().collect();
    let goes_on = |&start: &u32| {
        let mut rest = wanted.then.iter().zip(start + 1..);
        rest.all(|(token, position)| tokens.contains(&(token.as_str(), position)))
    };
    let begins = tokens.iter().filter(|(token, _)| *token == wanted.token).map(|&(_, position)| position);
    begins.filter(goes_on).collect()
}

fn holds(passage: &PassageDocument, phrase: &Phrase) -> bool {
    [&passage.body, &*passage.title, &*passage.heading].into_iter().any(|field| {
        let tokens: Vec<(&str, u32)> = field.iter().collect();
        let stands = |slots: &[Slot]| tokens.iter().any(|&(_, start)| continues(&tokens, slots, 0, start));
        stands(&phrase.slots) || stands(&phrase.words)
    })
}

fn continues(tokens: &[(&str, u32)], slots: &[Slot], slot: usize, position: u32) -> bool {
    let Some(wanted) = slots.get(slot) else { return slot > 0 };
    wanted.tokens.iter().any(|(token, words)| {
        tokens.contains(&(token.as_str(), position)) && continues(tokens, slots, slot + 1, position + words)
    })
}
