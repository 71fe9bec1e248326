//! What is wanted of an answer: how many pages and of which kind, and what may be done to find them.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::filter::Filter;
use super::meaning::MeaningChoice;
use super::part::RankingPart;
use crate::config::{Notice, Pin};

/// What a hit stands for when hits are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// A page.
    #[default]
    Page,
    /// A section of a page.
    Section,
}

/// How to search.
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of whoever asks")]
#[derive(Debug, Clone, PartialEq)]
pub struct SearchOptions {
    /// Pages wanted.
    pub pages: usize,
    /// Passages wanted of one page.
    pub per_page: usize,
    /// Which pages may answer.
    pub filter: Filter,
    /// Words and phrases that must not stand in an answer.
    pub excluded: Vec<String>,
    /// Use other names of what was asked for.
    pub synonyms: bool,
    /// The last word may not be typed to its end.
    pub prefix: bool,
    /// Which meaning is meant of acronyms that have several; of one that the question does not have, nothing comes.
    pub meaning: Vec<MeaningChoice>,
    /// What the site wants said above the answers to some questions.
    pub notices: Arc<[Notice]>,
    /// Pages that the site puts first for some questions.
    pub pins: Arc<[Pin]>,
    /// Correct misspelt words.
    pub correct: bool,
    /// Parts of ranking to do without: [`SearchOptions::leave_out`] says so.
    pub left_out: BTreeSet<RankingPart>,
    /// Show a paragraph that stands on several pages once, with the other places.
    pub collapse: bool,
    /// Give the parts of each score.
    pub explain: bool,
    /// Day that freshness is told for.
    pub as_of: Date,
    /// Months after which a review is overdue.
    pub max_age: u32,
}

impl SearchOptions {
    /// Ten pages, one passage of each, as of a day.
    #[must_use]
    pub fn as_of(as_of: Date) -> SearchOptions {
        SearchOptions {
            pages: 10,
            per_page: 1,
            filter: Filter::default(),
            excluded: Vec::new(),
            synonyms: true,
            prefix: false,
            meaning: Vec::new(),
            notices: Arc::default(),
            pins: Arc::default(),
            correct: true,
            left_out: BTreeSet::new(),
            collapse: true,
            explain: false,
            as_of,
            max_age: 36,
        }
    }

    /// Does without a part of ranking. What a site's pages define is a part of the index:
    /// [`Snapshot::without_mined`](crate::index::Snapshot::without_mined) does without that.
    pub fn leave_out(&mut self, part: RankingPart) {
        match part {
            RankingPart::Concepts => self.synonyms = false,
            RankingPart::Spelling => self.correct = false,
            RankingPart::Mined | RankingPart::Intent | RankingPart::Coverage | RankingPart::Page => {
                self.left_out.insert(part);
            }
        }
    }

    pub(super) fn has(&self, part: RankingPart) -> bool {
        !self.left_out.contains(&part)
    }
}
