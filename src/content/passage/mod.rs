//! Passages: the blocks of a part cut into whole blocks or sentences, about 40 to 120 words each.
//!
//! 1. Blocks become atoms: sentences, table rows, and clauses of sentences beyond bearing.
//! 2. Atoms that must not be parted (an introduction and the first item, a warning and what it modifies) become groups.
//! 3. Of all ways to cut between groups the cheapest is taken.
//!
//! Short sections are joined to their neighbours before that, but for the entries of a list of many.

mod atom;
mod clause;
mod cuts;
mod draft;
mod group;
mod headings;
mod lead;
mod sentence;

use std::ops::Range;

use super::block::Block;
use super::page::Passage;
use super::section::{Outline, Part};
use atom::{Atom, push_atoms};
use cuts::cheapest_cuts;
use draft::Draft;
use group::groups;
use lead::{Lists, lists};

pub(crate) use sentence::{sentences, word_count};

/// A passage below this many words is short.
const SHORT: usize = 40;
/// Most words of a passage, unless a group alone has more.
const LONG: usize = 120;
/// Joined sections have at most so many words, one of them being short, …
const JOINED: usize = 80;
/// … or of [`LONG`], if the later one has fewer than this.
const SCRAP: usize = 12;
/// So many short sections in a row, or more, are entries of a list.
const ENTRIES: usize = 5;

/// A passage, and where its own text stands in the blocks.
#[derive(Debug)]
pub(super) struct Cut {
    pub passage: Passage,
    pub pieces: Vec<Piece>,
}

/// A stretch of one block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub block: usize,
    pub range: Range<usize>,
}

/// A part with its atoms and lists.
struct Prepared<'p> {
    part: &'p Part,
    atoms: Vec<Atom>,
    lists: Lists,
    words: usize,
    /// The section its subsections stand under; `None` for the page.
    node: Option<u32>,
    /// It is one of a list of entries, each of which stands for itself.
    entry: bool,
}

/// Cuts every part of a page into passages. Never empty.
pub(super) fn passages(blocks: &[Block], outline: &Outline) -> Vec<Cut> {
    let mut prepared: Vec<Prepared> = outline.parts.iter().map(|part| prepare(blocks, outline, part)).collect();
    mark_entries(blocks, &mut prepared);
    let mut out = Vec::new();
    let mut rest = prepared.as_slice();
    while let Some(first) = rest.first() {
        let together = joined_count(rest);
        let (joined, after) = rest.split_at(together);
        if together == 1 {
            pack(blocks, first, &mut out);
        } else {
            out.push(join(blocks, joined));
        }
        rest = after;
    }
    if out.is_empty() {
        out.push(Cut { passage: Passage::default(), pieces: Vec::new() });
    }
    out
}

fn prepare<'p>(blocks: &[Block], outline: &Outline, part: &'p Part) -> Prepared<'p> {
    let mut atoms = Vec::new();
    for index in part.blocks.clone() {
        if let Some(block) = blocks.get(index) {
            push_atoms(index, block, &mut atoms);
        }
    }
    let words = atoms.iter().map(|atom| atom.words).sum();
    let of_page = outline.sections.get(part.section as usize).is_none_or(|section| section.path.is_empty());
    Prepared { part, atoms, lists: lists(blocks, part), words, node: (!of_page).then_some(part.section), entry: false }
}

/// Marks the entries of an A to Z, a glossary, questions and answers: many short sections in a row under one parent. Whoever
/// asks for one of them wants that one, under its own heading and with its own link. Where a sentence introduces them, as
/// "Do not take it with:" does, they stay together behind it.
fn mark_entries(blocks: &[Block], prepared: &mut [Prepared]) {
    let in_a_row = |a: &Prepared, b: &Prepared| {
        let short = |it: &Prepared| it.part.heading.is_some() && (SCRAP..SHORT).contains(&it.words);
        short(a) && short(b) && a.part.parent == b.part.parent && a.part.label == b.part.label
    };
    let introduced = |it: &Prepared| {
        let before = it.part.heading.and_then(|heading| blocks.get(..heading));
        let said = before.and_then(|before| before.iter().rev().find(|block| !block.text.is_empty()));
        said.is_some_and(|block| block.text.trim_end().ends_with(':'))
    };
    for run in prepared.chunk_by_mut(in_a_row).filter(|run| run.len() >= ENTRIES) {
        let alone = !run.first().is_some_and(introduced);
        for prepared in run {
            prepared.entry = alone;
        }
    }
}

/// How many parts from the first on are joined to one passage: short sections with their neighbours under the same parent,
/// or a short introduction with the first subsections.
fn joined_count(rest: &[Prepared]) -> usize {
    let Some(first) = rest.first() else { return 0 };
    let mut words = first.words;
    let mut parent = None;
    let mut count = 1;
    for next in rest.iter().skip(1) {
        let same_kind = (next.part.label, next.part.screen) == (first.part.label, first.part.screen);
        let neighbours = match parent {
            None => next.part.parent == first.node || (first.node.is_some() && next.part.parent == first.part.parent),
            Some(parent) => next.part.parent == parent,
        };
        let sum = words + next.words;
        let small = !first.entry && sum <= JOINED && (words < SHORT || next.words < SHORT);
        // The passage belongs to the first section, so only the later one may be a scrap of it.
        let scrap = sum <= LONG && next.words < SCRAP;
        if !same_kind || !neighbours || next.part.heading.is_none() || next.entry || !(small || scrap) {
            break;
        }
        parent = Some(next.part.parent);
        words = sum;
        count += 1;
    }
    count
}

/// One passage of several short sections: it belongs to the first, the headings of the later ones stand in its text.
fn join(blocks: &[Block], joined: &[Prepared]) -> Cut {
    let mut draft = Draft::default();
    for (nth, prepared) in joined.iter().enumerate() {
        if nth > 0
            && let Some(heading) = prepared.part.heading.and_then(|index| blocks.get(index))
        {
            draft.heading(&heading.text);
        }
        draft.atoms(blocks, &prepared.atoms);
    }
    match joined.first() {
        Some(first) => draft.finish(blocks, first),
        None => Cut { passage: Passage::default(), pieces: Vec::new() },
    }
}

/// Cuts one part where it costs least.
fn pack(blocks: &[Block], prepared: &Prepared, out: &mut Vec<Cut>) {
    let atoms = &prepared.atoms;
    if prepared.words <= LONG {
        let mut draft = Draft::default();
        draft.atoms(blocks, atoms);
        out.push(draft.finish(blocks, prepared));
        return;
    }
    let groups = groups(blocks, prepared);
    for range in cheapest_cuts(blocks, prepared, &groups) {
        let (Some(first), Some(last)) = (groups.get(range.start), groups.get(range.end - 1)) else {
            continue;
        };
        let mut draft = Draft::default();
        draft.atoms(blocks, &atoms[first.atoms.start..last.atoms.end]);
        out.push(draft.finish(blocks, prepared));
    }
}
