//! `vademecum eval`: measures answers against judged questions.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueEnum};

use super::exit::Exit;
use super::filter::FilterArgs;
use super::terminal::Terminal;
use super::words::WordArgs;
use super::{Common, sample};
use crate::index::Snapshot;
use crate::output::{self, Against, Evaluated, Style};
use crate::relevance::{
    Clustering, Clusters, Comparison, Evaluation, Floor, Measure, Qrels, Ranking, Run, SectionNames, Topics, ask,
    compare, evaluate,
};
use crate::search::{Searcher, Unit};

/// Measure how well answers fit questions that people have judged
///
/// Asks every question of a file and scores what is found against judgements: nDCG@10, MRR@10, success@1, success@5,
/// recall@100, and judged@10, the share of the first ten that anyone has judged. The figures are means over the questions
/// that have a relevant document. With --against it says what won and what lost since another run, and how much of that may
/// be chance.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct EvalArgs {
    /// Questions, one a line: `id<TAB>question`
    #[arg(long, value_name = "FILE", required_unless_present = "run")]
    topics: Option<PathBuf>,
    /// Judgements, one a line: `query-id 0 document grade`
    #[arg(long, value_name = "FILE")]
    qrels: PathBuf,
    /// Grade from which a document is relevant
    #[arg(long, value_name = "GRADE", default_value_t = 1.0, allow_negative_numbers = true)]
    rel: f64,
    /// What a document of the judgements is
    ///
    /// A page is its WordPress id. A section is the `id` of its heading; or, if all judgements are written so, its page and
    /// its heading in small letters joined by hyphens, `41#creatine-kinase`, with `41#` for what stands before the first heading.
    #[arg(long, value_enum, default_value_t = UnitArgument::Page, value_name = "page|section", hide_possible_values = true)]
    unit: UnitArgument,
    /// Show each question, the worst first
    #[arg(long)]
    per_query: bool,
    /// Write what was found as a TREC run
    #[arg(long, value_name = "FILE", conflicts_with = "run")]
    run_out: Option<PathBuf>,
    /// Score this TREC run and ask nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = ["WordArgs", "FilterArgs"])]
    run: Option<PathBuf>,
    /// Compare with this TREC run
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// The measure by which questions win or lose
    #[arg(long, value_name = "MEASURE", default_value = "ndcg@10", value_parser = measure, requires = "against")]
    by: Measure,
    /// What makes questions one topic: id, answers, each, a number of them in a row, or a file `id<TAB>topic` [default: id
    /// where ids tell, else answers]
    ///
    /// Interval and p are computed over topics, since questions about one thing win or lose together. `id`: the part before
    /// the last `-`, `_` or `.` and a number. `answers`: questions with a relevant document in common. A number such as 5:
    /// so many at a time, in the order of the questions.
    #[arg(long, value_name = "HOW", default_value = "auto", hide_default_value = true, requires = "against")]
    cluster: Clustering,
    /// Exit with 1 if a measure is lower, as in `ndcg=0.6`; may be given several times
    #[arg(long, value_name = "MEASURE=LEAST", value_parser = floor)]
    min: Vec<Floor>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    words: WordArgs,
    /// How to print the figures
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

const EXAMPLES: &str = "\
Examples:
  vademecum eval --topics corpus/questions.tsv --qrels corpus/qrels.page.tsv
  vademecum eval --topics corpus/questions.tsv --qrels corpus/qrels.section.tsv --unit section
  vademecum eval --topics q.tsv --qrels r.tsv --per-query --run-out before.run
  vademecum eval --topics q.tsv --qrels r.tsv --against before.run
  vademecum eval --topics q.tsv --qrels r.tsv --min ndcg=0.6 --min success@5=0.8
  vademecum eval --run theirs.run --qrels r.tsv

Exit codes: 0 done; 1 a measure is below its --min; 2 it could not run.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum UnitArgument {
    Page,
    Section,
}

impl UnitArgument {
    fn unit(self) -> Unit {
        match self {
            UnitArgument::Page => Unit::Page,
            UnitArgument::Section => Unit::Section,
        }
    }

    fn name(self) -> &'static str {
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

pub(super) fn run(arguments: &EvalArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    if !arguments.rel.is_finite() {
        bail!("`--rel {}` is no grade; write a number such as 1", arguments.rel);
    }
    // Everything is read and checked before the first question is asked.
    let qrels = Qrels::read(&arguments.qrels)?;
    let topics = arguments.topics.as_deref().map(Topics::read).transpose()?;
    if let Some(topics) = &topics {
        qrels.check_asked(topics)?;
    }
    let other = arguments.against.as_deref().map(Run::read).transpose()?;
    let mut pages = None;
    let (run, name) = match (&arguments.run, &topics) {
        (Some(path), _) => (Run::read(path)?, path.display().to_string()),
        (None, Some(topics)) => {
            let snapshot = Snapshot::open(&common.index)?;
            pages = Some(snapshot.table.pages().iter().map(|page| page.facts.id.to_string()).collect::<BTreeSet<_>>());
            (asked(arguments, topics, &qrels, &snapshot, common)?, common.index.display().to_string())
        }
        (None, None) => bail!("there is nothing to ask and nothing to score; name `--topics FILE` or `--run FILE`"),
    };
    if let Some(path) = &arguments.run_out {
        write_run(path, &run)?;
    }

    let mut evaluation = evaluate(&run, &qrels, topics.as_ref(), arguments.rel)?;
    // A heading's `id` alone does not say on which page it should be.
    if let Some(pages) =
        pages.filter(|_| arguments.unit == UnitArgument::Page || qrels.section_names() == SectionNames::PageAndHeading)
    {
        evaluation.note_not_indexed(&qrels, |document| document.split('#').next().is_some_and(|it| pages.contains(it)));
    }
    let comparison = other
        .map(|other| {
            compared(arguments, &evaluation, &evaluate(&other, &qrels, topics.as_ref(), arguments.rel)?, &qrels)
        })
        .transpose()?;
    let floors: Vec<_> = arguments.min.iter().map(|floor| floor.outcome(&evaluation.mean)).collect();
    let other_name = arguments.against.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let evaluated = Evaluated {
        queries: arguments.per_query.then_some(evaluation.queries.as_slice()),
        against: comparison.as_ref().map(|comparison| Against { run: &other_name, comparison }),
        floors: &floors,
        ..Evaluated::new(&name, arguments.unit.name(), &evaluation)
    };
    match arguments.format {
        Format::Text => {
            let style = Style { width: Terminal::width(), full: false };
            output::evaluation_text(&evaluated, style, terminal.out())?;
        }
        Format::Json => output::json(&evaluated, terminal.out())?,
    }
    Ok(if floors.iter().all(|floor| floor.met) { Exit::Done } else { Exit::No })
}

/// Puts the questions to the index.
fn asked(arguments: &EvalArgs, topics: &Topics, qrels: &Qrels, snapshot: &Snapshot, common: &Common) -> Result<Run> {
    let config = common.configuration(&[sample::corpus()])?;
    let mut options = arguments.filter.options(&config);
    arguments.words.set(&mut options);
    let ranking = Ranking { unit: arguments.unit.unit(), names: qrels.section_names() };
    ask(&Searcher::new(snapshot), topics, &options, ranking)
}

fn compared(arguments: &EvalArgs, this: &Evaluation, other: &Evaluation, qrels: &Qrels) -> Result<Comparison> {
    let clusters = Clusters::new(&arguments.cluster, this, qrels)?;
    compare(this, other, &clusters, arguments.by)
}

fn write_run(path: &Path, run: &Run) -> Result<()> {
    let failed = || anyhow!("could not write `{}`", path.display());
    let mut file = BufWriter::new(File::create(path).with_context(failed)?);
    output::run_lines(run, &mut file).with_context(failed)?;
    file.flush().with_context(failed)
}
