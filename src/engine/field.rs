//! Tokens on their way into a field, and a passage as the engine receives it.
//!
//! Several tokens may stand at one position: the word, the concept that begins there, the name it goes by.

/// Tokens of one field with their positions, encoded into one string: each token ends with U+001E, and a change of
/// position other than "the next" stands before it as decimal digits and U+001F.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldTokens {
    encoded: String,
    next: u32,
    words: u32,
}

pub(super) const TOKEN_END: char = '\u{1e}';
pub(super) const POSITION_END: char = '\u{1f}';

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

    fn push(&mut self, token: &str, position: u32) {
        if position != self.next {
            self.encoded.push_str(&position.to_string());
            self.encoded.push(POSITION_END);
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
        Decoder { rest: &self.encoded, next: 0 }
    }

    pub(super) fn into_encoded(self) -> String {
        self.encoded
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
}

impl<'a> Iterator for Decoder<'a> {
    type Item = (&'a str, u32);

    fn next(&mut self) -> Option<Self::Item> {
        let (entry, rest) = self.rest.split_once(TOKEN_END)?;
        self.rest = rest;
        let (token, position) = match entry.split_once(POSITION_END) {
            Some((position, token)) => (token, position.parse().unwrap_or(self.next)),
            None => (entry, self.next),
        };
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
    /// Tokens of the page's title.
    pub title: FieldTokens,
    /// Tokens of its section's headings.
    pub heading: FieldTokens,
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
        let tokens: Vec<_> = field.iter().collect();
        assert_eq!(tokens, [("immune", 0), ("\u{1}c7", 0), ("mediated", 1), ("12", 10)]);
        assert_eq!(field.words(), 3);
    }
}
