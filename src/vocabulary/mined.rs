//! What the pages define, beside the compiled vocabulary: short forms with their meanings and the pages that say so.
//!
//! A long form that the vocabulary names gives its concept one more name; any other is a concept of its own. The index has
//! no tokens of either: a question asks for the words as they stand. Finding definitions in texts is `mine`'s.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::acronym::{is_everyday, single_acronym};
use super::matcher::{Key, Matcher};
use super::mine::Definition;
use super::never;
use super::resolve::words_in;
use super::{ConceptEntry, ConceptId, NameEntry, NameId, SourceKind, Vocabulary};
use crate::analysis::{Analyzer, Language, Tokens, acronym_shaped, is_stop_word, without_plural};

/// The longest long form taken as a name, in words.
const MOST_WORDS: usize = 12;
/// A long form of one word has so many letters at least.
const LEAST_LETTERS: usize = 5;

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
        let words = words_in(tokens, &definition.long);
        if words.is_empty() {
            return None;
        }
        let stems: Vec<&str> = words.map(|at| tokens.stem(at)).collect();
        let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(PageDefinition {
            short: spaced(single_acronym(text.get(definition.short.clone())?)),
            long: spaced(text.get(definition.long.clone())?),
            stems: stems.join(" "),
        })
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
fn without_capital(written: &str) -> String {
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
}

impl Mined {
    /// How many concepts the pages define that the vocabulary does not have.
    #[must_use]
    pub fn concepts(&self) -> usize {
        self.concepts.len()
    }
}

impl Vocabulary {
    /// What definitions of pages add to this vocabulary; `own` are names of the site itself.
    ///
    /// A definition that a `never` keeps apart, or that calls a class by its member's acronym, is not used; nor is one
    /// whose short form is an ordinary name of the vocabulary.
    #[must_use]
    pub fn mine(&self, definitions: &Definitions<'_>, own: &BTreeSet<String>) -> Mined {
        let mut analyzer = Analyzer::new(Language::English);
        let own = own.iter().map(|name| stems_of(&analyzer.analyze(name))).collect();
        let mut miner =
            Miner { vocabulary: self, analyzer, own, mined: Mined::default(), by_stems: BTreeMap::new(), keys: Vec::new() };
        for (short, longs) in &definitions.by_short {
            miner.short(short, longs);
        }
        miner.mined.matcher = Matcher::build(&miner.keys);
        miner.mined
    }

    /// This vocabulary with what its index's pages define.
    #[must_use]
    pub fn with_mined(mut self, mined: Mined) -> Vocabulary {
        let Mined { names, concepts, matcher, meanings, also, defined } = mined;
        let indexed = Some((self.names.len() as u32, self.concepts.len() as u32));
        self.names.extend(names);
        self.concepts.extend(concepts);
        for (name, concept) in meanings {
            if let Some(entry) = self.names.get_mut(name.0 as usize) {
                entry.concepts.push(concept);
            }
        }
        for (concept, name) in also {
            if let Some(entry) = self.concepts.get_mut(concept.0 as usize) {
                entry.names.push(name);
            }
        }
        self.mined = Layer { matcher: Some(matcher), defined: defined.into_iter().collect(), indexed };
        self
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

fn stems_of(tokens: &Tokens) -> String {
    tokens.iter().map(|token| token.stem).collect::<Vec<_>>().join(" ")
}

/// Turns definitions into names and concepts.
struct Miner<'v> {
    vocabulary: &'v Vocabulary,
    analyzer: Analyzer,
    /// Names of the site itself, by their stems.
    own: BTreeSet<String>,
    mined: Mined,
    /// New concepts by the stems of their long form.
    by_stems: BTreeMap<String, ConceptId>,
    keys: Vec<(Key, NameId)>,
}

impl Miner<'_> {
    fn short(&mut self, short: &str, longs: &BTreeMap<&str, LongForm<'_>>) {
        let tokens = self.analyzer.analyze(short);
        let alone = tokens.len() == 1 && acronym_shaped(tokens.surface(0));
        if !acronym_shaped(&short.replace(' ', "")) || tokens.is_empty() {
            return;
        }
        let matcher = &self.vocabulary.matcher;
        let known = if alone {
            let acronym = matcher.acronyms(tokens.folded(0)).find(|&id| self.vocabulary.name(id).text == tokens.surface(0));
            if acronym.is_none() && matcher.word(tokens.folded(0)).is_some() {
                return;
            }
            acronym
        } else {
            matcher.name(tokens.iter().map(|token| token.stem))
        };
        let mut defined = Vec::new();
        let mut meanings: Vec<ConceptId> = Vec::new();
        for (stems, long) in longs {
            let concept = self.meaning(&tokens, known, stems, long);
            let new = concept.filter(|concept| !meanings.contains(concept));
            meanings.extend(new);
            defined.push(Defined { concept, pages: long.pages.clone() });
        }
        let has = known.map(|name| self.vocabulary.name(name).concepts).unwrap_or_default();
        let new: Vec<ConceptId> = meanings.iter().copied().filter(|concept| !has.contains(concept)).collect();
        // A name of several words has one meaning in the vocabulary, and stays with it.
        if (known.is_some() && !alone && !new.is_empty()) || (known.is_none() && new.is_empty()) {
            return;
        }
        let name = match known {
            Some(name) => {
                self.mined.meanings.extend(new.iter().map(|&concept| (name, concept)));
                name
            }
            None => self.short_name(&tokens, alone, short, &new),
        };
        for concept in new {
            match self.own_concept(concept) {
                Some(entry) => entry.names.push(name),
                None => self.mined.also.push((concept, name)),
            }
        }
        self.mined.defined.push((name, defined));
    }

    fn next_name(&self) -> NameId {
        NameId((self.vocabulary.names.len() + self.mined.names.len()) as u32)
    }

    /// A concept that is not the vocabulary's.
    fn own_concept(&mut self, concept: ConceptId) -> Option<&mut ConceptEntry> {
        let at = (concept.0 as usize).checked_sub(self.vocabulary.concepts.len())?;
        self.mined.concepts.get_mut(at)
    }

    fn short_name(&mut self, tokens: &Tokens, acronym: bool, text: &str, concepts: &[ConceptId]) -> NameId {
        let name = self.next_name();
        let folded: Vec<&str> = tokens.iter().map(|token| token.folded).collect();
        let key = if acronym {
            Key::Acronym(folded.join(" "))
        } else {
            Key::Stems(tokens.iter().map(|token| token.stem.to_owned()).collect())
        };
        self.keys.push((key, name));
        let text = if acronym { tokens.surface(0).to_owned() } else { text.to_owned() };
        self.mined.names.push(NameEntry {
            text,
            folded: folded.join(" "),
            stems: stems_of(tokens),
            acronym,
            superseded: false,
            concepts: concepts.to_vec(),
            source: SourceKind::Mined,
        });
        name
    }

    /// What a long form is; `None` where it must not be the short form's meaning.
    fn meaning(
        &mut self,
        short: &Tokens,
        known: Option<NameId>,
        stems: &str,
        long: &LongForm<'_>,
    ) -> Option<ConceptId> {
        let vocabulary = self.vocabulary;
        let name = long.name();
        let tokens = self.analyzer.analyze(&name);
        let words: Vec<&str> = stems.split(' ').collect();
        let word = tokens.len() == 1;
        let enough = if word { tokens.folded(0).chars().count() >= LEAST_LETTERS } else { words.len() <= MOST_WORDS };
        let common = tokens.iter().all(|token| is_common(token.folded));
        let never = vocabulary.never.forbids(&never::Words::of(short), &never::Words::of(&tokens)).is_some();
        if !enough || common || never || self.own.contains(stems) {
            return None;
        }
        let has = known.map(|name| vocabulary.name(name).concepts).unwrap_or_default();
        let found = if word { vocabulary.matcher.word(tokens.folded(0)) } else { vocabulary.matcher.name(words.iter().copied()) };
        if let Some(&concept) = found.and_then(|name| vocabulary.name(name).concepts.first()) {
            let related = |other: &ConceptId| vocabulary.is_below(concept, *other) || vocabulary.is_below(*other, concept);
            let contradicts = !has.contains(&concept) && has.iter().any(related);
            return (!contradicts).then_some(concept);
        }
        if let Some(concept) = vocabulary.likeliest(&words, has) {
            return Some(concept);
        }
        Some(self.concept(stems, name, &tokens))
    }

    /// The concept of a long form that the vocabulary does not have.
    fn concept(&mut self, stems: &str, text: String, tokens: &Tokens) -> ConceptId {
        if let Some(&known) = self.by_stems.get(stems) {
            return known;
        }
        let concept = ConceptId((self.vocabulary.concepts.len() + self.mined.concepts.len()) as u32);
        let name = self.next_name();
        let folded: Vec<&str> = tokens.iter().map(|token| token.folded).collect();
        let key = if tokens.len() == 1 {
            Key::Word(without_plural(tokens.folded(0)).into_owned())
        } else {
            Key::Stems(stems.split(' ').map(str::to_owned).collect())
        };
        self.keys.push((key, name));
        self.mined.names.push(NameEntry {
            text,
            folded: folded.join(" "),
            stems: stems.to_owned(),
            acronym: false,
            superseded: false,
            concepts: vec![concept],
            source: SourceKind::Mined,
        });
        let (narrower, broader) = (Vec::new(), Vec::new());
        self.mined.concepts.push(ConceptEntry {
            preferred: name,
            names: vec![name],
            narrower,
            broader,
            source: SourceKind::Mined,
        });
        self.by_stems.insert(stems.to_owned(), concept);
        concept
    }
}

impl Vocabulary {
    /// Whether one concept is narrower than another, at any distance.
    fn is_below(&self, concept: ConceptId, wider: ConceptId) -> bool {
        let mut open = vec![wider];
        let mut seen = BTreeSet::new();
        while let Some(at) = open.pop() {
            for &below in self.concept(at).narrower {
                if below == concept {
                    return true;
                }
                if seen.insert(below) {
                    open.push(below);
                }
            }
        }
        false
    }
}
