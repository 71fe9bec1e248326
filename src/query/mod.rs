//! What was typed to what is meant: words, phrases, concepts, exclusions.
//!
//! 1. `typed` splits quotes and exclusions from words.
//! 2. [`understand`](Query::understand) recognises names of concepts and leaves out what only carries the question.
//! 3. Each word and each concept becomes a clause for the engine.
//! 4. [`respell`] says which of its words are misspelt, and what was meant.
//!
//! Nothing here looks at an index; which words occur where is the search's matter.

mod asked;
mod begun;
mod clauses;
mod forms;
mod phrase;
mod reader;
mod spelling;
mod subject_line;
mod typed;
mod words;

pub use asked::{AskedConcept, WiderName};
pub use begun::Begun;
pub use clauses::{Meaning, QueryClause};
pub(crate) use forms::{ConceptForms, name_alternative};
pub use forms::{Restricted, Restriction, acronym_token, aspect_token, concept_token, name_token};
pub use spelling::{Lexicon, Respelling, SiteWords, SpellingCase, respell};
pub(crate) use spelling::{is_listed as is_listed_word, is_name_of_people};
pub use typed::{Exclusion, Typed};
pub use words::{Query, QueryOptions, Word};

/// A question of more characters than this is cut; nobody reads that long a question aloud.
pub const MOST_CHARACTERS: usize = 4_000;
