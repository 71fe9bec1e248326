//! What pages define, as a table: made anew at each commit from the definitions that the records hold.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};

use super::generation::{read_checked, write_encoded};
use super::record::Records;
use crate::vocabulary::{Definitions, Mined, Vocabulary};

const MINED: &str = "mined.bin";

/// What the pages define beside the vocabulary.
pub(super) fn mined(records: &Records, vocabulary: &Vocabulary) -> Mined {
    let mut definitions = Definitions::default();
    let mut own = BTreeSet::new();
    for record in records.values() {
        for definition in &record.definitions {
            definitions.add(record.number, definition);
        }
        if let Some(organisation) = record.facts.organisation.as_ref().filter(|it| !own.contains(*it)) {
            own.insert(organisation.clone());
        }
    }
    vocabulary.mine(&definitions, &own)
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
