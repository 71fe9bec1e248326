//! The end of the first stage: filters and phrases say what may answer, and the best pages are chosen.
//!
//! One pass over the passages that match, page by page. Passages that hold text of many pages are chosen separately.

use anyhow::Result;

use super::TantivyEngine;
use super::positions::mark_phrase;
use super::retrieve::{Scratch, Sums, each_bit};
use super::segment::{ANSWERS, APART, LIVE, Segment};
use crate::engine::request::{Candidate, Request};
use crate::engine::select::{Selection, keep_best};

/// Less than any score: no passage may answer.
const NONE: f32 = f32::NEG_INFINITY;

/// A page with a match; its passages stand one after the other in one segment.
#[derive(Clone, Copy)]
struct MatchedPage {
    segment: u32,
    /// The first passage that may answer, and the last.
    first: u32,
    last: u32,
}

/// The best candidates, and the number of pages that have one. Leaves every sum of `scratch` at zero.
pub(super) fn choose(
    engine: &TantivyEngine,
    request: &Request<'_>,
    scratch: &mut Scratch,
) -> Result<(Vec<Candidate>, usize)> {
    let mut admissions = Vec::with_capacity(engine.segments.len());
    let mut selections = [Selection::new(request), Selection::new(request)];
    let mut pages = 0;
    for (number, (segment, sums)) in engine.segments.iter().zip(&mut scratch.segments).enumerate() {
        let admission = Admission::new(segment, request)?;
        admission.touch_required(sums);
        pages += admission.select(number as u32, sums, &scratch.page_scores, &mut selections);
        admissions.push(admission);
    }
    let mut candidates = Vec::new();
    for (apart, selection) in selections.into_iter().enumerate() {
        for page in selection.finish() {
            let number = page.segment as usize;
            let (admission, sums) = (&admissions[number], &scratch.segments[number]);
            let start = candidates.len();
            candidates.extend(admission.candidates(page, apart, sums, &scratch.page_scores));
            keep_best(&mut candidates, start, request);
        }
    }
    scratch.segments.iter_mut().for_each(Sums::clear);
    scratch.page_scores.fill(0.0);
    Ok((candidates, pages))
}

/// What phrases and filters say of one segment's passages.
struct Admission<'a> {
    segment: &'a Segment,
    request: &'a Request<'a>,
    /// What a passage must be.
    kind: u8,
    required: Option<Vec<bool>>,
    excluded: Option<Vec<bool>>,
}

impl<'a> Admission<'a> {
    fn new(segment: &'a Segment, request: &'a Request<'a>) -> Result<Admission<'a>> {
        let mut required: Option<Vec<bool>> = None;
        for phrase in request.required {
            let marks = mark_phrase(segment, phrase)?;
            required = Some(match required {
                Some(before) => before.into_iter().zip(marks).map(|(a, b)| a && b).collect(),
                None => marks,
            });
        }
        let mut excluded: Option<Vec<bool>> = None;
        for phrase in request.excluded {
            let marks = mark_phrase(segment, phrase)?;
            excluded = Some(match excluded {
                Some(before) => before.into_iter().zip(marks).map(|(a, b)| a || b).collect(),
                None => marks,
            });
        }
        let kind = if request.everything { LIVE } else { LIVE | ANSWERS };
        Ok(Admission { segment, request, kind, required, excluded })
    }

    /// A request of phrases whose words are all stop words has no clause that could match: the phrases do.
    fn touch_required(&self, sums: &mut Sums) {
        let Some(marks) = self.required.as_ref().filter(|_| self.request.clauses.is_empty()) else { return };
        for slot in marks.iter().enumerate().filter(|(_, mark)| **mark).map(|(slot, _)| slot) {
            if self.segment.is_live(slot) {
                sums.touch(slot);
            }
        }
    }

    /// Offers each page that has a match with its best score: of its own passages, and of those set apart. Returns how
    /// many pages were offered.
    fn select(
        &self,
        segment: u32,
        sums: &Sums,
        page_scores: &[f32],
        selections: &mut [Selection<MatchedPage>; 2],
    ) -> usize {
        let mut pages = 0;
        let (mut current, mut best) = (u32::MAX, [NONE; 2]);
        let mut found = MatchedPage { segment, first: 0, last: 0 };
        let mut close = |page: u32, found: MatchedPage, best: [f32; 2]| {
            for (selection, best) in selections.iter_mut().zip(best) {
                if best > NONE && selection.wants(best) {
                    let order = self.request.order.get(page as usize).copied().unwrap_or(u32::MAX);
                    selection.offer(best, order, found);
                }
            }
            pages += 1;
        };
        each_bit(&sums.touched, |slot| {
            let page = self.segment.pages[slot];
            if !self.passes(slot, page) {
                return;
            }
            if page != current {
                if current != u32::MAX {
                    close(current, found, best);
                }
                (current, best) = (page, [NONE; 2]);
                found.first = slot as u32;
            }
            found.last = slot as u32;
            let best = &mut best[self.list(slot)];
            *best = best.max(sums.scores[slot] + page_scores[page as usize]);
        });
        if current != u32::MAX {
            close(current, found, best);
        }
        pages
    }

    /// The passages of a page that may answer.
    fn candidates(
        &self,
        found: MatchedPage,
        list: usize,
        sums: &Sums,
        page_scores: &[f32],
    ) -> impl Iterator<Item = Candidate> {
        let slots = found.first as usize..=found.last as usize;
        let here = slots.filter(move |&slot| sums.is_touched(slot) && self.list(slot) == list);
        here.map(|slot| (slot, self.segment.pages[slot])).filter(|&(slot, page)| self.passes(slot, page)).map(
            move |(slot, page)| Candidate {
                segment: found.segment,
                document: slot as u32,
                page,
                place: self.segment.places[slot],
                passage_score: sums.scores[slot],
                page_score: page_scores[page as usize],
                matched: sums.matched[slot],
            },
        )
    }

    fn list(&self, slot: usize) -> usize {
        usize::from(self.segment.kinds[slot] & APART != 0)
    }

    fn passes(&self, slot: usize, page: u32) -> bool {
        self.segment.kinds[slot] & self.kind == self.kind
            && self.request.admitted.is_none_or(|admitted| admitted.get(page as usize) == Some(&true))
            && self.required.as_ref().is_none_or(|marks| marks[slot])
            && !self.excluded.as_ref().is_some_and(|marks| marks[slot])
    }
}
