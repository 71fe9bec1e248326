//! `relative-time`: words that tell a time by the day of writing, with no date beside them: currently, recently, newly.
//!
//! Only what is said of the state of knowledge, of services and of what there is: `if you currently take`, `newly diagnosed`
//! and `new symptoms` speak of a reader or a patient, for whom the word is always right.

use std::ops::Range;

use crate::audit::check::{Check, Draft, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::sentence::{Sentence, sentences_in, sentences_of};
use crate::audit::site::{Site, day_of};
use crate::audit::spot::{Spot, normalised};
use crate::audit::timeliness::{relative_words, tells_time};

pub(super) const CHECK: Check = Check {
    name: "relative-time",
    severity: Severity::Warning,
    looks_for: "words such as currently, recently, newly, this year with no date in their sentence, in the text and in the \
                page's description",
    why: "Such a word is right on the day it is written, and wrong on a day that nobody notices. A reader cannot tell \
          whether `recently` was last month or ten years ago. Where it speaks of the reader or of patients (`if you \
          currently take`, `newly diagnosed`) it does not age and is left alone.",
    run: Run::Page(run),
};

/// Words of what holds on a day, and not of what came about.
const STATES: [&str; 9] = [
    "currently",
    "presently",
    "now",
    "nowadays",
    "at present",
    "at the present time",
    "at the moment",
    "at this time",
    "to date",
];

fn run(page: &AuditedPage<'_>, _site: &Site<'_>, found: &mut Found) {
    if page.language() != "en" {
        return;
    }
    let mut told = Vec::new();
    for (block, _) in page.prose() {
        for sentence in sentences_of(page, block, tells_time) {
            if let Some(places) = relative(&sentence) {
                told.push(normalised(sentence.text()));
                let mut spots = places.iter().map(|place| page.spot(block, sentence.place(place.clone())));
                let Some(first) = spots.next() else { continue };
                add(page, with_marks(first, spots), &sentence, &places, found);
            }
        }
    }
    let description = page.facts().description.as_deref().unwrap_or_default();
    for sentence in sentences_in(description, &page.description.tokens) {
        let Some(places) = relative(&sentence).filter(|_| !told.contains(&normalised(sentence.text()))) else {
            continue;
        };
        let offset = sentence.range.start;
        let within = |place: &Range<usize>| {
            let bytes = sentence.place(place.clone());
            bytes.start.saturating_sub(offset)..bytes.end.saturating_sub(offset)
        };
        let mut spots = places.iter().map(|place| page.aside(sentence.text(), within(place)));
        let Some(first) = spots.next() else { continue };
        let draft = add(page, with_marks(first, spots), &sentence, &places, found);
        draft
            .action
            .push_str(" It stands in the page's description (the SEO plugin's field), which search engines show.");
        draft.with("field", "description");
    }
}

/// The places of a sentence's relative words; `None` where there are none, or a year stands beside them.
fn relative(sentence: &Sentence<'_>) -> Option<Vec<Range<usize>>> {
    let places = relative_words(sentence);
    (!places.is_empty() && sentence.years().is_empty()).then_some(places)
}

/// A spot with the marks of others in the same sentence.
fn with_marks(mut first: Spot, others: impl Iterator<Item = Spot>) -> Spot {
    first.marks.extend(others.flat_map(|spot| spot.marks));
    first
}

fn add<'f>(
    page: &AuditedPage<'_>,
    spot: Spot,
    sentence: &Sentence<'_>,
    places: &[Range<usize>],
    found: &'f mut Found,
) -> &'f mut Draft {
    let written = |place: &Range<usize>| sentence.written(place.clone()).to_owned();
    let words: Vec<String> = places.iter().map(written).collect();
    let first = words.first().map_or("", String::as_str);
    // A state holds as of a day, of which somebody knows; what came about did so in a year.
    let action = if STATES.contains(&first.to_lowercase().as_str()) {
        format!(
            "Is it still so? If it is, write \u{201c}as of\u{201d} and the year in place of \u{201c}{first}\u{201d}, or leave the word out."
        )
    } else {
        format!(
            "Is it still so? If it is, say in which year in place of \u{201c}{first}\u{201d}, or leave the word out."
        )
    };
    let draft = found.add(page.place, spot, action);
    draft.with("words", words);
    if let Some(modified) = page.facts().modified {
        draft.with("edited", day_of(modified).to_string());
    }
    if let Some(reviewed) = page.facts().review.reviewed {
        draft.with("reviewed", reviewed.to_string());
    }
    draft
}
