//! What common clauses add, remembered from question to question: "symptoms" is in every third one.
//!
//! A snapshot never changes, so what a clause adds to each passage never does either; what is remembered is added
//! bit for bit as it would be computed again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::engine::request::{Clause, ClauseFrequency, Emphasis};

/// A clause on fewer passages is computed faster than it is looked up.
const LEAST_PASSAGES: u32 = 256;
/// Of those asked lately, and of those asked before.
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

/// The common clauses asked so far: those asked lately, and those asked before that, which go when room is needed.
#[derive(Default)]
pub(super) struct Remembered {
    lately: RwLock<Clauses>,
    before: Mutex<Clauses>,
}

#[derive(Default)]
struct Clauses {
    by_key: HashMap<Vec<u8>, Arc<Weighed>>,
    bytes: usize,
}

impl Remembered {
    pub(super) fn get(&self, key: &[u8]) -> Option<Arc<Weighed>> {
        if let Some(known) = self.lately.read().unwrap_or_else(PoisonError::into_inner).by_key.get(key) {
            return Some(Arc::clone(known));
        }
        let known = self.before.lock().unwrap_or_else(PoisonError::into_inner).by_key.remove(key)?;
        self.insert(key.to_vec(), Arc::clone(&known));
        Some(known)
    }

    /// Remembers a clause if it is common; copies what it adds only then.
    pub(super) fn offer<'a>(
        &self,
        key: Vec<u8>,
        frequency: ClauseFrequency,
        additions: impl Iterator<Item = &'a Additions>,
    ) {
        if frequency.passages >= LEAST_PASSAGES {
            self.insert(key, Arc::new(Weighed { segments: additions.cloned().collect(), frequency }));
        }
    }

    fn insert(&self, key: Vec<u8>, weighed: Arc<Weighed>) {
        let bytes: usize = weighed.segments.iter().map(Additions::bytes).sum();
        if bytes > MOST_BYTES {
            return;
        }
        let mut lately = self.lately.write().unwrap_or_else(PoisonError::into_inner);
        if lately.bytes + bytes > MOST_BYTES {
            *self.before.lock().unwrap_or_else(PoisonError::into_inner) = std::mem::take(&mut *lately);
        }
        if lately.by_key.insert(key, weighed).is_none() {
            lately.bytes += bytes;
        }
    }
}

/// All that what a clause adds depends on; `None` if that is more than its tokens.
pub(super) fn key(clause: &Clause) -> Option<Vec<u8>> {
    if clause.alternatives.iter().any(|alternative| alternative.pages.is_some()) {
        return None;
    }
    let mut key = clause.weight.to_le_bytes().to_vec();
    let Emphasis { title, heading, alone, page } = clause.emphasis;
    key.extend([title, heading, alone, page].into_iter().flat_map(f32::to_le_bytes));
    for alternative in &clause.alternatives {
        key.extend(alternative.weight.to_le_bytes());
        key.extend((alternative.then.len() as u32).to_le_bytes());
        for token in std::iter::once(&alternative.token).chain(&alternative.then) {
            key.extend((token.len() as u32).to_le_bytes());
            key.extend(token.as_bytes());
        }
    }
    Some(key)
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
        let clause = |weight, each| Clause::new(vec![Alternative::of("rash", each)], weight);
        assert_eq!(key(&clause(1.0, 1.0)), key(&clause(1.0, 1.0)));
        assert_ne!(key(&clause(1.0, 1.0)), key(&clause(0.5, 1.0)));
        assert_ne!(key(&clause(1.0, 1.0)), key(&clause(1.0, 0.5)));
    }

    #[test]
    fn what_was_not_asked_lately_makes_room() {
        let remembered = Remembered::default();
        let half = Additions { passages: vec![(0, 0.0); MOST_BYTES / 8 / 2], pages: vec![(0, 0.0)] };
        for key in 1..=3 {
            remembered.offer(vec![key], frequency(LEAST_PASSAGES), std::iter::once(&half));
            assert!(remembered.get(&[1]).is_some());
        }
        assert!(remembered.get(&[2]).is_none());
        assert!(remembered.get(&[3]).is_some());
    }
}
