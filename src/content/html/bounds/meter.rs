//! The meter: follows the open elements roughly as an HTML parser would, and counts the parser's steps.
//!
//! How many steps are too many is `bounds`' to say.

use super::{Part, part};
use crate::content::html::markup::Tag;

/// Steps that opening a formatting element again stands for, by the memory it takes.
const STEPS_OF_A_COPY: u64 = 100;

struct Open {
    /// Hash of the name.
    name: u64,
    part: Part,
    /// Hash of the tag, of a formatting element.
    tag: u64,
}

struct Formatting {
    name: u64,
    tag: u64,
    /// Bytes of its tag.
    size: u64,
    open: bool,
    /// A cell's beginning: nothing before it is opened again inside.
    marker: bool,
}

/// Follows the open elements.
#[derive(Default)]
pub(super) struct Meter {
    open: Vec<Open>,
    formatting: Vec<Formatting>,
    pub(super) steps: u64,
    nodes: u64,
    documents: u64,
    pub(super) deepest: usize,
    pub(super) most_formatting: usize,
}

impl Meter {
    /// Text comes next.
    pub(super) fn text(&mut self, text: &str) {
        let blank = text.trim_ascii().is_empty();
        self.nodes += 1;
        if !blank {
            self.misplaced();
        }
        self.reopen();
    }

    /// A tag comes next.
    pub(super) fn tag(&mut self, tag: &Tag<'_>) {
        let attributes = u64::from(tag.attributes);
        self.steps += 1 + attributes * attributes / 4;
        let lower;
        let name = if tag.name.bytes().any(|b| b.is_ascii_uppercase()) {
            lower = tag.name.to_ascii_lowercase();
            lower.as_str()
        } else {
            tag.name
        };
        let part = part(name);
        if tag.end {
            self.end(hash(name), part);
        } else {
            self.nodes += 1;
            self.start(hash(name), part, tag);
        }
        self.deepest = self.deepest.max(self.open.len());
        self.most_formatting = self.most_formatting.max(self.formatting.len());
    }

    fn start(&mut self, name: u64, part: Part, tag: &Tag<'_>) {
        let tag_hash = if part == Part::Formatting { hash(tag.source) } else { 0 };
        match part {
            Part::Document => {
                self.documents += 1;
                self.steps += self.documents * 4;
                return;
            }
            Part::Void | Part::Other => {
                self.misplaced();
                self.reopen();
            }
            Part::Formatting => {
                self.misplaced();
                if tag.name.eq_ignore_ascii_case("a") {
                    self.end(name, part);
                }
                self.reopen();
                self.remember(name, tag_hash, tag.source.len() as u64);
            }
            Part::Paragraph | Part::Block => {
                self.misplaced();
                self.end_paragraph();
            }
            Part::Item => {
                self.end_item();
                self.end_paragraph();
            }
            Part::Table => {
                if matches!(self.open.last().map(|open| open.part), Some(Part::Table | Part::Section | Part::Row)) {
                    self.pop_through(|open| open.part == Part::Table);
                }
                self.end_paragraph();
            }
            Part::Section => self.pop_to_table(&[Part::Table]),
            Part::Row => self.pop_to_table(&[Part::Table, Part::Section]),
            Part::Cell => self.pop_to_table(&[Part::Table, Part::Section, Part::Row]),
        }
        if part == Part::Cell {
            self.formatting.push(Formatting { name: 0, tag: 0, size: 0, open: true, marker: true });
        }
        if part != Part::Void && !(tag.closed && part == Part::Other) {
            self.open.push(Open { name, part, tag: tag_hash });
        }
    }

    fn end(&mut self, name: u64, part: Part) {
        match part {
            Part::Void | Part::Document => {}
            Part::Formatting => self.end_formatting(name),
            Part::Paragraph => self.end_paragraph(),
            _ => {
                let barrier = |open: &Open| matches!(open.part, Part::Cell | Part::Table) && open.name != name;
                let steps = self.open.iter().rev().take_while(|open| open.name != name && !barrier(open)).count();
                self.steps += steps as u64;
                let crosses_table = matches!(part, Part::Table | Part::Section | Part::Row | Part::Cell);
                let found = self
                    .open
                    .len()
                    .checked_sub(steps + 1)
                    .and_then(|at| self.open.get(at))
                    .is_some_and(|open| open.name == name);
                if found {
                    self.pop_through(|open| open.name == name);
                } else if crosses_table && self.open.iter().any(|open| open.name == name) {
                    self.steps += self.open.len() as u64;
                    self.pop_through(|open| open.name == name);
                }
            }
        }
    }

    /// What stands in a table but in no cell is put before the table, and its place there is sought.
    fn misplaced(&mut self) {
        if matches!(self.open.last().map(|open| open.part), Some(Part::Table | Part::Section | Part::Row)) {
            self.steps += self.nodes;
        }
    }

    /// Opens again what was left unclosed, as text and inline elements do.
    fn reopen(&mut self) {
        let closed = self.formatting.iter().rev().take_while(|entry| !entry.open && !entry.marker).count();
        let start = self.formatting.len() - closed;
        let depth = self.open.len() as u64;
        let copied = self.formatting.get_mut(start..).unwrap_or_default();
        for entry in copied {
            entry.open = true;
            self.steps += STEPS_OF_A_COPY + entry.size + depth;
            self.nodes += 1;
            self.open.push(Open { name: entry.name, part: Part::Formatting, tag: entry.tag });
        }
    }

    /// At most three like it are remembered.
    fn remember(&mut self, name: u64, tag: u64, size: u64) {
        let recent = self.formatting.iter().rev().take_while(|entry| !entry.marker);
        let like: Vec<usize> =
            recent.clone().enumerate().filter(|(_, entry)| entry.tag == tag).map(|(back, _)| back).collect();
        self.steps += recent.count() as u64;
        if let (3.., Some(&earliest)) = (like.len(), like.last()) {
            self.formatting.remove(self.formatting.len() - 1 - earliest);
        }
        self.formatting.push(Formatting { name, tag, size, open: true, marker: false });
    }

    fn end_formatting(&mut self, name: u64) {
        let back = self.formatting.iter().rev().take_while(|entry| !entry.marker).position(|entry| entry.name == name);
        self.steps += back.unwrap_or(0) as u64;
        let Some(back) = back else { return };
        let entry = self.formatting.remove(self.formatting.len() - 1 - back);
        let above = self.open.iter().rev().position(|open| open.part == Part::Formatting && open.tag == entry.tag);
        let Some(above) = above else { return };
        self.steps += 8 * above as u64;
        let at = self.open.len() - 1 - above;
        let holds_blocks = self
            .open
            .get(at + 1..)
            .is_some_and(|inside| inside.iter().any(|open| !matches!(open.part, Part::Formatting | Part::Other)));
        if holds_blocks {
            self.open.remove(at);
            self.nodes += 8;
        } else {
            self.truncate(at);
        }
    }

    fn end_paragraph(&mut self) {
        let inside =
            self.open.iter().rev().take_while(|open| !matches!(open.part, Part::Paragraph | Part::Table | Part::Cell));
        let above = inside.count();
        self.steps += above as u64;
        if let Some(at) = self.open.len().checked_sub(above + 1)
            && self.open.get(at).is_some_and(|open| open.part == Part::Paragraph)
        {
            self.truncate(at);
        }
    }

    fn end_item(&mut self) {
        let above = self
            .open
            .iter()
            .rev()
            .take_while(|open| matches!(open.part, Part::Formatting | Part::Other | Part::Paragraph));
        let above = above.count();
        self.steps += above as u64;
        if let Some(at) = self.open.len().checked_sub(above + 1)
            && self.open.get(at).is_some_and(|open| open.part == Part::Item)
        {
            self.truncate(at);
        }
    }

    fn pop_to_table(&mut self, stay: &[Part]) {
        let above = self.open.iter().rev().take_while(|open| !stay.contains(&open.part)).count();
        self.steps += above as u64;
        if above < self.open.len() {
            self.truncate(self.open.len() - above);
        }
    }

    fn pop_through(&mut self, last: impl Fn(&Open) -> bool) {
        let above = self.open.iter().rev().take_while(|open| !last(open)).count();
        self.steps += above as u64;
        if above < self.open.len() {
            self.truncate(self.open.len() - above - 1);
        }
    }

    /// Closes all elements from a depth on.
    fn truncate(&mut self, depth: usize) {
        for open in self.open.split_off(depth.min(self.open.len())).into_iter().rev() {
            match open.part {
                Part::Cell => {
                    let marker = self.formatting.iter().rposition(|entry| entry.marker);
                    self.formatting.truncate(marker.unwrap_or(0));
                }
                Part::Formatting => {
                    let entry = self.formatting.iter_mut().rev().take_while(|entry| !entry.marker);
                    let mut looked = 0;
                    for entry in entry {
                        looked += 1;
                        if entry.tag == open.tag && entry.open {
                            entry.open = false;
                            break;
                        }
                    }
                    self.steps += looked;
                }
                _ => {}
            }
        }
    }
}

/// FNV-1a: names and tags are compared by it, and a collision costs nothing but a wrong guess.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
