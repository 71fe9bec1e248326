//! A run: what was found for each question, best first, as TREC writes it: `query-id Q0 document rank score name`.
//!
//! The order is that of the scores and, where they are equal, of the documents; the rank that a line states is not
//! read, as in `trec_eval`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Result, bail};

use super::rows::{read, rows};

/// A document that was found, and its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// A page's id or a section's name.
    pub document: String,
    /// Higher is better.
    pub score: f64,
}

/// What was found for each question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    rankings: Vec<(String, Vec<Ranked>)>,
    places: BTreeMap<String, usize>,
}

impl Run {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, and as for [`Run::parse`].
    pub fn read(path: &Path) -> Result<Run> {
        Run::parse(&path.display().to_string(), &read(path)?)
    }

    /// Reads a text; `name` is what errors call it.
    ///
    /// # Errors
    /// If a line has not six columns, a score is no number, a document is found twice for one query, or there is no
    /// line.
    pub fn parse(name: &str, text: &str) -> Result<Run> {
        let mut run = Run::default();
        let mut seen = BTreeSet::new();
        for row in rows(text) {
            let [query, _, document, _, score, _] = row.columns(name, "query-id Q0 document rank score name")?;
            let score = row.number(score, "score", name)?;
            if !seen.insert((query, document)) {
                bail!("line {} of `{name}` finds `{document}` for `{query}` a second time; keep one line", row.number);
            }
            // The two zeros are one score.
            run.of(query).push(Ranked { document: document.to_owned(), score: score + 0.0 });
        }
        if run.rankings.is_empty() {
            bail!("`{name}` holds no result; write one a line as `query-id Q0 document rank score name`");
        }
        for (_, ranking) in &mut run.rankings {
            ranking.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.document.cmp(&b.document)));
        }
        Ok(run)
    }

    /// Adds what was found for a question, best first; nothing found is a ranking too.
    pub fn add(&mut self, query: &str, ranking: Vec<Ranked>) {
        *self.of(query) = ranking;
    }

    fn of(&mut self, query: &str) -> &mut Vec<Ranked> {
        let place = *self.places.entry(query.to_owned()).or_insert_with(|| {
            self.rankings.push((query.to_owned(), Vec::new()));
            self.rankings.len() - 1
        });
        &mut self.rankings[place].1
    }

    /// What was found for a question, best first.
    #[must_use]
    pub fn ranking(&self, query: &str) -> &[Ranked] {
        let place = self.places.get(query).copied();
        place.and_then(|place| self.rankings.get(place)).map_or(&[], |(_, ranking)| ranking)
    }

    /// Questions and what was found for each, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Ranked])> {
        self.rankings.iter().map(|(query, ranking)| (query.as_str(), ranking.as_slice()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_decide_and_then_documents() -> Result<()> {
        let run = Run::parse("run", "q Q0 b 1 1.0 x\nq Q0 a 2 1.0 x\nq Q0 c 3 2.5 x\n")?;
        let order: Vec<&str> = run.ranking("q").iter().map(|ranked| ranked.document.as_str()).collect();
        assert_eq!(order, ["c", "a", "b"]);
        assert!(run.ranking("other").is_empty());
        Ok(())
    }

    #[test]
    fn a_line_that_is_wrong_is_named() {
        let error = |text: &str| Run::parse("run.txt", text).unwrap_err().to_string();
        assert!(error("q Q0 a 1 1.0").starts_with("line 1 of `run.txt` has 5 columns, not 6"));
        assert!(error("q Q0 a 1 inf x").contains("the score `inf` is no number"));
        assert!(error("q Q0 a 1 1.0 x\nq Q0 a 2 0.5 x").starts_with("line 2 of `run.txt` finds `a` for `q`"));
        assert!(error("").contains("holds no result"));
    }
}
