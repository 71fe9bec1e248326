//! What pages define is found: short forms with their long ones, and other names as proposals.

use std::collections::BTreeSet;

use proptest::prelude::*;
use vademecum::vocabulary::mine::{also_called, definitions};
use vademecum::vocabulary::{Source, SourceKind, Vocabulary};

use crate::site::{Page, Site, page};

fn found(text: &str) -> Vec<(String, String)> {
    let pair = |it: &vademecum::vocabulary::mine::Definition| {
        (text[it.short.clone()].to_owned(), text[it.long.clone()].to_owned())
    };
    definitions(text).iter().map(pair).collect()
}

#[test]
fn definitions_are_found_as_they_are_written() {
    for (text, short, long) in [
        ("Giant cell myositis (GCM) is rare.", "GCM", "Giant cell myositis"),
        ("It is GCM (giant cell myositis).", "GCM", "giant cell myositis"),
        ("the anti-signal recognition particle (SRP) antibody", "SRP", "signal recognition particle"),
        ("a non-steroidal anti-inflammatory drug (NSAID)", "NSAID", "non-steroidal anti-inflammatory drug"),
        ("disease-modifying drugs (DMDs) help", "DMDs", "disease-modifying drugs"),
        ("quality of life (QoL; see below)", "QoL", "quality of life"),
        ("interleukin-6 [IL-6] rises", "IL-6", "interleukin-6"),
        ("tumor necrosis factor-α (TNF-α)", "TNF-α", "tumor necrosis factor-α"),
        ("an electromyogram (EMG) shows it", "EMG", "electromyogram"),
        ("forced vital capacity (abbreviated as FVC)", "FVC", "forced vital capacity"),
        ("lung scarring (interstitial lung disease, ILD)", "ILD", "interstitial lung disease"),
        ("magnetic resonance (MR) imaging (MRI)", "MRI", "magnetic resonance (MR) imaging"),
        ("odds ratio (OR) of two", "OR", "odds ratio"),
        ("Quilt Fibre Makers Inc. (QFM) weaves.", "QFM", "Quilt Fibre Makers Inc."),
    ] {
        let expected = (short.to_owned(), long.to_owned());
        assert!(found(text).contains(&expected), "{text}: {:?}", found(text));
    }
}

#[test]
fn what_is_no_definition_is_none() {
    for text in [
        "He saw a muscle. Dr (MD) Smith came.",
        "The first part (I) and the second (II)",
        "weak muscles (see below)",
        "ten milligrams (10 mg) daily",
        "the doctor (who is kind)",
        "people of the city (NAM) wait",
        "no end of it (ABC",
        "Fig (A)",
        "1) one 2) two",
        "a group in the UK (http://uk.example.org/kindred)",
        "write to the AN (ann@example.org)",
        "Some have garden snail fever. (GSF) is another thing.",
        "Have you garden snail fever? (GSF) is another thing.",
        "We asked about GSF. (Garden snail fever is rare.)",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

/// Records of the gold standard: text, and the pairs that it has with spaces folded.
fn gold(text: &str) -> Vec<(String, BTreeSet<(String, String)>)> {
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut records: Vec<(String, BTreeSet<(String, String)>)> = Vec::new();
    for line in text.lines() {
        if line.len() >= 5 && line.bytes().all(|b| b.is_ascii_digit()) {
            records.push(Default::default());
        } else if let Some(record) = records.last_mut() {
            if let Some((short, long)) = line.strip_prefix("  ").and_then(|pair| pair.split_once('|')) {
                record.1.insert((spaced(short), spaced(long)));
            } else {
                record.0.push_str(line);
                record.0.push('\n');
            }
        }
    }
    records
}

#[test]
fn the_gold_pairs_of_a_thousand_records_are_found() {
    let test = "the_gold_pairs_of_a_thousand_records_are_found";
    let Some(folder) = crate::shared_data::place(test, "abbreviations") else { return };
    let spaced = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|it| it == "txt")) {
        let records = gold(&std::fs::read_to_string(file).unwrap());
        let (mut right, mut given, mut wanted) = (0, 0, 0);
        for (text, gold) in &records {
            let pairs: BTreeSet<_> = found(text).iter().map(|(short, long)| (spaced(short), spaced(long))).collect();
            right += pairs.intersection(gold).count();
            given += pairs.len();
            wanted += gold.len();
        }
        let (precision, recall) = (right as f64 / given as f64, right as f64 / wanted as f64);
        let name = file.file_name().unwrap().to_string_lossy();
        println!(
            "abbreviations/{name}: precision {precision:.3}, recall {recall:.3} ({right} right of {given} given, {wanted} wanted, \
             {} records)",
            records.len()
        );
        assert!(precision >= 0.96 && recall >= 0.83, "{name}: precision {precision:.4}, recall {recall:.4}");
    }
}

proptest! {
    #[test]
    fn no_text_is_too_odd(text in "([A-Za-zé]{1,4}|[ (\\[\\)\\].,;:—α1-9-]|also called |\n){0,60}") {
        let found = definitions(&text);
        for it in &found {
            prop_assert!(text.get(it.short.clone()).is_some_and(|short| !short.is_empty()));
            prop_assert!(text.get(it.long.clone()).is_some_and(|long| long.len() > it.short.len() / 2));
        }
        for it in also_called(&text, &found) {
            prop_assert!(text.get(it.name).is_some_and(|name| !name.is_empty()) && !it.others.is_empty());
        }
    }
}

fn says(id: u64, text: &str) -> Page {
    Page { body: format!("<p>{text}</p>"), ..page(id, "") }
}

#[test]
fn proposals_are_a_vocabulary_file_with_evidence() {
    let site = Site::new();
    site.rest(
        "pages.json",
        &[
            says(1, "Giant quilt myositis (GQM), also called grand quilt disease, is rare. Reactive knots, formerly known as Quillon knots, are not."),
            says(2, "Giant quilt myositis, also called grand quilt disease, hurts."),
            says(3, "Myopathy, also called myelopathy by mistake, is something else."),
        ],
    );
    site.index(&["pages.json"]);
    let run = site.run(&["synonyms", "mine"]);
    assert_eq!(run.code, 0, "{run:?}");
    for line in [
        "# relation: acronym\nGQM => Giant quilt myositis\n",
        "# 2 pages say so; the first is <https://example.org/page-1/>\n# “Giant quilt myositis (GQM), also called grand quilt disease, is rare.”\n\
         # relation: same\nGiant quilt myositis, grand quilt disease\n",
        "# relation: superseded\nQuillon knots => Reactive knots\n",
        "# conflict, so not a line: ",
    ] {
        assert!(run.out.contains(line), "{line}\nin\n{}", run.out);
    }
    assert!(!run.out.contains("\nMyopathy, myelopathy"), "{}", run.out);
    let mut sources = Vocabulary::builtin_sources();
    sources.push(Source { name: "mined".to_owned(), text: run.out.clone(), kind: SourceKind::File });
    Vocabulary::compile(&sources).unwrap();
    assert_eq!(site.run(&["synonyms", "mine"]).out, run.out);
}
