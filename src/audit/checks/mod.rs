//! The checks, a file each, in the order in which they are told of.

mod hard_to_read;
mod heading_order;
mod http_link;
mod missing_alt;
mod missing_description;
mod near_miss_acronym;
mod overdue;
mod placeholder;
mod superseded_term;
mod thin_page;
mod undefined_acronym;

use super::check::Check;

/// Every check.
pub(super) const CATALOGUE: &[&Check] = &[
    // Review dates.
    &overdue::CHECK,
    // Words of time.
    // Terms.
    &superseded_term::CHECK,
    &undefined_acronym::CHECK,
    &near_miss_acronym::CHECK,
    // Links.
    // Copies.
    // Form.
    &placeholder::CHECK,
    &missing_alt::CHECK,
    &hard_to_read::CHECK,
    &thin_page::CHECK,
    &heading_order::CHECK,
    &http_link::CHECK,
    &missing_description::CHECK,
];
