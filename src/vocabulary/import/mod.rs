//! Published vocabularies to a vocabulary file of the site's own.
//!
//! 1. A file is [read](read_ontology) as terms: OBO, OBO-graph JSON, a flat JSON list of terms, or Solr.
//! 2. It is [chosen](choose) which of their names are taken; names that another concept has, or that are kept apart, are
//!    left out and said so.
//! 3. What is left is [written](mod@write) as a Solr file for a person to approve.
//!
//! Which names stand in a site's pages is asked of the caller.

mod choose;
mod graph;
mod obo;
mod write;

use anyhow::{Context, Result, bail};

use super::compile::compile_names;
use super::solr::{Relation, parse};
use super::{NameId, Source, Vocabulary};

/// What a file of terms holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ontology {
    /// The file, for messages.
    pub file: String,
    /// Its title and version, as it states them.
    pub title: String,
    terms: Vec<Term>,
    /// Lines of names kept apart.
    never: Vec<Vec<String>>,
    /// Terms left out because they are obsolete or have no name.
    obsolete: usize,
    /// Synonyms left out because they are only related, or nothing says how they relate.
    related: usize,
    /// Nothing says how its synonyms relate to their terms.
    unscoped: bool,
}

/// One term of an ontology.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Term {
    id: String,
    label: String,
    /// Names that mean the same.
    exact: Vec<String>,
    /// Names of examples of it.
    narrow: Vec<String>,
    /// Names of what it is an example of.
    broad: Vec<String>,
    /// Names of old.
    superseded: Vec<String>,
}

impl Term {
    fn names(&self) -> impl Iterator<Item = &String> {
        let others = [&self.exact, &self.narrow, &self.broad, &self.superseded];
        std::iter::once(&self.label).chain(others.into_iter().flatten())
    }
}

/// Which terms and names are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Names that stand in the pages.
    Found,
    /// All names of terms of which one name stands in the pages.
    Touching,
    /// All.
    All,
}

/// The names of ontologies, compiled to look for them in texts.
#[derive(Debug)]
pub struct Names {
    /// Each name as a concept of its own.
    pub vocabulary: Vocabulary,
    texts: Vec<String>,
    ids: Vec<Result<NameId, String>>,
}

/// A vocabulary file made of ontologies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The file, in Solr's format.
    pub text: String,
    /// Lines of names in it.
    pub lines: usize,
    /// Names in them.
    pub names: usize,
    /// Names left out because they are kept apart from, or belong to, another concept.
    pub left_out: usize,
    /// Terms left out because the built-in lists say all of it already.
    pub known: usize,
}

/// Reads a file of terms, whatever its form.
///
/// Where nothing says how a synonym relates to its term, it is taken as a name only if `unscoped`.
///
/// # Errors
/// If it is no file of terms, or is faulty: with its line.
pub fn read_ontology(file: &str, bytes: &[u8], unscoped: bool) -> Result<Ontology> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| {
            let read = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = memchr::memchr_iter(b'\n', read).count();
            anyhow::anyhow!("line {} is no UTF-8; give it an OBO, OBO-graph JSON or Solr file", line + 1)
        })
        .with_context(|| format!("could not read `{file}`"))?;
    let text = text.trim_start_matches('\u{feff}');
    let start = text.trim_start();
    let list = start.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with(['{', ']']));
    let mut ontology = if start.starts_with('{') {
        graph::read_graphs(text)
    } else if list {
        graph::read_list(text, unscoped)
    } else if start.starts_with("format-version:") || start.starts_with("[Term]") || text.contains("\n[Term]") {
        obo::read(text)
    } else {
        read_solr(file, text)
    }
    .with_context(|| format!("could not read `{file}`"))?;
    if ontology.terms.is_empty() && ontology.never.is_empty() {
        bail!("`{file}` holds no term with a name; give it an OBO, OBO-graph JSON or Solr file");
    }
    file.clone_into(&mut ontology.file);
    Ok(ontology)
}

/// A Solr file's lines as terms that are called by their line.
fn read_solr(file: &str, text: &str) -> Result<Ontology> {
    let mut errors = Vec::new();
    let lines = parse(file, text, &mut errors);
    if !errors.is_empty() {
        bail!(super::VocabularyErrors(errors));
    }
    let mut ontology = Ontology::default();
    for line in lines {
        let id = format!("line {}", line.number);
        let (mut left, right) = (line.left.into_iter(), line.right);
        let Some(first) = left.next() else { continue };
        let rest: Vec<String> = left.collect();
        match line.relation {
            Relation::Never => ontology.never.push(std::iter::once(first).chain(rest).collect()),
            Relation::Same | Relation::Unstated => {
                ontology.terms.push(Term { id, label: first, exact: rest, ..Term::default() });
            }
            Relation::Narrower => {
                ontology.terms.push(Term { id, label: first, exact: rest, narrow: right, ..Term::default() });
            }
            Relation::Superseded => {
                let mut names = right.into_iter();
                let Some(label) = names.next() else { continue };
                let superseded = std::iter::once(first).chain(rest).collect();
                ontology.terms.push(Term { id, label, exact: names.collect(), superseded, ..Term::default() });
            }
            Relation::Acronym => {
                for label in right {
                    let exact = std::iter::once(first.clone()).chain(rest.iter().cloned()).collect();
                    ontology.terms.push(Term { id: id.clone(), label, exact, ..Term::default() });
                }
            }
        }
    }
    Ok(ontology)
}

impl Ontology {
    /// Whether nothing says how its synonyms relate to their terms.
    #[must_use]
    pub fn is_unscoped(&self) -> bool {
        self.unscoped
    }

    /// Its names, to look for in texts.
    #[must_use]
    pub fn names(ontologies: &[Ontology]) -> Names {
        let terms = ontologies.iter().flat_map(|ontology| &ontology.terms);
        let texts: Vec<String> = terms.flat_map(Term::names).cloned().collect();
        let (vocabulary, ids) = compile_names(texts.iter().map(String::as_str));
        Names { vocabulary, texts, ids }
    }
}

/// Makes a vocabulary file of ontologies. `stands` says whether a name of [`Names::vocabulary`] stands in the pages;
/// `builtin` is what the file will be used with.
#[must_use]
pub fn import(
    ontologies: &[Ontology],
    names: &Names,
    scope: Scope,
    stands: &dyn Fn(NameId) -> bool,
    builtin: &[Source],
) -> Imported {
    let chosen = choose::choose(ontologies, names, scope, stands, builtin);
    write::write(ontologies, scope, chosen, builtin)
}
