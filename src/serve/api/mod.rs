//! The API: the answers of the library as JSON, problems as `application/problem+json`.

pub(super) mod log;
pub(super) mod page;
pub(super) mod search;
pub(super) mod status;
pub(super) mod suggest;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::problem::Problem;

/// A value as JSON, with the generation it was made of: a client that has it already is told so.
pub(super) fn json(value: &impl Serialize, made_of: &str, asked: &HeaderMap) -> Result<Response, Problem> {
    let tag = HeaderValue::from_str(&format!("\"{made_of}\"")).map_err(|_| Problem::failed())?;
    let known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| known == tag);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let body = serde_json::to_vec(value).map_err(|_| Problem::failed())?;
        ([(header::CONTENT_TYPE, "application/json")], body).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    // Answers stay on the machine that asked, and are asked for again each time.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    Ok(response)
}

/// The description of the API, OpenAPI 3.1; a test holds it against the routes.
pub(super) async fn description() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], include_str!("openapi.json")).into_response()
}
