//! The figures: each printed when it is known, with its limit beside it.

use std::io::{Result, Write};
use std::time::Duration;

/// Prints figures and counts those over their limit.
pub(crate) struct Figures<W> {
    out: W,
    broken: usize,
}

impl<W: Write> Figures<W> {
    pub(crate) fn new(out: W) -> Figures<W> {
        Figures { out, broken: 0 }
    }

    /// A line of its own above the figures of one part.
    pub(crate) fn title(&mut self, title: &str) -> Result<()> {
        writeln!(self.out, "\n{title}")
    }

    /// A figure that has no limit.
    pub(crate) fn note(&mut self, name: &str, value: f64, unit: &str) -> Result<()> {
        writeln!(self.out, "  {name:<52} {value:>9.2} {unit}")
    }

    /// A figure that must be at most `limit`.
    pub(crate) fn limited(&mut self, name: &str, value: f64, unit: &str, limit: f64) -> Result<()> {
        let over = value > limit;
        self.broken += usize::from(over);
        let verdict = if over { "OVER" } else { "ok" };
        writeln!(self.out, "  {name:<52} {value:>9.2} {unit:<3} limit {limit:>6.1}  {verdict}")
    }

    /// How many figures are over their limit.
    pub(crate) fn broken(&self) -> usize {
        self.broken
    }
}

/// The value below which `share` of the values lie, by the nearest rank; 0 of none.
pub(crate) fn percentile(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() as f64 * share).ceil() as usize;
    sorted.get(rank.max(1) - 1).copied().unwrap_or(0.0)
}

pub(crate) fn median(values: &[f64]) -> f64 {
    percentile(values, 0.5)
}

/// What a thing takes when nothing else wants the processor.
pub(crate) fn fastest(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::INFINITY, f64::min)
}

pub(crate) fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
