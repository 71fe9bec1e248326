//! What pages define counts at once, in both directions; an acronym with several meanings is decided page by page.

use serde_json::Value;

use crate::site::{Page, Run, Site, page};

fn says(id: u64, text: &str) -> Page {
    Page { body: format!("<p>{text}</p>"), ..page(id, "") }
}

fn site(flags: &[&str], pages: &[Page]) -> Site {
    let site = Site::new();
    site.rest("pages.json", pages);
    let run = site.index(&[&["pages.json", "--no-builtin"], flags].concat());
    assert_eq!(run.code, 0, "{run:?}");
    site
}

fn ids(run: &Run) -> Vec<u64> {
    let answer = run.json();
    let mut ids: Vec<u64> =
        answer["hits"].as_array().unwrap().iter().map(|hit| hit["page"]["id"].as_u64().unwrap()).collect();
    ids.sort_unstable();
    ids
}

fn asked(site: &Site, question: &str, flags: &[&str]) -> Run {
    site.run(&[&["search", "-n", "100", "--format", "json", question], flags].concat())
}

const DEFINES: &str = "Giant quilt myositis (GQM) makes muscles weak in the course of some weeks.";
const SHORT: &str = "Whoever has GQM tires soon and rests often, says the nurse of the ward.";
const LONG: &str = "Some people with giant quilt myositis swim, and some people do not like it.";

#[test]
fn a_pair_that_one_page_defines_is_one_concept_on_all_pages_in_both_directions() {
    let site = site(&[], &[says(1, DEFINES), says(2, SHORT), says(3, LONG), says(4, "Other words stand here.")]);
    let answer = |question: &str| asked(&site, question, &[]).json();
    for question in ["GQM", "gqm", "giant quilt myositis", "what helps with GQMs?"] {
        assert_eq!(ids(&asked(&site, question, &[])), [1, 2, 3], "{question}");
        assert_eq!(answer(question)["understood"][0]["concept"], "Giant quilt myositis", "{question}");
    }
    let by = |answer: &Value, id: u64| {
        let hits = answer["hits"].as_array().unwrap();
        let hit = hits.iter().find(|hit| hit["page"]["id"] == id).unwrap();
        hit["matched"][0]["by"].as_str().unwrap().to_owned()
    };
    assert_eq!(by(&answer("GQM"), 3), "synonym");
    assert_eq!(by(&answer("giant quilt myositis"), 2), "acronym");
    assert_eq!(ids(&asked(&site, "GQM", &["--no-synonyms"])), [1, 2]);
    assert_eq!(site.index(&["pages.json", "--no-builtin"]).json()["concepts"]["mined"], 1);
}

#[test]
fn the_definition_goes_with_its_page() {
    let site =
        site(&[], &[says(1, DEFINES), says(2, SHORT), says(3, LONG), says(5, "Other words."), says(6, "More words.")]);
    site.rest("pages.json", &[says(2, SHORT), says(3, LONG), says(5, "Other words."), says(6, "More words.")]);
    assert_eq!(site.index(&["pages.json", "--no-builtin"]).json()["concepts"]["mined"], 0);
    assert_eq!(ids(&asked(&site, "GQM", &[])), [2]);
}

#[test]
fn a_never_keeps_a_pair_apart() {
    let site = Site::new();
    site.write("names.txt", "# relation: never\nGQM, giant quilt myositis\n");
    site.rest("pages.json", &[says(1, DEFINES), says(2, SHORT), says(3, LONG)]);
    let run = site.index(&["pages.json", "--no-builtin", "--vocabulary", "names.txt"]);
    assert_eq!(run.json()["concepts"]["mined"], 0, "{run:?}");
    assert_eq!(ids(&asked(&site, "GQM", &[])), [1, 2]);
}

const OTHER: &str = "The grand quarter march (GQM) is held each year in the town, with tea for all.";

fn ambiguous() -> Site {
    let by_company = "People with giant quilt myositis rest, and after GQM they eat a little more.";
    let bare = "Whoever has heard of GQM asks the nurse about it when she comes round at noon.";
    let later = "The grand quarter march was long, and nobody was late for the GQM this time.";
    let plain = "In the grand quarter march of last year many people walked with their dogs.";
    site(
        &[],
        &[
            says(1, DEFINES),
            says(2, OTHER),
            says(3, by_company),
            says(4, bare),
            says(5, later),
            says(6, plain),
            says(7, LONG),
        ],
    )
}

#[test]
fn a_short_form_of_several_meanings_is_answered_for_all_and_each_page_has_its_own() {
    let site = ambiguous();
    let answer = asked(&site, "GQM", &[]);
    assert_eq!(ids(&answer), [1, 2, 3, 4, 5, 6, 7]);
    let meanings = &answer.json()["meanings"][0];
    assert_eq!(meanings["text"], "GQM");
    let each: Vec<_> = meanings["meanings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["concept"].as_str().unwrap(), it["pages"].as_u64().unwrap()))
        .collect();
    assert_eq!(each, [("Giant quilt myositis", 3), ("grand quarter march", 3)]);
    assert_eq!(ids(&asked(&site, "grand quarter march", &[])), [2, 5, 6], "not where it means the disease");
    assert_eq!(ids(&asked(&site, "giant quilt myositis", &[])), [1, 3, 7]);
    let text = site.run(&["search", "GQM"]).out;
    assert!(text.contains("GQM may mean Giant quilt myositis (3 pages) or grand quarter march (3 pages)"), "{text}");
}

#[test]
fn a_meaning_is_chosen_by_any_of_its_names() {
    let site = ambiguous();
    for (choice, pages) in
        [("gqm=giant quilt myositis", [1, 3, 7]), ("GQM=Grand Quarter March", [2, 5, 6]), ("gqm=grand", [2, 5, 6])]
    {
        let run = asked(&site, "GQM", &["--meaning", choice]);
        assert_eq!(ids(&run), pages, "{choice}");
        assert_eq!(run.json()["meanings"], Value::Array(Vec::new()));
    }
    for (choice, says) in [
        ("gqm=flu", "choose one of `gqm=Giant quilt myositis`, `gqm=grand quarter march`"),
        ("gqm=g", "choose one of"),
        ("xyz=flu", "`xyz` is no name that this index knows"),
        ("gqm", "write `acronym=meaning`"),
    ] {
        let run = asked(&site, "GQM", &["--meaning", choice]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains(says), "{run:?}");
    }
    let other = asked(&site, "dogs", &["--meaning", "gqm=giant quilt myositis"]);
    assert_eq!(ids(&other), [6], "a choice changes nothing where the acronym is not asked for");
}

#[test]
fn meanings_lists_them_with_their_pages() {
    let site = ambiguous();
    let list = site.run(&["meanings", "--format", "json"]).json();
    let only = &list["acronyms"][0];
    let pages =
        |of: &Value| -> Vec<u64> { of.as_array().unwrap().iter().map(|it| it["id"].as_u64().unwrap()).collect() };
    assert_eq!(list["acronyms"].as_array().unwrap().len(), 1);
    assert_eq!((&only["acronym"], &only["meanings"][0]["concept"]), (&"GQM".into(), &"Giant quilt myositis".into()));
    assert_eq!(pages(&only["meanings"][0]["pages"]), [1, 3]);
    assert_eq!(pages(&only["meanings"][1]["pages"]), [2, 5]);
    assert_eq!(pages(&only["undecided"]), [4]);
    let run = site.run(&["meanings", "XYZ"]);
    assert_eq!(run.code, 1, "{run:?}");
}

#[test]
fn a_meaning_that_a_page_adds_to_the_vocabularys_leaves_that_its_pages() {
    let site = Site::new();
    site.write("names.txt", "polymyositis, PM\n");
    let pages = [
        says(1, "Polymyositis makes muscles weak. PM is rare in men and in women of any age."),
        says(2, "The project manager (PM) of the office writes to you when the form is there."),
        says(3, "Ask the project manager when you need the form, or write to the PM about it."),
        says(4, "Whoever has PM gets tired soon, and rests often, and asks the nurse about it."),
    ];
    site.rest("pages.json", &pages);
    site.index(&["pages.json", "--no-builtin", "--vocabulary", "names.txt"]);
    assert_eq!(ids(&asked(&site, "polymyositis", &[])), [1, 4]);
    assert_eq!(ids(&asked(&site, "project manager", &[])), [2, 3]);
    assert_eq!(ids(&asked(&site, "PM", &[])), [1, 2, 3, 4]);
    assert_eq!(ids(&asked(&site, "PM", &["--meaning", "pm=project manager"])), [2, 3]);
    assert_eq!(ids(&asked(&site, "PM", &["--meaning", "pm=polymyositis"])), [1, 4]);
}

#[test]
fn the_seed_page_alone_makes_its_acronym_and_its_name_one_concept() {
    let test = "the_seed_page_alone_makes_its_acronym_and_its_name_one_concept";
    let Some(export) = crate::shared_data::file(test, "seed/000_dd96bc1e8ffbcccd.txt") else { return };
    let site = Site::new();
    site.write("seed.txt", export);
    site.rest(
        "pages.json",
        &[says(2, "Whoever has IMNM tires soon."), says(3, "An immune-mediated necrotizing myopathy hurts.")],
    );
    site.index(&["seed.txt", "pages.json", "--no-builtin"]);
    for question in ["IMNM", "immune-mediated necrotizing myopathy"] {
        let run = asked(&site, question, &[]);
        let found = ids(&run);
        assert!(found.contains(&2) && found.contains(&3), "{run:?}");
        assert_eq!(run.json()["understood"][0]["concept"], "immune-mediated necrotizing myopathy");
    }
}

#[test]
fn small_letters_are_no_acronym_where_the_site_writes_them_as_a_word() {
    let defines = says(1, "The Randomised Evaluation of Normal Albumin Levels (RENAL) was a trial of the year 2009.");
    let words = (2..8).map(|id| says(id, "A renal ultrasound shows the renal vessels and both kidneys."));
    let site = site(&[], &std::iter::once(defines).chain(words).collect::<Vec<_>>());
    let understood = |question: &str| asked(&site, question, &[]).json()["understood"].as_array().unwrap().len();
    assert_eq!((understood("renal ultrasound"), understood("the RENAL trial")), (0, 1));
}

#[test]
fn of_meanings_on_as_many_pages_the_one_written_as_the_acronym_is_told_first() {
    let site = Site::new();
    site.write("names.txt", "# relation: acronym\nPM => polymyositis, particulate matter\n");
    let pages = [says(1, "Polymyositis (PM) makes muscles weak."), says(2, "Particulate matter harms the lungs.")];
    site.rest("pages.json", &pages);
    site.index(&["pages.json", "--no-builtin", "--vocabulary", "names.txt"]);
    let answer = asked(&site, "PM", &[]).json();
    let told = &answer["meanings"][0]["meanings"];
    assert_eq!((&told[0]["concept"], &told[0]["pages"]), (&"polymyositis".into(), &1.into()), "{told}");
    assert_eq!((&told[1]["concept"], &told[1]["pages"]), (&"particulate matter".into(), &1.into()), "{told}");
}
