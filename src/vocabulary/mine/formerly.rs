//! *A, formerly B*: a name of old without the word *called*, where more than a name may follow.
//!
//! People and things were formerly much: only what looks like the name of a condition or a treatment is proposed.

use std::ops::Range;

/// What introduces it.
pub(super) const FORMERLY: &str = "formerly ";

/// The longest name of old proposed so, in words.
const MOST_WORDS: usize = 5;

/// What the last word of a name ends in where it is one of a condition or a treatment.
const ENDINGS: &[&str] = &[
    "algia",
    "deficiency",
    "dementia",
    "disease",
    "disorder",
    "emia",
    "failure",
    "fever",
    "itis",
    "myotonia",
    "oma",
    "osis",
    "palsy",
    "pathy",
    "penia",
    "plegia",
    "pox",
    "syndrome",
    "therapy",
    "trophy",
];

/// Whether what follows a bare *formerly* at a place is an old name of what stands before it: the phrase is set off and
/// holds nothing else, and the two are not names of persons or houses.
pub(super) fn is_name_of_old(text: &str, at: usize, name: &Range<usize>, old: &Range<usize>) -> bool {
    let (Some(before), Some(after)) = (text.get(name.end..at), text.get(old.end..)) else { return false };
    let (Some(name), Some(old)) = (text.get(name.clone()), text.get(old.clone())) else { return false };
    let set_off = before.trim_end().ends_with([',', '(', '[', '—', '–']);
    let after = after.trim_start_matches(['”', '"', '’']);
    let closed = after.is_empty() || after.starts_with([',', ')', ']', '.', ';', '—', '–', '\n']);
    let short = old.split_whitespace().count() <= MOST_WORDS;
    let last = old.split_whitespace().last().unwrap_or_default().to_lowercase();
    let condition = ENDINGS.iter().any(|ending| last.ends_with(ending));
    let named = old.starts_with(char::is_uppercase) && !(are_proper(name) && are_proper(old));
    set_off && closed && short && !begins_with_participle(old) && (condition || named)
}

/// *treated with*, *called*: what was done, and not what it was.
fn begins_with_participle(old: &str) -> bool {
    let first = old.split_whitespace().next().unwrap_or_default();
    first.ends_with("ed") || matches!(first, "known" | "given" | "held" | "seen" | "taken" | "thought")
}

/// Whether every word has a capital, as in names of persons and houses.
fn are_proper(name: &str) -> bool {
    name.split_whitespace().all(|word| !word.starts_with(char::is_lowercase))
}
