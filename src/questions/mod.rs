//! What is kept of the questions that people ask, where a site wants that, and what the site has no answer to.
//!
//! 1. `kept` takes from a question what may be kept, and nothing else.
//! 2. `seen` tells on how many days a word came up without keeping the word.
//! 3. `log` writes the lines of a file and lets old ones go.
//! 4. `gaps` reads them again: what is asked and not answered, held against the index as it is now.
//!
//! Which questions count as asked is for `serve` to say; it hands each on once.

mod gaps;
mod kept;
mod log;
mod reason;
mod seen;

pub use gaps::{FEWEST_TIMES, Gap, GapKind, Gaps, Nearest, gaps};
pub use kept::{Heard, KeptQuestion};
pub use log::QuestionLog;
