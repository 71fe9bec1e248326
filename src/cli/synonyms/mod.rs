//! `vademecum synonyms`: commands for the people who own the vocabulary.

mod check;
mod explain;
mod import;
mod list;
mod mine;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::{Args, Subcommand};

use super::exit::Exit;
use super::terminal::Terminal;
use super::{Common, sample};
use crate::index::{self, Snapshot};
use crate::vocabulary::{Source, SourceKind, Vocabulary};

/// Check, list, explain, import and mine what counts as the same
///
/// The vocabulary says which names mean the same, which are examples of another, and which are never taken for each
/// other. It is built in, and a site's own file (vocabulary.txt, in Solr's synonym format) wins over it.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct SynonymsArgs {
    #[command(subcommand)]
    command: SynonymsCommand,
}

const EXAMPLES: &str = "\
Examples:
  vademecum synonyms check vocabulary.txt
  vademecum synonyms explain can prednisone cause myopathy
  vademecum synonyms list --used --format html > to-sign.html
  vademecum synonyms import hp.obo -o from-hpo.txt

The file, a line for each concept, the first name preferred:
  heart attack, myocardial infarction, MI    names that mean the same
  blood thinner => warfarin, apixaban        the second are examples of the first
  # relation: never                          below it, names of a line are kept apart; also: same, narrower,
  myopathy, myelopathy                       superseded (old => new), acronym (PM => polymyositis, particulate matter)
  # approved: Dr X 2026-11-20                covers the lines below it until a blank line or the next such line";

#[derive(Debug, Subcommand)]
enum SynonymsCommand {
    Check(check::CheckArgs),
    List(list::ListArgs),
    Explain(explain::ExplainArgs),
    Import(import::ImportArgs),
    Mine(mine::MineArgs),
}

pub(super) fn run(arguments: &SynonymsArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    match &arguments.command {
        SynonymsCommand::Check(arguments) => check::run(arguments, common, terminal),
        SynonymsCommand::List(arguments) => list::run(arguments, common, terminal),
        SynonymsCommand::Explain(arguments) => explain::run(arguments, common, terminal),
        SynonymsCommand::Import(arguments) => import::run(arguments, common, terminal),
        SynonymsCommand::Mine(arguments) => mine::run(arguments, common, terminal),
    }
}

/// The vocabulary at hand.
enum AtHand {
    /// An index, with the vocabulary it was built with.
    Index(Box<Snapshot>),
    /// No index: the built-in lists and the site's file, compiled now.
    Compiled(Box<Vocabulary>),
}

impl AtHand {
    fn open(common: &Common) -> Result<AtHand> {
        if common.index.join("CURRENT").exists() || !common.index_is_default() {
            return Ok(AtHand::Index(Box::new(Snapshot::open(&common.index)?)));
        }
        let mut sources = Vocabulary::builtin_sources();
        if let Some(file) = usual_file(common) {
            sources.push(read(&file)?);
        }
        Ok(AtHand::Compiled(Box::new(Vocabulary::compile(&sources)?)))
    }

    fn vocabulary(&self) -> &Vocabulary {
        match self {
            AtHand::Index(snapshot) => &snapshot.vocabulary,
            AtHand::Compiled(vocabulary) => vocabulary,
        }
    }
}

/// The site's vocabulary file: the one the index was built with, else the usual one.
fn usual_file(common: &Common) -> Option<PathBuf> {
    let usual = [sample::corpus().join("vocabulary.txt"), PathBuf::from("vocabulary.txt")];
    index::last_build(&common.index).vocabulary.into_iter().chain(usual).find(|path| path.is_file())
}

/// A vocabulary file as a source.
fn read(path: &std::path::Path) -> Result<Source> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("could not read the vocabulary `{}`", path.display()))?;
    Ok(Source { name: path.display().to_string(), text, kind: SourceKind::File })
}
