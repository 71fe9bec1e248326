//! One line a hit: bare links, CSV for a spreadsheet, TREC runs for measuring.

use std::io::Write;

use anyhow::{Context, Result};
use serde::Serialize;

use crate::relevance::{Ranked, Ranking, SectionNames};
use crate::search::{Answer, Unit};

/// An answer, and the id its question has in a batch; as JSON, the answer's object with `id` in front.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Asked<'a> {
    /// As the batch gives it; `None` where one question was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<&'a str>,
    /// The answer.
    #[serde(flatten)]
    pub answer: &'a Answer,
}

/// Writes the deepest link of each hit.
///
/// # Errors
/// If the writer fails.
pub fn links(answer: &Answer, to: &mut dyn Write) -> Result<()> {
    for hit in &answer.hits {
        writeln!(to, "{}", super::sanitize(&hit.url)).context("could not write the links")?;
    }
    Ok(())
}

/// Writes the hits of answers as CSV, with a header, those of a batch with the question's id in a first column; a cell
/// that a spreadsheet would run as a formula gets an apostrophe in front.
///
/// # Errors
/// If the writer fails.
pub fn csv<'a>(asked: impl IntoIterator<Item = Asked<'a>>, batch: bool, to: &mut dyn Write) -> Result<()> {
    let mut writer = ::csv::Writer::from_writer(to);
    let header = [
        "query",
        "rank",
        "score",
        "coverage",
        "title",
        "section",
        "reviewed",
        "reviewer",
        "freshness",
        "age",
        "edited",
        "url",
        "lead",
        "passage",
    ];
    let first = batch.then_some("id");
    writer.write_record(first.into_iter().chain(header)).context("could not write CSV")?;
    let hits = asked.into_iter().flat_map(|asked| asked.answer.hits.iter().map(move |hit| (asked, hit)));
    for (Asked { id, answer }, hit) in hits {
        let record = [
            answer.query.clone(),
            hit.rank.to_string(),
            format!("{:.3}", hit.score),
            format!("{:.2}", hit.coverage),
            hit.page.title.clone(),
            hit.section.join(" › "),
            hit.page.reviewed.map(|date| date.to_string()).unwrap_or_default(),
            hit.page.reviewer.clone().unwrap_or_default(),
            hit.page.freshness.to_string(),
            hit.page.age.clone(),
            hit.page.modified.clone().unwrap_or_default(),
            hit.url.clone(),
            hit.lead.clone().unwrap_or_default(),
            hit.passage.clone(),
        ];
        let id = batch.then(|| id.unwrap_or_default());
        let cells = id.into_iter().chain(record.iter().map(String::as_str));
        writer.write_record(cells.map(harmless)).context("could not write CSV")?;
    }
    writer.flush().context("could not write CSV")
}

/// What a spreadsheet would take for a formula is written as text.
pub(super) fn harmless(cell: &str) -> String {
    let cell = super::sanitize(cell);
    if cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.into_owned()
    }
}

/// Writes `query-id Q0 document rank score vademecum`, scores strictly falling, one line a page or a section.
///
/// The document is the page's WordPress id, or the `id` of the section's heading; a section without one is left out.
///
/// # Errors
/// If the writer fails.
pub fn trec(id: &str, answer: &Answer, unit: Unit, to: &mut dyn Write) -> Result<()> {
    run_lines(id, &Ranking { unit, names: SectionNames::Anchor }.of(answer), to)
}

/// Writes what was found for one question as lines of a run.
pub(super) fn run_lines(id: &str, ranking: &[Ranked], to: &mut dyn Write) -> Result<()> {
    let id = one_field(id);
    for (place, Ranked { document, score }) in ranking.iter().enumerate() {
        let document = one_field(document);
        writeln!(to, "{id} Q0 {document} {} {score} vademecum", place + 1).context("could not write the run")?;
    }
    Ok(())
}

/// A field of a run holds no space.
fn one_field(text: &str) -> String {
    super::sanitize(text).split_whitespace().collect::<Vec<_>>().join("_")
}
