//! A check: what the audit tries, how bad it is, and why the field asks for it.

use super::checks::CATALOGUE;
use super::finding::{Evidence, Severity};
use super::note::PageNote;
use super::page::AuditedPage;
use super::run::Unchecked;
use super::site::Site;
use super::spot::Spot;

/// One thing that the audit tries.
#[derive(Debug)]
pub struct Check {
    /// Its name, in kebab-case.
    pub name: &'static str,
    /// How bad its findings are, unless the site says otherwise or a finding is graver.
    pub severity: Severity,
    /// What it looks for, in a sentence.
    pub looks_for: &'static str,
    /// Why: the rule of the field or the harm, in some sentences.
    pub why: &'static str,
    pub(super) run: Run,
}

/// What a check looks at.
#[derive(Debug, Clone, Copy)]
pub(super) enum Run {
    /// A page at a time.
    Page(fn(&AuditedPage<'_>, &Site<'_>, &mut Found)),
    /// All pages, by their notes.
    Whole(fn(&[PageNote], &Site<'_>, &mut Found)),
    /// All pages, over the network: only where it is asked for.
    Network(fn(&[PageNote], &Site<'_>, &mut Found)),
}

impl Check {
    /// Whether it runs where nobody chose checks.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        self.severity != Severity::Info && !self.needs_network()
    }

    /// Whether it asks other machines.
    #[must_use]
    pub fn needs_network(&self) -> bool {
        matches!(self.run, Run::Network(_))
    }
}

/// Every check, in the order in which they are told of.
#[must_use]
pub fn catalogue() -> &'static [&'static Check] {
    CATALOGUE
}

/// The check of this name.
#[must_use]
pub fn check_named(name: &str) -> Option<&'static Check> {
    CATALOGUE.iter().find(|check| check.name == name).copied()
}

/// What one check has found so far.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) drafts: Vec<Draft>,
    pub(super) unchecked: Vec<Unchecked>,
}

/// A finding before it is known which others there are.
#[derive(Debug)]
pub(super) struct Draft {
    /// The page's place among the pages of the site, which stand in the order of their links.
    pub(super) page: usize,
    pub(super) spot: Spot,
    /// What to do.
    pub(super) action: String,
    pub(super) evidence: Evidence,
    /// Where it is not the check's own.
    pub(super) severity: Option<Severity>,
}

impl Found {
    /// Adds a finding and lets its evidence be added.
    pub(super) fn add(&mut self, page: usize, spot: Spot, action: impl Into<String>) -> &mut Draft {
        let draft = Draft { page, spot, action: action.into(), evidence: Evidence::new(), severity: None };
        self.drafts.push(draft);
        let last = self.drafts.len() - 1;
        &mut self.drafts[last]
    }

    /// Says how much could not be checked, and why.
    pub(super) fn could_not(&mut self, check: &Check, number: usize, text: String) {
        self.unchecked.push(Unchecked { check: check.name.to_owned(), number, text });
    }
}

impl Draft {
    /// Adds a date, a count, another page.
    pub(super) fn with(&mut self, name: &str, value: impl Into<serde_json::Value>) -> &mut Draft {
        self.evidence.insert(name.to_owned(), value.into());
        self
    }

    /// Makes it weigh other than the check's findings do.
    pub(super) fn of_severity(&mut self, severity: Severity) -> &mut Draft {
        self.severity = Some(severity);
        self
    }
}
