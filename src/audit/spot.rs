//! A spot: the place on a page that a finding points at, as a person finds it again.

use super::subject::Subject;

/// A place on a page, or the page as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Spot {
    /// Headings from the outermost to its own.
    pub(super) section: Vec<String>,
    /// The heading's `id`.
    pub(super) anchor: Option<String>,
    /// The deepest link to it that should work.
    pub(super) url: String,
    /// The sentence, heading or label; `None` for the page as a whole.
    pub(super) sentence: Option<String>,
    /// The places in the sentence, half-open, in code points.
    pub(super) marks: Vec<(u32, u32)>,
    /// What its words are about.
    pub(super) subject: Option<Subject>,
}

/// A sentence with a place in it, for what is not a part of a page's text: its description, an image's file name.
pub(super) fn marked(sentence: &str, place: std::ops::Range<usize>) -> (String, Vec<(u32, u32)>) {
    let points = |to: usize| sentence.get(..to).map_or(0, |before| before.chars().count()) as u32;
    let mark = (points(place.start), points(place.end));
    (sentence.to_owned(), if mark.0 < mark.1 { vec![mark] } else { Vec::new() })
}

/// What two writings of a sentence have in common: its words in small letters, without marks.
pub(super) fn normalised(sentence: &str) -> String {
    let lower = sentence.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_counts_code_points() {
        assert_eq!(marked("Größe: newly", 9..14), ("Größe: newly".to_owned(), vec![(7, 12)]));
        assert_eq!(marked("plain", 0..0), ("plain".to_owned(), vec![]));
    }

    #[test]
    fn a_sentence_is_the_same_whatever_its_marks() {
        assert_eq!(normalised("The  “INMN” antibody, (2018)."), "the inmn antibody 2018");
    }
}
