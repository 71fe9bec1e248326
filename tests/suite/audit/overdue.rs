//! `overdue`: the page's own review has lapsed.

use super::harness::{Audited, paragraph};

/// A page called `title` whose last line is `line`.
fn reviewed(title: &str, line: &str) -> Vec<String> {
    let body = format!("<p>Sit upright and take small sips, and rest after each meal.</p>{}", paragraph(line));
    Audited::by(&["overdue"]).page("a", title, &body).marked()
}

#[test]
fn a_review_of_more_than_three_years_ago_has_lapsed() {
    assert_eq!(reviewed("Eating", "Page last reviewed: October 2023"), ["overdue: Page last reviewed: October 2023"]);
    assert_eq!(reviewed("Eating", "Page last reviewed: November 2023"), [""; 0]);
}

#[test]
fn a_review_of_a_page_about_drugs_or_treatment_holds_for_two_years() {
    assert_eq!(reviewed("Methotrexate", "Reviewed: October 2024").len(), 1);
    assert_eq!(reviewed("How myositis is treated", "Reviewed: October 2024").len(), 1);
    for vaccine in ["MMR (measles, mumps, and rubella) vaccine", "The flu jab", "Immunisations for travel"] {
        assert_eq!(reviewed(vaccine, "Reviewed: October 2024").len(), 1, "{vaccine}");
    }
    assert_eq!(reviewed("Eating", "Reviewed: October 2024").len(), 0);
    assert_eq!(reviewed("Methotrexate", "Reviewed: December 2024").len(), 0);
}

#[test]
fn what_the_site_says_of_a_path_counts_before_that_and_a_flag_before_everything() {
    let site = |config: &str, flag| {
        let body = paragraph("Reviewed: October 2024");
        let site = Audited::by(&["overdue"]).page("drugs/methotrexate", "Methotrexate", &body);
        site.config(config).asking(|options| options.max_age = flag).findings().len()
    };
    assert_eq!(site("", None), 1);
    assert_eq!(site("[audit.ages]\n\"/drugs/\" = 48", None), 0);
    assert_eq!(site("[audit.ages]\n\"/drugs/\" = 48\n\"/drugs/methotrexate/\" = 12", None), 1);
    assert_eq!(site("max-age = 60", None), 1);
    assert_eq!(site("", Some(36)), 0);
    assert_eq!(site("[audit.ages]\n\"/drugs/\" = 48", Some(12)), 1);
}
