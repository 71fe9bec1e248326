//! `vademecum audit`: lists the pages that have grown out of date.

mod print;
mod sheets;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use jiff::civil::Date;

use self::print::Format;
use super::exit::Exit;
use super::terminal::Terminal;
use super::{Common, moment, open_index};
use crate::audit::{self, AuditOptions, Baseline, LinkOptions, Severity};
use crate::config::Config;
use crate::index::{BuildOptions, BuildReport, Snapshot};
use crate::output;

/// List the pages that are out of date, worst first
///
/// Reads exports, or the pages that an index keeps, and says of each page why somebody should look at it, with the
/// sentence to mend. It judges no medicine: it reads dates, links, names and what a page says of its own review.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct AuditArgs {
    /// Export files, folders of them, or `-` for standard input [default: the pages that the index keeps]
    #[arg(value_name = "EXPORT")]
    exports: Vec<PathBuf>,
    /// Day to tell ages for [default: today]
    #[arg(long, value_name = "DATE", value_parser = moment::date)]
    as_of: Option<Date>,
    /// Age at which a review no longer holds [default: 36mo, 24mo for pages about drugs and treatment]
    #[arg(long, value_name = "AGE", value_parser = moment::months)]
    max_age: Option<u32>,
    /// Run these checks only
    #[arg(long, value_name = "CHECK", value_delimiter = ',')]
    check: Vec<String>,
    /// Run the checks too that are only good to know
    #[arg(long)]
    all: bool,
    /// Ask the machines that pages link to whether the links still work: the only check that uses the network
    #[arg(long)]
    check_links: bool,
    /// File that keeps for a day what other machines answered [default: in the user's cache folder]
    #[arg(long, value_name = "FILE", env = "VADEMECUM_LINK_CACHE", hide_env_values = true)]
    link_cache: Option<PathBuf>,
    /// Only pages whose path is this or below it
    #[arg(long, value_name = "PATH")]
    under: Option<String>,
    /// Leave out pages whose path is this or below it; may be given several times
    #[arg(long, value_name = "PATH")]
    exempt: Vec<String>,
    /// An earlier audit (`--format json`): say what is new, what is still open, what is gone; with `--format register` an
    /// earlier register: say which pages were reviewed, edited, added or taken away since
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Exit with 1 if there is a finding of this check, or of this severity or a graver one; with --baseline a new one
    #[arg(long, value_name = "CHECK|SEVERITY", value_delimiter = ',')]
    fail_on: Vec<String>,
    /// Say what a check looks for and why, and audit nothing
    #[arg(long, value_name = "CHECK", conflicts_with_all = ["exports", "baseline", "fail_on"])]
    explain: Option<String>,
    /// Post types to audit, where exports are named [default: page]
    #[arg(long, value_name = "TYPE", value_delimiter = ',', requires = "exports")]
    types: Vec<String>,
    /// The site's vocabulary, where exports are named [default: vocabulary.txt in a folder given]
    #[arg(long, value_name = "FILE", requires = "exports")]
    vocabulary: Option<PathBuf>,
    /// How to print the findings [default: text]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Print this many pages, the worst; for `--format text` [default: all]
    #[arg(short, long, value_name = "PAGES", value_parser = clap::value_parser!(u32).range(1..))]
    number: Option<u32>,
    /// Write a sheet to print for each page that is overdue, due soon or without a review date, by reviewer, into this folder
    ///
    /// A sheet has the whole text with the findings in its margin, the sources, and fields for the outcome. The folder must
    /// be new, empty, or written by this flag before; nothing else in it is touched. Without --format nothing is printed.
    #[arg(long, value_name = "DIR")]
    sheets: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  vademecum audit                                   the pages of the index
  vademecum audit pages-1.json pages-2.json         an export, without an index
  vademecum audit --check overdue,unverified --under /treatment/
  vademecum audit --format json > audit.json        keep it; next month:
  vademecum audit --baseline audit.json --fail-on error
  vademecum audit --explain near-duplicate
  vademecum audit --format html > audit.html        one page to hand on
  vademecum audit --format register > register.csv  every page's last review; next year:
  vademecum audit --format register --baseline register.csv
  vademecum audit --sheets reviews                  pages to print for each reviewer

Exit codes: 0 done; 1 there is what --fail-on names; 2 it could not run, or not all of an export could be read.";

pub(super) fn run(arguments: &AuditArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    if let Some(name) = &arguments.explain {
        let check = audit::check_named(name).with_context(|| unknown_check(name))?;
        output::check_text(check, Terminal::width(), terminal.out())?;
        return Ok(Exit::Done);
    }
    let format = arguments.format.or(arguments.sheets.is_none().then_some(Format::Text));
    print::check(arguments, format)?;
    if let Some(folder) = &arguments.sheets {
        sheets::check(folder)?;
    }
    let gates = arguments.fail_on.iter().map(|name| Gate::parse(name)).collect::<Result<Vec<_>>>()?;
    let folders: Vec<PathBuf> = arguments.exports.iter().filter(|path| path.is_dir()).cloned().collect();
    let options = options(arguments, format, common.configuration(&folders)?)?;
    let earlier = print::earlier_register(arguments, format, &options)?;
    let (snapshot, unread, temporary) = pages(arguments, common, &options.config, &folders, terminal)?;
    let bar = terminal.progress();
    let audit = audit::audit(&snapshot, &options, &|progress| bar.show_pages(progress.pages, progress.of));
    bar.finish();
    let audit = audit?;
    if let Some(format) = format {
        print::print(format, arguments, &audit, earlier.as_ref(), terminal)?;
    }
    if let Some(folder) = &arguments.sheets {
        let bar = terminal.progress();
        let written = sheets::write(folder, &audit, &snapshot, &options.config, &|done, of| bar.show_pages(done, of));
        bar.finish();
        let written = written?;
        terminal.notice(&written.in_words(folder));
    }
    drop((snapshot, temporary));
    if unread {
        return Ok(Exit::CouldNotRun);
    }
    let fails = audit.findings.iter().any(|finding| gates.iter().any(|gate| gate.stops(finding)));
    Ok(if fails { Exit::No } else { Exit::Done })
}

fn options(arguments: &AuditArgs, format: Option<Format>, config: Config) -> Result<AuditOptions> {
    // A register is held against a register.
    let baseline = arguments.baseline.as_ref().filter(|_| !format.is_some_and(Format::is_register));
    let baseline = baseline.map(|path| {
        let text = std::fs::read_to_string(path).with_context(|| format!("could not read `{}`", path.display()))?;
        Baseline::parse(&text).with_context(|| format!("`{}` is no baseline", path.display()))
    });
    Ok(AuditOptions {
        max_age: arguments.max_age,
        checks: arguments.check.clone(),
        all: arguments.all,
        check_links: arguments.check_links,
        links: LinkOptions {
            cache: arguments.link_cache.clone().or_else(|| Some(user_cache()?.join("vademecum").join("links.json"))),
            ..LinkOptions::default()
        },
        under: arguments.under.clone(),
        exempt: arguments.exempt.clone(),
        baseline: baseline.transpose()?,
        config,
        ..AuditOptions::as_of(arguments.as_of.unwrap_or_else(moment::today))
    })
}

/// The folder in which programs of this user may keep what they can do without.
fn user_cache() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if cfg!(windows) {
        return folder("LOCALAPPDATA");
    }
    let in_home = if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" };
    folder("XDG_CACHE_HOME").or_else(|| Some(folder("HOME")?.join(in_home)))
}

/// The pages to audit: those of the index; of exports that are named, those of an index made of them for the time being, so
/// that the same rules say which copy of a page counts and which pages are withheld. The second says whether something
/// could not be read.
fn pages(
    arguments: &AuditArgs,
    common: &Common,
    config: &Config,
    folders: &[PathBuf],
    terminal: &mut Terminal,
) -> Result<(Snapshot, bool, Option<tempfile::TempDir>)> {
    if arguments.exports.is_empty() {
        return Ok((open_index(common, terminal)?, false, None));
    }
    let folder = tempfile::Builder::new()
        .prefix("vademecum-audit-")
        .tempdir()
        .context("could not make a folder for temporary files")?;
    let in_folder = || folders.iter().map(|folder| folder.join("vocabulary.txt")).find(|path| path.is_file());
    let build = BuildOptions {
        index: folder.path().join("index"),
        sources: arguments.exports.clone(),
        vocabulary: arguments.vocabulary.clone().or_else(in_folder),
        types: arguments.types.clone(),
        config: config.clone(),
        ..BuildOptions::default()
    };
    let report = super::index::build(&build, terminal)?;
    notices(&report, terminal);
    let snapshot = Snapshot::open(&build.index)?;
    Ok((snapshot, !report.unread.is_empty(), Some(folder)))
}

/// What a person should know of the exports; pages left out for their type or status are none of an audit's business.
fn notices(report: &BuildReport, terminal: &mut Terminal) {
    for warning in &report.warnings {
        terminal.notice(&warning.text);
    }
}

/// What makes the exit code 1.
enum Gate {
    Check(&'static str),
    Severity(Severity),
}

impl Gate {
    fn parse(name: &str) -> Result<Gate> {
        if let Ok(severity) = name.parse() {
            return Ok(Gate::Severity(severity));
        }
        match audit::check_named(name) {
            Some(check) => Ok(Gate::Check(check.name)),
            None => bail!("--fail-on: {}, and no severity (`error`, `warning`, `info`)", unknown_check(name)),
        }
    }

    fn stops(&self, finding: &audit::Finding) -> bool {
        // Held against an earlier audit, only what is new stops.
        let counts = finding.status != Some(audit::Status::StillOpen);
        counts
            && match self {
                Gate::Check(name) => finding.check == *name,
                Gate::Severity(severity) => finding.severity <= *severity,
            }
    }
}

fn unknown_check(name: &str) -> String {
    let names: Vec<&str> = audit::catalogue().iter().map(|check| check.name).collect();
    format!("`{name}` is no check; there are {}", names.join(", "))
}
