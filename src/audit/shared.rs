//! The sentences that the passages of a cluster have in common, and on how many pages of the site each of them stands.
//!
//! A passage may be alike to few others only because what stands around its sentences differs: a sentence of a glossary is
//! on sixty pages, each with neighbours of its own.

use std::collections::HashMap;
use std::ops::Range;

use super::clusters::{PassageAt, passage};
use super::copies::Copyable;
use super::note::PageNote;
use super::wording::Wording;
use crate::content::sentences;

/// A sentence with fewer words is not known again.
const FEWEST_WORDS: usize = 7;

/// A sentence that the passages of a cluster have in common.
#[derive(Debug, Clone)]
pub(super) struct SharedSentence {
    /// Its bytes in the passage that is told of.
    pub(super) range: Range<usize>,
    /// The pages of the site that have it.
    pub(super) pages: usize,
}

struct Candidate {
    cluster: usize,
    range: Range<usize>,
    shingles: Vec<u32>,
}

/// The passage of a cluster that is told of: on its first audited page.
pub(super) fn told(cluster: &[PassageAt], notes: &[PageNote]) -> Option<PassageAt> {
    cluster.iter().find(|at| notes.get(at.0).is_some_and(|note| note.audited)).copied()
}

/// For each cluster the first sentence that its passages share and that stands on no more than so many pages; `None` where
/// all they share stands on more.
pub(super) fn shared_sentences(
    clusters: &[&[PassageAt]],
    most_pages: usize,
    notes: &[PageNote],
) -> Vec<Option<SharedSentence>> {
    let mut all: Vec<Candidate> = Vec::new();
    for (number, cluster) in clusters.iter().enumerate() {
        all.extend(candidates(number, cluster, notes));
    }
    let pages = pages_of(&all, notes);
    let mut out = vec![None; clusters.len()];
    for (Candidate { cluster, range, .. }, pages) in all.into_iter().zip(pages) {
        if let Some(slot) = out.get_mut(cluster).filter(|slot| slot.is_none() && pages <= most_pages) {
            *slot = Some(SharedSentence { range, pages });
        }
    }
    out
}

/// The sentences of a cluster's passage of which the others have most.
fn candidates(cluster: usize, passages: &[PassageAt], notes: &[PageNote]) -> Vec<Candidate> {
    let Some((at, here)) = told(passages, notes).and_then(|at| Some((at, passage(notes, at)?))) else {
        return Vec::new();
    };
    let others: Vec<&Copyable> =
        passages.iter().filter(|other| **other != at).filter_map(|at| passage(notes, *at)).collect();
    let mut best: Vec<Candidate> = Vec::new();
    let mut most = 0.0;
    for range in pieces(&here.text) {
        let text = here.text.get(range.clone()).unwrap_or_default();
        let shingles = Wording::of(text).shingles();
        if shingles.is_empty() || text.split_whitespace().take(FEWEST_WORDS).count() < FEWEST_WORDS {
            continue;
        }
        let has = |other: &&Copyable| {
            shingles.iter().filter(|shingle| other.shingles.binary_search(shingle).is_ok()).count() as f64
        };
        let share = others.iter().map(has).fold(f64::INFINITY, f64::min) / shingles.len() as f64;
        if share > most {
            best.clear();
            most = share;
        }
        if share >= most {
            best.push(Candidate { cluster, range, shingles });
        }
    }
    best
}

/// The sentences of a text, those with a list written into them (`: - Fever - A rash`) cut at its items.
fn pieces(text: &str) -> Vec<Range<usize>> {
    const ITEM: &str = " - ";
    let mut out = Vec::new();
    for sentence in sentences(text) {
        let words = text.get(sentence.clone()).unwrap_or_default();
        let mut from = sentence.start;
        if words.matches(ITEM).count() > 1 {
            for (at, _) in words.match_indices(ITEM) {
                out.push(from..sentence.start + at);
                from = sentence.start + at + ITEM.len();
            }
        }
        out.push(from..sentence.end);
    }
    out
}

/// On how many pages each sentence stands: pages with a passage that has all its word triples.
fn pages_of(all: &[Candidate], notes: &[PageNote]) -> Vec<usize> {
    let mut by_first: HashMap<u32, Vec<usize>> = HashMap::new();
    for (number, candidate) in all.iter().enumerate() {
        if let Some(first) = candidate.shingles.first() {
            by_first.entry(*first).or_default().push(number);
        }
    }
    let mut pages = vec![0; all.len()];
    let mut last = vec![usize::MAX; all.len()];
    for (page, note) in notes.iter().enumerate() {
        for passage in &note.copyable {
            let here = passage.shingles.iter().filter_map(|shingle| by_first.get(shingle)).flatten();
            for &number in here {
                let (Some(candidate), Some(last), Some(pages)) =
                    (all.get(number), last.get_mut(number), pages.get_mut(number))
                else {
                    continue;
                };
                let has = |shingle: &u32| passage.shingles.binary_search(shingle).is_ok();
                if *last != page && candidate.shingles.iter().all(has) {
                    *last = page;
                    *pages += 1;
                }
            }
        }
    }
    pages
}
