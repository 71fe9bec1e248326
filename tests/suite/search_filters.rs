//! Which pages may answer, and why a page is not among the answers.

use serde_json::json;

use crate::asked::{Asked, page, site};

fn dated() -> Asked {
    let reviewed = |date: &str| format!("<p>Exercise helps most people.</p><p>Page last reviewed: {date}</p>");
    site(vec![
        page("living/new", "New", &reviewed("1 May 2025")).modified("2025-05-02T10:00:00").language("en-GB"),
        page("living/old", "Old", &reviewed("1 May 2018")).modified("2018-05-02T10:00:00").language("en-US"),
        page("about/none", "None", "<p>Exercise classes meet here.</p>").modified("2022-01-01T00:00:00").language("en"),
        page("es/ejercicio", "Ejercicio", "<p>Exercise: el ejercicio ayuda a la mayoría de las personas.</p>")
            .modified("2023-01-01T00:00:00")
            .language("es-MX"),
        page("about/draft", "Draft", "<p>Exercise draft.</p>").with("status", json!("draft")),
        page("about/locked", "Locked", "<p>Exercise.</p>")
            .with("content", json!({"rendered": "<p>x</p>", "protected": true})),
    ])
}

fn sorted(mut pages: Vec<String>) -> Vec<String> {
    pages.sort();
    pages
}

#[test]
fn each_filter_admits_what_it_says() {
    let site = dated();
    let ask = |flags: &[&str]| sorted(site.pages(&[&["exercise", "--as-of", "2025-06-01"], flags].concat()));
    assert_eq!(ask(&[]).len(), 4);
    assert_eq!(ask(&["--under", "/living"]), ["living/new", "living/old"]);
    assert_eq!(ask(&["--under", "living/"]), ["living/new", "living/old"]);
    assert_eq!(ask(&["--lang", "es"]), ["es/ejercicio"]);
    assert_eq!(ask(&["--lang", "en-us"]), ["living/old"]);
    assert_eq!(ask(&["--modified-after", "2023"]), ["es/ejercicio", "living/new"]);
    assert_eq!(ask(&["--modified-before", "2022-01-01"]), ["living/old"]);
    assert_eq!(ask(&["--fresh-only"]), ["living/new"]);
    assert_eq!(ask(&["--fresh-only", "--max-age", "10y"]), ["living/new", "living/old"]);
    assert!(ask(&["--fresh-only", "--under", "/about"]).is_empty());
}

#[test]
fn freshness_is_told_for_the_day_asked() {
    let site = dated();
    let freshness = |day: &str| {
        let answer = site.ask(&["exercise", "--under", "/living/new", "--as-of", day]);
        answer["hits"][0]["page"]["freshness"].as_str().unwrap().to_owned()
    };
    assert_eq!(freshness("2025-06-01"), "reviewed");
    assert_eq!(freshness("2028-04-01"), "due");
    assert_eq!(freshness("2028-06-01"), "overdue");
    assert_eq!(freshness("2024-01-01"), "unverified");
}

#[test]
fn filters_that_leave_nothing_are_named() {
    let run = dated().run(&["search", "exercise", "--under", "/nowhere"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("the filters leave out every page that answers"), "{}", run.out);
}

#[test]
fn a_date_or_age_that_is_none_is_a_mistake_with_an_example() {
    let site = dated();
    for (flag, value, example) in [
        ("--as-of", "tomorrow", "2026-11-22"),
        ("--max-age", "soon", "36mo"),
        ("--modified-after", "13/13", "2026-11-22"),
    ] {
        let run = site.run(&["search", "exercise", flag, value]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(example), "{}", run.err);
    }
    assert!(site.run(&["search", "exercise", "-n", "0"]).err.contains("at least 1"));
}

#[test]
fn why_tells_what_became_of_a_page() {
    let site = dated();
    let why = |link: &str, more: &[&str]| {
        let link = format!("https://small.example/{link}/");
        let run = site.run(&[&["search", "exercise helps zyxgibber", "--why", &link], more].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        run.out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert!(why("nowhere", &[]).contains("is not in the index: no export that was indexed has it"));
    assert!(why("about/draft", &[]).contains("status is draft"), "{}", why("about/draft", &[]));
    assert!(why("about/locked", &[]).contains("protected by a password"), "{}", why("about/locked", &[]));
    let filtered = why("living/old", &["--fresh-only", "--as-of", "2025-06-01"]);
    assert!(filtered.contains("a filter leaves it out: its review is overdue"), "{filtered}");
    let filtered = why("living/old", &["--under", "/about", "--lang", "es"]);
    assert!(filtered.contains("not under `/about`") && filtered.contains("not in `es`"), "{filtered}");
    let ranked = why("about/none", &[]);
    assert!(ranked.contains("of the 4 pages") && ranked.contains("it has no helps, no zyxgibber"), "{ranked}");
    assert!(why("living/new", &[]).contains("is number 1 of"), "{}", why("living/new", &[]));
    let excluded = why("living/new", &["--not", "people"]);
    assert!(excluded.contains("was to be left out: people"), "{excluded}");
    let phrase = site.run(&["search", "\"exercise class\"", "--why", "small.example/living/new"]).out;
    assert!(phrase.contains("it has no") && phrase.contains("“exercise class”"), "{phrase}");
}

#[test]
fn why_as_json_names_its_outcome() {
    let site = dated();
    let why = |link: &str, more: &[&str]| -> serde_json::Value {
        let arguments = [&["search", "exercise", "--format", "json", "--why", link], more].concat();
        serde_json::from_str(&site.run(&arguments).out).unwrap()
    };
    assert_eq!(why("https://small.example/nowhere/", &[])["outcome"], "not-indexed");
    assert_eq!(why("https://small.example/living/new/", &[])["outcome"], "ranked");
    assert_eq!(why("https://small.example/living/new/", &["--lang", "fr"])["outcome"], "filtered");
    assert_eq!(why("https://small.example/living/new/", &["--not", "helps"])["outcome"], "excluded");
}
