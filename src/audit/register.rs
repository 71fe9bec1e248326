//! Two registers of reviews held against each other: which pages were reviewed, edited, moved, added or taken away
//! between them.
//!
//! A page is the same if it has the same address, or else the same id on the same host.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::standing::Standing;

/// A register of an earlier day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EarlierRegister {
    /// The day for which it was made, if it says so.
    pub as_of: Option<Date>,
    /// Its pages.
    pub standings: Vec<Standing>,
}

/// What became of a page between two registers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// The earlier register does not have it.
    New,
    /// It states a later review.
    Reviewed,
    /// It states no review any more, or an earlier one.
    ReviewTakenBack,
    /// Its words changed, other than those about its review.
    Edited,
    /// Its address changed.
    Moved,
    /// The later register does not have it.
    Gone,
}

impl Change {
    /// In words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Change::New => "new",
            Change::Reviewed => "reviewed",
            Change::ReviewTakenBack => "review taken back",
            Change::Edited => "edited",
            Change::Moved => "moved",
            Change::Gone => "gone",
        }
    }
}

/// What became of the pages between two registers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RegisterChanges {
    /// The day of the earlier register, if it says so.
    pub since: Option<Date>,
    /// For each page of the later register what became of it; nothing where it is as it was.
    pub changes: Vec<Vec<Change>>,
    /// Pages of the earlier register that the later one does not have.
    pub gone: Vec<Standing>,
    /// How many pages each change befell.
    pub counts: BTreeMap<Change, usize>,
}

impl EarlierRegister {
    /// What became of its pages by the time of `later`.
    #[must_use]
    pub fn until(&self, later: &[Standing]) -> RegisterChanges {
        let by_link: BTreeMap<&str, usize> = self.places(|standing| standing.link.as_str());
        let by_id = self.places(|standing| (host(&standing.link), standing.id));
        let still_there: BTreeSet<&str> = later.iter().map(|standing| standing.link.as_str()).collect();
        let before = |standing: &Standing| {
            let moved = || by_id.get(&(host(&standing.link), standing.id)).copied();
            // A page that still has its own address has not moved to another.
            let has_left =
                |at: &usize| self.standings.get(*at).is_some_and(|it| !still_there.contains(it.link.as_str()));
            by_link.get(standing.link.as_str()).copied().or_else(|| moved().filter(has_left))
        };
        let mut found = RegisterChanges { since: self.as_of, ..RegisterChanges::default() };
        let mut seen = BTreeSet::new();
        for standing in later {
            let before = before(standing);
            seen.extend(before);
            let changes = changes(before.and_then(|at| self.standings.get(at)), standing);
            for change in &changes {
                *found.counts.entry(*change).or_default() += 1;
            }
            found.changes.push(changes);
        }
        let gone = self.standings.iter().enumerate().filter(|(at, _)| !seen.contains(at));
        found.gone = gone.map(|(_, standing)| standing.clone()).collect();
        if !found.gone.is_empty() {
            found.counts.insert(Change::Gone, found.gone.len());
        }
        found
    }

    fn places<'a, K: Ord>(&'a self, key: impl Fn(&'a Standing) -> K) -> BTreeMap<K, usize> {
        self.standings.iter().enumerate().map(|(at, standing)| (key(standing), at)).collect()
    }
}

fn changes(before: Option<&Standing>, now: &Standing) -> Vec<Change> {
    let Some(before) = before else { return vec![Change::New] };
    let review = match (before.reviewed, now.reviewed) {
        (before, Some(now)) if before.is_none_or(|before| before < now) => Some(Change::Reviewed),
        (before, now) if before != now => Some(Change::ReviewTakenBack),
        _ => None,
    };
    let edited = (before.text_hash != now.text_hash).then_some(Change::Edited);
    let moved = (before.link != now.link).then_some(Change::Moved);
    [review, edited, moved].into_iter().flatten().collect()
}

/// The host of an address, whichever of the web's two schemes it has.
fn host(link: &str) -> &str {
    let after = link.split_once("://").map_or(link, |(_, after)| after);
    after.split('/').next().unwrap_or(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Freshness;

    fn page(id: u64, slug: &str, reviewed: &str, hash: &str) -> Standing {
        Standing {
            id,
            title: slug.to_owned(),
            link: format!("https://www.example.org/{slug}/"),
            breadcrumb: Vec::new(),
            reviewed: reviewed.parse().ok(),
            reviewer: None,
            due: None,
            status: Freshness::Unverified,
            age: String::new(),
            edited: None,
            newest_source: None,
            sources: 0,
            words: 0,
            text_hash: hash.to_owned(),
        }
    }

    fn became(before: Vec<Standing>, now: &[Standing]) -> RegisterChanges {
        EarlierRegister { as_of: None, standings: before }.until(now)
    }

    #[test]
    fn a_review_and_an_edit_are_told_apart() {
        let before = vec![page(1, "a", "2023-05", "x"), page(2, "b", "", "x"), page(3, "c", "2023-05", "x")];
        let now = [page(1, "a", "2026-05", "x"), page(2, "b", "", "y"), page(3, "c", "2023-05", "x")];
        assert_eq!(became(before, &now).changes, [vec![Change::Reviewed], vec![Change::Edited], vec![]]);
    }

    #[test]
    fn a_review_that_is_no_longer_stated_is_taken_back() {
        let found = became(vec![page(1, "a", "2023-05", "x")], &[page(1, "a", "", "x")]);
        assert_eq!(found.changes, [vec![Change::ReviewTakenBack]]);
    }

    #[test]
    fn a_page_at_a_new_address_has_moved_unless_the_old_one_is_still_there() {
        let found = became(vec![page(1, "a", "", "x")], &[page(1, "b", "", "x")]);
        assert_eq!((found.changes, found.gone.len()), (vec![vec![Change::Moved]], 0));
        let found = became(vec![page(1, "a", "", "x")], &[page(1, "a", "", "x"), page(1, "b", "", "x")]);
        assert_eq!(found.changes, [vec![], vec![Change::New]]);
    }

    #[test]
    fn what_is_not_there_any_more_is_gone() {
        let found = became(vec![page(1, "a", "", "x"), page(2, "b", "", "x")], &[page(2, "b", "", "x")]);
        assert_eq!(found.gone.iter().map(|it| it.id).collect::<Vec<_>>(), [1]);
        assert_eq!(found.counts[&Change::Gone], 1);
    }
}
