//! What acronyms mean, page by page, where several pages together decide: what a page defines, else the company of the
//! other names of one of the meanings.
//!
//! Only questions with such an acronym come here. What a page and the vocabulary decide alone is in the index.

use std::collections::HashMap;
use std::sync::Arc;

use anyhow::{Result, bail};

use super::hit::{Meanings, OneMeaning};
use super::searcher::Searcher;
use crate::analysis::{Analyzer, Language};
use crate::engine::{Alternative, Clause, Engine, Request};
use crate::index::PageEntry;
use crate::query::{ConceptForms, Query, Restriction, name_alternative};
use crate::vocabulary::{ConceptId, NameId, Vocabulary};

/// A choice among the meanings of an acronym: `dm=dermatomyositis`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeaningChoice {
    /// The acronym, in any case.
    pub acronym: String,
    /// One of the names of the meaning chosen, or the beginning of its preferred name if no other begins so.
    pub meaning: String,
}

impl MeaningChoice {
    /// Whether the vocabulary has this acronym with this meaning.
    #[must_use]
    pub fn is_known(&self, vocabulary: &Vocabulary) -> bool {
        chosen(self, vocabulary).is_ok()
    }
}

impl std::str::FromStr for MeaningChoice {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<MeaningChoice> {
        match text.split_once('=').map(|(acronym, meaning)| (acronym.trim(), meaning.trim())) {
            Some((acronym, meaning)) if !acronym.is_empty() && !meaning.is_empty() => {
                Ok(MeaningChoice { acronym: acronym.to_owned(), meaning: meaning.to_owned() })
            }
            _ => bail!("`{text}` chooses no meaning; write `acronym=meaning`, as in `dm=dermatomyositis`"),
        }
    }
}

/// An acronym with several meanings on a site.
#[derive(Debug, Clone, PartialEq)]
pub struct AmbiguousAcronym<'a> {
    /// As it is written.
    pub acronym: &'a str,
    /// Its meanings, the most frequent first, with the pages where it means that, in the order of their links.
    pub meanings: Vec<(&'a str, Vec<&'a PageEntry>)>,
    /// Pages that do not show which meaning it has there.
    pub undecided: Vec<&'a PageEntry>,
}

/// Pages by number.
type Pages = Arc<[bool]>;

/// What was found out for one question.
#[derive(Default)]
struct Found {
    company: HashMap<(NameId, ConceptId), Pages>,
}

impl Searcher<'_> {
    /// Fills in on which pages alternatives of a query count.
    pub(super) fn restrict(&self, query: &mut Query) -> Result<()> {
        let mut found = Found::default();
        for restricted in std::mem::take(&mut query.restricted) {
            let pages = self.pages_of_restriction(restricted.to, &mut found)?;
            let clause = query.clauses.get_mut(restricted.clause).map(|clause| &mut clause.clause.alternatives);
            if let Some(alternative) = clause.and_then(|clause| clause.get_mut(restricted.alternative)) {
                alternative.pages = Some(pages);
            }
        }
        Ok(())
    }

    fn pages_of_restriction(&self, to: Restriction, found: &mut Found) -> Result<Pages> {
        match to {
            Restriction::Means(name, concept) => self.pages_where(name, concept, found),
            Restriction::IsThere(concept) => self.pages_with(concept, found),
            Restriction::InLanguage(language) => Ok(self.pages_in(language)),
        }
    }

    fn pages_in(&self, language: Language) -> Pages {
        let table = &self.snapshot.table;
        let mut pages = vec![false; table.slots()];
        for entry in table.pages().iter().filter(|entry| entry.language() == language) {
            set(&mut pages, &[entry.number], true);
        }
        pages.into()
    }

    /// Pages where an acronym means a concept: those that define it so; of those that do not define it the ones with
    /// another name of that meaning and of no other. Where it has but one meaning it needs none, unless it is a word.
    fn pages_where(&self, name: NameId, concept: ConceptId, found: &mut Found) -> Result<Pages> {
        let vocabulary = &self.snapshot.vocabulary;
        let mut pages = vec![false; self.snapshot.table.slots()];
        let meanings = vocabulary.name(name).concepts;
        if let ([only], false) = (meanings, vocabulary.needs_company(name)) {
            pages.fill(*only == concept);
        } else {
            for &meaning in meanings {
                if meaning != concept {
                    continue;
                }
                pages.copy_from_slice(&self.company(name, meaning, found)?);
            }
            for &other in meanings.iter().filter(|&&other| other != concept) {
                let others = self.company(name, other, found)?;
                pages.iter_mut().zip(others.iter()).for_each(|(page, other)| *page &= !other);
            }
        }
        for defined in vocabulary.defined(name) {
            set(&mut pages, &defined.pages, false);
        }
        for defined in vocabulary.defined(name).iter().filter(|defined| defined.concept == Some(concept)) {
            set(&mut pages, &defined.pages, true);
        }
        Ok(pages.into())
    }

    /// Pages where a concept of the index stands by itself: not those where one of its acronyms stands alone beside names
    /// of a meaning that only pages give it.
    fn pages_with(&self, concept: ConceptId, found: &mut Found) -> Result<Pages> {
        let vocabulary = &self.snapshot.vocabulary;
        let mut pages = vec![true; self.snapshot.table.slots()];
        for &name in vocabulary.concept(concept).names {
            if !vocabulary.is_indexed_name(name) || !vocabulary.is_contested(name) {
                continue;
            }
            let own = self.company(name, concept, found)?;
            for &other in vocabulary.name(name).concepts.iter().filter(|&&it| !vocabulary.is_indexed_concept(it)) {
                let others = self.company(name, other, found)?;
                for (page, (own, other)) in pages.iter_mut().zip(own.iter().zip(others.iter())) {
                    *page &= *own || !other;
                }
            }
            // What a page defines itself the index knows.
            for defined in vocabulary.defined(name).iter().filter(|defined| defined.concept == Some(concept)) {
                set(&mut pages, &defined.pages, true);
            }
        }
        Ok(pages.into())
    }

    /// Pages with another name of a concept than this acronym: one that has no second meaning.
    fn company(&self, acronym: NameId, concept: ConceptId, found: &mut Found) -> Result<Pages> {
        if let Some(known) = found.company.get(&(acronym, concept)) {
            return Ok(Arc::clone(known));
        }
        let vocabulary = &self.snapshot.vocabulary;
        let others = vocabulary.concept(concept).names.iter();
        let others = others.filter(|&&name| name != acronym && vocabulary.name(name).concepts.len() == 1);
        let others = others.filter_map(|&name| name_alternative(name, 1.0, vocabulary));
        let pages: Pages = self.pages_that_match(&others.collect::<Vec<_>>())?.into();
        found.company.insert((acronym, concept), Arc::clone(&pages));
        Ok(pages)
    }

    /// Pages on which any of the alternatives stands.
    fn pages_that_match(&self, alternatives: &[Alternative]) -> Result<Vec<bool>> {
        let mut pages = vec![false; self.snapshot.table.slots()];
        set(&mut pages, &self.snapshot.engine.pages_with(alternatives)?, true);
        Ok(pages)
    }

    /// The clause of all forms of a concept.
    fn clause_of(&self, concept: ConceptId, found: &mut Found) -> Result<Clause> {
        let mut forms = ConceptForms::default();
        forms.add(concept, 1.0, &self.snapshot.vocabulary);
        for (alternative, to) in std::mem::take(&mut forms.restricted) {
            let pages = self.pages_of_restriction(to, found)?;
            if let Some(alternative) = forms.alternatives.get_mut(alternative) {
                alternative.pages = Some(pages);
            }
        }
        Ok(Clause::new(forms.alternatives, 1.0))
    }

    /// Acronyms of a question with several meanings, and how many pages speak of each.
    pub(super) fn meanings_of(&self, query: &Query) -> Result<Vec<Meanings>> {
        let mut all: Vec<Meanings> = Vec::new();
        let mut found = Found::default();
        for asked in query.concepts.iter().filter(|asked| asked.concepts.len() > 1) {
            if all.iter().any(|known| known.text == asked.text) {
                continue;
            }
            let mut meanings = Vec::with_capacity(asked.concepts.len());
            let there =
                self.pages_that_match(name_alternative(asked.name, 1.0, &self.snapshot.vocabulary).as_slice())?;
            for &concept in &asked.concepts {
                let clause = self.clause_of(concept, &mut found)?;
                let clauses = [&clause];
                let request = Request::for_one(&clauses, self.snapshot.table.order());
                let frequencies = self.snapshot.engine.retrieve(&request)?.frequencies;
                let pages = frequencies.first().map_or(0, |found| found.pages);
                let preferred = self.snapshot.vocabulary.concept(concept).preferred.to_owned();
                let means = self.pages_where(asked.name, concept, &mut found)?;
                let written = there.iter().zip(means.iter()).filter(|(there, means)| **there && **means).count();
                meanings.push((OneMeaning { concept: preferred, pages }, written));
            }
            // Of meanings that as many pages speak of, the one that more of them write as the acronym.
            meanings.sort_by(|(a, ours), (b, theirs)| {
                b.pages.cmp(&a.pages).then(theirs.cmp(ours)).then_with(|| a.concept.cmp(&b.concept))
            });
            let meanings = meanings.into_iter().map(|(meaning, _)| meaning).collect();
            all.push(Meanings { text: asked.text.clone(), meanings });
        }
        Ok(all)
    }

    /// Every acronym with several meanings that stands on the site, or this one: those on most pages first.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn ambiguous(&self, only: Option<&str>) -> Result<Vec<AmbiguousAcronym<'_>>> {
        let vocabulary = &self.snapshot.vocabulary;
        let mut all = Vec::new();
        for name in vocabulary.names() {
            let written = vocabulary.name(name);
            let wanted = only.is_none_or(|only| only.eq_ignore_ascii_case(written.text));
            if written.concepts.len() < 2 || !wanted {
                continue;
            }
            let there = self.pages_that_match(name_alternative(name, 1.0, vocabulary).as_slice())?;
            if !there.contains(&true) {
                continue;
            }
            let mut found = Found::default();
            let mut undecided = there.clone();
            let mut meanings = Vec::new();
            for &concept in written.concepts {
                let pages = self.pages_where(name, concept, &mut found)?;
                let here: Vec<bool> = there.iter().zip(pages.iter()).map(|(there, means)| *there && *means).collect();
                undecided.iter_mut().zip(&here).for_each(|(undecided, here)| *undecided &= !here);
                meanings.push((vocabulary.concept(concept).preferred, self.entries(&here)));
            }
            meanings.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(b.0)));
            all.push(AmbiguousAcronym { acronym: written.text, meanings, undecided: self.entries(&undecided) });
        }
        let pages = |it: &AmbiguousAcronym<'_>| {
            it.meanings.iter().map(|meaning| meaning.1.len()).sum::<usize>() + it.undecided.len()
        };
        all.sort_by(|a, b| pages(b).cmp(&pages(a)).then(a.acronym.cmp(b.acronym)));
        Ok(all)
    }

    /// The pages that are set, in the order of their links.
    fn entries(&self, pages: &[bool]) -> Vec<&PageEntry> {
        let all = self.snapshot.table.pages().iter();
        all.filter(|page| pages.get(page.number as usize) == Some(&true)).collect()
    }
}

fn set(pages: &mut [bool], numbers: &[u32], to: bool) {
    for &number in numbers {
        if let Some(page) = pages.get_mut(number as usize) {
            *page = to;
        }
    }
}

/// Checks choices and makes them in a query.
///
/// # Errors
/// Names the meanings that there are, where a choice is none of them, or says that an acronym has no choice.
pub(super) fn choose(query: &mut Query, choices: &[MeaningChoice], vocabulary: &Vocabulary) -> Result<()> {
    let mut made = false;
    for choice in choices {
        let chosen = chosen(choice, vocabulary)?;
        for asked in &mut query.concepts {
            let same = vocabulary.name(asked.name).text.eq_ignore_ascii_case(&choice.acronym);
            if same && let Some(&concept) = asked.concepts.iter().find(|concept| chosen.contains(concept)) {
                asked.concepts = vec![concept];
                // Whoever chooses a meaning means the acronym, however it is typed.
                asked.weight = 1.0;
                made = true;
            }
        }
    }
    if made {
        query.ask_again(vocabulary);
    }
    Ok(())
}

/// The meanings that a choice names: one for each acronym that differs from it in case only.
fn chosen(choice: &MeaningChoice, vocabulary: &Vocabulary) -> Result<Vec<ConceptId>> {
    let MeaningChoice { acronym, meaning } = choice;
    let written = |name: NameId| vocabulary.name(name);
    let names = vocabulary.names().filter(|&name| written(name).text.eq_ignore_ascii_case(acronym));
    let concepts: Vec<ConceptId> = names.flat_map(|name| written(name).concepts.iter().copied()).collect();
    if concepts.is_empty() {
        bail!("`{acronym}` is no name that this index knows, so there is no meaning to choose");
    }
    let mut analyzer = Analyzer::new(Language::English);
    let stems_of = |text: &str, analyzer: &mut Analyzer| -> Vec<String> {
        analyzer.analyze(text).iter().map(|token| token.stem.to_owned()).collect()
    };
    let wanted = stems_of(meaning, &mut analyzer);
    let mut same = |concept: &&ConceptId| {
        let mut names = vocabulary.concept(**concept).names.iter();
        names.any(|&name| {
            !written(name).text.eq_ignore_ascii_case(acronym) && stems_of(written(name).text, &mut analyzer) == wanted
        })
    };
    let exact: Vec<ConceptId> = concepts.iter().filter(&mut same).copied().collect();
    if !exact.is_empty() {
        return Ok(exact);
    }
    let small = meaning.to_lowercase();
    let begins = |concept: &&ConceptId| vocabulary.concept(**concept).preferred.to_lowercase().starts_with(&small);
    let beginning: Vec<ConceptId> = concepts.iter().filter(begins).copied().collect();
    if let [only] = beginning.as_slice() {
        return Ok(vec![*only]);
    }
    let mut known: Vec<String> =
        concepts.iter().map(|&concept| format!("`{acronym}={}`", vocabulary.concept(concept).preferred)).collect();
    known.dedup();
    bail!("`{acronym}` does not mean `{meaning}` here; choose one of {}", known.join(", "))
}
