//! `overdue`: the page's own review has lapsed.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;
use crate::content::{Freshness, freshness, lapse};

pub(super) const CHECK: Check = Check {
    name: "overdue",
    severity: Severity::Error,
    looks_for: "pages whose last review, as they state it themselves, has lapsed, or whose next review was due",
    why: "The NHS and the HSE ask for a review every three years, A.D.A.M. for one every two. A stated next review \
          decides; without one a review holds for 36 months, on pages about drugs and treatment for 24. When a page was \
          edited does not count: a mended comma is no review.",
    run: Run::Page(run),
};

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    let review = &page.facts().review;
    let months = site.max_age(page);
    if freshness(review, site.options.as_of, months) != Freshness::Overdue {
        return;
    }
    let Some(due) = lapse(review, months) else { return };
    let spot = page.review_spot();
    let who = review.reviewer.as_ref().map(|name| format!(" (last: {name})")).unwrap_or_default();
    let draft = found.add(
        page.place,
        spot,
        format!("Have the page reviewed{who}, and state the new date; its review lapsed with {}.", due.in_words()),
    );
    draft.with("due", due.last_day().to_string()).with("as_of", site.options.as_of.to_string());
    if let Some(reviewed) = review.reviewed {
        draft.with("reviewed", reviewed.to_string());
    }
    if let Some(next) = review.next {
        draft.with("next_review", next.to_string());
    } else {
        draft.with("max_age_months", months);
    }
}
