//! Dates of review: `due-soon`, `unverified`, `edited-since-review`, `review-date-suspect`.

use serde_json::json;

use super::harness::{Audited, paragraph};

/// How many findings a check has on each of some pages, of which the first part is the day of the last edit and the others
/// are lines; each was edited in an hour of its own.
fn counts(check: &str, pages: &[&[&str]]) -> Vec<usize> {
    let mut site = Audited::by(&[check]);
    for (number, page) in pages.iter().enumerate() {
        let body: String = page.iter().skip(1).map(|line| paragraph(line)).collect();
        let fields = json!({ "modified_gmt": format!("{}T{number:02}:00:00", page[0]) });
        site = site.page_with(&format!("a{number:02}"), "Eating", &body, &fields);
    }
    let found = site.findings();
    let of = |number: usize| found.iter().filter(|it| it.page.link.ends_with(&format!("/a{number:02}/"))).count();
    (0..pages.len()).map(of).collect()
}

/// Holds each page's last line against the number of findings that it is to have.
fn each_has(check: &str, edited: &str, expected: &[(&str, usize)]) {
    let pages: Vec<[&str; 3]> = expected.iter().map(|(line, _)| [edited, TEXT, *line]).collect();
    let found = counts(check, &pages.iter().map(<[&str; 3]>::as_slice).collect::<Vec<_>>());
    for ((line, number), found) in expected.iter().zip(found) {
        assert_eq!(found, *number, "{check}: {line}");
    }
}

const TEXT: &str = "Sit upright and take small sips, and rest after each meal.";

#[test]
fn a_review_that_lapses_within_ninety_days_is_due_soon() {
    let lines = [
        ("Last reviewed: November 2023", 1),
        ("Last reviewed: January 2024", 1),
        ("Last reviewed: March 2024", 0),
        ("Last reviewed: October 2023", 0), // It has lapsed.
        ("Last reviewed: 1 May 2026. Next review due: 20 February 2027", 1),
        ("Last reviewed: 1 May 2026. Next review due: 21 February 2027", 0),
    ];
    each_has("due-soon", "2026-06-01", &lines);
}

#[test]
fn a_page_without_a_date_of_review_is_unverified() {
    let lines = [
        ("It helps.", 1),
        ("Reviewed by Ann Lee, MD", 1),
        ("Last reviewed: April 2025", 0),
        ("Next review due: April 2028", 0),
        ("Last reviewed: April 2031", 0), // It is suspect, and so are the next two.
        ("Last reviewed: 03/04/2025", 0),
        ("© 2019 Larkfield", 0),
        // An edit by whoever keeps the text in order is no review.
        (
            "Updated by: Ann Lee, MD. Also reviewed by Tom Roe, MD, and the Larkfield team. Editorial update 9/30/2016.",
            1,
        ),
        ("Larkfield and its team. Editorial update 06/12/2017.", 1),
        ("Keep doing so. Last reviewed: April 2025.", 0),
    ];
    each_has("unverified", "2026-06-01", &lines);
    assert_eq!(counts("unverified", &[&["2026-06-01"]]), [0], "a page without words");
}

#[test]
fn an_edit_long_after_the_review_is_found() {
    let april = "Last reviewed: April 2025";
    let pages: [(&str, &str, usize); 6] = [
        ("2026-06-01", april, 1),
        ("2025-06-29", april, 0), // It publishes the review.
        ("2025-06-30", april, 1),
        ("2025-03-01", april, 0),
        ("2026-02-15", "Last reviewed: 2025", 0),
        ("2026-06-01", "Rest well.", 0),
    ];
    let lines: Vec<[&str; 3]> = pages.iter().map(|(edited, line, _)| [*edited, TEXT, *line]).collect();
    let found = counts("edited-since-review", &lines.iter().map(<[&str; 3]>::as_slice).collect::<Vec<_>>());
    assert_eq!(found, pages.map(|(_, _, number)| number));
}

#[test]
fn an_edit_that_many_pages_share_within_an_hour_is_a_change_of_the_site() {
    let site = |hours: &[u32]| {
        let mut site = Audited::by(&["edited-since-review"]);
        for (number, hour) in hours.iter().enumerate() {
            let fields = json!({ "modified_gmt": format!("2026-06-01T{hour:02}:{:02}:00", number % 60) });
            let body = format!("{}{}", paragraph(TEXT), paragraph("Last reviewed: April 2025"));
            site = site.page_with(&format!("a{number}"), "Eating", &body, &fields);
        }
        site.findings().len()
    };
    assert_eq!(site(&[9, 9, 9, 9]), 0);
    assert_eq!(site(&[9, 9, 9, 12]), 1);
    assert_eq!(site(&[9, 10, 11, 12]), 4);
}

#[test]
fn a_review_from_before_the_page_is_of_another_text() {
    let site = |published: &str| {
        let body = format!("{}{}", paragraph(TEXT), paragraph("Last reviewed: May 2025"));
        let fields = json!({"date_gmt": published});
        Audited::by(&["edited-since-review"]).page_with("a", "Eating", &body, &fields).findings().len()
    };
    assert_eq!((site("2025-05-20T00:00:00"), site("2025-06-20T00:00:00")), (1, 0));
}

#[test]
fn dates_that_nobody_can_have_meant_are_suspect() {
    let lines = [
        ("Last reviewed: April 2031", 1),
        ("Last reviewed: May 2025. Next review due: May 2022", 1),
        ("Last reviewed: November 2026", 0),
        ("Last reviewed: May 2025. Next review due: May 2025", 0),
        ("Last reviewed: May 2025", 0),
        ("Reviewed: May 2025. Updated: June 2026", 0),
    ];
    each_has("review-date-suspect", "2026-06-01", &lines);
    let two = |first: &'static str, last: &'static str| ["2026-06-01", first, TEXT, last];
    let contradicting = two("Last reviewed: 3 May 2025", "Last reviewed: June 2022");
    let more_exact = two("Last reviewed: May 2025", "Last reviewed: 12 May 2025");
    assert_eq!(counts("review-date-suspect", &[&contradicting, &more_exact]), [1, 0]);
}

#[test]
fn a_date_that_can_be_read_two_ways_names_the_remedy() {
    let body = format!("{}{}", paragraph(TEXT), paragraph("Last reviewed: 03/04/2025"));
    let site = || Audited::by(&["review-date-suspect"]).page("a", "Eating", &body);
    let found = site().findings();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].sentence.as_deref(), Some("Last reviewed: 03/04/2025"));
    assert_eq!(found[0].evidence["remedy"], "date-order");
    assert!(found[0].action.contains("date-order"), "{}", found[0].action);
    assert_eq!(site().config("date-order = \"day-first\"").marked(), [""; 0]);
    let heading = |text: &str| {
        let body = format!("<h2>{text}</h2>{}", paragraph("Sit upright."));
        Audited::by(&["review-date-suspect"]).page("a", "Eating", &body).findings().len()
    };
    assert_eq!(heading("Resources (Review Date 12/10/2016)"), 1);
    assert_eq!(heading("Resources (checked 12/10/2016)"), 0, "words that stand in other sentences too");
}

#[test]
fn a_copyright_year_is_no_date_of_review() {
    let lines = [
        ("© 2015–2019 Larkfield. All rights reserved.", 1),
        ("Copyright 2019 Larkfield", 1),
        ("© 2019 Larkfield. Last reviewed: May 2025", 0),
        ("© 2019 photo by Ann Lee", 0),
        ("The copyright of 2019 was ours.", 0),
    ];
    each_has("review-date-suspect", "2026-06-01", &lines);
}

#[test]
fn a_day_that_every_page_states_is_told_once() {
    let site = |pages: usize, day: fn(usize) -> String| {
        let mut site = Audited::by(&["review-date-suspect"]);
        for number in 0..pages {
            let line = format!("Last reviewed: {}", day(number));
            site = site.page(&format!("a{number:02}"), "Eating", &format!("{}{}", paragraph(TEXT), paragraph(&line)));
        }
        site.findings()
    };
    let same = site(12, |_| "12 May 2026".to_owned());
    assert_eq!(same.len(), 1);
    assert_eq!(same[0].page.link, "https://www.example.org/a00/");
    assert_eq!(same[0].evidence["pages"], 12);
    assert_eq!(site(12, |number| format!("{} May 2026", number + 1)).len(), 0);
    assert_eq!(site(12, |_| "May 2026".to_owned()).len(), 0, "a month that pages share is a campaign of reviews");
    assert_eq!(site(5, |_| "12 May 2026".to_owned()).len(), 0, "too few to tell");
}

#[test]
fn a_site_may_have_wordings_of_its_own() {
    let body = format!("{}{}", paragraph(TEXT), paragraph("Signed off by the board: 12 April 2025"));
    let site = |config: &str| {
        Audited::by(&["unverified", "edited-since-review"]).config(config).page("a", "Eating", &body).marked()
    };
    assert_eq!(site(""), ["unverified"]);
    let own = site("[audit]\nreview-wordings = [\"Signed off by the board\"]");
    assert_eq!(own, ["edited-since-review: Signed off by the board: 12 April 2025"]);
}
