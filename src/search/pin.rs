//! Pins: pages that the site itself puts first for some questions, marked as such.
//!
//! They are placed after ranking and change no score. A filter or an exclusion that leaves the page out is obeyed.

use std::sync::Arc;

use anyhow::Result;

use super::filter::Filter;
use super::hit::{Answer, Hit};
use super::notice::Asked;
use super::options::SearchOptions;
use super::searcher::Searcher;
use crate::index::PageEntry;

/// Pages that are looked through for the passage of a pinned one: it and those below it.
const LOOKED_THROUGH: usize = 100;

impl Searcher<'_> {
    /// Puts the pinned pages of a question first, in the order of their pins, each once.
    pub(super) fn pin(&self, question: &str, answer: &mut Answer, options: &SearchOptions) -> Result<()> {
        if options.pins.is_empty() {
            return Ok(());
        }
        let mut asked = Asked::of(question, &self.snapshot.vocabulary);
        let mut pinned: Vec<Hit> = Vec::new();
        for pin in options.pins.iter().filter(|pin| asked.is_called(&pin.when, &[])) {
            let pages = self.snapshot.table.pages();
            let Some(entry) = pages.iter().find(|entry| is_at(entry, &pin.page)) else { continue };
            if pinned.iter().any(|hit| hit.page.link == entry.facts.link) {
                continue;
            }
            let found: Vec<Hit> = answer.hits.extract_if(.., |hit| hit.page.link == entry.facts.link).collect();
            pinned.extend(if found.is_empty() { self.passage_of(entry, question, options)? } else { found });
        }
        if pinned.is_empty() {
            return Ok(());
        }
        for hit in &mut pinned {
            hit.pinned = true;
        }
        answer.hits.splice(0..0, pinned);
        cut(&mut answer.hits, options.pages);
        for (hit, rank) in answer.hits.iter_mut().zip(1..) {
            hit.rank = rank;
        }
        Ok(())
    }

    /// The best passage of a page for a question; where it has none of its words, the one that its title finds.
    fn passage_of(&self, entry: &PageEntry, question: &str, options: &SearchOptions) -> Result<Vec<Hit>> {
        if options.filter.refusals(entry, options.as_of, options.max_age).next().is_some() {
            return Ok(Vec::new());
        }
        let filter = Filter { under: Some(entry.path().into_owned()), ..options.filter.clone() };
        let (notices, pins) = (Arc::default(), Arc::default());
        let within =
            SearchOptions { filter, notices, pins, pages: LOOKED_THROUGH, meaning: Vec::new(), ..options.clone() };
        let of_page = |words: &str| -> Result<Vec<Hit>> {
            let mut hits = self.search(words, &within)?.hits;
            hits.retain(|hit| hit.page.link == entry.facts.link);
            Ok(hits)
        };
        let mut hits = of_page(question)?;
        if hits.is_empty() {
            hits = of_page(&entry.facts.title)?;
            for hit in &mut hits {
                // What was asked for stands nowhere in it.
                (hit.score, hit.coverage, hit.titled) = (0.0, 0.0, false);
                hit.highlights.clear();
                hit.matched.clear();
            }
        }
        Ok(hits)
    }
}

/// Whether a page has this link, or this path.
fn is_at(entry: &PageEntry, page: &str) -> bool {
    let bare = |address: &str| address.trim().trim_end_matches('/').to_owned();
    let wanted = bare(page);
    wanted == bare(&entry.facts.link) || (page.starts_with('/') && wanted == bare(&entry.path()))
}

/// Leaves as many pages as were wanted.
fn cut(hits: &mut Vec<Hit>, pages: usize) {
    let mut seen: Vec<String> = Vec::new();
    hits.retain(|hit| {
        if !seen.contains(&hit.page.link) {
            seen.push(hit.page.link.clone());
        }
        hit.pinned || seen.iter().position(|link| *link == hit.page.link).is_some_and(|at| at < pages)
    });
}
