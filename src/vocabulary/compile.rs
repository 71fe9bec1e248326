//! Lines to concepts: names that lines share join them, `never` keeps them apart.
//!
//! 1. Names are analysed and numbered; two that differ in nothing but form are one. 2. Each line gives groups of
//! names. 3. Groups that share an ordinary name become one concept; acronyms join nothing. 4. The rest is tables.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::analysis::{Analyzer, Language, Tokens, acronym_shaped, is_stop_word};

use super::matcher::Matcher;
use super::never::{Never, Words};
use super::solr::{Line, LineError, Relation, VocabularyErrors, parse};
use super::{ConceptEntry, ConceptId, NameEntry, NameId, Source, SourceKind, Vocabulary};

/// Counts up when the same sources compile to something else.
const VERSION: u8 = 1;
/// The longest name, in words.
const MOST_WORDS: usize = 12;

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
        let order = |error: &LineError| {
            compiler
                .sources
                .iter()
                .position(|source| source.0 == error.source)
        };
        let mut errors = compiler.errors.clone();
        errors.sort_by_key(|error| (order(error), error.line));
        return Err(VocabularyErrors(errors));
    }
    Ok(compiler.finish(hash(sources)))
}

fn hash(sources: &[Source]) -> [u8; 32] {
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
    /// Whose group it has become part of.
    joined: usize,
}

#[derive(Default)]
struct Compiler {
    sources: Vec<(String, SourceKind)>,
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
        let name = self
            .sources
            .get(source)
            .map(|source| source.0.clone())
            .unwrap_or_default();
        self.errors.push(LineError {
            source: name,
            line,
            problem,
        });
    }

    fn analyze(&mut self, name: &str, language: Language) -> &Tokens {
        let analyzer = self
            .analyzers
            .entry(language)
            .or_insert_with(|| Analyzer::new(language));
        analyzer.tokens(name, &mut self.tokens);
        &self.tokens
    }

    fn never_line(&mut self, source: usize, line: &Line) {
        let group = self.never.line(source);
        let mut seen = BTreeSet::new();
        for name in &line.left {
            if let Some(prefix) = name.strip_suffix('*') {
                let prefix = self
                    .analyze(prefix.trim_end_matches('-'), Language::English)
                    .folded(0)
                    .to_owned();
                if prefix.is_empty() {
                    self.error(
                        source,
                        line.number,
                        format!("`{name}` holds no word; write letters before `*`"),
                    );
                }
                self.never.add_prefix(group, &prefix);
                continue;
            }
            let stems = Words::of(self.analyze(name, Language::English))
                .stems
                .join(" ");
            if stems.is_empty() {
                self.error(source, line.number, format!("`{name}` holds no word"));
            } else if !seen.insert(stems.clone()) {
                self.error(
                    source,
                    line.number,
                    format!("`{name}` cannot be told from another name of the line"),
                );
            }
            self.never.add_name(group, &stems);
        }
    }

    fn concept_line(&mut self, source: usize, line: &Line) {
        let left: Vec<usize> = line
            .left
            .iter()
            .filter_map(|name| self.intern(source, line, name))
            .collect();
        let right: Vec<usize> = line
            .right
            .iter()
            .filter_map(|name| self.intern(source, line, name))
            .collect();
        if left.len() < line.left.len() || right.len() < line.right.len() {
            return;
        }
        match line.relation {
            Relation::Narrower => {
                let wider = self.group(source, line.number, left);
                for name in right {
                    let narrower = self.group(source, line.number, vec![name]);
                    self.narrower.push((wider, narrower, source, line.number));
                }
            }
            Relation::Superseded => {
                for &name in &left {
                    if let Some(known) = self.names.get_mut(name) {
                        known.entry.superseded = true;
                    }
                }
                self.group(source, line.number, right.into_iter().chain(left).collect());
            }
            Relation::Acronym => {
                let plain = left.iter().find(|&&name| {
                    self.names
                        .get(name)
                        .is_some_and(|known| !known.entry.acronym)
                });
                if let Some(known) = plain.and_then(|&name| self.names.get(name)) {
                    let problem = format!(
                        "`{}` is not written as an acronym; use capitals",
                        known.entry.text
                    );
                    self.error(source, line.number, problem);
                    return;
                }
                for name in right {
                    self.group(
                        source,
                        line.number,
                        std::iter::once(name).chain(left.iter().copied()).collect(),
                    );
                }
            }
            Relation::Unstated | Relation::Same | Relation::Never => {
                self.group(source, line.number, left);
            }
        }
    }

    fn group(&mut self, source: usize, line: usize, mut names: Vec<usize>) -> usize {
        let mut seen = BTreeSet::new();
        names.retain(|&name| seen.insert(name));
        let id = self.groups.len();
        self.groups.push(Group {
            source,
            line,
            names,
            joined: id,
        });
        id
    }

    /// The number of a name, the same for all its forms; an unusable one is an error.
    fn intern(&mut self, source: usize, line: &Line, text: &str) -> Option<usize> {
        let tokens = self.analyze(text, Language::English);
        let words = Words::of(tokens);
        let alone = tokens.len() == 1;
        let acronym = alone && acronym_shaped(tokens.surface(0));
        let surface = tokens.surface(0).to_owned();
        let problem = if words.stems.is_empty() {
            Some(format!("`{text}` holds no word"))
        } else if words.stems.len() > MOST_WORDS {
            Some(format!(
                "`{text}` has more than {MOST_WORDS} words; shorten it"
            ))
        } else if alone
            && !acronym
            && words
                .folded
                .iter()
                .any(|word| is_stop_word(word, Language::English))
        {
            Some(format!(
                "`{text}` is a common word and would match everywhere; write it out"
            ))
        } else {
            None
        };
        if let Some(problem) = problem {
            self.error(source, line.number, problem);
            return None;
        }
        let stems = words.stems.join(" ");
        let identity = if acronym {
            format!("={surface}")
        } else {
            stems.clone()
        };
        let known = self
            .by_identity
            .get(&identity)
            .copied()
            .unwrap_or(self.names.len());
        if known == self.names.len() {
            let entry = NameEntry {
                text: if acronym { surface } else { text.to_owned() },
                folded: words.folded.join(" "),
                stems,
                acronym,
                superseded: false,
                concepts: Vec::new(),
                source: self
                    .sources
                    .get(source)
                    .map_or(SourceKind::File, |source| source.1),
            };
            let also = if acronym {
                Vec::new()
            } else {
                self.other_forms(text, &words, line.language)
            };
            let guarded = self.never.touches(&words);
            self.by_identity.insert(identity, known);
            self.names.push(Known {
                entry,
                words,
                also,
                guarded,
            });
        }
        Some(known)
    }

    /// The name with a hyphen closed (`antiinflammatory`), a first part set off (`anti inflammatory`), and by the
    /// stems of its own language.
    fn other_forms(&mut self, text: &str, words: &Words, language: Language) -> Vec<Vec<String>> {
        const FIRST_PARTS: [&str; 9] = [
            "anti", "non", "auto", "post", "pre", "multi", "inter", "micro", "poly",
        ];
        let mut texts = Vec::new();
        for (at, _) in text.match_indices(['-', '\u{2010}', '\u{2011}']).take(3) {
            let mut closed = text.to_owned();
            let width = text
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .map_or(1, char::len_utf8);
            closed.replace_range(at..at + width, "");
            texts.push(closed);
        }
        for (at, word) in words.folded.iter().enumerate() {
            let Some(part) = FIRST_PARTS.into_iter().find(|part| word.starts_with(part)) else {
                continue;
            };
            if word.len() >= part.len() + 5 {
                let mut apart = words.folded.clone();
                if let Some(word) = apart.get_mut(at) {
                    word.insert(part.len(), ' ');
                }
                texts.push(apart.join(" "));
            }
        }
        let mut forms: Vec<_> = texts
            .iter()
            .map(|text| Words::of(self.analyze(text, Language::English)).stems)
            .collect();
        if language != Language::English {
            forms.push(Words::of(self.analyze(text, language)).stems);
        }
        forms.retain(|form| !form.is_empty() && *form != words.stems);
        forms
    }

    fn root(&self, mut group: usize) -> usize {
        while let Some(it) = self.groups.get(group).filter(|it| it.joined != group) {
            group = it.joined;
        }
        group
    }

    fn is_acronym(&self, name: usize) -> bool {
        self.names
            .get(name)
            .is_some_and(|known| known.entry.acronym)
    }

    fn forbids(&self, a: usize, b: usize) -> Option<usize> {
        let (a, b) = (self.names.get(a)?, self.names.get(b)?);
        if !a.guarded || !b.guarded {
            None
        } else {
            self.never.forbids(&a.words, &b.words)
        }
    }

    /// Joins groups by shared ordinary names, then those of acronyms alone to the one concept that has them.
    fn join(&mut self) {
        let mut owner: HashMap<usize, usize> = HashMap::new();
        let (acronyms, ordinary): (Vec<usize>, Vec<usize>) =
            (0..self.groups.len()).partition(|&group| {
                self.groups
                    .get(group)
                    .is_some_and(|it| it.names.iter().all(|&n| self.is_acronym(n)))
            });
        for group in ordinary {
            self.keep_apart(group);
            let names = self
                .groups
                .get(group)
                .map(|it| it.names.clone())
                .unwrap_or_default();
            for name in names
                .into_iter()
                .filter(|&name| !self.is_acronym(name))
                .collect::<Vec<_>>()
            {
                let other = owner.get(&name).map_or(group, |&other| self.root(other));
                if !self.merge(other, group) {
                    // The later line has the name, the earlier one is without it.
                    if let Some(earlier) = self.groups.get_mut(other) {
                        earlier.names.retain(|&it| it != name);
                    }
                }
                owner.insert(name, group);
            }
        }
        for group in acronyms {
            let Some(it) = self.groups.get(group) else {
                continue;
            };
            let (source, line, names) = (it.source, it.line, it.names.clone());
            let mut concepts: Vec<usize> = (0..self.groups.len())
                .filter(|&other| other != group && self.root(other) == other)
                .filter(|&other| {
                    self.groups
                        .get(other)
                        .is_some_and(|it| it.names.iter().any(|name| names.contains(name)))
                })
                .collect();
            match (concepts.pop(), concepts.is_empty()) {
                (Some(only), true) => {
                    self.merge(only, group);
                }
                (Some(_), false) => {
                    let text = names
                        .first()
                        .and_then(|&name| self.names.get(name))
                        .map(|it| it.entry.text.clone());
                    let problem = format!(
                        "`{}` has several meanings; write out which",
                        text.unwrap_or_default()
                    );
                    self.error(source, line, problem);
                }
                (None, _) => {}
            }
        }
    }

    /// Finds names in one line that a `never` keeps apart: a later source's takes the second out, else it is an error.
    fn keep_apart(&mut self, group: usize) {
        let Some(it) = self.groups.get(group) else {
            return;
        };
        let (source, line, names) = (it.source, it.line, it.names.clone());
        let mut kept: Vec<usize> = Vec::new();
        for name in names {
            let against = kept
                .iter()
                .find_map(|&other| self.forbids(other, name).map(|by| (other, by)));
            match against {
                None => kept.push(name),
                Some((_, by)) if by > source => {}
                Some((other, _)) => {
                    let text = |name: usize| {
                        self.names
                            .get(name)
                            .map(|it| it.entry.text.clone())
                            .unwrap_or_default()
                    };
                    let problem = format!(
                        "`{}` and `{}` are never the same, by a line under `never`; part them",
                        text(other),
                        text(name)
                    );
                    self.error(source, line, problem);
                }
            }
        }
        if let Some(it) = self.groups.get_mut(group) {
            it.names = kept;
        }
    }

    /// Makes the earlier of two concepts hold both; false if a `never` forbids it.
    fn merge(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        if a == b {
            return true;
        }
        let (into, from) = (a.min(b), a.max(b));
        let names = |at: usize| {
            self.groups
                .get(at)
                .map(|it| it.names.clone())
                .unwrap_or_default()
        };
        let (mut ours, theirs) = (names(into), names(from));
        if ours.iter().any(|&one| {
            theirs
                .iter()
                .any(|&other| self.forbids(one, other).is_some())
        }) {
            return false;
        }
        ours.extend(
            theirs
                .into_iter()
                .filter(|name| !ours.contains(name))
                .collect::<Vec<_>>(),
        );
        if let Some(it) = self.groups.get_mut(from) {
            it.joined = into;
        }
        if let Some(it) = self.groups.get_mut(into) {
            it.names = ours;
        }
        true
    }

    /// Checks the narrower relations: none to itself, none in a circle.
    fn relate(&mut self) {
        let mut below: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for (wider, narrower, source, line) in self.narrower.clone() {
            let (wider, narrower) = (self.root(wider), self.root(narrower));
            let mut reached = BTreeSet::new();
            let mut ahead = vec![narrower];
            while let Some(at) = ahead.pop() {
                if reached.insert(at) {
                    ahead.extend(below.get(&at).into_iter().flatten());
                }
            }
            if reached.contains(&wider) {
                let name = self
                    .groups
                    .get(narrower)
                    .and_then(|it| self.names.get(*it.names.first()?));
                let name = name.map(|it| it.entry.text.clone()).unwrap_or_default();
                self.error(
                    source,
                    line,
                    format!("`{name}` is narrower than itself, also by other lines; remove one"),
                );
            } else {
                below.entry(wider).or_default().insert(narrower);
            }
        }
    }

    fn finish(mut self, hash: [u8; 32]) -> Vocabulary {
        let roots: Vec<usize> = (0..self.groups.len())
            .filter(|&at| {
                self.root(at) == at && self.groups.get(at).is_some_and(|it| !it.names.is_empty())
            })
            .collect();
        let ids: HashMap<usize, ConceptId> = roots
            .iter()
            .enumerate()
            .map(|(id, &root)| (root, ConceptId(id as u32)))
            .collect();
        let preferred = self.preferred();
        let mut concepts = Vec::with_capacity(roots.len());
        for root in &roots {
            let Some(group) = self.groups.get(*root) else {
                continue;
            };
            let names: Vec<NameId> = group
                .names
                .iter()
                .map(|&name| NameId(name as u32))
                .collect();
            let first = preferred
                .get(root)
                .or(group.names.first())
                .copied()
                .unwrap_or_default();
            concepts.push(ConceptEntry {
                preferred: NameId(first as u32),
                names,
                narrower: Vec::new(),
                broader: Vec::new(),
                source: self
                    .sources
                    .get(group.source)
                    .map_or(SourceKind::File, |source| source.1),
            });
        }
        for (wider, narrower, ..) in &self.narrower {
            let (Some(&wider), Some(&narrower)) =
                (ids.get(&self.root(*wider)), ids.get(&self.root(*narrower)))
            else {
                continue;
            };
            if let Some(it) = concepts
                .get_mut(wider.0 as usize)
                .filter(|it| !it.narrower.contains(&narrower))
            {
                it.narrower.push(narrower);
            }
            if let Some(it) = concepts
                .get_mut(narrower.0 as usize)
                .filter(|it| !it.broader.contains(&wider))
            {
                it.broader.push(wider);
            }
        }
        // An acronym's meanings: the latest source's first.
        let mut latest: Vec<usize> = roots;
        latest.sort_by_key(|&root| std::cmp::Reverse(self.groups.get(root).map(|it| it.source)));
        for root in latest {
            let (Some(group), Some(&id)) = (self.groups.get(root), ids.get(&root)) else {
                continue;
            };
            for &name in &group.names {
                if let Some(known) = self.names.get_mut(name) {
                    known.entry.concepts.push(id);
                }
            }
        }
        let matcher = self.matcher();
        let names = self.names.into_iter().map(|known| known.entry).collect();
        Vocabulary {
            names,
            concepts,
            matcher,
            never: self.never,
            hash,
        }
    }

    /// The name to show of each concept: the first of its site's line, else of its first line, never an old one.
    fn preferred(&self) -> HashMap<usize, usize> {
        let mut best: HashMap<usize, ((bool, bool), usize)> = HashMap::new();
        for (at, group) in self.groups.iter().enumerate() {
            let kind = self.sources.get(group.source).map(|source| source.1);
            let Some(&name) = group
                .names
                .iter()
                .find(|&&n| self.names.get(n).is_some_and(|it| !it.entry.superseded))
            else {
                continue;
            };
            let root = self.root(at);
            let rank = (kind == Some(SourceKind::File), !self.is_acronym(name));
            let current = best.entry(root).or_insert((rank, name));
            if rank.0 > current.0.0 {
                *current = (rank, name);
            }
        }
        best.into_iter()
            .map(|(root, (_, name))| (root, name))
            .collect()
    }

    fn matcher(&self) -> Matcher {
        let used = |known: &&Known| !known.entry.concepts.is_empty();
        let numbered = || {
            self.names
                .iter()
                .enumerate()
                .filter(|(_, known)| used(known))
        };
        let ordinary = || numbered().filter(|(_, known)| !known.entry.acronym);
        let mut names: Vec<(Vec<String>, NameId)> = ordinary()
            .map(|(id, known)| (known.words.stems.clone(), NameId(id as u32)))
            .collect();
        for (id, known) in ordinary() {
            names.extend(
                known
                    .also
                    .iter()
                    .map(|stems| (stems.clone(), NameId(id as u32))),
            );
        }
        let acronyms: Vec<(String, NameId)> = numbered()
            .filter(|(_, known)| known.entry.acronym)
            .map(|(id, known)| (known.entry.folded.clone(), NameId(id as u32)))
            .collect();
        Matcher::build(&names, &acronyms)
    }
}
