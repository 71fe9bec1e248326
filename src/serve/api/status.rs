//! `/api/status` and `/healthz`: what the server answers from, and that it does.

use axum::extract::State as Shared;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::serve::problem::Problem;
use crate::serve::state::State;

pub(in crate::serve) async fn get(Shared(state): Shared<State>, headers: HeaderMap) -> Result<Response, Problem> {
    let snapshot = state.live.snapshot();
    let status = snapshot.status();
    let keeping = state.questions.keeping();
    let counts = snapshot.vocabulary.counts();
    let value = json!({
        "version": 1,
        "pages": status.pages,
        "passages": status.passages,
        "published": status.published,
        "newest_edit": status.newest_edit,
        "concepts": { "builtin": counts.builtin, "file": counts.file, "mined": counts.mined },
        "questions": keeping.as_str(),
    });
    super::json(&value, &format!("{}-{}", state.options.made_of(&snapshot), keeping.as_str()), &headers)
}

/// Says who answers here, so that a second start finds the first.
pub(in crate::serve) async fn health() -> Response {
    axum::Json(json!({ "name": "vademecum", "version": env!("CARGO_PKG_VERSION"), "status": "ok" })).into_response()
}
