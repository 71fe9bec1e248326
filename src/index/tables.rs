//! The tables of a generation: facts that span pages, rebuilt at each commit from the records.
//!
//! Page entries with breadcrumbs and language settled, in the order of their links; and, for the passages that hold
//! text which stands on many pages, where in them it stands.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use jiff::{civil::Date, tz::TimeZone};
use serde::ser::{SerializeSeq, Serializer};
use serde::{Deserialize, Serialize};
use url::Url;

use super::checked::{read_checked, write_encoded};
use super::facts::LentFacts;
use super::passing::is_passing;
use super::record::{Records, by_link};
use super::repeats::{Spans, repeats};
use crate::analysis::Language;
use crate::content::PageFacts;
use crate::corpus::PageKey;

const PAGES: &str = "pages.bin";
const REPEATS: &str = "repeats.bin";

/// What a search knows of a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PageEntry {
    /// Its number in the engine.
    pub number: u32,
    /// Its facts, with breadcrumb and language settled.
    pub facts: PageFacts,
    /// Keys of its title, by words and by concepts.
    pub title_keys: (u64, u64),
}

impl PageEntry {
    /// The language its words are read in.
    #[must_use]
    pub fn language(&self) -> Language {
        self.facts.language.as_deref().map_or(Language::English, Language::from_tag)
    }

    /// The page's short address, `site/?p=id`.
    #[must_use]
    pub fn short_link(&self) -> String {
        format!("{}/?p={}", self.facts.site, self.facts.id)
    }

    /// The path of its link, `/` for a front page.
    #[must_use]
    pub fn path(&self) -> Cow<'_, str> {
        link_path(&self.facts.link)
    }
}

/// The path of a link, percent-encoded as written; `/` where there is none.
pub(super) fn link_path(link: &str) -> Cow<'_, str> {
    match plain_path(link) {
        Some(path) => Cow::Borrowed(path),
        None => Cow::Owned(Url::parse(link).map_or_else(|_| link.to_owned(), |url| url.path().to_owned())),
    }
}

/// The path of a link that has nothing for a parser to change: a filter looks at every page.
fn plain_path(link: &str) -> Option<&str> {
    let after = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"))?;
    let (host, path) = after.split_at(after.find('/').unwrap_or(after.len()));
    let host_is_plain = host.contains('.') && host.bytes().all(|b| matches!(b, b'a'..=b'z' | b'.'));
    if path.is_empty() {
        return host_is_plain.then_some("/");
    }
    let path_is_plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.'));
    // `/./` and `/../` are steps, not names.
    (host_is_plain && path_is_plain && !path.as_bytes().windows(2).any(|pair| pair == b"/.")).then_some(path)
}

/// The tables, loaded.
#[derive(Debug, Clone, Default)]
pub struct PageTable {
    entries: Vec<PageEntry>,
    by_number: Vec<u32>,
    /// Rank of each page among equals by page number.
    order: Vec<u32>,
    /// Whether a page is news or an archive, by page number.
    passing: Vec<bool>,
    /// Page numbers by the keys of their titles: by words, by concepts.
    titled: [HashMap<u64, Vec<u32>>; 2],
    repeats: HashMap<(u32, u32), Spans>,
}

impl PageTable {
    fn new(entries: Vec<PageEntry>, repeats: Vec<((u32, u32), Spans)>) -> PageTable {
        let slots = entries.iter().map(|entry| entry.number as usize + 1).max().unwrap_or(0);
        let mut by_number = vec![u32::MAX; slots];
        for (index, entry) in entries.iter().enumerate() {
            by_number[entry.number as usize] = index as u32;
        }
        let mut titled: [HashMap<u64, Vec<u32>>; 2] = Default::default();
        for entry in &entries {
            let (by_words, by_concepts) = entry.title_keys;
            for (pages, key) in titled.iter_mut().zip([by_words, by_concepts]) {
                pages.entry(key).or_default().push(entry.number);
            }
        }
        let mut passing = vec![false; slots];
        for entry in &entries {
            passing[entry.number as usize] = is_passing(&entry.facts.post_type, &entry.path());
        }
        let order = freshest_first(&entries, slots);
        PageTable { entries, order, passing, by_number, titled, repeats: repeats.into_iter().collect() }
    }

    /// The page with this number.
    #[must_use]
    pub fn page(&self, number: u32) -> Option<&PageEntry> {
        let index = *self.by_number.get(number as usize)?;
        self.entries.get(index as usize)
    }

    /// All pages in the order of their links.
    #[must_use]
    pub fn pages(&self) -> &[PageEntry] {
        &self.entries
    }

    /// Numbers of the pages whose title has these words after names became concepts (false), then of those that have
    /// them as they are (true).
    pub fn titled(&self, (by_words, by_concepts): (u64, u64)) -> impl Iterator<Item = (u32, bool)> {
        let [words, concepts] = &self.titled;
        let with = |pages: &HashMap<u64, Vec<u32>>, key| pages.get(&key).cloned().unwrap_or_default();
        let by_concepts = with(concepts, by_concepts).into_iter().map(|page| (page, false));
        by_concepts.chain(with(words, by_words).into_iter().map(|page| (page, true)))
    }

    /// Whether a page is news, a post or an archive: it stands behind standing pages.
    #[must_use]
    pub fn is_passing(&self, number: u32) -> bool {
        self.passing.get(number as usize).copied().unwrap_or(false)
    }

    /// Rank of each page among equals, by page number: the one reviewed or else edited last comes first, then by link.
    #[must_use]
    pub fn order(&self) -> &[u32] {
        &self.order
    }

    /// One more than the highest page number.
    #[must_use]
    pub fn slots(&self) -> usize {
        self.by_number.len()
    }

    /// Where a passage holds text that stands on many pages; empty if nowhere.
    #[must_use]
    pub fn repeats(&self, page: u32, place: u32) -> &[(u32, u32)] {
        self.repeats.get(&(page, place)).map_or(&[], Vec::as_slice)
    }
}

fn freshest_first(by_link: &[PageEntry], slots: usize) -> Vec<u32> {
    let of_date = |entry: &PageEntry| {
        let PageFacts { review, modified, .. } = &entry.facts;
        let edited = || modified.map(|edited| edited.to_zoned(TimeZone::UTC).date());
        review.reviewed.map(|reviewed| reviewed.first_day()).or_else(edited)
    };
    let mut sorted: Vec<(Reverse<Option<Date>>, u32)> =
        by_link.iter().map(|entry| (Reverse(of_date(entry)), entry.number)).collect();
    sorted.sort_by_key(|(date, _)| *date);
    let mut order = vec![u32::MAX; slots];
    for (rank, (_, number)) in sorted.into_iter().enumerate() {
        order[number as usize] = rank as u32;
    }
    order
}

/// Makes the table of pages from the records and writes it into a generation.
pub(super) fn write_pages(generation: &Path, records: &Records) -> Result<()> {
    write_encoded(&generation.join(PAGES), &Entries { records, languages: site_languages(records) })
}

/// Makes the table of text that stands on many pages and writes it into a generation.
pub(super) fn write_repeats(generation: &Path, records: &Records) -> Result<()> {
    write_encoded(&generation.join(REPEATS), &repeats(records))
}

/// Loads the tables of a generation.
pub(super) fn load(generation: &Path) -> Result<PageTable> {
    let damaged = || format!("the tables of `{}` are damaged; rebuild the index", generation.display());
    let entries = postcard::from_bytes(&read_checked(&generation.join(PAGES))?).with_context(damaged)?;
    let repeats = postcard::from_bytes(&read_checked(&generation.join(REPEATS))?).with_context(damaged)?;
    Ok(PageTable::new(entries, repeats))
}

/// The page entries in the order of their links, each made when it is its turn to be written: together they take as
/// much memory as the records do.
struct Entries<'a> {
    records: &'a Records,
    languages: HashMap<&'a str, &'a str>,
}

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut entries = serializer.serialize_seq(Some(self.records.len()))?;
        for (PageKey { site, .. }, record) in by_link(self.records) {
            let mut facts = record.facts.lent();
            let above = if facts.breadcrumb.is_empty() { breadcrumb(self.records, site, &facts) } else { Vec::new() };
            facts.breadcrumb.extend(above.iter().map(AsRef::as_ref));
            facts.language = facts.language.or_else(|| self.languages.get(&**site).copied());
            entries.serialize_element(&LentEntry { number: record.number, facts, title_keys: record.title_keys })?;
        }
        entries.end()
    }
}

/// A [`PageEntry`] on its way out, its facts lent by the record.
#[derive(Serialize)]
struct LentEntry<'a> {
    number: u32,
    facts: LentFacts<'a>,
    title_keys: (u64, u64),
}

/// When any page was edited last, in UTC.
pub(super) fn newest_edit(records: &Records) -> Option<String> {
    let edits = records.values().filter_map(|record| record.facts.lent().modified);
    // Behind the seconds there may be a fraction.
    edits.max_by_key(|edit| edit.trim_end_matches('Z')).map(str::to_owned)
}

/// The language most pages of each site have; on a tie the first in the alphabet.
fn site_languages(records: &Records) -> HashMap<&str, &str> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (PageKey { site, .. }, record) in records {
        if let Some(language) = record.facts.lent().language {
            *counts.entry((site, language)).or_default() += 1;
        }
    }
    let mut best: HashMap<&str, (usize, &str)> = HashMap::new();
    for ((site, language), count) in counts {
        let so_far = best.entry(site).or_default();
        if count > so_far.0 {
            *so_far = (count, language);
        }
    }
    best.into_iter().map(|(site, (_, language))| (site, language)).collect()
}

/// Ancestors by the export's parents, outermost first; where a parent is not there, by the words of the link's path.
fn breadcrumb<'a>(records: &'a Records, site: &Arc<str>, facts: &LentFacts<'_>) -> Vec<Cow<'a, str>> {
    let mut titles = Vec::new();
    let mut seen = HashSet::from([facts.id]);
    let mut parent = facts.parent;
    while let Some(id) = parent {
        let ancestor = records.get(&PageKey { site: Arc::clone(site), id }).filter(|_| seen.insert(id));
        let Some(ancestor) = ancestor.map(|ancestor| ancestor.facts.lent()) else {
            return from_path(facts.link, facts.site);
        };
        titles.push(Cow::Borrowed(ancestor.title));
        parent = ancestor.parent;
    }
    if titles.is_empty() {
        return from_path(facts.link, facts.site);
    }
    titles.reverse();
    titles
}

/// `/about-us/our-team/` has the ancestor "About us".
fn from_path(link: &str, site: &str) -> Vec<Cow<'static, str>> {
    let path = link_path(link);
    let folder = link_path(site);
    let below = path.strip_prefix(folder.trim_end_matches('/')).unwrap_or(&path);
    let mut segments: Vec<&str> = below.split('/').filter(|segment| !segment.is_empty()).collect();
    segments.pop();
    segments.into_iter().map(|segment| Cow::Owned(words_of_slug(segment))).collect()
}

fn words_of_slug(segment: &str) -> String {
    let decoded = percent_encoding::percent_decode_str(segment).decode_utf8_lossy().replace(['-', '_'], " ");
    let mut letters = decoded.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_what_a_parser_of_links_says() {
        for link in [
            "https://example.org/about/types/",
            "https://example.org/",
            "https://example.org",
            "https://example.org/a?p=1",
            "https://example.org/a#b",
            "https://example.org/a/../b/",
            "https://example.org/a/./b",
            "https://example.org/über/",
            "https://example.org/a b/",
            "https://example.org:8080/a/",
            "http://user@example.org/a/",
            "https://example.org//a/",
            "https://example.org/fact-sheet.aspx",
            "no link",
        ] {
            let parsed = Url::parse(link).map_or_else(|_| link.to_owned(), |url| url.path().to_owned());
            assert_eq!(link_path(link), parsed, "{link}");
        }
    }
}
