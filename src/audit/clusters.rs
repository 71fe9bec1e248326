//! Clusters of passages that say nearly the same on several pages, found without comparing each with each.
//!
//! Passages that share a band of their `MinHash` signatures are compared; where very many share one, each with the first of
//! them only, which is enough for what stands on very many pages.

use std::collections::{BTreeMap, HashSet};

use super::copies::Copyable;
use super::note::PageNote;
use super::wording::{BANDS, similarity};

/// The least similarity of passages of one cluster to one of its others.
pub(super) const SIMILAR: f64 = 0.7;
/// Passages of one band that are all compared with each other.
const ALL_PAIRS: usize = 24;

/// A passage: the place of its page and its number on it.
pub(super) type PassageAt = (usize, usize);

/// The passage at a place.
pub(super) fn passage(notes: &[PageNote], at: PassageAt) -> Option<&Copyable> {
    notes.get(at.0)?.copyable.get(at.1)
}

/// Sets of passages on two pages or more, each in the order of pages, one passage a page.
pub(super) fn clusters(notes: &[PageNote]) -> Vec<Vec<PassageAt>> {
    let all: Vec<PassageAt> = notes
        .iter()
        .enumerate()
        .flat_map(|(page, note)| (0..note.copyable.len()).map(move |number| (page, number)))
        .collect();
    let mut sets = Sets::new(all.len());
    let mut compared: HashSet<(u32, u32)> = HashSet::new();
    for band in 0..BANDS {
        let key = |index: usize| {
            let at = all.get(index).copied()?;
            passage(notes, at)?.bands.get(band).copied()
        };
        let mut keyed: Vec<(u64, u32)> = (0..all.len()).filter_map(|index| Some((key(index)?, index as u32))).collect();
        keyed.sort_unstable();
        for bucket in keyed.chunk_by(|a, b| a.0 == b.0).filter(|bucket| bucket.len() > 1) {
            for (number, (_, first)) in bucket.iter().enumerate() {
                if number > 0 && bucket.len() > ALL_PAIRS {
                    break;
                }
                for (_, second) in bucket.iter().skip(number + 1) {
                    if !sets.is_one(*first, *second)
                        && compared.insert((*first, *second))
                        && is_similar(notes, &all, *first, *second)
                    {
                        sets.join(*first, *second);
                    }
                }
            }
        }
    }
    sets.listed()
        .into_iter()
        .map(|set| {
            let mut set: Vec<PassageAt> = set.into_iter().filter_map(|index| all.get(index).copied()).collect();
            set.sort_unstable();
            set.dedup_by_key(|at| at.0);
            set
        })
        .filter(|set| set.len() > 1)
        .collect()
}

fn is_similar(notes: &[PageNote], all: &[PassageAt], a: u32, b: u32) -> bool {
    let of = |index: u32| all.get(index as usize).and_then(|at| passage(notes, *at));
    let (Some(a), Some(b)) = (of(a), of(b)) else { return false };
    similarity(&a.shingles, &b.shingles) >= SIMILAR
}

/// Disjoint sets (union-find).
struct Sets {
    above: Vec<u32>,
}

impl Sets {
    fn new(number: usize) -> Sets {
        Sets { above: (0..number as u32).collect() }
    }

    fn root(&mut self, mut of: u32) -> u32 {
        while let Some(above) = self.above.get(of as usize).copied().filter(|above| *above != of) {
            let further = self.above.get(above as usize).copied().unwrap_or(above);
            if let Some(slot) = self.above.get_mut(of as usize) {
                *slot = further;
            }
            of = further;
        }
        of
    }

    fn is_one(&mut self, a: u32, b: u32) -> bool {
        self.root(a) == self.root(b)
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.above.get_mut(a.max(b) as usize) {
            *slot = a.min(b);
        }
    }

    /// The sets of more than one, by their first.
    fn listed(mut self) -> Vec<Vec<usize>> {
        let mut sets: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for index in 0..self.above.len() as u32 {
            sets.entry(self.root(index)).or_default().push(index as usize);
        }
        sets.into_values().filter(|set| set.len() > 1).collect()
    }
}
