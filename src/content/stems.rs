//! Stems: parts of words of which one stands in every wording of a list, looked for all at once.
//!
//! Nearly every block of a page has none of them, and is then not compared with the list's wordings at all.

use aho_corasick::{AhoCorasick, MatchKind};

use super::fold::changes_letters;

/// Stems in ASCII letters and lower case.
pub(super) struct Stems(Option<AhoCorasick>);

impl Stems {
    pub(super) fn new(stems: &[&str]) -> Stems {
        // Only the leftmost kinds of match are searched for with vector instructions.
        Stems(AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(stems).ok())
    }

    /// Whether one of them stands in the text, whatever its case and accents.
    pub(super) fn occur_in(&self, text: &str) -> bool {
        let Some(finder) = &self.0 else { return true };
        if changes_letters(text) {
            return finder.is_match(&super::fold::fold(text));
        }
        finder.is_match(&text.to_ascii_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_other_signs_do_not_matter() {
        let stems = Stems::new(&["review", "pruf"]);
        for text in ["Last REVIEWED", "“re\u{301}view”", "Geprüft", "zuletzt gepru\u{308}ft – heute"] {
            assert!(stems.occur_in(text), "{text}");
        }
        for text in ["", "nothing – of that", "re view", "prü"] {
            assert!(!stems.occur_in(text), "{text}");
        }
    }
}
