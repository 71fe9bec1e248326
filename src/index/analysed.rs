//! A text of a page, analysed: its words, where they stand in a field, and the names in it.
//!
//! Positions: the first word at 0, with a gap before every block. What documents are made of these is in `document`.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Mutex;

use super::words::{WordList, WordNumbers};
use crate::analysis::{Analyzer, Case, Language, Tokens, aspects, stable_hash};
use crate::engine::{BLOCK_GAP, FieldTokens};
use crate::query::{acronym_token, aspect_token, concept_token, name_token};
use crate::vocabulary::{ConceptId, Mention, NameFinder, NameId, PassageMentions, Place, Vocabulary, written_acronym};

/// What is reused from page to page; one a thread.
pub(super) struct Analyzers<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    /// Of the page being read.
    pub(super) words: WordNumbers<'v>,
    by_language: HashMap<Language, (Analyzer, NameFinder<'v>)>,
    pub(super) names: NameTokens,
}

impl<'v> Analyzers<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary, words: &'v Mutex<WordList>) -> Analyzers<'v> {
        Analyzers {
            vocabulary,
            words: WordNumbers::new(words),
            by_language: HashMap::new(),
            names: NameTokens::default(),
        }
    }

    /// Analyses a text on its own.
    pub(super) fn analyse<'a>(&mut self, language: Language, text: &'a str) -> Analysed<'a> {
        let new = || (Analyzer::new(language), NameFinder::new(self.vocabulary));
        let (analyzer, finder) = self.by_language.entry(language).or_insert_with(new);
        let tokens = analyzer.analyze(text);
        self.words.add(&tokens);
        let case = Case::of(text);
        let mentions = finder.mentions(&tokens, case, Place::Text);
        Analysed::new(text, tokens, mentions, case)
    }
}

/// The tokens of concepts and names by their numbers; empty until they are met.
#[derive(Default)]
pub(super) struct NameTokens {
    concepts: Vec<String>,
    names: Vec<String>,
}

impl NameTokens {
    fn concept(&mut self, id: ConceptId) -> &str {
        remembered(&mut self.concepts, id.0, || concept_token(id))
    }

    fn name(&mut self, id: NameId) -> &str {
        remembered(&mut self.names, id.0, || name_token(id))
    }
}

fn remembered(tokens: &mut Vec<String>, id: u32, make: impl FnOnce() -> String) -> &str {
    let at = id as usize;
    if tokens.len() <= at {
        tokens.resize(at + 1, String::new());
    }
    let Some(token) = tokens.get_mut(at) else { return "" };
    if token.is_empty() {
        *token = make();
    }
    token
}

/// A text of the page, analysed. A copy shares the words and has its own names, for what an acronym means may differ
/// from place to place.
#[derive(Clone)]
pub(super) struct Analysed<'a> {
    pub(super) text: &'a str,
    pub(super) words: Rc<Words>,
    pub(super) mentions: Vec<Mention>,
    case: Case,
}

/// The words of a text and their positions.
pub(super) struct Words {
    pub(super) tokens: Tokens,
    pub(super) positions: Vec<u32>,
}

impl<'a> Analysed<'a> {
    fn new(text: &'a str, tokens: Tokens, mut mentions: Vec<Mention>, case: Case) -> Analysed<'a> {
        let positions = positions(text, &tokens);
        // A name does not go on from one block to the next.
        mentions.retain(|mention| spans_one_block(mention, &positions));
        mentions.sort_by_key(|mention| mention.first);
        Analysed { text, words: Rc::new(Words { tokens, positions }), mentions, case }
    }

    /// What the vocabulary needs of it to resolve the acronyms of its page.
    pub(super) fn mentions_mut(&mut self) -> PassageMentions<'_> {
        PassageMentions { text: self.text, tokens: &self.words.tokens, mentions: &mut self.mentions }
    }

    /// Adds the tokens to a field, the first at `base`; returns the position after the last.
    pub(super) fn emit(&self, field: &mut FieldTokens, base: u32, names: &mut NameTokens) -> u32 {
        field.reserve(self.text.len());
        let mut mentions = self.mentions.iter().peekable();
        let mut end = base;
        for (index, &position) in self.words.positions.iter().enumerate() {
            let position = base + position;
            field.word(self.words.tokens.stem(index), position);
            let mut is_named = false;
            while let Some(mention) = mentions.next_if(|mention| mention.first as usize <= index) {
                is_named |= mention.end == mention.first + 1;
                for &concept in &mention.concepts {
                    field.stacked(names.concept(concept), position);
                }
                field.stacked(names.name(mention.name), position);
            }
            // What it means another page may say.
            if !is_named && let Some(acronym) = written_acronym(&self.words.tokens, index, self.case) {
                field.stacked(&acronym_token(acronym), position);
            }
            end = position + 1;
        }
        end
    }

    /// Adds a token for each aspect that it names, at its last word.
    pub(super) fn emit_aspects(&self, field: &mut FieldTokens, end: u32) {
        let Some(last) = end.checked_sub(1) else { return };
        for said in aspects(&self.words.tokens) {
            field.stacked(&aspect_token(said.aspect), last);
        }
    }

    /// Hash of the words, with each recognised name replaced by its concept if `by_concept`.
    pub(super) fn key(&self, by_concept: bool) -> u64 {
        let mut key = WordsHash::default();
        let mut index = 0;
        while index < self.words.tokens.len() {
            let name = self.mentions.iter().find(|m| by_concept && !m.nested && m.first as usize == index);
            if let Some((mention, concept)) = name.and_then(|mention| Some((mention, mention.concepts.first()?))) {
                key.add(stable_hash(&concept_token(*concept)));
                index = (mention.end as usize).max(index + 1);
            } else {
                key.add(self.words.tokens.folded_hash(index));
                index += 1;
            }
        }
        key.0
    }
}

/// Hash of a sequence of words from the words' own; stored, and so the same everywhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct WordsHash(pub(super) u64);

impl WordsHash {
    /// The rotation makes the order count, the odd factor lets every bit reach the upper ones.
    pub(super) fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(29) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Keys of a title or of a question, whose words are `tokens`: equal keys mean equal words, or equal words after names
/// became concepts.
#[must_use]
pub(crate) fn title_keys(text: &str, tokens: Tokens, vocabulary: &Vocabulary) -> (u64, u64) {
    let case = Case::of(text);
    let mut mentions = vocabulary.mentions(&tokens, case, Place::Text);
    mentions.retain(|mention| vocabulary.is_indexed_name(mention.name));
    let analysed = Analysed::new(text, tokens, mentions, case);
    (analysed.key(false), analysed.key(true))
}

/// Position of each token: its number, with a gap added for each line break before it.
fn positions(text: &str, tokens: &Tokens) -> Vec<u32> {
    let mut breaks = memchr::memchr_iter(b'\n', text.as_bytes()).peekable();
    let mut gaps = 0;
    (0..tokens.len())
        .map(|index| {
            while breaks.next_if(|&at| at < tokens.range(index).start as usize).is_some() {
                gaps += BLOCK_GAP;
            }
            index as u32 + gaps
        })
        .collect()
}

fn spans_one_block(mention: &Mention, positions: &[u32]) -> bool {
    let (first, last) = (mention.first as usize, (mention.end as usize).saturating_sub(1));
    match (positions.get(first), positions.get(last)) {
        (Some(start), Some(end)) => (end - start) as usize == last.saturating_sub(first),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::WordsHash;
    use crate::analysis::stable_hash;

    #[test]
    fn the_order_of_words_and_their_number_count() {
        let hash = |words: &[&str]| {
            let mut hash = WordsHash::default();
            for word in words {
                hash.add(stable_hash(word));
            }
            hash
        };
        assert_eq!(hash(&["weak", "muscles"]), hash(&["weak", "muscles"]));
        assert_ne!(hash(&["weak", "muscles"]), hash(&["muscles", "weak"]));
        assert_ne!(hash(&["weak", "weak"]), hash(&["weak"]));
        assert_ne!(hash(&["a", "a", "b", "b"]), hash(&["b", "b", "a", "a"]));
    }
}
