//! A seeded mapping of words, by which copies of a site become other sites of the same kind.
//!
//! Each word of a copy becomes a word of about the same frequency, and every second rare word one that no other copy
//! has: so the frequencies of common words grow with the number of copies, and the vocabulary grows as that of a
//! larger site would, with about the square root.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use vademecum::analysis::{Language, is_stop_word};

/// A word on at most so many pages is rare.
const RARE: u32 = 2;
/// Shorter words stay as they are.
const SHORTEST: usize = 4;

/// Pages on which each word of a collection stands.
#[derive(Default)]
pub(crate) struct WordCounts {
    pages: BTreeMap<String, u32>,
}

impl WordCounts {
    /// Counts one page.
    pub(crate) fn add(&mut self, html: &str) {
        let mut here = BTreeSet::new();
        rewrite(html, |word| {
            here.insert(word.to_lowercase());
            None
        });
        for word in here {
            *self.pages.entry(word).or_default() += 1;
        }
    }

    /// The mapping of one copy; that of copy 0 changes nothing.
    pub(crate) fn mapping(&self, copy: u64) -> Mapping {
        let mut bands: BTreeMap<u32, Vec<&str>> = BTreeMap::new();
        for (word, &pages) in &self.pages {
            bands.entry(pages.ilog2()).or_default().push(word);
        }
        let mut to = HashMap::new();
        if copy == 0 {
            return Mapping { to };
        }
        for words in bands.into_values() {
            let mut others = words.clone();
            others.sort_unstable_by_key(|word| seeded(copy, word));
            for (word, other) in words.into_iter().zip(others) {
                let rare = self.pages.get(word).is_some_and(|&pages| pages <= RARE);
                let seed = seeded(copy, word);
                let coined = rare && seed.is_multiple_of(2);
                to.insert(word.to_owned(), if coined { coin(other, seed) } else { other.to_owned() });
            }
        }
        Mapping { to }
    }
}

/// Words of one copy by the words of the original, in lower case.
pub(crate) struct Mapping {
    to: HashMap<String, String>,
}

impl Mapping {
    /// The text with its words mapped; tags, entities, short words and stop words stay.
    pub(crate) fn apply(&self, html: &str) -> String {
        rewrite(html, |word| {
            let to = self.to.get(&word.to_lowercase())?;
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            let mut letters = to.chars();
            Some(match letters.next().filter(|_| capital) {
                Some(first) => first.to_uppercase().chain(letters).collect(),
                None => to.clone(),
            })
        })
    }
}

/// Copies HTML and offers each content word to `map`, which may put another in its place.
fn rewrite(html: &str, mut map: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '<' => rest.find('>').map_or(rest.len(), |end| end + 1),
            '&' => rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '&' && c != '#').unwrap_or(rest.len()),
            _ if first.is_alphabetic() => rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (piece, after) = rest.split_at(length);
        let content =
            first.is_alphabetic() && piece.len() >= SHORTEST && !is_stop_word(&piece.to_lowercase(), Language::English);
        match content.then(|| map(piece)).flatten() {
            Some(other) => out.push_str(&other),
            None => out.push_str(piece),
        }
        rest = after;
    }
    out
}

fn coin(word: &str, seed: u64) -> String {
    let letters = (0..4).map(|place| char::from(b'a' + (seed >> (8 + 8 * place)) as u8 % 26));
    word.chars().chain(letters).collect()
}

/// FNV-1a over the word, begun with the copy's number and mixed once more.
fn seeded(copy: u64, word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325 ^ copy.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for byte in word.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 31;
    hash.wrapping_mul(0x94d0_49bb_1331_11eb) ^ hash >> 29
}
