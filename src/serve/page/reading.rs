//! A page of the site as plain text, with the passage one comes from in view.

use std::collections::HashSet;

use askama::Template;
use axum::extract::{Path, State as Shared};
use axum::response::Response;

use super::answers::{foreign, passage_id, shape, web_link};
use super::frame::html;
use super::shown::{BULLET, Item, lists};
use super::site::SiteShown;
use crate::content::{Page, ReviewRules, age_in_words, freshness, page as made};
use crate::index::{PageEntry, Snapshot};
use crate::serve::problem::Problem;
use crate::serve::state::State;

/// A page to read.
#[derive(Template)]
#[template(path = "reading.html")]
struct Reading {
    emergency: Option<String>,
    boundary: Option<String>,
    /// Where it is not the usual one of the site.
    lang: Option<String>,
    title: String,
    link: String,
    breadcrumb: String,
    freshness: &'static str,
    shape: &'static str,
    age: String,
    as_of_line: String,
    stale: bool,
    passages: Vec<ShownPassage>,
}

/// A passage of it.
struct ShownPassage {
    id: String,
    heading: Option<String>,
    lead: Option<String>,
    label: &'static str,
    lines: Vec<Line>,
}

/// A line of a passage.
struct Line {
    heading: bool,
    item: Option<Item>,
    text: String,
}

pub(in crate::serve) async fn get(Shared(state): Shared<State>, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: u64 = id.parse().map_err(|_| Problem::not_found("no page of the index has this number"))?;
    let snapshot = state.live.snapshot();
    let options = std::sync::Arc::clone(&state.options);
    let read = tokio::task::spawn_blocking(move || -> anyhow::Result<Option<Reading>> {
        let Some((entry, page)) = page(&snapshot, id, &ReviewRules::of(&options.config))? else { return Ok(None) };
        let (today, max_age) = (options.today(), options.search().max_age);
        let site = SiteShown::of(&snapshot, &options.config.serve, today);
        let facts = &entry.facts;
        let stands = freshness(&facts.review, today, max_age);
        Ok(Some(Reading {
            emergency: options.config.serve.emergency.clone(),
            boundary: options.config.serve.boundary.clone(),
            lang: foreign(facts.language.as_deref(), site.language()),
            title: facts.title.clone(),
            link: web_link(&facts.link),
            breadcrumb: facts.breadcrumb.join(" › "),
            freshness: stands.as_str(),
            shape: shape(stands),
            age: age_in_words(&facts.review, facts.modified, today, max_age),
            as_of_line: site.as_of_line,
            stale: site.stale,
            passages: passages(&page),
        }))
    });
    let read = read.await.map_err(|_| Problem::failed())?.map_err(|_| Problem::failed())?;
    html(&read.ok_or_else(|| Problem::not_found("no page of the index has this number"))?)
}

/// The page with this number, as its export has it.
fn page<'s>(snapshot: &'s Snapshot, id: u64, rules: &ReviewRules) -> anyhow::Result<Option<(&'s PageEntry, Page)>> {
    let Some(entry) = snapshot.table.pages().iter().find(|entry| entry.facts.id == id) else { return Ok(None) };
    let raw = snapshot.kept_pages()?.read(entry.number)?;
    Ok(raw.map(|raw| (entry, made(&raw, rules))))
}

fn passages(page: &Page) -> Vec<ShownPassage> {
    let mut before = None;
    let mut ids: HashSet<String> = HashSet::new();
    let mut shown = Vec::with_capacity(page.passages.len());
    for passage in &page.passages {
        let section = page.sections.get(passage.section as usize);
        let heading =
            (before != Some(passage.section)).then(|| section.and_then(|it| it.path.last().cloned())).flatten();
        before = Some(passage.section);
        let mut id = passage_id(&passage.text);
        if !ids.insert(id.clone()) {
            // The same words stand on the page before: a link leads to the first of them.
            id = format!("{id}-{}", shown.len());
        }
        let headings = passage.headings();
        let mut at = 0;
        let lines = passage.text.split('\n').map(|text| {
            let began = at;
            at += text.len() + 1;
            (headings.iter().any(|range| range.contains(&began)), text)
        });
        let lines: Vec<(bool, &str)> = lines.filter(|(_, text)| !text.is_empty()).collect();
        let items: Vec<bool> = lines.iter().map(|(_, text)| text.starts_with(BULLET)).collect();
        let lines = lines.into_iter().zip(lists(&items)).map(|((heading, text), item)| Line {
            heading,
            item,
            text: text.strip_prefix(BULLET).unwrap_or(text).to_owned(),
        });
        let lead = passage.lead.clone().filter(|lead| heading.as_ref() != Some(lead));
        shown.push(ShownPassage { id, heading, lead, label: passage.label.as_str(), lines: lines.collect() });
    }
    shown
}
