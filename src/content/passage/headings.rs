//! Headings inside a passage: lines that name what follows them and are no part of the running text.
//!
//! They are told from the runs of the page's own words: the heading of a section that was joined to the one before
//! stands outside them, and a table's header is the row whose cells are put, outside them, before those of the rows
//! below. Nothing of it is stored.

use std::ops::Range;

use crate::content::page::Passage;

impl Passage {
    /// Byte ranges of the lines of the text that are headings of joined sections or headers of tables, in order.
    #[must_use]
    pub fn headings(&self) -> Vec<Range<usize>> {
        let lines = self.lines();
        let mut headings = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let heading = if line.own.is_empty() {
                !line.put.is_empty()
            } else {
                let below = lines.iter().skip(at + 1).find(|below| !below.may_be_header());
                line.may_be_header() && below.is_some_and(|row| line.names_cells_of(row))
            };
            if heading {
                headings.push(line.range.clone());
            }
        }
        headings
    }

    fn lines(&self) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        let mut runs = self.runs.iter().map(|run| run.range.start as usize..run.range.end as usize).peekable();
        let mut start = 0;
        for text in self.text.split('\n') {
            let range = start..start + text.len();
            start = range.end + 1;
            let mut line = Line { range: range.clone(), own: Vec::new(), put: Vec::new() };
            let mut at = range.start;
            // Runs that touch are one cell: a superscript is a run of its own.
            let mut cell: Range<usize> = at..at;
            while let Some(run) = runs.next_if(|run| run.start < range.end) {
                let run = run.start.max(range.start)..run.end.min(range.end);
                if run.start > at || cell.is_empty() {
                    line.own.extend(self.words(cell));
                    line.put.extend(self.words(at..run.start));
                    cell = run.clone();
                }
                cell.end = cell.end.max(run.end);
                at = at.max(run.end);
            }
            line.own.extend(self.words(cell));
            line.put.extend(self.words(at..range.end));
            lines.push(line);
        }
        lines
    }

    /// What stands in a stretch of the text, if it is more than space.
    fn words(&self, range: Range<usize>) -> Option<&str> {
        self.text.get(range).map(str::trim).filter(|text| !text.is_empty())
    }
}

/// A line of a passage.
struct Line<'a> {
    range: Range<usize>,
    /// The page's own words.
    own: Vec<&'a str>,
    /// What was put there for reading.
    put: Vec<&'a str>,
}

impl Line<'_> {
    /// Nothing was put between its cells but what parts them.
    fn may_be_header(&self) -> bool {
        self.put.iter().all(|put| *put == ";")
    }

    /// Whether at least half of its cells stand before those of a row.
    fn names_cells_of(&self, row: &Line<'_>) -> bool {
        let named = self.own.iter().filter(|cell| row.put.iter().any(|put| put.contains(&format!("{cell}:"))));
        let named = named.count();
        named > 0 && 2 * named >= self.own.len()
    }
}
