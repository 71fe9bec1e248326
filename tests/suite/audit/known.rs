//! What is known already: accepted findings, a baseline, exempt pages, checks that are off, severities of the site's own.

use serde_json::json;
use vademecum::audit::{Baseline, Finding, Severity, Status};

use super::harness::{Audited, paragraph};

const OLD: &str = "<p>Rest after meals.</p><p>Page last reviewed: May 2019</p>";

fn site() -> Audited {
    Audited::by(&["overdue"]).page("a", "Eating", OLD).page("news/b", "Drinking", OLD)
}

fn ids(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.id.as_str()).collect()
}

#[test]
fn an_id_stays_while_other_pages_and_other_sentences_change() {
    let before = site().findings();
    let longer = OLD.replace("Rest after", "Another sentence stands here now. Rest after");
    let after = Audited::by(&["overdue"])
        .page("a", "Eating and more", &longer)
        .page("news/b", "Drinking", &paragraph("Page last reviewed: June 2019"))
        .page("0", "Before all others", &paragraph("Page last reviewed: June 2018"))
        .findings();
    let of = |findings: &[Finding], id: u64| -> String {
        findings.iter().find(|finding| finding.page.id == id).map(|it| it.id.clone()).unwrap_or_default()
    };
    assert_eq!(of(&before, 1), of(&after, 1));
    assert_ne!(of(&before, 2), of(&after, 2));
}

#[test]
fn an_accepted_finding_is_silent_until_its_day_and_is_listed() {
    let findings = site().findings();
    let [first, second] = ids(&findings)[..] else { panic!("two findings are expected: {findings:?}") };
    let accept = |until: &str| {
        format!(
            "[[accept]]\nid = \"{first}\"\nwho = \"Dr Fern Addlestone\"\nwhy = \"reviewed on paper\"\nuntil = {until}\n"
        )
    };
    let audit = site().config(&accept("2026-11-22")).audit();
    assert_eq!(ids(&audit.findings), [second]);
    assert_eq!(audit.accepted.len(), 1);
    assert_eq!(audit.accepted[0].finding.id, first);
    assert_eq!(audit.accepted[0].accept.who, "Dr Fern Addlestone");

    let over = site().config(&accept("2026-11-21")).audit();
    assert_eq!(over.findings.len(), 2);
    assert!(over.accepted.is_empty());
}

#[test]
fn an_acceptance_that_nobody_answers_for_is_refused() {
    let error = vademecum::config::Config::parse(
        "[[accept]]\nid = \"overdue-1\"\nwho = \" \"\nwhy = \"because\"\nuntil = 2027-01-01\n",
    )
    .unwrap_err();
    assert!(format!("{error:#}").contains("who"), "{error:#}");
}

#[test]
fn a_baseline_tells_new_still_open_and_gone_apart() {
    let earlier = Audited::by(&["overdue"])
        .page("a", "Eating", OLD)
        .page("c", "Gone", &paragraph("Page last reviewed: May 2018"))
        .audit();
    let baseline = Baseline::parse(&serde_json::to_string_pretty(&earlier).unwrap()).unwrap();
    let audit = Audited::by(&["overdue"])
        .page("a", "Eating", OLD)
        .page("c", "Gone", &paragraph("Page last reviewed: May 2026"))
        .page("d", "New", &paragraph("Page last reviewed: May 2017"))
        .asking(|options| options.baseline = Some(baseline))
        .audit();
    let statuses: Vec<(u64, Option<Status>)> =
        audit.findings.iter().map(|finding| (finding.page.id, finding.status)).collect();
    assert_eq!(statuses.len(), 2);
    assert!(statuses.contains(&(1, Some(Status::StillOpen))));
    assert!(statuses.contains(&(3, Some(Status::New))));
    let gone: Vec<u64> = audit.gone.unwrap().iter().map(|gone| gone.page.id).collect();
    assert_eq!(gone, [2]);
}

#[test]
fn a_baseline_is_read_by_lines_too_and_anything_else_is_refused() {
    let earlier = site().audit();
    let lines: Vec<String> = earlier.findings.iter().map(|it| serde_json::to_string(it).unwrap()).collect();
    assert_eq!(
        Baseline::parse(&lines.join("\n")).unwrap(),
        Baseline::parse(&serde_json::to_string(&earlier).unwrap()).unwrap()
    );
    let error = format!("{:#}", Baseline::parse("[{\"id\": 5}]").unwrap_err());
    assert!(error.contains("--format json"), "{error}");
    assert!(Baseline::parse("{\"version\": 2, \"findings\": []}").is_err());
}

#[test]
fn findings_of_checks_that_did_not_run_are_not_gone() {
    let baseline = Baseline::parse(&serde_json::to_string(&site().audit()).unwrap()).unwrap();
    let audit = Audited::by(&["missing-alt"])
        .page("a", "Eating", OLD)
        .asking(|options| options.baseline = Some(baseline))
        .audit();
    assert!(audit.gone.unwrap().is_empty());
}

#[test]
fn exempt_pages_checks_that_are_off_and_severities_are_the_sites_to_say() {
    let paths = |audited: &Audited| -> Vec<u64> { audited.findings().iter().map(|it| it.page.id).collect() };
    assert_eq!(paths(&site()).len(), 2);
    assert_eq!(paths(&site().config("[audit]\nexempt = [\"/news/\"]")), [1]);
    assert_eq!(paths(&site().asking(|options| options.exempt = vec!["/a/".to_owned()])), [2]);
    assert_eq!(paths(&site().asking(|options| options.under = Some("/news".to_owned()))), [2]);

    let off = Audited::by(&[]).page("a", "Eating", OLD).config("[audit]\noff = [\"overdue\"]");
    assert!(off.findings().iter().all(|finding| finding.check != "overdue"));
    let graver = site().config("[audit.severities]\noverdue = \"info\"");
    assert!(graver.findings().iter().all(|finding| finding.severity == Severity::Info));
}

#[test]
fn a_check_or_a_severity_that_there_is_not_is_an_error_that_names_it() {
    let refused = |audited: Audited| format!("{:#}", audited.page("a", "A", OLD).try_audit().unwrap_err());
    assert!(refused(Audited::by(&["overdew"])).contains("`overdew` is no check"));
    assert!(refused(Audited::by(&["dead-link"])).contains("--check-links"));
    assert!(refused(Audited::by(&[]).config("[audit]\noff = [\"over\"]")).contains("`over`"));
    assert!(refused(Audited::by(&[]).config("[audit.severities]\noverdue = \"bad\"")).contains("`bad`"));
}

#[test]
fn what_is_graver_comes_first_then_drugs_then_what_many_pages_link_to() {
    let order: Vec<String> = Audited::by(&["overdue"])
        .page("a", "Waiting rooms", OLD)
        .page("b", "Parking", OLD)
        .page("c", "Methotrexate", OLD)
        .page_with("d", "Map", "<p>See <a href='/b/'>parking</a>.</p>", &json!({}))
        .findings()
        .iter()
        .map(|finding| finding.page.title.clone())
        .collect();
    assert_eq!(order, ["Methotrexate", "Parking", "Waiting rooms"]);
}
