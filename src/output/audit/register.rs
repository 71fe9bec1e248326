//! The register as CSV: every audited page with its review, and reading it again to hold a later one against it.
//!
//! It proves to whoever accredits a site that there is a cycle of reviews. Held against an earlier one it says in a last
//! column which pages were reviewed, edited, moved, added or taken away.

use std::collections::HashMap;
use std::io::Write;

use anyhow::{Context, Result, bail};
use jiff::civil::Date;

use super::csv::Rows;
use super::wording;
use crate::audit::{Audit, Change, EarlierRegister, RegisterChanges, Severity, Standing};
use crate::content::Freshness;

/// Its columns; `change` only where it is held against an earlier one.
const HEADER: [&str; 17] = [
    "page_id",
    "title",
    "link",
    "above",
    "last_review",
    "reviewer",
    "next_due",
    "status",
    "last_edit",
    "newest_source",
    "sources",
    "words",
    "findings",
    "errors",
    "text_hash",
    "as_of",
    "change",
];

/// Number of findings of a page, and of errors among them.
pub(super) type Counts = (usize, usize);

/// The number of findings of each page, by its address and id.
pub(super) fn findings_of(audit: &Audit) -> HashMap<(&str, u64), Counts> {
    let mut counts: HashMap<(&str, u64), Counts> = HashMap::new();
    for finding in &audit.findings {
        let count = counts.entry((finding.page.link.as_str(), finding.page.id)).or_default();
        count.0 += 1;
        count.1 += usize::from(finding.severity == Severity::Error);
    }
    counts
}

/// The changes of the page at `place`, in words.
pub(super) fn change_at(changes: &RegisterChanges, place: usize) -> String {
    let of_page = changes.changes.get(place).map(Vec::as_slice).unwrap_or_default();
    of_page.iter().map(|change| change.as_str()).collect::<Vec<_>>().join(", ")
}

/// Writes every audited page, in the order of links; held against an earlier register, what is gone comes last.
///
/// # Errors
/// If the writer fails.
pub fn register_csv(audit: &Audit, changes: Option<&RegisterChanges>, to: &mut dyn Write) -> Result<()> {
    let columns = HEADER.len() - usize::from(changes.is_none());
    let mut rows = Rows::begin(HEADER.into_iter().take(columns), to)?;
    let counts = findings_of(audit);
    for (place, standing) in audit.standings.iter().enumerate() {
        let (findings, errors) = counts.get(&(standing.link.as_str(), standing.id)).copied().unwrap_or_default();
        let found = [findings.to_string(), errors.to_string()];
        let change = changes.map(|changes| change_at(changes, place)).unwrap_or_default();
        rows.add(row(standing, found, Some(audit.as_of), change).get(..columns).unwrap_or_default())?;
    }
    if let Some(changes) = changes {
        for standing in &changes.gone {
            rows.add(&row(standing, Default::default(), changes.since, Change::Gone.as_str().to_owned()))?;
        }
    }
    rows.end()
}

fn row(standing: &Standing, [findings, errors]: [String; 2], as_of: Option<Date>, change: String) -> [String; 17] {
    let text = |value: Option<String>| value.unwrap_or_default();
    [
        standing.id.to_string(),
        standing.title.clone(),
        standing.link.clone(),
        wording::trail(&standing.breadcrumb),
        text(standing.reviewed.map(|date| date.to_string())),
        text(standing.reviewer.clone()),
        text(standing.due.map(|date| date.to_string())),
        standing.status.to_string(),
        text(standing.edited.map(|date| date.to_string())),
        text(standing.newest_source.map(|year| year.to_string())),
        standing.sources.to_string(),
        standing.words.to_string(),
        findings,
        errors,
        standing.text_hash.clone(),
        text(as_of.map(|date| date.to_string())),
        change,
    ]
}

/// Reads a register that [`register_csv`] wrote, whether or not a spreadsheet has saved it since.
///
/// # Errors
/// If it is none; the message names the line and the column.
pub fn read_register(text: &str) -> Result<EarlierRegister> {
    let text = text.trim_start_matches('\u{feff}');
    // A spreadsheet of a country that writes numbers with commas saves it with semicolons.
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains(';') && !first.contains(',') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().context("it is no CSV")?.clone();
    let columns: HashMap<&str, usize> = header.iter().enumerate().map(|(at, name)| (name.trim(), at)).collect();
    for needed in ["page_id", "link", "last_review", "text_hash"] {
        if !columns.contains_key(needed) {
            bail!("it has no column `{needed}`; make a register with `vademecum audit --format register`");
        }
    }
    let mut register = EarlierRegister::default();
    for record in reader.records() {
        let record = record.context("it is no CSV")?;
        let line = record.position().map_or(0, csv::Position::line);
        let cell = |name: &str| columns.get(name).and_then(|&at| record.get(at)).map(as_written).unwrap_or_default();
        if cell("change") == Change::Gone.as_str() || record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        register.standings.push(standing(&cell).with_context(|| format!("line {line}"))?);
        register.as_of = cell("as_of").parse().ok().or(register.as_of);
    }
    Ok(register)
}

fn standing<'r>(cell: &impl Fn(&str) -> &'r str) -> Result<Standing> {
    let id = cell("page_id");
    let reviewed = cell("last_review");
    Ok(Standing {
        id: id.parse().with_context(|| format!("`page_id` is `{id}`, which is no number"))?,
        title: cell("title").to_owned(),
        link: cell("link").to_owned(),
        breadcrumb: cell("above").split(" › ").filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        reviewed: (!reviewed.is_empty()).then(|| reviewed.parse()).transpose().context("`last_review`")?,
        reviewer: Some(cell("reviewer").to_owned()).filter(|name| !name.is_empty()),
        due: cell("next_due").parse().ok(),
        status: match cell("status") {
            "reviewed" => Freshness::Reviewed,
            "due" => Freshness::Due,
            "overdue" => Freshness::Overdue,
            _ => Freshness::Unverified,
        },
        age: String::new(),
        edited: cell("last_edit").parse().ok(),
        newest_source: cell("newest_source").parse().ok(),
        sources: cell("sources").parse().unwrap_or_default(),
        words: cell("words").parse().unwrap_or_default(),
        text_hash: cell("text_hash").to_owned(),
    })
}

/// A cell without the apostrophe that keeps a spreadsheet from running it.
fn as_written(cell: &str) -> &str {
    let cell = cell.trim();
    cell.strip_prefix('\'')
        .filter(|rest| rest.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']))
        .unwrap_or(cell)
}
