//! Dates and ages as people type them on a command line.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Parses `2026-11-22`, `2026-11` or `2026`; a month or year stands for its first day.
pub(super) fn date(text: &str) -> Result<Date, String> {
    let full = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    full.parse().map_err(|_| format!("`{text}` is no date; write it as 2026-11-22"))
}

/// Parses an age in months: `36mo`, `36`, `3y`.
pub(super) fn months(text: &str) -> Result<u32, String> {
    let wrong = || format!("`{text}` is no age; write months as `36mo` or years as `3y`");
    let digits = text.trim_end_matches(|c: char| c.is_alphabetic());
    let number: u32 = digits.trim().parse().map_err(|_| wrong())?;
    let months = match text.get(digits.len()..).unwrap_or_default() {
        "" | "m" | "mo" | "month" | "months" => Some(number),
        "y" | "yr" | "year" | "years" => number.checked_mul(12),
        _ => None,
    };
    months.filter(|months| (1..=1200).contains(months)).ok_or_else(wrong)
}

/// The beginning of a day, in UTC.
pub(super) fn start_of(date: Date) -> Option<Timestamp> {
    date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// Today, in UTC.
pub(super) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_months_or_years() {
        assert_eq!(months("36mo"), Ok(36));
        assert_eq!(months("36"), Ok(36));
        assert_eq!(months("3y"), Ok(36));
        assert!(months("soon").is_err());
        assert!(months("0").is_err());
        assert!(months("99999999999y").is_err());
    }

    #[test]
    fn a_month_stands_for_its_first_day() {
        assert_eq!(date("2025-04"), date("2025-04-01"));
        assert!(date("April").is_err());
    }
}
