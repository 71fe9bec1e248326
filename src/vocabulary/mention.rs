//! Names of concepts where they stand in a text or a question.
//!
//! The matcher finds sequences of stems; here it is decided which of them count, and acronyms by their capitals.

use crate::analysis::{Case, Tokens, acronym_shaped};

use super::acronym::{is_even, is_everyday, is_part_of_code, is_time};
use super::matcher::NamePart;
use super::{ConceptId, NameId, Vocabulary};

/// What an acronym typed in small letters is worth.
const UNSURE: f32 = 0.5;

/// Where the words come from: a question is typed more carelessly than a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A page's text: acronyms count only in their own capitals.
    Text,
    /// What a user typed: an acronym all in small letters or all in capitals counts at a discount.
    Question,
}

/// A name found.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its first token.
    pub first: u32,
    /// The token after its last.
    pub end: u32,
    /// The name found.
    pub name: NameId,
    /// What it means; for acronyms possibly several, or after [`Vocabulary::resolve`] none.
    pub concepts: Vec<ConceptId>,
    /// Whether it stands inside a longer name.
    pub nested: bool,
    /// 1, or less where it is not sure that an acronym was meant.
    pub discount: f32,
}

#[derive(Clone, Copy)]
struct Found {
    first: u32,
    end: u32,
    name: NameId,
    discount: f32,
}

impl Vocabulary {
    /// All names in the tokens, in order of their first token, the longer first.
    ///
    /// Of names that overlap, the leftmost and longest counts; those wholly inside it are `nested`, those that
    /// reach beyond it are left out.
    #[must_use]
    pub fn mentions(&self, tokens: &Tokens, case: Case, place: Place) -> Vec<Mention> {
        let parts: Vec<_> = (0..tokens.len()).map(|at| self.matcher.part(tokens, at)).collect();
        self.mentions_of(&parts, tokens, case, place)
    }

    pub(super) fn mentions_of(&self, parts: &[NamePart], tokens: &Tokens, case: Case, place: Place) -> Vec<Mention> {
        let mut found = Vec::new();
        self.matcher.names(parts, tokens.breaks(), |first, end, name| {
            if self.counts_as_name(tokens, first, end, name, case) {
                found.push(Found { first, end, name, discount: 1.0 });
            }
        });
        let by_stems = found.len();
        for at in 0..tokens.len() {
            if let Some((name, discount)) = self.acronym(tokens, at, case, place).filter(|_| !is_denied(tokens, at)) {
                found.push(Found { first: at as u32, end: at as u32 + 1, name, discount });
            }
        }
        if let Some(mined) = &self.mined.matcher {
            let parts: Vec<_> = (0..tokens.len()).map(|at| mined.part(tokens, at)).collect();
            mined.names(&parts, tokens.breaks(), |first, end, name| {
                if self.counts_as_name(tokens, first, end, name, case) {
                    found.push(Found { first, end, name, discount: 1.0 });
                }
            });
        }
        if found.len() > by_stems {
            // At one place an acronym in its capitals comes before an ordinary name, a doubtful one after it.
            found.sort_by_key(|it| {
                (it.first, std::cmp::Reverse(it.end), it.discount < 1.0, !self.name(it.name).acronym)
            });
        }
        self.nest(&found)
    }

    /// Whether a single word in capitals is the ordinary name, and not an acronym that has the same stem.
    fn counts_as_name(&self, tokens: &Tokens, first: u32, end: u32, name: NameId, case: Case) -> bool {
        let at = first as usize;
        if is_denied(tokens, at) {
            return false;
        }
        if end - first > 1 || case == Case::NoEvidence || tokens.capitals(at) < 2 {
            return true;
        }
        let same = self.names.get(name.0 as usize).is_some_and(|entry| entry.folded == tokens.folded(at));
        same || !acronym_shaped(tokens.surface(at))
    }

    fn acronym(&self, tokens: &Tokens, at: usize, case: Case, place: Place) -> Option<(NameId, f32)> {
        if place == Place::Text && tokens.capitals(at) < 2 {
            return None;
        }
        let surface = tokens.surface(at);
        if !(2..=8).contains(&surface.len()) || is_time(tokens, at) || is_part_of_code(tokens, at) {
            return None;
        }
        let folded = tokens.folded(at);
        if case == Case::Mixed && tokens.capitals(at) >= 2 {
            let exact = self.acronyms(folded).find(|&name| self.name(name).text == surface);
            let plural = || {
                let single = surface.strip_suffix('s')?;
                self.acronyms(folded.strip_suffix('s')?).find(|&name| self.name(name).text == single)
            };
            if let Some(name) = exact.or_else(plural) {
                return Some((name, 1.0));
            }
        }
        let careless = match place {
            Place::Question => is_even(surface, at == 0) && (tokens.len() == 1 || !is_everyday(folded)),
            // A heading in capitals: only what can hardly be a word.
            Place::Text => case == Case::NoEvidence && folded.len() >= 4 && !is_everyday(folded),
        };
        if !careless {
            return None;
        }
        let plural = folded.strip_suffix('s').filter(|single| single.len() >= 3 && !is_everyday(single));
        let name = self.acronyms(folded).next();
        name.or_else(|| self.acronyms(plural?).next()).map(|name| (name, UNSURE))
    }

    /// Acronyms of this folded form, the vocabulary's own before those of the pages.
    fn acronyms(&self, folded: &str) -> impl Iterator<Item = NameId> {
        let mined = self.mined.matcher.iter().flat_map(move |mined| mined.acronyms(folded));
        self.matcher.acronyms(folded).chain(mined)
    }

    fn nest(&self, found: &[Found]) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::with_capacity(found.len());
        let (mut top_first, mut top_end) = (0, 0);
        for it in found {
            let nested = it.first < top_end;
            let same_place = it.first == top_first && it.end == top_end;
            if nested && (it.end > top_end || same_place) {
                continue;
            }
            if !nested {
                (top_first, top_end) = (it.first, it.end);
            } else if mentions.last().is_some_and(|last| last.first == it.first && last.end == it.end) {
                continue;
            }
            mentions.push(Mention {
                first: it.first,
                end: it.end,
                name: it.name,
                concepts: self.name(it.name).concepts.to_vec(),
                nested,
                discount: it.discount,
            });
        }
        mentions
    }
}

/// Whether the word before says that it is not what is named: `non-Hodgkin lymphoma` is no Hodgkin lymphoma. A name that
/// begins with that word is found from there.
fn is_denied(tokens: &Tokens, first: usize) -> bool {
    let before = first.checked_sub(1).map_or("", |before| tokens.folded(before));
    matches!(before, "non" | "pseudo") && !tokens.breaks().contains(&(first as u32))
}
