//! Writing what was found: text for people, JSON, CSV and TREC for programs.
//!
//! Every printer writes to a given writer and decides nothing.

mod audit;
mod concepts;
mod document;
mod evaluation;
mod gaps;
mod json;
mod meanings;
mod records;
mod report;
mod sanitize;
mod text;
mod wrap;

pub use audit::{
    AuditStyle, ListedSheet, ReviewerSheets, ServedAudit, SheetHead, audit_csv, audit_html, audit_markdown,
    audit_nonce, audit_text, changes_in_words, check_text, read_register, register_csv, register_html,
    served_audit_html, sheet_html, sheets_html,
};
pub use concepts::{Sheet, checked_text, concepts_csv, concepts_html, concepts_text, explained_text};
pub use evaluation::{Against, Evaluated, Parts, evaluation_text, run_lines};
pub use gaps::{gaps_csv, gaps_text};
pub use json::{json, json_line};
pub use meanings::{meanings_json, meanings_text, proposals};
pub use records::{Asked, csv, links, trec};
pub use report::report_text;
pub use sanitize::sanitize;
pub use text::{Style, answer_text, why_text};
