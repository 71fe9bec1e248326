//! Reads the texts of a question with the index's languages: its words, and the names among them.

use super::asked::{AskedConcept, WiderName};
use super::phrase::phrase;
use super::words::{QueryOptions, Word};
use crate::analysis::{self, Analyzer, Case, Language, Tokens};
use crate::engine::Phrase;
use crate::vocabulary::{Mention, Place, Vocabulary};

/// Reads texts of a question with the index's languages.
pub(super) struct Reader<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) options: &'a QueryOptions,
}

impl Reader<'_> {
    fn language(&self) -> Language {
        self.options.languages.first().copied().unwrap_or(Language::English)
    }

    pub(super) fn read(&self, text: &str) -> (Tokens, Vec<Mention>) {
        let mut tokens = Tokens::default();
        Analyzer::new(self.language()).tokens(text, &mut tokens);
        let mut mentions = if self.options.synonyms {
            self.vocabulary.mentions(&tokens, Case::of(text), Place::Question)
        } else {
            Vec::new()
        };
        mentions.sort_by_key(|mention| mention.first);
        (tokens, mentions)
    }

    pub(super) fn concepts(&self, text: &str, tokens: &Tokens, mentions: &[Mention]) -> Vec<AskedConcept> {
        let asked = mentions.iter().filter(|mention| !mention.nested).map(|mention| {
            let words = mention.first as usize..mention.end as usize;
            let bytes = tokens.range_of(words.start, words.end);
            AskedConcept {
                text: text.get(bytes.start as usize..bytes.end as usize).unwrap_or_default().to_owned(),
                name: mention.name,
                concepts: mention.concepts.clone(),
                acronym: self.vocabulary.name(mention.name).acronym,
                wider: self.wider(mention, mentions),
                words,
                of_absent_name: false,
                weight: mention.discount,
            }
        });
        asked.collect()
    }

    /// The longest name that another one ends in. In English, what a name ends in is what it is a kind of.
    fn wider(&self, mention: &Mention, mentions: &[Mention]) -> Option<WiderName> {
        let ends_it = |inner: &&Mention| inner.nested && inner.end == mention.end && inner.first > mention.first;
        let ordinary = |inner: &&Mention| !self.vocabulary.name(inner.name).acronym;
        let inner = mentions.iter().filter(ends_it).filter(ordinary).min_by_key(|inner| inner.first)?;
        let &[concept] = inner.concepts.as_slice() else { return None };
        if self.are_kept_apart(mention, inner) {
            return None;
        }
        let words = inner.first as usize..inner.end as usize;
        (!mention.concepts.contains(&concept)).then_some(WiderName { name: inner.name, concept, words })
    }

    /// Whether a name, or the preferred one of its concept, is never to be taken for any of the other's: German measles
    /// is no measles.
    fn are_kept_apart(&self, mention: &Mention, inner: &Mention) -> bool {
        let text = |name| self.vocabulary.name(name).text;
        let preferred = mention.concepts.iter().map(|&concept| self.vocabulary.concept(concept).preferred);
        let names: Vec<&str> = preferred.chain([text(mention.name)]).collect();
        let others = inner.concepts.iter().flat_map(|&concept| self.vocabulary.concept(concept).names);
        others.map(|&name| text(name)).any(|other| names.iter().any(|name| self.vocabulary.never(name, other)))
    }

    pub(super) fn words(&self, tokens: &Tokens, concepts: &[AskedConcept]) -> Vec<Word> {
        let language = self.language();
        let filler = analysis::filler(tokens, language);
        let mut others: Vec<Analyzer> =
            self.options.languages.iter().skip(1).map(|&language| Analyzer::new(language)).collect();
        (0..tokens.len())
            .map(|index| {
                let folded = tokens.folded(index);
                let concept = concepts.iter().position(|concept| concept.words.contains(&index));
                let stop = analysis::is_stop_word(folded, language);
                let carries = filler.get(index).copied().unwrap_or(false) || stop;
                Word {
                    surface: tokens.surface(index).to_owned(),
                    folded: folded.to_owned(),
                    carries: carries && concept.is_none(),
                    stop,
                    concept,
                    stems: vec![tokens.stem(index).to_owned()],
                    stems_elsewhere: stems_elsewhere(tokens, index, &mut others),
                }
            })
            .collect()
    }

    pub(super) fn phrase(&self, text: &str) -> Option<Phrase> {
        let (tokens, mentions) = self.read(text);
        let concepts = self.concepts(text, &tokens, &mentions);
        let words = self.words(&tokens, &concepts);
        phrase(&words, &concepts, self.vocabulary)
    }
}

fn stems_elsewhere(tokens: &Tokens, index: usize, others: &mut [Analyzer]) -> Vec<(Language, String)> {
    let mut stems = Vec::new();
    let mut again = Tokens::default();
    for analyzer in others {
        again.clear();
        analyzer.tokens(tokens.surface(index), &mut again);
        if again.len() == 1 && again.stem(0) != tokens.stem(index) {
            stems.push((analyzer.language(), again.stem(0).to_owned()));
        }
    }
    stems
}
