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

/// A passage of more than forty words.
fn meals() -> String {
    paragraph(
        "Sit upright at the table and take small sips of water between the bites. Chew for as long as you need, and put the \
         fork down in between. If food sticks, do not wash it down; cough, wait, and swallow again with your chin low.",
    )
}

#[test]
fn a_passage_on_two_pages_is_told_once() {
    let site = Audited::by(&["near-duplicate"]).page("a", "Starting", &(meals() + &other("apples"))).page(
        "b",
        "Stopping",
        &(other("pears") + &meals()),
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
fn figures_with_bounds_that_both_may_hold_are_a_warning_and_are_quoted_with_them() {
    let genes = |number: &str| {
        paragraph(&format!(
            "The piece that is missing holds {number} genes, and doctors think that the loss of a few of them makes the \
             features of the disease; a blood test finds it in nearly everybody who has them. Children are born with it, \
             it is in all the cells of the body, and it comes about by chance when an egg or a sperm is made. Parents can \
             do nothing that brings it on, and most of them never have a second child who has it too."
        ))
    };
    let site = Audited::by(&["near-duplicate"])
        .page("a", "The cause", &(genes("more than 25") + &other("apples")))
        .page("b", "Testing", &(other("pears") + &genes("26 to 28")));
    let findings = site.findings();
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].severity.as_str(), "warning");
    let figures = json!([{"here": "26 to 28 genes", "there": "more than 25 genes"}]);
    assert_eq!(findings[0].evidence["figures"], figures);
    assert!(findings[0].action.contains("both may hold"), "{}", findings[0].action);
}

#[test]
fn pages_of_two_subjects_that_hold_a_stock_paragraph_are_not_one_page() {
    let findings = Audited::by(&["near-duplicate"])
        .page("a", "Giant cell myositis", &meals())
        .page("b", "Coeliac disease", &meals())
        .findings();
    assert_eq!(findings[0].evidence["whole_page"], json!(false));
    assert!(!findings[0].action.contains("address"), "{}", findings[0].action);
}

#[test]
fn a_page_that_is_another_word_for_word_is_told_as_a_whole() {
    let body = doses("5", "two") + &other("apples") + &other("nuts");
    let findings =
        Audited::by(&["near-duplicate"]).page("a", "Tablets", &body).page("b", "Your tablets", &body).findings();
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
fn a_single_passage_of_few_words_is_no_copy_to_be_mended() {
    let site = Audited::by(&["near-duplicate"]).page("a", "Starting", &(doses("5", "two") + &other("apples"))).page(
        "b",
        "Stopping",
        &(other("pears") + &doses("5", "two")),
    );
    assert_eq!(site.marked(), [""; 0]);
}

#[test]
fn every_page_with_the_passage_is_counted_whatever_stands_around_it() {
    let site = |pages: usize| {
        (0..pages).fold(Audited::by(&["near-duplicate"]), |site, number| {
            // On one page it is a part of a longer paragraph.
            let own = other(&format!("tale{number}"));
            let body =
                if number == 2 { meals().replace("</p>", " ") + &own.replace("<p>", "") } else { own + &meals() };
            site.page(&format!("p{number}"), &format!("Tale {number}"), &body)
        })
    };
    let findings = site(5).findings();
    assert_eq!(findings.len(), 1);
    let evidence = &findings[0].evidence;
    assert_eq!((&evidence["pages"], &evidence["pages_with_the_sentence"]), (&json!(4), &json!(5)));
    assert_eq!(evidence["other_pages"].as_array().unwrap().len(), 3, "every page that is counted is named");
    let said = ["3 other pages", "stands on 5 pages in all"];
    assert!(said.iter().all(|said| findings[0].action.contains(said)), "{}", findings[0].action);
    assert_eq!(
        findings[0].sentence.as_deref(),
        Some("Sit upright at the table and take small sips of water between the bites.")
    );
    assert_eq!(site(8).marked(), [""; 0], "it stands on very many pages");
}

#[test]
fn the_sentence_that_is_shown_is_one_that_the_pages_share() {
    let list =
        |first: &str| format!("<ul><li>{first}</li><li>{}</li></ul>", meals().replace("<p>", "").replace("</p>", ""));
    let site = Audited::by(&["near-duplicate"])
        .page("a", "Starting", &(list("Of apples there are more than anybody can eat here.") + &other("apples")))
        .page("b", "Stopping", &(list("Of pears nobody has ever had as many as they wanted.") + &other("pears")));
    let findings = site.findings();
    assert_eq!(findings.len(), 1);
    assert!(
        findings[0].sentence.as_deref().is_some_and(|it| it.starts_with("Sit upright")),
        "{:?}",
        findings[0].sentence
    );
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
