//! Raw tantivy, as anyone would set it up: what building and asking are held against.

use std::path::Path;

use anyhow::Result;
use tantivy::collector::TopDocs;
use tantivy::merge_policy::NoMergePolicy;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::TokenStream;
use tantivy::{Index, Searcher, TantivyDocument, Term, doc};

use crate::passages::PlainPassage;

/// Words are stemmed, as ours are.
const STEMMED: &str = "en_stem";

fn text(option: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(STEMMED).set_index_option(option);
    TextOptions::default().set_indexing_options(indexing)
}

/// Indexes title, heading and body, with positions and stored text, and commits.
pub(crate) fn build(folder: &Path, passages: &[PlainPassage], threads: usize, heap: usize) -> Result<()> {
    let mut schema = Schema::builder();
    let options = text(IndexRecordOption::WithFreqsAndPositions) | STORED;
    let [title, heading, body] = ["title", "heading", "body"].map(|name| schema.add_text_field(name, options.clone()));
    let index = Index::create_in_dir(folder, schema.build())?;
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(threads, heap)?;
    for passage in passages {
        writer.add_document(doc!(
            title => passage.title.as_str(), heading => passage.heading.as_str(), body => passage.body.as_str()
        ))?;
    }
    writer.commit()?;
    Ok(())
}

/// One catch-all field of the same passages in one segment, asked by a flat union of words.
pub(crate) struct FlatUnion {
    index: Index,
    searcher: Searcher,
    all: Field,
}

impl FlatUnion {
    pub(crate) fn new(folder: &Path, passages: &[PlainPassage]) -> Result<FlatUnion> {
        let mut schema = Schema::builder();
        let all = schema.add_text_field("all", text(IndexRecordOption::WithFreqs));
        let index = Index::create_in_dir(folder, schema.build())?;
        let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 1_000_000_000)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        for PlainPassage { title, heading, body } in passages {
            writer.add_document(doc!(all => format!("{title}\n{heading}\n{body}")))?;
        }
        writer.commit()?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;
        let searcher = index.reader()?.searcher();
        Ok(FlatUnion { index, searcher, all })
    }

    /// The terms of some words, each once.
    pub(crate) fn terms(&self, words: &str) -> Result<Vec<Term>> {
        let mut tokenizer = self.index.tokenizer_for_field(self.all)?;
        let mut stream = tokenizer.token_stream(words);
        let mut terms = Vec::new();
        while let Some(token) = stream.next() {
            terms.push(Term::from_field_text(self.all, &token.text));
        }
        terms.sort();
        terms.dedup();
        Ok(terms)
    }

    /// The ten best; their number.
    pub(crate) fn ask(&self, terms: &[Term]) -> Result<usize> {
        let words = terms
            .iter()
            .map(|term| -> Box<dyn Query> { Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)) });
        let union = BooleanQuery::union(words.collect());
        Ok(self.searcher.search(&union, &TopDocs::with_limit(10).order_by_score())?.len())
    }
}
