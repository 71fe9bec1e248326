//! Words of the texts by their beginning, for a question whose last word is not typed to its end.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use anyhow::Result;

use super::TantivyEngine;
use super::retrieve::each_posting;
use crate::engine::request::Field;

/// Of so many times as many words as are wanted, the frequent ones by the dictionary, the live passages are counted: the
/// dictionary counts deleted passages too.
const COUNTED: usize = 4;

const FIELDS: [Field; 3] = [Field::Body, Field::Title, Field::Heading];

/// See [`Engine::completions`](crate::engine::Engine::completions).
pub(super) fn completions(engine: &TantivyEngine, beginning: &str, most: usize) -> Result<Vec<String>> {
    let mut frequent: BTreeMap<String, u32> = BTreeMap::new();
    for segment in &engine.segments {
        for field in FIELDS {
            let take = |word: &str, passages| *frequent.entry(word.to_owned()).or_default() += passages;
            segment.each_word(field, beginning, take)?;
        }
    }
    let mut words: Vec<(Reverse<u32>, String)> = frequent.into_iter().map(|(word, n)| (Reverse(n), word)).collect();
    words.sort();
    words.truncate(most.saturating_mul(COUNTED));
    for (passages, word) in &mut words {
        passages.0 = live(engine, word)?;
    }
    words.retain(|(passages, _)| passages.0 > 0);
    words.sort();
    Ok(words.into_iter().take(most).map(|(_, word)| word).collect())
}

/// How often a word stands in a field of a live passage.
fn live(engine: &TantivyEngine, word: &str) -> Result<u32> {
    let mut live = 0;
    for segment in &engine.segments {
        for field in FIELDS {
            if let Some(mut blocks) = segment.blocks(field, word)? {
                each_posting(&mut blocks, |document, _| live += u32::from(segment.is_live(document as usize)));
            }
        }
    }
    Ok(live)
}
