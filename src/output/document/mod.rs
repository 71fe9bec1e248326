//! Documents in HTML to hand on and to print: what the audit's pages and the vocabulary's sheet have in common.
//!
//! `frame.html` is the page around their bodies, `base.css` their look. A document holds all it needs and asks nobody for
//! anything. A policy in its head lets run only what has the document's own nonce, so that nothing of a site's text could
//! run even where an escape was forgotten.

use std::io::Write;

use anyhow::{Context, Result};
use askama::Template;
use serde::Serialize;

use super::sanitize::is_web;

/// The look of every document.
pub(super) const BASE: &str = include_str!("base.css");

/// The hash of what a document says: the same content makes the same document, and no text of a page can know it.
///
/// # Errors
/// If the content cannot be written.
pub(super) fn nonce(content: &impl Serialize) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    serde_json::to_writer(&mut hasher, content).context("could not write the page")?;
    Ok(hasher.finalize().to_hex().chars().take(32).collect())
}

/// Writes a document, filled in.
///
/// # Errors
/// If the writer fails.
pub(super) fn write_document(document: &impl Template, to: &mut dyn Write) -> Result<()> {
    Template::write_into(document, to).context("could not write the page")?;
    writeln!(to).context("could not write the page")
}

/// The address if a browser may follow it, else nothing.
pub(super) fn followed(address: &str) -> &str {
    if is_web(address) { address } else { "" }
}
