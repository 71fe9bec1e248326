//! Values of a record that are kept encoded: most builds read few of them and write all.
//!
//! What they are is their readers' business: facts, definitions, sentences, words.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value as the bytes that it is stored as.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Packed(Box<[u8]>);

impl Packed {
    /// Encodes a value.
    pub(super) fn of<T: Serialize + ?Sized>(value: &T) -> postcard::Result<Packed> {
        Ok(Packed(postcard::to_stdvec(value)?.into_boxed_slice()))
    }

    /// The value that was encoded, or its beginning: of a struct, its first fields. The file that it came from had the
    /// right checksum; what is not that value all the same is read as nothing.
    pub(super) fn read<'a, T: Deserialize<'a> + Default>(&'a self) -> T {
        postcard::take_from_bytes(&self.0).map_or_else(|_| T::default(), |(value, _)| value)
    }

    /// The bytes.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Packed {
    fn from(bytes: Vec<u8>) -> Packed {
        Packed(bytes.into_boxed_slice())
    }
}

impl From<&[u8]> for Packed {
    fn from(bytes: &[u8]) -> Packed {
        Packed(bytes.into())
    }
}

impl Serialize for Packed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Packed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(Bytes)
    }
}

/// Reads the bytes back.
struct Bytes;

impl Visitor<'_> for Bytes {
    type Value = Packed;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("bytes")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Packed, E> {
        Ok(Packed::from(bytes))
    }
}

/// Adds a number, seven bits a byte, the lowest first: small ones are short.
pub(super) fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes a number off the beginning; `None` at the end.
pub(super) fn take_number(bytes: &mut &[u8]) -> Option<u32> {
    let (mut number, mut shift) = (0_u32, 0_u32);
    loop {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            return Some(number);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_back() {
        let numbers = [0, 1, 127, 128, 70_000, u32::MAX];
        let mut bytes = Vec::new();
        for number in numbers {
            push_number(&mut bytes, number);
        }
        let mut rest = bytes.as_slice();
        let read: Vec<u32> = std::iter::from_fn(|| take_number(&mut rest)).collect();
        assert_eq!(read, numbers);
    }

    #[test]
    fn a_value_is_read_whole_or_from_its_beginning() {
        let packed = Packed::of(&(7_u64, "link", true)).unwrap();
        assert_eq!(packed.read::<(u64, &str, bool)>(), (7, "link", true));
        assert_eq!(packed.read::<(u64, &str)>(), (7, "link"));
        assert_eq!(Packed::default().read::<(u64, &str)>(), (0, ""));
        let bytes = postcard::to_stdvec(&packed).unwrap();
        assert_eq!(postcard::from_bytes::<Packed>(&bytes).unwrap(), packed);
    }
}
