//! The same pages give the same answers: for any number of threads, and by whatever way the index came to them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value;
use vademecum::index::{BuildOptions, Snapshot, build};
use vademecum::search::{SearchOptions, Searcher};

use crate::site::{Page, Site, page, without_time};

const QUESTIONS: [&str; 18] = [
    "trouble swallowing",
    "muscle weakness",
    "exercise with myositis",
    "what is the treatment of necrotizing autoimmune myopathy",
    "IMNM",
    "call our helpline if you want to talk to somebody",
    "\"muscle biopsy\"",
    "statin -children",
    "KQX",
    "kindly quiet exercise",
    "knotted quilt xylem",
    "what helps with ZQB and WVT",
    "who walks very tall",
    "zonal quarter band",
    // Spelled wrong: the words of the site and how many pages have each decide.
    "troble swalowing",
    "gentel exersise",
    "helplin",
    "knoted qilt xylam",
];

/// Builds an index and asks it all questions.
fn answers(sources: &[PathBuf], index: &Path, threads: usize, questions: &[&str]) -> Vec<Value> {
    let options = BuildOptions {
        index: index.to_owned(),
        sources: sources.to_vec(),
        allow_shrink: true,
        threads,
        ..BuildOptions::default()
    };
    build(&options, &|_| {}).unwrap();
    asked(index, questions)
}

fn asked(index: &Path, questions: &[&str]) -> Vec<Value> {
    let snapshot = Snapshot::open(index).unwrap();
    let searcher = Searcher::new(&snapshot);
    let options = SearchOptions { per_page: 2, explain: true, ..SearchOptions::as_of("2026-01-01".parse().unwrap()) };
    let ask =
        |question: &&str| without_time(serde_json::to_value(searcher.search(question, &options).unwrap()).unwrap());
    questions.iter().map(ask).collect()
}

fn same_for_any_number_of_threads(sources: &[PathBuf]) {
    let site = Site::new();
    let one = answers(sources, &site.path("1"), 1, &QUESTIONS);
    assert!(one.iter().filter(|answer| !answer["hits"].as_array().unwrap().is_empty()).count() >= 5);
    for threads in [2, 4] {
        let many = answers(sources, &site.path(&threads.to_string()), threads, &QUESTIONS);
        for (a, b) in one.iter().zip(&many) {
            assert_eq!(a, b, "{threads} threads");
        }
    }
}

#[test]
fn any_number_of_threads_gives_the_same_answers() {
    same_for_any_number_of_threads(&[PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus")]);
}

#[test]
fn any_number_of_threads_gives_the_same_answers_on_many_pages() {
    let test = "any_number_of_threads_gives_the_same_answers_on_many_pages";
    let Some(pages) = crate::shared_data::file(test, "relevance/mediqa/mediqa.pages.json.zst") else { return };
    let site = Site::new();
    site.write("mediqa.json.zst", pages);
    same_for_any_number_of_threads(&[site.path("mediqa.json.zst")]);
}

/// A page made of a few of these, so that sentences cross the number of pages at which they count as the site's own.
const SENTENCES: [&str; 15] = [
    "Call our helpline if you want to talk to somebody about your condition today.",
    "Trouble swallowing is common in people with inclusion body myositis and needs care.",
    "A muscle biopsy shows what kind of inflammation there is inside the muscle.",
    "Gentle exercise with myositis is safe for most people when it is begun slowly.",
    "Necrotizing autoimmune myopathy is treated with steroids and with other medicines early.",
    "Please donate today so that this site and its helpline can go on helping people.",
    "A kindly quiet exercise (KQX) does no harm to anybody who tries it.",
    "The knotted quilt xylem (KQX) is another thing with the same letters.",
    "After a KQX most people rest for some hours and then feel well again.",
    "Whoever has heard of a kindly quiet exercise does well to try it once.",
    "The knotted quilt xylem of the garden is a plant and hurts nobody at all.",
    "People with a zonal quarter band (ZQB) wait for their doctor in the hall.",
    "The ZQB clinic is open on Mondays for everybody who has one of them.",
    "It is said that walks very tall (WVT) are good for the back and the neck.",
    "In a WVT group nobody is alone, and there is tea for all of them.",
];

#[derive(Debug, Clone)]
enum Edit {
    Put { id: u64, sentences: Vec<usize>, under: Option<u64> },
    Delete(u64),
}

fn edit() -> impl Strategy<Value = Edit> {
    let put = (1..12_u64, proptest::collection::vec(0..SENTENCES.len(), 1..4), proptest::option::of(1..12_u64))
        .prop_map(|(id, sentences, under)| Edit::Put { id, sentences, under });
    prop_oneof![4 => put, 1 => (1..12_u64).prop_map(Edit::Delete)]
}

fn written(id: u64, sentences: &[usize], under: Option<u64>) -> Page {
    let paragraphs = sentences.iter().map(|&sentence| format!("<p>{}</p>", SENTENCES[sentence]));
    let heading = under.map(|number| format!("<h2>Part {number} of the page</h2>")).unwrap_or_default();
    Page { body: heading + &paragraphs.collect::<String>(), ..page(id, "") }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_edits_answers_like_one_fresh_build(
        steps in proptest::collection::vec(proptest::collection::vec(edit(), 1..8), 2..7)
    ) {
        let site = Site::new();
        let mut pages: BTreeMap<u64, Page> = BTreeMap::from([(50, written(50, &[0, 1], None))]);
        for edits in steps {
            for edit in edits {
                match edit {
                    Edit::Put { id, sentences, under } => { pages.insert(id, written(id, &sentences, under)); }
                    Edit::Delete(id) => { pages.remove(&id); }
                }
            }
            site.rest("pages.json", &pages.values().cloned().collect::<Vec<_>>());
            let options = BuildOptions {
                index: site.path("refreshed"),
                sources: vec![site.path("pages.json")],
                allow_shrink: true,
                threads: 2,
                ..BuildOptions::default()
            };
            build(&options, &|_| {}).unwrap();
        }
        let fresh = answers(&[site.path("pages.json")], &site.path("fresh"), 1, &QUESTIONS);
        let refreshed = asked(&site.path("refreshed"), &QUESTIONS);
        for (fresh, refreshed) in fresh.iter().zip(&refreshed) {
            prop_assert_eq!(fresh, refreshed);
        }
    }
}
