//! The review: what a page itself says of when, and by whom, its content was checked.

use serde::{Deserialize, Serialize};

/// A date to the precision its source states: a year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// Who reviewed it, as written.
    pub reviewer: Option<String>,
    /// When the next review is due.
    pub next: Option<StatedDate>,
}
