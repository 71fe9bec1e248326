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
    crate::config::months(text).map_err(|error| error.to_string())
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
