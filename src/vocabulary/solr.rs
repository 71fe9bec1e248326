//! Solr's synonym format, read whole: lines of names, `=>`, comments, escapes, and blocks by relation.
//!
//! What a line means for the concepts is decided in `compile`; here a line is only well formed or not.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::analysis::Language;

/// The longest line taken, in bytes.
const LONGEST_LINE: usize = 64 * 1024;

/// A line that cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// The source's name: a file, or a built-in list.
    pub source: String,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong, with the remedy last.
    pub problem: String,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` line {}: {}", self.source, self.line, self.problem)
    }
}

/// Every bad line of all sources, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VocabularyErrors(pub Vec<LineError>);

impl fmt::Display for VocabularyErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, error) in self.0.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for VocabularyErrors {}

/// Who answers for a line, and since when.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Approval {
    /// The day it was approved.
    pub on: Date,
    /// The name, as written.
    pub by: String,
}

/// What the lines of a block say of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// No block comment yet: commas are `Same`, `=>` is `Narrower`.
    Unstated,
    Same,
    Narrower,
    Superseded,
    Never,
    Acronym,
}

/// One well-formed line; `right` is what stands after `=>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) number: usize,
    pub(super) relation: Relation,
    pub(super) language: Language,
    pub(super) approval: Option<Approval>,
    pub(super) left: Vec<String>,
    pub(super) right: Vec<String>,
}

/// What the comments so far say of the lines below them.
struct Block {
    relation: Relation,
    language: Language,
    approval: Option<Approval>,
}

/// The lines of one source; what is wrong goes to `errors`.
pub(super) fn parse(source: &str, text: &str, errors: &mut Vec<LineError>) -> Vec<Line> {
    let mut block = Block { relation: Relation::Unstated, language: Language::English, approval: None };
    let mut lines = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let number = at + 1;
        if line.trim().is_empty() {
            block.approval = None;
            continue;
        }
        let outcome = match line.trim_start().strip_prefix('#') {
            Some(comment) => directive(comment, &mut block).map(|()| None),
            None => names(line, number, &block),
        };
        match outcome {
            Ok(parsed) => lines.extend(parsed),
            Err(problem) => errors.push(LineError { source: source.to_owned(), line: number, problem }),
        }
    }
    lines
}

/// The text with nothing but what is approved and what is kept apart; other lines become empty comments, so that line
/// numbers stay. Faulty lines stay too, to be reported.
pub(super) fn only_approved(text: &str) -> String {
    let parsed = parse("", text, &mut Vec::new());
    let unapproved: std::collections::HashSet<usize> = parsed
        .iter()
        .filter(|line| line.approval.is_none() && line.relation != Relation::Never)
        .map(|line| line.number)
        .collect();
    let kept =
        |(at, line): (usize, &str)| if unapproved.contains(&(at + 1)) { "#".to_owned() } else { line.to_owned() };
    text.lines().enumerate().map(kept).collect::<Vec<_>>().join("\n")
}

/// Reads `# relation: …`, `# language: …` and `# approved: …`; any other comment is for people.
fn directive(comment: &str, block: &mut Block) -> Result<(), String> {
    let Some((what, stated)) = comment.split_once(':') else {
        return Ok(());
    };
    let value = stated.trim().to_lowercase();
    match what.trim().to_lowercase().as_str() {
        "relation" => {
            block.relation = match value.as_str() {
                "same" => Relation::Same,
                "narrower" => Relation::Narrower,
                "superseded" => Relation::Superseded,
                "never" => Relation::Never,
                "acronym" => Relation::Acronym,
                _ => {
                    return Err(format!(
                        "unknown relation `{value}`; use same, narrower, superseded, never or acronym"
                    ));
                }
            };
        }
        "language" => match Language::from_tag(&value) {
            Language::Other => {
                return Err(format!("unknown language `{value}`; use a tag such as `en` or `es`"));
            }
            known => block.language = known,
        },
        "approved" => {
            // What a faulty approval would cover is not approved.
            block.approval = None;
            block.approval = Some(approval(stated.trim())?);
        }
        _ => {}
    }
    Ok(())
}

fn approval(stated: &str) -> Result<Approval, String> {
    let (by, date) = stated.rsplit_once(char::is_whitespace).unwrap_or(("", stated));
    let (by, wrong) = (by.trim(), "write who and when, as `# approved: Dr X 2026-11-20`");
    match date.parse::<Date>() {
        Ok(on) if date.len() == 10 && !by.is_empty() => Ok(Approval { on, by: by.to_owned() }),
        Ok(_) if date.len() == 10 => Err(format!("nobody is named who approved; {wrong}")),
        _ => Err(format!("`{date}` is no date; {wrong}")),
    }
}

fn names(line: &str, number: usize, block: &Block) -> Result<Option<Line>, String> {
    if line.len() > LONGEST_LINE {
        return Err("the line is longer than 64 KB; split it".to_owned());
    }
    let mut sides = sides(line)?.into_iter();
    let left = sides.next().unwrap_or_default();
    let right = sides.next();
    if sides.next().is_some() {
        return Err("`=>` stands twice; write two lines".to_owned());
    }
    let arrow = right.is_some();
    let relation = match (block.relation, arrow) {
        (Relation::Unstated, false) => Relation::Same,
        (Relation::Unstated, true) => Relation::Narrower,
        (Relation::Same | Relation::Never, true) => {
            return Err("`=>` does not belong here; begin a block with `# relation: narrower`".to_owned());
        }
        (Relation::Narrower | Relation::Superseded | Relation::Acronym, false) => {
            return Err("`=>` is missing; names that mean the same go under `# relation: same`".to_owned());
        }
        (stated, _) => stated,
    };
    let right = right.unwrap_or_default();
    if left.iter().chain(&right).any(String::is_empty) || left.is_empty() || (arrow && right.is_empty()) {
        return Err("a name is empty; remove the extra `,` or `=>`".to_owned());
    }
    if relation == Relation::Never && left.len() < 2 {
        return Err("a single name cannot be kept apart; name at least two".to_owned());
    }
    let mut seen = std::collections::HashSet::new();
    for name in left.iter().chain(&right) {
        // `IT` and `it` are two things.
        let acronym = crate::analysis::acronym_shaped(name);
        if !seen.insert(if acronym { name.clone() } else { name.to_lowercase() }) {
            return Err(format!("`{name}` stands twice in the line; remove one"));
        }
    }
    let (language, approval) = (block.language, block.approval.clone());
    Ok(Some(Line { number, relation, language, approval, left, right }))
}

/// The names on each side of `=>`, without escapes and with single spaces.
fn sides(line: &str) -> Result<Vec<Vec<String>>, String> {
    let mut sides = vec![Vec::new()];
    let mut name = String::new();
    let end_name = |name: &mut String, sides: &mut Vec<Vec<String>>| {
        let clean = name.split_whitespace().collect::<Vec<_>>().join(" ");
        name.clear();
        if let Some(side) = sides.last_mut() {
            side.push(clean);
        }
    };
    let mut rest = line.chars().peekable();
    let mut previous = ' ';
    while let Some(c) = rest.next() {
        match c {
            '\\' => match rest.next() {
                Some(escaped) => name.push(escaped),
                None => {
                    return Err("`\\` stands at the end with nothing to escape; write `\\\\`".to_owned());
                }
            },
            ',' => end_name(&mut name, &mut sides),
            '=' if rest.peek() == Some(&'>') => {
                rest.next();
                end_name(&mut name, &mut sides);
                sides.push(Vec::new());
            }
            '#' if previous.is_whitespace() => {
                return Err("`#` begins a comment only at the start of a line; write `\\#`".to_owned());
            }
            other => name.push(other),
        }
        previous = c;
    }
    end_name(&mut name, &mut sides);
    Ok(sides)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        let mut errors = Vec::new();
        parse("f", text, &mut errors);
        errors.first().map(|error| format!("{}: {}", error.line, error.problem)).unwrap_or_default()
    }

    #[test]
    fn lines_commas_arrows_escapes_and_blocks_are_read() {
        let text = "\u{feff}# plain\na, b  c\r\nw => n1, n2\n\n# relation: never\nx\\, y, z\\=>1, \\#2\n";
        let mut errors = Vec::new();
        let lines = parse("f", text, &mut errors);
        assert_eq!(errors, []);
        assert_eq!(lines[0].left, ["a", "b c"]);
        assert_eq!((lines[1].relation, lines[1].number), (Relation::Narrower, 3));
        assert_eq!(lines[1].right, ["n1", "n2"]);
        assert_eq!(lines[2].left, ["x, y", "z=>1", "#2"]);
        assert_eq!(lines[2].relation, Relation::Never);
    }

    #[test]
    fn an_approval_covers_the_lines_below_it_until_a_blank_line_or_the_next() {
        let text = "a, b\n# approved: Dr Wren Fenn 2026-11-20\nc, d\n# relation: narrower\ne => f\n# approved: G 2026-11-21\n\
                    h => i\n \nj => k\n";
        let mut errors = Vec::new();
        let lines = parse("f", text, &mut errors);
        let by: Vec<_> =
            lines.iter().map(|line| line.approval.as_ref().map(|it| (it.by.as_str(), it.on.day()))).collect();
        let wren = Some(("Dr Wren Fenn", 20));
        assert_eq!((by, &errors[..]), (vec![None, wren, wren, Some(("G", 21)), None], &[][..]));
        let kept: Vec<_> = parse("f", &only_approved(text), &mut errors).iter().map(|line| line.number).collect();
        assert_eq!(kept, [3, 5, 7]);
    }

    #[test]
    fn a_bad_line_is_named_with_its_number_and_remedy() {
        for (text, expected) in [
            ("a\nb, , c", "2: a name is empty"),
            ("a, b,", "1: a name is empty"),
            ("=> b", "1: a name is empty"),
            ("a =>", "1: a name is empty"),
            ("a => b => c", "1: `=>` stands twice"),
            ("a, B, b", "1: `b` stands twice"),
            ("a => a", "1: `a` stands twice"),
            ("a, b\\", "1: `\\` stands at the end"),
            ("# relation: alike", "1: unknown relation `alike`"),
            ("# relation: never\na => b", "2: `=>` does not belong here"),
            ("# relation: narrower\na, b", "2: `=>` is missing"),
            ("# relation: never\na", "2: a single name"),
            ("# approved: Dr X 2026-13-01", "1: `2026-13-01` is no date"),
            ("# approved: Dr X", "1: `X` is no date"),
            ("# approved: 2026-11-20", "1: nobody is named"),
            ("# approved: Dr X 20261120", "1: `20261120` is no date"),
            ("a, b # note", "1: `#` begins a comment"),
        ] {
            assert!(problem(text).starts_with(expected), "{text}: {}", problem(text));
        }
        assert!(problem(&"a".repeat(70_000)).contains("64 KB"));
    }
}
