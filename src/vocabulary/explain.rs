//! What the vocabulary finds in a text, told to a person: names, their concepts, and what is kept apart from them.

use serde::Serialize;

use super::never::Words;
use super::{Approval, ConceptId, Mention, Place, SourceKind, Vocabulary};
use crate::analysis::{Analyzer, Case, Language, Tokens};

/// A name found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExplainedName {
    /// As the text writes it.
    pub text: String,
    /// The name it is, as the vocabulary writes it.
    pub name: String,
    /// Whether it stands inside a longer name.
    pub nested: bool,
    /// Whether it is an acronym.
    pub acronym: bool,
    /// Whether it is sure that the acronym was meant, and not a word in small letters.
    pub sure: bool,
    /// What it means; several only for an acronym.
    pub meanings: Vec<Meaning>,
    /// Names that are never taken for it.
    pub never: Vec<String>,
}

/// A concept, written out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meaning {
    /// Its preferred name.
    pub concept: String,
    /// Its other names.
    pub also: Vec<String>,
    /// Its examples: whoever asks for it finds them too.
    pub narrower: Vec<String>,
    /// What it is an example of.
    pub broader: Vec<String>,
    /// The name found is one of old.
    pub superseded: bool,
    /// Whose line has the name.
    pub source: SourceKind,
    /// That line, as `source:line`; of a mined name the link of the first page that defines it.
    pub line: String,
    /// Who answers for that line.
    pub approved: Option<Approval>,
}

impl Vocabulary {
    /// The names in a text as in a question, in order, those inside a longer one after it.
    #[must_use]
    pub fn explain(&self, text: &str) -> Vec<ExplainedName> {
        let tokens = Analyzer::new(Language::English).analyze(text);
        let mentions = self.mentions(&tokens, Case::of(text), Place::Question);
        mentions.iter().map(|mention| self.explained(text, &tokens, mention)).collect()
    }

    fn explained(&self, text: &str, tokens: &Tokens, mention: &Mention) -> ExplainedName {
        let range = tokens.range_of(mention.first as usize, mention.end as usize);
        let name = self.name(mention.name);
        ExplainedName {
            text: text.get(range.start as usize..range.end as usize).unwrap_or_default().to_owned(),
            name: name.text.to_owned(),
            nested: mention.nested,
            acronym: name.acronym,
            sure: mention.discount >= 1.0,
            meanings: mention.concepts.iter().map(|&concept| self.meaning(concept, mention)).collect(),
            never: self.kept_apart_from(mention),
        }
    }

    fn meaning(&self, id: ConceptId, mention: &Mention) -> Meaning {
        let concept = self.concept(id);
        let preferred = |&id: &ConceptId| self.concept(id).preferred.to_owned();
        let names = concept.names.iter().map(|&name| self.name(name).text);
        let origin = self.origin_in(id, mention.name).unwrap_or_default();
        Meaning {
            concept: concept.preferred.to_owned(),
            also: names.filter(|name| *name != concept.preferred).map(str::to_owned).collect(),
            narrower: concept.narrower.iter().map(preferred).collect(),
            broader: concept.broader.iter().map(preferred).collect(),
            superseded: self.name(mention.name).superseded,
            source: self.kind(origin),
            line: self.line(origin),
            approved: self.approval(origin).cloned(),
        }
    }

    /// Names kept apart from the name found, and from the names of what it means.
    fn kept_apart_from(&self, mention: &Mention) -> Vec<String> {
        let meant = mention.concepts.iter().flat_map(|&concept| self.concept(concept).names);
        let mut all: Vec<String> = Vec::new();
        for &name in std::iter::once(&mention.name).chain(meant) {
            for apart in self.kept_apart(self.name(name).text) {
                if !all.iter().any(|known| known.eq_ignore_ascii_case(&apart)) {
                    all.push(apart);
                }
            }
        }
        all
    }

    /// Names that a `never` line has beside this one: whole names, and for `hypo*, hyper*` the word with the other
    /// beginning.
    #[must_use]
    pub fn kept_apart(&self, name: &str) -> Vec<String> {
        let mut analyzer = Analyzer::new(Language::English);
        let words = Words::of(&analyzer.analyze(name));
        let mut apart: Vec<String> = Vec::new();
        for line in self.never.lines_of(&words) {
            for other in &line.names {
                let shown = match other.strip_suffix('*') {
                    None => Some(other.clone()),
                    // Not every word that could be made so is one.
                    Some(beginning) => {
                        with_beginning(name, &line.names, beginning).filter(|made| !self.find(made).is_empty())
                    }
                };
                let Some(shown) = shown else { continue };
                let itself = Words::of(&analyzer.analyze(&shown)).stems == words.stems;
                if !itself && !apart.iter().any(|known| known.eq_ignore_ascii_case(&shown)) {
                    apart.push(shown);
                }
            }
        }
        apart
    }
}

/// The name with the beginning of its first word that has one exchanged for another of the line.
fn with_beginning(name: &str, line: &[String], other: &str) -> Option<String> {
    let lower = name.to_lowercase();
    let beginnings = line.iter().filter_map(|it| it.strip_suffix('*')).filter(|it| *it != other);
    beginnings.into_iter().find_map(|beginning| {
        let starts = |at: &usize| *at == 0 || lower.as_bytes().get(at - 1) == Some(&b' ');
        let at = lower.match_indices(beginning).map(|(at, _)| at).find(starts)?;
        let rest = lower.get(at + beginning.len()..)?;
        Some(format!("{}{other}{rest}", lower.get(..at)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Source;

    #[test]
    fn a_text_is_explained_with_meanings_examples_and_what_is_kept_apart() {
        let text = "trouble swallowing, dysphagia\ndysphagia => food sticking\n# relation: never\n\
                    dysphagia, dysphasia\nhypo*, hyper*, hypno*\n# relation: same\nlow sodium, hyponatremia\nhigh sodium, hypernatremia\n\
                    # relation: acronym\nPM => polymyositis, particulate matter\n";
        let source = Source { name: "v.txt".to_owned(), text: text.to_owned(), kind: SourceKind::File };
        let vocabulary = Vocabulary::compile(&[source]).unwrap();
        let [dysphagia, sodium, pm] = &vocabulary.explain("Dysphagia, hyponatraemia and pm")[..] else { panic!() };
        assert_eq!(dysphagia.meanings[0].concept, "trouble swallowing");
        assert_eq!(
            (&dysphagia.meanings[0].narrower[..], &dysphagia.never[..]),
            (&["food sticking".to_owned()][..], &["dysphasia".to_owned()][..])
        );
        assert_eq!(dysphagia.meanings[0].line, "v.txt:1");
        assert_eq!((sodium.text.as_str(), &sodium.never[..]), ("hyponatraemia", &["hypernatremia".to_owned()][..]));
        assert_eq!((pm.meanings.len(), pm.sure), (2, false));
    }
}
