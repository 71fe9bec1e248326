//! An audit as text for people: the pages, worst first, each with its findings, sentences and what to do.

use std::io::Write;

use anstyle::{AnsiColor, Color, Style as Ansi};
use anyhow::Result;

use super::by_page::{PageFindings, by_page};
use super::evidence::elsewhere;
use super::wording::{self, counted, day, number_of};
use crate::audit::{Audit, Check, Finding, Severity};
use crate::output::sanitize;
use crate::output::sanitize::one_line;
use crate::output::wrap::{Setting, line, marked, wrap};

/// How an audit is laid out as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditStyle {
    /// Columns of the terminal.
    pub width: usize,
    /// Pages that are written out; `None` for all.
    pub pages: Option<usize>,
}

const TITLE: Ansi = Ansi::new().bold();
const QUIET: Ansi = Ansi::new().dimmed();
const LINK: Ansi = Ansi::new().underline();
const MARK: Ansi = Ansi::new().bold().fg_color(Some(Color::Ansi(AnsiColor::Yellow)));
const PLAIN: Ansi = Ansi::new();
const INDENT: &str = "  ";
const INNER: &str = "      ";

/// Writes an audit.
///
/// # Errors
/// If the writer fails.
pub fn audit_text(audit: &Audit, style: AuditStyle, to: &mut dyn Write) -> Result<()> {
    let pages = by_page(audit);
    let shown = style.pages.unwrap_or(pages.len());
    for page in pages.iter().take(shown) {
        page_text(page, style.width, to)?;
    }
    let hidden = pages.len().saturating_sub(shown);
    if hidden > 0 {
        let (noun, verb) = if hidden == 1 { ("page", "has") } else { ("pages", "have") };
        line(to, QUIET, &format!("{} more {noun} {verb} findings", number_of(hidden)), "", style.width)?;
        writeln!(to)?;
    }
    summary(audit, pages.len(), style.width, to)
}

fn page_text(page: &PageFindings<'_>, width: usize, to: &mut dyn Write) -> Result<()> {
    line(to, TITLE, &one_line(page.title()), "", width)?;
    // A link is never broken over lines: it is there to be clicked.
    for link in [&page.page.link, &page.page.edit_link].into_iter().filter(|link| !link.is_empty()) {
        writeln!(to, "{INDENT}{LINK}{}{LINK:#}", sanitize(link))?;
    }
    let facts = page.facts();
    if !facts.is_empty() {
        line(to, QUIET, &one_line(&facts.join(" · ")), INDENT, width)?;
    }
    for finding in &page.findings {
        writeln!(to)?;
        finding_text(finding, width, to)?;
    }
    writeln!(to).and_then(|()| writeln!(to)).map_err(Into::into)
}

fn finding_text(finding: &Finding, width: usize, to: &mut dyn Write) -> Result<()> {
    let colour = severity_style(finding.severity);
    // The id begins with the check's name.
    let rest = finding.id.strip_prefix(finding.check.as_str()).unwrap_or_default();
    let status = finding.status.map(|status| format!(" · {}", wording::status(status))).unwrap_or_default();
    writeln!(
        to,
        "{INDENT}{colour}{:<7}{colour:#} {TITLE}{}{TITLE:#}{QUIET}{}{status}{QUIET:#}",
        finding.severity.as_str(),
        sanitize(&finding.check),
        sanitize(rest),
    )?;
    if let Some(sentence) = &finding.sentence {
        let setting = Setting { width, first: INNER, rest: INNER, text: PLAIN, mark: MARK };
        let quoted = format!("“{sentence}”");
        let moved: Vec<(u32, u32)> = finding.marks.iter().map(|&(from, to)| (from + 1, to + 1)).collect();
        wrap(to, &marked(&quoted, &moved), setting)?;
    }
    if !finding.section.is_empty() {
        line(to, QUIET, &one_line(&format!("in {}", wording::trail(&finding.section))), INNER, width)?;
    }
    line(to, PLAIN, &one_line(&finding.action), "    → ", width)?;
    for told in elsewhere(finding) {
        for value in &told.values {
            let title = if value.text == value.link { String::new() } else { format!(" {}", value.text) };
            line(to, QUIET, &format!("{}:{title}", told.name), INNER, width)?;
            writeln!(to, "{INNER}{LINK}{}{LINK:#}", value.link)?;
        }
    }
    Ok(())
}

fn severity_style(severity: Severity) -> Ansi {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    Ansi::new().bold().fg_color(Some(Color::Ansi(colour)))
}

fn summary(audit: &Audit, pages: usize, width: usize, to: &mut dyn Write) -> Result<()> {
    let totals = format!("On {}, {}", day(audit.as_of), wording::totals(audit, pages));
    line(to, TITLE, &totals, "", width)?;
    if let Some(against) = wording::against(audit) {
        line(to, TITLE, &format!("Against the baseline: {against}"), "", width)?;
    }
    counts(audit, width, to)?;
    gone(audit, width, to)?;
    accepted(audit, width, to)?;
    if !audit.unchecked.is_empty() {
        writeln!(to, "\n{TITLE}Could not be checked{TITLE:#}")?;
    }
    for unchecked in &audit.unchecked {
        line(to, PLAIN, &format!("{}: {}", unchecked.check, one_line(&unchecked.text)), INDENT, width)?;
    }
    if audit.exempt > 0 {
        writeln!(to)?;
        line(to, QUIET, &format!("{} left out by path", counted(audit.exempt, "page")), "", width)?;
    }
    Ok(())
}

/// The number of findings of each check that found something, and the checks that found nothing.
fn counts(audit: &Audit, width: usize, to: &mut dyn Write) -> Result<()> {
    let count = |name: &str| audit.counts.get(name).copied().unwrap_or(0);
    let (some, none): (Vec<&str>, Vec<&str>) = audit.checks.iter().partition(|&&name| count(name) > 0);
    let longest = some.iter().map(|name| name.len()).max().unwrap_or(0);
    for name in &some {
        writeln!(to, "{INDENT}{name:<longest$}  {:>6}", number_of(count(name)))?;
    }
    if !none.is_empty() {
        line(to, QUIET, &format!("found nothing: {}", none.join(", ")), INDENT, width)?;
    }
    Ok(())
}

fn gone(audit: &Audit, width: usize, to: &mut dyn Write) -> Result<()> {
    let gone = audit.gone.as_deref().unwrap_or_default();
    if !gone.is_empty() {
        writeln!(to, "\n{TITLE}Gone since the baseline{TITLE:#}")?;
    }
    for it in gone {
        let sentence = it.sentence.as_deref().map(|sentence| format!(": “{sentence}”")).unwrap_or_default();
        let text = format!("{} on {}{sentence}", it.check, wording::title(&it.page.title, &it.page.link));
        line(to, PLAIN, &one_line(&text), INDENT, width)?;
    }
    Ok(())
}

fn accepted(audit: &Audit, width: usize, to: &mut dyn Write) -> Result<()> {
    if !audit.accepted.is_empty() {
        writeln!(to, "\n{TITLE}Accepted{TITLE:#}")?;
    }
    for it in &audit.accepted {
        let page = &it.finding.page;
        let text = format!("{} on {}", it.finding.id, wording::title(&page.title, &page.link));
        line(to, PLAIN, &one_line(&text), INDENT, width)?;
        line(to, QUIET, &one_line(&wording::answered(it)), "    ", width)?;
    }
    Ok(())
}

/// Writes what a check looks for and why.
///
/// # Errors
/// If the writer fails.
pub fn check_text(check: &Check, width: usize, to: &mut dyn Write) -> Result<()> {
    let colour = severity_style(check.severity);
    writeln!(to, "{TITLE}{}{TITLE:#} ({colour}{}{colour:#})", check.name, check.severity)?;
    line(to, PLAIN, &format!("Looks for {}.", check.looks_for), INDENT, width)?;
    line(to, PLAIN, check.why, INDENT, width)?;
    let usual = match (check.needs_network(), check.is_usual()) {
        (true, _) => "Runs only with --check-links.",
        (false, true) => "Runs unless other checks are chosen, or `vademecum.toml` turns it off.",
        (false, false) => "Runs with --all, or where it is chosen.",
    };
    line(to, QUIET, usual, INDENT, width)
}
