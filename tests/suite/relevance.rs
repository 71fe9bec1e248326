//! Measures and comparisons: by hand, by property, and beside another program that computes the same.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;

use proptest::prelude::*;
use vademecum::relevance::{Clustering, Clusters, Comparison, Evaluation, Measure, Qrels, Run, compare, evaluate};

use crate::shared_data;

/// A judgement or a result: question, document, grade or score.
type Line = (u8, u8, i8);

fn qrels_text(lines: &[Line]) -> String {
    let line = |(query, document, grade): &Line| format!("q{query} 0 d{document} {grade}");
    lines.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn run_text(lines: &[Line]) -> String {
    let line = |(query, document, score): &Line| format!("q{query} Q0 d{document} 1 {} x\n", f64::from(*score) / 4.0);
    lines.iter().map(line).collect()
}

/// Lines with each document once a question, in no order.
fn lines(values: std::ops::Range<i8>) -> impl Strategy<Value = Vec<Line>> {
    let pairs = proptest::collection::btree_map((0..6_u8, 0..24_u8), values, 1..120);
    pairs
        .prop_map(|pairs| {
            pairs.into_iter().map(|((query, document), value)| (query, document, value)).collect::<Vec<_>>()
        })
        .prop_shuffle()
}

fn scored(run: &[Line], qrels: &[Line], rel: f64) -> Option<Evaluation> {
    let qrels = Qrels::parse("qrels", &qrels_text(qrels)).unwrap();
    evaluate(&Run::parse("run", &run_text(run)).unwrap(), &qrels, None, rel).ok()
}

fn compared(this: &[Line], against: &[Line], lines: &[Line]) -> Option<Comparison> {
    let qrels = Qrels::parse("qrels", &qrels_text(lines)).unwrap();
    let (this, against) = (scored(this, lines, 1.0)?, scored(against, lines, 1.0)?);
    let clusters = Clusters::new(&Clustering::Auto, &this, &qrels).unwrap();
    Some(compare(&this, &against, &clusters, Measure::Ndcg10).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn every_measure_is_from_0_to_1(run in lines(-20..20), qrels in lines(-1..4)) {
        if let Some(evaluation) = scored(&run, &qrels, 1.0) {
            for scores in evaluation.queries.iter().map(|query| &query.scores).chain([&evaluation.mean]) {
                for measure in Measure::ALL {
                    prop_assert!((0.0..=1.0 + 1e-12).contains(&scores.of(measure)), "{measure} {scores:?}");
                }
                prop_assert!(scores.of(Measure::Success1) <= scores.of(Measure::Mrr10) + 1e-12);
                prop_assert!(scores.of(Measure::Success1) <= scores.of(Measure::Success5));
            }
        }
    }

    #[test]
    fn the_order_of_lines_does_not_matter(
        (run, shuffled) in lines(-20..20).prop_flat_map(|run| (Just(run.clone()), Just(run).prop_shuffle())),
        (qrels, other) in lines(-1..4).prop_flat_map(|qrels| (Just(qrels.clone()), Just(qrels).prop_shuffle())),
    ) {
        let ids = |evaluation: &Option<Evaluation>| evaluation.as_ref().map(|it| (it.mean, it.queries.clone()));
        prop_assert_eq!(ids(&scored(&run, &qrels, 1.0)), ids(&scored(&shuffled, &other, 1.0)));
    }

    #[test]
    fn the_best_order_there_could_be_scores_1(qrels in lines(-1..4)) {
        let best: Vec<Line> = qrels.iter().copied().filter(|line| line.2 > 0).collect();
        if let Some(evaluation) = Some(&best).filter(|best| !best.is_empty()).and_then(|best| scored(best, &qrels, 1.0)) {
            prop_assert!((evaluation.mean.of(Measure::Ndcg10) - 1.0).abs() < 1e-12);
            prop_assert!((evaluation.mean.of(Measure::Success1) - 1.0).abs() < 1e-12);
            prop_assert!((evaluation.mean.of(Measure::Judged10) - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn what_nobody_judged_in_front_never_helps(run in lines(-20..20), qrels in lines(0..4)) {
        let mut longer = run.clone();
        longer.extend((0..6).map(|query| (query, 99, 100)));
        if let (Some(before), Some(after)) = (scored(&run, &qrels, 1.0), scored(&longer, &qrels, 1.0)) {
            for measure in [Measure::Ndcg10, Measure::Mrr10, Measure::Success1, Measure::Success5, Measure::Recall100] {
                prop_assert!(after.mean.of(measure) <= before.mean.of(measure) + 1e-12, "{measure}");
            }
        }
    }

    #[test]
    fn a_run_does_not_differ_from_itself(run in lines(-20..20), qrels in lines(-1..4)) {
        if let Some(comparison) = compared(&run, &run, &qrels) {
            prop_assert!(comparison.won.is_empty() && comparison.lost.is_empty());
            for change in comparison.measures {
                prop_assert!(change.difference == 0.0 && change.p > 1.0 - 1e-12);
                prop_assert!(change.interval.is_none_or(|interval| interval == [0.0, 0.0]));
            }
        }
    }

    #[test]
    fn what_one_run_wins_the_other_loses(this in lines(-20..20), against in lines(-20..20), qrels in lines(-1..4)) {
        if let (Some(there), Some(back)) = (compared(&this, &against, &qrels), compared(&against, &this, &qrels)) {
            let ids = |changes: &[vademecum::relevance::QueryChange]| -> Vec<String> {
                changes.iter().map(|change| change.id.clone()).collect()
            };
            prop_assert_eq!(ids(&there.won), ids(&back.lost));
            prop_assert_eq!(ids(&there.lost), ids(&back.won));
            for (one, other) in there.measures.iter().zip(&back.measures) {
                prop_assert!((one.difference + other.difference).abs() < 1e-12);
                prop_assert!((one.p - other.p).abs() < 1e-12 && (0.0..=1.0).contains(&one.p));
                if let Some([low, high]) = one.interval {
                    prop_assert!(low <= high);
                }
            }
        }
    }
}

#[test]
fn the_same_runs_give_the_same_numbers() {
    let qrels: Vec<Line> = (0..60).map(|query| (query, query % 7, 1)).collect();
    let this: Vec<Line> = (0..60).map(|query| (query, query % 5, 1)).collect();
    let against: Vec<Line> = (0..60).map(|query| (query, query % 3, 1)).collect();
    let comparison = || compared(&this, &against, &qrels).unwrap();
    assert_eq!(comparison(), comparison());
}

#[test]
fn a_gain_on_every_topic_is_no_chance_and_one_on_a_single_topic_may_be() {
    let qrels: Vec<Line> = (0..12).map(|query| (query, query, 1)).collect();
    let right: Vec<Line> = qrels.clone();
    let wrong: Vec<Line> = (0..12).map(|query| (query, 99, 1)).collect();
    let half: Vec<Line> = (0..12).map(|query| (query, if query == 0 { 0 } else { 99 }, 1)).collect();
    let of = |comparison: Comparison| comparison.measures.into_iter().next().unwrap();
    let all = of(compared(&right, &wrong, &qrels).unwrap());
    // All twelve one way, of 4,096 ways.
    assert!((all.p - 2.0 / 4096.0).abs() < 1e-12 && all.interval == Some([1.0, 1.0]), "{all:?}");
    let one = of(compared(&half, &wrong, &qrels).unwrap());
    assert!((one.p - 1.0).abs() < 1e-12 && one.interval.is_some_and(|[low, _]| low == 0.0), "{one:?}");
}

/// What the other program prints, by the name of the measure.
fn other_scores(test: &str, run: &str, qrels: &str, rel: &str) -> Option<BTreeMap<String, String>> {
    let program = shared_data::place(test, "../tools/score.py")?;
    let folder = tempfile::tempdir().unwrap();
    let (run_file, qrels_file) = (folder.path().join("run"), folder.path().join("qrels"));
    std::fs::write(&run_file, run).unwrap();
    std::fs::write(&qrels_file, qrels).unwrap();
    let mut python = Command::new("python3");
    let Ok(output) = python.arg(program).arg(run_file).arg(qrels_file).args(["--rel", rel]).output() else {
        println!("skipped: {test}: no python3");
        return None;
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let words: Vec<&str> = printed.split_whitespace().collect();
    Some(words.chunks_exact(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect())
}

fn agrees(test: &str, run: &str, qrels: &str, rel: &str) {
    let Some(other) = other_scores(test, run, qrels, rel) else { return };
    let judged = Qrels::parse("qrels", qrels).unwrap();
    let evaluation = evaluate(&Run::parse("run", run).unwrap(), &judged, None, rel.parse().unwrap()).unwrap();
    assert_eq!(other.get("queries"), Some(&evaluation.counted.to_string()));
    for measure in Measure::ALL.into_iter().filter(|&measure| measure != Measure::Judged10) {
        assert_eq!(other.get(measure.key()), Some(&format!("{:.4}", evaluation.mean.of(measure))), "{measure}");
    }
}

/// A run with ties, unjudged documents and questions without a line, from a fixed sequence.
fn some_run(queries: &[&str], documents: &[&str]) -> String {
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    let mut text = String::new();
    for query in queries {
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..next(150) {
            let document = if next(4) == 0 {
                format!("unjudged-{}", next(50))
            } else {
                documents[next(documents.len())].to_owned()
            };
            if seen.insert(document.clone()) {
                writeln!(text, "{query} Q0 {document} 1 {} x", next(40) as f64 / 8.0).unwrap();
            }
        }
    }
    text
}

#[test]
fn another_program_gives_the_same_figures_on_runs_with_ties() {
    let test = "another_program_gives_the_same_figures_on_runs_with_ties";
    let mut qrels = String::new();
    for query in 0..40 {
        for document in 0..30 {
            writeln!(qrels, "q{query} 0 d{document} {}", (query * 7 + document * 5) % 6 - 1).unwrap();
        }
    }
    let queries: Vec<String> = (0..40).map(|query| format!("q{query}")).collect();
    let documents: Vec<String> = (0..30).map(|document| format!("d{document}")).collect();
    let (queries, documents): (Vec<&str>, Vec<&str>) =
        (queries.iter().map(String::as_str).collect(), documents.iter().map(String::as_str).collect());
    for rel in ["1", "2", "4", "0.5"] {
        agrees(test, &some_run(&queries, &documents), &qrels, rel);
    }
}

#[test]
fn another_program_gives_the_same_figures_on_published_judgements() {
    let test = "another_program_gives_the_same_figures_on_published_judgements";
    for (path, rel) in [
        ("relevance/liveqa/qrels.page.tsv", "2"),
        ("relevance/mediqa/qrels.alexa.section.tsv", "2"),
        ("relevance/scifact/qrels.train.page.tsv", "1"),
        ("relevance/medline/qrels.test.page.tsv", "1"),
    ] {
        let Some(bytes) = shared_data::file(test, path) else { return };
        let lines = String::from_utf8(bytes).unwrap();
        let qrels = Qrels::parse(path, &lines).unwrap();
        let queries: Vec<&str> = qrels.queries().collect();
        let documents: Vec<&str> = lines.lines().filter_map(|line| line.split_whitespace().nth(2)).take(200).collect();
        agrees(test, &some_run(&queries, &documents), &lines, rel);
    }
}
