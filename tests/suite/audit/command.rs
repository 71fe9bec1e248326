//! `vademecum audit` as it is called: what it reads, what it prints where, its exit codes.

use crate::site::{Page, Site, page};

/// A page whose review lapsed long ago.
fn lapsed(id: u64) -> Page {
    Page { body: "<p>Rest after each meal.</p><p>Page last reviewed: May 2019</p>".to_owned(), ..page(id, "soup") }
}

fn site(pages: &[Page]) -> Site {
    let site = Site::new();
    site.rest("pages.json", pages);
    site
}

#[test]
fn exports_are_audited_without_an_index_and_leave_nothing_behind() {
    let site = site(&[lapsed(1), page(2, "bread")]);
    let temporary = site.path("temporary");
    std::fs::create_dir_all(&temporary).unwrap();
    let arguments = ["audit", "pages.json", "--check", "overdue", "--as-of", "2026-11-22", "--format", "json"];
    let output = site.command(&arguments).env("TMPDIR", &temporary).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let audit: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(audit["version"], 1);
    assert_eq!(audit["as_of"], "2026-11-22");
    assert_eq!(audit["pages"], 2);
    let finding = &audit["findings"][0];
    assert_eq!(finding["check"], "overdue");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["page"]["id"], 1);
    assert_eq!(finding["page"]["link"], "https://example.org/page-1/");
    assert_eq!(finding["page"]["edit_link"], "https://example.org/wp-admin/post.php?post=1&action=edit");
    assert_eq!(finding["sentence"], "Page last reviewed: May 2019");
    assert_eq!(finding["evidence"]["reviewed"], "2019-05");
    assert_eq!(finding["evidence"]["due"], "2022-05-31");
    assert!(!site.index_folder().exists());
    assert_eq!(std::fs::read_dir(&temporary).unwrap().count(), 0);
}

#[test]
fn the_kept_pages_of_an_index_are_audited_alike() {
    let site = site(&[lapsed(1), page(2, "bread")]);
    let audit = |arguments: &[&str]| {
        let common = ["--as-of", "2026-11-22", "--format", "json"];
        site.run(&[&["audit"], arguments, &common].concat()).json()
    };
    let of_export = audit(&["pages.json"]);
    assert_eq!(site.index(&["pages.json"]).code, 0);
    std::fs::remove_file(site.path("pages.json")).unwrap();
    assert_eq!(audit(&[]), of_export);
}

#[test]
fn the_configuration_beside_the_exports_counts_wherever_the_program_is_run() {
    let site = Site::new();
    site.rest("exports/pages.json", &[lapsed(1)]);
    site.write("exports/vademecum.toml", "[audit]\nexempt = [\"/page-1/\"]\n");
    assert_eq!(site.index(&["exports"]).code, 0);
    let pages = |arguments: &[&str]| {
        let common = ["--as-of", "2026-11-22", "--format", "json"];
        let audit = site.run(&[&["audit"], arguments, &common].concat()).json();
        (audit["pages"].as_u64().unwrap(), audit["exempt"].as_u64().unwrap())
    };
    assert_eq!(pages(&["exports"]), (0, 1));
    assert_eq!(pages(&[]), (0, 1), "of an index those that it was built from");
    site.write("vademecum.toml", "");
    assert_eq!(pages(&[]), (1, 0), "where it is run comes first");
}

#[test]
fn fail_on_makes_it_a_gate() {
    let site = site(&[lapsed(1)]);
    let code = |arguments: &[&str]| {
        let common = ["audit", "pages.json", "--as-of", "2026-11-22", "--check", "overdue"];
        site.run(&[&common, arguments].concat()).code
    };
    assert_eq!(code(&[]), 0);
    assert_eq!(code(&["--fail-on", "overdue"]), 1);
    assert_eq!(code(&["--fail-on", "missing-alt"]), 0);
    assert_eq!(code(&["--fail-on", "error"]), 1);
    assert_eq!(code(&["--fail-on", "warning"]), 1, "an error is graver than a warning");
    assert_eq!(code(&["--fail-on", "overdew"]), 2);
    assert_eq!(code(&["--max-age", "120mo", "--fail-on", "overdue"]), 0);

    let audited = site.run(&["audit", "pages.json", "--as-of", "2026-11-22", "--format", "json"]);
    site.write("audit.json", &audited.out);
    assert_eq!(code(&["--baseline", "audit.json", "--fail-on", "error"]), 0, "only what is new stops");
}

#[test]
fn what_cannot_be_read_is_an_error_that_names_it() {
    let site = site(&[lapsed(1)]);
    site.write("broken.json", "[{\"id\": 1, \"type\"");
    let run = site.run(&["audit", "pages.json", "broken.json", "--check", "overdue"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("broken.json"), "{run:?}");
    assert!(run.out.contains("Page 1"), "what could be read is audited: {run:?}");
    let missing = site.run(&["audit", "--index", "nowhere"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("nowhere"), "{missing:?}");
    let baseline = site.run(&["audit", "pages.json", "--baseline", "pages.json"]);
    assert_eq!(baseline.code, 2);
    assert!(baseline.err.contains("pages.json"), "{baseline:?}");
}

#[test]
fn each_check_says_what_it_looks_for_and_why() {
    let site = Site::new();
    for check in vademecum::audit::catalogue() {
        let run = site.run(&["audit", "--explain", check.name]);
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.out.contains(check.name) && run.out.len() > 120, "{run:?}");
        assert!(run.out.lines().all(|line| line.chars().count() <= 80), "{}", run.out);
    }
    let unknown = site.run(&["audit", "--explain", "nothing"]);
    assert_eq!(unknown.code, 2);
    assert!(unknown.err.contains("overdue"), "{unknown:?}");
}
