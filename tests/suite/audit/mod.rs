//! The audit: what each check finds on a small page, and what it leaves alone.

mod command;
mod dead_link;
mod export;
mod forms;
mod harness;
mod known;
mod links;
mod near_duplicate;
mod old_references;
mod overdue;
mod review_dates;
mod sheets;
mod words_of_time;
