//! The brackets of a text and the sentences that they stand in: where definitions are looked for.

use std::ops::Range;

/// A pair of brackets.
pub(super) struct Bracket {
    /// Where the sentence begins before it, or the bracket around it.
    pub(super) from: usize,
    pub(super) open: usize,
    /// What is inside.
    pub(super) inside: Range<usize>,
}

/// Whether a byte is one of the marks that [`brackets`] looks at.
const MARKS: [bool; 256] = {
    let mut marks = [false; 256];
    let all = b"([)]\n;.!?:";
    let mut at = 0;
    while at < all.len() {
        marks[all[at] as usize] = true;
        at += 1;
    }
    marks
};

/// The brackets of a text that are closed in their sentence, by where they open.
pub(super) fn brackets(text: &str) -> Vec<Bracket> {
    let mut found = Vec::new();
    let mut opened: Vec<(u8, usize, usize)> = Vec::new();
    let mut sentence = 0;
    let bytes = text.as_bytes();
    if memchr::memchr2(b'(', b'[', bytes).is_none() {
        // Sentences are only looked for where a bracket is.
        return found;
    }
    // All marks are ASCII, and no byte of another character is.
    for (at, &mark) in bytes.iter().enumerate().filter(|(_, byte)| MARKS[usize::from(**byte)]) {
        match mark {
            b'(' | b'[' => {
                let from = opened.last().map_or(sentence, |outer| outer.1 + 1);
                opened.push((mark, at, from));
            }
            b')' | b']' => {
                let wanted = if mark == b')' { b'(' } else { b'[' };
                while let Some((opening, open, from)) = opened.pop() {
                    if opening == wanted {
                        found.push(Bracket { from, open, inside: open + 1..at });
                        break;
                    }
                }
            }
            b'\n' => {
                opened.clear();
                sentence = at + 1;
            }
            b';' if opened.is_empty() => sentence = at + 1,
            b'.' | b'!' | b'?' | b':' if opened.is_empty() && ends_sentence(text, bytes, at, char::from(mark)) => {
                sentence = at + 1;
            }
            _ => {}
        }
    }
    found.sort_by_key(|bracket| bracket.open);
    found
}

/// Words that are shortened, and end in a stop within a sentence; sorted.
const SHORTENED: &[&str] = &[
    "al", "approx", "assn", "assoc", "bros", "cf", "co", "corp", "dept", "dr", "etc", "ft", "gen", "hosp", "inc",
    "inst", "intl", "jr", "lab", "ltd", "med", "mr", "mrs", "no", "nov", "pl", "prof", "sci", "sp", "spp", "sr", "ssp",
    "st", "subsp", "syn", "univ", "var", "vs",
];

/// Whether a mark ends a sentence: white space and a capital or digit follow, or a bracket where no shortened word stands
/// before, and no initial.
fn ends_sentence(text: &str, bytes: &[u8], at: usize, c: char) -> bool {
    if !bytes.get(at + 1).is_some_and(u8::is_ascii_whitespace) {
        return false;
    }
    if c == ':' {
        return true;
    }
    let after = text.get(at + 1..).unwrap_or_default().trim_start();
    let word = text.get(..at).unwrap_or_default();
    let word = word.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let initial = c == '.' && word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let shortened = c == '.' && matches!(word, "St" | "Dr" | "Mr" | "Mrs" | "e.g" | "i.e" | "vs" | "cf" | "S" | "E");
    let begins = match after.chars().next() {
        Some('(' | '[') => c != '.' || !is_shortened(word),
        Some(first) => !first.is_lowercase(),
        None => false,
    };
    begins && !initial && !shortened
}

/// Whether a word before a stop is a shortened one: `spp`, `U.S`, `Inc`, `mgmt`.
fn is_shortened(word: &str) -> bool {
    let small = word.to_lowercase();
    let vowels = small.contains(|c: char| !c.is_ascii_alphabetic() || "aeiouy".contains(c));
    word.chars().count() < 2
        || word.contains('.')
        || SHORTENED.binary_search(&small.as_str()).is_ok()
        || (!vowels && word.contains(char::is_lowercase))
}

/// Where the sentence begins that a place of a text stands in.
pub(super) fn sentence_before(text: &str, place: usize) -> usize {
    let bytes = text.as_bytes();
    let before = text.get(..place).unwrap_or_default();
    let ends =
        |&(at, c): &(usize, char)| c == '\n' || (matches!(c, '.' | '!' | '?') && ends_sentence(text, bytes, at, c));
    let start = before.char_indices().rev().find(ends).map_or(0, |(at, _)| at + 1);
    start
        + before
            .get(start..)
            .map_or(0, |rest| rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '•').len())
}

/// What is inside the bracket that closes at a place.
pub(super) fn bracketed(text: &str, close: usize) -> Option<Range<usize>> {
    let all = brackets(text);
    all.into_iter().find(|bracket| bracket.inside.end == close).map(|bracket| bracket.inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_for_the_search() {
        assert!(SHORTENED.is_sorted());
    }
}
