//! The ids of a page: what a link's `#…` can lead to.
//!
//! They are read from the source and not from the tree: a shortcode's `id="…"` and a block's `"anchor":"…"` become ids
//! when WordPress renders them, and so do those of panels that are hidden until a tab is chosen. Rather one too many
//! than one too few: nobody is to be told that a working link is broken.

use memchr::memchr2_iter;

use crate::corpus::{RawPage, decode_entities};

const NAMES: [&str; 3] = ["id", "name", "anchor"];
/// The longest id that is kept, in bytes.
const LONGEST: usize = 300;

/// Every id and name that stands in a page, sorted, each once.
#[must_use]
pub fn ids(raw: &RawPage) -> Vec<String> {
    let mut ids = Vec::new();
    collect(&raw.content, &mut ids);
    for (id, html) in &raw.footnotes {
        ids.push(id.clone());
        ids.push(format!("{id}-link"));
        collect(html, &mut ids);
    }
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn collect(source: &str, ids: &mut Vec<String>) {
    for at in memchr2_iter(b'=', b':', source.as_bytes()) {
        let (Some(before), Some(after)) = (source.get(..at), source.get(at + 1..)) else { continue };
        if ends_in_a_name(before.trim_ascii_end())
            && let Some(value) = value(after.trim_ascii_start())
        {
            ids.push(decode_entities(value).trim().to_owned());
        }
    }
}

/// `id`, `name`, `anchor`, perhaps as the key of a JSON object, and no part of a longer name such as `data-id`.
fn ends_in_a_name(before: &str) -> bool {
    let before = before.strip_suffix('"').unwrap_or(before);
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'&' | b'?' | b';');
    NAMES.iter().any(|name| {
        let start = before.len().checked_sub(name.len());
        start.is_some_and(|start| {
            let bytes = before.as_bytes();
            let is_name = bytes.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(name.as_bytes()));
            is_name && start.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(|byte| !is_part(*byte))
        })
    })
}

/// What stands in quotes, also in those that WordPress makes curly, or without any.
fn value(after: &str) -> Option<&str> {
    const QUOTES: [(&str, &str); 7] = [
        ("\"", "\""),
        ("'", "'"),
        ("&#8221;", "&#8243;"),
        ("&#8221;", "&#8221;"),
        ("&#8220;", "&#8221;"),
        ("“", "”"),
        ("”", "”"),
    ];
    let quoted = QUOTES.iter().find_map(|(open, close)| {
        let rest = after.strip_prefix(open)?;
        Some(rest.split_once(close)?.0)
    });
    let bare = || after.split(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | ']' | '"' | '\'' | '<')).next();
    quoted.or_else(bare).filter(|value| !value.trim().is_empty() && value.len() <= LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_found_in_tags_blocks_shortcodes_and_footnotes() {
        let content = "<h2 id='signs'>Signs</h2><a NAME = \"old\"></a><p id=bare data-id=\"no\">x</p>\
                       <!-- wp:group {\"anchor\":\"panel\"} --><!-- /wp:group -->[tab id=&#8221;t-1&#8243;] a ratio: 3";
        let footnotes = vec![("note-1".to_owned(), "<b id=\"in\">x</b>".to_owned())];
        let raw = RawPage { content: content.to_owned(), footnotes, ..RawPage::default() };
        assert_eq!(ids(&raw), ["bare", "in", "note-1", "note-1-link", "old", "panel", "signs", "t-1"]);
    }
}
