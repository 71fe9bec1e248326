//! An audit for people and programs, a file a form.
//!
//! The templates of the forms in HTML, their styles and the one script stand beside the files that fill them.

mod by_page;
mod charts;
mod csv;
mod evidence;
mod markdown;
mod register;
mod register_html;
mod report;
mod sheets;
mod text;
mod wording;

pub use csv::audit_csv;
pub use markdown::audit_markdown;
pub use register::{read_register, register_csv};
pub use register_html::{changes_in_words, register_html};
pub use report::{ServedAudit, audit_html, audit_nonce, served_audit_html};
pub use sheets::{ListedSheet, ReviewerSheets, SheetHead, sheet_html, sheets_html};
pub use text::{AuditStyle, audit_text, check_text};
