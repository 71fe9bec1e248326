//! `vademecum synonyms list`: the vocabulary entry by entry, with what the site's pages have of it.

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::{AtHand, Common, Exit, Terminal};
use crate::cli::moment;
use crate::index;
use crate::output::{self, Sheet};
use crate::vocabulary::SourceKind;

/// List concepts and where they come from, for the clinician who approves them
///
/// An entry is one thing that may be approved: names that mean the same (=), a name and its examples (⊃), a name of old
/// (→), an acronym and its meanings (:), names kept apart (≠). An entry is approved where a line of the site's file says
/// it below a `# approved: Dr X 2026-11-20`; so a built-in entry is approved by writing it there again. What an approved
/// line says stands by itself, apart from the other names of the concept.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  vademecum synonyms list --used --format html > to-sign.html
  vademecum synonyms list --used --unapproved --format csv > open.csv
  vademecum synonyms list --source file

Exit codes: 0 something is listed; 1 nothing is; 2 it could not run.")]
pub(super) struct ListArgs {
    /// Only what touches this site's pages
    #[arg(long)]
    used: bool,
    /// Only what nobody has approved
    #[arg(long)]
    unapproved: bool,
    /// Only entries that have a name from there
    #[arg(long, value_enum, value_name = "SOURCE")]
    source: Option<From>,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum From {
    /// What comes with the program
    Builtin,
    /// The site's own file
    File,
    /// What was found in the site's pages
    Mined,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For a spreadsheet
    Csv,
    /// A page to sign on paper
    Html,
    /// For programs
    Json,
}

pub(super) fn run(arguments: &ListArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    let at_hand = AtHand::open(common)?;
    let usage = match &at_hand {
        AtHand::Index(snapshot) => Some(snapshot.usage(&snapshot.vocabulary)?),
        AtHand::Compiled(_) if arguments.used => {
            bail!("there is no index to tell what touches the site; build one with `vademecum index EXPORT`")
        }
        AtHand::Compiled(_) => None,
    };
    let mut listed = index::listed(at_hand.vocabulary(), usage.as_ref(), arguments.used);
    let wanted = arguments.source.map(|from| match from {
        From::Builtin => SourceKind::Builtin,
        From::File => SourceKind::File,
        From::Mined => SourceKind::Mined,
    });
    listed.retain(|it| wanted.is_none_or(|kind| it.source.contains(&kind)));
    listed.retain(|it| !arguments.unapproved || it.approved.is_none());
    match arguments.format {
        Format::Text => output::concepts_text(&listed, terminal.out())?,
        Format::Csv => output::concepts_csv(&listed, terminal.out())?,
        Format::Json => output::json(&listed, terminal.out())?,
        Format::Html => {
            let sheet = Sheet { site: site(&at_hand), date: moment::today().to_string(), used: arguments.used };
            output::concepts_html(&sheet, &listed, terminal.out())?;
        }
    }
    Ok(if listed.is_empty() { Exit::No } else { Exit::Done })
}

/// The address of the site, or of its first page's.
fn site(at_hand: &AtHand) -> String {
    let AtHand::Index(snapshot) = at_hand else { return "vademecum".to_owned() };
    let first = snapshot.table.pages().first().map(|page| page.facts.site.clone());
    first.unwrap_or_else(|| "this site".to_owned())
}
