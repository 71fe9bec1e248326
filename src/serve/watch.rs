//! Watching the exports, the vocabulary and the configuration: when they change, the index is refreshed from them.
//!
//! Sizes and times of the files are looked at every few seconds, since exports often come over a network, where no system
//! tells of changes. A refresh waits until the files have been left alone for one look. A changed configuration is in force
//! once the index is refreshed by it; one that is faulty is told of, and the one before stays. Nothing here stops the
//! serving.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};

use super::settings::Settings;
use crate::config::Config;
use crate::index::{self, BuildOptions, BuildReport, LastBuild};

/// How often the files are looked at.
const PAUSE: Duration = Duration::from_secs(2);
/// What a site's vocabulary is called in a folder of exports.
const VOCABULARY: &str = "vocabulary.txt";

/// What to watch, and for whom.
#[derive(Debug, Clone)]
pub struct Watch {
    /// Folder of the index; it is refreshed from what it was last built from.
    pub index: PathBuf,
    /// Where the configuration may be; the first of these files that is there.
    pub configuration: Vec<PathBuf>,
    /// Where a line about each refresh goes.
    pub log: fn(&str),
}

/// A file: its path, its length in bytes, and when it was changed.
type Seen = (PathBuf, u64, Option<SystemTime>);

/// Watches until the program ends, on a thread of its own.
///
/// # Errors
/// If the index was built from standard input, or the system gives no thread.
pub fn watch(watch: Watch, settings: Arc<Settings>) -> Result<()> {
    let last = index::last_build(&watch.index);
    if last.sources.is_empty() || last.sources.iter().any(|source| source == Path::new("-")) {
        bail!(
            "--watch: the index was last built from standard input; build it from files, as `vademecum index exports/`"
        );
    }
    let thread = std::thread::Builder::new().name("watch".to_owned());
    thread.spawn(move || watch.follow(&settings)).context("could not start the thread that watches")?;
    Ok(())
}

impl Watch {
    fn follow(&self, settings: &Settings) {
        // The files may have changed while nobody watched: the first look finds them new.
        let (mut taken, mut before) = (Vec::new(), self.look());
        let mut told: Vec<String> = Vec::new();
        loop {
            std::thread::sleep(PAUSE);
            let now = self.look();
            if now == before && now != taken {
                let (done, lines) = self.refresh(settings);
                // What fails is tried again, and told of once.
                for line in lines.iter().filter(|line| done || !told.contains(line)) {
                    (self.log)(line);
                }
                told = if done { Vec::new() } else { lines };
                if done {
                    taken.clone_from(&now);
                }
            }
            before = now;
        }
    }

    /// The files that the index is made of, as they are now.
    fn look(&self) -> Vec<Seen> {
        let last = index::last_build(&self.index);
        let mut seen: Vec<Seen> = Vec::new();
        for source in last.sources.iter().chain(&last.vocabulary).chain(&self.configuration) {
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

    /// Refreshes; whether what changed is taken in, and what is to be told of it.
    fn refresh(&self, settings: &Settings) -> (bool, Vec<String>) {
        let mut lines = Vec::new();
        let config = self.configuration().unwrap_or_else(|error| {
            lines.push(format!("the configuration stays as it was: {error:#}"));
            None
        });
        let config = config.unwrap_or_else(|| settings.now().config.clone());
        match index::build(&self.options(config.clone()), &|_| ()) {
            Ok(report) => {
                if settings.take(config) {
                    lines.push("took in the changed configuration".to_owned());
                }
                lines.extend(told(&report));
                (true, lines)
            }
            Err(error) => {
                lines.push(format!("could not refresh the index, which stays as it was: {error:#}"));
                (false, lines)
            }
        }
    }

    /// The configuration as it is now; `None` where there is none. One that has gone is still in force, since it may hide
    /// pages.
    fn configuration(&self) -> Result<Option<Config>> {
        let there = self.configuration.iter().find(|path| path.is_file());
        there.map(|path| Config::read(path)).transpose()
    }

    fn options(&self, config: Config) -> BuildOptions {
        let last = index::last_build(&self.index);
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        BuildOptions {
            index: self.index.clone(),
            vocabulary: vocabulary(&last),
            types: if config.types.is_some() { Vec::new() } else { last.types },
            sources: last.sources,
            without_builtin: last.without_builtin,
            approved_only: last.approved_only,
            // Half of the cores: those who search go on.
            threads: cores.div_ceil(2),
            config,
            ..BuildOptions::default()
        }
    }
}

/// The site's vocabulary: the file that was used, or one that has come to stand among the exports since.
fn vocabulary(last: &LastBuild) -> Option<PathBuf> {
    let among = || last.sources.iter().map(|source| source.join(VOCABULARY)).find(|path| path.is_file());
    last.vocabulary.clone().or_else(among)
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
