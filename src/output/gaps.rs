//! Gaps for people and spreadsheets: what is asked and not answered, the most frequent first.

use std::io::Write;

use anyhow::{Context, Result};

use super::records::harmless;
use super::sanitize::sanitize;
use crate::questions::{FEWEST_TIMES, Gap, GapKind, Gaps};

/// The kinds in the order they are told in, each with what an editor does about it.
const KINDS: [(GapKind, &str); 3] = [
    (GapKind::NoContent, "Nothing on the site: write it, or say who else to ask"),
    (GapKind::OtherWords, "There under other names: use the words people use, or add them to the vocabulary"),
    (GapKind::Misspelling, "Misspelt: the site has it, spelled correctly"),
];

/// Writes gaps for people.
///
/// # Errors
/// If the writer fails.
pub fn gaps_text(gaps: &Gaps, to: &mut dyn Write) -> Result<()> {
    write_text(gaps, to).context("could not write the gaps")
}

fn write_text(gaps: &Gaps, to: &mut dyn Write) -> std::io::Result<()> {
    for (kind, what_to_do) in KINDS {
        let of_kind: Vec<&Gap> = gaps.gaps.iter().filter(|gap| gap.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        writeln!(to, "{what_to_do}")?;
        for gap in of_kind {
            one(gap, to)?;
        }
        writeln!(to)?;
    }
    let span = gaps.days.map(|(first, last)| format!(" from {first} to {last}")).unwrap_or_default();
    writeln!(to, "{}{span}, {} answered fully", counted(gaps.questions, "question", "questions"), gaps.answered)?;
    for (number, one, more, what) in [
        (gaps.rare, "gap was", "gaps were", format!("asked for fewer than {FEWEST_TIMES} times, too few to be told")),
        (gaps.filled, "gap is", "gaps are", "answered by now".to_owned()),
        (gaps.untold, "question", "questions", "without a full answer had words that are not kept".to_owned()),
    ] {
        if number > 0 {
            writeln!(to, "  {} {what}", counted(number, one, more))?;
        }
    }
    Ok(())
}

fn counted(number: usize, one: &str, more: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { more })
}

fn one(gap: &Gap, to: &mut dyn Write) -> std::io::Result<()> {
    writeln!(to, "  {:>4} ×  {}", gap.times, sanitize(&gap.asked))?;
    if !gap.with.is_empty() {
        writeln!(to, "          with {}", sanitize(&gap.with.join(", ")))?;
    }
    if let Some(name) = &gap.site_says {
        writeln!(to, "          the site says “{}”", sanitize(name))?;
    }
    if let Some(page) = &gap.nearest {
        writeln!(to, "          nearest: {} {}", sanitize(&page.title), sanitize(&page.link))?;
    }
    Ok(())
}

/// Writes gaps as CSV with a header; a cell that a spreadsheet would run as a formula gets an apostrophe in front.
///
/// # Errors
/// If the writer fails.
pub fn gaps_csv(gaps: &Gaps, to: &mut dyn Write) -> Result<()> {
    let mut writer = ::csv::Writer::from_writer(to);
    let header = ["kind", "asked", "times", "days", "last", "with", "site says", "nearest page", "link"];
    writer.write_record(header).context("could not write CSV")?;
    for gap in &gaps.gaps {
        let page = |part: fn(&crate::questions::Nearest) -> &str| gap.nearest.as_ref().map(part).unwrap_or_default();
        let record = [
            gap.kind.as_str(),
            &gap.asked,
            &gap.times.to_string(),
            &gap.days.to_string(),
            &gap.last.to_string(),
            &gap.with.join(", "),
            gap.site_says.as_deref().unwrap_or_default(),
            page(|page| &page.title),
            page(|page| &page.link),
        ];
        writer.write_record(record.map(harmless)).context("could not write CSV")?;
    }
    writer.flush().context("could not write CSV")
}
