//! Atoms: the sentences, table rows and clauses of endless sentences that a block is never cut below.
//!
//! Which of them stay together is `group`'s.

use std::ops::Range;

use super::clause::{self, LONGEST_SENTENCE};
use super::sentence::{sentences, word_count};
use super::{LONG, SHORT};
use crate::content::block::{Block, BlockKind};

/// The smallest stretch that is never cut: a sentence, a clause of an endless one, a table row.
#[derive(Debug)]
pub(super) struct Atom {
    pub(super) block: usize,
    pub(super) range: Range<usize>,
    pub(super) words: usize,
    pub(super) begins: Begins,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Begins {
    Block,
    Sentence,
    Clause,
}

/// Appends the atoms of the block at `index`.
pub(super) fn push_atoms(index: usize, block: &Block, atoms: &mut Vec<Atom>) {
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
