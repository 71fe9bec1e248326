//! Which names of a term are taken, and why others are not.
//!
//! A name goes to one term only; it joins neither two concepts of the built-in lists nor what they keep apart.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Names, Ontology, Scope, Term};
use crate::analysis::acronym_shaped;
use crate::vocabulary::check::{is_below, is_common};
use crate::vocabulary::{ConceptId, NameId, Source, Vocabulary};

/// What is taken of a term.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    pub(super) id: String,
    pub(super) label: String,
    /// Names that mean the same, the preferred one first.
    pub(super) same: Vec<String>,
    pub(super) superseded: Vec<String>,
    pub(super) narrow: Vec<String>,
    pub(super) broad: Vec<String>,
    /// Names left out, and why.
    pub(super) left_out: Vec<(String, String)>,
    /// Something that it says is left out because the built-in lists say it already.
    known: bool,
}

/// What is taken of ontologies.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// Of each ontology, terms in the order of their ids.
    pub(super) terms: Vec<Vec<Chosen>>,
    /// Terms left out because the built-in lists say all of it already.
    pub(super) known: usize,
}

/// Chooses names of each ontology.
pub(super) fn choose(
    ontologies: &[Ontology],
    names: &Names,
    scope: Scope,
    stands: &dyn Fn(NameId) -> bool,
    builtin: &[Source],
) -> Choice {
    let ids: HashMap<&str, &Result<NameId, String>> = names.texts.iter().map(String::as_str).zip(&names.ids).collect();
    let mut chooser = Chooser {
        ids,
        stands,
        scope,
        owners: BTreeMap::new(),
        builtin: Vocabulary::compile(builtin).ok().filter(|_| !builtin.is_empty()),
    };
    chooser.find_owners(ontologies);
    let mut choice = Choice::default();
    for (number, ontology) in ontologies.iter().enumerate() {
        let mut terms: Vec<(usize, &Term)> = ontology.terms.iter().enumerate().collect();
        terms.sort_by(|a, b| natural(&a.1.id).cmp(&natural(&b.1.id)).then(a.0.cmp(&b.0)));
        let chosen = terms.into_iter().map(|(at, term)| chooser.term((number, at), term));
        let (said, silent): (Vec<_>, Vec<_>) = chosen.partition(|it| it.says() || !it.left_out.is_empty());
        choice.known += silent.iter().filter(|it| it.known).count();
        choice.terms.push(said);
    }
    choice
}

impl Chosen {
    fn says(&self) -> bool {
        self.same.len() > 1 || [&self.superseded, &self.narrow, &self.broad].iter().any(|it| !it.is_empty())
    }
}

/// `line 12` comes after `line 2`.
fn natural(id: &str) -> (String, u64) {
    let digits = id.len() - id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (prefix, number) = id.split_at(id.len() - digits);
    (prefix.to_owned(), number.parse().unwrap_or(0))
}

/// A term by its ontology and its place there.
type Place = (usize, usize);

struct Chooser<'a> {
    ids: HashMap<&'a str, &'a Result<NameId, String>>,
    stands: &'a dyn Fn(NameId) -> bool,
    scope: Scope,
    /// The terms that claim an ordinary name, and whether as their label.
    owners: BTreeMap<NameId, BTreeSet<(bool, Place)>>,
    builtin: Option<Vocabulary>,
}

impl Chooser<'_> {
    fn id(&self, name: &str) -> Result<NameId, String> {
        self.ids.get(name).map_or_else(|| Err("it holds no word".to_owned()), |&id| id.clone())
    }

    fn find_owners(&mut self, ontologies: &[Ontology]) {
        for (number, ontology) in ontologies.iter().enumerate() {
            for (at, term) in ontology.terms.iter().enumerate() {
                let labels = std::iter::once((&term.label, false));
                for (name, exact) in labels.chain(term.exact.iter().map(|name| (name, true))) {
                    if let Ok(id) = self.id(name) {
                        self.owners.entry(id).or_default().insert((exact, (number, at)));
                    }
                }
            }
        }
    }

    /// Whether an ordinary name is another term's: its label first, and of several that have it as a synonym nobody's.
    /// The same label in two ontologies is one thing.
    fn is_anothers(&self, id: NameId, place: Place) -> bool {
        let Some(owners) = self.owners.get(&id) else { return false };
        let labels: Vec<Place> = owners.iter().filter(|(exact, _)| !exact).map(|&(_, place)| place).collect();
        if labels.is_empty() { owners.len() > 1 } else { !labels.contains(&place) }
    }

    fn stands(&self, name: &str) -> bool {
        self.scope == Scope::All || self.id(name).is_ok_and(|id| (self.stands)(id))
    }

    fn term(&self, place: Place, term: &Term) -> Chosen {
        let touched = self.scope == Scope::Touching && term.names().any(|name| self.stands(name));
        let wanted = |name: &str| touched || self.stands(name);
        let mut chosen = Chosen { id: term.id.clone(), label: term.label.clone(), ..Chosen::default() };
        let mut taken: Vec<NameId> = Vec::new();
        let mut home: Option<ConceptId> = None;
        let names = std::iter::once(&term.label).chain(&term.exact).map(|name| (name, false));
        for (name, old) in names.chain(term.superseded.iter().map(|name| (name, true))) {
            if !wanted(name) {
                continue;
            }
            match self.fits(name, place, &taken, home, &chosen) {
                Ok(None) => {}
                Ok(Some(id)) => {
                    taken.push(id);
                    home = home.or_else(|| self.known(name));
                    if old { chosen.superseded.push(name.clone()) } else { chosen.same.push(name.clone()) }
                }
                Err(why) => {
                    if !chosen.left_out.iter().any(|(known, _)| known == name) {
                        chosen.left_out.push((name.clone(), why));
                    }
                }
            }
        }
        if let (Some(builtin), Some(home)) = (&self.builtin, home) {
            // Also where only one of its names stands in the pages: nobody need look for the others.
            let mut names = std::iter::once(&term.label).chain(&term.exact);
            chosen.known = !term.exact.is_empty() && names.all(|name| builtin.find(name).contains(&home));
            self.relate_to_builtin(builtin, home, &mut chosen);
        }
        let anchor = chosen.same.first().cloned();
        for (names, narrower) in [(&term.narrow, true), (&term.broad, false)] {
            for name in names.iter().filter(|name| anchor.is_some() && wanted(name)) {
                match self.relates(name, narrower, home, &taken) {
                    Ok(true) if narrower => chosen.narrow.push(name.clone()),
                    Ok(true) => chosen.broad.push(name.clone()),
                    Ok(false) => chosen.known = true,
                    Err(why) => chosen.left_out.push((name.clone(), why)),
                }
            }
        }
        chosen
    }

    /// Puts the built-in list's preferred name first, so that it stays the one shown; drops what says nothing new, unless
    /// all is wanted: an approved line counts where the built-in lists do not.
    fn relate_to_builtin(&self, builtin: &Vocabulary, home: ConceptId, chosen: &mut Chosen) {
        let preferred = builtin.concept(home).preferred;
        let known = chosen.same.iter().all(|name| builtin.find(name).contains(&home));
        if known && (self.scope != Scope::All || chosen.same.len() < 2) {
            chosen.known |= chosen.same.len() > 1;
            chosen.same.truncate(1);
        } else if !chosen.same.iter().any(|name| name.eq_ignore_ascii_case(preferred)) {
            chosen.same.insert(0, preferred.to_owned());
        } else {
            chosen.same.sort_by_key(|name| !name.eq_ignore_ascii_case(preferred));
        }
    }

    /// Whether a name may stand beside those taken; none if one of them is the same but for its form.
    fn fits(
        &self,
        name: &str,
        place: Place,
        taken: &[NameId],
        home: Option<ConceptId>,
        chosen: &Chosen,
    ) -> Result<Option<NameId>, String> {
        let id = self.id(name)?;
        if taken.contains(&id) {
            return Ok(None);
        }
        if !acronym_shaped(name) && self.is_anothers(id, place) {
            return Err("another term has it too".to_owned());
        }
        if !acronym_shaped(name) && is_common(name) && self.known(name).is_none() {
            return Err("it is an everyday word".to_owned());
        }
        let Some(builtin) = &self.builtin else { return Ok(Some(id)) };
        let concept = self.known(name);
        if let (Some(home), Some(concept)) = (home, concept)
            && home != concept
        {
            return Err(format!("the built-in lists have it as `{}`", builtin.concept(concept).preferred));
        }
        let of_home = home.map(|home| builtin.concept(home).names).unwrap_or_default();
        let beside = chosen.same.iter().map(String::as_str).chain(of_home.iter().map(|&it| builtin.name(it).text));
        for other in beside {
            if builtin.never(other, name) {
                return Err(format!("it is never `{other}`"));
            }
        }
        Ok(Some(id))
    }

    /// Whether a name may be an example of the term, or the term one of it; what is known already only where all is wanted.
    fn relates(&self, name: &str, narrower: bool, home: Option<ConceptId>, taken: &[NameId]) -> Result<bool, String> {
        let id = self.id(name)?;
        if taken.contains(&id) {
            return Err("it is a name of the term as well".to_owned());
        }
        if !acronym_shaped(name) && is_common(name) && self.known(name).is_none() {
            return Err("it is an everyday word".to_owned());
        }
        let (Some(builtin), Some(home), Some(concept)) = (&self.builtin, home, self.known(name)) else {
            return Ok(true);
        };
        if home == concept {
            return Err("the built-in lists have it as the same".to_owned());
        }
        let (wide, narrow) = if narrower { (home, concept) } else { (concept, home) };
        if is_below(builtin, wide, narrow) {
            return Err("the built-in lists have it the other way round".to_owned());
        }
        Ok(self.scope == Scope::All || !is_below(builtin, narrow, wide))
    }

    /// The one concept that the built-in lists have of a name.
    fn known(&self, name: &str) -> Option<ConceptId> {
        match self.builtin.as_ref()?.find(name).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }
}
