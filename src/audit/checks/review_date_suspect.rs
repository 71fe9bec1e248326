//! `review-date-suspect`: the page states a date of review that cannot be believed, or that cannot be read.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;
use crate::audit::spot::Spot;
use crate::content::{BlockKind, StatedDate};

/// Fewest pages with a date of review among which it tells something that they share one.
const ENOUGH_PAGES: u32 = 10;
/// Most words of a line that states a copyright.
const LONGEST_COPYRIGHT: usize = 25;

pub(super) const CHECK: Check = Check {
    name: "review-date-suspect",
    severity: Severity::Error,
    looks_for: "dates of review that lie in the future, after the next review, or are the same on every page; two that \
                contradict each other; numbers that can be read two ways; a copyright year in place of a date",
    why: "A date that nobody can have meant is worse than none: readers and reviewers rely on it. HONcode, principle 4: \
          a copyright year is not enough, nor may a page print today's date. `03/04/2025` is April to one reader and \
          March to another; it is not read until `date-order` in `vademecum.toml` says how the site writes dates.",
    run: Run::Page(run),
};

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    ambiguous(page, found);
    let review = &page.facts().review;
    let Some(reviewed) = review.reviewed else {
        only_copyright(page, found);
        return;
    };
    if reviewed.first_day() > site.options.as_of {
        let action = format!("Correct the date of the review: {} has not come yet.", reviewed.in_words());
        let draft = found.add(page.place, page.review_spot(), action);
        draft.with("reviewed", reviewed.to_string()).with("as_of", site.options.as_of.to_string());
    }
    if let Some(next) = review.next.filter(|next| next.last_day() < reviewed.first_day()) {
        let action = format!(
            "Correct one of the two: the next review ({}) is stated to come before the last one ({}).",
            next.in_words(),
            reviewed.in_words()
        );
        let draft = found.add(page.place, page.review_spot(), action);
        draft.with("reviewed", reviewed.to_string()).with("next_review", next.to_string());
    }
    contradicting(page, found);
    same_everywhere(page, reviewed, site, found);
}

fn ambiguous(page: &AuditedPage<'_>, found: &mut Found) {
    let Some(written) = page.examined.ambiguous.first() else { return };
    let action = format!(
        "Write the month as a word: `{written}` can be read two ways and was not read. If the whole site writes dates so, \
         set `date-order` to `day-first` or `month-first` in `vademecum.toml`."
    );
    let line = page.examined.blocks.iter().position(|block| block.text.contains(written.as_str()));
    let spot = line.map_or_else(|| page.whole(), |line| marked_in(page, line, written));
    found.add(page.place, spot, action).with("written", written.as_str()).with("remedy", "date-order");
}

fn marked_in(page: &AuditedPage<'_>, block: usize, written: &str) -> Spot {
    let text = page.examined.blocks.get(block).map_or("", |block| block.text.as_str());
    let start = text.find(written).unwrap_or_default();
    page.spot(block, start..start + written.len())
}

/// Two dates of review, neither of which may be the other one stated more exactly.
fn contradicting(page: &AuditedPage<'_>, found: &mut Found) {
    let dates = &page.examined.review_dates;
    let contains = |a: &StatedDate, b: &StatedDate| a.first_day() <= b.first_day() && b.last_day() <= a.last_day();
    let Some(latest) = dates.first() else { return };
    let Some(other) = dates.iter().find(|date| !contains(date, latest) && !contains(latest, date)) else { return };
    let action = format!(
        "State one date of review: the page names {} and {}, and the later one is taken to count.",
        latest.in_words(),
        other.in_words()
    );
    let draft = found.add(page.place, page.review_spot(), action);
    draft.with("dates", dates.iter().map(ToString::to_string).collect::<Vec<_>>());
}

/// A day that most pages of a site share is told once, on the first of them.
fn same_everywhere(page: &AuditedPage<'_>, reviewed: StatedDate, site: &Site<'_>, found: &mut Found) {
    let dated: u32 = site.reviews.values().sum();
    let same = site.reviews.get(&reviewed).copied().unwrap_or_default();
    if reviewed.day.is_none() || same < ENOUGH_PAGES || u64::from(same) * 5 < u64::from(dated) * 4 {
        return;
    }
    let shares = |entry: &crate::index::PageEntry| {
        entry.facts.review.reviewed == Some(reviewed) && site.options.audits(&entry.path())
    };
    if site.pages().iter().position(shares) != Some(page.place) {
        return;
    }
    let action = format!(
        "{same} of the {dated} pages with a date of review state this same day: if the theme prints it, take it out there, \
         and state on each page when that page was reviewed."
    );
    let draft = found.add(page.place, page.review_spot(), action);
    draft.with("reviewed", reviewed.to_string()).with("pages", same).with("pages_with_a_date", dated);
}

fn only_copyright(page: &AuditedPage<'_>, found: &mut Found) {
    let Some((block, place, year)) = copyright_year(page).filter(|_| page.examined.ambiguous.is_empty()) else {
        return;
    };
    let action = "State when the page was reviewed: a copyright year does not say it.";
    found.add(page.place, page.spot(block, place), action).with("copyright_year", year);
}

/// The line of a page that states a copyright for its text, the place of its last year, and that year; `None` where the
/// page states a date of review.
pub(super) fn copyright_year(page: &AuditedPage<'_>) -> Option<(usize, std::ops::Range<usize>, i16)> {
    if page.facts().review.reviewed.is_some() {
        return None;
    }
    page.blocks().filter(|(_, block, _)| !block.dynamic && block.kind != BlockKind::Caption).find_map(
        |(at, block, _)| {
            let text = block.text.as_str();
            let start = text.trim_start();
            let named = ["©", "Copyright", "COPYRIGHT", "copyright", "(c)", "(C)", "All rights reserved"];
            if !named.iter().any(|name| start.starts_with(name))
                || text.split_whitespace().take(LONGEST_COPYRIGHT + 1).count() > LONGEST_COPYRIGHT
                || PICTURES.iter().any(|word| text.to_ascii_lowercase().contains(word))
            {
                return None;
            }
            let tokens = &page.text(at)?.tokens;
            let digits = |token: &crate::analysis::Token<'_>| {
                let place = token.start as usize..token.end as usize;
                let written = text.get(place.clone()).filter(|written| written.len() == 4)?;
                let year = written.parse().ok().filter(|year| (1990..=2100).contains(year))?;
                Some((at, place, year))
            };
            tokens.iter().filter_map(|token| digits(&token)).last()
        },
    )
}

/// What a copyright may be stated for that is not the page.
const PICTURES: &[&str] =
    &["photo", "image", "picture", "illustration", "figure", "drawing", "courtesy", "video", "credit"];
