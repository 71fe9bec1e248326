//! `vademecum synonyms mine`: names that the site's own pages give, as a vocabulary file for a person to read.

use anyhow::Result;
use clap::Args;

use super::super::exit::Exit;
use super::super::terminal::Terminal;
use super::super::{Common, open_index};
use crate::output;
use crate::vocabulary::mine::Proposals;

/// Print names that the pages define, as a vocabulary file with the evidence
///
/// Abbreviations that pages define, "long form (LF)", are in use already. What pages say is "also called" something else
/// is in use only once you have put it into the site's vocabulary file: keep the lines that are right, remove the others,
/// and have a clinician look at them. What the vocabulary has already is left out; what contradicts it stands as a comment.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct MineArgs {
    /// Only what so many pages say
    #[arg(long, value_name = "N", default_value_t = 1)]
    least_pages: usize,
}

const EXAMPLES: &str = "\
Examples:
  vademecum synonyms mine > proposals.txt
  vademecum synonyms mine --least-pages 3

Exit codes: 0 there are proposals; 1 there is none; 2 it could not run.";

pub(super) fn run(arguments: &MineArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    let snapshot = open_index(common, terminal)?;
    let mut proposals = Proposals::default();
    snapshot.each_page(|page| {
        let titles = std::iter::once(page.facts.title.as_str());
        let headings = page.sections.iter().filter_map(|section| section.path.last()).map(String::as_str);
        let texts =
            page.passages.iter().flat_map(|passage| passage.lead.as_deref().into_iter().chain([passage.text.as_str()]));
        proposals.add_page(&page.facts.link, titles.chain(headings).chain(texts));
    })?;
    let mut found = proposals.finish(&snapshot.vocabulary.without_mined());
    found.retain(|proposal| proposal.pages >= arguments.least_pages);
    output::proposals(&found, terminal.out())?;
    Ok(if found.is_empty() { Exit::No } else { Exit::Done })
}
