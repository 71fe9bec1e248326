//! `gaps`: what people ask and the site does not answer, by a file of kept questions.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::asked::{Asked, page, site};

/// Lines as `serve --log-questions` writes them.
#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn times(mut self, times: usize, question: &Value) -> Lines {
        for nth in 0..times {
            let mut line = json!({
                "day": format!("2026-11-{:02}", 1 + nth % 20), "answers": 1, "full": false, "concepts": [], "words": [],
            });
            line.as_object_mut().unwrap().extend(question.as_object().unwrap().clone());
            writeln!(self.text, "{line}").unwrap();
        }
        self
    }
}

fn small() -> Asked {
    site(vec![
        page("legs", "Weak legs", "<p>Weak legs make walking hard. A stick may help when walking on rough ground.</p>"),
        page("swallowing", "Swallowing", "<p>Dysphagia is common in myositis. Sit upright and take small sips.</p>"),
        page("sun", "Sun", "<p>The sun may make a rash burn, so wear a wide hat and use cream each day.</p>"),
    ])
}

fn gaps(site: &Asked, lines: &Lines) -> Value {
    std::fs::write(site.path().join("asked.jsonl"), &lines.text).unwrap();
    let run = site.run(&["gaps", "asked.jsonl", "--format", "json"]);
    assert!(run.code <= 1, "{}", run.err);
    serde_json::from_str(&run.out).unwrap()
}

/// Each gap as `kind asked times`.
fn told(gaps: &Value) -> Vec<String> {
    let each = gaps["gaps"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    each.map(|gap| format!("{} {} {}", text(&gap["kind"]), text(&gap["asked"]), gap["times"])).collect()
}

#[test]
fn what_is_asked_and_not_answered_is_split_by_its_reason_and_stands_by_how_often() {
    let lines = Lines::default()
        .times(5, &json!({"words": ["tattoo", "walking"], "missing": ["tattoo"]}))
        .times(4, &json!({"words": ["legs", "walking", "wobbly"], "missing": ["wobbly"]}))
        .times(3, &json!({"words": ["legs", "weak"], "full": true, "instead_of": ["wobbly"]}))
        .times(6, &json!({"words": ["sun"], "meant": ["swallowing"], "withheld": 1}))
        .times(3, &json!({"concepts": ["azathioprine"], "words": ["azathioprine"], "missing": ["azathioprine"]}))
        .times(7, &json!({"words": ["sun"], "full": true}));
    let site = small();
    let gaps = gaps(&site, &lines);
    assert_eq!(
        told(&gaps),
        ["misspelling swallowing 6", "no-content tattoo 5", "other-words wobbly 4", "no-content azathioprine 3"]
    );
    assert_eq!((&gaps["questions"], &gaps["answered"]), (&json!(28), &json!(10)));
    assert_eq!(gaps["gaps"][2]["nearest"]["link"], "https://small.example/legs/");
    assert_eq!(gaps["gaps"][2]["with"], json!(["legs", "walking"]));
    assert_eq!(gaps["gaps"][2]["site_says"], "weak");
    let csv = site.run(&["gaps", "asked.jsonl", "--format", "csv"]);
    assert!(csv.out.starts_with("kind,asked,times,days,last,"), "{}", csv.out);
    assert!(csv.out.contains("\nmisspelling,swallowing,6,6,2026-11-06,"), "{}", csv.out);
    let text = site.run(&["gaps", "asked.jsonl"]);
    assert_eq!(text.code, 0);
    assert!(text.out.contains("   5 ×  tattoo"), "{}", text.out);
    assert!(text.out.ends_with("28 questions from 2026-11-01 to 2026-11-07, 10 answered fully\n"), "{}", text.out);
}

#[test]
fn nothing_that_occurred_fewer_than_three_times_is_told() {
    let lines = Lines::default()
        .times(2, &json!({"words": ["tattoo"], "missing": ["tattoo"]}))
        .times(1, &json!({"words": ["quark", "sun"], "missing": ["quark"]}))
        .times(2, &json!({"words": ["quark", "divorce"], "missing": ["divorce", "quark"]}));
    let site = small();
    let gaps = gaps(&site, &lines);
    assert_eq!(told(&gaps), ["no-content quark 3"]);
    assert_eq!((&gaps["rare"], &gaps["gaps"][0]["with"]), (&json!(2), &json!([])));
    for format in ["text", "json", "csv"] {
        let run = site.run(&["gaps", "asked.jsonl", "--format", format]);
        assert!(!run.out.contains("tattoo") && !run.out.contains("divorce") && !run.out.contains("sun"), "{}", run.out);
    }
}

#[test]
fn what_the_site_answers_by_now_is_no_gap() {
    let lines = Lines::default()
        .times(3, &json!({"words": ["rash"], "missing": ["rash"]}))
        .times(3, &json!({"words": ["hat", "wide"]}))
        .times(3, &json!({"words": ["hat"], "withheld": 2}));
    let site = small();
    let gaps = gaps(&site, &lines);
    assert_eq!(told(&gaps), [""; 0]);
    assert_eq!((&gaps["filled"], &gaps["untold"]), (&json!(2), &json!(3)));
    assert_eq!(site.run(&["gaps", "asked.jsonl"]).code, 1);
}

#[test]
fn another_name_that_the_site_uses_is_told() {
    let site = small();
    assert_eq!(site.run(&["index", "exports", "--no-builtin"]).code, 0);
    let lines = Lines::default().times(3, &json!({"words": ["deglutition"], "missing": ["difficulty swallowing"]}));
    let gaps = gaps(&site, &lines);
    assert_eq!(told(&gaps), ["other-words difficulty swallowing 3"]);
    assert_eq!(gaps["gaps"][0]["site_says"], "dysphagia");
}

#[test]
fn a_file_of_something_else_is_named() {
    let site = small();
    std::fs::write(site.path().join("notes.txt"), "mine\n").unwrap();
    for (file, words) in [("notes.txt", "is no log of questions"), ("nowhere.jsonl", "could not read `nowhere.jsonl`")]
    {
        let run = site.run(&["gaps", file]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(words), "{}", run.err);
    }
}
