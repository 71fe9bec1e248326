//! The audits that were asked for: one runs at a time, off the threads that serve, and is kept until the index or the day
//! is another.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;
use tokio::sync::Semaphore;

use super::problem::Problem;
use super::state::State;
use crate::audit::{self, Audit, AuditOptions, Check, catalogue, check_named};
use crate::index::Snapshot;

/// Audits that are kept: of the site, and of a few parts of it or single checks.
const KEPT: usize = 8;
/// Requests that may wait for an audit, the one that runs it included.
const WAITING: usize = 16;
/// How long a request may wait for it.
const LONGEST: Duration = Duration::from_mins(2);
/// Generations that are tried, where builds take their files away meanwhile.
const TRIES: usize = 5;
/// How soon a newer generation is there.
const NEWER_WITHIN: Duration = Duration::from_millis(400);
/// The code of the problem that an audit could not be made.
const NO_AUDIT: &str = "no-audit";
/// Longest text of a parameter, in letters.
const LONGEST_TEXT: usize = 1_000;

/// What may be asked of an audit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Wanted {
    /// Names of checks, with `,` between; empty for the usual ones.
    check: String,
    /// Only pages whose path is this or below it.
    under: String,
    /// `1`: run the checks too that are only good to know.
    all: Option<String>,
}

/// An audit, and what it was made of.
pub(super) struct Kept {
    pub(super) audit: Audit,
    pub(super) made_of: String,
    wanted: Wanted,
}

/// The audits that were asked for.
pub(super) struct Audits {
    kept: Mutex<VecDeque<Arc<Kept>>>,
    turn: Arc<Semaphore>,
    room: Semaphore,
}

impl Default for Audits {
    fn default() -> Audits {
        Audits { kept: Mutex::default(), turn: Arc::new(Semaphore::new(1)), room: Semaphore::new(WAITING) }
    }
}

impl Audits {
    /// The audit of a generation, as kept or made now.
    ///
    /// # Errors
    /// If a parameter cannot be used, too many are waiting, or the audit fails.
    pub(super) async fn of(state: &State, snapshot: &Arc<Snapshot>, wanted: &Wanted) -> Result<Arc<Kept>, Problem> {
        let mut snapshot = Arc::clone(snapshot);
        for _ in 1..TRIES {
            let made = Audits::once(state, &snapshot, wanted).await;
            if made.as_ref().err().is_none_or(|problem| !problem.is(NO_AUDIT)) {
                return made;
            }
            // Files of a generation go when two builds have come after it: the newest is audited then.
            tokio::time::sleep(NEWER_WITHIN).await;
            let newest = state.live.snapshot();
            if Arc::ptr_eq(&newest, &snapshot) {
                return made;
            }
            snapshot = newest;
        }
        Audits::once(state, &snapshot, wanted).await
    }

    async fn once(state: &State, snapshot: &Arc<Snapshot>, wanted: &Wanted) -> Result<Arc<Kept>, Problem> {
        let options = wanted.options(state)?;
        let made_of = state.options.made_of(snapshot);
        if let Some(kept) = state.audits.kept(&made_of, wanted) {
            return Ok(kept);
        }
        let _room = state.audits.room.try_acquire().map_err(|_| Problem::busy())?;
        let audits = Arc::clone(&state.audits);
        let (snapshot, wanted) = (Arc::clone(snapshot), wanted.clone());
        // It goes on if whoever asked goes away, and is there when they ask again; the next waits until it is done.
        let made = tokio::spawn(async move {
            let turn = Arc::clone(&audits.turn).acquire_owned().await.map_err(|_| Problem::failed())?;
            if let Some(kept) = audits.kept(&made_of, &wanted) {
                return Ok(kept);
            }
            let run = tokio::task::spawn_blocking(move || {
                let _turn = turn;
                let audit = audit::audit(&snapshot, &options, &|_| ()).map_err(|_| could_not())?;
                Ok(audits.keep(Kept { audit, made_of, wanted }))
            });
            run.await.map_err(|_| could_not())?
        });
        match tokio::time::timeout(LONGEST, made).await {
            Ok(made) => made.map_err(|_| could_not())?,
            Err(_) => Err(Problem::busy()),
        }
    }

    fn kept(&self, made_of: &str, wanted: &Wanted) -> Option<Arc<Kept>> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().find(|it| it.made_of == made_of && it.wanted == *wanted).map(Arc::clone)
    }

    fn keep(&self, audit: Kept) -> Arc<Kept> {
        let audit = Arc::new(audit);
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|it| it.made_of == audit.made_of);
        kept.truncate(KEPT - 1);
        kept.push_front(Arc::clone(&audit));
        audit
    }
}

impl Wanted {
    /// It as the query of an address, with its `?`; empty where nothing is asked in particular.
    pub(super) fn query(&self) -> String {
        let asked =
            [("check", self.check.as_str()), ("under", &self.under), ("all", self.all.as_deref().unwrap_or(""))];
        let asked: Vec<String> = asked
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)))
            .collect();
        if asked.is_empty() { String::new() } else { format!("?{}", asked.join("&")) }
    }

    fn options(&self, state: &State) -> Result<AuditOptions, Problem> {
        if [&self.check, &self.under].iter().any(|text| text.chars().count() > LONGEST_TEXT) {
            let detail = format!("a parameter is longer than {LONGEST_TEXT} letters; shorten it");
            return Err(Problem::new(StatusCode::BAD_REQUEST, "bad-parameter", detail));
        }
        let checks = self.check.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
        let checks: Vec<String> = checks.collect();
        if checks.iter().any(|name| check_named(name).is_none_or(Check::needs_network)) {
            let names: Vec<&str> =
                catalogue().iter().filter(|check| !check.needs_network()).map(|check| check.name).collect();
            let what = format!("names no check that can be asked for here; there are {}", names.join(", "));
            return Err(Problem::parameter("check", &what));
        }
        let all = match self.all.as_deref() {
            None | Some("0" | "false") => false,
            Some("1" | "true") => true,
            Some(_) => return Err(Problem::parameter("all", "must be `1` or `0`")),
        };
        // Half of the cores: those who search go on.
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Ok(AuditOptions {
            checks,
            all,
            under: Some(self.under.trim().to_owned()).filter(|under| !under.is_empty()),
            config: state.options.config.clone(),
            threads: cores.div_ceil(2),
            ..AuditOptions::as_of(state.options.today())
        })
    }
}

fn could_not() -> Problem {
    let detail = "the audit could not be made; `vademecum audit` in a terminal says why";
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, NO_AUDIT, detail)
}
