//! Which copy of a page counts where several exports hold it: the newest, a REST answer above a WXR file on a tie.
//!
//! Fed item by item in reading order, so that nothing but a key, a link and a date is kept of each page. A page whose
//! newest copy is withheld is withheld; where the dates do not decide, withheld wins.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::intake::SCHEDULED;
use super::shared::shared;
use super::{ExportKind, RawPage, Skipped};

/// What a page is known by: its site, however its address is written, and its id there.
///
/// Keys are in the order of their ids, which are soon compared; the site decides between equal ones.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PageKey {
    /// Host and folder, without scheme and trailing slash: `example.org/blog`.
    #[serde(deserialize_with = "super::shared::deserialize")]
    pub site: Arc<str>,
    /// WordPress post id.
    pub id: u64,
}

impl Ord for PageKey {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id.cmp(&other.id).then_with(|| self.site.cmp(&other.site))
    }
}

impl PartialOrd for PageKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PageKey {
    /// The key of the item `id` of `site`, a web address.
    #[must_use]
    pub fn new(site: &str, id: u64) -> Self {
        Self { site: shared(&normal_address(site)), id }
    }

    /// The key of a page.
    #[must_use]
    pub fn of(page: &RawPage) -> Self {
        Self::new(&page.site, page.id)
    }
}

/// What to do with a page that was offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// It is new: take it.
    Take,
    /// It is a newer copy of these, which were taken: drop them and take it. More than one if one copy has the same id
    /// and another the same link; the page's own key is among them if the copy had the same id.
    TakeInsteadOf(Vec<PageKey>),
    /// A copy that counts more was there already, or the page is withheld; says which, for people.
    Refuse(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Taken,
    Withheld,
    /// Another page has taken its link.
    Superseded,
}

/// How much a copy counts: larger wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Weight {
    /// A withheld copy without a date counts as the newest there is.
    modified: Option<Timestamp>,
    tie: Tie,
}

/// What decides between copies of one date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    /// WordPress publishes a scheduled page without touching its date: a published copy is the newer one.
    Scheduled,
    Wxr,
    Rest,
    Withheld,
}

/// Hash of a link in its [`normal_address`]: links are many, long, and only to be told apart.
type LinkHash = [u8; 16];

struct Copy {
    key: PageKey,
    weight: Weight,
    state: State,
}

/// The pages taken and withheld so far.
#[derive(Default)]
pub struct Selection {
    copies: Vec<Copy>,
    /// Places of the copies.
    by_key: HashMap<PageKey, u32>,
    by_link: HashMap<LinkHash, u32>,
    sites: BTreeMap<Arc<str>, u64>,
}

impl Selection {
    /// Nothing seen yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Decides on a page; what it says is to be done before the next item is offered.
    pub fn offer(&mut self, page: &RawPage) -> Offer {
        self.offer_as(&PageKey::of(page), page)
    }

    /// The same for a page whose key is known.
    pub(crate) fn offer_as(&mut self, key: &PageKey, page: &RawPage) -> Offer {
        let link = link_hash(&page.link);
        let tie = if page.kind == Some(ExportKind::Rest) { Tie::Rest } else { Tie::Wxr };
        let weight = Weight { modified: page.modified, tie };
        let known = self.known(Some(key), link);
        if let Some(better) = known.iter().filter_map(|at| self.copies.get(*at)).find(|copy| copy.weight >= weight) {
            let reason = match better.state {
                State::Withheld => "withheld in its newest copy",
                State::Taken | State::Superseded => "seen already in a copy that is as new or newer",
            };
            return Offer::Refuse(reason.to_owned());
        }
        let replaced = self.supersede(&known);
        *self.sites.entry(Arc::clone(&key.site)).or_default() += 1;
        self.put(Some(key.clone()), link, weight, State::Taken);
        if replaced.is_empty() { Offer::Take } else { Offer::TakeInsteadOf(replaced) }
    }

    /// Notes an item that was left out: the pages to drop because this, their newest copy, is withheld.
    pub fn withhold(&mut self, skipped: &Skipped) -> Vec<PageKey> {
        if !skipped.withheld {
            return Vec::new();
        }
        let key = skipped.id.filter(|_| !skipped.site.is_empty()).map(|id| PageKey::new(&skipped.site, id));
        let modified = Some(skipped.modified.unwrap_or(Timestamp::MAX));
        let tie = if skipped.reason == SCHEDULED { Tie::Scheduled } else { Tie::Withheld };
        let weight = Weight { modified, tie };
        let link = link_hash(&skipped.link);
        let known = self.known(key.as_ref(), link);
        if known.iter().filter_map(|at| self.copies.get(*at)).any(|copy| copy.weight > weight) {
            return Vec::new();
        }
        let dropped = self.supersede(&known);
        self.put(key, link, weight, State::Withheld);
        dropped
    }

    /// The sites of the pages taken, with the number of copies taken of each. More than one is worth a warning.
    #[must_use]
    pub fn sites(&self) -> &BTreeMap<Arc<str>, u64> {
        &self.sites
    }

    /// Places of the copies with this key or this link.
    fn known(&self, key: Option<&PageKey>, link: Option<LinkHash>) -> Vec<usize> {
        let by_key = key.and_then(|key| self.by_key.get(key));
        let by_link = link.and_then(|link| self.by_link.get(&link));
        let mut known: Vec<usize> = by_key.into_iter().chain(by_link).map(|&at| at as usize).collect();
        known.dedup();
        known
    }

    /// Marks the copies at `known` as given up; returns the keys of those that were taken.
    fn supersede(&mut self, known: &[usize]) -> Vec<PageKey> {
        let mut dropped = Vec::new();
        for at in known {
            if let Some(copy) = self.copies.get_mut(*at) {
                if copy.state == State::Taken {
                    dropped.push(copy.key.clone());
                }
                copy.state = State::Superseded;
            }
        }
        dropped
    }

    fn put(&mut self, key: Option<PageKey>, link: Option<LinkHash>, weight: Weight, state: State) {
        let at = self.copies.len() as u32;
        if let Some(key) = &key {
            self.by_key.insert(key.clone(), at);
        }
        if let Some(link) = link {
            self.by_link.insert(link, at);
        }
        let key = key.unwrap_or_else(|| PageKey { site: shared(""), id: 0 });
        self.copies.push(Copy { key, weight, state });
    }
}

/// `None` of no link.
fn link_hash(link: &str) -> Option<LinkHash> {
    let hash = || blake3::hash(normal_address(link).as_bytes());
    if link.is_empty() { None } else { hash().as_bytes().first_chunk().copied() }
}

/// An address for comparison: scheme, fragment and trailing slash off, the host in lower case, percent-escapes in
/// upper case.
fn normal_address(address: &str) -> String {
    let address = address.trim();
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let rest = rest.split_once('#').map_or(rest, |(before, _)| before).trim_end_matches('/');
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let mut out = host.to_ascii_lowercase();
    if !path.contains(['%', '?']) {
        out.push_str(path);
        return out;
    }
    let mut escape = 0;
    for c in path.chars() {
        out.push(if escape > 0 { c.to_ascii_uppercase() } else { c });
        escape = if c == '%' { 2 } else { i32::max(escape - 1, 0) };
    }
    if out.contains("/?") { out.replace("/?", "?") } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(kind: ExportKind, id: u64, link: &str, modified: &str) -> RawPage {
        RawPage {
            kind: Some(kind),
            id,
            link: link.to_owned(),
            site: "https://example.org".to_owned(),
            modified: modified.parse().ok(),
            ..RawPage::default()
        }
    }

    fn withheld(id: u64, link: &str, modified: &str) -> Skipped {
        Skipped {
            source: String::new(),
            id: Some(id),
            title: String::new(),
            reason: String::new(),
            link: link.to_owned(),
            site: "http://example.org/".to_owned(),
            slug: String::new(),
            parent: None,
            modified: modified.parse().ok(),
            withheld: true,
        }
    }

    const OLD: &str = "2024-01-01T00:00:00Z";
    const NEW: &str = "2025-01-01T00:00:00Z";
    const LINK: &str = "https://example.org/a/";
    use ExportKind::{Rest, Wxr};

    #[test]
    fn the_newest_copy_wins_in_either_order() {
        let key = PageKey::new("https://example.org", 1);
        let mut selection = Selection::new();
        assert_eq!(selection.offer(&page(Rest, 1, LINK, OLD)), Offer::Take);
        assert_eq!(selection.offer(&page(Wxr, 1, LINK, NEW)), Offer::TakeInsteadOf(vec![key]));
        assert!(matches!(selection.offer(&page(Rest, 1, LINK, OLD)), Offer::Refuse(_)));
    }

    #[test]
    fn rest_wins_a_tie() {
        let mut selection = Selection::new();
        assert_eq!(selection.offer(&page(Wxr, 1, LINK, NEW)), Offer::Take);
        assert!(matches!(selection.offer(&page(Rest, 1, LINK, NEW)), Offer::TakeInsteadOf(_)));
        assert!(matches!(selection.offer(&page(Wxr, 1, LINK, NEW)), Offer::Refuse(_)));
        assert!(matches!(selection.offer(&page(Rest, 1, LINK, NEW)), Offer::Refuse(_)));
    }

    #[test]
    fn the_same_link_is_the_same_page_whatever_its_id_and_scheme() {
        let mut selection = Selection::new();
        assert_eq!(selection.offer(&page(Rest, 1, "http://Example.org/a", OLD)), Offer::Take);
        assert!(matches!(selection.offer(&page(Rest, 2, LINK, NEW)), Offer::TakeInsteadOf(_)));
        assert_eq!(selection.offer(&page(Rest, 3, "https://example.org/?page_id=3", OLD)), Offer::Take);
        assert_eq!(selection.offer(&page(Rest, 4, "https://example.org/?page_id=4", OLD)), Offer::Take);
    }

    #[test]
    fn withheld_in_the_newest_copy_is_withheld_in_either_order() {
        let mut selection = Selection::new();
        assert_eq!(selection.offer(&page(Rest, 1, LINK, OLD)), Offer::Take);
        assert_eq!(selection.withhold(&withheld(1, "", NEW)), vec![PageKey::new("https://example.org", 1)]);
        assert!(matches!(selection.offer(&page(Rest, 1, LINK, OLD)), Offer::Refuse(_)));

        let mut selection = Selection::new();
        assert!(selection.withhold(&withheld(1, LINK, NEW)).is_empty());
        assert!(
            matches!(selection.offer(&page(Rest, 1, LINK, OLD)), Offer::Refuse(reason) if reason.contains("withheld"))
        );
    }

    #[test]
    fn published_again_after_it_was_withheld_is_a_page_again() {
        let mut selection = Selection::new();
        assert!(selection.withhold(&withheld(1, LINK, OLD)).is_empty());
        assert_eq!(selection.offer(&page(Rest, 1, LINK, NEW)), Offer::Take);
        assert!(selection.withhold(&withheld(1, LINK, OLD)).is_empty());
    }

    #[test]
    fn a_scheduled_page_that_came_out_is_a_page() {
        let scheduled = Skipped { reason: SCHEDULED.to_owned(), ..withheld(1, LINK, NEW) };
        let mut selection = Selection::new();
        assert!(selection.withhold(&scheduled).is_empty());
        assert_eq!(selection.offer(&page(Wxr, 1, LINK, NEW)), Offer::Take);
        assert!(selection.withhold(&scheduled).is_empty());
    }

    #[test]
    fn where_no_date_decides_withheld_wins() {
        for (first, second) in [(NEW, NEW), (NEW, ""), ("", ""), ("", NEW)] {
            let mut selection = Selection::new();
            assert_eq!(selection.offer(&page(Rest, 1, LINK, first)), Offer::Take);
            assert_eq!(selection.withhold(&withheld(1, LINK, second)).len(), 1, "{first} {second}");
            let mut selection = Selection::new();
            assert!(selection.withhold(&withheld(1, LINK, second)).is_empty());
            assert!(matches!(selection.offer(&page(Rest, 1, LINK, first)), Offer::Refuse(_)), "{first} {second}");
        }
    }
}
