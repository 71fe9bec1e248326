//! Names are found as wholes, both ways round, with their case where it matters.

use proptest::prelude::*;
use vademecum::analysis::{Analyzer, Case, Language, Tokens};
use vademecum::vocabulary::{Mention, PassageMentions, Place, Source, SourceKind, Vocabulary};

fn source(text: &str, kind: SourceKind) -> Source {
    Source { name: "vocabulary.txt".to_owned(), text: text.to_owned(), kind }
}

#[expect(clippy::unwrap_used, reason = "a test fails by it")]
fn vocabulary(text: &str) -> Vocabulary {
    Vocabulary::compile(&[source(text, SourceKind::File)]).unwrap()
}

fn errors(sources: &[Source]) -> String {
    Vocabulary::compile(sources).map_or_else(|errors| errors.to_string(), |_| String::new())
}

fn tokens(text: &str) -> Tokens {
    Analyzer::new(Language::English).analyze(text)
}

/// What is found, as `surface words=preferred name`, nested ones in brackets.
fn found(vocabulary: &Vocabulary, text: &str, place: Place) -> Vec<String> {
    let tokens = tokens(text);
    let mentions = vocabulary.mentions(&tokens, Case::of(text), place);
    mentions.iter().map(|mention| shown(vocabulary, text, &tokens, mention)).collect()
}

fn shown(vocabulary: &Vocabulary, text: &str, tokens: &Tokens, mention: &Mention) -> String {
    let range = tokens.range_of(mention.first as usize, mention.end as usize);
    let words = &text[range.start as usize..range.end as usize];
    let concepts: Vec<_> = mention.concepts.iter().map(|&id| vocabulary.concept(id).preferred).collect();
    let discount = if mention.discount < 1.0 { "?" } else { "" };
    let shown = format!("{words}{discount}={}", concepts.join("|"));
    if mention.nested { format!("({shown})") } else { shown }
}

const MYOSITIS: &str = "\
immune-mediated necrotizing myopathy, IMNM, necrotizing autoimmune myopathy, NAM
difficulty swallowing, trouble swallowing, dysphagia
shortness of breath, dyspnea
myopathy, muscle disease
rash
magnetic resonance imaging, MRI
creatine kinase, CK, CPK
anti-Jo-1 antibody, anti-Jo-1
non-steroidal anti-inflammatory drug, NSAID
acquired immunodeficiency syndrome, AIDS
information technology, IT
walking aid, aid
# relation: acronym
PM => polymyositis, particulate matter
";

#[test]
fn every_way_of_writing_a_name_finds_its_concept_in_text_and_question() {
    let vocabulary = vocabulary(MYOSITIS);
    let imnm = "immune-mediated necrotizing myopathy";
    for name in [
        "necrotizing autoimmune myopathy",
        "necrotising autoimmune myopathy",
        "NAM",
        "IMNM",
        "imnm",
        "immune mediated necrotizing myopathy",
        "immune-mediated necrotizing myopathies",
        "Immune\u{2010}Mediated Necrotising Myopathy",
    ] {
        for (before, after) in
            [("", ""), ("what helps with ", " and trouble swallowing in adults"), ("\"severe ", " treatment\"")]
        {
            let text = format!("{before}{name}{after}");
            let top: Vec<_> =
                found(&vocabulary, &text, Place::Question).into_iter().filter(|it| !it.starts_with('(')).collect();
            assert!(top.iter().any(|it| it.ends_with(&format!("={imnm}"))), "{text}: {top:?}");
            assert_eq!(top.len(), if after.contains("swallowing") { 2 } else { 1 }, "{text}: {top:?}");
        }
    }
    assert_eq!(
        found(&vocabulary, "Dyspnoea, i.e. shortness of breath", Place::Text),
        ["Dyspnoea=shortness of breath", "shortness of breath=shortness of breath",]
    );
    for second in ["antiinflammatory", "anti-inflammatory", "anti inflammatory"] {
        for first in ["non-steroidal", "nonsteroidal", "non steroidal"] {
            let text = format!("{first} {second} drugs");
            assert_eq!(found(&vocabulary, &text, Place::Text).len(), 1, "{text}");
        }
    }
}

#[test]
fn names_of_another_language_are_found_in_its_texts() {
    let vocabulary = vocabulary("# language: es\ninflamación muscular, miositis\n");
    for (language, text) in [
        (Language::Spanish, "las inflamaciones muscular"),
        (Language::Spanish, "la inflamacion muscular"),
        (Language::Other, "la miositis"),
    ] {
        let tokens = Analyzer::new(language).analyze(text);
        assert_eq!(vocabulary.mentions(&tokens, Case::of(text), Place::Text).len(), 1, "{text}");
    }
}

#[test]
fn names_inside_a_longer_name_are_nested_and_scattered_words_are_no_name() {
    let vocabulary = vocabulary(MYOSITIS);
    assert_eq!(
        found(&vocabulary, "necrotizing autoimmune myopathy", Place::Text),
        ["necrotizing autoimmune myopathy=immune-mediated necrotizing myopathy", "(myopathy=myopathy)",]
    );
    assert_eq!(found(&vocabulary, "trouble with swallowing", Place::Text), [""; 0]);
}

#[test]
fn of_names_that_overlap_the_leftmost_counts() {
    let vocabulary = vocabulary("a one b, x\nb c three, y\n");
    assert_eq!(found(&vocabulary, "a one b c three", Place::Text), ["a one b=a one b"]);
}

#[test]
fn acronyms_are_known_by_their_capitals() {
    let vocabulary = vocabulary(MYOSITIS);
    let text = |text| found(&vocabulary, text, Place::Text);
    let question = |text| found(&vocabulary, text, Place::Question);
    assert_eq!(text("PM is rare"), ["PM=polymyositis|particulate matter"]);
    assert_eq!(text("pm is rare, ck too, Ck too"), [""; 0]);
    assert_eq!(text("MRIs and CKs"), ["MRIs=magnetic resonance imaging", "CKs=creatine kinase"]);
    assert_eq!(question("what is pm"), ["pm?=polymyositis|particulate matter"]);
    assert_eq!(question("is it rare"), [""; 0]);
    assert_eq!(question("it"), ["it?=information technology"]);
    assert_eq!(question("IT"), ["IT=information technology"]);
    assert_eq!(question("is IT rare"), ["IT=information technology"]);
    assert_eq!(question("WHAT IS IT"), [""; 0]);
    assert_eq!(question("WHAT IS PM"), ["PM?=polymyositis|particulate matter"]);
    assert_eq!(question("open until 3 PM"), [""; 0]);
    assert_eq!(question("3pm or 10:30 PM or 9 p.m."), [""; 0]);
    assert_eq!(text("IMNM's course"), ["IMNM's=immune-mediated necrotizing myopathy"]);
    assert_eq!(text("IS THERE HELP FOR IMNM"), ["IMNM?=immune-mediated necrotizing myopathy"]);
    assert_eq!(text("ALL ABOUT IT"), [""; 0]);
    assert_eq!(text("AIDS and aids"), ["AIDS=acquired immunodeficiency syndrome", "aids=walking aid"]);
    assert_eq!(text("A RASH on the skin"), ["RASH=rash"]);
}

#[test]
fn a_question_has_an_acronym_in_small_letters_in_capitals_or_as_it_is_written() {
    let vocabulary = vocabulary(
        "chronic lymphocytic leukemia, CLL\nmessenger RNA, mRNA\nanti-inflammatory drug, NSAID\nimmunoglobulin A, IgA\n",
    );
    let question = |text: &str| found(&vocabulary, text, Place::Question);
    for (typed, concept) in [
        ("CLL", "chronic lymphocytic leukemia"),
        ("cll?", "chronic lymphocytic leukemia"),
        ("mRNA", "messenger RNA"),
        ("mrna?", "messenger RNA"),
        ("MRNA?", "messenger RNA"),
        ("NSAIDs", "anti-inflammatory drug"),
        ("nsaids?", "anti-inflammatory drug"),
        ("NSAIDS?", "anti-inflammatory drug"),
        ("MRNAs?", "messenger RNA"),
        ("IgA", "immunoglobulin A"),
        ("iga?", "immunoglobulin A"),
        ("IGA?", "immunoglobulin A"),
    ] {
        let word = typed.trim_end_matches('?');
        assert_eq!(question(&format!("what is {word}")), [format!("{typed}={concept}")]);
    }
    for noise in ["cLl", "cLL", "CLl", "Cll", "mrNA", "MrNa", "iGa", "nSAIDs", "NSaid"] {
        assert_eq!(question(&format!("what is {noise}")), [""; 0], "{noise}");
    }
    assert_eq!(question("Cll and flying"), ["Cll?=chronic lymphocytic leukemia"], "a sentence begins with a capital");
    assert_eq!(question("cLl"), [""; 0]);
}

#[test]
fn an_acronym_means_on_a_page_what_the_page_says() {
    let vocabulary = vocabulary(MYOSITIS);
    let resolved = |text: &str| {
        let tokens = tokens(text);
        let mut mentions = vocabulary.mentions(&tokens, Case::of(text), Place::Text);
        vocabulary.resolve(&mut [PassageMentions { text, tokens: &tokens, mentions: &mut mentions }], None);
        let shown: Vec<_> = mentions.iter().map(|mention| shown(&vocabulary, text, &tokens, mention)).collect();
        shown.into_iter().filter(|it| it.starts_with("PM") || it.starts_with("NAM")).collect::<Vec<_>>()
    };
    assert_eq!(resolved("Polymyositis (PM) is rare. PM hurts."), ["PM=polymyositis"; 2]);
    assert_eq!(resolved("PM (particulate matter) is dust. Polymyositis is not."), ["PM=particulate matter"]);
    assert_eq!(resolved("Ask the project manager (PM). The PM knows."), ["PM="; 2]);
    assert_eq!(resolved("Polymyositis is rare. PM hurts."), ["PM=polymyositis"]);
    assert_eq!(resolved("Polymyositis, particulate matter, PM."), ["PM="]);
    assert_eq!(resolved("PM hurts."), ["PM="]);
    assert_eq!(resolved("The National Academy of Medicine (NAM) wrote. NAM said."), ["NAM="; 2]);
    let variant = "necrotizing autoimmune muscle myopathy (NAM) is rare";
    assert_eq!(resolved(variant), ["NAM=immune-mediated necrotizing myopathy"]);
    assert_eq!(resolved("NAM is rare"), ["NAM=immune-mediated necrotizing myopathy"]);
}

#[test]
fn relations_are_kept_apart() {
    let vocabulary = vocabulary(
        "heart attack, myocardial infarction, MI\nblood thinner => rivaroxaban, warfarin\n\
         # relation: superseded\nWegener's granulomatosis => granulomatosis with polyangiitis, GPA\n",
    );
    let only = |name| {
        let concepts = vocabulary.find(name);
        assert_eq!(concepts.len(), 1, "{name}");
        concepts[0]
    };
    let (wide, narrow) = (only("blood thinners"), only("rivaroxaban"));
    assert_eq!(vocabulary.concept(wide).narrower, [narrow, only("warfarin")]);
    assert_eq!(vocabulary.concept(narrow).broader, [wide]);
    assert_ne!(narrow, only("warfarin"));
    let gpa = vocabulary.concept(only("Wegener granulomatosis"));
    assert_eq!(gpa.preferred, "granulomatosis with polyangiitis");
    assert!(gpa.names.iter().any(|&name| vocabulary.name(name).superseded));
    assert_eq!(only("MI"), only("heart attacks"));
    assert_eq!(vocabulary.counts().file, 5);
}

#[test]
fn never_holds_for_names_words_and_beginnings() {
    let vocabulary =
        vocabulary("# relation: never\nmyopathy, myelopathy\nhypo*, hyper*\ndysphagia, dysphasia, dysphonia\n");
    for (a, b) in [
        ("myopathy", "myelopathies"),
        ("cervical myopathy", "cervical myelopathy"),
        ("hyponatraemia", "hypernatremia"),
        ("severe hypotension", "severe hypertension"),
        ("dysphonia", "dysphagia"),
    ] {
        assert!(vocabulary.never(a, b) && vocabulary.never(b, a), "{a} and {b}");
    }
    for (a, b) in [("myopathy", "myopathies"), ("hypotension", "hypernatremia"), ("myopathy", "dysphagia"), ("x", "x")]
    {
        assert!(!vocabulary.never(a, b), "{a} and {b}");
    }
}

#[test]
fn the_sites_file_adds_to_the_built_in_list_and_wins() {
    let builtin = source("heart attack, myocardial infarction\nflare, relapse\n", SourceKind::Builtin);
    let site = source("coronary, heart attack\n# relation: never\nflare, relapse\n", SourceKind::File);
    let both = Vocabulary::compile(&[builtin.clone(), site]).unwrap();
    assert_eq!(both.find("coronary"), both.find("myocardial infarction"));
    assert_eq!(both.concept(both.find("coronary")[0]).preferred, "coronary");
    assert!(both.find("relapse").is_empty());
    assert_ne!(both.hash(), Vocabulary::compile(&[builtin]).unwrap().hash());
}

#[test]
fn the_sites_never_and_its_line_move_a_name_to_another_concept() {
    let builtin = source("flare, relapse\nweakness, feebleness\n", SourceKind::Builtin);
    let site = source("# relation: never\nflare, relapse\n# relation: same\ncoming back, relapse\n", SourceKind::File);
    let both = Vocabulary::compile(&[builtin, site]).unwrap();
    assert_eq!(both.find("relapse"), both.find("coming back"));
    assert_ne!(both.find("relapse"), both.find("flare"));
    assert_eq!(both.find("weakness"), both.find("feebleness"));
}

#[test]
fn an_acronym_of_two_lines_has_two_meanings() {
    let both = Vocabulary::compile(&[
        source("immune-mediated necrotizing myopathy, NAM\n", SourceKind::Builtin),
        source("National Academy of Medicine, NAM\n", SourceKind::File),
    ])
    .unwrap();
    let meanings: Vec<_> = both.find("NAM").iter().map(|&id| both.concept(id).preferred).collect();
    assert_eq!(meanings, ["National Academy of Medicine", "immune-mediated necrotizing myopathy"]);
}

#[test]
fn all_bad_lines_are_reported_at_once() {
    let text = "a, , b\nthe, dysphagia\none two three four five six seven eight nine ten eleven twelve thirteen, x\n\
                +++, y\nblood thinner => blood thinners\n# relation: never\nmyopathy, myelopathy\nstatin, statins\n\
                # relation: same\nmyopathy, myelopathy\n# relation: acronym\nword => polymyositis\n";
    let report = errors(&[source(text, SourceKind::File)]);
    let lines: Vec<_> = report.lines().collect();
    let expected = [
        "line 1: a name is empty",
        "line 2: `the` is a common word",
        "line 3: `one two three",
        "line 4: `+++` holds no word",
        "line 5: `blood thinner` is narrower than itself",
        "line 8: `statins` cannot be told from",
        "line 10: `myopathy` and `myelopathy` are never the same",
        "line 12: `word` is not written as an acronym",
    ];
    assert_eq!(lines.len(), expected.len(), "{report}");
    for (line, expected) in lines.iter().zip(expected) {
        assert!(line.contains(expected), "{line}");
    }
}

#[test]
fn the_built_in_lists_compile_and_come_back_from_the_index_as_they_were() {
    let vocabulary = Vocabulary::compile(&Vocabulary::builtin_sources()).unwrap();
    let stored = postcard::to_stdvec(&vocabulary).unwrap();
    let again: Vocabulary = postcard::from_bytes(&stored).unwrap();
    assert_eq!(vocabulary.hash(), again.hash());
    for id in vocabulary.names() {
        let name = vocabulary.name(id).text;
        let found = again.mentions(&tokens(name), Case::Mixed, Place::Text);
        assert!(found.iter().any(|mention| mention.name == id), "{name} does not find itself");
    }
}

proptest! {
    #[test]
    fn a_name_is_found_whatever_stands_around_it(
        before in prop::collection::vec("[qwz][qwzxk]{3,8}", 0..6),
        after in prop::collection::vec("[qwz][qwzxk]{3,8}", 0..6),
        which in 0_usize..7,
    ) {
        let names = ["immune-mediated necrotizing myopathy", "IMNM", "dysphagia", "shortness of breath", "CPK", "rash", "trouble swallowing"];
        let vocabulary = vocabulary(MYOSITIS);
        let text = format!("{} {} {}", before.join(" "), names[which], after.join(" "));
        let tokens = tokens(&text);
        let mentions = vocabulary.mentions(&tokens, Case::of(&text), Place::Text);
        let top: Vec<_> = mentions.iter().filter(|mention| !mention.nested).collect();
        prop_assert_eq!(top.len(), 1);
        prop_assert_eq!(top[0].first as usize, before.len());
        prop_assert_eq!(top[0].end as usize, tokens.len() - after.len());
        prop_assert_eq!(&top[0].concepts, &vocabulary.find(names[which]));
    }

    #[test]
    fn no_text_is_too_odd_for_a_vocabulary(text in "[abAB ,=>\\\\#\n*:-]{0,80}") {
        let _ = Vocabulary::compile(&[source(&text, SourceKind::File)]);
    }
}
