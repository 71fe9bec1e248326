//! The formats of an answer, one after the other, and what a terminal or a spreadsheet must never get.

use crate::asked::{Asked, page, site};

fn small() -> Asked {
    site(vec![
        page(
            "rash",
            "Rash",
            "<h2 id=\"itch\">Itch</h2><p>A rash may itch at night.</p>\
             <h2 id=\"sun\">Sun</h2><p>A rash may burn in the sun, so wear a wide hat and use cream each day.</p>",
        ),
        page("formula", "=HYPERLINK(\"http://evil.example\")", "<p>+1 rash, -2 rash, @rash and =rash.</p>"),
        page("steer", "Steer", "<p>rash \u{1b}[31mred\u{1b}[0m \u{9b}2J \u{202e}txet \u{7}bell \u{200f}mark</p>"),
    ])
}

#[test]
fn links_are_bare_and_deepest() {
    let run = small().run(&["search", "itch", "night", "--format", "links"]);
    assert_eq!(run.out, "https://small.example/rash/#itch\n");
    let none = small().run(&["search", "xylophone", "--format", "links"]);
    assert_eq!((none.code, none.out.as_str()), (1, ""));
}

#[test]
fn csv_cells_are_never_formulas() {
    let run = small().run(&["search", "rash", "--format", "csv"]);
    let mut lines = run.out.lines();
    assert!(lines.next().unwrap().starts_with("query,rank,score,coverage,title,section,reviewed"));
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    let mut titles = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        for cell in &record {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
        }
        titles.push(record[4].to_owned());
    }
    assert!(titles.iter().any(|title| title.starts_with("'=HYPERLINK")), "{titles:?}");
}

#[test]
fn csv_has_the_freshness_as_json_has_it_and_the_age_in_words() {
    let reviewed = |date: &str| format!("<p>A rash may itch at night.</p><p>Last reviewed: {date}</p>");
    let site = site(vec![
        page("old", "Old", &reviewed("March 2019")),
        page("new", "New", &reviewed("March 2026")),
        page("none", "None", "<p>A rash may itch at night.</p>"),
    ]);
    let arguments = ["search", "rash", "--as-of", "2026-11-22", "--format"];
    let answer = site.ask(&["rash", "--as-of", "2026-11-22"]);
    let mut expected: Vec<[String; 2]> = answer["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| ["freshness", "age"].map(|field| hit["page"][field].as_str().unwrap().to_owned()))
        .collect();
    let csv = site.run(&[&arguments[..], &["csv"]].concat()).out;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let column = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (freshness, age) = (column("freshness"), column("age"));
    let mut found: Vec<[String; 2]> = reader
        .records()
        .map(|record| record.unwrap())
        .map(|record| [record[freshness].to_owned(), record[age].to_owned()])
        .collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    let words: Vec<&str> = found.iter().map(|[freshness, _]| freshness.as_str()).collect();
    assert_eq!(words, ["overdue", "reviewed", "unverified"]);
    assert!(found[1][1].contains("Mar 2026"), "{found:?}");
}

#[test]
fn text_from_pages_reaches_no_terminal_with_its_control_characters() {
    for format in ["text", "csv", "links"] {
        let run = small().run(&["search", "rash", "red", "--format", format, "--color", "never"]);
        let steers = |c: char| (c.is_control() && c != '\n' && c != '\r') || ('\u{202a}'..='\u{202e}').contains(&c);
        assert!(!run.out.chars().any(steers), "{format}: {:?}", run.out);
        if format == "text" {
            assert!(run.out.contains("txet"), "{}", run.out);
        }
    }
}

#[test]
fn headings_inside_a_passage_and_headers_of_tables_stand_apart() {
    let site = site(vec![page(
        "bloods",
        "Bloods",
        "<h2>Creatine kinase</h2><p>An enzyme that leaks from muscle.</p>\
         <h3>When it is high</h3><p>Ask the clinic.</p>\
         <h2>Ranges</h2><p>Every laboratory prints its own ranges, and these are only meant as a rough guide to what \
         yours may say. Exercise, an injection or a fall can lift them for some days, so tell the clinic.</p>\
         <table><tr><th>Test</th><th>Usual range</th></tr><tr><td>Aldolase</td><td>1 to 7 U/L</td></tr>\
         <tr><td>Myoglobin</td><td>25 to 72</td></tr></table>",
    )]);
    let joined = site.run(&["search", "enzyme", "leaks", "muscle"]).out;
    assert!(joined.contains("from muscle.\n\n   — When it is high —\n   Ask the clinic."), "{joined}");
    let table = site.run(&["search", "aldolase", "range"]).out;
    assert!(table.contains("\n\n   — Test; Usual range —\n   Test: Aldolase; Usual range: 1 to 7 U/L\n"), "{table}");
    assert!(table.lines().all(|line| line.chars().count() <= 80 || line.contains("https://")), "{table}");
    let coloured = site.run(&["search", "enzyme", "leaks", "--color", "always"]).out;
    assert!(coloured.contains("\u{1b}[1m— When it is high —"), "{coloured:?}");
    let hit = site.ask(&["enzyme", "leaks", "muscle"])["hits"][0].clone();
    let passage: Vec<char> = hit["passage"].as_str().unwrap().chars().collect();
    let at = |end: usize| hit["headings"][0][end].as_u64().unwrap() as usize;
    assert_eq!(passage[at(0)..at(1)].iter().collect::<String>(), "When it is high");
}

#[test]
fn colour_is_for_terminals_or_on_demand() {
    let site = small();
    let escapes = |flags: &[&str]| site.run(&[&["search", "rash"], flags].concat()).out.contains('\u{1b}');
    assert!(!escapes(&[]));
    assert!(escapes(&["--color", "always"]));
    assert!(!escapes(&["--color", "never"]));
}

#[test]
fn a_run_has_one_line_a_page_with_falling_scores() {
    let site = small();
    let run = site.run(&["search", "rash", "--format", "trec", "--per-page", "3"]);
    let mut last = f64::INFINITY;
    let mut pages = Vec::new();
    for (number, line) in run.out.lines().enumerate() {
        let fields: Vec<&str> = line.split(' ').collect();
        let [query, zero, document, rank, score, name] = fields[..] else { panic!("{line}") };
        assert_eq!((query, zero, name), ("1", "Q0", "vademecum"));
        assert_eq!(rank, (number + 1).to_string());
        let score: f64 = score.parse().unwrap();
        assert!(score < last, "{}", run.out);
        last = score;
        pages.push(document.to_owned());
    }
    pages.sort();
    assert_eq!(pages, ["1", "2", "3"]);
}

#[test]
fn a_run_of_sections_names_their_headings() {
    let part = |id: &str, words: &str| {
        format!("<h2 id=\"{id}\">{id}</h2><p>{}</p>", format!("A rash may {words}. ").repeat(20))
    };
    let text = part("itch", "itch at night and keep you awake") + &part("sun", "burn in the sun of summer");
    let run = site(vec![page("rash", "Rash", &text)])
        .run(&["search", "rash", "sun", "--format", "trec", "--unit", "section"]);
    let documents: Vec<&str> = run.out.lines().map(|line| line.split(' ').nth(2).unwrap()).collect();
    assert_eq!(documents, ["sun", "itch"]);
}

#[test]
fn a_batch_asks_each_line() {
    let site = small();
    std::fs::write(site.path().join("questions.tsv"), "\u{feff}q1\trash at night\r\n\r\nq2\tburn in the sun\n")
        .unwrap();
    let batch = |format: &str| site.run(&["search", "--batch", "questions.tsv", "--format", format]);
    let trec = batch("trec").out;
    assert!(trec.starts_with("q1 Q0 1 1 ") && trec.contains("\nq2 Q0 1 1 "), "{trec}");
    let jsonl = batch("jsonl").out;
    assert_eq!(batch("json").out.lines().count(), 2);
    let answers: Vec<serde_json::Value> = jsonl.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let field = |name: &str| answers.iter().map(|answer| answer[name].as_str().unwrap()).collect::<Vec<_>>();
    assert_eq!(field("query"), ["rash at night", "burn in the sun"]);
    assert_eq!(field("id"), ["q1", "q2"], "each line says whose answer it is");
    let alone = site.run(&["search", "rash", "--format", "jsonl"]).out;
    assert!(!alone.contains("\"id\":\""), "a question alone has no id: {alone}");
    let csv = batch("csv").out;
    assert_eq!(csv.matches("id,query,rank").count(), 1);
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let ids: Vec<String> = reader.records().map(|record| record.unwrap()[0].to_owned()).collect();
    assert!(ids.starts_with(&["q1".to_owned()]) && ids.ends_with(&["q2".to_owned()]) && ids.is_sorted(), "{ids:?}");
    assert!(batch("text").out.contains("== q1: rash at night"));
}

#[test]
fn a_batch_line_without_a_tab_is_a_mistake_that_names_the_line_and_not_the_question() {
    let site = small();
    std::fs::write(site.path().join("questions.tsv"), "q1\trash\nmy private worry\n").unwrap();
    let run = site.run(&["search", "--batch", "questions.tsv"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("line 2 of `questions.tsv` has no tab") && !run.err.contains("private"), "{}", run.err);
}
