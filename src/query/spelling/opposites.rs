//! Beginnings that turn a meaning round: hyper- and hypo-, in- and ex-, anti- and nothing.

use super::cost::cost;
use super::known;
use super::lexicon::Lexicon;

/// Beginnings that turn a meaning round when one stands for the other.
pub(super) const OPPOSED: &[(&str, &str)] = &[
    ("hyper", "hypo"),
    ("hypo", "hypno"),
    ("inter", "intra"),
    ("intra", "extra"),
    ("ante", "anti"),
    ("macro", "micro"),
    ("tachy", "brady"),
    ("ab", "ad"),
    ("endo", "exo"),
    ("pre", "post"),
    ("mono", "poly"),
    ("poly", "oligo"),
    ("pre", "pro"),
    ("uni", "bi"),
    ("in", "ex"),
];

/// Beginnings that turn a meaning round when they are added or left out.
const TURNING: &[&str] = &[
    "anti", "non", "dis", "dys", "mal", "pre", "post", "sub", "un", "in", "im", "il", "ir", "an", "de", "ab", "ex",
    "re", "a",
];

/// Whether two words, both as they are written, differ by a beginning that turns the meaning round.
pub(super) fn are_opposite(a: &str, b: &str) -> bool {
    let opposed = |&(one, other): &(&str, &str)| {
        let same = |a: &str, b: &str| a.strip_prefix(one).is_some_and(|rest| b.strip_prefix(other) == Some(rest));
        same(a, b) || same(b, a)
    };
    let turned = |a: &str, b: &str| TURNING.iter().any(|beginning| a.strip_prefix(beginning) == Some(b));
    OPPOSED.iter().any(opposed) || turned(a, b) || turned(b, a)
}

/// Whether one word is the other with a beginning that turns its meaning round.
pub(super) fn turns_round(a: &str, b: &str, lexicon: &Lexicon) -> bool {
    let opposed = OPPOSED.iter().any(|(one, other)| {
        (a.starts_with(one) && b.starts_with(other) && !b.starts_with(one))
            || (a.starts_with(other) && b.starts_with(one) && !a.starts_with(one))
    });
    opposed || has_turning(a, b, lexicon) || has_turning(b, a, lexicon)
}

/// Whether `longer` is nearly `word` after a beginning that turns its meaning round.
fn has_turning(longer: &str, word: &str, lexicon: &Lexicon) -> bool {
    TURNING.iter().any(|beginning| {
        let rest = longer.strip_prefix(beginning).filter(|rest| rest.len() >= 4 && !word.starts_with(beginning));
        rest.is_some_and(|rest| {
            let near = cost(rest, word, 1.0).is_some();
            let is_word = |word: &str| lexicon.pages(word) > 0 || known::is_listed(word);
            near && (is_word(rest) || is_word(word))
        })
    })
}
