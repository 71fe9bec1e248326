//! A page from its blocks: review, labels, sections, passages, their fragments and the language, put together.
//!
//! Pure: reads no HTML and no clock. Short links, breadcrumbs from parents and what spans pages are made elsewhere.
//! [`page`] is what an index needs; [`examine`] keeps the blocks too, for the audit.

use jiff::tz::TimeZone;

use super::block::Block;
use super::fragment::{Rendered, id_fragment, text_fragment};
use super::html::{blocks, plain_text};
use super::label::labels;
use super::language::language;
use super::page::{Label, Page, PageFacts};
use super::passage::passages;
use super::review::{ReviewRules, StatedDate, read_review};
use super::section::outline;
use crate::corpus::{ExportKind, RawPage};

/// A raw page to a page, its review read by these rules.
#[must_use]
pub fn page(raw: &RawPage, rules: &ReviewRules) -> Page {
    let converted = blocks(raw);
    let mut page = assemble(raw, &converted.blocks, rules);
    page.simplified = converted.simplified;
    page
}

/// A page together with the blocks that it was made of: what the audit looks at.
#[derive(Debug, Clone, Default)]
pub struct Examined {
    /// The page, as it is indexed.
    pub page: Page,
    /// Its blocks in reading order, with their links and images.
    pub blocks: Vec<Block>,
    /// What each block is for.
    pub labels: Vec<Label>,
    /// For each block the first passage that has some of it; none for headings and for blocks without text.
    pub passages: Vec<Option<u32>>,
    /// The blocks that say when, and by whom, the page was reviewed.
    pub review_lines: Vec<usize>,
    /// Dates of reviews that can be read two ways, as written.
    pub ambiguous: Vec<String>,
    /// The dates of reviews that it states, each once, the latest first.
    pub review_dates: Vec<StatedDate>,
}

/// A raw page to a page, with what it was made of.
#[must_use]
pub fn examine(raw: &RawPage, rules: &ReviewRules) -> Examined {
    let converted = blocks(raw);
    let mut examined = assembled(raw, &converted.blocks, rules);
    examined.page.simplified = converted.simplified;
    examined.blocks = converted.blocks;
    examined
}

/// The page that these blocks make: the half of [`page`] that comes after the HTML.
#[must_use]
pub fn assemble(raw: &RawPage, blocks: &[Block], rules: &ReviewRules) -> Page {
    assembled(raw, blocks, rules).page
}

/// All but the blocks themselves.
fn assembled(raw: &RawPage, blocks: &[Block], rules: &ReviewRules) -> Examined {
    let title = plain_text(&raw.title_html);
    let mut labels = labels(blocks);
    let modified = raw.modified.map(|edited| edited.to_zoned(TimeZone::UTC).date());
    let reading = read_review(blocks, &labels, &raw.json_ld, modified, rules);
    for line in &reading.lines {
        if let Some(label @ (Label::Body | Label::References)) = labels.get_mut(*line) {
            *label = Label::Review;
        }
    }
    let outline = outline(blocks, &labels);
    let cuts = passages(blocks, &outline);

    let texturised = raw.kind == Some(ExportKind::Wxr);
    let mut rendered = None;
    let mut passages = Vec::with_capacity(cuts.len());
    let mut passage_of = vec![None; blocks.len()];
    for cut in cuts {
        for piece in &cut.pieces {
            if let Some(first @ None) = passage_of.get_mut(piece.block) {
                *first = Some(passages.len() as u32);
            }
        }
        let mut passage = cut.passage;
        let anchor = outline.sections.get(passage.section as usize).and_then(|section| section.anchor.as_deref());
        passage.fragment = match anchor {
            Some(id) => Some(id_fragment(id)),
            None if passage.label == Label::Dynamic => None,
            None => {
                let rendered = rendered.get_or_insert_with(|| Rendered::new(blocks, &title, &raw.breadcrumb));
                text_fragment(blocks, &cut.pieces, rendered, texturised)
            }
        };
        passages.push(passage);
    }
    let facts = PageFacts {
        id: raw.id,
        link: raw.link.clone(),
        site: raw.site.clone(),
        slug: raw.slug.clone(),
        title,
        post_type: raw.post_type.clone(),
        published: raw.published,
        modified: raw.modified,
        parent: raw.parent,
        breadcrumb: raw.breadcrumb.clone(),
        description: raw.description.clone(),
        author: raw.author.clone(),
        organisation: raw.organisation.clone(),
        language: language(raw.language.as_deref(), blocks),
        review: reading.review,
        noindex: raw.noindex,
    };
    Examined {
        page: Page { facts, sections: outline.sections, passages, simplified: None },
        blocks: Vec::new(),
        labels,
        passages: passage_of,
        review_lines: reading.lines,
        ambiguous: reading.ambiguous,
        review_dates: reading.dates,
    }
}
