//! Asking other machines whether links to them still work; the only part of the program that uses the network.
//!
//! 1. What was answered within a day is known ([`cache`]).
//! 2. The others are asked, several hosts at a time, of one host one after the other with a pause ([`ask`]).
//! 3. No address of this machine or of its network is asked for, whatever a page links or redirects to ([`guard`]).

mod ask;
mod cache;
mod guard;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

use ask::Asker;
use cache::Cache;

/// Hosts that are asked at the same time.
const HOSTS_AT_ONCE: usize = 12;

/// How other machines are asked whether links still work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkOptions {
    /// The file that keeps answers for a day; without it nothing is kept.
    pub cache: Option<PathBuf>,
    /// Between two questions to one host; a failure is asked again after twice as long.
    pub pause: Duration,
    /// For one question, all redirects included.
    pub timeout: Duration,
    /// Ask addresses of this machine and of its network too. Pages come from many hands: it is for tests.
    pub local: bool,
}

impl Default for LinkOptions {
    fn default() -> LinkOptions {
        LinkOptions { cache: None, pause: Duration::from_millis(700), timeout: Duration::from_secs(20), local: false }
    }
}

/// What is known of a link when it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Verdict {
    /// Something is there.
    Works,
    /// Its host turns programs away, or this one: people may well be let in.
    Blocked(u16),
    /// Nothing is there, twice.
    Dead {
        /// For people: `404`, or what went wrong.
        why: String,
        /// What its host answered, if it did.
        status: Option<u16>,
    },
    /// It gave no clear answer: too slow, an error of its host.
    Unclear,
    /// It was not asked.
    Unasked,
}

impl Verdict {
    /// Whether a host answered.
    pub(super) fn is_answer(&self) -> bool {
        matches!(self, Verdict::Works | Verdict::Blocked(_) | Verdict::Dead { status: Some(_), .. })
    }
}

/// Asks for all of these addresses.
pub(super) fn ask_all(addresses: &BTreeSet<&str>, options: &LinkOptions) -> BTreeMap<String, Verdict> {
    let mut cache = Cache::read(options.cache.as_deref());
    let mut verdicts: BTreeMap<String, Verdict> = BTreeMap::new();
    let mut by_host: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for address in addresses {
        if let Some(known) = cache.verdict(address) {
            verdicts.insert((*address).to_owned(), known.clone());
        } else if let Some(host) = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)) {
            by_host.entry(host).or_default().push(address);
        }
    }
    let hosts: Vec<Vec<&str>> = by_host.into_values().collect();
    let asker = Asker::new(options);
    let next = AtomicUsize::new(0);
    let answered: Mutex<Vec<(String, Verdict)>> = Mutex::default();
    std::thread::scope(|scope| {
        for _ in 0..HOSTS_AT_ONCE.min(hosts.len()) {
            scope.spawn(|| {
                while let Some(host) = hosts.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let verdicts = of_host(host, &asker, options);
                    answered.lock().unwrap_or_else(PoisonError::into_inner).extend(verdicts);
                }
            });
        }
    });
    for (address, verdict) in answered.into_inner().unwrap_or_else(PoisonError::into_inner) {
        cache.keep(&address, &verdict);
        verdicts.insert(address, verdict);
    }
    cache.write();
    verdicts
}

/// Asks one host, one address after the other; when it says that it is asked too much, no more.
fn of_host(addresses: &[&str], asker: &Asker, options: &LinkOptions) -> Vec<(String, Verdict)> {
    const TOO_MANY: u16 = 429;
    let mut verdicts = Vec::new();
    let mut enough = false;
    for (number, address) in addresses.iter().enumerate() {
        if number > 0 && !enough {
            std::thread::sleep(options.pause);
        }
        let verdict = if enough { Verdict::Unasked } else { asker.ask(address) };
        enough |= verdict == Verdict::Blocked(TOO_MANY);
        verdicts.push(((*address).to_owned(), verdict));
    }
    verdicts
}
