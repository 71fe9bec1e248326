//! What an answer ranks: pages, or sections under the names that judgements use for them.
//!
//! `search --format trec` prints what stands here, and `eval` scores it.

use std::collections::HashSet;

use super::run::Ranked;
use crate::search::{Answer, Hit, Unit};

/// How a section is named as a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SectionNames {
    /// By its heading's `id`. A section whose heading has none is not ranked.
    #[default]
    Anchor,
    /// By its page and its heading: `41#creatine-kinase-ck` ([`heading_slug`]), and `41#` for what stands before the first
    /// heading. A passage that runs over several short sections stands for each of them, that with the most marks first.
    PageAndHeading,
}

/// What the lines of a ranking stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ranking {
    /// Pages or sections.
    pub unit: Unit,
    /// How sections are named.
    pub names: SectionNames,
}

impl Ranking {
    /// The documents of an answer, best first, each once, with strictly falling scores. No name has white space.
    #[must_use]
    pub fn of(self, answer: &Answer) -> Vec<Ranked> {
        let mut hits: Vec<&Hit> = answer.hits.iter().collect();
        if self.unit == Unit::Section {
            hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.rank.cmp(&b.rank)));
        }
        let mut seen = HashSet::new();
        let mut last = f32::INFINITY;
        let mut ranked = Vec::new();
        for hit in hits {
            for document in self.documents(hit) {
                let document = document.split_whitespace().collect::<Vec<_>>().join("_");
                if !seen.insert(document.clone()) {
                    continue;
                }
                last = if hit.score < last { hit.score } else { last.next_down() };
                ranked.push(Ranked { document, score: as_written(last) });
            }
        }
        ranked
    }

    fn documents(self, hit: &Hit) -> Vec<String> {
        match (self.unit, self.names) {
            (Unit::Page, _) => vec![hit.page.id.to_string()],
            (Unit::Section, SectionNames::Anchor) => hit.anchor.iter().cloned().collect(),
            (Unit::Section, SectionNames::PageAndHeading) => {
                let headings = sections_shown(hit);
                headings.iter().map(|heading| format!("{}#{}", hit.page.id, heading_slug(heading))).collect()
            }
        }
    }
}

/// The score that a reader of the run gets: the shortest number that is this one in single precision.
fn as_written(score: f32) -> f64 {
    score.to_string().parse().unwrap_or_else(|_| f64::from(score))
}

/// The sections that a passage shows, each by its heading: that with the most marks first, else in reading order.
fn sections_shown(hit: &Hit) -> Vec<String> {
    let passage: Vec<char> = hit.passage.chars().collect();
    let text = |from: usize, to: usize| -> String { passage.get(from..to).unwrap_or_default().iter().collect() };
    let own = hit.section.last().cloned().unwrap_or_default();
    let mut sections = vec![(0, own)];
    for &[start, end] in &hit.headings {
        let (heading, below) = (text(start, end), text(end, passage.len()));
        if !heads_a_table(&heading, &below) {
            sections.push((start, heading));
        }
    }
    let ends: Vec<usize> = sections.iter().skip(1).map(|section| section.0).chain([usize::MAX]).collect();
    let marks = |from: usize, to: usize| hit.highlights.iter().filter(|mark| (from..to).contains(&mark[0])).count();
    let mut counted: Vec<(usize, String)> =
        sections.into_iter().zip(ends).map(|((start, heading), end)| (marks(start, end), heading)).collect();
    counted.sort_by_key(|(marks, _)| std::cmp::Reverse(*marks));
    counted.into_iter().map(|(_, heading)| heading).collect()
}

/// Whether a line names cells of the row below it, and so is no heading of a section.
fn heads_a_table(line: &str, below: &str) -> bool {
    let row = below.trim_start().lines().next().unwrap_or_default();
    line.split(';').any(|cell| row.contains(&format!("{}:", cell.trim())))
}

/// A heading as part of a document's name: its letters and digits in lower case, words joined by hyphens, apostrophes
/// left out.
#[must_use]
pub fn heading_slug(heading: &str) -> String {
    let plain = heading.chars().filter(|c| !matches!(c, '\'' | '’' | '‘' | 'ʼ')).flat_map(char::to_lowercase);
    let spaced: String = plain.map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_what_a_person_would_write() {
        assert_eq!(heading_slug("Creatine kinase (CK)"), "creatine-kinase-ck");
        assert_eq!(heading_slug("“Can I have the shingles jab?”"), "can-i-have-the-shingles-jab");
        assert_eq!(heading_slug("Raynaud’s: cold, white fingers"), "raynauds-cold-white-fingers");
        assert_eq!(heading_slug("¿Qué es?"), "qué-es");
        assert_eq!(heading_slug("—"), "");
    }

    #[test]
    fn a_written_score_reads_as_itself() {
        assert_eq!(as_written(9.17219_f32).to_string(), 9.17219_f32.to_string());
    }
}
