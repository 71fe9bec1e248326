//! Texts that many pages have in common, such as the address of their site: each is held once and shared.
//!
//! What is shared is found among the few texts that a thread met last; missing one costs its memory and nothing else.

use std::cell::RefCell;
use std::fmt;
use std::sync::Arc;

use serde::Deserializer;
use serde::de::{Error, Visitor};

/// Texts that a thread remembers.
const REMEMBERED: usize = 16;

thread_local! {
    /// The one met last comes first.
    static MET: RefCell<Vec<Arc<str>>> = const { RefCell::new(Vec::new()) };
}

/// The text, shared with those who asked for the same on this thread not long ago.
pub(crate) fn shared(text: &str) -> Arc<str> {
    MET.with_borrow_mut(|met| {
        let known = met.iter().position(|known| **known == *text);
        let text = known.map_or_else(|| Arc::from(text), |at| met.remove(at));
        met.truncate(REMEMBERED - 1);
        met.insert(0, Arc::clone(&text));
        text
    })
}

/// Reads a text that is to be [`shared`].
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
    deserializer.deserialize_str(Shared)
}

struct Shared;

impl Visitor<'_> for Shared {
    type Value = Arc<str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Arc<str>, E> {
        Ok(shared(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_was_met_not_long_ago_is_the_same_one() {
        let first = shared("https://example.org");
        shared("page");
        assert!(Arc::ptr_eq(&first, &shared("https://example.org")));
        for other in 0..REMEMBERED {
            shared(&other.to_string());
        }
        let again = shared("https://example.org");
        assert_eq!(again, first);
        assert!(!Arc::ptr_eq(&first, &again));
    }
}
