//! Text from pages on its way out: without the characters that would steer a terminal, and addresses that are of the web.

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

/// Text on one line, without characters that steer.
pub(super) fn one_line(text: &str) -> String {
    sanitize(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An address that a browser may follow: of the web and nothing else.
pub(super) fn is_web(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
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

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        assert!(is_web("https://www.example.org/") && is_web("HTTP://example.org"));
        for other in ["javascript:alert(1)", "data:text/html,x", "//example.org", "", "java\nscript:x", " https://x"] {
            assert!(!is_web(other), "{other}");
        }
    }
}
