//! The judgements of a test, as TREC writes them: `query-id 0 document grade`, parted by tabs or spaces.
//!
//! A document is a page's WordPress id, or names a section (see [`SectionNames`]). A grade of 0 or less is
//! "judged, and no answer"; a document without a line was never looked at.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};

use super::SectionNames;
use super::rows::{read, rows};
use super::topics::Topics;

/// Grades by query and document.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Qrels {
    name: String,
    judged: BTreeMap<String, BTreeMap<String, f64>>,
    /// Line on which each query is first named.
    lines: BTreeMap<String, usize>,
}

impl Qrels {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, and as for [`Qrels::parse`].
    pub fn read(path: &Path) -> Result<Qrels> {
        Qrels::parse(&path.display().to_string(), &read(path)?)
    }

    /// Reads a text; `name` is what errors call it.
    ///
    /// # Errors
    /// If a line has not four columns, a grade is no number, a document is judged twice for one query, or there is no
    /// line.
    pub fn parse(name: &str, text: &str) -> Result<Qrels> {
        let mut qrels = Qrels { name: name.to_owned(), ..Qrels::default() };
        for row in rows(text) {
            let [query, _, document, grade] = row.columns(name, "query-id 0 document grade")?;
            let grade = row.number(grade, "grade", name)?;
            let grades = qrels.judged.entry(query.to_owned()).or_default();
            if grades.insert(document.to_owned(), grade).is_some() {
                bail!("line {} of `{name}` judges `{document}` for `{query}` a second time; keep one line", row.number);
            }
            qrels.lines.entry(query.to_owned()).or_insert(row.number);
        }
        if qrels.judged.is_empty() {
            bail!("`{name}` holds no judgement; write one a line as `query-id 0 document grade`");
        }
        Ok(qrels)
    }

    /// What errors call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The ids of the queries that are judged, sorted.
    pub fn queries(&self) -> impl Iterator<Item = &str> {
        self.judged.keys().map(String::as_str)
    }

    /// The grades of a query's documents.
    #[must_use]
    pub fn grades(&self, query: &str) -> Option<&BTreeMap<String, f64>> {
        self.judged.get(query)
    }

    /// Every query that is judged is asked.
    ///
    /// # Errors
    /// If a query is not among the topics, with the line that judges it.
    pub fn check_asked(&self, topics: &Topics) -> Result<()> {
        let mut missing: Vec<(usize, &str)> = self
            .lines
            .iter()
            .filter(|(id, _)| topics.get(id).is_none())
            .map(|(id, &line)| (line, id.as_str()))
            .collect();
        missing.sort_unstable();
        match missing.as_slice() {
            [] => Ok(()),
            [(line, id), others @ ..] => {
                let more = if others.is_empty() { String::new() } else { format!(" (nor are {} more)", others.len()) };
                let (name, asked) = (&self.name, topics.name());
                bail!("line {line} of `{name}` judges `{id}`, which is not among the questions of `{asked}`{more}")
            }
        }
    }

    /// How its documents name sections: by page and heading if every one does, else by the heading's `id`.
    #[must_use]
    pub fn section_names(&self) -> SectionNames {
        let mut documents = self.judged.values().flat_map(BTreeMap::keys);
        if documents.all(|document| is_page_and_heading(document)) {
            SectionNames::PageAndHeading
        } else {
            SectionNames::Anchor
        }
    }
}

/// `41#creatine-kinase`, or `41#` for what stands before a page's first heading.
fn is_page_and_heading(document: &str) -> bool {
    let page = document.split_once('#').map(|(page, _)| page);
    page.is_some_and(|page| !page.is_empty() && page.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Qrels::parse("qrels.tsv", text).unwrap_err().to_string()
    }

    #[test]
    fn tabs_and_spaces_part_columns() -> Result<()> {
        let qrels = Qrels::parse("q", "\u{feff}q1\t0\t41\t2\r\nq1 0 42 -1\r\n")?;
        let grades: Vec<f64> = qrels.grades("q1").into_iter().flat_map(BTreeMap::values).copied().collect();
        assert_eq!(grades, [2.0, -1.0]);
        Ok(())
    }

    #[test]
    fn a_line_that_is_wrong_is_named() {
        let three = "line 2 of `qrels.tsv` has 3 columns, not 4; write `query-id 0 document grade`";
        assert_eq!(error("q1 0 41 1\nq1 42 1"), three);
        assert_eq!(error("q1 0 41 good"), "line 1 of `qrels.tsv`: the grade `good` is no number");
        assert!(error("q1 0 41 NaN").contains("is no number"));
        assert!(error("q1 0 41 1\nq1 0 41 2").starts_with("line 2 of `qrels.tsv` judges `41` for `q1` a second time"));
        assert!(error(" \n").contains("holds no judgement"));
    }

    #[test]
    fn a_query_that_nobody_asked_is_an_error_with_its_line() -> Result<()> {
        let topics = Topics::parse("topics.tsv", "q1\ta")?;
        let qrels = Qrels::parse("qrels.tsv", "q1 0 41 1\nq9 0 41 1\nq3 0 41 1")?;
        let error = qrels.check_asked(&topics).unwrap_err().to_string();
        assert!(error.starts_with("line 2 of `qrels.tsv` judges `q9`, which is not among"), "{error}");
        assert!(error.ends_with("(nor are 1 more)"), "{error}");
        Ok(())
    }

    #[test]
    fn documents_say_how_sections_are_named() -> Result<()> {
        assert_eq!(Qrels::parse("q", "q 0 41#ck 1\nq 0 41# 1")?.section_names(), SectionNames::PageAndHeading);
        assert_eq!(Qrels::parse("q", "q 0 41#ck 1\nq 0 ck 1")?.section_names(), SectionNames::Anchor);
        assert_eq!(Qrels::parse("q", "q 0 a#ck 1")?.section_names(), SectionNames::Anchor);
        Ok(())
    }
}
