//! Raised text that refers to a note, told from an exponent or an ordinal.

use crate::content::html::dom::{Attributes, Kind, Node, kind};
use crate::content::html::writer::Writer;

/// Raised text refers to a note rather than being part of the word before it.
pub(super) fn is_reference(node: &Node, attributes: Attributes<'_>, writer: &Writer) -> bool {
    let marked = attributes.get("class").is_some_and(|classes| {
        classes
            .split_ascii_whitespace()
            .any(|class| matches!(class, "fn" | "footnote" | "footnote-ref" | "reference" | "citation"))
    });
    if marked || writer.link().is_some_and(|target| target.starts_with('#')) {
        return true;
    }
    let children = node.children.borrow();
    children.iter().any(|child| match kind(child) {
        Kind::Element("a", attributes) => attributes.get("href").is_some_and(|target| target.contains('#')),
        Kind::Text(text) => is_reference_number(&text) && follows_a_word(writer.written()),
        _ => false,
    })
}

/// `1`, `2,3`, `4–6`, `[7]`.
fn is_reference_number(text: &str) -> bool {
    let text = text.trim();
    text.contains(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || ",-–[] ".contains(c))
}

/// What stands before is the end of a word or sentence, and no unit, number or symbol with an exponent.
fn follows_a_word(text: &str) -> bool {
    match text.chars().next_back() {
        Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | '"' | '”' | '’') => true,
        Some(c) if c.is_lowercase() => text.chars().rev().take(4).filter(|c| c.is_lowercase()).count() == 4,
        _ => false,
    }
}
