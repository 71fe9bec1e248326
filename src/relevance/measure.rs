//! Measures of one ranking against the judgements of one question.
//!
//! The arithmetic is that of `trec_eval`, of which each figure can be had there too:
//!
//! - **nDCG@10** (Järvelin & Kekäläinen 2002, *Cumulated gain-based evaluation of IR techniques*, ACM TOIS 20): the sum
//!   of grade / log2(place + 1) over the first ten, divided by that of the best order there could be; the gain is the
//!   grade itself, and a negative grade counts as 0 (`ndcg_cut_10`).
//! - **MRR@10** (Voorhees 1999, *The TREC-8 question answering track report*): one divided by the place of the first
//!   relevant document, 0 if it is not among the first ten.
//! - **success@1**, **success@5**: 1 if a relevant document is among the first one or five.
//! - **recall@100**: the share of the relevant documents that are among the first hundred.
//! - **judged@10** (as Sakai 2007, *Alternatives to Bpref*, SIGIR, makes the case for): the share of the first ten that
//!   anyone has judged at all. Where it is low, the other figures say little.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use anyhow::{Error, Result, bail};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::run::Ranked;

/// A measure of a ranking; 0 to 1, and more is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Normalised discounted cumulated gain of the first ten.
    Ndcg10,
    /// Reciprocal place of the first relevant document among the first ten.
    Mrr10,
    /// The first document is relevant.
    Success1,
    /// One of the first five is relevant.
    Success5,
    /// Share of the relevant documents among the first hundred.
    Recall100,
    /// Share of the first ten that are judged.
    Judged10,
}

impl Measure {
    /// All of them, in the order in which they are told.
    pub const ALL: [Measure; 6] =
        [Measure::Ndcg10, Measure::Mrr10, Measure::Success1, Measure::Success5, Measure::Recall100, Measure::Judged10];

    /// As it is printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Measure::Ndcg10 => "nDCG@10",
            Measure::Mrr10 => "MRR@10",
            Measure::Success1 => "success@1",
            Measure::Success5 => "success@5",
            Measure::Recall100 => "recall@100",
            Measure::Judged10 => "judged@10",
        }
    }

    /// As programs name it: the same in lower case.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Measure::Ndcg10 => "ndcg@10",
            Measure::Mrr10 => "mrr@10",
            _ => self.name(),
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Measure {
    type Err = Error;

    /// Reads a name in any case, with or without its depth where that leaves no doubt: `ndcg`, `recall@100`.
    fn from_str(text: &str) -> Result<Measure> {
        let wanted = text.trim().to_lowercase();
        let named = |measure: &&Measure| {
            let key = measure.key();
            key == wanted || key.split_once('@').is_some_and(|(stem, _)| stem == wanted)
        };
        let found: Vec<Measure> = Measure::ALL.iter().filter(named).copied().collect();
        match found.as_slice() {
            [one] => Ok(*one),
            [] => {
                let known: Vec<&str> = Measure::ALL.iter().map(|measure| measure.key()).collect();
                bail!("`{text}` is no measure; write one of {}", known.join(", "))
            }
            several => {
                let each: Vec<String> = several.iter().map(|measure| format!("`{}`", measure.key())).collect();
                bail!("`{text}` may be {}; write which", each.join(" or "))
            }
        }
    }
}

impl Serialize for Measure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// A value of each measure.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Scores([f64; Measure::ALL.len()]);

impl Scores {
    /// The value of a measure.
    #[must_use]
    pub fn of(&self, measure: Measure) -> f64 {
        let [ndcg, mrr, success1, success5, recall, judged] = self.0;
        match measure {
            Measure::Ndcg10 => ndcg,
            Measure::Mrr10 => mrr,
            Measure::Success1 => success1,
            Measure::Success5 => success5,
            Measure::Recall100 => recall,
            Measure::Judged10 => judged,
        }
    }

    /// The means of several; all 0 if there is none.
    #[must_use]
    pub fn mean<'a>(all: impl IntoIterator<Item = &'a Scores>) -> Scores {
        let (mut sums, mut number) = ([0.0; Measure::ALL.len()], 0_usize);
        for scores in all {
            number += 1;
            sums.iter_mut().zip(scores.0).for_each(|(sum, value)| *sum += value);
        }
        Scores(sums.map(|sum| sum / number.max(1) as f64))
    }

    /// The values of a ranking, best first, under the judgements of its question; a document of grade `rel` or more is
    /// relevant.
    #[must_use]
    pub fn of_ranking(ranking: &[Ranked], grades: &BTreeMap<String, f64>, rel: f64) -> Scores {
        let grade = |ranked: &Ranked| grades.get(&ranked.document).copied();
        let relevant = |ranked: &Ranked| grade(ranked).is_some_and(|grade| grade >= rel);
        let ten = ranking.get(..10).unwrap_or(ranking);
        let hundred = ranking.get(..100).unwrap_or(ranking);

        let mut ideal: Vec<f64> = grades.values().map(|grade| grade.max(0.0)).collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        let best = gain(ideal.into_iter().take(10));
        let ndcg =
            if best > 0.0 { gain(ten.iter().map(|ranked| grade(ranked).unwrap_or(0.0).max(0.0))) / best } else { 0.0 };

        let first = ten.iter().position(relevant);
        let success = |within: usize| f64::from(u8::from(first.is_some_and(|place| place < within)));
        let all = grades.values().filter(|&&grade| grade >= rel).count();
        let found = hundred.iter().filter(|ranked| relevant(ranked)).count();
        let judged = ten.iter().filter(|ranked| grade(ranked).is_some()).count();
        Scores([
            ndcg,
            first.map_or(0.0, |place| 1.0 / (place + 1) as f64),
            success(1),
            success(5),
            found as f64 / all.max(1) as f64,
            judged as f64 / ten.len().max(1) as f64,
        ])
    }
}

/// Discounted cumulated gain of gains in their order.
fn gain(gains: impl Iterator<Item = f64>) -> f64 {
    gains.enumerate().map(|(place, gain)| gain / ((place + 2) as f64).log2()).sum()
}

impl Serialize for Scores {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(Measure::ALL.len()))?;
        for measure in Measure::ALL {
            map.serialize_entry(measure.key(), &self.of(measure))?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranking(documents: &[&str]) -> Vec<Ranked> {
        let each = documents.iter().enumerate();
        each.map(|(place, document)| Ranked { document: (*document).to_owned(), score: -(place as f64) }).collect()
    }

    fn grades(each: &[(&str, f64)]) -> BTreeMap<String, f64> {
        each.iter().map(|&(document, grade)| (document.to_owned(), grade)).collect()
    }

    #[test]
    fn measures_are_what_a_hand_computes() {
        let judged = grades(&[("a", 3.0), ("b", 2.0), ("c", 0.0), ("d", 1.0), ("e", -2.0)]);
        let scores = Scores::of_ranking(&ranking(&["c", "x", "b", "e", "a"]), &judged, 2.0);
        // 2 / log2(4) + 3 / log2(6) over 3 / log2(2) + 2 / log2(3) + 1 / log2(4).
        let expected = (2.0 / 2.0 + 3.0 / 2.584_962_500_721_156) / (3.0 + 2.0 / 1.584_962_500_721_156 + 1.0 / 2.0);
        let near = |measure, expected: f64| (scores.of(measure) - expected).abs() < 1e-12;
        assert!(near(Measure::Ndcg10, expected), "{scores:?}");
        assert_eq!(format!("{:.4}", scores.of(Measure::Ndcg10)), "0.4537");
        assert!(near(Measure::Mrr10, 1.0 / 3.0));
        assert!(near(Measure::Success1, 0.0) && near(Measure::Success5, 1.0));
        assert!(near(Measure::Recall100, 1.0));
        assert!(near(Measure::Judged10, 0.8));
    }

    #[test]
    fn what_stands_eleventh_does_not_count_but_for_recall() {
        let judged = grades(&[("a", 1.0)]);
        let filled = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "a"];
        let scores = Scores::of_ranking(&ranking(&filled), &judged, 1.0);
        assert_eq!(scores, Scores([0.0, 0.0, 0.0, 0.0, 1.0, 0.0]));
    }

    #[test]
    fn nothing_found_scores_nothing() {
        assert_eq!(Scores::of_ranking(&[], &grades(&[("a", 1.0)]), 1.0), Scores::default());
    }

    #[test]
    fn a_measure_is_named_in_any_case_and_without_its_depth_where_that_is_clear() {
        let read = |text: &str| text.parse::<Measure>().map_err(|error| error.to_string());
        assert_eq!(read("ndcg"), Ok(Measure::Ndcg10));
        assert_eq!(read("nDCG@10"), Ok(Measure::Ndcg10));
        assert_eq!(read("recall@100"), Ok(Measure::Recall100));
        assert_eq!(read("success"), Err("`success` may be `success@1` or `success@5`; write which".to_owned()));
        assert!(read("ndcg@20").is_err_and(|error| error.contains("is no measure")));
    }
}
