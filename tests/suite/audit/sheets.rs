//! The review sheets: what stands on one, and whose files are never touched.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::asked::{Run, page, program};

/// Two pages of one reviewer, one of which is due, and one that nobody has reviewed.
fn export(folder: &Path) {
    let pages = [
        page(
            "methotrexate",
            "Methotrexate",
            "<h2>Taking it</h2><p>Take it once a week.</p><ul><li>with water</li><li>on the same day</li></ul>\
             <table><tr><th>Week</th><th>Dose</th></tr><tr><td>1</td><td>5 mg</td></tr></table>\
             <img src='https://small.example/tablets.jpg'><p>Medically reviewed by Dr Zoë Lärch on 3 June 2018</p>\
             <h2>References</h2><p>Smith J. Methotrexate in myositis. 2011. <a href='https://doi.example/10'>link</a></p>",
        ),
        page("fresh", "Fresh", "<p>Rest.</p><p>Medically reviewed by Dr Zoë Lärch on 3 June 2026</p>"),
        page("food", "Food <script>alert(1)</script>", "<p>Sit upright &lt;b&gt; and take small sips.</p>"),
    ];
    let pages: Vec<_> = pages.into_iter().zip(1..).map(|(page, id)| page.with("id", json!(id)).into_value()).collect();
    fs::write(folder.join("pages.json"), serde_json::to_vec(&pages).unwrap()).unwrap();
}

fn sheets(folder: &Path, more: &[&str]) -> Run {
    let usual = ["audit", "pages.json", "--as-of", "2026-11-22", "--sheets", "sheets"];
    program(folder, &[&usual, more].concat(), b"")
}

#[test]
fn a_page_due_has_a_sheet_with_its_reviewer_and_a_page_up_to_date_has_none() {
    let folder = tempfile::tempdir().unwrap();
    export(folder.path());
    let run = sheets(folder.path(), &[]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert!(run.err.contains("2 pages due, for 2 reviewers"), "{}", run.err);
    let own = folder.path().join("sheets");
    assert_eq!(fs::read_dir(own.join("no-reviewer-named")).unwrap().count(), 1);
    assert!(!own.join("dr-zoe-larch/2-fresh.html").exists());
    let list = fs::read_to_string(own.join("index.html")).unwrap();
    assert!(list.contains("Dr Zoë Lärch") && list.contains("href=\"dr-zoe-larch/1-methotrexate.html\""), "{list}");
    assert!(!list.contains("<script>"), "{list}");
}

#[test]
fn a_sheet_has_the_text_the_findings_beside_it_the_sources_and_the_fields() {
    let folder = tempfile::tempdir().unwrap();
    export(folder.path());
    sheets(folder.path(), &["--check", "overdue,missing-alt"]);
    let sheet = fs::read_to_string(folder.path().join("sheets/dr-zoe-larch/1-methotrexate.html")).unwrap();
    let place = |text: &str| sheet.find(text).unwrap_or_else(|| panic!("{text} is not in {sheet}"));
    let marked = place("<mark>Medically reviewed by Dr Zoë Lärch on 3 June 2018</mark>");
    for (before, after) in [
        ("<h3>Taking it</h3>", "Take it once a week."),
        ("Take it once a week.", "• with water"),
        ("• with water", "5 mg"),
        ("5 mg", "Image tablets.jpg: no text for it"),
        ("Image tablets.jpg", "missing-alt"),
        ("<h2>Sources</h2>", "Smith J."),
        ("Smith J.", "Next review <input"),
    ] {
        assert!(place(before) < place(after), "{before} stands before {after}");
    }
    let note = sheet[marked..].find("overdue").unwrap();
    assert!(note < 300 && marked < place("<h2>Sources</h2>"));
    for field in ["no change", "minor change", "major change", "withdraw", "Name <", "Role <", "Date <"] {
        place(field);
    }
    assert!(sheet.contains("href=\"https://doi.example/10\""));
}

#[test]
fn the_next_run_takes_the_place_of_the_last_and_leaves_other_files_alone() {
    let folder = tempfile::tempdir().unwrap();
    export(folder.path());
    sheets(folder.path(), &[]);
    let own = folder.path().join("sheets");
    fs::write(own.join("dr-zoe-larch/scan.pdf"), "signed").unwrap();
    let run = sheets(folder.path(), &["--exempt", "/methotrexate/"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!own.join("dr-zoe-larch/1-methotrexate.html").exists());
    assert_eq!(fs::read_to_string(own.join("dr-zoe-larch/scan.pdf")).unwrap(), "signed");
    // What stands where a sheet would go, and is not ours, is not written over.
    fs::write(own.join("dr-zoe-larch/1-methotrexate.html"), "mine").unwrap();
    let run = sheets(folder.path(), &[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("was not written by this program"), "{}", run.err);
    assert_eq!(fs::read_to_string(own.join("dr-zoe-larch/1-methotrexate.html")).unwrap(), "mine");
}

#[test]
fn a_folder_with_something_else_in_it_is_refused_and_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    export(folder.path());
    fs::create_dir(folder.path().join("sheets")).unwrap();
    fs::write(folder.path().join("sheets/index.html"), "my website").unwrap();
    let run = sheets(folder.path(), &[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("holds files that are no review sheets; name a new or an empty folder"), "{}", run.err);
    assert_eq!(fs::read_to_string(folder.path().join("sheets/index.html")).unwrap(), "my website");
}

#[test]
fn a_list_of_files_that_was_tampered_with_removes_nothing_outside_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    export(folder.path());
    sheets(folder.path(), &[]);
    fs::write(folder.path().join("precious.html"), "mine").unwrap();
    let list = folder.path().join("sheets/.vademecum-sheets");
    let written = fs::read_to_string(&list).unwrap();
    let outside = folder.path().join("precious.html");
    fs::write(&list, format!("{written}../precious.html\n{}\n", outside.display())).unwrap();
    assert_eq!(sheets(folder.path(), &[]).code, 0);
    assert_eq!(fs::read_to_string(outside).unwrap(), "mine");
}

#[test]
fn a_register_is_compared_through_the_program_and_a_limit_is_for_text() {
    let folder = tempfile::tempdir().unwrap();
    export(folder.path());
    let audit = |more: &[&str]| {
        program(folder.path(), &[&["audit", "pages.json", "--as-of", "2026-11-22"], more].concat(), b"")
    };
    let register = audit(&["--format", "register"]);
    fs::write(folder.path().join("register.csv"), &register.out).unwrap();
    let again = audit(&["--format", "register", "--baseline", "register.csv"]);
    assert!(again.err.contains("Since the register of 22 Nov 2026: every page is as it was."), "{}", again.err);
    // Only the part that is audited is held against it: what lies elsewhere is not gone.
    let part = audit(&["--format", "register", "--baseline", "register.csv", "--under", "/food/"]);
    assert!(part.err.contains("every page is as it was"), "{}", part.err);
    let wrong = audit(&["--baseline", "register.csv"]);
    assert_eq!(wrong.code, 2);
    let wrong = audit(&["--format", "csv", "--number", "3"]);
    assert!(wrong.code == 2 && wrong.err.contains("--number is for `--format text`"), "{}", wrong.err);
}
