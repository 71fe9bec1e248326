//! Checks of a page's form: `missing-alt`, `heading-order`, `http-link`, `thin-page`, `missing-description`, `hard-to-read`.

use serde_json::json;

use super::harness::{Audited, paragraph};

/// What the findings of a check on a page of this body say of their kind.
fn found(check: &str, body: &str) -> Vec<String> {
    let findings = Audited::by(&[check]).page("a", "Rest", body).findings();
    let kind = |name: &str, it: &vademecum::audit::Finding| {
        it.evidence.get(name).map(|it| it.as_str().unwrap_or("").to_owned())
    };
    findings.iter().map(|it| kind("alt", it).or(kind("kind", it)).or(kind("target", it)).unwrap_or_default()).collect()
}

#[test]
fn an_image_without_words_is_found() {
    for (image, kind) in [
        ("<img src='a/b.png'>", "none"),
        ("<a href='/x/'><img src='b.png' alt=''></a>", "empty"),
        ("<figure><img src='b.png' alt=''><figcaption>A rash on a hand</figcaption></figure>", "empty"),
        ("<img src='IMG_2041.jpg' alt='IMG_2041'>", "file-name"),
        ("<img src='b.png' alt='hand_rash.jpg'>", "file-name"),
        ("<img src='b.png' alt='Image'>", "says-nothing"),
    ] {
        assert_eq!(found("missing-alt", &format!("<p>Rest.</p>{image}")), [kind], "{image}");
    }
    for image in
        ["<img src='b.png' alt=''>", "<img src='rash.png' alt='Rash'>", "<img src='b.png' alt='COVID-19 test'>"]
    {
        assert_eq!(found("missing-alt", &format!("<p>Rest.</p>{image}")), [""; 0], "{image}");
    }
}

#[test]
fn the_caption_of_an_image_is_told() {
    let body = "<p>Rest.</p><figure><img src='x/b.png' alt=''><figcaption>A rash on a hand</figcaption></figure>";
    let findings = Audited::by(&["missing-alt"]).page("a", "Rest", body).findings();
    assert_eq!(findings[0].evidence["caption"], json!("A rash on a hand"));
    assert_eq!(findings[0].sentence.as_deref(), Some("b.png"));
}

#[test]
fn headings_by_which_the_way_is_lost_are_found() {
    for (body, kinds) in [
        ("<h2>A</h2><p>a</p><h4>B</h4><p>b</p>", vec!["level-left-out"]),
        ("<h3>A</h3><p>a</p>", vec!["level-left-out"]),
        ("<h1>A</h1><p>a</p><h1>B</h1><p>b</p>", vec!["several-h1"]),
        ("<h2>A</h2><p>a</p><h2>&nbsp;</h2><p>b</p>", vec!["empty"]),
        ("<h2>A</h2><p>a</p><h3>B</h3><p>b</p><h4>C</h4><p>c</p><h2>D</h2><p>d</p>", vec![]),
        ("<p>a</p>", vec![]),
    ] {
        assert_eq!(found("heading-order", body), kinds, "{body}");
    }
}

#[test]
fn links_by_http_are_found_once_for_each_target() {
    let body = "<p><a href='http://a.example.net/'>one</a> <a href='http://a.example.net/'>two</a> \
        <a href='http://www.example.org/x/'>own</a> <a href='https://b.example.net/'>safe</a> <a href='/y/'>here</a></p>";
    assert_eq!(found("http-link", body), ["http://a.example.net/", "http://www.example.org/x/"]);
    let findings = Audited::by(&["http-link"]).page("a", "Rest", body).findings();
    assert_eq!((&findings[0].evidence["uses"], &findings[1].evidence["own_site"]), (&json!(2), &json!(true)));
}

#[test]
fn a_page_that_says_hardly_anything_is_found_unless_it_leads_on() {
    assert_eq!(found("thin-page", "<p>Rest helps.</p>").len(), 1);
    assert_eq!(found("thin-page", &paragraph(&"Rest helps most people. ".repeat(30))).len(), 0);
    for purpose in [
        "<ul><li><a href='/a/'>A</a></li><li><a href='/b/'>B</a></li></ul>",
        "<p>Write to us.</p><form><input></form>",
        "<p>See the film.</p><iframe src='https://film.example.net/'></iframe>",
    ] {
        assert_eq!(found("thin-page", purpose).len(), 0, "{purpose}");
    }
    let above = Audited::by(&["thin-page"]).page("a", "Rest", "<p>Rest helps.</p>");
    let below = paragraph(&"Rest helps most people. ".repeat(30));
    assert_eq!(above.page_with("b", "Sleep", &below, &json!({ "parent": 1 })).findings().len(), 0);
}

#[test]
fn a_missing_description_is_found_where_other_pages_have_one() {
    let described = json!({ "yoast_head_json": { "description": "How rest helps." } });
    let site = Audited::by(&["missing-description"]).page("a", "Rest", "<p>Rest helps.</p>");
    assert_eq!(site.findings().len(), 0);
    let findings = site.page_with("b", "Sleep", "<p>Sleep helps.</p>", &described).findings();
    assert_eq!(findings.iter().map(|it| it.page.title.as_str()).collect::<Vec<_>>(), ["Rest"]);
}

#[test]
fn running_text_of_long_sentences_and_words_is_hard_to_read() {
    let hard = "The multidisciplinary rehabilitation of individuals experiencing immune-mediated inflammatory myopathies \
        necessitates comprehensive, individualised consideration of cardiopulmonary complications and nutritional \
        deterioration. ";
    let findings = Audited::by(&["hard-to-read"]).page("a", "Rest", &paragraph(&hard.repeat(6))).findings();
    assert_eq!(findings.len(), 1);
    assert!(findings[0].evidence["grade"].as_f64().unwrap() > 20.0);
    assert_eq!((&findings[0].evidence["words"], &findings[0].evidence["sentences"]), (&json!(114), &json!(6)));
    assert_eq!(found("hard-to-read", &paragraph(&"Rest for a while and drink some water. ".repeat(30))).len(), 0);
    assert_eq!(found("hard-to-read", &paragraph(hard)).len(), 0, "too little text");
    let list = format!("<ul>{}</ul>", "<li>Multidisciplinary rehabilitation considerations</li>".repeat(60));
    assert_eq!(found("hard-to-read", &list).len(), 0, "items of a list are no sentences");
}
