//! Finds the names in many texts: what a word is in the names is looked up once and kept by the word's number.
//!
//! For one text, such as a question, [`Vocabulary::mentions`] does without it.

use super::matcher::NamePart;
use super::{Mention, Place, Vocabulary};
use crate::analysis::{Case, Tokens};

/// Finds names in texts that one analyzer reads; of another one it begins anew.
pub struct NameFinder<'v> {
    vocabulary: &'v Vocabulary,
    /// The analyzer's memory that the numbers of words are of.
    memory: u64,
    by_word: Vec<Option<NamePart>>,
    parts: Vec<NamePart>,
}

impl<'v> NameFinder<'v> {
    /// One that knows no word yet.
    #[must_use]
    pub fn new(vocabulary: &'v Vocabulary) -> NameFinder<'v> {
        NameFinder { vocabulary, memory: 0, by_word: Vec::new(), parts: Vec::new() }
    }

    /// What [`Vocabulary::mentions`] finds.
    pub fn mentions(&mut self, tokens: &Tokens, case: Case, place: Place) -> Vec<Mention> {
        if self.memory != tokens.memory() {
            self.memory = tokens.memory();
            self.by_word.clear();
        }
        let mut parts = std::mem::take(&mut self.parts);
        parts.clear();
        parts.extend((0..tokens.len()).map(|at| self.part(tokens, at)));
        let mentions = self.vocabulary.mentions_of(&parts, tokens, case, place);
        self.parts = parts;
        mentions
    }

    fn part(&mut self, tokens: &Tokens, at: usize) -> NamePart {
        let id = tokens.id(at).map_or(0, |id| id as usize);
        if let Some(&Some(part)) = self.by_word.get(id) {
            return part;
        }
        let part = self.vocabulary.matcher.frequent_part(tokens, at);
        if self.by_word.len() <= id {
            self.by_word.resize(id + 1, None);
        }
        if let Some(place) = self.by_word.get_mut(id) {
            *place = Some(part);
        }
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Analyzer, Language};

    #[test]
    fn a_finder_finds_what_a_single_look_finds_whichever_analyzer_read_the_text() {
        let vocabulary = Vocabulary::compile(&Vocabulary::builtin_sources()).unwrap();
        let mut finder = NameFinder::new(&vocabulary);
        let mut analyzers = [Analyzer::new(Language::English), Analyzer::new(Language::English)];
        for text in ["Weakness of muscles in dermatomyositis", "dermatomyositis, DM and polymyositis", "rash", ""] {
            for analyzer in &mut analyzers {
                let tokens = analyzer.analyze(text);
                let expected = vocabulary.mentions(&tokens, Case::of(text), Place::Text);
                for _ in 0..2 {
                    assert_eq!(finder.mentions(&tokens, Case::of(text), Place::Text), expected, "{text}");
                }
            }
        }
    }
}
