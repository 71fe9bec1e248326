//! What of a vocabulary stands in the pages of an index: on how many, and one sentence to see it by.
//!
//! The kept pages are read again as the build reads them, so that an acronym counts for what it means on each page.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;

use anyhow::Result;
use serde::Serialize;

use super::analysed::{Analysed, Analyzers};
use super::document::AnalysedPage;
use super::kept;
use super::record::{Record, by_link};
use super::snapshot::Snapshot;
use crate::analysis::Language;
use crate::content::{self, Page, Passage, ReviewRules};
use crate::vocabulary::{Approval, ConceptId, Entry, NameId, Relation, SourceKind, Vocabulary};

/// A sentence is shown up to so many letters.
const LONGEST_EXAMPLE: usize = 240;
/// Shorter ones say little of how a name is used.
const TELLING: usize = 40;

/// A sentence of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The sentence, cut where it is long.
    pub sentence: String,
    /// The page's title.
    pub title: String,
    /// The page's link.
    pub link: String,
}

/// Where a concept or a name stands.
#[derive(Debug, Clone, Default)]
struct Seen {
    /// Places of the pages in the order of their links, ascending.
    pages: Vec<u32>,
    example: Option<Example>,
}

/// Where the concepts and names of one vocabulary stand in the pages of an index.
#[derive(Debug, Clone, Default)]
pub struct Usage {
    concepts: Vec<Seen>,
    names: Vec<Seen>,
}

impl Usage {
    /// Number of pages that have a name of the concept, also inside a longer name.
    #[must_use]
    pub fn pages(&self, concept: ConceptId) -> usize {
        self.concepts.get(concept.0 as usize).map_or(0, |seen| seen.pages.len())
    }

    /// Whether a name stands in any page.
    #[must_use]
    pub fn stands(&self, name: NameId) -> bool {
        self.names.get(name.0 as usize).is_some_and(|seen| !seen.pages.is_empty())
    }
}

impl Snapshot {
    /// Where the names of a vocabulary stand in the pages.
    ///
    /// # Errors
    /// If the kept pages cannot be read.
    pub fn usage(&self, vocabulary: &Vocabulary) -> Result<Usage> {
        let records = self.records()?;
        let by_link = by_link(&records);
        let mut usage = Usage {
            concepts: vec![Seen::default(); vocabulary.concepts().len()],
            names: vec![Seen::default(); vocabulary.names().len()],
        };
        // The words are of no use here.
        let words = Mutex::default();
        let mut analyzers = Analyzers::new(vocabulary, &words);
        for (place, (_, record)) in by_link.into_iter().enumerate() {
            usage.add_page(self.generation(), place as u32, record, &mut analyzers)?;
        }
        Ok(usage)
    }
}

impl Usage {
    fn add_page(
        &mut self,
        generation: &Path,
        place: u32,
        record: &Record,
        analyzers: &mut Analyzers<'_>,
    ) -> Result<()> {
        let raw = kept::read(generation, record.kept)?;
        let page = content::page(&raw, &ReviewRules::default());
        let language = page.facts.language.as_deref().map_or(Language::English, Language::from_tag);
        let headings: Vec<String> = page.sections.iter().map(|section| section.path.join("\n")).collect();
        let analysed = AnalysedPage::new(&page, &headings, language, analyzers);
        // Sentences come before headings: they show more of how a name is used.
        for ((lead, text), passage) in analysed.passages.iter().zip(&page.passages) {
            self.add_text(place, text, &page, Some(passage));
            if let Some(lead) = lead {
                self.add_text(place, lead, &page, None);
            }
        }
        for text in std::iter::once(&analysed.title).chain(&analysed.headings) {
            self.add_text(place, text, &page, None);
        }
        Ok(())
    }

    fn add_text(&mut self, place: u32, text: &Analysed<'_>, page: &Page, passage: Option<&Passage>) {
        for mention in &text.mentions {
            let range = text.words.tokens.range_of(mention.first as usize, mention.end as usize);
            let example = || Example {
                sentence: sentence_at(text.text, passage, range.start),
                title: page.facts.title.clone(),
                link: page.facts.link.clone(),
            };
            for concept in &mention.concepts {
                if let Some(seen) = self.concepts.get_mut(concept.0 as usize) {
                    seen.add(place, mention.nested, example);
                }
            }
            if let Some(seen) = self.names.get_mut(mention.name.0 as usize) {
                seen.add(place, mention.nested, example);
            }
        }
    }
}

impl Seen {
    /// Notes a page, and its sentence where it tells more than the one before.
    fn add(&mut self, place: u32, nested: bool, example: impl Fn() -> Example) {
        if self.pages.last() != Some(&place) {
            self.pages.push(place);
        }
        let known = self.example.as_ref().map_or(0, |known| known.sentence.chars().count());
        if known == 0 || (known < TELLING && !nested) {
            let example = example();
            if example.sentence.chars().count() > known {
                self.example = Some(example);
            }
        }
    }
}

/// The sentence of a text that has the byte, cut where it is long; where no sentences are known, the line.
fn sentence_at(text: &str, passage: Option<&Passage>, at: u32) -> String {
    let sentence = passage.and_then(|passage| passage.sentences.iter().find(|range| range.contains(&at)));
    let whole = if let Some(range) = sentence {
        text.get(range.start as usize..range.end as usize).unwrap_or_default()
    } else {
        let before = text.get(..at as usize).map_or(0, |before| before.rfind('\n').map_or(0, |line| line + 1));
        text.get(before..).unwrap_or_default().lines().next().unwrap_or_default()
    };
    let whole = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    if whole.chars().count() <= LONGEST_EXAMPLE {
        return whole;
    }
    let cut: String = whole.chars().take(LONGEST_EXAMPLE).collect();
    let words = cut.rsplit_once(' ').map_or(cut.as_str(), |(words, _)| words);
    format!("{words} …")
}

/// An entry of the vocabulary with what the site has of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// What it says of its names.
    pub relation: Relation,
    /// The names; of `same` the preferred one first, of `narrower` the wider, of `superseded` the old one, of `acronym`
    /// the acronym before its meanings.
    pub names: Vec<String>,
    /// Whose lines say so.
    pub source: BTreeSet<SourceKind>,
    /// Those lines, as `source:line`; of what pages define their links.
    pub lines: Vec<String>,
    /// Pages that have any of it; none where there is no index.
    pub pages: Option<usize>,
    /// A sentence that has it.
    pub sentence: Option<String>,
    /// The title of the sentence's page.
    pub page: Option<String>,
    /// The link of the sentence's page.
    pub link: Option<String>,
    /// Who answers for it, and since when.
    pub approved: Option<Approval>,
}

/// The entries of a vocabulary with where they stand; with `used` only what touches the pages, of `narrower` only such
/// examples.
#[must_use]
pub fn listed(vocabulary: &Vocabulary, usage: Option<&Usage>, used: bool) -> Vec<Listed> {
    let entries = vocabulary.entries().into_iter();
    entries.filter_map(|entry| listed_entry(vocabulary, entry, usage, used)).collect()
}

fn listed_entry(vocabulary: &Vocabulary, mut entry: Entry, usage: Option<&Usage>, used: bool) -> Option<Listed> {
    let on_site =
        |concept: &Option<ConceptId>| concept.zip(usage).is_some_and(|(concept, usage)| usage.pages(concept) > 0);
    if used && entry.relation == Relation::Narrower {
        let mut kept = entry.concepts.iter().enumerate().map(|(at, concept)| at == 0 || on_site(concept));
        entry.names.retain(|_| kept.next().unwrap_or(false));
        let first = entry.concepts.first().copied();
        entry.concepts.retain(on_site);
        entry.concepts.retain(|concept| Some(*concept) != first);
    }
    let mut seen: Vec<&Seen> = Vec::new();
    if let Some(usage) = usage {
        if entry.relation == Relation::Acronym {
            let acronym = vocabulary.names().find(|&id| {
                let name = vocabulary.name(id);
                name.acronym && entry.names.first().is_some_and(|first| name.text == first)
            });
            seen.extend(acronym.and_then(|id| usage.names.get(id.0 as usize)));
        }
        let concepts = entry.concepts.iter().flatten();
        seen.extend(concepts.filter_map(|concept| usage.concepts.get(concept.0 as usize)));
    }
    let pages: BTreeSet<u32> = seen.iter().flat_map(|seen| seen.pages.iter().copied()).collect();
    if used && pages.is_empty() {
        return None;
    }
    let example = seen.iter().find_map(|seen| seen.example.as_ref());
    Some(Listed {
        relation: entry.relation,
        names: entry.names,
        source: entry.kinds,
        lines: entry.lines,
        pages: usage.map(|_| pages.len()),
        sentence: example.map(|example| example.sentence.clone()),
        page: example.map(|example| example.title.clone()),
        link: example.map(|example| example.link.clone()),
        approved: entry.approval,
    })
}
