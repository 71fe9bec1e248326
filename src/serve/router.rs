//! Which address leads where, and what all requests go through.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{StatusCode, Uri};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::api;
use super::audit;
use super::guard::{Guard, guard};
use super::page;
use super::problem::Problem;
use super::state::Server;

/// Largest body of a request, in bytes: a question of 4,000 letters in JSON, percent-encoded.
const LARGEST_BODY: usize = 64 * 1024;

/// How long a request may take, its body included.
const LONGEST: Duration = Duration::from_secs(10);

/// All addresses.
pub(super) fn router(server: Server, bound: SocketAddr) -> Router {
    let options = server.options();
    let own = Arc::new(Guard::new(bound, &options.hosts, options.token.clone()));
    let quick = Router::new()
        .route("/", get(page::open).post(page::front))
        .route("/answers", post(page::fragment))
        .route("/log/pause", post(page::pause))
        .route("/log/resume", post(page::resume))
        .route("/page/{id}", get(page::reading))
        .route("/keys", get(page::keys))
        .route("/{file}", get(page::asset))
        .route("/api/search", get(api::search::get).post(api::search::post))
        .route("/api/suggest", get(api::suggest::get))
        .route("/api/pages/{id}", get(api::page::get))
        .route("/api/status", get(api::status::get))
        .route("/api/openapi.json", get(api::description))
        .route("/healthz", get(api::status::health))
        .layer(from_fn(in_time));
    let of_audit = Router::new()
        .route("/api/audit", get(api::audit::get))
        .route("/audit", get(audit::report))
        .route("/audit.html", get(audit::report_to_keep))
        .route("/audit.csv", get(audit::findings))
        .route("/audit/register.csv", get(audit::register))
        .route("/audit/register", get(audit::register_to_sign))
        .route("/audit/sheets", get(audit::sheets))
        .route("/audit/sheets/{id}", get(audit::sheet));
    quick
        .merge(of_audit)
        .fallback(nowhere)
        .method_not_allowed_fallback(not_so)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(|_| Problem::failed().into_response()))
        .layer(from_fn_with_state(own, guard))
        .layer(from_fn_with_state(options.log, api::log::line))
        .with_state(server)
}

/// Ends what takes too long; an audit has limits of its own.
async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::busy().into_response(),
    }
}

async fn nowhere(_: Uri) -> Problem {
    Problem::not_found("there is nothing at this address; the API is described at /api/openapi.json")
}

async fn not_so() -> Problem {
    let detail = "this address does not answer that method; see /api/openapi.json";
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "bad-method", detail)
}
