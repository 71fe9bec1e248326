//! What a build has to say: counts, every page left out with its reason, warnings.

use serde::Serialize;

use crate::corpus::Skipped;

/// Pages by what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct PageCounts {
    /// New in this run.
    pub indexed: usize,
    /// As they were.
    pub unchanged: usize,
    /// Replaced.
    pub updated: usize,
    /// Taken out.
    pub removed: usize,
    /// Left out, with a reason each.
    pub skipped: usize,
}

/// Concepts by where they come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct ConceptCounts {
    /// From the built-in lists.
    pub builtin: usize,
    /// From the site's vocabulary file.
    pub file: usize,
    /// Found in its pages.
    pub mined: usize,
}

/// Something a person should know that did not stop the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// Stable, for programs.
    pub code: String,
    /// For people.
    pub text: String,
}

/// The report of a build; `index --format json` prints it.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct BuildReport {
    /// Version of this form.
    pub version: u32,
    /// Pages by what became of them.
    pub pages: PageCounts,
    /// Every page left out.
    pub skipped: Vec<Skipped>,
    /// Passages in the index now.
    pub passages: u32,
    /// Concepts in the vocabulary.
    pub concepts: ConceptCounts,
    /// What a person should know.
    pub warnings: Vec<Warning>,
    /// Sources that could not be read, with the reason; if there are any, nothing was removed and the exit code is 2.
    /// They stand among the warnings too.
    #[serde(skip)]
    pub unread: Vec<String>,
    /// Pages that are in no export any more and stay, because they are more than a quarter and nobody has allowed it;
    /// if there are any, the exit code is 2. A warning says so too.
    #[serde(skip)]
    pub held_back: usize,
    /// Pages that an interrupted build had indexed and this one did not have to.
    #[serde(skip)]
    pub resumed: usize,
    /// Seconds it took.
    pub seconds: f64,
}

impl BuildReport {
    /// Pages in the index now.
    #[must_use]
    pub fn total(&self) -> usize {
        self.pages.indexed + self.pages.unchanged + self.pages.updated
    }
}

/// How far a build is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Progress {
    /// Bytes of the sources read so far.
    pub bytes: u64,
    /// Bytes of all sources on disk.
    pub total_bytes: u64,
    /// Pages read so far.
    pub pages: u64,
}
