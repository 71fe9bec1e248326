//! The audit: what each check finds on a small page, and what it leaves alone.

mod acronyms;
mod command;
mod dead_link;
mod export;
mod form;
mod forms;
mod harness;
mod known;
mod links;
mod near_duplicate;
mod old_references;
mod overdue;
mod placeholder;
mod review_dates;
mod sheets;
mod superseded_term;
mod words_of_time;
