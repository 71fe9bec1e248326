//! The commands for the people who own the vocabulary: check, list, explain, import.

use serde_json::Value;

use crate::asked::{Asked, page, site_with};

/// A site that says *dysphagia*, *hypotension*, *DM* and *warfarin*.
fn clinic(vocabulary: &str) -> Asked {
    site_with(
        vocabulary,
        vec![
            page("swallowing", "Swallowing", "<p>Dysphagia is common. Trouble swallowing can lead to weight loss.</p>"),
            page("dm", "Dermatomyositis", "<p>Dermatomyositis (DM) brings a rash; DM may hurt <b>&amp;</b> itch.</p>"),
            page("sugar", "Sugar", "<p>Diabetes mellitus (DM) needs care. Warfarin thins the blood.</p>"),
        ],
    )
}

fn listed(site: &Asked, arguments: &[&str]) -> Vec<Value> {
    let run = site.run(&[&["synonyms", "list", "--format", "json"], arguments].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {} {}", run.out, run.err))
}

fn entry<'l>(listed: &'l [Value], relation: &str, first: &str) -> Option<&'l Value> {
    listed.iter().find(|it| it["relation"] == relation && it["names"][0] == first)
}

#[test]
fn check_names_every_faulty_line_and_every_doubt_with_its_line() {
    let site = clinic("");
    let text = "itchy skin, pruritus, itchy\n\
                hypertension, hypotension\n\
                a, , b\n\
                hydroxyzine, hydralazine\n\
                blood thinner, warfarin\n\
                work, employment\n\
                # approved: Dr X 2026-31-12\n\
                heart attack, cardiac arrest\n\
                zolbitan, zolbitin\n\
                high lumen, low lumen\n\
                rash, itchy skin\n\
                heart attack, cardiac standstill\n\
                # approved: Dr X 2999-01-01\n\
                wheel chair, wheelchair\n";
    std::fs::write(site.path().join("v.txt"), text).unwrap();
    let run = site.run(&["synonyms", "check", "v.txt"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let expected = [
        "v.txt:2: faulty: `hypertension` and `hypotension` are never the same",
        "v.txt:3: faulty: a name is empty",
        "v.txt:4: faulty: `hydroxyzine` and `hydralazine` are never the same",
        "v.txt:7: faulty: `2026-31-12` is no date",
        "v.txt:8: faulty: `heart attack` and `cardiac arrest` are never the same",
        "v.txt:5: class-beside-member: the built-in lists have `warfarin` as an example of `blood thinner`",
        "v.txt:6: common-word: `work`",
        "v.txt:9: look-alike: `zolbitan` and `zolbitin`",
        "v.txt:10: opposites: `high lumen` and `low lumen`",
        "v.txt:11: other-concept: `rash` and `itchy skin`",
        "v.txt:11: joined-lines: `itchy skin` stands in line 1 too",
        "v.txt:14: approved-later",
    ];
    for line in expected {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
    let json = site.run(&["synonyms", "check", "v.txt", "--format", "json"]);
    let report: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((json.code, report["faults"].as_array().unwrap().len()), (1, 5));
}

#[test]
fn check_doubts_a_class_beside_its_member_by_its_acronym_too() {
    let site = clinic("");
    let text =
        "NSAIDs, ibuprofen\nPPI, omeprazole\nNSAID, nonsteroidal anti-inflammatory drug\nPPI, pulse pressure index\n";
    std::fs::write(site.path().join("v.txt"), text).unwrap();
    let run = site.run(&["synonyms", "check", "v.txt"]);
    for (line, wide, narrow) in [(1, "NSAIDs", "ibuprofen"), (2, "PPI", "omeprazole")] {
        let expected = format!(
            "v.txt:{line}: class-beside-member: the built-in lists have `{narrow}` as an example of `{wide}`; write `{wide} => {narrow}`"
        );
        assert!(run.out.contains(&expected), "{expected}\n{}", run.out);
    }
    assert_eq!(run.out.matches("class-beside-member").count(), 2, "{}", run.out);
}

#[test]
fn a_sound_file_passes_and_is_found_by_itself() {
    let site = clinic("itchy skin, pruritus, skin itch\n");
    let run = site.run(&["synonyms", "check"]);
    assert_eq!((run.code, run.out.contains("1 line, 0 approved; 0 faults, 0 warnings")), (0, true), "{}", run.out);
    let nowhere = tempfile::tempdir().unwrap();
    std::fs::write(nowhere.path().join("x"), "").unwrap();
    assert_eq!(site.run(&["synonyms", "check", "no-such-file.txt"]).code, 2);
}

#[test]
fn check_says_of_an_empty_file_that_it_names_nothing() {
    let site = clinic("");
    for text in ["", "# to be written\n\n"] {
        std::fs::write(site.path().join("empty.txt"), text).unwrap();
        let run = site.run(&["synonyms", "check", "empty.txt"]);
        assert_eq!((run.code, run.out.as_str()), (0, "empty.txt: it holds no line, so it names nothing\n"));
    }
}

#[test]
fn every_list_that_comes_with_the_program_is_checked_without_a_fault() {
    for source in vademecum::vocabulary::Vocabulary::builtin_sources() {
        let others: Vec<_> = vademecum::vocabulary::Vocabulary::builtin_sources();
        let others: Vec<_> = others.into_iter().filter(|it| it.name != source.name).collect();
        let checked = vademecum::vocabulary::check(&source, &others, jiff::civil::date(2026, 11, 23));
        assert_eq!(checked.faults, [], "{}", source.name);
    }
}

#[test]
fn explain_tells_meanings_sources_and_what_is_kept_apart() {
    let site = clinic("# approved: Dr Wren 2026-11-20\ngullet trouble, dysphagia\n");
    let run = site.run(&["synonyms", "explain", "is", "dysphagia", "worse", "in", "DM"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for line in
        ["dysphagia\n    gullet trouble  [", "difficulty swallowing", "approved by Dr Wren on 2026-11-20", "dysphasia"]
    {
        assert!(run.out.contains(line), "{line}\n{}", run.out);
    }
    assert!(run.out.contains("has 2 meanings") && run.out.contains("diabetes mellitus"), "{}", run.out);
    assert_eq!(site.run(&["synonyms", "explain", "nothing", "here"]).code, 1);
    let json = site.run(&["synonyms", "explain", "hyponatremia", "--format", "json"]);
    let explained: Value = serde_json::from_str(&json.out).unwrap();
    assert!(explained[0]["never"].as_array().unwrap().contains(&Value::from("hypernatremia")), "{explained}");
}

#[test]
fn names_that_pages_define_are_told_with_the_page_that_defines_them() {
    let defined = "<p>Quilted muscle disorder (QMD) is rare. Trouble swallowing (TSW) is not.</p>";
    let site = site_with("", vec![page("quilt", "Quilt", defined)]);
    let link = "https://small.example/quilt/";
    for arguments in [&["index", "exports"][..], &["index", "exports", "--no-builtin"]] {
        assert_eq!(site.run(arguments).code, 0);
        let mined = listed(&site, &["--source", "mined"]);
        let quilt = entry(&mined, "same", "Quilted muscle disorder").unwrap();
        assert_eq!((&quilt["source"], &quilt["lines"]), (&serde_json::json!(["mined"]), &serde_json::json!([link])));
        let run = site.run(&["synonyms", "explain", "QMD"]);
        assert!(run.out.contains(&format!("[mined, {link}]")), "{}", run.out);
        let json = site.run(&["synonyms", "explain", "TSW", "--format", "json"]);
        let explained: Value = serde_json::from_str(&json.out).unwrap();
        let meaning = &explained[0]["meanings"][0];
        assert_eq!((&meaning["source"], &meaning["line"]), (&Value::from("mined"), &Value::from(link)));
    }
}

#[test]
fn list_used_shows_only_what_touches_the_site_with_pages_and_a_sentence() {
    let site = clinic("gullet trouble, dysphagia\nwater jab, moon jab\n");
    let used = listed(&site, &["--used"]);
    let swallowing = entry(&used, "same", "gullet trouble").unwrap();
    assert_eq!(swallowing["pages"], 1);
    assert_eq!(swallowing["source"], serde_json::json!(["builtin", "file"]));
    let sentence = swallowing["sentence"].as_str().unwrap();
    assert!(sentence.contains("swallowing") || sentence.contains("Dysphagia"), "{sentence}");
    assert_eq!(swallowing["link"], "https://small.example/swallowing/");
    let acronym = entry(&used, "acronym", "DM").unwrap();
    assert_eq!(acronym["pages"], 2);
    let thinner = entry(&used, "narrower", "blood thinner").unwrap();
    assert_eq!(thinner["names"], serde_json::json!(["blood thinner", "warfarin"]));
    assert!(entry(&used, "same", "water jab").is_none());
    let all = listed(&site, &[]);
    assert_eq!(entry(&all, "same", "water jab").unwrap()["pages"], 0);
    assert!(all.len() > used.len());
    assert_eq!(listed(&site, &["--source", "file"]).len(), 2);
}

#[test]
fn an_approved_line_keeps_its_approver_beside_builtin_names() {
    let site = clinic("# approved: Dr Wren 2026-11-20\ngullet trouble, dysphagia\n");
    let used = listed(&site, &["--used"]);
    let same: Vec<&Value> =
        used.iter().filter(|it| it["relation"] == "same" && it["names"][0] == "gullet trouble").collect();
    let [approved, open] = same[..] else { panic!("{used:?}") };
    assert_eq!(approved["names"], serde_json::json!(["gullet trouble", "dysphagia"]));
    assert_eq!(approved["approved"], serde_json::json!({"on": "2026-11-20", "by": "Dr Wren"}));
    assert!(open["approved"].is_null() && !open["names"].as_array().unwrap().contains(&Value::from("dysphagia")));
    let unapproved = listed(&site, &["--used", "--unapproved"]);
    assert_eq!(entry(&unapproved, "same", "gullet trouble"), Some(open));
}

#[test]
fn the_sheet_to_sign_holds_all_it_needs_and_no_markup_of_the_site() {
    let site = clinic("");
    let run = site.run(&["synonyms", "list", "--used", "--format", "html"]);
    assert!(run.out.starts_with("<!doctype html>") && run.out.contains("Signature"));
    assert!(run.out.contains("brings a rash; DM may hurt &#38; itch"), "{}", run.out);
    assert!(!run.out.contains("<script") && !run.out.contains("src="));
    let csv = site.run(&["synonyms", "list", "--used", "--format", "csv"]);
    assert!(csv.out.starts_with("relation,names,source,lines,pages,sentence,page,link,approved by,approved on\n"));
}

#[test]
fn approved_only_uses_nothing_else_and_stays_until_exports_are_named_again() {
    let site = clinic(
        "# approved: Dr Wren 2026-11-20\ngullet trouble, dysphagia\n\nneck trouble, dysphagia\n# relation: never\nrash, itch\n",
    );
    let found = |question: &str| site.ask(&[question])["understood"].as_array().unwrap().len();
    assert_eq!((found("neck trouble"), found("blood thinner")), (1, 1));
    assert_eq!(site.run(&["index", "exports", "--approved-only"]).code, 0);
    assert_eq!((found("gullet trouble"), found("neck trouble"), found("blood thinner")), (1, 0, 0));
    let approved = listed(&site, &["--used"]);
    let gullet = entry(&approved, "same", "gullet trouble").unwrap();
    assert_eq!(gullet["approved"], serde_json::json!({"on": "2026-11-20", "by": "Dr Wren"}));
    assert!(approved.iter().all(|it| it["relation"] == "never" || !it["approved"].is_null()));
    assert!(entry(&listed(&site, &[]), "never", "dysphagia").is_some(), "what is kept apart stays so");
    assert_eq!(site.run(&["index"]).code, 0);
    assert_eq!((found("gullet trouble"), found("blood thinner")), (1, 0));
    assert_eq!(site.run(&["index", "exports"]).code, 0);
    assert_eq!(found("blood thinner"), 1);
}

#[test]
fn no_builtin_stays_until_exports_are_named_again() {
    let site = clinic("gullet trouble, dysphagia\n");
    let found = |question: &str| site.ask(&[question])["understood"].as_array().unwrap().len();
    site.run(&["index", "exports", "--no-builtin"]);
    site.run(&["index"]);
    assert_eq!((found("gullet trouble"), found("blood thinner")), (1, 0));
    site.run(&["index", "exports"]);
    assert_eq!(found("blood thinner"), 1);
}

#[test]
fn a_new_vocabulary_is_taken_in_without_the_exports() {
    let site = clinic("gullet trouble, dysphagia\n");
    std::fs::write(site.path().join("exports/vocabulary.txt"), "gulping trouble, dysphagia\n").unwrap();
    assert_eq!(site.ask(&["rash"])["notes"][0]["code"], "vocabulary-newer");
    std::fs::remove_file(site.path().join("exports/pages.json")).unwrap();
    let run = site.run(&["index"]);
    let answer = site.ask(&["gulping trouble"]);
    assert_eq!(answer["understood"][0]["concept"], "gulping trouble", "{} {}", run.out, run.err);
    assert_eq!(answer["hits"][0]["page"]["title"], "Swallowing");
    assert_eq!((run.code, run.err.contains("pages it keeps")), (0, true), "{}", run.err);
    assert_eq!(site.run(&["index"]).code, 2, "nothing is new, and the exports are missed");
    assert!(answer["notes"].as_array().unwrap().iter().all(|note| note["code"] != "vocabulary-newer"));
    let old = site.ask(&["gullet trouble"]);
    assert!(old["understood"].as_array().unwrap().iter().all(|it| it["text"] != "gullet trouble"), "{old}");
}

const OBO: &str = r#"format-version: 1.2
data-version: tiny/2026-01-01
ontology: tiny
synonymtypedef: layperson "layperson term"

[Term]
id: TN:0000010
name: Dysphagia
synonym: "Swallowing trouble of the gullet" EXACT layperson []
synonym: "Trouble swallowing" EXACT layperson []
synonym: "Dysphasia" EXACT []
synonym: "Weight loss" RELATED []
synonym: "Trouble swallowing beans" NARROW []
synonym: "Upper gut trouble" BROAD []

[Term]
id: TN:0000002
name: Dermatomyositis
synonym: "Rash" EXACT []
synonym: "Skin myositis, adult" EXACT []

[Term]
id: TN:0000003
name: Itching rash
synonym: "skin brand" EXACT []

[Term]
id: TN:0000004
name: Brandy skin
synonym: "skin brand" EXACT []

[Term]
id: TN:0000005
name: obsolete Swallowing thing
synonym: "Swallowing" EXACT []
is_obsolete: true

[Typedef]
id: part_of
name: part of
"#;

#[test]
fn obo_scopes_become_relations_and_doubtful_names_are_left_out_with_their_reason() {
    let site = clinic("");
    std::fs::write(site.path().join("tiny.obo"), OBO).unwrap();
    let all = site.run(&["synonyms", "import", "tiny.obo", "--all"]);
    assert_eq!(all.code, 0, "{}", all.err);
    let expected = "\
# From tiny.obo · tiny tiny/2026-01-01
# All names; 4 terms read, 1 obsolete or nameless and 1 synonyms that are only related left out.
# Nobody has approved these lines yet; above those that somebody has, write `# approved: Dr X 2026-11-20`.

# relation: same
# TN:0000002 Dermatomyositis
Dermatomyositis, Skin myositis\\, adult
# TN:0000010 Dysphagia
Dysphagia, Swallowing trouble of the gullet, Trouble swallowing

# relation: narrower
# TN:0000010 Dysphagia
Upper gut trouble => Dysphagia
Dysphagia => Trouble swallowing beans

# Left out, for a person to look at
# TN:0000002 Dermatomyositis | Rash | the built-in lists have it as `rash`
# TN:0000003 Itching rash | skin brand | another term has it too
# TN:0000004 Brandy skin | skin brand | another term has it too
# TN:0000010 Dysphagia | Dysphasia | it is never `Dysphagia`
";
    assert_eq!(all.out, expected);
    std::fs::write(site.path().join("exports/vocabulary.txt"), &all.out).unwrap();
    assert_eq!(site.run(&["synonyms", "check", "exports/vocabulary.txt"]).code, 0);
    assert_eq!(site.run(&["index", "exports"]).code, 0);
    assert_eq!(site.ask(&["upper gut trouble"])["hits"][0]["page"]["title"], "Swallowing");
}

#[test]
fn terms_that_the_builtin_lists_have_are_counted_and_written_where_all_is_asked_for() {
    let site = clinic("");
    let obo = "format-version: 1.2\nontology: toy\n\n[Term]\nid: T:1\nname: Myocardial infarction\n\
               synonym: \"Heart attack\" EXACT layperson []\n";
    std::fs::write(site.path().join("toy.obo"), obo).unwrap();
    let touching = site.run(&["synonyms", "import", "toy.obo", "--touching"]);
    assert_eq!(
        (touching.code, touching.err.contains("left out: the built-in")),
        (1, false),
        "none stands in the pages"
    );
    let one = site_with("", vec![page("heart", "Heart", "<p>A heart attack is an emergency.</p>")]);
    std::fs::write(one.path().join("toy.obo"), obo).unwrap();
    let found = one.run(&["synonyms", "import", "toy.obo"]);
    assert_eq!((found.code, found.err.contains("1 term left out: the built-in")), (1, true), "{}", found.err);
    let all = site.run(&["synonyms", "import", "toy.obo", "--all"]);
    assert_eq!(
        (all.code, all.out.to_lowercase().contains("\nheart attack, myocardial infarction\n")),
        (0, true),
        "{}",
        all.out
    );
    let (head, lines) = all.out.split_once("\n\n").unwrap();
    let approved = format!("{head}\n\n# approved: Dr Wren 2026-11-20\n{lines}");
    std::fs::write(site.path().join("exports/vocabulary.txt"), approved).unwrap();
    assert_eq!(site.run(&["index", "exports", "--approved-only"]).code, 0);
    let used = listed(&site, &[]);
    assert!(used.iter().any(|it| it["relation"] == "same" && it["approved"]["by"] == "Dr Wren"), "{used:?}");
    assert_eq!(site.run(&["index", "exports", "--no-builtin"]).code, 0);
    assert_eq!(site.run(&["synonyms", "import", "toy.obo", "--all"]).code, 0);
}

#[test]
fn only_names_of_the_pages_are_imported_unless_more_is_asked_for() {
    let site = clinic("");
    std::fs::write(site.path().join("tiny.obo"), OBO).unwrap();
    let found = site.run(&["synonyms", "import", "tiny.obo", "-o", "out.txt"]);
    assert_eq!(found.code, 1, "both names of the site are built in: {}", found.err);
    assert!(found.err.contains("1 term left out: the built-in vocabulary"), "{}", found.err);
    let text = std::fs::read_to_string(site.path().join("out.txt")).unwrap();
    assert!(!text.contains("of the gullet,"), "{text}");
    let touching = site.run(&["synonyms", "import", "tiny.obo", "--touching"]);
    assert!(
        touching.out.contains("Dysphagia, Swallowing trouble of the gullet, Trouble swallowing"),
        "{}",
        touching.out
    );
    assert!(!touching.out.contains("Itching rash |"), "{}", touching.out);
}

#[test]
fn obo_graphs_flat_lists_and_solr_files_are_read_too() {
    let site = clinic("");
    let graph = r#"{"graphs": [{"id": "http://x/tiny.json", "meta": {"version": "http://x/2026/tiny.json"}, "nodes": [
        {"id": "http://purl.obolibrary.org/obo/TN_0000010", "lbl": "Dysphagia", "type": "CLASS", "meta": {"synonyms": [
          {"pred": "hasExactSynonym", "val": "gullet trouble"}, {"pred": "hasRelatedSynonym", "val": "choking"},
          {"pred": "hasExactSynonym", "val": "old thing", "synonymType": "http://x/obo/hp#obsolete_synonym"},
          {"pred": "hasNarrowSynonym", "val": "gullet spasm"}, {"pred": "hasBroadSynonym", "val": "gut trouble"}]}},
        {"id": "http://x/TN_0000011", "lbl": "Gone", "type": "CLASS", "meta": {"deprecated": true}},
        {"id": "http://x/part_of", "lbl": "part of", "type": "PROPERTY"}]}]}"#;
    let list = r#"[{"id": "TN:1", "name": "Dysphagia", "namespace": "tiny", "synonyms": ["gullet trouble"]}]"#;
    let solr = "Dysphagia, gullet trouble\ngut trouble => Dysphagia\n# relation: never\ngullet, bullet\n";
    for (name, text) in [("g.json", graph), ("l.json", list), ("s.txt", solr)] {
        std::fs::write(site.path().join(name), text).unwrap();
    }
    let out = |arguments: &[&str]| site.run(&[&["synonyms", "import", "--all"], arguments].concat()).out;
    let lines = |text: String| {
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        lines(out(&["g.json"])),
        ["Dysphagia, gullet trouble", "gut trouble => Dysphagia", "Dysphagia => gullet spasm"]
    );
    assert!(out(&["g.json"]).contains("# TN:0000010 Dysphagia"));
    assert_eq!(lines(out(&["l.json"])), [""; 0]);
    assert_eq!(lines(out(&["l.json", "--unscoped"])), ["Dysphagia, gullet trouble"]);
    assert_eq!(lines(out(&["s.txt"])), ["Dysphagia, gullet trouble", "gut trouble => Dysphagia", "gullet, bullet"]);
}

#[test]
fn a_bad_file_to_import_is_told_by_its_name_and_line() {
    let site = clinic("");
    let broken_obo = OBO.replace("EXACT layperson []\nsynonym: \"Trouble", "EXACT layperson [\nsynonym: \"Trouble");
    let invalid: &[u8] = b"a, b\n\xff, c\n";
    let cases: [(&str, &[u8], &str); 5] = [
        ("b.obo", broken_obo.as_bytes(), "line 9"),
        ("b.json", b"{\"graphs\": [{\"nodes\": [{\"lbl\": 1}]}]}", "line 1"),
        ("b.txt", b"a, b\na, , b\n", "line 2"),
        ("u.txt", invalid, "line 2 is no UTF-8"),
        ("e.txt", b"# nothing\n", "holds no term"),
    ];
    for (name, bytes, expected) in cases {
        std::fs::write(site.path().join(name), bytes).unwrap();
        let run = site.run(&["synonyms", "import", "--all", name]);
        assert_eq!(run.code, 2, "{name}: {}", run.out);
        assert!(run.err.contains(expected) && run.err.contains(name), "{name}: {}", run.err);
    }
}
