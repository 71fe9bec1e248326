//! The flags of `vademecum eval`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::filter::FilterArgs;
use crate::cli::words::WordArgs;
use crate::relevance::{Clustering, Floor, Measure};
use crate::search::{RankingPart, Unit};

/// Measure how well answers fit questions that people have judged
///
/// Asks every question of a file and scores what is found against judgements: nDCG@10, MRR@10, success@1, success@5,
/// recall@100, and judged@10, the share of the first ten that anyone has judged. The figures are means over the questions
/// that have a relevant document. With --against it says what won and what lost since another run, and how much of that may
/// be chance.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct EvalArgs {
    /// Questions, one a line: `id<TAB>question`
    #[arg(long, value_name = "FILE", required_unless_present = "run")]
    pub(super) topics: Option<PathBuf>,
    /// Judgements, one a line: `query-id 0 document grade`
    #[arg(long, value_name = "FILE")]
    pub(super) qrels: PathBuf,
    /// Grade from which a document is relevant
    #[arg(long, value_name = "GRADE", default_value_t = 1.0, allow_negative_numbers = true)]
    pub(super) rel: f64,
    /// What a document of the judgements is
    ///
    /// A page is its WordPress id. A section is the `id` of its heading; or, if all judgements are written so, its page and
    /// its heading in small letters joined by hyphens, `41#creatine-kinase`, with `41#` for what stands before the first heading.
    #[arg(long, value_enum, default_value_t = UnitArgument::Page, value_name = "page|section", hide_possible_values = true)]
    pub(super) unit: UnitArgument,
    /// Show each question, the worst first
    #[arg(long)]
    pub(super) per_query: bool,
    /// Write what was found as a TREC run
    #[arg(long, value_name = "FILE", conflicts_with = "run")]
    pub(super) run_out: Option<PathBuf>,
    /// Score this TREC run and ask nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["WordArgs", "FilterArgs"])]
    pub(super) run: Option<PathBuf>,
    /// Compare with this TREC run
    #[arg(long, value_name = "FILE", group = "compared")]
    pub(super) against: Option<PathBuf>,
    /// Show what each part of the ranking brings: ask all again without it
    ///
    /// The parts are those of --without.
    #[arg(long, conflicts_with_all = ["run", "without"], group = "compared")]
    pub(super) parts: bool,
    /// Leave parts of the ranking out, to see what becomes of the answers; may be given several times
    #[arg(long, value_name = "PART", value_enum, value_delimiter = ',', conflicts_with = "run")]
    pub(super) without: Vec<PartArgument>,
    /// The measure by which questions win or lose
    #[arg(long, value_name = "MEASURE", default_value = "ndcg@10", value_parser = measure, requires = "compared")]
    pub(super) by: Measure,
    /// What makes questions one topic: id, answers, each, a number of them in a row, or a file `id<TAB>topic` [default: id
    /// where ids tell, else answers]
    ///
    /// Interval and p are computed over topics, since questions about one thing win or lose together. `id`: the part before
    /// the last `-`, `_` or `.` and a number. `answers`: questions with a relevant document in common. A number such as 5:
    /// so many at a time, in the order of the questions.
    #[arg(long, value_name = "HOW", default_value = "auto", hide_default_value = true, requires = "compared")]
    pub(super) cluster: Clustering,
    /// Exit with 1 if a measure is lower, as in `ndcg=0.6`; may be given several times
    #[arg(long, value_name = "MEASURE=LEAST", value_parser = floor)]
    pub(super) min: Vec<Floor>,
    #[command(flatten)]
    pub(super) filter: FilterArgs,
    #[command(flatten)]
    pub(super) words: WordArgs,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

const EXAMPLES: &str = "\
Examples:
  vademecum eval --topics corpus/questions.tsv --qrels corpus/qrels.page.tsv
  vademecum eval --topics corpus/questions.tsv --qrels corpus/qrels.section.tsv --unit section
  vademecum eval --topics q.tsv --qrels r.tsv --per-query --run-out before.run
  vademecum eval --topics q.tsv --qrels r.tsv --against before.run
  vademecum eval --topics q.tsv --qrels r.tsv --parts
  vademecum eval --topics q.tsv --qrels r.tsv --min ndcg=0.6 --min success@5=0.8
  vademecum eval --run theirs.run --qrels r.tsv

Exit codes: 0 done; 1 a measure is below its --min; 2 it could not run.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// One object
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum UnitArgument {
    Page,
    Section,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PartArgument {
    /// Other names of what was asked for (as --no-synonyms)
    Concepts,
    /// Names and abbreviations that the site's pages define
    Mined,
    /// Correction of misspelt words (as --no-correct)
    Spelling,
    /// What is asked about the subject, which headings tell: symptoms, treatment, outlook
    Intent,
    /// That a passage covers the whole question
    Coverage,
    /// What the whole page says, beside the passage
    Page,
}

impl From<PartArgument> for RankingPart {
    fn from(part: PartArgument) -> RankingPart {
        match part {
            PartArgument::Concepts => RankingPart::Concepts,
            PartArgument::Mined => RankingPart::Mined,
            PartArgument::Spelling => RankingPart::Spelling,
            PartArgument::Intent => RankingPart::Intent,
            PartArgument::Coverage => RankingPart::Coverage,
            PartArgument::Page => RankingPart::Page,
        }
    }
}

impl UnitArgument {
    pub(super) fn unit(self) -> Unit {
        match self {
            UnitArgument::Page => Unit::Page,
            UnitArgument::Section => Unit::Section,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            UnitArgument::Page => "page",
            UnitArgument::Section => "section",
        }
    }
}

fn measure(text: &str) -> Result<Measure, String> {
    text.parse().map_err(|error: anyhow::Error| error.to_string())
}

fn floor(text: &str) -> Result<Floor, String> {
    text.parse().map_err(|error: anyhow::Error| error.to_string())
}
