//! What an acronym means on one page: what the page defines, else the company its other names keep.
//!
//! The definitions searched for are those of acronyms the vocabulary knows; mining new ones is done elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Tokens;

use super::{ConceptId, Mention, NameId, Vocabulary};

/// A stretch of a page's text with its tokens and what was found in them.
#[derive(Debug)]
pub struct PassageMentions<'a> {
    /// The text the tokens were made of.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a Tokens,
    /// The names in it.
    pub mentions: &'a mut Vec<Mention>,
}

/// A definition on the page: where, and as which of the known meanings, if it is one.
struct Definition {
    passage: usize,
    token: u32,
    meaning: Option<ConceptId>,
}

impl Vocabulary {
    /// Decides every acronym of one page, whose passages come in order.
    ///
    /// The nearest definition before it counts, else the first after it; a definition that is none of its meanings
    /// leaves it without a concept. Of several meanings without a definition, the one whose other names stand on
    /// the page; where none or several do, no concept.
    pub fn resolve(&self, page: &mut [PassageMentions<'_>]) {
        let mut definitions: BTreeMap<NameId, Vec<Definition>> = BTreeMap::new();
        let mut company: BTreeSet<(ConceptId, NameId)> = BTreeSet::new();
        for (passage, part) in page.iter().enumerate() {
            for mention in part.mentions.iter() {
                let name = self.name(mention.name);
                if let [concept] = name.concepts {
                    company.insert((*concept, mention.name));
                }
                if name.acronym
                    && let Some(meaning) = self.defined(part, mention)
                {
                    let definition = Definition {
                        passage,
                        token: mention.first,
                        meaning,
                    };
                    definitions
                        .entry(mention.name)
                        .or_default()
                        .push(definition);
                }
            }
        }
        for (passage, part) in page.iter_mut().enumerate() {
            for mention in part.mentions.iter_mut() {
                let name = self.name(mention.name);
                if !name.acronym {
                    continue;
                }
                if let Some(defined) = definitions.get(&mention.name) {
                    let here = (passage, mention.first);
                    let before = defined
                        .iter()
                        .rev()
                        .find(|it| (it.passage, it.token) <= here);
                    mention.concepts = before
                        .or_else(|| defined.first())
                        .and_then(|it| it.meaning)
                        .into_iter()
                        .collect();
                } else if name.concepts.len() > 1 {
                    let kept = |concept: &&ConceptId| {
                        company
                            .iter()
                            .any(|(of, by)| of == *concept && *by != mention.name)
                    };
                    let mut among = name.concepts.iter().filter(kept);
                    mention.concepts = match (among.next(), among.next()) {
                        (Some(only), None) => vec![*only],
                        _ => Vec::new(),
                    };
                }
            }
        }
    }

    /// What the text at an acronym defines it as: nothing, none of its meanings (`Some(None)`), or one of them.
    fn defined(&self, part: &PassageMentions<'_>, acronym: &Mention) -> Option<Option<ConceptId>> {
        let range = part
            .tokens
            .range_of(acronym.first as usize, acronym.end as usize);
        let before = part.text.get(..range.start as usize)?;
        let after = part.text.get(range.end as usize..)?;
        let meanings = self.name(acronym.name).concepts;
        let named = |first: Option<u32>, end: Option<u32>| {
            let other = part
                .mentions
                .iter()
                .filter(|it| it.name != acronym.name && !self.name(it.name).acronym);
            other
                .filter(|it| {
                    first.is_none_or(|first| it.first == first)
                        && end.is_none_or(|end| it.end == end)
                })
                .find_map(|it| {
                    it.concepts
                        .iter()
                        .find(|concept| meanings.contains(concept))
                        .copied()
                })
        };
        let opened = before.trim_end().ends_with(['(', '[']);
        if opened && after.trim_start().starts_with([')', ']', ';', ',']) {
            // long form (PM)
            if let Some(meaning) = named(None, Some(acronym.first)) {
                return Some(Some(meaning));
            }
            let first = long_form(part, acronym)?;
            return Some(self.likeliest(part.tokens, first, acronym.first as usize, meanings));
        }
        let inside = after.trim_start().strip_prefix(['(', '['])?;
        let inside = inside.get(..inside.find([')', ']', ';', ','])?)?;
        if let Some(meaning) = named(Some(acronym.end), None) {
            return Some(Some(meaning));
        }
        let from = acronym.end as usize;
        let limit = part.text.len() - after.len()
            + (inside.as_ptr() as usize - after.as_ptr() as usize)
            + inside.len();
        let end = (from..part.tokens.len())
            .take_while(|&at| part.tokens.range(at).end as usize <= limit)
            .count()
            + from;
        let first = abbreviated(
            part.tokens,
            from,
            end,
            part.tokens.folded(acronym.first as usize),
        )?;
        (first == from).then(|| self.likeliest(part.tokens, from, end, meanings))
    }

    /// The meaning that shares at least half its words with a long form written a little differently.
    fn likeliest(
        &self,
        tokens: &Tokens,
        first: usize,
        end: usize,
        meanings: &[ConceptId],
    ) -> Option<ConceptId> {
        let words: Vec<&str> = (first..end).map(|at| tokens.stem(at)).collect();
        let shares = |concept: &ConceptId| {
            let names = self
                .concept(*concept)
                .names
                .iter()
                .filter_map(|name| self.names.get(name.0 as usize));
            names.filter(|name| !name.acronym).any(|name| {
                let shared = name
                    .stems
                    .split(' ')
                    .filter(|stem| words.contains(stem))
                    .count();
                shared * 2 >= words.len() && shared > 0 && words.len() > 1
            })
        };
        meanings.iter().copied().find(shares)
    }
}

/// Where the long form before "(PM)" begins, within its sentence.
fn long_form(part: &PassageMentions<'_>, acronym: &Mention) -> Option<usize> {
    let end = acronym.first as usize;
    let short = part.tokens.folded(end);
    let letters = short.chars().count();
    let most = (letters + 5).min(letters * 2);
    let mut from = end;
    while from > 0 && end - from < most {
        let gap = part.tokens.range(from - 1).end as usize..part.tokens.range(from).start as usize;
        if from < end
            && part
                .text
                .get(gap)
                .is_none_or(|gap| gap.contains(['.', '!', '?', ';', '(', ')', '\n']))
        {
            break;
        }
        from -= 1;
    }
    abbreviated(part.tokens, from, end, short)
}

/// The first word of the long form that the letters of `short` stand for, read from its end as Schwartz and
/// Hearst (2003) do: each letter in order, the first at the start of a word.
fn abbreviated(tokens: &Tokens, from: usize, end: usize, short: &str) -> Option<usize> {
    let mut letters = Vec::new();
    for at in from..end {
        letters.extend(
            tokens
                .folded(at)
                .chars()
                .enumerate()
                .map(|(place, c)| (c, place == 0, at)),
        );
    }
    let mut place = letters.len();
    let wanted: Vec<char> = short.chars().collect();
    let mut word = None;
    for (nth, &c) in wanted.iter().enumerate().rev() {
        loop {
            place = place.checked_sub(1)?;
            let &(letter, starts, at) = letters.get(place)?;
            if letter == c && (nth > 0 || starts) {
                word = Some(at);
                break;
            }
        }
    }
    word
}
