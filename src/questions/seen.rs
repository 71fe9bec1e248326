//! On which days a word came up, without the word.
//!
//! A word that neither the site nor its vocabulary has may be a new medicine, or a caller's name. It is kept only once it
//! came up on three different days; until then something must say that it is the same word, and must not say which.
//!
//! What is kept is a hash under a key, with up to three days, in a file beside the log that only its owner may read. The
//! key must not be in the log, which is handed to editors: with it, whoever has a list of names could try them all. Nor
//! can it be in memory alone: a page that is opened in the morning and closed in the evening would never see a third day.
//! Whoever has both files can still try out guesses. That is the price of counting over days, so there is little to be
//! had by it: no line of the log has a hash, so a word guessed leads to no question, and a hash goes when its days do.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::log::{before, write_whole};

/// Different days after which a word is kept.
const DAYS: usize = 3;
/// Words that are told apart; who asks for more than that asks for no answers.
const MOST_WORDS: usize = 20_000;
/// Digits of a hash: no two of so many words share one.
const DIGITS: usize = 16;

/// The days of words.
#[derive(Debug)]
pub(super) struct Seen {
    path: PathBuf,
    kept: Kept,
    changed: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    key: String,
    words: BTreeMap<String, Vec<Date>>,
}

impl Seen {
    /// Reads the file, or begins one with a key of its own.
    ///
    /// # Errors
    /// If it cannot be read, or is another file.
    pub(super) fn open(path: &Path) -> Result<Seen> {
        let kept = match std::fs::read(path) {
            Ok(text) => serde_json::from_slice(&text).with_context(|| {
                format!("`{}` is not what belongs to a log of questions; move it away", path.display())
            })?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Kept { key: new_key()?, words: BTreeMap::new() }
            }
            Err(error) => return Err(error).with_context(|| format!("could not read `{}`", path.display())),
        };
        Ok(Seen { path: path.to_owned(), kept, changed: true })
    }

    /// Notes that a word came up; whether it has on three days by now.
    pub(super) fn note(&mut self, word: &str, day: Date) -> bool {
        let hash = self.hash(word);
        if !self.kept.words.contains_key(&hash) && self.kept.words.len() >= MOST_WORDS {
            return false;
        }
        let days = self.kept.words.entry(hash).or_default();
        if !days.contains(&day) {
            days.push(day);
            days.sort();
            if days.len() > DAYS {
                days.remove(0);
            }
            self.changed = true;
        }
        days.len() >= DAYS
    }

    /// Lets days go that are too long ago, and words without any.
    pub(super) fn forget(&mut self, day: Date, keep_days: u32) {
        for days in self.kept.words.values_mut() {
            let had = days.len();
            days.retain(|&one| one >= before(day, keep_days));
            self.changed |= days.len() != had;
        }
        self.kept.words.retain(|_, days| !days.is_empty());
    }

    /// Writes it, if it has changed.
    ///
    /// # Errors
    /// If that fails.
    pub(super) fn save(&mut self) -> Result<()> {
        if self.changed {
            let text = serde_json::to_vec(&self.kept).context("could not write down the days of words")?;
            write_whole(&self.path, &text)?;
            self.changed = false;
        }
        Ok(())
    }

    fn hash(&self, word: &str) -> String {
        let key = blake3::derive_key("vademecum 2026-11 days of a word in questions", self.kept.key.as_bytes());
        blake3::keyed_hash(&key, word.as_bytes()).to_hex().chars().take(DIGITS).collect()
    }
}

/// A key that nobody can guess.
fn new_key() -> Result<String> {
    let mut key = [0; 32];
    getrandom::fill(&mut key).map_err(|error| anyhow::anyhow!("the system gives no random key: {error}"))?;
    Ok(blake3::Hash::from_bytes(key).to_hex().to_string())
}
