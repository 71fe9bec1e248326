//! Questions: retrieval and ranking against a flat union of the same words, and the time to finished JSON.

use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result};
use jiff::civil::Date;
use tantivy::Term;
use vademecum::index::Snapshot;
use vademecum::query::Query;
use vademecum::search::{Filter, SearchOptions, Searcher};

use crate::arguments::{Arguments, Question};
use crate::figures::{Figures, fastest, median, milliseconds, percentile};
use crate::passages;
use crate::raw_tantivy::FlatUnion;

/// A day that is not today's, so that two runs ask the same.
pub(crate) const TODAY: Date = Date::constant(2025, 6, 1);

pub(crate) fn measure<W: Write>(arguments: &Arguments, folder: &Path, figures: &mut Figures<W>) -> Result<()> {
    let snapshot = Snapshot::open(folder)?;
    let searcher = Searcher::new(&snapshot);
    let questions = arguments.questions()?;
    against_union(arguments, &searcher, &questions, figures)?;
    figures.title("Questions to finished JSON")?;
    let options = SearchOptions::as_of(TODAY);
    let under = Filter { under: Some("/medlineplus/".to_owned()), ..Filter::default() };
    let language = Filter { language: Some("en".to_owned()), ..Filter::default() };
    for (name, options) in [
        ("plain", options.clone()),
        ("--under /medlineplus/", SearchOptions { filter: under, ..options.clone() }),
        ("--lang en", SearchOptions { filter: language, ..options.clone() }),
        ("--not children", SearchOptions { excluded: vec!["children".to_owned()], ..options.clone() }),
    ] {
        let times = to_json(arguments.rounds, &searcher, &questions, &options)?;
        figures.limited(&format!("{name}, p50"), percentile(&times, 0.5), "ms", 2.0)?;
        figures.limited(&format!("{name}, p99"), percentile(&times, 0.99), "ms", 10.0)?;
    }
    Ok(())
}

/// A question made ready for both sides.
struct Pair<'a> {
    question: &'a Question,
    query: Query,
    terms: Vec<Term>,
    ours: Vec<f64>,
    theirs: Vec<f64>,
}

fn against_union<W: Write>(
    arguments: &Arguments,
    searcher: &Searcher<'_>,
    questions: &[Question],
    figures: &mut Figures<W>,
) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let union = FlatUnion::new(folder.path(), &passages::read(&arguments.exports()?)?)?;
    let options = SearchOptions::as_of(TODAY);
    let mut pairs = Vec::with_capacity(questions.len());
    for question in questions {
        let query = searcher.understand(&question.text, &options);
        let words: Vec<&str> =
            query.words.iter().filter(|word| !word.carries).map(|word| word.surface.as_str()).collect();
        let terms = union.terms(&words.join(" "))?;
        pairs.push(Pair { question, query, terms, ours: Vec::new(), theirs: Vec::new() });
    }
    // The first round warms both.
    for _ in 0..=arguments.rounds {
        for pair in &mut pairs {
            let query = pair.query.clone();
            let started = Instant::now();
            black_box(searcher.ranked(query, &options)?);
            pair.ours.push(milliseconds(started.elapsed()));
            let started = Instant::now();
            black_box(union.ask(&pair.terms)?);
            pair.theirs.push(milliseconds(started.elapsed()));
        }
    }
    figures.title("Questions: retrieval and ranking, against a flat union of the same words")?;
    for set in ["alexa", "liveqa", ""] {
        let chosen = pairs.iter().filter(|pair| pair.question.set.starts_with(set));
        let (mut ours, mut theirs, mut words, mut count) = (0.0, 0.0, 0, 0);
        for pair in chosen {
            ours += fastest(pair.ours.get(1..).context("no round")?);
            theirs += fastest(pair.theirs.get(1..).context("no round")?);
            words += pair.terms.len();
            count += 1;
        }
        let name = if set.is_empty() { "all" } else { set };
        let each = f64::from(count);
        figures.note(&format!("{name}: words of a question"), words as f64 / each, "")?;
        figures.note(&format!("{name}: vademecum, mean"), ours / each, "ms")?;
        figures.note(&format!("{name}: flat union, mean"), theirs / each, "ms")?;
        if set.is_empty() {
            figures.limited("all: ratio", ours / theirs, "", 2.0)?;
            let ours_at_first: f64 = pairs.iter().filter_map(|pair| pair.ours.first()).sum();
            let theirs_at_first: f64 = pairs.iter().filter_map(|pair| pair.theirs.first()).sum();
            figures.note("all: ratio of the first round", ours_at_first / theirs_at_first, "")?;
        } else {
            figures.note(&format!("{name}: ratio"), ours / theirs, "")?;
        }
    }
    Ok(())
}

/// Milliseconds of each question, from its text to its JSON: the median of the rounds.
pub(crate) fn to_json(
    rounds: usize,
    searcher: &Searcher<'_>,
    questions: &[Question],
    options: &SearchOptions,
) -> Result<Vec<f64>> {
    let mut times = vec![Vec::new(); questions.len()];
    for round in 0..=rounds {
        for (question, times) in questions.iter().zip(&mut times) {
            let started = Instant::now();
            black_box(serde_json::to_vec(&searcher.search(&question.text, options)?)?);
            if round > 0 {
                times.push(milliseconds(started.elapsed()));
            }
        }
    }
    Ok(times.iter().map(|times| median(times)).collect())
}
