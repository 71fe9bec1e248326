//! What is too much for the parser, and what is not.

use super::*;

#[test]
fn long_but_orderly_pages_are_parsed() {
    let paragraphs = "<p class=\"x\">Some <b>bold</b> <a href=\"/y\">text</a>.</p>\n".repeat(15_000);
    assert_eq!(excess(&paragraphs), None);
    let items = format!("<ul>{}</ul>", "<li>an item that nobody closed".repeat(20_000));
    assert_eq!(excess(&items), None);
    let rows = format!("<table>{}</table>", "<tr><td>a<td>b".repeat(20_000));
    assert_eq!(excess(&rows), None);
    assert_eq!(excess(&("<div>".repeat(1500) + "deep" + &"</div>".repeat(1500))), None);
}

#[test]
fn what_parsers_choke_on_is_refused() {
    assert!(excess(&"<div>".repeat(20_000)).is_some());
    let fonts = (0..3000).fold(String::new(), |html, n| html + &format!("<font color={n}>x<p>"));
    assert!(excess(&fonts).is_some());
    assert!(excess(&"<ul><li>".repeat(20_000)).is_some());
    assert!(excess(&format!("<table>{}", "<i>x</i>".repeat(100_000))).is_some());
    let attributes = (0..200_000).fold(String::new(), |tag, n| tag + &format!(" a{n}"));
    assert!(excess(&format!("<p{attributes}>")).is_some());
}
