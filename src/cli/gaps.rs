//! `vademecum gaps`: what people ask and the site does not answer.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::exit::Exit;
use super::terminal::Terminal;
use super::{Common, open_index};
use crate::output;
use crate::questions;

/// Tell what people ask and the site does not answer
///
/// Reads a file that `serve --log-questions` wrote and holds it against the index. What occurred fewer than three times is
/// left out, and so is what the index answers by now. The most frequent comes first; each is one of three: the site has
/// nothing on it, has it under other names, or it was misspelt.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct GapsArgs {
    /// The file of questions
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  vademecum gaps asked.jsonl
  vademecum gaps asked.jsonl --format csv > gaps.csv

Exit codes: 0 there are gaps; 1 there are none; 2 it could not run.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object
    Json,
    /// For a spreadsheet
    Csv,
}

pub(super) fn run(arguments: &GapsArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    let snapshot = open_index(common, terminal)?;
    let gaps = questions::gaps(&arguments.file, &snapshot)?;
    match arguments.format {
        Format::Text => output::gaps_text(&gaps, terminal.out())?,
        Format::Json => output::json(&gaps, terminal.out())?,
        Format::Csv => output::gaps_csv(&gaps, terminal.out())?,
    }
    Ok(if gaps.gaps.is_empty() { Exit::No } else { Exit::Done })
}
