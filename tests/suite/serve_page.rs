//! The page without a browser: what the server itself makes of it, and what it says at its start.

use crate::asked::{Asked, page, site};
use crate::served::served;

fn small() -> Asked {
    let text = "<p>To swallow tablets:</p><ul><li>sit upright</li><li>never crush methotrexate tablets</li></ul><p>Ask your pharmacist.</p>";
    site(vec![
        page("tablets", "Tablets", &format!("{text}<p>Reviewed by Dr Wren Hale, April 2025.</p>")),
        page("old", "Old", "<p>Tablets of methotrexate are taken once a week.</p>"),
    ])
}

#[test]
fn a_start_without_notices_says_that_none_is_configured() {
    let server = served(small(), &[]);
    assert!(server.log().contains("No notice is configured"), "{}", server.log());
    let site = small();
    let notice = "[[notice]]\nkind = \"emergency\"\nwhen = [\"@choking\"]\nsay = \"Ring 112.\"\n";
    std::fs::write(site.path().join("vademecum.toml"), notice).unwrap();
    let server = served(site, &[]);
    assert!(!server.log().contains("No notice"), "{}", server.log());
}

#[test]
fn the_items_of_a_list_are_a_list_in_the_answer_and_in_its_page() {
    let server = served(small(), &[]);
    let answer = server.form("/answers", "q=methotrexate").text();
    assert!(answer.contains("<ul><li>sit upright</li>"), "{answer}");
    assert!(
        answer.contains("<li><strong class=\"warns\">never</strong> crush <mark>methotrexate</mark> tablets</li>"),
        "{answer}"
    );
    let read = server.get("/page/1").text();
    assert!(read.contains("<ul><li>sit upright</li>") && !read.contains('•'), "{read}");
    // What is copied has its bullets.
    assert!(answer.contains("• sit upright\n• never crush"), "{answer}");
}

#[test]
fn what_is_read_out_is_a_sentence_for_each_state_of_a_review() {
    let server = served(small(), &[]);
    let answer = server.form("/answers", "q=methotrexate").text();
    for sentence in
        ["page on “Tablets”, reviewed April 2025.", "page on “Old”; it has no review date and was edited in 2025."]
    {
        assert!(answer.contains(sentence), "{sentence}: {answer}");
    }
    assert!(answer.contains("Reviewed Apr 2025. Reviewer: Dr Wren Hale"), "{answer}");
}

#[test]
fn the_page_is_whole_without_a_script_and_the_box_keeps_nothing() {
    let server = served(small(), &[]);
    let reply = server.form("/", "q=methotrexate&not=week");
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    let text = reply.text();
    for part in [
        "value=\"methotrexate\"",
        "Leaving out: <strong>week</strong>",
        "autocomplete=\"off\" autocorrect=\"off\" autocapitalize=\"off\" spellcheck=\"false\"",
        "Type the topic, not the caller’s name.",
        "href=\"/audit\"",
        "href=\"/?q=methotrexate&amp;not=week\"",
    ] {
        assert!(text.replace("&#38;", "&amp;").contains(part), "{part}: {text}");
    }
    let title = text.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap();
    assert!(!title.contains("methotrexate"), "{title}");
    // The link is answered as the question was.
    assert!(server.get("/?q=methotrexate&not=week").text().contains("Leaving out: <strong>week</strong>"));
}

#[test]
fn topics_near_a_question_are_not_those_of_its_small_words() {
    let server = served(
        site(vec![
            page("thanks", "With thanks", "<p>To all who gave.</p>"),
            page("tablets", "Tablets at school", "<p>Hand them in at the office.</p>"),
        ]),
        &[],
    );
    let answer = server.form("/answers", "q=qwfpgj with tablets").text();
    assert!(answer.contains("Tablets at school") && !answer.contains("With thanks"), "{answer}");
}
