//! `vademecum serve`: a local page and an HTTP API over an index.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Args;
use jiff::civil::Date;

use super::exit::Exit;
use super::terminal::Terminal;
use super::{Common, moment, open_index};
use crate::index;
use crate::questions::QuestionLog;
use crate::serve::{self, Running, ServeOptions, Settings, Token, Watch};

/// Answer on a page of this machine's browser, and over HTTP
///
/// The page and its API answer on this machine only, unless --bind says otherwise; then a token is asked for. No question
/// is logged; none is kept unless --log-questions says so.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct ServeArgs {
    /// Address to listen on; port 0 takes one that is free and prints it
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7979")]
    bind: SocketAddr,
    /// File with the token that requests must show; needed beyond this machine
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    /// It stands behind a proxy that speaks TLS and is called so; may be given several times
    #[arg(long, value_name = "HOST")]
    behind_proxy: Vec<String>,
    /// Threads that search [default: all cores]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    threads: usize,
    /// Refresh the index when the exports that it was built from change, its vocabulary or vademecum.toml
    #[arg(long)]
    watch: bool,
    /// Keep in this file what is asked, without what may tell of a person; the page says so and has Pause [default: nothing
    /// is kept]
    #[arg(long, value_name = "FILE")]
    log_questions: Option<PathBuf>,
    /// Days that a line of it is kept
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=3660))]
    keep_days: u32,
    /// Open the page in the browser; where vademecum runs already, that one
    #[arg(long)]
    open: bool,
    /// Day to tell the age of reviews for [default: today]
    #[arg(long, value_name = "DATE", value_parser = moment::date)]
    as_of: Option<Date>,
}

const EXAMPLES: &str = "\
Examples:
  vademecum serve                            http://127.0.0.1:7979/
  vademecum serve --bind 127.0.0.1:0         on any port that is free
  vademecum serve --watch --open             refreshed when exports change; in the browser
  vademecum serve --log-questions asked.jsonl        see `vademecum gaps`
  vademecum serve --bind 0.0.0.0:7979 --token-file token --behind-proxy search.example.org
  curl 'http://127.0.0.1:7979/api/search?q=IMNM'

Exit codes: 0 it was told to stop, or answers there already from this index; 2 it could not run.";

pub(super) fn run(arguments: &ServeArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    let token = token(arguments)?;
    drop(open_index(common, terminal)?);
    let sources = index::last_build(&common.index).sources;
    let folders: Vec<PathBuf> = sources.into_iter().filter(|source| source.is_dir()).collect();
    let options = ServeOptions {
        bind: arguments.bind,
        config: common.configuration(&folders)?,
        token,
        hosts: arguments.behind_proxy.clone(),
        threads: arguments.threads,
        as_of: arguments.as_of,
        log: if common.quiet { |_| () } else { super::terminal::log },
        ..ServeOptions::new(common.index.clone())
    };
    if options.config.notice.is_empty() {
        terminal.notice(
            "No notice is configured: nothing is shown above a question about choking, an overdose or self-harm. \
             See `[[notice]]` in the README.",
        );
    }
    let serving = match serve::bind(&options) {
        Ok(serving) => serving,
        Err(error) => return running(arguments, &options.index, &error, terminal),
    };
    let log = arguments.log_questions.as_ref();
    let log = log.map(|path| QuestionLog::open(path, arguments.keep_days, options.today())).transpose()?;
    let (index, log_line) = (options.index.clone(), options.log);
    let settings = Settings::new(options);
    if arguments.watch {
        let configuration = common.configuration_places(&folders);
        serve::watch(Watch { index, configuration, log: log_line }, Arc::clone(&settings))?;
    }
    terminal.notice(&format!("Answering on http://{}/ ; stop with Ctrl-C.", serving.address));
    if arguments.open {
        open(&format!("http://{}/", serving.address), terminal);
    }
    say_of_panics_only_where();
    serve::serve(serving, settings, log)?;
    Ok(Exit::Done)
}

/// Another program has the address: vademecum itself with this index, which is all that was asked for, or one that stands in
/// the way.
fn running(arguments: &ServeArgs, index: &Path, error: &anyhow::Error, terminal: &mut Terminal) -> Result<Exit> {
    match serve::already_there(arguments.bind, index) {
        None => bail!("{error:#}"),
        Some(Running::Other(url)) => {
            bail!("vademecum answers on {url} already, from another index; take another address: `--bind 127.0.0.1:0`")
        }
        Some(Running::Same(url)) => {
            terminal.notice(&format!("vademecum answers on {url} already."));
            if arguments.open {
                open(&url, terminal);
            }
            Ok(Exit::Done)
        }
    }
}

/// Opens an address in the browser; where that fails, somebody has to do it by hand.
fn open(url: &str, terminal: &mut Terminal) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        Command::new("explorer")
    } else {
        Command::new("xdg-open")
    };
    let opened = command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if opened.is_err() {
        terminal.notice(&format!("Could not open a browser; open {url} yourself."));
    }
}

/// What panics say may quote a question, so only their place is told.
fn say_of_panics_only_where() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        super::terminal::log(&format!("vademecum: a request failed at {place}; please report it"));
    }));
}

/// The token, which is needed where others than this machine may ask, behind TLS.
fn token(arguments: &ServeArgs) -> Result<Option<Token>> {
    let open = !arguments.bind.ip().is_loopback();
    if open && (arguments.token_file.is_none() || arguments.behind_proxy.is_empty()) {
        bail!(
            "--bind {} lets other machines ask, and their questions would cross the network readable; add --token-file FILE, \
             and --behind-proxy HOST for a proxy that speaks TLS",
            arguments.bind
        );
    }
    let read = |path: &PathBuf| {
        let secret = std::fs::read_to_string(path).with_context(|| format!("could not read `{}`", path.display()))?;
        Token::new(&secret).with_context(|| format!("`{}` holds no token", path.display()))
    };
    arguments.token_file.as_ref().map(read).transpose()
}
