//! The checks, a file each, in the order in which they are told of.

// Review dates.
mod overdue;

// Links.
mod broken_anchor;
mod broken_internal_link;
mod dead_link;
mod link_to_hidden;
mod orphan;

// Copies.
mod near_duplicate;

// Form.
mod missing_alt;

use super::check::Check;

/// Every check.
pub(super) const CATALOGUE: &[&Check] = &[
    // Review dates.
    &overdue::CHECK,
    // Links.
    &broken_internal_link::CHECK,
    &broken_anchor::CHECK,
    &link_to_hidden::CHECK,
    &orphan::CHECK,
    &dead_link::CHECK,
    // Copies.
    &near_duplicate::CHECK,
    // Form.
    &missing_alt::CHECK,
];
