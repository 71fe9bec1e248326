//! The review: what a page itself says of when, and by whom, its content was checked.
//!
//! Only what is stated; whether it is still good is `freshness`'s to say, and how it is read from a page [`reader`]'s.

mod date;
mod freshness;
mod line;
mod reader;
mod reviewer;
mod rules;
mod statement;
mod wording;

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub(crate) use date::{dates_in, is_month};
pub use freshness::{DEFAULT_MAX_AGE_MONTHS, Freshness, age_in_words, freshness, lapse};
pub use reader::ambiguous_review_dates;
pub(in crate::content) use reader::read_review;
pub use rules::ReviewRules;

/// A date to the precision its source states: a year, a month or a day. Written `2025`, `2025-04` or `2025-04-12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct StatedDate {
    /// Year, 1990 to 2100.
    pub year: i16,
    /// Month 1 to 12, if stated.
    pub month: Option<i8>,
    /// Day of the month, if stated.
    pub day: Option<i8>,
}

/// What a page says of its review.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Review {
    /// Date of the last review.
    pub reviewed: Option<StatedDate>,
    /// Who reviewed it: the name with its degrees as written, without the role after it.
    pub reviewer: Option<String>,
    /// When the next review is due.
    pub next: Option<StatedDate>,
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl StatedDate {
    /// A date of the calendar between 1990 and 2100, else `None`. A day needs its month.
    #[must_use]
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<StatedDate> {
        if !(1990..=2100).contains(&year) || (day.is_some() && month.is_none()) {
            return None;
        }
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(StatedDate { year, month, day })
    }

    /// The first day it may mean.
    #[must_use]
    pub fn first_day(&self) -> Date {
        self.on(self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it may mean: a month ends on its last day, a year on 31 December.
    #[must_use]
    pub fn last_day(&self) -> Date {
        match (self.month, self.day) {
            (Some(month), Some(day)) => self.on(month, day),
            (month, _) => self.on(month.unwrap_or(12), 1).last_of_month(),
        }
    }

    /// In words, to its precision: `12 Apr 2025`, `Apr 2025`, `2025`.
    #[must_use]
    pub fn in_words(&self) -> String {
        let name = self.month.and_then(|month| MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?));
        match (name, self.day) {
            (Some(name), Some(day)) => format!("{day} {name} {}", self.year),
            (Some(name), None) => format!("{name} {}", self.year),
            _ => self.year.to_string(),
        }
    }

    /// Fields set by hand to what no calendar has fall back to the nearest day of it.
    fn on(self, month: i8, day: i8) -> Date {
        let month = month.clamp(1, 12);
        let first = Date::new(self.year, month, 1).unwrap_or(Date::MAX);
        first.with().day(day.clamp(1, first.days_in_month())).build().unwrap_or(first)
    }
}

impl fmt::Display for StatedDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
            if let Some(day) = self.day {
                write!(f, "-{day:02}")?;
            }
        }
        Ok(())
    }
}

impl FromStr for StatedDate {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<StatedDate, anyhow::Error> {
        let unreadable = || anyhow::anyhow!("`{text}` is no date such as `2025`, `2025-04` or `2025-04-12`");
        let mut parts = text.split('-');
        let year = parts.next().and_then(|part| part.parse().ok()).ok_or_else(unreadable)?;
        let mut number = || parts.next().map(|part| part.parse::<i8>().map_err(|_| unreadable())).transpose();
        let (month, day) = (number()?, number()?);
        if parts.next().is_some() {
            return Err(unreadable());
        }
        StatedDate::new(year, month, day).ok_or_else(unreadable)
    }
}

impl From<StatedDate> for String {
    fn from(date: StatedDate) -> String {
        date.to_string()
    }
}

impl TryFrom<String> for StatedDate {
    type Error = anyhow::Error;

    fn try_from(text: String) -> Result<StatedDate, anyhow::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> StatedDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_ends_on_the_last_day_it_may_mean() {
        assert_eq!(date("2024-02").last_day().to_string(), "2024-02-29");
        assert_eq!(date("2025").last_day().to_string(), "2025-12-31");
        assert_eq!(date("2025-04-12").last_day().to_string(), "2025-04-12");
        assert_eq!(date("2025").first_day().to_string(), "2025-01-01");
    }

    #[test]
    fn a_date_is_written_to_its_precision() {
        for (text, words) in [("2025", "2025"), ("2025-04", "Apr 2025"), ("2025-04-12", "12 Apr 2025")] {
            assert_eq!(date(text).to_string(), text);
            assert_eq!(date(text).in_words(), words);
            assert_eq!(serde_json::to_string(&date(text)).unwrap(), format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<StatedDate>(&format!("\"{text}\"")).unwrap(), date(text));
        }
    }

    #[test]
    fn what_no_calendar_has_is_refused_and_never_panics() {
        for text in ["1889", "2025-13", "2025-02-30", "2025-4-1-1", "May", ""] {
            assert!(text.parse::<StatedDate>().is_err(), "{text}");
        }
        let made_by_hand = StatedDate { year: 2025, month: Some(77), day: Some(99) };
        assert_eq!(made_by_hand.last_day().to_string(), "2025-12-31");
        assert_eq!(made_by_hand.in_words(), "2025");
    }
}
