//! What is kept of a page for the checks that need all of them: little, so that a large site fits in memory.

use super::copies::{Copyable, copyable};
use super::links::PageLinks;
use super::page::AuditedPage;
use super::site::Site;
use super::standing::Standing;
use super::subject::Subject;

/// What is kept of a page.
#[derive(Debug)]
pub(super) struct PageNote {
    /// Its place among the pages of the site, which stand in the order of their links.
    pub(super) place: usize,
    /// How its review stands, and what the register tells of it.
    pub(super) standing: Standing,
    /// What it is about.
    pub(super) subject: Option<Subject>,
    /// Whether it is audited, and not only linked from.
    pub(super) audited: bool,
    /// Number of pages that link to it; known when all pages are read.
    pub(super) linked_from: u32,
    /// Where its links lead.
    pub(super) links: PageLinks,
    /// Its passages, to be held against those of other pages; none where that is not asked for.
    pub(super) copyable: Vec<Copyable>,
}

impl PageNote {
    pub(super) fn of(page: &AuditedPage<'_>, site: &Site<'_>, audited: bool) -> PageNote {
        PageNote {
            place: page.place,
            standing: Standing::of(page, site),
            subject: page.subject,
            audited,
            linked_from: 0,
            links: PageLinks::of(page, site),
            copyable: if site.compares_passages { copyable(page) } else { Vec::new() },
        }
    }
}
