//! What matched, as a reader would mark it: words in any of their forms, names of the concepts asked for, and quoted
//! phrases as a whole.
//!
//! Ranking is not decided here: it works on the index's tokens, this on the text that is shown.

use std::ops::Range;

use super::hit::{By, Match};
use crate::analysis::{AnalyzerPool, Case, Language, Tokens};
use crate::engine::{Phrase, Slot};
use crate::query::{Query, Word, name_token};
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
    strength: Strength,
}

/// Which of two marks that overlap is kept: the first of these, then the longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Quoted,
    Asked,
    Example,
}

/// A text in words and names.
struct Read<'t> {
    text: &'t str,
    language: Language,
    tokens: Tokens,
    mentions: Vec<Mention>,
}

impl Read<'_> {
    fn bytes(&self, first: usize, end: usize) -> std::ops::Range<usize> {
        let bytes = self.tokens.range_of(first, end);
        bytes.start as usize..bytes.end as usize
    }

    /// The word after the last of the phrase that begins here.
    fn phrase_end(&self, slots: &[Slot], first: usize) -> Option<usize> {
        let mut ends = vec![first];
        for slot in slots {
            let mut next = Vec::new();
            for &at in ends.iter().filter(|&&at| at == first || self.goes_on(at)) {
                for (token, words) in &slot.tokens {
                    if self.stands(token, at) {
                        next.push(at + *words as usize);
                    }
                }
            }
            ends = next;
        }
        ends.into_iter().max().filter(|&end| end > first && end <= self.tokens.len())
    }

    fn stands(&self, token: &str, at: usize) -> bool {
        at < self.tokens.len()
            && (self.tokens.stem(at) == token
                || self.mentions.iter().any(|it| it.first as usize == at && name_token(it.name) == token))
    }

    /// The word stands in the same block as the one before it.
    fn goes_on(&self, at: usize) -> bool {
        let between = at.checked_sub(1).and_then(|before| {
            self.text.get(self.tokens.range(before).end as usize..self.tokens.range(at).start as usize)
        });
        between.is_some_and(|between| !between.contains('\n'))
    }
}

impl<'a> Marker<'a> {
    pub(super) fn new(query: &'a Query, vocabulary: &'a Vocabulary, analyzers: &'a AnalyzerPool) -> Marker<'a> {
        let narrower = query.concepts.iter().map(|asked| asked.narrower(vocabulary)).collect();
        Marker { query, vocabulary, analyzers, narrower }
    }

    /// The places of a text that matched, in order, none inside another.
    pub(super) fn marks(&self, text: &str, language: Language) -> Vec<Mark> {
        let tokens = self.analyzers.tokens(language, text);
        let mentions = if self.query.concepts.is_empty() && self.query.begun.is_none() {
            Vec::new()
        } else {
            self.vocabulary.mentions(&tokens, Case::of(text), Place::Text)
        };
        let read = Read { text, language, tokens, mentions };
        let mut marks = Vec::new();
        for (phrase, quoted) in self.query.phrases.iter().zip(&self.query.quoted) {
            phrase_marks(&read, phrase, quoted, &mut marks);
        }
        let mut named = vec![false; self.query.concepts.len()];
        for mention in &read.mentions {
            if let Some((number, mark)) = self.mention_mark(&read, mention) {
                if let Some(named) = named.get_mut(number) {
                    *named = true;
                }
                marks.push(mark);
            }
            marks.extend(self.begun_mark(&read, mention));
        }
        for index in 0..read.tokens.len() {
            marks.extend(self.word_mark(&read, index, &named));
        }
        without_overlap(marks)
    }

    /// The part of the question that a name answers, the very concept before an example of another.
    fn mention_mark(&self, read: &Read<'_>, mention: &Mention) -> Option<(usize, Mark)> {
        let asked = self.query.concepts.iter().enumerate();
        let same = asked
            .clone()
            .find(|(_, asked)| mention.concepts.iter().any(|concept| asked.concepts.contains(concept)))
            .map(|(number, asked)| {
                let name = self.vocabulary.name(mention.name);
                let by = match (mention.name == asked.name, name.acronym) {
                    (true, _) if asked.words.len() > 1 => By::Phrase,
                    (true, _) => By::Word,
                    (false, true) => By::Acronym,
                    (false, false) => By::Synonym,
                };
                (number, asked, by, Strength::Asked)
            });
        let example = || {
            let mut among = asked.zip(&self.narrower);
            let ((number, asked), _) =
                among.find(|(_, below)| mention.concepts.iter().any(|concept| below.contains(concept)))?;
            Some((number, asked, By::Narrower, Strength::Example))
        };
        let (number, asked, by, strength) = same.or_else(example)?;
        let bytes = read.bytes(mention.first as usize, mention.end as usize);
        Some((number, Mark { bytes, query: asked.text.clone(), by, strength }))
    }

    /// A name that the end of the question may be the beginning of.
    fn begun_mark(&self, read: &Read<'_>, mention: &Mention) -> Option<Mark> {
        let begun = self.query.begun.as_ref()?;
        mention.concepts.iter().find(|concept| begun.concepts.contains(concept))?;
        let by = if self.vocabulary.name(mention.name).acronym { By::Acronym } else { By::Synonym };
        let bytes = read.bytes(mention.first as usize, mention.end as usize);
        Some(Mark { bytes, query: begun.text.clone(), by, strength: Strength::Example })
    }

    /// A word of the question. Whoever asks for "trouble swallowing" looks for "swallowing" too: the last word of a
    /// recognised name is marked, and its others where no name of that concept stands in the text.
    fn word_mark(&self, read: &Read<'_>, index: usize, named: &[bool]) -> Option<Mark> {
        let open = |at: usize, word: &Word| match word.concept.and_then(|number| self.query.concepts.get(number)) {
            None => !word.carries,
            Some(asked) => {
                let last = at + 1 == asked.words.end;
                let named = word.concept.and_then(|number| named.get(number)).copied().unwrap_or(true);
                !asked.acronym && !word.stop && (last || !named)
            }
        };
        let mut wanted = self.query.words.iter().enumerate().filter(|&(at, word)| open(at, word));
        let (_, word) = wanted.find(|(_, word)| word.has_stem(read.tokens.stem(index), read.language))?;
        let bytes = read.bytes(index, index + 1);
        Some(Mark { bytes, query: word.surface.clone(), by: By::Word, strength: Strength::Asked })
    }

    /// What the marks say in words, each once.
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

fn phrase_marks(read: &Read<'_>, phrase: &Phrase, quoted: &str, marks: &mut Vec<Mark>) {
    for first in 0..read.tokens.len() {
        let end = [&phrase.slots, &phrase.words].into_iter().filter_map(|slots| read.phrase_end(slots, first)).max();
        if let Some(end) = end {
            let bytes = read.bytes(first, end);
            marks.push(Mark { bytes, query: quoted.to_owned(), by: By::Phrase, strength: Strength::Quoted });
        }
    }
}

fn without_overlap(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.strength, std::cmp::Reverse(mark.bytes.len()), mark.bytes.start));
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    for mark in marks {
        let overlaps = |other: &Mark| mark.bytes.start < other.bytes.end && other.bytes.start < mark.bytes.end;
        if !kept.iter().any(overlaps) {
            kept.push(mark);
        }
    }
    kept.sort_by_key(|mark| mark.bytes.start);
    kept
}

/// Byte ranges as ranges of code points.
pub(super) fn code_points<'a>(text: &str, ranges: impl IntoIterator<Item = &'a Range<usize>>) -> Vec<[usize; 2]> {
    let mut points = Vec::new();
    let (mut byte, mut point) = (0, 0);
    let mut to = |target: usize| {
        point += text.get(byte..target).map_or(0, |between| between.chars().count());
        byte = target;
        point
    };
    for range in ranges {
        let start = to(range.start);
        points.push([start, to(range.end)]);
    }
    points
}
