//! `vademecum eval`: measures answers against judged questions.

mod arguments;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};

pub(super) use arguments::EvalArgs;
use arguments::{Format, UnitArgument};

use super::exit::Exit;
use super::terminal::Terminal;
use super::{Common, sample};
use crate::index::Snapshot;
use crate::output::{self, Against, Evaluated, Parts, Style};
use crate::relevance::{
    Clusters, Evaluation, FloorOutcome, Qrels, Ranking, Run, SectionNames, Topics, ask, ask_without_each, compare,
    compare_parts, evaluate,
};
use crate::search::{RankingPart, Searcher};

/// What is scored, and what the index has to say of it.
struct Scored {
    run: Run,
    /// The file, or the index.
    name: String,
    /// Ids of the pages of the index that was asked.
    pages: Option<BTreeSet<String>>,
    /// Runs of the same questions without each part of the ranking, where that is wanted.
    without: Vec<(RankingPart, Run)>,
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
    let scored = match (&arguments.run, &topics) {
        (Some(path), _) => {
            Scored { run: Run::read(path)?, name: path.display().to_string(), pages: None, without: Vec::new() }
        }
        (None, Some(topics)) => asked(arguments, topics, &qrels, common)?,
        (None, None) => bail!("there is nothing to ask and nothing to score; name `--topics FILE` or `--run FILE`"),
    };
    if let Some(path) = &arguments.run_out {
        write_run(path, &scored.run)?;
    }
    report(arguments, &qrels, topics.as_ref(), other.as_ref(), &scored, terminal)
}

/// Puts the questions to the index.
fn asked(arguments: &EvalArgs, topics: &Topics, qrels: &Qrels, common: &Common) -> Result<Scored> {
    let mut snapshot = Snapshot::open(&common.index)?;
    let config = common.configuration(&[sample::corpus()])?;
    let mut options = arguments.filter.options(&config);
    arguments.words.set(&mut options);
    for part in arguments.without.iter().copied().map(RankingPart::from) {
        options.leave_out(part);
        if part == RankingPart::Mined {
            snapshot = snapshot.without_mined();
        }
    }
    let ranking = Ranking { unit: arguments.unit.unit(), names: qrels.section_names() };
    let run = ask(&Searcher::new(&snapshot), topics, &options, ranking)?;
    let pages = snapshot.table.pages().iter().map(|page| page.facts.id.to_string()).collect();
    let without = if arguments.parts { ask_without_each(snapshot, topics, &options, ranking)? } else { Vec::new() };
    Ok(Scored { run, name: common.index.display().to_string(), pages: Some(pages), without })
}

/// Scores, compares and prints.
fn report(
    arguments: &EvalArgs,
    qrels: &Qrels,
    topics: Option<&Topics>,
    other: Option<&Run>,
    scored: &Scored,
    terminal: &mut Terminal,
) -> Result<Exit> {
    let mut evaluation = evaluate(&scored.run, qrels, topics, arguments.rel)?;
    note_not_indexed(&mut evaluation, arguments, qrels, scored.pages.as_ref());
    let clusters = if other.is_some() || arguments.parts {
        Some(Clusters::new(&arguments.cluster, &evaluation, qrels)?)
    } else {
        None
    };
    let mut evaluated = Evaluated::new(&scored.name, arguments.unit.name(), &evaluation);
    let other_name = arguments.against.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let (comparison, changes);
    if let (Some(other), Some(clusters)) = (other, &clusters) {
        let other = evaluate(other, qrels, topics, arguments.rel)?;
        comparison = compare(&evaluation, &other, clusters, arguments.by)?;
        evaluated.against = Some(Against { run: &other_name, comparison: &comparison });
    }
    if let (Some(topics), Some(clusters), true) = (topics, &clusters, arguments.parts) {
        changes = compare_parts(&evaluation, &scored.without, qrels, topics, clusters, arguments.by)?;
        let (topics, clustered_by) = (clusters.number(), clusters.how());
        evaluated.parts = Some(Parts { by: arguments.by, topics, clustered_by, changes: &changes });
    }
    let floors: Vec<FloorOutcome> = arguments.min.iter().map(|floor| floor.outcome(&evaluation.mean)).collect();
    evaluated.queries = arguments.per_query.then_some(evaluation.queries.as_slice());
    evaluated.floors = &floors;
    match arguments.format {
        Format::Text => {
            let style = Style { width: Terminal::width(), full: false };
            output::evaluation_text(&evaluated, style, terminal.out())?;
        }
        Format::Json => output::json(&evaluated, terminal.out())?,
    }
    Ok(if floors.iter().all(|floor| floor.met) { Exit::Done } else { Exit::No })
}

/// Notes what is relevant and in no page of the index.
fn note_not_indexed(
    evaluation: &mut Evaluation,
    arguments: &EvalArgs,
    qrels: &Qrels,
    pages: Option<&BTreeSet<String>>,
) {
    // A heading's `id` alone does not say on which page it should be.
    let told = arguments.unit == UnitArgument::Page || qrels.section_names() == SectionNames::PageAndHeading;
    if let Some(pages) = pages.filter(|_| told) {
        evaluation.note_not_indexed(qrels, |document| document.split('#').next().is_some_and(|it| pages.contains(it)));
    }
}

fn write_run(path: &Path, run: &Run) -> Result<()> {
    let failed = || anyhow!("could not write `{}`", path.display());
    let mut file = BufWriter::new(File::create(path).with_context(failed)?);
    output::run_lines(run, &mut file).with_context(failed)?;
    file.flush().with_context(failed)
}
