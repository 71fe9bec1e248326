//! An answer and its hits: what `search --format json` prints and the API returns.
//!
//! Data only. Offsets are half-open, in Unicode code points of `passage`.

use serde::Serialize;

use super::notice::ShownNotice;
use crate::content::{Freshness, StatedDate};

/// Version of this form.
pub const VERSION: u32 = 1;

/// Below this coverage a hit does not answer the question fully.
const FULL: f32 = 0.72;
/// How much less is enough where the title holds a part of the question: the page is about it.
const TITLED: f32 = 0.3;

/// The answer to a question.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Answer {
    /// [`VERSION`].
    pub version: u32,
    /// The question as typed.
    pub query: String,
    /// Milliseconds from the question to the finished answer.
    pub took_ms: f64,
    /// How many pages match.
    pub total_pages: TotalPages,
    /// Names of concepts recognised in the question.
    pub understood: Vec<Understood>,
    /// Acronyms of the question that have several meanings.
    pub meanings: Vec<Meanings>,
    /// Spelling corrections.
    pub corrections: Vec<Correction>,
    /// Names and words of the question that stand nowhere on the site.
    pub absent: Vec<String>,
    /// Words and phrases that were excluded.
    pub excluded: Vec<String>,
    /// The site's own safety notices.
    pub notices: Vec<ShownNotice>,
    /// What a person should know about this answer.
    pub notes: Vec<Note>,
    /// Best first; the passages of a page stand together.
    pub hits: Vec<Hit>,
}

impl Answer {
    /// Whether one of the first three hits, which are what is read out, answers the whole question.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.hits.iter().take(3).any(|hit| hit.pinned || hit.is_full())
    }
}

impl Hit {
    /// Whether it answers the whole question, as far as words can tell.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.coverage + if self.titled { TITLED } else { 0.0 } >= FULL
    }
}

/// Number of matching pages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TotalPages {
    /// The number.
    pub value: usize,
    /// There may be more.
    pub at_least: bool,
}

/// A recognised name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Understood {
    /// As typed.
    pub text: String,
    /// Preferred name of the concept.
    pub concept: String,
    /// Its other names.
    pub also: Vec<String>,
}

/// An acronym with several meanings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meanings {
    /// As typed.
    pub text: String,
    /// The meanings, the site's most frequent first.
    pub meanings: Vec<OneMeaning>,
}

/// One meaning of an acronym.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OneMeaning {
    /// Preferred name of the concept.
    pub concept: String,
    /// Pages of the site that speak of it.
    pub pages: u32,
}

/// A spelling correction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// As typed.
    pub from: String,
    /// As corrected.
    pub to: String,
    /// It was made, not only offered.
    pub applied: bool,
}

/// A remark about an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Stable, for programs.
    pub code: String,
    /// For people.
    pub text: String,
}

impl Note {
    pub(crate) fn new(code: &str, text: impl Into<String>) -> Note {
        Note { code: code.to_owned(), text: text.into() }
    }
}

/// A passage that answers.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    /// Place among the hits, from 1.
    pub rank: usize,
    /// The site itself has put it first for this question.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pinned: bool,
    /// Score; comparable within one answer only.
    pub score: f32,
    /// Share of the question's weight that the hit matches, 0 to 1.
    pub coverage: f32,
    /// Its page's title holds a part of what was asked.
    #[serde(skip)]
    pub titled: bool,
    /// The deepest link that should work.
    pub url: String,
    /// Its page.
    pub page: HitPage,
    /// Headings from the outermost to its own.
    pub section: Vec<String>,
    /// The heading's `id`.
    pub anchor: Option<String>,
    /// The sentence or heading that introduces the list or table it is part of.
    pub lead: Option<String>,
    /// The passage.
    pub passage: String,
    /// What matched, as ranges of code points in `passage`.
    pub highlights: Vec<[usize; 2]>,
    /// Lines of the passage that are headings of later sections or the header of a table, as ranges of code points.
    pub headings: Vec<[usize; 2]>,
    /// Links to other pages with the same paragraph.
    pub also_at: Vec<String>,
    /// What of the question matched what in the hit.
    pub matched: Vec<Match>,
    /// The parts of the score, which sum to it; only if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Vec<Part>>,
}

/// The page of a hit.
#[derive(Debug, Clone, Serialize)]
pub struct HitPage {
    /// WordPress id.
    pub id: u64,
    /// Title.
    pub title: String,
    /// Address.
    pub link: String,
    /// Short address.
    pub short_link: String,
    /// Ancestors, outermost first.
    pub breadcrumb: Vec<String>,
    /// Last edited (UTC, RFC 3339).
    pub modified: Option<String>,
    /// Last review, to the precision stated.
    pub reviewed: Option<StatedDate>,
    /// Who reviewed it.
    pub reviewer: Option<String>,
    /// When the next review is due.
    pub next_review: Option<StatedDate>,
    /// Whether the review still holds.
    pub freshness: Freshness,
    /// The same in words: `reviewed Apr 2025`.
    pub age: String,
    /// Language tag.
    pub language: Option<String>,
    /// Name of the site or organisation.
    pub organisation: Option<String>,
}

/// A part of the question and what it matched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Match {
    /// As typed.
    pub query: String,
    /// As it stands in the hit.
    pub text: String,
    /// In what way.
    pub by: By,
}

/// In what way something matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// The word, in any of its forms.
    Word,
    /// The words one after the other.
    Phrase,
    /// Another name of the same concept.
    Synonym,
    /// A short form of the same concept.
    Acronym,
    /// An example of what was asked for.
    Narrower,
    /// After a spelling correction.
    Correction,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// What it is for.
    pub name: &'static str,
    /// What it adds.
    pub value: f32,
}
