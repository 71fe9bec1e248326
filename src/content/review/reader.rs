//! The review line: reads from a page's text and JSON-LD when it was reviewed, by whom, and when the next review is due.
//!
//! A statement counts where it begins a line, never inside prose. A review goes before `lastReviewed` in JSON-LD, and that
//! before an "updated" written on the page by hand. JSON-LD's `dateModified` is the date of an edit and is not read, and
//! neither is a copyright year.

use jiff::civil::Date;

use super::date::{Reading, read, skip_any};
use super::line::Line;
use super::reviewer::name_at;
use super::rules::ReviewRules;
use super::statement::{Found, Statement};
use super::wording::{self, Says, Wording, names_person, subject_at, wording_at};
use super::{Review, StatedDate};
use crate::content::block::{Block, BlockKind};
use crate::content::fold::fold_char;
use crate::content::label::labels;
use crate::content::page::Label;
use crate::content::passage::{sentences, word_count};

/// Most words of a block that can be a review line.
const LINE_WORDS: usize = 45;
/// Most words of the sentence at the end of a longer block.
const SENTENCE_WORDS: usize = 25;

/// What a page says of its review, and where.
#[derive(Debug, Default)]
pub(in crate::content) struct Reviewed {
    pub review: Review,
    /// Blocks that say nothing else, in order.
    pub lines: Vec<usize>,
    /// Dates that can be read two ways, as written.
    pub ambiguous: Vec<String>,
    /// The dates of its reviews, each once, the latest first.
    pub dates: Vec<StatedDate>,
}

/// The numeric dates in a page's review lines that can be read two ways (`03/04/2025`) and were therefore not read.
#[must_use]
pub fn ambiguous_review_dates(blocks: &[Block]) -> Vec<String> {
    let labels = labels(blocks);
    read_review(blocks, &labels, &[], None, &ReviewRules::default()).ambiguous
}

/// Reads the review. `modified`, the day of the last edit, tells whether a bare "Review date" lies behind or ahead.
pub(in crate::content) fn read_review(
    blocks: &[Block],
    labels: &[Label],
    json_ld: &[String],
    modified: Option<Date>,
    rules: &ReviewRules,
) -> Reviewed {
    let mut found = Found::default();
    let mut out = Reviewed::default();
    let mut after_label = None;
    for (index, block) in blocks.iter().enumerate() {
        let label = labels.get(index).copied().unwrap_or_default();
        if label == Label::References && matches!(block.kind, BlockKind::Paragraph) {
            // The line often stands last, below the sources; a source that names a review is a line of other words.
            let (mut own, mut unread) = (Found::default(), Vec::new());
            let mut reader = Reader { found: &mut own, rules, ambiguous: &mut unread };
            if word_count(&block.text) <= LINE_WORDS && reader.block(&block.text).0 {
                found.append(own);
                out.ambiguous.append(&mut unread);
                out.lines.push(index);
            }
            continue;
        }
        if block.text.is_empty() || label != Label::Body {
            continue;
        }
        let mut reader = Reader { found: &mut found, rules, ambiguous: &mut out.ambiguous };
        let before = after_label.take();
        if let Some(says) = before
            && reader.bare_date(&block.text, says)
        {
            out.lines.push(index);
            continue;
        }
        let (is_line, open) = reader.block(&block.text);
        after_label = open;
        if is_line {
            out.lines.push(index);
        }
    }
    (out.review, out.dates) = found.review(json_ld, modified);
    out
}

/// Reads lines and puts what they say into `found`.
struct Reader<'f> {
    found: &'f mut Found,
    rules: &'f ReviewRules,
    ambiguous: &'f mut Vec<String>,
}

impl Reader<'_> {
    /// Whether the block is a review line, and what the next block would date if this one ends before its date.
    fn block(&mut self, text: &str) -> (bool, Option<Says>) {
        if !self.may_state(text) {
            return (false, None);
        }
        if self.may_be_line(text) && word_count(text) <= LINE_WORDS {
            let line = Line::new(text);
            let mut is_line = false;
            let mut open = None;
            let mut done = 0;
            for start in line.starts() {
                // `www.example.org. Updated May 2021. Accessed June 2022.` is of the source and not of the page.
                if start > 0 && !is_line && is_source(text) {
                    break;
                }
                if start < done {
                    continue;
                }
                let (end, undated) = self.statements(&line, start);
                is_line |= end > start && (start == 0 || is_line);
                open = if end > start { undated } else { None };
                done = end.max(done);
            }
            return (is_line || open.is_some(), open);
        }
        let last = sentences(text).pop().filter(|last| last.start > 0).and_then(|last| text.get(last));
        if let Some(sentence) = last
            .filter(|sentence| word_count(sentence) <= SENTENCE_WORDS && self.may_be_line(sentence) && !is_source(text))
        {
            self.statements(&Line::new(sentence), 0);
        }
        (false, None)
    }

    /// The block after one that ended before its date: true if it is that date, perhaps with a name.
    fn bare_date(&mut self, text: &str, says: Says) -> bool {
        if word_count(text) > SENTENCE_WORDS {
            return false;
        }
        let line = Line::new(text);
        let at = line.skip_joining(0);
        match read(&line.folded, at, self.rules.date_order()) {
            Reading::Date(date, end) => {
                let (end, reviewer) = line.by(end);
                let complete = line.is_separated(end) || self.statements(&line, line.skip_separators(end)).0 > end;
                if complete {
                    self.found.add(says, Statement { date: Some(date), reviewer });
                    if let Some(undated) =
                        self.found.reviewed.last_mut().filter(|s| s.date.is_none() && says == Says::Reviewed)
                    {
                        undated.date = Some(date);
                    }
                }
                complete
            }
            Reading::Ambiguous(end) if line.is_separated(end) => {
                self.ambiguous.push(line.original(at, end));
                true
            }
            _ => false,
        }
    }

    /// Reads statements that stand one after another from `start`: the place after the last, and what is still undated.
    fn statements(&mut self, line: &Line, start: usize) -> (usize, Option<Says>) {
        let mut end = start;
        let mut undated = None;
        while let Some((says, after, has_date)) = self.statement(line, line.skip_separators(end)) {
            end = after;
            undated = (!has_date && line.skip_separators(after) >= line.folded.len()).then_some(says);
            if end >= line.folded.len() {
                break;
            }
        }
        (end, undated)
    }

    /// Reads one statement: what it says, the place after it, and whether it has a date.
    fn statement(&mut self, line: &Line, at: usize) -> Option<(Says, usize, bool)> {
        let at = subject_at(self.rules, &line.folded, at);
        let Wording { says, strong, end: after, takes_verb } = wording_at(self.rules, &line.folded, at)?;
        let colon = line.next_is_colon(after);
        let strong = strong || colon;
        let mut cursor = line.skip_joining(after);
        let (mut end, mut reviewer) = line.by(cursor);
        if reviewer.is_none()
            && colon
            && !line.date_follows(cursor, self.rules.date_order())
            && says == Says::Reviewed
            && names_person(&line.folded, at)
        {
            (end, reviewer) = name_at(&line.chars, &line.folded, cursor);
        }
        cursor = line.skip_joining(end);
        let mut date = None;
        match read(&line.folded, cursor, self.rules.date_order()) {
            Reading::Date(found, after_date) => {
                date = Some(found);
                end = after_date;
            }
            Reading::Ambiguous(after_date) => {
                self.ambiguous.push(line.original(cursor, after_date));
                end = after_date;
                if !line.is_separated(end) && !strong {
                    return None;
                }
                return Some((says, end, true));
            }
            Reading::Nothing => {}
        }
        if date.is_some() && reviewer.is_none() {
            (end, reviewer) = line.by(end);
            if reviewer.is_none() {
                (end, reviewer) = line.titled(end);
            }
        }
        let says = if takes_verb {
            let verb = wording_at(self.rules, &line.folded, skip_any(&line.folded, end, &[' ']))?;
            end = verb.end;
            verb.says
        } else {
            says
        };
        let closed = line.is_separated(end);
        let next_follows =
            wording_at(self.rules, &line.folded, subject_at(self.rules, &line.folded, line.skip_separators(end)))
                .is_some();
        let complete = match (date, &reviewer) {
            (Some(_), _) => closed || next_follows || strong && !line.runs_on(end),
            (None, Some(_)) => closed,
            (None, None) => line.skip_separators(end) >= line.folded.len() && (strong || after == line.folded.len()),
        };
        if !complete {
            return None;
        }
        if date.is_some() || reviewer.is_some() {
            self.found.add(says, Statement { date, reviewer });
        }
        Some((says, end, date.is_some()))
    }

    /// A cheap look: false for nearly every block that states nothing of a review.
    fn may_state(&self, text: &str) -> bool {
        wording::STEMS.occur_in(text) || self.rules.occur_in(text)
    }

    /// A cheap look at the first letters: false for nearly every block of prose that is not worth reading.
    fn may_be_line(&self, text: &str) -> bool {
        text.len() < 600 && {
            let mut head = text.chars().take(400).map(fold_char).collect::<String>();
            head.truncate(head.floor_char_boundary(400));
            self.may_state(&head)
        }
    }
}

/// Whether a text shows that it names a source: a day of access, an identifier, several authors.
fn is_source(text: &str) -> bool {
    let marks = ["Accessed", "accessed ", "Retrieved", "retrieved ", "website. ", "doi", "PMID", "et al"];
    marks.iter().any(|mark| text.contains(mark))
}
