//! The vocabulary for its owners: what is listed, checked and explained, as text, and as CSV for a spreadsheet.

mod sheet;

use std::io::Write;

use anyhow::{Context, Result};

use super::records::harmless;
use super::sanitize;
use crate::index::Listed;
use crate::vocabulary::{Checked, ExplainedName, Meaning, Relation, SourceKind};
pub use sheet::{Sheet, concepts_html};

/// The names of an entry as a sentence of signs: `a = b`, `a ⊃ b, c`, `a → b`, `a: b or c`, `a ≠ b`.
fn said(relation: Relation, names: &[String]) -> String {
    let (first, rest) = names.split_first().map_or(("", names), |(first, rest)| (first.as_str(), rest));
    match relation {
        Relation::Same => names.join(" = "),
        Relation::Narrower => format!("{first} ⊃ {}", rest.join(", ")),
        Relation::Superseded => format!("{first} → {}", rest.join(", ")),
        Relation::Acronym => format!("{first}: {}", rest.join(" or ")),
        Relation::Never => names.join(" ≠ "),
    }
}

/// What a relation is called.
fn called(relation: Relation) -> &'static str {
    match relation {
        Relation::Same => "same",
        Relation::Narrower => "narrower",
        Relation::Superseded => "superseded",
        Relation::Acronym => "acronym",
        Relation::Never => "never",
    }
}

/// What a source is called.
fn source_name(kind: SourceKind) -> &'static str {
    match kind {
        SourceKind::Builtin => "built in",
        SourceKind::File => "file",
        SourceKind::Mined => "mined",
    }
}

fn sources(listed: &Listed) -> String {
    listed.source.iter().map(|&kind| source_name(kind)).collect::<Vec<_>>().join(", ")
}

/// Writes one entry after the other.
///
/// # Errors
/// If the writer fails.
pub fn concepts_text(listed: &[Listed], to: &mut dyn Write) -> Result<()> {
    let mut relation = None;
    for it in listed {
        if relation != Some(it.relation) {
            if relation.is_some() {
                writeln!(to)?;
            }
            writeln!(to, "# {}", called(it.relation))?;
            relation = Some(it.relation);
        }
        write!(to, "{}", sanitize(&said(it.relation, &it.names)))?;
        write!(to, "  [{}", sources(it))?;
        match it.pages {
            Some(1) => write!(to, "; 1 page")?,
            Some(pages) => write!(to, "; {pages} pages")?,
            None => {}
        }
        match &it.approved {
            Some(approval) => writeln!(to, "; approved by {} on {}]", sanitize(&approval.by), approval.on)?,
            None => writeln!(to, "]")?,
        }
        if let Some(sentence) = &it.sentence {
            writeln!(to, "    {}", sanitize(sentence))?;
        }
    }
    Ok(())
}

/// Writes the entries as CSV, with a header.
///
/// # Errors
/// If the writer fails.
pub fn concepts_csv(listed: &[Listed], to: &mut dyn Write) -> Result<()> {
    let mut writer = ::csv::Writer::from_writer(to);
    let header =
        ["relation", "names", "source", "lines", "pages", "sentence", "page", "link", "approved by", "approved on"];
    writer.write_record(header).context("could not write CSV")?;
    for it in listed {
        let record = [
            called(it.relation).to_owned(),
            it.names.join("; "),
            sources(it),
            it.lines.join("; "),
            it.pages.map(|pages| pages.to_string()).unwrap_or_default(),
            it.sentence.clone().unwrap_or_default(),
            it.page.clone().unwrap_or_default(),
            it.link.clone().unwrap_or_default(),
            it.approved.as_ref().map(|approval| approval.by.clone()).unwrap_or_default(),
            it.approved.as_ref().map(|approval| approval.on.to_string()).unwrap_or_default(),
        ];
        writer.write_record(record.iter().map(|cell| harmless(cell))).context("could not write CSV")?;
    }
    writer.flush().context("could not write CSV")
}

/// Writes what a check of a file found.
///
/// # Errors
/// If the writer fails.
pub fn checked_text(file: &str, checked: &Checked, to: &mut dyn Write) -> Result<()> {
    for fault in &checked.faults {
        writeln!(
            to,
            "{}: faulty: {}",
            sanitize(&format!("{}:{}", fault.source, fault.line)),
            sanitize(&fault.problem)
        )?;
    }
    for warning in &checked.warnings {
        let place = format!("{file}:{}", warning.line);
        writeln!(to, "{}: {}: {}", sanitize(&place), warning.code, sanitize(&warning.text))?;
    }
    if checked.lines == 0 && checked.faults.is_empty() {
        writeln!(to, "{}: it holds no line, so it names nothing", sanitize(file))?;
        return Ok(());
    }
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    writeln!(
        to,
        "{}: {}, {} approved; {}, {}",
        sanitize(file),
        counted(checked.lines, "line"),
        checked.approved,
        counted(checked.faults.len(), "fault"),
        counted(checked.warnings.len(), "warning")
    )?;
    Ok(())
}

/// Writes what a text is understood as.
///
/// # Errors
/// If the writer fails.
pub fn explained_text(explained: &[ExplainedName], to: &mut dyn Write) -> Result<()> {
    if explained.is_empty() {
        writeln!(to, "no name of the vocabulary stands in it; it is searched for by its words")?;
    }
    for name in explained {
        let inside = if name.nested { "  (inside the name before)" } else { "" };
        writeln!(to, "{}{inside}", sanitize(&name.text))?;
        if name.acronym && !name.sure {
            writeln!(to, "    perhaps the acronym {}; it counts half", sanitize(&name.name))?;
        }
        if name.meanings.len() > 1 {
            writeln!(to, "    has {} meanings, decided page by page:", name.meanings.len())?;
        }
        for meaning in &name.meanings {
            explained_meaning(meaning, to)?;
        }
        if !name.never.is_empty() {
            writeln!(to, "    never: {}", sanitize(&name.never.join(", ")))?;
        }
    }
    Ok(())
}

fn explained_meaning(meaning: &Meaning, to: &mut dyn Write) -> Result<()> {
    let by = meaning.approved.as_ref().map(|it| format!("; approved by {} on {}", it.by, it.on)).unwrap_or_default();
    let old = if meaning.superseded { ", an old name of it" } else { "" };
    let from = match meaning.source {
        SourceKind::Builtin => meaning.line.clone(),
        kind => format!("{}, {}", source_name(kind), meaning.line),
    };
    writeln!(to, "    {}{old}  [{}]", sanitize(&meaning.concept), sanitize(&format!("{from}{by}")))?;
    let lists = [("also", &meaning.also), ("examples of it", &meaning.narrower), ("an example of", &meaning.broader)];
    for (what, names) in lists {
        if !names.is_empty() {
            writeln!(to, "      {what}: {}", sanitize(&names.join(", ")))?;
        }
    }
    Ok(())
}
