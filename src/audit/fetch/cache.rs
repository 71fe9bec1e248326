//! What was answered, kept for a day, so that an audit that is run again asks nobody twice.
//!
//! A file that cannot be read or written is no reason to stop: then everything is asked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::Verdict;

const KEPT_HOURS: i64 = 24;

/// Answers by address.
#[derive(Debug, Default)]
pub(super) struct Cache {
    file: Option<PathBuf>,
    kept: Kept,
    changed: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Kept {
    version: u32,
    answers: BTreeMap<String, Answer>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Answer {
    at: Timestamp,
    verdict: Verdict,
}

impl Cache {
    /// Reads a file and forgets what is too old.
    pub(super) fn read(file: Option<&Path>) -> Cache {
        let text = file.and_then(|file| std::fs::read(file).ok());
        let kept = text.and_then(|text| serde_json::from_slice::<Kept>(&text).ok()).filter(|kept| kept.version == 1);
        let mut kept = kept.unwrap_or_default();
        kept.version = 1;
        let now = Timestamp::now();
        let is_fresh = |at: Timestamp| at <= now && now.duration_since(at) < SignedDuration::from_hours(KEPT_HOURS);
        kept.answers.retain(|_, answer| is_fresh(answer.at));
        Cache { file: file.map(Path::to_owned), kept, changed: false }
    }

    pub(super) fn verdict(&self, address: &str) -> Option<&Verdict> {
        self.kept.answers.get(address).map(|answer| &answer.verdict)
    }

    /// Keeps an answer; what is not clear is asked again next time.
    pub(super) fn keep(&mut self, address: &str, verdict: &Verdict) {
        if verdict.is_answer() {
            let answer = Answer { at: Timestamp::now(), verdict: verdict.clone() };
            self.kept.answers.insert(address.to_owned(), answer);
            self.changed = true;
        }
    }

    /// Writes the file anew, whole or not at all.
    pub(super) fn write(&self) {
        let Some(file) = self.file.as_deref().filter(|_| self.changed) else { return };
        let Ok(text) = serde_json::to_vec(&self.kept) else { return };
        if let Some(folder) = file.parent() {
            let _ = std::fs::create_dir_all(folder);
        }
        let mut next = file.as_os_str().to_owned();
        next.push(format!(".{}", std::process::id()));
        let next = PathBuf::from(next);
        if std::fs::write(&next, text).and_then(|()| std::fs::rename(&next, file)).is_err() {
            let _ = std::fs::remove_file(&next);
        }
    }
}
