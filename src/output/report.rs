//! The report of a build as text for people.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;

use super::sanitize;
use crate::index::BuildReport;

/// Pages named for each reason before the rest is counted.
const NAMED: usize = 5;

/// Writes counts, pages left out by reason, and warnings.
///
/// # Errors
/// If the writer fails.
pub fn report_text(report: &BuildReport, every: bool, to: &mut dyn Write) -> Result<()> {
    let pages = &report.pages;
    writeln!(
        to,
        "{} pages, {} passages in {:.1} s: {} new, {} changed, {} as they were, {} removed, {} skipped",
        report.total(),
        report.passages,
        report.seconds,
        pages.indexed,
        pages.updated,
        pages.unchanged,
        pages.removed,
        pages.skipped
    )?;
    let mut reasons: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for skipped in &report.skipped {
        let title = if skipped.title.is_empty() { "without a title" } else { &skipped.title };
        let id = skipped.id.map(|id| format!(" (id {id})")).unwrap_or_default();
        reasons.entry(&skipped.reason).or_default().push(format!("{title}{id} in {}", skipped.source));
    }
    for (reason, named) in reasons {
        writeln!(to, "skipped, {}:", sanitize(reason))?;
        let shown = if every { named.len() } else { NAMED };
        for name in named.iter().take(shown) {
            writeln!(to, "  {}", sanitize(name))?;
        }
        if named.len() > shown {
            writeln!(to, "  … and {} more (`--format json` names them all)", named.len() - shown)?;
        }
    }
    if report.resumed > 0 {
        writeln!(to, "an interrupted build had done {} of them", report.resumed)?;
    }
    for warning in report.warnings.iter().filter(|warning| !report.unread.contains(&warning.text)) {
        writeln!(to, "warning: {}", sanitize(&warning.text))?;
    }
    for unread in &report.unread {
        writeln!(to, "could not read: {}", sanitize(unread))?;
    }
    if !report.unread.is_empty() {
        writeln!(to, "{}, because not everything could be read", removed(pages.removed))?;
    }
    Ok(())
}

/// What was removed of a run that may remove nothing but what it must.
fn removed(pages: usize) -> &'static str {
    if pages == 0 { "nothing was removed" } else { "nothing was removed but what is withheld, hidden or replaced" }
}
