//! Short forms that a text defines: *long form (SF)* and *SF (long form)*.
//!
//! 1. Each bracket is found with what stands before it in its sentence.
//! 2. What may be a short form is told by its shape (`short_forms`).
//! 3. Its letters are looked for in the words of the other side (`align`).
//!
//! Works on plain text and knows no vocabulary; what becomes of a definition is decided elsewhere.

mod align;
mod also;
mod bracket;
mod formerly;
mod propose;

use std::ops::Range;

use align::{Words, is_small, letter};
pub use also::{AlsoCalled, also_called};
use bracket::{Bracket, brackets};
pub use propose::{Proposal, ProposalKind, Proposals, line};

/// A short form and its long form where they stand in a text, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The short form.
    pub short: Range<usize>,
    /// What it stands for.
    pub long: Range<usize>,
}

/// The most letters and digits of a short form.
const MOST_LETTERS: usize = 10;
/// The most letters of a short form in small letters.
const MOST_SMALL_LETTERS: usize = 5;
/// What it costs at most to find the letters of a short form where they begin words.
const FIRST_LETTERS: f32 = 0.2;
/// The longest long form, in bytes.
const LONGEST: usize = 300;
/// What introduces a short form inside its bracket.
const INTRODUCTIONS: &[&str] = &[
    "abbreviated as ",
    "abbreviated to ",
    "abbreviated ",
    "abbreviation: ",
    "abbreviation ",
    "also called ",
    "also known as ",
    "a.k.a. ",
    "aka ",
    "called ",
    "hereafter ",
    "i.e., ",
    "i.e. ",
    "known as ",
    "or ",
    "referred to as ",
    "termed ",
    "the ",
];

/// All definitions in a text, in the order of their brackets.
///
/// ```
/// use vademecum::vocabulary::mine::definitions;
///
/// let text = "Immune-mediated necrotizing myopathy (IMNM) is rare.";
/// let found = definitions(text);
/// assert_eq!((&text[found[0].short.clone()], &text[found[0].long.clone()]), ("IMNM", "Immune-mediated necrotizing myopathy"));
/// ```
#[must_use]
pub fn definitions(text: &str) -> Vec<Definition> {
    definitions_in(text, brackets(text).iter())
}

/// Those whose short form has a capital, and so may be an acronym. Most brackets hold a remark, which is soon seen.
pub(super) fn acronym_definitions(text: &str) -> Vec<Definition> {
    // What is not ASCII may be a capital.
    let capital = |text: Option<&str>| {
        text.is_some_and(|text| text.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()))
    };
    let before = |bracket: &Bracket| {
        let before = text.get(bracket.from..bracket.open).map(str::trim_end);
        before.and_then(|before| before.rsplit(char::is_whitespace).next())
    };
    let brackets = brackets(text);
    let may_be = |bracket: &&Bracket| capital(text.get(bracket.inside.clone())) || capital(before(bracket));
    definitions_in(text, brackets.iter().filter(may_be))
}

fn definitions_in<'b>(text: &str, brackets: impl Iterator<Item = &'b Bracket>) -> Vec<Definition> {
    let mut found = Vec::new();
    for bracket in brackets {
        let before = found.len();
        long_before(text, bracket, &mut found);
        if found.len() == before {
            found.extend(long_inside(text, bracket).or_else(|| both_inside(text, bracket)));
        }
    }
    found
}

/// *long form (SF)*, and all of *(SF1, SF2)*.
fn long_before(text: &str, bracket: &Bracket, found: &mut Vec<Definition>) {
    for short in short_forms(text, bracket.inside.clone()) {
        let Some(written) = text.get(short.clone()) else { continue };
        if let Some(long) = long_form_before(text, bracket.from..bracket.open, written) {
            found.push(Definition { short, long });
        }
    }
}

/// The parts of a bracket that have the shape of a short form.
fn short_forms(text: &str, inside: Range<usize>) -> Vec<Range<usize>> {
    let content = text.get(inside.clone()).unwrap_or_default();
    let mut parts = Vec::new();
    let mut start = inside.start;
    let marks = content.match_indices([',', ';']).filter(|&(at, mark)| {
        // `Fru-2,6-P` is one thing.
        mark == ";" || content.get(at + 1..).is_none_or(|after| after.starts_with(char::is_whitespace))
    });
    for (at, _) in marks.chain([(content.len(), "")]) {
        parts.push(start..inside.start + at);
        start = inside.start + at + 1;
    }
    let several = parts.len() > 1;
    let mut shorts = Vec::new();
    for (nth, part) in parts.into_iter().enumerate() {
        let Some(short) = trimmed(text, part) else { continue };
        let written = text.get(short.clone()).unwrap_or_default();
        // Behind a comma stands a remark more often than another short form.
        let plausible = is_short_form(written) && (nth == 0 || has_capitals(written));
        if plausible {
            shorts.push(short);
        } else if nth == 0 && several {
            // A list of other things.
            break;
        }
    }
    shorts
}

/// A range without white space, quotes and introductions around it.
fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let is_around = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'' | '=' | ':');
    let mut part = text.get(range.clone())?;
    let mut start = range.start;
    loop {
        let shorter = part.trim_start_matches(is_around);
        start += part.len() - shorter.len();
        part = shorter;
        let Some(introduction) = INTRODUCTIONS.iter().find(|it| starts_with_ignoring_case(part, it)) else { break };
        start += introduction.len();
        part = part.get(introduction.len()..)?;
    }
    let part = part.trim_end_matches(is_around);
    (!part.is_empty()).then(|| start..start + part.len())
}

fn starts_with_ignoring_case(text: &str, beginning: &str) -> bool {
    text.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
}

fn has_capitals(written: &str) -> bool {
    written.chars().filter(|c| c.is_uppercase()).count() >= 2
}

/// Whether something has the shape of a short form: at most two words, a letter, begins with a letter or digit.
fn is_short_form(written: &str) -> bool {
    let letters = written.chars().filter(|c| c.is_alphanumeric()).count();
    let words = written.split_whitespace().count();
    let first = written.chars().next().unwrap_or(' ');
    (1..=MOST_LETTERS).contains(&letters)
        && words <= 2
        && first.is_alphanumeric()
        && written.chars().any(char::is_alphabetic)
        && written.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "-/+&.'’()[]–‐‑*,".contains(c))
        && !written.ends_with('-')
        && is_balanced(written)
        && (!is_small(written) || has_capitals(written))
        && (words == 1 && letters <= MOST_SMALL_LETTERS
            || written.contains(|c: char| c.is_uppercase() || c.is_numeric()))
        && !is_numeral(written)
}

/// Whether every bracket in it is closed.
fn is_balanced(written: &str) -> bool {
    let mut open = 0_i32;
    for c in written.chars() {
        open += match c {
            '(' | '[' => 1,
            ')' | ']' => -1,
            _ => 0,
        };
        if open < 0 {
            return false;
        }
    }
    open == 0
}

/// `i`, `ii`, `IV`: the number of a thing in a list.
fn is_numeral(written: &str) -> bool {
    written.len() < 5 && written.chars().all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x')) && written != "IV"
}

/// The letters of a short form to look for, without the `s` of its plural.
fn letters_of(short: &str) -> Vec<char> {
    let mut letters: Vec<char> = short.chars().filter_map(letter).collect();
    let mut from_end = short.chars().rev();
    let plural = from_end.next() == Some('s') && from_end.next().is_some_and(char::is_uppercase);
    if plural {
        letters.pop();
    }
    letters
}

/// The long form that ends where the bracket opens.
fn long_form_before(text: &str, range: Range<usize>, short: &str) -> Option<Range<usize>> {
    let letters = letters_of(short);
    let end = range.start + text.get(range.clone())?.trim_end_matches(|c: char| c.is_whitespace() || c == ',').len();
    let start = window(text, range.start..end, letters.len());
    let words = Words::of(text, start..end);
    let found = words.best_start(&letters, None)?;
    let long = without_quotes(text, found.start..end);
    fits(text.get(long.clone())?, short, found.cost).then_some(long)
}

/// Where the words begin among which a long form is looked for.
fn window(text: &str, range: Range<usize>, letters: usize) -> usize {
    let most = (letters + 5).min(letters * 2);
    let mut words = 0;
    let mut start = range.end;
    let part = text.get(range.clone()).unwrap_or_default();
    for word in part.split_whitespace().rev().take(2 * most) {
        words += usize::from(!is_small(word));
        let first = word.as_ptr() as usize - text.as_ptr() as usize;
        if words > most || range.end - first > LONGEST {
            break;
        }
        start = first;
    }
    start
}

fn without_quotes(text: &str, range: Range<usize>) -> Range<usize> {
    let part = text.get(range.clone()).unwrap_or_default();
    let quote = |c: char| matches!(c, '"' | '“' | '”' | '‘' | '’');
    let mut shorter = part.trim_start_matches(quote);
    while !is_balanced(shorter) && shorter.starts_with(['(', '[']) {
        shorter = shorter.get(1..).unwrap_or_default();
    }
    let start = range.start + part.len() - shorter.len();
    start..start + shorter.trim_end_matches(quote).len()
}

/// Whether a long form is one beside this short form, whose letters cost so much to find in it.
fn fits(long: &str, short: &str, cost: f32) -> bool {
    let longer = long.chars().count() > short.chars().count();
    let mut words = long.split_whitespace();
    let holds_it = words.clone().any(|word| word.trim_matches(|c: char| !c.is_alphanumeric()) == short);
    let alone = words.next().is_some() && words.next().is_none();
    // A word is not defined as its own beginning, capitals and all.
    let beginning = alone && long.starts_with(short);
    // A short form in small letters has the first letters of words.
    let small = !short.chars().any(|c| c.is_uppercase() || c.is_numeric());
    // `UK (http://…)` tells where, not what.
    let address = long.contains("://") || long.contains("www.") || long.contains('@');
    longer && !holds_it && !beginning && !address && (!small || (!alone && cost <= FIRST_LETTERS))
}

/// *SF (long form)*.
fn long_inside(text: &str, bracket: &Bracket) -> Option<Definition> {
    let before = text.get(bracket.from..bracket.open)?.trim_end();
    let start = before
        .rfind(|c: char| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '“' | '—'))
        .map_or(0, |at| at + before.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let short = bracket.from + start..bracket.from + before.len();
    let written = text.get(short.clone())?;
    if !is_short_form(written) || written.chars().count() < 2 {
        return None;
    }
    let content = text.get(bracket.inside.clone())?;
    for mark in [';', ','] {
        let end = content.find(mark).unwrap_or(content.len());
        let Some(long) = trimmed(text, bracket.inside.start..bracket.inside.start + end) else { continue };
        if is_long_form(text, &long, written) {
            return Some(Definition { short, long });
        }
    }
    None
}

/// *(long form, SF)*.
fn both_inside(text: &str, bracket: &Bracket) -> Option<Definition> {
    let content = text.get(bracket.inside.clone())?;
    let (before, after) = content.rsplit_once([',', ';'])?;
    let short = trimmed(text, bracket.inside.end - after.len()..bracket.inside.end)?;
    let long = trimmed(text, bracket.inside.start..bracket.inside.start + before.len())?;
    let written = text.get(short.clone())?;
    (is_short_form(written) && has_capitals(written) && is_long_form(text, &long, written))
        .then_some(Definition { short, long })
}

/// Whether all of a stretch of text is the long form of a short one.
fn is_long_form(text: &str, long: &Range<usize>, short: &str) -> bool {
    let letters = letters_of(short);
    let most = (letters.len() + 5).min(letters.len() * 2);
    let written = text.get(long.clone()).unwrap_or_default();
    if written.len() > LONGEST || written.split_whitespace().count() > most {
        return false;
    }
    let found = Words::of(text, long.clone()).best_start(&letters, Some(0));
    found.is_some_and(|found| text.get(long.clone()).is_some_and(|it| fits(it, short, found.cost)))
}
