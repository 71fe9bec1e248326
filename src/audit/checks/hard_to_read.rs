//! `hard-to-read`: running text that asks for more years of school than most readers have.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;
use crate::content::BlockKind;

pub(super) const CHECK: Check = Check {
    name: "hard-to-read",
    severity: Severity::Info,
    looks_for: "pages in English whose Flesch-Kincaid grade is above 12",
    why: "The NIH and the AMA advise a grade of 6 to 8 for what patients read. The grade is 0.39 × words per sentence + \
          11.8 × syllables per word − 15.59 (Kincaid, Fishburne, Rogers and Chissom, 1975: Derivation of new readability \
          formulas for Navy enlisted personnel). Syllables are counted by a rule, and names of diseases are long: take \
          half a grade for nothing.",
    run: Run::Page(run),
};

/// The highest grade that is not told of: the last year of school.
const HIGHEST_GRADE: f64 = 12.0;
/// Fewer words or sentences say nothing about a page.
const FEWEST_WORDS: u32 = 100;
const FEWEST_SENTENCES: u32 = 5;

/// What the formula counts.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Counts {
    words: u32,
    sentences: u32,
    syllables: u32,
}

impl Counts {
    fn add(&mut self, sentence: &str) {
        let words = sentence.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
        let before = self.words;
        for word in words {
            self.words += 1;
            self.syllables += syllables(word);
        }
        self.sentences += u32::from(self.words > before);
    }

    fn grade(self) -> f64 {
        let (words, sentences) = (f64::from(self.words.max(1)), f64::from(self.sentences.max(1)));
        0.39 * words / sentences + 11.8 * f64::from(self.syllables) / words - 15.59
    }
}

fn run(page: &AuditedPage<'_>, _site: &Site<'_>, found: &mut Found) {
    if page.language() != "en" {
        return;
    }
    let mut counts = Counts::default();
    for (number, block) in page.prose() {
        if matches!(block.kind, BlockKind::TableRow | BlockKind::Caption | BlockKind::Term | BlockKind::Quote) {
            continue;
        }
        for sentence in page.sentences(number) {
            let sentence = block.text.get(sentence.clone()).unwrap_or_default();
            // An item of a list is often no sentence.
            if sentence.trim_end_matches(['"', '”', ')', '’']).ends_with(['.', '!', '?']) {
                counts.add(sentence);
            }
        }
    }
    let grade = counts.grade();
    if counts.words < FEWEST_WORDS || counts.sentences < FEWEST_SENTENCES || grade <= HIGHEST_GRADE {
        return;
    }
    let grade = (grade * 10.0).round() / 10.0;
    found
        .add(
            page.place,
            page.whole(),
            format!("Shorten the sentences and say it in everyday words: its grade is {grade}, and 6 to 8 is advised."),
        )
        .with("grade", grade)
        .with("words", counts.words)
        .with("sentences", counts.sentences)
        .with("syllables", counts.syllables);
}

/// How many syllables a word has, by its groups of vowels: a silent `e` at the end is none, `-le` after a consonant and
/// `-ed` after `t` or `d` are one, `ia`, `io`, `eo` and their like mostly two. Each letter of an acronym is one.
fn syllables(word: &str) -> u32 {
    word.split(['-', '‐', '‑', '–', '—', '/']).map(part_syllables).sum::<u32>().max(1)
}

fn part_syllables(part: &str) -> u32 {
    let letters: Vec<char> = part.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    if letters.is_empty() {
        return 0;
    }
    if capitals > 1 && capitals + 1 >= letters.len() {
        return letters.len() as u32;
    }
    let word: String = part.to_lowercase().replace(['\'', '’'], "").chars().filter(|c| c.is_alphabetic()).collect();
    let vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'é' | 'è' | 'ö' | 'ü' | 'ä');
    let mut count = 0_u32;
    let mut before = ' ';
    for c in word.chars() {
        count += u32::from(vowel(c) && !vowel(before));
        // Two vowels that are seldom spoken as one.
        count +=
            u32::from(matches!((before, c), ('i', 'a' | 'o' | 'u') | ('e', 'o') | ('u', 'a') | ('y', 'a' | 'i' | 'o')));
        before = c;
    }
    for (spoken_as_one, times) in [
        ("tion", 1),
        ("sion", 1),
        ("cian", 1),
        ("tial", 1),
        ("cial", 1),
        ("cious", 1),
        ("tious", 1),
        ("qua", 1),
        ("gion", 1),
        ("cient", 0),
    ] {
        count -= (word.matches(spoken_as_one).count() as u32 * times).min(count.saturating_sub(1));
    }
    let silent = word.ends_with('e') && !word.ends_with("le") && !word.ends_with("ee") && !ends_in_vowels(&word, vowel)
        || (word.ends_with("ed") && !word.ends_with("ted") && !word.ends_with("ded") && !word.ends_with("eed"))
        || (word.ends_with("es")
            && !["ses", "zes", "ces", "ges", "xes", "shes", "ches", "ies", "oes", "les"]
                .iter()
                .any(|end| word.ends_with(end)))
        || (word.ends_with("le") && word.chars().rev().nth(2).is_some_and(vowel));
    (count - u32::from(silent && count > 1)).max(1)
}

fn ends_in_vowels(word: &str, vowel: impl Fn(char) -> bool) -> bool {
    word.chars().rev().nth(1).is_some_and(vowel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_counted_as_they_are_spoken() {
        for (word, spoken) in [
            ("the", 1),
            ("muscle", 2),
            ("weakness", 2),
            ("disease", 2),
            ("inflammation", 4),
            ("patient", 2),
            ("table", 2),
            ("walked", 1),
            ("treated", 2),
            ("doctor", 2),
            ("medicine", 3),
            ("area", 3),
            ("special", 2),
            ("MRI", 3),
            ("well-known", 2),
            ("rhythm", 1),
            ("use", 1),
            ("rare", 1),
            ("people", 2),
            ("radiation", 4),
            ("anemia", 4),
        ] {
            assert_eq!(syllables(word), spoken, "{word}");
        }
    }

    #[test]
    fn the_grade_is_the_formulas() {
        let mut counts = Counts::default();
        counts.add("The cat sat on the mat.");
        assert_eq!(counts, Counts { words: 6, sentences: 1, syllables: 6 });
        assert!((counts.grade() - (0.39 * 6.0 + 11.8 - 15.59)).abs() < 1e-9);
    }
}
