//! Spelling: what is corrected, what is only offered, what is left alone. The figures are printed, and hold on the
//! pages of the shared data.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::Value;
use vademecum::index::{BuildOptions, Snapshot, build};
use vademecum::query::{Lexicon, Query, QueryOptions, SiteWords, SpellingCase, respell};
use vademecum::search::{SearchOptions, Searcher};
use vademecum::vocabulary::Vocabulary;

use crate::asked::{Asked, matched, page, site};
use crate::shared_data;

fn clinic() -> Asked {
    site(vec![
        page(
            "swallow",
            "Swallowing",
            "<p>Trouble with swallowing is common. Swallowing gets better with exercise.</p>",
        ),
        page("dm", "Dermatomyositis", "<p>Dermatomyositis causes a rash. In dermatomyositis the muscles are weak.</p>"),
        page("salt", "Low salt", "<p>Hyponatremia is too little sodium in the blood.</p>"),
        page("drug", "Steroids", "<p>Prednisone is a steroid. Do not stop prednisone suddenly.</p>"),
        page("statin", "Cholesterol", "<p>A statin lowers cholesterol. Myopathy is rare with a statin.</p>"),
        page("speech", "Speech", "<p>Dysphagia is told from other trouble by a test.</p>"),
        page("sides", "Weakness", "<p>The weakness is symmetrical: it is symmetrical on both sides.</p>"),
        page("typo", "Picture", "<p>It shows symetrical weakness of the shoulders.</p>"),
    ])
}

/// `from → to`, with a question mark where it is only offered.
fn corrections(answer: &Value) -> Vec<String> {
    let all = answer["corrections"].as_array().unwrap().iter();
    all.map(|it| {
        let mark = if it["applied"] == true { "" } else { "?" };
        format!("{} → {}{mark}", it["from"].as_str().unwrap(), it["to"].as_str().unwrap())
    })
    .collect()
}

#[test]
fn a_misspelt_word_is_looked_for_as_it_was_meant() {
    let site = clinic();
    let answer = site.ask(&["trouble swalowing"]);
    assert_eq!(corrections(&answer), ["swalowing → swallowing"]);
    assert!(answer["hits"].as_array().unwrap().iter().any(|hit| hit["page"]["title"] == "Swallowing"));
    let found = answer["hits"][0]["matched"].as_array().unwrap().iter().map(|it| it["by"].as_str().unwrap());
    assert!(found.clone().any(|by| by == "correction") || found.clone().any(|by| by == "synonym"), "{answer}");
    assert_eq!(answer["query"], "trouble swalowing");
}

#[test]
fn names_of_several_words_are_found_however_they_are_parted() {
    let site = clinic();
    for (question, from) in [
        ("dermato myositis", "dermato myositis"),
        ("dermato-myositis", "dermato-myositis"),
        ("rash in dermatomyositus", "dermatomyositus"),
    ] {
        let answer = site.ask(&[question]);
        assert_eq!(corrections(&answer), [format!("{from} → dermatomyositis")], "{question}");
        assert_eq!(answer["hits"][0]["page"]["title"], "Dermatomyositis");
    }
    assert!(matched(&site.ask(&["dermatomyositus"])["hits"][0]).iter().any(|it| it.ends_with(": correction")));
}

#[test]
fn a_correct_word_that_the_site_lacks_is_not_corrected() {
    let site = clinic();
    for word in
        ["hypernatremia", "dysphasia", "nystatin", "myelopathy", "prednisolone", "fortnight", "Tuesday", "carer"]
    {
        let answer = site.ask(&[word]);
        assert!(corrections(&answer).is_empty(), "{word}: {:?}", corrections(&answer));
    }
    assert_eq!(site.ask(&["hypernatremia"])["absent"][0], "hypernatremia");
}

#[test]
fn a_drug_is_offered_and_never_looked_for() {
    let answer = clinic().ask(&["predisone"]);
    assert_eq!(corrections(&answer), ["predisone → prednisone?"]);
    assert!(answer["hits"].as_array().unwrap().is_empty());
}

#[test]
fn another_prefix_is_never_looked_for() {
    let answer = clinic().ask(&["hypernatremea"]);
    assert_eq!(corrections(&answer), ["hypernatremea → hypernatremia"]);
    let answer = clinic().ask(&["ypernatremia"]);
    assert!(corrections(&answer).iter().all(|it| !it.ends_with("hyponatremia")), "{answer}");
}

#[test]
fn between_names_that_are_never_the_same_nothing_is_made() {
    for (typed, one, other) in [
        ("hemotysis", "hemoptysis", "hemolysis"),
        ("srabies", "scabies", "rabies"),
        ("nepritis", "nephritis", "neuritis"),
        ("hypocalemia", "hypokalemia", "hypocalcemia"),
        ("creatnine", "creatinine", "creatine"),
    ] {
        for site in [vec![(one, 60), (other, 60)], vec![(one, 60)], vec![(other, 60)]] {
            assert!(corrected(typed, &site).is_some_and(|it| !it.1), "{typed} on {site:?}");
        }
    }
    for (typed, there) in
        [("hypeesthesia", "hypoesthesia"), ("hypeoinsulinemia", "hyperinsulinemia"), ("hyprtrophy", "hypertrophy")]
    {
        assert!(corrected(typed, &[(there, 60)]).is_some_and(|it| !it.1), "{typed}");
    }
    // Another name kept apart from it is not near enough to be meant.
    for (typed, there) in [
        ("hemoptisis", "hemoptysis"),
        ("hypokalaemea", "hypokalemia"),
        ("nephrittis", "nephritis"),
        ("hypothyrodism", "hypothyroidism"),
        // `asiatica` has nothing to do with an `a-` that denies.
        ("siatica", "sciatica"),
    ] {
        assert_eq!(corrected(typed, &[(there, 60)]), Some((there.to_owned(), true)), "{typed}");
    }
}

#[test]
fn what_is_found_only_by_a_stem_or_made_like_a_word_may_be_a_slip() {
    let mut pages = vec![page("larva", "Larva", "<p>Larva migrans is a rash. A tiresome week of itching.</p>")];
    let ids: Vec<String> = (0..8).map(|at| format!("migraine-{at}")).collect();
    let text = "<p>A migraine may last for days. Weakness after a migraine goes by itself.</p>";
    pages.extend(ids.iter().map(|id| page(id, "Migraine", text)));
    let site = site(pages);
    assert_eq!(corrections(&site.ask(&["migrane"])), ["migrane → migraine"]);
    assert_eq!(corrections(&site.ask(&["muscle weekness"])), ["weekness → weakness"]);
    // Forms of what the site has, and what is rare and right.
    for question in ["weeks", "migraines", "itched", "larval"] {
        assert_eq!(corrections(&site.ask(&[question])), [] as [&str; 0], "{question}");
    }
}

#[test]
fn an_ending_that_may_not_stand_so_makes_no_word_known() {
    for (typed, meant) in [("dizzyness", "dizziness"), ("breatheing", "breathing"), ("tiredd", "tired")] {
        assert_eq!(corrected(typed, &[(meant, 60)]), Some((meant.to_owned(), true)), "{typed}");
    }
}

#[test]
fn a_name_that_pages_write_with_an_apostrophe_is_meant_like_any_word() {
    for (typed, meant, there) in [
        ("chrons disease", "crohns", "crohn"),
        ("shogrens", "sjogrens", "sjogren"),
        ("raynods", "raynauds", "raynaud"),
        ("parkinsins", "parkinsons", "parkinson"),
    ] {
        let site = [(there, 40), ("disease", 90)];
        assert_eq!(corrected(typed, &site), Some((meant.to_owned(), true)), "{typed}");
    }
}

#[test]
fn an_ending_that_lost_a_letter_and_a_name_run_together_are_slips() {
    for (typed, meant) in [
        ("dermatomyosits", "dermatomyositis"),
        ("interstital", "interstitial"),
        ("colesterol", "cholesterol"),
        ("heartattack", "heart attack"),
    ] {
        let site = [("dermatomyositis", 3), ("interstitial", 9), ("cholesterol", 60), ("heart", 1), ("attack", 1)];
        assert_eq!(corrected(typed, &site), Some((meant.to_owned(), true)), "{typed}");
    }
}

#[test]
fn a_word_of_one_page_beside_a_correct_one_is_offered_the_other() {
    let answer = clinic().ask(&["symetrical"]);
    assert_eq!(corrections(&answer), ["symetrical → symmetrical?"]);
    assert_eq!(answer["hits"].as_array().unwrap().len(), 1);
}

#[test]
fn acronyms_numbers_and_what_is_quoted_stay() {
    let site = clinic();
    for question in ["IMNN", "12345", "B27", "CKK"] {
        assert!(corrections(&site.ask(&[question])).is_empty(), "{question}");
    }
    assert!(corrections(&site.ask(&["\"swalowing\""])).iter().all(|it| it.ends_with('?')));
}

#[test]
fn correction_can_be_turned_off() {
    let site = clinic();
    let answer = site.ask(&["swalowing", "--no-correct"]);
    assert!(corrections(&answer).is_empty() && answer["hits"].as_array().unwrap().is_empty());
    assert_eq!(answer["absent"][0], "swalowing");
}

#[test]
fn text_says_what_was_looked_for_instead() {
    let site = clinic();
    let run = site.run(&["search", "dermatomyositus"]);
    let line = "searched for “dermatomyositis” instead of “dermatomyositus”; to search as typed: --no-correct";
    let out = run.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(out.contains(line), "{}", run.out);
    let run = site.run(&["search", "predisone"]);
    assert!(run.out.contains("did you mean “prednisone” for “predisone”?"), "{}", run.out);
}

/// What a question becomes, without an index: `None` where nothing is corrected.
fn corrected(question: &str, site: &[(&str, u32)]) -> Option<(String, bool)> {
    let vocabulary = Vocabulary::compile(&Vocabulary::builtin_sources()).unwrap();
    let lexicon = Lexicon::new(&site.iter().copied().collect::<SiteWords>(), &vocabulary);
    let options = QueryOptions { languages: Vec::new(), synonyms: true, aspects: true, excluded: Vec::new() };
    let query = Query::understand(question, &vocabulary, &options);
    let known = |word: &str| site.iter().find(|(known, _)| *known == word).map_or(0, |known| known.1);
    let pages: Vec<Option<u32>> =
        query.words.iter().map(|it| (it.concept.is_none() && !it.carries).then(|| known(&it.folded))).collect();
    let case = SpellingCase {
        query: &query,
        pages: &pages,
        lexicon: &lexicon,
        vocabulary: &vocabulary,
        together: &|_, _| 0.0,
        same_stem: &|_, _| false,
    };
    respell(&case).into_iter().next().map(|respelling| (respelling.to, respelling.apply))
}

#[test]
fn frequency_decides_between_words_that_are_as_near() {
    assert_eq!(corrected("stomech", &[("stomach", 90), ("stomachs", 1)]), Some(("stomach".to_owned(), true)));
}

#[test]
fn a_neighbour_that_makes_a_name_decides() {
    let site = [("myasthenia", 40), ("gravis", 40), ("graves", 45)];
    assert_eq!(corrected("mother has myasthenia gravos now", &site).map(|it| it.0), Some("gravis".to_owned()));
}

#[test]
fn a_rare_word_is_not_taken_for_a_common_one_nor_a_slip_for_a_rare_word() {
    for (rare, common) in [
        ("anomia", "anemia"),
        ("chronotherapy", "chemotherapy"),
        ("orthoptics", "orthotics"),
        ("phytotherapy", "phototherapy"),
        ("tophus", "typhus"),
        ("valvar", "vulvar"),
    ] {
        assert_eq!(corrected(rare, &[(common, 60)]), None, "{rare}");
    }
    assert_eq!(corrected("annemia", &[("anemia", 60)]), Some(("anemia".to_owned(), true)));
    assert!(corrected("orthoptcs", &[]).is_none_or(|it| it.0 != "orthoptics"));
}

/// Pairs of names that look or sound alike.
const ALIKE: &[(&str, &str)] = &[
    ("prednisone", "prednisolone"),
    ("hydroxyzine", "hydralazine"),
    ("clonidine", "clonazepam"),
    ("celebrex", "celexa"),
    ("lamictal", "lamisil"),
    ("zantac", "xanax"),
    ("zyprexa", "zyrtec"),
    ("bupropion", "buspirone"),
    ("carboplatin", "cisplatin"),
    ("vinblastine", "vincristine"),
    ("chlorpromazine", "chlorpropamide"),
    ("cycloserine", "cyclosporine"),
    ("daunorubicin", "doxorubicin"),
    ("dobutamine", "dopamine"),
    ("ephedrine", "epinephrine"),
    ("fentanyl", "sufentanil"),
    ("fluoxetine", "paroxetine"),
    ("glipizide", "glyburide"),
    ("guaifenesin", "guanfacine"),
    ("hydrocodone", "oxycodone"),
    ("hydromorphone", "morphine"),
    ("lamivudine", "lamotrigine"),
    ("levetiracetam", "levofloxacin"),
    ("metformin", "metronidazole"),
    ("methadone", "methylphenidate"),
    ("metoprolol", "metoclopramide"),
    ("mitoxantrone", "mitomycin"),
    ("nicardipine", "nifedipine"),
    ("nimodipine", "amlodipine"),
    ("oxcarbazepine", "carbamazepine"),
    ("penicillin", "penicillamine"),
    ("pentobarbital", "phenobarbital"),
    ("quinine", "quinidine"),
    ("rifampin", "rifaximin"),
    ("risperidone", "ropinirole"),
    ("sertraline", "cetirizine"),
    ("sitagliptin", "saxagliptin"),
    ("sulfadiazine", "sulfasalazine"),
    ("sumatriptan", "zolmitriptan"),
    ("tiagabine", "tizanidine"),
    ("tolazamide", "tolbutamide"),
    ("tramadol", "trazodone"),
    ("valacyclovir", "valganciclovir"),
    ("infliximab", "rituximab"),
    ("tacrolimus", "sirolimus"),
    ("ranitidine", "famotidine"),
    ("atomoxetine", "atorvastatin"),
    ("azathioprine", "azithromycin"),
    ("nystatin", "statin"),
    ("allopurinol", "haloperidol"),
    ("hypernatremia", "hyponatremia"),
    ("hyperkalemia", "hypokalemia"),
    ("hyperglycemia", "hypoglycemia"),
    ("hypertension", "hypotension"),
    ("hyperthyroidism", "hypothyroidism"),
    ("hypercalcemia", "hypocalcemia"),
    ("hyperthermia", "hypothermia"),
    ("hypertonia", "hypotonia"),
    ("hyperparathyroidism", "hypoparathyroidism"),
    ("hyperpigmentation", "hypopigmentation"),
    ("dysphagia", "dysphasia"),
    ("dysphagia", "dysphonia"),
    ("myopathy", "myelopathy"),
    ("polymyositis", "polymyalgia"),
];

#[test]
fn one_of_a_pair_is_never_made_the_other() {
    for &(one, other) in ALIKE {
        for (typed, there) in [(one, other), (other, one)] {
            let to = corrected(typed, &[(there, 50)]);
            assert!(to.is_none(), "{typed} became {to:?}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn no_question_fails(question in "\\PC{0,60}") {
        let _ = corrected(&question, &[("swallowing", 9), ("muscle", 30)]);
    }
}

/// An index of the shared pages, and the words of their titles with the number of pages that have them.
fn shared_site(test: &str) -> Option<(tempfile::TempDir, BTreeMap<String, usize>, BTreeSet<String>)> {
    let folder = shared_data::place(test, "scale")?;
    let (mut words, mut titled) = (BTreeMap::new(), BTreeSet::new());
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let of = |text: &str| -> BTreeSet<String> {
        text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).filter(|word| !word.is_empty()).collect()
    };
    for file in files {
        let pages: Vec<Value> =
            serde_json::from_slice(&zstd::decode_all(std::fs::read(file).unwrap().as_slice()).unwrap()).unwrap();
        for page in &pages {
            let title = page["title"]["rendered"].as_str().unwrap_or_default();
            titled.extend(of(title));
            let content = page["content"]["rendered"].as_str().unwrap_or_default();
            for word in of(&format!("{title} {content}")) {
                *words.entry(word).or_insert(0) += 1;
            }
        }
    }
    let index = tempfile::tempdir().unwrap();
    let options = BuildOptions { index: index.path().join("index"), sources: vec![folder], ..BuildOptions::default() };
    build(&options, &|_| ()).unwrap();
    Some((index, words, titled))
}

/// The first correction of a word on its own, and whether it was made.
fn first(searcher: &Searcher<'_>, word: &str) -> Option<(String, bool)> {
    let answer = searcher.search(word, &SearchOptions::as_of(jiff::civil::date(2026, 11, 23))).unwrap();
    answer.corrections.first().map(|correction| (correction.to.clone(), correction.applied))
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }

    /// A letter left out, added, changed or changed over with the next.
    fn slip(&mut self, word: &str) -> String {
        let mut letters: Vec<char> = word.chars().collect();
        let at = self.below(letters.len());
        let letter = char::from(b'a' + self.below(26) as u8);
        match self.below(4) {
            0 => letters.insert(at, letter),
            1 => letters[at] = letter,
            2 => drop(letters.remove(at)),
            _ if at + 1 < letters.len() => letters.swap(at, at + 1),
            _ => letters.insert(at, letter),
        }
        letters.into_iter().collect()
    }
}

#[test]
fn slips_by_rule_are_corrected_to_the_right_word_first() {
    let Some((index, words, titled)) = shared_site("slips_by_rule_are_corrected_to_the_right_word_first") else {
        return;
    };
    let snapshot = Snapshot::open(&index.path().join("index")).unwrap();
    let searcher = Searcher::new(&snapshot);
    let health: Vec<&String> =
        titled.iter().filter(|word| word.len() >= 6 && word.is_ascii() && (10..1500).contains(&words[*word])).collect();
    let mut dice = Dice(7);
    let (mut made, mut right, mut wrong) = (0, 0, Vec::new());
    while made < 300 {
        let word = health[dice.below(health.len())];
        let mut typed = dice.slip(word);
        if word.len() >= 9 {
            typed = dice.slip(&typed);
        }
        if typed == *word || words.contains_key(&typed) {
            continue;
        }
        made += 1;
        match first(&searcher, &typed) {
            Some((to, _)) if to == *word => right += 1,
            other => wrong.push(format!("{typed} ({word}): {other:?}")),
        }
    }
    println!("slips by rule: {right} of {made} corrected to the right word first");
    println!("{}", wrong.join("\n"));
    assert!(right * 100 >= made * 90, "{right} of {made}");
}

/// Misspellings as people write them.
const REAL: &[(&str, &str)] = &[
    ("alzhimers", "alzheimers"),
    ("arthritus", "arthritis"),
    ("athritis", "arthritis"),
    ("asthama", "asthma"),
    ("bronchitus", "bronchitis"),
    ("colestrol", "cholesterol"),
    ("cholestrol", "cholesterol"),
    ("diabetis", "diabetes"),
    ("diabeties", "diabetes"),
    ("diarrea", "diarrhea"),
    ("diarhea", "diarrhea"),
    ("exzema", "eczema"),
    ("emphesema", "emphysema"),
    ("fibromialgia", "fibromyalgia"),
    ("glacoma", "glaucoma"),
    ("gonorea", "gonorrhea"),
    ("hemroids", "hemorrhoids"),
    ("hemorroids", "hemorrhoids"),
    ("hepatitus", "hepatitis"),
    ("hypertention", "hypertension"),
    ("hypothyrodism", "hypothyroidism"),
    ("influensa", "influenza"),
    ("leukimia", "leukemia"),
    ("lukemia", "leukemia"),
    ("limphoma", "lymphoma"),
    ("melonoma", "melanoma"),
    ("menengitis", "meningitis"),
    ("neumonia", "pneumonia"),
    ("pnumonia", "pneumonia"),
    ("osteoperosis", "osteoporosis"),
    ("parkinsens", "parkinsons"),
    ("psorasis", "psoriasis"),
    ("soriasis", "psoriasis"),
    ("rhuematoid", "rheumatoid"),
    ("rumatoid", "rheumatoid"),
    ("sarcodosis", "sarcoidosis"),
    ("schizofrenia", "schizophrenia"),
    ("siezure", "seizure"),
    ("sinusitus", "sinusitis"),
    ("tonsilitis", "tonsillitis"),
    ("vertago", "vertigo"),
    ("anurysm", "aneurysm"),
    ("anemea", "anemia"),
    ("apendicitis", "appendicitis"),
    ("chlamidia", "chlamydia"),
    ("cirosis", "cirrhosis"),
    ("constapation", "constipation"),
    ("depresion", "depression"),
    ("endometreosis", "endometriosis"),
    ("jaundise", "jaundice"),
    ("laringitis", "laryngitis"),
    ("polymyositus", "polymyositis"),
    ("dermatomiositis", "dermatomyositis"),
    ("miastenia", "myasthenia"),
    ("neuropothy", "neuropathy"),
    ("septisemia", "septicemia"),
    ("siphilis", "syphilis"),
    ("swalowing", "swallowing"),
    ("thyriod", "thyroid"),
    ("tinitus", "tinnitus"),
    ("vasculitus", "vasculitis"),
    ("weezing", "wheezing"),
    ("colonascopy", "colonoscopy"),
    ("kemotherapy", "chemotherapy"),
    ("mamogram", "mammogram"),
    ("biopsey", "biopsy"),
    ("ibuprophen", "ibuprofen"),
    ("acetominophen", "acetaminophen"),
    ("amoxacillin", "amoxicillin"),
    ("predisone", "prednisone"),
    ("methatrexate", "methotrexate"),
    ("azithromyacin", "azithromycin"),
    ("lisinoprol", "lisinopril"),
    ("omeprozole", "omeprazole"),
    ("warferin", "warfarin"),
    ("simvistatin", "simvastatin"),
    ("hydroxycloroquine", "hydroxychloroquine"),
    ("penacillin", "penicillin"),
    ("tylonol", "tylenol"),
];

#[test]
fn real_misspellings_are_corrected_to_the_right_word_first() {
    let Some((index, ..)) = shared_site("real_misspellings_are_corrected_to_the_right_word_first") else { return };
    let snapshot = Snapshot::open(&index.path().join("index")).unwrap();
    let searcher = Searcher::new(&snapshot);
    let wrong: Vec<String> = REAL
        .iter()
        .filter_map(|(typed, meant)| match first(&searcher, typed) {
            Some((to, _)) if to == *meant || to == format!("{meant}s") => None,
            other => Some(format!("{typed} ({meant}): {other:?}")),
        })
        .collect();
    println!("real misspellings: {} of {} corrected to the right word first", REAL.len() - wrong.len(), REAL.len());
    println!("{}", wrong.join("\n"));
    assert!(wrong.len() * 10 <= REAL.len(), "{wrong:?}");
}

#[test]
fn one_of_a_pair_is_never_made_the_other_on_a_large_site() {
    let Some((index, ..)) = shared_site("one_of_a_pair_is_never_made_the_other_on_a_large_site") else { return };
    let snapshot = Snapshot::open(&index.path().join("index")).unwrap();
    let searcher = Searcher::new(&snapshot);
    for word in ALIKE.iter().flat_map(|&(one, other)| [one, other]) {
        assert!(first(&searcher, word).is_none_or(|(_, applied)| !applied), "{word}");
    }
}

#[test]
fn a_word_without_end_is_shown_by_its_beginning() {
    let site = clinic();
    let run = site.run(&["search", &"z".repeat(2_000)]);
    let line = run.out.lines().find(|line| line.contains("nowhere on this site:")).unwrap_or_default();
    assert!(line.ends_with("zzz…") && line.chars().count() < 100, "{}", run.out);
}

#[test]
fn contractions_without_their_apostrophe_and_capitals_inside_a_word_are_no_slips() {
    let site = site(vec![
        page("shoes", "Shoes", "<p>Wide shoes help. These shoes are light, and the shoes are wide.</p>"),
        page("bladder", "Bladder", "<p>The bladder is a muscle. A full bladder hurts.</p>"),
    ]);
    for question in ["shes told to buy wide ones", "ive heard thats light", "does BladdeR hurt"] {
        assert_eq!(corrections(&site.ask(&[question])), [] as [&str; 0], "{question}");
    }
}
