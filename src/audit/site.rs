//! What the checks know of the site before any page is read: its pages' facts, its vocabulary, what was asked.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use anyhow::Result;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::address::Addresses;
use super::page::AuditedPage;
use super::run::AuditOptions;
use super::subject::{Subject, Subjects};
use crate::content::{DEFAULT_MAX_AGE_MONTHS, ReviewRules, StatedDate};
use crate::index::{PageEntry, Snapshot};
use crate::vocabulary::Vocabulary;

/// Months that a review of a page about drugs or treatment holds, where the site says nothing else: A.D.A.M. and others
/// in the field ask for two years.
const DRUG_MAX_AGE_MONTHS: u32 = 24;

/// What spans the pages of a site.
pub(super) struct Site<'a> {
    pub(super) options: &'a AuditOptions,
    pub(super) snapshot: &'a Snapshot,
    pub(super) subjects: Subjects,
    /// How its review lines are read.
    pub(super) rules: ReviewRules,
    /// Which page a link leads to.
    pub(super) addresses: Addresses,
    /// Passages of pages are held against each other.
    pub(super) compares_passages: bool,
    /// How many pages were last edited in each hour (hours since 1970).
    pub(super) edits: BTreeMap<i64, u32>,
    /// How many pages state each date of review.
    pub(super) reviews: BTreeMap<StatedDate, u32>,
    /// The acronyms of the vocabulary, those that its pages define among them.
    pub(super) acronyms: HashSet<&'a str>,
    /// Sites of which some page has a description.
    pub(super) described: BTreeSet<&'a str>,
    /// Pages, by site and id, that stand above others.
    pub(super) parents: BTreeSet<(&'a str, u64)>,
}

impl<'a> Site<'a> {
    /// # Errors
    /// If the index is damaged.
    pub(super) fn of(snapshot: &'a Snapshot, options: &'a AuditOptions) -> Result<Site<'a>> {
        let mut site = Site {
            options,
            snapshot,
            subjects: Subjects::of(&snapshot.vocabulary),
            rules: ReviewRules::of(&options.config),
            addresses: Addresses::of(snapshot, options.config.audit.complete)?,
            compares_passages: false,
            edits: BTreeMap::new(),
            reviews: BTreeMap::new(),
            acronyms: acronyms(&snapshot.vocabulary),
            described: BTreeSet::new(),
            parents: BTreeSet::new(),
        };
        for entry in snapshot.table.pages() {
            if let Some(modified) = entry.facts.modified {
                *site.edits.entry(hour_of(modified)).or_default() += 1;
            }
            if entry.facts.description.as_deref().is_some_and(|it| !it.trim().is_empty()) {
                site.described.insert(&entry.facts.site);
            }
            if let Some(parent) = entry.facts.parent {
                site.parents.insert((&entry.facts.site, parent));
            }
            if let Some(reviewed) = entry.facts.review.reviewed {
                *site.reviews.entry(reviewed).or_default() += 1;
            }
        }
        Ok(site)
    }

    /// The site's pages in the order of their links.
    pub(super) fn pages(&self) -> &'a [PageEntry] {
        self.snapshot.table.pages()
    }

    /// Months that the review of a page holds: the flag; what the site says of its path; 24 for drugs and treatment; what
    /// the site says of all pages; 36.
    pub(super) fn max_age(&self, page: &AuditedPage<'_>) -> u32 {
        let config = &self.options.config;
        let usual = config.max_age.unwrap_or(DEFAULT_MAX_AGE_MONTHS);
        let of_subject = || {
            let drugs = matches!(page.subject, Some(Subject::Drug | Subject::Dose)) || page.is_about_treatment();
            if drugs { usual.min(DRUG_MAX_AGE_MONTHS) } else { usual }
        };
        let of_path = || config.audit.age_of(&page.entry.path());
        self.options.max_age.or_else(of_path).unwrap_or_else(of_subject)
    }
}

/// Words in capitals of the vocabulary's names: `IMNM`, `MMR vaccine`, `anti-EJ antibody`.
fn acronyms(vocabulary: &Vocabulary) -> HashSet<&str> {
    let names = vocabulary.names().map(|id| vocabulary.name(id).text);
    let words = names.flat_map(|name| name.split([' ', '-', '/']).chain([name]));
    words.filter(|word| word.len() <= 8 && word.bytes().filter(u8::is_ascii_uppercase).count() > 1).collect()
}

/// The day of a moment, in UTC.
pub(super) fn day_of(moment: Timestamp) -> Date {
    moment.to_zoned(TimeZone::UTC).date()
}

/// The hour of a moment, since 1970.
pub(super) fn hour_of(moment: Timestamp) -> i64 {
    moment.as_second().div_euclid(3600)
}
