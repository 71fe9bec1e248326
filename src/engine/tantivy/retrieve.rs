//! The first stage, term at a time: read each clause's postings once, count, weigh, add up, choose.
//!
//! 1. [`gather`] reads a clause's postings of all fields and alternatives into one sorted list a segment, live
//!    passages only. 2. Its frequencies give its weights. 3. Its list is added to the accumulators of passages and
//!    pages. 4. Phrases mark what must and must not answer. 5. [`Selection`] chooses.

use anyhow::Result;

use super::TantivyEngine;
use super::positions::mark_phrase;
use super::segment::{DELETED, Segment};
use crate::engine::request::{Candidate, Clause, ClauseFrequency, Field, Request, Retrieved};
use crate::engine::score::{ClauseWeights, FieldCounts, Frequencies, PageCounts, passage_part};
use crate::engine::select::Selection;

/// Clauses that have a bit in [`Candidate::matched`].
const MOST_CLAUSES: usize = 64;

/// Buffers of one running request, kept for the next.
#[derive(Default)]
pub(super) struct Scratch {
    counts: Vec<FieldCounts>,
    seen: Vec<u64>,
    lists: Vec<Vec<Posting>>,
    scores: Vec<Vec<f32>>,
    matched: Vec<Vec<u64>>,
    page_scores: Vec<f32>,
}

/// A passage that matches a clause.
#[derive(Clone, Copy)]
struct Posting {
    document: u32,
    counts: FieldCounts,
}

pub(super) fn retrieve(engine: &TantivyEngine, request: &Request<'_>, scratch: &mut Scratch) -> Result<Retrieved> {
    reset(engine, scratch);
    let mut frequencies = Vec::with_capacity(request.clauses.len());
    for (index, clause) in request.clauses.iter().take(MOST_CLAUSES).enumerate() {
        frequencies.push(add_clause(engine, scratch, index, clause)?);
    }
    frequencies.resize(request.clauses.len(), ClauseFrequency::default());
    let (candidates, pages) = choose(engine, request, scratch)?;
    Ok(Retrieved { candidates, frequencies, pages })
}

fn reset(engine: &TantivyEngine, scratch: &mut Scratch) {
    let segments = engine.segments.len();
    scratch.lists.resize_with(segments, Vec::new);
    scratch.scores.resize_with(segments, Vec::new);
    scratch.matched.resize_with(segments, Vec::new);
    let mut longest = 0;
    for (number, segment) in engine.segments.iter().enumerate() {
        longest = longest.max(segment.len());
        zero(&mut scratch.scores[number], segment.len(), 0.0);
        zero(&mut scratch.matched[number], segment.len(), 0);
    }
    zero(&mut scratch.page_scores, engine.page_norms.len(), 0.0);
    scratch.counts.resize(longest, FieldCounts::default());
    scratch.seen.resize(longest.div_ceil(64), 0);
}

fn zero<T: Copy>(vector: &mut Vec<T>, length: usize, value: T) {
    vector.clear();
    vector.resize(length, value);
}

fn add_clause(engine: &TantivyEngine, scratch: &mut Scratch, index: usize, clause: &Clause) -> Result<ClauseFrequency> {
    let mut frequencies = Frequencies::default();
    for (number, segment) in engine.segments.iter().enumerate() {
        gather(segment, clause, scratch, number)?;
        count(segment, &scratch.lists[number], &mut frequencies);
    }
    if frequencies.passages == 0 {
        // A word that is nowhere is worth what the rarest word is.
        let nowhere = ClauseWeights::new(clause.weight, frequencies, &engine.totals, &engine.weights);
        return Ok(ClauseFrequency { worth: nowhere.catch_all, ..ClauseFrequency::default() });
    }
    let weights = ClauseWeights::new(clause.weight, frequencies, &engine.totals, &engine.weights);
    for (number, segment) in engine.segments.iter().enumerate() {
        accumulate(engine, segment, scratch, number, index, &weights);
    }
    Ok(ClauseFrequency { passages: frequencies.passages, pages: frequencies.pages, worth: weights.catch_all })
}

/// Reads all postings of a clause in one segment into `scratch.lists[number]`, ascending, deleted passages left out.
fn gather(segment: &Segment, clause: &Clause, scratch: &mut Scratch, number: usize) -> Result<()> {
    let (counts, seen) = (&mut scratch.counts, &mut scratch.seen);
    for alternative in &clause.alternatives {
        for field in [Field::Body, Field::Title, Field::Heading] {
            let Some(mut blocks) = segment.blocks(field, &alternative.token)? else { continue };
            while !blocks.docs().is_empty() {
                for (&document, &frequency) in blocks.docs().iter().zip(blocks.freqs()) {
                    let slot = document as usize;
                    seen[slot / 64] |= 1 << (slot % 64);
                    let amount = alternative.weight * frequency as f32;
                    let count = &mut counts[slot];
                    match field {
                        Field::Body => count.body += amount,
                        Field::Title => count.title += amount,
                        Field::Heading => count.heading += amount,
                    }
                }
                blocks.advance();
            }
        }
    }
    let list = &mut scratch.lists[number];
    list.clear();
    for (word, bits) in seen.iter_mut().enumerate() {
        while *bits != 0 {
            let document = word * 64 + bits.trailing_zeros() as usize;
            *bits &= *bits - 1;
            let counts = std::mem::take(&mut counts[document]);
            if segment.pages[document] != DELETED {
                list.push(Posting { document: document as u32, counts });
            }
        }
    }
    Ok(())
}

fn count(segment: &Segment, list: &[Posting], frequencies: &mut Frequencies) {
    let mut last_page = DELETED;
    for posting in list {
        frequencies.passages += 1;
        frequencies.title += u32::from(posting.counts.title > 0.0);
        frequencies.heading += u32::from(posting.counts.heading > 0.0);
        let page = segment.pages[posting.document as usize];
        frequencies.pages += u32::from(page != last_page);
        last_page = page;
    }
}

fn accumulate(
    engine: &TantivyEngine,
    segment: &Segment,
    scratch: &mut Scratch,
    number: usize,
    index: usize,
    clause: &ClauseWeights,
) {
    let (scores, matched) = (&mut scratch.scores[number], &mut scratch.matched[number]);
    let mut page = DELETED;
    let mut page_counts = PageCounts::default();
    let mut close = |page: u32, counts: &PageCounts| {
        if page != DELETED {
            let norm = engine.page_norms[page as usize];
            scratch.page_scores[page as usize] += counts.part(norm, clause, &engine.weights);
        }
    };
    for posting in &scratch.lists[number] {
        let slot = posting.document as usize;
        scores[slot] += passage_part(&posting.counts, &segment.norms[slot], clause, &engine.weights);
        matched[slot] |= 1 << index;
        if segment.pages[slot] != page {
            close(page, &page_counts);
            page = segment.pages[slot];
            page_counts = PageCounts::default();
        }
        page_counts.add(&posting.counts);
    }
    close(page, &page_counts);
}

fn choose(engine: &TantivyEngine, request: &Request<'_>, scratch: &Scratch) -> Result<(Vec<Candidate>, usize)> {
    let (mut selection, mut apart) = (Selection::new(request), Selection::new(request));
    for (number, segment) in engine.segments.iter().enumerate() {
        let admitted = Admission::new(segment, request)?;
        let (scores, matched) = (&scratch.scores[number], &scratch.matched[number]);
        for (slot, &page) in segment.pages.iter().enumerate() {
            let wanted = matched[slot] != 0 || admitted.by_phrase_alone(request);
            if !wanted || page == DELETED || !admitted.passes(request, segment, slot, page) {
                continue;
            }
            let selection = if segment.apart[slot] { &mut apart } else { &mut selection };
            selection.offer(Candidate {
                segment: number as u32,
                document: slot as u32,
                page,
                place: segment.places[slot],
                passage_score: scores[slot],
                page_score: scratch.page_scores[page as usize],
                matched: matched[slot],
            });
        }
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

    fn passes(&self, request: &Request<'_>, segment: &Segment, slot: usize, page: u32) -> bool {
        let marked = |marks: &Option<Vec<bool>>| marks.as_ref().is_some_and(|marks| marks[slot]);
        (request.everything || segment.answers[slot])
            && request.admitted.is_none_or(|pages| pages.get(page as usize).copied().unwrap_or(false))
            && (self.required.is_none() || marked(&self.required))
            && !marked(&self.excluded)
    }
}
