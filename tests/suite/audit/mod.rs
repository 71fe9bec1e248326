//! The audit: what each check finds on a small page, and what it leaves alone.

mod forms;
mod harness;
mod overdue;
mod sheets;
