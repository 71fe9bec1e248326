//! An answer as text for people: title, breadcrumb, section, age of the review in words, passage, link, and why.

use std::io::Write;

use anstyle::{AnsiColor, Style as Ansi};
use anyhow::Result;

use super::sanitize::{sanitize, steers};
use super::wrap::{self, Marked, Setting, wrap};
use crate::analysis::{Analyzer, Language};
use crate::search::{Answer, By, Correction, Hit, Match, Meanings, Understood, Why};

/// How text is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Show who reviewed a page, when it was edited, and the short link.
    pub full: bool,
}

const TITLE: Ansi = Ansi::new().bold();
const QUIET: Ansi = Ansi::new().dimmed();
const MARK: Ansi = Ansi::new().bold().fg_color(Some(anstyle::Color::Ansi(AnsiColor::Yellow)));
const LINK: Ansi = Ansi::new().underline();
const WARN: Ansi = Ansi::new().bold();
const HEADING: Ansi = Ansi::new().bold();
const INDENT: &str = "   ";
const HANGING: &str = "     ";
/// Words or names that are written out of many.
const LISTED: usize = 8;
/// Letters that are shown of a word that is nowhere.
const LONGEST_WORD: usize = 40;
/// Names in a hit that are written out as matches of one part of the question.
const NAMES: usize = 4;
/// Links to the same paragraph that are written out.
const ALSO_AT: usize = 3;

/// Writes an answer.
///
/// # Errors
/// If the writer fails.
pub fn answer_text(answer: &Answer, style: Style, to: &mut dyn Write) -> Result<()> {
    for notice in &answer.notices {
        line(to, MARK, &notice.text, "! ", style)?;
    }
    for note in &answer.notes {
        line(to, WARN, &note.text, "", style)?;
    }
    for text in corrections(&answer.corrections) {
        line(to, WARN, &text, "", style)?;
    }
    if let Some(text) = readings(answer) {
        line(to, QUIET, &text, "", style)?;
    }
    for text in answer.meanings.iter().filter_map(choice) {
        line(to, WARN, &text, "", style)?;
    }
    if !answer.excluded.is_empty() {
        line(to, QUIET, &format!("leaving out: {}", answer.excluded.join(", ")), "", style)?;
    }
    let asked = answer.notes.iter().all(|note| note.code != "empty-question");
    if answer.hits.is_empty() && asked {
        line(to, WARN, "Nothing on this site answers that.", "", style)?;
    }
    if !answer.absent.is_empty() {
        line(to, QUIET, &format!("nowhere on this site: {}", listed(&shortened(&answer.absent), LISTED)), "", style)?;
    }
    for hit in &answer.hits {
        hit_text(hit, style, to)?;
    }
    if !answer.hits.is_empty() {
        let verb = if answer.total_pages.value == 1 { "has" } else { "have" };
        let text =
            format!("{} {verb} words of the question; {:.1} ms", pages(answer.total_pages.value), answer.took_ms);
        writeln!(to)?;
        line(to, QUIET, &text, "", style)?;
    }
    Ok(())
}

fn pages(number: usize) -> String {
    if number == 1 { "1 page".to_owned() } else { format!("{number} pages") }
}

/// The first of many, and how many more there are.
fn listed(all: &[String], most: usize) -> String {
    let first = all.iter().take(most).cloned().collect::<Vec<_>>().join(", ");
    if all.len() > most { format!("{first} and {} more", all.len() - most) } else { first }
}

/// Words of which those too long for a line end in an ellipsis.
fn shortened(words: &[String]) -> Vec<String> {
    let cut = |word: &String| match word.char_indices().nth(LONGEST_WORD) {
        Some((end, _)) => format!("{}…", word.get(..end).unwrap_or_default()),
        None => word.clone(),
    };
    words.iter().map(cut).collect()
}

/// What was searched for instead of what was typed, and what else may have been meant.
fn corrections(corrections: &[Correction]) -> Vec<String> {
    let mut lines = Vec::new();
    let marked = |text: &str| format!("“{text}”");
    let made: Vec<&Correction> = corrections.iter().filter(|correction| correction.applied).collect();
    if !made.is_empty() {
        let each: Vec<String> =
            made.iter().map(|it| format!("{} instead of {}", marked(&it.to), marked(&it.from))).collect();
        lines.push(format!("searched for {}; to search as typed: --no-correct", each.join(", ")));
    }
    let offered: Vec<&Correction> = corrections.iter().filter(|correction| !correction.applied).collect();
    for (nth, first) in offered.iter().enumerate() {
        if offered.iter().take(nth).any(|before| before.from == first.from) {
            continue;
        }
        let same = offered.iter().filter(|it| it.from == first.from);
        let each: Vec<String> = same.map(|it| marked(&it.to)).collect();
        lines.push(format!("did you mean {} for {}?", each.join(" or "), marked(&first.from)));
    }
    lines
}

/// The meanings of an acronym that pages have, if there is a choice.
fn choice(meanings: &Meanings) -> Option<String> {
    let there = meanings.meanings.iter().filter(|one| one.pages > 0);
    let each: Vec<String> = there.map(|one| format!("{} ({})", one.concept, pages(one.pages as usize))).collect();
    let (last, others) = each.split_last()?;
    let acronym = meanings.text.as_str();
    let text = || {
        let first = meanings.meanings.first().map_or("", |one| one.concept.as_str());
        let all = others.join(", ");
        format!("{acronym} may mean {all} or {last}; to choose, add a word, or --meaning '{acronym}={first}'")
    };
    (!others.is_empty()).then(text)
}

/// How names in the question were read, where that says more than was typed.
fn readings(answer: &Answer) -> Option<String> {
    let new = answer.understood.iter().filter(|one| !same_words(&one.text, &one.concept) && is_there(answer, one));
    let each: Vec<String> = new.map(|one| format!("“{}” as {}", one.text, one.concept)).collect();
    (!each.is_empty()).then(|| format!("read {}", listed(&each, LISTED)))
}

/// Of an acronym with several meanings the only one that pages have.
fn is_there(answer: &Answer, understood: &Understood) -> bool {
    let Some(several) = answer.meanings.iter().find(|meanings| meanings.text == understood.text) else { return true };
    let mut there = several.meanings.iter().filter(|one| one.pages > 0);
    matches!((there.next(), there.next()), (Some(only), None) if only.concept == understood.concept)
}

/// Equal but for spelling, hyphens and endings.
fn same_words(a: &str, b: &str) -> bool {
    let mut analyzer = Analyzer::new(Language::English);
    let (a, b) = (analyzer.analyze(a), analyzer.analyze(b));
    a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| a.stem == b.stem)
}

fn hit_text(hit: &Hit, style: Style, to: &mut dyn Write) -> Result<()> {
    writeln!(to)?;
    let title = if hit.page.title.is_empty() { &hit.page.link } else { &hit.page.title };
    let number = format!("{}.", hit.rank);
    line(to, TITLE, title, &format!("{number:<3}"), style)?;
    let mut place = hit.page.breadcrumb.clone();
    place.extend(hit.section.iter().map(|heading| format!("“{heading}”")));
    if !place.is_empty() {
        line(to, QUIET, &place.join(" › "), INDENT, style)?;
    }
    let mut source = vec![hit.page.age.clone()];
    source.extend(hit.page.organisation.clone());
    line(to, QUIET, &source.join(" · "), INDENT, style)?;
    writeln!(to)?;
    if let Some(lead) = hit.lead.as_ref().filter(|lead| hit.section.last() != Some(*lead)) {
        line(to, Ansi::new(), lead, INDENT, style)?;
    }
    passage(hit, style, to)?;
    writeln!(to)?;
    // A link is never broken over lines: it is there to be clicked.
    writeln!(to, "{INDENT}{LINK}{}{LINK:#}", sanitize(&hit.url))?;
    for reason in reasons(hit) {
        line(to, QUIET, &reason, INDENT, style)?;
    }
    for (number, link) in hit.also_at.iter().take(ALSO_AT).enumerate() {
        let before = if number == 0 { "the same paragraph also at" } else { "and at" };
        line(to, QUIET, &format!("{before} {link}"), INDENT, style)?;
    }
    if hit.also_at.len() > ALSO_AT {
        line(to, QUIET, &format!("and on {}", pages(hit.also_at.len() - ALSO_AT)), INDENT, style)?;
    }
    if style.full {
        details(hit, style, to)?;
    }
    if let Some(parts) = &hit.explain {
        let parts: Vec<String> = parts.iter().map(|part| format!("{} {:.3}", part.name, part.value)).collect();
        line(to, QUIET, &format!("score {:.3} = {}", hit.score, parts.join(" + ")), INDENT, style)?;
    }
    Ok(())
}

fn details(hit: &Hit, style: Style, to: &mut dyn Write) -> Result<()> {
    if let Some(reviewer) = &hit.page.reviewer {
        line(to, QUIET, &format!("reviewer: {reviewer}"), INDENT, style)?;
    }
    if let Some(modified) = &hit.page.modified {
        line(to, QUIET, &format!("edited: {modified}"), INDENT, style)?;
    }
    line(to, QUIET, &format!("short link: {}", hit.page.short_link), INDENT, style)?;
    line(to, QUIET, &format!("covers {:.0} % of the question", hit.coverage * 100.0), INDENT, style)
}

/// What matched by another name, in words; a line for each part of the question.
fn reasons(hit: &Hit) -> Vec<String> {
    let mut reasons = Vec::new();
    let mut told: Vec<(&str, bool)> = Vec::new();
    for found in hit.matched.iter().filter(|found| is_news(found)) {
        let part = (found.query.as_str(), found.by == By::Narrower);
        if told.contains(&part) {
            continue;
        }
        told.push(part);
        let same = hit.matched.iter().filter(|it| is_news(it) && (it.query.as_str(), it.by == By::Narrower) == part);
        let mut names: Vec<String> = Vec::new();
        for it in same.map(|it| format!("“{}”", it.text)) {
            if !names.contains(&it) {
                names.push(it);
            }
        }
        let verb = if names.len() == 1 { "is an example" } else { "are examples" };
        let names = listed(&names, NAMES);
        reasons.push(match found.by {
            By::Narrower => format!("{names} {verb} of {}", found.query),
            _ => format!("matched {names} for {}", found.query),
        });
    }
    reasons
}

/// Whether it says more than that the words typed are there.
fn is_news(found: &Match) -> bool {
    match found.by {
        By::Word | By::Phrase => false,
        By::Synonym | By::Acronym => !same_words(&found.text, &found.query),
        By::Narrower | By::Correction => true,
    }
}

/// The passage, its matches marked, each block on lines of its own; headings in it stand apart, between dashes.
fn passage(hit: &Hit, style: Style, to: &mut dyn Write) -> Result<()> {
    let within = |ranges: &[[usize; 2]], at: usize| ranges.iter().any(|range| (range[0]..range[1]).contains(&at));
    let characters: Vec<(Marked, bool)> = hit
        .passage
        .chars()
        .enumerate()
        .filter(|&(_, character)| !steers(character))
        .map(|(at, character)| (Marked { character, mark: within(&hit.highlights, at) }, within(&hit.headings, at)))
        .collect();
    let blocks = characters.split(|(marked, _)| marked.character == '\n').filter(|block| !block.is_empty());
    let setting = Setting { width: style.width, first: INDENT, rest: INDENT, text: Ansi::new(), mark: MARK };
    for (nth, block) in blocks.enumerate() {
        let text = block.iter().map(|(marked, _)| *marked);
        if block.iter().any(|(_, heading)| *heading) {
            if nth > 0 {
                writeln!(to)?;
            }
            let dash = |text: &'static str| text.chars().map(|character| Marked { character, mark: false });
            let named: Vec<Marked> = dash("— ").chain(text).chain(dash(" —")).collect();
            wrap(to, &named, Setting { rest: HANGING, text: HEADING, ..setting })?;
            continue;
        }
        let is_item = block.first().is_some_and(|(first, _)| first.character == '•');
        let block: Vec<Marked> = text.collect();
        wrap(to, &block, Setting { rest: if is_item { HANGING } else { INDENT }, ..setting })?;
    }
    Ok(())
}

fn line(to: &mut dyn Write, ansi: Ansi, text: &str, indent: &str, style: Style) -> Result<()> {
    wrap::line(to, ansi, text, indent, style.width)
}

/// Writes what became of a page.
///
/// # Errors
/// If the writer fails.
pub fn why_text(link: &str, why: &Why, style: Style, to: &mut dyn Write) -> Result<()> {
    let missing = |words: &[String]| {
        if words.is_empty() {
            "it has every word of the question".to_owned()
        } else {
            format!("it has no {}", words.join(", no "))
        }
    };
    let text = match why {
        Why::NotIndexed { reason } => format!("{link} is not in the index: {reason}"),
        Why::Filtered { reasons } => {
            format!("{link} is in the index; a filter leaves it out: {}", reasons.join(", "))
        }
        Why::Excluded { excluded } => {
            format!("{link} is in the index; what answers there has what was to be left out: {}", excluded.join(", "))
        }
        Why::Ranked { rank, of, missing: words } => {
            format!("{link} is number {rank} of the {of} pages looked at; {}", missing(words))
        }
        Why::NoMatch { missing: words } => {
            format!("{link} is in the index and not among the answers; {}", missing(words))
        }
    };
    line(to, Ansi::new(), &text, "", style)
}
