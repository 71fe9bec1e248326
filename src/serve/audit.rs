//! `/audit`: the findings as a page, and the files that an editor takes away.
//!
//! The pages are those that `audit --format html` and `--sheets` write. Each has a style and a script of its own, which
//! its nonce lets run and nothing else.

use std::io::Write;
use std::sync::Arc;

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State as Shared};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use super::api::audit::asked;
use super::audits::{Audits, Kept, Wanted};
use super::page::copy_of_site;
use super::problem::Problem;
use super::state::State;
use crate::audit::{Audit, ReviewSheets};
use crate::content::ReviewRules;
use crate::index::Snapshot;
use crate::output::{self, ListedSheet, ReviewerSheets, ServedAudit, SheetHead};

/// What the page of the findings offers beside them.
const DOWNLOADS: [(&str, &str); 5] = [
    ("Findings as CSV", "/audit.csv"),
    ("This page as HTML", "/audit.html"),
    ("Register as CSV", "/audit/register.csv"),
    ("Register to print and sign", "/audit/register"),
    ("Sheets for the reviewers", "/audit/sheets"),
];

type Asked = Result<Query<Wanted>, QueryRejection>;

/// The findings, live.
pub(super) async fn report(Shared(state): Shared<State>, wanted: Asked) -> Result<Response, Problem> {
    let options = Arc::clone(&state.options);
    // What is taken away is what is seen.
    let query = wanted.as_ref().map(|Query(wanted)| wanted.query()).unwrap_or_default();
    let downloads = DOWNLOADS.map(|(name, address)| (name, format!("{address}{query}")));
    let write = move |audit: &Audit, snapshot: &Snapshot, to: &mut dyn Write| {
        let (copy, old) = copy_of_site(snapshot, &options.config.serve, options.today());
        output::served_audit_html(audit, Some(&ServedAudit { downloads: &downloads, copy: &copy, old }), to)
    };
    page(&state, wanted, write).await
}

/// The findings as a file to hand on.
pub(super) async fn report_to_keep(Shared(state): Shared<State>, wanted: Asked) -> Result<Response, Problem> {
    let page = page(&state, wanted, |audit, _, to| output::audit_html(audit, to)).await?;
    attached(page, "audit", "html", &state)
}

/// The findings for a spreadsheet.
pub(super) async fn findings(Shared(state): Shared<State>, wanted: Asked) -> Result<Response, Problem> {
    let (_, text) = written(&state, wanted, |audit, _, to| output::audit_csv(audit, to)).await?;
    attached(csv(text), "audit", "csv", &state)
}

/// Every page with its last review, for a spreadsheet.
pub(super) async fn register(Shared(state): Shared<State>, wanted: Asked) -> Result<Response, Problem> {
    let (_, text) = written(&state, wanted, |audit, _, to| output::register_csv(audit, None, to)).await?;
    attached(csv(text), "register", "csv", &state)
}

/// The same to print and sign.
pub(super) async fn register_to_sign(Shared(state): Shared<State>, wanted: Asked) -> Result<Response, Problem> {
    page(&state, wanted, |audit, _, to| output::register_html(audit, None, to)).await
}

/// The list of the sheets for the reviewers.
pub(super) async fn sheets(Shared(state): Shared<State>, wanted: Asked) -> Result<Response, Problem> {
    let rules = ReviewRules::of(&state.options.config);
    let write = move |audit: &Audit, snapshot: &Snapshot, to: &mut dyn Write| {
        let sheets = ReviewSheets::of(audit, snapshot, rules)?;
        output::sheets_html(&SheetHead::of(audit)?, &by_reviewer(&sheets), to)
    };
    page(&state, wanted, write).await
}

/// The sheet of a page.
pub(super) async fn sheet(Shared(state): Shared<State>, Path(id): Path<String>) -> Result<Response, Problem> {
    let nowhere = || Problem::not_found("no page that is due has this number; see /audit/sheets");
    let id: u64 = id.parse().map_err(|_| nowhere())?;
    let rules = ReviewRules::of(&state.options.config);
    let write = move |audit: &Audit, snapshot: &Snapshot, to: &mut dyn Write| {
        let sheets = ReviewSheets::of(audit, snapshot, rules)?;
        // Nothing is written where there is none.
        let Some(standing) = sheets.due().into_iter().find(|standing| standing.id == id) else { return Ok(()) };
        output::sheet_html(&SheetHead::of(audit)?, &sheets.sheet(standing)?, to)
    };
    let (policy, text) = written(&state, Ok(Query(Wanted::default())), write).await?;
    if text.is_empty() { Err(nowhere()) } else { html(&policy, text) }
}

/// The pages due by their reviewer; those of nobody come last.
fn by_reviewer<'a>(sheets: &ReviewSheets<'a>) -> Vec<ReviewerSheets<'a>> {
    let mut reviewers: Vec<ReviewerSheets<'a>> = Vec::new();
    let mut nobody = ReviewerSheets { reviewer: "No reviewer named".to_owned(), sheets: Vec::new() };
    for standing in sheets.due() {
        let file = format!("/audit/sheets/{}", standing.id);
        let listed = ListedSheet { standing, file, findings: sheets.findings(standing).len() };
        let Some(name) = standing.reviewer.as_deref().map(str::trim).filter(|name| !name.is_empty()) else {
            nobody.sheets.push(listed);
            continue;
        };
        match reviewers.iter_mut().find(|it| it.reviewer == name) {
            Some(own) => own.sheets.push(listed),
            None => reviewers.push(ReviewerSheets { reviewer: name.to_owned(), sheets: vec![listed] }),
        }
    }
    reviewers.sort_by(|a, b| a.reviewer.cmp(&b.reviewer));
    reviewers.extend((!nobody.sheets.is_empty()).then_some(nobody));
    reviewers
}

async fn page(
    state: &State,
    wanted: Asked,
    write: impl FnOnce(&Audit, &Snapshot, &mut dyn Write) -> anyhow::Result<()> + Send + 'static,
) -> Result<Response, Problem> {
    let (policy, text) = written(state, wanted, write).await?;
    html(&policy, text)
}

/// A form of the audit, with the policy under which its page runs.
async fn written(
    state: &State,
    wanted: Asked,
    write: impl FnOnce(&Audit, &Snapshot, &mut dyn Write) -> anyhow::Result<()> + Send + 'static,
) -> Result<(String, Vec<u8>), Problem> {
    let wanted = asked(wanted)?;
    let snapshot = state.live.snapshot();
    let made: Arc<Kept> = Audits::of(state, &snapshot, &wanted).await?;
    let written = tokio::task::spawn_blocking(move || {
        let mut text = Vec::new();
        write(&made.audit, &snapshot, &mut text)?;
        Ok::<_, anyhow::Error>((policy(&output::audit_nonce(&made.audit)?), text))
    });
    written.await.map_err(|_| Problem::failed())?.map_err(|_| Problem::failed())
}

fn policy(nonce: &str) -> String {
    format!(
        "default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'"
    )
}

fn html(policy: &str, text: Vec<u8>) -> Result<Response, Problem> {
    let policy = HeaderValue::from_str(policy).map_err(|_| Problem::failed())?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    Ok((headers, text).into_response())
}

fn csv(text: Vec<u8>) -> Response {
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (headers, text).into_response()
}

/// An answer as a file of this day.
fn attached(mut response: Response, name: &str, kind: &str, state: &State) -> Result<Response, Problem> {
    let named = format!("attachment; filename=\"{name}-{}.{kind}\"", state.options.today());
    let named = HeaderValue::from_str(&named).map_err(|_| Problem::failed())?;
    response.headers_mut().insert(header::CONTENT_DISPOSITION, named);
    Ok(response)
}
