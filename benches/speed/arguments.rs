//! What the bench is run with, and where its collections stand.

use std::path::PathBuf;

use anyhow::{Context, Result};

/// Measure the speed of indexing and of questions
#[derive(Debug, clap::Parser)]
pub(crate) struct Arguments {
    /// Folder of the collections; holds `scale/` and `relevance/`
    data: PathBuf,
    /// Print the figures and do not fail where one is over its limit
    #[arg(long)]
    pub(crate) report_only: bool,
    /// Alternations of a build and of every question
    #[arg(long, default_value_t = 5)]
    pub(crate) rounds: usize,
    /// Measure growth from 6 thousand to 100 thousand pages instead; the copies are written to this folder and kept
    #[arg(long, value_name = "FOLDER")]
    pub(crate) grow: Option<PathBuf>,
    /// What `cargo bench` adds
    #[arg(long, hide = true)]
    bench: bool,
}

/// A question of a collection.
pub(crate) struct Question {
    /// The collection's name.
    pub(crate) set: &'static str,
    pub(crate) text: String,
}

impl Arguments {
    /// The exports, in the order of their names.
    pub(crate) fn exports(&self) -> Result<Vec<PathBuf>> {
        let folder = self.data.join("scale");
        let entries =
            std::fs::read_dir(&folder).with_context(|| format!("could not read `{}`", folder.display()))?.flatten();
        let mut exports: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        exports.sort();
        Ok(exports)
    }

    /// Short questions and long messages.
    pub(crate) fn questions(&self) -> Result<Vec<Question>> {
        let mut questions = Vec::new();
        for (set, file) in [("alexa", "mediqa/queries.alexa.tsv"), ("liveqa", "liveqa/queries.full.tsv")] {
            let path = self.data.join("relevance").join(file);
            let lines =
                std::fs::read_to_string(&path).with_context(|| format!("could not read `{}`", path.display()))?;
            let texts = lines.lines().filter_map(|line| line.split_once('\t'));
            questions.extend(texts.map(|(_, text)| Question { set, text: text.to_owned() }));
        }
        Ok(questions)
    }
}
