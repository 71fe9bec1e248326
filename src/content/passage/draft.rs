//! A passage in the making: its text for reading, the page's own words in it, its sentences.
//!
//! What goes into it is decided in the folder's door.

use std::ops::Range;

use super::atom::{Atom, Begins};
use super::{Cut, Piece, Prepared};
use crate::content::block::{Block, BlockKind, Run};
use crate::content::page::{Label, Passage};

/// A passage in the making.
#[derive(Default)]
pub(super) struct Draft {
    text: String,
    runs: Vec<Run>,
    sentences: Vec<Range<u32>>,
    pieces: Vec<Piece>,
}

impl Draft {
    /// A line that is no own text of the passage.
    pub(super) fn heading(&mut self, heading: &str) {
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

    pub(super) fn atoms(&mut self, blocks: &[Block], atoms: &[Atom]) {
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

    pub(super) fn finish(self, blocks: &[Block], prepared: &Prepared) -> Cut {
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
