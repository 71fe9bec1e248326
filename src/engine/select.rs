//! Choosing the best pages: over pages the best scores, per page its best passages.
//!
//! Both engines end here, so that ties are broken in one place: by the page's link, then by the place on the page.

use std::cmp::Ordering;

use super::request::{Candidate, Request};

/// The best pages of those offered, each with what its engine needs to find its passages again.
pub(super) struct Selection<T> {
    wanted: usize,
    /// The best so far and some that came after, until there are twice as many as wanted and the worse half goes.
    pages: Vec<Chosen<T>>,
    /// What a page must score to be among the best.
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
        Selection { wanted: request.pages, pages: Vec::new(), least: f32::NEG_INFINITY }
    }

    /// Whether a page of this score may be among the best so far.
    pub(super) fn wants(&self, best: f32) -> bool {
        best >= self.least && self.wanted > 0
    }

    /// Offers a page: the best score of its passages, and the rank of its link.
    pub(super) fn offer(&mut self, best: f32, order: u32, passages: T) {
        if !self.wants(best) {
            return;
        }
        self.pages.push(Chosen { best, order, passages });
        if self.pages.len() >= self.wanted.saturating_mul(2) {
            let (_, worst, _) = self.pages.select_nth_unstable_by(self.wanted - 1, Chosen::cmp);
            self.least = worst.best;
            self.pages.truncate(self.wanted);
        }
    }

    /// Those chosen, best first.
    pub(super) fn finish(mut self) -> impl Iterator<Item = T> {
        self.pages.sort_unstable_by(Chosen::cmp);
        self.pages.truncate(self.wanted);
        self.pages.into_iter().map(|chosen| chosen.passages)
    }
}

impl<T> Chosen<T> {
    /// Better ones are less.
    fn cmp(&self, other: &Self) -> Ordering {
        other.best.total_cmp(&self.best).then(self.order.cmp(&other.order))
    }
}

/// Leaves of a page's passages, which begin at `start`, the best ones, best first.
pub(super) fn keep_best(candidates: &mut Vec<Candidate>, start: usize, request: &Request<'_>) {
    if let Some(of_page) = candidates.get_mut(start..) {
        of_page.sort_unstable_by(|a, b| b.score().total_cmp(&a.score()).then(a.place.cmp(&b.place)));
        candidates.truncate(start + request.per_page.max(1));
    }
}
