//! What the pages define, beside the compiled vocabulary: short forms with their meanings and the pages that say so.
//!
//! A long form that the vocabulary names gives its concept one more name; any other is a concept of its own. The index has
//! no tokens of either: a question asks for the words as they stand. Finding definitions in texts is `mine`'s.

mod miner;
mod place;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use self::place::first_links;
use super::acronym::{is_everyday, single_acronym};
use super::matcher::Matcher;
use super::mine::Definition;
use super::resolve::words_in;
use super::{ConceptEntry, ConceptId, NameEntry, NameId, Origin, SourceKind, Vocabulary};
use crate::analysis::{Language, Tokens, is_stop_word};

/// A definition of a page, as its record keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PageDefinition {
    /// The short form, without the `s` of its plural.
    pub short: String,
    /// The long form as written.
    pub long: String,
    /// The stems of its words, joined by spaces: two long forms of the same stems are one.
    pub stems: String,
}

impl PageDefinition {
    /// The definition of a text whose words are `tokens`; `None` if the long form has no word.
    #[must_use]
    pub fn of(text: &str, tokens: &Tokens, definition: &Definition) -> Option<PageDefinition> {
        let long = without_last_bracket(text, definition.long.clone());
        let words = words_in(tokens, &long);
        if words.is_empty() {
            return None;
        }
        let stems: Vec<&str> = words.map(|at| tokens.stem(at)).collect();
        let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(PageDefinition {
            short: spaced(single_acronym(text.get(definition.short.clone())?)),
            long: spaced(text.get(long)?),
            stems: stems.join(" "),
        })
    }
}

/// *computed tomography (to-MOG-ra-fee)* without how it is spoken.
fn without_last_bracket(text: &str, long: Range<usize>) -> Range<usize> {
    let written = text.get(long.clone()).unwrap_or_default();
    match written.strip_suffix(')').and_then(|it| it.rfind(" (")) {
        Some(at) if at > 0 => long.start..long.start + at,
        _ => long,
    }
}

/// The definitions of all pages, by short form and long form.
#[derive(Debug, Default)]
pub struct Definitions<'a> {
    by_short: BTreeMap<&'a str, BTreeMap<&'a str, LongForm<'a>>>,
}

/// A long form, as it is written and where.
#[derive(Debug, Default)]
struct LongForm<'a> {
    written: BTreeMap<&'a str, usize>,
    pages: Vec<u32>,
}

impl<'a> Definitions<'a> {
    /// Adds a definition of a page.
    pub fn add(&mut self, page: u32, definition: &'a PageDefinition) {
        let long = self.by_short.entry(&definition.short).or_default().entry(&definition.stems).or_default();
        *long.written.entry(&definition.long).or_default() += 1;
        if long.pages.last() != Some(&page) {
            long.pages.push(page);
        }
    }
}

impl LongForm<'_> {
    /// The most frequent way it is written, without the capital of a sentence's beginning where that can be told.
    fn name(&self) -> String {
        let rank = |written: &str, times: usize| (times, written.chars().next().is_some_and(char::is_lowercase));
        let all = self.written.iter().rev();
        let best = all.max_by_key(|(written, times)| rank(written, **times)).map_or("", |(written, _)| *written);
        without_capital(best)
    }
}

/// *Immune-mediated necrotizing myopathy* with a small first letter: its first word goes on in small letters after a
/// hyphen, which a name of persons does not, and no other word has a capital.
pub(super) fn without_capital(written: &str) -> String {
    let (first, rest) = written.split_once(' ').unwrap_or((written, ""));
    let after_hyphen = first.split_once(['-', '‐', '‑']).map(|(_, after)| after);
    let compound = after_hyphen.is_some_and(|after| after.len() > 2 && !after.contains(char::is_uppercase));
    let capitals = first.chars().filter(|c| c.is_uppercase()).count();
    if compound && capitals == 1 && !rest.contains(char::is_uppercase) && !first.contains(|c: char| c.is_numeric()) {
        written.to_lowercase()
    } else {
        written.to_owned()
    }
}

/// What the pages of an index define, ready to be laid over its vocabulary.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Mined {
    names: Vec<NameEntry>,
    concepts: Vec<ConceptEntry>,
    matcher: Matcher,
    /// Meanings that acronyms of the vocabulary have besides.
    meanings: Vec<(NameId, ConceptId)>,
    /// Names that concepts of the vocabulary have besides.
    also: Vec<(ConceptId, NameId)>,
    /// Where each short form is defined, by name.
    defined: Vec<(NameId, Vec<Defined>)>,
}

/// Pages that define a short form as one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defined {
    /// What it is there; `None` for something that counts as none of its meanings.
    pub concept: Option<ConceptId>,
    /// The pages' numbers.
    pub pages: Vec<u32>,
}

/// What was laid over a vocabulary.
#[derive(Debug, Clone, Default)]
pub(super) struct Layer {
    pub(super) matcher: Option<Matcher>,
    defined: BTreeMap<NameId, Vec<Defined>>,
    /// Names and concepts that the index has tokens of.
    indexed: Option<(u32, u32)>,
    /// Links of the pages that define; a mined origin has the place here for its line.
    links: Vec<String>,
}

impl Layer {
    /// The link of the page that a mined origin is.
    pub(super) fn link(&self, line: u32) -> &str {
        self.links.get(line as usize).map_or("", String::as_str)
    }
}

impl Mined {
    /// How many concepts the pages define that the vocabulary does not have.
    #[must_use]
    pub fn concepts(&self) -> usize {
        self.concepts.len()
    }
}

impl Vocabulary {
    /// This vocabulary with what its index's pages define; `link` gives a page's by its number.
    #[must_use]
    pub fn with_mined<'l>(mut self, mined: Mined, link: impl Fn(u32) -> Option<&'l str>) -> Vocabulary {
        let Mined { names, concepts, matcher, meanings, also, defined } = mined;
        let indexed = Some((self.names.len() as u32, self.concepts.len() as u32));
        let (links, places) = first_links(&defined, link);
        let source = self.sources.len() as u32;
        self.sources.push((String::new(), SourceKind::Mined));
        let origin = |concept: ConceptId, name: NameId| {
            let place = places.get(&(concept, Some(name))).or_else(|| places.get(&(concept, None)));
            Origin { source, line: place.copied().unwrap_or(u32::MAX), approval: 0 }
        };
        self.names.extend(names);
        let first = self.concepts.len() as u32;
        self.concepts.extend(concepts.into_iter().zip(first..).map(|(mut entry, id)| {
            entry.name_origins = entry.names.iter().map(|&name| origin(ConceptId(id), name)).collect();
            entry
        }));
        for (name, concept) in meanings {
            if let Some(entry) = self.names.get_mut(name.0 as usize) {
                entry.concepts.push(concept);
            }
        }
        for (concept, name) in also {
            if let Some(entry) = self.concepts.get_mut(concept.0 as usize) {
                entry.names.push(name);
                entry.name_origins.push(origin(concept, name));
            }
        }
        self.mined = Layer { matcher: Some(matcher), defined: defined.into_iter().collect(), indexed, links };
        self
    }

    /// This vocabulary as it was before its index's pages were read.
    #[must_use]
    pub fn without_mined(&self) -> Vocabulary {
        let mut plain = self.clone();
        let Some((names, concepts)) = std::mem::take(&mut plain.mined).indexed else { return plain };
        plain.names.truncate(names as usize);
        plain.concepts.truncate(concepts as usize);
        plain.sources.retain(|(_, kind)| *kind != SourceKind::Mined);
        for entry in &mut plain.names {
            entry.concepts.retain(|concept| concept.0 < concepts);
        }
        for entry in &mut plain.concepts {
            entry.names.retain(|name| name.0 < names);
            entry.name_origins.truncate(entry.names.len());
        }
        plain
    }

    /// Whether the index has tokens of a name; of a mined one it has only the words.
    #[must_use]
    pub fn is_indexed_name(&self, name: NameId) -> bool {
        self.mined.indexed.is_none_or(|(names, _)| name.0 < names)
    }

    /// Whether the index has tokens of a concept.
    #[must_use]
    pub fn is_indexed_concept(&self, concept: ConceptId) -> bool {
        self.mined.indexed.is_none_or(|(_, concepts)| concept.0 < concepts)
    }

    /// The stems of a name's words in a row.
    pub(crate) fn stems_of_name(&self, name: NameId) -> impl Iterator<Item = &str> {
        self.names.get(name.0 as usize).into_iter().flat_map(|entry| entry.stems.split(' '))
    }

    /// Where pages define a short form, and as what.
    #[must_use]
    pub fn defined(&self, name: NameId) -> &[Defined] {
        self.mined.defined.get(&name).map_or(&[], Vec::as_slice)
    }

    /// Whether what a short form means has to be looked up page by page, because pages define it differently than the
    /// index knew, or it is also a common word.
    #[must_use]
    pub fn is_contested(&self, name: NameId) -> bool {
        let Some(entry) = self.names.get(name.0 as usize) else { return false };
        if entry.concepts.iter().all(|&concept| self.is_indexed_concept(concept)) && self.is_indexed_name(name) {
            return false;
        }
        self.defined(name).iter().any(|defined| defined.concept.is_none()) || self.needs_company(name)
    }
}

impl Vocabulary {
    /// Whether a short form counts only where the page shows that it is one: it has several meanings, or is a word.
    #[must_use]
    pub fn needs_company(&self, name: NameId) -> bool {
        let Some(entry) = self.names.get(name.0 as usize) else { return false };
        entry.concepts.len() > 1 || (entry.acronym && is_common(&entry.folded))
    }
}

fn is_common(folded: &str) -> bool {
    is_stop_word(folded, Language::English) || is_everyday(folded)
}
