//! The second stage, done only as far as it is asked for: pages in their order, the next one when it is wanted.
//!
//! Where in a passage the words stand is most of the stage's work, and what it can add at most is known before. So
//! passages are looked at in the order of the most they can score, and a page is handed on as soon as nothing that
//! is left can come before it: the threshold algorithm of Fagin, Lotem and Naor, "Optimal aggregation algorithms for
//! middleware" (2001). The order is that of looking at all of them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap, HashSet};

use anyhow::Result;

use super::rerank::{PageTraits, Ranked, Reranker, TitleMatch};
use super::searcher::RankedQuery;
use crate::engine::{Candidate, Clause, Engine};
use crate::index::{PageTable, Snapshot};

/// Passages that are looked at together, because a list of postings is opened once for all of them.
const TOGETHER: usize = 32;

/// Hands on pages, best first; of each its best passages, best first.
pub(super) struct Closely<'a> {
    snapshot: &'a Snapshot,
    clauses: Vec<&'a Clause>,
    traits: Traits<'a>,
    quoted: bool,
    reranker: Reranker,
    per_page: usize,
    waiting: BinaryHeap<Waiting>,
    looked_at: BinaryHeap<LookedAt>,
    handed_on: HashSet<u32>,
}

/// What is known of the candidates' pages.
struct Traits<'a> {
    table: &'a PageTable,
    /// Pages whose title is the question, and the place where each begins to answer it.
    titles: &'a BTreeMap<u32, TitleMatch>,
    beginnings: BTreeMap<u32, u32>,
}

impl<'a> Traits<'a> {
    fn new(snapshot: &'a Snapshot, ranking: &'a RankedQuery) -> Traits<'a> {
        let mut beginnings = BTreeMap::new();
        for candidate in ranking.candidates.iter().filter(|candidate| ranking.titles.contains_key(&candidate.page)) {
            let first = beginnings.entry(candidate.page).or_insert(candidate.place);
            *first = candidate.place.min(*first);
        }
        Traits { table: &snapshot.table, titles: &ranking.titles, beginnings }
    }

    /// The traits that count for a candidate. That the title is the very question lifts the page's beginning above all,
    /// and its other passages no more than the subject does.
    fn of(&self, candidate: &Candidate) -> PageTraits {
        let title = self.titles.get(&candidate.page).copied().unwrap_or_default();
        let begins = self.beginnings.get(&candidate.page) == Some(&candidate.place);
        let title = if title == TitleMatch::Equal && !begins { TitleMatch::ByConcept } else { title };
        PageTraits { title, passing: self.table.is_passing(candidate.page) }
    }
}

/// A candidate that was not looked at yet.
struct Waiting {
    most: f32,
    candidate: Candidate,
}

/// A candidate that was, with the rank of its page's link.
struct LookedAt {
    ranked: Ranked,
    order: u32,
}

impl<'a> Closely<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, ranking: &'a RankedQuery, per_page: usize) -> Closely<'a> {
        let rarest = (2.0 * snapshot.engine.passages() as f32 + 2.0).ln();
        let quoted = !ranking.query.phrases.is_empty();
        let reranker = Reranker::new(&ranking.query, &ranking.frequencies, ranking.weights, rarest);
        let traits = Traits::new(snapshot, ranking);
        let waiting = |candidate: &Candidate| Waiting {
            most: reranker.most(candidate, traits.of(candidate)),
            candidate: *candidate,
        };
        Closely {
            waiting: ranking.candidates.iter().map(waiting).collect(),
            snapshot,
            clauses: ranking.query.engine_clauses(),
            traits,
            quoted,
            reranker,
            per_page: per_page.max(1),
            looked_at: BinaryHeap::new(),
            handed_on: HashSet::new(),
        }
    }

    /// The next page.
    fn next_page(&mut self) -> Result<Option<Vec<Ranked>>> {
        loop {
            let best = self.looked_at.peek().map(|best| best.ranked.score);
            let may_be_better = |waiting: &Waiting| best.is_none_or(|best| waiting.most >= best);
            if self.waiting.peek().is_some_and(may_be_better) {
                self.look_at_more()?;
                continue;
            }
            let Some(best) = self.looked_at.pop() else { return Ok(None) };
            if self.handed_on.insert(best.ranked.candidate.page) {
                return Ok(Some(self.page_of(best)?));
            }
        }
    }

    /// Looks at those that can score most.
    fn look_at_more(&mut self) -> Result<()> {
        let mut next = Vec::with_capacity(TOGETHER);
        while next.len() < TOGETHER
            && let Some(Waiting { candidate, .. }) = self.waiting.pop()
        {
            if !self.handed_on.contains(&candidate.page) {
                next.push(candidate);
            }
        }
        self.look_at(&next)
    }

    fn look_at(&mut self, candidates: &[Candidate]) -> Result<()> {
        let to_read: Vec<Candidate> = candidates.iter().map(|candidate| self.to_read(candidate)).collect();
        let occurrences = self.snapshot.engine.occurrences(&self.clauses, &to_read)?;
        for (candidate, occurrences) in candidates.iter().zip(&occurrences) {
            let repeats = self.snapshot.table.repeats(candidate.page, candidate.place);
            let page = self.traits.of(candidate);
            let order = self.snapshot.table.order().get(candidate.page as usize).copied().unwrap_or(u32::MAX);
            let ranked = self.reranker.rank(*candidate, occurrences, repeats, page);
            self.looked_at.push(LookedAt { ranked, order });
        }
        Ok(())
    }

    /// The candidate with only those clauses whose places in its text can change its rank: what was asked; all of them
    /// where some of the text stands on many pages.
    fn to_read(&self, candidate: &Candidate) -> Candidate {
        let repeats = self.snapshot.table.repeats(candidate.page, candidate.place);
        if !self.quoted && !repeats.is_empty() {
            return *candidate;
        }
        Candidate { matched: candidate.matched & self.reranker.asked(), ..*candidate }
    }

    /// The best passages of the page whose best passage this is.
    fn page_of(&mut self, best: LookedAt) -> Result<Vec<Ranked>> {
        if self.per_page == 1 {
            return Ok(vec![best.ranked]);
        }
        let page = best.ranked.candidate.page;
        let mut rest = Vec::new();
        self.waiting.retain(|waiting| {
            let of_page = waiting.candidate.page == page;
            rest.extend(of_page.then_some(waiting.candidate));
            !of_page
        });
        self.look_at(&rest)?;
        let mut passages = vec![best];
        self.looked_at.retain(|other| {
            let of_page = other.ranked.candidate.page == page;
            passages.extend(of_page.then_some(LookedAt { ranked: other.ranked, order: other.order }));
            !of_page
        });
        passages.sort_by(|a, b| b.cmp(a));
        passages.truncate(self.per_page);
        Ok(passages.into_iter().map(|passage| passage.ranked).collect())
    }
}

impl Iterator for Closely<'_> {
    type Item = Result<Vec<Ranked>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_page().transpose()
    }
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.most.total_cmp(&other.most)
    }
}

/// The greatest comes first: the highest score, then the first link, then the first place on the page.
impl Ord for LookedAt {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_score = self.ranked.score.total_cmp(&other.ranked.score);
        let by_link = || other.order.cmp(&self.order);
        let by_place = || other.ranked.candidate.place.cmp(&self.ranked.candidate.place);
        by_score.then_with(by_link).then_with(by_place)
    }
}

macro_rules! compared_by_ord {
    ($($name:ty),*) => {$(
        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.cmp(other) == Ordering::Equal
            }
        }
        impl Eq for $name {}
    )*};
}
compared_by_ord!(Waiting, LookedAt);
