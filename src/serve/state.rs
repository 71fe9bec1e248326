//! What the handlers share: the options, the live index, the workers.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::FromRef;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::asked::Questions;
use super::audits::Audits;
use super::guard::Token;
use super::live::Live;
use super::settings::Settings;
use super::workers::Workers;
use crate::config::Config;
use crate::index::{Snapshot, generation_name};
use crate::questions::Heard;
use crate::search::{Answer, SearchOptions, Searcher};

/// What a server is to do.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// Folder of the index.
    pub index: PathBuf,
    /// Where to listen; port 0 takes any that is free.
    pub bind: SocketAddr,
    /// What the site says.
    pub config: Config,
    /// What a request must show, where others than this machine may ask.
    pub token: Option<Token>,
    /// Hosts that requests may name beside this machine's own: the proxy's.
    pub hosts: Vec<String>,
    /// Threads that search; 0 for all cores.
    pub threads: usize,
    /// The day for which ages are told; today where none is named.
    pub as_of: Option<Date>,
    /// Where a line about each request goes; it never has the question in it.
    pub log: fn(&str),
}

impl ServeOptions {
    /// The usual ones, on `127.0.0.1:7979`.
    #[must_use]
    pub fn new(index: PathBuf) -> ServeOptions {
        ServeOptions {
            index,
            bind: SocketAddr::from(([127, 0, 0, 1], 7979)),
            config: Config::default(),
            token: None,
            hosts: Vec::new(),
            threads: 0,
            as_of: None,
            log: |_| (),
        }
    }

    /// The usual search, as the site has set it.
    pub(super) fn search(&self) -> SearchOptions {
        let mut search = SearchOptions::as_of(self.today());
        search.notices = self.config.notice.clone().into();
        search.pins = self.config.pin.clone().into();
        search.max_age = self.config.max_age.unwrap_or(search.max_age);
        search
    }

    /// The day for which ages are told.
    #[must_use]
    pub fn today(&self) -> Date {
        self.as_of.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date())
    }
}

/// What the server has; cheap to clone.
#[derive(Clone)]
pub(super) struct Server {
    settings: Arc<Settings>,
    live: Arc<Live>,
    workers: Arc<Workers>,
    audits: Arc<Audits>,
    pub(super) questions: Arc<Questions>,
}

impl Server {
    pub(super) fn new(settings: Arc<Settings>, live: Arc<Live>, questions: Questions) -> Server {
        let workers = Arc::new(Workers::start(&live, settings.now().threads));
        Server { settings, live, workers, audits: Arc::default(), questions: Arc::new(questions) }
    }

    /// The options in force.
    pub(super) fn options(&self) -> Arc<ServeOptions> {
        self.settings.now()
    }
}

/// What a request is answered with: the options that were in force when it came, until it is answered.
pub(super) struct State {
    pub(super) options: Arc<ServeOptions>,
    pub(super) live: Arc<Live>,
    pub(super) workers: Arc<Workers>,
    pub(super) audits: Arc<Audits>,
    pub(super) questions: Arc<Questions>,
}

impl FromRef<Server> for State {
    fn from_ref(server: &Server) -> State {
        State {
            options: server.options(),
            live: Arc::clone(&server.live),
            workers: Arc::clone(&server.workers),
            audits: Arc::clone(&server.audits),
            questions: Arc::clone(&server.questions),
        }
    }
}

/// Somebody who listens to a question, where questions are kept.
pub(super) struct Listener {
    questions: Arc<Questions>,
    day: Date,
}

impl State {
    /// Whoever is to hear a question; nobody where questions are not kept, or this one is not to be.
    pub(super) fn listener(&self, may_be_kept: bool) -> Option<Listener> {
        let listens = may_be_kept && self.questions.listens();
        listens.then(|| Listener { questions: Arc::clone(&self.questions), day: self.options.today() })
    }
}

impl Listener {
    /// Hears a question with its answer; on a worker, which has the words of the site.
    pub(super) fn hear(&self, searcher: &Searcher<'_>, question: &str, answer: &Answer, options: &SearchOptions) {
        if let Some(heard) = Heard::of(searcher, question, answer, options, self.day) {
            self.questions.take(question, heard, options.prefix);
        }
    }
}

impl ServeOptions {
    /// What an answer is made of: the generation of the index, the day, the version and the settings.
    pub(super) fn made_of(&self, snapshot: &Snapshot) -> String {
        let mut hasher = blake3::Hasher::new();
        // A folder that is built anew counts its generations from one again.
        hasher.update(snapshot.status().published.as_bytes());
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        hasher.update(format!("{:?}", self.config).as_bytes());
        let hash = hasher.finalize().to_hex();
        let short = hash.get(..12).unwrap_or_default();
        format!("{}-{}-{short}", generation_name(snapshot.generation()), self.today())
    }
}
