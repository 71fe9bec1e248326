//! A finding: one place of one page that a person should look at, with its sentence, the reason and what to do.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};

use super::subject::Subject;

/// How bad it is if a finding stays as it is; the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A reader is misled, or a promise of the site is broken.
    Error,
    /// A reader may be misled, or a person should look.
    Warning,
    /// Good to know; only shown where everything is asked for.
    Info,
}

impl Severity {
    /// Its name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Severity {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Severity> {
        Ok(match text {
            "error" => Severity::Error,
            "warning" => Severity::Warning,
            "info" => Severity::Info,
            other => bail!("`{other}` is no severity; there are `error`, `warning` and `info`"),
        })
    }
}

/// How a finding stands to the baseline it was held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// The baseline does not have it.
    New,
    /// The baseline has it.
    StillOpen,
}

/// Dates, counts, other pages: what a finding rests on, by name.
pub type Evidence = BTreeMap<String, serde_json::Value>;

/// The page of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FindingPage {
    /// WordPress post id.
    pub id: u64,
    /// Plain title.
    pub title: String,
    /// The page's address.
    pub link: String,
    /// Where it is edited, for whoever may.
    pub edit_link: String,
}

/// One place of one page that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stays the same while check, page and sentence do, whatever is edited elsewhere.
    pub id: String,
    /// The check's name.
    pub check: String,
    /// How bad it is.
    pub severity: Severity,
    /// How it stands to the baseline, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// Its page.
    pub page: FindingPage,
    /// Headings from the outermost to its own; empty for the page as a whole.
    pub section: Vec<String>,
    /// The heading's `id`.
    pub anchor: Option<String>,
    /// The deepest link to the place that should work.
    pub url: String,
    /// The sentence, heading or label; `None` where the page as a whole is meant.
    pub sentence: Option<String>,
    /// The places in `sentence`, half-open, in Unicode code points.
    pub marks: Vec<(u32, u32)>,
    /// What to do.
    pub action: String,
    /// What it rests on.
    pub evidence: Evidence,
    /// What makes it weigh more, if something does.
    pub subject: Option<Subject>,
    /// Number of pages of the site that link to its page.
    pub linked_from: u32,
}
