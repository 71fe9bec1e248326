//! Choosing the best pages: over pages the best scores, per page its best passages.
//!
//! Both engines end here, so that ties are broken in one place: by the page's link, then by the place on the page.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::request::{Candidate, Request};

/// The best pages of those offered, each with what its engine needs to find its passages again.
pub(super) struct Selection<T> {
    wanted: usize,
    heap: BinaryHeap<Chosen<T>>,
    /// What a page must score to be among them.
    least: f32,
}

struct Chosen<T> {
    best: f32,
    order: u32,
    passages: T,
}

impl<T> Selection<T> {
    /// A selection of the pages wanted.
    pub(super) fn new(request: &Request<'_>) -> Selection<T> {
        Selection { wanted: request.pages, heap: BinaryHeap::new(), least: f32::NEG_INFINITY }
    }

    /// Whether a page of this score would be among the best so far.
    pub(super) fn wants(&self, best: f32) -> bool {
        best >= self.least && self.wanted > 0
    }

    /// Offers a page: the best score of its passages, and the rank of its link.
    pub(super) fn offer(&mut self, best: f32, order: u32, passages: T) {
        if !self.wants(best) {
            return;
        }
        self.heap.push(Chosen { best, order, passages });
        if self.heap.len() > self.wanted {
            self.heap.pop();
        }
        if self.heap.len() == self.wanted {
            self.least = self.heap.peek().map_or(self.least, |worst| worst.best);
        }
    }

    /// Those chosen, best first.
    pub(super) fn finish(self) -> impl Iterator<Item = T> {
        self.heap.into_sorted_vec().into_iter().map(|chosen| chosen.passages)
    }
}

/// Leaves of a page's passages, which begin at `start`, the best ones, best first.
pub(super) fn keep_best(candidates: &mut Vec<Candidate>, start: usize, request: &Request<'_>) {
    if let Some(of_page) = candidates.get_mut(start..) {
        of_page.sort_by(|a, b| b.score().total_cmp(&a.score()).then(a.place.cmp(&b.place)));
        candidates.truncate(start + request.per_page.max(1));
    }
}

/// The worst page of those kept is the greatest, so that a heap gives it up first.
impl<T> Ord for Chosen<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.best.total_cmp(&self.best).then(self.order.cmp(&other.order))
    }
}

impl<T> PartialOrd for Chosen<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Chosen<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl<T> Eq for Chosen<T> {}
