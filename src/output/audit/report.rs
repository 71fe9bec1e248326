//! An audit as one page of HTML to hand on: totals, two pictures with their tables, and every finding.
//!
//! It holds all it needs and asks nobody for anything. `report.html` is the page, `report.css` its look, `report.js` what
//! sorts and filters; a list without script is whole. A policy in the page's head lets run only what has the page's own
//! nonce, so that nothing of a site's text could run even where an escape was forgotten.

use std::collections::{BTreeSet, HashMap};
use std::io::Write;

use anyhow::Result;
use askama::Template;
use jiff::ToSpan;

use super::by_page::by_page;
use super::charts::{self, Ages, STANDINGS, SectionBar};
use super::evidence::{Told, told};
use super::register::findings_of;
use super::wording::{self, Piece, counted, day};
use crate::audit::{Audit, Finding, Severity, check_named};
use crate::content::Freshness;
use crate::output::document::{self, BASE, followed, write_document};
use crate::output::sanitize::one_line;

#[derive(Template)]
#[template(path = "report.html")]
struct Report<'a> {
    nonce: String,
    style: String,
    script: &'static str,
    title: String,
    as_of: String,
    day: String,
    totals: String,
    against: Option<String>,
    exempt: Option<String>,
    until: String,
    served: Option<&'a ServedAudit<'a>>,
    cards: Vec<Card>,
    legend: Vec<Key>,
    ages: Ages,
    sections: Vec<SectionBar>,
    checks: Vec<CheckRow<'a>>,
    severities: Vec<Severity>,
    found_by: BTreeSet<&'a str>,
    rows: Vec<Row<'a>>,
    gone: Vec<Named>,
    accepted: Vec<Named>,
    unchecked: Vec<Named>,
}

/// What the page says beside the audit where it is served.
#[derive(Debug, Clone, Copy)]
pub struct ServedAudit<'a> {
    /// The audit's other forms: names and addresses.
    pub downloads: &'a [(&'a str, String)],
    /// As of which day the site is shown, in words.
    pub copy: &'a str,
    /// That is long ago.
    pub old: bool,
}

/// A number with its words.
struct Card {
    class: &'static str,
    number: String,
    words: &'static str,
}

/// What a colour of the pictures means; `name` heads its column in their tables.
pub(super) struct Key {
    pub(super) class: &'static str,
    pub(super) words: &'static str,
    pub(super) name: &'static str,
}

struct CheckRow<'a> {
    name: &'a str,
    number: String,
    looks_for: Vec<Piece>,
}

/// A check or finding by its name, and what is told of it.
struct Named {
    name: String,
    text: String,
}

struct Row<'a> {
    id: &'a str,
    severity: &'static str,
    check: &'a str,
    status: &'static str,
    title: String,
    link: &'a str,
    edit_link: &'a str,
    facts: String,
    pieces: Vec<Piece>,
    section: String,
    url: &'a str,
    action: Vec<Piece>,
    evidence: Vec<Told>,
    links: u32,
}

/// Writes the page.
///
/// # Errors
/// If the writer fails.
pub fn audit_html(audit: &Audit, to: &mut dyn Write) -> Result<()> {
    served_audit_html(audit, None, to)
}

/// The same where it is served.
///
/// # Errors
/// If the writer fails.
pub fn served_audit_html(audit: &Audit, served: Option<&ServedAudit<'_>>, to: &mut dyn Write) -> Result<()> {
    let pages = by_page(audit);
    let facts: HashMap<(&str, u64), String> = pages
        .iter()
        .map(|page| ((page.page.link.as_str(), page.page.id), one_line(&page.facts().join(" · "))))
        .collect();
    let named = |name: &str, text: &str| Named { name: one_line(name), text: one_line(text) };
    let looks_for = |name: &str| wording::with_code(check_named(name).map_or("", |check| check.looks_for));
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let report = Report {
        nonce: audit_nonce(audit)?,
        style: format!("{BASE}{}", include_str!("report.css")),
        script: include_str!("report.js"),
        title: title("Pages to look at", audit),
        as_of: audit.as_of.to_string(),
        day: day(audit.as_of),
        totals: wording::totals(audit, pages.len()),
        against: wording::against(audit),
        exempt: (audit.exempt > 0).then(|| counted(audit.exempt, "page")),
        until: audit.as_of.saturating_add(6.months()).to_string(),
        served,
        cards: cards(audit, pages.len()),
        legend: legend(),
        ages: charts::ages(audit),
        sections: charts::sections(audit, &findings_of(audit)),
        checks: audit
            .checks
            .iter()
            .map(|&name| CheckRow {
                name,
                number: wording::number_of(audit.counts.get(name).copied().unwrap_or(0)),
                looks_for: looks_for(name),
            })
            .collect(),
        severities: severities.into_iter().filter(|it| audit.findings.iter().any(|one| one.severity == *it)).collect(),
        found_by: audit.findings.iter().map(|finding| finding.check.as_str()).collect(),
        rows: audit.findings.iter().map(|finding| row(finding, &facts)).collect(),
        gone: audit
            .gone
            .iter()
            .flatten()
            .map(|it| {
                let sentence = it.sentence.as_deref().map(|text| format!(": “{text}”")).unwrap_or_default();
                named(&it.check, &format!("{}{sentence}", wording::title(&it.page.title, &it.page.link)))
            })
            .collect(),
        accepted: audit
            .accepted
            .iter()
            .map(|it| {
                let page = wording::title(&it.finding.page.title, &it.finding.page.link);
                named(&it.finding.id, &format!("{page}, {}", wording::answered(it)))
            })
            .collect(),
        unchecked: audit.unchecked.iter().map(|it| named(&it.check, &it.text)).collect(),
    };
    write_document(&report, to)
}

/// The hash of what the audit says: the same audit makes the same page, and no text of a page can know it.
///
/// # Errors
/// If the audit cannot be written.
pub fn audit_nonce(audit: &Audit) -> Result<String> {
    document::nonce(&(audit, &audit.standings))
}

/// What a page is, and of which sites.
pub(super) fn title(what: &str, audit: &Audit) -> String {
    let hosts = audit.sites.iter().map(|site| site.split_once("://").map_or(site.as_str(), |(_, rest)| rest));
    let hosts = hosts.collect::<Vec<_>>().join(", ");
    one_line(&if hosts.is_empty() { what.to_owned() } else { format!("{what} on {hosts}") })
}

/// The ways in which a review may stand.
pub(super) fn legend() -> Vec<Key> {
    let name = |status| match status {
        Freshness::Reviewed => "Up to date",
        Freshness::Due => "Due soon",
        Freshness::Overdue => "Overdue",
        Freshness::Unverified => "No date",
    };
    let key = |status: Freshness| Key { class: status.as_str(), words: wording::standing(status), name: name(status) };
    STANDINGS.into_iter().map(key).collect()
}

fn cards(audit: &Audit, pages: usize) -> Vec<Card> {
    let words = |number: usize, one, many| if number == 1 { one } else { many };
    let mut cards = vec![
        Card { class: "", number: wording::number_of(audit.pages), words: words(audit.pages, "page", "pages") },
        Card { class: "", number: wording::number_of(pages), words: words(pages, "has findings", "have findings") },
    ];
    for (status, number) in STANDINGS.into_iter().zip(charts::standings(audit)) {
        let number = wording::number_of(number);
        cards.push(Card { class: status.as_str(), number, words: wording::standing(status) });
    }
    cards
}

fn row<'a>(finding: &'a Finding, facts: &HashMap<(&str, u64), String>) -> Row<'a> {
    let page = &finding.page;
    Row {
        id: &finding.id,
        severity: finding.severity.as_str(),
        check: &finding.check,
        status: finding.status.map(wording::status).unwrap_or_default(),
        title: one_line(wording::title(&page.title, &page.link)),
        link: followed(&page.link),
        edit_link: followed(&page.edit_link),
        facts: facts.get(&(page.link.as_str(), page.id)).cloned().unwrap_or_default(),
        pieces: finding.sentence.as_deref().map(|it| wording::pieces(it, &finding.marks)).unwrap_or_default(),
        section: one_line(&wording::trail(&finding.section)),
        url: followed(&finding.url),
        action: wording::with_code(&finding.action),
        evidence: told(&finding.evidence),
        links: finding.linked_from,
    }
}
