//! `/api/search`: the answer that `search --format json` prints.

use std::sync::Arc;
use std::time::Duration;

use axum::Form;
use axum::body::Bytes;
use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{FromRequest, Query, Request, State as Shared};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;

use super::whole::Whole;
use super::{json, unkept_json};
use crate::config::months;
use crate::search::{Answer, MeaningChoice, SearchOptions};
use crate::serve::problem::Problem;
use crate::serve::state::State;

/// Longest question, in letters.
const LONGEST_QUESTION: usize = 4_000;
/// Longest text of another parameter, in letters.
const LONGEST_OTHER: usize = 1_000;
/// How long the body of a request may take to come.
const BODY_WITHIN: Duration = Duration::from_secs(5);
/// Most meanings chosen.
const MOST_MEANINGS: usize = 8;
/// Most pages of an answer.
const MOST_PAGES: usize = 100;
/// Most passages of a page.
const MOST_PER_PAGE: usize = 20;

/// What may be asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(in crate::serve) struct Asked {
    /// The question.
    pub(in crate::serve) q: String,
    n: Option<Whole>,
    per_page: Option<Whole>,
    pub(in crate::serve) under: Option<String>,
    pub(in crate::serve) lang: Option<String>,
    max_age: Option<String>,
    pub(in crate::serve) fresh_only: Option<String>,
    /// A word or phrase to leave out.
    pub(in crate::serve) not: Option<String>,
    /// `dm=dermatomyositis`; several with `;` between.
    pub(in crate::serve) meaning: Option<String>,
    prefix: Option<String>,
    synonyms: Option<String>,
    correct: Option<String>,
    explain: Option<String>,
    /// `0`: not to be kept, where questions are.
    log: Option<String>,
}

pub(in crate::serve) async fn get(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    let Query(asked) = asked.map_err(|_| unreadable())?;
    let (answer, made_of) = answer(&state, asked).await?;
    json(&answer, &made_of, &headers)
}

pub(in crate::serve) async fn post(Shared(state): Shared<State>, request: Request) -> Result<Response, Problem> {
    let asked = body(request, &state).await?;
    let (answer, _) = answer(&state, asked).await?;
    unkept_json(&answer)
}

/// The body of a request, a form or JSON.
pub(in crate::serve) async fn body(request: Request, state: &State) -> Result<Asked, Problem> {
    let read = tokio::time::timeout(BODY_WITHIN, read(request, state));
    read.await.map_err(|_| Problem::too_slow("body"))?
}

async fn read(request: Request, state: &State) -> Result<Asked, Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        "application/json" => {
            let body = Bytes::from_request(request, state).await.map_err(|refused| unread(refused.status()))?;
            // A list of values without their names is none of the forms described.
            if body.trim_ascii_start().first() != Some(&b'{') {
                return Err(unreadable());
            }
            serde_json::from_slice(&body).map_err(|_| unreadable())
        }
        "application/x-www-form-urlencoded" => {
            let read: Result<Form<Asked>, FormRejection> = Form::from_request(request, state).await;
            read.map(|Form(asked)| asked).map_err(|refused| unread(refused.status()))
        }
        _ => {
            let detail = "send the question as `application/json` or `application/x-www-form-urlencoded`";
            Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "bad-content-type", detail))
        }
    }
}

fn unread(status: StatusCode) -> Problem {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return Problem::new(status, "too-large", "the request is larger than 64 KB; shorten the question");
    }
    unreadable()
}

fn unreadable() -> Problem {
    let detail = "a parameter is unknown, given twice, or of the wrong kind; see /api/openapi.json";
    Problem::new(StatusCode::BAD_REQUEST, "bad-parameter", detail)
}

/// The answer, and what it was made of.
async fn answer(state: &State, asked: Asked) -> Result<(Answer, String), Problem> {
    let options = asked.options(state)?;
    let serving = Arc::clone(&state.options);
    let listener = state.listener(asked.may_be_kept()?);
    let answered = state.workers.ask(move |searcher| {
        let made_of = serving.made_of(searcher.snapshot());
        let answer = searcher.search(&asked.q, &options);
        if let (Some(listener), Ok(answer)) = (listener, &answer) {
            listener.hear(searcher, &asked.q, answer, &options);
        }
        (answer, made_of)
    });
    let (answer, made_of) = answered.await?;
    Ok((answer.map_err(|_| Problem::failed())?, made_of))
}

impl Asked {
    /// Whether it may be kept, where questions are.
    pub(in crate::serve) fn may_be_kept(&self) -> Result<bool, Problem> {
        flag("log", self.log.as_deref(), true)
    }

    /// The same, not to be kept.
    pub(in crate::serve) fn unkept(self) -> Asked {
        Asked { log: Some("0".to_owned()), ..self }
    }

    /// The options of a search.
    ///
    /// # Errors
    /// If a parameter cannot be used: it is named, and what to write.
    pub(in crate::serve) fn options(&self, state: &State) -> Result<SearchOptions, Problem> {
        if self.q.chars().count() > LONGEST_QUESTION {
            let detail = format!("`q` is longer than {LONGEST_QUESTION} letters; shorten the question");
            return Err(Problem::new(StatusCode::BAD_REQUEST, "question-too-long", detail));
        }
        for (name, text) in
            [("under", &self.under), ("lang", &self.lang), ("not", &self.not), ("meaning", &self.meaning)]
        {
            if text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_OTHER) {
                return Err(Problem::parameter(name, &format!("is longer than {LONGEST_OTHER} letters; shorten it")));
            }
        }
        let mut options = state.options.search();
        options.pages = number("n", self.n, options.pages, MOST_PAGES)?;
        options.per_page = number("per_page", self.per_page, options.per_page, MOST_PER_PAGE)?;
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        options.filter.under = given(&self.under);
        options.filter.language = given(&self.lang);
        options.excluded.extend(given(&self.not));
        options.filter.fresh_only = flag("fresh_only", self.fresh_only.as_deref(), false)?;
        if let Some(age) = &self.max_age {
            options.max_age =
                months(age).map_err(|_| Problem::parameter("max_age", "is no age; write months as `36mo`"))?;
        }
        for choice in self.meaning.iter().flat_map(|all| all.split(';')).filter(|choice| !choice.trim().is_empty()) {
            let wrong = |_| Problem::parameter("meaning", "is no choice; write it as `dm=dermatomyositis`");
            options.meaning.push(choice.parse::<MeaningChoice>().map_err(wrong)?);
        }
        if options.meaning.len() > MOST_MEANINGS {
            return Err(Problem::parameter("meaning", &format!("has more than {MOST_MEANINGS} choices")));
        }
        let snapshot = state.live.snapshot();
        if options.meaning.iter().any(|choice| !choice.is_known(&snapshot.vocabulary)) {
            let detail =
                "`meaning` names none that the index has now; choose one of `meanings` of the answer without it";
            return Err(Problem::new(StatusCode::CONFLICT, "unknown-meaning", detail));
        }
        options.prefix = flag("prefix", self.prefix.as_deref(), false)?;
        options.synonyms = flag("synonyms", self.synonyms.as_deref(), true)?;
        options.correct = flag("correct", self.correct.as_deref(), true)?;
        options.explain = flag("explain", self.explain.as_deref(), false)?;
        Ok(options)
    }
}

fn number(name: &str, asked: Option<Whole>, usual: usize, most: usize) -> Result<usize, Problem> {
    match asked.map(|Whole(number)| number) {
        None => Ok(usual),
        Some(number) if (1..=most).contains(&number) => Ok(number),
        Some(_) => Err(Problem::parameter(name, &format!("must be a number from 1 to {most}"))),
    }
}

fn flag(name: &str, asked: Option<&str>, usual: bool) -> Result<bool, Problem> {
    match asked {
        None => Ok(usual),
        Some("1" | "true") => Ok(true),
        Some("0" | "false") => Ok(false),
        Some(_) => Err(Problem::parameter(name, "must be `1` or `0`")),
    }
}
