//! `past-event`: a date that has passed, spoken of as if it were to come.

use std::ops::Range;

use jiff::civil::Date;

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::sentence::{Sentence, sentences_of};
use crate::audit::site::Site;
use crate::content::{BlockKind, Label, StatedDate, dates_in};

pub(super) const CHECK: Check = Check {
    name: "past-event",
    severity: Severity::Warning,
    looks_for: "events, deadlines and plans whose date has passed, spoken of as to come: will be held, register by, next \
                meeting",
    why: "A reader travels to a meeting that was held last year, or waits for what never came. What was held is told in \
          the past tense, or goes to an archive that is named in `exempt`.",
    run: Run::Page(run),
};

/// Most words between what speaks of the future and its date.
const REACH: usize = 12;

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    if page.language() != "en" {
        return;
    }
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let blocks = page
        .blocks()
        .filter(|(_, block, label)| *label == Label::Body && !block.dynamic && block.kind != BlockKind::Preformatted);
    for (block, it, _) in blocks {
        for sentence in sentences_of(page, block, is_year) {
            let dates = dates(&sentence, site);
            if dates.is_empty() {
                continue;
            }
            let as_of = site.options.as_of;
            let told = told_as_to_come(&sentence, &dates, as_of);
            let heading = matches!(it.kind, BlockKind::Heading(_) | BlockKind::Summary);
            let Some(date) =
                told.or_else(|| (!heading).then(|| listed_as_to_come(page, block, &sentence, &dates, as_of))?)
            else {
                continue;
            };
            let action = format!("{} has passed: say what came of it, or take it out.", date.date.in_words());
            let draft = found.add(page.place, page.spot(block, date.place.clone()), action);
            draft.with("date", date.date.to_string()).with("as_of", as_of.to_string());
        }
    }
}

/// A date in a sentence.
#[derive(Debug, Clone)]
struct Dated {
    date: StatedDate,
    /// Its bytes in the text.
    place: Range<usize>,
    /// Its first word.
    word: usize,
}

/// The dates of a sentence: those with a month, and years after a word of time.
fn dates(sentence: &Sentence<'_>, site: &Site<'_>) -> Vec<Dated> {
    if sentence.years().is_empty() && !sentence.text().contains(['/', '.']) {
        return Vec::new();
    }
    let offset = sentence.range.start;
    let mut out: Vec<Dated> = dates_in(sentence.text(), site.options.config.date_order)
        .into_iter()
        .map(|(place, date)| {
            let place = place.start + offset..place.end + offset;
            Dated { date, word: sentence.word_from(place.start), place }
        })
        .collect();
    for (at, year) in sentence.years() {
        let place = sentence.place(at..at + 1);
        let inside = out.iter().any(|it| it.place.start <= place.start && place.end <= it.place.end);
        let told = [
            "in", "by", "until", "before", "during", "early", "late", "mid", "spring", "summer", "autumn", "fall",
            "winter", "for", "of", "from",
        ];
        let date = StatedDate::new(year, None, None).filter(|_| !inside && told.contains(&sentence.before(at, 1)));
        out.extend(date.map(|date| Dated { date, place, word: at }));
    }
    out.sort_by_key(|it| it.word);
    out
}

/// The date that something in the sentence speaks of as to come, if it and all that follow have passed.
fn told_as_to_come<'d>(sentence: &Sentence<'_>, dates: &'d [Dated], as_of: Date) -> Option<&'d Dated> {
    if sentence.has(&["born", "recording", "recordings", "minutes"]) || sentence.reads(0, &["next", "review"]) {
        return None;
    }
    for at in 0..sentence.len() {
        let Some(end) = future_at(sentence, at) else { continue };
        let after: Vec<&Dated> = dates.iter().filter(|it| it.word >= end && it.word <= end + REACH).collect();
        let attached = after.first().copied().filter(|date| {
            !has_passed(sentence, end..date.word)
                && !sentence.has_within(end..date.word, &["who", "which", "that", "if"])
        });
        if let Some(date) = attached {
            let passed = after.iter().all(|it| it.date.last_day() < as_of);
            return passed.then_some(date);
        }
        // `On 12 May 2024 the group will meet.`
        if sentence.word(at) == "will"
            && let Some(date) = opening(sentence, dates, at)
        {
            return (date.date.last_day() < as_of).then_some(date);
        }
    }
    None
}

/// The date that opens a sentence and belongs to the `will` at a place.
fn opening<'d>(sentence: &Sentence<'_>, dates: &'d [Dated], will: usize) -> Option<&'d Dated> {
    let opens = |date: &&Dated| {
        let before =
            ["on", "in", "by", "from", "until", "early", "late", "mid", "the", "year", "spring", "summer", "autumn"];
        date.word < will && (0..date.word).all(|at| before.contains(&sentence.word(at)))
    };
    let date = dates.iter().filter(opens).next_back()?;
    let between = date.word..will;
    let plain =
        !has_passed(sentence, between.clone()) && !sentence.has_within(between, &["who", "which", "that", "if"]);
    (plain && will - date.word <= REACH).then_some(date)
}

/// The place after words that speak of what is to come.
fn future_at(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    let next = sentence.word(at + 1);
    let past = (1..=2).any(|by| matches!(sentence.before(at, by), "was" | "were" | "had" | "been" | "originally"));
    let now = matches!(sentence.before(at, 1), "is" | "are" | "currently" | "now" | "be" | "being");
    match sentence.word(at) {
        "will" if !["you", "your", "she", "he"].contains(&sentence.before(at, 1)) && next != "have" => Some(at + 1),
        "register" | "apply" | "book" | "rsvp" | "submit" | "enter" | "order" | "enroll" | "respond" | "nominate"
            if !past && !sentence.has(&["must", "had"]) =>
        {
            by_date(sentence, at)
        }
        "deadline" | "deadlines" if !past && !has_passed(sentence, 0..sentence.len()) => Some(at + 1),
        "closing" if next == "date" && !has_passed(sentence, 0..sentence.len()) => Some(at + 2),
        "next" if EVENTS.contains(&next) && !has_passed(sentence, 0..sentence.len()) => Some(at + 2),
        "upcoming" | "forthcoming" if !has_passed(sentence, 0..sentence.len()) => Some(at + 1),
        "starts" | "begins" | "opens" | "launches" | "commences" | "resumes" | "closes" | "takes" | "ends" => {
            let from = if sentence.word(at) == "takes" { (next == "place").then_some(at + 2)? } else { at + 1 };
            let told = matches!(
                sentence.word(from),
                "in" | "on"
                    | "from"
                    | "monday"
                    | "tuesday"
                    | "wednesday"
                    | "thursday"
                    | "friday"
                    | "saturday"
                    | "sunday"
            );
            told.then_some(from)
        }
        "scheduled" | "planned" | "due" | "set" | "expected" | "anticipated" | "projected" | "slated" | "forecast"
        | "predicted" => (now && !past && !sentence.has(&["was", "were"])).then_some(at + 1),
        "save" if sentence.reads(at, &["save", "the", "date"]) => Some(at + 3),
        "join" if next == "us" && !has_passed(sentence, 0..sentence.len()) => Some(at + 2),
        "coming" if matches!(next, "in" | "on") && now => Some(at + 1),
        "open" | "valid" | "available" | "extended" | "runs" if matches!(next, "until" | "till") && !past => {
            Some(at + 2)
        }
        _ => None,
    }
}

/// `register now by`, `apply online before`: the place after the word of a deadline.
fn by_date(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    (at + 1..=at + 8).find(|&place| matches!(sentence.word(place), "by" | "before" | "until")).map(|place| place + 1)
}

/// Whether a stretch of words tells of what has happened; `will be held` and `to be announced` do not.
fn has_passed(sentence: &Sentence<'_>, mut stretch: Range<usize>) -> bool {
    stretch.any(|at| PASSED.contains(&sentence.word(at)) && !matches!(sentence.before(at, 1), "be" | "being" | "get"))
}

/// A date with a month under a heading such as Upcoming events, if all dates of the sentence have passed.
fn listed_as_to_come<'d>(
    page: &AuditedPage<'_>,
    block: usize,
    sentence: &Sentence<'_>,
    dates: &'d [Dated],
    as_of: Date,
) -> Option<&'d Dated> {
    let first = dates.iter().find(|it| it.date.month.is_some())?;
    if dates.iter().any(|it| it.date.last_day() >= as_of) || has_passed(sentence, 0..sentence.len()) {
        return None;
    }
    let to_come = |heading: &String| {
        let heading = heading.to_lowercase();
        UPCOMING.iter().any(|word| heading.contains(word)) && !heading.contains("past")
    };
    page.block_spot(block).section.iter().any(to_come).then_some(first)
}

/// Headings of what is to come.
const UPCOMING: &[&str] = &[
    "upcoming",
    "forthcoming",
    "next meeting",
    "next event",
    "future events",
    "coming events",
    "coming up",
    "dates for your diary",
    "save the date",
    "what's on",
    "what’s on",
];

/// What has happened, or was planned once.
const PASSED: &[&str] = &[
    "was",
    "were",
    "took",
    "held",
    "happened",
    "had",
    "started",
    "began",
    "announced",
    "closed",
    "ended",
    "did",
    "launched",
    "joined",
    "attended",
    "published",
    "wrote",
    "said",
];

const EVENTS: &[&str] = &[
    "meeting",
    "meetings",
    "event",
    "events",
    "session",
    "sessions",
    "webinar",
    "webinars",
    "conference",
    "workshop",
    "clinic",
    "course",
    "class",
    "group",
    "agm",
    "walk",
    "gathering",
    "appeal",
    "intake",
    "call",
];
