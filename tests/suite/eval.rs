//! `vademecum eval` in a shell: what it prints, its exit codes, and what it says of files that are wrong.

use serde_json::Value;

use crate::asked::{Asked, Run, page, site};

/// Two pages, and two questions, each answered by one of them; for the second the other page helps, and is not found.
fn judged() -> Asked {
    let site = site(vec![
        page(
            "rash",
            "Rash",
            "<h2 id=\"itch\">Itch at night</h2><p>A rash may itch at night, so keep the room cool.</p>",
        ),
        page("sun", "Sun", "<h2>Burning in the sun</h2><p>Skin may burn in the sun, so wear a hat and use cream.</p>"),
    ]);
    site.write("q.tsv", "q-1\titch at night\nq-2\tburn in the sun\n");
    site.write("pages.tsv", "q-1\t0\t1\t2\nq-2\t0\t2\t2\nq-2\t0\t1\t1\n");
    site
}

impl Asked {
    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path().join(name), text).unwrap();
    }

    fn eval(&self, arguments: &[&str]) -> Run {
        self.run(&[&["eval", "--topics", "q.tsv", "--qrels", "pages.tsv"], arguments].concat())
    }
}

#[test]
fn it_prints_the_means_in_columns() {
    let run = judged().eval(&["--rel", "2"]);
    assert_eq!(run.code, 0, "{}", run.err);
    insta::assert_snapshot!(run.out, @r"
    2 questions with a page of grade 2 or more, index
      nDCG@10     0.8801
      MRR@10      1.0000
      success@1   1.0000
      success@5   1.0000
      recall@100  1.0000
      judged@10   1.0000
    ");
}

#[test]
fn json_has_the_same_and_each_question_if_asked_for() {
    let site = judged();
    let json = |arguments: &[&str]| -> Value { serde_json::from_str(&site.eval(arguments).out).unwrap() };
    let plain = json(&["--format", "json"]);
    assert_eq!((&plain["version"], &plain["counted"], &plain["unit"]), (&1.into(), &2.into(), &"page".into()));
    assert_eq!(plain["measures"]["mrr@10"], 1.0);
    assert!(plain.get("queries").is_none());
    let each = json(&["--format", "json", "--per-query"]);
    assert_eq!(each["queries"][1]["question"], "burn in the sun");
    assert_eq!(each["queries"][1]["measures"]["success@1"], 1.0);
}

#[test]
fn a_floor_that_is_missed_is_a_no() {
    let site = judged();
    let met = site.eval(&["--min", "ndcg=0.88", "--min", "success@1=1"]);
    assert_eq!(met.code, 0, "{}", met.out);
    assert!(met.out.ends_with("\nnDCG@10 is at least 0.88\nsuccess@1 is at least 1\n"), "{}", met.out);
    let missed = site.eval(&["--min", "ndcg@10=0.95", "--min", "mrr=0.5"]);
    assert_eq!(missed.code, 1, "{}", missed.out);
    assert!(missed.out.contains("nDCG@10 is 0.8801, 0.069906") && missed.out.contains("below 0.95"), "{}", missed.out);
    for wrong in ["ndcg", "ndcg=2", "success=0.5", "dcg=0.5"] {
        let run = site.eval(&["--min", wrong]);
        assert!(run.code == 2 && run.err.contains(wrong.split('=').next().unwrap()), "{}", run.err);
    }
}

#[test]
fn a_run_that_is_written_is_what_search_prints_and_scores_the_same() {
    let site = judged();
    let asked = site.eval(&["--run-out", "a.run"]);
    let written = std::fs::read_to_string(site.path().join("a.run")).unwrap();
    let printed = site.run(&["search", "--batch", "q.tsv", "--format", "trec", "-n", "100"]).out;
    assert_eq!(written, printed);
    let again = site.run(&["eval", "--run", "a.run", "--qrels", "pages.tsv"]);
    assert_eq!(again.code, 0, "{}", again.err);
    assert_eq!(again.out.lines().skip(1).collect::<Vec<_>>(), asked.out.lines().skip(1).collect::<Vec<_>>());
}

#[test]
fn against_another_run_it_says_what_won_and_what_lost() {
    let site = judged();
    site.write("before.run", "q-1 Q0 2 1 2.0 x\nq-1 Q0 1 2 1.0 x\nq-2 Q0 2 1 1.0 x\nq-2 Q0 1 2 0.5 x\n");
    let run = site.eval(&["--against", "before.run", "--rel", "2", "--cluster", "each"]);
    assert_eq!(run.code, 0, "{}", run.err);
    insta::assert_snapshot!(run.out, @r"
    2 questions with a page of grade 2 or more, index
    against before.run
                     this  against  difference         95 %              p
      nDCG@10      0.8801   0.8155     +0.0646  -0.2398 to +0.3691  1.0000
      MRR@10       1.0000   0.7500     +0.2500   0.0000 to +0.5000  1.0000
      success@1    1.0000   0.5000     +0.5000   0.0000 to +1.0000  1.0000
      success@5    1.0000   1.0000      0.0000    0.0000 to 0.0000  1.0000
      recall@100   1.0000   1.0000      0.0000    0.0000 to 0.0000  1.0000
      judged@10    1.0000   0.7500     +0.2500   0.0000 to +0.5000  1.0000
      interval and p over 2 topics: each question by itself

    By nDCG@10: 1 won, 1 lost, 0 the same

    lost               value    place  id
    -0.2398  1.0000 → 0.7602    1 → 1  q-2  burn in the sun

    won                value    place  id
    +0.3691  0.6309 → 1.0000    2 → 1  q-1  itch at night
    ");
    assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
    let same = site.eval(&["--against", "before.run", "--by", "recall", "--rel", "2"]);
    assert!(same.out.contains("By recall@100: 0 won, 0 lost, 2 the same"), "{}", same.out);
}

#[test]
fn topics_come_from_ids_answers_blocks_or_a_file() {
    let site = judged();
    site.eval(&["--run-out", "a.run"]);
    site.write("topics.tsv", "q-1\tskin\nq-2\tskin\n");
    let against = |cluster: &str| {
        let run = site.eval(&["--against", "a.run", "--rel", "1", "--cluster", cluster]);
        let line = run.out.lines().find(|line| line.contains("interval and p over")).map(str::trim).unwrap_or_default();
        format!("{line}{}", run.err.trim())
    };
    assert_eq!(against("each"), "interval and p over 2 topics: each question by itself");
    assert_eq!(against("id"), "interval and p over 1 topic: questions with the same id before its number");
    assert_eq!(against("answers"), "interval and p over 1 topic: questions with a relevant document in common");
    assert_eq!(against("auto"), against("answers"));
    assert_eq!(against("1"), "interval and p over 2 topics: each question by itself");
    assert_eq!(against("topics.tsv"), "interval and p over 1 topic: topics of `topics.tsv`");
    assert!(against("nothing.tsv").contains("could not read `nothing.tsv`"));
    site.write("topics.tsv", "q-1\tskin\n");
    assert!(against("topics.tsv").contains("`topics.tsv` gives `q-2` no topic"));
}

#[test]
fn sections_are_named_as_the_judgements_name_them() {
    let site = judged();
    let of = |qrels: &str| {
        site.write("sections.tsv", qrels);
        let arguments =
            ["eval", "--topics", "q.tsv", "--qrels", "sections.tsv", "--unit", "section", "--run-out", "s.run"];
        let run = site.run(&arguments);
        assert_eq!(run.code, 0, "{}", run.err);
        let written = std::fs::read_to_string(site.path().join("s.run")).unwrap();
        let documents = written.lines().filter_map(|line| line.split(' ').nth(2)).map(str::to_owned);
        documents.collect::<std::collections::BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" ")
    };
    // Only one of the two headings has an id.
    assert_eq!(of("q-1 0 itch 1\n"), "itch");
    assert_eq!(of("q-1 0 1#itch-at-night 1\nq-2 0 2#burning-in-the-sun 1\n"), "1#itch-at-night 2#burning-in-the-sun");
}

#[test]
fn search_flags_change_what_is_asked() {
    let site = judged();
    let run = site.eval(&["--under", "/rash/", "--no-synonyms", "--format", "json"]);
    let json: Value = serde_json::from_str(&run.out).unwrap();
    assert!(json["measures"]["recall@100"].as_f64().unwrap() < 1.0, "{}", run.out);
}

#[test]
fn a_run_that_is_only_scored_takes_no_search_flags() {
    let site = judged();
    site.eval(&["--run-out", "a.run"]);
    for flag in [
        &["--no-synonyms"][..],
        &["--no-correct"],
        &["--prefix"],
        &["--meaning", "dm=dermatomyositis"],
        &["--under", "/rash/"],
        &["--run-out", "b.run"],
    ] {
        let run = site.eval(&[&["--run", "a.run"], flag].concat());
        assert!(run.code == 2 && run.err.contains("cannot be used with"), "{}", run.err);
    }
}

#[test]
fn judgements_of_another_kind_are_told() {
    let site = judged();
    site.write("pages.tsv", "q-1 0 elsewhere 1\n");
    let run = site.eval(&[]);
    assert_eq!(run.code, 0);
    let told =
        ["Nothing that was found is judged", "1 is not judged", "1 relevant page is not in the index: elsewhere"];
    assert!(told.iter().all(|told| run.out.contains(told)), "{}", run.out);
}

#[test]
fn files_that_are_wrong_are_named_with_the_line() {
    let site = judged();
    let says = |file: &str, text: &[u8]| {
        let good = std::fs::read(site.path().join(file)).unwrap();
        std::fs::write(site.path().join(file), text).unwrap();
        let run = site.eval(&[]);
        std::fs::write(site.path().join(file), good).unwrap();
        assert!(run.code == 2 && run.out.is_empty() && run.err.lines().count() == 1, "{}{}", run.out, run.err);
        run.err.trim_start_matches("vademecum: ").trim_end().to_owned()
    };
    let three = "line 2 of `pages.tsv` has 3 columns, not 4; write `query-id 0 document grade`";
    assert_eq!(says("pages.tsv", b"q-1\t0\t1\t2\nq-1\t2\t1\n"), three);
    assert_eq!(says("pages.tsv", b"q-1 0 1 yes\n"), "line 1 of `pages.tsv`: the grade `yes` is no number");
    assert!(
        says("pages.tsv", b"q-1 0 1 1\nq-9 0 1 1\n").starts_with("line 2 of `pages.tsv` judges `q-9`, which is not")
    );
    assert!(
        says("pages.tsv", b"q-1 0 1 1\r\nq-1 0 1 1\r\n").starts_with("line 2 of `pages.tsv` judges `1` for `q-1` a")
    );
    assert!(says("pages.tsv", b"").starts_with("`pages.tsv` holds no judgement"));
    assert!(says("pages.tsv", b"q-1 0 1 1\nq-2 0 \xff 1\n").starts_with("line 2 of `pages.tsv` is not UTF-8"));
    assert!(says("q.tsv", b"q-1 itch\n").starts_with("line 1 of `q.tsv` has no tab"));
    assert!(says("q.tsv", b"q-1\ta\nq-1\tb\n").starts_with("line 2 of `q.tsv`: the id `q-1` stands twice"));
    assert!(says("q.tsv", b"\xef\xbb\xbf\r\n").starts_with("`q.tsv` holds no question"));
    let rel = site.eval(&["--rel", "9"]);
    assert!(rel.code == 2 && rel.err.contains("no question of `pages.tsv` has a document of grade 9"), "{}", rel.err);
    let missing = site.run(&["eval", "--topics", "no.tsv", "--qrels", "pages.tsv"]);
    assert!(missing.code == 2 && missing.err.contains("could not read `no.tsv`"), "{}", missing.err);
}

#[test]
fn marks_and_line_ends_of_spreadsheets_do_no_harm() {
    let site = judged();
    let plain = site.eval(&[]).out;
    site.write("q.tsv", "\u{feff}q-1\titch at night\r\nq-2\tburn in the sun\r\n");
    site.write("pages.tsv", "\u{feff}q-1\t0\t1\t2\r\nq-2\t0\t2\t2\r\n\r\nq-2\t0\t1\t1\r\n");
    assert_eq!(site.eval(&[]).out, plain);
}

#[test]
fn the_sample_sites_own_questions_are_no_exports() {
    let folder = tempfile::tempdir().unwrap();
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let run = crate::asked::program(folder.path(), &["index", corpus, "--format", "json"], b"");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!run.out.contains(".tsv") && run.err.is_empty(), "{}{}", run.out, run.err);
}

#[test]
fn words_are_taken_as_search_takes_them() {
    let site = judged();
    site.write("q.tsv", "q-1\traash\nq-2\tbur\n");
    let mrr = |arguments: &[&str]| {
        let run = site.eval(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str::<Value>(&run.out).unwrap()["measures"]["mrr@10"].clone()
    };
    assert_eq!(mrr(&[]), 0.5, "the misspelt word is corrected");
    assert_eq!(mrr(&["--no-correct"]), 0.0);
    assert_eq!(mrr(&["--prefix", "--no-correct"]), 0.5, "the word begun is completed");
}

/// Pages for which one part of the ranking finds what the others do not: another name, a name that a page defines, and
/// a misspelt word.
fn parted() -> Asked {
    let site = site(vec![
        page("one", "Chest", "<p>After a myocardial infarction, walk a little every day.</p>"),
        page("two", "Legs", "<p>Fallow gait syndrome (FGS) comes on slowly, in both legs.</p>"),
        page("three", "Gait", "<p>Those with fallow gait syndrome tire on stairs.</p>"),
        page("four", "Itch", "<p>An unbearable itch at night keeps many awake.</p>"),
    ]);
    site.write("q.tsv", "name\theart attack\ndefined\tFGS\nspelt\tunbaerable\n");
    site.write("pages.tsv", "name 0 1 1\ndefined 0 3 1\nspelt 0 4 1\n");
    site
}

#[test]
fn what_each_part_brings_is_what_becomes_of_the_answers_without_it() {
    let site = parted();
    let json = |flags: &[&str]| -> Value {
        serde_json::from_str(&site.eval(&[flags, &["--per-query", "--format", "json"]].concat()).out).unwrap()
    };
    let all = json(&["--parts", "--by", "recall@100", "--cluster", "each"]);
    assert_eq!(all["measures"]["recall@100"], 1.0);
    let parts = all["parts"]["changes"].as_array().unwrap();
    let names: Vec<&str> = parts.iter().map(|part| part["part"].as_str().unwrap()).collect();
    assert_eq!(names, ["concepts", "mined", "spelling", "intent", "coverage", "page"]);
    for (part, name) in parts.iter().zip(names) {
        let without = json(&["--without", name]);
        for change in part["measures"].as_array().unwrap() {
            let measure = change["measure"].as_str().unwrap();
            assert_eq!(change["this"], all["measures"][measure], "{name} {measure}");
            assert_eq!(change["against"], without["measures"][measure], "{name} {measure}");
        }
    }
    let lost = |name: &str| {
        let without = json(&["--without", name]);
        let found = |query: &&Value| query["first_relevant"].is_null();
        without["queries"].as_array().unwrap().iter().filter(found).map(|query| query["id"].clone()).collect::<Vec<_>>()
    };
    // What pages define is another name too.
    assert_eq!(lost("concepts"), ["name", "defined"]);
    assert_eq!(lost("spelling"), ["spelt"]);
    assert_eq!(lost("mined,spelling"), ["defined", "spelt"]);
    assert_eq!(lost("mined"), ["defined"]);
    assert_eq!(lost("intent,coverage,page"), Vec::<Value>::new());
}

#[test]
fn parts_are_shown_in_lines_of_80_columns() {
    let run = parted().eval(&["--parts", "--cluster", "each"]);
    let lines: Vec<&str> = run.out.lines().collect();
    let from = lines.iter().position(|line| *line == "What each part brings, by nDCG@10").unwrap();
    assert_eq!(lines.len(), from + 9, "{}", run.out);
    assert!(lines[from + 4].starts_with("  spelling     0.5436     +0.3333"), "{}", run.out);
    assert!(lines[from + 4].ends_with("   1     0"), "{}", run.out);
    assert!(lines.iter().all(|line| line.chars().count() <= 80), "{}", run.out);
}

#[test]
fn parts_need_questions_to_ask_and_go_one_way_at_a_time() {
    let site = parted();
    site.eval(&["--run-out", "a.run"]);
    for flags in [&["--parts", "--without", "page"][..], &["--parts", "--against", "a.run"], &["--by", "mrr"]] {
        assert_eq!(site.eval(flags).code, 2, "{flags:?}");
    }
    for flag in [&["--parts"][..], &["--without", "page"]] {
        let run = site.run(&[&["eval", "--run", "a.run", "--qrels", "pages.tsv"], flag].concat());
        assert!(run.code == 2 && run.err.contains("cannot be used with"), "{}", run.err);
    }
}
