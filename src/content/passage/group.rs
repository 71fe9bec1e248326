//! Groups: atoms that must not be parted, as an introduction and its first item, a warning and what it limits.
//!
//! Where passages are cut between groups is `cuts`'.

use std::ops::Range;

use super::Prepared;
use super::atom::{Atom, Begins};
use super::lead::{Lists, ends_open, is_listed};
use crate::content::block::{Block, BlockKind};
use crate::content::fold::fold_head;

/// Most words of a group, and of one held together by a colon.
const GROUP: usize = 160;
const COLON_GROUP: usize = 240;

/// Groups of atoms that belong together: index of the first atom, the one after the last, words.
pub(super) struct Group {
    pub(super) atoms: Range<usize>,
    pub(super) words: usize,
}

/// The groups of a part, in order.
pub(super) fn groups(blocks: &[Block], prepared: &Prepared) -> Vec<Group> {
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
    let first = head.bytes().next();
    let begins = |phrase: &str| {
        phrase.bytes().next() == first
            && head
                .strip_prefix(phrase)
                .is_some_and(|rest| phrase.ends_with('\'') || !rest.starts_with(char::is_alphanumeric))
    };
    LIMITING.iter().any(|phrase| begins(phrase)) || same_block && WARNING.iter().any(|phrase| begins(phrase))
}
