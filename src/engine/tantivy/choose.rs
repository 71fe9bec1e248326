//! The end of the first stage: filters and phrases say what may answer, and the best pages are chosen.
//!
//! One pass over the passages that match, page by page. Passages that hold text of many pages are chosen separately.

use std::ops::RangeInclusive;

use anyhow::Result;

use super::TantivyEngine;
use super::positions::mark_phrase;
use super::retrieve::{Scratch, Sums, each_bit};
use super::segment::{ANSWERS, APART, LIVE, Segment};
use crate::engine::request::{Candidate, Request};
use crate::engine::select::{Selection, keep_best};

/// Less than any score: no passage may answer.
const NONE: f32 = f32::NEG_INFINITY;

/// A page with a match, all of whose passages stand one after the other in one segment.
#[derive(Clone)]
struct MatchedPage {
    segment: usize,
    page: u32,
    /// From the first passage that matches to the last.
    slots: RangeInclusive<usize>,
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
        pages += admission.select(number, sums, &scratch.page_scores, &mut selections);
        admissions.push(admission);
    }
    let mut candidates = Vec::new();
    for (apart, selection) in selections.into_iter().enumerate() {
        for page in selection.finish() {
            let (admission, sums) = (&admissions[page.segment], &scratch.segments[page.segment]);
            let start = candidates.len();
            candidates.extend(admission.candidates(&page, apart, sums, &scratch.page_scores));
            keep_best(&mut candidates, start, request);
        }
    }
    for (segment, sums) in engine.segments.iter().zip(&mut scratch.segments) {
        sums.clear(segment, &mut scratch.page_scores);
    }
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
        number: usize,
        sums: &Sums,
        page_scores: &[f32],
        selections: &mut [Selection<MatchedPage>; 2],
    ) -> usize {
        let mut pages = 0;
        let mut current = (u32::MAX, 0..=0, [NONE; 2]);
        let mut close = |(page, slots, best): (u32, RangeInclusive<usize>, [f32; 2])| {
            for (selection, best) in selections.iter_mut().zip(best) {
                if best > NONE && selection.wants(best) {
                    let order = self.request.order.get(page as usize).copied().unwrap_or(u32::MAX);
                    selection.offer(best, order, MatchedPage { segment: number, page, slots: slots.clone() });
                }
            }
            pages += usize::from(best != [NONE; 2]);
        };
        each_bit(&sums.touched, |slot| {
            let page = self.segment.pages[slot];
            if page != current.0 {
                close(std::mem::replace(&mut current, (page, slot..=slot, [NONE; 2])));
            }
            if self.passes(slot, page) {
                current.1 = *current.1.start()..=slot;
                let best = &mut current.2[self.list(slot)];
                *best = best.max(sums.scores[slot] + page_scores[page as usize]);
            }
        });
        close(current);
        pages
    }

    /// The passages of a page that may answer.
    fn candidates(
        &self,
        page: &MatchedPage,
        list: usize,
        sums: &Sums,
        page_scores: &[f32],
    ) -> impl Iterator<Item = Candidate> {
        let matches = move |slot: &usize| sums.is_touched(*slot) && self.list(*slot) == list;
        let of_page = page.slots.clone().filter(matches).filter(|&slot| self.passes(slot, page.page));
        of_page.map(|slot| Candidate {
            segment: page.segment as u32,
            document: slot as u32,
            page: page.page,
            place: self.segment.places[slot],
            passage_score: sums.scores[slot],
            page_score: page_scores[page.page as usize],
            matched: sums.matched[slot],
        })
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
