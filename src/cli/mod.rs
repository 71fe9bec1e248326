//! The command line: a file per subcommand, its arguments beside its run.
//!
//! Results go to standard output, notices and progress to standard error. clap does not leave this folder.

mod audit;
mod eval;
mod exit;
mod filter;
mod gaps;
mod index;
mod meanings;
mod moment;
mod sample;
mod search;
mod serve;
mod suggest;
mod synonyms;
mod terminal;
mod words;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::config::Config;
pub use exit::Exit;
use search::open as open_index;
use terminal::Terminal;

/// Find and quote passages of a health site's pages, with their sources.
#[derive(Debug, Parser)]
#[command(name = "vademecum", version, about, max_term_width = 100, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

const AFTER_HELP: &str = "\
Examples:
  vademecum index pages-1.json pages-2.json   build an index from two exports
  vademecum search can I swim with myositis   ask it

Exit codes: 0 done; 1 it ran and the answer is no (nothing found, --min missed, --fail-on met); 2 it could not run.";

/// Folder of the index where none is named.
const DEFAULT_INDEX: &str = "index";

/// Flags of every subcommand.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Everywhere")]
struct Common {
    /// Folder of the index
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        default_value = DEFAULT_INDEX,
        env = "VADEMECUM_INDEX",
        hide_env_values = true
    )]
    index: PathBuf,
    /// Configuration file [default: vademecum.toml here, in corpus/, or in a folder that is indexed]
    #[arg(long, global = true, value_name = "FILE", env = "VADEMECUM_CONFIG", hide_env_values = true)]
    config: Option<PathBuf>,
    /// Say nothing but results and errors
    #[arg(long, short, global = true)]
    quiet: bool,
    /// When to use colours
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto, value_name = "WHEN")]
    color: Color,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::IndexArgs),
    Search(Box<search::SearchArgs>),
    Audit(Box<audit::AuditArgs>),
    Eval(Box<eval::EvalArgs>),
    Serve(serve::ServeArgs),
    Gaps(gaps::GapsArgs),
    Suggest(suggest::SuggestArgs),
    Synonyms(synonyms::SynonymsArgs),
    Meanings(meanings::MeaningsArgs),
}

/// Runs the program and gives its exit code. Prints at most one error, on standard error.
#[must_use]
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = search::protect_exclusions(arguments.into_iter().collect());
    let matches = match Cli::command().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            // Help and version are printed by clap to standard output with code 0, mistakes to standard error with 2.
            let code = if error.use_stderr() { Exit::CouldNotRun } else { Exit::Done };
            let _ = error.print();
            return code.into();
        }
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => {
            let _ = error.print();
            return Exit::CouldNotRun.into();
        }
    };
    let mut terminal = Terminal::new(cli.common.color, cli.common.quiet);
    let outcome = run(&cli, &mut terminal).and_then(|exit| {
        terminal.flush()?;
        Ok(exit)
    });
    match outcome {
        Ok(exit) => exit.into(),
        Err(error) if is_broken_pipe(&error) => Exit::Done.into(),
        Err(error) => {
            terminal.error(&error);
            Exit::CouldNotRun.into()
        }
    }
}

fn run(cli: &Cli, terminal: &mut Terminal) -> Result<Exit> {
    match &cli.command {
        None => {
            terminal.help(Cli::command())?;
            Ok(Exit::Done)
        }
        Some(Command::Index(arguments)) => index::run(arguments, &cli.common, terminal),
        Some(Command::Synonyms(arguments)) => synonyms::run(arguments, &cli.common, terminal),
        Some(Command::Search(arguments)) => search::run(arguments, &cli.common, terminal),
        Some(Command::Audit(arguments)) => audit::run(arguments, &cli.common, terminal),
        Some(Command::Eval(arguments)) => eval::run(arguments, &cli.common, terminal),
        Some(Command::Serve(arguments)) => serve::run(arguments, &cli.common, terminal),
        Some(Command::Gaps(arguments)) => gaps::run(arguments, &cli.common, terminal),
        Some(Command::Suggest(arguments)) => suggest::run(arguments, &cli.common, terminal),
        Some(Command::Meanings(arguments)) => meanings::run(arguments, &cli.common, terminal),
    }
}

/// Whoever reads our output may stop reading; that is no error.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        let json = cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        let csv = cause.downcast_ref::<csv::Error>().is_some_and(|csv| match csv.kind() {
            csv::ErrorKind::Io(io) => io.kind() == std::io::ErrorKind::BrokenPipe,
            _ => false,
        });
        io == Some(std::io::ErrorKind::BrokenPipe) || json == Some(std::io::ErrorKind::BrokenPipe) || csv
    })
}

impl Common {
    /// Whether the index is the one in the usual folder, and not one that was asked for by name.
    fn index_is_default(&self) -> bool {
        self.index == Path::new(DEFAULT_INDEX)
    }

    /// The configuration: the file named, else the first `vademecum.toml` in these folders, here, or beside the exports that
    /// the index was last built from.
    fn configuration(&self, folders: &[PathBuf]) -> Result<Config> {
        if let Some(path) = &self.config {
            return Config::read(path);
        }
        let there = self.configuration_places(folders).into_iter().find(|path| path.is_file());
        there.map_or_else(|| Ok(Config::default()), |path| Config::read(&path))
    }

    /// Where the configuration may be, the first place first.
    fn configuration_places(&self, folders: &[PathBuf]) -> Vec<PathBuf> {
        if let Some(path) = &self.config {
            return vec![path.clone()];
        }
        let sources = crate::index::last_build(&self.index).sources;
        let beside =
            sources.iter().filter_map(|source| if source.is_dir() { Some(source.as_path()) } else { source.parent() });
        let given = folders.iter().map(PathBuf::as_path).chain([Path::new(".")]);
        given.chain(beside).map(|folder| folder.join("vademecum.toml")).collect()
    }
}
