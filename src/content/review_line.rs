//! The review line: reads from a page's text and JSON-LD when it was reviewed, by whom, and when the next review is due.
//!
//! A statement counts where it begins a line, never inside prose. A review goes before `lastReviewed` in JSON-LD, and that
//! before an "updated" written on the page by hand. JSON-LD's `dateModified` is the date of an edit and is not read, and
//! neither is a copyright year.

use jiff::civil::Date;

use super::block::Block;
use super::date::{Reading, read, read_iso, skip_any, word_at};
use super::fold::fold_char;
use super::page::Label;
use super::review::{Review, StatedDate};
use super::reviewer::{name_at, names_in_json};
use super::sentence::{sentences, word_count};
use super::wording::{Says, Wording, subject_at, wording_at};
use crate::config::DateOrder;

/// Most words of a block that can be a review line.
const LINE_WORDS: usize = 45;
/// Most words of the sentence at the end of a longer block.
const SENTENCE_WORDS: usize = 25;

/// What a page says of its review, and where.
#[derive(Debug, Default)]
pub(super) struct Reviewed {
    pub review: Review,
    /// Blocks that say nothing else, in order.
    pub lines: Vec<usize>,
    /// Dates that can be read two ways, as written.
    pub ambiguous: Vec<String>,
}

/// The numeric dates in a page's review lines that can be read two ways (`03/04/2025`) and were therefore not read.
#[must_use]
pub fn ambiguous_review_dates(blocks: &[Block]) -> Vec<String> {
    let labels = super::label::labels(blocks);
    read_review(blocks, &labels, &[], None, None).ambiguous
}

/// Reads the review. `modified`, the day of the last edit, tells whether a bare "Review date" lies behind or ahead.
pub(super) fn read_review(
    blocks: &[Block],
    labels: &[Label],
    json_ld: &[String],
    modified: Option<Date>,
    order: Option<DateOrder>,
) -> Reviewed {
    let mut found = Found::default();
    let mut out = Reviewed::default();
    let mut after_label = None;
    for (index, block) in blocks.iter().enumerate() {
        let label = labels.get(index).copied().unwrap_or_default();
        if block.text.is_empty() || label != Label::Body {
            continue;
        }
        let mut reader = Reader { found: &mut found, order, ambiguous: &mut out.ambiguous };
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
    out.review = found.review(json_ld, modified);
    out
}

/// One statement of a page.
#[derive(Debug, Clone, Default)]
struct Statement {
    date: Option<StatedDate>,
    reviewer: Option<String>,
}

/// Statements of a page by what they say.
#[derive(Debug, Default)]
struct Found {
    reviewed: Vec<Statement>,
    updated: Vec<Statement>,
    next: Vec<Statement>,
    /// "Review date": of the last or of the next review.
    either: Vec<Statement>,
}

impl Found {
    fn add(&mut self, says: Says, statement: Statement) {
        match says {
            Says::Reviewed => self.reviewed.push(statement),
            Says::Updated => self.updated.push(statement),
            Says::Next => self.next.push(statement),
            Says::Either => self.either.push(statement),
            Says::Other => {}
        }
    }

    fn review(mut self, json_ld: &[String], modified: Option<Date>) -> Review {
        for statement in std::mem::take(&mut self.either) {
            let last_reviewed = latest(&self.reviewed).is_some();
            let ahead = modified.zip(statement.date).is_some_and(|(modified, date)| date.first_day() > modified);
            if last_reviewed || ahead {
                self.next.push(statement);
            } else {
                self.reviewed.push(statement);
            }
        }
        let stated = latest(&self.reviewed);
        let (json_date, json_name) = from_json(json_ld);
        let date = stated
            .and_then(|statement| statement.date)
            .or(json_date)
            .or_else(|| latest(&self.updated).and_then(|statement| statement.date));
        let named = |statements: &[Statement]| statements.iter().find_map(|statement| statement.reviewer.clone());
        let reviewer = stated
            .and_then(|statement| statement.reviewer.clone())
            .or_else(|| named(&self.reviewed))
            .or(json_name)
            .or_else(|| if stated.is_none() && json_date.is_none() { named(&self.updated) } else { None });
        Review { reviewed: date, reviewer, next: latest(&self.next).and_then(|statement| statement.date) }
    }
}

fn latest(statements: &[Statement]) -> Option<&Statement> {
    statements
        .iter()
        .filter(|statement| statement.date.is_some())
        .max_by_key(|statement| statement.date.map(|date| date.last_day()))
}

fn from_json(json_ld: &[String]) -> (Option<StatedDate>, Option<String>) {
    let mut date = None;
    let mut name = None;
    for text in json_ld {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
            continue;
        };
        let mut open = vec![&value];
        while let Some(value) = open.pop() {
            match value {
                serde_json::Value::Array(items) => open.extend(items),
                serde_json::Value::Object(fields) => {
                    let stated = fields.get("lastReviewed").and_then(|value| value.as_str()).and_then(read_iso);
                    date = date.max(stated);
                    name = name.or_else(|| fields.get("reviewedBy").and_then(names_in_json));
                    open.extend(fields.values());
                }
                _ => {}
            }
        }
    }
    (date, name)
}

/// Reads lines and puts what they say into `found`.
struct Reader<'f> {
    found: &'f mut Found,
    order: Option<DateOrder>,
    ambiguous: &'f mut Vec<String>,
}

impl Reader<'_> {
    /// Whether the block is a review line, and what the next block would date if this one ends before its date.
    fn block(&mut self, text: &str) -> (bool, Option<Says>) {
        if may_be_line(text) && word_count(text) <= LINE_WORDS {
            let line = Line::new(text);
            let mut is_line = false;
            let mut open = None;
            let mut done = 0;
            for start in line.starts() {
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
        if let Some(sentence) = last.filter(|sentence| word_count(sentence) <= SENTENCE_WORDS && may_be_line(sentence))
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
        match read(&line.folded, at, self.order) {
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
        let at = subject_at(&line.folded, at);
        let Wording { says, strong, end: after, takes_verb } = wording_at(&line.folded, at)?;
        let colon = line.next_is_colon(after);
        let strong = strong || colon;
        let mut cursor = line.skip_joining(after);
        let (mut end, mut reviewer) = line.by(cursor);
        if reviewer.is_none()
            && colon
            && !line.date_follows(cursor, self.order)
            && says == Says::Reviewed
            && super::wording::names_person(&line.folded, at)
        {
            (end, reviewer) = name_at(&line.chars, &line.folded, cursor);
        }
        cursor = line.skip_joining(end);
        let mut date = None;
        match read(&line.folded, cursor, self.order) {
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
        }
        let says = if takes_verb {
            let verb = wording_at(&line.folded, skip_any(&line.folded, end, &[' ']))?;
            end = verb.end;
            verb.says
        } else {
            says
        };
        let closed = line.is_separated(end);
        let next_follows = wording_at(&line.folded, subject_at(&line.folded, line.skip_separators(end))).is_some();
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
}

/// A cheap look at the first letters: false for nearly every block of prose that is not worth reading.
fn may_be_line(text: &str) -> bool {
    text.len() < 600 && {
        let mut head = text.chars().take(400).map(fold_char).collect::<String>();
        head.truncate(head.floor_char_boundary(400));
        super::wording::STEMS.iter().any(|stem| memchr::memmem::find(head.as_bytes(), stem.as_bytes()).is_some())
    }
}

/// A line, letter by letter as written and folded.
pub(super) struct Line {
    pub chars: Vec<char>,
    pub folded: Vec<char>,
}

impl Line {
    fn new(text: &str) -> Line {
        let chars: Vec<char> = text.chars().collect();
        let folded = chars.iter().map(|c| fold_char(*c)).collect();
        Line { chars, folded }
    }

    /// Places where a statement may begin: the beginning, after a line break, a bar, a bullet, a full stop.
    fn starts(&self) -> Vec<usize> {
        let mut out = vec![0];
        for (place, pair) in self.chars.windows(2).enumerate() {
            let breaks = matches!(pair[0], '\n' | '|' | '·' | '•' | ';' | '/')
                || matches!(pair[0], '.' | ')' | '–' | '—') && pair[1].is_whitespace();
            if breaks {
                out.push(place + 1);
            }
        }
        out
    }

    fn original(&self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect::<String>().trim().to_owned()
    }

    /// Past spaces and marks between statements.
    fn skip_separators(&self, at: usize) -> usize {
        skip_any(
            &self.folded,
            at,
            &[' ', '.', ',', ';', '|', '·', '•', '/', '-', '–', '—', ')', ']', '(', '[', '*', '_'],
        )
    }

    fn next_is_colon(&self, at: usize) -> bool {
        let at = skip_any(&self.folded, at, &[' ', '*']);
        matches!(self.folded.get(at), Some(':' | '：' | '|'))
    }

    /// Past what stands between a wording and its date: a colon, a dash, `on`, `el`, `le`, `am`.
    fn skip_joining(&self, at: usize) -> usize {
        let mut at = skip_any(&self.folded, at, &[' ', ':', '：', '-', '–', '—', '|', '(', '*', ',', '.', '=']);
        loop {
            let (word, after) = word_at(&self.folded, at);
            if !matches!(
                word.as_str(),
                "on" | "in"
                    | "at"
                    | "as"
                    | "of"
                    | "the"
                    | "date"
                    | "el"
                    | "en"
                    | "le"
                    | "am"
                    | "im"
                    | "vom"
                    | "du"
                    | "dia"
                    | "is"
                    | "was"
                    | "fecha"
                    | "datum"
            ) {
                return at;
            }
            at = skip_any(&self.folded, after, &[' ', ':', ',']);
        }
    }

    /// A reviewer after `by`, and the place after the name.
    fn by(&self, at: usize) -> (usize, Option<String>) {
        let start = skip_any(&self.folded, at, &[' ', ',', ':', '(', '–', '-', '|']);
        let (word, after) = word_at(&self.folded, start);
        if !matches!(word.as_str(), "by" | "por" | "par" | "von" | "durch") {
            return (at, None);
        }
        match name_at(&self.chars, &self.folded, skip_any(&self.folded, after, &[' ', ':'])) {
            (end, Some(name)) => (end, Some(name)),
            _ => (at, None),
        }
    }

    fn date_follows(&self, at: usize, order: Option<DateOrder>) -> bool {
        !matches!(read(&self.folded, at, order), Reading::Nothing)
    }

    /// True where a statement may end: at the end, a full stop, a bracket, a dash with space, a bar, a line break.
    fn is_separated(&self, at: usize) -> bool {
        let rest = self.chars.get(at..).unwrap_or_default();
        match rest.iter().position(|c| *c != ' ' && *c != '*') {
            None => true,
            Some(place) => match rest.get(place) {
                Some('|' | '·' | '•' | ';' | '\n' | '(' | ')' | ']' | '/' | '–' | '—' | '.') => true,
                Some('-') => rest.get(place + 1).is_none_or(|c| c.is_whitespace()),
                _ => false,
            },
        }
    }

    /// True if prose goes on after this place: a word in lower case without any mark before it.
    fn runs_on(&self, at: usize) -> bool {
        let at = skip_any(&self.folded, at, &[' ']);
        self.chars.get(at).is_some_and(|c| c.is_lowercase())
    }
}
