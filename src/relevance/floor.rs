//! Floors: the least that a measure may be, for a run in CI.

use std::str::FromStr;

use anyhow::{Error, Result, bail};
use serde::Serialize;

use super::measure::{Measure, Scores};

/// The least that a measure may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Floor {
    /// The measure.
    pub measure: Measure,
    /// 0 to 1.
    pub least: f64,
}

/// A floor, and whether it holds.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct FloorOutcome {
    /// The measure.
    pub measure: Measure,
    /// The least it may be.
    pub least: f64,
    /// What it is.
    pub value: f64,
    /// It is not below.
    pub met: bool,
}

/// A mean of fractions may come out this much below what it is.
const ROUNDING: f64 = 1e-9;

impl Floor {
    /// Whether the scores reach it.
    #[must_use]
    pub fn outcome(self, scores: &Scores) -> FloorOutcome {
        let Floor { measure, least } = self;
        let value = scores.of(measure);
        FloorOutcome { measure, least, value, met: value + ROUNDING >= least }
    }
}

impl FromStr for Floor {
    type Err = Error;

    /// Reads `ndcg=0.6`.
    fn from_str(text: &str) -> Result<Floor> {
        let Some((measure, least)) = text.split_once('=') else {
            bail!("`{text}` is no floor; write it as `ndcg=0.6`");
        };
        let measure = measure.parse()?;
        match least.trim().parse::<f64>() {
            Ok(least) if (0.0..=1.0).contains(&least) => Ok(Floor { measure, least }),
            _ => bail!("`{least}` is no floor; write a number from 0 to 1"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_is_a_measure_and_a_number_from_0_to_1() {
        assert_eq!("ndcg=0.6".parse::<Floor>().ok(), Some(Floor { measure: Measure::Ndcg10, least: 0.6 }));
        for wrong in ["ndcg", "ndcg=", "ndcg=1.5", "ndcg=-1", "ndcg=NaN", "dcg=0.5", "success=0.5"] {
            assert!(wrong.parse::<Floor>().is_err(), "{wrong}");
        }
    }
}
