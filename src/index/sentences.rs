//! The sentences of a page that are long enough to be told from chance: by their hashes the tables find text that stands on
//! many pages.
//!
//! They are packed into bytes, because every build reads, holds and writes those of all pages.

use serde::{Deserialize, Serialize};

use super::packed::{Packed, push_number, take_number};

/// A sentence of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SentenceRecord {
    /// Hash of its folded words.
    pub(super) hash: u64,
    /// Positions of its words in the body field, half-open.
    pub(super) from: u32,
    pub(super) to: u32,
}

/// The sentences of all passages of a page, in order.
///
/// First their hashes, the lowest byte first; then of each, as numbers, how many passages after the one before it stands,
/// how far behind that one's end (in another passage, behind 0), and how long it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sentences {
    count: u32,
    packed: Packed,
}

impl Sentences {
    /// Number of sentences.
    pub(super) fn len(&self) -> usize {
        self.count as usize
    }

    fn parts(&self) -> (&[[u8; 8]], &[u8]) {
        let (hashes, numbers) = self.packed.bytes().split_at_checked(self.len() * 8).unwrap_or_default();
        (hashes.as_chunks().0, numbers)
    }

    /// The hash of each sentence.
    pub(super) fn hashes(&self) -> impl Iterator<Item = u64> {
        self.parts().0.iter().map(|hash| u64::from_le_bytes(*hash))
    }

    /// Each sentence with the place of its passage.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, SentenceRecord)> {
        let (hashes, mut numbers) = self.parts();
        let mut before = Before::default();
        hashes.iter().map_while(move |hash| {
            let mut number = || take_number(&mut numbers);
            let (passages, gap, length) = (number()?, number()?, number()?);
            before.go_on(passages);
            let from = before.end.wrapping_add(gap);
            before.end = from.wrapping_add(length);
            Some((before.place, SentenceRecord { hash: u64::from_le_bytes(*hash), from, to: before.end }))
        })
    }
}

/// Where the sentence before ends.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    place: u32,
    end: u32,
}

impl Before {
    fn go_on(&mut self, passages: u32) {
        if passages > 0 {
            *self = Before { place: self.place.wrapping_add(passages), end: 0 };
        }
    }
}

/// Packs the sentences of a page.
#[derive(Debug, Default)]
pub(super) struct SentencePacker {
    hashes: Vec<u8>,
    numbers: Vec<u8>,
    before: Before,
}

impl SentencePacker {
    /// Adds a sentence of the passage at `place`; passages come in order.
    pub(super) fn push(&mut self, place: u32, sentence: SentenceRecord) {
        let SentenceRecord { hash, from, to } = sentence;
        let passages = place.wrapping_sub(self.before.place);
        self.before.go_on(passages);
        self.hashes.extend(hash.to_le_bytes());
        push_number(&mut self.numbers, passages);
        push_number(&mut self.numbers, from.wrapping_sub(self.before.end));
        push_number(&mut self.numbers, to.wrapping_sub(from));
        self.before.end = to;
    }

    pub(super) fn finish(self) -> Sentences {
        Sentences { count: self.hashes.len() as u32 / 8, packed: [self.hashes, self.numbers].concat().into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let sentence = |hash, from, to| SentenceRecord { hash, from, to };
        let given = [
            (0, sentence(u64::MAX, 0, 7)),
            (0, sentence(1, 8, 20)),
            (0, sentence(2, 3, 9)),
            (3, sentence(0, 2, u32::MAX)),
            (900, sentence(5, 300, 7)),
        ];
        let mut packer = SentencePacker::default();
        for (place, sentence) in given {
            packer.push(place, sentence);
        }
        let sentences = packer.finish();
        assert_eq!((sentences.len(), sentences.iter().collect::<Vec<_>>()), (5, given.to_vec()));
        let bytes = postcard::to_stdvec(&sentences).unwrap();
        assert_eq!(postcard::from_bytes::<Sentences>(&bytes).unwrap(), sentences);
    }
}
