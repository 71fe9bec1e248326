//! Reading the exports that a real WordPress made: every count, every reason, and nothing that should stay inside.

use std::collections::BTreeMap;
use std::path::PathBuf;

use vademecum::corpus::{ExportKind, Item, RawPage, ReadOptions, Selection, Skipped, SourceReport, read};

/// What reading some exports brought.
#[derive(Default)]
pub(crate) struct Reading {
    pub(crate) pages: Vec<RawPage>,
    pub(crate) skipped: Vec<Skipped>,
    pub(crate) reports: Vec<SourceReport>,
}

impl Reading {
    pub(crate) fn of(paths: &[PathBuf], types: &[&str]) -> Self {
        let mut reading = Self::default();
        let options = ReadOptions { types: types.iter().map(ToString::to_string).collect(), ..ReadOptions::default() };
        let reports = read(
            paths,
            &options,
            &mut |_, item| {
                match item {
                    Item::Page(page) | Item::Seen(page) => reading.pages.push(*page),
                    Item::Skipped(skipped) => reading.skipped.push(skipped),
                }
                Ok(())
            },
            &|_| {},
        );
        reading.reports = reports.unwrap();
        reading
    }

    pub(crate) fn page(&self, slug: &str) -> &RawPage {
        self.pages.iter().find(|page| page.slug == slug).unwrap_or_else(|| panic!("no page `{slug}`"))
    }

    fn reasons(&self) -> BTreeMap<&str, usize> {
        let mut reasons = BTreeMap::new();
        for skipped in &self.skipped {
            *reasons.entry(skipped.reason.as_str()).or_default() += 1;
        }
        reasons
    }

    pub(crate) fn only(&self) -> &SourceReport {
        assert_eq!(self.reports.len(), 1, "{:?}", self.reports);
        &self.reports[0]
    }
}

/// The folder of shared test data, or a word that the test is skipped.
fn data(test: &str, path: &str) -> Option<PathBuf> {
    let root = std::env::var_os("VADEMECUM_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    if root.is_dir() {
        return Some(root.join(path));
    }
    println!("skipped: {test}: no ../shared/data");
    None
}

macro_rules! data {
    ($test:literal, $($path:literal),+) => {
        vec![$(match data($test, $path) { Some(path) => path, None => return }),+]
    };
}

#[test]
fn rest_answers_give_116_pages_and_the_protected_one_skipped() {
    let paths = data!(
        "rest_answers_give_116_pages_and_the_protected_one_skipped",
        "wordpress/rest/page-1.json",
        "wordpress/rest/page-2.json"
    );
    let reading = Reading::of(&paths, &["page"]);
    assert_eq!(reading.pages.len(), 116);
    assert_eq!(reading.reasons(), BTreeMap::from([("protected by a password", 1)]));
    for report in &reading.reports {
        assert!(report.complete && !report.whole && report.error.is_none() && report.warnings.is_empty(), "{report:?}");
        assert_eq!(report.kind, Some(ExportKind::Rest));
        assert_eq!(report.site.as_deref(), Some("http://127.0.0.1:8089"));
    }
}

#[test]
fn the_wxr_of_pages_gives_116_pages_and_8_skipped() {
    let paths = data!("the_wxr_of_pages_gives_116_pages_and_8_skipped", "wordpress/wxr/page.xml");
    let reading = Reading::of(&paths, &["page"]);
    assert_eq!(reading.pages.len(), 116);
    let expected = [
        ("protected by a password", 1),
        ("status is draft", 2),
        ("status is future", 1),
        ("status is pending", 1),
        ("status is private", 1),
        ("status is trash", 1),
        ("type is attachment", 1),
    ];
    assert_eq!(reading.reasons(), BTreeMap::from(expected));
    let report = reading.only();
    assert!(report.complete && report.whole, "{report:?}");
    assert_eq!(report.created, "2026-11-22T10:57:00Z".parse().ok());
    let repaired: Vec<&str> =
        report.warnings.iter().filter(|w| w.code == "xml-repaired").map(|w| w.text.as_str()).collect();
    assert_eq!(repaired.len(), 1, "{:?}", report.warnings);
    assert!(repaired[0].contains("line 1697"), "{}", repaired[0]);
}

#[test]
fn rest_and_wxr_hold_the_same_pages() {
    let rest = data!("rest_and_wxr_hold_the_same_pages", "wordpress/rest/page-1.json", "wordpress/rest/page-2.json");
    let wxr = data!("rest_and_wxr_hold_the_same_pages", "wordpress/wxr/page.xml");
    let facts = |paths: &[PathBuf]| -> BTreeMap<u64, _> {
        let pages = Reading::of(paths, &["page"]).pages;
        pages
            .into_iter()
            .map(|page| (page.id, (page.link, page.slug, page.modified, page.published, page.parent, page.site)))
            .collect()
    };
    let (rest, wxr) = (facts(&rest), facts(&wxr));
    assert_eq!(rest.len(), wxr.len());
    // The file has no UTC date of this one page, and a local date without its zone.
    let without_gmt = rest.iter().find(|(_, facts)| facts.1 == "zero-date").map(|(id, _)| *id);
    for (id, facts) in rest.iter().filter(|(id, _)| Some(**id) != without_gmt) {
        assert_eq!(wxr.get(id), Some(facts), "{id}");
    }
}

#[test]
fn the_wxr_of_everything_gives_the_same_pages_with_their_patterns() {
    let paths = data!("the_wxr_of_everything_gives_the_same_pages_with_their_patterns", "wordpress/wxr/all.xml");
    let reading = Reading::of(&paths, &["page"]);
    assert_eq!(reading.pages.len(), 116);
    assert_eq!(reading.reports[0].items, 336);
    let with_pattern: Vec<&RawPage> =
        reading.pages.iter().filter(|page| page.content.contains("SYNCED: call our helpline")).collect();
    assert_eq!(with_pattern.len(), 1);
    assert!(!with_pattern[0].content.contains("wp:block {"));
    let notes = &reading.page("footnotes-page").footnotes;
    assert_eq!(notes.len(), 1);
    assert!(notes[0].1.starts_with("Creatine kinase"), "{notes:?}");
    assert!(reading.pages.iter().any(|page| page.author.as_deref() == Some("Vol & \"Teer\"")));
    assert!(
        reading.pages.iter().all(|page| page.organisation.as_deref() == Some("Myositis Helpline – “Peer” & Test Site"))
    );
}

#[test]
fn split_files_together_give_the_same_pages_and_none_is_whole() {
    let paths = data!("split_files_together_give_the_same_pages_and_none_is_whole", "wordpress/wxr/wpcli-split");
    let reading = Reading::of(&paths, &["page"]);
    assert_eq!(reading.pages.len(), 116, "{:?}", reading.reasons());
    assert_eq!(reading.reports.len(), 3);
    assert!(
        reading.reports.iter().all(|report| report.complete && !report.whole && !report.named),
        "{:?}",
        reading.reports
    );
}

#[test]
fn bytes_in_front_do_not_matter() {
    let paths = data!("bytes_in_front_do_not_matter", "wordpress/dirty");
    let reading = Reading::of(&paths, &["page"]);
    assert_eq!(reading.reports.len(), 3);
    for report in &reading.reports {
        assert!(report.complete && report.items > 2, "{report:?}");
    }
}

#[test]
fn every_single_answer_is_read_and_headers_are_passed_over() {
    let paths = data!("every_single_answer_is_read_and_headers_are_passed_over", "wordpress/single");
    let reading = Reading::of(&paths, &["page"]);
    assert_eq!(reading.reasons(), BTreeMap::from([("protected by a password", 2)]));
    for report in &reading.reports {
        if report.source.ends_with("password-wrong.json") {
            assert!(
                report.error.as_deref().is_some_and(|error| error.contains("`rest_post_incorrect_password`")),
                "{report:?}"
            );
        } else if report.source.ends_with(".headers") {
            assert!(
                report.kind.is_none() && report.error.is_none() && report.warnings[0].code == "passed-over",
                "{report:?}"
            );
        } else {
            assert!(report.complete && report.items == 1 && report.error.is_none(), "{report:?}");
        }
    }
    assert_eq!(vademecum::corpus::plain_title(&reading.page("tom-jerry").title_html), "Tom & Jerry <b>");
}

#[test]
fn an_error_answer_is_an_error_that_quotes_its_code() {
    let [folder] = &data!("an_error_answer_is_an_error_that_quotes_its_code", "wordpress/errors")[..] else {
        unreachable!()
    };
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.ends_with("bad-password.json") {
            continue;
        }
        let code = serde_json::from_slice::<serde_json::Value>(&std::fs::read(&path).unwrap()).unwrap()["code"].clone();
        let reading = Reading::of(std::slice::from_ref(&path), &["page"]);
        let error = reading.only().error.clone().unwrap_or_default();
        assert!(error.contains(code.as_str().unwrap()) && error.contains(&*path.to_string_lossy()), "{error}");
        assert!(!reading.only().complete);
        seen += 1;
    }
    assert!(seen >= 11);
}

#[test]
fn other_rest_answers_are_read_as_what_they_are() {
    let [rest] = &data!("other_rest_answers_are_read_as_what_they_are", "wordpress/rest")[..] else { unreachable!() };
    let count = |file: &str, types: &[&str]| {
        let reading = Reading::of(&[rest.join(file)], types);
        (reading.pages.len(), reading.skipped.len(), reading.only().error.is_some())
    };
    assert_eq!(count("empty-result.json", &["page"]), (0, 0, false));
    assert_eq!(count("page-jsonp.js", &["page"]).1, 0);
    assert!(count("page-jsonp.js", &["page"]).0 > 0);
    assert!(count("page-envelope.json", &["page"]).0 > 0);
    assert_eq!(count("page-fields-2.json", &["page"]), (17, 0, false));
    assert_eq!(count("page-contextembed-2.json", &["page"]), (0, 17, false));
    assert_eq!(count("page-embed-2.json", &["page"]), (17, 0, false));
    assert_eq!(count("posts-2.json", &["page"]).0, 0);
    assert!(count("posts-2.json", &["page", "post"]).0 > 0);
    assert_eq!(count("root.json", &["page"]), (0, 0, true));
    let embed = Reading::of(&[rest.join("page-contextembed-2.json")], &["page"]);
    assert_eq!(embed.reasons(), BTreeMap::from([("has no content (fetched with context=embed)", 17)]));
    assert!(Reading::of(&[rest.join("page-embed-2.json")], &["page"]).pages.iter().all(|page| page.author.is_some()));
}

#[test]
fn what_an_authenticated_export_leaks_does_not_become_a_page() {
    let paths = data!(
        "what_an_authenticated_export_leaks_does_not_become_a_page",
        "wordpress/leaky",
        "wordpress/wxr/all.xml",
        "wordpress/wxr/page.xml"
    );
    let reading = Reading::of(&paths, &["page", "post", "resource", "attachment"]);
    assert!(reading.pages.len() > 200);
    let everything = format!("{:?} {:?} {:?}", reading.pages, reading.skipped, reading.reports);
    for secret in ["SECRETTRASH", "hunter2", "anon@example.com", "vol@example.org", "editor@example.org"] {
        assert!(!everything.contains(secret), "{secret}");
    }
    assert!(reading.skipped.iter().any(|skipped| skipped.title == "Trashed Old Advice" && skipped.withheld));
}

#[test]
fn no_word_of_a_withheld_body_is_handed_on() {
    let paths = data!("no_word_of_a_withheld_body_is_handed_on", "wordpress/wxr/all.xml");
    let reading = Reading::of(&paths, &["page"]);
    let withheld = reading.skipped.iter().filter(|skipped| skipped.withheld).count();
    assert_eq!(withheld, 7);
    let everything = format!("{:?} {:?}", reading.pages, reading.skipped);
    let xml = String::from_utf8_lossy(&std::fs::read(&paths[0]).unwrap()).into_owned();
    let secrets: Vec<&str> =
        xml.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.starts_with("SECRET")).collect();
    assert!(!secrets.is_empty());
    for secret in secrets {
        assert!(!everything.contains(secret), "{secret}");
    }
}

#[test]
fn the_seed_page_has_its_breadcrumb_organisation_and_description() {
    let paths = data!("the_seed_page_has_its_breadcrumb_organisation_and_description", "seed");
    let reading = Reading::of(&paths, &["page"]);
    let page = reading.page("necrotizing-myopathy");
    assert_eq!((page.id, page.parent, page.language.as_deref()), (239, Some(235), Some("en-US")));
    assert_eq!(page.breadcrumb, ["About Myositis", "Types of Myositis"]);
    assert_eq!(page.site, "https://www.myositis.org");
    assert_eq!(page.organisation.as_deref(), Some("The Myositis Association"));
    assert!(page.description.as_deref().is_some_and(|text| text.starts_with("Necrotizing myopathy is")));
    assert_eq!(page.json_ld.len(), 1);
    assert!(!page.noindex);
}

#[test]
fn copies_of_one_page_are_taken_once_rest_above_wxr() {
    let paths = data!(
        "copies_of_one_page_are_taken_once_rest_above_wxr",
        "wordpress/wxr/page.xml",
        "wordpress/rest/page-1.json",
        "wordpress/rest/page-2.json",
        "wordpress/wxr/all.xml"
    );
    let reading = Reading::of(&paths, &["page"]);
    let mut selection = Selection::new();
    let mut taken: BTreeMap<_, ExportKind> = BTreeMap::new();
    for skipped in &reading.skipped {
        assert!(selection.withhold(skipped).is_empty());
    }
    for page in &reading.pages {
        use vademecum::corpus::{Offer, PageKey};
        let dropped = match selection.offer(page) {
            Offer::Refuse(_) => continue,
            Offer::Take => Vec::new(),
            Offer::TakeInsteadOf(keys) => keys,
        };
        for key in dropped {
            taken.remove(&key);
        }
        taken.insert(PageKey::of(page), page.kind.unwrap());
    }
    assert_eq!(taken.len(), 116);
    assert!(taken.values().all(|kind| *kind == ExportKind::Rest));
}

#[test]
fn compressed_pages_of_several_hosts_are_read() {
    let paths = data!("compressed_pages_of_several_hosts_are_read", "relevance/medline/medline.pages.json.zst");
    let reading = Reading::of(&paths, &["page"]);
    assert_eq!(reading.pages.len(), 1033);
    assert!(reading.only().complete);
}
