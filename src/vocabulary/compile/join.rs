//! Groups of names to concepts: what they share joins them, `never` keeps them apart.
//!
//! Acronyms join nothing: two concepts may share one and stay two.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Compiler;
use crate::vocabulary::SourceKind;

impl Compiler {
    pub(super) fn root(&self, mut group: usize) -> usize {
        while let Some(it) = self.groups.get(group).filter(|it| it.joined != group) {
            group = it.joined;
        }
        group
    }

    fn is_builtin(&self, source: usize) -> bool {
        self.sources.get(source).is_some_and(|source| source.1 == SourceKind::Builtin)
    }

    pub(super) fn is_acronym(&self, name: usize) -> bool {
        self.names.get(name).is_some_and(|known| known.entry.acronym)
    }

    fn forbids(&self, a: usize, b: usize) -> Option<usize> {
        let (a, b) = (self.names.get(a)?, self.names.get(b)?);
        if !a.guarded || !b.guarded { None } else { self.never.forbids(&a.words, &b.words) }
    }

    /// Joins groups by shared ordinary names, then those of acronyms alone to the one concept that has them.
    pub(super) fn join(&mut self) {
        let mut owner: HashMap<usize, usize> = HashMap::new();
        let (acronyms, ordinary): (Vec<usize>, Vec<usize>) = (0..self.groups.len())
            .partition(|&group| self.groups.get(group).is_some_and(|it| it.names.iter().all(|&n| self.is_acronym(n))));
        for group in ordinary {
            self.keep_apart(group);
            let names = self.groups.get(group).map(|it| it.names.clone()).unwrap_or_default();
            for name in names.into_iter().filter(|&name| !self.is_acronym(name)).collect::<Vec<_>>() {
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
                    // A meaning that a later source adds does not make this line doubtful.
                    self.groups
                        .get(other)
                        .is_some_and(|it| it.source <= source && it.names.iter().any(|name| names.contains(name)))
                })
                .collect();
            match (concepts.pop(), concepts.is_empty()) {
                (Some(only), true) => {
                    self.merge(only, group);
                }
                (Some(_), false) => {
                    let text = names.first().and_then(|&name| self.names.get(name)).map(|it| it.entry.text.clone());
                    let problem = format!("`{}` has several meanings; write out which", text.unwrap_or_default());
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
            let against = kept.iter().find_map(|&other| self.forbids(other, name).map(|by| (other, by)));
            match against {
                None => kept.push(name),
                Some((_, by)) if by > source => {}
                Some((other, _)) => {
                    let text = |name: usize| self.names.get(name).map(|it| it.entry.text.clone()).unwrap_or_default();
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
        let names = |at: usize| self.groups.get(at).map(|it| it.names.clone()).unwrap_or_default();
        let (mut ours, theirs) = (names(into), names(from));
        if ours.iter().any(|&one| theirs.iter().any(|&other| self.forbids(one, other).is_some())) {
            return false;
        }
        ours.extend(theirs.into_iter().filter(|name| !ours.contains(name)).collect::<Vec<_>>());
        if let Some(it) = self.groups.get_mut(from) {
            it.joined = into;
        }
        if let Some(it) = self.groups.get_mut(into) {
            it.names = ours;
        }
        true
    }

    /// Checks the narrower relations: none to itself, none in a circle. Of a circle through several sources the
    /// earlier source's line gives way: a site may call the same what the built-in lists call wider and narrower.
    pub(super) fn relate(&mut self) {
        let mut below: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let last = self.sources.len().saturating_sub(1);
        let mut relations = std::mem::take(&mut self.narrower);
        relations.sort_by_key(|&(_, _, source, line)| (std::cmp::Reverse(source), line));
        for relation in relations {
            let (wider, narrower, source, line) = relation;
            let (wider, narrower) = (self.root(wider), self.root(narrower));
            let mut reached = BTreeSet::new();
            let mut ahead = vec![narrower];
            while let Some(at) = ahead.pop() {
                if reached.insert(at) {
                    ahead.extend(below.get(&at).into_iter().flatten());
                }
            }
            if reached.contains(&wider) && self.is_builtin(source) && !self.is_builtin(last) {
                continue;
            }
            self.narrower.push(relation);
            if reached.contains(&wider) {
                let name = self.groups.get(narrower).and_then(|it| self.names.get(*it.names.first()?));
                let name = name.map(|it| it.entry.text.clone()).unwrap_or_default();
                self.error(source, line, format!("`{name}` is narrower than itself, also by other lines; remove one"));
            } else {
                below.entry(wider).or_default().insert(narrower);
            }
        }
    }
}
