//! Who gets in, and what browsers are told to refuse.
//!
//! A page elsewhere must not read answers: a request names this server's own host (DNS rebinding ends here) and, if it
//! names an origin, its own. Beyond this machine a token is asked for.

use std::net::SocketAddr;

use axum::extract::{Request, State as Shared};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::Problem;

/// A secret that requests show as `Authorization: Bearer …`. Only its hash is kept; hashes are compared in constant time.
#[derive(Debug, Clone)]
pub struct Token(blake3::Hash);

impl Token {
    /// Takes the secret; white space around it, such as a file's last line break, does not count.
    ///
    /// # Errors
    /// If it is shorter than 16 characters.
    pub fn new(secret: &str) -> anyhow::Result<Token> {
        let secret = secret.trim();
        if secret.chars().count() < 16 {
            anyhow::bail!("the token is shorter than 16 characters; make one with `openssl rand -hex 32`");
        }
        Ok(Token(blake3::hash(secret.as_bytes())))
    }

    fn is(&self, shown: &str) -> bool {
        self.0 == blake3::hash(shown.trim().as_bytes())
    }
}

/// Whom to let in.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    hosts: Vec<String>,
    token: Option<Token>,
}

impl Guard {
    pub(super) fn new(bound: SocketAddr, others: &[String], token: Option<Token>) -> Guard {
        let port = bound.port();
        let mut hosts: Vec<String> =
            ["localhost", "127.0.0.1", "[::1]"].iter().map(|host| format!("{host}:{port}")).collect();
        hosts.push(bound.to_string());
        hosts.extend(others.iter().map(|host| host.to_lowercase()));
        Guard { hosts, token }
    }

    fn check(&self, uri: &Uri, headers: &HeaderMap) -> Result<(), Problem> {
        let text = |name: &str| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        let host = text("host").unwrap_or_default().to_lowercase();
        let once = headers.get_all(header::HOST).iter().count() == 1;
        let same = uri.authority().is_none_or(|named| named.as_str().eq_ignore_ascii_case(&host));
        if !once || !same || !self.hosts.contains(&host) {
            let detail =
                "the request names another host than this server's; open the address that it printed at its start";
            return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, "foreign-host", detail));
        }
        if headers.contains_key(header::ORIGIN) {
            let origin = text("origin").unwrap_or_default().to_lowercase();
            let of = origin.split_once("://").map_or("", |(_, of)| of);
            // A form of our own page, which sends no referrer, names no origin either; then the browser itself says whose it is.
            let own_form = origin == "null" && text(SEC_FETCH_SITE) == Some("same-origin");
            if of != host && !own_form {
                let detail = "a page of another site asks; open the page of this server instead";
                return Err(Problem::new(StatusCode::FORBIDDEN, "foreign-origin", detail));
            }
        }
        if uri.path() == HEALTH {
            return Ok(());
        }
        match (&self.token, text("authorization").and_then(|it| it.strip_prefix("Bearer "))) {
            (None, _) => Ok(()),
            (Some(token), Some(shown)) if token.is(shown) => Ok(()),
            (Some(_), _) => {
                let detail = "show the token as `Authorization: Bearer …`";
                Err(Problem::new(StatusCode::UNAUTHORIZED, "no-token", detail))
            }
        }
    }
}

/// What a browser says of whose page asks; no page can set it.
const SEC_FETCH_SITE: &str = "sec-fetch-site";
/// Says no more than that vademecum answers here, so it asks for no token.
const HEALTH: &str = "/healthz";

/// Lets a request through or answers why not; sets what browsers are told to refuse on every answer.
pub(super) async fn guard(Shared(guard): Shared<std::sync::Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = match guard.check(request.uri(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    let unknown = response.status() == StatusCode::UNAUTHORIZED;
    let headers = response.headers_mut();
    if unknown {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    for (name, value) in REFUSALS {
        // A report brings the policy of its own script.
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What every answer tells browsers to refuse.
pub(super) const REFUSALS: [(header::HeaderName, &str); 5] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];
