//! Text to words: each word with its surface, folded form and stem, and its place in the text.
//!
//! Passages, questions and the names of the vocabulary all come through here, so that what is written in one
//! way is found when asked in another. The engine receives these tokens and never makes its own.
//!
//! 1. `segment` finds the pieces: UAX #29 words, split further at hyphens, between letters and digits and
//!    around Greek letters. 2. `fold` takes away case and accents; `english` the difference between the two
//!    Englishes. 3. The [`Analyzer`] stems what is left and decides what needs its neighbours: `type II`,
//!    `can't`, `10 µg`.
//!
//! ```
//! use vademecum::analysis::{Analyzer, Language, Tokens};
//!
//! let mut analyzer = Analyzer::new(Language::from_tag("en-GB"));
//! let mut tokens = Tokens::default();
//! analyzer.tokens("Sjögren’s oedema, type II", &mut tokens);
//! let folded: Vec<_> = (0..tokens.len()).map(|at| tokens.folded(at)).collect();
//! assert_eq!(folded, ["sjogren", "edema", "type", "2"]);
//! ```

mod analyzer;
mod aspect;
mod english;
mod filler;
mod fold;
mod guard;
mod language;
mod numeral;
mod plural;
mod pool;
mod segment;
mod shape;
mod stop;
mod tokens;
mod word;

pub use analyzer::Analyzer;
pub use aspect::{Aspect, Said, aspects};
pub use english::fold as fold_english;
pub use filler::filler;
pub use fold::without_accents;
pub use language::Language;
pub use plural::without_plural;
pub use pool::AnalyzerPool;
pub use shape::{Case, acronym_shaped, all_capitals};
pub use stop::{is_negation, is_stop_word};
pub use tokens::{LONGEST_WORD, Token, Tokens};
pub use word::stable_hash;
