//! `orphan`: a page that nobody finds by following links.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::note::PageNote;
use crate::audit::site::Site;
use crate::index::PageEntry;

pub(super) const CHECK: Check = Check {
    name: "orphan",
    severity: Severity::Warning,
    looks_for: "pages to which no other page and no menu of the site links",
    why: "Visitors do not find it, and nobody sees that it ages; search machines still do. It is only said of a site \
          whose export holds all content, menus too. Front pages, pages that ask not to be found, and those that shops and \
          footers link to are left alone.",
    run: Run::Whole(run),
};

/// Slugs of pages that plugins and the footers of themes lead to, of which exports say nothing.
const LED_TO: [&str; 24] = [
    "accessibility",
    "accessibility-statement",
    "account",
    "cart",
    "checkout",
    "confirmation",
    "contact",
    "contact-us",
    "cookie-policy",
    "cookies",
    "copyright",
    "disclaimer",
    "donation-confirmation",
    "home",
    "login",
    "my-account",
    "privacy",
    "privacy-notice",
    "privacy-policy",
    "search",
    "site-map",
    "sitemap",
    "terms-and-conditions",
    "thank-you",
];

fn run(notes: &[PageNote], site: &Site<'_>, found: &mut Found) {
    let mut reached: Vec<bool> = notes.iter().map(|note| note.linked_from > 0).collect();
    for place in notes.iter().flat_map(|note| &note.links.shows) {
        mark(&mut reached, *place);
    }
    let mut unsure = 0;
    let mut menus: Vec<(&str, Option<bool>)> = Vec::new();
    for note in notes {
        let Some(entry) = site.pages().get(note.place) else { continue };
        if !menus.iter().any(|(known, _)| *known == entry.facts.site) {
            menus.push((&entry.facts.site, in_menus(site, &entry.facts.site, &mut reached)));
        }
    }
    reach_parents(notes, site, &mut reached);
    // A list of all pages in a page's own text leads to every page.
    let all_are_listed = notes.iter().any(|note| note.links.shows_all);
    for note in notes.iter().filter(|note| note.audited) {
        let Some(entry) = site.pages().get(note.place) else { continue };
        let known = menus.iter().find(|(known, _)| *known == entry.facts.site).and_then(|(_, known)| *known);
        let is_reached = reached.get(note.place).copied().unwrap_or(true) || all_are_listed;
        if is_reached || is_led_to(entry) {
            continue;
        }
        if known != Some(true) {
            unsure += usize::from(known.is_none());
            continue;
        }
        let action = "No page and no menu links to it. Link to it from where its readers come from, or withdraw it.";
        found.add(note.place, crate::audit::spot::Spot { url: entry.facts.link.clone(), ..Default::default() }, action);
    }
    if unsure > 0 {
        let pages = if unsure == 1 { "1 page".to_owned() } else { format!("{unsure} pages") };
        let text = format!(
            "{pages} may be linked to from where no export tells of: no export is known to hold all content and the menus"
        );
        found.could_not(&CHECK, unsure, text);
    }
}

/// Marks the pages that a site's menus lead to; whether orphans can be told there, `Some(false)` where a menu lists all.
fn in_menus(site: &Site<'_>, address: &str, reached: &mut [bool]) -> Option<bool> {
    let exported = site.addresses.exported(address);
    let mut lists_all = false;
    for target in exported.iter().flat_map(|exported| &exported.menus) {
        match site.addresses.shown(address, None, target) {
            Some(pages) => pages.into_iter().for_each(|place| mark(reached, place)),
            None => lists_all = true,
        }
    }
    let can_tell = site.addresses.is_complete() || exported.is_some_and(|exported| exported.everything);
    can_tell.then_some(!lists_all)
}

/// Of a page that is reached the pages above it are: by the trail of titles above its text.
fn reach_parents(notes: &[PageNote], site: &Site<'_>, reached: &mut [bool]) {
    for note in notes {
        let mut entry = site.pages().get(note.place).filter(|_| reached.get(note.place) == Some(&true));
        // A page may stand below itself by mistake.
        for _ in 0..10 {
            let above = entry.and_then(|entry| site.addresses.page_of(&entry.facts.site, entry.facts.parent?));
            let Some(above) = above else { break };
            mark(reached, above);
            entry = site.pages().get(above as usize);
        }
    }
}

fn mark(reached: &mut [bool], place: u32) {
    if let Some(reached) = reached.get_mut(place as usize) {
        *reached = true;
    }
}

fn is_led_to(entry: &PageEntry) -> bool {
    let facts = &entry.facts;
    let passing = !matches!(facts.post_type.as_str(), "page" | "");
    entry.path() == "/"
        || facts.link.trim_end_matches('/') == facts.site
        || facts.noindex
        || passing
        || LED_TO.contains(&facts.slug.as_str())
        || facts.slug.starts_with("thank")
}
