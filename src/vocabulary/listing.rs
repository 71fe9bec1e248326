//! The vocabulary as its owner reads it: one entry for each thing that somebody may approve or strike out.
//!
//! Names that stand alone join nothing and are not listed. What of it a site's pages hold is told in `index`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Approval, ConceptEntry, ConceptId, NameId, Origin, SourceKind, Vocabulary};

/// What an entry says of its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// They mean the same.
    Same,
    /// The first is wider; the others are examples of it.
    Narrower,
    /// The first is an old name of the second.
    Superseded,
    /// The first is an acronym; the others are its meanings.
    Acronym,
    /// They are kept apart.
    Never,
}

/// One thing that somebody may approve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it says of its names.
    pub relation: Relation,
    /// The names; of `same` the preferred one first.
    pub names: Vec<String>,
    /// The concepts that the names stand for: one for `same` and `superseded`, else one for each name that has one.
    pub concepts: Vec<Option<ConceptId>>,
    /// Whose lines say so.
    pub kinds: BTreeSet<SourceKind>,
    /// The lines that say so, as `source:line`.
    pub lines: Vec<String>,
    /// Who answers for it; none unless every part of it is approved. Of several the one longest ago.
    pub approval: Option<Approval>,
}

impl Vocabulary {
    /// Everything that is said of two names or more, by relation, then in the order of the sources.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for id in self.concepts() {
            self.concept_entries(id, &mut entries);
        }
        for id in self.names() {
            let name = self.name(id);
            if name.concepts.len() > 1 {
                let meanings = name.concepts.iter().map(|&concept| self.concept(concept).preferred.to_owned());
                let origins = name.concepts.iter().filter_map(|&concept| self.origin_in(concept, id));
                let concepts = std::iter::once(None).chain(name.concepts.iter().copied().map(Some)).collect();
                let names = std::iter::once(name.text.to_owned()).chain(meanings).collect();
                entries.push(self.entry(Relation::Acronym, names, concepts, origins));
            }
        }
        for line in self.never.written() {
            let concepts = line.names.iter().map(|name| self.find(name).first().copied()).collect();
            entries.push(self.entry(Relation::Never, line.names.clone(), concepts, std::iter::once(line.origin)));
        }
        entries.sort_by_key(|entry| entry.relation);
        entries
    }

    /// Concepts that have an ordinary name in the source called so.
    #[must_use]
    pub fn concepts_of(&self, source: &str) -> Vec<ConceptId> {
        let states = |origin: &Origin| self.sources.get(origin.source as usize).is_some_and(|(name, _)| name == source);
        let is_of = |id: &ConceptId| {
            let Some(concept) = self.concepts.get(id.0 as usize) else { return false };
            let mut names = concept.names.iter().zip(&concept.name_origins);
            // An acronym stands beside its meanings, of whatever field they are.
            names.any(|(&name, origin)| states(origin) && !self.name(name).acronym)
        };
        self.concepts().filter(is_of).collect()
    }

    /// What one concept says: its names, its old names, its examples.
    fn concept_entries(&self, id: ConceptId, entries: &mut Vec<Entry>) {
        let Some(concept) = self.concepts.get(id.0 as usize) else { return };
        let preferred = self.name(concept.preferred).text;
        let (old, current): (Vec<NameId>, Vec<NameId>) =
            concept.names.iter().partition(|&&name| self.name(name).superseded);
        self.same_entries(id, concept, &current, entries);
        for name in old {
            let names = vec![self.name(name).text.to_owned(), preferred.to_owned()];
            let origins = self.origin_in(id, name).into_iter();
            entries.push(self.entry(Relation::Superseded, names, vec![Some(id)], origins));
        }
        // Examples that one person approved stand together, whatever lines they are from.
        let mut together: BTreeMap<(u32, SourceKind), Vec<(ConceptId, Origin)>> = BTreeMap::new();
        for (&narrower, &origin) in concept.narrower.iter().zip(&concept.narrower_origins) {
            together.entry((origin.approval, self.kind(origin))).or_default().push((narrower, origin));
        }
        for examples in together.into_values() {
            let names = examples.iter().map(|&(narrower, _)| self.concept(narrower).preferred.to_owned());
            let names = std::iter::once(preferred.to_owned()).chain(names).collect();
            let concepts = std::iter::once(Some(id)).chain(examples.iter().map(|&(it, _)| Some(it))).collect();
            entries.push(self.entry(Relation::Narrower, names, concepts, examples.iter().map(|&(_, origin)| origin)));
        }
    }

    /// Names that mean the same: what each approved line states by itself, for nobody has approved what stands beside it
    /// in the concept; then the other names with the preferred one.
    fn same_entries(&self, id: ConceptId, concept: &ConceptEntry, current: &[NameId], entries: &mut Vec<Entry>) {
        let text = |&name: &NameId| self.name(name).text.to_owned();
        let mut approved: BTreeSet<NameId> = BTreeSet::new();
        for (stated, origin) in &concept.approved {
            let mut names: Vec<NameId> = stated.iter().copied().filter(|name| current.contains(name)).collect();
            if names.len() > 1 {
                names.sort_by_key(|&name| name != concept.preferred);
                let shown = names.iter().map(text).collect();
                entries.push(self.entry(Relation::Same, shown, vec![Some(id)], std::iter::once(*origin)));
                approved.extend(names);
            }
        }
        let others = |name: &&NameId| **name != concept.preferred && !approved.contains(*name);
        let names: Vec<String> = current.iter().filter(others).map(text).collect();
        if names.is_empty() {
            return;
        }
        let names = std::iter::once(text(&concept.preferred)).chain(names).collect();
        let origins = current.iter().filter(|name| !approved.contains(*name));
        let origins = origins.filter_map(|&name| self.origin_in(id, name));
        let open = self.entry(Relation::Same, names, vec![Some(id)], origins);
        // A name may be approved by a line that says something else of it.
        entries.push(Entry { approval: None, ..open });
    }

    fn entry(
        &self,
        relation: Relation,
        names: Vec<String>,
        concepts: Vec<Option<ConceptId>>,
        origins: impl Iterator<Item = Origin>,
    ) -> Entry {
        let origins: Vec<Origin> = origins.collect();
        let approvals: Option<Vec<&Approval>> = origins.iter().map(|&origin| self.approval(origin)).collect();
        let mut lines: Vec<String> = Vec::new();
        for &origin in &origins {
            let line = self.line(origin);
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        Entry {
            relation,
            names,
            concepts,
            kinds: origins.iter().map(|&origin| self.kind(origin)).collect(),
            lines,
            approval: approvals.and_then(|all| all.into_iter().min().cloned()),
        }
    }

    /// Where a concept's name is stated.
    pub(super) fn origin_in(&self, concept: ConceptId, name: NameId) -> Option<Origin> {
        let concept = self.concepts.get(concept.0 as usize)?;
        let at = concept.names.iter().position(|&it| it == name)?;
        concept.name_origins.get(at).copied()
    }

    /// A line as `source:line`; of what a page defines its link.
    pub(super) fn line(&self, origin: Origin) -> String {
        if self.kind(origin) == SourceKind::Mined {
            return self.mined.link(origin.line).to_owned();
        }
        let source = self.sources.get(origin.source as usize).map_or("", |(name, _)| name);
        format!("{source}:{}", origin.line)
    }

    pub(super) fn kind(&self, origin: Origin) -> SourceKind {
        self.sources.get(origin.source as usize).map_or(SourceKind::File, |&(_, kind)| kind)
    }

    pub(super) fn approval(&self, origin: Origin) -> Option<&Approval> {
        self.approvals.get((origin.approval as usize).checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Source;

    #[test]
    fn what_approved_lines_state_is_listed_apart_from_what_nobody_approved() {
        let text = "rash, skin eruption\n# approved: Dr X 2026-11-20\nrash, skin eruption\nrash => hives, blister\n\n\
                    fever, pyrexia\n# approved: Dr Y 2026-11-21\nfever, high temperature\n";
        let source = Source { name: "v.txt".to_owned(), text: text.to_owned(), kind: SourceKind::File };
        let entries = Vocabulary::compile(&[source]).unwrap().entries();
        let shown: Vec<String> = entries
            .iter()
            .map(|entry| {
                let by = entry.approval.as_ref().map_or("nobody", |approval| &approval.by);
                format!("{} {by} {}", entry.names.join("|"), entry.lines.join(" "))
            })
            .collect();
        assert_eq!(
            shown,
            [
                "rash|skin eruption Dr X v.txt:3",
                "fever|high temperature Dr Y v.txt:8",
                "fever|pyrexia nobody v.txt:6",
                "rash|hives|blister Dr X v.txt:4"
            ]
        );
    }
}
