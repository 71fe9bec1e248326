//! Sections: blocks grouped under their headings, each with its path of headings and its anchor.
//!
//! A section is listed once for each heading; a part is a stretch of blocks of one section that can be cut into
//! passages: it ends at the next heading, at a change of label, and at a `<!--nextpage-->`.

use std::collections::HashMap;
use std::ops::Range;

use super::block::{Block, BlockKind};
use super::page::{Label, Section};

/// Level of a summary: below every heading, so that the questions of an accordion are siblings.
const SUMMARY_LEVEL: u8 = 7;

/// A stretch of blocks of one section, label and screen.
#[derive(Debug, Clone)]
pub(super) struct Part {
    /// Index into the sections.
    pub section: u32,
    /// The section it stands directly under, by index; `None` for the page itself.
    pub parent: Option<u32>,
    /// What its passages are for.
    pub label: Label,
    /// Number of `<!--nextpage-->` marks before it.
    pub screen: u16,
    /// The heading block it follows directly.
    pub heading: Option<usize>,
    /// Its blocks, none a heading; empty for a heading with nothing under it.
    pub blocks: Range<usize>,
}

/// Sections and the parts of a page, both in reading order.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub sections: Vec<Section>,
    pub parts: Vec<Part>,
}

/// True for what opens a section.
pub(super) fn is_heading(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_) | BlockKind::Summary)
}

/// Groups blocks; `labels` has one label a block. A heading that is labelled as something else than body opens a section
/// of the page itself, and so does one that a dynamic block put there.
pub(super) fn outline(blocks: &[Block], labels: &[Label]) -> Outline {
    let mut outliner = Outliner { ids: id_counts(blocks), ..Outliner::default() };
    for (i, block) in blocks.iter().enumerate().filter(|(_, block)| !block.text.is_empty()) {
        let label = labels.get(i).copied().unwrap_or_default();
        if is_heading(block) {
            outliner.heading(i, block, label);
        } else {
            outliner.block(i, block, label);
        }
    }
    outliner.settle(0);
    if outliner.out.sections.is_empty() {
        outliner.page_section();
    }
    outliner.out
}

/// A heading under which the reading stands.
#[derive(Clone, Copy)]
struct Open {
    level: u8,
    section: u32,
    label: Label,
}

/// A heading whose first block has not come yet.
#[derive(Clone, Copy)]
struct Pending {
    heading: usize,
    screen: u16,
    open: Open,
    parent: Option<u32>,
}

#[derive(Default)]
struct Outliner<'b> {
    out: Outline,
    open: Vec<Open>,
    /// The section of a heading that a dynamic block put there, until the block ends.
    dynamic: Option<u32>,
    pending: Option<Pending>,
    newest_heading: Option<usize>,
    page: Option<u32>,
    ids: HashMap<&'b str, u32>,
}

impl Outliner<'_> {
    fn heading(&mut self, index: usize, block: &Block, label: Label) {
        let level = match block.kind {
            BlockKind::Heading(level) => level.clamp(1, 6),
            _ => SUMMARY_LEVEL,
        };
        let carries = label == Label::Body && !block.dynamic;
        self.settle(if carries { level } else { 0 });

        let section = self.out.sections.len() as u32;
        let own = Open { level, section, label };
        let mut parent = None;
        if block.dynamic {
            self.dynamic = Some(section);
        } else {
            self.dynamic = None;
            self.open.retain(|above| above.level < level);
            parent = self.open.iter().rev().find(|above| above.label == label).map(|above| above.section);
            self.open.push(own);
        }
        let mut path = parent
            .and_then(|above| self.out.sections.get(above as usize))
            .map(|above| above.path.clone())
            .unwrap_or_default();
        path.push(block.text.clone());
        let anchor = block.id.clone().filter(|id| self.ids.get(id.as_str()) == Some(&1));
        self.out.sections.push(Section { path, anchor });
        self.pending = Some(Pending { heading: index, screen: block.screen, open: own, parent });
        self.newest_heading = Some(index);
    }

    fn block(&mut self, index: usize, block: &Block, label: Label) {
        if !block.dynamic {
            self.dynamic = None;
        }
        let (section, parent) = self.owner(label);
        let heading = self.pending.take_if(|pending| pending.open.section == section).map(|pending| pending.heading);
        if heading.is_none()
            && let Some(last) = self.out.parts.last_mut()
            && (last.section, last.label, last.screen) == (section, label, block.screen)
            && !last.blocks.is_empty()
            && self.newest_heading.is_none_or(|heading| heading < last.blocks.start)
        {
            last.blocks.end = index + 1;
            return;
        }
        self.out.parts.push(Part { section, parent, label, screen: block.screen, heading, blocks: index..index + 1 });
    }

    /// The section a block belongs to, and that section's parent: what is not body belongs to the page, unless it stands
    /// under a heading of its own kind.
    fn owner(&mut self, label: Label) -> (u32, Option<u32>) {
        if let Some(section) = self.dynamic {
            return (section, None);
        }
        match self.open.last().copied() {
            Some(own) if label == Label::Body || own.label == label => {
                let parent =
                    self.open.iter().rev().skip(1).find(|above| above.label == own.label).map(|above| above.section);
                (own.section, parent)
            }
            _ => (self.page_section(), None),
        }
    }

    /// The section of what stands before the first heading or belongs to the page as a whole.
    fn page_section(&mut self) -> u32 {
        if let Some(page) = self.page {
            return page;
        }
        let page = self.out.sections.len() as u32;
        self.out.sections.push(Section::default());
        self.page = Some(page);
        page
    }

    /// A heading with nothing under it becomes a part of its own, unless a deeper heading follows and has it in its path.
    fn settle(&mut self, next_level: u8) {
        let Some(Pending { heading, screen, open, parent }) = self.pending.take() else {
            return;
        };
        let dynamic = self.dynamic == Some(open.section);
        if open.label == Label::Body && !dynamic && next_level > open.level {
            return;
        }
        let blocks = heading + 1..heading + 1;
        self.out.parts.push(Part {
            section: open.section,
            parent,
            label: open.label,
            screen,
            heading: Some(heading),
            blocks,
        });
    }
}

/// How often each id stands on the page.
fn id_counts(blocks: &[Block]) -> HashMap<&str, u32> {
    let mut counts = HashMap::new();
    for id in blocks.iter().filter_map(|block| block.id.as_deref()).filter(|id| !id.is_empty()) {
        *counts.entry(id).or_insert(0) += 1;
    }
    counts
}
