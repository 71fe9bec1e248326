//! `vademecum synonyms`: what counts as the same, and where it comes from.

mod mine;

use anyhow::Result;
use clap::{Args, Subcommand};

use super::Common;
use super::exit::Exit;
use super::terminal::Terminal;

/// Look at what counts as the same, and propose more
#[derive(Debug, Args)]
pub(super) struct SynonymsArgs {
    #[command(subcommand)]
    command: SynonymsCommand,
}

#[derive(Debug, Subcommand)]
enum SynonymsCommand {
    Mine(mine::MineArgs),
}

pub(super) fn run(arguments: &SynonymsArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    match &arguments.command {
        SynonymsCommand::Mine(arguments) => mine::run(arguments, common, terminal),
    }
}
