//! *A, also called B or C*: other names that a text gives a thing, as proposals for a person.
//!
//! Where a name begins and ends is told by marks and small words only, so not every proposal is one to accept.

use std::ops::Range;

use super::Definition;
use super::bracket::{bracketed, sentence_before};
use super::formerly::{FORMERLY, is_name_of_old};

/// Other names of a thing where they stand in a text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlsoCalled {
    /// The name that stands first.
    pub name: Range<usize>,
    /// The others.
    pub others: Vec<Range<usize>>,
    /// The others are names of old.
    pub formerly: bool,
    /// The sentence, from its beginning to the end of the list.
    pub sentence: Range<usize>,
}

/// What introduces other names; those of old have `true`.
const INTRODUCTIONS: &[(&str, bool)] = &[
    ("also called ", false),
    ("also known as ", false),
    ("also referred to as ", false),
    ("also termed ", false),
    ("otherwise known as ", false),
    ("sometimes called ", false),
    ("sometimes referred to as ", false),
    ("sometimes known as ", false),
    ("commonly called ", false),
    ("commonly known as ", false),
    ("commonly referred to as ", false),
    ("a.k.a. ", false),
    ("formerly called ", true),
    ("formerly known as ", true),
    ("formerly referred to as ", true),
    ("previously called ", true),
    ("previously known as ", true),
    ("once called ", true),
    (FORMERLY, true),
];

/// The longest name proposed, in words.
const MOST_WORDS: usize = 7;

/// Words that no name has: they end it.
const ENDINGS: &[&str] = &[
    "after",
    "although",
    "and",
    "are",
    "as",
    "because",
    "but",
    "by",
    "can",
    "causes",
    "does",
    "has",
    "have",
    "if",
    "in",
    "including",
    "is",
    "it",
    "may",
    "or",
    "refers",
    "since",
    "so",
    "such",
    "than",
    "that",
    "they",
    "this",
    "was",
    "were",
    "when",
    "where",
    "which",
    "while",
    "who",
    "will",
];

/// Words before a name that are none of it.
const BEFORE: &[&str] = &[
    "a",
    "an",
    "and",
    "are",
    "as",
    "be",
    "been",
    "by",
    "called",
    "can",
    "for",
    "from",
    "had",
    "has",
    "have",
    "if",
    "in",
    "include",
    "includes",
    "including",
    "into",
    "is",
    "it",
    "its",
    "like",
    "may",
    "of",
    "on",
    "one",
    "or",
    "our",
    "some",
    "such",
    "that",
    "the",
    "their",
    "these",
    "this",
    "those",
    "to",
    "was",
    "were",
    "what",
    "when",
    "which",
    "who",
    "with",
    "your",
];

/// Words before `with` or `of` after which a name begins.
const NO_PARTS: &[&str] = &[
    "adults",
    "anyone",
    "associated",
    "case",
    "cases",
    "children",
    "diagnosed",
    "diagnosis",
    "example",
    "examples",
    "form",
    "forms",
    "group",
    "individuals",
    "kind",
    "kinds",
    "living",
    "man",
    "men",
    "most",
    "number",
    "part",
    "parts",
    "patient",
    "patients",
    "people",
    "person",
    "risk",
    "sign",
    "signs",
    "someone",
    "symptom",
    "symptoms",
    "those",
    "treatment",
    "type",
    "types",
    "use",
    "woman",
    "women",
];

/// The other names that a text gives, in order; `defined` is what [`definitions`](super::definitions) found in it.
#[must_use]
pub fn also_called(text: &str, defined: &[Definition]) -> Vec<AlsoCalled> {
    let small = text.to_ascii_lowercase();
    let mut found: Vec<AlsoCalled> = Vec::new();
    for (introduction, formerly) in INTRODUCTIONS {
        for (at, _) in small.match_indices(introduction) {
            let inside_word = text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
            let Some(name) = name_before(text, at, defined).filter(|_| !inside_word) else { continue };
            let (mut others, end) = names_after(text, at + introduction.len());
            if *introduction == FORMERLY {
                others.retain(|other| is_name_of_old(text, at, &name, other));
            }
            if !others.is_empty() {
                let sentence = sentence_before(text, at)..end;
                found.push(AlsoCalled { name, others, formerly: *formerly, sentence });
            }
        }
    }
    found.sort_by_key(|it| it.name.start);
    found
}

/// The name right before an introduction: a long form that ends there, else the words after the last that is none of it.
fn name_before(text: &str, at: usize, defined: &[Definition]) -> Option<Range<usize>> {
    let from = sentence_before(text, at);
    let is_between = |c: char| c.is_whitespace() || matches!(c, ',' | '(' | '[' | '—' | '–' | '-');
    let mut before = text.get(from..at)?.trim_end_matches(is_between);
    for verb in [" is", " are", " was", " were"] {
        before = before.strip_suffix(verb).unwrap_or(before).trim_end_matches(is_between);
    }
    let mut end = from + before.len();
    if let Some(definition) = defined.iter().find(|it| it.short.end + 1 == end && it.long.end < it.short.start) {
        return Some(definition.long.clone());
    }
    if before.ends_with([')', ']']) {
        let inside = bracketed(text, end - 1)?;
        end = from + text.get(from..inside.start.checked_sub(1)?)?.trim_end().len();
        before = text.get(from..end)?;
    }
    if before.ends_with([';', ':', '.']) {
        return None;
    }
    let words: Vec<&str> =
        before.rsplit(char::is_whitespace).filter(|word| !word.is_empty()).take(MOST_WORDS + 1).collect();
    let mut taken = 0;
    for (nth, word) in words.iter().enumerate() {
        let apart = nth > 0 && word.ends_with([',', ';', ':', '.']);
        let small = word.to_lowercase();
        let earlier = |by: usize| words.get(nth + by).map(|word| word.to_lowercase()).unwrap_or_default();
        // *granulomatosis with polyangiitis*, *inflammation of the muscles*; not *people with scleroderma*.
        let joins = match small.as_str() {
            "with" | "of" => is_part(&earlier(1)),
            "the" => earlier(1) == "of" && is_part(&earlier(2)),
            _ => false,
        };
        if apart || word.starts_with(['(', '—', '–']) || (BEFORE.contains(&small.as_str()) && (nth == 0 || !joins))
        {
            break;
        }
        taken = nth + 1;
    }
    let first = words.get(..taken)?.last()?;
    let start = first.as_ptr() as usize - text.as_ptr() as usize;
    (taken <= MOST_WORDS).then_some(start..end)
}

/// Whether a word before `with` or `of` may be a part of a name: not a person, a kind or a number.
fn is_part(word: &str) -> bool {
    !word.is_empty() && !word.ends_with([',', ';', ':', '.']) && !BEFORE.contains(&word) && !NO_PARTS.contains(&word)
}

/// The list of names after an introduction, and where it ends.
fn names_after(text: &str, from: usize) -> (Vec<Range<usize>>, usize) {
    let rest = text.get(from..).unwrap_or_default();
    let mut depth = 0_usize;
    let mut end = rest.len();
    // Ends of the list's parts: at a comma, or before "or" and "and".
    let mut parts: Vec<Range<usize>> = Vec::new();
    let (mut start, mut last_part) = (0, false);
    for (at, c) in rest.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' if depth > 0 => depth -= 1,
            ')' | ']' | '—' | '–' | ';' | ':' | '\n' | '?' | '!' => end = at,
            '.' if rest
                .get(at + 1..)
                .is_none_or(|after| after.is_empty() || after.starts_with(char::is_whitespace)) =>
            {
                end = at;
            }
            ',' if depth == 0 => {
                parts.push(start..at);
                start = at + 1;
                if last_part {
                    end = at;
                }
            }
            ' ' if depth == 0 => {
                let after = rest.get(at..).unwrap_or_default();
                if let Some(joint) = [" or ", " and "].into_iter().find(|joint| after.starts_with(joint)) {
                    parts.push(start..at);
                    start = at + joint.len();
                    last_part = true;
                }
            }
            _ => {}
        }
        if end < rest.len() {
            break;
        }
    }
    parts.push(start..end.max(start));
    if !last_part {
        parts.truncate(1);
    }
    let names: Vec<Range<usize>> =
        parts.into_iter().filter_map(|part| name_in(text, from + part.start..from + part.end)).collect();
    let end = names.last().map_or(from, |name| name.end);
    (names, end)
}

/// The name at the beginning of a part of a list, without its article, its quotes and its short form.
fn name_in(text: &str, part: Range<usize>) -> Option<Range<usize>> {
    let mut written = text.get(part.clone())?;
    written = written.split(['(', '[']).next().unwrap_or_default();
    let is_around = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | ',' | '*');
    written = written.trim_matches(is_around);
    for article in ["or ", "and ", "the ", "an ", "a ", "simply ", "just "] {
        written = written.strip_prefix(article).unwrap_or(written).trim_start_matches(is_around);
    }
    let start = written.as_ptr() as usize - text.as_ptr() as usize;
    let mut end = start;
    let mut words = 0;
    for word in written.split_whitespace() {
        if ENDINGS.contains(&word.to_lowercase().as_str()) {
            break;
        }
        words += 1;
        end = word.as_ptr() as usize - text.as_ptr() as usize + word.len();
    }
    let name = text.get(start..end)?;
    let end = start + name.trim_end_matches(is_around).len();
    let has_letters = name.chars().filter(|c| c.is_alphabetic()).count() > 1;
    ((1..=MOST_WORDS).contains(&words) && has_letters).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::mine::definitions;

    fn found(text: &str) -> Vec<String> {
        let all = also_called(text, &definitions(text));
        let shown = |it: &AlsoCalled| {
            let others: Vec<_> = it.others.iter().map(|other| &text[other.clone()]).collect();
            format!("{} {} {}", &text[it.name.clone()], if it.formerly { "<=" } else { "=" }, others.join(" | "))
        };
        all.iter().map(shown).collect()
    }

    #[test]
    fn lists_of_other_names_are_read_as_sites_write_them() {
        for (text, expected) in [
            (
                "Giant cell myositis (GCM)—also referred to as granulomatous muscle disease (GMD) or giant myositis (GM)—is a rare disease.",
                "Giant cell myositis = granulomatous muscle disease | giant myositis",
            ),
            ("Systemic sclerosis, also called scleroderma, hardens the skin.", "Systemic sclerosis = scleroderma"),
            ("People with systemic sclerosis (also known as scleroderma) tire.", "systemic sclerosis = scleroderma"),
            ("Hives, also known as urticaria, nettle rash, or welts, itch.", "Hives = urticaria | nettle rash | welts"),
            (
                "Reactive arthritis, formerly known as the “Reiter syndrome”, is rare.",
                "Reactive arthritis <= Reiter syndrome",
            ),
            (
                "It is like granulomatosis with polyangiitis (formerly called Wegener’s granulomatosis).",
                "granulomatosis with polyangiitis <= Wegener’s granulomatosis",
            ),
            ("Inflammation of the muscles, also called myositis, hurts.", "Inflammation of the muscles = myositis"),
            ("A stroke is also called a brain attack because it is sudden.", "stroke = brain attack"),
            ("Tondal palsy, formerly Brack disease, is mild.", "Tondal palsy <= Brack disease"),
            ("Hintle palsy (formerly Grack disease) is mild.", "Hintle palsy <= Grack disease"),
            ("Muscle tiring—formerly called false paralysis—is mild.", "Muscle tiring <= false paralysis"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
        for nothing in [
            "It is also called for.",
            "also called scleroderma",
            "Filtering; also called straining.",
            "They are also known as",
            "Also known as a, b",
            "Ann is a writer, formerly a nurse.",
            "Adults with lupus, formerly treated with steroids, improved.",
            "Ann Smith, formerly Ann Jones, wrote this.",
            "The drug formerly in use, and the ward (formerly closed) too.",
            "Our director, formerly president of a union, spoke.",
            "The rash, formerly Itchy in May, is gone.",
        ] {
            assert_eq!(found(nothing), [""; 0], "{nothing}");
        }
    }
}
