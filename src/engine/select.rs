//! Choosing the best pages from scored passages: per page its best passages, over pages the best scores.
//!
//! Both engines end here, so that ties are broken in one place: by the page's link, then by the place on the page.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::request::{Candidate, Request};

/// A page's passages so far, best first.
struct Group {
    candidates: Vec<Candidate>,
    order: u32,
}

impl Group {
    fn best(&self) -> f32 {
        self.candidates.first().map_or(f32::MIN, Candidate::score)
    }
}

/// The worst page of those kept is the greatest, so that a heap gives it up first.
impl Ord for Group {
    fn cmp(&self, other: &Self) -> Ordering {
        other.best().total_cmp(&self.best()).then(self.order.cmp(&other.order))
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
    current: Vec<Candidate>,
    pages: usize,
}

impl<'a> Selection<'a> {
    pub(super) fn new(request: &'a Request<'a>) -> Self {
        Selection { request, heap: BinaryHeap::new(), current: Vec::new(), pages: 0 }
    }

    /// Offers a passage. Passages of a page must come without those of another in between.
    pub(super) fn offer(&mut self, candidate: Candidate) {
        if self.current.first().is_some_and(|first| first.page != candidate.page) {
            self.close_page();
        }
        self.current.push(candidate);
    }

    fn close_page(&mut self) {
        let Some(first) = self.current.first() else { return };
        self.pages += 1;
        let order = self.request.order.get(first.page as usize).copied().unwrap_or(u32::MAX);
        let best = self.current.iter().map(Candidate::score).fold(f32::MIN, f32::max);
        let full = self.heap.len() >= self.request.pages;
        if full && self.heap.peek().is_some_and(|worst| best < worst.best()) {
            self.current.clear();
            return;
        }
        self.current.sort_by(|a, b| b.score().total_cmp(&a.score()).then(a.place.cmp(&b.place)));
        self.current.truncate(self.request.per_page.max(1));
        self.heap.push(Group { candidates: std::mem::take(&mut self.current), order });
        if self.heap.len() > self.request.pages {
            self.heap.pop();
        }
    }

    /// The kept candidates, best page first, and the number of pages that were offered.
    pub(super) fn finish(mut self) -> (Vec<Candidate>, usize) {
        self.close_page();
        let groups = self.heap.into_sorted_vec();
        (groups.into_iter().flat_map(|group| group.candidates).collect(), self.pages)
    }
}
