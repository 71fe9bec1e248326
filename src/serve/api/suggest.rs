//! `/api/suggest`: questions that find something, for what is typed so far.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;

use super::json;
use super::whole::Whole;
use crate::serve::problem::Problem;
use crate::serve::state::State;

/// Most suggestions.
const MOST: usize = 50;
/// Letters beyond which nothing is suggested.
const LONGEST: usize = 200;

/// What may be asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::serve) struct Typed {
    q: String,
    n: Option<Whole>,
}

pub(in crate::serve) async fn get(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    typed: Result<Query<Typed>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(Typed { q, n }) =
        typed.map_err(|_| Problem::parameter("q", "and `n` are the only parameters, each once"))?;
    let number = n.map_or(8, |Whole(number)| number);
    if !(1..=MOST).contains(&number) {
        return Err(Problem::parameter("n", &format!("must be a number from 1 to {MOST}")));
    }
    let options = state.options.search();
    let serving = std::sync::Arc::clone(&state.options);
    let suggested = state.workers.ask(move |searcher| {
        let suggested =
            if q.chars().count() > LONGEST { Ok(Vec::new()) } else { searcher.suggest(&q, number, &options) };
        (suggested, serving.made_of(searcher.snapshot()))
    });
    let (suggested, made_of) = suggested.await?;
    let suggestions = suggested.map_err(|_| Problem::failed())?;
    json(&serde_json::json!({ "version": 1, "suggestions": suggestions }), &made_of, &headers)
}
