//! `heading-order`: headings by which somebody who cannot see the page loses the way.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;
use crate::content::{Block, BlockKind, empty_headings};

pub(super) const CHECK: Check = Check {
    name: "heading-order",
    severity: Severity::Info,
    looks_for: "a level of heading that is left out, more than one heading of level 1, headings without words",
    why: "WCAG 2.2, 1.3.1 and 2.4.6: people who cannot see a page go through it by its headings. WordPress's own editor \
          marks the same: the title is level 1, so the first heading is of level 2.",
    run: Run::Page(run),
};

fn run(page: &AuditedPage<'_>, _site: &Site<'_>, found: &mut Found) {
    let headings: Vec<(usize, u8)> = page
        .examined
        .blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| !block.dynamic && !block.text.is_empty())
        .filter_map(|(number, block)| Some((number, level(block)?)))
        .collect();
    left_out(page, &headings, found);
    let firsts: Vec<usize> = headings.iter().filter(|(_, level)| *level == 1).map(|(number, _)| *number).collect();
    if let [_, second, ..] = firsts.as_slice() {
        let action = "Make it level 2: the page's title is its heading of level 1.";
        found
            .add(page.place, whole_of(page, *second), action)
            .with("kind", "several-h1")
            .with("headings", firsts.len());
    }
    let empty = empty_headings(&page.raw.content);
    if let Some(first) = empty.first() {
        let action = "Take the empty headings out: a screen reader says \"heading\" and then nothing.";
        found
            .add(page.place, page.whole(), action)
            .with("kind", "empty")
            .with("level", *first)
            .with("headings", empty.len());
    }
}

/// The first heading that leaves a level out, and how many do.
fn left_out(page: &AuditedPage<'_>, headings: &[(usize, u8)], found: &mut Found) {
    let mut before = 1;
    let mut first = None;
    let mut number = 0_u32;
    for &(block, level) in headings {
        if level > before + 1 {
            number += 1;
            first.get_or_insert((block, before, level));
        }
        before = level;
    }
    let Some((block, before, level)) = first else { return };
    let follows = if headings.first().is_some_and(|(first, _)| *first == block) {
        "the page's title".to_owned()
    } else {
        format!("one of level {before}")
    };
    let action = format!(
        "Make it level {}, and those that belong beside it: it follows {follows} and is of level {level}.",
        before + 1
    );
    found
        .add(page.place, whole_of(page, block), action)
        .with("kind", "level-left-out")
        .with("level", level)
        .with("level_before", before)
        .with("headings", number);
}

fn whole_of(page: &AuditedPage<'_>, block: usize) -> crate::audit::spot::Spot {
    page.spot(block, 0..page.examined.blocks.get(block).map_or(0, |block| block.text.len()))
}

fn level(block: &Block) -> Option<u8> {
    match block.kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    }
}
