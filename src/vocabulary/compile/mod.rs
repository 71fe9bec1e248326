//! Lines to concepts: names that lines share join them, `never` keeps them apart.
//!
//! 1. [`names`] are analysed and numbered; two that differ in nothing but form are one.
//! 2. Each line gives groups of names.
//! 3. [`join`]: groups that share an ordinary name become one concept; acronyms join nothing.
//! 4. The rest is [`tables`].

mod join;
mod names;
mod tables;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::analysis::{Analyzer, Language, Tokens};

use super::never::{Never, Words};
use super::solr::{Line, LineError, Relation, VocabularyErrors, parse};
use super::{Approval, NameEntry, NameId, Origin, Source, SourceKind, Vocabulary};

/// Counts up when the same sources compile to something else; a build takes what it finds compiled under this number.
const VERSION: u8 = 4;

pub(super) fn compile(sources: &[Source]) -> Result<Vocabulary, VocabularyErrors> {
    let mut compiler = Compiler::default();
    let mut parsed = Vec::new();
    for (source, given) in sources.iter().enumerate() {
        compiler.sources.push((given.name.clone(), given.kind));
        for line in parse(&given.name, &given.text, &mut compiler.errors) {
            parsed.push((source, line));
        }
    }
    for (source, line) in &parsed {
        if line.relation == Relation::Never {
            compiler.never_line(*source, line);
        }
    }
    for (source, line) in &parsed {
        if line.relation != Relation::Never {
            compiler.concept_line(*source, line);
        }
    }
    compiler.join();
    compiler.relate();
    if !compiler.errors.is_empty() {
        let order = |error: &LineError| compiler.sources.iter().position(|source| source.0 == error.source);
        let mut errors = compiler.errors.clone();
        errors.sort_by_key(|error| (order(error), error.line));
        return Err(VocabularyErrors(errors));
    }
    Ok(compiler.finish(hash(sources)))
}

/// Compiles each name for itself, to look for it in texts: by its place the name, or why it is none. Names that differ in
/// form alone are one.
pub(super) fn compile_names<'n>(names: impl Iterator<Item = &'n str>) -> (Vocabulary, Vec<Result<NameId, String>>) {
    let mut compiler = Compiler::default();
    compiler.sources.push((String::new(), SourceKind::File));
    let mut numbers = Vec::new();
    for name in names {
        let line = Line {
            number: 0,
            relation: Relation::Same,
            language: Language::English,
            approval: None,
            left: Vec::new(),
            right: Vec::new(),
        };
        match compiler.intern(0, &line, name) {
            Some(known) => {
                compiler.group(0, &line, vec![known]);
                numbers.push(Ok(NameId(known as u32)));
            }
            None => numbers.push(Err(compiler.errors.pop().map(|error| error.problem).unwrap_or_default())),
        }
    }
    compiler.join();
    (compiler.finish([0; 32]), numbers)
}

pub(super) fn hash(sources: &[Source]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&[VERSION]);
    for source in sources {
        hasher.update(&[source.kind as u8]);
        hasher.update(&(source.text.len() as u64).to_le_bytes());
        hasher.update(source.text.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// A name while it is compiled.
struct Known {
    entry: NameEntry,
    words: Words,
    /// Of an English name of one word, that word without its plural.
    word: Option<String>,
    /// Other sequences of stems that are this name.
    also: Vec<Vec<String>>,
    /// Whether a `never` line may concern it.
    guarded: bool,
}

/// Names that one line puts together.
struct Group {
    source: usize,
    line: usize,
    names: Vec<usize>,
    /// The names as its line puts them together.
    stated: Vec<usize>,
    /// Where that line stands.
    origin: Origin,
    /// Whose group it has become part of.
    joined: usize,
}

#[derive(Default)]
struct Compiler {
    sources: Vec<(String, SourceKind)>,
    approvals: Vec<Approval>,
    errors: Vec<LineError>,
    analyzers: BTreeMap<Language, Analyzer>,
    tokens: Tokens,
    never: Never,
    names: Vec<Known>,
    by_identity: HashMap<String, usize>,
    groups: Vec<Group>,
    /// `(wider, narrower, source, line)` by group.
    narrower: Vec<(usize, usize, usize, usize)>,
}

impl Compiler {
    fn error(&mut self, source: usize, line: usize, problem: String) {
        let name = self.sources.get(source).map(|source| source.0.clone()).unwrap_or_default();
        self.errors.push(LineError { source: name, line, problem });
    }

    fn never_line(&mut self, source: usize, line: &Line) {
        let origin = self.origin(source, line);
        let group = self.never.line(&line.left, origin);
        let mut seen = BTreeSet::new();
        for name in &line.left {
            if let Some(prefix) = name.strip_suffix('*') {
                let prefix = self.analyze(prefix.trim_end_matches('-'), Language::English).folded(0).to_owned();
                if prefix.is_empty() {
                    self.error(source, line.number, format!("`{name}` holds no word; write letters before `*`"));
                }
                self.never.add_prefix(group, &prefix);
                continue;
            }
            let stems = Words::of(self.analyze(name, Language::English)).stems.join(" ");
            if stems.is_empty() {
                self.error(source, line.number, format!("`{name}` holds no word"));
            } else if !seen.insert(stems.clone()) {
                self.error(source, line.number, format!("`{name}` cannot be told from another name of the line"));
            }
            self.never.add_name(group, &stems);
        }
    }

    fn concept_line(&mut self, source: usize, line: &Line) {
        let left: Vec<usize> = line.left.iter().filter_map(|name| self.intern(source, line, name)).collect();
        let right: Vec<usize> = line.right.iter().filter_map(|name| self.intern(source, line, name)).collect();
        if left.len() < line.left.len() || right.len() < line.right.len() {
            return;
        }
        match line.relation {
            Relation::Narrower => {
                let wider = self.group(source, line, left);
                for name in right {
                    let narrower = self.group(source, line, vec![name]);
                    self.narrower.push((wider, narrower, source, line.number));
                }
            }
            Relation::Superseded => {
                for &name in &left {
                    if let Some(known) = self.names.get_mut(name) {
                        known.entry.superseded = true;
                    }
                }
                self.group(source, line, right.into_iter().chain(left).collect());
            }
            Relation::Acronym => {
                let plain = left.iter().find(|&&name| self.names.get(name).is_some_and(|known| !known.entry.acronym));
                if let Some(known) = plain.and_then(|&name| self.names.get(name)) {
                    let problem = format!("`{}` is not written as an acronym; use capitals", known.entry.text);
                    self.error(source, line.number, problem);
                    return;
                }
                for name in right {
                    self.group(source, line, std::iter::once(name).chain(left.iter().copied()).collect());
                }
            }
            Relation::Unstated | Relation::Same | Relation::Never => {
                self.group(source, line, left);
            }
        }
    }

    fn group(&mut self, source: usize, line: &Line, mut names: Vec<usize>) -> usize {
        let mut seen = BTreeSet::new();
        names.retain(|&name| seen.insert(name));
        let id = self.groups.len();
        let origin = self.origin(source, line);
        self.groups.push(Group { source, line: line.number, stated: names.clone(), names, origin, joined: id });
        id
    }

    fn origin(&mut self, source: usize, line: &Line) -> Origin {
        let approval = line.approval.as_ref().map_or(0, |approval| {
            let known = self.approvals.iter().position(|it| it == approval);
            let at = known.unwrap_or_else(|| {
                self.approvals.push(approval.clone());
                self.approvals.len() - 1
            });
            at as u32 + 1
        });
        Origin { source: source as u32, line: line.number as u32, approval }
    }
}
