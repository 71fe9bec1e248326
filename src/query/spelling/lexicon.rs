//! The lexicon: the words of one site, of its vocabulary and of the built-in lists, laid out to be scanned for near
//! words.
//!
//! Made once for a snapshot, when the first unknown word is met.

use std::collections::HashSet;
use std::ops::Range;

use super::known::{self, Kind};
use super::sequences::{Sequences, Surprise};
use super::site_words::SiteWords;
use crate::analysis::fold_english;
use crate::vocabulary::Vocabulary;

/// Words that spelling is held against.
#[derive(Debug, Default)]
pub struct Lexicon {
    text: String,
    /// In the order of their length.
    entries: Vec<Entry>,
    /// The letters of each, by the same numbers: nearly all words are sorted out by these alone.
    letters: Vec<u64>,
    /// The first entry of each length.
    of_length: Vec<u32>,
    /// Words of names in the vocabulary.
    named: HashSet<Box<str>>,
    /// Words that the vocabulary keeps apart from others, whether it has a meaning for them or not.
    kept_apart: HashSet<Box<str>>,
    /// The names of several words, each between line breaks.
    names: String,
    /// Which letters follow one another in its words.
    sequences: Sequences,
}

/// A word.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Where its folded form begins in the text; how it is written follows, unless it is the same.
    start: u32,
    folded: u8,
    written: u8,
    pages: u32,
}

/// A word as the lexicon gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listed<'a> {
    pub(super) folded: &'a str,
    /// As pages write it.
    pub(super) written: &'a str,
    /// Pages that have it written so.
    pub(super) pages: u32,
}

impl Lexicon {
    /// The words of a site and its vocabulary together.
    #[must_use]
    pub fn new(site: &SiteWords, vocabulary: &Vocabulary) -> Lexicon {
        let mut lexicon = Lexicon { names: "\n".to_owned(), ..Lexicon::default() };
        lexicon.entries.reserve(site.len() + 16_384);
        for (word, pages) in site.iter().filter(|(word, _)| !word.is_empty()) {
            let folded = plain(word);
            if pages > 1 {
                lexicon.sequences.learn(&folded);
            }
            lexicon.add(&folded, word, pages);
        }
        for name in vocabulary.names_in_words() {
            for word in name.split(' ').filter(|word| is_word(word)) {
                if lexicon.named.insert(word.into()) {
                    lexicon.add(word, word, 0);
                }
            }
            if name.contains(' ') {
                lexicon.names.push_str(name);
                lexicon.names.push('\n');
            }
        }
        for word in vocabulary.words_kept_apart().filter(|word| is_word(word)) {
            let folded = plain(&word);
            if !lexicon.named.contains(folded.as_str()) && lexicon.kept_apart.insert(folded.as_str().into()) {
                lexicon.add(&folded, &word, 0);
            }
        }
        let mut listed: Vec<_> = known::listed().iter().filter(|(_, (kind, _))| kind.may_be_meant()).collect();
        listed.sort_unstable_by_key(|(folded, _)| *folded);
        for (folded, (_, written)) in listed {
            lexicon.sequences.learn(folded);
            lexicon.add(folded, written, 0);
        }
        lexicon.sequences.count();
        lexicon.lay_out();
        lexicon
    }

    /// Puts the entries in the order of their length, those of one length as they came.
    fn lay_out(&mut self) {
        let longest = self.entries.iter().map(|entry| usize::from(entry.folded)).max().unwrap_or(0);
        let mut of_length = vec![0_u32; longest + 2];
        for entry in &self.entries {
            of_length[usize::from(entry.folded) + 1] += 1;
        }
        for length in 1..of_length.len() {
            of_length[length] += of_length[length - 1];
        }
        self.entries.sort_by_key(|entry| entry.folded);
        self.letters = self.entries.iter().map(|entry| letters(self.read(entry).folded)).collect();
        self.of_length = of_length;
    }

    /// The entries of folded words of so many bytes.
    fn of_length(&self, bytes: usize) -> Range<usize> {
        match (self.of_length.get(bytes), self.of_length.get(bytes + 1)) {
            (Some(&first), Some(&end)) => first as usize..end as usize,
            _ => 0..0,
        }
    }

    fn add(&mut self, folded: &str, written: &str, pages: u32) {
        if folded.len() > 64 || written.len() > 64 {
            return;
        }
        let start = self.text.len() as u32;
        self.text.push_str(folded);
        if written != folded {
            self.text.push_str(written);
        }
        let (folded_length, written_length) = (folded.len() as u8, written.len() as u8);
        let written = if written == folded { 0 } else { written_length };
        self.entries.push(Entry { start, folded: folded_length, written, pages });
    }

    /// How surprising it is that the letters of a folded word follow one another so.
    pub(super) fn surprise(&self, folded: &str) -> Surprise {
        self.sequences.surprise(folded)
    }

    fn read(&self, entry: &Entry) -> Listed<'_> {
        let start = entry.start as usize;
        let middle = start + usize::from(entry.folded);
        let folded = self.text.get(start..middle).unwrap_or_default();
        let written = match usize::from(entry.written) {
            0 => folded,
            length => self.text.get(middle..middle + length).unwrap_or_default(),
        };
        Listed { folded, written, pages: entry.pages }
    }

    /// Words that differ from a folded one by few letters: some more than are near, none of those less.
    ///
    /// An edit takes away one letter at most and adds one; what one word is longer than the other costs an edit each that
    /// does only one of them.
    pub(super) fn around<'a>(&'a self, folded: &str, edits: u32) -> impl Iterator<Item = Listed<'a>> {
        let (length, has) = (folded.len(), letters(folded));
        let lengths = length.saturating_sub(edits as usize)..=length + edits as usize;
        lengths.flat_map(move |other| {
            let most = 2 * edits - other.abs_diff(length) as u32;
            let range = self.of_length(other);
            let sets = self.letters.get(range.clone()).unwrap_or_default();
            let near = sets.iter().zip(range).filter(move |(set, _)| (*set ^ has).count_ones() <= most);
            near.filter_map(|(_, at)| self.entries.get(at)).map(|entry| self.read(entry))
        })
    }

    /// Pages that have a folded word, however it is written; of two ways of writing it those of the more frequent.
    pub(super) fn pages(&self, folded: &str) -> u32 {
        let same = self.around(folded, 0).filter(|listed| listed.folded == folded);
        same.map(|listed| listed.pages).max().unwrap_or(0)
    }

    /// Whether a page or a name of the vocabulary has a folded word.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.is_named(folded) || self.pages(folded) > 0
    }

    /// Whether a folded word stands in a name of the vocabulary.
    pub(crate) fn is_named(&self, folded: &str) -> bool {
        self.named.contains(folded)
    }

    /// Whether the vocabulary keeps a folded word apart from another.
    pub(super) fn is_kept_apart(&self, folded: &str) -> bool {
        self.kept_apart.contains(folded)
    }

    /// Whether a word of a page goes on from this beginning.
    pub(crate) fn goes_on(&self, beginning: &str) -> bool {
        let longer = self.of_length(beginning.len()).end;
        let entries = self.entries.get(longer..).unwrap_or_default();
        entries.iter().any(|entry| entry.pages > 0 && self.read(entry).folded.starts_with(beginning))
    }

    /// Whether folded words stand one after the other in a name of the vocabulary.
    pub(super) fn are_named_together(&self, before: &str, after: &str) -> bool {
        let together = format!("{before} {after}");
        self.names.match_indices(&together).any(|(at, _)| {
            let start = self.names.as_bytes().get(at.wrapping_sub(1));
            let end = self.names.as_bytes().get(at + together.len());
            [start, end].iter().all(|beside| beside.is_some_and(|beside| b" \n".contains(beside)))
        })
    }

    /// Whether it is a medicine's name.
    pub(super) fn is_drug(folded: &str) -> bool {
        let one = folded.strip_suffix('s').and_then(known::kind);
        match known::kind(folded).or(one) {
            Some(kind) => kind == Kind::Drug,
            None => super::formed::is_drug(folded),
        }
    }
}

fn is_word(word: &str) -> bool {
    word.len() >= 3 && word.chars().all(char::is_alphabetic)
}

/// Lower case to the folded form.
fn plain(word: &str) -> String {
    if word.is_ascii() { fold_english(word) } else { fold_english(&crate::analysis::without_accents(word)) }
}

/// The letters of a word as a set of bits, and in the upper half those that it has twice or more.
fn letters(word: &str) -> u64 {
    word.bytes().fold(0, |set, byte| {
        let letter = 1 << (byte & 31);
        set | letter | (set & letter) << 32
    })
}
