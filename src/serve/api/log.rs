//! One line a request: method, address without its question, status, time.

use std::time::Instant;

use axum::extract::{Request, State as Shared};
use axum::middleware::Next;
use axum::response::Response;

/// Hands the line on when the answer is ready.
pub(in crate::serve) async fn line(Shared(log): Shared<fn(&str)>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let response = next.run(request).await;
    let (status, micros) = (response.status().as_u16(), began.elapsed().as_micros());
    // An address that leads nowhere may hold a question that was typed in the wrong place.
    let path = if response.status() == axum::http::StatusCode::NOT_FOUND {
        "(not found)".into()
    } else {
        crate::output::sanitize(&path)
    };
    log(&format!("{method} {path} {status} {micros} µs"));
    response
}
