//! Numbers, days and subjects of an audit in words, the same in every form that people read.

use jiff::civil::Date;

use crate::audit::{Accepted, Audit, Severity, Status, Subject};
use crate::content::Freshness;
use crate::output::sanitize;
use crate::output::sanitize::one_line;

/// A number with its noun: `1 page`, `6,164 pages`.
pub(super) fn counted(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", number_of(number))
}

/// A number with its thousands apart.
pub(super) fn number_of(number: usize) -> String {
    let digits = number.to_string();
    let mut written = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// `22 Nov 2026`.
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// `3 findings on 2 of 44 pages: 1 error, 2 warnings`.
pub(super) fn totals(audit: &Audit, pages: usize) -> String {
    let of = |severity| audit.findings.iter().filter(|finding| finding.severity == severity).count();
    let parts = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "remark")];
    let parts: Vec<String> = parts
        .into_iter()
        .map(|(severity, noun)| (of(severity), noun))
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| counted(number, noun))
        .collect();
    let all = counted(audit.pages, "page");
    match (audit.findings.len(), parts.as_slice()) {
        (0, _) => format!("no findings on {all}"),
        (number, [only]) => format!("{only} on {} of {all}", number_of(pages.min(number))),
        (number, _) => {
            format!("{} on {} of {all}: {}", counted(number, "finding"), number_of(pages), parts.join(", "))
        }
    }
}

/// `3 new, 2 still open, 1 gone`, where the audit was held against an earlier one.
pub(super) fn against(audit: &Audit) -> Option<String> {
    let gone = audit.gone.as_ref()?.len();
    let of = |status| number_of(audit.findings.iter().filter(|finding| finding.status == Some(status)).count());
    Some(format!("{} new, {} still open, {} gone", of(Status::New), of(Status::StillOpen), number_of(gone)))
}

/// `new`, `still open`.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::StillOpen => "still open",
    }
}

/// What makes a page weigh more.
pub(super) fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Emergency => "about emergencies",
        Subject::Dose => "about doses",
        Subject::Drug => "about drugs",
        Subject::Pregnancy => "about pregnancy",
    }
}

/// `12 pages link here`; nothing where none does.
pub(super) fn linked_from(number: u32) -> Option<String> {
    match number {
        0 => None,
        1 => Some("1 page links here".to_owned()),
        many => Some(format!("{} link here", counted(many as usize, "page"))),
    }
}

/// How a review stands.
pub(super) fn standing(freshness: Freshness) -> &'static str {
    match freshness {
        Freshness::Reviewed => "up to date",
        Freshness::Due => "due soon",
        Freshness::Overdue => "overdue",
        Freshness::Unverified => "no review date",
    }
}

/// `by Jo Field until 1 Jan 2027: the quote is historical`.
pub(super) fn answered(accepted: &Accepted) -> String {
    let accept = &accepted.accept;
    format!("by {} until {}: {}", accept.who, day(accept.until), accept.why)
}

/// A page's title, or its address where it has none.
pub(super) fn title<'a>(title: &'a str, link: &'a str) -> &'a str {
    if title.trim().is_empty() { link } else { title }
}

/// Titles from the outermost page down.
pub(super) fn trail(names: &[String]) -> String {
    names.join(" › ")
}

/// A stretch of a sentence, and whether it is a marked place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) mark: bool,
}

/// A sentence cut where its marks, half-open and in code points, begin and end.
pub(super) fn pieces(sentence: &str, marks: &[(u32, u32)]) -> Vec<Piece> {
    let is_marked = |at: usize| marks.iter().any(|&(from, to)| (from as usize..to as usize).contains(&at));
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, character) in sentence.chars().enumerate() {
        let mark = is_marked(at);
        match pieces.last_mut().filter(|piece| piece.mark == mark) {
            Some(piece) => piece.text.push(character),
            None => pieces.push(Piece { text: character.to_string(), mark }),
        }
    }
    for piece in &mut pieces {
        piece.text = sanitize(&piece.text).into_owned();
    }
    pieces
}

/// Text on one line, cut where code between two backticks begins and ends; the code is what is marked.
pub(super) fn with_code(text: &str) -> Vec<Piece> {
    let text = one_line(text);
    if !text.matches('`').count().is_multiple_of(2) {
        return vec![Piece { text, mark: false }];
    }
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(at, part)| Piece { text: part.to_owned(), mark: at % 2 == 1 });
    parts.filter(|piece| !piece.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_thousands_stand_apart() {
        assert_eq!(counted(1, "page"), "1 page");
        assert_eq!(counted(0, "page"), "0 pages");
        assert_eq!(counted(6164, "page"), "6,164 pages");
        assert_eq!(number_of(1_234_567), "1,234,567");
        assert_eq!(linked_from(1).as_deref(), Some("1 page links here"));
        assert_eq!(linked_from(0), None);
    }

    #[test]
    fn a_sentence_is_cut_at_its_marks() {
        let of = |marks: &[(u32, u32)]| -> Vec<(String, bool)> {
            pieces("Größe: newly", marks).into_iter().map(|piece| (piece.text, piece.mark)).collect()
        };
        assert_eq!(of(&[(7, 12)]), [("Größe: ".to_owned(), false), ("newly".to_owned(), true)]);
        assert_eq!(of(&[(90, 99), (5, 3)]), [("Größe: newly".to_owned(), false)]);
    }
}
