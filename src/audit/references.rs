//! References: the sources that a page names, and the year of each, as citations write it.
//!
//! What a source is stands in the labels of blocks; a paragraph that begins with `Sources:` is read too. A day of access
//! tells when a source was last looked at and not how old it is: it counts where nothing else is stated.

use std::ops::Range;

use jiff::civil::Date;

use crate::content::{Block, BlockKind, Examined, Label};

/// Fewest words of a source.
const SHORTEST: usize = 3;
/// Most words of a paragraph that names its sources in a line.
const LONGEST: usize = 90;
/// Longest text that is searched for years, in bytes.
const LONGEST_LINE: usize = 4000;

/// The sources of a page.
#[derive(Debug, Default)]
pub(super) struct References {
    /// How many there are.
    pub(super) number: u32,
    /// How many of them have a year of their own.
    pub(super) dated: u32,
    newest: Option<Source>,
    accessed: Option<i16>,
}

/// A source with a year.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// The number of its block.
    pub(super) block: usize,
    /// Its bytes in that block.
    pub(super) range: Range<usize>,
    /// Its year.
    pub(super) year: i16,
    /// The year's bytes, from the beginning of the source.
    pub(super) place: Range<usize>,
}

impl References {
    /// The sources of a page; years after `as_of` are not believed.
    pub(super) fn of(examined: &Examined, as_of: Date) -> References {
        let mut references = References::default();
        let labels = examined.labels.iter().copied().chain(std::iter::repeat(Label::Body));
        for ((number, block), label) in examined.blocks.iter().enumerate().zip(labels) {
            if names_sources(block, label) {
                references.read(number, &block.text, as_of.year());
            }
        }
        references
    }

    /// The newest source by the year in which it came out.
    pub(super) fn newest(&self) -> Option<&Source> {
        self.newest.as_ref()
    }

    /// The year of the newest source; where none is dated, the year in which one was last looked at.
    pub(super) fn newest_published(&self) -> Option<i16> {
        self.newest.as_ref().map(|source| source.year).or(self.accessed)
    }

    /// The last year in which a source is said to have been looked at.
    pub(super) fn accessed(&self) -> Option<i16> {
        self.accessed
    }

    fn read(&mut self, block: usize, text: &str, this_year: i16) {
        let mut start = 0;
        for line in text.split('\n') {
            let range = start..start + line.len();
            start = range.end + 1;
            if line.split_whitespace().take(SHORTEST).count() < SHORTEST {
                continue;
            }
            self.number += 1;
            let Years { published, accessed } = years(line, this_year);
            self.accessed = self.accessed.max(accessed);
            let Some((year, place)) = published else { continue };
            self.dated += 1;
            if self.newest.as_ref().is_none_or(|newest| newest.year < year) {
                self.newest = Some(Source { block, range, year, place });
            }
        }
    }
}

fn names_sources(block: &Block, label: Label) -> bool {
    if block.dynamic || block.text.is_empty() || matches!(block.kind, BlockKind::Heading(_) | BlockKind::Summary) {
        return false;
    }
    let introduced = || {
        let head = block.text.split_once(':').map(|(head, _)| head.trim().to_lowercase());
        let named = matches!(head.as_deref(), Some("source" | "sources" | "reference" | "references"));
        named && block.text.split_whitespace().take(LONGEST + 1).count() <= LONGEST
    };
    match label {
        Label::References => true,
        Label::Body => introduced(),
        _ => false,
    }
}

/// The years of a source.
#[derive(Debug, Default, PartialEq, Eq)]
struct Years {
    published: Option<(i16, Range<usize>)>,
    accessed: Option<i16>,
}

/// How surely a number is the year in which a source came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sureness {
    /// In an address or an identifier.
    InAddress,
    /// A range of numbers: years, or pages.
    InRange,
    /// Between marks.
    Plain,
    /// With a month, a volume or a semicolon beside it.
    Cited,
    /// In brackets of its own.
    Bracketed,
}

/// The year in which a source came out, by the surest place that has one, and the last in which it was looked at.
fn years(line: &str, this_year: i16) -> Years {
    let line = line.get(..line.floor_char_boundary(LONGEST_LINE)).unwrap_or(line);
    let lower = line.to_ascii_lowercase();
    let looked_at = ACCESSED.iter().filter_map(|word| lower.find(word)).min();
    let mut out = Years::default();
    let mut best: Option<(Sureness, i16)> = None;
    for (place, around) in four_digits(&lower) {
        let Some(year) = lower.get(place.clone()).and_then(|it| it.parse().ok()) else { continue };
        if !(1900..=this_year).contains(&year) {
            continue;
        }
        let Some(sureness) = sureness(&lower, &around) else { continue };
        // `Accessed 3 May 2021`; what is `Published 2019 (accessed 2021)` has both.
        let accessed = looked_at.is_some_and(|at| at < place.start) && sureness != Sureness::InAddress;
        if accessed {
            out.accessed = out.accessed.max(Some(year));
        } else if best.is_none_or(|best| best < (sureness, year)) {
            best = Some((sureness, year));
            out.published = Some((year, place));
        }
    }
    out
}

const ACCESSED: &[&str] = &["access", "retriev", "[cited", "consulted", "viewed on", "visited", "last checked"];

/// Four digits that may be a year, and the run of digits that they are a part of: alone, with a letter (`2018a`), or of eight
/// that are two years which lost their dash (`20072010`), or a day (`20240512`).
fn four_digits(text: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let lettered = matches!(bytes.get(at + 4), Some(b'a'..=b'e')) && !word(bytes.get(at + 5));
        if digits == 8 {
            out.extend([(at..at + 4, at..at + 8), (at + 4..at + 8, at..at + 8)]);
        }
        if digits == 4
            && !word(at.checked_sub(1).and_then(|at| bytes.get(at)))
            && (lettered || !bytes.get(at + 4).is_some_and(u8::is_ascii_alphabetic))
        {
            out.push((at..at + 4, at..at + 4));
        }
        at += digits.max(1);
    }
    out
}

/// How surely four digits are a year; `None` for pages.
fn sureness(text: &str, place: &Range<usize>) -> Option<Sureness> {
    let (before, after) = (text.get(..place.start)?, text.get(place.end..)?);
    let word_start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let in_word = before.get(word_start..)?;
    if in_word.contains('/') || in_word.starts_with("doi") || in_word.starts_with("10.") || in_word.contains("www.") {
        return Some(Sureness::InAddress);
    }
    let last_word = before.trim_end().rsplit(' ').next().unwrap_or_default();
    if in_word.ends_with(':') || matches!(last_word, "p." | "p" | "pp." | "pp") {
        return None;
    }
    let range = |c: char| matches!(c, '-' | '–' | '—');
    if before.ends_with(range) && before.trim_end_matches(range).ends_with(|c: char| c.is_ascii_digit()) {
        let pages = in_word.contains(':') || in_word.contains(';');
        return (!pages).then_some(Sureness::InRange);
    }
    if after.starts_with(range) && after.trim_start_matches(range).starts_with(|c: char| c.is_ascii_digit()) {
        return Some(Sureness::InRange);
    }
    if before.ends_with(['(', '[']) {
        return Some(Sureness::Bracketed);
    }
    let next = after.trim_start_matches(' ');
    let last = before.trim_end_matches([' ', '.', ',']).rsplit([' ', '/', '-', '(']).next().unwrap_or_default();
    let beside_month = MONTHS.iter().any(|month| next.starts_with(month) || last.starts_with(month));
    let cited = next.starts_with(';') || after.starts_with(':') || after.starts_with(')') || beside_month;
    Some(if cited { Sureness::Cited } else { Sureness::Plain })
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (Option<i16>, Option<i16>) {
        let Years { published, accessed } = years(line, 2026);
        (published.map(|(year, _)| year), accessed)
    }

    #[test]
    fn the_year_of_a_source_is_the_one_in_which_it_came_out() {
        for (line, year) in [
            (
                "Pinal-Fernandez I, Mammen A. Necrotizing Myopathy. Current Reports, 2018. 20(4). DOI:10.1007/s11926-018-0732-6",
                2018,
            ),
            ("Smith J. Rest. J Rest. 2011 Jul;12(3):2014-2019.", 2011),
            ("Smith, J. (2015a). The 2019 outlook. Rest Press.", 2015),
            ("Lee A. Rest. Ann Rest 2009;12:1999-2004. doi:10.1000/rest.2010.04", 2009),
            ("Rest Foundation. Rest today. March 2020.", 2020),
            ("Dietary Guidelines, 2015-2020. Rest Press", 2020),
            ("Rest Foundation (20072010). Rest in numbers (2002).", 2010),
            ("Lee A. Rest in print. doi:10.1016/j.rest.2017.03.001", 2017),
        ] {
            assert_eq!(read(line).0, Some(year), "{line}");
        }
        assert_eq!(read("Lee A. Rest. Rest 45:1999-2004"), (None, None));
        assert_eq!(read("Lee A. Rest for 12345 people, p. 1999"), (None, None));
    }

    #[test]
    fn a_day_of_access_is_no_year_of_a_source() {
        assert_eq!(read("Rest Foundation. www.example.org/rest. Accessed 3 May 2021."), (None, Some(2021)));
        assert_eq!(
            read("Rest Foundation (2015). Rest. Retrieved May 3, 2021, from www.example.org"),
            (Some(2015), Some(2021))
        );
    }
}
