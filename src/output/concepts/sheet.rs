//! The vocabulary as one page to read on paper: a clinician ticks what is right, strikes out what is not, and signs.

use std::io::Write;

use anyhow::Result;
use askama::Template;

use super::{said, sources};
use crate::index::Listed;
use crate::output::document::{BASE, followed, nonce, write_document};
use crate::output::sanitize::one_line;
use crate::vocabulary::Relation;

/// What stands at the head of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The site's address, or what else the list is of.
    pub site: String,
    /// The day it is printed, as `2026-11-23`.
    pub date: String,
    /// Only what touches the site's pages is listed.
    pub used: bool,
}

#[derive(Template)]
#[template(path = "sheet_to_sign.html")]
struct Page<'a> {
    nonce: String,
    style: String,
    title: String,
    date: String,
    which: &'static str,
    entries: usize,
    approved: usize,
    sections: Vec<Section<'a>>,
}

/// Entries of one relation.
struct Section<'a> {
    heading: &'static str,
    explained: &'static str,
    rows: Vec<Row<'a>>,
}

struct Row<'a> {
    names: String,
    pages: String,
    sentence: String,
    page: String,
    link: &'a str,
    source: String,
    approved: Option<String>,
}

/// Writes the entries as a page to sign.
///
/// # Errors
/// If the writer fails.
pub fn concepts_html(sheet: &Sheet, listed: &[Listed], to: &mut dyn Write) -> Result<()> {
    let relations = [Relation::Same, Relation::Narrower, Relation::Superseded, Relation::Acronym, Relation::Never];
    let sections = relations.into_iter().map(|relation| section(relation, listed));
    let page = Page {
        nonce: nonce(&(&sheet.site, &sheet.date, listed))?,
        style: format!("{BASE}{}", include_str!("sheet_to_sign.css")),
        title: one_line(&format!("Vocabulary of {}", sheet.site)),
        date: one_line(&sheet.date),
        which: if sheet.used { "what touches the pages of this site" } else { "the whole vocabulary" },
        entries: listed.len(),
        approved: listed.iter().filter(|it| it.approved.is_some()).count(),
        sections: sections.filter(|section| !section.rows.is_empty()).collect(),
    };
    write_document(&page, to)
}

fn section(relation: Relation, listed: &[Listed]) -> Section<'_> {
    let (heading, explained) = match relation {
        Relation::Same => ("Mean the same", "Whoever asks for one of these names finds them all."),
        Relation::Narrower => {
            ("Examples", "Whoever asks for the name before ⊃ also finds the examples after it, but no other way round.")
        }
        Relation::Superseded => ("Names of old", "The old name before → finds the one after it, which is shown."),
        Relation::Acronym => {
            ("Acronyms with several meanings", "On each page the page itself decides which one is meant.")
        }
        Relation::Never => ("Kept apart", "These are never taken for each other, not even where one is misspelt."),
    };
    Section { heading, explained, rows: listed.iter().filter(|it| it.relation == relation).map(row).collect() }
}

fn row(it: &Listed) -> Row<'_> {
    Row {
        names: one_line(&said(it.relation, &it.names)),
        pages: it.pages.map(|pages| pages.to_string()).unwrap_or_default(),
        sentence: one_line(it.sentence.as_deref().unwrap_or_default()),
        page: one_line(it.page.as_deref().unwrap_or_default()),
        link: it.link.as_deref().map_or("", followed),
        source: sources(it),
        approved: it.approved.as_ref().map(|approval| one_line(&format!("{}, {}", approval.by, approval.on))),
    }
}
