//! Positions: phrases over a whole segment, and where a request's tokens stand in a few candidates.

use anyhow::Result;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::{DocSet, TERMINATED};

use super::TantivyEngine;
use super::retrieve::each_posting;
use super::segment::Segment;
use crate::engine::request::{Alternative, Candidate, Clause, Field, Occurrence, Phrase, Slot};

/// Marks the documents of a segment in which a phrase stands, in any field.
pub(super) fn mark_phrase(segment: &Segment, phrase: &Phrase) -> Result<Vec<bool>> {
    let mut marks = vec![false; segment.len()];
    for slots in [&phrase.slots, &phrase.words] {
        if let [slot] = slots.as_slice() {
            mark_terms(segment, slot, &mut marks)?;
            continue;
        }
        for field in [Field::Body, Field::Title, Field::Heading] {
            mark_in_field(segment, slots, field, &mut marks)?;
        }
    }
    Ok(marks)
}

/// A phrase of one slot stands wherever one of its tokens does.
fn mark_terms(segment: &Segment, slot: &Slot, marks: &mut [bool]) -> Result<()> {
    for (token, _) in &slot.tokens {
        for field in [Field::Body, Field::Title, Field::Heading] {
            if let Some(mut blocks) = segment.blocks(field, token)? {
                each_posting(&mut blocks, |document, _| marks[document as usize] = true);
            }
        }
    }
    Ok(())
}

/// Postings of one token of a slot, and the number of words the token takes up.
struct Cursor {
    postings: SegmentPostings,
    words: u32,
}

fn mark_in_field(segment: &Segment, wanted: &[Slot], field: Field, marks: &mut [bool]) -> Result<()> {
    let mut slots: Vec<Vec<Cursor>> = Vec::with_capacity(wanted.len());
    for slot in wanted {
        let mut cursors = Vec::new();
        for (token, words) in &slot.tokens {
            if let Some(postings) = segment.positions(field, token)? {
                cursors.push(Cursor { postings, words: *words });
            }
        }
        if cursors.is_empty() {
            return Ok(());
        }
        slots.push(cursors);
    }
    let Some((first, rest)) = slots.split_first_mut() else { return Ok(()) };
    let mut ends = Vec::new();
    let mut positions = Vec::new();
    loop {
        let Some(document) = first.iter().map(|cursor| cursor.postings.doc()).min().filter(|&doc| doc != TERMINATED)
        else {
            return Ok(());
        };
        ends.clear();
        for cursor in first.iter_mut().filter(|cursor| cursor.postings.doc() == document) {
            cursor.postings.positions(&mut positions);
            ends.extend(positions.iter().map(|position| position + cursor.words));
        }
        for slot in rest.iter_mut() {
            ends = follow(slot, document, &ends, &mut positions);
        }
        if !ends.is_empty() {
            marks[document as usize] = true;
        }
        for cursor in first.iter_mut().filter(|cursor| cursor.postings.doc() == document) {
            cursor.postings.advance();
        }
    }
}

/// Where a phrase may end after one more slot, given where it ended before.
fn follow(slot: &mut [Cursor], document: u32, ends: &[u32], positions: &mut Vec<u32>) -> Vec<u32> {
    let mut next = Vec::new();
    if ends.is_empty() {
        return next;
    }
    for cursor in slot {
        if cursor.postings.doc() < document {
            cursor.postings.seek(document);
        }
        if cursor.postings.doc() == document {
            cursor.postings.positions(positions);
            next.extend(positions.iter().filter(|position| ends.contains(position)).map(|p| p + cursor.words));
        }
    }
    next
}

pub(super) fn occurrences(
    engine: &TantivyEngine,
    clauses: &[&Clause],
    candidates: &[Candidate],
) -> Result<Vec<Vec<Occurrence>>> {
    let mut found: Vec<Vec<Occurrence>> = vec![Vec::new(); candidates.len()];
    let mut positions = Vec::new();
    for (number, segment) in engine.segments.iter().enumerate() {
        let mut here: Vec<(u32, usize)> = candidates
            .iter()
            .enumerate()
            .filter(|(_, candidate)| candidate.segment as usize == number)
            .map(|(index, candidate)| (candidate.document, index))
            .collect();
        here.sort_unstable();
        for (clause, alternative, wanted) in alternatives(clauses) {
            let counts = |index: usize| {
                let candidate = &candidates[index];
                candidate.matched & bit(clause) != 0 && wanted.counts_on(candidate.page)
            };
            if !wanted.then.is_empty() {
                each_row(segment, Field::Body, wanted, |document, starts| {
                    let first = here.partition_point(|&(other, _)| other < document);
                    let same = here[first..].iter().take_while(|&&(other, _)| other == document);
                    for &(_, index) in same.filter(|&&(_, index)| counts(index)) {
                        let occurrence = |&position: &u32| Occurrence { position, clause, alternative };
                        found[index].extend(starts.iter().map(occurrence));
                    }
                })?;
                continue;
            }
            let Some(mut postings) = segment.positions(Field::Body, &wanted.token)? else { continue };
            for &(document, index) in here.iter().filter(|(_, index)| counts(*index)) {
                if postings.doc() < document {
                    postings.seek(document);
                }
                if postings.doc() != document {
                    continue;
                }
                postings.positions(&mut positions);
                let occurrence = |&position: &u32| Occurrence { position, clause, alternative };
                found[index].extend(positions.iter().map(occurrence));
            }
        }
    }
    for list in &mut found {
        list.sort_unstable_by_key(|occurrence| (occurrence.position, occurrence.clause, occurrence.alternative));
    }
    Ok(found)
}

fn bit(clause: u16) -> u64 {
    1_u64.checked_shl(u32::from(clause)).unwrap_or(0)
}

fn alternatives<'a>(clauses: &[&'a Clause]) -> impl Iterator<Item = (u16, u16, &'a Alternative)> {
    clauses.iter().enumerate().flat_map(|(clause, each)| {
        let of_clause = each.alternatives.iter().enumerate();
        of_clause.map(move |(alternative, wanted)| (clause as u16, alternative as u16, wanted))
    })
}

/// Hands on each document of a field in which an alternative's tokens stand in a row, ascending, with the positions
/// where they begin.
pub(super) fn each_row(
    segment: &Segment,
    field: Field,
    wanted: &Alternative,
    mut take: impl FnMut(u32, &[u32]),
) -> Result<()> {
    let mut row = Vec::with_capacity(1 + wanted.then.len());
    for token in std::iter::once(&wanted.token).chain(&wanted.then) {
        let Some(postings) = segment.positions(field, token)? else { return Ok(()) };
        row.push(postings);
    }
    let mut document = 0;
    let (mut starts, mut positions) = (Vec::new(), Vec::new());
    loop {
        // The next document that has all of them.
        let mut agreed = 0;
        while agreed < row.len() {
            agreed = 0;
            for postings in &mut row {
                if postings.doc() < document {
                    postings.seek(document);
                }
                if postings.doc() == TERMINATED {
                    return Ok(());
                }
                agreed += usize::from(postings.doc() == document);
                document = document.max(postings.doc());
            }
        }
        for (place, postings) in row.iter_mut().enumerate() {
            postings.positions(&mut positions);
            if place == 0 {
                starts.clone_from(&positions);
            } else {
                starts.retain(|start| positions.binary_search(&(start + place as u32)).is_ok());
            }
        }
        if !starts.is_empty() {
            take(document, &starts);
        }
        document += 1;
    }
}
