//! The API: the answers of the library as JSON, problems as `application/problem+json`.

pub(super) mod audit;
pub(super) mod log;
pub(super) mod page;
pub(super) mod search;
pub(super) mod status;
pub(super) mod suggest;
mod whole;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::problem::Problem;

/// Answers stay on the machine that asked, and are asked for again each time.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("private, no-cache");

/// A value as JSON, with what it was made of: a client that has it already is told so.
pub(super) fn json(value: &impl Serialize, made_of: &str, asked: &HeaderMap) -> Result<Response, Problem> {
    if let Some(unchanged) = unchanged(made_of, asked) {
        return Ok(unchanged);
    }
    let body = serde_json::to_vec(value).map_err(|_| Problem::failed())?;
    tagged(([(header::CONTENT_TYPE, "application/json")], body), made_of)
}

/// A value as JSON that nobody keeps.
pub(super) fn unkept_json(value: &impl Serialize) -> Result<Response, Problem> {
    let body = serde_json::to_vec(value).map_err(|_| Problem::failed())?;
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, body).into_response())
}

/// The answer to a client that has it already.
fn unchanged(made_of: &str, asked: &HeaderMap) -> Option<Response> {
    let opaque = format!("\"{made_of}\"");
    let has = |known: &str| known == "*" || known.strip_prefix("W/").unwrap_or(known) == opaque;
    let listed = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|list| list.to_str().ok());
    let known = listed.flat_map(|list| list.split(',')).any(|known| has(known.trim()));
    if known { tagged(StatusCode::NOT_MODIFIED, made_of).ok() } else { None }
}

/// An answer with what it was made of. The tag is a weak one: the time that a search took may differ, and so may the
/// compression.
fn tagged(answer: impl IntoResponse, made_of: &str) -> Result<Response, Problem> {
    let mut response = answer.into_response();
    let tag = HeaderValue::from_str(&format!("W/\"{made_of}\"")).map_err(|_| Problem::failed())?;
    response.headers_mut().insert(header::ETAG, tag);
    response.headers_mut().insert(header::CACHE_CONTROL, ASK_AGAIN);
    Ok(response)
}

/// The description of the API, in the form of `OpenAPI` 3.1; a test holds it against the routes.
pub(super) async fn description() -> Response {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-cache")];
    (headers, include_str!("openapi.json")).into_response()
}
