//! What a figure allows: `more than 25` and `26 to 28` may both hold, `7 days` and `14 days` may not.
//!
//! A figure is read with the words that bound it. Figures bounded by the same words are held against each other as they
//! stand: `at least 7 days` and `at least 14 days` ask for different things.

use std::ops::Range;

use super::wording::Word;

/// Words that bound the figure after them.
const BOUNDS: [(&[&str], Kind); 16] = [
    (&["more", "than"], Kind::AtLeast),
    (&["at", "least"], Kind::AtLeast),
    (&["no", "less", "than"], Kind::AtLeast),
    (&["no", "fewer", "than"], Kind::AtLeast),
    (&["over"], Kind::AtLeast),
    (&["less", "than"], Kind::AtMost),
    (&["fewer", "than"], Kind::AtMost),
    (&["no", "more", "than"], Kind::AtMost),
    (&["at", "most"], Kind::AtMost),
    (&["up", "to"], Kind::AtMost),
    (&["under"], Kind::AtMost),
    (&["about"], Kind::About),
    (&["around"], Kind::About),
    (&["approximately"], Kind::About),
    (&["roughly"], Kind::About),
    (&["nearly"], Kind::About),
];
/// The share by which `about 25` may be off.
const ABOUT: f64 = 0.1;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Exactly,
    AtLeast,
    AtMost,
    About,
    Between,
}

/// A figure with what bounds it.
pub(super) struct Bounded {
    /// The words that say it, among those of the text.
    pub(super) words: Range<usize>,
    kind: Kind,
    low: f64,
    high: f64,
}

/// Reads the figure at a place of a text's words; its value is not a number where it is none (`April`, `weekly`).
pub(super) fn bounded(text: &str, words: &[Word<'_>], at: usize) -> Bounded {
    let (first, last) = range(text, words, at);
    let before = |count: usize| -> Vec<String> {
        let from = first.saturating_sub(count);
        words.get(from..first).unwrap_or_default().iter().map(|word| word.text.to_lowercase()).collect()
    };
    let says = |bound: &&(&[&str], Kind)| before(bound.0.len()) == *bound.0;
    // The longest wording says it: `no more than` is no `more than`.
    let bound = BOUNDS.iter().filter(says).max_by_key(|bound| bound.0.len());
    let (low, high) = (value(words, first), value(words, last));
    let kind = match bound {
        Some((_, kind)) => *kind,
        None if first < last => Kind::Between,
        None => Kind::Exactly,
    };
    let (low, high) = match kind {
        Kind::Exactly | Kind::Between => (low, high),
        Kind::AtLeast => (low, f64::INFINITY),
        Kind::AtMost => (f64::NEG_INFINITY, high),
        Kind::About => (low * (1.0 - ABOUT), high * (1.0 + ABOUT)),
    };
    Bounded { words: first - bound.map_or(0, |bound| bound.0.len())..last + 1, kind, low, high }
}

impl Bounded {
    /// Whether both may hold of one thing: they are bounded in different ways, and there is a number that suits both.
    pub(super) fn may_hold_with(&self, other: &Bounded) -> bool {
        self.kind != other.kind && self.low <= other.high && other.low <= self.high
    }
}

/// The places of the first and the last figure of `26 to 28`, `26–28`; the same one where it stands alone.
fn range(text: &str, words: &[Word<'_>], at: usize) -> (usize, usize) {
    let is_figure = |at: usize| words.get(at).is_some_and(|word| word.is_figure);
    let joins = |at: usize| words.get(at).is_some_and(|word| matches!(word.text, "to" | "or"));
    let dashed = |at: usize| {
        let (Some(here), Some(next)) = (words.get(at), words.get(at + 1)) else { return false };
        let between = text.get(here.range.end..next.range.start).unwrap_or_default().trim();
        matches!(between, "-" | "–" | "—") && next.is_figure
    };
    if joins(at + 1) && is_figure(at + 2) {
        (at, at + 2)
    } else if dashed(at) {
        (at, at + 1)
    } else if at >= 2 && joins(at - 1) && is_figure(at - 2) {
        (at - 2, at)
    } else if at >= 1 && is_figure(at - 1) && dashed(at - 1) {
        (at - 1, at)
    } else {
        (at, at)
    }
}

fn value(words: &[Word<'_>], at: usize) -> f64 {
    let text = words.get(at).map_or("", |word| word.text);
    let digits: String = text.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    digits.replace(',', "").parse().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::wording::Wording;

    fn first(text: &str) -> (Bounded, String) {
        let wording = Wording::of(text);
        let at = wording.words.iter().position(|word| word.is_figure).unwrap();
        let bounded = bounded(text, &wording.words, at);
        let said = &wording.words[bounded.words.clone()];
        let (from, to) = (said.first().unwrap().range.start, said.last().unwrap().range.end);
        (bounded, text[from..to].to_owned())
    }

    #[test]
    fn a_figure_is_read_with_what_bounds_it() {
        for (text, said) in [
            ("it holds more than 25 genes", "more than 25"),
            ("it holds 26 to 28 genes", "26 to 28"),
            ("it holds 26–28 genes", "26–28"),
            ("take no more than 40 mg", "no more than 40"),
            ("take 40 mg", "40"),
        ] {
            assert_eq!(first(text).1, said, "{text}");
        }
    }

    #[test]
    fn only_figures_of_different_bounds_may_both_hold() {
        for (a, b, both) in [
            ("more than 25 genes", "26 to 28 genes", true),
            ("about 25 people", "26 people", true),
            ("up to 20 mg", "10 mg", true),
            ("more than 30 genes", "26 to 28 genes", false),
            ("at least 7 days", "at least 14 days", false),
            ("7 days", "14 days", false),
            ("by April", "more than 4 times", false),
        ] {
            assert_eq!(first(a).0.may_hold_with(&first(b).0), both, "{a}; {b}");
        }
    }
}
