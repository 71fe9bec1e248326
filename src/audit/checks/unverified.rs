//! `unverified`: the page does not say when it was reviewed.
//!
//! A date that is there and cannot be believed is `review-date-suspect`'s.

use super::review_date_suspect::copyright_year;
use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::{Site, day_of};
use crate::content::{Freshness, freshness};

pub(super) const CHECK: Check = Check {
    name: "unverified",
    severity: Severity::Warning,
    looks_for: "pages that do not say when they were reviewed",
    why: "HONcode, principle 4, and the NHS service manual ask that each medical page carries the date of its last \
          review. Without one nobody can tell whether what it says was ever checked. The day of the last edit, which a \
          mended comma moves, says nothing of it. Pages that need no review can be named in `exempt`.",
    run: Run::Page(run),
};

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    let facts = page.facts();
    let stated = facts.review.reviewed.is_some() || !page.examined.ambiguous.is_empty();
    let says_something = page.blocks().next().is_some();
    if stated
        || !says_something
        || freshness(&facts.review, site.options.as_of, site.max_age(page)) != Freshness::Unverified
        || copyright_year(page).is_some()
    {
        return;
    }
    let action = match &facts.review.reviewer {
        Some(name) => format!("Ask {name}, who is named as its reviewer, when that was, and state the month and year."),
        None => "Have it reviewed, and state who did it and when, as `Last reviewed: MONTH YEAR by NAME`.".to_owned(),
    };
    let draft = found.add(page.place, page.review_spot(), action);
    if let Some(modified) = facts.modified {
        draft.with("edited", day_of(modified).to_string());
    }
    if let Some(published) = facts.published {
        draft.with("published", day_of(published).to_string());
    }
}
