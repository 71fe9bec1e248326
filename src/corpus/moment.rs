//! The times of an export: UTC where WordPress says so, otherwise taken as UTC.
//!
//! WordPress writes a zero date for "never" (`0000-00-00`, in REST `-0001-11-30`); that is no time.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

/// The first of `candidates` that is a real time. Put the `_gmt` field before the local one.
pub(super) fn first_time<'a>(candidates: impl IntoIterator<Item = Option<&'a str>>) -> Option<Timestamp> {
    candidates.into_iter().flatten().find_map(time)
}

/// A time with a zone, or a civil one in UTC; `None` for a zero date and for anything else.
fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.starts_with('-') || text.starts_with("0000") || text.starts_with("0001") {
        return None;
    }
    if let Ok(zoned) = text.parse::<Timestamp>() {
        return Some(zoned);
    }
    let civil: DateTime = text.parse().ok()?;
    civil.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn civil_times_are_utc_and_zoned_ones_keep_their_instant() {
        let expected: Timestamp = "2025-05-30T16:48:16Z".parse().unwrap();
        assert_eq!(time("2025-05-30T16:48:16"), Some(expected));
        assert_eq!(time("2025-05-30 16:48:16"), Some(expected));
        assert_eq!(time("2025-05-30T18:48:16+02:00"), Some(expected));
    }

    #[test]
    fn zero_dates_and_words_are_no_time() {
        for zero in ["0000-00-00 00:00:00", "-0001-11-30T00:00:00", "", "soon", "2025-13-01 00:00:00"] {
            assert_eq!(time(zero), None, "{zero}");
        }
    }

    #[test]
    fn the_gmt_field_wins_unless_it_is_zero() {
        let gmt = first_time([Some("2020-01-01T05:00:00"), Some("2020-01-01T00:00:00")]);
        assert_eq!(gmt, time("2020-01-01T05:00:00"));
        let local = first_time([Some("0000-00-00 00:00:00"), Some("2020-01-01T00:00:00")]);
        assert_eq!(local, time("2020-01-01T00:00:00"));
    }
}
