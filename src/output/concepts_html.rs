//! The vocabulary as one page to read on paper: a clinician ticks what is right, strikes out what is not, and signs.
//!
//! It holds all it needs: no script, no font, no picture.

use std::io::Write;

use anyhow::Result;

use super::concepts::{said, sources};
use super::sanitize;
use crate::index::Listed;
use crate::vocabulary::Relation;

/// What stands at the head of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The site's address, or what else the list is of.
    pub site: String,
    /// The day it is printed, as `2026-11-23`.
    pub date: String,
    /// Only what touches the site's pages is listed.
    pub used: bool,
}

/// Writes the entries as a page to sign.
///
/// # Errors
/// If the writer fails.
pub fn concepts_html(sheet: &Sheet, listed: &[Listed], to: &mut dyn Write) -> Result<()> {
    let title = format!("Vocabulary of {}", sheet.site);
    write!(
        to,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n",
        escaped(&title),
        escaped(&title)
    )?;
    let approved = listed.iter().filter(|it| it.approved.is_some()).count();
    let which = if sheet.used { "what touches the pages of this site" } else { "the whole vocabulary" };
    write!(
        to,
        "<p>{}: {which}, {} entries, {approved} approved so far. For each, tick <b>right</b>, or tick <b>wrong</b> and \
         strike out the name that does not belong. Only names that mean exactly the same belong together.</p>\n</header>\n",
        escaped(&sheet.date),
        listed.len()
    )?;
    for relation in [Relation::Same, Relation::Narrower, Relation::Superseded, Relation::Acronym, Relation::Never] {
        let entries: Vec<&Listed> = listed.iter().filter(|it| it.relation == relation).collect();
        if !entries.is_empty() {
            section(relation, &entries, to)?;
        }
    }
    write!(
        to,
        "<footer>\n<p>I have read the entries that I ticked, and answer for them.</p>\n\
         <p class=\"sign\"><span>Name</span><span>Date</span><span>Signature</span></p>\n</footer>\n</body>\n</html>\n"
    )?;
    Ok(())
}

fn section(relation: Relation, entries: &[&Listed], to: &mut dyn Write) -> Result<()> {
    let (heading, explained) = match relation {
        Relation::Same => ("Mean the same", "Whoever asks for one of these names finds them all."),
        Relation::Narrower => {
            ("Examples", "Whoever asks for the name before ⊃ also finds the examples after it, but no other way round.")
        }
        Relation::Superseded => ("Names of old", "The old name before → finds the one after it, which is shown."),
        Relation::Acronym => {
            ("Acronyms with several meanings", "On each page the page itself decides which one is meant.")
        }
        Relation::Never => ("Kept apart", "These are never taken for each other, not even where one is misspelt."),
    };
    write!(
        to,
        "<section>\n<h2>{heading} <small>({})</small></h2>\n<p>{explained}</p>\n<table>\n<thead><tr><th>Names</th>\
         <th class=\"num\">Pages</th><th>A sentence of the site</th><th>Source</th><th>Right</th><th>Wrong</th></tr></thead>\n\
         <tbody>\n",
        entries.len()
    )?;
    for it in entries {
        row(it, to)?;
    }
    write!(to, "</tbody>\n</table>\n</section>\n")?;
    Ok(())
}

fn row(it: &Listed, to: &mut dyn Write) -> Result<()> {
    let pages = it.pages.map(|pages| pages.to_string()).unwrap_or_default();
    let sentence = it.sentence.as_deref().unwrap_or_default();
    write!(
        to,
        "<tr><td class=\"names\">{}</td><td class=\"num\">{pages}</td><td class=\"sentence\">{}",
        escaped(&said(it.relation, &it.names)),
        escaped(sentence)
    )?;
    if let (Some(page), Some(link)) = (&it.page, &it.link) {
        // Only an address of the web is a link.
        if link.starts_with("https://") || link.starts_with("http://") {
            write!(to, " <a href=\"{}\">{}</a>", escaped(link), escaped(page))?;
        } else {
            write!(to, " <cite>{}</cite>", escaped(page))?;
        }
    }
    write!(to, "</td><td class=\"source\">{}", escaped(&sources(it)))?;
    match &it.approved {
        Some(approval) => writeln!(
            to,
            "</td><td colspan=\"2\" class=\"approved\">{}, {}</td></tr>",
            escaped(&approval.by),
            approval.on
        )?,
        None => writeln!(to, "</td><td class=\"box\">☐</td><td class=\"box\">☐</td></tr>")?,
    }
    Ok(())
}

/// Text of a page as HTML.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in sanitize(text).chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}

const STYLE: &str = "
body { font: 11pt/1.4 system-ui, sans-serif; color: #111; background: #fff; max-width: 70em; margin: 2em auto; padding: 0 1em }
h1 { font-size: 1.5em; margin: 0 } h2 { font-size: 1.15em; margin: 1.6em 0 0 } h2 small { font-weight: normal }
section > p { margin: .2em 0 .5em; color: #333 }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { border: 1px solid #999; padding: .3em .5em; text-align: left; vertical-align: top; overflow-wrap: break-word }
th { background: #eee; font-size: .85em }
th:nth-child(1) { width: 34% } th:nth-child(2) { width: 4em } th:nth-child(4) { width: 5.5em }
th:nth-child(5), th:nth-child(6) { width: 3.7em }
.names { font-weight: 600 } .num { text-align: right } .box { text-align: center; font-size: 1.3em; line-height: 1 }
.sentence { font-size: .9em } .sentence a, .sentence cite { color: #333; font-style: italic } .source { font-size: .85em }
.approved { font-size: .85em }
footer { margin-top: 2em; break-inside: avoid }
.sign { display: flex; gap: 2em; margin-top: 3em } .sign span { flex: 1; border-top: 1px solid #111; padding-top: .2em }
@media print {
  @page { size: A4; margin: 14mm }
  body { font-size: 9pt; margin: 0; padding: 0; max-width: none }
  thead { display: table-header-group } tr { break-inside: avoid } h2 { break-after: avoid } a { text-decoration: none }
}
";
