//! `broken-anchor`: a link to a part of a page that the page does not have.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::links::dashed;
use crate::audit::note::PageNote;
use crate::audit::site::Site;

pub(super) const CHECK: Check = Check {
    name: "broken-anchor",
    severity: Severity::Warning,
    looks_for: "links whose `#…` names a part that the page does not have",
    why: "The link opens the page at its top, and the reader has to find the part alone: often a heading was reworded, and \
          its id with it. Ids that themes and scripts make are not judged.",
    run: Run::Whole(run),
};

/// Ids that stand in the theme around a page, or that scripts act on.
const THEMES: [&str; 22] = [
    "back-to-top",
    "body",
    "colophon",
    "comments",
    "contact",
    "content",
    "donate",
    "footer",
    "header",
    "main",
    "main-content",
    "masthead",
    "menu",
    "navigation",
    "newsletter",
    "page",
    "primary",
    "respond",
    "search",
    "secondary",
    "sidebar",
    "wrapper",
];
const SCRIPTS: [&str; 20] = [
    "!",
    "/",
    "accordion",
    "collapse",
    "comment-",
    "close",
    "elementor",
    "et_",
    "gform",
    "lightbox",
    "modal",
    "more-",
    "open",
    "panel",
    "popup",
    "slide",
    "tab",
    "toggle",
    "wp--",
    "wpcf7",
];

fn run(notes: &[PageNote], site: &Site<'_>, found: &mut Found) {
    for note in notes.iter().filter(|note| note.audited) {
        for (link, place, id) in &note.links.parts {
            let (Some(target), Some(entry)) = (notes.get(*place as usize), site.pages().get(*place as usize)) else {
                continue;
            };
            if has(target, id) || is_made_elsewhere(id) {
                continue;
            }
            let wanted = dashed(id);
            let near = target.links.ids.iter().find(|known| dashed(known) == wanted);
            let where_ = if target.place == note.place { "This page" } else { "The page that this leads to" };
            let action = match near {
                Some(near) => format!("{where_} has no part `{id}`; it has `{near}`."),
                None => format!(
                    "{where_} has no part `{id}`. Give the heading that is meant this id, or link to one that is there."
                ),
            };
            let draft = found.add(note.place, link.spot.clone(), action);
            draft.with("link", link.written.as_str()).with("id", id.as_str()).with("target", entry.facts.link.as_str());
        }
    }
}

fn has(target: &PageNote, id: &str) -> bool {
    let links = &target.links;
    links.ids.binary_search_by(|known| known.as_str().cmp(id)).is_ok() || links.heading_ids.contains(&dashed(id))
}

fn is_made_elsewhere(id: &str) -> bool {
    let lower = id.to_lowercase();
    THEMES.contains(&lower.as_str()) || lower.contains('=') || SCRIPTS.iter().any(|start| lower.starts_with(start))
}
