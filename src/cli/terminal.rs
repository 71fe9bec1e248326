//! The terminal: results on standard output, notices and progress on standard error, colours as asked.

use std::io::{BufWriter, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anyhow::Result;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Color;
use crate::index::Progress;
use crate::output::sanitize;

/// Widest that text is set; longer lines are hard to read.
const WIDEST: usize = 100;
/// Narrowest that text is set.
const NARROWEST: usize = 40;
/// Width where there is no terminal to ask.
const USUAL: usize = 80;

/// Both streams of the program.
pub(super) struct Terminal {
    out: BufWriter<AutoStream<std::io::Stdout>>,
    err: AutoStream<std::io::Stderr>,
    quiet: bool,
}

impl Terminal {
    pub(super) fn new(color: Color, quiet: bool) -> Terminal {
        let choice = |stream: ColorChoice| match color {
            Color::Auto => stream,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        let out = choice(AutoStream::choice(&std::io::stdout()));
        let err = choice(AutoStream::choice(&std::io::stderr()));
        Terminal {
            out: BufWriter::new(AutoStream::new(std::io::stdout(), out)),
            err: AutoStream::new(std::io::stderr(), err),
            quiet,
        }
    }

    /// Where results go.
    pub(super) fn out(&mut self) -> &mut dyn Write {
        &mut self.out
    }

    pub(super) fn flush(&mut self) -> Result<()> {
        Ok(self.out.flush()?)
    }

    /// A notice for people; never a result.
    pub(super) fn notice(&mut self, text: &str) {
        if !self.quiet {
            // A notice that cannot be written has nobody to read it.
            let _ = writeln!(self.err, "{}", sanitize(text));
        }
    }

    pub(super) fn error(&mut self, error: &anyhow::Error) {
        let _ = self.out.flush();
        let _ = writeln!(self.err, "vademecum: {}", sanitize(&format!("{error:#}")));
    }

    pub(super) fn help(&mut self, mut command: clap::Command) -> Result<()> {
        writeln!(self.out, "{}", command.render_help().ansi())?;
        Ok(())
    }

    /// Columns that text is set to.
    pub(super) fn width() -> usize {
        let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        stated.or_else(terminal).unwrap_or(USUAL).clamp(NARROWEST, WIDEST)
    }

    /// A progress bar, hidden where nobody sees it.
    pub(super) fn progress(&self) -> Bar {
        let target = if self.quiet || !std::io::stderr().is_terminal() {
            ProgressDrawTarget::hidden()
        } else {
            ProgressDrawTarget::stderr_with_hz(10)
        };
        let bar = ProgressBar::with_draw_target(Some(0), target);
        let template = "{msg}  {bar:24} {percent:>3} %  {elapsed_precise} elapsed, {eta_precise} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("━━─"));
        }
        Bar { bar }
    }
}

/// Writes a line of a log to standard error.
pub(super) fn log(line: &str) {
    // A log that cannot be written has nobody to read it.
    let _ = writeln!(std::io::stderr(), "{}", sanitize(line));
}

/// A progress bar over a build.
pub(super) struct Bar {
    bar: ProgressBar,
}

impl Bar {
    pub(super) fn show(&self, progress: Progress) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.set_length(progress.total_bytes.max(1));
        self.bar.set_position(progress.bytes.min(progress.total_bytes));
        let seconds = self.bar.elapsed().as_secs_f64().max(0.001);
        let rate = progress.pages as f64 / seconds;
        self.bar.set_message(format!("{:>6} pages  {rate:>6.0}/s", progress.pages));
    }

    /// Pages done, where their number is known.
    pub(super) fn show_pages(&self, pages: usize, of: usize) {
        if self.bar.is_hidden() {
            return;
        }
        self.bar.set_length(of.max(1) as u64);
        self.bar.set_position(pages as u64);
        self.bar.set_message(format!("{pages:>6} pages"));
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
