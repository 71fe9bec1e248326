//! Acronyms with several meanings, and names that pages propose, each as text for people and programs.

use std::io::Write;

use anyhow::Result;
use serde_json::{Value, json};

use super::sanitize::{one_line, sanitize};
use crate::index::PageEntry;
use crate::search::AmbiguousAcronym;
use crate::vocabulary::mine::{Proposal, line};

/// Writes the acronyms with the pages of each meaning.
///
/// # Errors
/// If the writer fails.
pub fn meanings_text(all: &[AmbiguousAcronym<'_>], to: &mut dyn Write) -> Result<()> {
    if all.is_empty() {
        writeln!(to, "No acronym on this site has several meanings.")?;
    }
    for (nth, acronym) in all.iter().enumerate() {
        if nth > 0 {
            writeln!(to)?;
        }
        writeln!(to, "{}", sanitize(acronym.acronym))?;
        for (meaning, pages) in &acronym.meanings {
            writeln!(to, "  {}: {}", sanitize(meaning), count(pages.len()))?;
            write_pages(pages, to)?;
        }
        if !acronym.undecided.is_empty() {
            writeln!(to, "  not shown which: {}", count(acronym.undecided.len()))?;
            write_pages(&acronym.undecided, to)?;
        }
    }
    Ok(())
}

fn write_pages(pages: &[&PageEntry], to: &mut dyn Write) -> Result<()> {
    for page in pages {
        writeln!(to, "    {}  {}", sanitize(&page.facts.title), sanitize(&page.facts.link))?;
    }
    Ok(())
}

fn count(pages: usize) -> String {
    if pages == 1 { "1 page".to_owned() } else { format!("{pages} pages") }
}

/// The same as one object.
///
/// # Errors
/// If the writer fails.
pub fn meanings_json(all: &[AmbiguousAcronym<'_>], to: &mut dyn Write) -> Result<()> {
    let pages = |pages: &[&PageEntry]| -> Vec<Value> {
        let each = pages.iter().map(|page| &page.facts);
        each.map(|facts| json!({ "id": facts.id, "title": facts.title, "link": facts.link })).collect()
    };
    let acronyms: Vec<Value> = all
        .iter()
        .map(|it| {
            let meanings = it.meanings.iter().map(|(concept, of)| json!({ "concept": concept, "pages": pages(of) }));
            json!({ "acronym": it.acronym, "meanings": meanings.collect::<Vec<_>>(), "undecided": pages(&it.undecided) })
        })
        .collect();
    super::json(&json!({ "version": 1, "acronyms": acronyms }), to)
}

/// Writes proposals as a vocabulary file, with their evidence in comments; what conflicts is a comment itself.
///
/// # Errors
/// If the writer fails.
pub fn proposals(all: &[Proposal], to: &mut dyn Write) -> Result<()> {
    writeln!(to, "# Names that the site's pages give, as `vademecum synonyms mine` found them.")?;
    writeln!(to, "# Acronyms are in use already. The other lines are proposals: they count only once they")?;
    writeln!(to, "# stand in the site's vocabulary file, and a person has read them.")?;
    for proposal in all {
        let said = if proposal.pages == 1 { "1 page says" } else { "pages say" };
        let said = if proposal.pages == 1 { said.to_owned() } else { format!("{} {said}", proposal.pages) };
        writeln!(to, "\n# {said} so; the first is <{}>", one_line(&proposal.link))?;
        writeln!(to, "# “{}”", one_line(&proposal.sentence))?;
        if !proposal.also_means.is_empty() {
            let (other, means) = (one_line(&proposal.other), one_line(&proposal.also_means.join(", ")));
            writeln!(to, "# the vocabulary has {other} as {means}: this is one meaning more")?;
        }
        let block = line(proposal.kind, &proposal.name, &proposal.other);
        match &proposal.conflict {
            None => write!(to, "{}", sanitize(&block))?,
            Some(conflict) => {
                writeln!(to, "# conflict, so not a line: {}", one_line(conflict))?;
                let names = block.lines().next_back().unwrap_or_default();
                writeln!(to, "#- {}", one_line(names))?;
            }
        }
    }
    Ok(())
}
