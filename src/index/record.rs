//! A record: what the builder remembers of one page, from which the tables that span pages are rebuilt.
//!
//! Records are never read by a search. They are saved before each commit under a number that the commit carries, so
//! that after a crash the records found are those of the commit found.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::generation::{read_checked, write_encoded};
use super::kept::Place;
use super::sentences::Sentences;
use super::words::PageWords;
use crate::content::PageFacts;
use crate::corpus::{ExportKind, Fingerprint, PageKey, RawPage};
use crate::vocabulary::PageDefinition;

/// What is remembered of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Record {
    /// Its number in the engine.
    pub(super) number: u32,
    /// Hash of the raw page, the vocabulary and the format: equal means nothing to do.
    pub(super) hash: [u8; 16],
    /// Of the JSON it was read from: equal means nothing to read.
    pub(super) fingerprint: Option<Fingerprint>,
    /// The export it came from.
    pub(super) source: String,
    /// Where its raw page is kept.
    pub(super) kept: Place,
    /// Its facts, as the page itself gives them.
    pub(super) facts: PageFacts,
    /// Keys of its title: by words, and with names replaced by their concepts.
    pub(super) title_keys: (u64, u64),
    /// Number of its passages.
    pub(super) passages: u32,
    /// Their sentences.
    pub(super) sentences: Sentences,
    /// What the page defines, each once, in order.
    pub(super) definitions: Vec<PageDefinition>,
    /// Its words; kept in a file of their own.
    #[serde(skip)]
    pub(super) words: PageWords,
}

/// A record of format 2, which knew no definitions.
#[derive(Deserialize)]
struct RecordOfFormat2 {
    number: u32,
    hash: [u8; 16],
    fingerprint: Option<Fingerprint>,
    source: String,
    kept: Place,
    facts: PageFacts,
    title_keys: (u64, u64),
    passages: u32,
    sentences: Sentences,
}

impl From<RecordOfFormat2> for Record {
    fn from(older: RecordOfFormat2) -> Record {
        let RecordOfFormat2 { number, hash, fingerprint, source, kept, facts, title_keys, passages, sentences } = older;
        let (definitions, words) = (Vec::new(), PageWords::default());
        Record { number, hash, fingerprint, source, kept, facts, title_keys, passages, sentences, definitions, words }
    }
}

impl Record {
    /// The page as it was read, without its texts.
    pub(super) fn without_texts(&self) -> RawPage {
        let facts = &self.facts;
        RawPage {
            kind: Some(ExportKind::Rest),
            id: facts.id,
            link: facts.link.clone(),
            site: facts.site.clone(),
            slug: facts.slug.clone(),
            post_type: facts.post_type.clone(),
            title_html: facts.title.replace('&', "&amp;").replace('<', "&lt;"),
            published: facts.published,
            modified: facts.modified,
            parent: facts.parent,
            noindex: facts.noindex,
            fingerprint: self.fingerprint,
            ..RawPage::default()
        }
    }
}

/// All pages of a generation by site and id; cheap to clone, because a build holds several versions of it.
pub(super) type Records = BTreeMap<PageKey, Arc<Record>>;

/// File name of the records that belong to commit number `commit`.
pub(super) fn records_name(commit: u64) -> String {
    format!("records-{commit:06}.bin")
}

/// Whether a file of this name holds records.
pub(super) fn is_records(name: &str) -> bool {
    name.starts_with("records-")
}

pub(super) fn save(generation: &Path, commit: u64, records: &Records) -> Result<()> {
    write_encoded(&generation.join(records_name(commit)), records)
}

/// Loads the records of a commit of a generation of this or an older format.
pub(super) fn load(generation: &Path, commit: u64, format: u32) -> Result<Records> {
    let path = generation.join(records_name(commit));
    let bytes = read_checked(&path)?;
    let damaged = || format!("`{}` is damaged; rebuild the index", path.display());
    if format != 2 {
        return postcard::from_bytes(&bytes).with_context(damaged);
    }
    let older: BTreeMap<PageKey, RecordOfFormat2> = postcard::from_bytes(&bytes).with_context(damaged)?;
    Ok(older.into_iter().map(|(key, record)| (key, Arc::new(record.into()))).collect())
}
