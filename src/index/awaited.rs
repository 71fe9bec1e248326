//! The vocabulary of a build, which is compiled or loaded while the reading of the exports begins.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use anyhow::{Context, Result, anyhow};

use super::FORMAT;
use super::build::VOCABULARY;
use super::checked::{read_checked, write_checked};
use super::generation::{self, link_or_copy};
use super::worker::lock;
use crate::vocabulary::{Source, Vocabulary};

/// A vocabulary that one thread makes and others wait for.
#[derive(Default)]
pub(super) struct Awaited {
    made: OnceLock<Option<Compiled>>,
    failure: Mutex<Option<anyhow::Error>>,
}

/// A compiled vocabulary, and whether it is that of the live generation.
struct Compiled {
    vocabulary: Vocabulary,
    is_live: bool,
}

impl Awaited {
    /// Makes the vocabulary of these sources. Whoever waits goes on, whatever becomes of it.
    pub(super) fn make(&self, index: &Path, sources: &[Source]) {
        let made = catch_unwind(AssertUnwindSafe(|| compiled(index, sources)));
        let made = made.unwrap_or_else(|_| Err(anyhow!("the vocabulary could not be compiled")));
        let made = made.map_err(|error| *lock(&self.failure) = Some(error));
        let _ = self.made.set(made.ok());
    }

    /// The vocabulary; `None` if it could not be made.
    pub(super) fn vocabulary(&self) -> Option<&Vocabulary> {
        self.made.wait().as_ref().map(|compiled| &compiled.vocabulary)
    }

    /// Why it could not be made.
    pub(super) fn failure(&self) -> Option<anyhow::Error> {
        lock(&self.failure).take()
    }

    /// Writes it into a generation, or takes over the file of the live one.
    pub(super) fn write(&self, live: Option<&Path>, generation: &Path) -> Result<()> {
        let path = generation.join(VOCABULARY);
        let compiled = self.made.wait().as_ref().context("there is no vocabulary")?;
        match live.filter(|_| compiled.is_live) {
            Some(live) => link_or_copy(&live.join(VOCABULARY), &path),
            None => write_checked(&path, &postcard::to_stdvec(&compiled.vocabulary)?),
        }
    }
}

/// The vocabulary of these sources: the live generation's if it was compiled from the same, for compiling takes longer
/// than a small refresh.
fn compiled(index: &Path, sources: &[Source]) -> Result<Compiled> {
    let hash = Vocabulary::hash_of(sources);
    let live = generation::current(index).ok().flatten();
    let of_this_format = |folder: &PathBuf| generation::load_manifest(folder).is_ok_and(|it| it.format == FORMAT);
    let bytes = live.filter(of_this_format).and_then(|folder| read_checked(&folder.join(VOCABULARY)).ok());
    let known: Option<Vocabulary> = bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok());
    match known.filter(|known| known.hash() == hash) {
        Some(vocabulary) => Ok(Compiled { vocabulary, is_live: true }),
        None => Ok(Compiled { vocabulary: Vocabulary::compile(sources)?, is_live: false }),
    }
}
