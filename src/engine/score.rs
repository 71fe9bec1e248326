//! The score of the first stage: BM25 over one catch-all field (title, headings and text together), plus the title
//! and the headings each by itself, plus the texts of the whole page; a section whose heading names what the title does
//! not counts as a page of its own.
//!
//! BM25 is Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009); counting a title
//! word once more in the catch-all field is their BM25F with whole-number field weights.

use super::request::{Clause, Field};

/// Parameters of the first stage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weights {
    /// Saturation of term frequency, from 0 (presence only); 1.2 is usual.
    pub k1: f32,
    /// Length normalisation of texts, titles and pages, 0 to 1.
    pub b: f32,
    /// Length normalisation of headings, 0 to 1: less, since a path of headings is long where a page is well ordered.
    pub heading_b: f32,
    /// What the title field adds.
    pub title: f32,
    /// What the heading field adds.
    pub heading: f32,
    /// What the score of the texts of the whole page adds.
    pub page: f32,
}

impl Default for Weights {
    fn default() -> Self {
        Weights { k1: 1.2, b: 0.65, heading_b: 0.3, title: 1.0, heading: 1.2, page: 1.25 }
    }
}

impl Weights {
    /// The part of the denominator that depends on length only.
    pub(super) fn norm(&self, length: u32, average: f32) -> f32 {
        self.norm_by(self.b, length, average)
    }

    /// The same for a path of headings.
    pub(super) fn heading_norm(&self, length: u32, average: f32) -> f32 {
        self.norm_by(self.heading_b, length, average)
    }

    fn norm_by(&self, b: f32, length: u32, average: f32) -> f32 {
        self.k1 * (1.0 - b + b * length as f32 / average.max(1.0))
    }

    /// Term frequency, saturated.
    pub(super) fn saturate(&self, frequency: f32, norm: f32) -> f32 {
        if frequency <= 0.0 { 0.0 } else { frequency * (self.k1 + 1.0) / (frequency + norm) }
    }
}

/// Inverse document frequency in Lucene's never-negative form.
pub(super) fn idf(total: u32, matching: u32) -> f32 {
    let (total, matching) = (total as f32, matching as f32);
    (1.0 + (total - matching + 0.5) / (matching + 0.5)).ln()
}

/// Counts over the live passages that scores depend on. Whole numbers, so that any order of adding gives the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) passages: u32,
    pub(super) pages: u32,
    pub(super) catch_all_words: u64,
    pub(super) title_words: u64,
    pub(super) heading_words: u64,
    pub(super) page_words: u64,
}

impl Totals {
    pub(super) fn average(words: u64, count: u32) -> f32 {
        (words as f64 / f64::from(count.max(1))) as f32
    }
}

/// Frequencies of one clause that its weights come from.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Frequencies {
    pub(super) passages: u32,
    pub(super) title: u32,
    pub(super) heading: u32,
    pub(super) pages: u32,
}

/// What a clause's matches are multiplied with.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClauseWeights {
    pub(super) catch_all: f32,
    pub(super) title: f32,
    pub(super) heading: f32,
    pub(super) page: f32,
    pub(super) alone: f32,
}

impl ClauseWeights {
    pub(super) fn new(clause: &Clause, frequencies: Frequencies, totals: &Totals, weights: &Weights) -> Self {
        let (weight, emphasis) = (clause.weight, clause.emphasis);
        let idf_in = |matching| idf(totals.passages, matching);
        ClauseWeights {
            catch_all: weight * idf_in(frequencies.passages),
            title: weight * emphasis.title * weights.title * idf_in(frequencies.title),
            heading: weight * emphasis.heading * weights.heading * idf_in(frequencies.heading),
            page: weight * emphasis.page * weights.page * idf(totals.pages, frequencies.pages),
            alone: emphasis.alone,
        }
    }
}

/// How often a clause stands in the fields of one passage; an alternative of weight .5 counts half.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct FieldCounts {
    pub(super) body: f32,
    pub(super) title: f32,
    pub(super) heading: f32,
}

impl FieldCounts {
    pub(super) fn add(&mut self, field: Field, amount: f32) {
        match field {
            Field::Body => self.body += amount,
            Field::Title => self.title += amount,
            Field::Heading => self.heading += amount,
        }
    }
}

/// Length norms of one passage.
#[derive(Debug, Clone, Copy)]
pub(super) struct Norms {
    pub(super) catch_all: f32,
    pub(super) title: f32,
    pub(super) heading: f32,
}

/// What one clause adds to one passage.
pub(super) fn passage_part(counts: &FieldCounts, norms: &Norms, clause: &ClauseWeights, weights: &Weights) -> f32 {
    let all = counts.body + counts.title + counts.heading;
    clause.catch_all * weights.saturate(all, norms.catch_all)
        + clause.title * weights.saturate(counts.title, norms.title)
        + clause.heading * weights.saturate(counts.heading, norms.heading)
        + clause.alone * alone_part(counts, norms, clause, weights)
}

/// What one clause adds to a passage under a heading that matches, on a page whose title does not: what title and page
/// would, if the section were a page of its own.
fn alone_part(counts: &FieldCounts, norms: &Norms, clause: &ClauseWeights, weights: &Weights) -> f32 {
    if clause.alone <= 0.0 || counts.title > 0.0 || counts.heading <= 0.0 {
        return 0.0;
    }
    clause.title * weights.saturate(counts.heading, norms.heading)
        + clause.page * weights.saturate(counts.body, norms.catch_all)
}

/// How often a clause stands in the texts of a page. Its title and headings speak through its passages already, and
/// once more they would make a page of a fitting title and of little to say as good as one that tells it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PageCounts {
    body: f32,
}

impl PageCounts {
    pub(super) fn add(&mut self, counts: &FieldCounts) {
        self.body += counts.body;
    }

    pub(super) fn part(self, norm: f32, clause: &ClauseWeights, weights: &Weights) -> f32 {
        clause.page * weights.saturate(self.body, norm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_whose_heading_alone_names_the_subject_counts_as_a_page_of_its_own() {
        let part = |title, heading, alone| {
            let clause = ClauseWeights { catch_all: 1.0, title: 1.0, heading: 1.0, page: 1.0, alone };
            let norms = Norms { catch_all: 1.2, title: 1.2, heading: 1.2 };
            passage_part(&FieldCounts { body: 1.0, title, heading }, &norms, &clause, &Weights::default())
        };
        let same = |a: f32, b: f32| (a - b).abs() < 1e-6;
        assert!(part(0.0, 1.0, 0.8) > part(0.0, 1.0, 0.0) + 1.0);
        assert!(same(part(1.0, 1.0, 0.8), part(1.0, 1.0, 0.0)));
        assert!(same(part(0.0, 0.0, 0.8), part(0.0, 0.0, 0.0)));
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "the same sums")]
    fn a_page_counts_for_what_its_texts_say_and_not_for_its_title() {
        let clause = ClauseWeights { catch_all: 1.0, title: 1.0, heading: 1.0, page: 1.0, alone: 0.0 };
        let part = |passages: &[FieldCounts]| {
            let mut page = PageCounts::default();
            for counts in passages {
                page.add(counts);
            }
            page.part(1.0, &clause, &Weights::default())
        };
        let titled = FieldCounts { body: 0.0, title: 2.0, heading: 1.0 };
        let told = FieldCounts { body: 1.0, ..FieldCounts::default() };
        assert_eq!(part(&[titled]), 0.0);
        assert_eq!(part(&[titled, told]), part(&[told]));
        assert!(part(&[told, told]) > part(&[told]));
    }
}
