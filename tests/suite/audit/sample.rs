//! The sample site: every fault that was planted there is found, and what is not listed here is not found.

use std::collections::BTreeSet;
use std::path::Path;

use vademecum::audit::{Audit, AuditOptions, audit};
use vademecum::index::{BuildOptions, Snapshot, build};

use super::harness::TODAY;

/// Each fault by its check, its page's path, and what its sentence says, if a sentence is meant.
const PLANTS: &[(&str, &str, &str)] = &[
    // Reviews that have lapsed; the two tablets and the therapy by the shorter term of drugs and treatment.
    ("overdue", "/about-myositis/types-of-myositis/overlap-myositis/", "30 March 2023"),
    ("overdue", "/about-myositis/types-of-myositis/polymyositis/", "3 June 2018"),
    ("overdue", "/living-well/questions-for-your-appointment/", ""),
    ("overdue", "/living-well/travel/", "2019"),
    ("overdue", "/living-well/work/", "September 2021"),
    ("overdue", "/symptoms/calcinosis/", "9 February 2020"),
    ("overdue", "/symptoms/raynauds/", "20 May 2025"),
    ("overdue", "/treatments/azathioprine/", "August 2019"),
    ("overdue", "/treatments/hydroxychloroquine/", "May 2024"),
    ("overdue", "/treatments/swallowing-therapy/", "August 2023"),
    ("due-soon", "/living-well/emergency/", "12 January 2027"),
    ("due-soon", "/research/", "January 2024"),
    ("due-soon", "/tests/muscle-biopsy/", "November 2023"),
    ("due-soon", "/treatments/mycophenolate/", "18 February 2025"),
    ("review-date-suspect", "/tests/lung-function-tests/", "03/04/2025"),
    ("edited-since-review", "/about-myositis/", "12 March 2025"),
    ("edited-since-review", "/about-myositis/types-of-myositis/dermatomyositis/", "22 September 2025"),
    ("edited-since-review", "/about-myositis/types-of-myositis/polymyositis/", "3 June 2018"),
    ("edited-since-review", "/symptoms/calcinosis/", "9 February 2017"),
    // Time.
    ("past-event", "/family-day-2022/", "14 May 2022"),
    ("past-event", "/family-day-2022/", "Register by 22 April 2022"),
    ("relative-time", "/about-myositis/myositis-in-numbers/", "Recently published"),
    ("relative-time", "/about-myositis/myositis-in-numbers/", "Next year we hope"),
    ("relative-time", "/about-myositis/types-of-myositis/polymyositis/", "Currently, four things"),
    ("relative-time", "/about-myositis/types-of-myositis/polymyositis/", "New biological treatments"),
    ("relative-time", "/family-day-2022/", "this year there will be lambs"),
    ("relative-time", "/living-well/travel/", "in the near future"),
    ("relative-time", "/living-well/work/", "at present, so start early"),
    ("relative-time", "/symptoms/calcinosis/", "recently, sodium thiosulphate"),
    ("relative-time", "/tests/myositis-antibodies/", "at present"),
    ("relative-time", "/treatments/ivig/", "has recently been licensed"),
    ("old-statistic", "/about-myositis/myositis-in-numbers/", "In 2012 it was estimated"),
    ("old-statistic", "/about-myositis/myositis-in-numbers/", "1,204 calls"),
    ("old-statistic", "/about-myositis/myositis-in-numbers/", "postal survey in 2011"),
    ("old-statistic", "/about-myositis/myositis-in-numbers/", "about £180 in 2010"),
    ("old-statistic", "/about-myositis/types-of-myositis/polymyositis/", "around a third"),
    ("old-statistic", "/treatments/ivig/", "took 61 calls"),
    ("old-statistic", "/treatments/azathioprine/", "from 2008"),
    ("old-references", "/about-myositis/myositis-in-numbers/", "2012"),
    ("old-references", "/about-myositis/types-of-myositis/inclusion-body-myositis/", "2013"),
    ("old-references", "/about-myositis/types-of-myositis/juvenile-myositis/", "2016"),
    ("old-references", "/about-myositis/types-of-myositis/polymyositis/", "2003"),
    ("old-references", "/living-well/statins/", "2016"),
    ("old-references", "/treatments/methotrexate/", "2017"),
    ("old-references", "/treatments/prednisolone/", "2020"),
    ("old-references", "/treatments/rituximab/", "2013"),
    // Names.
    ("superseded-term", "/about-myositis/types-of-myositis/overlap-myositis/", "Churg-Strauss syndrome"),
    ("near-miss-acronym", "/living-well/statins/", "INMN"),
    ("undefined-acronym", "/living-well/travel/", "EHIC"),
    ("undefined-acronym", "/living-well/work/", "HMRC"),
    ("undefined-acronym", "/newly-diagnosed/", "DVLA"),
    // Links.
    ("broken-internal-link", "/symptoms/fatigue/", "sleep clinic"),
    ("broken-anchor", "/living-well/travel/", "sick day rules"),
    ("link-to-hidden", "/treatments/other-medicines/", "cyclophosphamide"),
    ("near-duplicate", "/living-well/travel/", "14 days before you leave"),
    // Form.
    ("placeholder", "/living-well/diet/", "TODO: Marguerite"),
    ("placeholder", "/living-well/diet/", "TODO check figure"),
    ("placeholder", "/living-well/diet/", "coming soon"),
    ("placeholder", "/living-well/diet/", "Lorem ipsum"),
    ("missing-alt", "/tests/muscle-biopsy/", "biopsy-slide.jpg"),
];

/// Pages that state no review, and pages that nothing links to: those that ought to, and how many there are with the pages
/// that need none (the front page, news, the languages' first pages), which are told of by the letter.
const UNVERIFIED: (&[&str], usize) = (
    &[
        "/about-myositis/myositis-in-numbers/",
        "/glossary/",
        "/gwybodaeth-gymraeg/",
        "/living-well/carers/",
        "/living-well/diet/",
        "/tests/emg/",
        "/treatments/ivig/",
    ],
    17,
);
const ORPHANS: (&[&str], usize) = (
    &[
        "/about-myositis/myositis-in-numbers/",
        "/family-day-2022/",
        "/living-well/diet/",
        "/living-well/questions-for-your-appointment/",
        "/treatments/missed-dose/",
        "/treatments/other-medicines/",
    ],
    14,
);
/// Faults of form that are told of on request.
const FORM: &[(&str, &str)] = &[
    ("heading-order", "/living-well/work/"),
    ("heading-order", "/news-large-print-cards/"),
    ("http-link", "/research/"),
    ("missing-description", "/informacion-en-espanol/"),
    ("missing-description", "/contact/"),
    ("thin-page", "/living-well/diet/"),
];

fn sample(options: &AuditOptions) -> Audit {
    let folder = tempfile::tempdir().unwrap();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let index = folder.path().join("index");
    let build_options = BuildOptions {
        index: index.clone(),
        vocabulary: Some(corpus.join("vocabulary.txt")),
        sources: vec![corpus],
        ..BuildOptions::default()
    };
    build(&build_options, &|_| ()).unwrap();
    audit(&Snapshot::open(&index).unwrap(), options, &|_| ()).unwrap()
}

#[test]
fn every_plant_is_found_and_nothing_else() {
    let audit = sample(&AuditOptions::as_of(TODAY));
    let mut found = Vec::new();
    for finding in &audit.findings {
        let path = finding.page.link.trim_start_matches("https://www.example.org");
        let sentence = finding.sentence.as_deref().unwrap_or_default();
        found.push((finding.check.as_str(), path, sentence));
    }
    let is = |plant: &(&str, &str, &str), it: &(&str, &str, &str)| {
        plant.0 == it.0 && plant.1 == it.1 && it.2.contains(plant.2)
    };
    let missed: Vec<_> = PLANTS.iter().filter(|plant| !found.iter().any(|it| is(plant, it))).collect();
    assert!(missed.is_empty(), "not found: {missed:#?}");
    let counted: BTreeSet<&str> = ["unverified", "orphan"].into();
    let surplus: Vec<_> =
        found.iter().filter(|it| !counted.contains(it.0) && !PLANTS.iter().any(|plant| is(plant, it))).collect();
    assert!(surplus.is_empty(), "found without being planted: {surplus:#?}");
    for (check, (pages, number)) in [("unverified", UNVERIFIED), ("orphan", ORPHANS)] {
        let missed: Vec<_> =
            pages.iter().filter(|page| !found.iter().any(|it| it.0 == check && it.1 == **page)).collect();
        assert!(missed.is_empty(), "{check}: {missed:?}");
        assert_eq!(audit.counts[check], number, "{check}");
    }
}

#[test]
fn faults_of_form_are_found_on_request() {
    let audit = sample(&AuditOptions { all: true, ..AuditOptions::as_of(TODAY) });
    for (check, path) in FORM {
        let is = |link: &str| link.ends_with(&format!("example.org{path}"));
        assert!(audit.findings.iter().any(|it| it.check == *check && is(&it.page.link)), "{check}: {path}");
    }
}

#[test]
fn the_worst_comes_first_and_the_contradiction_names_both_figures() {
    let audit = sample(&AuditOptions::as_of(TODAY));
    let severities: Vec<_> = audit.findings.iter().map(|finding| finding.severity).collect();
    assert!(severities.is_sorted());
    let copy = audit.findings.iter().find(|finding| finding.check == "near-duplicate").unwrap();
    assert_eq!(copy.severity, vademecum::audit::Severity::Error);
    assert!(copy.action.contains("14 days") && copy.action.contains("7 days"), "{}", copy.action);
}
