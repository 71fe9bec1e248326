//! An audit as CSV for a spreadsheet: a finding a row.
//!
//! Spreadsheets run a cell that begins with `=`, `+`, `-` or `@` as a formula, and what stands in a page's title is not
//! to be run: such a cell gets an apostrophe in front, and every cell of text is quoted (OWASP, "CSV Injection"). The file begins
//! with a byte order mark, without which they take it for another encoding; programs read JSON.

use std::io::Write;

use anyhow::{Context, Result};
use csv::{QuoteStyle, Writer, WriterBuilder};

use super::evidence::{Told, told};
use super::wording;
use crate::audit::{Audit, Finding};
use crate::output::records::harmless;

const HEADER: &[&str] = &[
    "severity",
    "check",
    "status",
    "title",
    "section",
    "sentence",
    "marked",
    "action",
    "subject",
    "linked_from",
    "url",
    "edit_link",
    "evidence",
    "page_id",
    "id",
];

/// Writes the findings, the worst first.
///
/// # Errors
/// If the writer fails.
pub fn audit_csv(audit: &Audit, to: &mut dyn Write) -> Result<()> {
    let mut rows = Rows::begin(HEADER.iter().copied(), to)?;
    for finding in &audit.findings {
        rows.add(&row(finding))?;
    }
    rows.end()
}

fn row(finding: &Finding) -> [String; 15] {
    let sentence = finding.sentence.as_deref().unwrap_or_default();
    let marked = wording::pieces(sentence, &finding.marks).into_iter().filter(|piece| piece.mark);
    let marked: Vec<String> = marked.map(|piece| piece.text).collect();
    let evidence: Vec<String> = told(&finding.evidence).iter().map(Told::in_words).collect();
    [
        finding.severity.to_string(),
        finding.check.clone(),
        finding.status.map(wording::status).unwrap_or_default().to_owned(),
        finding.page.title.clone(),
        wording::trail(&finding.section),
        sentence.to_owned(),
        marked.join(" … "),
        finding.action.clone(),
        finding.subject.map(|subject| subject.as_str().to_owned()).unwrap_or_default(),
        finding.linked_from.to_string(),
        finding.url.clone(),
        finding.page.edit_link.clone(),
        evidence.join("; "),
        finding.page.id.to_string(),
        finding.id.clone(),
    ]
}

/// Rows of CSV for a spreadsheet.
pub(super) struct Rows<'w> {
    writer: Writer<&'w mut dyn Write>,
}

impl<'w> Rows<'w> {
    /// Writes the byte order mark and the header.
    pub(super) fn begin<'h>(header: impl Iterator<Item = &'h str>, to: &'w mut dyn Write) -> Result<Rows<'w>> {
        to.write_all("\u{feff}".as_bytes()).context("could not write CSV")?;
        let mut writer = WriterBuilder::new().quote_style(QuoteStyle::NonNumeric).from_writer(to);
        writer.write_record(header).context("could not write CSV")?;
        Ok(Rows { writer })
    }

    /// Writes a row, no cell of which is run.
    pub(super) fn add(&mut self, cells: &[String]) -> Result<()> {
        self.writer.write_record(cells.iter().map(|cell| harmless(cell))).context("could not write CSV")
    }

    /// Writes what is left.
    pub(super) fn end(mut self) -> Result<()> {
        self.writer.flush().context("could not write CSV")
    }
}
