//! Text from pages on its way to a terminal: without the characters that would steer it.

use std::borrow::Cow;

/// Removes control characters (but line breaks), and the marks that change the direction of what follows.
#[must_use]
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if text.chars().any(steers) {
        Cow::Owned(text.chars().filter(|&character| !steers(character)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// Whether a terminal takes a character for a command, or changes direction at it.
pub(super) fn steers(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_loses_its_escape() {
        assert_eq!(sanitize("a\u{1b}[31mb\u{9b}1m\u{202e}c\nd"), "a[31mb1mc\nd");
    }
}
