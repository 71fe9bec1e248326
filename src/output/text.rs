//! An answer as text for people: title, breadcrumb, section, age of the review in words, passage, link, and why.

use std::io::Write;

use anstyle::{AnsiColor, Style as Ansi};
use anyhow::Result;

use super::sanitize;
use crate::search::{Answer, By, Hit, Why};

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
const INDENT: &str = "   ";

/// Writes an answer.
///
/// # Errors
/// If the writer fails.
pub fn answer_text(answer: &Answer, style: Style, to: &mut dyn Write) -> Result<()> {
    for understood in &answer.understood {
        if !understood.concept.eq_ignore_ascii_case(&understood.text) {
            line(to, QUIET, &format!("{} is read as {}", understood.text, understood.concept), "", style)?;
        }
    }
    for meanings in &answer.meanings {
        let each: Vec<String> =
            meanings.meanings.iter().map(|one| format!("{} ({} pages)", one.concept, one.pages)).collect();
        line(to, WARN, &format!("{} has several meanings here: {}", meanings.text, each.join(", ")), "", style)?;
    }
    if !answer.excluded.is_empty() {
        line(to, QUIET, &format!("leaving out: {}", answer.excluded.join(", ")), "", style)?;
    }
    for note in &answer.notes {
        line(to, WARN, &note.text, "", style)?;
    }
    if answer.hits.is_empty() {
        line(to, WARN, "Nothing on this site answers that.", "", style)?;
    }
    if !answer.absent.is_empty() {
        line(to, QUIET, &format!("nowhere on this site: {}", answer.absent.join(", ")), "", style)?;
    }
    for hit in &answer.hits {
        hit_text(hit, style, to)?;
    }
    if !answer.hits.is_empty() {
        let pages = answer.total_pages.value;
        let noun = if pages == 1 { "page matches" } else { "pages match" };
        writeln!(to)?;
        line(to, QUIET, &format!("{pages} {noun}; {:.1} ms", answer.took_ms), "", style)?;
    }
    Ok(())
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
    if let Some(lead) = &hit.lead {
        line(to, Ansi::new(), lead, INDENT, style)?;
    }
    passage(hit, style, to)?;
    writeln!(to)?;
    for reason in reasons(hit) {
        line(to, QUIET, &reason, INDENT, style)?;
    }
    if !hit.also_at.is_empty() {
        line(to, QUIET, &format!("the same paragraph also at {}", hit.also_at.join(" ")), INDENT, style)?;
    }
    if style.full {
        details(hit, style, to)?;
    }
    if let Some(parts) = &hit.explain {
        let parts: Vec<String> = parts.iter().map(|part| format!("{} {:.3}", part.name, part.value)).collect();
        line(to, QUIET, &format!("score {:.3} = {}", hit.score, parts.join(" + ")), INDENT, style)?;
    }
    // A link is never broken over lines: it is there to be clicked.
    writeln!(to, "{INDENT}{LINK}{}{LINK:#}", sanitize(&hit.url))?;
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

/// What matched by another name, in words.
fn reasons(hit: &Hit) -> Vec<String> {
    let mut reasons = Vec::new();
    for found in &hit.matched {
        match found.by {
            By::Synonym | By::Acronym if !found.text.eq_ignore_ascii_case(&found.query) => {
                reasons.push(format!("matched “{}” for {}", found.text, found.query));
            }
            By::Narrower => reasons.push(format!("“{}” is an example of {}", found.text, found.query)),
            By::Correction => reasons.push(format!("matched “{}” for “{}”", found.text, found.query)),
            _ => {}
        }
    }
    reasons.truncate(4);
    reasons
}

/// The passage, its matches marked, each block on lines of its own.
fn passage(hit: &Hit, style: Style, to: &mut dyn Write) -> Result<()> {
    let marked = marked(&hit.passage, &hit.highlights);
    for block in marked.split('\n').filter(|block| !block.is_empty()) {
        let hanging = if block.starts_with("• ") { "     " } else { INDENT };
        wrap(to, block, INDENT, hanging, style)?;
    }
    Ok(())
}

/// Sets each match between two private marks that wrapping does not count, then turns them into styles.
fn marked(text: &str, highlights: &[[usize; 2]]) -> String {
    let mut out = String::with_capacity(text.len() + highlights.len() * 2);
    for (index, character) in text.chars().enumerate() {
        if highlights.iter().any(|range| range[1] == index) {
            out.push(MARK_END);
        }
        if highlights.iter().any(|range| range[0] == index) {
            out.push(MARK_START);
        }
        out.push(character);
    }
    if highlights.iter().any(|range| range[1] == text.chars().count()) {
        out.push(MARK_END);
    }
    out
}

const MARK_START: char = '\u{f0000}';
const MARK_END: char = '\u{f0001}';

fn wrap(to: &mut dyn Write, text: &str, first: &str, rest: &str, style: Style) -> Result<()> {
    let clean = sanitize(text);
    let options = textwrap::Options::new(style.width.max(20)).initial_indent(first).subsequent_indent(rest);
    let mut open = false;
    for line in textwrap::wrap(&clean, options) {
        let mut styled = String::new();
        if open {
            styled.push_str(&MARK.render().to_string());
        }
        for character in line.chars() {
            match character {
                MARK_START => {
                    open = true;
                    styled.push_str(&MARK.render().to_string());
                }
                MARK_END => {
                    open = false;
                    styled.push_str(&MARK.render_reset().to_string());
                }
                other => styled.push(other),
            }
        }
        if open {
            styled.push_str(&MARK.render_reset().to_string());
        }
        writeln!(to, "{styled}")?;
    }
    Ok(())
}

fn line(to: &mut dyn Write, ansi: Ansi, text: &str, indent: &str, style: Style) -> Result<()> {
    let clean = sanitize(text);
    let rest = " ".repeat(indent.chars().count());
    let options = textwrap::Options::new(style.width.max(20)).initial_indent(indent).subsequent_indent(&rest);
    for part in textwrap::wrap(&clean, options) {
        writeln!(to, "{ansi}{part}{ansi:#}")?;
    }
    Ok(())
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
        Why::Filtered { reason } => format!("{link} is in the index; {reason}"),
        Why::Ranked { rank, of, missing: words } => {
            format!("{link} is number {rank} of the {of} pages looked at; {}", missing(words))
        }
        Why::NoMatch { missing: words } => {
            format!("{link} is in the index and not among the answers; {}", missing(words))
        }
    };
    line(to, Ansi::new(), &text, "", style)
}
