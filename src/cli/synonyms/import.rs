//! `vademecum synonyms import`: published vocabularies to a file of the site's own.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::{AtHand, Common, Exit, Terminal};
use crate::vocabulary::{Ontology, Scope, Vocabulary, import, read_ontology};

/// Turn what the field publishes into a vocabulary file: OBO, OBO-graph JSON, Solr
///
/// EXACT synonyms become names, NARROW and BROAD ones examples in their direction; RELATED ones and obsolete terms are
/// left out. So is a name that two terms claim, that the built-in lists have in another concept, or that they keep apart
/// from the others: each with its reason, at the end. A term whose names the built-in vocabulary has already says nothing
/// new and is left out, unless you ask for --all, to approve them, or the index has no built-in vocabulary. What comes out
/// is to be read by a person before it is used.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  vademecum synonyms import hp.obo > from-hpo.txt
  vademecum synonyms import hp.obo doid.obo -o imported.txt
  vademecum synonyms import mondo.json --touching -o from-mondo.txt

Exit codes: 0 there is something to take; 1 there is nothing; 2 it could not run.")]
pub(super) struct ImportArgs {
    /// Files to read
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where to write it [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Every name, and not only those that stand in the pages of the index; also what is built in already
    #[arg(long)]
    all: bool,
    /// All names of a term of which one stands in the pages: what people may ask for the site says otherwise
    #[arg(long, conflicts_with = "all")]
    touching: bool,
    /// Take synonyms as names although the file does not say whether they mean the same
    #[arg(long)]
    unscoped: bool,
}

pub(super) fn run(arguments: &ImportArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    let mut ontologies = Vec::new();
    for path in &arguments.files {
        let bytes = std::fs::read(path).with_context(|| format!("could not read `{}`", path.display()))?;
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        ontologies.push(read_ontology(&name, &bytes, arguments.unscoped)?);
    }
    let scope = match (arguments.all, arguments.touching) {
        (true, _) => Scope::All,
        (_, true) => Scope::Touching,
        _ => Scope::Found,
    };
    let names = Ontology::names(&ontologies);
    let at_hand = AtHand::open(common)?;
    let builtin = match &at_hand {
        AtHand::Index(snapshot) if snapshot.status().without_builtin => Vec::new(),
        _ => Vocabulary::builtin_sources(),
    };
    let usage = match (scope, at_hand) {
        (Scope::All, _) => None,
        (_, AtHand::Index(snapshot)) => Some(snapshot.usage(&names.vocabulary)?),
        (_, AtHand::Compiled(_)) => {
            bail!(
                "there is no index to tell which names the site has; build one with `vademecum index EXPORT`, or `--all`"
            )
        }
    };
    let stands = |name| usage.as_ref().is_some_and(|usage| usage.stands(name));
    let imported = import(&ontologies, &names, scope, &stands, &builtin);
    if let Some(path) = &arguments.output {
        std::fs::write(path, &imported.text).with_context(|| format!("could not write `{}`", path.display()))?;
    } else {
        write!(terminal.out(), "{}", imported.text)?;
    }
    terminal.notice(&format!(
        "{} lines with {} names; {} names left out",
        imported.lines, imported.names, imported.left_out
    ));
    if imported.known > 0 {
        terminal.notice(&format!(
            "{} left out: the built-in vocabulary has all the names already; `--all` writes them too",
            if imported.known == 1 { "1 term".to_owned() } else { format!("{} terms", imported.known) }
        ));
    }
    if ontologies.iter().any(Ontology::is_unscoped) && !arguments.unscoped {
        terminal.notice("A list does not say which of its synonyms mean the same: none is taken; see --unscoped.");
    }
    Ok(if imported.lines > 0 { Exit::Done } else { Exit::No })
}
