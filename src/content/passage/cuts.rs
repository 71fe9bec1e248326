//! Cuts: where a part is divided into passages at the least cost.
//!
//! A passage costs by how far it is from its wanted length, a cut by what it parts.

use std::ops::Range;

use super::atom::Begins;
use super::group::Group;
use super::lead::is_listed;
use super::{LONG, Prepared, SHORT};
use crate::content::block::Block;

/// The cheapest way to cut groups into passages of at most [`LONG`] words, as ranges of groups.
pub(super) fn cheapest_cuts(blocks: &[Block], prepared: &Prepared, groups: &[Group]) -> Vec<Range<usize>> {
    let mut best: Vec<(u64, usize)> = vec![(0, 0)];
    for end in 1..=groups.len() {
        let mut words = 0;
        let mut chosen = (u64::MAX, end - 1);
        for start in (0..end).rev() {
            words += groups.get(start).map_or(0, |group| group.words);
            if words > LONG && start + 1 < end {
                break;
            }
            let before = best.get(start).map_or(0, |(cost, _)| *cost);
            let cost = before + passage_cost(words) + boundary_cost(blocks, prepared, groups, start);
            if cost < chosen.0 {
                chosen = (cost, start);
            }
        }
        best.push(chosen);
    }
    let mut cuts = Vec::new();
    let mut end = groups.len();
    while end > 0 {
        let start = best.get(end).map_or(0, |(_, start)| *start).min(end - 1);
        cuts.push(start..end);
        end = start;
    }
    cuts.reverse();
    cuts
}

/// What a passage of so many words costs: one each, more if it is short.
fn passage_cost(words: usize) -> u64 {
    let short = SHORT.saturating_sub(words) * 20;
    let unfilled = LONG.saturating_sub(words);
    200 + (short + unfilled) as u64
}

/// What it costs to begin a passage with a group: nothing before a paragraph, most inside a sentence.
fn boundary_cost(blocks: &[Block], prepared: &Prepared, groups: &[Group], start: usize) -> u64 {
    let Some(first) = groups.get(start).filter(|_| start > 0).and_then(|group| prepared.atoms.get(group.atoms.start))
    else {
        return 0;
    };
    match first.begins {
        Begins::Clause => 200,
        Begins::Sentence if blocks.get(first.block).is_some_and(|block| is_listed(block.kind)) => 160,
        Begins::Sentence => 100,
        Begins::Block => match prepared.lists.depth(first.block) {
            0 => 0,
            depth => 60 + 40 * u64::from(depth.min(4)),
        },
    }
}
