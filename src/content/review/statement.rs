//! Statements of a page about its review, and which of them counts.
//!
//! A review goes before `lastReviewed` in JSON-LD, and that before an "updated" written by hand. How statements are read
//! from lines is `reader`'s.

use jiff::civil::Date;

use super::date::read_iso;
use super::reviewer::names_in_json;
use super::wording::Says;
use super::{Review, StatedDate};

/// One statement of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Statement {
    pub(super) date: Option<StatedDate>,
    pub(super) reviewer: Option<String>,
}

/// Statements of a page by what they say.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) reviewed: Vec<Statement>,
    pub(super) updated: Vec<Statement>,
    pub(super) next: Vec<Statement>,
    /// "Review date": of the last or of the next review.
    pub(super) either: Vec<Statement>,
}

impl Found {
    pub(super) fn add(&mut self, says: Says, statement: Statement) {
        match says {
            Says::Reviewed => self.reviewed.push(statement),
            Says::Updated => self.updated.push(statement),
            Says::Next => self.next.push(statement),
            Says::Either => self.either.push(statement),
            Says::Other => {}
        }
    }

    /// Takes in what another part of the page states.
    pub(super) fn append(&mut self, mut other: Found) {
        self.reviewed.append(&mut other.reviewed);
        self.updated.append(&mut other.updated);
        self.next.append(&mut other.next);
        self.either.append(&mut other.either);
    }

    /// The review, and all dates that are stated for one, the latest first.
    pub(super) fn review(mut self, json_ld: &[String], modified: Option<Date>) -> (Review, Vec<StatedDate>) {
        for statement in std::mem::take(&mut self.either) {
            let last_reviewed = latest(&self.reviewed).is_some();
            let ahead = modified.zip(statement.date).is_some_and(|(modified, date)| date.first_day() > modified);
            if last_reviewed || ahead {
                self.next.push(statement);
            } else {
                self.reviewed.push(statement);
            }
        }
        let stated = latest(&self.reviewed);
        let (json_date, json_name) = from_json(json_ld);
        let date = stated
            .and_then(|statement| statement.date)
            .or(json_date)
            .or_else(|| latest(&self.updated).and_then(|statement| statement.date));
        let named = |statements: &[Statement]| statements.iter().find_map(|statement| statement.reviewer.clone());
        let reviewer = stated
            .and_then(|statement| statement.reviewer.clone())
            .or_else(|| named(&self.reviewed))
            .or(json_name)
            .or_else(|| if stated.is_none() && json_date.is_none() { named(&self.updated) } else { None });
        let mut dates: Vec<StatedDate> = self.reviewed.iter().filter_map(|it| it.date).chain(json_date).collect();
        dates.sort_by_key(|date| std::cmp::Reverse((date.last_day(), *date)));
        dates.dedup();
        (Review { reviewed: date, reviewer, next: latest(&self.next).and_then(|statement| statement.date) }, dates)
    }
}

fn latest(statements: &[Statement]) -> Option<&Statement> {
    statements
        .iter()
        .filter(|statement| statement.date.is_some())
        .max_by_key(|statement| statement.date.map(|date| date.last_day()))
}

fn from_json(json_ld: &[String]) -> (Option<StatedDate>, Option<String>) {
    let mut date = None;
    let mut name = None;
    for text in json_ld {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
            continue;
        };
        let mut open = vec![&value];
        while let Some(value) = open.pop() {
            match value {
                serde_json::Value::Array(items) => open.extend(items),
                serde_json::Value::Object(fields) => {
                    let stated = fields.get("lastReviewed").and_then(|value| value.as_str()).and_then(read_iso);
                    date = date.max(stated);
                    name = name.or_else(|| fields.get("reviewedBy").and_then(names_in_json));
                    open.extend(fields.values());
                }
                _ => {}
            }
        }
    }
    (date, name)
}
