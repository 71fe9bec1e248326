//! `undefined-acronym` and `near-miss-acronym`: what a page leaves unexplained, and what it mistypes.

use serde_json::json;

use super::harness::{Audited, paragraph};

/// What both checks mark on a page of this body.
fn marked(body: &str) -> Vec<String> {
    of_page("Swallowing", body)
}

fn of_page(title: &str, body: &str) -> Vec<String> {
    Audited::by(&["undefined-acronym", "near-miss-acronym"]).page("a", title, body).marked()
}

#[test]
fn an_acronym_that_is_never_spelled_out_is_found_once_a_page() {
    let body = "<p>Ask for a QZTX first. Two QZTXs are done where one fails.</p><p>The QZTX takes an hour.</p>";
    assert_eq!(marked(body), ["undefined-acronym: QZTX"]);
    let findings = Audited::by(&["undefined-acronym"]).page("a", "Swallowing", body).findings();
    assert_eq!(findings[0].evidence["uses"], json!(3));
    assert_eq!(findings[0].sentence.as_deref(), Some("Ask for a QZTX first."));
    assert_eq!(marked(&paragraph("A QZTX-guided biopsy.")), ["undefined-acronym: QZTX"]);
}

#[test]
fn an_acronym_that_the_page_spells_out_somehow_is_left_alone() {
    for spelled_out in [
        "The quick zonal test of X-rays (QZTX) is new. A QZTX takes an hour.",
        "A QZTX (quick zonal test of X-rays) takes an hour.",
        "A QZTX takes an hour. We say so of every quick zonal test of X-rays.",
        "QZTX stands for something else. A QZTX takes an hour.",
        "QZTX is quick zonal testing by X-rays. A QZTX takes an hour.",
        "It is also called QZTX. A QZTX takes an hour.",
        "A <abbr title=\"quick zonal test of X-rays\">QZTX</abbr> takes an hour. Another QZTX may follow.",
        "A test of the gullet (QZTX) takes an hour.",
        "Ask for a test of the gullet (QZTX scan). A QZTX takes an hour.",
        "QZTX-Quick and zonal, as it is called-is new. A QZTX takes an hour.",
    ] {
        assert_eq!(marked(&paragraph(spelled_out)), [""; 0], "{spelled_out}");
    }
    let terms = "<dl><dt>QZTX</dt><dd>A test of the gullet.</dd></dl><p>The QZTX takes an hour.</p>";
    assert_eq!(marked(terms), [""; 0]);
    assert_eq!(of_page("Quick zonal test of X-rays", "<p>The QZTX takes an hour.</p>"), [""; 0]);
}

#[test]
fn what_is_no_acronym_or_known_to_everybody_is_left_alone() {
    for text in [
        "Written by Jane Doe, MD, PhD, FRCP, and John Roe, RN.",
        "DOI 10.1007/x, ISBN 978, PMID 12, at this URL; see the FAQ on TV in the USA and the UK.",
        "Clinic, 12 High Street, Bethesda, MD 20892. Open on 3 May at 9 AM.",
        "Stage IV, stage IIIB, type II; 47,XXY; group AB; QT interval; 300 KB.",
        "The anti-QZTX antibody, TIF1, MDA5, HLA-B27, U1-RNP, the QZTX gene and NaCl.",
        "Mammen AL, Doe QZ, Roe K. were the first.",
        "Do NOT stop your tablets. CALL US NOW. You MUST ask.",
        "Myositis (my-oh-SY-tis) may affect swallowing (toe FAY shus).",
        "Remember \"QZTX\" when you pack. Effexor XR is a tablet.",
        "Look at www.example.org/QZTX/page for more.",
        "IMNM, CK, MRI and EMG are known.",
        "<a href=\"https://qztx.example.net/\">QZTX</a> has a helpline.",
    ] {
        assert_eq!(marked(&paragraph(text)), [""; 0], "{text}");
    }
    assert_eq!(marked("<h2>ABOUT QZTX AND YOU</h2><p>ASK FOR A QZTX WHEN YOU ARE THERE.</p>"), [""; 0]);
    assert_eq!(marked("<blockquote><p>The QZTX was quick.</p></blockquote>"), [""; 0]);
}

#[test]
fn the_initials_of_the_sites_own_name_need_no_words() {
    let page = |organisation: &str| {
        let schema = json!({ "schema": { "@graph": [{ "@type": "WebSite", "name": organisation }] } });
        let fields = json!({ "yoast_head_json": { "og_site_name": organisation, "schema": schema["schema"] } });
        let site = Audited::by(&["undefined-acronym"]);
        site.page_with("a", "Help", "<p>Ring the QZTA on Monday.</p>", &fields).marked()
    };
    assert_eq!(page("The Quiet Zone of Tees Association"), [""; 0]);
    assert_eq!(page("Larkfield"), ["undefined-acronym: QZTA"]);
}

#[test]
fn what_the_vocabulary_knows_or_another_page_spells_out_is_left_alone() {
    let body = "<p>The QZTX takes an hour.</p>";
    let alone = Audited::by(&["undefined-acronym"]).page("a", "Swallowing", body);
    assert_eq!(alone.marked().len(), 1);
    let known = Audited::by(&["undefined-acronym"]).page("a", "Swallowing", body);
    assert_eq!(known.vocabulary("quick zonal test, QZTX\n").marked(), [""; 0]);
}

#[test]
fn a_page_in_another_language_is_not_judged_by_english_words() {
    let body = "<p>Die QZTX dauert eine Stunde, und danach dürfen Sie sofort wieder nach Hause gehen und essen.</p>";
    assert_eq!(marked(body), [""; 0]);
}

#[test]
fn a_slip_in_an_acronym_is_told_with_what_is_meant() {
    let body = "<p>Immune-mediated necrotizing myopathy (IMNM) weakens muscles.</p>\
        <figure><img src=\"a.png\" alt=\"Back\"><figcaption>INMN causes weakness</figcaption></figure>";
    assert_eq!(marked(body), ["near-miss-acronym: INMN"]);
    let findings = Audited::by(&["near-miss-acronym"]).page("a", "Weakness", body).findings();
    assert_eq!(findings[0].evidence["meant"], json!("IMNM"));
    assert_eq!(findings[0].action, "Check INMN: is IMNM meant?");
    // Another letter, two neighbours changed about, a letter too many.
    for slip in ["IMNN", "IMMN", "IMNMM"] {
        let body = format!("<p>Statins may cause IMNM. Ask about {slip} too.</p>");
        let expected: &[&str] = if slip == "IMNMM" { &["undefined-acronym: IMNMM"] } else { &[] };
        let marked = marked(&body);
        if expected.is_empty() {
            assert_eq!(marked, [format!("near-miss-acronym: {slip}")]);
        } else {
            // At its end a letter more is another word of the family.
            assert_eq!(marked, expected);
        }
    }
}

#[test]
fn a_slip_is_known_by_the_page_that_speaks_of_it_in_words() {
    let body = "<p>In immune-mediated necrotizing myopathy CK stays up.</p><p>In INMN it does not fall.</p>";
    assert_eq!(marked(body), ["near-miss-acronym: INMN"]);
    assert_eq!(marked("<p>In INMN it does not fall.</p>"), ["undefined-acronym: INMN"]);
}

#[test]
fn acronyms_that_are_alike_and_both_spelled_out_or_known_are_no_slips() {
    let both = "Borderline quick zonal tests of teeth (QZTT) and quick zonal tests of ears (QZTE). QZTT, QZTE.";
    assert_eq!(marked(&paragraph(both)), [""; 0]);
    assert_eq!(
        marked(&paragraph("NSAIDs, MRSA, MSSA (methicillin-sensitive staph), HMGCR and HMGC proteins.")),
        [""; 0]
    );
}
