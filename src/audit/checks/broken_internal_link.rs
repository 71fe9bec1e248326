//! `broken-internal-link`: a link to an address of the site at which there is nothing.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::note::PageNote;
use crate::audit::site::Site;

pub(super) const CHECK: Check = Check {
    name: "broken-internal-link",
    severity: Severity::Error,
    looks_for: "links to pages of the site that are not there",
    why: "Somebody who follows the link finds an error in place of what the page promised. It is only said where the \
          exports are known to hold whatever could stand at the address: an export of all content does, one of pages \
          does for addresses below a page, and `complete = true` under `[audit]` in vademecum.toml says it of the others. \
          Files, archives and searches are not judged.",
    run: Run::Whole(run),
};

fn run(notes: &[PageNote], site: &Site<'_>, found: &mut Found) {
    let mut unsure = 0;
    for note in notes.iter().filter(|note| note.audited) {
        for lost in &note.links.lost {
            if !lost.certain {
                unsure += 1;
                continue;
            }
            let link = &lost.link;
            let moved = lost.moved.and_then(|place| site.pages().get(place as usize));
            let action = match moved {
                Some(page) => format!(
                    "Nothing is at this address. A page of that name is at {}; link to it if it is meant.",
                    page.facts.link
                ),
                None => "Nothing is at this address. Link to where it stands now, or take the link out.".to_owned(),
            };
            let draft = found.add(note.place, link.spot.clone(), action);
            draft.with("link", link.written.as_str());
            if let Some(page) = moved {
                draft.with("page_of_that_name", page.facts.link.as_str());
            }
        }
    }
    if unsure > 0 {
        let links = if unsure == 1 { "1 link".to_owned() } else { format!("{unsure} links") };
        let text = format!("{links} could not be checked: the export may not hold every page of the site");
        found.could_not(&CHECK, unsure, text);
    }
}
