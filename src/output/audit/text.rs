//! An audit as text for people: the pages, worst first, each with its findings, sentences and what to do.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;

use crate::audit::{Audit, Check, Finding, Severity};
use crate::output::sanitize;

/// Writes an audit.
///
/// # Errors
/// If the writer fails.
pub fn audit_text(audit: &Audit, width: usize, to: &mut dyn Write) -> Result<()> {
    let _ = width;
    let mut pages: Vec<(&str, Vec<&Finding>)> = Vec::new();
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &audit.findings {
        let link = finding.page.link.as_str();
        let at = *place.entry(link).or_insert_with(|| {
            pages.push((link, Vec::new()));
            pages.len() - 1
        });
        if let Some((_, findings)) = pages.get_mut(at) {
            findings.push(finding);
        }
    }
    for (link, findings) in &pages {
        let title = findings.first().map_or("", |finding| finding.page.title.as_str());
        writeln!(to, "{}\n  {}", sanitize(title), sanitize(link))?;
        for finding in findings {
            writeln!(to, "  {} {}: {}", finding.severity, finding.check, sanitize(&finding.action))?;
            if let Some(sentence) = &finding.sentence {
                writeln!(to, "    {}", sanitize(sentence))?;
            }
        }
        writeln!(to)?;
    }
    let of = |severity| audit.findings.iter().filter(|finding| finding.severity == severity).count();
    writeln!(
        to,
        "{} of {} pages have findings on {}: {} errors, {} warnings, {} remarks",
        pages.len(),
        audit.pages,
        audit.as_of,
        of(Severity::Error),
        of(Severity::Warning),
        of(Severity::Info)
    )?;
    for unchecked in &audit.unchecked {
        writeln!(to, "{}", sanitize(&unchecked.text))?;
    }
    Ok(())
}

/// Writes what a check looks for and why.
///
/// # Errors
/// If the writer fails.
pub fn check_text(check: &Check, width: usize, to: &mut dyn Write) -> Result<()> {
    writeln!(to, "{} ({})", check.name, check.severity)?;
    for text in [format!("Looks for {}.", check.looks_for), check.why.to_owned()] {
        writeln!(to, "{}", textwrap::fill(&text, width))?;
    }
    Ok(())
}
