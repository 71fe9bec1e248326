//! How a page stands: what a register of reviews tells of it, with or without findings.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::page::AuditedPage;
use super::references::References;
use super::site::Site;
use crate::content::{Freshness, Label, StatedDate, age_in_words, freshness, lapse, word_count};

/// A page in the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// WordPress post id.
    pub id: u64,
    /// Plain title.
    pub title: String,
    /// The page's address.
    pub link: String,
    /// Titles of the pages above it.
    pub breadcrumb: Vec<String>,
    /// Date of the last review, as the page states it.
    pub reviewed: Option<StatedDate>,
    /// Who reviewed it, as the page states it.
    pub reviewer: Option<String>,
    /// The day after which its review no longer holds.
    pub due: Option<Date>,
    /// Whether it holds on the day of the audit.
    pub status: Freshness,
    /// The same in words.
    pub age: String,
    /// Day of the last edit (UTC).
    pub edited: Option<Date>,
    /// Year of its newest source, if it names any with a year.
    pub newest_source: Option<i16>,
    /// Number of sources it names.
    pub sources: u32,
    /// Number of words that a reader reads.
    pub words: u32,
    /// Hash of those words, without the lines about its review, by which two registers tell whether they were changed.
    pub text_hash: String,
}

impl Standing {
    pub(super) fn of(page: &AuditedPage<'_>, site: &Site<'_>) -> Standing {
        let facts = page.facts();
        let months = site.max_age(page);
        let mut hasher = blake3::Hasher::new();
        let mut words = 0;
        let references = References::of(&page.examined, site.options.as_of);
        for (_, block, label) in page.blocks() {
            words += word_count(&block.text);
            // A page that was reviewed and left as it was has the same hash.
            if label == Label::Review {
                continue;
            }
            hasher.update(block.text.as_bytes());
            hasher.update(b"\n");
        }
        Standing {
            id: facts.id,
            title: facts.title.clone(),
            link: facts.link.clone(),
            breadcrumb: facts.breadcrumb.clone(),
            reviewed: facts.review.reviewed,
            reviewer: facts.review.reviewer.clone(),
            due: lapse(&facts.review, months).map(|due| due.last_day()),
            status: freshness(&facts.review, site.options.as_of, months),
            age: age_in_words(&facts.review, facts.modified, site.options.as_of, months),
            edited: facts.modified.map(super::site::day_of),
            newest_source: references.newest_published(),
            sources: references.number,
            words: words as u32,
            text_hash: hasher.finalize().to_hex().chars().take(16).collect(),
        }
    }
}
