//! A whole number as JSON and forms write it: `10`, and in JSON `10.0` too, which is the same number there.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// A whole number that is not negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Whole(pub(super) usize);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Whole, D::Error> {
        deserializer.deserialize_u64(WholeVisitor)
    }
}

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = Whole;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a whole number")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Whole, E> {
        usize::try_from(number).map(Whole).map_err(|_| E::custom("too large a number"))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Whole, E> {
        if number.fract() == 0.0 && (0.0..=1e9).contains(&number) {
            return Ok(Whole(number as usize));
        }
        Err(E::custom("no whole number"))
    }
}
