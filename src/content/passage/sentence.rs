//! Sentence bounds: UAX #29, with the abbreviations, initials and ordinals of four languages that do not end one.
//!
//! The rules of UAX #29 look only at what stands around a full stop, so the library is asked about a small window
//! at each mark that may end a sentence and never reads the rest of the text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::content::fold::fold;
use crate::content::review::is_month;

/// Bytes after a mark within which the next sentence's first letter or digit must stand.
const WINDOW: usize = 48;

/// Never the last word of a sentence, whatever follows.
const ALWAYS_JOINED: &[&str] = &[
    "al", "approx", "bzw", "ca", "cf", "d.h", "dipl", "dr", "dra", "e.g", "eg", "ej", "evtl", "gen", "ggf", "i.e",
    "ie", "inkl", "med", "mlle", "mme", "mr", "mrs", "ms", "mx", "o.a", "p.ej", "p. ej", "prof", "profa", "resp",
    "rev", "sog", "sr", "sra", "srta", "st", "u.a", "usw.z", "v.a", "viz", "vs", "z.b", "zb", "z", "d.c",
];

/// Joined to a number after them.
const JOINED_TO_NUMBERS: &[&str] = &[
    "abb", "art", "cap", "ch", "ed", "eq", "fig", "figs", "n", "no", "nos", "nr", "num", "op", "p", "pag", "pp", "ref",
    "refs", "s", "sec", "tab", "vol",
];

/// Words after which a single capital letter is a name of something and not a person's initial.
const LETTERED: &[&str] = &[
    "appendix",
    "category",
    "class",
    "factor",
    "grade",
    "group",
    "hepatitis",
    "immunoglobulin",
    "influenza",
    "part",
    "phase",
    "stage",
    "step",
    "type",
    "typ",
    "vitamin",
    "vitamina",
    "vitamine",
    "hepatite",
];

/// Words that begin a new sentence after an abbreviated country (`in the U.S. The drug …`).
const STARTERS: &[&str] = &[
    "a", "about", "an", "at", "for", "from", "if", "in", "it", "most", "some", "the", "these", "they", "this", "when",
];

/// The sentences of a text in order, without the white space between them. Together they hold every other character.
pub(crate) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut at = 0;
    let only_ascii_marks = text.is_ascii() && memchr::memchr(b'\n', text.as_bytes()).is_none();
    while let Some((mark, after)) = if only_ascii_marks { next_ascii_mark(text, at) } else { next_mark(text, at) } {
        at = after;
        let Some(bound) = bound_after(text, mark) else {
            continue;
        };
        if joined(text, start, mark, bound) {
            continue;
        }
        push_trimmed(text, start..bound, &mut out);
        start = bound;
        at = bound;
    }
    push_trimmed(text, start..text.len(), &mut out);
    out
}

/// The number of words: stretches without white space; two characters of a script without spaces count as a word.
pub(crate) fn word_count(text: &str) -> usize {
    if text.is_ascii() {
        let is_space = |b: u8| matches!(b, b'\t'..=b'\r' | b' ');
        let bytes = text.as_bytes();
        let first = bytes.first().is_some_and(|&b| !is_space(b));
        let rest = bytes.iter().zip(bytes.iter().skip(1)).filter(|&(&before, &b)| is_space(before) & !is_space(b));
        return usize::from(first) + rest.count();
    }
    let mut halves = 0;
    let mut inside = false;
    for c in text.chars() {
        if c.is_whitespace() {
            inside = false;
        } else if is_unspaced(c) {
            halves += 1;
            inside = true;
        } else {
            halves += usize::from(!inside) * 2;
            inside = true;
        }
    }
    halves.div_ceil(2)
}

/// A character of a script that is written without spaces between words.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn push_trimmed(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = range.start + piece.trim_end().len();
    if start < end {
        out.push(start..end);
    }
}

/// The same as [`next_mark`] where no other mark can stand.
fn next_ascii_mark(text: &str, at: usize) -> Option<(usize, usize)> {
    let found = memchr::memchr3(b'.', b'!', b'?', text.as_bytes().get(at..)?)?;
    Some((at + found, at + found + 1))
}

/// The next mark that may end a sentence, from `at`: its place, and the place after it.
fn next_mark(text: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    for (i, byte) in bytes.iter().enumerate().skip(at) {
        match byte {
            b'.' | b'!' | b'?' | b'\n' => return Some((i, i + 1)),
            0xd8..=0xef if text.is_char_boundary(i) => {
                let c = text[i..].chars().next()?;
                if matches!(c, '。' | '！' | '？' | '।' | '؟' | '۔' | '…' | '．') {
                    return Some((i, i + c.len_utf8()));
                }
            }
            _ => {}
        }
    }
    None
}

/// Where UAX #29 puts the next bound after the mark, if the mark ends a sentence and another follows.
fn bound_after(text: &str, mark: usize) -> Option<usize> {
    match plain_bound(text, mark) {
        Plain::Bound(bound) => Some(bound),
        Plain::None => None,
        Plain::Unknown => asked_bound(text, mark),
    }
}

/// The same, by the rules themselves, of which a small window is enough.
fn asked_bound(text: &str, mark: usize) -> Option<usize> {
    let start = text[..mark].char_indices().next_back().map_or(0, |(i, _)| i);
    let rest = &text[mark..text.floor_char_boundary((mark + WINDOW).min(text.len()))];
    let first = rest.char_indices().skip(1).find(|(_, c)| c.is_alphanumeric()).map(|(i, c)| i + c.len_utf8());
    let end = mark + first.unwrap_or(rest.len());
    if first.is_none() && end == text.len() {
        return None;
    }
    let window = &text[start..end];
    let bound = window.split_sentence_bound_indices().map(|(i, _)| start + i).find(|&i| i > mark)?;
    Some(bound)
}

/// What a mark's ASCII neighbours alone say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Plain {
    Bound(usize),
    None,
    Unknown,
}

/// What UAX #29 says where ASCII letters make it plain, as they do of nearly every mark: a capital or a digit after one
/// space begins a sentence (SB11), a small letter begins none after a full stop (SB8), and a digit or small letter that
/// touches a full stop goes on with its word (SB6, SB8).
fn plain_bound(text: &str, mark: usize) -> Plain {
    let mut from_mark = text.bytes().skip(mark);
    let (stop, first, second) = (from_mark.next(), from_mark.next(), from_mark.next());
    match (stop, first, second) {
        (Some(b'.' | b'!' | b'?'), Some(b' '), Some(b'A'..=b'Z' | b'0'..=b'9'))
        | (Some(b'!' | b'?'), Some(b' '), Some(b'a'..=b'z')) => Plain::Bound(mark + 2),
        (Some(b'.'), Some(b' '), Some(b'a'..=b'z')) | (Some(b'.'), Some(b'a'..=b'z' | b'0'..=b'9'), _) => Plain::None,
        _ => Plain::Unknown,
    }
}

/// True if the full stop belongs to an abbreviation, an initial or an ordinal rather than ending the sentence.
fn joined(text: &str, start: usize, mark: usize, bound: usize) -> bool {
    if text.as_bytes().get(mark) != Some(&b'.') {
        return false;
    }
    let before = &text[start..mark];
    let word_start = before.rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '—' | '/'));
    let word = match word_start {
        Some(i) => before[i..].trim_start_matches(|c: char| !c.is_alphanumeric()),
        None => before,
    };
    // No abbreviation has more than six letters in a row.
    if word.is_empty() || word.len() > 12 || word.len() > 6 && word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let next = text[bound..]
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';'))
        .next()
        .unwrap_or_default();
    let folded = fold(word);
    if word.bytes().all(|b| b.is_ascii_digit()) {
        return word.len() <= 3 && word_start.is_none() || word.len() <= 2 && is_month(&fold(next));
    }
    if ALWAYS_JOINED.contains(&folded.as_str()) && !(folded == "z" || folded == "gen") {
        return folded != "st" || word.starts_with('S');
    }
    let digit_follows = next.starts_with(|c: char| c.is_ascii_digit());
    if digit_follows && (JOINED_TO_NUMBERS.contains(&folded.as_str()) || (word.len() <= 4 && is_month(&folded))) {
        return true;
    }
    if matches!(folded.as_str(), "u.s" | "u.k" | "e.u" | "u.n" | "ee.uu") {
        return !STARTERS.contains(&fold(next).as_str());
    }
    is_initial(word) && next.starts_with(char::is_uppercase) && !follows_lower(before, word_start)
}

/// `J`, `J.R`, `J.-P`: capital letters with full stops between.
fn is_initial(word: &str) -> bool {
    word.split(['.', '-']).all(|part| {
        let mut letters = part.chars();
        part.is_empty() || letters.next().is_some_and(char::is_uppercase) && letters.next().is_none()
    })
}

/// The word before the initial is an ordinary one (`vitamin D.`, `of type A.`), so the letter is no initial.
fn follows_lower(before: &str, word_start: Option<usize>) -> bool {
    let Some(i) = word_start else { return false };
    let previous = before[..i].trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let bare = previous.trim_matches(|c: char| !c.is_alphanumeric());
    let ordinary = bare.chars().next().is_some_and(char::is_lowercase)
        && !matches!(bare, "by" | "and" | "de" | "von" | "van" | "y" | "et" | "und");
    ordinary && !previous.ends_with('.') || LETTERED.contains(&fold(bare).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_end_at_full_stops_questions_and_line_breaks() {
        assert_eq!(split("Can I swim? Yes! In water.\nNot alone."), ["Can I swim?", "Yes!", "In water.", "Not alone."]);
        assert_eq!(split("He said “Stop.” Then he left."), ["He said “Stop.”", "Then he left."]);
        assert_eq!(split("筋炎です。治療は？ はい。"), ["筋炎です。", "治療は？", "はい。"]);
    }

    #[test]
    fn abbreviations_initials_decimals_and_ordinals_do_not_end_one() {
        for whole in [
            "Ask Dr. Smith or Prof. J. R. Jones about it.",
            "Some drugs, e.g. Rituximab, i.e. Antibodies, help.",
            "Pinal-Fernandez et al. Reported it.",
            "Take approx. 2.5 mg vs. 5 mg.",
            "See No. 5 and Fig. 2 on p. 12.",
            "Consulte a la Dra. García o al Sr. López, p.ej. Mañana.",
            "Appelez M. Dupont ou Mme. Durand.",
            "Fragen Sie Dr. Müller am 12. April, z.B. Vormittags.",
            "J. Smith wrote it.",
            "1. Wash your hands.",
            "The U.S. Food and Drug Administration approved it.",
            "It was seen in Jan. 2020 too.",
        ] {
            assert_eq!(split(whole), [whole]);
        }
    }

    #[test]
    fn a_letter_that_names_a_vitamin_ends_a_sentence() {
        assert_eq!(split("You may lack vitamin D. Take it daily."), ["You may lack vitamin D.", "Take it daily."]);
        assert_eq!(split("Is it curable? No. There is no cure."), ["Is it curable?", "No.", "There is no cure."]);
        assert_eq!(split("It was seen in 2018. 20 patients died."), ["It was seen in 2018.", "20 patients died."]);
        assert_eq!(split("It is sold in the U.S. The drug is old."), ["It is sold in the U.S.", "The drug is old."]);
    }

    #[test]
    fn a_plain_bound_is_where_the_rules_put_it() {
        let signs = ["a", "B", "7", " ", ".", "!", "?", ")", "\"", ",", "é"];
        let mut texts = vec![String::new()];
        for _ in 0..5 {
            texts = texts.iter().flat_map(|text| signs.map(|sign| format!("{text}{sign}"))).collect();
        }
        for text in texts {
            for (mark, _) in text.match_indices(['.', '!', '?']).filter(|(mark, _)| *mark > 0) {
                let told = match plain_bound(&text, mark) {
                    Plain::Bound(bound) => Some(bound),
                    Plain::None => None,
                    Plain::Unknown => continue,
                };
                assert_eq!(told, asked_bound(&text, mark), "{text:?} at {mark}");
            }
        }
    }

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(word_count("two  words"), 2);
        assert_eq!(word_count(" two\n\twords – so "), 4);
        assert_eq!(word_count(""), 0);
        assert_eq!(word_count("筋炎です"), 2);
    }
}
