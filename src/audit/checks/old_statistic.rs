//! `old-statistic`: a figure or a guideline that carries its year, and the year is more than five years back.
//!
//! What happened in a year (a drug was approved, a disease first described, an outbreak) stays true and is left alone; so
//! are the studies that a page tells of, whose age is that of its sources.

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::sentence::{Sentence, is_old, sentences_of};
use crate::audit::site::Site;
use crate::content::is_month;

pub(super) const CHECK: Check = Check {
    name: "old-statistic",
    severity: Severity::Warning,
    looks_for: "figures and guidelines stamped with a year that is more than five years back",
    why: "How many people have a disease, what it costs, what a guideline recommends: such sentences carry their date of \
          expiry. A reader takes them for what holds today. What happened in a year is history and is left alone.",
    run: Run::Page(run),
};

/// Figures from before this year are told as history.
const HISTORY: i16 = 1990;

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    if page.language() != "en" {
        return;
    }
    let as_of = site.options.as_of;
    let is_year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    for (block, _) in page.prose() {
        for sentence in sentences_of(page, block, is_year) {
            let years = sentence.years();
            let Some(&(_, newest)) = years.iter().max_by_key(|(_, year)| *year) else { continue };
            if newest < HISTORY || !is_old(newest, as_of) {
                continue;
            }
            let stamp = |&(at, year): &(usize, i16)| Some((at, year, stamped(&sentence, at)?));
            let Some((at, year, kind)) = years.iter().filter(|(_, year)| *year == newest).find_map(stamp) else {
                continue;
            };
            // `2015-2020 guidelines`
            let ranged = at > 0 && sentence.year(at - 1).is_some() && matches!(sentence.after(at - 1), "-" | "–");
            let years = sentence.written(at - usize::from(ranged)..at + 1);
            let action = match kind {
                Stamped::Guideline => {
                    format!("Check whether the guidance of {years} still holds, and name the one that does.")
                }
                Stamped::Figure => format!("Look for a newer figure than that of {years}; if there is none, say so."),
            };
            found.add(page.place, page.spot(block, sentence.place(at..at + 1)), action).with("year", year);
        }
    }
}

/// What carries a year.
enum Stamped {
    Figure,
    Guideline,
}

/// What carries the year at a place of a sentence, if anything does.
fn stamped(sentence: &Sentence<'_>, at: usize) -> Option<Stamped> {
    if is_guideline(sentence, at) {
        return Some(Stamped::Guideline);
    }
    // What is told of the future is `past-event`'s.
    if sentence.has(&["will", "projected", "forecast", "expected"]) {
        return None;
    }
    let since = (1..=10).any(|by| sentence.before(at, by) == "since");
    let figure = is_as_of(sentence, at)
        || is_data_of(sentence, at) && !sentence.has(STUDIED)
        || is_dated(sentence, at)
            && !since
            && has_figure(sentence)
            && !sentence.has(HAPPENED)
            && !sentence.has(STUDIED);
    figure.then_some(Stamped::Figure)
}

/// `as of 2012`, with a figure or with what there is not; alone in a line it stamps the page. `As of May 2010, it was taken
/// off the market` is history.
fn is_as_of(sentence: &Sentence<'_>, at: usize) -> bool {
    let stamped = (1..=4).any(|by| sentence.before(at, by) == "of" && sentence.before(at, by + 1) == "as");
    let lacks = sentence.has(&["no", "not", "only", "none"]) && sentence.has(&["is", "are", "has", "have"]);
    // `Current as of June 2013` stamps a source.
    let current = (1..=5).any(|by| sentence.before(at, by) == "current");
    let ended = current || sentence.has(&["taken", "withdrawn", "banned", "discontinued", "first", "press"]);
    stamped && !ended && (sentence.len() <= 5 || has_figure(sentence) || lacks)
}

/// `2010 guidelines`, `the ACR's 2010 guideline`, `guidelines (2010)`, `guidance published in 2010`.
fn is_guideline(sentence: &Sentence<'_>, at: usize) -> bool {
    let history = [
        "first",
        "found",
        "mapped",
        "isolated",
        "taken",
        "replaced",
        "superseded",
        "previous",
        "previously",
        "original",
        "originally",
        "earlier",
        "old",
        "until",
    ];
    if sentence.has(&history) {
        return false;
    }
    let after = (at + 1..=at + 4).find(|&place| GUIDELINES.contains(&sentence.word(place)));
    let named = |place: usize| {
        (at + 1..place).all(|at| !LINKING.contains(&sentence.word(at)) && sentence.after(at).trim().is_empty())
    };
    if after.is_some_and(|place| named(place) && sentence.after(at).trim().is_empty()) {
        return true;
    }
    let before = (1..=4).filter_map(|by| at.checked_sub(by)).find(|&place| GUIDELINES.contains(&sentence.word(place)));
    before.is_some_and(|place| {
        let dating = ["published", "issued", "released", "from", "in", "of", "updated", "revised", "dated"];
        let dated = (place + 1..at).all(|at| dating.contains(&sentence.word(at)));
        // `Guidelines for Americans, 2010`, `guideline of the college (2010)`
        let named = at > 0
            && sentence.after(at - 1).trim_start().starts_with([',', '('])
            && (place + 1..at).all(|at| !LINKING.contains(&sentence.word(at)) || sentence.word(at) == "the");
        let unbroken = |marks: &[char]| (place..at - 1).all(|at| !sentence.after(at).contains(marks));
        dated && unbroken(&[';', ':', '.']) || named && unbroken(&[';', ':', '.', ','])
    })
}

/// `2008 data`, `figures from 2008`, `the 2010 census`.
fn is_data_of(sentence: &Sentence<'_>, at: usize) -> bool {
    let after = DATA.contains(&sentence.word(at + 1)) && sentence.after(at).trim().is_empty();
    let before =
        ["from", "for", "of", "in"].contains(&sentence.before(at, 1)) && DATA.contains(&sentence.before(at, 2));
    (after || before) && has_figure(sentence)
}

/// `in 2009`, `during 2009`, `in May 2009`, `in the year 2009`.
fn is_dated(sentence: &Sentence<'_>, at: usize) -> bool {
    let of_time = |word: &str| ["in", "during", "by", "for"].contains(&word);
    let between = ["year", "the", "early", "late", "mid", "fiscal"];
    // `during 2008-2010`
    let ranged = at > 0 && sentence.year(at - 1).is_some() && matches!(sentence.after(at - 1), "-" | "–");
    let at = if ranged { at - 1 } else { at };
    let near = sentence.before(at, 1);
    of_time(near) || (between.contains(&near) || is_month(near)) && (2..=3).any(|by| of_time(sentence.before(at, by)))
}

/// A number of people, cases, money, or a share of them.
fn has_figure(sentence: &Sentence<'_>) -> bool {
    (0..sentence.len()).any(|at| {
        let word = sentence.word(at);
        let number = is_number(sentence, at);
        let money = at > 0 && sentence.after(at - 1).ends_with(['£', '$', '€']);
        if number && (sentence.after(at).starts_with('%') || money) || is_share(sentence, at) {
            return true;
        }
        let many = matches!(word, "million" | "billion" | "percent" | "thousand" | "thousands" | "millions");
        let thousands = number && word.len() >= 4 && !word.contains('.');
        many && at > 0 || thousands || number && sentence.has_within(at + 1..at + 5, COUNTED)
    })
}

/// `a third of`, `half of all`, `one in five`, `an average of 16 months`.
fn is_share(sentence: &Sentence<'_>, at: usize) -> bool {
    let word = sentence.word(at);
    let part = ["half", "third", "thirds", "quarter", "quarters", "fifth"].contains(&word);
    let counted = |at: usize| is_number(sentence, at) || NUMERALS.contains(&sentence.word(at));
    let average = matches!(word, "average" | "median" | "mean");
    // `the third of May` and `in the third of three trials` are places in a row.
    let in_a_row = word == "third" && sentence.before(at, 1) == "the" || is_month(sentence.word(at + 2));
    part && !in_a_row && (sentence.word(at + 1) == "of" || matches!(sentence.before(at, 1), "a" | "one" | "two"))
        || sentence.word(at + 1) == "in" && counted(at) && counted(at + 2)
        || average && (at + 1..=at + 4).any(counted)
}

/// A number that is no year, no day of a month, and no part of a name (`H1N1`, `Xp22.2`).
fn is_number(sentence: &Sentence<'_>, at: usize) -> bool {
    let joined = at > 0 && sentence.after(at - 1).is_empty() || sentence.after(at).starts_with(char::is_alphabetic);
    let next_joined = at + 1 < sentence.len() && sentence.after(at).is_empty();
    let of_date = at > 0 && is_month(sentence.word(at - 1)) || is_month(sentence.word(at + 1));
    let digits = sentence.word(at).starts_with(|c: char| c.is_ascii_digit());
    digits && sentence.year(at).is_none() && !joined && !next_joined && !of_date
}

const NUMERALS: &[&str] = &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];

const GUIDELINES: &[&str] = &["guideline", "guidelines", "guidance", "recommendation", "recommendations"];

/// Between a year and a guideline these make two things of them.
const LINKING: &[&str] = &[
    "the", "and", "or", "that", "which", "with", "these", "this", "were", "was", "are", "is", "to", "by", "in", "new",
];

const DATA: &[&str] = &["data", "statistics", "figures", "estimates", "estimate", "survey", "surveys", "census"];

const COUNTED: &[&str] = &[
    "people",
    "persons",
    "patients",
    "cases",
    "case",
    "deaths",
    "adults",
    "children",
    "women",
    "men",
    "births",
    "babies",
    "infants",
    "newborns",
    "americans",
    "individuals",
    "dollars",
    "percent",
    "million",
    "billion",
    "thousand",
    "residents",
    "households",
    "visits",
    "hospitalizations",
    "admissions",
    "diagnoses",
    "infections",
    "donors",
    "transplants",
    "operations",
    "procedures",
    "injuries",
    "students",
    "teenagers",
    "males",
    "females",
    "euros",
    "pounds",
    "countries",
    "members",
    "callers",
    "calls",
    "families",
    "carers",
    "doctors",
    "nurses",
    "hospitals",
    "clinics",
    "beds",
    "appointments",
];

/// What happened in a year and stays true.
const HAPPENED: &[&str] = &[
    "founded",
    "established",
    "launched",
    "formed",
    "created",
    "opened",
    "approved",
    "licensed",
    "introduced",
    "discovered",
    "described",
    "identified",
    "named",
    "invented",
    "enacted",
    "passed",
    "joined",
    "awarded",
    "won",
    "graduated",
    "born",
    "first",
    "outbreak",
    "outbreaks",
    "epidemic",
    "pandemic",
    "earthquake",
    "hurricane",
    "war",
    "attack",
    "attacks",
    "began",
    "started",
    "published",
    "celebrated",
    "hosted",
    "raised",
    "attended",
    "served",
    "banned",
    "withdrawn",
    "stopped",
    "discontinued",
    "recalled",
    "accident",
    "disaster",
    "eradicated",
    "he",
    "she",
    "i",
    "my",
    "his",
    "released",
    "signed",
];

/// The studies that a page tells of.
const STUDIED: &[&str] = &[
    "study",
    "studies",
    "trial",
    "trials",
    "researchers",
    "scientists",
    "investigators",
    "experiment",
    "participants",
    "volunteers",
    "enrolled",
    "randomized",
    "followed",
    "cohort",
    "review",
    "analysis",
];
