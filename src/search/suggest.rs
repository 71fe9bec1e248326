//! Suggestions for the box: titles, headings and names that have the words typed so far, the last as a beginning.
//!
//! What is suggested finds something: names only of concepts that stand on the site's pages.

use std::collections::HashSet;
use std::sync::OnceLock;

use anyhow::Result;
use serde::Serialize;

use super::options::SearchOptions;
use super::searcher::Searcher;
use crate::analysis::{AnalyzerPool, Language};
use crate::engine::{Alternative, Clause, Engine, Request};
use crate::index::StoredPassage;
use crate::query::concept_token;
use crate::vocabulary::{ConceptId, Vocabulary};

/// Passages whose headings are looked at.
const LOOKED_AT: usize = 40;

/// Where a suggestion comes from; in the order in which equals are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SuggestionKind {
    /// The title of a page.
    Title,
    /// A name of a concept.
    Name,
    /// A heading.
    Heading,
}

/// A question that finds something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// What to ask.
    pub text: String,
    /// Where it comes from.
    pub kind: SuggestionKind,
}

/// How words typed stand in a text, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The text begins with them.
    Begins,
    /// They stand in it one after the other.
    Together,
    /// They stand in it somewhere.
    Scattered,
}

/// A text that may be suggested.
pub(super) struct Suggestible {
    text: String,
    /// Its folded words, with a space before each and one at the end.
    folded: String,
    kind: SuggestionKind,
    concepts: Vec<ConceptId>,
}

impl Suggestible {
    fn new(text: &str, kind: SuggestionKind, concepts: &[ConceptId], analyzers: &AnalyzerPool) -> Suggestible {
        Suggestible { text: text.to_owned(), folded: folded(text, analyzers) + " ", kind, concepts: concepts.to_vec() }
    }
}

/// The titles and names of a snapshot, made when they are first asked for.
pub(super) type Suggestibles = OnceLock<Vec<Suggestible>>;

impl Searcher<'_> {
    /// At most `most` suggestions for what is typed so far; none for nothing typed.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn suggest(&self, typed: &str, most: usize, options: &SearchOptions) -> Result<Vec<Suggestion>> {
        let words = folded(typed, &self.analyzers);
        if words.is_empty() {
            return Ok(Vec::new());
        }
        let headings = self.headings(typed, options)?;
        let known = self.suggestibles.get_or_init(|| self.titles_and_names());
        let mut found: Vec<(Fit, &Suggestible)> = Vec::new();
        found.extend(known.iter().chain(&headings).filter_map(|it| Some((fit(&words, &it.folded)?, it))));
        found.sort_by_key(|(fit, it)| (*fit, it.kind, it.folded.len(), it.text.as_str()));
        let mut seen = HashSet::new();
        // Of the names of one concept the best is enough.
        let mut named: HashSet<&[ConceptId]> = HashSet::new();
        let mut suggestions = Vec::new();
        for (_, it) in found {
            if suggestions.len() == most {
                break;
            }
            let told = seen.contains(it.folded.as_str()) || named.contains(it.concepts.as_slice());
            if !told && self.stands_somewhere(&it.concepts)? {
                named.extend((!it.concepts.is_empty()).then_some(it.concepts.as_slice()));
                seen.insert(it.folded.as_str());
                suggestions.push(Suggestion { text: it.text.clone(), kind: it.kind });
            }
        }
        Ok(suggestions)
    }

    fn titles_and_names(&self) -> Vec<Suggestible> {
        let vocabulary: &Vocabulary = &self.snapshot.vocabulary;
        let titles = self.snapshot.table.pages().iter().map(|page| &page.facts.title);
        let titles = titles.map(|title| Suggestible::new(title, SuggestionKind::Title, &[], &self.analyzers));
        let names = vocabulary.names().map(|name| vocabulary.name(name)).filter(|name| !name.superseded);
        let names = names.map(|it| Suggestible::new(it.text, SuggestionKind::Name, it.concepts, &self.analyzers));
        titles.chain(names).collect()
    }

    /// Headings of the best passages for what is typed.
    fn headings(&self, typed: &str, options: &SearchOptions) -> Result<Vec<Suggestible>> {
        let options = SearchOptions { prefix: true, ..options.clone() };
        let ranking = self.rank(typed, &options)?;
        let mut headings = Vec::new();
        for candidate in ranking.candidates.iter().take(LOOKED_AT) {
            let stored = self.snapshot.engine.stored(candidate)?;
            let stored: StoredPassage = postcard::from_bytes(&stored)?;
            let heading = stored.section.last();
            headings.extend(
                heading.map(|heading| Suggestible::new(heading, SuggestionKind::Heading, &[], &self.analyzers)),
            );
        }
        Ok(headings)
    }

    /// Whether any of the concepts stands on a page; true of what is no concept.
    fn stands_somewhere(&self, concepts: &[ConceptId]) -> Result<bool> {
        if concepts.is_empty() {
            return Ok(true);
        }
        let alternatives = concepts.iter().map(|&concept| Alternative::of(concept_token(concept), 1.0)).collect();
        let clause = Clause::new(alternatives, 1.0);
        let clauses = [&clause];
        let request = Request::for_one(&clauses, self.snapshot.table.order());
        Ok(!self.snapshot.engine.retrieve(&request)?.candidates.is_empty())
    }
}

/// The folded words of a text, with a space before each.
fn folded(text: &str, analyzers: &AnalyzerPool) -> String {
    let tokens = analyzers.tokens(Language::English, text);
    tokens.iter().flat_map(|token| [" ", token.folded]).collect()
}

/// How the words stand in a text; `None` if not all do. The last may be a beginning.
fn fit(words: &str, text: &str) -> Option<Fit> {
    if let Some(at) = text.find(words) {
        return Some(if at == 0 { Fit::Begins } else { Fit::Together });
    }
    let (whole, last) = words.rsplit_once(' ')?;
    let has = |word: &str| text.contains(&format!(" {word} "));
    (whole.split_whitespace().all(has) && text.contains(&format!(" {last}"))).then_some(Fit::Scattered)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_fit_together_or_apart_and_the_last_may_be_a_beginning() {
        let text = " trouble with swallowing ";
        assert_eq!(fit(" tro", text), Some(Fit::Begins));
        assert_eq!(fit(" with swal", text), Some(Fit::Together));
        assert_eq!(fit(" swallowing tro", text), Some(Fit::Scattered));
        assert_eq!(fit(" swal tro", text), None);
        assert_eq!(fit(" wallow", text), None);
    }
}
