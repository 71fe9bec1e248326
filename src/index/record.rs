//! A record: what the builder remembers of one page, from which the tables that span pages are rebuilt.
//!
//! Records are never read by a search. They are saved before each commit under a number that the commit carries, so
//! that after a crash the records found are those of the commit found.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use super::checked::{read_checked, write_encoded};
use super::facts::{Facts, LentFacts};
use super::kept::Place;
use super::packed::Packed;
use super::sentences::Sentences;
use super::words::PageWords;
use crate::content::PageFacts;
use crate::corpus::{ExportKind, Fingerprint, PageKey, RawPage, shared};
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
    #[serde(deserialize_with = "crate::corpus::deserialize_shared")]
    pub(super) source: Arc<str>,
    /// Where its raw page is kept.
    pub(super) kept: Place,
    /// Its facts, as the page itself gives them.
    pub(super) facts: Facts,
    /// Keys of its title: by words, and with names replaced by their concepts.
    pub(super) title_keys: (u64, u64),
    /// Number of its passages.
    pub(super) passages: u32,
    /// Their sentences.
    pub(super) sentences: Sentences,
    /// What the page defines, each once, in order: a list of [`PageDefinition`].
    pub(super) definitions: Packed,
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
    _sentences: Vec<u8>,
}

/// A record of format 3.
#[derive(Deserialize)]
struct RecordOfFormat3 {
    older: RecordOfFormat2,
    _definitions: Vec<PageDefinition>,
}

impl RecordOfFormat2 {
    /// What a page is indexed anew by; the rest is made then.
    fn today(self) -> Result<Record> {
        let RecordOfFormat2 { number, hash, fingerprint, source, kept, facts, title_keys, passages, _sentences } = self;
        Ok(Record {
            number,
            hash,
            fingerprint,
            source: shared(&source),
            kept,
            facts: Facts::of(&facts)?,
            title_keys,
            passages,
            sentences: Sentences::default(),
            definitions: Packed::default(),
            words: PageWords::default(),
        })
    }
}

impl Record {
    /// The page as it was read, without its texts and what else does not decide whether this copy counts.
    pub(super) fn without_texts(&self) -> RawPage {
        let LentFacts { id, link, site, title, post_type, modified, .. } = self.facts.lent();
        RawPage {
            kind: Some(ExportKind::Rest),
            id,
            link: link.to_owned(),
            site: site.to_owned(),
            post_type: post_type.to_owned(),
            title_html: title.replace('&', "&amp;").replace('<', "&lt;"),
            modified: modified.and_then(|edited| edited.parse().ok()),
            fingerprint: self.fingerprint,
            ..RawPage::default()
        }
    }
}

/// All pages of a generation by site and id; cheap to clone, because a build holds several versions of it.
pub(super) type Records = BTreeMap<PageKey, Arc<Record>>;

/// What differs between two versions of the records: each page that is not the very same in both, before and after.
pub(super) fn changes<'a>(
    before: &'a Records,
    after: &'a Records,
) -> impl Iterator<Item = (Option<&'a Record>, Option<&'a Record>)> {
    let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
    let pairs = std::iter::from_fn(move || {
        let order = match (before.peek(), after.peek()) {
            (Some((a, _)), Some((b, _))) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return None,
        };
        let of_before = if order.is_le() { before.next() } else { None };
        let of_after = if order.is_ge() { after.next() } else { None };
        Some((of_before.map(|(_, record)| record), of_after.map(|(_, record)| record)))
    });
    let differ = |pair: &(Option<&Arc<Record>>, Option<&Arc<Record>>)| match pair {
        (Some(before), Some(after)) => !Arc::ptr_eq(before, after),
        _ => true,
    };
    pairs.filter(differ).map(|(before, after)| (before.map(AsRef::as_ref), after.map(AsRef::as_ref)))
}

/// The records in the order of their links.
pub(super) fn by_link(records: &Records) -> Vec<(&PageKey, &Record)> {
    let linked = records.iter().map(|(key, record)| (record.facts.link(), key, record.as_ref()));
    let mut linked: Vec<(&str, &PageKey, &Record)> = linked.collect();
    linked.sort_by(|(a, a_key, _), (b, b_key, _)| a.cmp(b).then(a_key.id.cmp(&b_key.id)));
    linked.into_iter().map(|(_, key, record)| (key, record)).collect()
}

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
    let older: BTreeMap<PageKey, RecordOfFormat2> = match format {
        2 => postcard::from_bytes(&bytes).with_context(damaged)?,
        3 => {
            let records: BTreeMap<PageKey, RecordOfFormat3> = postcard::from_bytes(&bytes).with_context(damaged)?;
            records.into_iter().map(|(key, record)| (key, record.older)).collect()
        }
        _ => return postcard::from_bytes(&bytes).with_context(damaged),
    };
    older.into_iter().map(|(key, record)| Ok((key, Arc::new(record.today()?)))).collect()
}
