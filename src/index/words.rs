//! The words of the site as its pages write them, counted by page: what spelling is held against.
//!
//! Each way of writing has a number that it keeps from build to build; a page's record has the numbers of its words. At
//! each commit the pages of every word are counted anew, and a word that no page has any more is blanked. A search
//! reads the counted words only, and only where a question has a word that it does not know.

use std::collections::HashMap;
use std::fs::File;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::{Seek, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, ensure};

use super::checked::{read_checked, read_checked_file, write_encoded, write_summed};
use super::packed::{Packed, push_number, take_number};
use super::record::{Record, Records, changes};
use super::worker::lock;
use crate::analysis::{Tokens, acronym_shaped, stable_hash};
use crate::query::SiteWords;

/// Letters of a word that spelling looks at.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=32;
/// Stands for what is no word to spelling: numbers, acronyms, letters of formulas.
const NO_WORD: u32 = u32::MAX;

/// All words and their numbers.
#[derive(Debug, Default)]
pub(super) struct WordList {
    words: SiteWords,
    /// Numbers by [`stable_hash`], made when the first word is looked up.
    numbers: Option<HashMap<u64, u32, BuildHasherDefault<AlreadyHashed>>>,
}

/// Hands on what is a hash already.
#[derive(Debug, Default)]
struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl WordList {
    fn number(&mut self, word: &str) -> u32 {
        let known = self.numbers.get_or_insert_with(|| {
            let words = self.words.iter().enumerate().filter(|(_, (word, _))| !word.is_empty());
            words.map(|(number, (word, _))| (stable_hash(word), number as u32)).collect()
        });
        *known.entry(stable_hash(word)).or_insert_with(|| {
            self.words.push(word, 0);
            self.words.len() as u32 - 1
        })
    }

    /// The same words with the pages that have them, which were counted for `before`; those of no page are blanked.
    fn counted(&self, before: &Records, records: &Records) -> SiteWords {
        let mut pages: Vec<u32> = self.words.iter().map(|(_, pages)| pages).collect();
        let mut add = |record: Option<&Record>, difference: i32| {
            let Some(record) = record else { return };
            record.words.each(|number| {
                if let Some(pages) = pages.get_mut(number as usize) {
                    *pages = pages.saturating_add_signed(difference);
                }
            });
        };
        // A page's old words are taken off where its new ones were added before: no count is ever below its pages.
        for (old, new) in changes(before, records) {
            add(new, 1);
            add(old, -1);
        }
        let words = self.words.iter().zip(pages);
        words.map(|((word, _), pages)| (if pages == 0 { "" } else { word }, pages)).collect()
    }
}

/// The numbers of a page's words, ascending, packed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PageWords {
    packed: Packed,
}

impl PageWords {
    /// Each number as its distance from the one before.
    fn pack(ascending: &[u32]) -> PageWords {
        let mut packed = Vec::with_capacity(ascending.len() * 2);
        let mut before = 0;
        for &number in ascending {
            push_number(&mut packed, number - before);
            before = number;
        }
        PageWords { packed: packed.into() }
    }

    fn each(&self, mut take: impl FnMut(u32)) {
        let (mut rest, mut number) = (self.packed.bytes(), 0_u32);
        while let Some(distance) = take_number(&mut rest) {
            number = number.wrapping_add(distance);
            take(number);
        }
    }
}

/// Finds the numbers of a page's words; one a thread and language.
pub(super) struct WordNumbers<'l> {
    list: &'l Mutex<WordList>,
    /// The analyzer's memory that `by_word` is of.
    memory: u64,
    /// Number of each word in the analyzer's memory, counted from 1, and the page on which it was met last; 0 is not
    /// looked up yet.
    by_word: Vec<(u32, u32)>,
    page: u32,
    numbers: Vec<u32>,
}

impl<'l> WordNumbers<'l> {
    pub(super) fn new(list: &'l Mutex<WordList>) -> WordNumbers<'l> {
        WordNumbers { list, memory: 0, by_word: Vec::new(), page: 1, numbers: Vec::new() }
    }

    /// Adds the words of a text of the page.
    pub(super) fn add(&mut self, tokens: &Tokens) {
        if self.memory != tokens.memory() {
            self.memory = tokens.memory();
            self.by_word.clear();
        }
        for at in 0..tokens.len() {
            let Some(id) = tokens.id(at) else { continue };
            let page = self.page;
            let number = match self.by_word.get_mut(id as usize) {
                Some((_, met)) if *met == page => continue,
                Some((number, met)) if *number != 0 => {
                    *met = page;
                    *number
                }
                _ => self.look_up(tokens, at, id as usize),
            };
            if number != NO_WORD {
                self.numbers.push(number - 1);
            }
        }
    }

    /// The next text is the first of a page.
    pub(super) fn begin(&mut self) {
        self.page += 1;
        self.numbers.clear();
    }

    /// The words of the page.
    pub(super) fn finish(&mut self) -> PageWords {
        self.numbers.sort_unstable();
        // A word with a capital and without are two in the analyzer's memory.
        self.numbers.dedup();
        PageWords::pack(&self.numbers)
    }

    fn look_up(&mut self, tokens: &Tokens, at: usize, id: usize) -> u32 {
        let surface = tokens.surface(at);
        let letters = surface.chars().count();
        let is_word =
            LETTERS.contains(&letters) && surface.chars().all(char::is_alphabetic) && !acronym_shaped(surface);
        let number = if is_word { lock(self.list).number(&surface.to_lowercase()) + 1 } else { NO_WORD };
        if self.by_word.len() <= id {
            self.by_word.resize(id + 1, (0, 0));
        }
        if let Some(place) = self.by_word.get_mut(id) {
            *place = (number, self.page);
        }
        number
    }
}

fn words_name(commit: u64) -> String {
    format!("words-{commit:06}.bin")
}

fn page_words_name(commit: u64) -> String {
    format!("words-of-pages-{commit:06}.bin")
}

/// Whether a file of this name holds words.
pub(super) fn is_words(name: &str) -> bool {
    name.starts_with("words-")
}

/// Whether a file of this name holds the words of this commit.
pub(super) fn is_words_of(name: &str, commit: u64) -> bool {
    name == words_name(commit) || name == page_words_name(commit)
}

/// Saves the words of all pages under the number of a commit, counted; they were counted for `before`.
pub(super) fn save(generation: &Path, commit: u64, before: &Records, records: &Records, list: &WordList) -> Result<()> {
    write_encoded(&generation.join(words_name(commit)), &list.counted(before, records))?;
    write_summed(&generation.join(page_words_name(commit)), |file| {
        for record in records.values() {
            let packed = record.words.packed.bytes();
            file.write_all(&record.number.to_le_bytes())?;
            file.write_all(&(packed.len() as u32).to_le_bytes())?;
            file.write_all(packed)?;
        }
        Ok(())
    })
}

/// The words of a commit, loaded and not yet given to its records.
pub(super) struct Loaded {
    list: WordList,
    /// The number of each page and its words, in the order of the records.
    of_pages: Vec<(u32, PageWords)>,
}

/// Loads the words of a commit.
pub(super) fn load(generation: &Path, commit: u64) -> Result<Loaded> {
    let path = generation.join(words_name(commit));
    let words = counted(&read_checked(&path)?, &path)?;
    let bytes = read_checked(&generation.join(page_words_name(commit)))?;
    let mut rest = bytes.as_slice();
    let mut of_pages = Vec::new();
    while let Some((number, after)) = rest.split_first_chunk::<4>() {
        let Some((length, after)) = after.split_first_chunk::<4>() else { break };
        let Some((packed, after)) = after.split_at_checked(u32::from_le_bytes(*length) as usize) else { break };
        of_pages.push((u32::from_le_bytes(*number), PageWords { packed: packed.into() }));
        rest = after;
    }
    Ok(Loaded { list: WordList { words, numbers: None }, of_pages })
}

impl Loaded {
    /// Gives each record the words of its page.
    ///
    /// # Errors
    /// If they are those of other records.
    pub(super) fn give(self, records: &mut Records) -> Result<WordList> {
        let same_pages = self.of_pages.iter().map(|(number, _)| *number).eq(records.values().map(|it| it.number));
        ensure!(same_pages, "the words and the records of the index are of different pages; rebuild the index");
        for (record, (_, words)) in records.values_mut().zip(self.of_pages) {
            Arc::make_mut(record).words = words;
        }
        Ok(self.list)
    }
}

/// The counted words of a generation, not read yet: a generation may be removed while it is being searched.
pub(super) fn open(generation: &Path, commit: u64) -> Result<File> {
    let path = generation.join(words_name(commit));
    File::open(&path).with_context(|| format!("could not read `{}`; rebuild the index", path.display()))
}

/// Reads the counted words of a generation, which may have been read before.
pub(super) fn read(mut file: &File, generation: &Path) -> Result<SiteWords> {
    file.rewind().with_context(|| format!("could not read the words of `{}`", generation.display()))?;
    counted(&read_checked_file(file, generation)?, generation)
}

fn counted(bytes: &[u8], path: &Path) -> Result<SiteWords> {
    postcard::from_bytes(bytes)
        .with_context(|| format!("the words of `{}` are damaged; rebuild the index", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Analyzer, Language};

    #[test]
    fn packed_numbers_are_read_back() {
        let numbers = [0, 1, 127, 128, 129, 70_000, 2_000_000];
        let mut read = Vec::new();
        PageWords::pack(&numbers).each(|number| read.push(number));
        assert_eq!(read, numbers);
    }

    #[test]
    fn a_page_has_each_word_once_and_no_acronym_or_number() {
        let list = Mutex::default();
        let mut numbers = WordNumbers::new(&list);
        let mut analyzer = Analyzer::new(Language::English);
        numbers.add(&analyzer.analyze("Rash and rash, the IMNM rash of 10 mg"));
        let mut met = 0;
        numbers.finish().each(|_| met += 1);
        let words: Vec<String> = lock(&list).words.iter().map(|(word, _)| word.to_owned()).collect();
        assert_eq!(words, ["rash", "and", "the"]);
        assert_eq!(met, 3);
    }
}
