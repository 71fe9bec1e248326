//! Clauses: where a sentence too long for a passage may be cut, at a comma or semicolon if there is one, else between words.

use std::ops::Range;

use super::sentence::is_unspaced;

/// A sentence of more words is cut.
pub(super) const LONGEST_SENTENCE: usize = 160;

/// Cuts a stretch of a text into clauses of at least `shortest` and at most `longest` words, without the white space between.
pub(super) fn clauses(text: &str, sentence: Range<usize>, shortest: usize, longest: usize) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let Some(words) = text.get(sentence.clone()) else {
        return out;
    };
    let mut start = 0;
    // Words so far in halves, as two characters of a script without spaces count as a word.
    let mut halves = 0;
    let mut clause_end = None;
    let mut previous = ' ';
    for (place, c) in words.char_indices() {
        let begins_word = !c.is_whitespace() && (previous.is_whitespace() || is_unspaced(c) || is_unspaced(previous));
        if begins_word && place > start {
            let after_mark = matches!(
                words[..place].trim_end().chars().next_back(),
                Some(',' | ';' | ':' | '–' | '—' | '、' | '，' | '；')
            );
            if after_mark && halves >= shortest * 2 {
                clause_end = Some((place, halves));
            }
            if halves >= longest * 2 {
                let (cut, counted) = clause_end.take().unwrap_or((place, halves));
                out.extend(trimmed(text, sentence.start + start..sentence.start + cut));
                start = cut;
                halves -= counted;
            }
        }
        if begins_word {
            halves += if is_unspaced(c) { 1 } else { 2 };
        }
        previous = c;
    }
    out.extend(trimmed(text, sentence.start + start..sentence.end));
    out
}

/// A stretch without the white space at its ends; nothing if it has nothing else.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(range.clone())?;
    let start = range.start + words.len() - words.trim_start().len();
    let end = range.start + words.trim_end().len();
    (start < end).then_some(start..end)
}

#[cfg(test)]
mod tests {
    use super::super::sentence::word_count;
    use super::*;

    #[test]
    fn an_endless_sentence_is_cut_at_commas() {
        let text = "one two three, four five, six seven eight nine ten";
        let cut: Vec<&str> = clauses(text, 0..text.len(), 2, 5).into_iter().map(|range| &text[range]).collect();
        assert_eq!(cut, ["one two three, four five,", "six seven eight nine ten"]);
    }

    #[test]
    fn without_commas_it_is_cut_between_words_and_in_any_script() {
        let text = "word ".repeat(300);
        assert!(clauses(&text, 0..text.len(), 40, 120).iter().all(|range| word_count(&text[range.clone()]) <= 120));
        let text = "筋".repeat(700);
        assert_eq!(clauses(&text, 0..text.len(), 40, 120).len(), 3);
    }
}
