//! Why something has no answer: the site lacks it, or has it under other names, or it was misspelt.
//!
//! The index as it is now is asked. What it answers is no gap any more. "Under other names" is claimed only on evidence: a
//! vocabulary has the word beside a name that the site uses; a concept's wider or narrower one is there; or those who
//! asked for it asked again in other words and were answered.

use anyhow::Result;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::gaps::{GapKind, Nearest};
use crate::index::Snapshot;
use crate::search::{Answer, SearchOptions, Searcher};
use crate::vocabulary::{ConceptId, Vocabulary};

/// Why something has no answer.
pub(super) struct Reason {
    pub(super) kind: GapKind,
    pub(super) site_says: Option<String>,
    pub(super) nearest: Option<Nearest>,
}

/// Says of things why they have no answer.
pub(super) struct Reasons<'s> {
    searcher: Searcher<'s>,
    options: SearchOptions,
    builtin: Option<Vocabulary>,
}

impl<'s> Reasons<'s> {
    pub(super) fn new(snapshot: &'s Snapshot) -> Reasons<'s> {
        let options = SearchOptions {
            pages: 3,
            correct: false,
            ..SearchOptions::as_of(Timestamp::now().to_zoned(TimeZone::UTC).date())
        };
        // The index may have been built without it.
        let builtin = Vocabulary::compile(&Vocabulary::builtin_sources()).ok();
        Reasons { searcher: Searcher::new(snapshot), options, builtin }
    }

    fn ask(&self, text: &str) -> Result<Answer> {
        self.searcher.search(text, &self.options)
    }

    /// Of what was misspelt: the site has it, where it is spelled correctly.
    pub(super) fn of_misspelt(&self, meant: &str) -> Result<Reason> {
        let answer = self.ask(meant)?;
        let nearest = nearest(&answer);
        let kind = if answer.is_full() { GapKind::Misspelling } else { GapKind::NoContent };
        Ok(Reason { kind, site_says: None, nearest })
    }

    /// Of a word or concept that stood nowhere, and what was said instead and answered; `None` where it does now.
    pub(super) fn of_name(&self, name: &str, said_instead: &[String]) -> Result<Option<Reason>> {
        let answer = self.ask(name)?;
        if answer.is_full() {
            return Ok(None);
        }
        let own = &self.searcher.snapshot().vocabulary;
        for vocabulary in [Some(own), self.builtin.as_ref()].into_iter().flatten() {
            if let Some(reason) = self.by_another_name(name, vocabulary)? {
                return Ok(Some(reason));
            }
        }
        if !said_instead.is_empty() {
            let other = said_instead.join(" ");
            let nearest = nearest(&self.ask(&other)?);
            return Ok(Some(Reason { kind: GapKind::OtherWords, site_says: Some(other), nearest }));
        }
        Ok(Some(Reason { kind: GapKind::NoContent, site_says: None, nearest: nearest(&answer) }))
    }

    /// Of words that all stand on the site, but on no page together; `None` where they do now.
    pub(super) fn of_words(&self, words: &[String]) -> Result<Option<Reason>> {
        let answer = self.ask(&words.join(" "))?;
        let gap = (!answer.is_full()).then(|| nearest(&answer));
        Ok(gap.map(|nearest| Reason { kind: GapKind::NoContent, site_says: None, nearest }))
    }

    /// Another name of the same that the site answers, or a wider or a narrower concept.
    fn by_another_name(&self, name: &str, vocabulary: &Vocabulary) -> Result<Option<Reason>> {
        for id in vocabulary.find(name) {
            let concept = vocabulary.concept(id);
            let same = concept.names.iter().map(|&other| vocabulary.name(other).text);
            let preferred = |id: &ConceptId| vocabulary.concept(*id).preferred;
            let near = concept.narrower.iter().chain(concept.broader).map(preferred);
            for other in same.chain(near).filter(|other| !other.eq_ignore_ascii_case(name)) {
                let answer = self.ask(&format!("\"{other}\""))?;
                if answer.is_full() {
                    let (kind, site_says) = (GapKind::OtherWords, Some(other.to_owned()));
                    return Ok(Some(Reason { kind, site_says, nearest: nearest(&answer) }));
                }
            }
        }
        Ok(None)
    }
}

fn nearest(answer: &Answer) -> Option<Nearest> {
    let page = &answer.hits.first()?.page;
    Some(Nearest { title: page.title.clone(), link: page.link.clone() })
}
