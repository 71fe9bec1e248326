//! The audit: which pages of a site have grown out of date, which to open first, why, and the sentence to mend.
//!
//! It never says what is medically right; it finds places that a person should look at.
//!
//! 1. `Site` holds what spans pages and is known before any is read: dates, titles, the vocabulary.
//! 2. Each page is read once (`page`); the checks of pages look at it, and a `note` of it is kept for those that
//!    need all pages.
//! 3. The checks of the whole look at the notes.
//! 4. `order` puts the worst first; `accept` and `baseline` say what is known already.
//!
//! The checks stand in `checks`, a file each.

mod accept;
mod acronyms;
mod address;
mod baseline;
mod bounds;
mod check;
mod checks;
mod clusters;
mod copies;
mod fetch;
mod finding;
mod links;
mod note;
mod order;
mod page;
mod references;
mod register;
mod run;
mod sentence;
mod shared;
mod sheet;
mod site;
mod spot;
mod standing;
mod subject;
mod timeliness;
mod wording;

pub use accept::Accepted;
pub use baseline::{Baseline, Gone};
pub use check::{Check, catalogue, check_named};
pub use fetch::LinkOptions;
pub use finding::{Evidence, Finding, FindingPage, Severity, Status};
pub use register::{Change, EarlierRegister, RegisterChanges};
pub use run::{Audit, AuditOptions, AuditProgress, Unchecked, audit};
pub use sheet::{ReviewSheet, ReviewSheets, SheetBlock};
pub use standing::Standing;
pub use subject::Subject;
