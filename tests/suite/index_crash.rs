//! A build that is killed at any moment leaves an index that answers from the old pages or the new ones, never from
//! both; and so does one that goes on while somebody searches.

use std::collections::BTreeSet;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use vademecum::index::{BuildOptions, build};

use crate::site::{Page, Site, page};

const PAGES: u64 = 120;
const EDITIONS: [&str; 2] = ["kestrelword", "heronword"];

/// A site in two editions, each page of which names its edition; they differ in a few pages that exist.
fn in_two_editions() -> Site {
    let site = Site::new();
    for (edition, word) in EDITIONS.iter().enumerate() {
        let first = 1 + 5 * edition as u64;
        let pages: Vec<Page> = (first..first + PAGES).map(|id| page(id, &format!("{word} at place{id}here"))).collect();
        site.rest(&format!("{edition}.json"), &pages);
    }
    site
}

/// Which edition a fresh process answers from; fails if it is neither or both.
fn edition(site: &Site) -> usize {
    let run = site.run(&["search", "-n", "1000", "--format", "json", "kestrelword heronword"]);
    assert_eq!(run.code, 0, "{run:?}");
    let answer = run.json();
    let hits = answer["hits"].as_array().unwrap();
    assert_eq!(hits.len() as u64, PAGES, "pages of one edition");
    let holds = |word: &str| hits.iter().all(|hit| hit["passage"].as_str().unwrap().contains(word));
    let edition = EDITIONS.iter().position(|word| holds(word));
    edition.unwrap_or_else(|| panic!("the answer mixes two editions"))
}

#[test]
fn killed_at_a_hundred_moments_it_is_the_old_or_the_new() {
    let site = in_two_editions();
    assert_eq!(site.index(&["0.json"]).code, 0);
    let mut current = 0;
    let mut whole = Duration::ZERO;
    let mut seen = BTreeSet::new();
    for moment in 0..100_u32 {
        if moment % 10 == 0 {
            // How long it takes changes with what else the machine does.
            let started = Instant::now();
            assert_eq!(site.index(&[&format!("{}.json", 1 - current)]).code, 0);
            whole = started.elapsed().max(Duration::from_millis(40));
            current = 1 - current;
        }
        let next = 1 - current;
        let mut child = site
            .command(&["index", &format!("{next}.json")])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // From the start of the process to a little after its usual end, so that the publish is hit as well.
        std::thread::sleep(whole * moment / 80);
        child.kill().unwrap();
        child.wait().unwrap();
        let verified = site.run(&["index", "--verify"]);
        assert_eq!(verified.code, 0, "moment {moment}: {verified:?}");
        let now = edition(&site);
        seen.insert((now == current, moment / 50));
        current = now;
    }
    assert!(seen.contains(&(true, 0)) && seen.contains(&(false, 1)), "it was killed too early or too late: {seen:?}");
    assert_eq!(site.index(&["0.json"]).code, 0);
    assert_eq!(edition(&site), 0);
}

#[test]
fn searching_goes_on_while_the_index_is_built_again_and_again() {
    let site = in_two_editions();
    assert_eq!(site.index(&["0.json"]).code, 0);
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let builder = scope.spawn(|| {
            let mut builds = 0;
            while !stop.load(Ordering::Relaxed) {
                builds += 1;
                let run = site.index(&[&format!("{}.json", builds % 2)]);
                assert_eq!(run.code, 0, "{run:?}");
            }
            builds
        });
        let begun = Instant::now();
        let mut editions = BTreeSet::new();
        let mut searches = 0;
        while begun.elapsed() < Duration::from_secs(5) || editions.len() < 2 {
            editions.insert(edition(&site));
            searches += 1;
            assert!(begun.elapsed() < Duration::from_mins(1), "one edition was never seen");
        }
        stop.store(true, Ordering::Relaxed);
        assert!(builder.join().unwrap() > 1 && searches > 1);
    });
}

/// What the interrupted build and the one that resumes it are told.
fn batches(site: &Site) -> BuildOptions {
    BuildOptions {
        index: site.index_folder(),
        sources: vec![site.path("0.json")],
        batch: 40,
        threads: 2,
        allow_shrink: true,
        ..BuildOptions::default()
    }
}

const FOLDER: &str = "VADEMECUM_TEST_FOLDER";

#[test]
#[ignore = "the process that the next test starts, and that dies"]
fn a_build_that_dies_after_a_hundred_pages() {
    let Some(folder) = std::env::var_os(FOLDER).map(std::path::PathBuf::from) else { return };
    let options = BuildOptions {
        index: folder.join("index"),
        sources: vec![folder.join("0.json")],
        batch: 40,
        threads: 2,
        allow_shrink: true,
        ..BuildOptions::default()
    };
    let _ = build(&options, &|progress| {
        if progress.pages > 100 {
            std::process::abort();
        }
    });
}

fn die_in(site: &Site) {
    let mut test = std::process::Command::new(std::env::current_exe().unwrap());
    test.args(["index_crash::a_build_that_dies_after_a_hundred_pages", "--exact", "--ignored"]);
    let status = test.env(FOLDER, site.path("")).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(!status.success());
}

#[test]
fn a_first_build_that_died_is_resumed() {
    let site = in_two_editions();
    die_in(&site);
    assert!(!site.index_folder().join("CURRENT").exists());
    let report = build(&batches(&site), &|_| {}).unwrap();
    assert_eq!(report.resumed, 80);
    assert_eq!((report.pages.indexed as u64, report.pages.unchanged, report.pages.removed), (PAGES, 0, 0));
    assert_eq!(edition(&site), 0);
    assert_eq!(site.run(&["index", "--verify"]).code, 0);
    let again = build(&batches(&site), &|_| {}).unwrap();
    assert_eq!((again.resumed, again.pages.unchanged as u64), (0, PAGES));
}

#[test]
fn a_refresh_that_died_is_resumed_and_counted_against_what_was_published() {
    let site = in_two_editions();
    assert_eq!(site.index(&["1.json"]).code, 0);
    die_in(&site);
    assert_eq!(edition(&site), 1);
    let report = build(&batches(&site), &|_| {}).unwrap();
    assert_eq!(report.resumed, 80);
    let counts = [report.pages.indexed, report.pages.updated, report.pages.unchanged, report.pages.removed];
    assert_eq!(counts.map(|count| count as u64), [5, PAGES - 5, 0, 5]);
    assert_eq!(edition(&site), 0);
}

#[test]
fn what_another_vocabulary_began_is_not_resumed() {
    let site = in_two_editions();
    die_in(&site);
    site.write("words.txt", "kestrelword, glimmerstone\n");
    let options = BuildOptions { vocabulary: Some(site.path("words.txt")), ..batches(&site) };
    let report = build(&options, &|_| {}).unwrap();
    assert_eq!((report.resumed, report.pages.indexed as u64), (0, PAGES));
    assert_eq!(edition(&site), 0);
}
