//! `vademecum synonyms explain`: what a text is understood as.

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::{AtHand, Common, Exit, Terminal};
use crate::output;

/// Show what a text is understood as: names, concepts, where they come from, what is kept apart from them
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  vademecum synonyms explain IMNM
  vademecum synonyms explain can a statin cause myopathy

Exit codes: 0 a name stands in it; 1 none does; 2 it could not run.")]
pub(super) struct ExplainArgs {
    /// The text, as a question
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
    /// How to print it
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

pub(super) fn run(arguments: &ExplainArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    let at_hand = AtHand::open(common)?;
    let explained = at_hand.vocabulary().explain(&arguments.text.join(" "));
    match arguments.format {
        Format::Text => output::explained_text(&explained, terminal.out())?,
        Format::Json => output::json(&explained, terminal.out())?,
    }
    Ok(if explained.is_empty() { Exit::No } else { Exit::Done })
}
