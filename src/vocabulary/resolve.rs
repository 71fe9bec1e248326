//! What an acronym means on one page: what the page defines, else the company its other names keep.
//!
//! The definitions searched for are those of acronyms the vocabulary knows; mining new ones is done elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Language, Tokens, is_stop_word};

use super::{ConceptId, Mention, NameEntry, NameId, Vocabulary};

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

/// What a definition says an acronym is.
#[derive(Clone, Copy)]
enum Meaning {
    Known(ConceptId),
    /// None of those the vocabulary has.
    Foreign,
}

impl Meaning {
    fn known(self) -> Option<ConceptId> {
        match self {
            Self::Known(concept) => Some(concept),
            Self::Foreign => None,
        }
    }
}

/// A definition on the page: where, and as which of the known meanings, if it is one.
struct Definition {
    passage: usize,
    token: u32,
    meaning: Meaning,
}

impl Vocabulary {
    /// Decides every acronym of one page, whose passages come in order.
    ///
    /// The nearest definition before it counts, else the first after it; a definition that is none of its meanings
    /// leaves it without a concept. Of several meanings without a definition, the one whose other names stand on
    /// the page; where none or several do, no concept. So too of the one meaning of `ALL`, which may be a word in
    /// capitals for stress.
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
                    let definition = Definition { passage, token: mention.first, meaning };
                    definitions.entry(mention.name).or_default().push(definition);
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
                    let before = defined.iter().rev().find(|it| (it.passage, it.token) <= here);
                    mention.concepts =
                        before.or_else(|| defined.first()).and_then(|it| it.meaning.known()).into_iter().collect();
                } else if name.concepts.len() > 1
                    || is_stop_word(part.tokens.folded(mention.first as usize), Language::English)
                {
                    let kept =
                        |concept: &&ConceptId| company.iter().any(|(of, by)| of == *concept && *by != mention.name);
                    let mut among = name.concepts.iter().filter(kept);
                    mention.concepts = match (among.next(), among.next()) {
                        (Some(only), None) => vec![*only],
                        _ => Vec::new(),
                    };
                }
            }
        }
    }

    /// What the text at an acronym defines it as, if it does.
    fn defined(&self, part: &PassageMentions<'_>, acronym: &Mention) -> Option<Meaning> {
        let (at, end) = (acronym.first as usize, acronym.end as usize);
        let range = part.tokens.range_of(at, end);
        let before = part.text.get(..range.start as usize)?.trim_end();
        let after = part.text.get(range.end as usize..)?;
        if before.ends_with(['(', '[']) && after.trim_start().starts_with([')', ']', ';', ',']) {
            // long form (PM)
            let known = self.meaning_where(part, acronym, |other| other.end == acronym.first);
            let otherwise = || long_form(part, acronym).map(|first| self.likeliest(part.tokens, first, at, acronym));
            return known.or_else(otherwise);
        }
        // PM (long form)
        let inside = after.trim_start().strip_prefix(['(', '['])?;
        let closed = inside.find([')', ']', ';', ','])?;
        let limit = part.text.len() - inside.len() + closed;
        let known = self.meaning_where(part, acronym, |other| other.first == acronym.end);
        known.or_else(|| {
            let inner = end..part.tokens.len();
            let last = inner.take_while(|&at| part.tokens.range(at).end as usize <= limit).last()?;
            let first = abbreviated(part.tokens, end, last + 1, part.tokens.folded(at))?;
            (first == end).then(|| self.likeliest(part.tokens, end, last + 1, acronym))
        })
    }

    /// The meaning of the acronym that an ordinary name at a fitting place has.
    fn meaning_where(
        &self,
        part: &PassageMentions<'_>,
        acronym: &Mention,
        fits: impl Fn(&Mention) -> bool,
    ) -> Option<Meaning> {
        let meanings = self.name(acronym.name).concepts;
        let names = part.mentions.iter().filter(|it| fits(it) && !self.name(it.name).acronym);
        let mut concepts = names.flat_map(|it| it.concepts.iter().copied());
        concepts.find(|concept| meanings.contains(concept)).map(Meaning::Known)
    }

    /// The meaning that shares at least half its words with a long form written a little differently.
    fn likeliest(&self, tokens: &Tokens, first: usize, end: usize, acronym: &Mention) -> Meaning {
        let words: Vec<&str> = (first..end).map(|at| tokens.stem(at)).collect();
        let like = |name: &NameEntry| {
            let shared = name.stems.split(' ').filter(|stem| words.contains(stem)).count();
            !name.acronym && words.len() > 1 && shared * 2 >= words.len()
        };
        let shares = |concept: &&ConceptId| {
            let names = self.concept(**concept).names.iter();
            names.filter_map(|name| self.names.get(name.0 as usize)).any(like)
        };
        let known = self.name(acronym.name).concepts.iter().find(shares);
        known.map_or(Meaning::Foreign, |&concept| Meaning::Known(concept))
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
        if from < end && part.text.get(gap).is_none_or(|gap| gap.contains(['.', '!', '?', ';', '(', ')', '\n'])) {
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
        letters.extend(tokens.folded(at).chars().enumerate().map(|(place, c)| (c, place == 0, at)));
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
