//! A page to the documents of its passages: tokens with positions, concepts stacked on the words where they begin.
//!
//! Positions in the body field: the lead first, then the text, with a gap before every block.

use std::collections::HashMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::record::SentenceRecord;
use crate::analysis::{Analyzer, Case, Language, Tokens};
use crate::content::{Label, Page, Passage, Section};
use crate::engine::{BLOCK_GAP, FieldTokens, PassageDocument};
use crate::query::{concept_token, name_token};
use crate::vocabulary::{Mention, PassageMentions, Place, Vocabulary};

/// A sentence shorter than this repeats by chance.
const SENTENCE_WORDS: u32 = 6;

/// What is stored with a passage and shown with a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPassage {
    /// Headings from the outermost to its own.
    pub section: Vec<String>,
    /// The heading's `id`.
    pub anchor: Option<String>,
    /// The passage itself.
    pub passage: Passage,
}

/// A page's documents and what its record needs.
pub(super) struct PageDocuments {
    pub(super) passages: Vec<PassageDocument>,
    pub(super) sentences: Vec<Vec<SentenceRecord>>,
    pub(super) title_keys: (u64, u64),
}

/// Analyzers by language, reused from page to page; one a thread.
#[derive(Default)]
pub(super) struct Analyzers {
    by_language: HashMap<Language, Analyzer>,
}

impl Analyzers {
    fn tokens(&mut self, language: Language, text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        self.by_language.entry(language).or_insert_with(|| Analyzer::new(language)).tokens(text, &mut tokens);
        tokens
    }
}

/// A text of the page, analysed: its tokens, their lines and the names in it.
struct Analysed {
    text: String,
    tokens: Tokens,
    positions: Vec<u32>,
    mentions: Vec<Mention>,
}

impl Analysed {
    fn new(text: &str, language: Language, analyzers: &mut Analyzers, vocabulary: &Vocabulary) -> Analysed {
        Analysed::of(text, analyzers.tokens(language, text), vocabulary)
    }

    fn of(text: &str, tokens: Tokens, vocabulary: &Vocabulary) -> Analysed {
        let positions = positions(text, &tokens);
        let mut mentions = vocabulary.mentions(&tokens, Case::of(text), Place::Text);
        // A name does not go on from one block to the next.
        mentions.retain(|mention| spans_one_block(mention, &positions));
        mentions.sort_by_key(|mention| mention.first);
        Analysed { text: text.to_owned(), tokens, positions, mentions }
    }

    /// Adds the tokens to a field, the first at `base`; returns the position after the last.
    fn emit(&self, field: &mut FieldTokens, base: u32) -> u32 {
        let mut mentions = self.mentions.iter().peekable();
        let mut end = base;
        for (index, &position) in self.positions.iter().enumerate() {
            let position = base + position;
            field.word(self.tokens.stem(index), position);
            while let Some(mention) = mentions.next_if(|mention| mention.first as usize <= index) {
                for &concept in &mention.concepts {
                    field.stacked(&concept_token(concept), position);
                }
                field.stacked(&name_token(mention.name), position);
            }
            end = position + 1;
        }
        end
    }

    /// Hash of the words, with each recognised name replaced by its concept if `by_concept`.
    fn key(&self, by_concept: bool) -> u64 {
        let mut hasher = blake3::Hasher::new();
        let mut index = 0;
        while index < self.tokens.len() {
            let name = self.mentions.iter().find(|m| by_concept && !m.nested && m.first as usize == index);
            if let Some((mention, concept)) = name.and_then(|mention| Some((mention, mention.concepts.first()?))) {
                hasher.update(concept_token(*concept).as_bytes());
                index = (mention.end as usize).max(index + 1);
            } else {
                hasher.update(self.tokens.folded(index).as_bytes());
                index += 1;
            }
            hasher.update(b" ");
        }
        first_u64(&hasher.finalize())
    }
}

/// Keys of a title or of a question: equal keys mean equal words, or equal words after names became concepts.
#[must_use]
pub(crate) fn title_keys(text: &str, tokens: Tokens, vocabulary: &Vocabulary) -> (u64, u64) {
    let analysed = Analysed::of(text, tokens, vocabulary);
    (analysed.key(false), analysed.key(true))
}

fn first_u64(hash: &blake3::Hash) -> u64 {
    hash.as_bytes().first_chunk::<8>().map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// Position of each token: its number, with a gap added for each line break before it.
fn positions(text: &str, tokens: &Tokens) -> Vec<u32> {
    let mut breaks = memchr::memchr_iter(b'\n', text.as_bytes()).peekable();
    let mut gaps = 0;
    (0..tokens.len())
        .map(|index| {
            while breaks.next_if(|&at| at < tokens.range(index).start as usize).is_some() {
                gaps += BLOCK_GAP;
            }
            index as u32 + gaps
        })
        .collect()
}

fn spans_one_block(mention: &Mention, positions: &[u32]) -> bool {
    let (first, last) = (mention.first as usize, (mention.end as usize).saturating_sub(1));
    match (positions.get(first), positions.get(last)) {
        (Some(start), Some(end)) => (end - start) as usize == last.saturating_sub(first),
        _ => false,
    }
}

/// The texts of one page, analysed together so that an acronym is decided by the whole page.
struct AnalysedPage {
    title: Analysed,
    headings: Vec<Analysed>,
    passages: Vec<(Option<Analysed>, Analysed)>,
}

impl AnalysedPage {
    fn new(page: &Page, language: Language, analyzers: &mut Analyzers, vocabulary: &Vocabulary) -> AnalysedPage {
        let mut analyse = |text: &str| Analysed::new(text, language, analyzers, vocabulary);
        let title = analyse(&page.facts.title);
        let headings = page.sections.iter().map(|section| analyse(&section.path.join("\n"))).collect();
        let passages = page
            .passages
            .iter()
            .map(|passage| (passage.lead.as_deref().map(&mut analyse), analyse(&passage.text)))
            .collect();
        let mut analysed = AnalysedPage { title, headings, passages };
        analysed.resolve(vocabulary);
        analysed
    }

    fn resolve(&mut self, vocabulary: &Vocabulary) {
        let mut texts = Vec::new();
        let all = std::iter::once(&mut self.title)
            .chain(self.headings.iter_mut())
            .chain(self.passages.iter_mut().flat_map(|(lead, text)| lead.iter_mut().chain(std::iter::once(text))));
        for analysed in all {
            texts.push(PassageMentions {
                text: &analysed.text,
                tokens: &analysed.tokens,
                mentions: &mut analysed.mentions,
            });
        }
        vocabulary.resolve(&mut texts);
    }
}

/// Makes the documents of a page.
pub(super) fn documents(
    page: &Page,
    number: u32,
    language: Language,
    analyzers: &mut Analyzers,
    vocabulary: &Vocabulary,
) -> anyhow::Result<PageDocuments> {
    let analysed = AnalysedPage::new(page, language, analyzers, vocabulary);
    let mut title = FieldTokens::default();
    analysed.title.emit(&mut title, 0);
    let headings: Vec<FieldTokens> = analysed
        .headings
        .iter()
        .map(|heading| {
            let mut field = FieldTokens::default();
            heading.emit(&mut field, 0);
            field
        })
        .collect();
    let mut passages = Vec::with_capacity(page.passages.len());
    let mut sentences = Vec::with_capacity(page.passages.len());
    for (place, (passage, (lead, text))) in page.passages.iter().zip(&analysed.passages).enumerate() {
        let mut body = FieldTokens::default();
        let base = lead.as_ref().map_or(0, |lead| lead.emit(&mut body, 0) + BLOCK_GAP);
        text.emit(&mut body, base);
        sentences.push(sentence_records(passage, text, base));
        let section = page.sections.get(passage.section as usize);
        passages.push(PassageDocument {
            page: number,
            place: place as u32,
            answers: passage.label == Label::Body,
            title: title.clone(),
            heading: headings.get(passage.section as usize).cloned().unwrap_or_default(),
            body,
            stored: store(passage, section)?,
        });
    }
    let title_keys = (analysed.title.key(false), analysed.title.key(true));
    Ok(PageDocuments { passages, sentences, title_keys })
}

fn store(passage: &Passage, section: Option<&Section>) -> anyhow::Result<Vec<u8>> {
    let section = section.cloned().unwrap_or_default();
    let stored = StoredPassage { section: section.path, anchor: section.anchor, passage: passage.clone() };
    Ok(postcard::to_stdvec(&stored)?)
}

fn sentence_records(passage: &Passage, text: &Analysed, base: u32) -> Vec<SentenceRecord> {
    let mut records = Vec::new();
    let mut next = 0;
    for sentence in &passage.sentences {
        let tokens = token_range(&text.tokens, sentence, &mut next);
        let (Some(&from), Some(&last)) =
            (text.positions.get(tokens.start), tokens.end.checked_sub(1).and_then(|last| text.positions.get(last)))
        else {
            continue;
        };
        if (tokens.len() as u32) < SENTENCE_WORDS {
            continue;
        }
        let mut hasher = blake3::Hasher::new();
        for index in tokens {
            hasher.update(text.tokens.folded(index).as_bytes());
            hasher.update(b" ");
        }
        let hash = first_u64(&hasher.finalize());
        records.push(SentenceRecord { hash, from: base + from, to: base + last + 1 });
    }
    records
}

/// The tokens inside a byte range; ranges come in order, so the search goes on where the last one ended.
fn token_range(tokens: &Tokens, bytes: &Range<u32>, next: &mut usize) -> Range<usize> {
    while *next < tokens.len() && tokens.range(*next).start < bytes.start {
        *next += 1;
    }
    let first = *next;
    while *next < tokens.len() && tokens.range(*next).end <= bytes.end {
        *next += 1;
    }
    first..*next
}
