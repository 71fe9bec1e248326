//! Definitions to names and concepts: which are used, and what they add to a vocabulary.

use std::collections::{BTreeMap, BTreeSet};

use super::{Defined, Definitions, LongForm, Mined, is_common};
use crate::analysis::{Analyzer, Language, Tokens, acronym_shaped, without_plural};
use crate::vocabulary::matcher::{Key, Matcher};
use crate::vocabulary::never::Words;
use crate::vocabulary::{ConceptEntry, ConceptId, NameEntry, NameId, SourceKind, Vocabulary};

/// The longest long form taken as a name, in words.
const MOST_WORDS: usize = 12;
/// A long form of one word has so many letters at least.
const LEAST_LETTERS: usize = 5;
/// Words of sentences that no name has.
const SENTENCE_WORDS: &[&str] = &["he", "i", "it", "my", "our", "she", "they", "we", "you", "your"];

impl Vocabulary {
    /// What definitions of pages add to this vocabulary; `own` are names of the site itself.
    ///
    /// A definition that a `never` keeps apart, or that calls a class by its member's acronym, is not used; nor is one
    /// whose short form is an ordinary name of the vocabulary.
    #[must_use]
    pub fn mine(&self, definitions: &Definitions<'_>, own: &BTreeSet<String>) -> Mined {
        let mut analyzer = Analyzer::new(Language::English);
        let own = own.iter().map(|name| stems_of(&analyzer.analyze(name))).collect();
        let mut miner = Miner {
            vocabulary: self,
            analyzer,
            own,
            mined: Mined::default(),
            by_stems: BTreeMap::new(),
            keys: Vec::new(),
        };
        for (short, longs) in &definitions.by_short {
            miner.short(short, longs);
        }
        miner.mined.matcher = Matcher::build(&miner.keys);
        miner.mined
    }
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
            let acronym =
                matcher.acronyms(tokens.folded(0)).find(|&id| self.vocabulary.name(id).text == tokens.surface(0));
            if acronym.is_none() && matcher.word(tokens.folded(0)).is_some() {
                return;
            }
            acronym
        } else {
            matcher.name(tokens.iter().map(|token| token.stem))
        };
        let mut defined = Vec::new();
        let mut meanings: Vec<ConceptId> = Vec::new();
        // The most frequent first: it gives the name that is shown.
        let mut longs: Vec<(&&str, &LongForm<'_>)> = longs.iter().collect();
        longs.sort_by_key(|(_, long)| std::cmp::Reverse(long.pages.len()));
        for (stems, long) in longs {
            let concept = self.meaning(&tokens, known, stems, long, &meanings);
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
        before: &[ConceptId],
    ) -> Option<ConceptId> {
        let vocabulary = self.vocabulary;
        let name = long.name();
        let tokens = self.analyzer.analyze(&name);
        let words: Vec<&str> = stems.split(' ').collect();
        let word = tokens.len() == 1;
        let enough = if word { tokens.folded(0).chars().count() >= LEAST_LETTERS } else { words.len() <= MOST_WORDS };
        let common = tokens.iter().all(|token| is_common(token.folded));
        let never = vocabulary.never.forbids(&Words::of(short), &Words::of(&tokens)).is_some();
        // *It through a vein (IV)* is a sentence.
        let says = tokens.iter().any(|token| SENTENCE_WORDS.contains(&token.folded));
        if !enough || common || never || says || self.own.contains(stems) {
            return None;
        }
        let has = known.map(|name| vocabulary.name(name).concepts).unwrap_or_default();
        let found = if word {
            vocabulary.matcher.word(tokens.folded(0))
        } else {
            vocabulary.matcher.name(words.iter().copied())
        };
        if let Some(&concept) = found.and_then(|name| vocabulary.name(name).concepts.first()) {
            let related =
                |other: &ConceptId| vocabulary.is_below(concept, *other) || vocabulary.is_below(*other, concept);
            let contradicts = !has.contains(&concept) && has.iter().any(related);
            return (!contradicts).then_some(concept);
        }
        if let Some(concept) = vocabulary.likeliest(&words, has) {
            return Some(concept);
        }
        // A meaning that was found before, written a little differently, has one more name.
        let alike = |concept: &&ConceptId| {
            let entry =
                (concept.0 as usize).checked_sub(vocabulary.concepts.len()).and_then(|at| self.mined.concepts.get(at));
            let names = entry.into_iter().flat_map(|entry| &entry.names);
            let name_at = |name: &NameId| self.mined.names.get((name.0 as usize).checked_sub(vocabulary.names.len())?);
            names.filter_map(name_at).any(|name| !name.acronym && vocabulary.are_alike(&name.stems, &words))
        };
        if !self.by_stems.contains_key(stems)
            && let Some(&same) = before.iter().find(alike)
        {
            self.long_name(same, stems, name, &tokens);
            self.by_stems.insert(stems.to_owned(), same);
            return Some(same);
        }
        Some(self.concept(stems, name, &tokens))
    }

    /// The concept of a long form that the vocabulary does not have.
    fn concept(&mut self, stems: &str, text: String, tokens: &Tokens) -> ConceptId {
        if let Some(&known) = self.by_stems.get(stems) {
            return known;
        }
        let concept = ConceptId((self.vocabulary.concepts.len() + self.mined.concepts.len()) as u32);
        let (narrower, broader, preferred) = (Vec::new(), Vec::new(), self.next_name());
        self.mined.concepts.push(ConceptEntry {
            preferred,
            names: Vec::new(),
            narrower,
            broader,
            name_origins: Vec::new(),
            narrower_origins: Vec::new(),
            approved: Vec::new(),
            source: SourceKind::Mined,
        });
        self.long_name(concept, stems, text, tokens);
        self.by_stems.insert(stems.to_owned(), concept);
        concept
    }

    /// Gives a new concept a long form as a name.
    fn long_name(&mut self, concept: ConceptId, stems: &str, text: String, tokens: &Tokens) {
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
        if let Some(entry) = self.own_concept(concept) {
            entry.names.push(name);
        }
    }
}

impl Vocabulary {
    /// Whether one concept is narrower than another, at any distance.
    pub(in crate::vocabulary) fn is_below(&self, concept: ConceptId, wider: ConceptId) -> bool {
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
