//! What common clauses add, remembered from question to question: "symptoms" is in every third one.
//!
//! A snapshot never changes, so what a clause adds to each passage never does either; what is remembered is added
//! bit for bit as it would be computed again.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::engine::request::{Clause, ClauseFrequency};

/// A clause on fewer passages is computed faster than it is looked up.
const LEAST_PASSAGES: u32 = 256;
/// Beyond so many bytes all is forgotten at once.
const MOST_BYTES: usize = 64 << 20;

/// What a clause adds to the passages and pages of one segment.
#[derive(Debug, Clone, Default)]
pub(super) struct Additions {
    /// `(document, score)`, ascending.
    pub(super) passages: Vec<(u32, f32)>,
    /// `(page, score)`, each once.
    pub(super) pages: Vec<(u32, f32)>,
}

impl Additions {
    fn bytes(&self) -> usize {
        (self.passages.len() + self.pages.len()) * size_of::<(u32, f32)>()
    }
}

/// What a clause adds in every segment, and how frequent it is.
#[derive(Debug)]
pub(super) struct Weighed {
    pub(super) segments: Vec<Additions>,
    pub(super) frequency: ClauseFrequency,
}

/// The common clauses asked so far.
#[derive(Default)]
pub(super) struct Remembered {
    clauses: RwLock<Clauses>,
}

#[derive(Default)]
struct Clauses {
    by_key: HashMap<Vec<u8>, Arc<Weighed>>,
    bytes: usize,
}

impl Remembered {
    pub(super) fn get(&self, key: &[u8]) -> Option<Arc<Weighed>> {
        self.clauses.read().unwrap_or_else(PoisonError::into_inner).by_key.get(key).cloned()
    }

    /// Remembers a clause if it is common; copies what it adds only then.
    pub(super) fn offer<'a>(
        &self,
        key: Vec<u8>,
        frequency: ClauseFrequency,
        additions: impl Iterator<Item = &'a Additions>,
    ) {
        if frequency.passages < LEAST_PASSAGES {
            return;
        }
        let weighed = Weighed { segments: additions.cloned().collect(), frequency };
        let bytes: usize = weighed.segments.iter().map(Additions::bytes).sum();
        let mut clauses = self.clauses.write().unwrap_or_else(PoisonError::into_inner);
        if clauses.bytes + bytes > MOST_BYTES {
            *clauses = Clauses::default();
        }
        if bytes <= MOST_BYTES && clauses.by_key.insert(key, Arc::new(weighed)).is_none() {
            clauses.bytes += bytes;
        }
    }
}

/// All that what a clause adds depends on.
pub(super) fn key(clause: &Clause) -> Vec<u8> {
    let mut key = clause.weight.to_le_bytes().to_vec();
    for alternative in &clause.alternatives {
        key.extend(alternative.weight.to_le_bytes());
        key.extend((alternative.token.len() as u32).to_le_bytes());
        key.extend(alternative.token.as_bytes());
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Alternative;

    fn frequency(passages: u32) -> ClauseFrequency {
        ClauseFrequency { passages, ..ClauseFrequency::default() }
    }

    #[test]
    fn only_a_common_clause_is_remembered() {
        let remembered = Remembered::default();
        remembered.offer(vec![1], frequency(LEAST_PASSAGES - 1), std::iter::empty());
        remembered.offer(vec![2], frequency(LEAST_PASSAGES), std::iter::empty());
        assert!(remembered.get(&[1]).is_none());
        assert!(remembered.get(&[2]).is_some());
    }

    #[test]
    fn clauses_that_differ_in_any_weight_have_different_keys() {
        let clause = |weight, each| Clause {
            alternatives: vec![Alternative { token: "rash".to_owned(), weight: each }],
            weight,
        };
        assert_eq!(key(&clause(1.0, 1.0)), key(&clause(1.0, 1.0)));
        assert_ne!(key(&clause(1.0, 1.0)), key(&clause(0.5, 1.0)));
        assert_ne!(key(&clause(1.0, 1.0)), key(&clause(1.0, 0.5)));
    }

    #[test]
    fn what_does_not_fit_any_more_makes_room_by_forgetting() {
        let remembered = Remembered::default();
        let half = Additions { passages: vec![(0, 0.0); MOST_BYTES / 8 / 2], pages: vec![(0, 0.0)] };
        remembered.offer(vec![1], frequency(LEAST_PASSAGES), std::iter::once(&half));
        remembered.offer(vec![2], frequency(LEAST_PASSAGES), std::iter::once(&half));
        assert!(remembered.get(&[1]).is_none());
        assert!(remembered.get(&[2]).is_some());
    }
}
