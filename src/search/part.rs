//! The parts of ranking that can be left out, to measure what each brings.

use serde::Serialize;

/// A part of ranking. A question that is asked to be answered is asked with all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RankingPart {
    /// Other names of what was asked for.
    Concepts,
    /// Names and abbreviations that the site's own pages define.
    Mined,
    /// Correction of misspelt words.
    Spelling,
    /// What is asked about the subject (symptoms, treatment, outlook, …), which headings tell.
    Intent,
    /// That a passage covers the whole question.
    Coverage,
    /// What the whole page says, beside what the passage says.
    Page,
}

impl RankingPart {
    /// All, those of the question before those of the ranking.
    pub const ALL: [RankingPart; 6] = [
        RankingPart::Concepts,
        RankingPart::Mined,
        RankingPart::Spelling,
        RankingPart::Intent,
        RankingPart::Coverage,
        RankingPart::Page,
    ];

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            RankingPart::Concepts => "concepts",
            RankingPart::Mined => "mined",
            RankingPart::Spelling => "spelling",
            RankingPart::Intent => "intent",
            RankingPart::Coverage => "coverage",
            RankingPart::Page => "page",
        }
    }
}
