//! Ways of writing the same word meet, and different words stay apart.

use proptest::prelude::*;
use vademecum::analysis::{Analyzer, Language, Tokens};

fn stems(text: &str, language: Language) -> Vec<String> {
    Analyzer::new(language).analyze(text).iter().map(|token| token.stem.to_owned()).collect()
}

fn folded(text: &str) -> Vec<String> {
    Analyzer::new(Language::English).analyze(text).iter().map(|token| token.folded.to_owned()).collect()
}

#[test]
fn the_ways_clinicians_write_a_thing_do_not_matter() {
    for (one, other) in [
        ("necrotising", "necrotizing"),
        ("immune-mediated", "immune mediated"),
        ("immune\u{2010}mediated", "immune\u{2011}mediated"),
        ("non-steroidal", "non steroidal"),
        ("Sjögren's", "Sjogren"),
        ("Sjögren’s", "SJÖGREN"),
        ("anti-Jo-1", "anti Jo1"),
        ("antiJo1", "Anti-Jo-1"),
        ("TIF1-γ", "TIF1 gamma"),
        ("TIF1γ", "TIF-1 gamma"),
        ("MDA5", "MDA-5"),
        ("10mg", "10 mg"),
        ("10µg", "10 mcg"),
        ("10 ug", "10 mcg"),
        ("type II", "type 2"),
        ("type ii diabetes", "type 2 diabetes"),
        ("types I and II", "types 1 and 2"),
        ("stage III/IV", "stage 3/4"),
        ("factor V Leiden", "factor 5 Leiden"),
        ("Grade IV", "grade four"),
        ("COVID19", "COVID-19"),
        ("Covid 19", "covid‑19"),
        ("1,000 units", "1000 units"),
        ("oedema", "edema"),
        ("haemoglobin", "hemoglobin"),
        ("tumours", "tumor"),
        ("myopathies", "myopathy"),
        ("diagnoses", "diagnosis"),
        ("vertebrae", "vertebra"),
        ("arthritides", "arthritis"),
        ("teeth", "tooth"),
        ("statins", "statin"),
        ("can't swallow", "cannot swallow"),
        ("cant swallow", "can not swallow"),
        ("doesn’t", "does not"),
        ("head & neck", "head and neck"),
        ("β-blockers", "beta blocker"),
        ("m²", "m2"),
        ("U.S.", "US"),
        ("analyse", "analyze"),
        ("centre", "center"),
        ("metre", "meter"),
        ("hospitalised", "hospitalized"),
        ("travelling", "traveling"),
        ("oesophageal", "esophageal"),
        ("ﬁbrosis", "fibrosis"),
        ("myo\u{ad}sitis", "myositis"),
        ("cafe\u{301}", "café"),
        ("Guillain-Barré", "guillain barre"),
    ] {
        assert_eq!(stems(one, Language::English), stems(other, Language::English), "{one} and {other}");
    }
}

#[test]
fn different_words_keep_different_stems() {
    for (one, other) in [
        ("hypernatremia", "hyponatremia"),
        ("hyperthyroid", "hypothyroid"),
        ("dysphagia", "dysphasia"),
        ("dysphagia", "dysphonia"),
        ("myopathy", "myelopathy"),
        ("polymyositis", "polymyalgia"),
        ("prednisone", "prednisolone"),
        ("statin", "nystatin"),
        ("organs", "organic"),
        ("organ", "organism"),
        ("organ", "organisation"),
        ("general", "generic"),
        ("universe", "university"),
        ("several", "severe"),
        ("hospital", "hospitality"),
        ("immune", "immunisation"),
        ("timbre", "timber"),
        ("past", "paste"),
        ("four", "for"),
        ("poem", "pem"),
        ("wise", "wize s"),
        ("genes", "genesis"),
        ("hepatitis", "hepatic"),
        ("conjunctivitis", "conjunction"),
        ("prostatitis", "prostate"),
        ("enteral", "enter"),
        ("underlying", "under"),
        ("parkinsonism", "Parkinson's"),
    ] {
        assert_ne!(stems(one, Language::English), stems(other, Language::English), "{one} and {other}");
    }
}

#[test]
fn words_that_only_look_like_the_other_english_are_left_alone() {
    for word in [
        "wise", "rise", "exercise", "disease", "four", "hour", "does", "shoes", "poem", "aerobic", "promise", "advise",
        "size", "contour",
    ] {
        assert_eq!(folded(word), [word]);
    }
}

#[test]
fn a_pronoun_is_no_numeral() {
    assert_eq!(folded("the type I have"), ["the", "type", "i", "have"]);
    assert_eq!(folded("What type? I do not know"), ["what", "type", "i", "do", "not", "know"]);
    assert_eq!(folded("IV infusion"), ["iv", "infusion"]);
}

#[test]
fn plurals_of_other_languages_meet_with_and_without_accents() {
    for (language, one, other) in [
        (Language::Spanish, "inflamaciones", "inflamación"),
        (Language::Spanish, "medicación", "medicacion"),
        (Language::French, "médicaments", "medicament"),
        (Language::French, "l'œdème", "l’oedème"),
        (Language::German, "Muskelentzündungen", "Muskelentzündung"),
        (Language::German, "Müdigkeit", "mudigkeit"),
    ] {
        assert_eq!(stems(one, language), stems(other, language), "{one} and {other}");
    }
    assert_eq!(stems("running mammals", Language::Other), ["running", "mammals"]);
}

proptest! {
    #[test]
    fn tokens_stand_in_order_on_character_boundaries(text in "(\\PC|[a-zA-Z0-9.,'’&µγ\\-\u{ad}\u{200b}\u{301} ]){0,60}") {
        for language in [Language::English, Language::French, Language::Greek, Language::Other] {
            let mut tokens = Tokens::default();
            Analyzer::new(language).tokens(&text, &mut tokens);
            let mut last = 0;
            for token in tokens.iter() {
                prop_assert!(last <= token.start && token.start < token.end);
                prop_assert!(text.get(token.start as usize..token.end as usize).is_some());
                prop_assert!(!token.surface.is_empty() && !token.folded.is_empty() && !token.stem.is_empty());
                prop_assert!(!token.stem.contains(' '));
                last = token.end;
            }
        }
    }

    #[test]
    fn a_warm_analyzer_says_what_a_fresh_one_says(texts in prop::collection::vec("[a-zA-Zéüß'’. -]{0,30}", 1..6)) {
        let mut warm = Analyzer::new(Language::English);
        for text in &texts {
            let fresh = Analyzer::new(Language::English).analyze(text);
            let again = warm.analyze(text);
            prop_assert!(fresh.iter().eq(again.iter()));
        }
    }

    #[test]
    fn white_space_between_words_does_not_matter(words in prop::collection::vec("[a-z]{2,9}", 1..8)) {
        prop_assert_eq!(stems(&words.join(" "), Language::English), stems(&words.join("\n\u{a0} "), Language::English));
    }
}
