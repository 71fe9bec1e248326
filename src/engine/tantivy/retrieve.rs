//! The first stage, term at a time: read each clause's postings once, count, weigh, add up, choose.
//!
//! 1. [`gather`] reads a clause's postings of all fields and alternatives into one sorted list a segment, live
//!    passages only. 2. Its frequencies give its weights. 3. [`weigh`] makes of its list what the clause adds to passages
//!    and pages; [`remembered`] spares common clauses these three steps. 4. That is added up.
//!    5. [`choose`] takes the best of what was touched, and leaves the sums at zero.

use anyhow::Result;
use tantivy::postings::BlockSegmentPostings;

use super::TantivyEngine;
use super::choose::choose;
use super::positions::each_row;
use super::remembered::{self, Additions};
use super::segment::{DELETED, Segment};
use crate::engine::request::{Alternative, Clause, ClauseFrequency, Field, Request, Retrieved};
use crate::engine::score::{ClauseWeights, FieldCounts, Frequencies, PageCounts, passage_part};

/// Clauses that have a bit in [`Candidate::matched`](crate::engine::Candidate::matched).
const MOST_CLAUSES: usize = 64;

/// Where a token may stand.
const FIELDS: [Field; 3] = [Field::Body, Field::Title, Field::Heading];

/// Buffers of one running request, kept for the next. Between requests all sums are zero.
#[derive(Default)]
pub(super) struct Scratch {
    counts: Vec<FieldCounts>,
    seen: Vec<u64>,
    pub(super) segments: Vec<Sums>,
    pub(super) page_scores: Vec<f32>,
}

/// What one segment's passages have gathered so far.
#[derive(Default)]
pub(super) struct Sums {
    list: Vec<Posting>,
    additions: Additions,
    pub(super) scores: Vec<f32>,
    pub(super) matched: Vec<u64>,
    /// A bit for each passage: it has a match.
    pub(super) touched: Vec<u64>,
}

/// A passage that matches a clause.
#[derive(Clone, Copy)]
struct Posting {
    document: u32,
    page: u32,
    counts: FieldCounts,
}

pub(super) fn retrieve(engine: &TantivyEngine, request: &Request<'_>, scratch: &mut Scratch) -> Result<Retrieved> {
    fit(engine, scratch);
    let mut frequencies = Vec::with_capacity(request.clauses.len());
    for (index, clause) in request.clauses.iter().take(MOST_CLAUSES).enumerate() {
        frequencies.push(add_clause(engine, scratch, index, clause)?);
    }
    frequencies.resize(request.clauses.len(), ClauseFrequency::default());
    let (candidates, pages) = choose(engine, request, scratch)?;
    Ok(Retrieved { candidates, frequencies, pages })
}

/// The pages on which any of the alternatives stands, ascending by number.
pub(super) fn pages_with(engine: &TantivyEngine, alternatives: &[Alternative]) -> Result<Vec<u32>> {
    let mut found = vec![false; engine.page_norms.len()];
    for segment in &engine.segments {
        for alternative in alternatives {
            for field in FIELDS {
                let Some(mut postings) = Found::open(segment, field, alternative)? else { continue };
                postings.each(|document, _| {
                    let page = segment.pages[document as usize];
                    if page != DELETED && alternative.counts_on(page) {
                        found[page as usize] = true;
                    }
                });
            }
        }
    }
    Ok((0u32..).zip(found).filter_map(|(page, found)| found.then_some(page)).collect())
}

fn fit(engine: &TantivyEngine, scratch: &mut Scratch) {
    scratch.segments.resize_with(engine.segments.len(), Sums::default);
    let mut longest = 0;
    for (segment, sums) in engine.segments.iter().zip(&mut scratch.segments) {
        longest = longest.max(segment.len());
        sums.scores.resize(segment.len(), 0.0);
        sums.matched.resize(segment.len(), 0);
        sums.touched.resize(segment.len().div_ceil(64), 0);
    }
    scratch.page_scores.resize(engine.page_norms.len(), 0.0);
    scratch.counts.resize(longest, FieldCounts::default());
    scratch.seen.resize(longest.div_ceil(64), 0);
}

fn add_clause(engine: &TantivyEngine, scratch: &mut Scratch, index: usize, clause: &Clause) -> Result<ClauseFrequency> {
    let key = remembered::key(clause);
    if let Some(known) = key.as_ref().and_then(|key| engine.remembered.get(key)) {
        for (additions, sums) in known.segments.iter().zip(&mut scratch.segments) {
            sums.add(additions, index, &mut scratch.page_scores);
        }
        return Ok(known.frequency);
    }
    let mut frequencies = Frequencies::default();
    let Scratch { counts, seen, segments: sums, page_scores } = scratch;
    for (segment, sums) in engine.segments.iter().zip(sums.iter_mut()) {
        gather(segment, clause, counts, seen, &mut sums.list)?;
        count(&sums.list, &mut frequencies);
    }
    let weights = ClauseWeights::new(clause, frequencies, &engine.totals, &engine.weights);
    for (segment, sums) in engine.segments.iter().zip(sums.iter_mut()) {
        let mut additions = std::mem::take(&mut sums.additions);
        weigh(engine, segment, &sums.list, &weights, &mut additions);
        sums.add(&additions, index, page_scores);
        sums.additions = additions;
    }
    // A word that is nowhere is worth what the rarest word is.
    let Frequencies { passages, pages, .. } = frequencies;
    let frequency = ClauseFrequency { passages, pages, worth: weights.catch_all };
    if let Some(key) = key {
        engine.remembered.offer(key, frequency, sums.iter().map(|sums| &sums.additions));
    }
    Ok(frequency)
}

/// Reads all postings of a clause in one segment into `list`, ascending, deleted passages left out.
fn gather(
    segment: &Segment,
    clause: &Clause,
    counts: &mut [FieldCounts],
    seen: &mut [u64],
    list: &mut Vec<Posting>,
) -> Result<()> {
    list.clear();
    let mut opened = Vec::with_capacity(3 * clause.alternatives.len());
    for alternative in &clause.alternatives {
        for field in FIELDS {
            if let Some(postings) = Found::open(segment, field, alternative)? {
                opened.push((postings, field, alternative));
            }
        }
    }
    if let [(postings, field, alternative)] = opened.as_mut_slice() {
        // One list is sorted as it is.
        postings.each(|document, frequency| {
            let page = segment.pages[document as usize];
            if page != DELETED && alternative.counts_on(page) {
                let mut counts = FieldCounts::default();
                counts.add(*field, alternative.weight * frequency as f32);
                list.push(Posting { document, page, counts });
            }
        });
        return Ok(());
    }
    for (postings, field, alternative) in &mut opened {
        postings.each(|document, frequency| {
            let slot = document as usize;
            if alternative.counts_on(segment.pages[slot]) {
                seen[slot / 64] |= 1 << (slot % 64);
                counts[slot].add(*field, alternative.weight * frequency as f32);
            }
        });
    }
    drain_bits(seen, |slot| {
        let counts = std::mem::take(&mut counts[slot]);
        let page = segment.pages[slot];
        if page != DELETED {
            list.push(Posting { document: slot as u32, page, counts });
        }
    });
    Ok(())
}

/// Where an alternative stands in a field.
#[expect(clippy::large_enum_variant, reason = "few are open at a time, and nearly all are tokens")]
enum Found {
    Token(BlockSegmentPostings),
    /// `(document, times)` of several tokens in a row, ascending.
    InARow(Vec<(u32, u32)>),
}

impl Found {
    fn open(segment: &Segment, field: Field, alternative: &Alternative) -> Result<Option<Found>> {
        if alternative.then.is_empty() {
            return Ok(segment.blocks(field, &alternative.token)?.map(Found::Token));
        }
        let mut row = Vec::new();
        each_row(segment, field, alternative, |document, starts| row.push((document, starts.len() as u32)))?;
        Ok((!row.is_empty()).then_some(Found::InARow(row)))
    }

    fn each(&mut self, mut take: impl FnMut(u32, u32)) {
        match self {
            Found::Token(blocks) => each_posting(blocks, take),
            Found::InARow(row) => row.iter().for_each(|&(document, times)| take(document, times)),
        }
    }
}

pub(super) fn each_posting(blocks: &mut BlockSegmentPostings, mut take: impl FnMut(u32, u32)) {
    while !blocks.docs().is_empty() {
        for (&document, &frequency) in blocks.docs().iter().zip(blocks.freqs()) {
            take(document, frequency);
        }
        blocks.advance();
    }
}

/// Hands on the place of every bit that is set, ascending.
pub(super) fn each_bit(words: &[u64], mut take: impl FnMut(usize)) {
    for (number, &word) in words.iter().enumerate() {
        let mut bits = word;
        while bits != 0 {
            take(number * 64 + bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
    }
}

/// The same, and clears it.
fn drain_bits(words: &mut [u64], mut take: impl FnMut(usize)) {
    for (number, word) in words.iter_mut().enumerate() {
        let mut bits = std::mem::take(word);
        while bits != 0 {
            take(number * 64 + bits.trailing_zeros() as usize);
            bits &= bits - 1;
        }
    }
}

fn count(list: &[Posting], frequencies: &mut Frequencies) {
    let mut last_page = DELETED;
    for posting in list {
        frequencies.title += u32::from(posting.counts.title > 0.0);
        frequencies.heading += u32::from(posting.counts.heading > 0.0);
        frequencies.pages += u32::from(posting.page != last_page);
        last_page = posting.page;
    }
    frequencies.passages += list.len() as u32;
}

fn weigh(
    engine: &TantivyEngine,
    segment: &Segment,
    list: &[Posting],
    clause: &ClauseWeights,
    additions: &mut Additions,
) {
    let Additions { passages, pages } = additions;
    let part_of = |posting: &Posting| {
        let norms = &segment.norms[posting.document as usize];
        (posting.document, passage_part(&posting.counts, norms, clause, &engine.weights))
    };
    passages.clear();
    passages.extend(list.iter().map(part_of));
    pages.clear();
    for of_page in list.chunk_by(|a, b| a.page == b.page) {
        let Some(&Posting { page, .. }) = of_page.first() else { continue };
        let mut counts = PageCounts::default();
        for posting in of_page {
            counts.add(&posting.counts);
        }
        pages.push((page, counts.part(engine.page_norms[page as usize], clause, &engine.weights)));
    }
}

impl Sums {
    /// Adds what clause `index` adds.
    fn add(&mut self, additions: &Additions, index: usize, page_scores: &mut [f32]) {
        let bit = 1 << index;
        for &(document, score) in &additions.passages {
            let slot = document as usize;
            self.scores[slot] += score;
            self.matched[slot] |= bit;
            self.touch(slot);
        }
        for &(page, score) in &additions.pages {
            page_scores[page as usize] += score;
        }
    }

    pub(super) fn touch(&mut self, slot: usize) {
        self.touched[slot / 64] |= 1 << (slot % 64);
    }

    pub(super) fn is_touched(&self, slot: usize) -> bool {
        self.touched[slot / 64] & 1 << (slot % 64) != 0
    }

    /// Sets everything touched to zero.
    pub(super) fn clear(&mut self) {
        let blocks = self.scores.chunks_mut(64).zip(self.matched.chunks_mut(64));
        for ((scores, matched), touched) in blocks.zip(&mut self.touched).filter(|(_, touched)| **touched != 0) {
            scores.fill(0.0);
            matched.fill(0);
            *touched = 0;
        }
    }
}
