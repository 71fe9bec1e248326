//! The letters of a review line, and the steps a reader takes through them.
//!
//! What the line says is read by `reader`.

use super::date::{Reading, read, skip_any, word_at};
use super::reviewer::name_at;
use crate::config::DateOrder;
use crate::content::fold::fold_char;

/// A line, letter by letter as written and folded.
pub(super) struct Line {
    pub chars: Vec<char>,
    pub folded: Vec<char>,
}

impl Line {
    pub(super) fn new(text: &str) -> Line {
        let chars: Vec<char> = text.chars().collect();
        let folded = chars.iter().map(|c| fold_char(*c)).collect();
        Line { chars, folded }
    }

    /// Places where a statement may begin: the beginning, after a line break, a bar, a bullet, a full stop, and in a
    /// bracket that ends the line (`Resources (Review date 12/10/2016)`).
    pub(super) fn starts(&self) -> Vec<usize> {
        let mut out = vec![0];
        for (place, pair) in self.chars.windows(2).enumerate() {
            let breaks = matches!(pair[0], '\n' | '|' | '·' | '•' | ';' | '/')
                || matches!(pair[0], '.' | ')' | '–' | '—') && pair[1].is_whitespace();
            if breaks {
                out.push(place + 1);
            }
        }
        if let (Some(place), Some(')')) = (self.chars.iter().rposition(|&c| c == '('), self.chars.last())
            && place > 0
        {
            out.push(place + 1);
        }
        out.sort_unstable();
        out
    }

    /// Whether the place is the first in a bracket.
    pub(super) fn opens_bracket(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.chars.get(before)) == Some(&'(')
    }

    pub(super) fn original(&self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect::<String>().trim().to_owned()
    }

    /// Past spaces and marks between statements.
    pub(super) fn skip_separators(&self, at: usize) -> usize {
        skip_any(
            &self.folded,
            at,
            &[' ', '.', ',', ';', '|', '·', '•', '/', '-', '–', '—', ')', ']', '(', '[', '*', '_'],
        )
    }

    pub(super) fn next_is_colon(&self, at: usize) -> bool {
        let at = skip_any(&self.folded, at, &[' ', '*']);
        matches!(self.folded.get(at), Some(':' | '：' | '|'))
    }

    /// Past what stands between a wording and its date: a colon, a dash, `on`, `el`, `le`, `am`.
    pub(super) fn skip_joining(&self, at: usize) -> usize {
        let mut at = skip_any(&self.folded, at, &[' ', ':', '：', '-', '–', '—', '|', '(', '*', ',', '.', '=']);
        loop {
            let (word, after) = word_at(&self.folded, at);
            if !matches!(
                word.as_str(),
                "on" | "in"
                    | "at"
                    | "as"
                    | "of"
                    | "the"
                    | "date"
                    | "el"
                    | "en"
                    | "le"
                    | "am"
                    | "im"
                    | "vom"
                    | "du"
                    | "dia"
                    | "is"
                    | "was"
                    | "fecha"
                    | "datum"
            ) {
                return at;
            }
            at = skip_any(&self.folded, after, &[' ', ':', ',']);
        }
    }

    /// A reviewer after `by`, and the place after the name.
    pub(super) fn by(&self, at: usize) -> (usize, Option<String>) {
        let start = skip_any(&self.folded, at, &[' ', ',', ':', '(', '–', '-', '|']);
        let (word, after) = word_at(&self.folded, start);
        if !matches!(word.as_str(), "by" | "por" | "par" | "von" | "durch") {
            return (at, None);
        }
        let mut start = skip_any(&self.folded, after, &[' ', ':']);
        // `por la Dra.`, `par le Dr`: the article is no part of the name.
        let (article, after) = word_at(&self.folded, start);
        if matches!(article.as_str(), "la" | "el" | "le") {
            start = skip_any(&self.folded, after, &[' ']);
        }
        match name_at(&self.chars, &self.folded, start) {
            (end, Some(name)) => (end, Some(name)),
            _ => (at, None),
        }
    }

    /// A name after a date and a comma, told by its title: `7 July 2025, Dr. …`.
    pub(super) fn titled(&self, at: usize) -> (usize, Option<String>) {
        let comma = skip_any(&self.folded, at, &[' ']);
        let start = skip_any(&self.folded, comma, &[' ', ',']);
        let (word, _) = word_at(&self.folded, start);
        let has_title = matches!(word.as_str(), "dr" | "dra" | "prof" | "professor");
        if self.folded.get(comma) != Some(&',') || !has_title {
            return (at, None);
        }
        match name_at(&self.chars, &self.folded, start) {
            (end, Some(name)) => (end, Some(name)),
            _ => (at, None),
        }
    }

    pub(super) fn date_follows(&self, at: usize, order: Option<DateOrder>) -> bool {
        !matches!(read(&self.folded, at, order), Reading::Nothing)
    }

    /// True where a statement may end: at the end, a full stop, a bracket, a dash with space, a bar, a line break.
    pub(super) fn is_separated(&self, at: usize) -> bool {
        let rest = self.chars.get(at..).unwrap_or_default();
        match rest.iter().position(|c| *c != ' ' && *c != '*') {
            None => true,
            Some(place) => match rest.get(place) {
                Some('|' | '·' | '•' | ';' | '\n' | '(' | ')' | ']' | '/' | '–' | '—' | '.') => true,
                Some('-') => rest.get(place + 1).is_none_or(|c| c.is_whitespace()),
                _ => false,
            },
        }
    }

    /// True if prose goes on after this place: a word in lower case without any mark before it.
    pub(super) fn runs_on(&self, at: usize) -> bool {
        let at = skip_any(&self.folded, at, &[' ']);
        self.chars.get(at).is_some_and(|c| c.is_lowercase())
    }
}
