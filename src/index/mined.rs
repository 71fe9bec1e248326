//! What pages define, as a table: made anew at each commit from the definitions that the records hold.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result};

use super::generation::{link_or_copy, read_checked, write_encoded};
use super::record::{Records, changes};
use crate::vocabulary::{Definitions, Mined, PageDefinition, Vocabulary};

const MINED: &str = "mined.bin";

/// What the pages define beside the vocabulary.
pub(super) fn mined(records: &Records, vocabulary: &Vocabulary) -> Mined {
    let mut own = BTreeSet::new();
    // Many pages define the same.
    let mut defined: BTreeMap<PageDefinition, usize> = BTreeMap::new();
    let mut stated: Vec<(u32, usize)> = Vec::new();
    for record in records.values() {
        for definition in record.definitions.read::<Vec<PageDefinition>>() {
            let next = defined.len();
            stated.push((record.number, *defined.entry(definition).or_insert(next)));
        }
        if let Some(organisation) = record.facts.lent().organisation.filter(|it| !own.contains(*it)) {
            own.insert(organisation.to_owned());
        }
    }
    let mut by_number: Vec<(usize, &PageDefinition)> = defined.iter().map(|(it, number)| (*number, it)).collect();
    by_number.sort_unstable_by_key(|(number, _)| *number);
    let mut definitions = Definitions::default();
    for (page, number) in stated {
        if let Some((_, definition)) = by_number.get(number) {
            definitions.add(page, definition);
        }
    }
    vocabulary.mine(&definitions, &own)
}

/// Whether the pages define what they defined before, so that the table is as it was.
pub(super) fn is_as_it_was(before: &Records, after: &Records) -> bool {
    changes(before, after).all(|(before, after)| {
        let (Some(before), Some(after)) = (before, after) else { return false };
        before.number == after.number
            && before.definitions == after.definitions
            && before.facts.lent().organisation == after.facts.lent().organisation
    })
}

/// Takes the table over from another generation; gives the number of its concepts.
pub(super) fn take_over(from: &Path, to: &Path) -> Result<usize> {
    link_or_copy(&from.join(MINED), &to.join(MINED))?;
    Ok(load(from)?.concepts())
}

/// Writes the table into a generation.
pub(super) fn write(generation: &Path, mined: &Mined) -> Result<()> {
    write_encoded(&generation.join(MINED), mined)
}

/// Loads the table of a generation.
pub(super) fn load(generation: &Path) -> Result<Mined> {
    let path = generation.join(MINED);
    postcard::from_bytes(&read_checked(&path)?)
        .with_context(|| format!("`{}` is damaged; rebuild the index", path.display()))
}
