//! One line a request: method, route, status, time.
//!
//! The route is the one that answers, never the address that was typed, which may hold a question in the wrong place.

use std::time::Instant;

use axum::extract::{MatchedPath, Request, State as Shared};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;

/// Hands the line on when the answer is ready.
pub(in crate::serve) async fn line(Shared(log): Shared<fn(&str)>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("(no such address)", MatchedPath::as_str);
    let (status, micros) = (response.status().as_u16(), began.elapsed().as_micros());
    log(&format!("{method} {route} {status} {micros} µs"));
    response
}

/// The method; one that nobody knows may be any word.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        Method::PATCH => "PATCH",
        _ => "(other)",
    }
}
