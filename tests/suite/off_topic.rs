//! The word of warning on answers that are none: on questions about other things than health it stands nearly always,
//! on judged questions that have an answer hardly ever.
//!
//! `tests/data/off-topic.txt` has 50 everyday questions that no page of the judged collections is about.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use vademecum::index::{BuildOptions, Snapshot, build};
use vademecum::search::{Answer, SearchOptions, Searcher};

use crate::shared_data::{file, place};

const TEST: &str = "off_topic_questions_are_warned_of_and_judged_ones_hardly_ever";
/// Of the off-topic questions, at least this share is warned of, in percent.
const OFF_TOPIC: usize = 90;
/// Of each set of judged questions, at most this share is warned of, in percent.
const JUDGED: usize = 10;
/// A page answers a judged question from this grade on.
const RELEVANT: u32 = 2;

/// Whether an answer says of itself that it is none.
fn warned(answer: &Answer) -> bool {
    answer.hits.is_empty() || answer.notes.iter().any(|note| note.code == "no-full-answer")
}

/// An indexed collection.
struct Collection {
    _folder: tempfile::TempDir,
    snapshot: Snapshot,
}

impl Collection {
    fn of(exports: PathBuf) -> Collection {
        let folder = tempfile::tempdir().unwrap();
        let index = folder.path().join("index");
        let options = BuildOptions { index: index.clone(), sources: vec![exports], ..BuildOptions::default() };
        build(&options, &|_progress| ()).unwrap();
        Collection { snapshot: Snapshot::open(&index).unwrap(), _folder: folder }
    }

    /// The questions, as `id: text`, whose answer is warned of, or is not.
    fn where_warned(&self, questions: &[(String, String)], wanted: bool) -> Vec<String> {
        let searcher = Searcher::new(&self.snapshot);
        let options = SearchOptions::as_of(date(2026, 11, 22));
        let asked = questions.iter().filter(|(_, text)| warned(&searcher.search(text, &options).unwrap()) == wanted);
        asked.map(|(id, text)| format!("{id}: {text}")).collect()
    }
}

/// The questions that have a page that answers them.
fn judged(topics: &str, qrels: &str) -> Option<Vec<(String, String)>> {
    let text = |path| Some(String::from_utf8(file(TEST, path)?).unwrap());
    let (topics, qrels) = (text(topics)?, text(qrels)?);
    let answered: BTreeSet<&str> = qrels
        .lines()
        .filter_map(|line| {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let [question, _, _, grade] = fields[..] else { return None };
            (grade.parse::<u32>().unwrap() >= RELEVANT).then_some(question)
        })
        .collect();
    let each = topics.lines().filter_map(|line| line.split_once('\t')).filter(|(id, _)| answered.contains(id));
    Some(each.map(|(id, text)| (id.to_owned(), text.to_owned())).collect())
}

fn assert_few_warned(name: &str, collection: &Collection, questions: &[(String, String)]) {
    let warned = collection.where_warned(questions, true);
    println!("{name}: {} of {} warned of", warned.len(), questions.len());
    assert!(!questions.is_empty(), "{name}: no question");
    assert!(100 * warned.len() <= JUDGED * questions.len(), "{name}: {warned:#?}");
}

#[test]
fn off_topic_questions_are_warned_of_and_judged_ones_hardly_ever() {
    let Some(scale) = place(TEST, "scale") else { return };
    let Some(mediqa) = place(TEST, "relevance/mediqa/mediqa.pages.json.zst") else { return };
    let off_topic = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/off-topic.txt"));
    let off_topic: Vec<(String, String)> =
        off_topic.unwrap().lines().zip(1..).map(|(text, number)| (format!("{number}"), text.to_owned())).collect();
    assert_eq!(off_topic.len(), 50);

    let scale = Collection::of(scale);
    let missed = scale.where_warned(&off_topic, false);
    println!("off-topic: {} of {} warned of", off_topic.len() - missed.len(), off_topic.len());
    assert!(100 * (off_topic.len() - missed.len()) >= OFF_TOPIC * off_topic.len(), "not warned of: {missed:#?}");

    for kind in ["full", "summary"] {
        let questions =
            judged(&format!("relevance/liveqa/queries.{kind}.tsv"), "relevance/liveqa/qrels.page.tsv").unwrap();
        assert_few_warned(&format!("liveqa {kind}"), &scale, &questions);
    }
    let alexa = judged("relevance/mediqa/queries.alexa.tsv", "relevance/mediqa/qrels.alexa.page.tsv").unwrap();
    assert_few_warned("mediqa alexa", &Collection::of(mediqa), &alexa);
}
