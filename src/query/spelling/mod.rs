//! Spelling: which words of a question are misspelt, what was meant, and whether that is looked for or only offered.
//!
//! 1. A word that the site has on no page as it is written, or on one, is held against what is `known` to be spelled
//!    correctly: the vocabulary, built-in lists of diseases, drugs, tests and everyday words, and words that are well
//!    `formed` of the parts medicine is made of. A word that is correct and not on the site is left alone.
//! 2. Of an unknown word the near words are weighed by what the slip would `cost`, how often they occur, and the
//!    company of the other words; words typed apart or run together are tried as they should stand.
//! 3. The best is looked for where the word finds nothing. It is only offered where that could do harm: a drug, names
//!    that are never to be confused, another prefix, or where one of those is as near.
//!
//! A pure function of the question, the vocabulary and the words of the site; which pages have which word is the
//! caller's to say.

mod cost;
mod decide;
mod formed;
mod joined;
mod known;
mod lexicon;
mod near;
mod opposites;
mod sequences;
mod site_words;

pub(crate) use known::{is_listed, is_name_of_people};

pub use decide::{Respelling, SpellingCase, respell};
pub use lexicon::Lexicon;
pub use site_words::SiteWords;
