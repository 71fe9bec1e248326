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
fn numbered_neighbours_of_a_source_are_sources_too() {
    let numbered = |last: &str| {
        let lines = [
            "Rest helps most people, and nobody knows why.",
            "1. Lee, AG. The many ways of rest: emerging concepts and trends. Reviews of Rest, 2001:7:15-19..",
            "2. Lee AG, et al.Early Rest and What Comes of It. N Engl J Med 2008;358:605-14.",
            last,
        ];
        let body = lines.map(paragraph).concat();
        Audited::by(&["old-references"]).page("a", "Rest", &body).findings()
    };
    let found = numbered("3. Roe, A. et. al. A long rest in the mouse. Molecular Rest (in press as of August 2011).");
    assert_eq!(
        (found.len(), &found[0].evidence["newest_source"], &found[0].evidence["sources"]),
        (1, &2011.into(), &3.into())
    );
    assert_eq!(numbered("3. Roe, A. et. al. A long rest in the mouse. Molecular Rest (in press, 2024).").len(), 0);
    assert_eq!(numbered("The club met again in 2024.")[0].evidence["sources"], 2);
}

#[test]
fn sources_in_one_line_are_counted_one_by_one() {
    let line = "Sources: Rest Office (20072010). Rest survey; Rest Centre (2002). Rest and sleep; Rest Press, 1999.";
    let found =
        Audited::by(&["old-references"]).page("a", "Rest", &(paragraph("Rest helps.") + &paragraph(line))).findings();
    assert_eq!((&found[0].evidence["newest_source"], &found[0].evidence["sources"]), (&2010.into(), &3.into()));
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
