//! The audit: what each check finds on a small page, and what it leaves alone.

mod command;
mod forms;
mod harness;
mod known;
mod overdue;
mod sheets;
