//! What may be kept of a question: the day, the number of answers, concepts, and words that the site or its vocabulary has.
//!
//! A question may tell of the one who asks: a name, an address, a number, in whatever words. So nothing is kept because it
//! looks harmless, only because the site or its vocabulary has it already. Words stand in the order of the alphabet, each
//! once, since their order makes them a sentence again. What holds a digit, an `@` or an address is dropped before it
//! is looked at, and so is a name that people have, even one that the site has too.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::analysis::{fold_english, without_accents};
use crate::query::{Lexicon, Word, is_name_of_people};
use crate::search::{Answer, SearchOptions, Searcher, Understood};

/// A question of more words is a story, of which only the concepts are kept.
const MOST_WORDS: usize = 16;
/// Letters of a word that may come to be kept once it was seen on several days.
const WORD_LENGTHS: std::ops::RangeInclusive<usize> = 3..=30;

/// A question as it is kept: one line of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptQuestion {
    /// The day, without the time.
    pub day: Date,
    /// How many passages were shown.
    pub answers: usize,
    /// Whether the best of them answered fully.
    pub full: bool,
    /// Concepts understood, by their preferred names.
    pub concepts: Vec<String>,
    /// Words of the question that the site or its vocabulary has, and such as came up on three days.
    pub words: Vec<String>,
    /// Which of the concepts and words stand nowhere on the site.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<String>,
    /// Words of the site that misspelt ones were taken for, or that were offered for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meant: Vec<String>,
    /// What the question just before it missed, where this one has a word of that and a full answer: other words for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instead_of: Vec<String>,
    /// How many words are not kept.
    #[serde(default, skip_serializing_if = "is_none")]
    pub withheld: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_none(number: &usize) -> bool {
    *number == 0
}

/// A question as it was heard: what may be kept, and words that may be kept once they came up on three days. These are
/// never written as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// What may be kept.
    pub kept: KeptQuestion,
    pub(super) unknown: Vec<Unknown>,
}

/// A word that neither the site nor its vocabulary has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unknown {
    pub(super) word: String,
    /// It was taken for a slip.
    pub(super) misspelt: bool,
}

/// What is known of a word.
enum Standing {
    /// The site or its vocabulary has it.
    Known,
    /// It may be kept once it came up on three days.
    Unknown,
    /// It is never kept.
    Never,
}

impl Heard {
    /// What may be kept of a question, by its answer; `None` where nothing was asked.
    #[must_use]
    pub fn of(
        searcher: &Searcher<'_>,
        question: &str,
        answer: &Answer,
        options: &SearchOptions,
        day: Date,
    ) -> Option<Heard> {
        let (text, dropped) = without_addresses(question);
        let query = searcher.understand(&text, options);
        let lexicon = searcher.snapshot().lexicon();
        let content: Vec<&Word> = query.words.iter().filter(|word| !word.carries && !word.stop).collect();
        let understood = understood(answer, &text, &dropped);
        let mut concepts: Vec<String> = understood.iter().map(|one| one.concept.clone()).collect();
        tidy(&mut concepts);
        if answer.notes.iter().any(|note| note.code == "empty-question") || (content.is_empty() && concepts.is_empty())
        {
            return None;
        }
        let is_story = content.len() > MOST_WORDS;
        let mut kept = KeptQuestion {
            day,
            answers: answer.hits.len(),
            full: answer.is_full(),
            concepts,
            words: Vec::new(),
            missing: missing_concepts(answer, &understood),
            meant: meant(answer, lexicon),
            instead_of: Vec::new(),
            withheld: dropped.len(),
        };
        let mut unknown = Vec::new();
        for (nth, word) in content.iter().enumerate() {
            let being_typed = options.prefix && nth + 1 == content.len();
            match standing(word, answer, lexicon, being_typed) {
                Standing::Known if !is_story => {
                    let text = word.surface.to_lowercase();
                    if is_in(&answer.absent, &text) && word.concept.is_none() {
                        kept.missing.push(text.clone());
                    }
                    kept.words.push(text);
                }
                Standing::Unknown if !is_story => {
                    let misspelt = is_corrected(answer, &word.surface);
                    unknown.push(Unknown { word: word.surface.to_lowercase(), misspelt });
                }
                _ => kept.withheld += 1,
            }
        }
        tidy(&mut kept.words);
        tidy(&mut kept.missing);
        unknown.sort_by(|a, b| a.word.cmp(&b.word));
        unknown.dedup();
        Some(Heard { kept, unknown })
    }

    /// A question of which all may be kept.
    #[must_use]
    pub fn known(kept: KeptQuestion) -> Heard {
        Heard { kept, unknown: Vec::new() }
    }

    /// The line of it, where these of the unknown words may be kept now.
    pub(super) fn line(mut self, may_be_kept: impl FnMut(&Unknown) -> bool) -> KeptQuestion {
        let (shown, hidden): (Vec<Unknown>, Vec<Unknown>) = self.unknown.into_iter().partition(may_be_kept);
        self.kept.withheld += hidden.len();
        for Unknown { word, misspelt } in shown {
            if !misspelt {
                self.kept.missing.push(word.clone());
            }
            self.kept.words.push(word);
        }
        tidy(&mut self.kept.words);
        tidy(&mut self.kept.missing);
        self.kept
    }
}

/// In the order of the alphabet, each once.
fn tidy(words: &mut Vec<String>) {
    words.sort();
    words.dedup();
}

/// The question without what holds a digit, an `@` or an address, and those parts.
fn without_addresses(question: &str) -> (String, Vec<&str>) {
    let parts: Vec<&str> = question.split_whitespace().collect();
    let near_at = |at: usize| {
        let part = |at: Option<usize>| at.and_then(|at| parts.get(at)).copied().unwrap_or_default();
        part(at.checked_sub(1)).ends_with('@') || part(at.checked_add(1)).starts_with('@')
    };
    let mut dropped = Vec::new();
    let mut text = String::with_capacity(question.len());
    for (at, part) in parts.iter().enumerate() {
        if is_address(part) || near_at(at) {
            dropped.push(*part);
        } else {
            text.push_str(part);
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    (text, dropped)
}

fn is_address(part: &str) -> bool {
    let dotted = || {
        let letters: Vec<char> = part.chars().collect();
        letters.windows(3).any(|three| matches!(three, [a, '.', b] if a.is_alphanumeric() && b.is_alphanumeric()))
    };
    part.chars().any(|letter| letter.is_numeric() || matches!(letter, '@' | '＠' | '\\'))
        || part.contains("//")
        || dotted()
}

fn standing(word: &Word, answer: &Answer, lexicon: Option<&Lexicon>, being_typed: bool) -> Standing {
    if word.concept.is_some() {
        return Standing::Known;
    }
    if is_name_of_people(&word.folded) && !lexicon.is_some_and(|lexicon| lexicon.is_named(&word.folded)) {
        return Standing::Never;
    }
    // What stands somewhere in another form is known too; of a word that is being typed only the beginning is.
    let found = || !is_in(&answer.absent, &word.surface) && !is_corrected(answer, &word.surface) && !being_typed;
    if lexicon.is_some_and(|lexicon| lexicon.has(&word.folded)) || found() {
        return Standing::Known;
    }
    let plain = word.surface.chars().all(|letter| letter.is_alphabetic() && !letter.is_uppercase());
    if plain && WORD_LENGTHS.contains(&word.surface.chars().count()) { Standing::Unknown } else { Standing::Never }
}

fn is_in(words: &[String], word: &str) -> bool {
    words.iter().any(|other| other.to_lowercase() == word.to_lowercase())
}

fn is_corrected(answer: &Answer, word: &str) -> bool {
    answer.corrections.iter().any(|made| made.from.split_whitespace().any(|part| part.eq_ignore_ascii_case(word)))
}

/// The concepts understood, but for those that were seen only in what was dropped: a postcode's letters are no acronym.
fn understood<'a>(answer: &'a Answer, left: &str, dropped: &[&str]) -> Vec<&'a Understood> {
    let is_chance = |one: &Understood| {
        let in_dropped = dropped.iter().any(|part| part.contains(&one.text));
        in_dropped && !left.contains(&one.text) && !one.text.contains(char::is_numeric)
    };
    answer.understood.iter().filter(|one| !is_chance(one)).collect()
}

/// Concepts understood that no page has; an acronym with several meanings as it was typed.
fn missing_concepts(answer: &Answer, understood: &[&Understood]) -> Vec<String> {
    let nowhere = understood.iter().filter(|one| is_in(&answer.absent, &one.text));
    let named = nowhere.map(|one| {
        let several = understood.iter().filter(|other| other.text == one.text).count() > 1;
        if several { one.text.to_lowercase() } else { one.concept.clone() }
    });
    named.collect()
}

/// Words that misspelt ones were taken for.
fn meant(answer: &Answer, lexicon: Option<&Lexicon>) -> Vec<String> {
    let Some(lexicon) = lexicon else { return Vec::new() };
    let may_be_kept = |word: &str| {
        let folded = fold_english(&without_accents(word));
        lexicon.has(&folded) && !is_name_of_people(&folded)
    };
    let to = answer.corrections.iter().map(|made| made.to.to_lowercase());
    let mut meant: Vec<String> = to.filter(|to| to.split_whitespace().all(may_be_kept)).collect();
    tidy(&mut meant);
    meant
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_addresses_are_dropped_before_anything_is_looked_at() {
        for (question, left, dropped) in [
            ("rash since 1957", "rash since", 1),
            ("call 07700-900123 about rash", "call about rash", 1),
            ("mail jane.smith@example.org rash", "mail rash", 1),
            ("mail jane @ example rash", "mail rash", 3),
            ("jane@ example rash", "rash", 2),
            ("jane＠example rash", "rash", 1),
            ("see www.example.org/jane or https://x rash.", "see or rash.", 2),
            ("SW1A 2AA rash", "rash", 2),
            ("٣٤ rash ½", "rash", 2),
        ] {
            let (kept, parts) = without_addresses(question);
            assert_eq!((kept.as_str(), parts.len()), (left, dropped), "{question}");
        }
    }
}
