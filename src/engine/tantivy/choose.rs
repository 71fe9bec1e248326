//! The end of the first stage: filters and phrases say what may answer, and the best pages are chosen.
//!
//! A page is looked at closely only where its best passage can still be among those wanted.

use anyhow::Result;

use super::TantivyEngine;
use super::positions::mark_phrase;
use super::retrieve::{Scratch, drain_bits};
use super::segment::{DELETED, Segment};
use crate::engine::request::{Candidate, Request};
use crate::engine::select::Selection;

/// The best candidates, and the number of pages that have one. Leaves every sum of `scratch` at zero.
pub(super) fn choose(
    engine: &TantivyEngine,
    request: &Request<'_>,
    scratch: &mut Scratch,
) -> Result<(Vec<Candidate>, usize)> {
    let (mut selection, mut apart) = (Selection::new(request), Selection::new(request));
    let Scratch { segments, page_scores, .. } = scratch;
    let mut pages: Vec<u32> = Vec::new();
    for (number, (segment, sums)) in engine.segments.iter().zip(segments.iter_mut()).enumerate() {
        let admission = Admission::new(segment, request)?;
        if admission.by_phrase_alone(request) {
            admission.touch_required(&mut sums.touched);
        }
        let mut last_page = DELETED;
        let mut page_admitted = false;
        drain_bits(&mut sums.touched, |slot| {
            let page = segment.pages[slot];
            let score = std::mem::take(&mut sums.scores[slot]);
            let matched = std::mem::take(&mut sums.matched[slot]);
            if page == DELETED {
                return;
            }
            if page != last_page {
                last_page = page;
                pages.push(page);
                page_admitted = request.admitted.is_none_or(|admitted| admitted.get(page as usize) == Some(&true));
            }
            if !page_admitted || !admission.passes(request, segment, slot) {
                return;
            }
            let selection = if segment.apart[slot] { &mut apart } else { &mut selection };
            selection.offer(Candidate {
                segment: number as u32,
                document: slot as u32,
                page,
                place: segment.places[slot],
                passage_score: score,
                page_score: page_scores[page as usize],
                matched,
            });
        });
    }
    for page in pages {
        page_scores[page as usize] = 0.0;
    }
    let (mut candidates, pages) = selection.finish();
    let (with_repeats, more) = apart.finish();
    candidates.extend(with_repeats);
    Ok((candidates, pages.max(more)))
}

/// What phrases and filters say of one segment's passages.
struct Admission {
    required: Option<Vec<bool>>,
    excluded: Option<Vec<bool>>,
}

impl Admission {
    fn new(segment: &Segment, request: &Request<'_>) -> Result<Admission> {
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
        Ok(Admission { required, excluded })
    }

    /// A request of phrases whose words are all stop words has no clause that could match.
    fn by_phrase_alone(&self, request: &Request<'_>) -> bool {
        request.clauses.is_empty() && self.required.is_some()
    }

    fn touch_required(&self, touched: &mut [u64]) {
        for (slot, _) in self.required.iter().flatten().enumerate().filter(|(_, required)| **required) {
            touched[slot / 64] |= 1 << (slot % 64);
        }
    }

    fn passes(&self, request: &Request<'_>, segment: &Segment, slot: usize) -> bool {
        let marked = |marks: &Option<Vec<bool>>| marks.as_ref().is_some_and(|marks| marks[slot]);
        (request.everything || segment.answers[slot])
            && (self.required.is_none() || marked(&self.required))
            && !marked(&self.excluded)
    }
}
