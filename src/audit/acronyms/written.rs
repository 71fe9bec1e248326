//! How an acronym is written: the words of a text, and the acronym in a word.

use std::ops::Range;

/// Letters of an acronym.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;
/// What is joined to an acronym by a hyphen and leaves it one.
const JOINED: &[&str] = &[
    "approved",
    "associated",
    "based",
    "certified",
    "compatible",
    "containing",
    "free",
    "funded",
    "guided",
    "induced",
    "infected",
    "like",
    "mediated",
    "negative",
    "non",
    "only",
    "positive",
    "post",
    "pre",
    "related",
    "specific",
    "sponsored",
    "treated",
];
/// `AEDs` is `AED`.
pub(super) fn single(written: &str) -> &str {
    let written = written.trim();
    written.strip_suffix('s').filter(|single| single.ends_with(char::is_uppercase)).unwrap_or(written)
}

/// Words of a text by their bytes: letters and digits, and the marks between them.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let joins = |c: char| matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '.' | '_' | '&' | '+' | '@');
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            let start = open.take().map_or(at, |word| word.start);
            open = Some(start..at + c.len_utf8());
        } else if let Some(word) = open.take() {
            // One mark may stand inside a word; where nothing follows it the word ends before it.
            if joins(c) && word.end == at {
                open = Some(word);
            } else {
                words.push(word);
            }
        }
    }
    words.extend(open);
    words
}

/// The acronym in a word, `MRI` of `MRI-guided` and of `MRIs`; not of `anti-SRP`, `HLA-B27`, `U.S.`, `II`.
pub(super) fn acronym(text: &str, word: Range<usize>) -> Option<Range<usize>> {
    let whole = text.get(word.clone())?;
    if !whole.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let whole = whole.strip_suffix("'s").or_else(|| whole.strip_suffix("’s")).unwrap_or(whole);
    let parts: Vec<&str> = whole.split(['-', '‐', '‑']).collect();
    // `ray-NOHZ` is how a name is spoken.
    let joined = |part: &str| JOINED.contains(&part.to_lowercase().as_str());
    let part = match parts.as_slice() {
        [part] => *part,
        [part, rest @ ..] if rest.iter().all(|rest| joined(rest)) => *part,
        [before, part] if joined(before) => *part,
        _ => return None,
    };
    let written = single(part);
    let start = word.start + (part.as_ptr() as usize - text.get(word)?.as_ptr() as usize);
    let shape = LETTERS.contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_uppercase());
    // Stage IV, stage IVB.
    let number = written.strip_suffix(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']).unwrap_or(written);
    let numeral = number.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    let chromosomes = written.bytes().all(|byte| matches!(byte, b'X' | b'Y'));
    (shape && !numeral && !chromosomes).then_some(start..start + written.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        words(text).into_iter().filter_map(|word| text.get(acronym(text, word)?)).collect()
    }

    #[test]
    fn an_acronym_is_all_in_capitals_without_digits() {
        assert_eq!(
            found("An MRI, two MRIs, an MRI-guided biopsy, non-IMNM and PM/DM."),
            ["MRI", "MRI", "MRI", "IMNM", "PM", "DM"]
        );
        for none in ["anti-SRP", "HLA-B27", "TIF1", "U.S.", "type II", "Ph.D.", "NaCl", "RT-PCR", "A", "IVIg", "MRI2"] {
            assert_eq!(found(none), [""; 0], "{none}");
        }
    }

    #[test]
    fn a_word_ends_before_a_mark_that_nothing_follows() {
        assert_eq!(words("He's well. A-B"), [0..4, 5..9, 11..14]);
    }
}
