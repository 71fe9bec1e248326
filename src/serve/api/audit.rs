//! `/api/audit`: the findings that `audit --format json` prints.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State as Shared};
use axum::http::HeaderMap;
use axum::response::Response;

use super::json;
use crate::serve::audits::{Audits, Wanted};
use crate::serve::problem::Problem;
use crate::serve::state::State;

pub(in crate::serve) async fn get(
    Shared(state): Shared<State>,
    headers: HeaderMap,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Response, Problem> {
    let wanted = asked(wanted)?;
    let made = Audits::of(&state, &state.live.snapshot(), &wanted).await?;
    // A long audit takes a while to write down too.
    let written = tokio::task::spawn_blocking(move || json(&made.audit, &made.made_of, &headers));
    written.await.map_err(|_| Problem::failed())?
}

/// What was asked of an audit.
pub(in crate::serve) fn asked(wanted: Result<Query<Wanted>, QueryRejection>) -> Result<Wanted, Problem> {
    let Query(wanted) =
        wanted.map_err(|_| Problem::parameter("check", "and `under` and `all` are the only parameters, each once"))?;
    Ok(wanted)
}
