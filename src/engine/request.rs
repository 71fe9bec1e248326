//! What is asked of an engine, and what it answers: clauses, phrases, candidates, occurrences.

use std::sync::Arc;

/// A field of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Lead and text.
    Body,
    /// The page's title.
    Title,
    /// The headings above it.
    Heading,
}

/// One token, or several in a row, that satisfies a clause, and how much an occurrence of it counts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alternative {
    /// The token as it stands in the fields.
    pub token: String,
    /// Tokens that must stand at the positions after it, one by one; empty for a single token.
    pub then: Vec<String>,
    /// What one occurrence counts, 0 to 1.
    pub weight: f32,
    /// The pages on which it counts, by page number; `None` for all.
    pub pages: Option<Arc<[bool]>>,
}

impl Alternative {
    /// A single token that counts on all pages.
    #[must_use]
    pub fn of(token: impl Into<String>, weight: f32) -> Alternative {
        Alternative { token: token.into(), weight, ..Alternative::default() }
    }

    /// Tokens in a row that count on all pages; `None` of no tokens.
    #[must_use]
    pub fn in_a_row<T: Into<String>>(tokens: impl IntoIterator<Item = T>, weight: f32) -> Option<Alternative> {
        let mut tokens = tokens.into_iter().map(Into::into);
        Some(Alternative { token: tokens.next()?, then: tokens.collect(), weight, pages: None })
    }

    /// Whether it counts on a page.
    pub(super) fn counts_on(&self, page: u32) -> bool {
        self.pages.as_ref().is_none_or(|pages| pages.get(page as usize) == Some(&true))
    }
}

/// Tokens that mean the same to the question. They share one document frequency.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// The tokens.
    pub alternatives: Vec<Alternative>,
    /// How much the clause counts, 0 to 1.
    pub weight: f32,
    /// What a match in the title, in the headings and on the rest of the page counts beside that; 1 is usual.
    pub emphasis: Emphasis,
}

impl Clause {
    /// A clause of usual emphasis.
    #[must_use]
    pub fn new(alternatives: Vec<Alternative>, weight: f32) -> Clause {
        Clause { alternatives, weight, emphasis: Emphasis::default() }
    }
}

/// What matches of a clause beside the passage's own text count, as factors of what the fields themselves count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Emphasis {
    /// In the title.
    pub title: f32,
    /// In the headings.
    pub heading: f32,
    /// In the headings of a page whose title does not match: the share of what it would count if the section were a page
    /// of its own, its heading the title and its text the whole. On a page of many subjects (an A to Z, questions and
    /// answers) the title and the rest of the page say nothing of the section that answers.
    pub alone: f32,
    /// In the texts of the whole page.
    pub page: f32,
}

impl Default for Emphasis {
    fn default() -> Self {
        Emphasis { title: 1.0, heading: 1.0, alone: 0.0, page: 1.0 }
    }
}

/// One place of a phrase: a token that may stand there, with the number of words it takes up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// `(token, words)`.
    pub tokens: Vec<(String, u32)>,
}

/// Tokens that must stand one after the other in one field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase {
    /// The places, in order; a phrase of one slot is a plain term.
    pub slots: Vec<Slot>,
    /// The same word by word, where that is another way to stand there; else empty.
    pub words: Vec<Slot>,
}

/// A request for passages.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// What is looked for; a passage matches if any clause does. At most 64 are used.
    pub clauses: &'a [&'a Clause],
    /// Each must stand in the passage, its headings or its title.
    pub required: &'a [Phrase],
    /// None may.
    pub excluded: &'a [Phrase],
    /// Whether a page may answer, by page number; `None` admits all.
    pub admitted: Option<&'a [bool]>,
    /// Rank of each page among equals, by page number: breaks ties.
    pub order: &'a [u32],
    /// Pages wanted.
    pub pages: usize,
    /// Passages wanted of one page.
    pub per_page: usize,
    /// Passages that do not answer by themselves (review lines, references) are wanted too.
    pub everything: bool,
}

impl<'a> Request<'a> {
    /// A request for the best passage of the best page of all; enough where clauses are only to be counted.
    #[must_use]
    pub fn for_one(clauses: &'a [&'a Clause], order: &'a [u32]) -> Request<'a> {
        Request {
            clauses,
            required: &[],
            excluded: &[],
            admitted: None,
            order,
            pages: 1,
            per_page: 1,
            everything: false,
        }
    }
}

/// A passage that may answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Segment of the engine.
    pub segment: u32,
    /// Document in the segment.
    pub document: u32,
    /// Page number.
    pub page: u32,
    /// Place on the page.
    pub place: u32,
    /// Score of title, headings and text.
    pub passage_score: f32,
    /// Score of the whole page, already weighted.
    pub page_score: f32,
    /// Bit *i* is set if clause *i* matches.
    pub matched: u64,
}

impl Candidate {
    /// The score of the first stage.
    #[must_use]
    pub fn score(&self) -> f32 {
        self.passage_score + self.page_score
    }
}

/// How often a clause occurs, in live passages and pages.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ClauseFrequency {
    /// Passages that match it in any field.
    pub passages: u32,
    /// Pages that match it.
    pub pages: u32,
    /// What a match of it is worth: its weight times its inverse document frequency.
    pub worth: f32,
}

impl ClauseFrequency {
    /// No passage has it; false for a clause that was not looked for, being one too many.
    #[must_use]
    pub fn is_nowhere(&self) -> bool {
        self.passages == 0 && self.worth > 0.0
    }
}

/// Answer of the first stage.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Retrieved {
    /// Best page first; the passages of a page stand together, best first. Passages that were set apart follow, in the
    /// same order.
    pub candidates: Vec<Candidate>,
    /// Per clause, in order.
    pub frequencies: Vec<ClauseFrequency>,
    /// Pages with at least one matching, admitted passage.
    pub pages: usize,
}

/// One place where a clause stands in a passage's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Position in the body field.
    pub position: u32,
    /// Index of the clause.
    pub clause: u16,
    /// Index of the alternative in the clause.
    pub alternative: u16,
}
