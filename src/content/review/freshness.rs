//! Freshness: whether a page's stated review still holds on a given day. The one rule of the whole program.
//!
//! Nothing of it is stored: it depends on the day of asking and is computed then.

use std::fmt;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use super::{Review, StatedDate};

/// Months a review holds where the page does not say when the next is due.
pub const DEFAULT_MAX_AGE_MONTHS: u32 = 36;

/// Days before it lapses in which a review is due.
const DUE_DAYS: i32 = 90;

/// How a page's review stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Freshness {
    /// Reviewed, and not due for more than 90 days.
    Reviewed,
    /// The review lapses within 90 days.
    Due,
    /// The review has lapsed.
    Overdue,
    /// The page states no review, or one in the future.
    Unverified,
}

impl Freshness {
    /// Its name in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Freshness::Reviewed => "reviewed",
            Freshness::Due => "due",
            Freshness::Overdue => "overdue",
            Freshness::Unverified => "unverified",
        }
    }
}

impl fmt::Display for Freshness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How the review stands on the day `as_of`.
///
/// A stated next review decides; without one the last review holds for `max_age_months`. A date of month precision
/// ends on the month's last day. A review that lies wholly after `as_of` is not believed, and a next review before
/// the last one is not either.
#[must_use]
pub fn freshness(review: &Review, as_of: Date, max_age_months: u32) -> Freshness {
    let Some(lapse) = believed(review, as_of).and_then(|()| lapse(review, max_age_months)) else {
        return Freshness::Unverified;
    };
    let lapses = lapse.last_day();
    if lapses < as_of {
        return Freshness::Overdue;
    }
    let due_from = lapses.checked_sub(DUE_DAYS.days()).unwrap_or(Date::MIN);
    if due_from <= as_of { Freshness::Due } else { Freshness::Reviewed }
}

/// The same in words, to stand beside a title: `reviewed Apr 2025`, `no review date, edited 2019`.
#[must_use]
pub fn age_in_words(review: &Review, modified: Option<Timestamp>, as_of: Date, max_age_months: u32) -> String {
    let lapse = lapse(review, max_age_months);
    let reviewed = review.reviewed.map(|date| format!("reviewed {}", date.in_words()));
    match (freshness(review, as_of, max_age_months), lapse) {
        (Freshness::Unverified, _) => unverified_in_words(review, modified),
        (Freshness::Overdue, Some(lapse)) => {
            let last = reviewed.map(|words| format!(" (last {words})")).unwrap_or_default();
            format!("review overdue since {}{last}", lapse.in_words())
        }
        (Freshness::Due, Some(lapse)) => {
            let due = format!("next review due by {}", lapse.last_day_stated().in_words());
            reviewed.map_or_else(|| due.clone(), |words| format!("{words}, {due}"))
        }
        (_, Some(lapse)) => reviewed.unwrap_or_else(|| format!("next review due {}", lapse.in_words())),
        (_, None) => reviewed.unwrap_or_default(),
    }
}

fn unverified_in_words(review: &Review, modified: Option<Timestamp>) -> String {
    let review = match review.reviewed {
        Some(date) => format!("review date {} lies in the future", date.in_words()),
        None => "no review date".to_owned(),
    };
    match modified {
        Some(modified) => format!("{review}, edited {}", modified.to_zoned(TimeZone::UTC).year()),
        None => review,
    }
}

/// `None` if the review is stated to lie after `as_of`.
fn believed(review: &Review, as_of: Date) -> Option<()> {
    match review.reviewed {
        Some(date) if date.first_day() > as_of => None,
        _ => Some(()),
    }
}

/// The date, to the precision stated, with whose last day the review lapses; `None` where nothing is stated. It says
/// nothing of whether the review is to be believed: that is [`freshness`]'s.
#[must_use]
pub fn lapse(review: &Review, max_age_months: u32) -> Option<StatedDate> {
    if let Some(next) = review.next
        && review.reviewed.is_none_or(|last| last.first_day() <= next.last_day())
    {
        return Some(next);
    }
    let last = review.reviewed?;
    let day = last.last_day().checked_add(i64::from(max_age_months).min(2400).months()).unwrap_or(Date::MAX);
    // A whole month or year plus months ends on the month's last day, whatever their lengths.
    let day = if last.day.is_none() { day.last_of_month() } else { day };
    let whole_year = last.month.is_none() && day.month() == 12;
    Some(StatedDate {
        year: day.year(),
        month: (!whole_year).then(|| day.month()),
        day: last.day.is_some().then(|| day.day()),
    })
}

impl StatedDate {
    /// The same date to the day.
    fn last_day_stated(self) -> StatedDate {
        let day = self.last_day();
        StatedDate { year: day.year(), month: Some(day.month()), day: Some(day.day()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(reviewed: &str, next: &str) -> Review {
        Review { reviewed: reviewed.parse().ok(), reviewer: None, next: next.parse().ok() }
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_review_of_month_precision_holds_to_the_last_day_of_the_month() {
        let april = review("2022-04", "");
        assert_eq!(freshness(&april, day("2025-01-29"), 36), Freshness::Reviewed);
        assert_eq!(freshness(&april, day("2025-01-30"), 36), Freshness::Due);
        assert_eq!(freshness(&april, day("2025-04-30"), 36), Freshness::Due);
        assert_eq!(freshness(&april, day("2025-05-01"), 36), Freshness::Overdue);
        assert_eq!(freshness(&review("2023-02", ""), day("2024-02-29"), 12), Freshness::Due);
    }

    #[test]
    fn a_stated_next_review_decides() {
        assert_eq!(freshness(&review("2015", "2030-01"), day("2025-01-01"), 36), Freshness::Reviewed);
        assert_eq!(freshness(&review("2024-12", "2024-12-31"), day("2025-01-01"), 36), Freshness::Overdue);
        assert_eq!(freshness(&review("", "2024-12"), day("2025-01-01"), 36), Freshness::Overdue);
        assert_eq!(freshness(&review("2024-06", "2019"), day("2025-01-01"), 36), Freshness::Reviewed);
    }

    #[test]
    fn no_date_or_one_in_the_future_is_unverified() {
        assert_eq!(freshness(&Review::default(), day("2025-01-01"), 36), Freshness::Unverified);
        assert_eq!(freshness(&review("2025-02", ""), day("2025-01-31"), 36), Freshness::Unverified);
        assert_eq!(freshness(&review("2025-01", ""), day("2025-01-02"), 36), Freshness::Reviewed);
        assert_eq!(freshness(&review("2031", "2034"), day("2025-01-02"), 36), Freshness::Unverified);
    }

    #[test]
    fn an_endless_maximum_age_never_panics() {
        assert_eq!(freshness(&review("2025-01-01", ""), day("2025-01-02"), u32::MAX), Freshness::Reviewed);
    }

    #[test]
    fn the_age_is_told_in_words() {
        let words = |review: &Review, modified: Option<&str>| {
            age_in_words(review, modified.map(|m| m.parse().unwrap()), day("2025-06-01"), 36)
        };
        assert_eq!(words(&review("2025-04", ""), None), "reviewed Apr 2025");
        assert_eq!(words(&review("2018", ""), None), "review overdue since 2021 (last reviewed 2018)");
        assert_eq!(words(&review("2018-03", ""), None), "review overdue since Mar 2021 (last reviewed Mar 2018)");
        assert_eq!(words(&review("2022-07-12", ""), None), "reviewed 12 Jul 2022, next review due by 12 Jul 2025");
        assert_eq!(words(&review("", "2027"), None), "next review due 2027");
        assert_eq!(words(&Review::default(), Some("2019-05-01T00:00:00Z")), "no review date, edited 2019");
        assert_eq!(words(&review("2031", ""), None), "review date 2031 lies in the future");
        assert_eq!(words(&Review::default(), None), "no review date");
    }

    #[test]
    fn names_are_lower_case_in_json() {
        assert_eq!(serde_json::to_string(&Freshness::Overdue).unwrap(), "\"overdue\"");
    }
}
