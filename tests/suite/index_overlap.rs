//! Exports of one site that overlap: the newest whole one decides which pages exist.

use crate::site::{Page, Site, page};

const OLD: &str = "2025-01-10 10:00";
const NEW: &str = "2025-06-10 10:00";

fn pages(ids: std::ops::RangeInclusive<u64>) -> Vec<Page> {
    ids.map(|id| page(id, &format!("word{id}only"))).collect()
}

#[test]
fn a_page_that_a_newer_whole_export_lacks_does_not_come_back() {
    for rest in [false, true] {
        let site = Site::new();
        if rest {
            site.rest("old.json", &pages(1..=6));
        } else {
            site.wxr("old.json", OLD, &pages(1..=6));
        }
        site.wxr("new.xml", NEW, &pages(1..=5));
        for order in [["old.json", "new.xml"], ["new.xml", "old.json"]] {
            let run = site.index(&[&order[..], &["--allow-shrink"]].concat());
            let warnings = run.warnings("page-withdrawn");
            assert_eq!(warnings.len(), 1, "{run:?}");
            assert!(
                warnings[0].contains("Page 6") && warnings[0].contains("old.json") && warnings[0].contains("new.xml")
            );
            assert_eq!(site.found("word6only"), [0_u64; 0]);
            assert_eq!(site.found("word5only"), [5]);
        }
    }
}

#[test]
fn where_it_is_not_known_that_the_newer_is_whole_the_page_stays_with_a_warning() {
    let site = Site::new();
    site.wxr("old.xml", OLD, &pages(1..=6));
    let newer: Vec<Page> = pages(1..=5).into_iter().map(|page| page.modified("2025-06-01T00:00:00")).collect();
    site.rest("new.json", &newer);
    let run = site.index(&["old.xml", "new.json"]);
    let warnings = run.warnings("page-only-in-older");
    assert_eq!((run.code, warnings.len()), (0, 1), "{run:?}");
    assert!(warnings[0].contains("Page 6") && warnings[0].contains("old.xml") && warnings[0].contains("new.json"));
    assert_eq!(site.found("word6only"), [6]);
}

#[test]
fn the_parts_of_one_listing_give_no_warning() {
    let site = Site::new();
    site.rest("page-1.json", &pages(1..=10));
    let newer = pages(11..=14).into_iter().map(|page| page.modified("2025-06-01T00:00:00"));
    site.rest("page-2.json", &newer.collect::<Vec<_>>());
    let run = site.index(&["page-1.json", "page-2.json"]);
    assert_eq!((run.counts(), run.json()["warnings"].as_array().unwrap().len()), ([14, 0, 0, 0, 0], 0), "{run:?}");

    let site = Site::new();
    site.wxr("site.wordpress.000.xml", OLD, &pages(1..=10));
    site.wxr("site.wordpress.001.xml", NEW, &pages(11..=20));
    let run = site.index(&["site.wordpress.000.xml", "site.wordpress.001.xml"]);
    assert_eq!((run.counts(), run.json()["warnings"].as_array().unwrap().len()), ([20, 0, 0, 0, 0], 0), "{run:?}");
}

#[test]
fn a_page_that_moved_to_the_second_answer_gives_no_warning() {
    let site = Site::new();
    let newer = |ids| pages(ids).into_iter().map(|page| page.modified("2025-06-01T00:00:00")).collect::<Vec<_>>();
    site.rest("old-1.json", &pages(1..=10));
    site.rest("old-2.json", &pages(11..=14));
    site.rest("new-1.json", &[newer(0..=9), vec![]].concat());
    site.rest("new-2.json", &pages(10..=14));
    let run = site.index(&["old-1.json", "old-2.json", "new-1.json", "new-2.json"]);
    assert!(run.warnings("page-only-in-older").is_empty(), "{run:?}");
}

#[test]
fn an_export_of_posts_says_nothing_of_pages() {
    let site = Site::new();
    site.wxr("pages.xml", OLD, &pages(1..=6));
    let posts: Vec<Page> = pages(21..=26).into_iter().map(|page| Page { post_type: "post", ..page }).collect();
    site.wxr("posts.xml", NEW, &posts);
    let run = site.index(&["pages.xml", "posts.xml", "--types", "page,post"]);
    assert_eq!((run.code, run.counts()), (0, [12, 0, 0, 0, 0]), "{run:?}");
    assert_eq!(run.json()["warnings"].as_array().unwrap().len(), 0, "{run:?}");
}

#[test]
fn nothing_is_withdrawn_where_nothing_may_be_removed() {
    let site = Site::new();
    site.wxr("old.xml", OLD, &pages(1..=6));
    assert_eq!(site.index(&["old.xml"]).counts(), [6, 0, 0, 0, 0]);
    site.wxr("new.xml", NEW, &pages(1..=5));
    let run = site.index(&["old.xml", "new.xml", "--keep-missing"]);
    assert_eq!((run.code, run.counts()[3]), (0, 0), "{run:?}");
    assert_eq!(run.warnings("page-only-in-older").len(), 1);
    assert_eq!(site.found("word6only"), [6]);
    assert_eq!(site.index(&["old.xml", "new.xml"]).counts()[3], 1);
    assert_eq!(site.found("word6only"), [0_u64; 0]);
}
