//! Joined groups to the tables that are stored: concepts, names, relations and the matcher.

use std::collections::HashMap;

use super::super::matcher::{Key, Matcher};
use super::super::mined::Layer;
use super::super::{ConceptEntry, ConceptId, NameId, Origin, SourceKind, Vocabulary};
use super::Compiler;

fn origin_of(origins: &HashMap<(usize, usize), Origin>, root: usize, name: NameId) -> Origin {
    origins.get(&(root, name.0 as usize)).copied().unwrap_or_default()
}

impl Compiler {
    pub(super) fn finish(mut self, hash: [u8; 32]) -> Vocabulary {
        let roots: Vec<usize> = (0..self.groups.len())
            .filter(|&at| self.root(at) == at && self.groups.get(at).is_some_and(|it| !it.names.is_empty()))
            .collect();
        let ids: HashMap<usize, ConceptId> =
            roots.iter().enumerate().map(|(id, &root)| (root, ConceptId(id as u32))).collect();
        let preferred = self.preferred();
        let origins = self.origins();
        let mut approved = self.approved();
        let mut concepts = Vec::with_capacity(roots.len());
        for root in &roots {
            let Some(group) = self.groups.get(*root) else {
                continue;
            };
            let names: Vec<NameId> = group.names.iter().map(|&name| NameId(name as u32)).collect();
            let first = preferred.get(root).or(group.names.first()).copied().unwrap_or_default();
            concepts.push(ConceptEntry {
                preferred: NameId(first as u32),
                name_origins: names.iter().map(|name| origin_of(&origins, *root, *name)).collect(),
                names,
                narrower: Vec::new(),
                narrower_origins: Vec::new(),
                broader: Vec::new(),
                approved: approved.remove(root).unwrap_or_default(),
                source: self.sources.get(group.source).map_or(SourceKind::File, |source| source.1),
            });
        }
        for (stated, narrower, ..) in &self.narrower {
            let (Some(&wider), Some(&narrower)) = (ids.get(&self.root(*stated)), ids.get(&self.root(*narrower))) else {
                continue;
            };
            let origin = self.groups.get(*stated).map(|group| group.origin).unwrap_or_default();
            if let Some(it) = concepts.get_mut(wider.0 as usize) {
                match it.narrower.iter().position(|&known| known == narrower) {
                    None => {
                        it.narrower.push(narrower);
                        it.narrower_origins.push(origin);
                    }
                    Some(at) => it.narrower_origins.iter_mut().skip(at).take(1).for_each(|known| known.approve(origin)),
                }
            }
            if let Some(it) = concepts.get_mut(narrower.0 as usize).filter(|it| !it.broader.contains(&wider)) {
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
            sources: self.sources,
            approvals: self.approvals,
            hash,
            mined: Layer::default(),
        }
    }

    /// Where each name of each concept is first stated, and its latest approval.
    fn origins(&self) -> HashMap<(usize, usize), Origin> {
        let mut origins: HashMap<(usize, usize), Origin> = HashMap::new();
        for (at, group) in self.groups.iter().enumerate() {
            let root = self.root(at);
            for &name in &group.stated {
                origins.entry((root, name)).or_insert(group.origin).approve(group.origin);
            }
        }
        origins
    }

    /// The names of each concept as approved lines put them together; of lines that say the same the last.
    fn approved(&self) -> HashMap<usize, Vec<(Vec<NameId>, Origin)>> {
        let mut approved: HashMap<usize, Vec<(Vec<NameId>, Origin)>> = HashMap::new();
        for (at, group) in self.groups.iter().enumerate().filter(|(_, group)| group.origin.approval > 0) {
            let root = self.root(at);
            let has = |name: &&usize| self.groups.get(root).is_some_and(|it| it.names.contains(name));
            let names: Vec<NameId> = group.stated.iter().filter(has).map(|&name| NameId(name as u32)).collect();
            let lines = approved.entry(root).or_default();
            lines.retain(|(known, _)| !(known.len() == names.len() && known.iter().all(|name| names.contains(name))));
            lines.push((names, group.origin));
        }
        approved
    }

    /// The name to show of each concept: the first of its site's line, else of its first line, never an old one.
    fn preferred(&self) -> HashMap<usize, usize> {
        let mut best: HashMap<usize, (bool, usize)> = HashMap::new();
        for (at, group) in self.groups.iter().enumerate() {
            let kind = self.sources.get(group.source).map(|source| source.1);
            let Some(&name) = group.names.iter().find(|&&n| self.names.get(n).is_some_and(|it| !it.entry.superseded))
            else {
                continue;
            };
            let root = self.root(at);
            let rank = kind == Some(SourceKind::File);
            let current = best.entry(root).or_insert((rank, name));
            if rank && !current.0 {
                *current = (rank, name);
            }
        }
        best.into_iter().map(|(root, (_, name))| (root, name)).collect()
    }

    fn matcher(&self) -> Matcher {
        let mut keys = Vec::with_capacity(self.names.len());
        let used = self.names.iter().enumerate().filter(|(_, known)| !known.entry.concepts.is_empty());
        for (id, known) in used.clone() {
            let key = match &known.word {
                _ if known.entry.acronym => Key::Acronym(known.entry.folded.clone()),
                Some(word) => Key::Word(word.clone()),
                None => Key::Stems(known.words.stems.clone()),
            };
            keys.push((key, NameId(id as u32)));
        }
        for (id, known) in used {
            keys.extend(known.also.iter().map(|stems| (Key::Stems(stems.clone()), NameId(id as u32))));
        }
        Matcher::build(&keys)
    }
}
