//! `edited-since-review`: the page was edited after its review, so that what was reviewed may not be what is read.
//!
//! The export has no earlier text: whether a word or a comma was changed is not known, and the finding says so.

use jiff::ToSpan;

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::{Site, day_of, hour_of};

/// Days after a review in which an edit is taken for the one that published it.
const PUBLISHING_DAYS: i32 = 60;
/// So many pages edited in one hour are a change of the site.
const MANY: u32 = 10;

pub(super) const CHECK: Check = Check {
    name: "edited-since-review",
    severity: Severity::Warning,
    looks_for: "pages edited more than 60 days after the review that they state",
    why: "A partial edit is no review, as the NHS service manual says: what was added after it nobody has checked, yet \
          it stands under the reviewer's name. An edit within 60 days after the stated month is taken for the one that \
          published the review, and one that many pages share within an hour for a change of the site.",
    run: Run::Page(run),
};

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    let facts = page.facts();
    let (Some(reviewed), Some(modified)) = (facts.review.reviewed, facts.modified) else { return };
    let edited = day_of(modified);
    let Ok(published) = reviewed.last_day().checked_add(PUBLISHING_DAYS.days()) else { return };
    // A review from before the page was there is of another text, such as a document that it tells of.
    if facts.published.is_some_and(|there| reviewed.last_day() < day_of(there)) {
        return;
    }
    if edited <= published || reviewed.first_day() > site.options.as_of || edited > site.options.as_of {
        return;
    }
    let together = site.edits.get(&hour_of(modified)).copied().unwrap_or_default();
    if is_change_of_site(together, site.pages().len()) {
        return;
    }
    let action = format!(
        "It was edited on {edited}, and its review is of {}: the edit may have changed what was reviewed. Compare the \
         two versions; if more than spelling changed, have it reviewed again.",
        reviewed.in_words()
    );
    let draft = found.add(page.place, page.review_spot(), action);
    draft.with("reviewed", reviewed.to_string()).with("edited", edited.to_string());
    if let Some(name) = &facts.review.reviewer {
        draft.with("reviewer", name.as_str());
    }
}

/// Whether so many of a site's pages, edited in one hour, were not edited one by one.
fn is_change_of_site(together: u32, pages: usize) -> bool {
    together >= MANY || together >= 3 && together as usize * 4 >= pages
}

#[cfg(test)]
mod tests {
    use super::is_change_of_site;

    #[test]
    fn an_edit_that_many_pages_share_is_a_change_of_the_site() {
        assert!(is_change_of_site(10, 900));
        assert!(is_change_of_site(3, 12));
        assert!(!is_change_of_site(3, 13));
        assert!(!is_change_of_site(2, 2));
    }
}
