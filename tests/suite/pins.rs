//! Pins: a page that the site puts first for some questions.

use serde_json::Value;

use crate::site::{Site, page};

fn site(pins: &str) -> Site {
    let site = Site::new();
    let pages = [page(1, "swallowing"), page(2, "swallowing and parking"), page(3, "falling")];
    site.rest("pages.json", &pages);
    site.write("vademecum.toml", pins);
    assert_eq!(site.index(&["pages.json"]).code, 0);
    site
}

fn hits(site: &Site, arguments: &[&str]) -> Vec<(u64, bool, u64)> {
    let answer = site.run(&[&["search", "--format", "json"], arguments].concat()).json();
    let number = |value: &Value| value.as_u64().unwrap();
    let hits = answer["hits"].as_array().unwrap().iter();
    hits.map(|hit| (number(&hit["page"]["id"]), hit.get("pinned").is_some(), number(&hit["rank"]))).collect()
}

#[test]
fn a_pinned_page_comes_first_and_is_marked_whether_it_was_found_or_not() {
    let found = site("[[pin]]\nwhen = [\"swallowing\"]\npage = \"https://example.org/page-2\"\n");
    assert_eq!(hits(&found, &["swallowing"]), [(2, true, 1), (1, false, 2)]);
    assert_eq!(hits(&found, &["falling"]), [(3, false, 1)]);
    let not_found = site("[[pin]]\nwhen = [\"swallowing\"]\npage = \"/page-3/\"\n");
    assert_eq!(hits(&not_found, &["swallowing", "-n", "2"]), [(3, true, 1), (1, false, 2)]);
}

#[test]
fn a_pinned_page_that_is_left_out_or_is_not_there_stays_away() {
    let pins =
        "[[pin]]\nwhen = [\"swallowing\"]\npage = \"/page-3/\"\n[[pin]]\nwhen = [\"swallowing\"]\npage = \"/gone/\"\n";
    let site = site(pins);
    assert_eq!(hits(&site, &["swallowing", "--under", "/page-1/"]), [(1, false, 1)]);
    assert_eq!(hits(&site, &["swallowing", "--not", "falling"]).first().map(|hit| hit.0), Some(1));
}
