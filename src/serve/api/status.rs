//! `/api/status` and `/healthz`: what the server answers from, and that it does.

use axum::extract::State as Shared;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::json;

use crate::serve::problem::Problem;
use crate::serve::running::index_name;
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
        "age_days": age(&status.published, state.options.today()),
        "vocabulary": {
            "builtin": !status.without_builtin,
            "file": status.vocabulary_file.is_some(),
            "approved_only": status.approved_only,
        },
        "concepts": { "builtin": counts.builtin, "file": counts.file, "mined": counts.mined },
        "questions": keeping.as_str(),
    });
    super::json(&value, &format!("{}-{}", state.options.made_of(&snapshot), keeping.as_str()), &headers)
}

/// Days since the index was built; none is in the future, whatever the clock says.
fn age(published: &str, today: Date) -> i32 {
    let built = published.parse().map(|built: Timestamp| built.to_zoned(TimeZone::UTC).date());
    built.ok().and_then(|built| today.since(built).ok()).map_or(0, |since| since.get_days().max(0))
}

/// Says who answers here, so that a second start finds the first.
pub(in crate::serve) async fn health(Shared(state): Shared<State>) -> Response {
    let index = index_name(&state.options.index);
    let health = json!({ "name": "vademecum", "version": env!("CARGO_PKG_VERSION"), "status": "ok", "index": index });
    axum::Json(health).into_response()
}
