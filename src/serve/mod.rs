//! The page a volunteer keeps open, and the HTTP API beneath it, over the same library as the command line.
//!
//! 1. `listen` accepts connections and ends them cleanly; `patience` gives up clients that take no answer;
//!    `refusal` says why when what came is no request.
//! 2. `guard` lets in whom it should: Host, Origin, token; and sets what browsers are to refuse.
//! 3. `router` leads to `api`.
//! 4. `page` is what a volunteer sees.
//! 5. `audit` is what an editor sees; `audits` run one at a time and are kept.
//! 6. `workers` search, off the threads that serve; each holds one generation of the index, taken whole from `live`.
//!
//! `watch` refreshes the index when its exports change, and takes in a changed configuration by `settings`.
//!
//! No question is logged or quoted in an error. None is kept, unless the site wants to know what is asked: then `asked`
//! hands each on, to be kept without what may tell of a person.

mod api;
mod asked;
mod audit;
mod audits;
mod guard;
mod listen;
mod live;
mod page;
mod patience;
mod problem;
mod refusal;
mod router;
mod running;
mod settings;
mod state;
mod watch;
mod workers;

pub use guard::Token;
pub use listen::{Serving, bind, serve};
pub use running::{Running, already_there};
pub use settings::Settings;
pub use state::ServeOptions;
pub use watch::{Watch, watch};
