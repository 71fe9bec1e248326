//! The subject line of a message: "Restless legs. Every night as soon as I lie down …".
//!
//! Whoever writes a message says in a few words first what it is about, and then tells. What stands in those words
//! counts more than what stands in the telling.

use crate::analysis::Tokens;
use crate::content::sentences;

/// Words that a subject line has at most; a longer first sentence is told already.
const MOST_WORDS: usize = 6;
/// Sentences from which on a question is a message.
const FEWEST_SENTENCES: usize = 3;

/// Number of words, from the first on, that are the subject line of a message; none where it has no such line.
pub(super) fn words_of_subject(text: &str, tokens: &Tokens) -> usize {
    let sentences = sentences(&with_capitals(text));
    let Some(first) = sentences.first().filter(|_| sentences.len() >= FEWEST_SENTENCES) else { return 0 };
    let words = (0..tokens.len()).take_while(|&word| (tokens.range(word).start as usize) < first.end).count();
    if words <= MOST_WORDS { words } else { 0 }
}

/// The text with a capital after each full stop: who types a message often leaves them out. Of the same length.
fn with_capitals(text: &str) -> String {
    let mut stopped = false;
    let capital = |c: char| {
        let first = stopped && c.is_ascii_lowercase();
        stopped = matches!(c, '.' | '?' | '!') || (stopped && c.is_whitespace());
        if first { c.to_ascii_uppercase() } else { c }
    };
    text.chars().map(capital).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Analyzer, Language};

    fn subject(text: &str) -> usize {
        words_of_subject(text, &Analyzer::new(Language::English).analyze(text))
    }

    #[test]
    fn a_few_words_before_a_message_are_its_subject() {
        assert_eq!(subject("Restless legs. They crawl every night. What helps?"), 2);
        assert_eq!(subject("leg cramps at night. they come when i lie down. what helps"), 4);
        assert_eq!(subject("Customer Service Request. My son is two. He has a rash."), 3);
    }

    #[test]
    fn a_question_and_a_message_that_tells_at_once_have_none() {
        assert_eq!(subject("Restless legs"), 0);
        assert_eq!(subject("Restless legs. What helps?"), 0);
        assert_eq!(subject("I saw Dr. Jones about my legs on Monday. She said to wait. How long?"), 0);
        assert_eq!(subject("My mother has had restless legs for a year. She is tired. What helps her?"), 0);
        assert_eq!(subject(""), 0);
    }
}
