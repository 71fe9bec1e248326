//! Filters: which pages may answer.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::content::{Freshness, freshness};
use crate::index::{PageEntry, PageTable};

/// Which pages may answer; every condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// The page's path begins with this.
    pub under: Option<String>,
    /// Language: `es` admits `es-MX`.
    pub language: Option<String>,
    /// Edited on or after this moment.
    pub modified_after: Option<Timestamp>,
    /// Edited before this moment.
    pub modified_before: Option<Timestamp>,
    /// Only pages whose review still holds.
    pub fresh_only: bool,
}

impl Filter {
    /// Whether each page may answer, by page number; `None` if all may.
    fn admitted(&self, table: &PageTable, as_of: Date, max_age: u32) -> Option<Vec<bool>> {
        if *self == Filter::default() {
            return None;
        }
        let mut admitted = vec![false; table.slots()];
        let this = Filter { under: self.under.as_deref().map(slashed), ..self.clone() };
        for page in table.pages() {
            if let Some(slot) = admitted.get_mut(page.number as usize) {
                *slot = this.admits(page, as_of, max_age);
            }
        }
        Some(admitted)
    }

    fn admits(&self, page: &PageEntry, as_of: Date, max_age: u32) -> bool {
        self.refusals(page, as_of, max_age).next().is_none()
    }

    /// Why each filter that leaves the page out does so.
    pub(super) fn refusals<'a>(
        &'a self,
        page: &'a PageEntry,
        as_of: Date,
        max_age: u32,
    ) -> impl Iterator<Item = Refusal<'a>> {
        let (language, modified) = (page.facts.language.as_deref(), page.facts.modified);
        let under = self.under.as_deref().filter(|under| !is_under(&page.path(), under));
        let spoken = self.language.as_deref().filter(|wanted| !speaks(language, wanted));
        let after = self.modified_after.filter(|&after| modified.is_none_or(|modified| modified < after));
        let before = self.modified_before.filter(|&before| modified.is_none_or(|modified| modified >= before));
        let review = self.fresh_only.then(|| freshness(&page.facts.review, as_of, max_age));
        let stale = review.filter(|fresh| !matches!(fresh, Freshness::Reviewed | Freshness::Due));
        let each = [
            under.map(Refusal::Path),
            spoken.map(|wanted| Refusal::Language(language, wanted)),
            after.map(|after| Refusal::EditedBefore(modified, after)),
            before.map(|before| Refusal::EditedAfter(modified, before)),
            stale.map(Refusal::Review),
        ];
        each.into_iter().flatten()
    }
}

/// The pages that the last filter admits: whoever narrows a search down asks the next question under the same filter.
#[derive(Default)]
pub(super) struct LastFilter {
    last: Mutex<Option<Admitted>>,
}

/// What was asked for, and the answer.
#[derive(Clone)]
struct Admitted {
    filter: Filter,
    as_of: Date,
    max_age: u32,
    pages: Arc<[bool]>,
}

impl LastFilter {
    /// [`Filter::admitted`], made anew where the filter is another than the last.
    pub(super) fn admitted(
        &self,
        filter: &Filter,
        table: &PageTable,
        as_of: Date,
        max_age: u32,
    ) -> Option<Arc<[bool]>> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(last) = last.as_ref()
            && (&last.filter, last.as_of, last.max_age) == (filter, as_of, max_age)
        {
            return Some(Arc::clone(&last.pages));
        }
        let pages: Arc<[bool]> = filter.admitted(table, as_of, max_age)?.into();
        *last = Some(Admitted { filter: filter.clone(), as_of, max_age, pages: Arc::clone(&pages) });
        Some(pages)
    }
}

/// Why a filter leaves a page out.
#[derive(Debug, Clone, Copy)]
pub(super) enum Refusal<'a> {
    Path(&'a str),
    Language(Option<&'a str>, &'a str),
    EditedBefore(Option<Timestamp>, Timestamp),
    EditedAfter(Option<Timestamp>, Timestamp),
    Review(Freshness),
}

impl fmt::Display for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Path(under) => write!(f, "its path is not under `{under}`"),
            Refusal::Language(Some(language), wanted) => write!(f, "it is in `{language}`, not in `{wanted}`"),
            Refusal::Language(None, wanted) => write!(f, "its language is not known to be `{wanted}`"),
            Refusal::EditedBefore(Some(edited), limit) => write!(f, "it was edited on {edited}, before {limit}"),
            Refusal::EditedAfter(Some(edited), limit) => write!(f, "it was edited on {edited}, not before {limit}"),
            Refusal::EditedBefore(None, _) | Refusal::EditedAfter(None, _) => f.write_str("its edit date is not known"),
            Refusal::Review(Freshness::Overdue) => f.write_str("its review is overdue"),
            Refusal::Review(_) => f.write_str("it states no review, or one that cannot be believed"),
        }
    }
}

/// A path in lower case, with one slash around and between its segments.
fn slashed(path: &str) -> String {
    format!("/{}/", path.trim_matches('/')).replace("//", "/").to_lowercase()
}

fn is_under(path: &str, under: &str) -> bool {
    // Nearly every path is as it should be; the others are brought into shape.
    let plain =
        |path: &str| path.starts_with('/') && path.is_ascii() && !path.as_bytes().windows(2).any(|pair| pair == b"//");
    if plain(path) && plain(under) && under.ends_with('/') {
        let mut closed = path.bytes().chain((!path.ends_with('/')).then_some(b'/'));
        return under.bytes().all(|byte| closed.next().is_some_and(|other| other.eq_ignore_ascii_case(&byte)));
    }
    slashed(path).starts_with(&slashed(under))
}

fn speaks(language: Option<&str>, wanted: &str) -> bool {
    let same = |a: &u8, b: &u8| a.eq_ignore_ascii_case(b) || (matches!(a, b'-' | b'_') && matches!(b, b'-' | b'_'));
    let Some(language) = language.map(str::as_bytes) else { return false };
    let Some((start, rest)) = language.split_at_checked(wanted.len()) else { return false };
    start.iter().zip(wanted.as_bytes()).all(|(a, b)| same(a, b)) && matches!(rest.first(), None | Some(b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_under_another_by_whole_segments() {
        assert!(is_under("/about/types/", "/about"));
        assert!(is_under("/about/", "about/"));
        assert!(is_under("/anything/", "/"));
        assert!(is_under("/About/Types", "/about/types/"));
        assert!(is_under("//about//types/", "/about/types"));
        assert!(!is_under("/about", "/about/types/"));
        assert!(!is_under("/about-us/", "/about"));
    }

    #[test]
    fn a_language_admits_its_regions() {
        assert!(speaks(Some("es-MX"), "es"));
        assert!(speaks(Some("en_US"), "en-us"));
        assert!(!speaks(Some("en"), "es"));
        assert!(!speaks(None, "es"));
    }
}
