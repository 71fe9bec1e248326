//! `superseded-term`: a name of old, used as if it were today's.

use serde_json::json;

use super::harness::{Audited, paragraph};

fn marked(text: &str) -> Vec<String> {
    let english = "<p>The small vessels of the body are harmed, and the doctors will want to know how it began.</p>";
    of_page("Vasculitis", &format!("{english}{}", paragraph(text)))
}

fn of_page(title: &str, body: &str) -> Vec<String> {
    Audited::by(&["superseded-term"]).page("a", title, body).marked()
}

#[test]
fn an_old_name_is_found_once_a_page_with_todays() {
    let body = "<p>The small vessels of the body are harmed in Wegener's granulomatosis.</p>\
        <p>The doctors will want to treat Wegener’s granulomatosis as early as they can.</p>";
    assert_eq!(of_page("Vasculitis", body), ["superseded-term: Wegener's granulomatosis"]);
    let findings = Audited::by(&["superseded-term"]).page("a", "Vasculitis", body).findings();
    assert_eq!(findings[0].evidence["preferred"], json!("granulomatosis with polyangiitis"));
    assert_eq!(findings[0].evidence["uses"], json!(2));
    assert!(findings[0].action.contains("write “granulomatosis with polyangiitis”"), "{}", findings[0].action);
    assert_eq!(
        of_page(
            "Churg-Strauss syndrome",
            "<p>It is rare, and most of the people who have it have had asthma before.</p>"
        ),
        ["superseded-term: Churg-Strauss syndrome"]
    );
    assert_eq!(marked("People with reiter syndrome are often young."), ["superseded-term: reiter syndrome"]);
}

#[test]
fn an_old_name_that_is_told_of_is_left_alone() {
    for text in [
        "Granulomatosis with polyangiitis, formerly called Wegener's granulomatosis, harms vessels.",
        "Granulomatosis with polyangiitis (Wegener's granulomatosis) harms vessels.",
        "Granulomatosis with polyangiitis (GPA, previously known as Wegener's granulomatosis) harms vessels.",
        "It was once Wegener's granulomatosis.",
        "Wegener's granulomatosis is an old name.",
        "Some still say “Wegener's granulomatosis” today.",
        "The Wegener's Granulomatosis Association has a helpline.",
        "Absence (petit mal) seizures are short.",
        "Some have seizures that are called big (tonic-clonic or grand mal seizures).",
        "Ask <a href=\"https://www.example.net/\">about Wegener's granulomatosis</a> there.",
    ] {
        assert_eq!(marked(text), [""; 0], "{text}");
    }
    assert_eq!(marked("</p><blockquote><p>I had Wegener's granulomatosis.</p></blockquote><p>So he said."), [""; 0]);
}

#[test]
fn a_page_that_explains_the_old_name_may_use_it_less_often_than_todays() {
    let explained = "<p>Granulomatosis with polyangiitis (formerly Wegener's granulomatosis) is rare.</p>";
    let once = format!("{explained}<p>Wegener's granulomatosis is treated with rituximab.</p>");
    assert_eq!(of_page("Vasculitis", &once), [""; 0]);
    let often = format!("{explained}{}", "<p>Wegener's granulomatosis is treated with rituximab.</p>".repeat(3));
    assert_eq!(of_page("Vasculitis", &often).len(), 1);
}

#[test]
fn an_old_name_inside_the_name_of_another_disease_is_left_alone() {
    let body = "<p>Mental retardation x-linked with cerebellar hypoplasia is rare.</p>";
    assert_eq!(of_page("Mental retardation x-linked with cerebellar hypoplasia", body), [""; 0]);
    assert_eq!(marked("It may cause mental retardation."), ["superseded-term: mental retardation"]);
}

#[test]
fn the_sites_own_file_decides_what_is_of_old() {
    let site = |file: &str| {
        let site = Audited::by(&["superseded-term"]).page("a", "Money", "<p>Claim the moon allowance now.</p>");
        site.vocabulary(file).marked()
    };
    assert_eq!(site("# relation: superseded\nmoon allowance => sun allowance\n"), ["superseded-term: moon allowance"]);
    assert_eq!(site("moon allowance, sun allowance\n"), [""; 0]);
}
