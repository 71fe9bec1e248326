//! Folding: letters without case and accents, to recognise wordings and to count how often words stand on a page.
//!
//! Only for `content`'s own recognisers; the words that are indexed are made in `analysis`.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The letter without case and accent; curly quotation marks are straight, every white space is a space.
pub(super) fn fold_char(c: char) -> char {
    if c.is_ascii() {
        return if c.is_ascii_whitespace() { ' ' } else { c.to_ascii_lowercase() };
    }
    match c {
        '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{02bc}' => return '\'',
        '\u{201c}' | '\u{201d}' | '\u{201e}' => return '"',
        _ if c.is_whitespace() => return ' ',
        _ => {}
    }
    let lower = c.to_lowercase().next().unwrap_or(c);
    let mut base = None;
    decompose_canonical(lower, |part| {
        base.get_or_insert(part);
    });
    base.unwrap_or(lower)
}

/// Appends the folded text: combining marks are dropped and white space is one space.
pub(super) fn fold_into(text: &str, out: &mut String) {
    let mut space = out.is_empty() || out.ends_with(' ');
    if text.is_ascii() {
        let begin = out.len();
        for (place, word) in text.split(|c: char| c.is_ascii_whitespace()).enumerate() {
            if place > 0 && !space {
                out.push(' ');
                space = true;
            }
            out.push_str(word);
            space &= word.is_empty();
        }
        if let Some(folded) = out.get_mut(begin..) {
            folded.make_ascii_lowercase();
        }
        return;
    }
    for c in text.chars() {
        if c.is_ascii() {
            if c.is_ascii_whitespace() {
                if !space {
                    out.push(' ');
                }
                space = true;
            } else {
                out.push(c.to_ascii_lowercase());
                space = false;
            }
            continue;
        }
        if is_combining_mark(c) {
            continue;
        }
        let folded = fold_char(c);
        if folded != ' ' || !space {
            out.push(folded);
        }
        space = folded == ' ';
    }
}

/// Whether folding makes an ASCII letter of a character that is none, or takes a mark from between two: if not, the ASCII
/// letters of the folded text are those of the text.
pub(super) fn changes_letters(text: &str) -> bool {
    let changes = |c: char| !c.is_ascii() && (is_combining_mark(c) || fold_char(c).is_ascii_alphabetic());
    !text.is_ascii() && text.chars().any(changes)
}

/// The folded text.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// The folded beginning of a text, at most about `bytes` long.
pub(super) fn fold_head(text: &str, bytes: usize) -> String {
    fold(&text[..text.floor_char_boundary(bytes)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_quotes_and_spaces_do_not_matter() {
        assert_eq!(fold("Última\u{a0} révision: l’été"), "ultima revision: l'ete");
        assert_eq!(fold("e\u{301}te\u{301}"), "ete");
        for (text, folded) in [(" A  b\n", "a b "), ("", ""), ("\t ", ""), ("C", "c")] {
            assert_eq!(fold(text), folded);
            assert_eq!(fold(&format!("{text}é")), format!("{folded}e"));
            let mut out = "x".to_owned();
            fold_into(text, &mut out);
            assert_eq!(out, fold(&format!("x{text}")));
        }
    }

    #[test]
    fn a_head_never_ends_inside_a_character() {
        assert_eq!(fold_head("ééé", 3), "e");
    }
}
