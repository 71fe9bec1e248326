//! OBO files to terms, by `fastobo`.

use std::io::Cursor;
use std::panic::catch_unwind;

use anyhow::{Result, anyhow, bail};
use fastobo::ast::{Frame, HeaderClause, Synonym, SynonymScope, TermClause, TermFrame};
use fastobo::error::{Error, SyntaxError};
use fastobo::parser::{Parser, SequentialParser};

use super::{Ontology, Term};

/// Reads an OBO file; its first faulty line is an error.
pub(super) fn read(text: &str) -> Result<Ontology> {
    // The parser takes its own grammar's word for what cannot be; a file must not end the program.
    match catch_unwind(|| parse(text)) {
        Ok(read) => read,
        Err(_) => bail!("it could not be read as OBO; check it with another OBO tool"),
    }
}

fn parse(text: &str) -> Result<Ontology> {
    let mut ontology = Ontology::default();
    let (mut title, mut version) = (String::new(), String::new());
    for frame in SequentialParser::new(Cursor::new(text)) {
        match frame.map_err(|error| faulty(&error))? {
            Frame::Header(header) => {
                for clause in header.iter() {
                    match clause {
                        HeaderClause::Ontology(name) => name.as_str().clone_into(&mut title),
                        HeaderClause::DataVersion(stated) => stated.as_str().clone_into(&mut version),
                        _ => {}
                    }
                }
            }
            Frame::Term(frame) => take(&frame, &mut ontology),
            Frame::Typedef(_) | Frame::Instance(_) => {}
        }
    }
    ontology.title = [title, version].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Ok(ontology)
}

fn take(frame: &TermFrame, ontology: &mut Ontology) {
    let mut term = Term { id: frame.id().to_string().trim().to_owned(), ..Term::default() };
    let mut related = 0;
    for line in frame.clauses() {
        match line.as_inner() {
            TermClause::Name(name) => name.as_str().trim().clone_into(&mut term.label),
            TermClause::IsObsolete(true) => {
                ontology.obsolete += 1;
                return;
            }
            TermClause::Synonym(synonym) => match names_of(synonym, &mut term) {
                Some(names) => names.push(synonym.description().as_str().trim().to_owned()),
                None => related += 1,
            },
            _ => {}
        }
    }
    ontology.related += related;
    if term.label.is_empty() {
        ontology.obsolete += 1;
    } else {
        ontology.terms.push(term);
    }
}

/// Where a synonym belongs; nowhere if it is only related, or given up.
fn names_of<'t>(synonym: &Synonym, term: &'t mut Term) -> Option<&'t mut Vec<String>> {
    let kind = synonym.ty().map(ToString::to_string).unwrap_or_default();
    if super::graph::is_given_up(&kind) {
        return None;
    }
    match synonym.scope() {
        SynonymScope::Exact => Some(&mut term.exact),
        SynonymScope::Narrow => Some(&mut term.narrow),
        SynonymScope::Broad => Some(&mut term.broad),
        SynonymScope::Related => None,
    }
}

fn faulty(error: &Error) -> anyhow::Error {
    use fastobo::syntax::pest::error::LineColLocation;
    match error {
        Error::SyntaxError { error: SyntaxError::ParserError { error } } => {
            let (LineColLocation::Pos((line, column)) | LineColLocation::Span((line, column), _)) = error.line_col;
            anyhow!("line {line}, column {column} is no OBO: {}", error.variant.message())
        }
        other => anyhow!("it is no OBO: {other}"),
    }
}
