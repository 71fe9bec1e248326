//! Measures for people, in columns that fit a terminal, and as one object for programs.

use std::io::Write;

use anstyle::Style as Ansi;
use anyhow::Result;
use serde::Serialize;

use super::sanitize::sanitize;
use super::text::Style;
use crate::relevance::{Comparison, Evaluation, FloorOutcome, Measure, PartChange, QueryChange, QueryScores, Run};

/// Version of the JSON form.
const VERSION: u32 = 1;

const HEAD: Ansi = Ansi::new().bold();
const QUIET: Ansi = Ansi::new().dimmed();
/// Ids that are written out of many.
const LISTED: usize = 8;
/// Questions that won, and that lost, that are shown where not all are asked for.
const SHOWN: usize = 10;

/// All that is said of a run.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Evaluated<'a> {
    /// Version of this form.
    pub version: u32,
    /// What was scored: a file, or the index.
    pub run: &'a str,
    /// `page` or `section`.
    pub unit: &'a str,
    /// Its scores.
    #[serde(flatten)]
    pub evaluation: &'a Evaluation,
    /// The scores of each question; only if asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queries: Option<&'a [QueryScores]>,
    /// How it differs from another run, and what that one is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub against: Option<Against<'a>>,
    /// What each part of the ranking brings, and by which measure questions win or lose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<Parts<'a>>,
    /// The least that measures may be, and whether they are.
    pub floors: &'a [FloorOutcome],
}

/// A comparison, with the name of the other run.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Against<'a> {
    /// What it is called.
    pub run: &'a str,
    /// The differences.
    #[serde(flatten)]
    pub comparison: &'a Comparison,
}

/// What each part of the ranking brings.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Parts<'a> {
    /// The measure by which questions win or lose.
    pub by: Measure,
    /// Number of topics that the questions were put together to.
    pub topics: usize,
    /// How they were put together.
    pub clustered_by: &'a str,
    /// The parts.
    pub changes: &'a [PartChange],
}

impl<'a> Evaluated<'a> {
    /// Scores of a run, with nothing said of single questions, other runs or floors.
    #[must_use]
    pub fn new(run: &'a str, unit: &'a str, evaluation: &'a Evaluation) -> Evaluated<'a> {
        Evaluated { version: VERSION, run, unit, evaluation, queries: None, against: None, parts: None, floors: &[] }
    }
}

/// Writes a run as lines of TREC, in the order of its questions.
///
/// # Errors
/// If the writer fails.
pub fn run_lines(run: &Run, to: &mut dyn Write) -> Result<()> {
    for (id, ranking) in run.iter() {
        super::records::run_lines(id, ranking, to)?;
    }
    Ok(())
}

/// Writes the measures, what differs, each question if asked for, and the floors.
///
/// # Errors
/// If the writer fails.
pub fn evaluation_text(evaluated: &Evaluated<'_>, style: Style, to: &mut dyn Write) -> Result<()> {
    let Evaluated { run, unit, evaluation, .. } = *evaluated;
    let noun = if evaluation.counted == 1 { "question" } else { "questions" };
    let head = format!("{} {noun} with a {unit} of grade {} or more, {run}", evaluation.counted, evaluation.rel);
    writeln!(to, "{HEAD}{}{HEAD:#}", cut(&head, style.width))?;
    match evaluated.against {
        Some(against) => comparison(against, style, to)?,
        None => {
            for measure in Measure::ALL {
                writeln!(to, "  {:<10}  {:.4}", measure.name(), evaluation.mean.of(measure))?;
            }
        }
    }
    for (ids, one, several) in [
        (
            &evaluation.without_relevant,
            "has no {} of that grade and does not count",
            "have no {} of that grade and do not count",
        ),
        (&evaluation.unjudged, "is not judged and does not count", "are not judged and do not count"),
        (&evaluation.unanswered, "found nothing and counts as 0", "found nothing and count as 0"),
        (&evaluation.not_indexed, "relevant {} is not in the index", "relevant {}s are not in the index"),
    ] {
        if !ids.is_empty() {
            let what = if ids.len() == 1 { one } else { several }.replace("{}", unit);
            let text = format!("{} {what}: {}", ids.len(), listed(ids));
            writeln!(to, "{QUIET}{}{QUIET:#}", cut(&text, style.width))?;
        }
    }
    if evaluation.mean.of(Measure::Judged10) == 0.0 {
        writeln!(to, "Nothing that was found is judged: is it the right index, and the right --unit?")?;
    }
    if let Some(against) = evaluated.against {
        changes(against.comparison, evaluated.queries.is_some(), style, to)?;
    } else if let Some(queries) = evaluated.queries {
        each_question(queries, style, to)?;
    }
    if let Some(brought) = evaluated.parts {
        parts(brought, style, to)?;
    }
    if !evaluated.floors.is_empty() {
        writeln!(to)?;
    }
    for floor in evaluated.floors {
        let FloorOutcome { measure, least, value, met } = *floor;
        // A figure that is rounded up to its floor would not show what is missing.
        if met {
            writeln!(to, "{measure} is at least {least}")?;
        } else {
            writeln!(to, "{HEAD}{measure} is {value:.4}, {:.6} below {least}{HEAD:#}", least - value)?;
        }
    }
    Ok(())
}

fn comparison(against: Against<'_>, style: Style, to: &mut dyn Write) -> Result<()> {
    let Against { run, comparison } = against;
    writeln!(to, "{}", cut(&format!("against {run}"), style.width))?;
    let head =
        format!("  {:<10}  {:>7}  {:>7}  {:>10}  {:^18}  {:>6}", "", "this", "against", "difference", "95 %", "p");
    writeln!(to, "{QUIET}{}{QUIET:#}", head.trim_end())?;
    for change in &comparison.measures {
        let interval = between(change.interval);
        let name = change.measure.name();
        let difference = signed(change.difference);
        writeln!(
            to,
            "  {name:<10}  {:>7.4}  {:>7.4}  {difference:>10}  {interval:>18}  {:>6.4}",
            change.this, change.against, change.p
        )?;
    }
    over_topics(comparison.topics, &comparison.clustered_by, style, to)
}

/// A line for each part: the mean without it, what it brings, and whether that may be chance.
fn parts(brought: Parts<'_>, style: Style, to: &mut dyn Write) -> Result<()> {
    let Parts { by, changes, .. } = brought;
    writeln!(to)?;
    writeln!(to, "{HEAD}What each part brings, by {by}{HEAD:#}")?;
    let head = format!(
        "  {:<10}  {:>7}  {:>10}  {:^18}  {:>6}  {:>4}  {:>4}",
        "", "without", "difference", "95 %", "p", "won", "lost"
    );
    writeln!(to, "{QUIET}{}{QUIET:#}", head.trim_end())?;
    for PartChange { part, measures, won, lost, .. } in changes {
        let Some(change) = measures.iter().find(|change| change.measure == by) else { continue };
        writeln!(
            to,
            "  {:<10}  {:>7.4}  {:>10}  {:>18}  {:>6.4}  {won:>4}  {lost:>4}",
            part.name(),
            change.against,
            signed(change.difference),
            between(change.interval),
            change.p
        )?;
    }
    over_topics(brought.topics, brought.clustered_by, style, to)
}

/// A 95 % interval.
fn between(interval: Option<[f64; 2]>) -> String {
    interval.map_or_else(|| "one topic".to_owned(), |[low, high]| format!("{} to {}", signed(low), signed(high)))
}

fn over_topics(topics: usize, clustered_by: &str, style: Style, to: &mut dyn Write) -> Result<()> {
    let topics = if topics == 1 { "1 topic".to_owned() } else { format!("{topics} topics") };
    let text = format!("  interval and p over {topics}: {clustered_by}");
    writeln!(to, "{QUIET}{}{QUIET:#}", cut(&text, style.width))?;
    Ok(())
}

fn changes(comparison: &Comparison, every: bool, style: Style, to: &mut dyn Write) -> Result<()> {
    let Comparison { by, won, lost, same, .. } = comparison;
    writeln!(to)?;
    writeln!(to, "{HEAD}By {by}: {} won, {} lost, {same} the same{HEAD:#}", won.len(), lost.len())?;
    for (what, all) in [("lost", lost), ("won", won)] {
        if all.is_empty() {
            continue;
        }
        let shown = if every { all.len() } else { SHOWN };
        let width = all.iter().take(shown).map(|change| columns(&change.id)).max().unwrap_or(0).min(24);
        writeln!(to)?;
        let title = format!("{what:<7}  {:>15}  {:>7}  {:<width$}", "value", "place", "id");
        writeln!(to, "{QUIET}{}{QUIET:#}", title.trim_end())?;
        for change in all.iter().take(shown) {
            writeln!(to, "{}", cut(&change_line(change, width), style.width))?;
        }
        if all.len() > shown {
            writeln!(to, "{QUIET}… and {} more (`--per-query` shows all){QUIET:#}", all.len() - shown)?;
        }
    }
    Ok(())
}

/// `+0.3691  0.6309 → 1.0000   2 → 1  q7  can I swim?`
fn change_line(change: &QueryChange, width: usize) -> String {
    let QueryChange { id, question, this, against, difference, first_relevant, first_relevant_against } = change;
    let places = format!("{} → {}", place(*first_relevant_against), place(*first_relevant));
    let question = question.as_deref().unwrap_or_default();
    format!("{}  {against:.4} → {this:.4}  {places:>7}  {}  {question}", signed(*difference), padded(id, width))
}

fn each_question(queries: &[QueryScores], style: Style, to: &mut dyn Write) -> Result<()> {
    let width = queries.iter().map(|query| columns(&query.id)).max().unwrap_or(0).clamp(2, 24);
    let mut worst_first: Vec<&QueryScores> = queries.iter().collect();
    worst_first.sort_by(|a, b| a.scores.of(Measure::Ndcg10).total_cmp(&b.scores.of(Measure::Ndcg10)));
    writeln!(to)?;
    let head = format!("nDCG@10  place  recall  judged  {}", padded("id", width));
    writeln!(to, "{QUIET}{}{QUIET:#}", head.trim_end())?;
    for query in worst_first {
        let [ndcg, recall, judged] =
            [Measure::Ndcg10, Measure::Recall100, Measure::Judged10].map(|measure| query.scores.of(measure));
        let place = place(query.first_relevant);
        let question = query.question.as_deref().unwrap_or_default();
        let id = padded(&query.id, width);
        let line = format!("{ndcg:>7.4}  {place:>5}  {recall:>6.2}  {judged:>6.2}  {id}  {question}");
        writeln!(to, "{}", cut(&line, style.width))?;
    }
    Ok(())
}

/// A place in a ranking, or that there is none.
fn place(first: Option<usize>) -> String {
    first.map_or_else(|| "–".to_owned(), |place| place.to_string())
}

/// A difference with its sign; one that rounds to nothing has none.
fn signed(difference: f64) -> String {
    let text = format!("{difference:+.4}");
    if text.trim_start_matches(['+', '-']) == "0.0000" { "0.0000".to_owned() } else { text }
}

fn listed(ids: &[String]) -> String {
    let first: Vec<&str> = ids.iter().take(LISTED).map(String::as_str).collect();
    let more = ids.len().saturating_sub(LISTED);
    if more > 0 { format!("{} and {more} more", first.join(", ")) } else { first.join(", ") }
}

fn columns(text: &str) -> usize {
    textwrap::core::display_width(text)
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// One line of at most so many columns, without what would steer a terminal.
fn cut(text: &str, width: usize) -> String {
    let clean = sanitize(text).replace('\n', " ");
    let clean = clean.trim_end();
    if columns(clean) <= width {
        return clean.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for character in clean.chars() {
        used += columns(character.encode_utf8(&mut [0; 4]));
        if used > width {
            break;
        }
        kept.push(character);
    }
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_cut_fits_and_says_so() {
        assert_eq!(cut("can I swim?\u{1b}[2J", 80), "can I swim?[2J");
        assert_eq!(cut("can I swim in the sea?", 12), "can I swim…");
        assert_eq!(columns(&cut("日本語日本語", 6)), 5);
    }

    #[test]
    fn a_difference_that_rounds_to_nothing_has_no_sign() {
        assert_eq!([signed(-0.000_01), signed(0.25), signed(-0.5)], ["0.0000", "+0.2500", "-0.5000"]);
    }
}
