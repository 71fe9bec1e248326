//! Other names of what was asked for: synonyms, acronyms, examples; how they are found, ranked, marked and told.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::asked::{marked, matched, page, site, site_with};

const NAMES: [&str; 8] = [
    "necrotizing autoimmune myopathy",
    "necrotising autoimmune myopathy",
    "NAM",
    "IMNM",
    "imnm",
    "immune mediated necrotizing myopathy",
    "immune-mediated necrotizing myopathies",
    "Immune-Mediated Necrotising Myopathy",
];

#[test]
fn every_name_of_a_disease_finds_the_same_pages() {
    let site = site(vec![
        page("short", "Short", "<p>IMNM is treated early and for long.</p>"),
        page("long", "Long", "<p>In necrotizing autoimmune myopathy the thighs are weak.</p>"),
        page("hyphen", "Hyphen", "<p>Immune-mediated necrotizing myopathy can follow a statin.</p>"),
        page("other", "Other", "<p>Immune cells are mediated by signals; a myopathy is any muscle disease.</p>"),
    ]);
    for name in NAMES {
        let mut found = site.pages(&[name, "-n3"]);
        found.sort();
        assert_eq!(found, ["hyphen", "long", "short"], "{name}");
        let longer = format!("can someone with {name} have weak thighs");
        assert_eq!(site.pages(&[&longer])[0], "long", "{longer}");
    }
}

#[test]
fn two_concepts_in_one_question_are_both_asked_for() {
    let site = site(vec![
        page("both", "Meals", "<p>People with IMNM may have dysphagia and need thick drinks.</p>"),
        page("first", "Thighs", "<p>IMNM affects thighs.</p>"),
        page("second", "Causes", "<p>Dysphagia has many causes.</p>"),
    ]);
    let answer = site.ask(&["NAM", "trouble", "swallowing"]);
    assert_eq!(answer["hits"][0]["page"]["title"], "Meals");
    assert_eq!(answer["hits"][0]["coverage"], 1.0);
    let understood: Vec<_> = answer["understood"].as_array().unwrap().iter().map(|it| it["text"].clone()).collect();
    assert_eq!(understood, ["NAM", "trouble swallowing"]);
}

#[test]
fn each_hit_says_in_what_way_it_matched() {
    let site = site(vec![page(
        "a",
        "Page",
        "<p>Both IMNM and the longer words necrotizing autoimmune myopathy stand here.</p>",
    )]);
    let by = |question: &str| matched(&site.ask(&[question])["hits"][0]);
    assert_eq!(by("IMNM"), ["IMNM → IMNM: word", "IMNM → necrotizing autoimmune myopathy: synonym"]);
    assert_eq!(
        by("necrotizing autoimmune myopathy"),
        [
            "necrotizing autoimmune myopathy → IMNM: acronym",
            "necrotizing autoimmune myopathy → necrotizing autoimmune myopathy: phrase"
        ]
    );
    assert_eq!(by("words"), ["words → words: word"]);
    assert_eq!(by("\"longer words\""), ["longer words → longer words: phrase"]);
}

#[test]
fn a_wider_word_finds_its_examples_and_one_example_never_another() {
    let site = site(vec![
        page("r", "Tablets", "<p>Rivaroxaban is taken once a day with food.</p>"),
        page("w", "Other tablets", "<p>Warfarin needs a blood test each week.</p>"),
    ]);
    let answer = site.ask(&["blood thinner"]);
    assert_eq!(answer["hits"].as_array().unwrap().len(), 2);
    let said: Vec<String> = answer["hits"].as_array().unwrap().iter().flat_map(matched).collect();
    assert!(said.contains(&"blood thinner → Rivaroxaban: narrower".to_owned()), "{said:?}");
    assert!(site.run(&["search", "blood thinner"]).out.contains("“Rivaroxaban” is an example of blood thinner"));
    assert_eq!(site.pages(&["rivaroxaban"]), ["r"]);
    assert_eq!(site.pages(&["warfarin"]), ["w"]);
}

#[test]
fn the_very_word_counts_more_than_an_example_of_it() {
    let site = site(vec![
        page("example", "Tablets", "<p>Rivaroxaban is a tablet taken once a day.</p>"),
        page("wider", "Tablets", "<p>Blood thinner is a tablet taken once a day.</p>"),
    ]);
    assert_eq!(site.pages(&["blood thinner"]), ["wider", "example"]);
}

#[test]
fn a_longer_name_does_not_hide_the_name_asked_for() {
    let site = site(vec![page("a", "Young people", "<p>Juvenile myositis begins in childhood.</p>")]);
    let hit = site.ask(&["myositis"])["hits"][0].clone();
    assert_eq!(matched(&hit)[0], "myositis → myositis: word");
    assert_eq!(marked(&hit), ["myositis"]);
}

#[test]
fn a_name_that_no_page_has_is_looked_for_by_its_words() {
    let site = site_with(
        "frequent falls, keeps falling\n",
        vec![
            page("fall", "Stairs", "<p>A fall on the stairs is a fright.</p>"),
            page("wife", "Family", "<p>Your wife may want to talk to someone.</p>"),
        ],
    );
    let answer = site.ask(&["keeps falling on the stairs"]);
    assert_eq!(answer["hits"][0]["page"]["title"], "Stairs");
    assert_eq!(marked(&answer["hits"][0]), ["fall", "stairs"]);
    assert_eq!(answer["absent"], json!(["keeps falling"]));
    assert!(answer["understood"].as_array().unwrap().is_empty());
}

#[test]
fn no_synonyms_looks_for_the_words_alone() {
    let site = site(vec![
        page("lay", "Lay", "<p>Trouble swallowing is common.</p>"),
        page("term", "Term", "<p>Dysphagia is common.</p>"),
    ]);
    assert_eq!(site.pages(&["trouble swallowing"]).len(), 2);
    assert_eq!(site.pages(&["trouble swallowing", "--no-synonyms"]), ["lay"]);
}

#[test]
fn marks_are_what_a_reader_would_mark() {
    let site = site(vec![page(
        "a",
        "Meals",
        "<p>Difficulty swallowing is tiring. Swallowed food may stick, and swallowing dry bread is worst.</p>",
    )]);
    let hit = site.ask(&["trouble", "swallowing", "sticks"])["hits"][0].clone();
    assert_eq!(marked(&hit), ["Difficulty swallowing", "Swallowed", "stick", "swallowing"]);
}

#[test]
fn an_acronym_with_several_meanings_is_answered_for_all_and_says_which() {
    let vocabulary = "polymyositis, PM\nparticulate matter, PM\n";
    let site = site_with(
        vocabulary,
        vec![
            page("muscle", "Muscle", "<p>Polymyositis (PM) weakens the hips. PM is rare.</p>"),
            page("muscle-2", "More", "<p>Polymyositis is treated with tablets.</p>"),
            page("air", "Air", "<p>Particulate matter (PM) in city air harms lungs. PM is high in winter.</p>"),
            page("time", "Opening times", "<p>We are open from 9 AM to 3 PM on weekdays.</p>"),
        ],
    );
    for question in ["PM", "pm"] {
        let answer = site.ask(&[question]);
        let mut pages = site.pages(&[question]);
        pages.sort();
        assert_eq!(&pages[..3], ["air", "muscle", "muscle-2"], "{question}");
        let meanings = &answer["meanings"][0]["meanings"];
        assert_eq!(meanings[0]["concept"], "polymyositis");
        assert_eq!(meanings[0]["pages"], 2);
        assert_eq!(meanings[1]["pages"], 1);
    }
    let text = site.run(&["search", "PM"]).out;
    assert!(text.contains("PM may mean polymyositis (2 pages) or particulate matter (1 page)"), "{text}");
    assert!(site.ask(&["open until 3 PM"])["meanings"].as_array().unwrap().is_empty());
    assert_eq!(site.pages(&["open until 3 PM"])[0], "time");
    assert_eq!(site.pages(&["polymyositis"]), ["muscle", "muscle-2"]);
}

#[test]
fn an_acronym_that_is_a_common_word_is_one_only_as_the_whole_question() {
    let vocabulary = "World Health Organization, WHO\ninformation technology, IT\nultrasound scan, US\n";
    let site = site_with(
        vocabulary,
        vec![
            page("who", "Advice", "<p>The World Health Organization advises rest.</p>"),
            page("it", "Desk", "<p>Information technology helps at the desk.</p>"),
            page("us", "Scan", "<p>An ultrasound scan shows the muscle.</p>"),
            page("rest", "Rest", "<p>Those of you who rest feel it later, like us.</p>"),
        ],
    );
    assert_eq!(site.pages(&["who"])[0], "who");
    assert_eq!(site.pages(&["it"])[0], "it");
    assert_eq!(site.pages(&["us"])[0], "us");
    let understood = |question: &str| site.ask(&[question])["understood"].as_array().unwrap().len();
    assert_eq!(understood("who can rest with us when it hurts"), 0);
    assert_eq!(understood("what does WHO advise"), 1);
    assert_eq!(understood("WHO ADVISES IT FOR US"), 0);
}

#[test]
fn a_reading_is_told_only_where_it_says_more_than_was_typed() {
    let site = site(vec![page("a", "A", "<p>Immune-mediated necrotizing myopathy and a muscle biopsy.</p>")]);
    let out = |question: &str| site.run(&["search", question]).out;
    assert!(out("IMNM").contains("read “IMNM” as immune-mediated necrotizing myopathy"), "{}", out("IMNM"));
    assert!(!out("immune mediated necrotising myopathies").contains("read “"));
    assert_eq!(out("IMNM").matches("read “").count(), 1);
}

#[test]
fn a_site_may_call_the_same_what_the_builtin_lists_call_an_example() {
    let site = site_with(
        "blood thinner, anticoagulant\n",
        vec![page("a", "A", "<p>An anticoagulant stops clots from forming.</p>")],
    );
    let hit = site.ask(&["blood thinner"])["hits"][0].clone();
    assert_eq!(matched(&hit), ["blood thinner → anticoagulant: synonym"]);
}

#[test]
fn two_letters_before_a_digit_are_a_part_of_another_name() {
    let site = site(vec![
        page("cells", "Blood counts", "<p>The CD4 count tells how many of these cells there are.</p>"),
        page("bowel", "Bowel", "<p>Crohn's disease may come and go for years.</p>"),
    ]);
    assert_eq!(site.pages(&["CD4"]), ["cells"]);
    assert_eq!(site.pages(&["CD"])[0], "bowel");
}

#[test]
fn a_disease_is_known_by_the_name_of_whoever_described_it() {
    let site = site(vec![page("gpa", "Vasculitis", "<p>Granulomatosis with polyangiitis harms small vessels.</p>")]);
    for question in ["wegeners", "Wegener's", "wegener's disease"] {
        assert_eq!(site.pages(&[question]), ["gpa"], "{question}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn of_two_passages_that_differ_in_the_name_the_typed_one_comes_first(
        names in prop::sample::select(vec![
            ("necrotizing autoimmune myopathy", "IMNM"),
            ("trouble swallowing", "dysphagia"),
            ("high blood pressure", "hypertension"),
            ("heart attack", "myocardial infarction"),
            ("shortness of breath", "dyspnea"),
        ]),
        swapped in any::<bool>(),
        before in "[a-z]{3,8} and [a-z]{3,8} came with",
        after in "in the (spring|autumn|winter)",
    ) {
        let (first, second) = if swapped { (names.1, names.0) } else { names };
        let text = |name: &str| format!("<p>{before} {name} {after}.</p>");
        let site = site(vec![page("a", "Letters", &text(first)), page("b", "Letters", &text(second))]);
        prop_assert_eq!(site.pages(&[first]), ["a", "b"]);
        prop_assert_eq!(site.pages(&[second]), ["b", "a"]);
    }
}

#[test]
fn what_a_name_ends_in_is_found_behind_the_name_itself() {
    let site = site(vec![
        page("cough", "Cough", "<p>Honey soothes a cough. A cough that lasts three weeks is seen by a doctor.</p>"),
        page("dry", "Ramipril", "<p>A dry cough is common with this medicine.</p>"),
        page("mouth", "Mouth", "<p>A dry mouth comes with many medicines; sip water.</p>"),
    ]);
    assert_eq!(site.pages(&["nonproductive cough"]), ["dry", "cough"]);
    assert_eq!(site.pages(&["what helps with a dry cough", "-n2"]), ["dry", "cough"]);
}

#[test]
fn a_name_that_the_site_lacks_is_looked_for_by_what_it_ends_in() {
    let site = site(vec![
        page("head", "Head", "<p>Cephalalgia after a fall is told to a doctor at once.</p>"),
        page("breath", "Breath", "<p>SOB means shortness of breath.</p>"),
    ]);
    assert_eq!(site.pages(&["cluster headache"]), ["head"]);
}

#[test]
fn what_a_name_ends_in_is_not_asked_for_where_the_two_are_kept_apart() {
    let site = site(vec![
        page("rubella", "Rubella", "<p>German measles is mild; in pregnancy rubella harms the child.</p>"),
        page("rubeola", "Rubeola", "<p>Rubeola begins with a cough and red eyes.</p>"),
        page("nhl", "Lymph nodes", "<p>Non-Hodgkin lymphoma has many kinds.</p>"),
    ]);
    assert_eq!(site.pages(&["german measles"]), ["rubella"]);
    let words = matched(&site.ask(&["Hodgkin's disease"])["hits"][0]);
    assert!(words.iter().all(|it| !it.ends_with(": synonym")), "{words:?}");
}

/// Codes of what a person should know of an answer.
fn notes(answer: &Value) -> Vec<&str> {
    answer["notes"].as_array().unwrap().iter().filter_map(|note| note["code"].as_str()).collect()
}

#[test]
fn a_name_that_the_site_lacks_is_told_and_its_opposite_or_neighbour_is_no_full_answer() {
    for (asked, absent, title, text) in [
        ("type 1 diabetes treatment", "type 1 diabetes", "Type 2 diabetes", "Treatment of type 2 diabetes: tablets."),
        ("low blood sugar", "low blood sugar", "High blood sugar", "High blood sugar harms the kidneys."),
        ("small cell lung cancer", "small cell lung cancer", "Non-small cell lung cancer", "Surgery may help."),
        ("hepatitis A", "hepatitis A", "Hepatitis B", "Hepatitis B can stay for life."),
        ("overactive thyroid", "overactive thyroid", "Underactive thyroid", "It makes you tired."),
    ] {
        // Each single word stands somewhere.
        let site = site(vec![
            page("near", title, &format!("<p>{text}</p>")),
            page("words", "Garden", "<p>At 1 type of low tree a small overactive bird built a cell.</p>"),
        ]);
        let answer = site.ask(&[asked]);
        assert_eq!(answer["absent"][0], absent, "{asked}");
        assert!(notes(&answer).contains(&"no-full-answer"), "{asked}: {answer}");
        assert!(answer["hits"][0]["coverage"].as_f64().unwrap() < 0.42, "{asked}: {}", answer["hits"][0]);
    }
}

#[test]
fn one_example_is_no_other_even_where_the_site_lacks_the_one_asked_for() {
    let site = site(vec![page("poly", "Polymyositis", "<p>Treatment of polymyositis begins with steroids.</p>")]);
    let answer = site.ask(&["inclusion body myositis treatment"]);
    assert_eq!(answer["absent"][0], "inclusion body myositis");
    let words = matched(&answer["hits"][0]);
    assert_eq!(words, ["treatment → Treatment: word"]);
}

#[test]
fn the_letters_of_an_acronym_in_another_sense_are_no_answer() {
    let site = site(vec![
        page("poly", "Polymyositis", "<p>Polymyositis (PM) weakens the muscles.</p>"),
        page("hours", "Hours", "<p>The helpline is open from 9 AM to 6 PM.</p>"),
    ]);
    let answer = site.ask(&["PM"]);
    assert_eq!(site.pages(&["PM"]), ["poly"]);
    assert_eq!(answer["total_pages"]["value"], 1);
}
