//! Review rules: how a site writes its review lines, beside what is usual. From its configuration, for every reading of a
//! page.

use super::wording::Says;
use crate::config::{Config, DateOrder};
use crate::content::fold::{fold, fold_char};

/// How a site writes its review lines, beside what is usual.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewRules {
    /// How `03/04/2025` is read; without it such a date is left unread.
    date_order: Option<DateOrder>,
    /// Folded wordings that stand before the date of a review, the longest first.
    wordings: Vec<Vec<char>>,
}

impl ReviewRules {
    /// The rules of a site.
    #[must_use]
    pub fn of(config: &Config) -> ReviewRules {
        ReviewRules::new(config.date_order, &config.audit.review_wordings)
    }

    /// Numeric dates in this order (without one, `03/04/2025` is left unread), and wordings beside the usual ones that stand
    /// before the date of a review. Case, accents and a colon after a wording do not count.
    #[must_use]
    pub fn new(date_order: Option<DateOrder>, wordings: &[String]) -> ReviewRules {
        let written = wordings.iter().map(|wording| wording.trim().trim_end_matches([':', '：', '-', '–', ' ']));
        let mut wordings: Vec<Vec<char>> = written
            .map(|wording| wording.chars().map(fold_char).collect())
            .filter(|it: &Vec<char>| !it.is_empty())
            .collect();
        wordings.sort_by_key(|wording| std::cmp::Reverse(wording.len()));
        ReviewRules { date_order, wordings }
    }

    /// What tells these rules from others: pages read by others are to be read again.
    #[must_use]
    pub fn key(&self) -> String {
        let wordings: Vec<String> = self.wordings.iter().map(|wording| wording.iter().collect()).collect();
        match &wordings[..] {
            [] => format!("{:?}", self.date_order),
            wordings => format!("{:?}:{wordings:?}", self.date_order),
        }
    }

    pub(super) fn date_order(&self) -> Option<DateOrder> {
        self.date_order
    }

    /// Whether one of the site's own wordings stands in a text.
    pub(super) fn occur_in(&self, text: &str) -> bool {
        if self.wordings.is_empty() {
            return false;
        }
        let folded = fold(text);
        self.wordings.iter().any(|wording| folded.contains(&wording.iter().collect::<String>()))
    }

    /// The place after one of the site's own wordings that stands here as whole words, and what it says.
    pub(super) fn wording_at(&self, folded: &[char], at: usize) -> Option<(Says, usize)> {
        let rest = folded.get(at..)?;
        let wording = self.wordings.iter().find(|wording| {
            rest.starts_with(wording) && !rest.get(wording.len()).is_some_and(|after| after.is_alphanumeric())
        })?;
        Some((Says::Reviewed, at + wording.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_rules_changes_with_what_they_say_and_not_with_how_it_is_written() {
        let key = |wordings: &[&str]| {
            ReviewRules::new(None, &wordings.iter().map(|&it| it.to_owned()).collect::<Vec<_>>()).key()
        };
        assert_eq!(key(&[]), ReviewRules::default().key());
        assert_eq!(key(&["Signed off:", " "]), key(&["signed off"]));
        assert_ne!(key(&["signed off"]), key(&[]));
        assert_ne!(ReviewRules::new(Some(DateOrder::DayFirst), &[]).key(), key(&[]));
    }
}
