//! The questions of a test: `id<TAB>question`, one a line, in the order of the file.
//!
//! A question may be empty, as in published collections; it finds nothing, and is told among those.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};

use super::rows::{read, rows};

/// Questions, each with an id of its own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Topics {
    name: String,
    asked: Vec<Topic>,
    places: BTreeMap<String, usize>,
}

/// A question with its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// What judgements and runs call it; it has no white space.
    pub id: String,
    /// As asked.
    pub question: String,
}

impl Topics {
    /// Reads a file.
    ///
    /// # Errors
    /// If it cannot be read, and as for [`Topics::parse`].
    pub fn read(path: &Path) -> Result<Topics> {
        Topics::parse(&path.display().to_string(), &read(path)?)
    }

    /// Reads a text; `name` is what errors call it.
    ///
    /// # Errors
    /// If a line has no tab or no id, if an id holds white space or stands twice, or if there is no line.
    pub fn parse(name: &str, text: &str) -> Result<Topics> {
        let mut topics = Topics { name: name.to_owned(), ..Topics::default() };
        for row in rows(text) {
            let number = row.number;
            let Some((id, question)) = row.text.split_once('\t') else {
                bail!("line {number} of `{name}` has no tab; write `id<TAB>question`");
            };
            let (id, question) = (id.trim(), question.trim());
            if id.is_empty() {
                bail!("line {number} of `{name}` has no id; write `id<TAB>question`");
            }
            if id.contains(char::is_whitespace) {
                bail!("line {number} of `{name}`: the id `{id}` holds a space, which no judgement could repeat");
            }
            if topics.places.insert(id.to_owned(), topics.asked.len()).is_some() {
                bail!("line {number} of `{name}`: the id `{id}` stands twice; give each question an id of its own");
            }
            topics.asked.push(Topic { id: id.to_owned(), question: question.to_owned() });
        }
        if topics.asked.is_empty() {
            bail!("`{name}` holds no question; write one a line as `id<TAB>question`");
        }
        Ok(topics)
    }

    /// What errors call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The questions, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Topic> {
        self.asked.iter()
    }

    /// The question with an id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Topic> {
        self.places.get(id).and_then(|&place| self.asked.get(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Topics::parse("topics.tsv", text).unwrap_err().to_string()
    }

    #[test]
    fn spreadsheets_marks_and_line_ends_are_passed_over() -> Result<()> {
        let topics = Topics::parse("t", "\u{feff}q1\tcan I swim?\r\n\r\nq2\tnormal CK\r\n")?;
        let all: Vec<_> = topics.iter().map(|topic| (topic.id.as_str(), topic.question.as_str())).collect();
        assert_eq!(all, [("q1", "can I swim?"), ("q2", "normal CK")]);
        Ok(())
    }

    #[test]
    fn a_line_that_is_wrong_is_named() {
        assert!(error("q1\ta\nq2 b\n").starts_with("line 2 of `topics.tsv` has no tab"));
        assert!(error("\tcan I swim?").contains("has no id"));
        assert!(Topics::parse("topics.tsv", "q1\t \n").is_ok());
        assert!(error("q1\ta\n\nq1\tb").starts_with("line 3 of `topics.tsv`: the id `q1` stands twice"));
        assert!(error("q 1\ta").contains("holds a space"));
        assert!(error("\u{feff}\r\n").contains("holds no question"));
    }
}
