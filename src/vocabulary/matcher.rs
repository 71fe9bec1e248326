//! The compiled matcher: a trie over stems in flat tables that are stored as they are and loaded without work.
//!
//! It knows sequences of stems, single words and acronyms; whether a match counts is decided in `mention`.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::analysis::{Tokens, stable_hash, without_plural};

use super::NameId;

const NONE: u32 = u32::MAX;

/// Names by their words' stems, those of one word by that word without its plural, acronyms by their folded form.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Matcher {
    terms: Terms,
    /// The node a term leads to from the root, by term; 0 is none.
    roots: Vec<u32>,
    /// Open addressing: `(node, term)` to the next node; node 0, the root, marks a free place.
    edges: Vec<(u32, u32, u32)>,
    /// The name that ends at a node, counted from 1; 0 is none.
    ends: Vec<u32>,
    /// `(term of the folded form, name)`, sorted.
    acronyms: Vec<(u32, u32)>,
    /// The name that is this one word, by term, counted from 1; 0 is none.
    words: Vec<u32>,
    /// What may follow a node, by node; made from the edges when it is first asked for, which one question does not pay.
    #[serde(skip)]
    followers: OnceLock<Vec<Followers>>,
}

/// Terms that may follow a word in a name, a bit for many terms. Where the bit is not set no edge is looked for: the edges
/// lie scattered in memory, and most words that begin a name are followed by one that goes on with none.
#[derive(Debug, Clone, Copy, Default)]
struct Followers(u64);

impl Followers {
    const ANY: Followers = Followers(u64::MAX);

    fn add(&mut self, term: u32) {
        self.0 |= 1 << (term % 64);
    }

    fn may_be(self, term: u32) -> bool {
        self.0 >> (term % 64) & 1 == 1
    }
}

/// What a word is in the names.
#[derive(Debug, Clone, Copy)]
pub(super) struct NamePart {
    /// The term of its stem.
    term: u32,
    /// The node its stem leads to from the root; 0 is none.
    root: u32,
    /// The terms that may be next in a name that it begins.
    followers: Followers,
    /// The name that it is alone.
    alone: Option<NameId>,
}

/// A name and what it is found by.
pub(super) enum Key {
    /// Its words' stems.
    Stems(Vec<String>),
    /// Its only word, [`without_plural`].
    Word(String),
    /// Its folded form, whatever the case of the letters.
    Acronym(String),
}

/// Strings to small numbers, by open addressing; slots hold numbers counted from 1, 0 is free: zeros store short.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Terms {
    text: String,
    ends: Vec<u32>,
    slots: Vec<u32>,
}

fn mix(node: u32, term: u32) -> u64 {
    let key = (u64::from(node) << 32 | u64::from(term)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    key ^ (key >> 32)
}

impl Terms {
    fn text_of(&self, term: u32) -> &str {
        let at = term as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0) as usize;
        let end = self.ends.get(at).copied().unwrap_or(0) as usize;
        self.text.get(start..end).unwrap_or_default()
    }

    fn get(&self, word: &str) -> u32 {
        self.get_hashed(word, stable_hash(word))
    }

    /// The same for a word whose [`stable_hash`] is known.
    fn get_hashed(&self, word: &str, hash: u64) -> u32 {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = hash as usize & mask;
        for _ in 0..self.slots.len() {
            match self.slots.get(slot).copied().unwrap_or(0) {
                0 => return NONE,
                term if self.text_of(term - 1) == word => return term - 1,
                _ => slot = (slot + 1) & mask,
            }
        }
        NONE
    }

    fn add(&mut self, word: &str) -> u32 {
        let known = self.get(word);
        if known != NONE {
            return known;
        }
        let term = self.ends.len() as u32;
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
        if self.ends.len() * 2 > self.slots.len() {
            self.slots = vec![0; (self.ends.len() * 4).next_power_of_two()];
            for term in 0..self.ends.len() as u32 {
                self.place(term);
            }
        } else {
            self.place(term);
        }
        term
    }

    fn place(&mut self, term: u32) {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = stable_hash(self.text_of(term)) as usize & mask;
        while self.slots.get(slot).is_some_and(|&taken| taken != 0) {
            slot = (slot + 1) & mask;
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = term + 1;
        }
    }
}

impl Matcher {
    /// Tables of names; of several with one key the first keeps it, but an acronym may be many.
    pub(super) fn build(keys: &[(Key, NameId)]) -> Self {
        let mut matcher = Self { ends: vec![0], ..Self::default() };
        let mut children = std::collections::HashMap::new();
        let mut words = Vec::new();
        for (key, name) in keys {
            match key {
                Key::Stems(stems) => {
                    let mut node = 0_u32;
                    for stem in stems {
                        let term = matcher.terms.add(stem);
                        node = *children.entry((node, term)).or_insert_with(|| {
                            matcher.ends.push(0);
                            matcher.ends.len() as u32 - 1
                        });
                    }
                    if let Some(end) = matcher.ends.get_mut(node as usize).filter(|end| node > 0 && **end == 0) {
                        *end = name.0 + 1;
                    }
                }
                Key::Word(word) => words.push((matcher.terms.add(word), name.0 + 1)),
                Key::Acronym(folded) => {
                    let term = matcher.terms.add(folded);
                    matcher.acronyms.push((term, name.0));
                }
            }
        }
        matcher.acronyms.sort_unstable();
        matcher.words = vec![0; matcher.terms.ends.len()];
        for (term, name) in words {
            if let Some(free) = matcher.words.get_mut(term as usize).filter(|taken| **taken == 0) {
                *free = name;
            }
        }
        let mut edges: Vec<_> = children.into_iter().map(|((node, term), child)| (node, term, child)).collect();
        edges.sort_unstable();
        matcher.store(&edges);
        matcher
    }

    fn store(&mut self, edges: &[(u32, u32, u32)]) {
        self.roots = vec![0; self.terms.ends.len()];
        self.edges = vec![(0, 0, 0); (edges.len() * 2).next_power_of_two()];
        let mask = self.edges.len() - 1;
        for &(node, term, child) in edges {
            if node == 0 {
                if let Some(root) = self.roots.get_mut(term as usize) {
                    *root = child;
                }
                continue;
            }
            let mut slot = mix(node, term) as usize & mask;
            while self.edges.get(slot).is_some_and(|edge| edge.0 != 0) {
                slot = (slot + 1) & mask;
            }
            if let Some(free) = self.edges.get_mut(slot) {
                *free = (node, term, child);
            }
        }
    }

    fn child(&self, node: u32, term: u32) -> Option<u32> {
        let mask = self.edges.len().wrapping_sub(1);
        let mut slot = mix(node, term) as usize & mask;
        for _ in 0..self.edges.len() {
            let &(from, by, child) = self.edges.get(slot)?;
            if from == 0 {
                return None;
            }
            if from == node && by == term {
                return Some(child);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    /// What a word of a text is in the names.
    pub(super) fn part(&self, tokens: &Tokens, at: usize) -> NamePart {
        let term = self.terms.get_hashed(tokens.stem(at), tokens.stem_hash(at));
        NamePart {
            term,
            root: self.roots.get(term as usize).copied().unwrap_or(0),
            followers: Followers::ANY,
            alone: self.singular(tokens.singular(at), tokens.singular_hash(at)),
        }
    }

    /// The same for a word that will be met again and again.
    pub(super) fn frequent_part(&self, tokens: &Tokens, at: usize) -> NamePart {
        let part = self.part(tokens, at);
        let followers = self.followers.get_or_init(|| self.all_followers());
        NamePart { followers: followers.get(part.root as usize).copied().unwrap_or(Followers::ANY), ..part }
    }

    fn all_followers(&self) -> Vec<Followers> {
        let mut all = vec![Followers::default(); self.ends.len()];
        for &(node, term, _) in self.edges.iter().filter(|edge| edge.0 != 0) {
            if let Some(followers) = all.get_mut(node as usize) {
                followers.add(term);
            }
        }
        all
    }

    /// Hands on every name of ordinary words as `(first, end, name)`: by first word, longest first. None goes on over a
    /// break, the words before which are given ascending.
    pub(super) fn names(&self, parts: &[NamePart], breaks: &[u32], mut found: impl FnMut(u32, u32, NameId)) {
        let mut ends = Vec::new();
        let mut breaks = breaks.iter().map(|&word| word as usize).peekable();
        for (first, part) in parts.iter().enumerate() {
            while breaks.next_if(|&word| word <= first).is_some() {}
            let part_ends = breaks.peek().copied().unwrap_or(parts.len());
            if part.root == 0 && part.alone.is_none() {
                continue;
            }
            let mut node = part.root;
            ends.clear();
            let mut followers = part.followers;
            let mut end = first + 1;
            while node != 0 {
                if let Some(name) = self.end(node) {
                    ends.push((end as u32, name));
                }
                let goes_on = |next: &&NamePart| end < part_ends && next.term != NONE && followers.may_be(next.term);
                let next = parts.get(end).filter(goes_on);
                let next = next.and_then(|next| self.child(node, next.term));
                node = next.unwrap_or(0);
                followers = Followers::ANY;
                end += 1;
            }
            let alone = first as u32 + 1;
            for &(end, name) in ends.iter().rev() {
                if end > alone || part.alone.is_none() {
                    found(first as u32, end, name);
                }
            }
            if let Some(name) = part.alone {
                found(first as u32, alone, name);
            }
        }
    }

    /// The name that is this word alone, or its plural.
    pub(super) fn word(&self, folded: &str) -> Option<NameId> {
        let singular = without_plural(folded);
        self.singular(&singular, stable_hash(&singular))
    }

    fn singular(&self, singular: &str, hash: u64) -> Option<NameId> {
        let term = self.terms.get_hashed(singular, hash);
        self.words.get(term as usize)?.checked_sub(1).map(NameId)
    }

    /// The name that is exactly these stems.
    pub(super) fn name<'s>(&self, stems: impl Iterator<Item = &'s str>) -> Option<NameId> {
        let mut node = 0_u32;
        for stem in stems {
            let term = self.terms.get(stem);
            node = if node == 0 {
                self.roots.get(term as usize).copied().filter(|&node| node != 0)?
            } else {
                self.child(node, term)?
            };
        }
        self.end(node)
    }

    fn end(&self, node: u32) -> Option<NameId> {
        self.ends.get(node as usize)?.checked_sub(1).map(NameId)
    }

    /// The acronyms whose folded form is this, whatever their case.
    pub(super) fn acronyms(&self, folded: &str) -> impl Iterator<Item = NameId> {
        let term = self.terms.get(folded);
        let from = self.acronyms.partition_point(|entry| entry.0 < term);
        let entries = self.acronyms.get(from..).unwrap_or_default();
        entries.iter().take_while(move |entry| entry.0 == term).map(|entry| NameId(entry.1))
    }
}
