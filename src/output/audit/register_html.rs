//! The register as a page to print and sign: every audited page with its review.

use std::collections::HashMap;
use std::io::Write;

use anyhow::Result;
use askama::Template;

use super::charts::{self, STANDINGS};
use super::register::{Counts, change_at, findings_of};
use super::report::{audit_nonce, title};
use super::wording::{self, counted, day, number_of};
use crate::audit::{Audit, Change, RegisterChanges, Standing};
use crate::output::document::{BASE, followed, write_document};
use crate::output::sanitize::one_line;

#[derive(Template)]
#[template(path = "register.html")]
struct Register<'a> {
    nonce: String,
    style: String,
    title: String,
    as_of: String,
    day: String,
    pages: String,
    standings: String,
    since: Option<String>,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    title: String,
    link: &'a str,
    above: String,
    reviewed: String,
    reviewer: String,
    due: String,
    class: &'static str,
    status: &'static str,
    change: String,
    edited: String,
    sources: u32,
    newest: String,
    words: String,
    findings: usize,
    hash: &'a str,
}

/// Writes the page; held against an earlier register, it says what became of each page since.
///
/// # Errors
/// If the writer fails.
pub fn register_html(audit: &Audit, changes: Option<&RegisterChanges>, to: &mut dyn Write) -> Result<()> {
    let counts = findings_of(audit);
    let change = |place| changes.map(|changes| change_at(changes, place)).unwrap_or_default();
    let there = audit.standings.iter().enumerate().map(|(place, standing)| row(standing, change(place), &counts));
    let gone = changes.into_iter().flat_map(|changes| &changes.gone);
    let gone = gone.map(|standing| row(standing, Change::Gone.as_str().to_owned(), &counts));
    let standings: Vec<String> = STANDINGS
        .into_iter()
        .zip(charts::standings(audit))
        .map(|(status, number)| format!("{} {}", number_of(number), wording::standing(status)))
        .collect();
    let register = Register {
        nonce: audit_nonce(audit)?,
        style: format!("{BASE}{}", include_str!("register.css")),
        title: title("Register of reviews", audit),
        as_of: audit.as_of.to_string(),
        day: day(audit.as_of),
        pages: counted(audit.pages, "page"),
        standings: standings.join(", "),
        since: changes.map(changes_in_words),
        rows: there.chain(gone).collect(),
    };
    write_document(&register, to)
}

/// `Since the register of 1 Aug 2026: 3 pages reviewed, 1 page new.`
#[must_use]
pub fn changes_in_words(changes: &RegisterChanges) -> String {
    let since = changes.since.map(|date| format!(" of {}", day(date))).unwrap_or_default();
    let each = changes.counts.iter().map(|(change, number)| match change {
        Change::ReviewTakenBack => format!("{} whose review was taken back", counted(*number, "page")),
        other => format!("{} {}", counted(*number, "page"), other.as_str()),
    });
    let each: Vec<String> = each.collect();
    let each = if each.is_empty() { "every page is as it was".to_owned() } else { each.join(", ") };
    format!("Since the register{since}: {each}.")
}

fn row<'a>(standing: &'a Standing, change: String, counts: &HashMap<(&str, u64), Counts>) -> Row<'a> {
    let text = |value: Option<String>| value.unwrap_or_default();
    Row {
        title: one_line(wording::title(&standing.title, &standing.link)),
        link: followed(&standing.link),
        above: one_line(&wording::trail(&standing.breadcrumb)),
        reviewed: text(standing.reviewed.map(|date| date.in_words())),
        reviewer: one_line(standing.reviewer.as_deref().unwrap_or_default()),
        due: text(standing.due.map(day)),
        class: standing.status.as_str(),
        status: wording::standing(standing.status),
        change,
        edited: text(standing.edited.map(day)),
        sources: standing.sources,
        newest: text(standing.newest_source.map(|year| year.to_string())),
        words: number_of(standing.words as usize),
        findings: counts.get(&(standing.link.as_str(), standing.id)).map_or(0, |(findings, _)| *findings),
        hash: &standing.text_hash,
    }
}
