//! Questions as people type them: words, quoted phrases, what to leave out, and what is no question.

use proptest::prelude::*;

use crate::asked::{Asked, marked, matched, page, site, site_with};

fn clinic() -> Asked {
    site(vec![
        page("rash", "Skin rash", "<p>A rash on the eyelids is common. It may itch at night.</p>"),
        page("children", "Rash in children", "<p>In children a rash is often the first sign of the disease.</p>"),
        page("biopsy", "Tests", "<p>A muscle biopsy takes a small sample of the thigh under a local anaesthetic.</p>"),
        page("dose", "Steroid dose", "<p>Do not stop prednisone suddenly. The dose is lowered over months.</p>"),
        page("who", "Who we are", "<p>Volunteers run the telephone line on weekday mornings.</p>"),
        page(
            "srp",
            "Seronegative disease",
            "<p>Patients with weakness without anti-SRP or -HMGCR autoantibodies in \
             their blood are called seronegative.</p>",
        ),
        page("patches", "Patches", "<p>The red patches of a rash fade slowly in winter.</p>"),
    ])
}

#[test]
fn a_quoted_phrase_finds_only_what_has_it_word_for_word() {
    let site = clinic();
    assert_eq!(site.pages(&["\"itch at night\""]), ["rash"]);
    assert!(site.pages(&["\"night at itch\""]).is_empty());
    assert_eq!(site.pages(&["“dose is lowered”"]), ["dose"]);
    let hit = &site.ask(&["\"rash on the eyelids\""])["hits"][0];
    assert_eq!(marked(hit), ["rash on the eyelids"]);
    assert_eq!(matched(hit)[0], "rash on the eyelids → rash on the eyelids: phrase");
}

#[test]
fn a_phrase_that_is_nowhere_says_so() {
    let run = clinic().run(&["search", "\"night at itch\""]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("no passage has “night at itch” word for word"), "{}", run.out);
}

#[test]
fn a_phrase_does_not_go_on_into_the_next_paragraph() {
    let site = site(vec![page("a", "A", "<p>They met at the clinic</p><p>garden party on Sunday afternoon.</p>")]);
    assert!(site.pages(&["\"clinic garden\""]).is_empty());
    assert_eq!(site.pages(&["\"garden party\""]), ["a"]);
}

#[test]
fn a_concept_inside_a_phrase_stands_for_any_of_its_names() {
    let site = site(vec![
        page("lay", "Meals", "<p>Sudden trouble swallowing needs help today.</p>"),
        page("term", "Terms", "<p>Sudden dysphagia needs help today.</p>"),
        page("apart", "Apart", "<p>A sudden noise; later dysphagia needs some help.</p>"),
    ]);
    for question in ["\"sudden trouble swallowing needs\"", "\"sudden dysphagia needs\""] {
        let mut pages = site.pages(&[question]);
        pages.sort();
        assert_eq!(pages, ["lay", "term"], "{question}");
    }
}

#[test]
fn a_phrase_is_found_where_a_longer_name_hides_a_part_of_it() {
    let site = site_with(
        "red skin patch, erythema plaque\nskin patch test, allergy patching\n",
        vec![page("a", "Allergy", "<p>The nurse saw a red skin patch test result on Monday.</p>")],
    );
    assert_eq!(site.pages(&["\"skin patch test result\""]), ["a"]);
    assert_eq!(site.pages(&["\"red skin patch test\""]), ["a"]);
}

#[test]
fn a_word_after_a_hyphen_is_left_out_and_shown() {
    let site = clinic();
    assert_eq!(site.pages(&["rash", "-n5"]).len(), 3);
    let answer = site.ask(&["rash", "-children"]);
    assert_eq!(answer["excluded"][0], "children");
    let mut pages = site.pages(&["rash", "-children"]);
    pages.sort();
    assert_eq!(pages, ["patches", "rash"]);
    assert_eq!(site.pages(&["rash -children -patches"]), ["rash"]);
    assert_eq!(site.pages(&["rash", "--not", "children", "--not", "patches"]), ["rash"]);
    assert!(site.run(&["search", "rash", "--not", "children"]).out.contains("leaving out: children"));
}

#[test]
fn two_words_are_left_out_together_however_the_shell_hands_them_over() {
    let site = clinic();
    for arguments in [&["rash", "-red patches"][..], &["rash -\"red patches\""], &["rash", "--not", "red patches"]] {
        let answer = site.ask(arguments);
        assert_eq!(answer["excluded"][0], "red patches", "{arguments:?}");
        let mut pages = site.pages(arguments);
        pages.sort();
        assert_eq!(pages, ["children", "rash"], "{arguments:?}");
    }
    // A whole question in quotes may begin with what to leave out.
    assert_eq!(site.ask(&["-children rash"])["excluded"][0], "children");
}

#[test]
fn flags_stay_flags() {
    let site = clinic();
    assert_eq!(site.pages(&["rash", "-n1"]).len(), 1);
    assert_eq!(site.pages(&["-n", "1", "rash"]).len(), 1);
    assert_eq!(site.pages(&["-q", "rash"]).len(), 3);
    assert_eq!(site.run(&["search", "-h"]).code, 0);
    assert_eq!(site.run(&["-V"]).code, 0);
    assert_eq!(site.run(&["search", "rash", "--nonsense"]).code, 2);
    assert_eq!(site.ask(&["--", "rash", "-children"])["excluded"][0], "children");
    assert_eq!(site.run(&["search", "dose", "-5"]).code, 0);
    assert_eq!(site.ask(&["vitamin", "rash", "-d"])["excluded"][0], "d");
}

#[test]
fn leaving_out_everything_is_ignored_with_a_note() {
    let site = clinic();
    let run = site.run(&["search", "eyelids -rash"]);
    assert_eq!(run.code, 0);
    assert!(run.out.contains("leaving out “rash” would leave nothing, so it was not left out"), "{}", run.out);
    let answer = site.ask(&["eyelids -rash"]);
    assert_eq!(answer["notes"][0]["code"], "exclusion-ignored");
    assert!(answer["excluded"].as_array().unwrap().is_empty());
    // A flag is meant: nothing is ignored.
    assert_eq!(site.run(&["search", "eyelids", "--not", "rash"]).code, 1);
}

#[test]
fn a_hanging_hyphen_in_pasted_text_leaves_nothing_out() {
    let site = clinic();
    let answer = site.ask(&["without anti-SRP or -HMGCR autoantibodies"]);
    assert!(answer["excluded"].as_array().unwrap().is_empty());
    assert_eq!(site.pages(&["without anti-SRP or -HMGCR autoantibodies"])[0], "srp");
    assert_eq!(site.pages(&["without", "anti-SRP", "or", "-HMGCR", "autoantibodies"])[0], "srp");
}

#[test]
fn one_more_word_that_is_nowhere_does_not_empty_the_answer() {
    let site = clinic();
    let answer = site.ask(&["eyelids", "itch", "zyxgibber"]);
    assert_eq!(answer["hits"][0]["page"]["title"], "Skin rash");
    assert_eq!(answer["absent"][0], "zyxgibber");
}

#[test]
fn politeness_and_stop_words_do_not_decide() {
    let site = clinic();
    let polite = "Hello, could you please tell me about the muscle biopsy? Thank you very much for your time";
    assert_eq!(site.pages(&[polite])[0], "biopsy");
    assert_eq!(site.ask(&[polite])["hits"][0]["coverage"], 1.0);
}

#[test]
fn words_that_deny_are_asked_for() {
    let site = site(vec![
        page("stop", "Stopping", "<p>Do not stop the tablets without advice.</p>"),
        page("take", "Taking", "<p>Take the tablets with food and advice.</p>"),
        page("never", "Never", "<p>Tablets are never crushed, only unless told.</p>"),
    ]);
    assert_eq!(site.pages(&["not stop tablets"])[0], "stop");
    for word in ["no", "not", "never", "without", "unless", "only", "stop"] {
        let answer = site.ask(&["tablets", word]);
        let asked: f64 = answer["hits"].as_array().unwrap().iter().map(|hit| hit["coverage"].as_f64().unwrap()).sum();
        assert!(asked < 3.0, "`{word}` counts as a part of the question");
    }
}

#[test]
fn what_is_no_question_is_told_so() {
    let site = clinic();
    let long = "z".repeat(1_000_000);
    for (question, note) in [
        ("", "the question has no words to look for"),
        ("\"", "the question has no words to look for"),
        ("\u{1}\u{2}\u{1b}\u{7f}", "the question has no words to look for"),
        ("😀 🎉", "the question has no words to look for"),
        ("the", "only words that stand everywhere"),
        ("what is it", "only words that stand everywhere"),
        ("hello, thank you", "only words that stand everywhere"),
        ("-children", "only says what to leave out"),
        (&long, "only the first 4000 characters of the question were read"),
    ] {
        let run = site.run_with(&["search", "-"], question.as_bytes());
        let start: String = question.chars().take(20).collect();
        assert_eq!(run.code, 1, "{start}: {}{}", run.out, run.err);
        assert!(run.out.contains(note), "{start}: {}", run.out);
        assert!(run.err.is_empty(), "{start}: {}", run.err);
    }
}

#[test]
fn a_long_question_is_cut_between_words() {
    let question = "children ".repeat(1000);
    let run = clinic().run_with(&["search", "-"], question.as_bytes());
    assert!(run.out.contains("only the first 4000 characters") && !run.out.contains("nowhere"), "{}", run.out);
}

#[test]
fn a_title_of_stop_words_is_found() {
    assert_eq!(clinic().pages(&["who we are"])[0], "who");
    assert_eq!(clinic().pages(&["Who are we?", "dose"])[0], "dose");
}

#[test]
fn of_a_very_long_question_no_word_that_is_there_is_called_nowhere() {
    let words: Vec<String> = (0..90).map(|number| format!("word{number}")).collect();
    let text = words.join(" ");
    let site = site(vec![page("a", "A", &format!("<p>{text}.</p>"))]);
    let answer = site.ask(&[&text]);
    assert!(answer["absent"].as_array().unwrap().is_empty(), "{}", answer["absent"]);
    assert_eq!(answer["hits"][0]["coverage"], 1.0);
}

#[test]
fn words_that_are_nowhere_are_named_and_nothing_is_found() {
    let run = clinic().run(&["search", "xylophone", "quagga"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("Nothing on this site answers that."), "{}", run.out);
    assert!(run.out.contains("nowhere on this site: xylophone, quagga"), "{}", run.out);
}

#[test]
fn a_word_takes_the_forms_of_another_language_on_pages_in_that_language_only() {
    let site = site(vec![
        page("raffle", "Raffle", "<p>You may win a basket of fruit in the raffle.</p>"),
        page("stall", "Stall", "<p>Apples and a fruit cake are sold at the stall.</p>"),
        page("ayuda", "Ayuda", "<p>Las personas que ganan la rifa reciben una cesta de manzanas.</p>").language("es"),
    ]);
    assert!(site.pages(&["wine"]).is_empty());
    assert_eq!(site.pages(&["manzana"]), ["ayuda"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_question_makes_the_search_fail(question in "(?s).{0,200}|[\"“”«» \\-a-c]{0,40}|(\\PC| |\"|-){0,80}") {
        let run = shared_clinic().run_with(&["search", "-"], question.as_bytes());
        prop_assert!(run.code == 0 || run.code == 1, "{}", run.err);
        prop_assert!(run.err.is_empty(), "{}", run.err);
    }
}

fn shared_clinic() -> &'static Asked {
    static SITE: std::sync::OnceLock<Asked> = std::sync::OnceLock::new();
    SITE.get_or_init(clinic)
}
