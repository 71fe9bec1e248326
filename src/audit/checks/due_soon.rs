//! `due-soon`: the page's review lapses within 90 days.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;
use crate::content::{Freshness, freshness, lapse};

pub(super) const CHECK: Check = Check {
    name: "due-soon",
    severity: Severity::Warning,
    looks_for: "pages whose review, as they state it themselves, lapses within 90 days",
    why: "A review takes weeks: a reviewer must be found and must have time. Begun when a page is due, it is late by \
          the time it is done. How long a review holds is told under `overdue`.",
    run: Run::Page(run),
};

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    let review = &page.facts().review;
    let months = site.max_age(page);
    if freshness(review, site.options.as_of, months) != Freshness::Due {
        return;
    }
    let Some(due) = lapse(review, months) else { return };
    let last_day = due.last_day();
    let days = site.options.as_of.until(last_day).map_or(0, |span| span.get_days());
    let who = review.reviewer.as_ref().map(|name| format!(" (last: {name})")).unwrap_or_default();
    let action = format!("Ask for the next review{who}; this one holds to the end of {}.", due.in_words());
    let action = if due.day.is_some() { action.replace("to the end of", "to") } else { action };
    let draft = found.add(page.place, page.review_spot(), action);
    draft.with("due", last_day.to_string()).with("days_left", days).with("as_of", site.options.as_of.to_string());
    if let Some(reviewed) = review.reviewed {
        draft.with("reviewed", reviewed.to_string());
    }
    match review.next {
        Some(next) => draft.with("next_review", next.to_string()),
        None => draft.with("max_age_months", months),
    };
}
