//! The checks, a file each, in the order in which they are told of.

mod due_soon;
mod edited_since_review;
mod missing_alt;
mod old_references;
mod old_statistic;
mod overdue;
mod past_event;
mod relative_time;
mod review_date_suspect;
mod unverified;

use super::check::Check;

/// Every check.
pub(super) const CATALOGUE: &[&Check] = &[
    // Review dates.
    &overdue::CHECK,
    &due_soon::CHECK,
    &unverified::CHECK,
    &edited_since_review::CHECK,
    &review_date_suspect::CHECK,
    // Words of time.
    &past_event::CHECK,
    &relative_time::CHECK,
    &old_statistic::CHECK,
    &old_references::CHECK,
    // Form.
    &missing_alt::CHECK,
];
