//! The checks, a file each, in the order in which they are told of.

// Review dates.
mod due_soon;
mod edited_since_review;
mod overdue;
mod review_date_suspect;
mod unverified;

// Words of time.
mod old_references;
mod old_statistic;
mod past_event;
mod relative_time;

// Terms.
mod near_miss_acronym;
mod superseded_term;
mod undefined_acronym;

// Links.
mod broken_anchor;
mod broken_internal_link;
mod dead_link;
mod link_to_hidden;
mod orphan;

// Copies.
mod near_duplicate;

// Form.
mod hard_to_read;
mod heading_order;
mod http_link;
mod missing_alt;
mod missing_description;
mod placeholder;
mod thin_page;

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
    // Terms.
    &superseded_term::CHECK,
    &undefined_acronym::CHECK,
    &near_miss_acronym::CHECK,
    // Links.
    &broken_internal_link::CHECK,
    &broken_anchor::CHECK,
    &link_to_hidden::CHECK,
    &orphan::CHECK,
    &dead_link::CHECK,
    // Copies.
    &near_duplicate::CHECK,
    // Form.
    &placeholder::CHECK,
    &missing_alt::CHECK,
    &hard_to_read::CHECK,
    &thin_page::CHECK,
    &heading_order::CHECK,
    &http_link::CHECK,
    &missing_description::CHECK,
];
