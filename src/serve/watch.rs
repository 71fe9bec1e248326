//! Watching the exports: when they change, the index is refreshed from them.
//!
//! Sizes and times of the files are looked at every few seconds, since exports often come over a network, where no system
//! tells of changes. A refresh waits until the files have been left alone for one look. Nothing here stops the serving.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

use crate::config::Config;
use crate::index::{self, BuildOptions, BuildReport};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_secs(2);

/// What to watch, and for whom.
#[derive(Debug, Clone)]
pub struct Watch {
    /// Folder of the index; it is refreshed from what it was last built from.
    pub index: PathBuf,
    /// What the site says.
    pub config: Config,
    /// Where a line about each refresh goes.
    pub log: fn(&str),
}

/// A file: its path, its length in bytes, and when it was changed.
type Seen = (PathBuf, u64, Option<SystemTime>);

/// Watches until the program ends, on a thread of its own.
///
/// # Errors
/// If the index was built from standard input, or the system gives no thread.
pub fn watch(watch: Watch) -> Result<()> {
    let last = index::last_build(&watch.index);
    if last.sources.is_empty() || last.sources.iter().any(|source| source == Path::new("-")) {
        bail!(
            "--watch: the index was last built from standard input; build it from files, as `vademecum index exports/`"
        );
    }
    let thread = std::thread::Builder::new().name("watch".to_owned());
    thread.spawn(move || follow(&watch)).context("could not start the thread that watches")?;
    Ok(())
}

fn follow(watch: &Watch) {
    // The files may have changed while nobody watched: the first look finds them new.
    let (mut taken, mut before) = (Vec::new(), look(watch));
    loop {
        std::thread::sleep(PAUSE);
        let now = look(watch);
        let left_alone = now == before;
        if left_alone && now != taken {
            if let Some(line) = refreshed(watch) {
                (watch.log)(&line);
            }
            taken.clone_from(&now);
        }
        before = now;
    }
}

/// The files that the index is made of, as they are now.
fn look(watch: &Watch) -> Vec<Seen> {
    let last = index::last_build(&watch.index);
    let mut seen: Vec<Seen> = Vec::new();
    for source in last.sources.iter().chain(&last.vocabulary) {
        for entry in walkdir::WalkDir::new(source).follow_links(true).into_iter().flatten() {
            let Ok(facts) = entry.metadata() else { continue };
            if facts.is_file() {
                seen.push((entry.into_path(), facts.len(), facts.modified().ok()));
            }
        }
    }
    seen.sort();
    seen.dedup();
    seen
}

/// Refreshes, and says what came of it; nothing where all is as it was.
fn refreshed(watch: &Watch) -> Option<String> {
    let last = index::last_build(&watch.index);
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let options = BuildOptions {
        index: watch.index.clone(),
        sources: last.sources,
        vocabulary: last.vocabulary,
        without_builtin: last.without_builtin,
        approved_only: last.approved_only,
        types: last.types,
        // Half of the cores: those who search go on.
        threads: cores.div_ceil(2),
        config: watch.config.clone(),
        ..BuildOptions::default()
    };
    match index::build(&options, &|_| ()) {
        Ok(report) => told(&report),
        Err(error) => Some(format!("could not refresh the index: {error:#}")),
    }
}

fn told(report: &BuildReport) -> Option<String> {
    let pages = report.pages;
    let unread = report.unread.len();
    if pages.indexed + pages.updated + pages.removed + unread + report.held_back == 0 {
        return None;
    }
    let unread = match unread {
        0 => String::new(),
        number => format!("; {number} exports could not be read, so nothing else was removed"),
    };
    let held_back = match report.held_back {
        0 => String::new(),
        number => format!(
            "; {number} pages are in no export any more and were kept: `vademecum index --allow-shrink` lets them go"
        ),
    };
    Some(format!(
        "refreshed the index: {} pages new, {} updated, {} removed, in {:.1} s{unread}{held_back}",
        pages.indexed, pages.updated, pages.removed, report.seconds
    ))
}
