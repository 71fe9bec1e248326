//! What was chosen, as a Solr file: the term's id above each line, and what was left out with its reason.
//!
//! The file is compiled with what it will be used with; a line that would be faulty becomes a comment.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::choose::{Choice, Chosen};
use super::{Imported, Ontology, Scope};
use crate::vocabulary::{Source, SourceKind, Vocabulary};

/// Rounds of taking faulty lines out: a line may be faulty only because of another.
const ROUNDS: usize = 20;

/// One line of the file to be.
struct Row {
    text: String,
    /// Names in it; 0 in a comment.
    names: usize,
}

impl Row {
    fn comment(text: &str) -> Row {
        let one_line = text.split(['\n', '\r']).collect::<Vec<_>>().join(" ");
        Row { text: format!("# {one_line}"), names: 0 }
    }

    fn blank() -> Row {
        Row { text: String::new(), names: 0 }
    }
}

pub(super) fn write(ontologies: &[Ontology], scope: Scope, choice: Choice, builtin: &[Source]) -> Imported {
    let Choice { terms: chosen, known } = choice;
    let left_out = chosen.iter().flatten().map(|term| term.left_out.len()).sum();
    let mut rows = Vec::new();
    for (ontology, terms) in ontologies.iter().zip(chosen) {
        head(ontology, scope, &mut rows);
        blocks(ontology, &terms, &mut rows);
        rows.push(Row::blank());
    }
    rows.pop();
    comment_faulty_lines_out(&mut rows, builtin);
    let mut text = String::new();
    for row in &rows {
        let _ = writeln!(text, "{}", row.text);
    }
    let lines = rows.iter().filter(|row| row.names > 0).count();
    Imported { text, lines, names: rows.iter().map(|row| row.names).sum(), left_out, known }
}

fn head(ontology: &Ontology, scope: Scope, rows: &mut Vec<Row>) {
    let title = if ontology.title.is_empty() { "" } else { " · " };
    let which = match scope {
        Scope::Found => "Names that stand in the pages of the index",
        Scope::Touching => "All names of terms of which one stands in the pages of the index",
        Scope::All => "All names",
    };
    rows.push(Row::comment(&format!("From {}{title}{}", ontology.file, ontology.title)));
    rows.push(Row::comment(&format!(
        "{which}; {} terms read, {} obsolete or nameless and {} synonyms that are only related left out.",
        ontology.terms.len(),
        ontology.obsolete,
        ontology.related
    )));
    let approve =
        "Nobody has approved these lines yet; above those that somebody has, write `# approved: Dr X 2026-11-20`.";
    rows.push(Row::comment(approve));
}

/// The lines by relation, each below a comment with its term.
fn blocks(ontology: &Ontology, terms: &[Chosen], rows: &mut Vec<Row>) {
    let block = |relation: &str, rows: &mut Vec<Row>, lines: Vec<(&Chosen, Vec<(String, usize)>)>| {
        if lines.iter().all(|(_, lines)| lines.is_empty()) {
            return;
        }
        rows.push(Row::blank());
        rows.push(Row::comment(&format!("relation: {relation}")));
        for (term, lines) in lines.into_iter().filter(|(_, lines)| !lines.is_empty()) {
            rows.push(Row::comment(&format!("{} {}", term.id, term.label)));
            rows.extend(lines.into_iter().map(|(text, names)| Row { text, names }));
        }
    };
    let line = |names: &[String]| (listed(names), names.len());
    let same = |term: &Chosen| if term.same.len() > 1 { vec![line(&term.same)] } else { Vec::new() };
    block("same", rows, terms.iter().map(|term| (term, same(term))).collect());
    let arrow = |left: &str, right: &[String]| (format!("{} => {}", escaped(left), listed(right)), right.len() + 1);
    let superseded = |term: &Chosen| -> Vec<(String, usize)> {
        let label = term.same.first().map(String::as_str);
        term.superseded.iter().filter_map(|old| Some(arrow(old, &[label?.to_owned()]))).collect()
    };
    block("superseded", rows, terms.iter().map(|term| (term, superseded(term))).collect());
    let narrower = |term: &Chosen| -> Vec<(String, usize)> {
        let Some(name) = term.same.first() else { return Vec::new() };
        let mut lines: Vec<_> = term.broad.iter().map(|wide| arrow(wide, std::slice::from_ref(name))).collect();
        if !term.narrow.is_empty() {
            lines.push(arrow(name, &term.narrow));
        }
        lines
    };
    block("narrower", rows, terms.iter().map(|term| (term, narrower(term))).collect());
    if !ontology.never.is_empty() {
        rows.push(Row::blank());
        rows.push(Row::comment("relation: never"));
        rows.extend(ontology.never.iter().map(|names| Row { text: listed(names), names: names.len() }));
    }
    let left: Vec<_> = terms.iter().flat_map(|term| term.left_out.iter().map(move |left| (term, left))).collect();
    if !left.is_empty() {
        rows.push(Row::blank());
        rows.push(Row::comment("Left out, for a person to look at"));
    }
    for (term, (name, why)) in left {
        rows.push(Row::comment(&format!("{} {} | {name} | {why}", term.id, term.label)));
    }
}

/// Takes lines out that would not compile, and says why in their place.
fn comment_faulty_lines_out(rows: &mut [Row], builtin: &[Source]) {
    for _ in 0..ROUNDS {
        let text = rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>().join("\n");
        let name = "imported".to_owned();
        let ours = Source { name: name.clone(), text, kind: SourceKind::File };
        let sources: Vec<Source> = builtin.iter().cloned().chain([ours]).collect();
        let Err(errors) = Vocabulary::compile(&sources) else { return };
        let faulty: BTreeMap<usize, String> = errors
            .0
            .into_iter()
            .filter(|error| error.source == name)
            .map(|error| (error.line, error.problem))
            .collect();
        if faulty.is_empty() {
            return;
        }
        for (line, problem) in faulty {
            if let Some(row) = line.checked_sub(1).and_then(|at| rows.get_mut(at)) {
                *row = Row::comment(&format!("Left out | {} | {problem}", row.text));
            }
        }
    }
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| escaped(name)).collect::<Vec<_>>().join(", ")
}

/// A name as a line of Solr's format has it.
pub(super) fn escaped(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut previous = ' ';
    for (at, c) in name.char_indices() {
        let arrow = c == '=' && name.get(at + 1..).is_some_and(|rest| rest.starts_with('>'));
        if matches!(c, ',' | '\\') || arrow || (c == '#' && previous.is_whitespace()) {
            text.push('\\');
        }
        text.push(if c.is_control() { ' ' } else { c });
        previous = c;
    }
    text
}
