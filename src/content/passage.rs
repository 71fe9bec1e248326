//! Passages: the blocks of a part cut into whole blocks or sentences, about 40 to 120 words each.
//!
//! 1. Blocks become atoms: sentences, table rows, and clauses of sentences beyond bearing.
//! 2. Atoms that must not be parted (an introduction and the first item, a warning and what it modifies) become groups.
//! 3. Of all ways to cut between groups the cheapest is taken.
//!
//! Short sections are joined to their neighbours before that.

use std::ops::Range;

use super::block::{Block, BlockKind, Run};
use super::clause::{self, LONGEST_SENTENCE};
use super::fold::fold_head;
use super::lead::{Lists, ends_open, is_listed, lists};
use super::page::{Label, Passage};
use super::section::{Outline, Part};
use super::sentence::{sentences, word_count};

/// A passage below this many words is short.
const SHORT: usize = 40;
/// Most words of a passage, unless a group alone has more.
const LONG: usize = 120;
/// Joined sections have at most so many words, one of them being short, …
const JOINED: usize = 80;
/// … or of [`LONG`], if the later one has fewer than this.
const SCRAP: usize = 12;
/// Most words of a group, and of one held together by a colon.
const GROUP: usize = 160;
const COLON_GROUP: usize = 240;

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

/// The smallest stretch that is never cut: a sentence, a clause of an endless one, a table row.
#[derive(Debug)]
struct Atom {
    block: usize,
    range: Range<usize>,
    words: usize,
    begins: Begins,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begins {
    Block,
    Sentence,
    Clause,
}

/// A part with its atoms and lists.
struct Prepared<'p> {
    part: &'p Part,
    atoms: Vec<Atom>,
    lists: Lists,
    words: usize,
    /// The section its subsections stand under; `None` for the page.
    node: Option<u32>,
}

/// Cuts every part of a page into passages. Never empty.
pub(super) fn passages(blocks: &[Block], outline: &Outline) -> Vec<Cut> {
    let prepared: Vec<Prepared> = outline.parts.iter().map(|part| prepare(blocks, outline, part)).collect();
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
    Prepared { part, atoms, lists: lists(blocks, part), words, node: (!of_page).then_some(part.section) }
}

fn push_atoms(index: usize, block: &Block, atoms: &mut Vec<Atom>) {
    let whole = matches!(block.kind, BlockKind::TableRow | BlockKind::Term | BlockKind::Caption);
    let bounds = if whole {
        clause::trimmed(&block.text, 0..block.text.len()).into_iter().collect()
    } else {
        sentences(&block.text)
    };
    for (nth, sentence) in bounds.into_iter().enumerate() {
        let begins = if nth == 0 { Begins::Block } else { Begins::Sentence };
        let words = block.text.get(sentence.clone()).map_or(0, word_count);
        if words <= LONGEST_SENTENCE {
            atoms.push(Atom { block: index, range: sentence, words, begins });
            continue;
        }
        for (nth, range) in clause::clauses(&block.text, sentence, SHORT, LONG).into_iter().enumerate() {
            let words = block.text.get(range.clone()).map_or(0, word_count);
            let begins = if nth == 0 { begins } else { Begins::Clause };
            atoms.push(Atom { block: index, range, words, begins });
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
        let small = sum <= JOINED && (words < SHORT || next.words < SHORT);
        // The passage belongs to the first section, so only the later one may be a scrap of it.
        let scrap = sum <= LONG && next.words < SCRAP;
        if !same_kind || !neighbours || next.part.heading.is_none() || !(small || scrap) {
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

/// Groups of atoms that belong together: index of the first atom, the one after the last, words.
struct Group {
    atoms: Range<usize>,
    words: usize,
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

fn groups(blocks: &[Block], prepared: &Prepared) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    for (index, atom) in prepared.atoms.iter().enumerate() {
        let previous = index.checked_sub(1).and_then(|i| prepared.atoms.get(i));
        let limit = previous.map_or(0, |before| held_together(blocks, &prepared.lists, before, atom));
        match out.last_mut() {
            Some(group) if group.words + atom.words <= limit => {
                group.atoms.end = index + 1;
                group.words += atom.words;
            }
            _ => out.push(Group { atoms: index..index + 1, words: atom.words }),
        }
    }
    out
}

/// The number of words up to which two atoms stay together; 0 where they may be parted.
fn held_together(blocks: &[Block], lists: &Lists, before: &Atom, after: &Atom) -> usize {
    let (Some(first), Some(second)) = (blocks.get(before.block), blocks.get(after.block)) else {
        return 0;
    };
    if after.begins == Begins::Clause {
        return 0;
    }
    if first.text.get(before.range.clone()).is_some_and(ends_open) {
        return COLON_GROUP;
    }
    let same_block = before.block == after.block;
    let introduces = !same_block
        && is_listed(second.kind)
        && lists.list(before.block) != lists.list(after.block)
        && lists.introduction(after.block).is_some_and(|intro| intro.block == Some(before.block));
    let named = !same_block
        && (first.kind == BlockKind::Term || second.kind == BlockKind::Caption && first.kind == BlockKind::TableRow);
    if introduces || named {
        return GROUP;
    }
    let prose = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Quote);
    let sentence = second.text.get(after.range.clone()).unwrap_or_default();
    let leans = same_block && leans_on_previous(sentence, true)
        || !same_block && prose(first.kind) && prose(second.kind) && leans_on_previous(sentence, false);
    if leans { GROUP } else { 0 }
}

/// Beginnings of a sentence that takes back or limits the one before it.
const LIMITING: &[&str] = &[
    "however",
    "unless",
    "except",
    "but",
    "otherwise",
    "nevertheless",
    "even so",
    "only if",
    "although",
    "sin embargo",
    "no obstante",
    "excepto",
    "salvo",
    "a menos que",
    "pero",
    "de lo contrario",
    "cependant",
    "toutefois",
    "sauf",
    "a moins",
    "mais",
    "sinon",
    "jedoch",
    "ausser",
    "es sei denn",
    "aber",
    "allerdings",
    "andernfalls",
    "sonst",
];

/// Beginnings of a warning, which belongs to the sentence before it in the same paragraph.
const WARNING: &[&str] = &[
    "do not",
    "don't",
    "never",
    "you should not",
    "you must not",
    "this does not",
    "it does not",
    "stop",
    "avoid",
    "nunca",
    "no debe",
    "no tome",
    "no deje",
    "evite",
    "suspenda",
    "ne prenez pas",
    "n'arretez pas",
    "ne pas",
    "ne jamais",
    "n'",
    "evitez",
    "nehmen sie",
    "setzen sie",
    "niemals",
    "vermeiden",
    "brechen sie",
];

fn leans_on_previous(sentence: &str, same_block: bool) -> bool {
    if !sentence.starts_with(|c: char| {
        matches!(
            c.to_ascii_lowercase(),
            'a'..='e' | 'h' | 'i' | 'j' | 'm' | 'n' | 'o' | 'p' | 's' | 't' | 'u' | 'v' | 'y'
        ) || !c.is_ascii()
    }) {
        return false;
    }
    let head = fold_head(sentence, 28);
    let begins = |phrase: &str| {
        head.strip_prefix(phrase).is_some_and(|rest| phrase.ends_with('\'') || !rest.starts_with(char::is_alphanumeric))
    };
    LIMITING.iter().any(|phrase| begins(phrase)) || same_block && WARNING.iter().any(|phrase| begins(phrase))
}

/// The cheapest way to cut groups into passages of at most [`LONG`] words, as ranges of groups.
fn cheapest_cuts(blocks: &[Block], prepared: &Prepared, groups: &[Group]) -> Vec<Range<usize>> {
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

/// A passage in the making.
#[derive(Default)]
struct Draft {
    text: String,
    runs: Vec<Run>,
    sentences: Vec<Range<u32>>,
    pieces: Vec<Piece>,
}

impl Draft {
    /// A line that is no own text of the passage.
    fn heading(&mut self, heading: &str) {
        self.line();
        let start = self.text.len();
        self.text.push_str(heading);
        self.sentences.push(start as u32..self.text.len() as u32);
    }

    fn line(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    fn atoms(&mut self, blocks: &[Block], atoms: &[Atom]) {
        for same_block in atoms.chunk_by(|a, b| a.block == b.block) {
            let (Some(first), Some(last)) = (same_block.first(), same_block.last()) else {
                continue;
            };
            let Some(block) = blocks.get(first.block) else {
                continue;
            };
            let range = first.range.start..last.range.end;
            let Some(words) = block.text.get(range.clone()) else {
                continue;
            };
            self.line();
            if first.begins == Begins::Block {
                self.mark(block.kind);
            }
            let offset = self.text.len();
            self.text.push_str(words);
            let moved = |place: usize| (place - range.start + offset) as u32;
            self.sentences.extend(same_block.iter().map(|atom| moved(atom.range.start)..moved(atom.range.end)));
            for run in &block.runs {
                let start = (run.range.start as usize).max(range.start);
                let end = (run.range.end as usize).min(range.end);
                if start < end {
                    self.runs.push(Run { range: moved(start)..moved(end), plain: run.plain });
                }
            }
            self.pieces.push(Piece { block: first.block, range });
        }
    }

    /// The mark of a list item.
    fn mark(&mut self, kind: BlockKind) {
        match kind {
            BlockKind::ListItem { number: Some(number), .. } => {
                self.text.push_str(&number.to_string());
                self.text.push_str(". ");
            }
            BlockKind::ListItem { number: None, .. } => self.text.push_str("• "),
            _ => {}
        }
    }

    fn finish(self, blocks: &[Block], prepared: &Prepared) -> Cut {
        let part = prepared.part;
        let first = self.pieces.first().map(|piece| piece.block);
        let holds = |block: usize| self.pieces.iter().any(|piece| piece.block == block);
        let lead = match part.label {
            Label::Body => first.and_then(|block| prepared.lists.lead(blocks, block, holds)),
            _ => None,
        };
        let passage = Passage {
            section: part.section,
            lead,
            text: self.text,
            runs: self.runs,
            sentences: self.sentences,
            label: part.label,
            screen: part.screen,
            fragment: None,
        };
        Cut { passage, pieces: self.pieces }
    }
}
