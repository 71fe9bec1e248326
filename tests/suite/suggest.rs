//! Suggestions for the box: what may be asked from what is typed so far.

use serde_json::Value;

use crate::asked::{Asked, page, site};

fn suggestions(site: &Asked, typed: &str) -> Vec<(String, String)> {
    let run = site.run(&["suggest", "--format", "json", typed]);
    let list: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    list.iter().map(|it| (text(&it["text"]), text(&it["kind"]))).collect()
}

fn clinic() -> Asked {
    site(vec![
        page("meals", "Eating when swallowing is hard", "<p>Trouble swallowing comes early. Take small bites.</p>"),
        page(
            "drugs",
            "Steroids",
            "<h2>Swapping tablets for drops</h2><p>Drops are easier to take than tablets are.</p>",
        ),
    ])
}

#[test]
fn titles_names_and_headings_are_suggested_from_a_beginning() {
    let site = clinic();
    let found = suggestions(&site, "swa");
    let has = |text: &str, kind: &str| found.contains(&(text.to_owned(), kind.to_owned()));
    assert!(has("Eating when swallowing is hard", "title"), "{found:?}");
    assert!(has("Swapping tablets for drops", "heading"), "{found:?}");
    // Of the many names of trouble swallowing only one is suggested.
    assert_eq!(found.iter().filter(|(_, kind)| kind == "name").count(), 1, "{found:?}");
}

#[test]
fn a_name_is_suggested_only_if_a_page_has_its_concept() {
    let site = clinic();
    assert!(!suggestions(&site, "dyspha").is_empty());
    assert!(suggestions(&site, "tachycar").is_empty());
    assert_eq!(site.run(&["suggest", "tachycar"]).code, 1);
}

#[test]
fn text_is_one_suggestion_a_line() {
    let run = clinic().run(&["suggest", "eating", "wh"]);
    assert_eq!((run.code, run.out.as_str()), (0, "Eating when swallowing is hard\n"));
}
