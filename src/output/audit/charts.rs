//! The pictures of the report as plain numbers: how old the reviews are, and how each section of the site stands.
//!
//! Coordinates are those of the picture's own box; the template draws them, and writes the same numbers as a table.

use std::collections::{BTreeMap, HashMap};

use super::register::Counts;
use super::wording;
use crate::audit::{Audit, Standing};
use crate::content::Freshness;
use crate::output::sanitize::one_line;

/// How a review may stand, in the order in which it is drawn.
pub(super) const STANDINGS: [Freshness; 4] =
    [Freshness::Reviewed, Freshness::Due, Freshness::Overdue, Freshness::Unverified];

/// Sections that are drawn one by one; the smaller ones are drawn together.
const MOST_SECTIONS: usize = 15;
const BUCKETS: [&str; 7] = ["0–11", "12–23", "24–35", "36–47", "48–59", "60 on", "no date"];

const BAR: usize = 38;
const GAP: usize = 12;
const TALLEST: f64 = 150.0;
const TOP: f64 = 16.0;

/// Pages by how each of [`STANDINGS`] they stand.
type ByStanding = [usize; 4];

/// A histogram.
#[derive(Debug, Default)]
pub(super) struct Ages {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) axis_y: String,
    pub(super) label_y: String,
    /// From the youngest review to the oldest, then the pages without one.
    pub(super) bars: Vec<Bar>,
}

/// A bar of the histogram.
#[derive(Debug)]
pub(super) struct Bar {
    pub(super) label: &'static str,
    pub(super) x: usize,
    pub(super) middle: usize,
    pub(super) width: usize,
    pub(super) number_y: String,
    pub(super) number: String,
    pub(super) numbers: [String; 4],
    pub(super) parts: Vec<Upright>,
}

/// A part of an upright bar.
#[derive(Debug)]
pub(super) struct Upright {
    pub(super) class: &'static str,
    pub(super) y: String,
    pub(super) height: String,
}

/// A section of the site with its bar, as wide as it has pages.
#[derive(Debug)]
pub(super) struct SectionBar {
    pub(super) name: String,
    pub(super) parts: Vec<Lying>,
    pub(super) numbers: [String; 4],
    pub(super) pages: String,
    pub(super) findings: String,
}

/// A part of a bar that lies, in hundredths of the widest.
#[derive(Debug)]
pub(super) struct Lying {
    pub(super) class: &'static str,
    pub(super) x: String,
    pub(super) width: String,
}

fn place_of(status: Freshness) -> usize {
    STANDINGS.iter().position(|it| *it == status).unwrap_or(STANDINGS.len() - 1)
}

fn written(numbers: ByStanding) -> [String; 4] {
    numbers.map(wording::number_of)
}

/// How many pages stand in each way.
pub(super) fn standings(audit: &Audit) -> ByStanding {
    let mut all = ByStanding::default();
    for standing in &audit.standings {
        all[place_of(standing.status)] += 1;
    }
    all
}

/// The age of the reviews on the day of the audit, in years.
pub(super) fn ages(audit: &Audit) -> Ages {
    if audit.standings.is_empty() {
        return Ages::default();
    }
    let mut buckets = [ByStanding::default(); BUCKETS.len()];
    for standing in &audit.standings {
        let bucket = months_since(audit, standing).map_or(BUCKETS.len() - 1, |months| (months / 12).min(5));
        buckets[bucket][place_of(standing.status)] += 1;
    }
    let most = buckets.iter().map(|bucket| bucket.iter().sum::<usize>()).max().unwrap_or(0).max(1);
    let bars = BUCKETS.iter().zip(buckets).enumerate().map(|(place, (label, bucket))| bar(place, label, bucket, most));
    let axis = TOP + TALLEST;
    Ages {
        width: BUCKETS.len() * (BAR + GAP) + GAP,
        height: (axis + 20.0) as usize,
        axis_y: format!("{axis:.1}"),
        label_y: format!("{:.1}", axis + 14.0),
        bars: bars.collect(),
    }
}

/// Whole months since a page's review, as it states it; a review that lies in the future is none.
fn months_since(audit: &Audit, standing: &Standing) -> Option<usize> {
    let reviewed = standing.reviewed?.first_day();
    let since = reviewed.until((jiff::Unit::Month, audit.as_of)).ok()?;
    usize::try_from(since.get_months()).ok()
}

fn bar(place: usize, label: &'static str, bucket: ByStanding, most: usize) -> Bar {
    let x = GAP + place * (BAR + GAP);
    let mut y = TOP + TALLEST;
    let mut parts = Vec::new();
    for (status, number) in STANDINGS.into_iter().zip(bucket).filter(|(_, number)| *number > 0) {
        let height = TALLEST * number as f64 / most as f64;
        y -= height;
        parts.push(Upright { class: status.as_str(), y: format!("{y:.1}"), height: format!("{height:.1}") });
    }
    Bar {
        label,
        x,
        middle: x + BAR / 2,
        width: BAR,
        number_y: format!("{:.1}", y - 4.0),
        number: wording::number_of(bucket.iter().sum()),
        numbers: written(bucket),
        parts,
    }
}

#[derive(Default)]
struct Tally {
    name: String,
    standings: ByStanding,
    findings: usize,
}

impl Tally {
    fn pages(&self) -> usize {
        self.standings.iter().sum()
    }

    fn add(&mut self, other: &Tally) {
        for (number, more) in self.standings.iter_mut().zip(other.standings) {
            *number += more;
        }
        self.findings += other.findings;
    }
}

/// How each section of the site stands, the largest first; sections of a single page are counted together.
pub(super) fn sections(audit: &Audit, counts: &HashMap<(&str, u64), Counts>) -> Vec<SectionBar> {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for standing in &audit.standings {
        let found = counts.get(&(standing.link.as_str(), standing.id)).map_or(0, |(findings, _)| *findings);
        let (key, name) = section(standing);
        let tally = tallies.entry(key).or_default();
        // The page at the head of a section names it as its readers know it.
        if tally.name.is_empty() || standing.breadcrumb.is_empty() {
            tally.name = name;
        }
        tally.standings[place_of(standing.status)] += 1;
        tally.findings += found;
    }
    let (mut large, small): (Vec<Tally>, Vec<Tally>) = tallies.into_values().partition(|it| it.pages() > 1);
    large.sort_by(|a, b| b.pages().cmp(&a.pages()).then_with(|| a.name.cmp(&b.name)));
    let others = large.split_off(MOST_SECTIONS.min(large.len()));
    for (name, together) in [("Other sections", others), ("Pages by themselves", small)] {
        let mut tally = Tally { name: name.to_owned(), ..Tally::default() };
        for it in &together {
            tally.add(it);
        }
        if tally.pages() > 0 {
            large.push(tally);
        }
    }
    let widest = large.iter().map(Tally::pages).max().unwrap_or(0).max(1);
    large.iter().map(|tally| lying(tally, widest)).collect()
}

/// The first part of a page's path, and what it is called: its first ancestor, else its title or that part.
fn section(standing: &Standing) -> (String, String) {
    let after = standing.link.split_once("://").map_or(standing.link.as_str(), |(_, after)| after);
    let (host, path) = after.split_once('/').unwrap_or((after, ""));
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let first = path.split('/').find(|part| !part.is_empty()).unwrap_or_default();
    let name = standing.breadcrumb.first().map_or_else(|| wording::title(&standing.title, first), String::as_str);
    (format!("{host}/{first}"), one_line(name))
}

fn lying(tally: &Tally, widest: usize) -> SectionBar {
    let mut x = 0.0;
    let mut parts = Vec::new();
    for (status, number) in STANDINGS.into_iter().zip(tally.standings).filter(|(_, number)| *number > 0) {
        let width = 100.0 * number as f64 / widest as f64;
        parts.push(Lying { class: status.as_str(), x: format!("{x:.2}"), width: format!("{width:.2}") });
        x += width;
    }
    SectionBar {
        name: tally.name.clone(),
        parts,
        numbers: written(tally.standings),
        pages: wording::number_of(tally.pages()),
        findings: wording::number_of(tally.findings),
    }
}
