//! Review sheets to print, one a page: the whole text with the findings in the margin beside their place, its sources,
//! and fields to fill in; and the list of them by reviewer.
//!
//! `sheet.html` and `sheets.html` are the pages, `sheet.css` their look. Where the files go is decided by the command.

use std::io::Write;
use std::ops::Range;

use anyhow::Result;
use askama::Template;

use super::evidence::{Told, elsewhere};
use super::report::{audit_nonce, title};
use super::wording::{self, Piece, counted, day, number_of};
use crate::audit::{Audit, Finding, ReviewSheet, SheetBlock, Standing};
use crate::content::{Block, BlockKind, Label};
use crate::output::document::{BASE, followed, write_document};
use crate::output::sanitize;
use crate::output::sanitize::one_line;

#[derive(Template)]
#[template(path = "sheet.html")]
struct Sheet<'a> {
    nonce: &'a str,
    style: String,
    title: String,
    link: &'a str,
    edit_link: &'a str,
    address: String,
    above: String,
    day: String,
    status: &'static str,
    class: &'static str,
    reviewed: String,
    reviewer: String,
    due: String,
    edited: String,
    words: String,
    description: String,
    notes: Vec<Note>,
    text: Vec<Row>,
    sources: Vec<Row>,
    newest: Option<i16>,
}

/// A block of the text, set as what it is.
struct Row {
    shape: Shape,
    spans: Vec<Span>,
    images: Vec<String>,
    notes: Vec<Note>,
    /// It is the first, or the last, of items that belong together.
    opens: bool,
    closes: bool,
}

#[derive(Clone, PartialEq, Eq)]
enum Shape {
    Heading(u8),
    Item { depth: u8, mark: String },
    TableRow,
    Plain(&'static str),
}

impl Shape {
    fn is_item(&self) -> bool {
        matches!(self, Shape::Item { .. })
    }
}

/// A stretch of a block's text.
struct Span {
    text: String,
    mark: bool,
    /// Put there for reading: the name of a column.
    added: bool,
    href: String,
}

/// A finding in the margin.
struct Note {
    severity: &'static str,
    check: String,
    status: &'static str,
    pieces: Vec<Piece>,
    action: Vec<Piece>,
    elsewhere: Vec<Told>,
}

/// What all sheets of an audit have in common.
pub struct SheetHead {
    day: String,
    nonce: String,
    title: String,
}

/// The sheets of one reviewer.
#[derive(Debug)]
pub struct ReviewerSheets<'a> {
    /// As the pages name them.
    pub reviewer: String,
    /// In the order in which they should be looked at.
    pub sheets: Vec<ListedSheet<'a>>,
}

/// A sheet in the list.
#[derive(Debug)]
pub struct ListedSheet<'a> {
    /// Its page.
    pub standing: &'a Standing,
    /// Its file, as seen from the list.
    pub file: String,
    /// Number of findings.
    pub findings: usize,
}

#[derive(Template)]
#[template(path = "sheets.html")]
struct List<'a> {
    nonce: &'a str,
    style: String,
    title: &'a str,
    day: &'a str,
    totals: String,
    reviewers: Vec<Reviewer>,
}

struct Reviewer {
    name: String,
    number: String,
    rows: Vec<ListRow>,
}

struct ListRow {
    file: String,
    title: String,
    above: String,
    status: &'static str,
    class: &'static str,
    reviewed: String,
    due: String,
    findings: String,
}

impl SheetHead {
    /// What the sheets of this audit have in common.
    ///
    /// # Errors
    /// If the audit cannot be written.
    pub fn of(audit: &Audit) -> Result<SheetHead> {
        Ok(SheetHead { day: day(audit.as_of), nonce: audit_nonce(audit)?, title: title("Pages due for review", audit) })
    }
}

/// Writes the sheet of a page.
///
/// # Errors
/// If the writer fails.
pub fn sheet_html(head: &SheetHead, sheet: &ReviewSheet<'_>, to: &mut dyn Write) -> Result<()> {
    let standing = sheet.standing;
    let text = |value: Option<String>| value.unwrap_or_else(|| "not stated".to_owned());
    let (sources, body): (Vec<&SheetBlock<'_>>, Vec<&SheetBlock<'_>>) =
        sheet.blocks.iter().partition(|it| it.label == Label::References);
    let sheet = Sheet {
        nonce: &head.nonce,
        style: format!("{BASE}{}", include_str!("sheet.css")),
        title: one_line(wording::title(&standing.title, &standing.link)),
        link: followed(&standing.link),
        edit_link: followed(&sheet.edit_link),
        address: one_line(&standing.link),
        above: one_line(&wording::trail(&standing.breadcrumb)),
        day: head.day.clone(),
        status: wording::standing(standing.status),
        class: standing.status.as_str(),
        reviewed: text(standing.reviewed.map(|date| date.in_words())),
        reviewer: text(standing.reviewer.as_deref().map(one_line)),
        due: text(standing.due.map(day)),
        edited: text(standing.edited.map(day)),
        words: number_of(standing.words as usize),
        description: one_line(sheet.description.unwrap_or_default()),
        notes: sheet.findings.iter().map(|finding| note(finding, true)).collect(),
        text: rows(&body),
        sources: rows(&sources),
        newest: standing.newest_source,
    };
    write_document(&sheet, to)
}

/// Writes the list of all sheets.
///
/// # Errors
/// If the writer fails.
pub fn sheets_html(head: &SheetHead, reviewers: &[ReviewerSheets<'_>], to: &mut dyn Write) -> Result<()> {
    let number = reviewers.iter().map(|it| it.sheets.len()).sum();
    let list = List {
        nonce: &head.nonce,
        style: format!("{BASE}{}", include_str!("sheet.css")),
        title: &head.title,
        day: &head.day,
        totals: format!("{} for {}", counted(number, "page"), counted(reviewers.len(), "reviewer")),
        reviewers: reviewers
            .iter()
            .map(|it| Reviewer {
                name: one_line(&it.reviewer),
                number: counted(it.sheets.len(), "page"),
                rows: it.sheets.iter().map(list_row).collect(),
            })
            .collect(),
    };
    write_document(&list, to)
}

fn list_row(listed: &ListedSheet<'_>) -> ListRow {
    let standing = listed.standing;
    ListRow {
        file: listed.file.clone(),
        title: one_line(wording::title(&standing.title, &standing.link)),
        above: one_line(&wording::trail(&standing.breadcrumb)),
        status: wording::standing(standing.status),
        class: standing.status.as_str(),
        reviewed: standing.reviewed.map(|date| date.in_words()).unwrap_or_default(),
        due: standing.due.map(day).unwrap_or_default(),
        findings: number_of(listed.findings),
    }
}

/// `with_sentence` where the place itself cannot be marked.
fn note(finding: &Finding, with_sentence: bool) -> Note {
    let sentence = finding.sentence.as_deref().filter(|_| with_sentence);
    Note {
        severity: finding.severity.as_str(),
        check: finding.check.clone(),
        status: finding.status.map(wording::status).unwrap_or_default(),
        pieces: sentence.map(|it| wording::pieces(it, &finding.marks)).unwrap_or_default(),
        action: wording::with_code(&finding.action),
        elsewhere: elsewhere(finding),
    }
}

fn rows(blocks: &[&SheetBlock<'_>]) -> Vec<Row> {
    let mut rows: Vec<Row> = blocks
        .iter()
        .map(|it| Row {
            shape: shape(&it.block),
            spans: spans(&it.block, &it.marks),
            images: it.block.images.iter().map(image).collect(),
            notes: it.findings.iter().map(|finding| note(finding, !is_in(finding, &it.block))).collect(),
            opens: false,
            closes: false,
        })
        .filter(|row| !row.spans.is_empty() || !row.images.is_empty() || !row.notes.is_empty())
        .collect();
    let items: Vec<bool> = rows.iter().map(|row| row.shape.is_item()).collect();
    let is_item = |at: Option<usize>| at.and_then(|at| items.get(at)).copied().unwrap_or(false);
    for (at, row) in rows.iter_mut().enumerate().filter(|(at, _)| is_item(Some(*at))) {
        row.opens = !is_item(at.checked_sub(1));
        row.closes = !is_item(at.checked_add(1));
    }
    rows
}

/// Whether a finding's sentence is in the block, where it is marked.
fn is_in(finding: &Finding, block: &Block) -> bool {
    finding.sentence.as_deref().is_none_or(|sentence| block.text.contains(sentence))
}

fn shape(block: &Block) -> Shape {
    match block.kind {
        // The page's title is the sheet's first heading, and “Text” its second.
        BlockKind::Heading(level) => Shape::Heading((level + 1).clamp(3, 6)),
        BlockKind::Summary => Shape::Heading(4),
        BlockKind::ListItem { depth, number } => {
            let mark = number.map_or_else(|| "•".to_owned(), |number| format!("{number}."));
            Shape::Item { depth: depth.clamp(1, 6), mark }
        }
        BlockKind::TableRow => Shape::TableRow,
        BlockKind::Paragraph => Shape::Plain("paragraph"),
        BlockKind::Term => Shape::Plain("term"),
        BlockKind::Definition => Shape::Plain("definition"),
        BlockKind::Caption => Shape::Plain("caption"),
        BlockKind::Quote => Shape::Plain("quote"),
        BlockKind::Preformatted => Shape::Plain("preformatted"),
    }
}

fn image(image: &crate::content::Image) -> String {
    let path = image.source.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path);
    let alt = match image.alt.as_deref().map(str::trim) {
        None => "no text for it".to_owned(),
        Some("") => "decoration".to_owned(),
        Some(alt) => format!("“{alt}”"),
    };
    one_line(&format!("Image {name}: {alt}"))
}

/// A block's text cut where a mark, a link or what was put there for reading begins or ends.
fn spans(block: &Block, marks: &[Range<usize>]) -> Vec<Span> {
    let text = block.text.as_str();
    let range = |range: &Range<u32>| range.start as usize..range.end as usize;
    let mut cuts: Vec<usize> = vec![0, text.len()];
    let runs = block.runs.iter().map(|run| range(&run.range));
    let links = block.links.iter().map(|link| range(&link.range));
    cuts.extend(marks.iter().cloned().chain(runs.clone()).chain(links).flat_map(|it| [it.start, it.end]));
    cuts.retain(|&cut| cut <= text.len() && text.is_char_boundary(cut));
    cuts.sort_unstable();
    cuts.dedup();
    let is_row = block.kind == BlockKind::TableRow && !block.runs.is_empty();
    cuts.windows(2)
        .filter_map(|pair| {
            let &[start, end] = pair else { return None };
            let link = block.links.iter().find(|link| range(&link.range).contains(&start));
            Some(Span {
                text: sanitize(text.get(start..end)?).into_owned(),
                mark: marks.iter().any(|mark| mark.contains(&start)),
                added: is_row && !runs.clone().any(|run| run.contains(&start)),
                href: link.map(|link| followed(&link.target).to_owned()).unwrap_or_default(),
            })
        })
        .collect()
}
