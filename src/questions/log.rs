//! The file of kept questions: one line of JSON each, read and written by its owner only, without what is too old.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use jiff::ToSpan;
use jiff::civil::Date;

use super::kept::{Heard, KeptQuestion};
use super::seen::Seen;

/// How soon after a question another may be the same in other words.
const IN_OTHER_WORDS: Duration = Duration::from_mins(2);

/// A file of questions that is written.
///
/// Whoever holds one has the file to itself.
#[derive(Debug)]
pub struct QuestionLog {
    path: PathBuf,
    keep_days: u32,
    seen: Seen,
    /// The day for which old lines were let go.
    tidied: Option<Date>,
    /// The question before.
    before: Option<(KeptQuestion, Instant)>,
    /// A line may have been cut short, so that the next begins on one of its own.
    cut_short: bool,
    _lock: File,
}

impl QuestionLog {
    /// Opens a file of questions, or begins one. Lines older than `keep_days` go.
    ///
    /// # Errors
    /// If it cannot be written, another program writes it, or it holds something else: nothing else is ever overwritten.
    pub fn open(path: &Path, keep_days: u32, today: Date) -> Result<QuestionLog> {
        let beside = |ending: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        if path.exists() && !path.is_file() {
            bail!("`{}` is no file; name one that questions are to go to", path.display());
        }
        check(path)?;
        let lock_path = beside(".lock");
        let lock = options().open(&lock_path).with_context(|| format!("could not write `{}`", lock_path.display()))?;
        if lock.try_lock().is_err() {
            bail!("another vademecum writes `{}`; name another file for this one", path.display());
        }
        let seen = Seen::open(&beside(".seen"))?;
        let mut log = QuestionLog {
            path: path.to_owned(),
            keep_days,
            seen,
            tidied: None,
            before: None,
            cut_short: true,
            _lock: lock,
        };
        log.append(b"")?;
        log.tidy(today)?;
        log.save()?;
        Ok(log)
    }

    /// Writes a line for a question.
    ///
    /// # Errors
    /// If that fails; a later one may be written all the same.
    pub fn record(&mut self, heard: Heard) -> Result<()> {
        let day = heard.kept.day;
        if self.tidied != Some(day) {
            self.tidy(day)?;
        }
        let mut line = heard.line(|unknown| self.seen.note(&unknown.word, day));
        if let Some((before, since)) = &self.before
            && since.elapsed() < IN_OTHER_WORDS
        {
            line.instead_of = instead_of(before, &line);
        }
        let mut text = serde_json::to_vec(&line).context("could not write down a question")?;
        text.push(b'\n');
        self.before = Some((line, Instant::now()));
        self.append(&text)
    }

    /// Writes what is known of words by now.
    ///
    /// # Errors
    /// If that fails.
    pub fn save(&mut self) -> Result<()> {
        self.seen.save()
    }

    fn append(&mut self, text: &[u8]) -> Result<()> {
        let mut file = options().append(true).open(&self.path).with_context(|| self.could_not())?;
        private(&file).with_context(|| self.could_not())?;
        let mut whole = Vec::with_capacity(text.len() + 1);
        if self.cut_short && file.metadata().is_ok_and(|facts| facts.len() > 0) {
            whole.push(b'\n');
        }
        whole.extend_from_slice(text);
        self.cut_short = true;
        file.write_all(&whole).with_context(|| self.could_not())?;
        self.cut_short = false;
        Ok(())
    }

    /// Lets lines go that are too old, and such as are none.
    fn tidy(&mut self, day: Date) -> Result<()> {
        let oldest = before(day, self.keep_days);
        let text = read(&self.path)?;
        let kept = text.iter().filter(|(question, _)| question.day >= oldest).map(|(_, line)| line.as_str());
        let mut whole = kept.collect::<Vec<_>>().join("\n");
        if !whole.is_empty() {
            whole.push('\n');
        }
        write_whole(&self.path, whole.as_bytes())?;
        self.cut_short = false;
        self.seen.forget(day, self.keep_days);
        self.tidied = Some(day);
        Ok(())
    }

    fn could_not(&self) -> String {
        format!("could not write `{}`", self.path.display())
    }
}

/// What a question missed that the next says in other words: that has a word of it, and a full answer.
fn instead_of(before: &KeptQuestion, now: &KeptQuestion) -> Vec<String> {
    let shared = |word: &String| before.words.contains(word) && !before.missing.contains(word);
    let in_other_words = !before.full && now.full && now.words.iter().any(shared);
    let said_again = |name: &&String| !now.words.contains(name) && !now.concepts.contains(name);
    before.missing.iter().filter(|_| in_other_words).filter(said_again).cloned().collect()
}

/// The first day that counts where so many days are kept, today among them.
pub(super) fn before(day: Date, keep_days: u32) -> Date {
    day.checked_sub(i64::from(keep_days.saturating_sub(1)).days()).unwrap_or(Date::MIN)
}

/// The questions of a file, each with its line; what was cut short by a full disk is passed over.
///
/// # Errors
/// If it cannot be read, or none of its lines is a question.
pub(super) fn read(path: &Path) -> Result<Vec<(KeptQuestion, String)>> {
    let file = File::open(path).with_context(|| format!("could not read `{}`", path.display()))?;
    let (mut questions, mut others) = (Vec::new(), 0);
    for line in BufReader::new(file).split(b'\n') {
        let line = line.with_context(|| format!("could not read `{}`", path.display()))?;
        if line.trim_ascii().is_empty() {
            continue;
        }
        match (serde_json::from_slice(&line), String::from_utf8(line)) {
            (Ok(question), Ok(line)) => questions.push((question, line)),
            _ => others += 1,
        }
    }
    if questions.is_empty() && others > 0 {
        bail!(
            "`{}` is no log of questions; name one that `serve --log-questions` wrote, or a new file",
            path.display()
        );
    }
    Ok(questions)
}

/// Whether a file may be written to: it is none yet, or a log of questions.
fn check(path: &Path) -> Result<()> {
    if path.exists() { read(path).map(|_| ()) } else { Ok(()) }
}

/// Replaces a file by rename, so that it is never half written.
pub(super) fn write_whole(path: &Path, text: &[u8]) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    let new = PathBuf::from(name);
    let written = || -> std::io::Result<()> {
        let mut file = options().truncate(true).open(&new)?;
        private(&file)?;
        file.write_all(text)?;
        file.sync_all()?;
        std::fs::rename(&new, path)
    };
    written().with_context(|| format!("could not write `{}`", path.display()))
}

fn options() -> std::fs::OpenOptions {
    let mut options = File::options();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Only its owner may read a file, whatever was the case before.
#[cfg(unix)]
fn private(file: &File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = file.metadata()?.permissions();
    if permissions.mode() & 0o777 != 0o600 {
        permissions.set_mode(0o600);
        file.set_permissions(permissions)?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn private(_: &File) -> std::io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::kept::Unknown;
    use super::*;

    fn heard(day: Date, known: &str, unknown: &str) -> Heard {
        let kept = KeptQuestion {
            day,
            answers: 1,
            full: true,
            concepts: Vec::new(),
            words: vec![known.to_owned()],
            missing: Vec::new(),
            meant: Vec::new(),
            instead_of: Vec::new(),
            withheld: 0,
        };
        Heard { kept, unknown: vec![Unknown { word: unknown.to_owned(), misspelt: false }] }
    }

    fn days(path: &Path) -> Vec<String> {
        read(path).unwrap().into_iter().map(|(question, _)| question.day.to_string()).collect()
    }

    #[test]
    fn a_word_is_written_from_its_third_day_on_and_stands_in_no_file_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("questions.jsonl");
        for (nth, day) in [1, 1, 1, 2, 2, 5, 6].into_iter().enumerate() {
            let day = date(2026, 11, day);
            // It is the same word after a restart.
            let mut log = QuestionLog::open(&path, 90, day).unwrap();
            log.record(heard(day, "rash", "quxword")).unwrap();
            log.save().unwrap();
            drop(log);
            let all: String = std::fs::read_dir(folder.path())
                .unwrap()
                .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
                .collect();
            assert_eq!(all.matches("quxword").count() > 0, nth >= 5, "{nth}: {all}");
        }
        let last = read(&path).unwrap().pop().unwrap().0;
        assert_eq!(
            (last.words, last.missing),
            (vec!["quxword".to_owned(), "rash".to_owned()], vec!["quxword".to_owned()])
        );
    }

    #[test]
    fn what_was_missed_and_then_said_in_other_words_is_noted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("questions.jsonl");
        let day = date(2026, 11, 1);
        let mut log = QuestionLog::open(&path, 10, day).unwrap();
        for (words, missing) in [(["legs", "wobbly"], "wobbly"), (["legs", "weak"], ""), (["rash", "sun"], "")] {
            let mut heard = heard(day, words[0], "a");
            heard.kept.words.push(words[1].to_owned());
            heard.kept.missing.extend(Some(missing.to_owned()).filter(|missing| !missing.is_empty()));
            heard.kept.full = missing.is_empty();
            log.record(heard).unwrap();
        }
        let instead: Vec<Vec<String>> = read(&path).unwrap().into_iter().map(|(line, _)| line.instead_of).collect();
        assert_eq!(instead, [vec![], vec!["wobbly".to_owned()], vec![]]);
    }

    #[test]
    fn old_lines_go_and_the_days_of_words_with_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("questions.jsonl");
        let mut log = QuestionLog::open(&path, 10, date(2026, 11, 1)).unwrap();
        for day in [1, 2, 11, 12] {
            log.record(heard(date(2026, 11, day), "rash", "quxword")).unwrap();
        }
        assert_eq!(days(&path), ["2026-11-11", "2026-11-12"]);
        let last = read(&path).unwrap().pop().unwrap().0;
        assert_eq!(last.withheld, 1, "its first two days are forgotten");
    }

    #[test]
    fn a_file_of_something_else_is_left_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("thesis.txt");
        std::fs::write(&path, "{\"a\": 1}\nmine\n").unwrap();
        let error = format!("{:#}", QuestionLog::open(&path, 10, date(2026, 11, 1)).unwrap_err());
        assert!(error.contains("is no log of questions"), "{error}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\"a\": 1}\nmine\n");
    }

    #[test]
    fn a_line_that_was_cut_short_spoils_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("questions.jsonl");
        let day = date(2026, 11, 1);
        let mut log = QuestionLog::open(&path, 10, day).unwrap();
        log.record(heard(day, "rash", "a")).unwrap();
        std::fs::write(&path, format!("{}{{\"day\":\"2026", std::fs::read_to_string(&path).unwrap())).unwrap();
        log.cut_short = true;
        log.record(heard(day, "sun", "b")).unwrap();
        assert_eq!(days(&path).len(), 2);
        assert!(QuestionLog::open(&path, 10, day).is_err(), "one program writes a file");
        drop(log);
        assert!(QuestionLog::open(&path, 10, day).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn its_files_are_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("questions.jsonl");
        std::fs::write(&path, "").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let mut log = QuestionLog::open(&path, 10, date(2026, 11, 1)).unwrap();
        log.record(heard(date(2026, 11, 1), "rash", "quxword")).unwrap();
        log.save().unwrap();
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            let entry = entry.unwrap();
            assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", entry.path());
        }
    }
}
