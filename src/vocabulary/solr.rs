//! Solr's synonym format, read whole: lines of names, `=>`, comments, escapes, and blocks by relation.
//!
//! What a line means for the concepts is decided in `compile`; here a line is only well formed or not.

use std::fmt;

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
    pub(super) left: Vec<String>,
    pub(super) right: Vec<String>,
}

/// The lines of one source; what is wrong goes to `errors`.
pub(super) fn parse(source: &str, text: &str, errors: &mut Vec<LineError>) -> Vec<Line> {
    let mut relation = Relation::Unstated;
    let mut language = Language::English;
    let mut lines = Vec::new();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let number = at + 1;
        let outcome = match line.trim_start().strip_prefix('#') {
            Some(comment) => directive(comment, &mut relation, &mut language).map(|()| None),
            None => names(line, number, relation, language),
        };
        match outcome {
            Ok(Some(line)) => lines.push(line),
            Ok(None) => {}
            Err(problem) => errors.push(LineError { source: source.to_owned(), line: number, problem }),
        }
    }
    lines
}

/// `# relation: never` and `# language: es` begin a block; every other comment is for people.
fn directive(comment: &str, relation: &mut Relation, language: &mut Language) -> Result<(), String> {
    let Some((what, value)) = comment.split_once(':') else {
        return Ok(());
    };
    let value = value.trim().to_lowercase();
    match what.trim().to_lowercase().as_str() {
        "relation" => {
            *relation = match value.as_str() {
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
            known => *language = known,
        },
        _ => {}
    }
    Ok(())
}

fn names(line: &str, number: usize, relation: Relation, language: Language) -> Result<Option<Line>, String> {
    if line.trim().is_empty() {
        return Ok(None);
    }
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
    let relation = match (relation, arrow) {
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
    Ok(Some(Line { number, relation, language, left, right }))
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
            ("a, b # note", "1: `#` begins a comment"),
        ] {
            assert!(problem(text).starts_with(expected), "{text}: {}", problem(text));
        }
        assert!(problem(&"a".repeat(70_000)).contains("64 KB"));
    }
}
