//! The forms in which an audit is printed.

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use super::AuditArgs;
use crate::audit::{Audit, AuditOptions, EarlierRegister, RegisterChanges};
use crate::cli::terminal::Terminal;
use crate::output::{self, AuditStyle};

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people, page by page
    Text,
    /// One object
    Json,
    /// One finding a line
    Jsonl,
    /// For a spreadsheet, a finding a row
    Csv,
    /// A checklist for an issue tracker or an e-mail
    Markdown,
    /// One page to hand on, with pictures and a list to sort and filter
    Html,
    /// Every page with its last review, for a spreadsheet; --baseline takes an earlier one
    Register,
    /// The register as a page to print and sign
    RegisterHtml,
}

impl Format {
    /// Whether every page is listed, with or without findings.
    pub(super) fn is_register(self) -> bool {
        matches!(self, Format::Register | Format::RegisterHtml)
    }
}

/// Reads the register that `--baseline` names; pages that this audit would pass over are not missed.
pub(super) fn earlier_register(
    arguments: &AuditArgs,
    format: Option<Format>,
    options: &AuditOptions,
) -> Result<Option<EarlierRegister>> {
    let Some(path) = arguments.baseline.as_ref().filter(|_| format.is_some_and(Format::is_register)) else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(path).with_context(|| format!("could not read `{}`", path.display()))?;
    let mut register = output::read_register(&text).with_context(|| {
        format!(
            "`{}` is no register to compare with; make one with `vademecum audit --format register`",
            path.display()
        )
    })?;
    register.standings.retain(|standing| options.audits(path_of(&standing.link)));
    Ok(Some(register))
}

/// The path of an address.
fn path_of(link: &str) -> &str {
    let after = link.split_once("://").map_or(link, |(_, after)| after);
    let path = after.find('/').and_then(|at| after.get(at..)).unwrap_or("/");
    path.split(['?', '#']).next().unwrap_or(path)
}

/// Refuses flags that a form has no use for, before any work is done.
pub(super) fn check(arguments: &AuditArgs, format: Option<Format>) -> Result<()> {
    if arguments.number.is_some() && format != Some(Format::Text) {
        bail!("--number is for `--format text`; the other forms have every page");
    }
    Ok(())
}

/// Prints an audit.
pub(super) fn print(
    format: Format,
    arguments: &AuditArgs,
    audit: &Audit,
    earlier: Option<&EarlierRegister>,
    terminal: &mut Terminal,
) -> Result<()> {
    let changes: Option<RegisterChanges> = earlier.map(|earlier| earlier.until(&audit.standings));
    match format {
        Format::Text => {
            let style = AuditStyle { width: Terminal::width(), pages: arguments.number.map(|number| number as usize) };
            output::audit_text(audit, style, terminal.out())?;
        }
        Format::Json => output::json(audit, terminal.out())?,
        Format::Jsonl => audit.findings.iter().try_for_each(|finding| output::json_line(finding, terminal.out()))?,
        Format::Csv => output::audit_csv(audit, terminal.out())?,
        Format::Markdown => output::audit_markdown(audit, terminal.out())?,
        Format::Html => output::audit_html(audit, terminal.out())?,
        Format::Register => output::register_csv(audit, changes.as_ref(), terminal.out())?,
        Format::RegisterHtml => output::register_html(audit, changes.as_ref(), terminal.out())?,
    }
    if let Some(changes) = changes.filter(|_| format == Format::Register) {
        terminal.notice(&output::changes_in_words(&changes));
    }
    Ok(())
}
