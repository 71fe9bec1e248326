//! An audit for people and programs, a file a form.

mod text;

pub use text::{audit_text, check_text};
