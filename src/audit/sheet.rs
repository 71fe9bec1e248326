//! A review sheet: a page that is due, with its whole text, each finding at its place, and its sources.

use std::collections::HashMap;
use std::ops::Range;

use anyhow::{Result, anyhow};

use super::finding::Finding;
use super::run::Audit;
use super::standing::Standing;
use crate::content::{Block, Examined, Freshness, Label, ReviewRules, examine};
use crate::index::{KeptPages, PageEntry, Snapshot};

/// The sheets of an audit; each is read from the kept pages when it is asked for.
pub struct ReviewSheets<'a> {
    audit: &'a Audit,
    kept: KeptPages,
    rules: ReviewRules,
    entries: HashMap<(&'a str, u64), &'a PageEntry>,
    findings: HashMap<(&'a str, u64), Vec<&'a Finding>>,
}

/// A page that is due.
#[derive(Debug)]
pub struct ReviewSheet<'a> {
    /// How it stands.
    pub standing: &'a Standing,
    /// Where it is edited, for whoever may.
    pub edit_link: String,
    /// Its meta description.
    pub description: Option<&'a str>,
    /// Its text in reading order.
    pub blocks: Vec<SheetBlock<'a>>,
    /// What was found on the page as a whole, or where it is not part of the text.
    pub findings: Vec<&'a Finding>,
}

/// A block of a page, and what was found in it.
#[derive(Debug)]
pub struct SheetBlock<'a> {
    /// The block.
    pub block: Block,
    /// What it is for.
    pub label: Label,
    /// What was found in it.
    pub findings: Vec<&'a Finding>,
    /// The marked places in its text, in bytes.
    pub marks: Vec<Range<usize>>,
}

impl<'a> ReviewSheets<'a> {
    /// The sheets of an audit of these pages.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn of(audit: &'a Audit, snapshot: &'a Snapshot, rules: ReviewRules) -> Result<ReviewSheets<'a>> {
        let entries = snapshot.table.pages().iter().map(|entry| ((entry.facts.link.as_str(), entry.facts.id), entry));
        let mut findings: HashMap<(&str, u64), Vec<&Finding>> = HashMap::new();
        for finding in &audit.findings {
            findings.entry((finding.page.link.as_str(), finding.page.id)).or_default().push(finding);
        }
        Ok(ReviewSheets { audit, kept: snapshot.kept_pages()?, rules, entries: entries.collect(), findings })
    }

    /// The pages that are overdue, due soon, or state no review; in this order, those due first before those due later.
    #[must_use]
    pub fn due(&self) -> Vec<&'a Standing> {
        let rank = |standing: &Standing| match standing.status {
            Freshness::Overdue => Some(0),
            Freshness::Due => Some(1),
            Freshness::Unverified => Some(2),
            Freshness::Reviewed => None,
        };
        let mut due: Vec<&Standing> = self.audit.standings.iter().filter(|it| rank(it).is_some()).collect();
        due.sort_by_key(|standing| (rank(standing), standing.due, standing.edited));
        due
    }

    /// What was found on a page, the worst first.
    #[must_use]
    pub fn findings(&self, standing: &'a Standing) -> &[&'a Finding] {
        self.findings.get(&(standing.link.as_str(), standing.id)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Reads a page again and puts each finding at its place.
    ///
    /// # Errors
    /// If the index is damaged, or the page is none of it.
    pub fn sheet(&self, standing: &'a Standing) -> Result<ReviewSheet<'a>> {
        let missing = || anyhow!("`{}` is not among the pages of the index; rebuild it", standing.link);
        let entry = self.entries.get(&(standing.link.as_str(), standing.id)).ok_or_else(missing)?;
        let raw = self.kept.read(entry.number)?.ok_or_else(missing)?;
        let examined = examine(&raw, &self.rules);
        let mut by_block: Vec<(Vec<&Finding>, Vec<Range<usize>>)> = vec![Default::default(); examined.blocks.len()];
        let mut of_page = Vec::new();
        for finding in self.findings(standing) {
            match place(finding, &examined).and_then(|(at, marks)| Some((by_block.get_mut(at)?, marks))) {
                Some(((findings, places), marks)) => {
                    findings.push(*finding);
                    places.extend(marks);
                }
                None => of_page.push(*finding),
            }
        }
        let labels = examined.labels.into_iter().chain(std::iter::repeat(Label::Body));
        let blocks = examined.blocks.into_iter().zip(labels).zip(by_block);
        Ok(ReviewSheet {
            standing,
            edit_link: super::run::edit_link(&entry.facts),
            description: entry.facts.description.as_deref(),
            blocks: blocks
                .map(|((block, label), (findings, marks))| SheetBlock { block, label, findings, marks })
                .collect(),
            findings: of_page,
        })
    }
}

/// The block that a finding is in, with the places that it marks: the block with its sentence, its own section's before
/// another's; for an image the block that has it.
fn place(finding: &Finding, examined: &Examined) -> Option<(usize, Vec<Range<usize>>)> {
    let sentence = finding.sentence.as_deref().filter(|sentence| !sentence.is_empty())?;
    let with_sentence = || examined.blocks.iter().enumerate().filter(|(_, block)| block.text.contains(sentence));
    let own = with_sentence().find(|(at, _)| section(examined, *at) == Some(finding.section.as_slice()));
    if let Some((at, block)) = own.or_else(|| with_sentence().next()) {
        let start = block.text.find(sentence)?;
        let marks = finding.marks.iter().map(|&(from, to)| byte(sentence, from) + start..byte(sentence, to) + start);
        return Some((at, marks.filter(|range| range.start < range.end).collect()));
    }
    let image = finding.evidence.get("image")?.as_str()?;
    let at = examined.blocks.iter().position(|block| block.images.iter().any(|it| it.source == image))?;
    Some((at, Vec::new()))
}

/// The headings above a block.
fn section(examined: &Examined, block: usize) -> Option<&[String]> {
    let passage = (*examined.passages.get(block)?)?;
    let section = examined.page.passages.get(passage as usize)?.section;
    examined.page.sections.get(section as usize).map(|section| section.path.as_slice())
}

fn byte(text: &str, point: u32) -> usize {
    text.char_indices().nth(point as usize).map_or(text.len(), |(at, _)| at)
}
