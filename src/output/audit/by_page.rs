//! Findings gathered by their page, the page with the worst finding first.

use std::collections::HashMap;

use super::wording;
use crate::audit::{Audit, Finding, FindingPage, Standing, Subject};

/// A page and what was found on it.
#[derive(Debug)]
pub(super) struct PageFindings<'a> {
    pub(super) page: &'a FindingPage,
    /// How its review stands, where the page was audited.
    pub(super) standing: Option<&'a Standing>,
    /// The worst first.
    pub(super) findings: Vec<&'a Finding>,
}

impl PageFindings<'_> {
    /// Its title, or its address.
    pub(super) fn title(&self) -> &str {
        wording::title(&self.page.title, &self.page.link)
    }

    /// Where it stands on the site, who links to it, what makes it weigh more.
    pub(super) fn facts(&self) -> Vec<String> {
        let breadcrumb = self.standing.map(|standing| wording::trail(&standing.breadcrumb));
        let breadcrumb = breadcrumb.filter(|trail| !trail.is_empty());
        let linked = self.findings.iter().map(|finding| finding.linked_from).max().unwrap_or(0);
        let subject = self.subject().map(|subject| wording::subject(subject).to_owned());
        [breadcrumb, wording::linked_from(linked), subject].into_iter().flatten().collect()
    }

    /// The gravest subject of its findings.
    fn subject(&self) -> Option<Subject> {
        self.findings.iter().filter_map(|finding| finding.subject).min()
    }
}

/// The pages that have findings, in the order of their worst.
pub(super) fn by_page(audit: &Audit) -> Vec<PageFindings<'_>> {
    let standings: HashMap<(&str, u64), &Standing> =
        audit.standings.iter().map(|standing| ((standing.link.as_str(), standing.id), standing)).collect();
    let mut places: HashMap<(&str, u64), usize> = HashMap::new();
    let mut pages: Vec<PageFindings<'_>> = Vec::new();
    for finding in &audit.findings {
        let key = (finding.page.link.as_str(), finding.page.id);
        let place = *places.entry(key).or_insert_with(|| {
            let standing = standings.get(&key).copied();
            pages.push(PageFindings { page: &finding.page, standing, findings: Vec::new() });
            pages.len() - 1
        });
        if let Some(page) = pages.get_mut(place) {
            page.findings.push(finding);
        }
    }
    pages
}
