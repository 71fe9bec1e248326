//! Synced patterns in a WXR that was split: a page has its pattern, whichever part of the export holds it.

use crate::site::{Page, Site, page};

const CREATED: &str = "2025-06-01 10:00";

/// A page that has pattern 90 in it.
fn with_pattern(id: u64, word: &str) -> Page {
    let own = page(id, word);
    Page { body: format!("{}\n<!-- wp:block {{\"ref\":90}} /-->", own.body), ..own }
}

fn pattern(word: &str) -> Page {
    Page { post_type: "wp_block", ..page(90, word) }
}

#[test]
fn a_page_has_its_pattern_from_another_part_before_or_after_it() {
    for (first, second) in [("site.000.xml", "site.001.xml"), ("site.001.xml", "site.000.xml")] {
        let site = Site::new();
        site.wxr(&format!("exports/{first}"), CREATED, &[with_pattern(1, "quartzel"), page(2, "velmora")]);
        site.wxr(&format!("exports/{second}"), CREATED, &[page(3, "sundrake"), pattern("helplinebox")]);
        let run = site.index(&["exports"]);
        assert_eq!((run.code, run.counts()), (0, [3, 0, 0, 0, 1]), "{run:?}");
        assert!(run.warnings("pattern-missing").is_empty(), "{run:?}");
        assert_eq!((site.found("helplinebox"), site.found("quartzel")), (vec![1], vec![1]), "{first} {second}");
        // Nothing has changed, so nothing is done: a page that waited is the same page.
        assert_eq!(site.index(&["exports"]).counts(), [0, 3, 0, 0, 1]);
    }
}

#[test]
fn a_pattern_of_another_export_or_a_withheld_one_is_not_used_and_the_page_is_named() {
    let secret = pattern("helplinebox").status("draft");
    let protected = Page { password: "hollowlark", ..pattern("helplinebox") };
    for (name, other) in
        [("older.001.xml", pattern("helplinebox")), ("site.001.xml", secret), ("site.001.xml", protected)]
    {
        let site = Site::new();
        site.wxr("exports/site.000.xml", CREATED, &[with_pattern(1, "quartzel")]);
        site.wxr(&format!("exports/{name}"), CREATED, &[page(3, "sundrake"), other]);
        let run = site.index(&["exports"]);
        let warnings = run.warnings("pattern-missing");
        assert!(warnings.len() == 1 && warnings[0].contains("site.000.xml` has 1 page with"), "{name}: {warnings:?}");
        assert!(warnings[0].contains("in none of the parts given: `Page 1`"), "{name}: {warnings:?}");
        assert_eq!((site.found("helplinebox"), site.found("quartzel")), (vec![], vec![1]), "{name}");
    }
}

#[test]
fn a_file_of_pages_alone_names_the_pages_that_lack_a_pattern() {
    let site = Site::new();
    let pages: Vec<Page> = (1..=7).map(|id| with_pattern(id, "quartzel")).collect();
    site.wxr("pages.xml", CREATED, &pages);
    let warnings = site.index(&["pages.xml"]).warnings("pattern-missing");
    let expected = "has 7 pages with synced patterns that are not in it: `Page 1`, `Page 2`, `Page 3`, `Page 4`, \
                    `Page 5` and 2 more";
    assert!(warnings.len() == 1 && warnings[0].contains(expected), "{warnings:?}");
}
