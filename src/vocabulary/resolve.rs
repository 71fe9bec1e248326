//! What an acronym means on one page: what the page defines, else the company its other names keep.
//!
//! [`mine`](super::mine) finds the definitions; here they are told from each other by the vocabulary's names.

use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::analysis::{Language, Tokens, is_stop_word};

use super::mine::{Definition, acronym_definitions};
use super::never::Words;
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
struct Defined {
    passage: usize,
    token: u32,
    meaning: Meaning,
}

impl Vocabulary {
    /// Decides every acronym of one page, whose passages come in order, and gives back what the page defines, by
    /// passage.
    ///
    /// The nearest definition before it counts, else the first after it; a definition that is none of its meanings
    /// leaves it without a concept. Of several meanings without a definition, the one whose other names stand on
    /// the page; where none or several do, no concept. So too of the one meaning of `ALL`, which may be a word in
    /// capitals for stress, and of the initials of `own`, the site's own name.
    pub fn resolve(&self, page: &mut [PassageMentions<'_>], own: Option<&str>) -> Vec<(usize, Definition)> {
        let own = own.map(initials).unwrap_or_default();
        let mut found: Vec<(usize, Definition)> = Vec::new();
        let mut defined: BTreeMap<NameId, Vec<Defined>> = BTreeMap::new();
        let mut company: Vec<(ConceptId, NameId)> = Vec::new();
        for (passage, part) in page.iter().enumerate() {
            let here = acronym_definitions(part.text);
            for mention in part.mentions.iter() {
                let name = self.name(mention.name);
                if let [concept] = name.concepts {
                    company.push((*concept, mention.name));
                }
                if name.acronym
                    && let Some(meaning) = self.meaning_here(part, mention, &here)
                {
                    let it = Defined { passage, token: mention.first, meaning };
                    defined.entry(mention.name).or_default().push(it);
                }
            }
            found.extend(here.into_iter().map(|definition| (passage, definition)));
        }
        // Few pages have an acronym that asks for it.
        let company = LazyCell::new(move || {
            company.sort_unstable();
            company.dedup();
            company
        });
        for (passage, part) in page.iter_mut().enumerate() {
            for mention in part.mentions.iter_mut() {
                let name = self.name(mention.name);
                if !name.acronym {
                    continue;
                }
                if let Some(defined) = defined.get(&mention.name) {
                    let here = (passage, mention.first);
                    let before = defined.iter().rev().find(|it| (it.passage, it.token) <= here);
                    mention.concepts =
                        before.or_else(|| defined.first()).and_then(|it| it.meaning.known()).into_iter().collect();
                } else if name.concepts.len() > 1
                    || is_stop_word(part.tokens.folded(mention.first as usize), Language::English)
                    || own.iter().any(|own| own == name.text)
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
        found
    }

    /// What the text at an acronym defines it as, if it does: the name of one of its meanings on the other side of the
    /// bracket, whatever its letters, else a definition found by them.
    fn meaning_here(&self, part: &PassageMentions<'_>, acronym: &Mention, found: &[Definition]) -> Option<Meaning> {
        let range = part.tokens.range_of(acronym.first as usize, acronym.end as usize);
        let before = part.text.get(..range.start as usize)?.trim_end();
        let after = part.text.get(range.end as usize..)?.trim_start();
        let beside = if before.ends_with(['(', '[']) && after.starts_with([')', ']', ';', ',']) {
            self.meaning_where(part, acronym, |other| other.end == acronym.first)
        } else if after.starts_with(['(', '[']) {
            self.meaning_where(part, acronym, |other| other.first == acronym.end)
        } else {
            None
        };
        beside.or_else(|| {
            let of_acronym = |it: &&Definition| it.short.start == range.start as usize;
            let long = words_in(part.tokens, &found.iter().find(of_acronym)?.long);
            let words: Vec<&str> = long.map(|at| part.tokens.stem(at)).collect();
            let known = self.likeliest(&words, self.name(acronym.name).concepts);
            Some(known.map_or(Meaning::Foreign, Meaning::Known))
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

    /// The meaning that shares more than half its words with a long form written a little differently.
    pub(super) fn likeliest(&self, stems: &[&str], meanings: &[ConceptId]) -> Option<ConceptId> {
        let like = |name: &NameEntry| {
            let shared = name.stems.split(' ').filter(|stem| stems.contains(stem)).count();
            !name.acronym && ((stems.len() > 1 && shared * 2 > stems.len()) || self.are_alike(&name.stems, stems))
        };
        let shares = |concept: &&ConceptId| {
            let names = self.concept(**concept).names.iter();
            names.filter_map(|name| self.names.get(name.0 as usize)).any(like)
        };
        meanings.iter().find(shares).copied()
    }
}

impl Vocabulary {
    /// Whether two names are one, written a little differently: in one word or two, or each word with another ending.
    pub(super) fn are_alike(&self, name: &str, stems: &[&str]) -> bool {
        let words: Vec<&str> = name.split(' ').collect();
        let joined = || words.concat() == stems.concat();
        let endings = || words.len() == stems.len() && words.iter().zip(stems).all(|(a, b)| differ_in_ending(a, b));
        let of = |stems: &[&str]| {
            let stems: Vec<String> = stems.iter().map(|&stem| stem.to_owned()).collect();
            Words { folded: stems.clone(), stems }
        };
        (joined() || endings()) && self.never.forbids(&of(&words), &of(stems)).is_none()
    }
}

/// Whether two words are the same but for the last fifth of the shorter one.
fn differ_in_ending(a: &str, b: &str) -> bool {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    a == b || (same > 4 && same * 5 >= a.chars().count().min(b.chars().count()) * 4)
}

/// The tokens inside a range of bytes.
pub(super) fn words_in(tokens: &Tokens, bytes: &Range<usize>) -> Range<usize> {
    let before = |wanted: usize| {
        let (mut low, mut high) = (0, tokens.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if (tokens.range(middle).start as usize) < wanted { low = middle + 1 } else { high = middle }
        }
        low
    };
    before(bytes.start)..before(bytes.end)
}

/// The initials of a name, with and without a leading article: *The Myositis Association* is `TMA` and `MA`.
fn initials(name: &str) -> Vec<String> {
    let name = name.split(['(', ',', '|', '–', '—']).next().unwrap_or_default();
    let all: String =
        name.split_whitespace().filter_map(|word| word.chars().next()).filter(|c| c.is_uppercase()).collect();
    let without = name.trim().strip_prefix("The ").and_then(|_| all.get(1..)).map(str::to_owned);
    std::iter::once(all).chain(without).filter(|it| it.chars().count() > 1).collect()
}
