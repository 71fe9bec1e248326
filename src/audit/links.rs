//! The links of a page, as far as a check may want them again: what they reach, and those that lead nowhere good.

use std::ops::Range;

use super::address::Destination;
use super::note::PageNote;
use super::page::AuditedPage;
use super::site::Site;
use super::spot::Spot;
use crate::content::{BlockKind, ids};
use crate::corpus::{ExportKind, block_targets};

/// Shortcodes that list the pages below the one that they stand on.
const LISTING: [&str; 7] =
    ["[child", "[subpages", "[sub-pages", "[list-pages", "[pagelist", "[siblings", "[page_children"];
/// Shortcodes that list all pages.
const LISTING_ALL: [&str; 3] = ["[sitemap", "[wp_sitemap", "[simple-sitemap"];

/// The links of a page.
#[derive(Debug, Default)]
pub(super) struct PageLinks {
    /// Places of the other pages that it links to, sorted.
    pub(super) to: Vec<u32>,
    /// Places of the other pages that blocks and shortcodes of it show or name when it is rendered, sorted.
    pub(super) shows: Vec<u32>,
    /// It lists all pages.
    pub(super) shows_all: bool,
    /// Links to a part of a page: its place and the id.
    pub(super) parts: Vec<(Link, u32, String)>,
    /// Links to what the site withholds, and why.
    pub(super) hidden: Vec<(Link, String)>,
    /// Links to nothing that is known.
    pub(super) lost: Vec<Lost>,
    /// Links to other sites.
    pub(super) outside: Vec<(Link, String)>,
    /// What its own parts are called, sorted.
    pub(super) ids: Vec<String>,
    /// What a plugin that numbers headings would call them, where it is not known what plugins make of the page.
    pub(super) heading_ids: Vec<String>,
}

/// A link and its place.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// As it is written.
    pub(super) written: String,
    pub(super) spot: Spot,
}

/// A link to nothing that is known.
#[derive(Debug)]
pub(super) struct Lost {
    pub(super) link: Link,
    /// The exports hold whatever could stand there.
    pub(super) certain: bool,
    /// The place of the only page with that slug.
    pub(super) moved: Option<u32>,
}

impl PageLinks {
    pub(super) fn of(page: &AuditedPage<'_>, site: &Site<'_>) -> PageLinks {
        let mut links = PageLinks { ids: ids(page.raw), ..PageLinks::default() };
        if page.raw.kind == Some(ExportKind::Wxr) {
            let headings = page.examined.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
            links.heading_ids = headings.map(|heading| dashed(&heading.text)).collect();
        }
        for (number, block) in page.examined.blocks.iter().enumerate() {
            for link in &block.links {
                let range = link.range.start as usize..link.range.end as usize;
                links.add(page, site, number, &link.target, range);
            }
        }
        links.to.sort_unstable();
        links.to.dedup();
        links.look_for_shown(page, site);
        links
    }

    fn add(&mut self, page: &AuditedPage<'_>, site: &Site<'_>, block: usize, written: &str, range: Range<usize>) {
        let generated = page.examined.blocks.get(block).is_some_and(|block| block.dynamic);
        let link = || Link { written: written.to_owned(), spot: spot(page, block, written, range.clone()) };
        match site.addresses.destination(page.entry, written) {
            Destination::Page { place, fragment } => {
                if place as usize != page.place {
                    self.to.push(place);
                }
                if let Some(id) = fragment.filter(|_| !generated) {
                    self.parts.push((link(), place, id));
                }
            }
            Destination::Hidden { reason } if !generated => self.hidden.push((link(), reason)),
            Destination::Nothing { certain, moved } if !generated => {
                self.lost.push(Lost { link: link(), certain, moved });
            }
            Destination::Outside(url) if site.options.check_links => {
                let mut url = url;
                url.set_fragment(None);
                self.outside.push((link(), url.into()));
            }
            _ => {}
        }
    }

    /// What is shown when the page is rendered, and addresses of the site that stand in attributes of blocks and
    /// shortcodes: enough for a page to be found.
    fn look_for_shown(&mut self, page: &AuditedPage<'_>, site: &Site<'_>) {
        let (content, facts) = (page.raw.content.as_str(), page.facts());
        for target in block_targets(content) {
            match site.addresses.shown(&facts.site, Some(page.entry), &target) {
                Some(pages) => self.shows.extend(pages),
                None => self.shows_all = true,
            }
        }
        if content.contains('[') {
            if LISTING.iter().any(|code| content.contains(code)) {
                self.shows.extend(site.addresses.children_of(&facts.site, facts.id));
            }
            self.shows_all |= LISTING_ALL.iter().any(|code| content.contains(code));
        }
        let host = facts.site.split_once("://").map_or(facts.site.as_str(), |(_, rest)| rest);
        for (at, _) in content.match_indices(host).filter(|_| !host.is_empty()) {
            let rest = content.get(at..).unwrap_or_default();
            let end = rest.find(|c: char| c.is_whitespace() || "\"'<>”“]&)".contains(c)).unwrap_or(rest.len());
            let address = format!("https://{}", rest.get(..end).unwrap_or_default());
            if let Destination::Page { place, .. } = site.addresses.destination(page.entry, &address) {
                self.shows.push(place);
            }
        }
        self.shows.retain(|place| *place as usize != page.place);
        self.shows.sort_unstable();
        self.shows.dedup();
    }
}

/// The place of a link: its words in their sentence, or the link itself where it has no words.
fn spot(page: &AuditedPage<'_>, block: usize, written: &str, range: Range<usize>) -> Spot {
    if !range.is_empty() {
        return page.spot(block, range);
    }
    let (sentence, marks) = super::spot::marked(written, 0..written.len());
    Spot { sentence: Some(sentence), marks, ..page.block_spot(block) }
}

/// A heading as WordPress and its plugins make an id of it.
pub(super) fn dashed(heading: &str) -> String {
    let lower = heading.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// Counts for each page the other pages that link to it.
pub(super) fn count(notes: &mut [PageNote]) {
    let mut counts = vec![0_u32; notes.len()];
    for place in notes.iter().flat_map(|note| &note.links.to) {
        if let Some(count) = counts.get_mut(*place as usize) {
            *count += 1;
        }
    }
    for (note, count) in notes.iter_mut().zip(counts) {
        note.linked_from = count;
    }
}
