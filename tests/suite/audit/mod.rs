//! The audit: what each check finds on a small page, and what it leaves alone.

mod acronyms;
mod form;
mod harness;
mod overdue;
mod placeholder;
mod superseded_term;
