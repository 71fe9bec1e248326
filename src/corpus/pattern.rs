//! Synced patterns: blocks kept once (`wp_block` items) and put into pages by reference, `<!-- wp:block {"ref":N} /-->`.
//!
//! Only a file of all content holds them. Nested ones are followed eight deep; a pattern inside itself is cut.

use std::collections::BTreeMap;

use serde::Deserialize;

const DEPTH_LIMIT: usize = 8;
/// A page grows to at most this many bytes: patterns in patterns multiply.
const SIZE_LIMIT: usize = 8 << 20;
/// At most this many patterns are put into one page.
const COUNT_LIMIT: usize = 10_000;
const OPENING: &str = "<!-- wp:block ";

/// Contents of published patterns by post id.
pub(super) type Patterns = BTreeMap<u64, String>;

/// Whether `content` refers to a pattern.
pub(super) fn refers(content: &str) -> bool {
    references(content).next().is_some()
}

/// `content` with every reference replaced by its pattern; one that is not in `patterns` stays, and is counted.
pub(super) fn resolved(content: &str, patterns: &Patterns) -> (String, usize) {
    let mut filling =
        Filling { patterns, within: Vec::new(), out: String::with_capacity(content.len()), put: 0, missing: 0 };
    filling.put(content);
    (filling.out, filling.missing)
}

struct Filling<'p> {
    patterns: &'p Patterns,
    /// The patterns we are inside of.
    within: Vec<u64>,
    out: String,
    put: usize,
    missing: usize,
}

impl Filling<'_> {
    fn put(&mut self, content: &str) {
        let mut copied = 0;
        for reference in references(content) {
            self.out.push_str(content.get(copied..reference.start).unwrap_or_default());
            copied = reference.end;
            let Some(pattern) = self.patterns.get(&reference.id) else {
                self.missing += 1;
                self.out.push_str(content.get(reference.start..reference.end).unwrap_or_default());
                continue;
            };
            let too_deep = self.within.contains(&reference.id) || self.within.len() >= DEPTH_LIMIT;
            let too_much = self.out.len() + pattern.len() > SIZE_LIMIT || self.put >= COUNT_LIMIT;
            if !too_deep && !too_much {
                self.put += 1;
                self.within.push(reference.id);
                self.put(pattern);
                self.within.pop();
            }
        }
        self.out.push_str(content.get(copied..).unwrap_or_default());
    }
}

struct Reference {
    id: u64,
    start: usize,
    end: usize,
}

fn references(content: &str) -> impl Iterator<Item = Reference> {
    #[derive(Deserialize)]
    struct Attributes {
        r#ref: u64,
    }
    content.match_indices(OPENING).filter_map(|(start, _)| {
        let body = start + OPENING.len();
        let length = content.get(body..)?.find("-->")?;
        let attributes = content.get(body..body + length)?.trim_end().trim_end_matches('/');
        let attributes: Attributes = serde_json::from_str(attributes).ok()?;
        Some(Reference { id: attributes.r#ref, start, end: body + length + 3 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reference(id: u64) -> String {
        format!("<!-- wp:block {{\"ref\":{id},\"align\":\"wide\"}} /-->")
    }

    #[test]
    fn patterns_are_put_in_also_inside_others() {
        let patterns = Patterns::from([(1, format!("one {}", reference(2))), (2, "two".to_owned())]);
        let (content, missing) = resolved(&format!("a {} b {} c", reference(1), reference(9)), &patterns);
        assert_eq!(content, format!("a one two b {} c", reference(9)));
        assert_eq!(missing, 1);
        assert!(refers(&reference(1)) && !refers("<!-- wp:block {\"no\":1} /--> <!-- wp:blockquote {\"ref\":1} -->"));
    }

    #[test]
    fn a_pattern_inside_itself_is_cut_and_growth_has_a_limit() {
        let cycle = Patterns::from([(1, format!("x{}", reference(2))), (2, format!("y{}", reference(1)))]);
        assert_eq!(resolved(&reference(1), &cycle).0, "xy");
        for text in ["", "some text"] {
            let bomb: Patterns = (1..20).map(|id| (id, format!("{text}{}", reference(id + 1).repeat(50)))).collect();
            assert!(resolved(&reference(1), &bomb).0.len() <= 2 * SIZE_LIMIT);
        }
    }
}
