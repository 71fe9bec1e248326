//! `dead-link`: a link to another site at which there is nothing any more.

use std::collections::BTreeSet;

use url::Url;

use crate::audit::check::{Check, Found, Run};
use crate::audit::fetch::{Verdict, ask_all};
use crate::audit::finding::Severity;
use crate::audit::note::PageNote;
use crate::audit::site::Site;

pub(super) const CHECK: Check = Check {
    name: "dead-link",
    severity: Severity::Error,
    looks_for: "links to other sites that no longer work; only with --check-links, because it asks those sites",
    why: "MedlinePlus checks its links daily. A link that worked when the page was written is often the source of what it \
          says. A link is called dead when it was asked for twice and its host answered 404 or 410, is not known, or refuses \
          to answer; where a host turns programs away (401, 403, 429, 999) that is told apart, for people may be let in.",
    run: Run::Network(run),
};

/// Hosts of which none answers: more likely it is this machine that is cut off.
const CUT_OFF: usize = 3;

fn run(notes: &[PageNote], site: &Site<'_>, found: &mut Found) {
    let audited = || notes.iter().filter(|note| note.audited);
    let addresses: BTreeSet<&str> =
        audited().flat_map(|note| &note.links.outside).map(|(_, address)| address.as_str()).collect();
    let verdicts = ask_all(&addresses, &site.options.links);
    let host = |address: &str| Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
    let hosts: BTreeSet<String> = verdicts.keys().filter_map(|address| host(address)).collect();
    if hosts.len() >= CUT_OFF && !verdicts.values().any(Verdict::is_answer) {
        let text =
            format!("none of {} hosts that pages link to could be reached; is this machine online?", hosts.len());
        found.could_not(&CHECK, addresses.len(), text);
        return;
    }
    let mut unclear = BTreeSet::new();
    for note in audited() {
        for (link, address) in &note.links.outside {
            match verdicts.get(address) {
                Some(Verdict::Dead { why, status }) => {
                    let action =
                        format!("It no longer works: {why}. Link to where it stands now, or take the link out.");
                    let draft = found.add(note.place, link.spot.clone(), action);
                    draft.with("link", address.as_str()).with("why", why.as_str());
                    if let Some(status) = status {
                        draft.with("status", *status);
                    }
                }
                Some(Verdict::Blocked(status)) => {
                    let action = "Its host turns programs away, which says nothing of people: open it and see.";
                    let draft = found.add(note.place, link.spot.clone(), action).of_severity(Severity::Info);
                    draft.with("link", address.as_str()).with("status", *status).with("blocked", true);
                }
                Some(Verdict::Works) => {}
                Some(Verdict::Unclear | Verdict::Unasked) | None => {
                    unclear.insert(address.as_str());
                }
            }
        }
    }
    if !unclear.is_empty() {
        let number = unclear.len();
        let links = if number == 1 { "1 link".to_owned() } else { format!("{number} links") };
        let text = format!("{links} to other sites gave no clear answer, or may not be asked for; try again later");
        found.could_not(&CHECK, number, text);
    }
}
