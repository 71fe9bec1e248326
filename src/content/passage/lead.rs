//! Leads: the sentence, caption or heading that introduces a list or table, and the items a nested item stands under.
//!
//! `passage` keeps an introduction with the first item and repeats it before every later passage of the list.

use super::sentence::{sentences, word_count};
use crate::content::block::{Block, BlockKind};
use crate::content::fold::fold;
use crate::content::section::Part;

/// A paragraph of at most so many words before a list introduces it even without a colon.
const SHORT_PARAGRAPH: usize = 25;
/// An item above a nested one is quoted to so many words.
const PARENT_WORDS: usize = 40;

/// Words by which a sentence without a colon announces a list.
const ANNOUNCING: &[&str] = &["following", "siguiente", "suivant", "folgend"];

/// What introduces one list or table.
#[derive(Debug, Clone)]
pub(super) struct Introduction {
    /// Its words.
    pub text: String,
    /// The block it is taken from: part of the text; `None` for the heading.
    pub block: Option<usize>,
}

/// Lists and tables of one part.
#[derive(Debug, Default)]
pub(super) struct Lists {
    introductions: Vec<Option<Introduction>>,
    /// For each block of the part: its list, and the item it is nested under.
    members: Vec<Option<Member>>,
    first: usize,
}

#[derive(Debug, Clone, Copy)]
struct Member {
    list: usize,
    above: Option<usize>,
    depth: u8,
}

impl Lists {
    /// The introduction of the list that a block is part of.
    pub(super) fn introduction(&self, block: usize) -> Option<&Introduction> {
        let member = self.member(block)?;
        self.introductions.get(member.list)?.as_ref()
    }

    /// The list a block is part of: blocks of one list have the same number.
    pub(super) fn list(&self, block: usize) -> Option<usize> {
        self.member(block).map(|member| member.list)
    }

    /// Nesting depth in its list, 1 for a top-level item, 0 outside lists.
    pub(super) fn depth(&self, block: usize) -> u8 {
        self.member(block).map_or(0, |member| member.depth)
    }

    /// The lead of a passage that begins with this block: introduction and items above, outermost first. The introduction
    /// is left out where `holds` says that the passage has that block in its own text.
    pub(super) fn lead(&self, blocks: &[Block], block: usize, holds: impl Fn(usize) -> bool) -> Option<String> {
        let mut above = Vec::new();
        let mut next = self.member(block)?.above;
        while let Some(parent) = next {
            above.push(parent_words(blocks.get(parent).map_or("", |b| &b.text)));
            next = self.member(parent).and_then(|member| member.above);
        }
        let introduction = self.introduction(block).filter(|intro| !intro.block.is_some_and(holds));
        above.extend(introduction.map(|intro| intro.text.clone()));
        above.reverse();
        above.retain(|words| !words.is_empty());
        (!above.is_empty()).then(|| above.join(" "))
    }

    fn member(&self, block: usize) -> Option<Member> {
        self.members.get(block.checked_sub(self.first)?).copied().flatten()
    }
}

/// A block of a list, definition list or table.
pub(super) fn is_listed(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::ListItem { .. } | BlockKind::Term | BlockKind::Definition | BlockKind::TableRow)
}

/// Finds the lists of a part and what introduces each.
pub(super) fn lists(blocks: &[Block], part: &Part) -> Lists {
    let mut out = Lists { first: part.blocks.start, ..Lists::default() };
    let mut last_number = None;
    // Items that the next one may be nested under, by depth.
    let mut open: Vec<(u8, usize)> = Vec::new();
    let mut before: Option<usize> = None;
    for i in part.blocks.clone() {
        let Some(block) = blocks.get(i) else { break };
        if block.text.is_empty() || !is_listed(block.kind) {
            out.members.push(None);
            before = if block.text.is_empty() { before } else { Some(i) };
            continue;
        }
        let previous = before.and_then(|b| blocks.get(b));
        let follows = previous.is_some_and(|p| is_listed(p.kind) && is_table(p.kind) == is_table(block.kind));
        let continues = matches!((block.kind, last_number), (BlockKind::ListItem { number: Some(n), .. }, Some(last)) if n > 1 && last + 1 == n);
        let list = match out.introductions.len().checked_sub(1) {
            Some(list) if follows || continues => list,
            _ => {
                out.introductions.push(introduction(blocks, part, before, block.kind));
                open.clear();
                out.introductions.len() - 1
            }
        };
        if let BlockKind::ListItem { number: Some(n), depth: 1 } = block.kind {
            last_number = Some(n);
        }
        let depth = depth_of(block.kind);
        open.retain(|(above, _)| *above < depth);
        out.members.push(Some(Member { list, above: open.last().map(|(_, above)| *above), depth }));
        open.push((depth, i));
        before = Some(i);
    }
    caption_below(blocks, part, &mut out);
    out
}

fn is_table(kind: BlockKind) -> bool {
    kind == BlockKind::TableRow
}

fn depth_of(kind: BlockKind) -> u8 {
    match kind {
        BlockKind::ListItem { depth, .. } => depth.max(1),
        BlockKind::Definition => 2,
        _ => 1,
    }
}

/// What introduces a list whose first item comes after block `before`.
fn introduction(blocks: &[Block], part: &Part, before: Option<usize>, kind: BlockKind) -> Option<Introduction> {
    let Some(index) = before else {
        let heading = blocks.get(part.heading?)?;
        return Some(Introduction { text: heading.text.clone(), block: None });
    };
    let block = blocks.get(index)?;
    match block.kind {
        BlockKind::Caption if is_table(kind) => Some(Introduction { text: block.text.clone(), block: Some(index) }),
        BlockKind::Paragraph | BlockKind::Quote => {
            let last = sentences(&block.text).pop()?;
            let sentence = block.text.get(last)?;
            let announces = ends_open(sentence) || {
                let folded = fold(sentence);
                ANNOUNCING.iter().any(|word| folded.contains(word))
            };
            let introduces = announces || word_count(&block.text) <= SHORT_PARAGRAPH;
            introduces.then(|| Introduction { text: sentence.to_owned(), block: Some(index) })
        }
        _ => None,
    }
}

/// The caption that stands below a table introduces it if nothing stands above.
fn caption_below(blocks: &[Block], part: &Part, out: &mut Lists) {
    for i in part.blocks.clone().skip(1) {
        let (Some(block), Some(above)) = (blocks.get(i), blocks.get(i - 1)) else {
            return;
        };
        if block.kind != BlockKind::Caption || !is_table(above.kind) {
            continue;
        }
        if let Some(list) = out.list(i - 1)
            && let Some(slot @ None) = out.introductions.get_mut(list)
        {
            *slot = Some(Introduction { text: block.text.clone(), block: Some(i) });
        }
    }
}

/// True if the sentence says that something follows: it ends in a colon.
pub(super) fn ends_open(sentence: &str) -> bool {
    sentence.trim_end().ends_with([':', '：'])
}

/// The words of an item that stand for it above its nested items: its last sentence if that announces them, else its first.
fn parent_words(text: &str) -> String {
    let all = sentences(text);
    let chosen = match all.last() {
        Some(last) if ends_open(&text[last.clone()]) => last.clone(),
        Some(_) => all.first().cloned().unwrap_or_default(),
        None => return String::new(),
    };
    let words: Vec<&str> = text[chosen].split_whitespace().take(PARENT_WORDS + 1).collect();
    match words.get(..PARENT_WORDS) {
        Some(head) if words.len() > PARENT_WORDS => format!("{}…", head.join(" ")),
        _ => words.join(" "),
    }
}
