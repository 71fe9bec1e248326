//! Addresses of the site: which page a link leads to, however it is written, and what is known where it leads to none.
//!
//! Says nothing of other sites; those are asked over the network, and only where that is wanted.

use std::collections::{HashMap, HashSet};

use anyhow::Result;
use percent_encoding::percent_decode_str;
use url::Url;

use crate::corpus::MenuTarget;
use crate::index::{Exported, ExportedSite, LeftOut, PageEntry, Snapshot};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination {
    /// To a page of the site, by its place, and to the part after `#`, decoded, if it names one.
    Page { place: u32, fragment: Option<String> },
    /// To a page that the site withholds, and why.
    Hidden { reason: String },
    /// To an address of the site at which no export has anything.
    Nothing {
        /// The exports hold whatever could stand there.
        certain: bool,
        /// The place of the only page with the last part of the address as its slug.
        moved: Option<u32>,
    },
    /// To another site.
    Outside(Url),
    /// To no page at all, or to something that exports do not tell of: files, archives, searches.
    Other,
}

/// Reasons of pages that the site withholds, as the reader of exports gives them.
const WITHHELD: [&str; 2] = ["status is ", "protected by a password"];

/// First parts of paths that WordPress and its usual plugins make without a page.
const MADE: [&str; 24] = [
    "author",
    "cart",
    "category",
    "checkout",
    "comments",
    "embed",
    "event",
    "events",
    "feed",
    "forums",
    "my-account",
    "product",
    "product-category",
    "product-tag",
    "rss",
    "search",
    "shop",
    "tag",
    "topic",
    "topics",
    "wp-admin",
    "wp-content",
    "wp-includes",
    "wp-json",
];
/// Parts of a query by which WordPress makes something else of an address.
const ASKING: [&str; 13] = [
    "s",
    "cat",
    "tag",
    "m",
    "author",
    "attachment_id",
    "post_type",
    "feed",
    "preview",
    "rest_route",
    "name",
    "taxonomy",
    "download",
];

/// The addresses of all pages.
pub(super) struct Addresses {
    by_key: HashMap<String, u32>,
    by_id: HashMap<(String, u64), u32>,
    /// `None` where two pages have the slug.
    by_slug: HashMap<String, Option<u32>>,
    /// Addresses below which pages stand.
    with_children: HashSet<String>,
    children: HashMap<(String, u64), Vec<u32>>,
    /// The sites' own addresses, the longest first.
    sites: Vec<String>,
    left_out: LeftOut,
    /// What the exports say of each site, by its key.
    exported: HashMap<String, ExportedSite>,
    /// The admin says that the exports hold the whole site.
    complete: bool,
}

impl Addresses {
    /// # Errors
    /// If the index is damaged.
    pub(super) fn of(snapshot: &Snapshot, complete: bool) -> Result<Addresses> {
        let mut addresses = Addresses {
            by_key: HashMap::new(),
            by_id: HashMap::new(),
            by_slug: HashMap::new(),
            with_children: HashSet::new(),
            children: HashMap::new(),
            sites: Vec::new(),
            left_out: snapshot.all_left_out()?,
            exported: HashMap::new(),
            complete,
        };
        let exported = snapshot.exported();
        for (place, entry) in snapshot.table.pages().iter().enumerate() {
            addresses.add(place as u32, entry, &exported);
        }
        let pages = snapshot.table.pages().iter().enumerate();
        for (place, entry) in pages {
            // A front page has an address of its own too, which leads to the root.
            if let Some(site) = key_of(&entry.facts.site)
                && addresses.by_key.get(&site) == Some(&(place as u32))
            {
                let own = format!("{site}/{}", entry.facts.slug.to_lowercase());
                addresses.by_key.entry(own).or_insert(place as u32);
            }
        }
        addresses.sites.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        addresses.sites.dedup();
        Ok(addresses)
    }

    fn add(&mut self, place: u32, entry: &PageEntry, exported: &Exported) {
        let facts = &entry.facts;
        let Some(site) = key_of(&facts.site) else { return };
        if let Some(key) = key_of(&facts.link) {
            if let Some((above, _)) = key.rsplit_once('/') {
                self.with_children.insert(above.to_owned());
            }
            self.by_key.entry(key).or_insert(place);
        }
        self.by_id.insert((site.clone(), facts.id), place);
        let slug = self.by_slug.entry(facts.slug.to_lowercase());
        slug.and_modify(|known| *known = None).or_insert(Some(place));
        if let Some(parent) = facts.parent {
            self.children.entry((site.clone(), parent)).or_default().push(place);
        }
        if self.sites.last() != Some(&site) {
            if let Some(said) = exported.site(&facts.site) {
                self.exported.insert(site.clone(), said.clone());
            }
            self.sites.push(site);
        }
    }

    /// What the exports say of the site with this address.
    pub(super) fn exported(&self, site: &str) -> Option<&ExportedSite> {
        self.exported.get(&key_of(site)?)
    }

    /// Whether the admin says that the exports hold the whole site.
    pub(super) fn is_complete(&self) -> bool {
        self.complete
    }

    /// Where a link of a page leads, as it is written in it.
    pub(super) fn destination(&self, from: &PageEntry, written: &str) -> Destination {
        let written = written.trim();
        // An empty link, and a template that was not filled in, are not judged here.
        if written.is_empty() || written.contains(['{', '}', '[', '<', '\\']) || written.contains("%%") {
            return Destination::Other;
        }
        let Ok(base) = Url::parse(&from.facts.link) else { return Destination::Other };
        match base.join(written) {
            Ok(url) => self.of_url(&url),
            Err(_) => Destination::Other,
        }
    }

    /// Where an address leads.
    pub(super) fn of_url(&self, url: &Url) -> Destination {
        if !matches!(url.scheme(), "http" | "https") {
            return Destination::Other;
        }
        let key = key(url);
        let Some(site) = self.site_of(&key) else { return Destination::Outside(url.clone()) };
        let fragment = url.fragment().and_then(named_part);
        let page = |place: u32| Destination::Page { place, fragment: fragment.clone() };
        let mut id = None;
        for (name, value) in url.query_pairs() {
            if matches!(&*name, "p" | "page_id") {
                id = value.parse::<u64>().ok();
                if id.is_none() {
                    return Destination::Other;
                }
            } else if ASKING.contains(&&*name) {
                return Destination::Other;
            }
        }
        if let Some(id) = id {
            let of_pages = url.query_pairs().any(|(name, _)| name == "page_id");
            return match self.by_id.get(&(site.to_owned(), id)) {
                Some(place) => page(*place),
                None => self.without_page(site, &format!("{site}/?p={id}"), of_pages),
            };
        }
        if url.query().is_some() && key == site {
            return Destination::Other;
        }
        let path = key.get(site.len()..).unwrap_or_default().trim_start_matches('/');
        let path = path.strip_prefix("index.php/").unwrap_or(path);
        if let Some(place) = self.by_path(site, path) {
            return page(place);
        }
        if is_made(path) {
            return Destination::Other;
        }
        self.nothing(site, path, url)
    }

    /// The page at a path, or whose screen or comments are at it.
    fn by_path(&self, site: &str, path: &str) -> Option<u32> {
        let at = |path: &str| {
            let key = if path.is_empty() { site.to_owned() } else { format!("{site}/{path}") };
            self.by_key.get(&key).copied()
        };
        at(path).or_else(|| {
            let (above, last) = path.rsplit_once('/')?;
            let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let is_part =
                is_number(last) || last.starts_with("comment-page-") || matches!(last, "amp" | "feed" | "embed");
            let above = if is_number(last) { above.strip_suffix("/page").unwrap_or(above) } else { above };
            is_part.then(|| at(above)).flatten()
        })
    }

    fn nothing(&self, site: &str, path: &str, url: &Url) -> Destination {
        let mut plain = url.clone();
        plain.set_query(None);
        plain.set_fragment(None);
        let above = path.rsplit_once('/').map(|(above, _)| format!("{site}/{above}"));
        // In a section of pages; a path of one part, or below no page, may be a post's or an archive's.
        let among_pages =
            above.is_some_and(|above| self.with_children.contains(&above) && self.by_key.contains_key(&above));
        let last = path.rsplit('/').next().unwrap_or(path);
        match self.without_page(site, plain.as_str(), among_pages) {
            Destination::Nothing { certain, .. } => {
                let moved = self.by_slug.get(last).copied().flatten();
                Destination::Nothing { certain, moved }
            }
            known => known,
        }
    }

    /// What is known of an address at which no page stands; `of_pages` if only a page could stand there.
    fn without_page(&self, site: &str, link: &str, of_pages: bool) -> Destination {
        let reasons = self.left_out.reasons(link);
        let withheld = |reason: &&String| WITHHELD.iter().any(|start| reason.starts_with(start));
        if let Some(reason) = reasons.iter().find(withheld) {
            return Destination::Hidden { reason: reason.clone() };
        }
        if reasons.iter().any(|reason| !LeftOut::is_no_address(reason)) {
            return Destination::Other;
        }
        let exported = self.exported.get(site);
        let everything = self.complete || exported.is_some_and(|site| site.everything);
        let pages = || exported.is_some_and(|site| site.whole.iter().any(|whole| whole == "page"));
        Destination::Nothing { certain: everything || (of_pages && pages()), moved: None }
    }

    /// The pages that an entry of a menu, or a block, shows links to; all of them for a list of all pages.
    pub(super) fn shown(&self, site: &str, from: Option<&PageEntry>, target: &MenuTarget) -> Option<Vec<u32>> {
        let site_key = key_of(site).unwrap_or_default();
        Some(match target {
            MenuTarget::AllPages => return None,
            MenuTarget::Item(id) => self.by_id.get(&(site_key, *id)).copied().into_iter().collect(),
            MenuTarget::ChildrenOf(id) => self.children_of(site, *id),
            MenuTarget::Address(written) => {
                let base = from.map_or_else(|| format!("{site}/"), |from| from.facts.link.clone());
                let url = Url::parse(&base).and_then(|base| base.join(written));
                match url.map(|url| self.of_url(&url)) {
                    Ok(Destination::Page { place, .. }) => vec![place],
                    _ => Vec::new(),
                }
            }
        })
    }

    /// The page with this id.
    pub(super) fn page_of(&self, site: &str, id: u64) -> Option<u32> {
        self.by_id.get(&(key_of(site)?, id)).copied()
    }

    /// The pages right below one.
    pub(super) fn children_of(&self, site: &str, id: u64) -> Vec<u32> {
        let site = key_of(site).unwrap_or_default();
        self.children.get(&(site, id)).cloned().unwrap_or_default()
    }

    /// The site that an address belongs to.
    fn site_of(&self, key: &str) -> Option<&str> {
        let below = |site: &&String| {
            key.strip_prefix(site.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.sites.iter().find(below).map(String::as_str)
    }
}

/// The id that a fragment names; none for the top of a page and for text fragments.
fn named_part(fragment: &str) -> Option<String> {
    let id = fragment.split(":~:").next().unwrap_or_default();
    let id = percent_decode_str(id).decode_utf8_lossy().into_owned();
    (!id.is_empty() && !id.eq_ignore_ascii_case("top")).then_some(id)
}

/// Whether WordPress, its plugins or the server make what stands at a path.
fn is_made(path: &str) -> bool {
    let mut parts = path.split('/');
    let (first, last) = (parts.next().unwrap_or_default(), path.rsplit('/').next().unwrap_or_default());
    let is_file = last.rsplit_once('.').is_some_and(|(_, extension)| (2..=5).contains(&extension.len()));
    let is_date = first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit());
    let only_numbers = path.split('/').all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    is_file
        || MADE.contains(&first)
        || first.starts_with("wp-")
        || matches!(last, "feed" | "embed" | "trackback")
        || (is_date && only_numbers)
}

/// What all spellings of an address share: no scheme, no `www.`, no slash at its end, decoded, in small letters.
fn key(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default().to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let path = percent_decode_str(url.path()).decode_utf8_lossy().to_lowercase();
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let path = path.split('/').filter(|part| !part.is_empty()).fold(String::new(), |path, part| path + "/" + part);
    format!("{host}{port}{path}")
}

fn key_of(address: &str) -> Option<String> {
    Url::parse(address).ok().map(|url| key(&url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_an_address_has_one_key() {
        for spelling in [
            "https://www.example.org/Treatments/Caf%C3%A9/",
            "http://example.org/treatments/caf%c3%a9",
            "https://example.org//treatments/café/?utm_source=x#doses",
        ] {
            assert_eq!(key_of(spelling).as_deref(), Some("example.org/treatments/café"), "{spelling}");
        }
    }

    #[test]
    fn files_and_archives_are_made_without_a_page() {
        for path in ["wp-content/uploads/a.pdf", "leaflet.pdf", "category/news", "2024/05", "news/feed", "wp-login.php"]
        {
            assert!(is_made(path), "{path}");
        }
        for path in ["treatments/ivig", "2024-conference", "2024/05/the-conference", "about"] {
            assert!(!is_made(path), "{path}");
        }
    }

    #[test]
    fn the_top_and_a_text_fragment_name_no_part() {
        assert_eq!(named_part("top"), None);
        assert_eq!(named_part(":~:text=five%20mg"), None);
        assert_eq!(named_part("sick-day%20rules:~:text=x"), Some("sick-day rules".to_owned()));
    }
}
