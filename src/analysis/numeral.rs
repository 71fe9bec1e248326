//! Roman and written numerals where something is counted: `type II`, `stage III/IV`, `grade four`.
//!
//! Elsewhere `IV`, `I` and `one` are the words they look like.

use super::segment::Piece;

const HEADS: &[&str] = &[
    "angiotensin",
    "class",
    "classe",
    "classes",
    "estadio",
    "facteur",
    "factor",
    "factors",
    "faktor",
    "fase",
    "grad",
    "grade",
    "grades",
    "grado",
    "klasse",
    "level",
    "nerve",
    "nerves",
    "phase",
    "phases",
    "stade",
    "stadium",
    "stage",
    "stages",
    "tipo",
    "typ",
    "type",
    "types",
];

/// Roman numerals after `type`, `stage`, `factor` and their like, and after another such numeral (`stage III/IV`).
#[derive(Default)]
pub(super) struct Numerals {
    /// The word before, if numerals count something after it.
    headed: bool,
    /// Whether the word before, `and` and `or` aside, was such a numeral.
    counted: bool,
    end: usize,
    read: bool,
}

impl Numerals {
    /// Whether a numeral may stand here.
    pub(super) fn expected(&self) -> bool {
        self.headed || self.counted
    }

    /// The digits that the word stands for here.
    pub(super) fn read(&mut self, text: &str, piece: &Piece<'_>, folded: &str) -> Option<&'static str> {
        self.read = false;
        if !self.expected() {
            return None;
        }
        let between = text.get(self.end..piece.start).unwrap_or_default();
        if between.contains(['.', ';', ':', '\n', '!', '?']) {
            return None;
        }
        let digits = match folded {
            "i" if self.counted || !says_i(text.get(piece.end..).unwrap_or_default()) => "1",
            "ii" => "2",
            "iii" => "3",
            "iv" => "4",
            "v" => "5",
            "vi" => "6",
            "vii" => "7",
            "viii" => "8",
            "ix" => "9",
            "x" => "10",
            "xi" => "11",
            "xii" => "12",
            "xiii" => "13",
            "one" if self.headed => "1",
            "two" if self.headed => "2",
            "three" if self.headed => "3",
            "four" if self.headed => "4",
            "five" if self.headed => "5",
            _ => return None,
        };
        self.read = true;
        Some(digits)
    }

    /// Takes note of a word that was passed.
    pub(super) fn passed(&mut self, end: usize, counting: Counting) {
        self.counted = self.read || (self.counted && counting == Counting::Link);
        self.headed = counting == Counting::Head;
        self.end = end;
    }
}

/// What a word does for a numeral after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counting {
    /// It is what is counted: `type`, `stage`.
    Head,
    /// It stands between two numerals: `and`.
    Link,
    Nothing,
}

impl Counting {
    pub(super) fn of(plain: &str) -> Self {
        if HEADS.binary_search(&plain).is_ok() {
            Self::Head
        } else if matches!(plain, "and" | "or" | "to" | "y" | "o" | "et" | "ou" | "und" | "oder") {
            Self::Link
        } else {
            Self::Nothing
        }
    }
}

/// Whether an `I` before these words is the speaker: "the type I have".
fn says_i(after: &str) -> bool {
    let after = after.trim_start();
    let word = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    after.starts_with(['\'', '’'])
        || [
            "have", "had", "am", "was", "got", "get", "need", "take", "want", "do", "did", "can", "could", "should",
            "would", "will", "may", "might", "must", "think", "know", "use", "like", "see", "feel", "suffer", "still",
            "just", "also", "don", "cannot", "never",
        ]
        .into_iter()
        .any(|verb| word.eq_ignore_ascii_case(verb))
}

#[cfg(test)]
mod tests {
    use super::HEADS;

    #[test]
    fn the_heads_are_sorted_for_the_search() {
        assert!(HEADS.is_sorted(), "{HEADS:?}");
    }
}
