//! A problem: why a request is not answered and what to mend, as RFC 9457 has it.
//!
//! Never quotes a question.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Why a request is not answered.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    /// What to mend.
    detail: String,
    /// Stable, for programs.
    code: &'static str,
}

impl Problem {
    /// The media type it is sent as.
    pub(super) const KIND: &'static str = "application/problem+json";

    pub(super) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Problem {
        Problem {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: detail.into(),
            code,
        }
    }

    /// A parameter that cannot be used.
    pub(super) fn parameter(name: &str, what: &str) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, "bad-parameter", format!("`{name}` {what}"))
    }

    pub(super) fn not_found(what: &str) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, "not-found", what)
    }

    pub(super) fn busy() -> Problem {
        let detail = "too many requests are waiting; ask again in a second";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", detail)
    }

    /// A part of a request, its head or its body, that was waited for in vain.
    pub(super) fn too_slow(part: &str) -> Problem {
        let detail = format!("the {part} of the request did not come in time; send it again");
        Problem::new(StatusCode::REQUEST_TIMEOUT, "too-slow", detail)
    }

    pub(super) fn failed() -> Problem {
        let detail = "the request could not be answered; please report what was done";
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "failed", detail)
    }

    /// Whether it has this code.
    pub(super) fn is(&self, code: &str) -> bool {
        self.code == code
    }

    /// It as JSON.
    pub(super) fn body(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    pub(super) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status(), self.body()).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(Problem::KIND));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.status() == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}
