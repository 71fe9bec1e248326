//! Questions put to a searcher, as `search --batch --format trec -n 100` does.

use anyhow::Result;

use super::ranking::Ranking;
use super::run::Run;
use super::topics::Topics;
use crate::search::{SearchOptions, Searcher, Unit};

/// Pages of each answer.
pub const PAGES_OF_A_RUN: usize = 100;
/// Passages looked at of each page where sections are ranked.
pub const SECTIONS_OF_A_PAGE: usize = 20;

/// Options as a run needs them: every page for itself, as deep as measures look.
#[must_use]
pub fn run_options(options: &SearchOptions, unit: Unit) -> SearchOptions {
    let per_page = if unit == Unit::Section { SECTIONS_OF_A_PAGE } else { 1 };
    SearchOptions { pages: PAGES_OF_A_RUN, per_page, collapse: false, explain: false, ..options.clone() }
}

/// Asks every question. What decides depth and collapsing in `options` is overruled by [`run_options`].
///
/// # Errors
/// If the index cannot be read.
pub fn ask(searcher: &Searcher<'_>, topics: &Topics, options: &SearchOptions, ranking: Ranking) -> Result<Run> {
    let options = run_options(options, ranking.unit);
    let mut run = Run::default();
    for topic in topics.iter() {
        let answer = searcher.search(&topic.question, &options)?;
        run.add(&topic.id, ranking.of(&answer));
    }
    Ok(run)
}
