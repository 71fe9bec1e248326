//! `missing-description`: a page without the two lines that search engines show under its title.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;

pub(super) const CHECK: Check = Check {
    name: "missing-description",
    severity: Severity::Info,
    looks_for: "pages without a meta description, where other pages of the site have one",
    why: "Search engines show it under the title; without one they take any sentence of the page. Where no page of a site \
          has one, the export may just not hold it, and nothing is said.",
    run: Run::Page(run),
};

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    let facts = page.facts();
    let has_one = facts.description.as_deref().is_some_and(|description| !description.trim().is_empty());
    if has_one || facts.noindex || !site.described.contains(facts.site.as_str()) {
        return;
    }
    found.add(
        page.place,
        page.whole(),
        "Describe the page in two lines of about 150 letters, in words of those who look for it.",
    );
}
