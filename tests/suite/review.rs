//! What a page says of its review, from the wordings people use.

use vademecum::config::DateOrder;
use vademecum::content::{Block, BlockKind, Label, Review, ReviewRules, Run, ambiguous_review_dates, assemble};
use vademecum::corpus::RawPage;

fn paragraphs(texts: &[&str]) -> Vec<Block> {
    let block = |text: &&str| Block {
        kind: BlockKind::Paragraph,
        text: (*text).to_owned(),
        runs: vec![Run { range: 0..text.len() as u32, plain: true }],
        id: None,
        screen: 0,
        links: vec![],
        images: vec![],
        dynamic: false,
    };
    texts.iter().map(block).collect()
}

fn review_of(texts: &[&str]) -> Review {
    assemble(&RawPage::default(), &paragraphs(texts), &ReviewRules::default()).facts.review
}

/// Date, reviewer, next review; empty where not stated.
fn told(review: &Review) -> (String, &str, String) {
    let date = |date: Option<vademecum::content::StatedDate>| date.map(|date| date.to_string()).unwrap_or_default();
    (date(review.reviewed), review.reviewer.as_deref().unwrap_or_default(), date(review.next))
}

#[test]
fn the_usual_wordings_are_read() {
    for (lines, reviewed, reviewer, next) in [
        (&["Page last reviewed: 15 March 2025", "Next review due: 15 March 2028"][..], "2025-03-15", "", "2028-03-15"),
        (&["Page last reviewed: 15 March 2025 Next review due: 15 March 2028"], "2025-03-15", "", "2028-03-15"),
        (&["Last reviewed: May 2021 | Next review: May 2024"], "2021-05", "", "2024-05"),
        (&["Last reviewed", "May 2021"], "2021-05", "", ""),
        (&["Last reviewed:", "12/25/2024"], "2024-12-25", "", ""),
        (&["Medically reviewed by Jane Doe, MD, on March 15, 2025"], "2025-03-15", "Jane Doe, MD", ""),
        (&["Medically reviewed by Dr. J. R. Smith on March 15, 2025."], "2025-03-15", "Dr. J. R. Smith", ""),
        (&["Medically reviewed by Jane Doe, M.D.", "March 15, 2025"], "2025-03-15", "Jane Doe, M.D.", ""),
        (&["Revised April 2025 by Ann Lee, MD, PhD – rheumatologist and adviser"], "2025-04", "Ann Lee, MD, PhD", ""),
        (&["Reviewed by: Ann Lee, rheumatologist, 2023"], "2023", "Ann Lee", ""),
        (&["Reviewed 2023-06-01"], "2023-06-01", "", ""),
        (&["(Reviewed: June 2023)"], "2023-06", "", ""),
        (&["Content reviewed: June 2023"], "2023-06", "", ""),
        (&["Updated May 2022"], "2022-05", "", ""),
        (&["Last updated on 3 May 2022"], "2022-05-03", "", ""),
        (&["This page was last reviewed in June 2023."], "2023-06", "", ""),
        (&["First published: 2015. Last reviewed: 2019."], "2019", "", ""),
        (&["Last updated: May 2024. Last reviewed: March 2020."], "2020-03", "", ""),
        (&["Última revisión: 12 de abril de 2025"], "2025-04-12", "", ""),
        (&["Revisado por la Dra. Ana López en abril de 2025"], "2025-04", "Dra. Ana López", ""),
        (&["Próxima revisión: 2027", "Revisado: 2024"], "2024", "", "2027"),
        (&["Dernière révision : 12 avril 2025"], "2025-04-12", "", ""),
        (&["Mis à jour le 1er février 2024"], "2024-02-01", "", ""),
        (&["Relu par Anne Petit, avril 2025"], "2025-04", "Anne Petit", ""),
        (&["Zuletzt überprüft: 12. März 2024"], "2024-03-12", "", ""),
        (&["Zuletzt am 12. März 2024 aktualisiert"], "2024-03-12", "", ""),
        (&["Medizinisch geprüft von Dr. Eva Kern am 12. März 2024"], "2024-03-12", "Dr. Eva Kern", ""),
        (&["Stand: März 2024", "Nächste Überprüfung: 2026"], "2024-03", "", "2026"),
        (
            &[
                "The drug helps many people and is taken by mouth every day for weeks or months, sometimes for years, by people who have the disease and need it, and by some who do not but whose doctors believe it will do them good. Last reviewed May 2021.",
            ],
            "2021-05",
            "",
            "",
        ),
    ] {
        assert_eq!(told(&review_of(lines)), (reviewed.to_owned(), reviewer, next.to_owned()), "{lines:?}");
    }
}

#[test]
fn prose_about_reviews_is_no_review() {
    for line in [
        "Updated guidance in 2017 recommends rest.",
        "Updated 2017 guidelines recommend rest.",
        "The revised criteria (2017) are stricter.",
        "Revised criteria (2017)",
        "The book was reviewed in 2010 by Jane Doe.",
        "Reviewed by the FDA in 2017, the drug was approved.",
        "Reviewed 500 patients in 2010.",
        "Copyright 2019 The Association. All rights reserved.",
        "Review your medications with Dr. Smith in 2024.",
        "Stand up slowly.",
        "Checked in 2010, the lungs were clear.",
        "Update vaccinations",
    ] {
        assert_eq!(review_of(&[line]), Review::default(), "{line}");
    }
}

#[test]
fn an_ambiguous_date_is_said_and_not_guessed() {
    let blocks = paragraphs(&["Last reviewed: 03/04/2025"]);
    assert_eq!(assemble(&RawPage::default(), &blocks, &ReviewRules::default()).facts.review.reviewed, None);
    assert_eq!(ambiguous_review_dates(&blocks), ["03/04/2025"]);
    let configured =
        assemble(&RawPage::default(), &blocks, &ReviewRules::new(Some(DateOrder::DayFirst), &[])).facts.review;
    assert_eq!(told(&configured).0, "2025-04-03");
}

#[test]
fn a_review_date_after_the_last_edit_is_the_next_one() {
    let raw = RawPage { modified: "2024-06-01T00:00:00Z".parse().ok(), ..RawPage::default() };
    let read = |text| assemble(&raw, &paragraphs(&[text]), &ReviewRules::default()).facts.review;
    assert_eq!(told(&read("Review date: March 2027")), (String::new(), "", "2027-03".to_owned()));
    assert_eq!(told(&read("Review date: March 2024")), ("2024-03".to_owned(), "", String::new()));
}

#[test]
fn json_ld_states_a_review_and_an_edit_is_none() {
    let raw = |json: &str| RawPage { json_ld: vec![json.to_owned()], ..RawPage::default() };
    let reviewed =
        raw(r#"{"@graph":[{"@type":"MedicalWebPage","lastReviewed":"2024-02-03","reviewedBy":{"name":"Ann Lee"}}]}"#);
    assert_eq!(
        told(&assemble(&reviewed, &[], &ReviewRules::default()).facts.review),
        ("2024-02-03".to_owned(), "Ann Lee", String::new())
    );
    let edited = raw(r#"{"dateModified":"2024-02-03"}"#);
    assert_eq!(assemble(&edited, &[], &ReviewRules::default()).facts.review, Review::default());
    let by_hand = assemble(&reviewed, &paragraphs(&["Last reviewed: May 2023"]), &ReviewRules::default()).facts.review;
    assert_eq!(told(&by_hand).0, "2023-05");
    let updated = assemble(&reviewed, &paragraphs(&["Last updated: May 2025"]), &ReviewRules::default()).facts.review;
    assert_eq!(told(&updated).0, "2024-02-03");
}

#[test]
fn a_line_and_the_date_below_it_are_labelled() {
    let page = assemble(
        &RawPage::default(),
        &paragraphs(&["It helps.", "Last reviewed", "May 2021"]),
        &ReviewRules::default(),
    );
    let labels: Vec<(Label, &str)> =
        page.passages.iter().map(|passage| (passage.label, passage.text.as_str())).collect();
    assert_eq!(labels, [(Label::Body, "It helps."), (Label::Review, "Last reviewed\nMay 2021")]);
}

#[test]
fn a_review_line_below_the_sources_is_read_and_is_no_source() {
    let mut blocks = paragraphs(&[
        "Sources",
        "Rose MR. 188th ENMC international workshop. Neuromuscul Disord 2013;23:1044–55.",
        "NHS. Myositis. Page last reviewed: 3 May 2019.",
        "Reviewed June 2024 by Dr. Amadou Perrick, consultant neurologist",
    ]);
    blocks[0].kind = BlockKind::Heading(2);
    blocks.insert(0, paragraphs(&["Inclusion body myositis weakens the fingers and the thighs."]).remove(0));
    let page = assemble(&RawPage::default(), &blocks, &ReviewRules::default());
    assert_eq!(told(&page.facts.review), ("2024-06".to_owned(), "Dr. Amadou Perrick", String::new()));
    let line = page.passages.iter().find(|passage| passage.text.starts_with("Reviewed June")).unwrap();
    assert_eq!(line.label, Label::Review);
}

#[test]
fn a_name_may_follow_the_date_with_its_title_or_have_an_article() {
    assert_eq!(told(&review_of(&["Last reviewed 7 July 2025, Dr. Amadou Perrick"])).1, "Dr. Amadou Perrick");
    assert_eq!(told(&review_of(&["Content reviewed: 30 March 2023, London"])).1, "");
    assert_eq!(told(&review_of(&["Revisado en marzo de 2024 por la Dra. Nerys Hollin"])).1, "Dra. Nerys Hollin");
}

#[test]
fn a_review_at_the_end_of_a_long_credit_is_read() {
    let credit = "Updated by: Ann Lee, MD, Clinical Professor of Rest, School of Rest, Leeds, and of the University of Sleep, \
                  where she leads the clinic and teaches all those who wish to learn how people rest well. Internal review and \
                  update on 07/24/2016 by Ben Hale, MD, and the editorial team.";
    let review =
        assemble(&RawPage::default(), &paragraphs(&["It helps.", credit]), &ReviewRules::default()).facts.review;
    assert_eq!(review.reviewed.map(|date| date.to_string()).as_deref(), Some("2016-07-24"));
}

#[test]
fn when_a_source_was_updated_is_no_review_of_the_page() {
    let source =
        "Lee A. Rest and sleep. Rest website. rest.example.org/sleep. Updated March 12, 2012. Accessed April 10, 2012.";
    let review =
        assemble(&RawPage::default(), &paragraphs(&["It helps.", source]), &ReviewRules::default()).facts.review;
    assert_eq!(review, Review::default());
}
