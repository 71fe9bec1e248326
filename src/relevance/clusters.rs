//! Which questions of a test are about one topic, and so win or lose together.
//!
//! A collection may ask five things of each of 21 diseases. If one disease's page rises, five questions win at once,
//! and a test that takes them for independent is far too sure of itself. What is resampled is therefore the topic
//! (a cluster bootstrap: Davison & Hinkley 1997, *Bootstrap Methods and their Application*, section 3.8). Where ids do
//! not tell the topics, the judgements do: questions with a relevant document in common are about one thing.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::{Result, bail};

use super::evaluation::Evaluation;
use super::qrels::Qrels;
use super::rows::{read, rows};

/// By what questions are put together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Clustering {
    /// By their ids, if these make more than one cluster and put some together; else by their answers.
    #[default]
    Auto,
    /// Each is a topic of its own.
    Each,
    /// By what stands in their ids before the last `-`, `_` or `.` and a number: `swallowing-2` with `swallowing-1`.
    Id,
    /// By relevant documents that they share, directly or through others.
    Answers,
    /// So many at a time, in the order of the topics.
    Blocks(usize),
    /// By a file of lines `id<TAB>topic`.
    File(PathBuf),
}

impl FromStr for Clustering {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Clustering, Infallible> {
        Ok(match text {
            "auto" => Clustering::Auto,
            "each" => Clustering::Each,
            "id" => Clustering::Id,
            "answers" => Clustering::Answers,
            _ => match text.parse() {
                Ok(number) if number > 0 => Clustering::Blocks(number),
                _ => Clustering::File(PathBuf::from(text)),
            },
        })
    }
}

/// The topics of the questions of an evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clusters {
    /// Number of the cluster of each question, in the order of the evaluation.
    of: Vec<usize>,
    number: usize,
    how: String,
}

impl Clusters {
    /// Puts the questions that count together.
    ///
    /// # Errors
    /// If the file that names topics cannot be read, has a line that is not `id<TAB>topic`, names a question twice, or
    /// leaves one out.
    pub fn new(clustering: &Clustering, evaluation: &Evaluation, qrels: &Qrels) -> Result<Clusters> {
        let ids: Vec<&str> = evaluation.queries.iter().map(|query| query.id.as_str()).collect();
        Ok(match clustering {
            Clustering::Auto => {
                let by_id = Clusters::by_id(&ids);
                let telling = by_id.number > 1 && by_id.number < ids.len();
                if telling { by_id } else { Clusters::by_answers(&ids, qrels, evaluation.rel) }
            }
            Clustering::Each | Clustering::Blocks(1) => Clusters::by_key(ids.iter(), "each question by itself"),
            Clustering::Id => Clusters::by_id(&ids),
            Clustering::Answers => Clusters::by_answers(&ids, qrels, evaluation.rel),
            Clustering::Blocks(size) => {
                let topic = |query: &super::QueryScores| query.place / size;
                Clusters::by_key(evaluation.queries.iter().map(topic), &format!("{size} questions at a time"))
            }
            Clustering::File(path) => Clusters::by_file(&ids, path)?,
        })
    }

    /// Numbers keys in the order in which they come.
    fn by_key<K: Ord>(keys: impl Iterator<Item = K>, how: &str) -> Clusters {
        let mut numbers = BTreeMap::new();
        let of = keys.map(|key| {
            let next = numbers.len();
            *numbers.entry(key).or_insert(next)
        });
        let of: Vec<usize> = of.collect();
        Clusters { of, number: numbers.len(), how: how.to_owned() }
    }

    fn by_id(ids: &[&str]) -> Clusters {
        Clusters::by_key(ids.iter().map(|id| stem(id)), "questions with the same id before its number")
    }

    /// Joins questions that share a relevant document (union-find over documents).
    fn by_answers(ids: &[&str], qrels: &Qrels, rel: f64) -> Clusters {
        let mut above: Vec<usize> = (0..ids.len()).collect();
        let mut holder: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, id) in ids.iter().enumerate() {
            let grades = qrels.grades(id).into_iter().flatten();
            for (document, _) in grades.filter(|&(_, &grade)| grade >= rel) {
                let other = *holder.entry(document).or_insert(place);
                let (a, b) = (root(&above, place), root(&above, other));
                if let Some(higher) = above.get_mut(a.max(b)) {
                    *higher = a.min(b);
                }
            }
        }
        let roots: Vec<usize> = (0..ids.len()).map(|place| root(&above, place)).collect();
        Clusters::by_key(roots.into_iter(), "questions with a relevant document in common")
    }

    fn by_file(ids: &[&str], path: &Path) -> Result<Clusters> {
        let (name, text) = (path.display(), read(path)?);
        let mut topics = BTreeMap::new();
        for row in rows(&text) {
            let number = row.number;
            let Some((id, topic)) = row.text.split_once('\t') else {
                bail!("line {number} of `{name}` has no tab; write `id<TAB>topic`");
            };
            if topics.insert(id.trim(), topic.trim()).is_some() {
                bail!("line {number} of `{name}` gives `{}` a second topic; keep one line", id.trim());
            }
        }
        let mut keys = Vec::new();
        for id in ids {
            match topics.get(id) {
                Some(&topic) => keys.push(topic),
                None => bail!("`{name}` gives `{id}` no topic; add a line `{id}<TAB>topic`"),
            }
        }
        Ok(Clusters::by_key(keys.into_iter(), &format!("topics of `{name}`")))
    }

    /// How many there are.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// By what they were made, in words.
    #[must_use]
    pub fn how(&self) -> &str {
        &self.how
    }

    /// The cluster of each question, by number.
    pub(super) fn of(&self) -> &[usize] {
        &self.of
    }
}

fn root(above: &[usize], mut place: usize) -> usize {
    while let Some(&higher) = above.get(place)
        && higher != place
    {
        place = higher;
    }
    place
}

/// What stands before the last `-`, `_` or `.` and a number; the whole id where there is none.
fn stem(id: &str) -> &str {
    let stem = id.trim_end_matches(|c: char| c.is_ascii_digit());
    match stem.strip_suffix(['-', '_', '.']) {
        Some(before) if stem.len() < id.len() && !before.is_empty() => before,
        _ => id,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Run, Topics, evaluate};
    use super::*;

    fn clusters(clustering: &Clustering, ids: &[&str], qrels: &str) -> Result<Clusters> {
        let topics = ids.join("\tquestion\n") + "\tquestion\n";
        let (topics, qrels) = (Topics::parse("t", &topics)?, Qrels::parse("q", qrels)?);
        let evaluation = evaluate(&Run::default(), &qrels, Some(&topics), 1.0)?;
        Clusters::new(clustering, &evaluation, &qrels)
    }

    #[test]
    fn ids_that_end_in_numbers_tell_topics() -> Result<()> {
        assert_eq!(["ck-1", "ck_12", "ck.3", "TQ7", "-1", "a-b"].map(stem), ["ck", "ck", "ck", "TQ7", "-1", "a-b"]);
        let made = clusters(&Clustering::Auto, &["ck-1", "ck-2", "mri-1"], "ck-1 0 a 1\nck-2 0 b 1\nmri-1 0 a 1")?;
        assert_eq!((made.of(), made.number()), ([0, 0, 1].as_slice(), 2));
        Ok(())
    }

    #[test]
    fn ids_of_one_stem_tell_nothing_and_shared_answers_do() -> Result<()> {
        let qrels = "q-1 0 a 1\nq-2 0 b 1\nq-3 0 a 1\nq-3 0 c 1\nq-4 0 c 1\nq-4 0 b 0";
        let made = clusters(&Clustering::Auto, &["q-1", "q-2", "q-3", "q-4"], qrels)?;
        assert_eq!((made.of(), made.number()), ([0, 1, 0, 0].as_slice(), 2));
        Ok(())
    }

    #[test]
    fn blocks_are_counted_over_all_questions_also_those_that_do_not_count() -> Result<()> {
        // The second has no relevant document, and must not shift the blocks.
        let qrels = "a 0 x 1\nb 0 x 0\nc 0 x 1\nd 0 x 1";
        let made = clusters(&Clustering::Blocks(2), &["a", "b", "c", "d"], qrels)?;
        assert_eq!(made.of(), [0, 1, 1]);
        Ok(())
    }
}
