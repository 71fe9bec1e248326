//! `serve --log-questions`: what is kept of a question, and what never is.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::asked::{Asked, page, site};
use crate::served::{Served, served, served_on};
use crate::site::files;

fn small() -> Asked {
    site(vec![
        page("swallowing", "Swallowing", "<p>Dysphagia is common in myositis. Sit upright and take small sips.</p>"),
        page("story", "A story", "<p>Philippa and Okonkwo tell of a rash that itched at night for a long time.</p>"),
    ])
}

const LOG: &[&str] = &["--log-questions", "asked.jsonl"];

fn kept(site: &Asked) -> Vec<Value> {
    let text = std::fs::read_to_string(site.path().join("asked.jsonl")).unwrap_or_default();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Stops it and gives what it kept.
fn kept_at_the_end(server: &mut Served) -> Vec<Value> {
    let (code, took) = server.stop("-TERM");
    assert_eq!(code, Some(0));
    assert!(took < Duration::from_secs(2), "{took:?}");
    kept(&server.site)
}

fn everything_written(server: &Served) -> String {
    let files =
        files(server.site.path()).into_iter().filter(|file| !file.starts_with(server.site.path().join("exports")));
    let bytes = files.filter(|file| !file.iter().any(|part| part == "index")).map(|file| std::fs::read(file).unwrap());
    bytes.fold(server.log(), |all, one| all + &String::from_utf8_lossy(&one)).to_lowercase()
}

#[test]
fn without_the_flag_nothing_is_kept_and_the_page_says_so() {
    let mut server = served(small(), &[]);
    assert!(server.form("/", "q=rash").text().contains("keeps no question"));
    assert!(!server.get("/").text().contains("/log/pause"));
    assert_eq!(server.get("/api/status").value()["questions"], "off");
    assert!(kept_at_the_end(&mut server).is_empty());
}

#[test]
fn concepts_and_known_words_are_kept_with_the_day_and_the_number_of_answers() {
    let mut server = served(small(), LOG);
    let page = server.get("/").text();
    assert!(page.contains("Words are kept") && !page.contains("keeps no question"), "{page}");
    assert_eq!(server.get("/api/status").value()["questions"], "on");
    server.form("/", "q=trouble+swallowing+at+night");
    server.get("/api/search?q=sips");
    let lines = kept_at_the_end(&mut server);
    assert_eq!(lines[0]["day"], "2026-11-22");
    assert!(lines[0]["concepts"].as_array().unwrap().contains(&json!("dysphagia")), "{}", lines[0]);
    assert_eq!(lines[0]["words"], json!(["night", "swallowing", "trouble"]));
    assert_eq!(
        (&lines[1]["words"], &lines[1]["answers"], &lines[1]["full"]),
        (&json!(["sips"]), &json!(1), &json!(true))
    );
}

#[test]
fn what_may_tell_of_a_person_is_never_kept_in_any_form() {
    let site = Arc::new(small());
    for day in ["2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21"] {
        let mut server = served_on(day, Arc::clone(&site), LOG);
        for question in [
            "rash Quuxley",
            "RASH QUUXLEY",
            "rash jane.quuxley@example.org",
            "rash quuxley @ example.org",
            "rash 07700900123 and 12/3/1957",
            "rash qx77quux SW1A-2AA",
            "philippa rash",
            "margaret rash www.quuxley.example",
        ] {
            assert_eq!(server.json("/api/search", &json!({ "q": question })).status, 200);
        }
        kept_at_the_end(&mut server);
        let written = everything_written(&server);
        for never in ["quux", "07700", "1957", "sw1a", "philippa", "margaret", "jane", "example"] {
            assert!(!written.contains(never), "{never}: {written}");
        }
        let seen = std::fs::read_to_string(site.path().join("asked.jsonl.seen")).unwrap();
        let seen: Value = serde_json::from_str(&seen).unwrap();
        assert_eq!(seen["words"], json!({}), "a hash of what is never kept");
    }
    // Two are one in small letters.
    assert_eq!(kept(&site).len(), 4 * 7);
    assert!(kept(&site).iter().all(|line| line["words"] == json!(["rash"]) && line["withheld"].as_u64() > Some(0)));
}

#[test]
fn another_word_is_kept_from_the_third_day_on() {
    let site = Arc::new(small());
    for (day, shown) in [("2026-11-18", false), ("2026-11-19", false), ("2026-11-21", true)] {
        let mut server = served_on(day, Arc::clone(&site), LOG);
        for question in ["rash blorptitis", "blorptitis night", "blorptitis sips"] {
            server.json("/api/search", &json!({ "q": question }));
        }
        let lines = kept_at_the_end(&mut server);
        assert_eq!(everything_written(&server).contains("blorptitis"), shown, "{day}");
        let last = lines.last().unwrap();
        assert_eq!(last["words"], if shown { json!(["blorptitis", "sips"]) } else { json!(["sips"]) });
        assert_eq!(last["missing"].is_null(), !shown);
    }
}

#[test]
fn what_is_being_typed_is_one_question_and_asking_it_again_is_none() {
    let mut server = served(small(), LOG);
    let whole = "trouble swallowing";
    for end in 2..=whole.len() {
        server.form("/answers", &format!("prefix=1&q={}", whole[..end].replace(' ', "+")));
    }
    server.form("/answers", "q=rash");
    server.form("/answers", "q=rash&fresh_only=1");
    server.form("/answers", "q=Rash&lang=en");
    server.form("/answers", "q=itch&log=0");
    server.get("/api/suggest?q=itch");
    let lines = kept_at_the_end(&mut server);
    let words: Vec<&Value> = lines.iter().map(|line| &line["words"]).collect();
    assert_eq!(words, [&json!(["rash"]), &json!(["swallowing", "trouble"])]);
}

#[test]
fn paused_it_keeps_nothing_and_forgets_what_was_typed_just_before() {
    let mut server = served(small(), LOG);
    server.form("/answers", "prefix=1&q=dysphagia");
    let paused = server.form("/log/pause", "q=rash");
    assert_eq!(paused.status, 200);
    let text = paused.text();
    assert!(text.contains("Paused:") && text.contains("/log/resume") && text.contains("itched at night"), "{text}");
    assert!(text.contains("name=\"log\" value=\"0\""), "another's resuming is not this page's");
    assert_eq!(server.form("/log/resume", "q=rash&log=perhaps").status, 400);
    let status = server.get("/api/status");
    assert_eq!(status.value()["questions"], "paused");
    server.form("/", "q=myositis");
    assert!(server.form("/log/resume", "q=night").text().contains("/log/pause"));
    let again = server.get("/api/status");
    assert_ne!(status.header("etag"), again.header("etag"));
    assert_eq!(again.value()["questions"], "on");
    server.form("/", "q=sips");
    let lines = kept_at_the_end(&mut server);
    assert_eq!(lines.iter().map(|line| &line["words"]).collect::<Vec<_>>(), [&json!(["sips"])]);
}

#[test]
fn a_disk_that_fails_fails_no_search() {
    let site = small();
    std::fs::create_dir(site.path().join("disk")).unwrap();
    let server = served(site, &["--log-questions", "disk/asked.jsonl"]);
    std::fs::remove_dir_all(server.site.path().join("disk")).unwrap();
    let until = Instant::now() + Duration::from_secs(10);
    while server.get("/api/status").value()["questions"] != "failing" {
        assert!(Instant::now() < until, "{}", server.log());
        assert_eq!(server.form("/", "q=rash").status, 200);
    }
    for question in ["itch", "night", "sips"] {
        assert_eq!(server.form("/api/search", &format!("q={question}")).value()["hits"].as_array().unwrap().len(), 1);
    }
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(server.log().matches("no question can be kept").count(), 1, "{}", server.log());
    std::fs::create_dir(server.site.path().join("disk")).unwrap();
    server.form("/", "q=myositis");
    let until = Instant::now() + Duration::from_secs(10);
    while server.get("/api/status").value()["questions"] != "on" {
        assert!(Instant::now() < until, "{}", server.log());
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn a_file_that_is_no_log_of_questions_is_not_written_to() {
    let site = small();
    std::fs::write(site.path().join("thesis.txt"), "mine\n").unwrap();
    for (file, words) in [
        ("thesis.txt", "is no log of questions"),
        ("exports", "is no file"),
        ("nowhere/asked.jsonl", "could not write"),
    ] {
        let run = site.run(&["serve", "--bind", "127.0.0.1:0", "--log-questions", file]);
        assert_eq!(run.code, 2, "{file}");
        assert!(run.err.contains(words), "{file}: {}", run.err);
    }
    assert_eq!(std::fs::read_to_string(site.path().join("thesis.txt")).unwrap(), "mine\n");
    let server = served(site, LOG);
    let run = server.site.run(&["serve", "--bind", "127.0.0.1:0", "--log-questions", "asked.jsonl"]);
    assert!(run.code == 2 && run.err.contains("another vademecum writes `asked.jsonl`"), "{}", run.err);
}

#[test]
fn old_lines_go_when_it_starts() {
    let site = Arc::new(small());
    let line =
        |day: &str| format!("{}\n", json!({"day": day, "answers": 1, "full": true, "concepts": [], "words": ["rash"]}));
    let all: String = ["2026-08-24", "2026-08-25", "2026-11-20"].map(line).concat();
    std::fs::write(site.path().join("asked.jsonl"), &all).unwrap();
    drop(served(Arc::clone(&site), LOG));
    assert_eq!(kept(&site).len(), 2, "90 days, today among them");
    drop(served(Arc::clone(&site), &[LOG, &["--keep-days", "3"]].concat()));
    assert_eq!(kept(&site).iter().map(|line| line["day"].clone()).collect::<Vec<_>>(), [json!("2026-11-20")]);
}
