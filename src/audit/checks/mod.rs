//! The checks, a file each, in the order in which they are told of.

mod missing_alt;
mod overdue;

use super::check::Check;

/// Every check.
pub(super) const CATALOGUE: &[&Check] = &[&overdue::CHECK, &missing_alt::CHECK];
