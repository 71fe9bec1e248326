//! The end of the first stage: filters and phrases say what may answer, and the best pages are chosen.
//!
//! Passages that hold text of many pages are chosen separately. Only a page whose best passage is among those wanted
//! is looked at closely; for the others one comparison must do, because a common word is on half of all pages.

use std::ops::RangeInclusive;

use anyhow::Result;

use super::TantivyEngine;
use super::positions::mark_phrase;
use super::retrieve::{BLOCK, Scratch, Sums};
use super::segment::Segment;
use crate::engine::request::{Candidate, Request};
use crate::engine::select::Selection;

/// A page with a match.
struct PageGroup {
    segment: usize,
    page: u32,
    /// From the first passage that matches to the last.
    slots: RangeInclusive<usize>,
    /// The best score of its passages that may answer: of those of its own, and of those set apart.
    best: [f32; 2],
}

/// Less than any score: no passage may answer.
const NONE: f32 = f32::NEG_INFINITY;

/// The best candidates, and the number of pages that have one. Leaves every sum of `scratch` at zero.
pub(super) fn choose(
    engine: &TantivyEngine,
    request: &Request<'_>,
    scratch: &mut Scratch,
) -> Result<(Vec<Candidate>, usize)> {
    let mut admissions = Vec::with_capacity(engine.segments.len());
    let mut groups = Vec::new();
    for (number, (segment, sums)) in engine.segments.iter().zip(&mut scratch.segments).enumerate() {
        let admission = Admission::new(segment, request)?;
        admission.touch_required(sums);
        admission.group(number, sums, &scratch.page_scores, &mut groups);
        admissions.push(admission);
    }
    let (mut candidates, mut most_pages) = (Vec::new(), 0);
    for apart in [false, true] {
        let bests = groups.iter().map(|group| group.best[usize::from(apart)]).filter(|&best| best > NONE);
        let (least, pages) = least_wanted(bests.collect(), request.pages);
        most_pages = most_pages.max(pages);
        let mut selection = Selection::new(request);
        for group in groups.iter().filter(|group| group.best[usize::from(apart)] >= least) {
            let (admission, sums) = (&admissions[group.segment], &scratch.segments[group.segment]);
            admission.offer(group, apart, sums, &scratch.page_scores, &mut selection);
        }
        candidates.extend(selection.finish().0);
    }
    for group in &groups {
        scratch.page_scores[group.page as usize] = 0.0;
    }
    scratch.segments.iter_mut().for_each(Sums::clear);
    Ok((candidates, most_pages))
}

/// The score that a page must have to be among the best `wanted`, and the number of pages.
fn least_wanted(mut bests: Vec<f32>, wanted: usize) -> (f32, usize) {
    let pages = bests.len();
    let place = wanted.max(1) - 1;
    if pages <= place {
        return (f32::MIN, pages);
    }
    (*bests.select_nth_unstable_by(place, |a, b| b.total_cmp(a)).1, pages)
}

/// What phrases and filters say of one segment's passages.
struct Admission<'a> {
    segment: &'a Segment,
    request: &'a Request<'a>,
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
        Ok(Admission { segment, request, required, excluded })
    }

    /// A request of phrases whose words are all stop words has no clause that could match.
    fn by_phrase_alone(&self) -> bool {
        self.request.clauses.is_empty() && self.required.is_some()
    }

    fn touch_required(&self, sums: &mut Sums) {
        if self.by_phrase_alone() {
            sums.touched.fill(true);
        }
    }

    /// The passages that are looked at, among those from `slots`.
    fn looked_at(&self, slots: RangeInclusive<usize>, sums: &Sums) -> impl Iterator<Item = usize> {
        let all = self.by_phrase_alone();
        slots.filter(move |&slot| (sums.matched[slot] != 0 || all) && self.segment.is_live(slot))
    }

    /// Puts together the passages of each page that has a match.
    fn group(&self, number: usize, sums: &Sums, page_scores: &[f32], groups: &mut Vec<PageGroup>) {
        let first = groups.len();
        for (block, _) in sums.touched.iter().enumerate().filter(|(_, touched)| **touched) {
            let end = ((block + 1) * BLOCK).min(self.segment.len());
            for slot in self.looked_at(block * BLOCK..=end - 1, sums) {
                let page = self.segment.pages[slot];
                let same = groups.len() > first && groups.last().is_some_and(|group| group.page == page);
                if !same {
                    groups.push(PageGroup { segment: number, page, slots: slot..=slot, best: [NONE; 2] });
                }
                let Some(group) = groups.last_mut() else { continue };
                group.slots = *group.slots.start()..=slot;
                if self.passes(slot, page) {
                    let best = &mut group.best[usize::from(self.segment.apart[slot])];
                    *best = best.max(sums.scores[slot] + page_scores[page as usize]);
                }
            }
        }
    }

    fn offer(&self, group: &PageGroup, apart: bool, sums: &Sums, page_scores: &[f32], selection: &mut Selection<'_>) {
        for slot in self.looked_at(group.slots.clone(), sums) {
            if self.segment.apart[slot] == apart && self.passes(slot, group.page) {
                selection.offer(Candidate {
                    segment: group.segment as u32,
                    document: slot as u32,
                    page: group.page,
                    place: self.segment.places[slot],
                    passage_score: sums.scores[slot],
                    page_score: page_scores[group.page as usize],
                    matched: sums.matched[slot],
                });
            }
        }
    }

    fn passes(&self, slot: usize, page: u32) -> bool {
        (self.request.everything || self.segment.answers[slot])
            && self.request.admitted.is_none_or(|admitted| admitted.get(page as usize) == Some(&true))
            && self.required.as_ref().is_none_or(|marks| marks[slot])
            && !self.excluded.as_ref().is_some_and(|marks| marks[slot])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_score_wanted_is_that_of_the_last_place() {
        assert_eq!(least_wanted(vec![3.0, 1.0, 2.0, 2.0], 2), (2.0, 4));
        assert_eq!(least_wanted(vec![3.0, 1.0], 2), (1.0, 2));
        assert_eq!(least_wanted(vec![3.0], 2), (f32::MIN, 1));
        assert_eq!(least_wanted(Vec::new(), 2), (f32::MIN, 0));
    }
}
