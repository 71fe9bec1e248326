//! `link-to-hidden`: a link to a page that the site withholds.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::note::PageNote;
use crate::audit::site::Site;

pub(super) const CHECK: Check = Check {
    name: "link-to-hidden",
    severity: Severity::Error,
    looks_for: "links to pages that are a draft, private, scheduled, in the trash or protected by a password",
    why: "Whoever follows the link is turned away, and its address may give away what is not to be known yet. The page \
          was perhaps taken back for a reason that concerns the one with the link too.",
    run: Run::Whole(run),
};

fn run(notes: &[PageNote], _site: &Site<'_>, found: &mut Found) {
    for note in notes.iter().filter(|note| note.audited) {
        for (link, reason) in &note.links.hidden {
            let state = state(reason);
            let action = format!("The page that this leads to is {state}. Publish it, or take the link out.");
            found
                .add(note.place, link.spot.clone(), action)
                .with("link", link.written.as_str())
                .with("target_is", state);
        }
    }
}

/// What a visitor meets, of the reason that an export was read with.
fn state(reason: &str) -> &'static str {
    match reason.strip_prefix("status is ").unwrap_or(reason) {
        "draft" | "auto-draft" => "a draft",
        "private" => "private",
        "future" => "scheduled and not published yet",
        "pending" => "waiting for review",
        "trash" => "in the trash",
        "protected by a password" => "protected by a password",
        _ => "not published",
    }
}
