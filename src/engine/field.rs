//! Tokens on their way into a field, and a passage as the engine receives it.
//!
//! Several tokens may stand at one position: the word, the concept that begins there, the name it goes by.

use std::sync::Arc;

/// Tokens of one field with their positions, encoded into one string: each token ends with U+001E. Where its position
/// is not the next after that of the token before, U+001D stands before it if it is the same position, else the
/// position as decimal digits between two U+001F.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldTokens {
    encoded: String,
    next: u32,
    words: u32,
}

const TOKEN_END: char = '\u{1e}';
const POSITION: char = '\u{1f}';
const STACKED: char = '\u{1d}';

impl FieldTokens {
    /// Adds a word at a position; it counts towards the field's length. Positions must not decrease.
    pub fn word(&mut self, token: &str, position: u32) {
        self.push(token, position);
        self.words += 1;
    }

    /// Adds a token that stands at a word's position without counting towards the length.
    pub fn stacked(&mut self, token: &str, position: u32) {
        self.push(token, position);
    }

    /// Makes room for the tokens of a text of so many bytes.
    pub fn reserve(&mut self, bytes: usize) {
        self.encoded.reserve(bytes);
    }

    fn push(&mut self, token: &str, position: u32) {
        if position + 1 == self.next {
            self.encoded.push(STACKED);
        } else if position != self.next {
            self.encoded.push(POSITION);
            self.encoded.push_str(&position.to_string());
            self.encoded.push(POSITION);
        }
        self.encoded.push_str(token);
        self.encoded.push(TOKEN_END);
        self.next = position + 1;
    }

    /// Number of words, stacked tokens left out.
    #[must_use]
    pub fn words(&self) -> u32 {
        self.words
    }

    /// The tokens with their positions, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        Decoder::new(&self.encoded)
    }

    pub(super) fn encoded(&self) -> &str {
        &self.encoded
    }
}

/// Reads encoded tokens back, one at a time.
pub(super) struct Decoder<'a> {
    rest: &'a str,
    next: u32,
}

impl<'a> Decoder<'a> {
    pub(super) fn new(encoded: &'a str) -> Self {
        Decoder { rest: encoded, next: 0 }
    }

    /// Takes what stands before a mark, and the mark. Tokens are too short for a search to pay.
    fn take_to(&mut self, mark: char) -> Option<&'a str> {
        let end = self.rest.bytes().position(|byte| byte == mark as u8)?;
        let taken = self.rest.get(..end)?;
        self.rest = self.rest.get(end + 1..)?;
        Some(taken)
    }
}

impl<'a> Iterator for Decoder<'a> {
    type Item = (&'a str, u32);

    fn next(&mut self) -> Option<Self::Item> {
        let mut position = self.next;
        if let Some(rest) = self.rest.strip_prefix(STACKED) {
            self.rest = rest;
            position = position.saturating_sub(1);
        } else if let Some(rest) = self.rest.strip_prefix(POSITION) {
            self.rest = rest;
            position = self.take_to(POSITION)?.parse().unwrap_or(position);
        }
        let token = self.take_to(TOKEN_END)?;
        self.next = position + 1;
        Some((token, position))
    }
}

/// A passage as tokens, with what is stored for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PassageDocument {
    /// Number of its page, unique among the live pages of the index.
    pub page: u32,
    /// Its place on the page, from 0.
    pub place: u32,
    /// It may answer; false for review lines, references and the like, which only a quoted phrase finds.
    pub answers: bool,
    /// Tokens of the page's title; all its passages share them.
    pub title: Arc<FieldTokens>,
    /// Tokens of its section's headings; all the section's passages share them.
    pub heading: Arc<FieldTokens>,
    /// Tokens of its lead and text.
    pub body: FieldTokens,
    /// What [`Engine::stored`](super::Engine::stored) gives back.
    pub stored: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_back_with_their_positions() {
        let mut field = FieldTokens::default();
        field.word("immune", 0);
        field.stacked("\u{1}c7", 0);
        field.word("mediated", 1);
        field.word("12", 10);
        field.stacked("\u{1}c7", 10);
        field.stacked("\u{1}n9", 10);
        field.word("", 11);
        let tokens: Vec<_> = field.iter().collect();
        let expected = [("immune", 0), ("\u{1}c7", 0), ("mediated", 1), ("12", 10), ("\u{1}c7", 10), ("\u{1}n9", 10)];
        assert_eq!(tokens, [&expected[..], &[("", 11)]].concat());
        assert_eq!(field.words(), 4);
    }
}
