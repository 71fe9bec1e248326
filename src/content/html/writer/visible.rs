//! Visible text: put into the block being written, after the gap and the marks that are owed before it.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::links::BLOCKS_OF_A_LINK;
use super::{Gap, Lines, Writer};
use crate::content::block::{BlockKind, Run};

impl Writer {
    /// Writes words with single spaces between them.
    pub(super) fn visible(&mut self, words: &str) {
        if self.text.is_empty() {
            self.begin();
        }
        let plain = self.raised == 0 && self.contexts.last().is_none_or(|context| context.plain);
        self.settle_gap(plain);
        let start = self.text.len() as u32;
        self.text.push_str(words);
        let end = self.text.len() as u32;
        match self.runs.last_mut() {
            Some(run) if !self.split && run.plain == plain && run.range.end == start => {
                run.range.end = end;
            }
            _ => self.runs.push(Run { range: start..end, plain }),
        }
        self.split = false;
        self.anchor = None;
        self.marked.get_or_insert(start as usize);
        for link in &mut self.open_links {
            if link.start.is_none() && link.blocks < BLOCKS_OF_A_LINK {
                link.start = Some(start);
                link.blocks += 1;
            }
        }
    }

    /// The first visible character of a block: its `id` is decided.
    fn begin(&mut self) {
        self.gap = Gap::None;
        self.split = true;
        let context = self.contexts.last_mut();
        let heading =
            context.as_ref().is_some_and(|context| matches!(context.kind, BlockKind::Heading(_) | BlockKind::Summary));
        self.id = context.and_then(|context| context.id.take()).or_else(|| self.own.take());
        if heading {
            self.id = self.id.take().or_else(|| self.anchor.take());
        }
    }

    /// Writes what is owed before text that is `plain` or not.
    fn settle_gap(&mut self, plain: bool) {
        let mut gap = std::mem::replace(&mut self.gap, Gap::None);
        if self.marked.is_none() && self.kind() == BlockKind::TableRow {
            // A cell begins: what parts it from the last one is in the prefix.
            gap = Gap::None;
        }
        let start = self.text.len() as u32;
        match gap {
            Gap::None => {}
            Gap::Space => {
                self.text.push(' ');
                match self.runs.last_mut() {
                    Some(run) if run.range.end == start && (run.plain || !plain) => {
                        run.range.end += 1;
                    }
                    Some(run) if run.range.end == start && !self.split => {
                        self.runs.push(Run { range: start..start + 1, plain });
                    }
                    _ => {}
                }
            }
            Gap::Listing => {
                let parted = self.text.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != ')');
                self.text.push_str(if parted { " " } else { ", " });
                self.split = true;
            }
            Gap::Line => {
                self.text.push('\n');
                self.split = true;
            }
            Gap::Break => {
                self.text.push('\n');
                self.runs.push(Run { range: start..start + 1, plain: false });
                self.split = true;
            }
        }
        if !self.prefix.is_empty() {
            let prefix = if self.text.ends_with([' ', '\n']) {
                self.prefix.trim_start_matches(' ')
            } else if self.text.is_empty() {
                self.prefix.trim_start_matches([' ', ';', ':'])
            } else {
                &self.prefix
            };
            self.text.push_str(prefix);
            self.prefix.clear();
            self.split = true;
        }
    }
}

/// The text has no line feed and nowhere two spaces together.
pub(super) fn is_spaced_singly(text: &str) -> bool {
    static TWO_SPACES: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new(b"  "));
    memchr::memchr(b'\n', text.as_bytes()).is_none() && TWO_SPACES.find(text.as_bytes()).is_none()
}

/// Length of the text that can be written as it stands: words with single spaces between them.
pub(super) fn stretch(text: &str, lines: Lines) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let is_end = match byte {
            b'\n' => true,
            b' ' => lines != Lines::Folded || matches!(bytes.get(at + 1), None | Some(b' ' | b'\n')),
            _ => false,
        };
        if is_end {
            return at;
        }
        at += 1;
    }
    at
}
