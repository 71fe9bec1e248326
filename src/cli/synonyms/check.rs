//! `vademecum synonyms check`: faulty lines, and lines to look at twice.

use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{Common, Exit, Terminal};
use crate::cli::moment;
use crate::output;
use crate::vocabulary::{self, Vocabulary, Warning};

/// Check a vocabulary file: every faulty line, and what a clinician should look at twice
///
/// A faulty line keeps an index from being built. A warning does not: names that are opposites or look alike, a class
/// beside its member, everyday words, names that the built-in lists have in another concept.
#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 no line is faulty; 1 some are; 2 it could not run.")]
pub(super) struct CheckArgs {
    /// The file [default: the one the index was built with, else corpus/vocabulary.txt or vocabulary.txt]
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Check it for itself, without the built-in vocabulary
    #[arg(long)]
    no_builtin: bool,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    file: &'a str,
    lines: usize,
    approved: usize,
    faults: Vec<Fault<'a>>,
    warnings: &'a [Warning],
}

#[derive(Serialize)]
struct Fault<'a> {
    line: usize,
    text: &'a str,
}

pub(super) fn run(arguments: &CheckArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    let Some(path) = arguments.file.clone().or_else(|| super::usual_file(common)) else {
        bail!("there is no vocabulary.txt here; name the file to check");
    };
    let file = super::read(&path)?;
    let others = if arguments.no_builtin { Vec::new() } else { Vocabulary::builtin_sources() };
    let checked = vocabulary::check(&file, &others, moment::today());
    match arguments.format {
        Format::Text => output::checked_text(&file.name, &checked, terminal.out())?,
        Format::Json => {
            let faults = checked.faults.iter().map(|fault| Fault { line: fault.line, text: &fault.problem }).collect();
            let report = Report {
                version: 1,
                file: &file.name,
                lines: checked.lines,
                approved: checked.approved,
                faults,
                warnings: &checked.warnings,
            };
            output::json(&report, terminal.out())?;
        }
    }
    Ok(if checked.faults.is_empty() { Exit::Done } else { Exit::No })
}
