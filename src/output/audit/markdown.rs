//! An audit as Markdown: a checklist for an issue tracker or an e-mail, page by page, the worst first.
//!
//! What stands in a page's text is not read as Markdown, calls nobody (`@name`) and refers to no issue (`#12`).

use std::io::Write;

use anyhow::Result;

use super::by_page::{PageFindings, by_page};
use super::evidence::elsewhere;
use super::wording::{self, day};
use crate::audit::{Audit, Finding};
use crate::output::sanitize::{is_web, one_line};

/// Keeps `@` and `#` from calling and referring; it cannot be seen.
const WORD_JOINER: char = '\u{2060}';

/// Writes a checklist.
///
/// # Errors
/// If the writer fails.
pub fn audit_markdown(audit: &Audit, to: &mut dyn Write) -> Result<()> {
    let pages = by_page(audit);
    let sites: Vec<&str> = audit.sites.iter().map(|site| without_scheme(site)).collect();
    writeln!(to, "# Pages to look at{}\n", named(&sites))?;
    let against =
        wording::against(audit).map(|against| format!(" Against the baseline: {against}.")).unwrap_or_default();
    writeln!(to, "On {}, {}.{against}", day(audit.as_of), wording::totals(audit, pages.len()))?;
    for page in &pages {
        page_markdown(page, to)?;
    }
    if let Some(gone) = audit.gone.as_deref().filter(|gone| !gone.is_empty()) {
        writeln!(to, "\n## Gone since the baseline\n")?;
        for it in gone {
            let sentence = it.sentence.as_deref().map(|it| format!(": “{}”", escaped(it))).unwrap_or_default();
            let title = link(wording::title(&it.page.title, &it.page.link), &it.page.link);
            writeln!(to, "- [x] `{}` {title}{sentence}", it.check)?;
        }
    }
    if !audit.accepted.is_empty() {
        writeln!(to, "\n## Accepted\n")?;
        for it in &audit.accepted {
            let page = &it.finding.page;
            let title = link(wording::title(&page.title, &page.link), &page.link);
            writeln!(to, "- `{}` {title}, {}", code(&it.finding.id), escaped(&wording::answered(it)))?;
        }
    }
    if !audit.unchecked.is_empty() {
        writeln!(to, "\n## Could not be checked\n")?;
        for it in &audit.unchecked {
            writeln!(to, "- `{}` {}", it.check, escaped(&it.text))?;
        }
    }
    Ok(())
}

fn named(sites: &[&str]) -> String {
    if sites.is_empty() { String::new() } else { format!(" on {}", escaped(&sites.join(", "))) }
}

fn without_scheme(site: &str) -> &str {
    site.split_once("://").map_or(site, |(_, rest)| rest)
}

fn page_markdown(page: &PageFindings<'_>, to: &mut dyn Write) -> Result<()> {
    writeln!(to, "\n## {}\n", link(page.title(), &page.page.link))?;
    let mut facts: Vec<String> = page.facts().iter().map(|fact| escaped(fact)).collect();
    if is_web(&page.page.edit_link) {
        facts.insert(0, link("Edit", &page.page.edit_link));
    }
    if !facts.is_empty() {
        writeln!(to, "{}\n", facts.join(" · "))?;
    }
    page.findings.iter().try_for_each(|finding| finding_markdown(finding, to))
}

fn finding_markdown(finding: &Finding, to: &mut dyn Write) -> Result<()> {
    let status = finding.status.map(|status| format!(" ({})", wording::status(status))).unwrap_or_default();
    let id = code(&finding.id);
    writeln!(to, "- [ ] **{}**{status} `{id}`: {}", finding.severity, with_code(&finding.action))?;
    let place = finding.section.last().map(|heading| link(heading, &finding.url));
    if let Some(sentence) = &finding.sentence {
        let place = place.map(|place| format!(" ({place})")).unwrap_or_default();
        writeln!(to, "  > {}{place}", marked(sentence, &finding.marks))?;
    }
    for told in elsewhere(finding) {
        let values: Vec<String> = told.values.iter().map(|value| link(&value.text, &value.link)).collect();
        writeln!(to, "  - {}: {}", escaped(&told.name), values.join(", "))?;
    }
    Ok(())
}

/// A sentence with its marks in bold; a mark's spaces stand outside it, where Markdown wants them.
fn marked(sentence: &str, marks: &[(u32, u32)]) -> String {
    let pieces = wording::pieces(sentence, marks).into_iter().map(|piece| {
        let inner = piece.text.trim();
        if !piece.mark || inner.is_empty() {
            return escaped_inner(&piece.text);
        }
        let before = piece.text.len() - piece.text.trim_start().len();
        let after = piece.text.len() - piece.text.trim_end().len();
        format!("{}**{}**{}", " ".repeat(before.min(1)), escaped_inner(inner), " ".repeat(after.min(1)))
    });
    pieces.collect::<String>().trim().to_owned()
}

/// A link to the web; the text alone where the address is none of the web's.
fn link(text: &str, address: &str) -> String {
    let text = escaped(text);
    if !is_web(address) {
        return text;
    }
    let mut target = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            '<' => target.push_str("%3C"),
            '>' => target.push_str("%3E"),
            '\\' => target.push_str("%5C"),
            '(' => target.push_str("%28"),
            ')' => target.push_str("%29"),
            c if c.is_whitespace() || c.is_control() => target.push_str("%20"),
            c => target.push(c),
        }
    }
    format!("[{text}]({target})")
}

fn code(text: &str) -> String {
    one_line(text).replace('`', "")
}

/// Text on one line in which what stands between two backticks is code.
fn with_code(text: &str) -> String {
    let pieces = wording::with_code(text).into_iter();
    pieces.map(|piece| if piece.mark { format!("`{}`", piece.text) } else { escaped_inner(&piece.text) }).collect()
}

/// Text on one line that Markdown takes as it is.
fn escaped(text: &str) -> String {
    escaped_inner(&one_line(text))
}

fn escaped_inner(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '&' | '$' => written.extend(['\\', character]),
            '@' | '#' => written.extend([character, WORD_JOINER]),
            '\n' => written.push(' '),
            other => written.push(other),
        }
    }
    written
}
