//! The second stage: the best few hundred passages, looked at closely.
//!
//! To the score of the first stage come: how near the words of the question stand to each other and in its order,
//! how much of the question is covered, a title that is the question; and what matched only in text that stands on
//! many pages is taken back. Sums are made in the order of the clauses, so that equal input gives equal scores.

use super::hit::Part;
use crate::engine::{BLOCK_GAP, Candidate, ClauseFrequency, Occurrence};
use crate::query::{Meaning, Query};

/// How much more a recognised name counts for coverage than a word.
const NAME_COUNTS: f32 = 3.0;
/// What a word counts that is part of a name that no page has, and the name that it ends in: "lung cancer" and all the
/// other words of "small cell lung cancer" do not make it that.
const OF_ABSENT_NAME: f32 = 0.5;
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
    /// What news, posts and archives lose, as a share of what the first stage gave.
    pub(super) passing: f32,
    /// What is left of a match in text that stands on many pages.
    pub(super) repeated: f32,
}

impl Default for RerankWeights {
    fn default() -> Self {
        RerankWeights {
            near: 0.2,
            told: 0.3,
            coverage: 0.05,
            title: 20.0,
            title_by_concept: 1.0,
            beginning: 1.0,
            passing: 0.2,
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

/// What is known of a candidate's page before its text is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PageTraits {
    pub(super) title: TitleMatch,
    /// It is news, a post or an archive.
    pub(super) passing: bool,
}

/// A passage after the second stage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    pub(super) candidate: Candidate,
    pub(super) score: f32,
    pub(super) coverage: f32,
    title: TitleMatch,
    parts: [f32; 9],
}

impl Ranked {
    /// The parts that add something; they sum to the score.
    pub(super) fn parts(&self) -> Vec<Part> {
        let title = if self.title == TitleMatch::Equal { "title is the question" } else { "title names it" };
        let names = [
            "passage",
            "page",
            "repeated on many pages",
            "nearness",
            "told in the text",
            "coverage",
            title,
            "beginning of the page",
            "news or archive",
        ];
        let parts = names.into_iter().zip(self.parts).map(|(name, value)| Part { name, value });
        parts.enumerate().filter(|(place, part)| *place < 2 || part.value != 0.0).map(|(_, part)| part).collect()
    }
}

/// What the second stage knows of a request, and room to work in.
pub(super) struct Reranker {
    weights: RerankWeights,
    /// A quoted phrase is what was asked, wherever it stands.
    quoted: bool,
    /// Clauses that were asked, as bits and in their order.
    asked: u64,
    order: Vec<usize>,
    /// Place of each clause in that order.
    places: Vec<Option<usize>>,
    /// What each clause is worth, and what it counts for coverage.
    worth: Vec<f32>,
    counts: Vec<f32>,
    asked_worth: f32,
    /// What must be matched for full coverage.
    enough: f32,
    /// By place: where the clause stood last; how near it came to the next one.
    last: Vec<Option<u32>>,
    nearest: Vec<Option<f32>>,
}

impl Reranker {
    /// A reranker for this question; `rarest` is what a word is worth that stands nowhere.
    pub(super) fn new(query: &Query, frequencies: &[ClauseFrequency], weights: RerankWeights, rarest: f32) -> Reranker {
        let clauses = &query.clauses;
        let order: Vec<usize> = (0..clauses.len()).filter(|&index| clauses[index].meaning.is_asked()).collect();
        let mut places = vec![None; clauses.len()];
        for (place, &clause) in order.iter().enumerate() {
            places[clause] = Some(place);
        }
        let worth: Vec<f32> = frequencies.iter().map(|found| found.worth).collect();
        let counts: Vec<f32> =
            clauses.iter().zip(&worth).map(|(clause, worth)| share(clause.meaning, query) * worth).collect();
        let absent = NAME_COUNTS * rarest * query.nowhere.len() as f32;
        Reranker {
            weights,
            quoted: !query.phrases.is_empty(),
            asked: order.iter().fold(0, |bits, &clause| bits | bit(clause)),
            asked_worth: order.iter().filter_map(|&clause| worth.get(clause)).sum(),
            enough: (counts.iter().sum::<f32>() + absent).min(ENOUGH_RARE_WORDS * rarest),
            last: vec![None; order.len()],
            nearest: vec![None; order.len()],
            order,
            places,
            worth,
            counts,
        }
    }

    /// Clauses that were asked, as bits.
    pub(super) fn asked(&self) -> u64 {
        self.asked
    }

    /// The most that [`Reranker::rank`] can give a candidate, wherever in its text the clauses stand.
    pub(super) fn most(&self, candidate: &Candidate, page: PageTraits) -> f32 {
        let asked = candidate.matched & self.asked;
        let covered = sum_of(&self.worth, asked);
        let both = |&(first, second): &(usize, usize)| asked & bit(first) != 0 && asked & bit(second) != 0;
        let near: f32 = self.neighbours().filter(both).map(|pair| self.lesser(pair)).sum();
        let most = candidate.score()
            + self.weights.near * near
            + self.weights.told * covered
            + self.weights.coverage * covered * self.share_of_asked(covered)
            + self.page_parts(candidate, page).iter().sum::<f32>();
        // Sums made in another order may differ in their last digits.
        most + most.abs() * 1e-5
    }

    /// Ranks a candidate by where in its text the clauses stand.
    pub(super) fn rank(
        &mut self,
        candidate: Candidate,
        occurrences: &[Occurrence],
        repeats: &[(u32, u32)],
        page: PageTraits,
    ) -> Ranked {
        let is_own = |at: &&Occurrence| self.quoted || !within(repeats, at.position);
        let in_text = bits(occurrences.iter().filter(is_own));
        let only_repeated = if repeats.is_empty() { 0 } else { bits(occurrences.iter()) & !in_text };
        let near = if repeats.is_empty() || self.quoted {
            self.nearness(occurrences.iter())
        } else {
            self.nearness(occurrences.iter().filter(|at| !within(repeats, at.position)))
        };
        let matched = candidate.matched & !only_repeated;
        let covered = sum_of(&self.worth, matched & self.asked);
        let lost = sum_of(&self.worth, only_repeated);
        let all = sum_of(&self.worth, candidate.matched).max(f32::MIN_POSITIVE);
        let repeated_share = (lost / all).min(1.0) * (1.0 - self.weights.repeated);
        let [titled, beginning, passing] = self.page_parts(&candidate, page);
        let parts = [
            candidate.passage_score,
            candidate.page_score,
            -repeated_share * candidate.score(),
            self.weights.near * near,
            self.weights.told * sum_of(&self.worth, in_text & self.asked),
            self.weights.coverage * covered * self.share_of_asked(covered),
            titled,
            beginning,
            passing,
        ];
        let score = parts.iter().sum();
        Ranked { candidate, score, coverage: self.coverage(matched), title: page.title, parts }
    }

    fn share_of_asked(&self, covered: f32) -> f32 {
        if self.asked_worth > 0.0 { (covered / self.asked_worth).min(1.0) } else { 1.0 }
    }

    /// What a title that is the question adds, and the beginning of its page; what news lose.
    fn page_parts(&self, candidate: &Candidate, page: PageTraits) -> [f32; 3] {
        let passing = if page.passing { -self.weights.passing * candidate.score() } else { 0.0 };
        let titled = match page.title {
            TitleMatch::None => return [0.0, 0.0, passing],
            TitleMatch::Equal => self.weights.title * self.asked_worth.max(1.0),
            TitleMatch::ByConcept => self.weights.title_by_concept * self.asked_worth,
        };
        let beginning = if candidate.place == 0 { self.weights.beginning * self.asked_worth } else { 0.0 };
        [titled, beginning, passing]
    }

    /// Share of the question's weight that is matched, 0 to 1.
    ///
    /// A recognised name counts [`NAME_COUNTS`] times: it is what the question is about. A long message is not asked
    /// to be matched word for word: what counts in full is at most as much as [`ENOUGH_RARE_WORDS`].
    fn coverage(&self, matched: u64) -> f32 {
        if self.enough > 0.0 { (sum_of(&self.counts, matched) / self.enough).min(1.0) } else { 1.0 }
    }

    /// Each two clauses that follow each other in what was asked.
    fn neighbours(&self) -> impl Iterator<Item = (usize, usize)> {
        self.order.iter().copied().zip(self.order.iter().copied().skip(1))
    }

    fn lesser(&self, (first, second): (usize, usize)) -> f32 {
        let worth = |index: usize| self.worth.get(index).copied().unwrap_or(0.0);
        worth(first).min(worth(second))
    }

    /// For each two neighbours: the lesser worth, divided by how far apart they stand at best in words; half of that
    /// against the question's order, nothing across blocks.
    fn nearness<'a>(&mut self, occurrences: impl Iterator<Item = &'a Occurrence>) -> f32 {
        self.last.fill(None);
        self.nearest.fill(None);
        for at in occurrences {
            let Some(place) = self.places.get(usize::from(at.clause)).copied().flatten() else { continue };
            if let Some(before) = place.checked_sub(1) {
                self.note_distance(before, before, at.position, 1.0);
            }
            self.note_distance(place, place + 1, at.position, 2.0);
            self.last[place] = Some(at.position);
        }
        let near = self.neighbours().zip(&self.nearest);
        near.filter_map(|(pair, distance)| Some(self.lesser(pair) / (*distance)?)).sum()
    }

    /// Notes how far a position is from where the clause at place `other` stood last, for the pair that begins at place
    /// `pair`.
    fn note_distance(&mut self, pair: usize, other: usize, position: u32, times: f32) {
        let Some(last) = self.last.get(other).copied().flatten() else { return };
        let distance = position - last;
        if distance > BLOCK_GAP {
            return;
        }
        let distance = distance.max(1) as f32 * times;
        let nearest = &mut self.nearest[pair];
        *nearest = Some(nearest.map_or(distance, |nearest| nearest.min(distance)));
    }
}

/// What a clause counts for coverage, beside what it is worth.
fn share(meaning: Meaning, query: &Query) -> f32 {
    match meaning {
        Meaning::Word(word) if query.is_of_absent_name(word) => OF_ABSENT_NAME,
        Meaning::Concept(name) if query.concepts.get(name).is_some_and(|name| name.of_absent_name) => OF_ABSENT_NAME,
        Meaning::Concept(_) => NAME_COUNTS,
        Meaning::Word(_) => 1.0,
        Meaning::WordInName(_) | Meaning::SameName(_) | Meaning::Wider(_) | Meaning::Aspect => 0.0,
    }
}

/// Adds up the values whose bits are set, in their order.
fn sum_of(values: &[f32], mut bits: u64) -> f32 {
    let mut sum = 0.0;
    while bits != 0 {
        sum += values.get(bits.trailing_zeros() as usize).copied().unwrap_or(0.0);
        bits &= bits - 1;
    }
    sum
}

fn bits<'a>(occurrences: impl Iterator<Item = &'a Occurrence>) -> u64 {
    occurrences.fold(0, |bits, at| bits | bit(usize::from(at.clause)))
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
    use crate::engine::Clause;
    use crate::query::QueryClause;

    fn near(occurrences: &[Occurrence]) -> f32 {
        let clause = |index| QueryClause { meaning: Meaning::Word(index), clause: Clause::new(Vec::new(), 1.0) };
        let found = ClauseFrequency { passages: 1, pages: 1, worth: 1.0 };
        let query = Query { clauses: vec![clause(0), clause(1)], ..Query::default() };
        Reranker::new(&query, &[found; 2], RerankWeights::default(), 1.0).nearness(occurrences.iter())
    }

    fn at(position: u32, clause: u16) -> Occurrence {
        Occurrence { position, clause, alternative: 0 }
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "halves are exact")]
    fn words_in_the_order_of_the_question_are_nearer_than_the_other_way_round() {
        assert_eq!(near(&[at(3, 0), at(4, 1)]), 1.0);
        assert_eq!(near(&[at(3, 1), at(4, 0)]), 0.5);
        assert_eq!(near(&[at(3, 0), at(90, 1)]), 0.0);
    }
}
