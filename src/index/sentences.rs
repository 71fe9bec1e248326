//! The sentences of a page that are long enough to be told from chance: by their hashes the tables find text that stands on
//! many pages.
//!
//! They are packed into bytes, because every build reads, holds and writes those of all pages.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A sentence of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct SentenceRecord {
    /// Hash of its folded words.
    pub(super) hash: u64,
    /// Positions of its words in the body field, half-open.
    pub(super) from: u32,
    pub(super) to: u32,
}

/// Bytes of a sentence: its passage's place, its hash, its positions, each with the lowest byte first.
const PACKED: usize = 20;

/// The sentences of all passages of a page, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sentences {
    packed: Vec<u8>,
}

impl Sentences {
    /// Adds a sentence of the passage at `place`.
    pub(super) fn push(&mut self, place: u32, sentence: SentenceRecord) {
        let SentenceRecord { hash, from, to } = sentence;
        self.packed.extend(place.to_le_bytes());
        self.packed.extend(hash.to_le_bytes());
        self.packed.extend(from.to_le_bytes());
        self.packed.extend(to.to_le_bytes());
    }

    /// Gives back room that was set aside and not used.
    pub(super) fn close(&mut self) {
        self.packed.shrink_to_fit();
    }

    /// Number of sentences.
    pub(super) fn len(&self) -> usize {
        self.packed.len() / PACKED
    }

    /// Each sentence with the place of its passage.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, SentenceRecord)> {
        self.packed.as_chunks::<PACKED>().0.iter().map(|packed| {
            let [p0, p1, p2, p3, h0, h1, h2, h3, h4, h5, h6, h7, f0, f1, f2, f3, t0, t1, t2, t3] = *packed;
            let sentence = SentenceRecord {
                hash: u64::from_le_bytes([h0, h1, h2, h3, h4, h5, h6, h7]),
                from: u32::from_le_bytes([f0, f1, f2, f3]),
                to: u32::from_le_bytes([t0, t1, t2, t3]),
            };
            (u32::from_le_bytes([p0, p1, p2, p3]), sentence)
        })
    }
}

impl Serialize for Sentences {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.packed)
    }
}

impl<'de> Deserialize<'de> for Sentences {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(Packed)
    }
}

/// Reads the bytes back.
struct Packed;

impl Visitor<'_> for Packed {
    type Value = Sentences;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "sentences of {PACKED} bytes each")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Sentences, E> {
        if !bytes.len().is_multiple_of(PACKED) {
            return Err(E::invalid_length(bytes.len(), &self));
        }
        Ok(Sentences { packed: bytes.to_vec() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let sentence = |hash, from, to| SentenceRecord { hash, from, to };
        let given = [(0, sentence(u64::MAX, 0, 7)), (0, sentence(1, 8, 20)), (3, sentence(0, 2, u32::MAX))];
        let mut sentences = Sentences::default();
        for (place, sentence) in given {
            sentences.push(place, sentence);
        }
        sentences.close();
        assert_eq!((sentences.len(), sentences.iter().collect::<Vec<_>>()), (3, given.to_vec()));
        let bytes = postcard::to_stdvec(&sentences).unwrap();
        assert_eq!(postcard::from_bytes::<Sentences>(&bytes).unwrap(), sentences);
        assert!(postcard::from_bytes::<Sentences>(&[3, 1, 2, 3]).is_err());
    }
}
