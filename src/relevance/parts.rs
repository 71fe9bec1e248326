//! What each part of the ranking brings: the same questions asked with all parts, and without that one.

use anyhow::Result;
use serde::Serialize;

use super::ask::ask;
use super::clusters::Clusters;
use super::comparison::{MeasureChange, compare};
use super::evaluation::{Evaluation, evaluate};
use super::measure::Measure;
use super::qrels::Qrels;
use super::ranking::Ranking;
use super::run::Run;
use super::topics::Topics;
use crate::index::Snapshot;
use crate::search::{RankingPart, SearchOptions, Searcher};

/// What a part brings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartChange {
    /// The part.
    pub part: RankingPart,
    /// Each measure: `this` is with all parts, `against` without this one.
    pub measures: Vec<MeasureChange>,
    /// Number of questions that are better with it, by the measure of the comparison.
    pub won: usize,
    /// Number of questions that are worse with it.
    pub lost: usize,
    /// Number of questions that are as they were.
    pub same: usize,
}

/// A run without each part, in the order of [`RankingPart::ALL`].
///
/// # Errors
/// If the index cannot be read.
pub fn ask_without_each(
    snapshot: Snapshot,
    topics: &Topics,
    options: &SearchOptions,
    ranking: Ranking,
) -> Result<Vec<(RankingPart, Run)>> {
    let mut runs = Vec::new();
    for part in RankingPart::ALL.into_iter().filter(|&part| part != RankingPart::Mined) {
        let mut options = options.clone();
        options.leave_out(part);
        runs.push((part, ask(&Searcher::new(&snapshot), topics, &options, ranking)?));
    }
    let snapshot = snapshot.without_mined();
    runs.push((RankingPart::Mined, ask(&Searcher::new(&snapshot), topics, options, ranking)?));
    runs.sort_by_key(|(part, _)| *part);
    Ok(runs)
}

/// Holds what was found with all parts against each of these runs.
///
/// # Errors
/// If the runs are not of the same questions.
pub fn compare_parts(
    with_all: &Evaluation,
    without: &[(RankingPart, Run)],
    qrels: &Qrels,
    topics: &Topics,
    clusters: &Clusters,
    by: Measure,
) -> Result<Vec<PartChange>> {
    let change = |(part, run): &(RankingPart, Run)| {
        let without = evaluate(run, qrels, Some(topics), with_all.rel)?;
        let comparison = compare(with_all, &without, clusters, by)?;
        let (won, lost) = (comparison.won.len(), comparison.lost.len());
        Ok(PartChange { part: *part, measures: comparison.measures, won, lost, same: comparison.same })
    };
    without.iter().map(change).collect()
}
