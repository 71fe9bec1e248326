//! `vademecum suggest`: what to ask, from what is typed so far.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::moment;
use super::terminal::Terminal;
use super::{Common, Exit, search};
use crate::output;
use crate::search::{SearchOptions, Searcher};

/// Suggest questions from what is typed so far
///
/// Titles and headings of the site's pages and names that stand on them, the last word typed being a beginning.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct SuggestArgs {
    /// What is typed so far
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
    /// Suggestions to show
    #[arg(short = 'n', long = "number", value_name = "N", default_value_t = 8)]
    number: usize,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  vademecum suggest trouble swal
  vademecum suggest necro --format json

Exit codes: 0 there are suggestions; 1 there are none; 2 it could not run.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One a line
    Text,
    /// A list of objects
    Json,
}

pub(super) fn run(arguments: &SuggestArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    let snapshot = search::open(common, terminal)?;
    let options = SearchOptions::as_of(moment::today());
    let suggestions = Searcher::new(&snapshot).suggest(&arguments.text.join(" "), arguments.number, &options)?;
    match arguments.format {
        Format::Json => output::json(&suggestions, terminal.out())?,
        Format::Text => {
            for suggestion in &suggestions {
                writeln!(terminal.out(), "{}", output::sanitize(&suggestion.text))?;
            }
        }
    }
    Ok(if suggestions.is_empty() { Exit::No } else { Exit::Done })
}
