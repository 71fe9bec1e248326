//! What stands in the box: running words, quoted phrases, excluded words.
//!
//! Knows nothing of languages or concepts. A hyphen excludes only where a person typing it means that: before a word,
//! after a space, and not after "or" or "and", where it stands for a part of the word before ("anti-SRP or -HMGCR").

use super::MOST_CHARACTERS;

/// A word or phrase that must not stand in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusion {
    /// As typed, without the hyphen and the quotes.
    pub text: String,
    /// It came as a flag and not inside the question.
    pub flag: bool,
}

/// A question taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The question without quotes and exclusions, as running text.
    pub running: String,
    /// Quoted phrases, without their quotes.
    pub phrases: Vec<String>,
    /// What must not stand in an answer.
    pub exclusions: Vec<Exclusion>,
    /// The question was longer than is read.
    pub cut: bool,
}

impl Typed {
    /// Takes a question apart. Never fails: a quote without its partner is a plain character.
    #[must_use]
    pub fn parse(question: &str) -> Typed {
        let mut typed = Typed::default();
        let mut text: String = question.chars().take(MOST_CHARACTERS).collect();
        typed.cut = text.len() < question.len();
        // Half a word is none that was asked for.
        let in_a_word = question.get(text.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        if let Some(end) = text.rfind(char::is_whitespace).filter(|_| in_a_word) {
            text.truncate(end);
        }
        text = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let characters: Vec<char> = text.chars().collect();
        let mut at = 0;
        while let Some(&character) = characters.get(at) {
            let after_space = at == 0 || characters.get(at - 1).is_some_and(|before| before.is_whitespace());
            let may_exclude = is_dash(character) && after_space && !ends_in_conjunction(&typed.running);
            if let Some((text, next)) = excluded(&characters, at + 1).filter(|_| may_exclude) {
                typed.exclusions.push(Exclusion { text, flag: false });
                at = next;
                continue;
            }
            // A mark right after a letter or digit closes, or is inches: 5".
            let inside_word = at > 0 && characters.get(at - 1).is_some_and(|before| before.is_alphanumeric());
            if let Some((phrase, next)) = quoted(&characters, at).filter(|_| !inside_word) {
                typed.running.push_str(&phrase);
                typed.running.push(' ');
                typed.phrases.push(phrase);
                at = next;
                continue;
            }
            typed.running.push(character);
            at += 1;
        }
        typed.running = typed.running.split_whitespace().collect::<Vec<_>>().join(" ");
        typed
    }
}

fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}' | '\u{2212}')
}

fn ends_in_conjunction(running: &str) -> bool {
    let last = running.split_whitespace().last().unwrap_or_default().to_lowercase();
    matches!(
        last.as_str(),
        "or" | "and" | "nor" | "and/or" | "&" | "," | "o" | "y" | "e" | "u" | "ou" | "et" | "oder" | "und"
    ) || last.ends_with(',')
        || last.ends_with('/')
}

/// The word or quoted phrase after an excluding hyphen, and where the text goes on.
fn excluded(characters: &[char], at: usize) -> Option<(String, usize)> {
    if let Some(phrase) = quoted(characters, at) {
        return Some(phrase);
    }
    // A minus before a number is a number; two hyphens are a dash.
    if !characters.get(at)?.is_alphabetic() {
        return None;
    }
    let word: String = characters.get(at..)?.iter().take_while(|c| !c.is_whitespace() && !is_quote(**c)).collect();
    let next = at + word.chars().count();
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned();
    Some((word, next))
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{201f}' | '\u{ab}' | '\u{bb}')
}

/// A quoted phrase that begins here, and where the text goes on; `None` without a closing quote or any word.
fn quoted(characters: &[char], at: usize) -> Option<(String, usize)> {
    if !is_quote(*characters.get(at)?) {
        return None;
    }
    let length = characters.get(at + 1..)?.iter().position(|&character| is_quote(character))?;
    let phrase: String = characters.get(at + 1..at + 1 + length)?.iter().collect();
    if !phrase.chars().any(char::is_alphanumeric) {
        return None;
    }
    Some((phrase.trim().to_owned(), at + length + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_of_every_kind_make_a_phrase() {
        for question in ["\"muscle biopsy\" pain", "“muscle biopsy” pain", "«muscle biopsy» pain"] {
            let typed = Typed::parse(question);
            assert_eq!(typed.phrases, ["muscle biopsy"], "{question}");
            assert_eq!(typed.running, "muscle biopsy pain");
        }
    }

    #[test]
    fn a_quote_without_its_partner_is_nothing() {
        let typed = Typed::parse("muscle \"biopsy");
        assert!(typed.phrases.is_empty());
        assert!(Typed::parse("\"").phrases.is_empty());
    }

    #[test]
    fn inches_are_no_quotes() {
        assert!(Typed::parse("scars of 5\" and 6\" length").phrases.is_empty());
    }

    #[test]
    fn a_hyphen_before_a_word_excludes_it() {
        let typed = Typed::parse("rash -children -\"juvenile form\"");
        let excluded: Vec<_> = typed.exclusions.iter().map(|exclusion| exclusion.text.as_str()).collect();
        assert_eq!(excluded, ["children", "juvenile form"]);
        assert_eq!(typed.running, "rash");
    }

    #[test]
    fn a_hanging_hyphen_in_pasted_text_excludes_nothing() {
        for question in ["without anti-SRP or -HMGCR autoantibodies", "5 - 10 mg", "-5 degrees", "anti-Jo-1", "a -- b"]
        {
            assert!(Typed::parse(question).exclusions.is_empty(), "{question}");
        }
    }
}
