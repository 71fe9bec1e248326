//! Two runs of the same questions: what won, what lost, and what of the difference may be chance.

use anyhow::{Result, bail};
use serde::Serialize;

use super::clusters::Clusters;
use super::evaluation::Evaluation;
use super::measure::Measure;
use super::resample::{Group, interval, randomisation};

/// How a run differs from another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Number of topics that the questions were put together to.
    pub topics: usize,
    /// How they were put together.
    pub clustered_by: String,
    /// Each measure.
    pub measures: Vec<MeasureChange>,
    /// The measure that the questions below are ordered by.
    pub by: Measure,
    /// Questions that won, the largest gain first.
    pub won: Vec<QueryChange>,
    /// Questions that lost, the largest loss first.
    pub lost: Vec<QueryChange>,
    /// Number of questions that are as they were.
    pub same: usize,
}

/// What became of a measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MeasureChange {
    /// The measure.
    pub measure: Measure,
    /// Its mean now.
    pub this: f64,
    /// Its mean in the run compared with.
    pub against: f64,
    /// The first less the second.
    pub difference: f64,
    /// 95 % interval of the difference, by a bootstrap over topics; `None` for a single topic.
    pub interval: Option<[f64; 2]>,
    /// Probability of such a difference between runs that are alike, by a randomisation test over topics.
    pub p: f64,
}

/// What became of a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QueryChange {
    /// Its id.
    pub id: String,
    /// As asked, where the questions are at hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Its value now.
    pub this: f64,
    /// Its value in the run compared with.
    pub against: f64,
    /// The first less the second.
    pub difference: f64,
    /// Place of the first relevant document now, from 1.
    pub first_relevant: Option<usize>,
    /// The same in the run compared with.
    pub first_relevant_against: Option<usize>,
}

/// A difference below this is none.
const NONE: f64 = 1e-9;

/// Compares two evaluations of the same questions under the same judgements; questions are ordered by one measure.
///
/// # Errors
/// If the evaluations are not of the same questions.
pub fn compare(this: &Evaluation, against: &Evaluation, clusters: &Clusters, by: Measure) -> Result<Comparison> {
    let ids = |evaluation: &Evaluation| evaluation.queries.iter().map(|query| query.id.clone()).collect::<Vec<_>>();
    if ids(this) != ids(against) || clusters.of().len() != this.queries.len() {
        bail!("the two runs are not scored on the same questions");
    }
    let changes = this.queries.iter().zip(&against.queries).map(|(this, against)| QueryChange {
        id: this.id.clone(),
        question: this.question.clone(),
        this: this.scores.of(by),
        against: against.scores.of(by),
        difference: this.scores.of(by) - against.scores.of(by),
        first_relevant: this.first_relevant,
        first_relevant_against: against.first_relevant,
    });
    let (mut won, mut others): (Vec<_>, Vec<_>) = changes.partition(|change| change.difference > NONE);
    // Where differences are equal, the order of the topics stays.
    won.sort_by(|a, b| b.difference.total_cmp(&a.difference));
    let all = others.len();
    others.retain(|change| change.difference < -NONE);
    others.sort_by(|a, b| a.difference.total_cmp(&b.difference));
    Ok(Comparison {
        topics: clusters.number(),
        clustered_by: clusters.how().to_owned(),
        measures: Measure::ALL.iter().map(|&measure| change(measure, this, against, clusters)).collect(),
        by,
        same: all - others.len(),
        won,
        lost: others,
    })
}

fn change(measure: Measure, this: &Evaluation, against: &Evaluation, clusters: &Clusters) -> MeasureChange {
    let mut groups = vec![Group::default(); clusters.number()];
    for ((this, against), &cluster) in this.queries.iter().zip(&against.queries).zip(clusters.of()) {
        if let Some(group) = groups.get_mut(cluster) {
            group.sum += this.scores.of(measure) - against.scores.of(measure);
            group.questions += 1;
        }
    }
    let (now, before) = (this.mean.of(measure), against.mean.of(measure));
    MeasureChange {
        measure,
        this: now,
        against: before,
        difference: now - before,
        interval: interval(&groups),
        p: randomisation(&groups),
    }
}
