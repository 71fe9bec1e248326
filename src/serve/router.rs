//! Which address leads where, and what all requests go through.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{Method, Uri};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::api;
use super::guard::{Guard, guard};
use super::page;
use super::problem::Problem;
use super::state::State;

/// Largest body of a request, in bytes: a question of 4,000 letters in JSON, percent-encoded.
const LARGEST_BODY: usize = 64 * 1024;

/// All addresses.
pub(super) fn router(state: State, bound: SocketAddr) -> Router {
    let options = Arc::clone(&state.options);
    let own = Arc::new(Guard::new(bound, &options.hosts, options.token.clone()));
    Router::new()
        .route("/", get(page::open).post(page::front))
        .route("/answers", post(page::fragment))
        .route("/page/{id}", get(page::reading))
        .route("/keys", get(page::keys))
        .route("/{file}", get(page::asset))
        .route("/api/search", get(api::search::get).post(api::search::post))
        .route("/api/suggest", get(api::suggest::get))
        .route("/api/pages/{id}", get(api::page::get))
        .route("/api/status", get(api::status::get))
        .route("/api/openapi.json", get(api::description))
        .route("/healthz", get(api::status::health))
        .fallback(nowhere)
        .method_not_allowed_fallback(not_so)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::custom(|_| axum::response::IntoResponse::into_response(Problem::failed())))
        .layer(from_fn_with_state(own, guard))
        .layer(from_fn_with_state(options.log, api::log::line))
        .with_state(state)
}

async fn nowhere(_: Uri) -> Problem {
    Problem::not_found("there is nothing at this address; the API is described at /api/openapi.json")
}

async fn not_so(method: Method) -> Problem {
    let detail = format!("this address does not answer {method}; see /api/openapi.json");
    Problem::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, "bad-method", detail)
}
