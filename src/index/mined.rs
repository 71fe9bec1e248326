//! What pages define, as a table: made at each commit from the definitions that the records hold, or taken over from the
//! live generation where pages define what they defined.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};

use super::base::Base;
use super::build::BuildOptions;
use super::checked::{read_checked, write_encoded};
use super::generation::link_or_copy;
use super::record::{Records, changes};
use crate::vocabulary::{Definitions, Mined, PageDefinition, Vocabulary};

const MINED: &str = "mined.bin";

/// The making of the table in one build.
pub(super) struct Mining<'a> {
    pub(super) options: &'a BuildOptions,
    pub(super) base: &'a Base,
    /// What pages are indexed with.
    pub(super) salt: &'a str,
    /// The pages of the next generation.
    pub(super) records: &'a Records,
    pub(super) vocabulary: &'a Vocabulary,
}

impl Mining<'_> {
    /// How many concepts the pages define.
    pub(super) fn count(&self) -> Result<usize> {
        self.live().map_or_else(|| Ok(self.mined().concepts()), |live| Ok(load(live)?.concepts()))
    }

    /// Writes the table into the next generation; gives the number of its concepts.
    pub(super) fn write(&self) -> Result<usize> {
        let building = &self.base.building;
        if let Some(live) = self.live() {
            link_or_copy(&live.join(MINED), &building.join(MINED))?;
            return Ok(load(live)?.concepts());
        }
        let mined = self.mined();
        write_encoded(&building.join(MINED), &mined)?;
        Ok(mined.concepts())
    }

    /// Folder of the live generation, if its table is that of the next one too.
    fn live(&self) -> Option<&Path> {
        let Base { manifest, folder, live, .. } = self.base;
        let approved_only = manifest.as_ref()?.approved_only;
        let same_rules = self.base.made_with(self.salt) && approved_only == self.options.approved_only;
        folder.as_deref().filter(|_| same_rules && is_as_it_was(live, self.records))
    }

    /// What the pages define beside the vocabulary; nothing where only what is approved counts.
    fn mined(&self) -> Mined {
        if self.options.approved_only { Mined::default() } else { mined(self.records, self.vocabulary) }
    }
}

/// Whether the pages define what they defined before.
fn is_as_it_was(before: &Records, after: &Records) -> bool {
    changes(before, after).all(|(before, after)| {
        let (Some(before), Some(after)) = (before, after) else { return false };
        before.number == after.number
            && before.definitions == after.definitions
            && before.facts.lent().organisation == after.facts.lent().organisation
    })
}

fn mined(records: &Records, vocabulary: &Vocabulary) -> Mined {
    let mut own = BTreeSet::new();
    // Many pages define the same.
    let mut defined: BTreeMap<PageDefinition, u32> = BTreeMap::new();
    let mut stated: Vec<(u32, u32)> = Vec::new();
    for record in records.values() {
        for definition in record.definitions.read::<Vec<PageDefinition>>() {
            let next = defined.len() as u32;
            stated.push((record.number, *defined.entry(definition).or_insert(next)));
        }
        if let Some(organisation) = record.facts.lent().organisation.filter(|it| !own.contains(*it)) {
            own.insert(organisation.to_owned());
        }
    }
    let mut by_number: Vec<(u32, &PageDefinition)> = defined.iter().map(|(it, number)| (*number, it)).collect();
    by_number.sort_unstable_by_key(|(number, _)| *number);
    let mut definitions = Definitions::default();
    for (page, number) in stated {
        if let Some((_, definition)) = by_number.get(number as usize) {
            definitions.add(page, definition);
        }
    }
    vocabulary.mine(&definitions, &own)
}

/// Loads the table of a generation.
pub(super) fn load(generation: &Path) -> Result<Mined> {
    let path = generation.join(MINED);
    postcard::from_bytes(&read_checked(&path)?)
        .with_context(|| format!("`{}` is damaged; rebuild the index", path.display()))
}
