//! Search as you type: the last word of a question may be a beginning.

use crate::asked::{Asked, marked, page, site};

fn clinic() -> Asked {
    site(vec![
        page("swallow", "Meals", "<p>Swallowing may become hard; sit upright and take small bites.</p>"),
        page("sweat", "Nights", "<p>Sweating at night is common in the first weeks.</p>"),
        page("rash", "Skin", "<p>A rash on the eyelids may itch at night.</p>"),
    ])
}

#[test]
fn the_beginning_of_a_word_finds_all_words_that_begin_so() {
    let site = clinic();
    assert!(site.pages(&["sw"]).is_empty());
    let mut pages = site.pages(&["--prefix", "sw"]);
    pages.sort();
    assert_eq!(pages, ["swallow", "sweat"]);
    assert_eq!(marked(&site.ask(&["--prefix", "hard swal"])["hits"][0]), ["Swallowing", "hard"]);
}

#[test]
fn a_word_typed_into_its_ending_still_finds_it() {
    assert_eq!(clinic().pages(&["--prefix", "swallowi"]), ["swallow"]);
}

#[test]
fn only_the_last_word_and_only_if_nothing_stands_behind_it() {
    let site = clinic();
    assert!(site.pages(&["--prefix", "swal zzz"]).is_empty());
    assert!(site.pages(&["--prefix", "sw?"]).is_empty());
    assert_eq!(site.pages(&["--prefix", "night ras"])[0], "rash");
}

#[test]
fn a_stop_word_may_be_the_beginning_of_another_word() {
    assert_eq!(clinic().pages(&["--prefix", "eyelids it"])[0], "rash");
}

#[test]
fn a_name_begun_finds_the_pages_that_say_it_otherwise() {
    let site = site(vec![
        page("types", "Types", "<p>IMNM is treated early and for long. The weakness comes within weeks.</p>"),
        page("fog", "Weather", "<p>Fog and automatic doors have nothing to do with muscles.</p>"),
    ]);
    let answer = site.ask(&["--prefix", "necrotizing auto"]);
    assert_eq!(answer["hits"][0]["page"]["title"], "Types", "{answer}");
    let told = &answer["hits"][0]["matched"][0];
    assert_eq!(
        (&told["query"], &told["text"], &told["by"]),
        (&"necrotizing auto".into(), &"IMNM".into(), &"acronym".into())
    );
    assert_eq!(site.ask(&["--prefix", "immune-mediated necrotizing my"])["hits"][0]["page"]["title"], "Types");
    assert_eq!(site.pages(&["--prefix", "imn"]), ["types"]);
    assert!(site.pages(&["--prefix", "--no-synonyms", "immune-mediated necro"]).is_empty());
}

#[test]
fn what_a_word_of_the_site_begins_with_is_no_slip() {
    let site = site(vec![page("dm", "Dermatomyositis", "<p>In dermatomyositis a rash comes with weak muscles.</p>")]);
    for begun in ["dermatom", "rash in dermatom", "dermatomyo"] {
        let answer = site.ask(&["--prefix", begun]);
        assert_eq!(answer["corrections"].as_array().map(Vec::len), Some(0), "{begun}: {answer}");
        assert_eq!(answer["hits"][0]["page"]["title"], "Dermatomyositis", "{begun}");
    }
    assert_eq!(site.ask(&["--prefix", "dermatimyosi"])["hits"].as_array().map(Vec::len), Some(0));
}
