//! `near-duplicate`: passages on several pages, and figures that differ in them.

use serde_json::json;

use super::harness::{Audited, paragraph};

/// A passage with a dose and a time.
fn doses(dose: &str, weeks: &str) -> String {
    paragraph(&format!(
        "Most adults begin with {dose} mg by mouth with a meal, and have their blood tested after {weeks} weeks. \
         Ring the clinic before you change anything, and carry your card wherever you go."
    ))
}

fn other(word: &str) -> String {
    paragraph(&format!(
        "This page has {word} words of its own, about {word} and what comes of it, so that it is no copy."
    ))
}

#[test]
fn a_passage_on_two_pages_is_told_once() {
    let site = Audited::by(&["near-duplicate"]).page("a", "Starting", &(doses("5", "two") + &other("apples"))).page(
        "b",
        "Stopping",
        &(other("pears") + &doses("5", "two")),
    );
    let findings = site.findings();
    assert_eq!(findings.len(), 1);
    let evidence = &findings[0].evidence;
    assert_eq!(evidence["other_pages"], json!([{"id": 2, "title": "Stopping", "link": "https://www.example.org/b/"}]));
    assert_eq!((&evidence["similarity"], &evidence["whole_page"]), (&json!(1.0), &json!(false)));
    assert_eq!(findings[0].severity.as_str(), "warning");
}

#[test]
fn figures_that_differ_are_an_error_and_come_first() {
    let site =
        Audited::by(&["near-duplicate"]).page("a", "Starting", &(doses("5", "two") + &other("apples"))).page_with(
            "b",
            "Stopping",
            &(other("pears") + &doses("10", "four")),
            &json!({"modified_gmt": "2023-01-01T00:00:00"}),
        );
    let findings = site.findings();
    assert_eq!(findings.len(), 1);
    let finding = &findings[0];
    assert_eq!(
        (finding.severity.as_str(), finding.page.id),
        ("error", 2),
        "it stands on the page that was edited longer ago"
    );
    assert_eq!(site.marked(), ["near-duplicate: 10 | four"]);
    let figures = json!([{"here": "10 mg", "there": "5 mg"}, {"here": "four weeks", "there": "two weeks"}]);
    assert_eq!(finding.evidence["figures"], figures);
    assert_eq!(finding.evidence["other_page"]["id"], 1);
}

#[test]
fn a_page_that_is_another_word_for_word_is_told_as_a_whole() {
    let body = doses("5", "two") + &other("apples") + &other("nuts");
    let findings = Audited::by(&["near-duplicate"]).page("a", "One", &body).page("b", "Two", &body).findings();
    assert_eq!(findings.len(), 1);
    assert_eq!((findings[0].sentence.as_deref(), &findings[0].evidence["whole_page"]), (None, &json!(true)));
}

#[test]
fn the_same_words_about_different_things_are_no_copies() {
    let about = |name: &str, number: &str| {
        paragraph(&format!(
            "The gene test for {name} is done in one laboratory of the country; the sample is taken in the clinic, and the \
             answer comes by letter after about {number} weeks, sometimes later."
        ))
    };
    let site = Audited::by(&["near-duplicate"])
        .page("a", "Nemaline myopathy", &about("nemaline myopathy", "six"))
        .page("b", "Centronuclear myopathy", &about("centronuclear myopathy", "eight"));
    assert!(site.findings().is_empty());
    let typed = Audited::by(&["near-duplicate"]).page("a", "Trisomy 13", &about("trisomy 13", "six")).page(
        "b",
        "Trisomy 18",
        &about("trisomy 18", "six"),
    );
    assert!(typed.findings().is_empty());
}

#[test]
fn what_stands_on_very_many_pages_is_left_alone_but_for_the_page_that_differs() {
    let site = |odd: &str| {
        (0..9).fold(Audited::by(&["near-duplicate"]), |site, number| {
            let weeks = if number == 7 { odd } else { "two" };
            let body = other(&format!("tale{number}")) + &doses("5", weeks);
            site.page(&format!("p{number}"), &format!("Tale {number}"), &body)
        })
    };
    assert!(site("two").findings().is_empty());
    assert_eq!(site("four").marked(), ["near-duplicate: four"]);
    assert_eq!(site("four").findings()[0].page.id, 8);
}

#[test]
fn short_passages_and_lists_of_sources_are_not_compared() {
    let short = paragraph("Ring the clinic before you change anything.");
    let sources = "<h2>References</h2><ol><li>Smith J, Jones P. A study of many adults with a disease and of what helped \
                   them. Journal of Things. 2018;12:34-45. doi:10.1000/xyz123 and some more words to be long enough.</li></ol>";
    let page = |site: Audited, slug: &str| site.page(slug, slug, &(other(slug) + &short + sources));
    let site = page(page(Audited::by(&["near-duplicate"]), "apples"), "pears");
    assert!(site.findings().is_empty(), "{:?}", site.marked());
}
