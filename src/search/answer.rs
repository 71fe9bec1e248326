//! From ranked passages to an answer that a person or a program reads.

use std::collections::HashSet;
use std::time::Instant;

use anyhow::{Context, Result};

use super::correct::{self, Corrected};
use super::filter::Filter;
use super::highlight::{Mark, Marker, code_points};
use super::hit::{Answer, Hit, HitPage, Note, TotalPages, Understood, VERSION};
use super::notice::notices;
use super::options::SearchOptions;
use super::rerank::Ranked;
use super::searcher::{RankedQuery, Searcher};
use crate::analysis::Language;
use crate::content::{age_in_words, freshness, passage_link};
use crate::engine::Engine;
use crate::index::{PageEntry, StoredPassage};
use crate::query::Meaning;

/// A line of fewer words is too short to be the same paragraph by more than chance.
const PARAGRAPH_WORDS: usize = 8;
/// Passages after the last page wanted that are looked at for copies of those shown.
const LOOKED_AT_BEYOND: usize = 10;
/// What the sample site's exports say of themselves.
const SAMPLE_SITE: &str = "sample site, fictional";

impl Searcher<'_> {
    /// Answers a question.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn search(&self, question: &str, options: &SearchOptions) -> Result<Answer> {
        let started = Instant::now();
        let Corrected { ranking, corrections } = self.rank_corrected(question, options)?;
        let mut answer = Answer {
            version: VERSION,
            query: question.to_owned(),
            total_pages: TotalPages { value: ranking.pages, at_least: false },
            understood: self.understood(&ranking),
            meanings: self.meanings_of(&ranking.query)?,
            corrections,
            notices: notices(question, &options.notices, &self.snapshot.vocabulary),
            absent: absent(&ranking),
            excluded: excluded(&ranking),
            ..Answer::default()
        };
        answer.hits = self.hits(&ranking, options)?;
        correct::tell(&mut answer);
        answer.notes = notes(&ranking, &answer);
        self.pin(question, &mut answer, options)?;
        if answer.hits.is_empty() {
            answer.notes.extend(self.what_emptied(question, &ranking, options)?);
        }
        if self.is_sample(&answer) {
            answer.notes.insert(0, Note::new("sample-site", SAMPLE_SITE));
        }
        answer.took_ms = started.elapsed().as_secs_f64() * 1000.0;
        Ok(answer)
    }

    /// Filters or quotation marks without which there would be an answer.
    fn what_emptied(&self, question: &str, ranking: &RankedQuery, options: &SearchOptions) -> Result<Vec<Note>> {
        let mut notes = Vec::new();
        let open = SearchOptions { filter: Filter::default(), ..options.clone() };
        if options.filter != Filter::default() && !self.rank(question, &open)?.candidates.is_empty() {
            notes.push(Note::new("filtered", "the filters leave out every page that answers; ask without them"));
        }
        if !ranking.query.quoted.is_empty() && !ranking.query.only_carries {
            let quoted: Vec<String> = ranking.query.quoted.iter().map(|text| format!("“{text}”")).collect();
            let text = format!("no passage has {} word for word", quoted.join(" and "));
            notes.push(Note::new("phrase-nowhere", text));
        }
        Ok(notes)
    }

    /// Whether anything in the answer, or all there is to answer from, is the sample site's.
    fn is_sample(&self, answer: &Answer) -> bool {
        let says_so = |organisation: &Option<String>| organisation.as_ref().is_some_and(|it| it.contains(SAMPLE_SITE));
        let pages = self.snapshot.table.pages();
        answer.hits.iter().any(|hit| says_so(&hit.page.organisation))
            || (!pages.is_empty() && pages.iter().all(|page| says_so(&page.facts.organisation)))
    }

    fn understood(&self, ranking: &RankedQuery) -> Vec<Understood> {
        let vocabulary = &self.snapshot.vocabulary;
        let of_concept = |text: &str, concept| {
            let concept = vocabulary.concept(concept);
            let names = concept.names.iter().map(|&name| vocabulary.name(name).text);
            let other = |name: &&str| !name.eq_ignore_ascii_case(text) && *name != concept.preferred;
            let also = names.filter(other).map(str::to_owned).collect();
            Understood { text: text.to_owned(), concept: concept.preferred.to_owned(), also }
        };
        let mut understood: Vec<Understood> = Vec::new();
        for asked in &ranking.query.concepts {
            let each = asked.concepts.iter().map(|&concept| of_concept(&asked.text, concept));
            for one in each {
                if !understood.contains(&one) {
                    understood.push(one);
                }
            }
        }
        understood
    }

    fn hits(&self, ranking: &RankedQuery, options: &SearchOptions) -> Result<Vec<Hit>> {
        let marker = Marker::new(&ranking.query, &self.snapshot.vocabulary, &self.analyzers);
        let mut hits: Vec<Hit> = Vec::new();
        let mut paragraphs: Vec<HashSet<String>> = Vec::new();
        let mut pages: Vec<u32> = Vec::new();
        let mut beyond = 0;
        for ranked in self.passages(ranking, options) {
            let ranked = ranked?;
            let page = ranked.candidate.page;
            let enough = !pages.contains(&page) && pages.len() >= options.pages;
            if enough {
                beyond += 1;
                // Only copies of what is shown are looked for there, and only among the next best.
                if beyond > LOOKED_AT_BEYOND || !options.collapse || paragraphs.iter().all(HashSet::is_empty) {
                    break;
                }
            }
            let entry = self.snapshot.table.page(page).context("a passage belongs to no page; rebuild the index")?;
            let stored: StoredPassage = postcard::from_bytes(&self.snapshot.engine.stored(&ranked.candidate)?)
                .context("a stored passage is damaged; rebuild the index")?;
            let language = entry.language();
            let marks = marker.marks(&stored.passage.text, language);
            let matched = if options.collapse { matched_paragraphs(&stored.passage.text, &marks) } else { Vec::new() };
            if let Some(same) = same_paragraph(&matched, &paragraphs).filter(|&same| other_page(&hits, same, entry)) {
                if let Some(hit) = hits.get_mut(same) {
                    hit.also_at.push(link(entry, &stored));
                }
                continue;
            }
            if enough {
                continue;
            }
            if !pages.contains(&page) {
                pages.push(page);
            }
            paragraphs.push(paragraphs_of(&stored.passage.text));
            let rank = hits.len() + 1;
            hits.push(hit(rank, &ranked, entry, stored, &marker, &marks, language, options));
        }
        Ok(hits)
    }
}

fn other_page(hits: &[Hit], same: usize, entry: &PageEntry) -> bool {
    hits.get(same).is_some_and(|hit| hit.page.link != entry.facts.link)
}

fn link(entry: &PageEntry, stored: &StoredPassage) -> String {
    passage_link(&entry.facts.link, stored.passage.screen, stored.passage.fragment.as_deref())
}

#[expect(clippy::too_many_arguments, reason = "everything a hit is made of, used once")]
fn hit(
    rank: usize,
    ranked: &Ranked,
    entry: &PageEntry,
    stored: StoredPassage,
    marker: &Marker<'_>,
    marks: &[Mark],
    language: Language,
    options: &SearchOptions,
) -> Hit {
    let mut matched = Vec::new();
    Marker::matches(&stored.passage.text, marks, &mut matched);
    let around = [stored.passage.lead.as_deref().unwrap_or_default(), &stored.section.join("\n"), &entry.facts.title];
    for text in around {
        let marks = marker.marks(text, language);
        let mut more = Vec::new();
        Marker::matches(text, &marks, &mut more);
        // The title and the headings say how a part of the question was met only where the passage does not.
        more.retain(|found| !matched.iter().any(|known| known.query == found.query));
        matched.extend(more);
    }
    Hit {
        rank,
        pinned: false,
        score: ranked.score,
        coverage: ranked.coverage,
        titled: !marker.marks(&entry.facts.title, language).is_empty(),
        url: link(entry, &stored),
        page: hit_page(entry, options),
        highlights: code_points(&stored.passage.text, marks.iter().map(|mark| &mark.bytes)),
        headings: code_points(&stored.passage.text, &stored.passage.headings()),
        section: stored.section,
        anchor: stored.anchor,
        lead: stored.passage.lead,
        passage: stored.passage.text,
        also_at: Vec::new(),
        matched,
        explain: options.explain.then(|| ranked.parts()),
    }
}

fn hit_page(entry: &PageEntry, options: &SearchOptions) -> HitPage {
    let facts = &entry.facts;
    HitPage {
        id: facts.id,
        title: facts.title.clone(),
        link: facts.link.clone(),
        short_link: entry.short_link(),
        breadcrumb: facts.breadcrumb.clone(),
        modified: facts.modified.map(|modified| modified.to_string()),
        reviewed: facts.review.reviewed,
        reviewer: facts.review.reviewer.clone(),
        next_review: facts.review.next,
        freshness: freshness(&facts.review, options.as_of, options.max_age),
        age: age_in_words(&facts.review, facts.modified, options.as_of, options.max_age),
        language: facts.language.clone(),
        organisation: facts.organisation.clone(),
    }
}

/// The paragraphs of a text that are long enough to be told from chance.
fn paragraphs_of(text: &str) -> HashSet<String> {
    text.lines().filter(|line| line.split_whitespace().count() >= PARAGRAPH_WORDS).map(folded).collect()
}

fn folded(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The paragraphs in which something matched; empty if one of them is too short to tell.
fn matched_paragraphs(text: &str, marks: &[Mark]) -> Vec<String> {
    let mut start = 0;
    let mut matched = Vec::new();
    for line in text.split('\n') {
        let end = start + line.len();
        if marks.iter().any(|mark| mark.bytes.start >= start && mark.bytes.end <= end) {
            if line.split_whitespace().count() < PARAGRAPH_WORDS {
                return Vec::new();
            }
            matched.push(folded(line));
        }
        start = end + 1;
    }
    matched
}

/// The hit that shows all these paragraphs already.
fn same_paragraph(matched: &[String], shown: &[HashSet<String>]) -> Option<usize> {
    if matched.is_empty() {
        return None;
    }
    shown.iter().position(|paragraphs| matched.iter().all(|paragraph| paragraphs.contains(paragraph)))
}

/// Names and words of the question that stand nowhere.
fn absent(ranking: &RankedQuery) -> Vec<String> {
    let query = &ranking.query;
    let mut absent: Vec<String> = query.nowhere.iter().map(|name| name.text.clone()).collect();
    for (clause, found) in ranking.query.clauses.iter().zip(&ranking.frequencies) {
        if !found.is_nowhere() {
            continue;
        }
        match clause.meaning {
            Meaning::Word(index) if query.is_of_absent_name(index) => {}
            Meaning::Word(index) => absent.extend(query.words.get(index).map(|word| word.surface.clone())),
            Meaning::Concept(index) => {
                let name = query.concepts.get(index).filter(|name| !name.of_absent_name);
                absent.extend(name.map(|name| name.text.clone()));
            }
            Meaning::WordInName(_) | Meaning::SameName(_) | Meaning::Wider(_) | Meaning::Aspect => {}
        }
    }
    absent
}

/// What was left out, as typed.
fn excluded(ranking: &RankedQuery) -> Vec<String> {
    let in_force = ranking.query.excluded.iter().filter(|(exclusion, _)| exclusion.flag || !ranking.exclusions_ignored);
    in_force.map(|(exclusion, _)| exclusion.text.clone()).collect()
}

fn notes(ranking: &RankedQuery, answer: &Answer) -> Vec<Note> {
    let mut notes = Vec::new();
    if ranking.query.is_empty() || (ranking.query.only_carries && answer.hits.is_empty()) {
        notes.push(Note::new("empty-question", nothing_asked(ranking)));
    }
    if ranking.query.cut {
        let text = format!("only the first {} characters of the question were read", crate::query::MOST_CHARACTERS);
        notes.push(Note::new("question-cut", text));
    }
    if ranking.exclusions_ignored {
        let inside = ranking.query.excluded.iter().filter(|(exclusion, _)| !exclusion.flag);
        let words: Vec<String> = inside.map(|(exclusion, _)| format!("“{}”", exclusion.text)).collect();
        let text = format!("leaving out {} would leave nothing, so it was not left out", words.join(" and "));
        notes.push(Note::new("exclusion-ignored", text));
    }
    if !answer.hits.is_empty() && !answer.is_full() {
        notes.push(Note::new("no-full-answer", "no page answers this fully; these are the nearest"));
    }
    notes
}

/// Why a question asks for nothing.
fn nothing_asked(ranking: &RankedQuery) -> &'static str {
    if ranking.query.only_carries {
        "the question has only words that stand everywhere; add what it is about"
    } else if ranking.query.excluded.is_empty() {
        "the question has no words to look for"
    } else {
        "the question only says what to leave out; add what to look for"
    }
}
