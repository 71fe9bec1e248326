//! `placeholder`: words that were never written, and shortcodes that a visitor sees.

use super::harness::{Audited, paragraph};

fn marked(body: &str) -> Vec<String> {
    Audited::by(&["placeholder"]).page("a", "Diet", body).marked()
}

#[test]
fn what_stands_in_for_words_is_found() {
    for (text, placeholder) in [
        ("TODO: write an introduction.", "TODO"),
        ("Meetings are on Mondays, time TBC.", "TBC"),
        ("Lorem ipsum dolor sit amet, consectetur.", "Lorem ipsum"),
        ("This page is coming soon.", "coming soon"),
        ("[Insert text here]", "Insert text here"),
        ("Ring us on xxx for help.", "xxx"),
        ("Add your heading text here", "Add your heading text here"),
        ("This page is under construction!", "under construction"),
    ] {
        assert_eq!(marked(&paragraph(text)), [format!("placeholder: {placeholder}")], "{text}");
    }
}

#[test]
fn words_that_say_something_are_left_alone() {
    for text in [
        "Spring is coming soon, and with it the pollen that makes many people with asthma wheeze.",
        "He writes [...] that it helped [1], as a statment [sic] of fact.",
        "The TBC1D24 gene and triple X, 47,XXX, a set of chromosomes.",
        "A child with XXX syndrome has another chromosome.",
        "Research is a work in progress, and nobody knows yet what the cause of the disease may be.",
        "Use the array a[0], then press [Enter].",
        "The report is to be confirmed by a second reading of the slides in another hospital, which takes weeks.",
    ] {
        assert_eq!(marked(&paragraph(text)), [""; 0], "{text}");
    }
    let spanish = "<p>TODO el mundo necesita descansar, y los pacientes más que los demás, dice la doctora.</p>";
    assert_eq!(marked(spanish), [""; 0]);
}

#[test]
fn a_shortcode_that_a_visitor_sees_is_found_once_for_its_plugin() {
    let form = "<p>[contact-form-7 id=&#8221;12&#8243; title=&#8221;Contact&#8221;]</p>";
    assert_eq!(marked(form), ["placeholder: [contact-form-7 id=”12″ title=”Contact”]"]);
    let builder = "<p>[vc_row][vc_column]Rest helps.[/vc_column][/vc_row]</p>";
    assert_eq!(marked(builder), ["placeholder: [vc_row]"]);
    assert_eq!(marked("<p>Dear {{first_name}}, rest.</p>"), ["placeholder: {{first_name}}"]);
    assert_eq!(marked("<pre><code>[gallery ids=\"1\"]</code></pre><p>[[gallery]] shows images.</p>"), [""; 0]);
}

#[test]
fn a_page_full_of_a_templates_words_is_told_of_once() {
    assert_eq!(marked(&"<p>Lorem ipsum dolor sit amet.</p>".repeat(5)).len(), 1);
}
