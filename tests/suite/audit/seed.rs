//! The seed page alone: what a person found by reading it, and nothing false.

use vademecum::audit::{AuditOptions, audit};
use vademecum::index::{BuildOptions, Snapshot, build};

use super::harness::{TODAY, marked};
use crate::shared_data::place;

#[test]
fn the_seed_page_gives_its_four_findings_and_nothing_false() {
    let Some(seed) = place("the_seed_page_gives_its_four_findings_and_nothing_false", "seed") else { return };
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    build(&BuildOptions { index: index.clone(), sources: vec![seed], ..BuildOptions::default() }, &|_| ()).unwrap();
    let audit = audit(&Snapshot::open(&index).unwrap(), &AuditOptions::as_of(TODAY), &|_| ()).unwrap();
    let mut found: Vec<String> = audit.findings.iter().map(marked).collect();
    found.sort();
    let [alt, acronym, references, time] = &found[..] else { panic!("four findings are expected: {found:#?}") };
    assert!(alt.starts_with("missing-alt: "), "{alt}");
    assert_eq!(acronym, "near-miss-acronym: INMN");
    assert!(references.starts_with("old-references: ") && references.contains("2018"), "{references}");
    assert_eq!(time, "relative-time: newly");
    let [page] = &audit.standings[..] else { panic!("one page is expected") };
    assert_eq!(page.reviewed.map(|date| date.to_string()).as_deref(), Some("2025-04"));
    assert_eq!(page.status, vademecum::content::Freshness::Reviewed);
    assert_eq!(page.newest_source, Some(2018));
    let unchecked: Vec<&str> = audit.unchecked.iter().map(|it| it.check.as_str()).collect();
    assert_eq!(
        unchecked,
        ["broken-internal-link", "orphan"],
        "one line each for what an export of one page cannot tell"
    );
}
