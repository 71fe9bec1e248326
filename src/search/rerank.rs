//! The second stage: the best few hundred passages, looked at closely.
//!
//! To the score of the first stage come: how near the words of the question stand to each other and in its order,
//! how much of the question is covered, a title that is the question; and what matched only in text that stands on
//! many pages is taken back. Sums are made in the order of the clauses, so that equal input gives equal scores.

use super::hit::Part;
use crate::engine::{BLOCK_GAP, Candidate, ClauseFrequency, Occurrence};
use crate::query::{Meaning, QueryClause};

/// How much more a recognised name counts for coverage than a word.
const NAME_COUNTS: f32 = 3.0;
/// A hit that matches as much as so many words that stand nowhere else covers any question.
const ENOUGH_RARE_WORDS: f32 = 3.0;

/// Weights of the second stage, as shares of what the clauses concerned are worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct RerankWeights {
    /// Two clauses next to each other in the question stand next to each other in the passage.
    pub(super) near: f32,
    /// The passage's own text holds what was asked, and not only its title and headings.
    pub(super) told: f32,
    /// The passage covers the whole question.
    pub(super) coverage: f32,
    /// The title is the question, word for word.
    pub(super) title: f32,
    /// The title is the question after names became concepts.
    pub(super) title_by_concept: f32,
    /// The passage is the beginning of such a page: whoever names a subject wants to be told what it is.
    pub(super) beginning: f32,
    /// What is left of a match in text that stands on many pages.
    pub(super) repeated: f32,
}

impl Default for RerankWeights {
    fn default() -> Self {
        RerankWeights {
            near: 0.35,
            told: 0.3,
            coverage: 0.3,
            title: 20.0,
            title_by_concept: 1.0,
            beginning: 1.0,
            repeated: 0.02,
        }
    }
}

/// How a page's title relates to the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum TitleMatch {
    #[default]
    None,
    ByConcept,
    Equal,
}

/// A passage after the second stage.
#[derive(Debug, Clone)]
pub(super) struct Ranked {
    pub(super) candidate: Candidate,
    pub(super) score: f32,
    pub(super) coverage: f32,
    pub(super) parts: Vec<Part>,
}

/// What the second stage knows of a request.
pub(super) struct Reranker<'a> {
    pub(super) clauses: &'a [QueryClause],
    pub(super) frequencies: &'a [ClauseFrequency],
    pub(super) weights: RerankWeights,
    /// A quoted phrase is what was asked, wherever it stands.
    pub(super) quoted: bool,
    /// What a word is worth that stands nowhere.
    pub(super) rarest: f32,
}

impl Reranker<'_> {
    pub(super) fn rank(
        &self,
        candidate: Candidate,
        occurrences: &[Occurrence],
        repeats: &[(u32, u32)],
        title: TitleMatch,
    ) -> Ranked {
        let asked = self.worth_of(|index| self.is_asked(index));
        let own: Vec<Occurrence> =
            occurrences.iter().copied().filter(|at| self.quoted || !within(repeats, at.position)).collect();
        let only_repeated = only_repeated(occurrences, &own);
        let matched = candidate.matched & !only_repeated;
        let covered = self.worth_of(|index| self.is_asked(index) && matched & bit(index) != 0);
        let coverage = if asked > 0.0 { (covered / asked).min(1.0) } else { 1.0 };
        let lost = self.worth_of(|index| only_repeated & bit(index) != 0);
        let all = self.worth_of(|index| candidate.matched & bit(index) != 0).max(f32::MIN_POSITIVE);
        let repeated_share = (lost / all).min(1.0) * (1.0 - self.weights.repeated);
        let mut parts = vec![
            Part { name: "passage", value: candidate.passage_score },
            Part { name: "page", value: candidate.page_score },
        ];
        let mut add = |name: &'static str, value: f32| {
            if value != 0.0 {
                parts.push(Part { name, value });
            }
        };
        add("repeated on many pages", -repeated_share * candidate.score());
        add("nearness", self.weights.near * self.nearness(&own));
        let in_text = own.iter().fold(0, |bits, at| bits | bit(usize::from(at.clause)));
        let told = self.worth_of(|index| self.is_asked(index) && in_text & bit(index) != 0);
        add("told in the text", self.weights.told * told);
        add("coverage", self.weights.coverage * covered * coverage);
        match title {
            TitleMatch::None => {}
            TitleMatch::Equal => add("title is the question", self.weights.title * asked.max(1.0)),
            TitleMatch::ByConcept => add("title names it", self.weights.title_by_concept * asked),
        }
        if title != TitleMatch::None && candidate.place == 0 {
            add("beginning of the page", self.weights.beginning * asked);
        }
        let score = parts.iter().map(|part| part.value).sum();
        Ranked { candidate, score, coverage: self.coverage(matched), parts }
    }

    /// Share of the question's weight that is matched, 0 to 1.
    ///
    /// A recognised name counts [`NAME_COUNTS`] times: it is what the question is about. A long message is not asked
    /// to be matched word for word: what counts in full is at most as much as [`ENOUGH_RARE_WORDS`].
    fn coverage(&self, matched: u64) -> f32 {
        let weight = |index: usize| match self.clauses.get(index).map(|clause| clause.meaning) {
            Some(Meaning::Concept(_)) => NAME_COUNTS,
            Some(Meaning::Word(_)) => 1.0,
            _ => 0.0,
        };
        let worths = || self.frequencies.iter().enumerate().map(|(index, found)| (index, weight(index) * found.worth));
        let asked: f32 = worths().map(|(_, worth)| worth).sum();
        let covered: f32 = worths().filter(|(index, _)| matched & bit(*index) != 0).map(|(_, worth)| worth).sum();
        let enough = asked.min(ENOUGH_RARE_WORDS * self.rarest);
        if enough > 0.0 { (covered / enough).min(1.0) } else { 1.0 }
    }

    fn is_asked(&self, index: usize) -> bool {
        self.clauses.get(index).is_some_and(|clause| clause.meaning.is_asked())
    }

    fn worth_of(&self, wanted: impl Fn(usize) -> bool) -> f32 {
        self.frequencies.iter().enumerate().filter(|(index, _)| wanted(*index)).map(|(_, found)| found.worth).sum()
    }

    /// For each two neighbours among the asked clauses: the lesser worth, divided by how far apart they stand at best;
    /// half of that against the question's order.
    fn nearness(&self, occurrences: &[Occurrence]) -> f32 {
        let asked: Vec<usize> = (0..self.clauses.len()).filter(|&index| self.is_asked(index)).collect();
        let mut sum = 0.0;
        for pair in asked.windows(2) {
            let &[first, second] = pair else { continue };
            let worth = |index: usize| self.frequencies.get(index).map_or(0.0, |found| found.worth);
            if let Some(distance) = closest(occurrences, first, second) {
                sum += worth(first).min(worth(second)) / distance;
            }
        }
        sum
    }
}

/// Least distance of two clauses, in words; doubled where the second stands before the first. `None` across blocks.
fn closest(occurrences: &[Occurrence], first: usize, second: usize) -> Option<f32> {
    let mut best: Option<f32> = None;
    let mut last: [Option<u32>; 2] = [None, None];
    for at in occurrences {
        let clause = usize::from(at.clause);
        let (distance, order) = if clause == first {
            last[0] = Some(at.position);
            (last[1].map(|before| at.position - before), 2.0)
        } else if clause == second {
            last[1] = Some(at.position);
            (last[0].map(|before| at.position - before), 1.0)
        } else {
            continue;
        };
        if let Some(distance) = distance.filter(|&distance| distance <= BLOCK_GAP) {
            let distance = distance.max(1) as f32 * order;
            best = Some(best.map_or(distance, |best| best.min(distance)));
        }
    }
    best
}

/// Clauses that stand in the text, and there only where text repeats on many pages.
fn only_repeated(all: &[Occurrence], own: &[Occurrence]) -> u64 {
    let bits = |list: &[Occurrence]| list.iter().fold(0, |bits, at| bits | bit(usize::from(at.clause)));
    bits(all) & !bits(own)
}

fn within(spans: &[(u32, u32)], position: u32) -> bool {
    spans.iter().any(|&(from, to)| (from..to).contains(&position))
}

fn bit(index: usize) -> u64 {
    u32::try_from(index).ok().and_then(|index| 1_u64.checked_shl(index)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(position: u32, clause: u16) -> Occurrence {
        Occurrence { position, clause, alternative: 0 }
    }

    #[test]
    fn words_in_the_order_of_the_question_are_nearer_than_the_other_way_round() {
        assert_eq!(closest(&[at(3, 0), at(4, 1)], 0, 1), Some(1.0));
        assert_eq!(closest(&[at(3, 1), at(4, 0)], 0, 1), Some(2.0));
        assert_eq!(closest(&[at(3, 0), at(90, 1)], 0, 1), None);
    }
}
