//! `thin-page`: a page that says hardly anything, and is no list of other pages.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;
use crate::content::{Block, BlockKind, Label, leftover_shortcodes, word_count};

pub(super) const CHECK: Check = Check {
    name: "thin-page",
    severity: Severity::Info,
    looks_for: "pages of fewer than 100 words that do not lead on to others",
    why: "A page of a few lines answers no question; it is better filled, or joined to another. Pages that list others, \
          stand above others, or hold a form, a film or a picture are left alone.",
    run: Run::Page(run),
};

const FEWEST_WORDS: usize = 100;
/// So many links make a page one that leads on.
const LINKS: usize = 5;
/// Elements that are the purpose of a page.
const HOLDERS: &[&str] = &[
    "wp-block-embed",
    "<form",
    "<iframe",
    "<video",
    "<audio",
    "<object",
    "<embed",
    "<img",
    "<svg",
    "<canvas",
    "<input",
];

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    let read = page.blocks().filter(|(_, block, label)| {
        *label == Label::Body && !block.dynamic && !matches!(block.kind, BlockKind::Heading(_))
    });
    let words: usize = read.map(|(_, block, _)| word_count(&block.text)).sum();
    if words >= FEWEST_WORDS {
        return;
    }
    let (facts, content) = (page.facts(), &page.raw.content);
    let blocks = &page.examined.blocks;
    let links = blocks.iter().map(|block| block.links.len()).sum::<usize>();
    let linked =
        |block: &Block| block.links.iter().map(|link| (link.range.end - link.range.start) as usize).sum::<usize>();
    let (linked, letters): (usize, usize) =
        (blocks.iter().map(linked).sum(), blocks.iter().map(|block| block.text.len()).sum());
    let leads_on = links >= LINKS || (linked * 2 > letters && links > 0) || blocks.iter().any(|block| block.dynamic);
    let dynamic = content.contains("<!-- wp:") && content.contains("/-->");
    let holds = dynamic || HOLDERS.iter().any(|tag| content.contains(tag)) || !leftover_shortcodes(content).is_empty();
    if leads_on || holds || site.parents.contains(&(facts.site.as_str(), facts.id)) {
        return;
    }
    found
        .add(page.place, page.whole(), "Say more, or join it to another page and lead its address there.")
        .with("words", words);
}
