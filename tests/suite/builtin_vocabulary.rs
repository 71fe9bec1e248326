//! The built-in lists: enough of everything, nothing joined that must not be, no everyday word taken for a disease.

use std::collections::BTreeSet;

use vademecum::analysis::{Analyzer, Case, Language};
use vademecum::vocabulary::{ConceptId, Place, Relation, Vocabulary};

fn builtin() -> Vocabulary {
    Vocabulary::compile(&Vocabulary::builtin_sources()).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The one concept of a name.
fn only(vocabulary: &Vocabulary, name: &str) -> ConceptId {
    match vocabulary.find(name).as_slice() {
        [concept] => *concept,
        others => panic!("`{name}` has {} concepts", others.len()),
    }
}

/// The preferred names of what is found in a text.
fn found(vocabulary: &Vocabulary, text: &str) -> Vec<String> {
    let tokens = Analyzer::new(Language::English).analyze(text);
    let mentions = vocabulary.mentions(&tokens, Case::of(text), Place::Text);
    mentions
        .iter()
        .flat_map(|mention| &mention.concepts)
        .map(|&id| vocabulary.concept(id).preferred.to_owned())
        .collect()
}

/// Lines of a list that name one concept twice or more.
fn lines_with_two_names(file: &str) -> usize {
    let sources = Vocabulary::builtin_sources();
    let source = sources.iter().find(|source| source.name.ends_with(file)).unwrap();
    let lines = source.text.lines().filter(|line| !line.starts_with('#') && !line.contains("=>"));
    lines.filter(|line| line.contains(',')).count()
}

#[test]
fn there_is_enough_of_everything() {
    let vocabulary = builtin();
    let several = vocabulary.concepts().filter(|&id| vocabulary.concept(id).names.len() > 1).count();
    assert!(several >= 150, "{several} concepts of two or more names");
    for (file, wanted) in [("symptoms.txt", 25), ("tests.txt", 20), ("drugs.txt", 25), ("body.txt", 15)] {
        assert!(lines_with_two_names(file) >= wanted, "{file}");
    }
    let diseases = ["myositis.txt", "rheumatology.txt", "neurology_muscle.txt", "heart_lung.txt", "digestion.txt"];
    assert!(diseases.into_iter().map(lines_with_two_names).sum::<usize>() >= 30);
}

#[test]
fn there_are_as_many_concepts_names_and_never_pairs_as_a_health_site_needs() {
    let vocabulary = builtin();
    let (concepts, names) = (vocabulary.concepts().len(), vocabulary.names().len());
    assert!(concepts >= 3_000 && names >= 6_000, "{concepts} concepts, {names} names");
    let never = vocabulary.entries().into_iter().filter(|entry| entry.relation == Relation::Never).count();
    assert!(never >= 400, "{never} lines of names kept apart");
}

#[test]
fn a_name_means_one_thing_unless_it_is_an_acronym_and_no_never_line_takes_it_away() {
    let vocabulary = builtin();
    for id in vocabulary.names() {
        let name = vocabulary.name(id);
        assert!(!name.concepts.is_empty(), "`{}` is lost: a `never` line takes it from its concept", name.text);
        assert!(name.acronym || name.concepts.len() == 1, "`{}` has {} concepts", name.text, name.concepts.len());
    }
}

#[test]
fn opposites_are_kept_apart_by_rule_and_look_alikes_by_list() {
    let vocabulary = builtin();
    for (one, other) in [
        ("hyperfoobaremia", "hypofoobaremia"),
        ("hypernatraemia", "hyponatremia"),
        ("severe hypertension", "severe hypotension"),
        ("tachyarrhythmia", "bradyarrhythmia"),
        ("macrocytosis", "microcytosis"),
        ("dysphasia", "dysphagia"),
        ("nystatin", "statin"),
        ("myelopathy", "myopathy"),
        ("polymyositis", "polymyalgia"),
        ("prednisone", "prednisolone"),
        ("hydralazine", "hydroxyzine"),
        ("Farxiga", "Fetzima"),
        ("rifabutin", "rifaximin"),
        ("cellulite", "cellulitis"),
        ("high blood pressure", "low blood pressure"),
    ] {
        assert!(vocabulary.never(one, other) && vocabulary.never(other, one), "{one} and {other}");
    }
}

#[test]
fn the_two_englishes_meet_by_rule() {
    let vocabulary = builtin();
    for (british, american) in [
        ("oesophagus", "esophagus"),
        ("haemoglobin", "hemoglobin"),
        ("anaemia", "anemia"),
        ("leukaemia", "leukemia"),
        ("diarrhoea", "diarrhea"),
        ("oedema", "edema"),
        ("tumour", "tumor"),
        ("paediatrician", "pediatrician"),
        ("orthopaedic surgeon", "orthopedic surgeon"),
        ("gynaecologist", "gynecologist"),
        ("necrotising autoimmune myopathy", "necrotizing autoimmune myopathy"),
        ("foetus", "fetus"),
        ("hypoglycaemia", "hypoglycemia"),
        ("haemorrhage", "hemorrhage"),
        ("caesarean section", "cesarean section"),
        ("labour induction", "labor induction"),
        ("polycythaemia vera", "polycythemia vera"),
    ] {
        assert_eq!(only(&vocabulary, british), only(&vocabulary, american), "{british} and {american}");
    }
}

#[test]
fn the_field_s_acronyms_have_their_meanings() {
    let vocabulary = builtin();
    for (acronym, meanings) in [
        ("PM", &["polymyositis", "particulate matter"][..]),
        ("DM", &["dermatomyositis", "diabetes mellitus"]),
        ("IBM", &["inclusion body myositis"]),
        ("IMNM", &["immune-mediated necrotizing myopathy"]),
        ("NAM", &["immune-mediated necrotizing myopathy"]),
        ("JDM", &["juvenile dermatomyositis"]),
        ("ASyS", &["antisynthetase syndrome"]),
        ("ILD", &["interstitial lung disease"]),
        ("CK", &["creatine kinase"]),
        ("CPK", &["creatine kinase"]),
        ("EMG", &["electromyography"]),
        ("IVIG", &["intravenous immunoglobulin"]),
        ("MRI", &["magnetic resonance imaging"]),
        ("PFT", &["pulmonary function test"]),
        ("HMGCR", &["HMG-CoA reductase"]),
        ("SRP", &["signal recognition particle"]),
        ("MSA", &["myositis-specific antibody", "multiple system atrophy"]),
        ("MAA", &["myositis-associated antibody"]),
        ("PIP", &["Personal Independence Payment", "proximal interphalangeal joint"]),
    ] {
        let found: BTreeSet<_> = vocabulary.find(acronym).into_iter().collect();
        let expected: BTreeSet<_> = meanings.iter().map(|meaning| only(&vocabulary, meaning)).collect();
        assert_eq!(found, expected, "{acronym}");
    }
}

#[test]
fn drinking_is_no_disease() {
    let vocabulary = builtin();
    for text in ["alcohol", "can I drink alcohol with methotrexate", "a glass of alcohol", "alcohol free"] {
        assert!(!found(&vocabulary, text).iter().any(|name| name == "alcohol use disorder"), "{text}");
    }
    assert_ne!(vocabulary.find("alcohol consumption"), vocabulary.find("alcoholism"));
}

#[test]
fn names_of_one_thing_meet() {
    let vocabulary = builtin();
    for (one, other) in [
        ("trouble swallowing", "dysphagia"),
        ("NAM", "immune-mediated necrotizing myopathy"),
        ("IMNM", "necrotising autoimmune myopathy"),
        ("immune mediated necrotizing myopathies", "necrotizing autoimmune myopathy"),
        ("heart attack", "myocardial infarction"),
        ("high blood pressure", "hypertension"),
        ("CPK", "creatine kinase"),
        ("shortness of breath", "dyspnoea"),
        ("Tylenol", "paracetamol"),
        ("IVIG", "intravenous immunoglobulin"),
        ("AIDS", "acquired immunodeficiency syndrome"),
        ("MG", "myasthenia gravis"),
        ("ALL", "acute lymphoblastic leukaemia"),
        ("POTS", "postural orthostatic tachycardia syndrome"),
        ("rashes", "rash"),
        ("biopsies", "biopsy"),
    ] {
        assert_eq!(only(&vocabulary, one), only(&vocabulary, other), "{one} and {other}");
    }
}

#[test]
fn what_is_never_the_same_is_no_one_concept() {
    let vocabulary = builtin();
    for id in vocabulary.concepts() {
        let names: Vec<_> = vocabulary.concept(id).names.iter().map(|&name| vocabulary.name(name).text).collect();
        for (nth, one) in names.iter().enumerate() {
            for other in names.iter().skip(nth + 1) {
                assert!(!vocabulary.never(one, other), "`{one}` and `{other}` are one concept");
            }
        }
    }
}

#[test]
fn no_class_stands_beside_its_member() {
    let vocabulary = builtin();
    for id in vocabulary.concepts() {
        let concept = vocabulary.concept(id);
        assert!(!concept.narrower.contains(&id), "`{}` is narrower than itself", concept.preferred);
    }
    for (class, member) in [
        ("blood thinner", "rivaroxaban"),
        ("anticoagulant", "warfarin"),
        ("statin", "atorvastatin"),
        ("steroid", "prednisone"),
        ("corticosteroid", "prednisone"),
        ("NSAID", "ibuprofen"),
        ("immunosuppressant", "methotrexate"),
        ("opioid", "morphine"),
        ("insulin", "insulin glargine"),
        ("hepatitis", "autoimmune hepatitis"),
        ("arthritis", "rheumatoid arthritis"),
        ("diabetes", "type 2 diabetes"),
        ("stroke", "transient ischemic attack"),
        ("thalassemia", "Cooley's anemia"),
        ("common cold", "upper respiratory infection"),
        ("steroid taper", "prednisone taper"),
        ("vitamin supplement", "multivitamin"),
        ("myositis", "dermatomyositis"),
        ("cancer", "leukemia"),
    ] {
        assert_ne!(vocabulary.find(class), vocabulary.find(member), "{class} and {member}");
    }
}

#[test]
fn a_name_of_one_word_is_not_met_by_words_that_share_its_stem() {
    let vocabulary = builtin();
    for (word, not) in [
        ("hepatic", "hepatitis"),
        ("pancreatic", "pancreatitis"),
        ("pancreatic", "pancreas"),
        ("vaginal", "vaginitis"),
        ("sinus", "sinusitis"),
        ("tonsil", "tonsillitis"),
        ("prostate", "prostatitis"),
        ("meningeal", "meningitis"),
        ("immunosuppressed", "immunosuppressant"),
        ("arthritic", "arthritis"),
        ("gastric", "gastritis"),
        ("colic", "colitis"),
        ("colic", "colon"),
        ("bronchial", "bronchitis"),
        ("dermatology", "dermatitis"),
        ("allergic", "allergy"),
        ("cystic", "cystitis"),
        ("organic", "organ"),
        ("periodic", "period"),
        ("vertebral", "vertebra"),
        ("anxious", "anxiety"),
        ("depressed", "depression"),
        ("generic", "genetic"),
        ("stroking", "stroke"),
        ("inflamed", "inflammation"),
    ] {
        let text = format!("a {word} one");
        assert!(!found(&vocabulary, &text).iter().any(|name| name == not), "{word} is {not}");
    }
}

#[test]
fn no_everyday_word_is_a_name() {
    let vocabulary = builtin();
    let mut wrong = BTreeSet::new();
    for word in EVERYDAY.split_whitespace() {
        if !found(&vocabulary, &format!("and {word} too")).is_empty() {
            wrong.insert(word);
        }
    }
    assert_eq!(wrong, BTreeSet::new());
}

#[test]
fn acronyms_that_are_words_count_in_their_capitals_only() {
    let vocabulary = builtin();
    for text in ["we all hope", "hearing aids help", "pots and pans", "10 mg daily", "it can help us", "as an ad"] {
        let known: Vec<_> = found(&vocabulary, text).into_iter().filter(|name| name != "hearing aid").collect();
        assert_eq!(known, [""; 0], "{text}");
    }
    assert_eq!(found(&vocabulary, "He has MG"), ["myasthenia gravis"]);
    assert_eq!(found(&vocabulary, "He has POTS"), ["postural orthostatic tachycardia syndrome"]);
    assert_eq!(found(&vocabulary, "He has AIDS"), ["acquired immunodeficiency syndrome"]);
}

/// The words that English prose has most of, and words of bodies, homes and hospitals that mean many things.
const EVERYDAY: &str = "
the be to of and a in that have i it for not on with he as you do at this but his by from they we say her she or an
will my one all would there their what so up out if about who get which go me when make can like time no just him
know take people into year your good some could them see other than then now look only come its over think also back
after use two how our work first well way even new want because any these give day most us is are was were been has
had did said made went got may might must shall should very more many much few little long great own old right big
high different small large next early young important public bad same able last left late hard major better economic
strong possible whole free military true federal international full special easy clear recent certain personal open
difficult available likely short single medical current wrong private past foreign fine common poor natural
significant similar hot dead central happy serious ready simple general environmental financial blue democratic dark
various entire close legal religious cold final main green nice huge popular traditional cultural place case week
company system program question government number night point home water room mother area money story fact month lot
book eye job word business issue side kind head house service friend father power hour game line end member law car
city community name president team minute idea kid body information nothing ago lead social whether watch together
follow around parent stop face anything create speak read level allow add office spend door health person art sure
such war history party within grow result open change morning walk reason low win research girl guy moment air
teacher force offer enough both education across although remember foot second boy maybe toward able age off policy
everything love process music including consider appear actually buy probably human wait serve market die send expect
sense build stay fall oh nation plan cut college interest death course someone experience behind reach local kill six
remain effect yeah suggest class control raise care perhaps late hard field else pass former sell major sometimes
require along development themselves report role better economic effort decide rate strong possible heart drug leader
light voice wife whole police mind finally pull return free price decision son hope easier carry town arm hand leg
falls piles mono shot shots labor labour period periods stool stools gas spots spot fit fits wind waters bug bugs
cramp trip patch drip drop drops scan screen test tests mole boil corn corns stone stones clot lump bump flare tear
tears strain draft shock attack growth mass sample culture smear film block pressure sugar salt iron lead tired sick
ill pill tablet dose cream gel spray patch mask tube line port lift aid support balance weak burn cut
";

#[test]
fn no_name_goes_on_from_one_part_of_a_sentence_to_the_next() {
    let vocabulary = builtin();
    for (text, not) in [
        ("It affects the brain. Attack of migraine is another matter.", "stroke"),
        ("stress, tension, headaches", "tension headache"),
        ("He has a runny nose (allergy) and pain in the chest; tightness comes later", "chest tightness"),
    ] {
        let all = found(&vocabulary, text);
        assert!(!all.iter().any(|name| name == not), "{text}: {all:?}");
    }
    assert!(found(&vocabulary, "a tension headache").contains(&"tension headache".to_owned()));
    assert!(found(&vocabulary, "“Tension” headaches").contains(&"tension headache".to_owned()));
}

#[test]
fn what_is_denied_is_not_named() {
    let vocabulary = builtin();
    for (text, not) in [
        ("non-Hodgkin lymphoma", "Hodgkin lymphoma"),
        ("non-small cell lung cancer", "small cell lung cancer"),
        ("non-melanoma skin cancer", "melanoma"),
        ("a non-HIV clinic", "HIV"),
    ] {
        let all = found(&vocabulary, text);
        assert!(!all.iter().any(|name| name == not), "{text}: {all:?}");
    }
    assert_eq!(found(&vocabulary, "non-Hodgkin's lymphoma")[0], "non-Hodgkin lymphoma");
    assert!(found(&vocabulary, "Hodgkin lymphoma").contains(&"Hodgkin lymphoma".to_owned()));
}
