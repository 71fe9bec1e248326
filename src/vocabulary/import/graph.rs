//! JSON files to terms: OBO graphs, and flat lists of terms as some packages carry them.
//!
//! An OBO graph is read as its published schema says; the crate that has it as types needs a YAML parser that is no
//! longer kept up, for files that are JSON.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::{Ontology, Term};

#[derive(Deserialize)]
struct Document {
    graphs: Vec<Graph>,
}

#[derive(Deserialize)]
struct Graph {
    #[serde(default)]
    id: String,
    #[serde(default)]
    nodes: Vec<Node>,
    meta: Option<Meta>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    id: String,
    lbl: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    meta: Option<Meta>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Meta {
    synonyms: Vec<Synonym>,
    deprecated: bool,
    version: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Synonym {
    pred: String,
    val: String,
    #[serde(default, rename = "synonymType")]
    kind: String,
}

/// Reads an OBO graph document.
pub(super) fn read_graphs(text: &str) -> Result<Ontology> {
    // The error of serde_json names line and column.
    let document: Document = serde_json::from_str(text).context("it is no OBO-graph JSON")?;
    let mut ontology = Ontology::default();
    let mut titles = Vec::new();
    for graph in document.graphs {
        titles.push(graph.id);
        titles.extend(graph.meta.and_then(|meta| meta.version));
        for node in graph.nodes {
            node.take(&mut ontology);
        }
    }
    titles.retain(|title| !title.is_empty());
    ontology.title = titles.join(" ");
    Ok(ontology)
}

impl Node {
    fn take(self, ontology: &mut Ontology) {
        // Properties are no terms.
        if self.kind.as_deref().is_some_and(|kind| kind != "CLASS") {
            return;
        }
        let meta = self.meta.unwrap_or_default();
        let Some(label) = self.lbl.filter(|label| !label.trim().is_empty() && !meta.deprecated) else {
            ontology.obsolete += 1;
            return;
        };
        let mut term = Term { id: short_id(&self.id), label: label.trim().to_owned(), ..Term::default() };
        for synonym in meta.synonyms {
            let names = match synonym.pred.as_str() {
                _ if is_given_up(&synonym.kind) => None,
                "hasExactSynonym" => Some(&mut term.exact),
                "hasNarrowSynonym" => Some(&mut term.narrow),
                "hasBroadSynonym" => Some(&mut term.broad),
                _ => None,
            };
            match names {
                Some(names) => names.push(synonym.val.trim().to_owned()),
                None => ontology.related += 1,
            }
        }
        ontology.terms.push(term);
    }
}

/// `http://purl.obolibrary.org/obo/HP_0002015` is `HP:0002015`.
fn short_id(id: &str) -> String {
    let last = id.rsplit(['/', '#']).next().unwrap_or(id);
    last.replacen('_', ":", 1)
}

/// Whether the kind of a synonym says that it is one of old or given up.
pub(super) fn is_given_up(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    ["obsolete", "deprecated", "dubious", "excluded"].iter().any(|word| kind.contains(word))
}

#[derive(Deserialize)]
struct Listed {
    id: String,
    name: Option<String>,
    #[serde(default)]
    namespace: String,
    #[serde(default)]
    synonyms: Vec<String>,
}

/// Reads a flat list of terms. Its synonyms have no scope: some are only related, and so none is taken unless `unscoped`.
pub(super) fn read_list(text: &str, unscoped: bool) -> Result<Ontology> {
    let listed: Vec<Listed> = serde_json::from_str(text).context("it is no list of terms")?;
    let mut ontology = Ontology { unscoped: true, ..Ontology::default() };
    for it in listed {
        let Some(label) = it.name.filter(|name| !name.trim().is_empty() && !name.starts_with("obsolete ")) else {
            ontology.obsolete += 1;
            continue;
        };
        ontology.title.clone_from(&it.namespace);
        let id = if it.id.contains(':') { it.id } else { format!("{}:{}", it.namespace.to_uppercase(), it.id) };
        ontology.related += if unscoped { 0 } else { it.synonyms.len() };
        let exact: Vec<String> = if unscoped { it.synonyms } else { Vec::new() };
        ontology.terms.push(Term { id, label: label.trim().to_owned(), exact, ..Term::default() });
    }
    Ok(ontology)
}
