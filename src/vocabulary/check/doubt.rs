//! What makes two names that a line calls the same doubtful: opposites, look-alikes, one narrower than the other.
//!
//! These look at letters only; what is known of the names is asked before.

use crate::analysis::{Language, is_stop_word};
use crate::vocabulary::acronym;

/// Words and beginnings of words of which each is the opposite of the other.
const OPPOSITES: &[(&str, &str)] = &[
    ("high", "low"),
    ("raised", "lowered"),
    ("increased", "decreased"),
    ("elevated", "reduced"),
    ("more", "less"),
    ("gain", "loss"),
    ("upper", "lower"),
    ("left", "right"),
    ("before", "after"),
    ("with", "without"),
    ("acute", "chronic"),
    ("positive", "negative"),
    ("benign", "malignant"),
    ("male", "female"),
    ("men", "women"),
    ("overactive", "underactive"),
    ("fast", "slow"),
    ("thick", "thin"),
    ("wet", "dry"),
    ("early", "late"),
    ("inner", "outer"),
    ("internal", "external"),
    ("primary", "secondary"),
    ("proximal", "distal"),
    ("anterior", "posterior"),
    ("systolic", "diastolic"),
    ("arterial", "venous"),
    ("artery", "vein"),
    ("active", "inactive"),
    ("live", "inactivated"),
    ("small", "large"),
    ("children", "adults"),
    ("juvenile", "adult"),
];

/// Beginnings that make a word the opposite of the one with the other beginning; the empty one is the word itself.
const BEGINNINGS: &[(&str, &str)] = &[
    ("hyper", "hypo"),
    ("tachy", "brady"),
    ("macro", "micro"),
    ("over", "under"),
    ("inter", "intra"),
    ("extra", "intra"),
    ("ante", "post"),
    ("pre", "post"),
    ("poly", "oligo"),
    ("anti", ""),
    ("non", ""),
    ("un", ""),
    ("in", ""),
    ("im", ""),
    ("dis", ""),
    ("a", ""),
    ("an", ""),
];

/// Endings of which each is the opposite of the other.
const ENDINGS: &[(&str, &str)] = &[("penia", "cytosis"), ("penia", "philia"), ("constriction", "dilation")];

/// Everyday words beyond those that `acronym` knows, which stand in too many texts to be a name; sorted.
const COMMON: &[&str] = &[
    "ability",
    "activity",
    "adult",
    "adults",
    "advice",
    "aging",
    "answer",
    "area",
    "attack",
    "balance",
    "benefit",
    "benefits",
    "block",
    "bruise",
    "build",
    "cause",
    "causes",
    "change",
    "check",
    "child",
    "children",
    "class",
    "clinic",
    "clot",
    "condition",
    "control",
    "corn",
    "cramp",
    "cream",
    "culture",
    "disease",
    "disorder",
    "doctor",
    "draft",
    "effect",
    "exercise",
    "exercises",
    "fall",
    "falls",
    "family",
    "feeling",
    "film",
    "fluid",
    "friend",
    "glass",
    "group",
    "growth",
    "health",
    "hospital",
    "illness",
    "infusion",
    "injection",
    "injury",
    "iron",
    "issue",
    "issues",
    "jab",
    "labor",
    "labour",
    "level",
    "levels",
    "line",
    "lump",
    "machine",
    "medication",
    "medicine",
    "method",
    "morning",
    "mouth",
    "muscle",
    "nerve",
    "night",
    "nurse",
    "online",
    "open",
    "operation",
    "organ",
    "patch",
    "patient",
    "patients",
    "people",
    "period",
    "periods",
    "person",
    "piles",
    "pills",
    "point",
    "pressure",
    "problem",
    "problems",
    "procedure",
    "program",
    "question",
    "reaction",
    "relief",
    "report",
    "result",
    "results",
    "sample",
    "screen",
    "service",
    "shock",
    "short",
    "shots",
    "sickness",
    "signs",
    "smear",
    "sound",
    "specialist",
    "spots",
    "spray",
    "stomach",
    "stone",
    "stones",
    "stool",
    "stools",
    "strain",
    "stroke",
    "sugar",
    "support",
    "surgery",
    "symptom",
    "symptoms",
    "tablet",
    "tablets",
    "tear",
    "tears",
    "tests",
    "therapy",
    "tired",
    "tissue",
    "travel",
    "treatment",
    "trouble",
    "tube",
    "type",
    "virus",
    "vision",
    "visit",
    "vitamin",
    "voice",
    "water",
    "waters",
    "weakness",
    "weight",
    "wind",
    "woman",
    "women",
    "wound",
    "years",
    "young",
];

/// Whether a name is one everyday word, which stands in too many texts.
pub(in crate::vocabulary) fn is_common(name: &str) -> bool {
    let word = name.to_lowercase();
    !word.contains(char::is_whitespace)
        && (acronym::is_everyday(&word)
            || COMMON.binary_search(&word.as_str()).is_ok()
            || is_stop_word(&word, Language::English))
}

/// The words in which two names differ, where all of these are opposites.
pub(super) fn differ_in_opposites<'w>(a: &'w [String], b: &'w [String]) -> Option<(&'w str, &'w str)> {
    if a.len() != b.len() {
        return None;
    }
    let mut differing = a.iter().zip(b).filter(|(one, other)| one != other);
    let (first, second) = differing.next()?;
    let all = are_opposites(first, second) && differing.all(|(one, other)| are_opposites(one, other));
    all.then_some((first.as_str(), second.as_str()))
}

fn are_opposites(one: &str, other: &str) -> bool {
    let either = |test: &dyn Fn(&str, &str) -> bool| test(one, other) || test(other, one);
    let rest_is_same = |(a, b): &(&str, &str), one: &str, other: &str| {
        let (rest, same) = (one.strip_prefix(a), other.strip_prefix(b));
        rest.is_some_and(|rest| rest.len() >= 4) && rest == same
    };
    let beginning_is_same = |(a, b): &(&str, &str), one: &str, other: &str| {
        let (rest, same) = (one.strip_suffix(a), other.strip_suffix(b));
        rest.is_some_and(|rest| rest.len() >= 3) && rest == same
    };
    either(&|a, b| OPPOSITES.contains(&(a, b)))
        || either(&|a, b| BEGINNINGS.iter().any(|pair| rest_is_same(pair, a, b)))
        || either(&|a, b| ENDINGS.iter().any(|pair| beginning_is_same(pair, a, b)))
}

/// Whether two names of one word differ in one or two letters, or three where they are long and begin alike.
pub(super) fn look_alike(a: &[String], b: &[String]) -> bool {
    let ([a], [b]) = (a, b) else { return false };
    let shorter = a.chars().count().min(b.chars().count());
    let most = match shorter {
        0..=4 => return false,
        5 | 6 => 1,
        7..=9 => 2,
        _ => 3,
    };
    let alike = a.chars().next() == b.chars().next() || a.chars().last() == b.chars().last();
    a != b && alike && distance(a, b) <= most
}

/// Letters to change, add, take away or swap with the next to make one word of another.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, &letter) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &other) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let mut fewest =
                (at(&last, j) + usize::from(letter != other)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(&other) && b.get(j - 1) == Some(&letter);
            if swapped {
                fewest = fewest.min(at(&before, j - 1) + 1);
            }
            row.push(fewest);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or(0)
}

/// Whether a name ends in the whole of a shorter one, so that its first words narrow it: *muscle biopsy*, *biopsy*.
pub(super) fn narrows(wide: &[String], narrow: &[String]) -> bool {
    !wide.is_empty() && narrow.len() > wide.len() && narrow.ends_with(wide)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(name: &str) -> Vec<String> {
        name.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn opposites_are_told_by_words_beginnings_and_endings() {
        for (a, b) in [
            ("high sodium", "low sodium"),
            ("hypertension", "hypotension"),
            ("symptomatic disease", "asymptomatic disease"),
            ("overactive thyroid", "underactive thyroid"),
            ("invasive", "noninvasive"),
            ("leukopenia", "leukocytosis"),
            ("arrhythmic drug", "antiarrhythmic drug"),
        ] {
            assert!(differ_in_opposites(&words(a), &words(b)).is_some(), "{a} and {b}");
        }
        for (a, b) in [("rash", "hives"), ("high sodium", "high potassium"), ("low back", "back")] {
            assert_eq!(differ_in_opposites(&words(a), &words(b)), None, "{a} and {b}");
        }
    }

    #[test]
    fn look_alikes_differ_in_few_letters() {
        for (a, b) in [("hydroxyzine", "hydralazine"), ("prednisone", "prednisolone"), ("losartan", "lorsatan")] {
            assert!(look_alike(&words(a), &words(b)), "{a} {b}: {}", distance(a, b));
        }
        for (a, b) in [("rash", "hives"), ("dyspnea", "apnea"), ("warfarin", "warfarin"), ("jab", "job")] {
            assert!(!look_alike(&words(a), &words(b)), "{a} {b}");
        }
    }

    #[test]
    fn the_list_is_sorted_for_the_search() {
        assert!(COMMON.is_sorted());
    }
}
