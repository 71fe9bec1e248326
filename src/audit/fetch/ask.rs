//! One question: HEAD, then GET where a host does not take HEAD for an answer, and all again before a link is called dead.

use std::io;
use std::time::Duration;

use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Error};

use super::guard::{Guard, NotPublic};
use super::{LinkOptions, Verdict};

const REDIRECTS: u32 = 8;
/// Times that a link is asked for before it is called dead.
const TIMES: u32 = 2;
const WHO: &str = concat!("vademecum/", env!("CARGO_PKG_VERSION"), " (link check of a site's audit)");

/// What asks.
pub(super) struct Asker {
    agent: Agent,
    again_after: Duration,
}

impl Asker {
    pub(super) fn new(options: &LinkOptions) -> Asker {
        // A proxy would resolve names itself, and so reach what the guard keeps this program from.
        let config = Agent::config_builder()
            .proxy(None)
            .user_agent(WHO)
            .http_status_as_error(false)
            .max_redirects(REDIRECTS)
            .max_redirects_will_error(true)
            .timeout_global(Some(options.timeout))
            .build();
        let guard = Guard::new(options.local);
        let agent = Agent::with_parts(config, DefaultConnector::default(), guard);
        Asker { agent, again_after: options.pause * 2 }
    }

    /// Asks for an address.
    pub(super) fn ask(&self, address: &str) -> Verdict {
        let mut verdict = Verdict::Unasked;
        for time in 0..TIMES {
            if time > 0 {
                std::thread::sleep(self.again_after);
            }
            verdict = self.ask_once(address);
            if matches!(verdict, Verdict::Works | Verdict::Blocked(_) | Verdict::Unasked) {
                break;
            }
        }
        verdict
    }

    fn ask_once(&self, address: &str) -> Verdict {
        let by_head = self.agent.head(address).call().map(|answer| answer.status().as_u16());
        match verdict(by_head) {
            known @ (Verdict::Works | Verdict::Blocked(429) | Verdict::Unasked) => known,
            // Many hosts know only GET, and say so in many ways.
            _ => verdict(self.agent.get(address).call().map(|answer| answer.status().as_u16())),
        }
    }
}

fn verdict(answer: Result<u16, Error>) -> Verdict {
    match answer {
        Ok(200..=399) => Verdict::Works,
        Ok(status @ (404 | 410)) => Verdict::Dead { why: format!("its host answers {status}"), status: Some(status) },
        Ok(status @ (401 | 403 | 405 | 406 | 407 | 429 | 451 | 999)) => Verdict::Blocked(status),
        Ok(_) => Verdict::Unclear,
        Err(error) => failure(&error),
    }
}

fn failure(error: &Error) -> Verdict {
    let dead = |why: &str| Verdict::Dead { why: why.to_owned(), status: None };
    match error {
        Error::TooManyRedirects => dead("it is led on in a circle"),
        Error::HostNotFound => dead("its host is not known"),
        Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => dead("its host refuses to answer"),
        Error::Io(error) if is_unknown_name(error) => dead("its host is not known"),
        Error::Other(error) if error.is::<NotPublic>() => Verdict::Unasked,
        _ => Verdict::Unclear,
    }
}

/// The name is not known, and not only for the time being. The system tells that in words alone.
fn is_unknown_name(error: &io::Error) -> bool {
    let text = error.to_string().to_lowercase();
    text.contains("lookup address") && !text.contains("temporary") && !text.contains("try again")
}
