//! `vademecum index`: builds or refreshes an index from exports.

use std::path::PathBuf;

use anyhow::Result;
use clap::{Args, ValueEnum};

use super::exit::Exit;
use super::terminal::Terminal;
use super::{Common, sample};
use crate::index::{self, BuildOptions, BuildReport, LastBuild};
use crate::output;

/// Build or refresh an index from page exports
///
/// Reads WordPress exports (REST JSON or WXR; plain, .gz, .zst or .zip), by their content and not by their name, and
/// replaces the index whole: until it is done, searches are answered from the old one. Only published, unprotected
/// pages are taken; every page left out is named with its reason.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[command(after_help = EXAMPLES)]
pub(super) struct IndexArgs {
    /// Export files, folders of them, or `-` for standard input [default: those it was last built from, else corpus/]
    #[arg(value_name = "EXPORT")]
    exports: Vec<PathBuf>,
    /// The site's vocabulary, in Solr's synonym format [default: vocabulary.txt in a folder given]
    #[arg(long, value_name = "FILE")]
    vocabulary: Option<PathBuf>,
    /// Leave the built-in vocabulary out; kept until exports are named again without it
    #[arg(long)]
    no_builtin: bool,
    /// Use only names below `# approved: WHO DATE` in the vocabulary, built-in ones too only if they stand there; kept
    /// like --no-builtin. What is never the same stays apart
    #[arg(long)]
    approved_only: bool,
    /// Post types to index [default: page]
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
    /// Keep pages that are no longer in the exports
    #[arg(long)]
    keep_missing: bool,
    /// Let pages go that are in no export any more, even if they are more than a quarter
    #[arg(long)]
    allow_shrink: bool,
    /// Threads to use [default: all cores]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Memory for postings, in megabytes [default: 64 for each thread]
    #[arg(long, value_name = "MB", default_value_t = 0, hide_default_value = true)]
    heap: usize,
    /// Verify the checksums of the index and build nothing
    #[arg(long, conflicts_with = "exports")]
    verify: bool,
    /// How to print the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  vademecum index                         the sample site in corpus/, or what it was last built from
  vademecum index pages-1.json pages-2.json --index /srv/search
  vademecum index exports/ --types page,post
  zstdcat pages.json.zst | vademecum index -
  vademecum index exports/ --format json | jq .pages

What the site withholds (draft, private, protected, in the trash) and what `hide` names is removed at once, whatever
else holds.

Exit codes: 0 done; 2 something could not be read or too many pages are in no export any more (then only what is
withheld or hidden was removed), or the index is as it was.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

pub(super) fn run(arguments: &IndexArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    if arguments.verify {
        index::verify(&common.index)?;
        terminal.notice("the index is whole");
        return Ok(Exit::Done);
    }
    let last = if arguments.exports.is_empty() { index::last_build(&common.index) } else { LastBuild::default() };
    let sources = sources(arguments, &last);
    let folders: Vec<PathBuf> = sources.iter().filter(|path| path.is_dir()).cloned().collect();
    let in_folder = || folders.iter().map(|folder| folder.join("vocabulary.txt")).find(|path| path.is_file());
    let config = common.configuration(&folders)?;
    let kept_only = arguments.exports.is_empty()
        && wants_new_names(arguments, &last)
        && !sources.iter().any(|it| holds_exports(it));
    if kept_only {
        terminal
            .notice("The exports it was built from are gone: the pages it keeps are indexed with the new vocabulary.");
    }
    let types = if arguments.types.is_empty() && config.types.is_none() { last.types } else { arguments.types.clone() };
    let options = BuildOptions {
        index: common.index.clone(),
        vocabulary: arguments.vocabulary.clone().or_else(in_folder).or(last.vocabulary),
        without_builtin: arguments.no_builtin || last.without_builtin,
        approved_only: arguments.approved_only || last.approved_only,
        kept_only,
        types,
        keep_missing: arguments.keep_missing,
        allow_shrink: arguments.allow_shrink,
        threads: arguments.threads,
        heap: arguments.heap.saturating_mul(1_000_000),
        batch: 0,
        config,
        sources,
    };
    let report = build(&options, terminal)?;
    match arguments.format {
        Format::Text => output::report_text(&report, false, terminal.out())?,
        Format::Json => output::json(&report, terminal.out())?,
    }
    let done = report.unread.is_empty() && report.held_back == 0;
    Ok(if done { Exit::Done } else { Exit::CouldNotRun })
}

/// Whether the vocabulary is to be another than that of the index.
fn wants_new_names(arguments: &IndexArgs, last: &LastBuild) -> bool {
    let flags = (arguments.no_builtin && !last.without_builtin) || (arguments.approved_only && !last.approved_only);
    !last.sources.is_empty() && (last.vocabulary_changed || arguments.vocabulary.is_some() || flags)
}

/// Whether a remembered source may still have an export in it: it is a file, or a folder with more than settings.
fn holds_exports(source: &std::path::Path) -> bool {
    let Ok(entries) = std::fs::read_dir(source) else { return source.exists() };
    entries.flatten().any(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        !name.starts_with('.') && name != "vocabulary.txt" && name != "vademecum.toml"
    })
}

/// Builds with a progress bar.
pub(super) fn build(options: &BuildOptions, terminal: &Terminal) -> Result<BuildReport> {
    let bar = terminal.progress();
    let report = index::build(options, &|progress| bar.show(progress));
    bar.finish();
    report
}

fn sources(arguments: &IndexArgs, last: &LastBuild) -> Vec<PathBuf> {
    if !arguments.exports.is_empty() {
        return arguments.exports.clone();
    }
    let nothing_yet = last.sources.is_empty() && sample::corpus().is_dir();
    if nothing_yet { vec![sample::corpus()] } else { last.sources.clone() }
}
