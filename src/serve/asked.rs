//! The questions that people asked, each handed on once to be kept; off unless the site wants it.
//!
//! Answers come as one types, so most of what is asked is the beginning of a question. A question that was sent, with
//! Enter, as a form, by a link or by a program, is asked. One that is being typed is held in memory until nobody has
//! typed on from it for a while: whatever begins with it, or is what is left of it, takes its place. Typists are told
//! apart by nothing but that, since whatever names a typist would be one thing more to keep.
//!
//! The same question within two minutes is one: a filter was set, a page gone back to, Enter pressed after reading.
//!
//! Files are written by a thread of its own. What it cannot write is lost, and said once; no search waits for it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use serde::Serialize;

use crate::questions::{Heard, QuestionLog};

/// How long nobody may have typed on from a question for it to be one.
const SETTLES: Duration = Duration::from_secs(15);
/// How long the same question is still the same one.
const SAME: Duration = Duration::from_mins(2);
/// Questions that are held at the same time, typed or asked just now; the oldest goes.
const MOST: usize = 4_096;
/// Questions that may wait to be looked at; others are lost.
const WAITING: usize = 4_096;
/// How often the thread looks at what it holds.
const PAUSE: Duration = Duration::from_millis(500);
/// How long it may take to write what is held when the server stops.
const LAST: Duration = Duration::from_millis(200);

/// Whether questions are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Keeping {
    /// The site does not want it.
    Off,
    /// They are.
    On,
    /// They are not, for the time being.
    Paused,
    /// They cannot be written.
    Failing,
}

impl Keeping {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Keeping::Off => "off",
            Keeping::On => "on",
            Keeping::Paused => "paused",
            Keeping::Failing => "failing",
        }
    }
}

/// Takes questions.
pub(super) struct Questions {
    /// `None` where none are kept.
    to: Option<Sender<Said>>,
    paused: AtomicBool,
    failing: std::sync::Arc<AtomicBool>,
    thread: Mutex<Option<(JoinHandle<()>, Receiver<()>)>>,
}

/// What is said to the thread.
enum Said {
    Asked(Asked),
    /// What is held is to be forgotten.
    Forget,
    /// What is held is to be written.
    Finish,
}

struct Asked {
    /// The question in small letters, in memory only.
    text: String,
    heard: Heard,
    /// It may not be typed to its end.
    typed: bool,
}

impl Questions {
    /// Keeps questions in a log, or none.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub(super) fn start(log: Option<QuestionLog>, tell: fn(&str)) -> std::io::Result<Questions> {
        let failing = std::sync::Arc::new(AtomicBool::new(false));
        let Some(log) = log else {
            return Ok(Questions { to: None, paused: false.into(), failing, thread: Mutex::new(None) });
        };
        let (to, from) = bounded(WAITING);
        let (ended, end) = bounded(1);
        let mut desk =
            Desk { log, tell, failing: std::sync::Arc::clone(&failing), typed: Vec::new(), lately: VecDeque::new() };
        let thread = std::thread::Builder::new().name("questions".to_owned()).spawn(move || {
            desk.work(&from);
            let _ = ended.send(());
        })?;
        Ok(Questions { to: Some(to), paused: false.into(), failing, thread: Mutex::new(Some((thread, end))) })
    }

    pub(super) fn keeping(&self) -> Keeping {
        match &self.to {
            None => Keeping::Off,
            Some(_) if self.paused.load(Ordering::Relaxed) => Keeping::Paused,
            Some(_) if self.failing.load(Ordering::Relaxed) => Keeping::Failing,
            Some(_) => Keeping::On,
        }
    }

    /// Whether what is asked now is to be kept.
    pub(super) fn listens(&self) -> bool {
        matches!(self.keeping(), Keeping::On | Keeping::Failing)
    }

    /// Pauses or goes on; what is held at a pause is forgotten.
    pub(super) fn pause(&self, pause: bool) {
        self.paused.store(pause, Ordering::Relaxed);
        if let Some(to) = self.to.as_ref().filter(|_| pause) {
            let _ = to.send_timeout(Said::Forget, PAUSE);
        }
    }

    /// Takes a question; where too many wait it is lost.
    pub(super) fn take(&self, question: &str, heard: Heard, typed: bool) {
        if let Some(to) = self.to.as_ref().filter(|_| self.listens()) {
            let text = question.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            let _ = to.try_send(Said::Asked(Asked { text, heard, typed }));
        }
    }

    /// Writes what is held; waits a little for that.
    pub(super) fn finish(&self) {
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let (Some(to), Some((thread, end))) = (&self.to, thread) {
            let _ = to.send_timeout(Said::Finish, LAST);
            if end.recv_timeout(LAST).is_ok() {
                let _ = thread.join();
            }
        }
    }
}

/// Where questions are looked at.
struct Desk {
    log: QuestionLog,
    tell: fn(&str),
    failing: std::sync::Arc<AtomicBool>,
    typed: Vec<(Asked, Instant)>,
    lately: VecDeque<(String, Instant)>,
}

impl Desk {
    fn work(&mut self, from: &Receiver<Said>) {
        loop {
            match from.recv_timeout(PAUSE) {
                Ok(Said::Asked(asked)) => self.hear(asked, Instant::now()),
                Ok(Said::Forget) => self.typed.clear(),
                Ok(Said::Finish) | Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => self.save(),
            }
            self.settle(Instant::now());
        }
        for (asked, _) in std::mem::take(&mut self.typed) {
            self.keep(asked, Instant::now());
        }
        self.save();
    }

    fn hear(&mut self, asked: Asked, now: Instant) {
        self.typed.retain(|(before, _)| !goes_on(&before.text, &asked.text));
        if !asked.typed {
            self.keep(asked, now);
            return;
        }
        self.typed.push((asked, now));
        if self.typed.len() > MOST {
            let (oldest, _) = self.typed.remove(0);
            self.keep(oldest, now);
        }
    }

    /// Keeps what nobody has typed on from.
    fn settle(&mut self, now: Instant) {
        while self.typed.first().is_some_and(|(_, since)| now.duration_since(*since) >= SETTLES) {
            let (asked, _) = self.typed.remove(0);
            self.keep(asked, now);
        }
    }

    fn keep(&mut self, asked: Asked, now: Instant) {
        while self.lately.front().is_some_and(|(_, since)| now.duration_since(*since) >= SAME)
            || self.lately.len() > MOST
        {
            self.lately.pop_front();
        }
        if self.lately.iter().any(|(text, _)| *text == asked.text) {
            return;
        }
        self.lately.push_back((asked.text, now));
        let written = self.log.record(asked.heard);
        self.say(written.err());
    }

    fn save(&mut self) {
        let saved = self.log.save();
        self.say(saved.err());
    }

    /// Says that writing fails, once until it works again.
    fn say(&self, failure: Option<anyhow::Error>) {
        let failed = self.failing.swap(failure.is_some(), Ordering::Relaxed);
        if let Some(error) = failure.filter(|_| !failed) {
            (self.tell)(&format!("no question can be kept: {error:#}"));
        }
    }
}

/// Whether one question is the beginning of the other.
fn goes_on(before: &str, now: &str) -> bool {
    now.starts_with(before) || before.starts_with(now)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::questions::KeptQuestion;

    fn said(text: &str, typed: bool) -> Asked {
        let line =
            format!("{{\"day\":\"2026-11-22\",\"answers\":1,\"full\":true,\"concepts\":[],\"words\":[\"{text}\"]}}");
        let kept: KeptQuestion = serde_json::from_str(&line).unwrap();
        Asked { text: text.to_owned(), heard: Heard::known(kept), typed }
    }

    /// The questions that are kept of these, each said so many seconds after the start.
    fn kept(all: &[(u64, &str, bool)], end: u64) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("asked.jsonl");
        let log = QuestionLog::open(&path, 90, date(2026, 11, 22)).unwrap();
        let mut desk =
            Desk { log, tell: |_| (), failing: std::sync::Arc::default(), typed: Vec::new(), lately: VecDeque::new() };
        let start = Instant::now();
        for &(seconds, text, typed) in all {
            desk.settle(start + Duration::from_secs(seconds));
            desk.hear(said(text, typed), start + Duration::from_secs(seconds));
        }
        desk.settle(start + Duration::from_secs(end));
        let text = std::fs::read_to_string(path).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str::<KeptQuestion>(line).unwrap().words.concat());
        lines.collect()
    }

    #[test]
    fn what_is_typed_is_a_question_once_nobody_types_on() {
        let typing = [(0, "sw", true), (1, "swallow", true), (2, "swallowing", true), (4, "swallow", true)];
        assert_eq!(kept(&typing, 18), [""; 0]);
        assert_eq!(kept(&typing, 19), ["swallow"]);
        assert_eq!(kept(&[(0, "rash", true), (5, "itch", true)], 16), ["rash"], "two who type are two");
    }

    #[test]
    fn what_is_sent_is_a_question_at_once_and_ends_its_typing() {
        assert_eq!(kept(&[(0, "ras", true), (1, "rash", false)], 60), ["rash"]);
    }

    #[test]
    fn the_same_question_soon_after_is_the_same_one() {
        let again = [(0, "rash", false), (60, "rash", false), (119, "rash", true), (200, "rash", false)];
        assert_eq!(kept(&again, 300), ["rash", "rash"]);
    }
}
