//! `vademecum serve`: a local page and an HTTP API over an index.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;
use jiff::civil::Date;

use super::exit::Exit;
use super::terminal::Terminal;
use super::{Common, moment, open_index};
use crate::serve::{self, ServeOptions, Token};

/// Answer on a page of this machine's browser, and over HTTP
///
/// The page and its API answer on this machine only, unless --bind says otherwise; then a token is asked for. No question
/// is kept or logged.
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
    /// Day to tell the age of reviews for [default: today]
    #[arg(long, value_name = "DATE", value_parser = moment::date)]
    as_of: Option<Date>,
}

const EXAMPLES: &str = "\
Examples:
  vademecum serve                            http://127.0.0.1:7979/
  vademecum serve --bind 127.0.0.1:0         on any port that is free
  vademecum serve --bind 0.0.0.0:7979 --token-file token --behind-proxy search.example.org
  curl 'http://127.0.0.1:7979/api/search?q=IMNM'

Exit codes: 0 it was told to stop; 2 it could not run.";

pub(super) fn run(arguments: &ServeArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    let token = token(arguments)?;
    drop(open_index(common, terminal)?);
    let options = ServeOptions {
        bind: arguments.bind,
        config: common.configuration(&[])?,
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
    let serving = serve::bind(&options)?;
    terminal.notice(&format!("Answering on http://{}/ ; stop with Ctrl-C.", serving.address));
    serve::serve(serving, options)?;
    Ok(Exit::Done)
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
