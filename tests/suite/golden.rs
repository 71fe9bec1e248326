//! The questions of the sample site's callers, and the pages and sections that answer them.
//!
//! They were written from the pages, not from what the search finds. The floors stand a little under what is measured;
//! whoever raises the ranking raises them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use vademecum::content;
use vademecum::corpus::{Item, ReadOptions, read};
use vademecum::index::{BuildOptions, Snapshot, build};
use vademecum::relevance::{
    Evaluation, Floor, Measure, Qrels, Ranking, SectionNames, Topics, ask, evaluate, heading_slug,
};
use vademecum::search::{SearchOptions, Searcher, Unit};

/// Grade from which a page or a section answers; what is graded 1 only helps.
const ANSWERS: f64 = 2.0;

const PAGE_FLOORS: &[&str] = &["ndcg=0.81", "mrr=0.83", "success@1=0.76", "success@5=0.90", "recall=0.95"];
const SECTION_FLOORS: &[&str] = &["ndcg=0.65", "success@1=0.55", "success@5=0.83", "recall=0.89"];

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

fn topics() -> Topics {
    Topics::read(&corpus().join("questions.tsv")).unwrap()
}

fn qrels(unit: Unit) -> Qrels {
    let name = if unit == Unit::Page { "qrels.page.tsv" } else { "qrels.section.tsv" };
    Qrels::read(&corpus().join(name)).unwrap()
}

fn evaluated(unit: Unit) -> Evaluation {
    let folder = tempfile::tempdir().unwrap();
    let options = BuildOptions {
        index: folder.path().join("index"),
        sources: vec![corpus()],
        vocabulary: Some(corpus().join("vocabulary.txt")),
        ..BuildOptions::default()
    };
    build(&options, &|_| ()).unwrap();
    let snapshot = Snapshot::open(&options.index).unwrap();
    let (topics, qrels) = (topics(), qrels(unit));
    let ranking = Ranking { unit, names: qrels.section_names() };
    let today = SearchOptions::as_of(jiff::civil::date(2026, 11, 22));
    let run = ask(&Searcher::new(&snapshot), &topics, &today, ranking).unwrap();
    evaluate(&run, &qrels, Some(&topics), ANSWERS).unwrap()
}

fn holds(unit: Unit, floors: &[&str]) {
    let evaluation = evaluated(unit);
    println!("{unit:?}: {}", serde_json::to_string(&evaluation.mean).unwrap());
    for query in evaluation.queries.iter().filter(|query| query.scores.of(Measure::Success5) < 1.0) {
        let place = query.first_relevant.map_or_else(|| "nowhere".to_owned(), |place| format!("at {place}"));
        let question = query.question.as_deref().unwrap_or_default();
        println!("  not among the first five but {place}: {}  {question}", query.id);
    }
    let outcomes = floors.iter().map(|floor| floor.parse::<Floor>().unwrap().outcome(&evaluation.mean));
    let missed: Vec<String> = outcomes
        .filter(|it| !it.met)
        .map(|it| format!("{} is {:.4}, not {}", it.measure, it.value, it.least))
        .collect();
    assert!(missed.is_empty(), "{unit:?}: {}", missed.join(", "));
}

#[test]
fn pages_answer_the_callers_questions() {
    holds(Unit::Page, PAGE_FLOORS);
}

#[test]
fn sections_answer_the_callers_questions() {
    holds(Unit::Section, SECTION_FLOORS);
}

#[test]
fn there_are_enough_of_them_and_enough_are_long() {
    let topics = topics();
    let words: Vec<usize> = topics.iter().map(|topic| topic.question.split_whitespace().count()).collect();
    assert!(words.len() >= 60 && words.iter().filter(|&&words| words >= 40).count() >= 20);
}

#[test]
fn every_question_is_judged_by_page_and_by_section_and_the_two_agree() {
    let (topics, pages, sections) = (topics(), qrels(Unit::Page), qrels(Unit::Section));
    assert_eq!(sections.section_names(), SectionNames::PageAndHeading);
    for topic in topics.iter() {
        let mut by_section: BTreeMap<String, f64> = BTreeMap::new();
        for (section, &grade) in sections.grades(&topic.id).unwrap() {
            let page = section.split('#').next().unwrap_or_default().to_owned();
            let best = by_section.entry(page).or_insert(grade);
            *best = best.max(grade);
        }
        assert_eq!(Some(&by_section), pages.grades(&topic.id), "{}", topic.id);
        assert!(by_section.values().any(|&grade| grade >= ANSWERS), "{}", topic.id);
    }
    pages.check_asked(&topics).unwrap();
    sections.check_asked(&topics).unwrap();
}

#[test]
fn every_section_that_is_judged_is_there() {
    let mut there = BTreeSet::new();
    let mut sink = |_: &_, item| {
        if let Item::Page(raw) = item {
            let page = content::page(&raw, &content::ReviewRules::default());
            for section in &page.sections {
                let heading = section.path.last().map(String::as_str).unwrap_or_default();
                there.insert(format!("{}#{}", page.facts.id, heading_slug(heading)));
            }
        }
        Ok(())
    };
    read(&[corpus()], &ReadOptions::default(), &mut sink, &|_| ()).unwrap();
    let qrels = qrels(Unit::Section);
    let judged = qrels.queries().flat_map(|query| qrels.grades(query).unwrap().keys());
    let missing: BTreeSet<&String> = judged.filter(|section| !there.contains(*section)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
