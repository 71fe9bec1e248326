//! What is asked about a subject, and which pages and passages come first for it.

use serde_json::json;

use crate::asked::{Asked, page, site};

/// A page on sarcoid with a section for each thing that is asked, whose text does not repeat the question's word.
fn sections() -> Asked {
    let section = |heading: &str, text: &str| {
        let more = "This part of the page goes on for a while, so that it stands by itself and is not joined with what \
                    comes before it or after it; nothing that is said here is of any use to anyone who looks for more.";
        format!("<h2>{heading}</h2><p>{text} {more}</p>")
    };
    let text = [
        ("About the disease", "Sarcoid makes small lumps of cells in the lungs and in other organs of the body."),
        ("How it shows", "With sarcoid people cough, feel tired for months, and find tender bumps on their shins."),
        ("Medication", "Most with sarcoid need nothing; for some, prednisone brings the lumps in the lungs down."),
        ("Tests", "For sarcoid a chest film and a small sample from a gland are looked at in the laboratory."),
        ("Prognosis", "In most people sarcoid is gone within two or three years and leaves nothing behind."),
    ];
    let content: String = text.iter().map(|(heading, text)| section(heading, text)).collect();
    site(vec![
        page("sarcoid", "Sarcoid", &content),
        page(
            "lungs",
            "Lungs",
            "<p>The lungs take in air. Sarcoid is one of many diseases of the lungs and air ways.</p>",
        ),
    ])
}

#[test]
fn a_question_finds_the_heading_that_tells_what_it_asks_in_other_words() {
    let site = sections();
    for (question, heading) in [
        ("How is sarcoid treated?", "Medication"),
        ("how to diagnose sarcoid", "Tests"),
        ("will sarcoid recover", "Prognosis"),
        ("how long does sarcoid take", "Prognosis"),
        ("what is sarcoid", "About the disease"),
    ] {
        let answer = site.ask(&[question]);
        assert_eq!(answer["hits"][0]["section"], json!([heading]), "{question}");
    }
}

#[test]
fn a_heading_in_other_words_counts_for_what_was_asked() {
    let answer = sections().ask(&["sarcoid treatment"]);
    assert_eq!(answer["hits"][0]["coverage"], 1.0, "{answer:#}");
    assert!(answer["absent"].as_array().unwrap().is_empty());
}

#[test]
fn a_heading_that_tells_what_is_asked_comes_before_a_text_that_says_the_word() {
    let site = site(vec![
        page(
            "said",
            "Clinic",
            "<p>People with sarcoid who are treated here, or were treated before, park behind it.</p>",
        ),
        page(
            "told",
            "Clinic",
            "<h2>Medication</h2><p>For some with sarcoid, prednisone brings the lumps down soon.</p>",
        ),
    ]);
    assert_eq!(site.pages(&["how is sarcoid treated"]), ["told", "said"]);
}

#[test]
fn news_and_archives_stand_behind_standing_pages() {
    let text = "<p>The walking group meets for gentle exercise with others who know the disease.</p>";
    let standing = "<p>A walking group brings gentle exercise together with people who have the disease.</p>";
    let site = site(vec![
        page("news/walking-group", "Walking group", text),
        page("2021/05/walking-group", "Walking group", text),
        page("exercise", "Moving about", standing),
    ]);
    assert_eq!(site.pages(&["gentle exercise for the disease"])[0], "exercise");
    let explained = site.ask(&["gentle exercise for the disease", "--explain"]);
    let parts = explained["hits"][1]["explain"].to_string();
    assert!(parts.contains("news or archive"), "{parts}");
}

#[test]
fn of_equal_pages_the_fresher_comes_first() {
    let text = |year: &str| format!("<p>Sun makes the rash worse.</p><p>Last reviewed: May {year}</p>");
    let site = site(vec![
        page("a", "Rash", &text("2019")).modified("2025-06-01T00:00:00"),
        page("b", "Rash", &text("2024")).modified("2024-06-01T00:00:00"),
        page("c", "Rash", &text("2021")).modified("2025-07-01T00:00:00"),
    ]);
    assert_eq!(site.pages(&["sun rash"]), ["b", "c", "a"]);
}
