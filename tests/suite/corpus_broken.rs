//! Broken exports: one bad page is one skipped page, and what is cut short is never taken for complete.

use std::fmt::Write;
use std::fs;

use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::corpus_exports::Reading;

fn reading(bytes: &[u8]) -> Reading {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("export.json");
    fs::write(&path, bytes).unwrap();
    Reading::of(&[path], &["page"])
}

fn page(id: u64) -> Value {
    json!({"id": id, "link": format!("https://example.org/{id}/"), "type": "page", "status": "publish", "slug": "s",
        "title": {"rendered": format!("Title {id}")}, "content": {"rendered": format!("<p>\"Text\" [{id}] {{}}</p>\n"), "protected": false}})
}

fn wxr(items: u64) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\"?><!-- created=\"2026-01-02 03:04\" --><rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\
         <wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://example.org</wp:base_blog_url>",
    );
    for id in 1..=items {
        let _ = write!(
            xml,
            "<item><title><![CDATA[Sjögren {id}]]></title><link>https://example.org/{id}/</link><content:encoded><![CDATA[<p>a]]]]><![CDATA[>\u{b}b &amp; \
             <!-- wp:block {{\"ref\":9}} /--></p>]]></content:encoded><wp:post_id>{id}</wp:post_id><wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>"
        );
    }
    xml + "</channel></rss>"
}

#[test]
fn one_bad_element_is_one_skipped_page() {
    let bad = [
        r#"{"id":2,"title":{"rendered":"x"},"link":"y""#,
        r#"{"id":2,"title":{"rendered":"a "quoted" word"},"link":"y","content":{"rendered":"x"}}"#,
        r#"{"id":2,"title":{"rendered":"bad \x escape"},"link":"y","content":{"rendered":"x"}}"#,
        r#"{"id":2,"title":nope,"link":"y","content":{"rendered":"x"}}"#,
    ];
    for bad in bad {
        let reading = reading(format!("[{},{bad},{}]", page(1), page(3)).as_bytes());
        let ids: Vec<u64> = reading.pages.iter().map(|page| page.id).collect();
        assert_eq!(ids, [1, 3], "{bad}");
        assert_eq!(reading.skipped.len(), 1, "{bad}");
        assert!(reading.skipped[0].reason.contains("at byte "), "{}", reading.skipped[0].reason);
        assert_eq!(reading.skipped[0].id, Some(2), "{bad}");
        assert!(reading.only().complete, "{bad}: {:?}", reading.reports);
    }
}

#[test]
fn elements_that_are_no_pages_are_warned_of() {
    let reading = reading(format!("[{},null,5,\"x\",{{}},{}]", page(1), page(3)).as_bytes());
    assert_eq!(reading.pages.len(), 2);
    let warning = &reading.only().warnings[0];
    assert_eq!(warning.code, "no-page");
    assert!(warning.text.contains("holds 4 JSON values"), "{}", warning.text);
}

#[test]
fn odd_field_types_spoil_no_page() {
    let odd = json!({"id": "7", "link": "https://example.org/7/", "title": "Plain", "content": {"rendered": "x", "protected": false},
        "acf": [], "meta": [], "slug": 5, "yoast_head_json": [], "_links": [], "_embedded": [], "parent": null, "modified": "never"});
    let reading = reading(odd.to_string().as_bytes());
    assert_eq!(reading.pages.len(), 1, "{:?}", reading.skipped);
    assert_eq!((reading.pages[0].id, reading.pages[0].title_html.as_str()), (7, "Plain"));
    assert_eq!(reading.pages[0].site, "https://example.org");
}

#[test]
fn a_page_without_a_link_is_linked_by_its_id() {
    let linked = |changes: &[(&str, Value)]| {
        let mut page = page(7);
        page["link"] = json!("");
        for (field, value) in changes {
            page[field] = value.clone();
        }
        let reading = reading(page.to_string().as_bytes());
        let warned = reading.only().warnings.first().map(|warning| (warning.code, warning.text.clone()));
        (reading.pages.first().map(|page| (page.link.clone(), page.site.clone())), warned)
    };
    let guid = |guid: &str| ("guid", json!({ "rendered": guid }));
    let answered = json!({"self": [{"href": "https://site.example/wp-json/wp/v2/pages/7"}]});
    for (changes, link, site) in [
        (vec![guid("https://example.org/?page_id=7")], "https://example.org/?page_id=7", "https://example.org"),
        (
            vec![guid("https://old.example/?post_type=x&#038;p=7"), ("_links", answered)],
            "https://site.example/?p=7",
            "https://site.example",
        ),
    ] {
        let (page, warned) = linked(&changes);
        assert_eq!(page, Some((link.to_owned(), site.to_owned())));
        let (code, text) = warned.unwrap();
        assert!(
            code == "no-link"
                && text.ends_with(&format!("has a page without a link; the address with its id is used, as {link}")),
            "{text}"
        );
    }
    // A guid of another form is no address, nor is one of another item.
    for other in ["https://example.org/about/", "https://example.org/?page_id=77", "urn:uuid:7?p=7", ""] {
        assert_eq!(linked(&[guid(other)]), (None, None), "{other}");
    }
    let export = wxr(1).replace("https://example.org/1/", "");
    let reading = reading(export.as_bytes());
    assert_eq!(reading.pages[0].link, "https://example.org/?p=1");
    assert!(reading.only().warnings.iter().any(|warning| warning.code == "no-link"));
}

#[test]
fn a_password_in_any_form_withholds_the_page() {
    for (field, value) in [("password", json!("hunter2")), ("status", json!("draft")), ("status", json!(["publish"]))] {
        let mut locked = page(1);
        locked[field] = value;
        let reading = reading(locked.to_string().as_bytes());
        assert!(reading.pages.is_empty(), "{field}");
        assert!(reading.skipped[0].withheld);
        assert!(!format!("{:?}", reading.skipped).contains("hunter2"));
    }
    let mut open = page(1);
    open["password"] = json!("");
    assert_eq!(reading(open.to_string().as_bytes()).pages.len(), 1);
}

#[test]
fn raw_controls_and_half_surrogates_in_json_are_repaired() {
    let text = page(1).to_string().replace("Title 1", "Ti\u{1}tle \\ud83d 1");
    let reading = reading(text.as_bytes());
    assert_eq!(reading.pages.len(), 1, "{:?}", reading.skipped);
    assert_eq!(reading.pages[0].title_html, "Title \u{fffd} 1");
    assert_eq!(reading.only().warnings[0].code, "json-repaired");
}

#[test]
fn json_cut_short_anywhere_is_not_read() {
    let pages: Vec<Value> = (1..6).map(page).collect();
    let whole = Value::from(pages).to_string();
    let lines = format!("{}\n{}", page(1), page(2));
    let envelope = format!("{{\"body\":{whole},\"status\":200,\"headers\":{{}}}}");
    for text in [&whole, &envelope] {
        for end in (1..text.len()).step_by(7) {
            let reading = reading(&text.as_bytes()[..end]);
            let report = reading.only();
            assert!(!report.complete && report.error.is_some(), "{end}: {report:?}");
        }
    }
    let report = reading(&lines.as_bytes()[..lines.len() - 3]).reports.remove(0);
    assert!(!report.complete && report.error.is_some_and(|error| error.contains("cut short")));
}

#[test]
fn wxr_cut_short_anywhere_is_not_read() {
    let whole = wxr(3);
    for end in (1..whole.len()).step_by(7) {
        let reading = reading(&whole.as_bytes()[..end]);
        let report = reading.only();
        assert!(!report.complete && !report.whole && report.error.is_some(), "{end}: {report:?}");
    }
    assert!(reading(whole.as_bytes()).only().complete);
}

#[test]
fn compressed_exports_cut_short_are_not_read() {
    let whole = wxr(200);
    let zstd = zstd::encode_all(whole.as_bytes(), 1).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, whole.as_bytes()).unwrap();
    for packed in [zstd, gzip.finish().unwrap()] {
        for end in (20..packed.len()).step_by(97) {
            let reading = reading(&packed[..end]);
            assert!(!reading.only().complete && reading.only().error.is_some(), "{end}: {:?}", reading.only());
        }
    }
}

#[test]
fn invalid_utf_8_is_replaced_and_the_place_named() {
    let broken = wxr(1).replace("Sj", "\u{1}").into_bytes();
    let broken: Vec<u8> = broken.into_iter().map(|byte| if byte == 1 { 0xff } else { byte }).collect();
    let reading = reading(&broken);
    assert_eq!(reading.pages[0].title_html, "\u{fffd}ögren 1");
    assert!(reading.only().warnings.iter().any(|warning| warning.text.contains("no UTF-8")), "{:?}", reading.reports);
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z\\[\\]{}\",:\\\\\u{e9}\n]{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map("[a-z\"]{0,4}", inner, 0..5)
                .prop_map(|map| Value::from(map.into_iter().collect::<serde_json::Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Any array around real pages: exactly those pages come out, in order, whatever stands between them.
    #[test]
    fn pages_come_out_whatever_stands_between_them(others in prop::collection::vec(any_json(), 0..6), pretty in any::<bool>()) {
        let mut elements = Vec::new();
        for (id, other) in (1..).zip(&others) {
            elements.push(page(id));
            elements.push(json!({"other": other}));
        }
        elements.push(page(99));
        let array = Value::from(elements);
        let text = if pretty { serde_json::to_string_pretty(&array) } else { serde_json::to_string(&array) }.unwrap();
        let reading = reading(text.as_bytes());
        let ids: Vec<u64> = reading.pages.iter().map(|page| page.id).collect();
        let expected: Vec<u64> = (1..=others.len() as u64).chain([99]).collect();
        prop_assert_eq!(ids, expected);
        prop_assert!(reading.only().complete);
    }

    #[test]
    fn no_bytes_make_the_reader_panic(start in prop::sample::select(vec!["", "[", "{\"id\":1,", "<?xml?><rss>wp:wxr_version<item>", "<pre>[", "PK\u{3}\u{4}", "\u{1f}"]), bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let reading = reading(&[start.as_bytes(), &bytes].concat());
        prop_assert!(reading.reports.len() == 1);
    }
}
