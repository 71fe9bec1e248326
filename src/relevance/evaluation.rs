//! A run under its judgements: the scores of each question, and their means.
//!
//! The mean is over the questions that have a relevant document; one for which the run has no line counts as 0.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use serde::Serialize;

use super::measure::Scores;
use super::qrels::Qrels;
use super::run::Run;
use super::topics::Topics;

/// How a run did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evaluation {
    /// Grade from which a document is relevant.
    pub rel: f64,
    /// Number of questions that count.
    pub counted: usize,
    /// Means over them.
    #[serde(rename = "measures")]
    pub mean: Scores,
    /// Judged questions without a relevant document, which do not count.
    pub without_relevant: Vec<String>,
    /// Questions that were asked and never judged, which do not count.
    pub unjudged: Vec<String>,
    /// Questions that count and for which nothing was found.
    pub unanswered: Vec<String>,
    /// Relevant documents that are not in what was searched, as far as that is known: no ranking could find them.
    pub not_indexed: Vec<String>,
    /// The questions that count, in the order of the topics.
    #[serde(skip)]
    pub queries: Vec<QueryScores>,
}

/// How a run did on one question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueryScores {
    /// Its id.
    pub id: String,
    /// As asked, where the questions are at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Its scores.
    #[serde(rename = "measures")]
    pub scores: Scores,
    /// Place of the first relevant document in the whole ranking, from 1.
    pub first_relevant: Option<usize>,
    /// Number of relevant documents there are.
    pub relevant: usize,
    /// Number of documents found.
    pub found: usize,
    /// Place among all questions, from 0, those that do not count too.
    #[serde(skip)]
    pub place: usize,
}

/// Scores a run; a document of grade `rel` or more is relevant.
///
/// # Errors
/// If a judged query is not among the topics given, or no query has a relevant document.
pub fn evaluate(run: &Run, qrels: &Qrels, topics: Option<&Topics>, rel: f64) -> Result<Evaluation> {
    if let Some(topics) = topics {
        qrels.check_asked(topics)?;
    }
    // Questions that count come in the order of the topics where there are some, else in that of their ids.
    let ids: Vec<&str> = match topics {
        Some(topics) => topics.iter().map(|topic| topic.id.as_str()).collect(),
        None => qrels.queries().chain(run.iter().map(|(id, _)| id).filter(|id| qrels.grades(id).is_none())).collect(),
    };
    let mut evaluation = Evaluation {
        rel,
        counted: 0,
        mean: Scores::default(),
        without_relevant: Vec::new(),
        unjudged: Vec::new(),
        unanswered: Vec::new(),
        not_indexed: Vec::new(),
        queries: Vec::new(),
    };
    for (place, id) in ids.into_iter().enumerate() {
        let Some(grades) = qrels.grades(id) else {
            evaluation.unjudged.push(id.to_owned());
            continue;
        };
        let relevant = grades.values().filter(|&&grade| grade >= rel).count();
        if relevant == 0 {
            evaluation.without_relevant.push(id.to_owned());
            continue;
        }
        let ranking = run.ranking(id);
        if ranking.is_empty() {
            evaluation.unanswered.push(id.to_owned());
        }
        let is_relevant = |document: &str| grades.get(document).is_some_and(|&grade| grade >= rel);
        evaluation.queries.push(QueryScores {
            id: id.to_owned(),
            question: topics.and_then(|topics| topics.get(id)).map(|topic| topic.question.clone()),
            scores: Scores::of_ranking(ranking, grades, rel),
            first_relevant: ranking.iter().position(|ranked| is_relevant(&ranked.document)).map(|place| place + 1),
            relevant,
            found: ranking.len(),
            place,
        });
    }
    if evaluation.queries.is_empty() {
        bail!("no question of `{}` has a document of grade {rel} or more; choose another `--rel`", qrels.name());
    }
    evaluation.counted = evaluation.queries.len();
    evaluation.mean = Scores::mean(evaluation.queries.iter().map(|query| &query.scores));
    Ok(evaluation)
}

impl Evaluation {
    /// Notes the relevant documents of the questions that count which are not there.
    pub fn note_not_indexed(&mut self, qrels: &Qrels, is_there: impl Fn(&str) -> bool) {
        let grades = self.queries.iter().filter_map(|query| qrels.grades(&query.id)).flatten();
        let relevant = grades.filter(|&(_, &grade)| grade >= self.rel).map(|(document, _)| document.as_str());
        let missing: BTreeSet<&str> = relevant.filter(|document| !is_there(document)).collect();
        self.not_indexed = missing.into_iter().map(str::to_owned).collect();
    }
}

#[cfg(test)]
mod tests {
    use super::super::Measure;
    use super::*;

    #[test]
    fn a_question_without_a_line_counts_as_nothing_and_one_without_an_answer_not_at_all() -> Result<()> {
        let qrels = Qrels::parse("q", "q1 0 a 2\nq2 0 a 2\nq3 0 a 1\n")?;
        let topics = Topics::parse("t", "q3\tc\nq2\tb\nq1\ta\nq4\td\n")?;
        let run = Run::parse("r", "q1 Q0 a 1 1 x\nq3 Q0 a 1 1 x\n")?;
        let evaluation = evaluate(&run, &qrels, Some(&topics), 2.0)?;
        assert_eq!(evaluation.mean.of(Measure::Ndcg10).to_string(), "0.5");
        let ids: Vec<&str> = evaluation.queries.iter().map(|query| query.id.as_str()).collect();
        assert_eq!(ids, ["q2", "q1"]);
        let apart = [&evaluation.without_relevant, &evaluation.unjudged, &evaluation.unanswered];
        assert_eq!(apart.map(|ids| ids.join(" ")), ["q3", "q4", "q2"]);
        Ok(())
    }

    #[test]
    fn a_grade_that_nothing_reaches_is_an_error() -> Result<()> {
        let (qrels, run) = (Qrels::parse("q", "q1 0 a 1")?, Run::parse("r", "q1 Q0 a 1 1 x")?);
        let error = evaluate(&run, &qrels, None, 2.0).unwrap_err().to_string();
        assert!(error.starts_with("no question of `q` has a document of grade 2 or more"), "{error}");
        Ok(())
    }
}
