//! A page to the documents of its passages: tokens with positions, concepts stacked on the words where they begin.
//!
//! Positions in the body field: the lead first, then the text, with a gap before every block.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::analysed::{Analysed, Analyzers, Words, WordsHash};
use super::packed::Packed;
use super::sentences::{SentencePacker, SentenceRecord, Sentences};
use super::words::PageWords;
use crate::analysis::{Language, Tokens};
use crate::content::{Label, Page, Passage, Section};
use crate::engine::{BLOCK_GAP, FieldTokens, PassageDocument};
use crate::vocabulary::{PageDefinition, Vocabulary};

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

/// A [`StoredPassage`] on its way in, its parts lent by the page.
#[derive(Serialize)]
struct StoringPassage<'a> {
    section: &'a [String],
    anchor: Option<&'a str>,
    passage: &'a Passage,
}

/// A page's documents and what its record needs.
pub(super) struct PageDocuments {
    pub(super) passages: Vec<PassageDocument>,
    pub(super) sentences: Sentences,
    pub(super) words: PageWords,
    pub(super) title_keys: (u64, u64),
    /// What the page defines, each once, in order: a list of [`PageDefinition`].
    pub(super) definitions: Packed,
}

/// The texts of one page, analysed together so that an acronym is decided by the whole page.
pub(super) struct AnalysedPage<'a> {
    pub(super) title: Analysed<'a>,
    pub(super) headings: Vec<Analysed<'a>>,
    pub(super) passages: Vec<(Option<Analysed<'a>>, Analysed<'a>)>,
    pub(super) definitions: Vec<PageDefinition>,
}

impl<'a> AnalysedPage<'a> {
    /// `headings` are the headings of each section, one a line.
    pub(super) fn new(
        page: &'a Page,
        headings: &'a [String],
        language: Language,
        analyzers: &mut Analyzers<'_>,
    ) -> AnalysedPage<'a> {
        let mut analyse = |text: &'a str| analyzers.analyse(language, text);
        let title = analyse(&page.facts.title);
        let headings = headings.iter().map(|headings| analyse(headings)).collect();
        let mut passages: Vec<(Option<Analysed<'a>>, Analysed<'a>)> = Vec::with_capacity(page.passages.len());
        for passage in &page.passages {
            // The passages of one list have its lead in common.
            let before = passages.last().and_then(|(lead, _)| lead.as_ref());
            let lead = passage.lead.as_deref().map(|lead| match before.filter(|before| before.text == lead) {
                Some(before) => before.clone(),
                None => analyse(lead),
            });
            passages.push((lead, analyse(&passage.text)));
        }
        let mut analysed = AnalysedPage { title, headings, passages, definitions: Vec::new() };
        analysed.resolve(analyzers.vocabulary, page.facts.organisation.as_deref());
        analysed
    }

    /// Decides the acronyms and notes what the page defines.
    fn resolve(&mut self, vocabulary: &Vocabulary, own: Option<&str>) {
        let passages = self.passages.iter_mut().flat_map(|(lead, text)| lead.iter_mut().chain(std::iter::once(text)));
        let all = std::iter::once(&mut self.title).chain(self.headings.iter_mut()).chain(passages);
        let mut texts: Vec<_> = all.map(Analysed::mentions_mut).collect();
        for (text, definition) in vocabulary.resolve(&mut texts, own) {
            let Some(part) = texts.get(text) else { continue };
            self.definitions.extend(PageDefinition::of(part.text, part.tokens, &definition));
        }
        self.definitions.sort_unstable();
        self.definitions.dedup();
    }
}

/// Makes the documents of a page.
pub(super) fn documents(
    page: &Page,
    number: u32,
    language: Language,
    analyzers: &mut Analyzers<'_>,
) -> anyhow::Result<PageDocuments> {
    let headings: Vec<String> = page.sections.iter().map(|section| section.path.join("\n")).collect();
    analyzers.words.begin();
    let analysed = AnalysedPage::new(page, &headings, language, analyzers);
    let words = analyzers.words.finish();
    let names = &mut analyzers.names;
    let mut field = |analysed: &Analysed<'_>| {
        let mut field = FieldTokens::default();
        let end = analysed.emit(&mut field, 0, names);
        analysed.emit_aspects(&mut field, end);
        Arc::new(field)
    };
    let title = field(&analysed.title);
    let headings: Vec<Arc<FieldTokens>> = analysed.headings.iter().map(&mut field).collect();
    let mut passages = Vec::with_capacity(page.passages.len());
    let mut sentences = SentencePacker::default();
    for (place, (passage, (lead, text))) in page.passages.iter().zip(&analysed.passages).enumerate() {
        let mut body = FieldTokens::default();
        let base = lead.as_ref().map_or(0, |lead| lead.emit(&mut body, 0, names) + BLOCK_GAP);
        text.emit(&mut body, base, names);
        add_sentences(passage, place as u32, &text.words, base, &mut sentences);
        let section = page.sections.get(passage.section as usize);
        passages.push(PassageDocument {
            page: number,
            place: place as u32,
            answers: passage.label == Label::Body,
            title: Arc::clone(&title),
            heading: headings.get(passage.section as usize).map(Arc::clone).unwrap_or_default(),
            body,
            stored: store(passage, section)?,
        });
    }
    let title_keys = (analysed.title.key(false), analysed.title.key(true));
    let definitions = Packed::of(&analysed.definitions)?;
    Ok(PageDocuments { passages, sentences: sentences.finish(), words, title_keys, definitions })
}

fn store(passage: &Passage, section: Option<&Section>) -> anyhow::Result<Vec<u8>> {
    let stored = StoringPassage {
        section: section.map_or(&[], |section| &section.path),
        anchor: section.and_then(|section| section.anchor.as_deref()),
        passage,
    };
    Ok(postcard::to_stdvec(&stored)?)
}

fn add_sentences(passage: &Passage, place: u32, text: &Words, base: u32, sentences: &mut SentencePacker) {
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
        let mut hash = WordsHash::default();
        tokens.for_each(|index| hash.add(text.tokens.folded_hash(index)));
        sentences.push(place, SentenceRecord { hash: hash.0, from: base + from, to: base + last + 1 });
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_back() {
        let passage = Passage { text: "Rest helps.".to_owned(), screen: 2, ..Passage::default() };
        let section = Section { path: vec!["Care".to_owned(), "Rest".to_owned()], anchor: Some("rest".to_owned()) };
        for section in [Some(&section), None] {
            let stored = store(&passage, section).unwrap();
            let read: StoredPassage = postcard::from_bytes(&stored).unwrap();
            let expected = section.cloned().unwrap_or_default();
            assert_eq!((read.section, read.anchor, &read.passage), (expected.path, expected.anchor, &passage));
        }
    }
}
