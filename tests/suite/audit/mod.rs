//! The audit: what each check finds on a small page, and what it leaves alone.

mod dead_link;
mod export;
mod harness;
mod links;
mod near_duplicate;
mod overdue;
