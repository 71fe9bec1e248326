//! `old-references`: the newest source that the page names is more than five years old.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::references::References;
use crate::audit::sentence::is_old;
use crate::audit::site::Site;
use crate::audit::spot::{Spot, marked};

pub(super) const CHECK: Check = Check {
    name: "old-references",
    severity: Severity::Warning,
    looks_for: "pages whose newest source is more than five years old",
    why: "DISCERN, question 5: the dates of the sources count as well as the page's. A page reviewed last month whose \
          newest source is ten years old tells what was known then. Years are read from the sources under a heading such \
          as References, or after a label such as `See:`; a day of access says when somebody looked and not how old a \
          source is.",
    run: Run::Page(run),
};

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    let as_of = site.options.as_of;
    let references = References::of(&page.examined, as_of);
    let Some(newest) = references.newest().filter(|newest| is_old(newest.year, as_of)) else { return };
    // A web page that was looked at of late is no old source, whatever its year.
    if references.accessed().is_some_and(|year| !is_old(year, as_of)) {
        return;
    }
    let action = match references.dated {
        1 => format!("Check whether there is newer work: the only source with a year is of {}.", newest.year),
        dated => format!(
            "Check whether there is newer work: the newest of {dated} sources with a year is of {}.",
            newest.year
        ),
    };
    let line = page.examined.blocks.get(newest.block).and_then(|block| block.text.get(newest.range.clone()));
    let (sentence, marks) = marked(line.unwrap_or_default(), newest.place.clone());
    let spot = Spot { sentence: Some(sentence), marks, ..page.block_spot(newest.block) };
    let draft = found.add(page.place, spot, action);
    draft.with("newest_source", newest.year).with("sources", references.number).with("dated_sources", references.dated);
}
