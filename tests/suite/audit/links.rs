//! Links within the site: which are broken, which lead to what is withheld, and which pages nothing links to.

use std::path::PathBuf;

use vademecum::audit::{AuditOptions, audit};
use vademecum::index::{BuildOptions, Snapshot, build};

use super::export::Export;
use super::harness::{Audited, TODAY};

const TO_GONE: &str = "<p>Read about <a href=\"https://www.example.org/treatments/gone/\">old pumps</a> too.</p>";

/// An export of all content, with a page of treatments.
fn all_content(body: &str) -> Export {
    Export::by(&["broken-internal-link"])
        .page(1, "", body)
        .page(2, "treatments", "<p>What helps.</p>")
        .child(3, 2, "treatments/ivig", "<h2 id=\"doses\">Doses</h2><p>How it is given.</p>")
        .other("post", 9, "a-walk-by-the-sea", "<p>We walked.</p>")
}

fn link(target: &str) -> String {
    format!("<p>Read <a href=\"{target}\">this</a>.</p>")
}

#[test]
fn a_link_to_nothing_is_broken_in_an_export_of_all_content() {
    assert_eq!(all_content(TO_GONE).marked(), ["broken-internal-link: old pumps"]);
    for target in ["/treatment/", "treatments/ivigg/", "http://example.org/ivg", "/?page_id=77", "/?p=78"] {
        assert_eq!(all_content(&link(target)).marked(), ["broken-internal-link: this"], "{target}");
    }
}

#[test]
fn a_link_is_resolved_however_it_is_written() {
    for target in [
        "https://www.example.org/treatments/ivig/",
        "http://example.org/treatments/ivig",
        "//www.example.org/Treatments/IVIG/",
        "/treatments/ivig/?utm_source=leaflet",
        "treatments/ivig/",
        "./treatments/../treatments/%69vig/",
        "/?p=3",
        "https://example.org/?page_id=3",
        "/index.php/treatments/ivig/",
        "/treatments/ivig/2/",
        "/",
        "/?p=9",
        "/a-walk-by-the-sea/",
    ] {
        let expected: &[String] = &[];
        assert_eq!(all_content(&link(target)).marked(), expected, "{target}");
    }
}

#[test]
fn what_exports_do_not_tell_of_is_not_judged() {
    for target in [
        "/wp-content/uploads/2024/05/leaflet.pdf",
        "/leaflet.pdf",
        "/feed/",
        "/wp-json/wp/v2/pages",
        "/wp-login.php",
        "/category/news/",
        "/tag/pumps/",
        "/author/anna/",
        "/2024/05/",
        "/?s=pumps",
        "mailto:office@example.org",
        "tel:+441234567",
        "javascript:void(0)",
        "https://elsewhere.example/treatments/gone/",
        "",
        "#",
    ] {
        let export = all_content(&link(target));
        assert!(export.marked().is_empty() && export.unchecked().is_empty(), "{target}");
    }
}

#[test]
fn a_page_that_was_moved_is_named() {
    let audit = all_content(&link("/ivig/")).audit();
    let finding = audit.findings.first().unwrap();
    assert!(finding.action.contains("https://www.example.org/treatments/ivig/"), "{}", finding.action);
}

#[test]
fn where_the_export_may_not_be_whole_the_links_are_counted() {
    let text = "1 link could not be checked: the export may not hold every page of the site";
    let rest = || Audited::by(&["broken-internal-link"]).page("a", "A", TO_GONE).page("b", "B", "<p>x</p>");
    assert!(rest().findings().is_empty());
    assert_eq!(rest().audit().unchecked.first().unwrap().text, text);
    assert_eq!(rest().audit().unchecked.first().unwrap().number, 1);
    assert_eq!(all_content(TO_GONE).split().unchecked(), [text]);
    assert_eq!(rest().config("[audit]\ncomplete = true").marked(), ["broken-internal-link: old pumps"]);
}

#[test]
fn an_export_of_pages_tells_of_what_stands_below_a_page_and_not_of_what_may_be_a_post() {
    let of_pages = |body: &str| {
        Export::by(&["broken-internal-link"]).page(1, "", body).page(2, "treatments", "<p>What helps.</p>").child(
            3,
            2,
            "treatments/ivig",
            "<p>How it is given.</p>",
        )
    };
    assert_eq!(of_pages(TO_GONE).marked(), ["broken-internal-link: old pumps"]);
    assert_eq!(of_pages(&link("/?page_id=99")).marked(), ["broken-internal-link: this"]);
    assert!(of_pages(&link("/a-walk-by-the-sea/")).marked().is_empty());
    assert_eq!(of_pages(&link("/a-walk-by-the-sea/")).unchecked().len(), 1);
}

#[test]
fn an_anchor_is_broken_where_its_page_has_no_such_part() {
    let anchors = |target: &str| {
        let body = format!("<h2 id=\"signs\">Signs</h2>{}", link(target));
        let site = Audited::by(&["broken-anchor"]).page("a", "A", &body);
        site.page("b", "B", "<p><a name=\"old\"></a>x</p><div style=\"display:none\" id=\"more\">y</div>").marked()
    };
    for broken in ["#sings", "/b/#signs", "https://www.example.org/b/#Old", "/a/#old"] {
        assert_eq!(anchors(broken), ["broken-anchor: this"], "{broken}");
    }
    for good in ["#signs", "#", "#top", "/b/#old", "/b/#more", "#:~:text=Signs", "#tab-2", "/gone/#x", "#content"] {
        assert!(anchors(good).is_empty(), "{good}");
    }
}

#[test]
fn a_part_that_only_shows_when_the_page_is_rendered_is_there() {
    let raw = |target: &str| {
        let body = format!("[tab id=\"first\"]x[/tab]<h2>Sick day rules</h2><p>Rest.</p>{}", link(target));
        Export::by(&["broken-anchor"]).page(1, "a", &body).marked()
    };
    assert!(raw("#first").is_empty());
    assert!(raw("#sick-day-rules").is_empty());
    assert_eq!(raw("#doses"), ["broken-anchor: this"]);
}

#[test]
fn a_link_to_what_is_withheld_is_found_in_any_export_and_its_title_is_not_told() {
    for (status, told) in
        [("draft", "a draft"), ("private", "private"), ("trash", "in the trash"), ("future", "scheduled")]
    {
        for target in ["/?page_id=5", "/?p=5", "https://example.org/quiet-plans/"] {
            let slug = if status == "trash" { "quiet-plans__trashed" } else { "quiet-plans" };
            let audit = Export::by(&["link-to-hidden", "broken-internal-link"])
                .split()
                .page(1, "", &link(target))
                .withheld(5, status, slug)
                .audit();
            let finding = audit.findings.first().unwrap_or_else(|| panic!("{status} {target}"));
            assert_eq!((finding.check.as_str(), audit.findings.len()), ("link-to-hidden", 1), "{status} {target}");
            assert!(finding.action.contains(told), "{}", finding.action);
            assert!(!serde_json::to_string(&audit).unwrap().contains("Page 5"));
        }
    }
}

#[test]
fn a_page_that_nothing_links_to_is_an_orphan() {
    let site = || {
        Export::by(&["orphan"])
            .page(1, "", &link("/treatments/"))
            .page(2, "treatments", "<p>What helps.</p>")
            .page(3, "forgotten", &link("/forgotten/"))
            .page(4, "in-menu", "<p>x</p>")
            .child(5, 3, "forgotten/below", "<p>x</p>")
            .menu(20, 4)
    };
    assert_eq!(site().paths(), ["/forgotten/", "/forgotten/below/"]);
    // What leads to a page leads by the trail of titles to those above it.
    assert!(site().menu(21, 5).paths().is_empty());
    let listed = site().page(6, "list", "<!-- wp:page-list {\"parentPageID\":3} /-->").menu(22, 6);
    assert!(listed.paths().is_empty());
    assert!(site().other("wp_navigation", 30, "nav", "<!-- wp:page-list /-->").paths().is_empty());
    assert!(site().split().paths().is_empty());
    assert_eq!(site().split().unchecked().len(), 1);
}

#[test]
fn the_pages_that_link_to_a_page_are_counted_once_each() {
    let two = format!("{}{}", link("/a/"), link("/a/#top"));
    let site = Audited::by(&["missing-alt"]).page("a", "A", "<p><a href=\"/a/\">me</a><img src=\"x.png\">y</p>");
    let findings = site.page("b", "B", &two).page("c", "C", &link("http://example.org/a")).findings();
    assert_eq!(findings.first().unwrap().linked_from, 2);
}

#[test]
fn the_seed_page_has_no_broken_link_and_is_no_orphan() {
    let seed = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/seed");
    if !seed.is_dir() {
        println!("skipped: the_seed_page_has_no_broken_link_and_is_no_orphan: no ../shared/data");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let options = BuildOptions { index: index.clone(), sources: vec![seed], ..BuildOptions::default() };
    build(&options, &|_| ()).unwrap();
    let names = ["broken-internal-link", "broken-anchor", "link-to-hidden", "orphan", "near-duplicate"];
    let checks = names.map(str::to_owned).to_vec();
    let options = AuditOptions { checks, ..AuditOptions::as_of(TODAY) };
    let found = audit(&Snapshot::open(&index).unwrap(), &options, &|_| ()).unwrap();
    assert_eq!(found.findings, []);
    assert_eq!(found.unchecked.first().map(|it| it.number), Some(6));
}
