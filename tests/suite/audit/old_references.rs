//! `old-references`: the newest source that a page names is more than five years old; and what the register tells of them.

use super::harness::{Audited, paragraph};

fn page(sources: &[&str]) -> Audited {
    let list = sources.iter().fold(String::new(), |list, source| list + "<li>" + source + "</li>");
    let body = format!("{}<h2>References</h2><ol>{list}</ol>", paragraph("Rest helps."));
    Audited::by(&["old-references"]).page("a", "Rest", &body)
}

#[test]
fn the_newest_source_tells_the_age_of_all() {
    let old =
        ["Lee A. Rest. J Rest. 2012;3:4-9.", "Lee A. More rest. J Rest. 2018 May;9(2):12-19.", "Rest Press, no year"];
    let found = page(&old).findings();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].sentence.as_deref(), Some(old[1]));
    assert_eq!(page(&old).marked(), ["old-references: 2018"]);
    assert_eq!(found[0].evidence["newest_source"], 2018);
    assert_eq!(found[0].evidence["sources"], 3);
    assert_eq!(
        page(&["Lee A. Rest. J Rest. 2012;3:4-9.", "Lee A. More rest. J Rest. 2021;9(2):12-19."]).marked(),
        [""; 0]
    );
    assert_eq!(page(&["Rest Press, no year at all"]).marked(), [""; 0]);
}

#[test]
fn pages_and_numbers_are_no_years_and_a_recent_look_is_no_age() {
    assert_eq!(page(&["Lee A. Rest. J Rest. 2012;3:2021-2024."]).marked(), ["old-references: 2012"]);
    assert_eq!(page(&["Rest Foundation (2012). Rest. www.example.org. Accessed 3 May 2025."]).marked(), [""; 0]);
    assert_eq!(page(&["Rest Foundation (2012). Rest. www.example.org. Accessed 3 May 2014."]).marked().len(), 1);
}

#[test]
fn a_label_stands_for_a_heading() {
    let body = format!(
        "{}{}",
        paragraph("Rest helps."),
        paragraph("See: Pinal I, Lee A. Rest. <em>J Rest,</em> 2018. 20(4). DOI:10.1007/s11926-018-0732-6")
    );
    assert_eq!(Audited::by(&["old-references"]).page("a", "Rest", &body).marked(), ["old-references: 2018"]);
    let body = format!("{}{}", paragraph("Rest helps."), paragraph("Sources: Rest Press, Rest today, 2015."));
    assert_eq!(Audited::by(&["old-references"]).page("a", "Rest", &body).marked(), ["old-references: 2015"]);
    let body = paragraph("In 2015 the sources of rest were many.");
    assert_eq!(Audited::by(&["old-references"]).page("a", "Rest", &body).marked(), [""; 0]);
}

#[test]
fn the_register_counts_sources() {
    let standing = |sources: &[&str]| {
        let audit = page(sources).audit();
        (audit.standings[0].newest_source, audit.standings[0].sources)
    };
    assert_eq!(standing(&["Lee A. Rest. J Rest. 2012;3:4-9.", "Rest Press, no year at all"]), (Some(2012), 2));
    assert_eq!(standing(&["Rest Foundation. www.example.org. Accessed 3 May 2025."]), (Some(2025), 1));
    assert_eq!(standing(&[]), (None, 0));
}
