//! Markup as pages really write it.

use super::*;

fn names(html: &str) -> Vec<String> {
    Markup::new(html)
        .map(|piece| match piece {
            Piece::Text(text) => format!("text {text}"),
            Piece::Tag(tag) => format!("{}{}", if tag.end { "/" } else { "" }, tag.name),
            Piece::Comment(_) => "comment".to_owned(),
            Piece::Raw(raw) => format!("raw {raw}"),
        })
        .collect()
}

#[test]
fn less_than_in_text_is_text() {
    assert_eq!(names("5 < 6 <- x<y"), ["text 5 < 6 <- x", "comment"]);
    assert_eq!(names("a < b<br>"), ["text a < b", "br"]);
}

#[test]
fn a_tag_ends_where_the_parser_ends_it() {
    assert_eq!(names("<p title='a>b'>x"), ["p", "text x"]);
    assert_eq!(names(r#"<img alt="un"closed>x"#), ["img", "text x"]);
    assert_eq!(names("<a href=x/>y</a >z"), ["a", "text y", "/a", "text z"]);
    assert_eq!(names("before <a href=\"never"), ["text before ", "comment"]);
}

#[test]
fn comments_end_as_in_browsers() {
    assert_eq!(
        names("<!-->x<!--->y<!-- a -- b --->z<!--c--!>w<!-- open"),
        ["comment", "text x", "comment", "text y", "comment", "text z", "comment", "text w", "comment"]
    );
}

#[test]
fn scripts_hold_no_tags() {
    assert_eq!(
        names("<script>if (a<b) '<p>'</scripted></SCRIPT>x"),
        ["script", "raw if (a<b) '<p>'</scripted>", "/SCRIPT", "text x"]
    );
    assert_eq!(names("<svg><title>t<b></title></svg>"), ["svg", "title", "text t", "b", "/title", "/svg"]);
}

#[test]
fn attributes_are_found_and_counted() {
    let html = r#"<h2 class = "a b" ID=top data-x>"#;
    let Some(Piece::Tag(tag)) = Markup::new(html).next() else { panic!("a tag") };
    assert_eq!(tag.attributes, 3);
    assert_eq!(attribute(&tag, "id"), Some("top"));
    assert_eq!(attribute(&tag, "class"), Some("a b"));
    assert_eq!(attribute(&tag, "style"), None);
}
