//! Names that are never taken for each other: in synonyms, in what is mined from pages, in spelling.
//!
//! Two names are kept apart when a line says so of the whole names, or of words by which alone they differ.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Origin;

/// Who keeps which names apart.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Never {
    /// Name by its stems, joined by spaces, to the lines that hold it.
    lines: BTreeMap<String, Vec<u32>>,
    /// First parts of words (`hypo`) to the lines that hold them.
    prefixes: BTreeMap<String, Vec<u32>>,
    /// The source of each line.
    sources: Vec<u32>,
    /// Each line as it is written.
    written: Vec<NeverLine>,
}

/// A line of names kept apart, as it is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct NeverLine {
    pub(super) names: Vec<String>,
    pub(super) origin: Origin,
}

/// The words of a name as this module compares them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) stems: Vec<String>,
    pub(super) folded: Vec<String>,
}

impl Never {
    /// Begins a line of names kept apart.
    pub(super) fn line(&mut self, names: &[String], origin: Origin) -> u32 {
        self.written.push(NeverLine { names: names.to_vec(), origin });
        self.sources.push(origin.source);
        self.sources.len() as u32 - 1
    }

    pub(super) fn add_name(&mut self, line: u32, stems: &str) {
        self.lines.entry(stems.to_owned()).or_default().push(line);
    }

    pub(super) fn add_prefix(&mut self, line: u32, prefix: &str) {
        self.prefixes.entry(prefix.to_owned()).or_default().push(line);
    }

    /// All lines as they are written.
    pub(super) fn written(&self) -> &[NeverLine] {
        &self.written
    }

    /// The lines that hold this name, or the beginning of a word of it.
    pub(super) fn lines_of(&self, name: &Words) -> Vec<&NeverLine> {
        let whole = self.lines.get(&name.stems.join(" ")).into_iter().flatten();
        let begun = name.folded.iter().flat_map(|word| self.prefixes_of(word));
        let begun = begun.filter_map(|prefix| self.prefixes.get(prefix)).flatten();
        let lines: BTreeSet<u32> = whole.chain(begun).copied().collect();
        lines.into_iter().filter_map(|line| self.written.get(line as usize)).collect()
    }

    /// Whether any line may hold this name or a word of it: a quick no for most.
    pub(super) fn touches(&self, name: &Words) -> bool {
        self.lines.contains_key(&name.stems.join(" "))
            || name.stems.iter().any(|stem| self.lines.contains_key(stem))
            || name.folded.iter().any(|word| self.prefixes_of(word).next().is_some())
    }

    /// The latest source that keeps the two apart, if any does.
    pub(super) fn forbids(&self, a: &Words, b: &Words) -> Option<usize> {
        let whole = self.shared(&self.lines, &a.stems.join(" "), &b.stems.join(" "));
        whole.max(self.differ_by_words(a, b)).map(|source| source as usize)
    }

    fn differ_by_words(&self, a: &Words, b: &Words) -> Option<u32> {
        if a.stems.len() != b.stems.len() {
            return None;
        }
        let mut source = None;
        for at in 0..a.stems.len() {
            let (Some(stem), Some(other)) = (a.stems.get(at), b.stems.get(at)) else {
                return None;
            };
            let (Some(word), Some(other_word)) = (a.folded.get(at), b.folded.get(at)) else {
                return None;
            };
            if stem == other {
                continue;
            }
            let apart = self.shared(&self.lines, stem, other).max(self.prefixes_apart(word, other_word));
            source = source.max(Some(apart?));
        }
        source
    }

    fn prefixes_apart(&self, word: &str, other: &str) -> Option<u32> {
        let mut source = None;
        for prefix in self.prefixes_of(word) {
            for other_prefix in self.prefixes_of(other) {
                if prefix != other_prefix && word.get(prefix.len()..) == other.get(other_prefix.len()..) {
                    source = source.max(self.shared(&self.prefixes, prefix, other_prefix));
                }
            }
        }
        source
    }

    fn prefixes_of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        self.prefixes
            .keys()
            .map(String::as_str)
            .filter(move |prefix| word.len() > prefix.len() + 2 && word.starts_with(prefix))
    }

    /// The latest source with a line that holds both.
    fn shared(&self, among: &BTreeMap<String, Vec<u32>>, a: &str, b: &str) -> Option<u32> {
        if a == b {
            return None;
        }
        let of_a: BTreeSet<_> = among.get(a)?.iter().collect();
        let lines = among.get(b)?.iter().filter(|line| of_a.contains(line));
        lines.filter_map(|&line| self.sources.get(line as usize).copied()).max()
    }
}

impl Words {
    /// The words of an analysed name.
    pub(super) fn of(tokens: &crate::analysis::Tokens) -> Self {
        Self {
            stems: tokens.iter().map(|token| token.stem.to_owned()).collect(),
            folded: tokens.iter().map(|token| token.folded.to_owned()).collect(),
        }
    }
}
