//! Gaps: what people ask and the site does not answer, from a file of kept questions and the index as it is now.
//!
//! A gap is the thing that is missing, in whatever questions it was asked for: a word or concept that stands nowhere on the
//! site; where all words do, the words that no page answers together. What was asked fewer than three times is told of
//! by nobody: it may be one caller's.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use jiff::civil::Date;
use serde::Serialize;

use super::kept::KeptQuestion;
use super::log::read;
use super::reason::Reasons;
use crate::index::Snapshot;

/// What occurred fewer times is left out.
pub const FEWEST_TIMES: usize = 3;

/// What a file of questions says of a site.
#[derive(Debug, Clone, Serialize)]
pub struct Gaps {
    /// Version of this form.
    pub version: u32,
    /// The first and the last day of the questions.
    pub days: Option<(Date, Date)>,
    /// Questions in the file.
    pub questions: usize,
    /// Questions that were answered fully.
    pub answered: usize,
    /// Gaps that are none any more: the index answers them now.
    pub filled: usize,
    /// Gaps that were asked for fewer times than are told.
    pub rare: usize,
    /// Questions without a full answer of which too little is kept to say what was missing.
    pub untold: usize,
    /// What is missing, the most frequent first.
    pub gaps: Vec<Gap>,
}

/// What is asked for and not answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Why there is no answer.
    pub kind: GapKind,
    /// What was asked for.
    pub asked: String,
    /// How many questions asked for it.
    pub times: usize,
    /// On how many days.
    pub days: usize,
    /// The last of them.
    pub last: Date,
    /// What was asked with it as often as may be told.
    pub with: Vec<String>,
    /// What the site calls it, where that can be told.
    pub site_says: Option<String>,
    /// The page that comes nearest.
    pub nearest: Option<Nearest>,
}

/// A page that comes near to a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nearest {
    /// Title.
    pub title: String,
    /// Address.
    pub link: String,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapKind {
    /// The site has nothing on it.
    NoContent,
    /// The site has it under other names.
    OtherWords,
    /// It was misspelt, and the site has it.
    Misspelling,
}

impl GapKind {
    /// The kind as a program reads it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            GapKind::NoContent => "no-content",
            GapKind::OtherWords => "other-words",
            GapKind::Misspelling => "misspelling",
        }
    }
}

/// What was missing in a question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Missing {
    /// A word or a concept that stands nowhere.
    Named(String),
    /// What was meant by a word that was misspelt.
    Misspelt(String),
    /// All that was asked, which stands nowhere together.
    Together(Vec<String>),
}

/// Questions that miss the same.
#[derive(Debug, Default)]
struct Group {
    times: usize,
    days: BTreeSet<Date>,
    with: BTreeMap<String, usize>,
    /// Words of later questions that were answered in its place.
    instead: BTreeMap<String, usize>,
}

/// What people asked and the site, as the index has it now, does not answer.
///
/// # Errors
/// If the file or the index cannot be read, or the file is no log of questions.
pub fn gaps(path: &Path, snapshot: &Snapshot) -> Result<Gaps> {
    let questions: Vec<KeptQuestion> = read(path)?.into_iter().map(|(question, _)| question).collect();
    let first = questions.iter().map(|question| question.day).min();
    let last = questions.iter().map(|question| question.day).max();
    let mut groups: BTreeMap<Missing, Group> = BTreeMap::new();
    let (mut answered, mut untold) = (0, 0);
    let mut instead: BTreeMap<&str, BTreeMap<String, usize>> = BTreeMap::new();
    for question in &questions {
        for name in &question.instead_of {
            let words = instead.entry(name).or_default();
            question.words.iter().for_each(|word| *words.entry(word.clone()).or_default() += 1);
        }
        if question.full {
            answered += 1;
            continue;
        }
        let missing = missing(question);
        untold += usize::from(missing.is_empty());
        for one in missing {
            groups.entry(one).or_default().add(question);
        }
    }
    let before = groups.len();
    groups.retain(|_, group| group.times >= FEWEST_TIMES);
    for (missing, group) in &mut groups {
        if let Missing::Named(name) = missing {
            group.instead = instead.remove(name.as_str()).unwrap_or_default();
        }
    }
    let rare = before - groups.len();
    let reasons = Reasons::new(snapshot);
    let (mut gaps, mut filled) = (Vec::with_capacity(groups.len()), 0);
    for (missing, group) in groups {
        match gap(&missing, &group, &reasons)? {
            Some(gap) => gaps.push(gap),
            None => filled += 1,
        }
    }
    gaps.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| b.last.cmp(&a.last)).then_with(|| a.asked.cmp(&b.asked)));
    let days = first.zip(last);
    Ok(Gaps { version: 1, days, questions: questions.len(), answered, filled, rare, untold, gaps })
}

/// What a question missed; nothing where too little of it is kept.
fn missing(question: &KeptQuestion) -> Vec<Missing> {
    let misspelt = question.meant.iter().cloned().map(Missing::Misspelt);
    let named = question.missing.iter().cloned().map(Missing::Named);
    let mut missing: Vec<Missing> = misspelt.chain(named).collect();
    if missing.is_empty() && question.withheld == 0 {
        missing.extend(Some(question.words.clone()).filter(|words| !words.is_empty()).map(Missing::Together));
    }
    missing
}

impl Group {
    fn add(&mut self, question: &KeptQuestion) {
        self.times += 1;
        self.days.insert(question.day);
        for word in question.words.iter().chain(&question.concepts) {
            *self.with.entry(word.clone()).or_default() += 1;
        }
    }

    /// What was asked with it often enough to be told.
    fn with(&self, but: &str) -> Vec<String> {
        let often = self.with.iter().filter(|(word, times)| **times >= FEWEST_TIMES && *word != but);
        let mut often: Vec<(&String, usize)> = often.map(|(word, times)| (word, *times)).collect();
        often.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        often.into_iter().map(|(word, _)| word.clone()).collect()
    }

    /// What was said instead often enough to be told, and not with it as well.
    fn instead(&self) -> Vec<String> {
        let often =
            self.instead.iter().filter(|(word, times)| **times >= FEWEST_TIMES && !self.with.contains_key(*word));
        often.map(|(word, _)| word.clone()).collect()
    }
}

/// Why it is missing; `None` where it is not any more.
fn gap(missing: &Missing, group: &Group, reasons: &Reasons<'_>) -> Result<Option<Gap>> {
    let (asked, with, reason) = match missing {
        Missing::Misspelt(meant) => {
            let with = group.with(meant);
            let reason = reasons.of_misspelt(meant)?;
            (meant.clone(), with, Some(reason))
        }
        Missing::Named(name) => {
            let reason = reasons.of_name(name, &group.instead())?;
            (name.clone(), group.with(name), reason)
        }
        Missing::Together(words) => (words.join(" "), Vec::new(), reasons.of_words(words)?),
    };
    let last = group.days.last().copied();
    let made = reason.zip(last).map(|(reason, last)| Gap {
        kind: reason.kind,
        asked,
        times: group.times,
        days: group.days.len(),
        last,
        with,
        site_says: reason.site_says,
        nearest: reason.nearest,
    });
    Ok(made)
}
