//! JSON: one object for a person's pipe, one line an answer for a batch.

use std::io::Write;

use anyhow::{Context, Result};
use serde::Serialize;

/// Writes an indented object and a line break.
///
/// # Errors
/// If the writer fails.
pub fn json(value: &impl Serialize, to: &mut dyn Write) -> Result<()> {
    serde_json::to_writer_pretty(&mut *to, value).context("could not write the answer")?;
    writeln!(to).context("could not write the answer")
}

/// Writes an object on one line.
///
/// # Errors
/// If the writer fails.
pub fn json_line(value: &impl Serialize, to: &mut dyn Write) -> Result<()> {
    serde_json::to_writer(&mut *to, value).context("could not write the answer")?;
    writeln!(to).context("could not write the answer")
}
