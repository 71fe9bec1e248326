//! The flags that say how the words of a question are taken, for every subcommand that asks questions.

use clap::Args;

use crate::search::{MeaningChoice, SearchOptions};

/// How the words of a question are taken.
#[derive(Debug, Args)]
pub(super) struct WordArgs {
    /// Do not look for other names of what was asked for
    #[arg(long)]
    no_synonyms: bool,
    /// The last word may not be typed to its end: look for all words that begin with it
    #[arg(long)]
    prefix: bool,
    /// Which meaning is meant of an acronym that has several; may be given several times
    #[arg(long, value_name = "ACRONYM=MEANING")]
    meaning: Vec<MeaningChoice>,
    /// Search as typed: correct no spelling
    #[arg(long)]
    no_correct: bool,
}

impl WordArgs {
    /// Sets the options that these flags are about.
    pub(super) fn set(&self, options: &mut SearchOptions) {
        options.synonyms = !self.no_synonyms;
        options.prefix = self.prefix;
        options.meaning.clone_from(&self.meaning);
        options.correct = !self.no_correct;
    }
}
