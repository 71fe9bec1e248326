//! The audit: what each check finds on a small page, and what it leaves alone.

mod harness;
mod old_references;
mod overdue;
mod review_dates;
mod words_of_time;
