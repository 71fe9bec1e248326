//! The check of a vocabulary file: every faulty line, and what in its sound lines a clinician should look at twice.
//!
//! A warning is a doubt, no fault: the file is used as it is.

mod doubt;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

pub(super) use self::doubt::is_common;
use self::doubt::{differ_in_opposites, look_alike, narrows};
use super::acronym::single_acronym;
use super::solr::{Line, Relation, parse};
use super::{ConceptId, LineError, Source, Vocabulary};
use crate::analysis::{Analyzer, Language, acronym_shaped};

/// A sound line to look at twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// `opposites`, `look-alike`, `class-beside-member`, `other-concept`, `joined-lines`, `common-word` or
    /// `approved-later`.
    pub code: &'static str,
    /// Counted from 1.
    pub line: usize,
    /// What is doubtful, with what to do last.
    pub text: String,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// Lines that cannot be used: the index would not be built.
    pub faults: Vec<LineError>,
    /// Lines to look at twice, in their order.
    pub warnings: Vec<Warning>,
    /// Sound lines.
    pub lines: usize,
    /// Of them, lines that somebody has approved.
    pub approved: usize,
}

/// Checks a file against itself and against other sources, such as the built-in lists, on a day.
#[must_use]
pub fn check(file: &Source, others: &[Source], today: Date) -> Checked {
    let mut faults = Vec::new();
    let lines = parse(&file.name, &file.text, &mut faults);
    let all: Vec<Source> = others.iter().chain([file]).cloned().collect();
    if let Err(errors) = Vocabulary::compile(&all) {
        faults = errors.0;
    }
    let mut checker = Checker {
        // Faulty lists of others are told of when they are compiled with the file.
        known: Vocabulary::compile(others).ok(),
        analyzer: Analyzer::new(Language::English),
        first_lines: BTreeMap::new(),
        warnings: Vec::new(),
    };
    for line in &lines {
        checker.line(line);
        if let Some(approval) = line.approval.as_ref().filter(|approval| approval.on > today) {
            checker.warn("approved-later", line, format!("it is approved on {}, a day to come", approval.on));
        }
    }
    let approved = lines.iter().filter(|line| line.approval.is_some()).count();
    Checked { faults, warnings: checker.warnings, lines: lines.len(), approved }
}

struct Checker {
    /// What the other sources say.
    known: Option<Vocabulary>,
    analyzer: Analyzer,
    /// The first line that has a name among names of the same thing.
    first_lines: BTreeMap<String, usize>,
    warnings: Vec<Warning>,
}

impl Checker {
    fn warn(&mut self, code: &'static str, line: &Line, text: String) {
        self.warnings.push(Warning { code, line: line.number, text });
    }

    fn line(&mut self, line: &Line) {
        if line.relation == Relation::Never {
            return;
        }
        for name in line.left.iter().chain(&line.right) {
            if !acronym_shaped(name) && is_common(name) && self.concept(name).is_none() {
                let text = format!("`{name}` is an everyday word and will be found in many places; write it out");
                self.warn("common-word", line, text);
            }
        }
        match line.relation {
            Relation::Same | Relation::Unstated => {
                self.same(line, &line.left);
                self.joined_lines(line);
            }
            Relation::Narrower => {
                self.same(line, &line.left);
                self.narrower(line);
            }
            Relation::Superseded => {
                let names: Vec<String> = line.left.iter().chain(&line.right).cloned().collect();
                self.same(line, &names);
            }
            Relation::Acronym | Relation::Never => {}
        }
    }

    /// Names that the line says mean the same.
    fn same(&mut self, line: &Line, names: &[String]) {
        let mut told: Vec<(ConceptId, ConceptId)> = Vec::new();
        for (nth, one) in names.iter().enumerate() {
            for other in names.iter().skip(nth + 1) {
                // An acronym only gets one meaning more; but a class beside its member is wrong by whatever name.
                if acronym_shaped(one) || acronym_shaped(other) {
                    self.class_beside_member(line, one, other);
                    continue;
                }
                let concepts = (self.concept(one), self.concept(other));
                if let (Some(a), Some(b)) = concepts {
                    if a != b && !told.contains(&(a, b)) {
                        told.push((a, b));
                        self.two_concepts(line, (one, a), (other, b));
                    }
                    continue;
                }
                self.pair(line, one, other);
            }
        }
    }

    /// An acronym and a name of which one is a class by any of its meanings, and the other a member.
    fn class_beside_member(&mut self, line: &Line, one: &str, other: &str) {
        let Some(known) = &self.known else { return };
        // `NSAIDs` are an `NSAID`.
        let (ours, theirs) = (known.find(single_acronym(one)), known.find(single_acronym(other)));
        // A meaning that they share is the one meant.
        if ours.iter().any(|concept| theirs.contains(concept)) {
            return;
        }
        let mut pairs = ours.iter().flat_map(|&a| theirs.iter().map(move |&b| (a, b)));
        if let Some((a, b)) = pairs.find(|&(a, b)| is_below(known, a, b) || is_below(known, b, a)) {
            self.two_concepts(line, (one, a), (other, b));
        }
    }

    /// Two names that the other sources have in two concepts.
    fn two_concepts(&mut self, line: &Line, (one, a): (&str, ConceptId), (other, b): (&str, ConceptId)) {
        let Some(known) = &self.known else { return };
        let wider = if is_below(known, a, b) {
            Some((other, one))
        } else if is_below(known, b, a) {
            Some((one, other))
        } else {
            None
        };
        let (code, text) = match wider {
            Some((wide, narrow)) => (
                "class-beside-member",
                format!("the built-in lists have `{narrow}` as an example of `{wide}`; write `{wide} => {narrow}`"),
            ),
            None => (
                "other-concept",
                format!(
                    "`{one}` and `{other}` are two things in the built-in lists, and this line makes them one; part them \
                     if they differ"
                ),
            ),
        };
        self.warn(code, line, text);
    }

    /// Two names of which the other sources do not know both.
    fn pair(&mut self, line: &Line, one: &str, other: &str) {
        let words = |analyzer: &mut Analyzer, name: &str| -> Vec<String> {
            analyzer.analyze(name).iter().map(|token| token.folded.to_owned()).collect()
        };
        let (a, b) = (words(&mut self.analyzer, one), words(&mut self.analyzer, other));
        if let Some((first, second)) = differ_in_opposites(&a, &b) {
            let text =
                format!("`{one}` and `{other}` differ in `{first}` and `{second}`, which are opposites; part them");
            self.warn("opposites", line, text);
        } else if look_alike(&a, &b) {
            let text =
                format!("`{one}` and `{other}` look alike; make sure that neither is another medicine or disease");
            self.warn("look-alike", line, text);
        } else if let Some((wide, narrow)) =
            narrows(&a, &b).then_some((one, other)).or_else(|| narrows(&b, &a).then_some((other, one)))
        {
            let text = format!("`{narrow}` may be an example of `{wide}`; if so, write `{wide} => {narrow}`");
            self.warn("class-beside-member", line, text);
        }
    }

    /// Examples that the other sources call wider, or the same.
    fn narrower(&mut self, line: &Line) {
        for wide in &line.left {
            for narrow in &line.right {
                let (Some(a), Some(b)) = (self.concept(wide), self.concept(narrow)) else { continue };
                let Some(known) = &self.known else { continue };
                let text = if a == b {
                    format!("the built-in lists say that `{wide}` and `{narrow}` mean the same; part them with `never`")
                } else if is_below(known, a, b) {
                    format!("the built-in lists have it the other way round: `{wide}` as an example of `{narrow}`")
                } else {
                    continue;
                };
                self.warn("other-concept", line, text);
            }
        }
    }

    /// A name that an earlier line has makes both lines one concept.
    fn joined_lines(&mut self, line: &Line) {
        for name in line.left.iter().filter(|name| !acronym_shaped(name)) {
            let tokens = self.analyzer.analyze(name);
            let key: Vec<&str> = tokens.iter().map(|token| token.stem).collect();
            let first = *self.first_lines.entry(key.join(" ")).or_insert(line.number);
            if first != line.number {
                let text = format!("`{name}` stands in line {first} too, so that both lines are one concept");
                self.warn("joined-lines", line, text);
            }
        }
    }

    /// The one concept that the other sources have of a name; none of an acronym with several meanings.
    fn concept(&self, name: &str) -> Option<ConceptId> {
        match self.known.as_ref()?.find(name).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}

/// Whether one concept is an example of another, also through others.
pub(super) fn is_below(vocabulary: &Vocabulary, narrow: ConceptId, wide: ConceptId) -> bool {
    let mut reached = std::collections::BTreeSet::new();
    let mut ahead = vec![narrow];
    while let Some(at) = ahead.pop() {
        if at == wide {
            return true;
        }
        if reached.insert(at) {
            ahead.extend(vocabulary.concept(at).broader);
        }
    }
    false
}
