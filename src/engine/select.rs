//! Choosing the best pages from scored passages: per page its best passages, over pages the best scores.
//!
//! Both engines end here, so that ties are broken in one place: by the page's link, then by the place on the page.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::request::{Candidate, Request};

/// A page among the best so far.
struct Group {
    best: f32,
    order: u32,
    /// Its candidates in [`Selection::candidates`], best first.
    candidates: Range<usize>,
}

/// The worst page of those kept is the greatest, so that a heap gives it up first.
impl Ord for Group {
    fn cmp(&self, other: &Self) -> Ordering {
        other.best.total_cmp(&self.best).then(self.order.cmp(&other.order))
    }
}

impl PartialOrd for Group {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Group {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Group {}

/// Takes candidates, the passages of a page one after the other, and keeps the best.
pub(super) struct Selection<'a> {
    request: &'a Request<'a>,
    heap: BinaryHeap<Group>,
    /// Those of every page that was among the best when it came, then those of the page that is coming.
    candidates: Vec<Candidate>,
    /// Where the page that is coming begins.
    start: usize,
    pages: usize,
}

impl<'a> Selection<'a> {
    pub(super) fn new(request: &'a Request<'a>) -> Self {
        Selection { request, heap: BinaryHeap::new(), candidates: Vec::new(), start: 0, pages: 0 }
    }

    /// Offers a passage. Passages of a page must come without those of another in between.
    pub(super) fn offer(&mut self, candidate: Candidate) {
        if self.candidates.get(self.start).is_some_and(|first| first.page != candidate.page) {
            self.close_page();
        }
        self.candidates.push(candidate);
    }

    fn close_page(&mut self) {
        let Some(current) = self.candidates.get_mut(self.start..) else { return };
        let Some(first) = current.first() else { return };
        self.pages += 1;
        let best = current.iter().map(Candidate::score).fold(f32::MIN, f32::max);
        let full = self.heap.len() >= self.request.pages;
        if full && self.heap.peek().is_some_and(|worst| best < worst.best) {
            self.candidates.truncate(self.start);
            return;
        }
        let order = self.request.order.get(first.page as usize).copied().unwrap_or(u32::MAX);
        current.sort_by(|a, b| b.score().total_cmp(&a.score()).then(a.place.cmp(&b.place)));
        let end = self.start + current.len().min(self.request.per_page.max(1));
        self.candidates.truncate(end);
        self.heap.push(Group { best, order, candidates: self.start..end });
        if self.heap.len() > self.request.pages {
            self.heap.pop();
        }
        self.start = end;
    }

    /// The kept candidates, best page first, and the number of pages that were offered.
    pub(super) fn finish(mut self) -> (Vec<Candidate>, usize) {
        self.close_page();
        let groups = self.heap.into_sorted_vec();
        let kept = groups.into_iter().filter_map(|group| self.candidates.get(group.candidates));
        (kept.flatten().copied().collect(), self.pages)
    }
}
