//! Parts: the files of one split WXR, `….000.xml`, `….001.xml`, of which one may hold the synced patterns that pages
//! of another refer to.
//!
//! A page that lacks a pattern after its own file waits here until every source is read; all others are handed on at
//! once. Only parts of one export are put together: a pattern from an older one may have been withheld since.

use std::collections::BTreeMap;

use super::pattern::{self, Patterns};
use super::{RawPage, SourceId, plain_title};

/// Bytes of content that wait at most; pages beyond are handed on without their patterns.
const HELD_LIMIT: usize = 64 << 20;
/// Pages that a warning names before the rest is counted.
const NAMED: usize = 5;

/// An export that was split: its name without the number of the part, and its site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Export {
    name: String,
    site: String,
}

impl Export {
    /// The export that the file `name` is a part of; `None` if it is no part.
    pub(super) fn of_part(name: &str, site: &str) -> Option<Export> {
        Some(Export { name: before_number(name)?.to_owned(), site: site.to_owned() })
    }
}

/// `….000.xml`: one of several files; there is no telling how many.
pub(super) fn is_part(name: &str) -> bool {
    before_number(name).is_some()
}

fn before_number(name: &str) -> Option<&str> {
    let (before, number) = name.get(..name.rfind(".xml")?)?.rsplit_once('.')?;
    (number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(before)
}

/// What is known so far of the split exports of a run.
#[derive(Default)]
pub(super) struct Parts {
    patterns: BTreeMap<Export, Patterns>,
    waiting: Vec<Waiting>,
    bytes: usize,
}

struct Waiting {
    source: SourceId,
    export: Export,
    page: RawPage,
}

/// A page that waited, its patterns put in as far as they were found.
pub(super) struct Released {
    pub(super) source: SourceId,
    pub(super) page: RawPage,
    /// Some pattern is in no part.
    pub(super) lacks: bool,
}

impl Parts {
    /// Adds the patterns of a part, and gives all that are known of its export.
    pub(super) fn add(&mut self, export: &Export, patterns: Patterns) -> &Patterns {
        let known = self.patterns.entry(export.clone()).or_default();
        known.extend(patterns);
        known
    }

    /// Keeps a page until the other parts are read; gives it back where too much waits already.
    pub(super) fn hold(&mut self, export: &Export, source: &SourceId, page: RawPage) -> Option<RawPage> {
        if self.bytes + page.content.len() > HELD_LIMIT {
            return Some(page);
        }
        self.bytes += page.content.len();
        self.waiting.push(Waiting { source: source.clone(), export: export.clone(), page });
        None
    }

    /// The pages that waited, in the order in which they came; to be called when every source is read.
    pub(super) fn release(&mut self) -> impl Iterator<Item = Released> + use<> {
        let patterns = std::mem::take(&mut self.patterns);
        std::mem::take(&mut self.waiting).into_iter().map(move |Waiting { source, export, mut page }| {
            let none = Patterns::new();
            let (content, missing) = pattern::resolved(&page.content, patterns.get(&export).unwrap_or(&none));
            page.content = content;
            Released { source, page, lacks: missing > 0 }
        })
    }
}

/// What a warning calls a page.
pub(super) fn name_of(page: &RawPage) -> String {
    let title = plain_title(&page.title_html);
    if title.is_empty() { format!("`{}`", page.link) } else { format!("`{title}`") }
}

/// The warning that these pages of a source are without a pattern; follows the source's name.
pub(super) fn lacking(pages: &[String], split: bool) -> String {
    let named = pages.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    let more = pages.len().saturating_sub(NAMED);
    let named = if more > 0 { format!("{named} and {more} more") } else { named };
    let where_not = if split { "in none of the parts given" } else { "not in it" };
    let count = if pages.len() == 1 { "1 page".to_owned() } else { format!("{} pages", pages.len()) };
    format!("has {count} with synced patterns that are {where_not}: {named}; export all content to have their text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_before_the_extension_marks_a_part() {
        assert_eq!(before_number("a/site.wordpress.2026-11-22.000.xml"), Some("a/site.wordpress.2026-11-22"));
        assert_eq!(before_number("a.zip!site.012.xml.gz"), Some("a.zip!site"));
        assert!(!is_part("site.wordpress.2026-11-22.xml"));
        assert!(!is_part("123.xml"));
    }
}
