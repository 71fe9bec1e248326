//! What matched, as a reader would mark it: words in any of their forms, and names of the concepts asked for.

use super::hit::{By, Match};
use crate::analysis::{AnalyzerPool, Case, Language, Tokens};
use crate::query::{Query, narrower};
use crate::vocabulary::{ConceptId, Mention, Place, Vocabulary};

/// Marks texts for one question.
pub(super) struct Marker<'a> {
    query: &'a Query,
    vocabulary: &'a Vocabulary,
    analyzers: &'a AnalyzerPool,
    /// Concepts narrower than each asked one.
    narrower: Vec<Vec<ConceptId>>,
}

/// A place in a text that matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// Bytes in the text, half-open.
    pub(super) bytes: std::ops::Range<usize>,
    /// As typed.
    query: String,
    by: By,
}

impl<'a> Marker<'a> {
    pub(super) fn new(query: &'a Query, vocabulary: &'a Vocabulary, analyzers: &'a AnalyzerPool) -> Marker<'a> {
        let narrower = query.concepts.iter().map(|asked| narrower(&asked.concepts, vocabulary)).collect();
        Marker { query, vocabulary, analyzers, narrower }
    }

    /// The places of a text that matched, in order, none inside another.
    pub(super) fn marks(&self, text: &str, language: Language) -> Vec<Mark> {
        let tokens = self.analyzers.tokens(language, text);
        let mut marks = Vec::new();
        if !self.query.concepts.is_empty() {
            let mentions = self.vocabulary.mentions(&tokens, Case::of(text), Place::Text);
            for mention in &mentions {
                marks.extend(self.mention_mark(&tokens, mention));
            }
        }
        for index in 0..tokens.len() {
            marks.extend(self.word_mark(&tokens, index));
        }
        marks.sort_by_key(|mark| (mark.bytes.start, usize::MAX - mark.bytes.end));
        let mut end = 0;
        marks.retain(|mark| {
            let free = mark.bytes.start >= end;
            end = end.max(mark.bytes.end);
            free
        });
        marks
    }

    fn mention_mark(&self, tokens: &Tokens, mention: &Mention) -> Option<Mark> {
        let (number, by) = self.query.concepts.iter().enumerate().find_map(|(number, asked)| {
            if mention.concepts.iter().any(|concept| asked.concepts.contains(concept)) {
                let name = self.vocabulary.name(mention.name);
                let by = match (mention.name == asked.name, name.acronym) {
                    (true, _) if asked.words.len() > 1 => By::Phrase,
                    (true, false) => By::Word,
                    (_, true) => By::Acronym,
                    (false, false) => By::Synonym,
                };
                return Some((number, by));
            }
            let below = self.narrower.get(number)?;
            mention.concepts.iter().any(|concept| below.contains(concept)).then_some((number, By::Narrower))
        })?;
        let bytes = tokens.range_of(mention.first as usize, mention.end as usize);
        let query = self.query.concepts.get(number)?.text.clone();
        Some(Mark { bytes: bytes.start as usize..bytes.end as usize, query, by })
    }

    fn word_mark(&self, tokens: &Tokens, index: usize) -> Option<Mark> {
        let wanted = self.query.words.iter().filter(|word| !word.carries && word.concept.is_none());
        let word = wanted.into_iter().find(|word| word.stems.iter().any(|stem| stem == tokens.stem(index)))?;
        let bytes = tokens.range(index);
        Some(Mark { bytes: bytes.start as usize..bytes.end as usize, query: word.surface.clone(), by: By::Word })
    }

    /// The places of a text where a quoted phrase stands are marked by their words; this says that it was a phrase.
    pub(super) fn matches(text: &str, marks: &[Mark], into: &mut Vec<Match>) {
        for mark in marks {
            let found = Match {
                query: mark.query.clone(),
                text: text.get(mark.bytes.clone()).unwrap_or_default().to_owned(),
                by: mark.by,
            };
            let known = |seen: &Match| {
                seen.query == found.query && seen.by == found.by && seen.text.eq_ignore_ascii_case(&found.text)
            };
            if !into.iter().any(known) {
                into.push(found);
            }
        }
    }
}

/// Byte ranges as ranges of code points.
pub(super) fn code_points(text: &str, marks: &[Mark]) -> Vec<[usize; 2]> {
    let mut points = Vec::with_capacity(marks.len());
    let (mut byte, mut point) = (0, 0);
    let mut to = |target: usize| {
        point += text.get(byte..target).map_or(0, |between| between.chars().count());
        byte = target;
        point
    };
    for mark in marks {
        let start = to(mark.bytes.start);
        points.push([start, to(mark.bytes.end)]);
    }
    points
}
