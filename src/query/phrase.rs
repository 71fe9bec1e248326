//! Quoted phrases: what stands in quotes as a row of places, in each of which any name of a concept may stand.

use super::asked::AskedConcept;
use super::forms::name_token;
use super::words::Word;
use crate::engine::{Phrase, Slot};
use crate::vocabulary::{NameId, Vocabulary};

/// A quoted phrase; a recognised name in it takes one place, where any name of its concept may stand. The words may
/// also stand as they were typed, unless one is an acronym, which counts in its capitals only.
pub(super) fn phrase(words: &[Word], concepts: &[AskedConcept], vocabulary: &Vocabulary) -> Option<Phrase> {
    let as_typed = |word: &Word| {
        let elsewhere = word.stems_elsewhere.iter().map(|(_, stem)| stem);
        Slot { tokens: word.stems.iter().chain(elsewhere).map(|stem| (stem.clone(), 1)).collect() }
    };
    let mut slots = Vec::new();
    let mut last_concept = None;
    for word in words {
        let asked = word.concept.and_then(|number| concepts.get(number));
        let Some(asked) = asked.filter(|asked| vocabulary.is_indexed_name(asked.name)) else {
            slots.push(as_typed(word));
            continue;
        };
        if last_concept == word.concept {
            continue;
        }
        last_concept = word.concept;
        let mut names = vec![asked.name];
        names.extend(asked.concepts.iter().flat_map(|&concept| vocabulary.concept(concept).names.iter().copied()));
        names.retain(|&name| vocabulary.is_indexed_name(name));
        names.sort_unstable_by_key(|name| name.0);
        names.dedup();
        let length = |name: NameId| vocabulary.name(name).words() as u32;
        slots.push(Slot { tokens: names.into_iter().map(|name| (name_token(name), length(name))).collect() });
    }
    let word_by_word = last_concept.is_some() && concepts.iter().all(|asked| !asked.acronym);
    let words = if word_by_word { words.iter().map(as_typed).collect() } else { Vec::new() };
    (!slots.is_empty()).then_some(Phrase { slots, words })
}
