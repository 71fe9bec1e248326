//! `/api/pages/{id}`: a page as plain text, for reading on from a passage.

use axum::extract::{Path, State as Shared};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;

use super::json;
use crate::content::{ReviewRules, StatedDate, age_in_words, page as made};
use crate::serve::problem::Problem;
use crate::serve::state::State;

/// A page to read.
#[derive(Debug, Serialize)]
struct Reading {
    version: u32,
    id: u64,
    title: String,
    link: String,
    short_link: String,
    breadcrumb: Vec<String>,
    organisation: Option<String>,
    reviewed: Option<StatedDate>,
    reviewer: Option<String>,
    age: String,
    language: Option<String>,
    passages: Vec<ReadingPassage>,
}

/// A passage of it.
#[derive(Debug, Serialize)]
struct ReadingPassage {
    section: Vec<String>,
    lead: Option<String>,
    text: String,
    label: &'static str,
}

pub(in crate::serve) async fn get(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: u64 = id.parse().map_err(|_| Problem::parameter("id", "must be the number of a page"))?;
    let snapshot = state.live.snapshot();
    let made_of = state.options.made_of(&snapshot);
    let rules = ReviewRules::of(&state.options.config);
    let (today, max_age) = (state.options.today(), state.options.search().max_age);
    let read = tokio::task::spawn_blocking(move || -> anyhow::Result<Option<Reading>> {
        let Some(entry) = snapshot.table.pages().iter().find(|entry| entry.facts.id == id) else { return Ok(None) };
        let Some(raw) = snapshot.kept_pages()?.read(entry.number)? else { return Ok(None) };
        let page = made(&raw, &rules);
        let facts = &entry.facts;
        let passages = page.passages.into_iter().map(|passage| ReadingPassage {
            section: page.sections.get(passage.section as usize).map(|it| it.path.clone()).unwrap_or_default(),
            lead: passage.lead,
            text: passage.text,
            label: passage.label.as_str(),
        });
        Ok(Some(Reading {
            version: 1,
            id,
            title: facts.title.clone(),
            link: facts.link.clone(),
            short_link: entry.short_link(),
            breadcrumb: facts.breadcrumb.clone(),
            organisation: facts.organisation.clone(),
            reviewed: facts.review.reviewed,
            reviewer: facts.review.reviewer.clone(),
            age: age_in_words(&facts.review, facts.modified, today, max_age),
            language: facts.language.clone(),
            passages: passages.collect(),
        }))
    });
    let read = read.await.map_err(|_| Problem::failed())?.map_err(|_| Problem::failed())?;
    let reading = read.ok_or_else(|| Problem::not_found("no page of the index has this number"))?;
    json(&reading, &made_of, &headers)
}
