//! Filters: which pages may answer.

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
    pub(super) fn admitted(&self, table: &PageTable, as_of: Date, max_age: u32) -> Option<Vec<bool>> {
        if *self == Filter::default() {
            return None;
        }
        let mut admitted = vec![false; table.slots()];
        for page in table.pages() {
            if let Some(slot) = admitted.get_mut(page.number as usize) {
                *slot = self.admits(page, as_of, max_age);
            }
        }
        Some(admitted)
    }

    pub(super) fn admits(&self, page: &PageEntry, as_of: Date, max_age: u32) -> bool {
        let facts = &page.facts;
        let fresh = || matches!(freshness(&facts.review, as_of, max_age), Freshness::Reviewed | Freshness::Due);
        self.under.as_deref().is_none_or(|under| is_under(&page.path(), under))
            && self.language.as_deref().is_none_or(|wanted| speaks(facts.language.as_deref(), wanted))
            && self.modified_after.is_none_or(|after| facts.modified.is_some_and(|modified| modified >= after))
            && self.modified_before.is_none_or(|before| facts.modified.is_some_and(|modified| modified < before))
            && (!self.fresh_only || fresh())
    }
}

fn is_under(path: &str, under: &str) -> bool {
    let slashed = |path: &str| format!("/{}/", path.trim_matches('/')).replace("//", "/").to_lowercase();
    slashed(path).starts_with(&slashed(under))
}

fn speaks(language: Option<&str>, wanted: &str) -> bool {
    let normal = |tag: &str| tag.to_lowercase().replace('_', "-");
    let (Some(language), wanted) = (language.map(normal), normal(wanted)) else { return false };
    language == wanted || language.starts_with(&format!("{wanted}-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_under_another_by_whole_segments() {
        assert!(is_under("/about/types/", "/about"));
        assert!(is_under("/about/", "about/"));
        assert!(is_under("/anything/", "/"));
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
