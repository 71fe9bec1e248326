//! `vademecum meanings`: acronyms that mean several things on the site, with the pages of each.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::exit::Exit;
use super::terminal::Terminal;
use super::{Common, open_index};
use crate::output;
use crate::search::Searcher;

/// List acronyms that mean several things on the site, with the pages of each meaning
///
/// A page's own definition says what an acronym means there, else another name of one of its meanings on that page. The
/// most frequent acronym and the most frequent meaning come first.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct MeaningsArgs {
    /// Only this acronym
    #[arg(value_name = "ACRONYM")]
    acronym: Option<String>,
    /// How to print the list
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  vademecum meanings
  vademecum meanings PM --format json
  vademecum search 'PM and swallowing' --meaning pm=polymyositis

Exit codes: 0 there are such acronyms; 1 there is none; 2 it could not run.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

pub(super) fn run(arguments: &MeaningsArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    let snapshot = open_index(common, terminal)?;
    let searcher = Searcher::new(&snapshot);
    let found = searcher.ambiguous(arguments.acronym.as_deref())?;
    match arguments.format {
        Format::Text => output::meanings_text(&found, terminal.out())?,
        Format::Json => output::meanings_json(&found, terminal.out())?,
    }
    Ok(if found.is_empty() { Exit::No } else { Exit::Done })
}
