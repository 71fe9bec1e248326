//! Hits: which page comes first, what stands together, and what the JSON of an answer holds.

use serde_json::Value;

use crate::asked::{Asked, marked, page, program, site};

const SHARED: &str =
    "<p>Bring a list of all your tablets, and somebody who can listen with you, to the first visit.</p>";

fn hits(answer: &Value) -> &Vec<Value> {
    answer["hits"].as_array().unwrap()
}

fn long_page(topic: &str) -> String {
    let part = |number: usize| {
        let filler = format!("The {topic} nurse keeps notes of visit {number} and rings back within days. ").repeat(5);
        format!("<h2>Part {number}</h2><p>About gardening and {topic} in part {number}. {filler}</p>")
    };
    (1..=4).map(part).collect()
}

#[test]
fn the_passages_of_a_page_stand_together_and_n_counts_pages() {
    let site = site(vec![
        page("one", "One", &long_page("roses")),
        page("two", "Two", &long_page("apples")),
        page("three", "Three", &long_page("onions")),
    ]);
    let answer = site.ask(&["gardening", "-n", "2", "--per-page", "3"]);
    let links: Vec<&str> = hits(&answer).iter().map(|hit| hit["page"]["link"].as_str().unwrap()).collect();
    let mut runs = links.clone();
    runs.dedup();
    assert_eq!(runs.len(), 2, "two pages, each in one run: {links:?}");
    assert!(links.len() > 2);
    let ranks: Vec<u64> = hits(&answer).iter().map(|hit| hit["rank"].as_u64().unwrap()).collect();
    assert_eq!(ranks, (1..=ranks.len() as u64).collect::<Vec<_>>());
    assert_eq!(hits(&site.ask(&["gardening", "-n1"])).len(), 1);
    assert_eq!(site.ask(&["gardening"])["total_pages"]["value"], 3);
}

#[test]
fn the_same_paragraph_on_several_pages_is_one_hit_that_names_the_others() {
    let site = site(vec![
        page("a", "First visit", SHARED),
        page("b", "Second opinion", &format!("<p>Ring us before.</p>{SHARED}")),
        page("c", "Storing", "<p>Keep tablets dry and away from children.</p>"),
    ]);
    let answer = site.ask(&["list of all tablets"]);
    assert_eq!(hits(&answer).len(), 2);
    assert_eq!(hits(&answer)[0]["also_at"].as_array().unwrap().len(), 1);
    // The copy costs no place: two pages wanted are two different paragraphs.
    assert_eq!(hits(&site.ask(&["list of all tablets", "-n2"])).len(), 2);
    let one = site.ask(&["list of all tablets", "-n1"]);
    assert_eq!(hits(&one)[0]["also_at"].as_array().unwrap().len(), 1, "also where no more pages are wanted");
    assert!(site.run(&["search", "list of all tablets"]).out.contains("the same paragraph also at"));
}

#[test]
fn a_question_that_is_a_title_puts_that_page_first() {
    let often = "<p>Travel insurance, travel insurance and travel insurance again, for travel.</p>".repeat(3);
    let site = site(vec![
        page("often", "Money matters", &often),
        page("title", "Travel insurance", "<p>Tell the company about your condition before you pay.</p>"),
    ]);
    for question in ["Travel insurance", "travel insurance?", "TRAVEL INSURANCE"] {
        assert_eq!(site.pages(&[question])[0], "title", "{question}");
    }
}

#[test]
fn an_answer_has_the_fields_of_the_design_and_no_other_names_for_them() {
    let site = site(vec![
        page(
            "a",
            "Swallowing",
            "<h2 id=\"tips\">Tips</h2><p>Trouble swallowing: eat slowly.</p>\
              <p>Page last reviewed: April 2025</p>",
        )
        .language("en-GB"),
    ]);
    let answer = site.ask(&["dysphagia", "--as-of", "2025-06-01"]);
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    for field in [
        "version",
        "query",
        "took_ms",
        "total_pages",
        "understood",
        "meanings",
        "corrections",
        "absent",
        "notices",
        "notes",
        "hits",
    ] {
        assert!(keys(&answer).iter().any(|key| key == field), "{field}");
    }
    let hit = &hits(&answer)[0];
    for field in [
        "rank",
        "score",
        "coverage",
        "url",
        "page",
        "section",
        "anchor",
        "lead",
        "passage",
        "highlights",
        "also_at",
        "matched",
    ] {
        assert!(keys(hit).iter().any(|key| key == field), "{field}");
    }
    assert!(hit.get("explain").is_none());
    for field in [
        "id",
        "title",
        "link",
        "short_link",
        "breadcrumb",
        "modified",
        "reviewed",
        "reviewer",
        "next_review",
        "freshness",
        "language",
    ] {
        assert!(keys(&hit["page"]).iter().any(|key| key == field), "{field}");
    }
    assert_eq!(answer["version"], 1);
    assert_eq!(hit["page"]["modified"], "2025-05-30T16:48:16Z");
    assert_eq!(hit["page"]["reviewed"], "2025-04");
    assert_eq!(hit["page"]["freshness"], "reviewed");
    assert_eq!(hit["page"]["language"], "en-GB");
    assert!(hit["page"]["reviewer"].is_null() && hit["page"]["next_review"].is_null());
    assert_eq!(hit["page"]["short_link"], "https://small.example/?p=1");
    assert_eq!((&hit["anchor"], &hit["section"][0]), (&Value::from("tips"), &Value::from("Tips")));
    assert_eq!(hit["url"], "https://small.example/a/#tips");
}

#[test]
fn offsets_count_code_points_also_beyond_the_first_plane() {
    let site = site(vec![page("a", "Café", "<p>😀 𝒜 café 🎉 naïve swallowing 😀 dysphagia é end.</p>")]);
    let hit = hits(&site.ask(&["dysphagia café"]))[0].clone();
    assert_eq!(marked(&hit), ["café", "dysphagia"]);
}

#[test]
fn the_parts_of_a_score_sum_to_it() {
    let site = site(vec![
        page("a", "Eating", "<p>Trouble swallowing at meals. Eat slowly.</p>"),
        page("b", "Trouble swallowing", "<p>Meals may take an hour.</p>"),
        page("c", "Meals", SHARED),
    ]);
    let answer = site.ask(&["trouble swallowing meals", "--explain"]);
    assert!(!hits(&answer).is_empty());
    for hit in hits(&answer) {
        let parts = hit["explain"].as_array().unwrap();
        let sum: f64 = parts.iter().map(|part| part["value"].as_f64().unwrap()).sum();
        let score = hit["score"].as_f64().unwrap();
        assert!((sum - score).abs() < 1e-3, "{sum} is not {score}");
    }
    assert!(site.run(&["search", "meals", "--explain"]).out.contains("= passage "));
}

#[test]
fn a_marked_sentence_that_denies_is_shown_whole() {
    let sentence = "Never take grapefruit juice with these tablets, without exception, unless the pharmacist has told \
                    you that it is safe for you and has written it down.";
    let filler = "The pharmacy is open each weekday and on most Saturdays. ".repeat(20);
    let site = site(vec![page("a", "Juice", &format!("<p>{filler}{sentence} {filler}</p>"))]);
    let hit = hits(&site.ask(&["grapefruit", "juice"]))[0].clone();
    assert!(hit["passage"].as_str().unwrap().contains(sentence), "{}", hit["passage"]);
}

#[test]
fn what_introduces_a_list_goes_with_its_items() {
    let item = |number| format!("<li>you had illness number {number} in the past few years or months</li>");
    let items = (0..30).map(item).collect::<Vec<_>>().concat();
    let site = site(vec![page("a", "Tablets", &format!("<p>Do not take it if:</p><ul>{items}</ul>"))]);
    let hit = hits(&site.ask(&["illness number 29"]))[0].clone();
    let shown = format!("{} {}", hit["lead"].as_str().unwrap_or_default(), hit["passage"].as_str().unwrap());
    assert!(shown.contains("Do not take it if:") && shown.contains("number 29"), "{shown}");
    assert!(site.run(&["search", "illness number 29", "-n1"]).out.contains("Do not take it if:"));
}

#[test]
fn a_quoted_phrase_prefers_a_passage_that_answers_to_a_review_line() {
    let site = site(vec![page(
        "a",
        "Trouble swallowing",
        "<p>Trouble swallowing needs a speech therapist.</p><p>Page last reviewed: 16 March 2026</p>",
    )]);
    let passage = hits(&site.ask(&["\"trouble swallowing\""]))[0]["passage"].as_str().unwrap().to_owned();
    assert!(passage.contains("therapist"), "{passage}");
    let review = hits(&site.ask(&["\"last reviewed\""]))[0]["passage"].as_str().unwrap().to_owned();
    assert!(review.contains("16 March 2026"), "{review}");
}

fn sample() -> Asked {
    let site = site(vec![page("a", "A", "<p>Unused.</p>")]);
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let run = program(site.path(), &["index", corpus, "--index", "sample"], b"");
    assert_eq!(run.code, 0, "{}", run.err);
    site
}

#[test]
fn every_answer_from_the_sample_site_says_so() {
    let site = sample();
    for question in ["trouble swallowing", "nothing-of-this-is-there-xyzzy"] {
        let text = site.run(&["search", "--index", "sample", question]).out;
        assert!(text.contains("sample site, fictional"), "{text}");
        let answer = site.ask(&["--index", "sample", question]);
        assert!(answer["notes"].as_array().unwrap().iter().any(|note| note["text"] == "sample site, fictional"));
    }
}

#[test]
fn an_answer_as_text_at_80_columns() {
    let text = sample().run(&["search", "--index", "sample", "trouble swallowing", "-n1", "--as-of", "2026-11-22"]).out;
    assert!(text.lines().all(|line| line.contains("https://") || line.chars().count() <= 80), "{text}");
    let timeless: Vec<&str> = text.lines().filter(|line| !line.ends_with(" ms")).collect();
    insta::assert_snapshot!(timeless.join("\n"), @r#"
    sample site, fictional
    read “trouble swallowing” as dysphagia

    1. Trouble swallowing (dysphagia)
       Symptoms
       reviewed 16 Mar 2026 · Larkfield Myositis Helpline (sample site, fictional)

       Trouble swallowing, which doctors call dysphagia, is the question our
       helpline hears most. Swallowing uses about thirty pairs of muscles, and
       myositis can weaken those in the throat and the upper part of the gullet. It
       may affect up to half of people at some time, and it is often worst in
       inclusion body myositis and necrotising myopathy.
       Dysphagia is about swallowing. It is not the same as dysphonia, a change in
       the voice, or dysphasia, difficulty with words after a stroke, though the
       three are muddled even on hospital letters.

       https://www.example.org/symptoms/swallowing/#:~:text=Trouble%20swallowing%2C%20which%20doctors%20call%20dysphagia
       matched “dysphagia” for trouble swallowing
    "#);
}

#[test]
#[expect(clippy::too_many_lines, reason = "most of it is the answer")]
fn an_answer_as_json() {
    let mut answer = sample().ask(&["--index", "sample", "trouble swallowing", "-n1", "--as-of", "2026-11-22"]);
    answer["took_ms"] = 0.into();
    answer["total_pages"]["value"] = 0.into();
    answer["understood"][0]["also"] = "…".into();
    for field in ["score", "coverage"] {
        answer["hits"][0][field] = 0.into();
    }
    answer.sort_all_objects();
    insta::assert_snapshot!(serde_json::to_string_pretty(&answer).unwrap(), @r#"
    {
      "absent": [],
      "corrections": [],
      "excluded": [],
      "hits": [
        {
          "also_at": [],
          "anchor": null,
          "coverage": 0,
          "headings": [],
          "highlights": [
            [
              0,
              18
            ],
            [
              39,
              48
            ],
            [
              91,
              101
            ],
            [
              340,
              349
            ],
            [
              359,
              369
            ]
          ],
          "lead": null,
          "matched": [
            {
              "by": "phrase",
              "query": "trouble swallowing",
              "text": "Trouble swallowing"
            },
            {
              "by": "synonym",
              "query": "trouble swallowing",
              "text": "dysphagia"
            },
            {
              "by": "word",
              "query": "swallowing",
              "text": "Swallowing"
            }
          ],
          "page": {
            "age": "reviewed 16 Mar 2026",
            "breadcrumb": [
              "Symptoms"
            ],
            "freshness": "reviewed",
            "id": 31,
            "language": "en-GB",
            "link": "https://www.example.org/symptoms/swallowing/",
            "modified": "2026-03-19T09:25:00Z",
            "next_review": "2029-03-16",
            "organisation": "Larkfield Myositis Helpline (sample site, fictional)",
            "reviewed": "2026-03-16",
            "reviewer": "Ottoline Marsh",
            "short_link": "https://www.example.org/?p=31",
            "title": "Trouble swallowing (dysphagia)"
          },
          "passage": "Trouble swallowing, which doctors call dysphagia, is the question our helpline hears most. Swallowing uses about thirty pairs of muscles, and myositis can weaken those in the throat and the upper part of the gullet. It may affect up to half of people at some time, and it is often worst in inclusion body myositis and necrotising myopathy.\nDysphagia is about swallowing. It is not the same as dysphonia, a change in the voice, or dysphasia, difficulty with words after a stroke, though the three are muddled even on hospital letters.",
          "rank": 1,
          "score": 0,
          "section": [],
          "url": "https://www.example.org/symptoms/swallowing/#:~:text=Trouble%20swallowing%2C%20which%20doctors%20call%20dysphagia"
        }
      ],
      "meanings": [],
      "notes": [
        {
          "code": "sample-site",
          "text": "sample site, fictional"
        }
      ],
      "notices": [],
      "query": "trouble swallowing",
      "took_ms": 0,
      "total_pages": {
        "at_least": false,
        "value": 0
      },
      "understood": [
        {
          "also": "…",
          "concept": "dysphagia",
          "text": "trouble swallowing"
        }
      ],
      "version": 1
    }
    "#);
}
