//! A refresh: what changed is replaced, what vanished leaves, and nothing is lost when something could not be read.

use serde_json::Value;

use crate::site::{Page, Site, page};

const WORDS: [&str; 8] = ["quartzel", "velmora", "sundrake", "pelligan", "mirtosh", "hobwick", "farrowen", "dunlaith"];

/// Eight pages, each with a word of its own.
fn eight() -> Vec<Page> {
    WORDS.iter().zip(1..).map(|(word, id)| page(id, word)).collect()
}

fn built() -> Site {
    let site = Site::new();
    site.rest("pages.json", &eight());
    let run = site.index(&["pages.json"]);
    assert_eq!((run.code, run.counts()), (0, [8, 0, 0, 0, 0]), "{run:?}");
    site
}

#[test]
fn a_refresh_counts_what_is_new_changed_as_it_was_and_gone() {
    let site = built();
    let mut pages = eight();
    pages.remove(7);
    pages[0] = page(1, "brackenford");
    pages.push(page(9, "ilvermoss"));
    pages.push(page(10, "cinderlow").status("draft"));
    site.rest("pages.json", &pages);
    let run = site.index(&[]);
    assert_eq!((run.code, run.counts()), (0, [1, 6, 1, 1, 1]), "{run:?}");
    assert_eq!(site.found("brackenford"), [1]);
    assert_eq!(site.found("ilvermoss"), [9]);
    for gone in ["quartzel", "dunlaith", "cinderlow"] {
        assert_eq!(site.found(gone), [0_u64; 0], "{gone}");
    }
    assert_eq!(site.run(&["index", "--verify"]).code, 0);
}

#[test]
fn the_report_has_the_form_that_programs_rely_on() {
    let site = Site::new();
    site.rest("pages.json", &[page(1, "quartzel"), page(57, "velmora").status("draft")]);
    let report = site.index(&["pages.json"]).json();
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let mut top = keys(&report);
    top.sort();
    assert_eq!(top, ["concepts", "pages", "passages", "seconds", "skipped", "version", "warnings"]);
    let skipped = &report["skipped"][0];
    assert_eq!(keys(skipped).len(), 4);
    assert_eq!((&skipped["id"], &skipped["title"]), (&Value::from(57), &Value::from("Page 57")));
    assert_eq!(skipped["reason"], "status is draft");
    assert!(skipped["source"].as_str().unwrap().ends_with("pages.json"));
    let mut concepts = keys(&report["concepts"]);
    concepts.sort();
    assert_eq!(concepts, ["builtin", "file", "mined"]);
    assert_eq!((&report["version"], &report["passages"]), (&Value::from(1), &Value::from(1)));
}

#[test]
fn nothing_changed_leaves_the_generation_as_it_was() {
    let site = built();
    let current = || std::fs::read_to_string(site.index_folder().join("CURRENT")).unwrap();
    let before = current();
    let run = site.index(&["pages.json"]);
    assert_eq!((run.code, run.counts()), (0, [0, 8, 0, 0, 0]));
    assert_eq!(current(), before);
    assert!(
        std::fs::read_dir(site.index_folder())
            .unwrap()
            .all(|entry| { !entry.unwrap().file_name().to_string_lossy().ends_with(".building") })
    );
}

#[test]
fn nothing_is_removed_when_a_source_could_not_be_read() {
    for (name, text) in [
        ("cut.json", "[{\"id\":1,\"link\":\"https://example.org/page-1/\",\"content\":{\"rend"),
        ("error.json", "{\"code\":\"rest_forbidden\",\"message\":\"Sorry\",\"data\":{\"status\":401}}"),
        ("notes.md", "# Notes, and no export\n"),
        (
            "cut.xml",
            "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>",
        ),
    ] {
        let site = built();
        site.rest("fewer.json", &eight()[..2]);
        site.write(name, text);
        let run = site.index(&["fewer.json", name]);
        assert_eq!((run.code, run.counts()), (2, [0, 8, 0, 0, 0]), "{name}: {run:?}");
        assert_eq!(run.warnings("source-unread").len(), 1, "{name}");
        assert_eq!(site.found("dunlaith"), [8], "{name}");
        let text = site.run(&["index", "fewer.json", name]);
        assert!(text.out.contains("nothing was removed") && text.out.contains(name), "{text:?}");
        // What could be read is taken all the same.
        site.rest("fewer.json", &[page(1, "brackenford")]);
        assert_eq!(site.index(&["fewer.json", name]).counts(), [0, 7, 1, 0, 0], "{name}");
        assert_eq!(site.found("brackenford"), [1]);
    }
}

#[test]
fn a_first_build_of_what_cannot_be_read_makes_no_index() {
    let site = Site::new();
    site.write("error.json", "{\"code\":\"rest_no_route\",\"message\":\"No route\",\"data\":{\"status\":404}}");
    let run = site.index(&["error.json"]);
    assert!(run.code == 2 && run.err.contains("rest_no_route"), "{run:?}");
    site.write("folder/readme.md", "nothing");
    let run = site.index(&["folder"]);
    assert!(run.code == 2 && run.err.contains("no WordPress export"), "{run:?}");
    assert!(!site.index_folder().join("CURRENT").exists());
}

#[test]
fn keep_missing_keeps_what_the_exports_no_longer_have() {
    let site = built();
    site.rest("pages.json", &eight()[..2]);
    let run = site.index(&["pages.json", "--keep-missing"]);
    assert_eq!((run.code, run.counts()), (0, [0, 8, 0, 0, 0]), "{run:?}");
    assert_eq!(site.found("dunlaith"), [8]);
}

#[test]
fn a_run_that_would_remove_more_than_a_quarter_stops() {
    let site = built();
    site.rest("pages.json", &[&eight()[..5], &[page(9, "ilvermoss")]].concat());
    let run = site.index(&["pages.json"]);
    assert!(run.code == 2 && run.err.contains("3 of 8") && run.err.contains("--allow-shrink"), "{run:?}");
    assert_eq!(site.found("dunlaith"), [8]);
    assert_eq!(site.found("ilvermoss"), [0_u64; 0]);
    let run = site.index(&["pages.json", "--allow-shrink"]);
    assert_eq!((run.code, run.counts()), (0, [1, 5, 0, 3, 0]), "{run:?}");

    let site = built();
    site.rest("pages.json", &eight()[..6]);
    assert_eq!(site.index(&["pages.json"]).counts(), [0, 6, 0, 2, 0], "a quarter is not more than a quarter");
}

#[test]
fn what_is_withheld_in_its_newest_copy_goes_even_when_nothing_else_may() {
    let site = built();
    let withheld = page(1, "quartzel").status("private").modified("2025-02-01T00:00:00");
    site.rest("newer.json", &[withheld]);
    site.write("notes.md", "no export");
    let run = site.index(&["newer.json", "notes.md"]);
    assert_eq!((run.code, run.counts()), (2, [0, 7, 0, 1, 1]), "{run:?}");
    assert_eq!(site.found("quartzel"), [0_u64; 0]);

    let site = built();
    let locked = Page { password: "secret", ..page(2, "velmora").modified("2025-02-01T00:00:00") };
    site.rest("newer.json", &[locked]);
    let run = site.index(&["newer.json", "--keep-missing"]);
    assert_eq!((run.code, run.counts()), (0, [0, 7, 0, 1, 1]), "{run:?}");
    assert_eq!(site.found("velmora"), [0_u64; 0]);
}

/// The eight pages, the first `withheld` of them with this status.
fn with_status(status: &'static str, withheld: usize) -> Vec<Page> {
    let pages = eight().into_iter().enumerate();
    pages.map(|(at, page)| if at < withheld { page.status(status) } else { page }).collect()
}

#[test]
fn what_the_site_withholds_goes_at_once_however_much_it_is() {
    for status in ["draft", "private", "trash", "pending"] {
        let site = built();
        site.wxr("pages.xml", "2025-06-01 10:00", &with_status(status, 5));
        let run = site.index(&["pages.xml"]);
        assert_eq!((run.code, &run.counts()[3..]), (0, &[5, 5][..]), "{status}: {run:?}");
        assert_eq!((site.found("quartzel"), site.found("dunlaith")), (vec![], vec![8]), "{status}");
    }
    let site = built();
    let locked: Vec<Page> = eight().into_iter().map(|page| Page { password: "secret", ..page }).collect();
    site.rest("pages.json", &locked);
    let run = site.index(&["pages.json"]);
    assert_eq!((run.code, run.counts()), (0, [0, 0, 0, 8, 8]), "even all of it: {run:?}");
    assert_eq!(site.found("quartzel"), [0_u64; 0]);
}

#[test]
fn what_is_hidden_goes_at_once_however_much_it_is() {
    let site = built();
    site.write("vademecum.toml", "hide = [\"/page-1/\", \"/page-2/\", \"/page-3/\", \"/page-4/\"]\n");
    let run = site.index(&["pages.json"]);
    assert_eq!((run.code, run.counts()), (0, [0, 4, 0, 4, 4]), "{run:?}");
    assert_eq!(site.found("quartzel"), [0_u64; 0]);
}

#[test]
fn what_is_withheld_goes_even_where_too_much_has_vanished() {
    let site = built();
    // One page is private now, three are in no export any more, one is new.
    let mut pages = with_status("private", 1);
    pages.truncate(5);
    pages.push(page(9, "ilvermoss"));
    site.rest("pages.json", &pages);
    let run = site.index(&["pages.json"]);
    assert_eq!((run.code, run.counts()), (2, [1, 7, 0, 1, 1]), "{run:?}");
    let warnings = run.warnings("pages-held-back");
    assert!(warnings.len() == 1 && warnings[0].contains("3 of 8 pages are in no export any more"), "{warnings:?}");
    assert!(warnings[0].contains("1 page that was withheld") && warnings[0].contains("--allow-shrink"), "{warnings:?}");
    assert_eq!(site.found("quartzel"), [0_u64; 0], "the private page is gone");
    assert_eq!(site.found("dunlaith"), [8], "a vanished one stays");
    // Once more: nothing is withheld now that is in the index, so the run stops and changes nothing.
    site.rest("pages.json", &[&pages[..5], &[page(10, "cinderlow")]].concat());
    let run = site.index(&["pages.json"]);
    assert!(run.code == 2 && run.err.contains("4 of 8") && run.err.contains("nothing was changed"), "{run:?}");
    assert_eq!(site.found("cinderlow"), [0_u64; 0]);
    let run = site.index(&["pages.json", "--allow-shrink"]);
    assert_eq!((run.code, run.counts()), (0, [1, 4, 0, 4, 1]), "{run:?}");
    assert_eq!(site.run(&["index", "--verify"]).code, 0);
}

#[test]
fn vanished_pages_that_are_held_back_know_a_new_vocabulary() {
    let site = built();
    site.write("words.txt", "dunlaith, glimmerstone\n");
    site.rest("pages.json", &with_status("draft", 3)[..4]);
    let run = site.index(&["pages.json", "--vocabulary", "words.txt"]);
    assert_eq!((run.code, run.counts()), (2, [0, 0, 5, 3, 3]), "{run:?}");
    assert_eq!(site.found("glimmerstone"), [8]);
}

#[test]
fn a_page_made_anew_and_withheld_takes_its_old_copy_with_it() {
    let site = built();
    let mut pages = eight();
    pages.remove(2);
    let anew = Page { id: 99, link: Some("https://example.org/page-3/"), ..page(3, "sundrake").status("private") };
    pages.push(anew);
    site.rest("pages.json", &pages);
    let run = site.index(&["pages.json", "--keep-missing"]);
    assert_eq!((run.code, run.counts()), (0, [0, 7, 0, 1, 1]), "{run:?}");
    assert_eq!(site.found("sundrake"), [0_u64; 0]);
}

#[test]
fn a_page_withheld_in_between_is_found_again_when_it_is_published_again() {
    let site = built();
    site.rest("1.json", &[eight()[0].clone()]);
    site.rest("2.json", &[page(1, "quartzel").status("draft").modified("2025-02-01T00:00:00")]);
    site.rest("3.json", &[page(1, "brackenford").modified("2025-03-01T00:00:00")]);
    let run = site.index(&["1.json", "2.json", "3.json", "--keep-missing"]);
    assert_eq!((run.code, run.counts()), (0, [0, 7, 1, 0, 1]), "{run:?}");
    assert_eq!(site.found("brackenford"), [1]);
    assert_eq!(site.found("quartzel"), [0_u64; 0]);
}

#[test]
fn a_page_seen_twice_is_taken_once_and_the_newest_counts() {
    let site = Site::new();
    site.rest("a.json", &[page(1, "quartzel")]);
    site.wxr("b.xml", "2025-02-01 10:00", &[page(1, "velmora").modified("2025-02-01T00:00:00")]);
    site.rest("c.json", &[page(1, "sundrake").modified("2024-12-01T00:00:00")]);
    let run = site.index(&["a.json", "b.xml", "c.json"]);
    assert_eq!((run.code, run.counts()), (0, [1, 0, 0, 0, 2]), "{run:?}");
    assert_eq!((site.found("velmora"), site.found("quartzel")), (vec![1], vec![]));
}

#[test]
fn hide_takes_a_page_out_and_says_so() {
    let site = built();
    site.write("vademecum.toml", "hide = [\"/page-3/\"]\n");
    let run = site.index(&["pages.json"]);
    assert_eq!((run.code, run.counts()), (0, [0, 7, 0, 1, 1]), "{run:?}");
    assert!(run.json()["skipped"][0]["reason"].as_str().unwrap().contains("hide"));
    assert_eq!(site.found("sundrake"), [0_u64; 0]);
    site.write("vademecum.toml", "hide = [\"/page-4/\"]\n");
    site.rest("pages.json", &eight()[..3]);
    assert_eq!(site.index(&["pages.json", "--keep-missing"]).counts(), [1, 6, 0, 1, 0], "also one that is only kept");
}

#[test]
fn pages_of_two_hosts_are_warned_of() {
    let site = Site::new();
    site.rest("a.json", &[page(1, "quartzel")]);
    site.rest("b.json", &[Page { site: "https://other.example", ..page(1, "velmora") }]);
    let run = site.index(&["a.json", "b.json"]);
    let warnings = run.warnings("several-hosts");
    assert!(warnings.len() == 1 && warnings[0].contains("example.org") && warnings[0].contains("other.example"));
    assert_eq!(run.counts(), [2, 0, 0, 0, 0]);
    assert!(built().index(&["pages.json"]).warnings("several-hosts").is_empty());
}

#[test]
fn a_refresh_from_anywhere_uses_the_same_sources_vocabulary_and_types() {
    let site = Site::new();
    let post = Page { post_type: "post", ..page(2, "velmora") };
    site.rest("pages.json", &[page(1, "quartzel"), post]);
    site.write("words.txt", "quartzel, glimmerstone\n");
    let run = site.index(&["pages.json", "--vocabulary", "words.txt", "--types", "page,post"]);
    assert_eq!(run.counts(), [2, 0, 0, 0, 0]);
    std::fs::create_dir(site.path("elsewhere")).unwrap();
    let mut command = site.command(&["index", "--format", "json", "--index", "../index"]);
    let output = command.current_dir(site.path("elsewhere")).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["pages"]["unchanged"], 2, "{report}");
    assert_eq!(site.found("glimmerstone"), [1]);
}

#[test]
fn a_new_vocabulary_needs_no_export() {
    let site = built();
    site.write("words.txt", "quartzel, glimmerstone\n");
    assert_eq!(site.index(&["pages.json", "--vocabulary", "words.txt"]).counts(), [0, 0, 8, 0, 0]);
    assert_eq!(site.found("glimmerstone"), [1]);
    std::fs::remove_file(site.path("pages.json")).unwrap();
    site.write("words.txt", "velmora, glimmerstone\n");
    let run = site.index(&["--keep-missing"]);
    assert_eq!((run.code, run.counts()), (0, [0, 0, 8, 0, 0]), "{run:?}");
    assert_eq!(site.found("glimmerstone"), [2]);
    assert_eq!(site.found("dunlaith"), [8]);
}

#[test]
fn many_small_refreshes_leave_few_packs_and_every_page() {
    let site = built();
    for turn in 0..20 {
        let mut pages = eight();
        pages[turn % 8] = page(1 + turn as u64 % 8, &format!("turn{turn}word"));
        site.rest("pages.json", &pages);
        assert_eq!(site.index(&["pages.json"]).code, 0);
    }
    let current = std::fs::read_to_string(site.index_folder().join("CURRENT")).unwrap();
    let packs = std::fs::read_dir(site.index_folder().join(current.trim())).unwrap();
    let packs = packs.filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().starts_with("kept-"));
    assert!(packs.count() <= 17);
    // The kept pages are whole: a new vocabulary is indexed from them.
    std::fs::remove_file(site.path("pages.json")).unwrap();
    site.write("words.txt", "turn19word, glimmerstone\n");
    assert_eq!(site.index(&["--vocabulary", "words.txt"]).counts(), [0, 0, 8, 0, 0]);
    assert_eq!(site.found("glimmerstone"), [4]);
}

#[test]
fn a_page_whose_export_did_not_change_comes_whole_in_place_of_an_older_copy() {
    let site = Site::new();
    let newest = page(1, "quartzel").modified("2025-06-01T00:00:00");
    site.rest("b.json", &[newest.clone(), page(2, "velmora")]);
    assert_eq!(site.index(&["b.json"]).counts(), [2, 0, 0, 0, 0]);
    // The older copy is met first, handed over, and given up when the unchanged one is met.
    site.rest("a.json", &[page(1, "sundrake").modified("2024-06-01T00:00:00")]);
    let run = site.index(&["a.json", "b.json"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!((site.found("quartzel"), site.found("sundrake")), (vec![1], Vec::new()));
    // And the other way round the older one does not come back.
    let run = site.index(&["b.json", "a.json"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!((site.found("quartzel"), site.found("sundrake")), (vec![1], Vec::new()));
    assert_eq!(site.index(&["b.json"]).counts(), [0, 2, 0, 0, 0]);
}

#[test]
fn a_page_that_was_seen_before_is_still_left_out_where_it_is_not_wanted() {
    let site = Site::new();
    let mut post = page(2, "velmora");
    post.post_type = "post";
    let pages = [page(1, "quartzel"), post, page(3, "sundrake")];
    site.rest("pages.json", &pages);
    assert_eq!(site.index(&["pages.json", "--types", "page,post"]).counts(), [3, 0, 0, 0, 0]);
    assert_eq!(site.index(&["pages.json", "--types", "page", "--allow-shrink"]).counts(), [0, 2, 0, 1, 1]);
    assert_eq!(site.found("velmora"), [0_u64; 0]);
    std::fs::write(site.path("vademecum.toml"), "hide = [\"/page-3/\"]\n").unwrap();
    assert_eq!(site.index(&["pages.json", "--types", "page", "--allow-shrink"]).code, 0);
    assert_eq!(site.found("sundrake"), [0_u64; 0]);
    // A withheld page has other JSON than the published one it was.
    site.rest("pages.json", &[page(1, "quartzel").status("private"), page(3, "sundrake")]);
    assert_eq!(site.index(&["pages.json", "--allow-shrink"]).code, 0);
    assert_eq!(site.found("quartzel"), [0_u64; 0]);
}
