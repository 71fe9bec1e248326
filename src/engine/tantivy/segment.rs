//! One segment, open for reading: postings of each field, the columns as plain vectors, deleted passages marked.

use std::sync::Arc;

use anyhow::{Context, Result, anyhow};
use tantivy::postings::{BlockSegmentPostings, SegmentPostings};
use tantivy::schema::{IndexRecordOption, OwnedValue};
use tantivy::store::StoreReader;
use tantivy::{InvertedIndexReader, SegmentReader, TantivyDocument, Term};

use super::schema::{self, Fields};
use crate::engine::request::Field;
use crate::engine::score::{Norms, Totals, Weights};

/// The page number of a deleted passage.
pub(super) const DELETED: u32 = u32::MAX;

/// The document is not deleted.
pub(super) const LIVE: u8 = 1;
/// The passage answers by itself.
pub(super) const ANSWERS: u8 = 2;
/// The passage holds text that stands on many pages.
pub(super) const APART: u8 = 4;

/// One segment of the index.
pub(super) struct Segment {
    body: Arc<InvertedIndexReader>,
    title: Arc<InvertedIndexReader>,
    heading: Arc<InvertedIndexReader>,
    fields: Fields,
    store: StoreReader,
    /// Page number of each document; [`DELETED`] for a deleted one.
    pub(super) pages: Vec<u32>,
    pub(super) places: Vec<u32>,
    /// [`LIVE`], [`ANSWERS`] and [`APART`] of each document.
    pub(super) kinds: Vec<u8>,
    body_words: Vec<u32>,
    title_words: Vec<u32>,
    heading_words: Vec<u32>,
    pub(super) norms: Vec<Norms>,
}

impl Segment {
    pub(super) fn open(segment: &tantivy::Segment, fields: &Fields) -> Result<Segment> {
        let reader = SegmentReader::open(segment)?;
        let mut pages = column(&reader, schema::PAGE)?;
        if let Some(alive) = reader.alive_bitset() {
            for (document, page) in pages.iter_mut().enumerate() {
                if !alive.is_alive(document as u32) {
                    *page = DELETED;
                }
            }
        }
        let answers = column(&reader, schema::ANSWERS)?;
        let kind = |(&page, &answers): (&u32, &u32)| {
            let live = if page == DELETED { 0 } else { LIVE };
            if answers == 0 { live } else { live | ANSWERS }
        };
        Ok(Segment {
            kinds: pages.iter().zip(&answers).map(kind).collect(),
            body: reader.inverted_index(fields.body)?,
            title: reader.inverted_index(fields.title)?,
            heading: reader.inverted_index(fields.heading)?,
            fields: *fields,
            store: reader.get_store_reader(64)?,
            pages,
            places: column(&reader, schema::PLACE)?,
            body_words: column(&reader, schema::BODY_WORDS)?,
            title_words: column(&reader, schema::TITLE_WORDS)?,
            heading_words: column(&reader, schema::HEADING_WORDS)?,
            norms: Vec::new(),
        })
    }

    /// Number of documents, deleted ones included.
    pub(super) fn len(&self) -> usize {
        self.pages.len()
    }

    /// Whether a document is not deleted.
    pub(super) fn is_live(&self, document: usize) -> bool {
        self.pages[document] != DELETED
    }

    /// Marks the passages for which `apart` holds, given page and place.
    pub(super) fn set_apart(&mut self, apart: impl Fn(u32, u32) -> bool) {
        for ((kind, &page), &place) in self.kinds.iter_mut().zip(&self.pages).zip(&self.places) {
            if apart(page, place) {
                *kind |= APART;
            }
        }
    }

    pub(super) fn compute_norms(&mut self, totals: &Totals, weights: &Weights) {
        let catch_all = Totals::average(totals.catch_all_words, totals.passages);
        let title = Totals::average(totals.title_words, totals.passages);
        let heading = Totals::average(totals.heading_words, totals.passages);
        self.norms = (0..self.pages.len())
            .map(|document| {
                let (body_words, title_words, heading_words) =
                    (self.body_words[document], self.title_words[document], self.heading_words[document]);
                Norms {
                    catch_all: weights.norm(body_words + title_words + heading_words, catch_all),
                    title: weights.norm(title_words, title),
                    heading: weights.heading_norm(heading_words, heading),
                }
            })
            .collect();
    }

    /// The documents and frequencies of a token in a field, block by block.
    pub(super) fn blocks(&self, field: Field, token: &str) -> Result<Option<BlockSegmentPostings>> {
        let (reader, term) = self.term(field, token);
        Ok(reader.read_block_postings(&term, IndexRecordOption::WithFreqs)?)
    }

    /// Hands on each word of a field that begins with `beginning`, with the number of passages that have or had it.
    pub(super) fn each_word(&self, field: Field, beginning: &str, mut take: impl FnMut(&str, u32)) -> Result<()> {
        let (reader, _) = self.term(field, beginning);
        let mut words = reader.terms().range().ge(beginning.as_bytes()).into_stream()?;
        while words.advance() {
            let Some(word) = std::str::from_utf8(words.key()).ok().filter(|word| word.starts_with(beginning)) else {
                break;
            };
            take(word, words.value().doc_freq);
        }
        Ok(())
    }

    /// The same with positions.
    pub(super) fn positions(&self, field: Field, token: &str) -> Result<Option<SegmentPostings>> {
        let (reader, term) = self.term(field, token);
        Ok(reader.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?)
    }

    fn term(&self, field: Field, token: &str) -> (&InvertedIndexReader, Term) {
        match field {
            Field::Body => (&self.body, Term::from_field_text(self.fields.body, token)),
            Field::Title => (&self.title, Term::from_field_text(self.fields.title, token)),
            Field::Heading => (&self.heading, Term::from_field_text(self.fields.heading, token)),
        }
    }

    pub(super) fn stored(&self, document: u32) -> Result<Vec<u8>> {
        let document: TantivyDocument = self.store.get(document)?;
        match document.get_first(self.fields.stored).map(OwnedValue::from) {
            Some(OwnedValue::Bytes(bytes)) => Ok(bytes),
            _ => Err(anyhow!("a passage has nothing stored; rebuild the index")),
        }
    }
}

fn column(reader: &SegmentReader, name: &str) -> Result<Vec<u32>> {
    let column = reader.fast_fields().u64(name).with_context(|| format!("the index has no column `{name}`"))?;
    let values = column.first_or_default_col(0);
    let mut wide = vec![0_u64; reader.max_doc() as usize];
    values.get_range(0, &mut wide);
    Ok(wide.into_iter().map(|value| value as u32).collect())
}

/// Adds the live passages of all segments up, and the words of each page by page number.
pub(super) fn totals(segments: &[Segment]) -> (Totals, Vec<u32>) {
    let mut totals = Totals::default();
    let mut page_words: Vec<u32> = Vec::new();
    for segment in segments {
        let mut last_page = DELETED;
        for document in 0..segment.pages.len() {
            let page = segment.pages[document];
            if page == DELETED {
                continue;
            }
            let (body, title, heading) =
                (segment.body_words[document], segment.title_words[document], segment.heading_words[document]);
            totals.passages += 1;
            totals.catch_all_words += u64::from(body + title + heading);
            totals.title_words += u64::from(title);
            totals.heading_words += u64::from(heading);
            let slot = page as usize;
            if page_words.len() <= slot {
                page_words.resize(slot + 1, 0);
            }
            let mut words = body;
            if page != last_page {
                totals.pages += 1;
                words += title;
                last_page = page;
            }
            page_words[slot] += words;
            totals.page_words += u64::from(words);
        }
    }
    (totals, page_words)
}
