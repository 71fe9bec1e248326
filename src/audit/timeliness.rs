//! Timeliness: which words of a sentence tell a time by the day of writing, and age from that day on.
//!
//! The same words speak of readers and patients far more often (`are you currently taking`, `recently had surgery`); so each is
//! believed only beside what speaks of the state of knowledge or of what is on offer. Whether a date stands near is the
//! check's to look at.

mod words;

use std::ops::Range;

use super::sentence::Sentence;
use words::{CURRENT, DISCOVERED, DONE, EVENTS, KNOWLEDGE, NEW_THINGS, NEWLY, READERS, RESEARCH, UNDER_WAY};

/// Whether a folded word may be one, or the end of a phrase that is: a cheap look before a sentence is read.
pub(super) fn tells_time(word: &str) -> bool {
    matches!(
        word,
        "currently"
            | "presently"
            | "recently"
            | "newly"
            | "nowadays"
            | "now"
            | "present"
            | "moment"
            | "days"
            | "recent"
            | "new"
            | "upcoming"
            | "forthcoming"
            | "year"
            | "month"
            | "date"
            | "future"
            | "soon"
            | "today"
            | "decade"
            | "decades"
            | "years"
            | "year's"
            | "time"
    )
}

/// The places of the words that age, as stretches of words.
pub(super) fn relative_words(sentence: &Sentence<'_>) -> Vec<Range<usize>> {
    // A testimonial tells of its own time.
    if sentence.has(&["i", "my", "me", "mine"]) {
        return Vec::new();
    }
    let mut out: Vec<Range<usize>> = Vec::new();
    for at in 0..sentence.len() {
        if out.last().is_none_or(|last| last.end <= at)
            && let Some(place) = relative_at(sentence, at)
        {
            out.push(place);
        }
    }
    out
}

fn relative_at(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let place = match sentence.word(at) {
        "currently" | "presently" => is_current(sentence, at).then_some(at..at + 1),
        "recently" => is_recent(sentence, at).then_some(at..at + 1),
        "newly" => is_newly(sentence, at).then_some(at..at + 1),
        "nowadays" => Some(at..at + 1),
        "now" => is_now(sentence, at).then_some(at..at + 1),
        "new" => is_new(sentence, at).then_some(at..at + 1),
        "upcoming" | "forthcoming" => EVENTS.contains(&sentence.word(at + 1)).then_some(at..at + 1),
        "recent" => is_recent_work(sentence, at).then_some(at..at + 2),
        "at" => at_present(sentence, at),
        "these" if sentence.reads(at, &["these", "days"]) && is_free(sentence, at) => Some(at..at + 2),
        "this" | "next" | "last" => calendar(sentence, at),
        "to" => to_date(sentence, at),
        "in" if sentence.reads(at, &["in", "the", "near", "future"]) => {
            is_announced(sentence, at).then_some(at..at + 4)
        }
        "will" if sentence.reads(at, &["will", "soon", "be"]) => Some(at..at + 3),
        "today" if at == 0 && sentence.after(0).starts_with(',') => Some(0..1),
        "in" | "over" | "during" => past_decade(sentence, at),
        _ => None,
    }?;
    (!speaks_to_reader(sentence, &place)).then_some(place)
}

/// Whether the words around a place speak to a reader or of a patient: in the clause before it, and close behind it.
fn speaks_to_reader(sentence: &Sentence<'_>, place: &Range<usize>) -> bool {
    let mut from = place.start;
    while from > 0 && place.start - from < 10 && !sentence.after(from - 1).contains([';', ':', '(']) {
        from -= 1;
    }
    sentence.has_within(from..place.start, READERS)
        || sentence.has_within(place.end..place.end + 4, &["you", "your", "child's"])
        || sentence.has_within(from..place.start, &["if", "whether", "when", "unless", "whose"])
}

/// Whether the sentence speaks of research, treatment and what is known.
fn known(sentence: &Sentence<'_>) -> bool {
    sentence.has(KNOWLEDGE)
}

/// What `in the near future` is said of: knowledge, or what will be done to a thing (`will be replaced in the near future`).
fn is_announced(sentence: &Sentence<'_>, at: usize) -> bool {
    let people = ["patient", "patients", "people", "person", "child", "children", "baby", "woman", "women", "symptoms"];
    let done = at >= 3 && sentence.word(at - 3) == "will" && sentence.word(at - 2) == "be";
    known(sentence) || done && !sentence.has(&people)
}

/// Nothing before that makes other days of them: `during these days`.
fn is_free(sentence: &Sentence<'_>, at: usize) -> bool {
    !["during", "on", "in", "for", "all", "of", "after", "before", "between"].contains(&sentence.before(at, 1))
}

fn is_current(sentence: &Sentence<'_>, at: usize) -> bool {
    let (next, second) = (sentence.word(at + 1), sentence.word(at + 2));
    match next {
        "not" => {
            let offered =
                ["available", "known", "recommended", "approved", "possible", "understood", "clear", "used", "a"];
            return offered.contains(&second) || second == "been";
        }
        "being" => return !["treated", "taken", "seen", "cared", "breastfed"].contains(&second),
        "under" => return UNDER_WAY.contains(&second),
        "in" => return ["clinical", "development", "trials", "use", "progress", "phase", "place"].contains(&second),
        "working" => return ["on", "to", "with", "toward", "towards"].contains(&second),
        _ => {}
    }
    // `Currently smoke, or have quit` asks who the reader is, `the treatment currently used as standard` is any.
    if ["smoke", "take", "use", "drink", "have", "work", "live", "receive"].contains(&next)
        || next == "used" && second == "as"
    {
        return false;
    }
    // `the currently used treatment` only names it, and signs are those of a patient.
    let named = sentence.before(at, 1) == "the" && !matches!(next, "available" | "approved" | "recommended");
    if named || next == "no" && matches!(second, "sign" | "signs" | "symptom" | "symptoms") {
        return false;
    }
    let there_is = matches!(sentence.before(at, 1), "is" | "are" | "be") && sentence.before(at, 2) == "there";
    let opens = at == 0 || at == 1 && matches!(sentence.word(0), "and" | "but" | "however" | "although" | "though");
    let follows =
        matches!(sentence.before(at, 1), "available" | "exists" | "exist" | "recruiting" | "approved" | "underway");
    CURRENT.contains(&next) || there_is || follows || opens && (sentence.after(at).starts_with(',') || known(sentence))
}

fn is_recent(sentence: &Sentence<'_>, at: usize) -> bool {
    if sentence.before(at, 1) == "until" {
        return true;
    }
    let opens = at == 0 || at == 1 && matches!(sentence.word(0), "more" | "most" | "only" | "but" | "and" | "until");
    if opens && sentence.after(at).starts_with(',') {
        return true;
    }
    // `and, recently, gene therapy`
    let aside = at > 0 && sentence.after(at - 1).starts_with(',') && sentence.after(at).starts_with(',');
    if aside && (known(sentence) || matches!(sentence.before(at, 1), "and" | "or" | "more" | "most")) {
        return true;
    }
    if ["who", "whom"].iter().any(|who| (1..=4).any(|by| sentence.before(at, by) == *who)) {
        return false;
    }
    let next = sentence.word(at + 1);
    let verb = if next == "been" { sentence.word(at + 2) } else { next };
    DISCOVERED.contains(&verb) || (DONE.contains(&verb) || opens) && known(sentence)
}

fn is_newly(sentence: &Sentence<'_>, at: usize) -> bool {
    let (next, second) = (sentence.word(at + 1), sentence.word(at + 2));
    let of_patients = [
        "patients",
        "cases",
        "case",
        "people",
        "individuals",
        "lump",
        "mass",
        "infections",
        "infected",
        "cancer",
        "tumor",
        "persons",
    ];
    // Where the newest is to be looked up does not age.
    let looked_up = sentence.has(&["latest"]);
    NEWLY.contains(&next)
        && !looked_up
        && !of_patients.contains(&second)
        && !of_patients.contains(&sentence.word(at + 3))
}

/// `is now available`, `are now used`; not `now` of an order or a turn of speech, nor of what a thing is taken to be.
fn is_now(sentence: &Sentence<'_>, at: usize) -> bool {
    let is = matches!(sentence.before(at, 1), "is" | "are" | "has" | "have");
    let next = sentence.word(at + 1);
    let verb = if matches!(next, "been" | "being") { sentence.word(at + 2) } else { next };
    let done = [
        "available",
        "approved",
        "possible",
        "recommended",
        "considering",
        "tested",
        "studied",
        "used",
        "using",
        "testing",
        "studying",
        "offered",
        "able",
    ];
    let patient = matches!(sentence.before(at, 2), "he" | "she" | "you" | "who" | "patient" | "child");
    is && done.contains(&verb) && !patient
}

/// `a new study`, `new guidelines recommend`, `new treatments are`; not what is new to a patient, nor what is looked for.
fn is_new(sentence: &Sentence<'_>, at: usize) -> bool {
    // One adjective may stand between.
    let Some(noun) = [at + 1, at + 2].into_iter().find(|&place| NEW_THINGS.contains(&sentence.word(place))) else {
        return false;
    };
    let verb = sentence.word(noun + 1);
    let reports =
        ["show", "shows", "suggest", "suggests", "indicate", "indicates", "found", "finds", "recommend", "recommends"];
    let research =
        ["research", "study", "studies", "evidence", "findings", "data", "guideline", "guidelines", "guidance"];
    if research.contains(&sentence.word(noun))
        && (reports.contains(&verb) || verb == "has" && reports.contains(&"found"))
    {
        return true;
    }
    let opens = at == 0
        || at == 1 && matches!(sentence.word(0), "a" | "some" | "several" | "many" | "two" | "the" | "promising");
    let is = ["is", "are", "was", "were", "has", "have", "called", "known"];
    let said = [
        "available",
        "approved",
        "emerging",
        "emerged",
        "promising",
        "promise",
        "being",
        "been",
        "become",
        "becoming",
        "currently",
        "now",
        "under",
    ];
    let after = noun + 1..noun + 5;
    opens && is.contains(&verb) && sentence.has_within(after, &said)
}

/// `recent studies`, `in recent years`.
fn is_recent_work(sentence: &Sentence<'_>, at: usize) -> bool {
    let next = sentence.word(at + 1);
    if matches!(next, "years" | "decades") {
        return matches!(sentence.before(at, 1), "in" | "over" | "until" | "during" | "more" | "these");
    }
    RESEARCH.contains(&next) && !matches!(sentence.before(at, 1), "no" | "any" | "most" | "your")
}

/// `at present`, `at the moment`, `at this time`.
fn at_present(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    let state = [
        "no",
        "not",
        "none",
        "unknown",
        "unavailable",
        "unclear",
        "cannot",
        "available",
        "insufficient",
        "nobody",
        "nothing",
    ];
    if sentence.reads(at, &["at", "present"]) {
        return Some(at..at + 2);
    }
    if sentence.reads(at, &["at", "the", "present", "time"]) {
        return Some(at..at + 4);
    }
    let moment = sentence.reads(at, &["at", "the", "moment"]) || sentence.reads(at, &["at", "this", "time"]);
    let free = sentence.word(at + 3) != "of" && sentence.word(at + 3) != "when";
    let told = sentence.has_within(at.saturating_sub(14)..at + 8, &state);
    (moment && free && told && known(sentence)).then_some(at..at + 3)
}

/// `this year`, `next month`, `last year`; not a span of time before any day, nor a stage of a life.
fn calendar(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if !matches!(sentence.word(at + 1), "year" | "month") {
        return None;
    }
    let span = [
        "the", "each", "every", "in", "within", "over", "during", "than", "past", "your", "for", "a", "and", "or", "to",
    ];
    let stage = ["of", "or", "old", "and", "to", "before", "after"];
    let spoken = sentence.word(at) == "this" || !span.contains(&sentence.before(at, 1));
    let plain = !stage.contains(&sentence.word(at + 2)) && !sentence.after(at + 1).starts_with('-');
    (spoken && plain && known_or_event(sentence)).then_some(at..at + 2)
}

fn known_or_event(sentence: &Sentence<'_>) -> bool {
    known(sentence)
        || sentence.has(EVENTS)
        || sentence.has(&["we", "our", "diagnosed", "estimated", "about", "will", "million"])
}

/// `to date`, where it closes or opens a clause; not `up to date`.
fn to_date(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if !sentence.reads(at, &["to", "date"])
        || matches!(sentence.before(at, 1), "up" | "due" | "date" | "start" | "begin")
    {
        return None;
    }
    let closes = at + 2 >= sentence.len() || sentence.after(at + 1).starts_with([',', ';', ')', '.']);
    let hyphen = sentence.after(at).contains('-');
    (closes && !hyphen).then_some(at..at + 2)
}

/// `over the past decade`, `in the last few years`.
fn past_decade(sentence: &Sentence<'_>, at: usize) -> Option<Range<usize>> {
    if sentence.word(at + 1) != "the" || !matches!(sentence.word(at + 2), "past" | "last") {
        return None;
    }
    let counts = ["few", "several", "two", "three", "couple", "10", "ten", "20", "twenty", "30"];
    let end = (at + 3..at + 6).find(|&place| matches!(sentence.word(place), "decade" | "decades" | "years"))?;
    let counted = (at + 3..end).all(|at| counts.contains(&sentence.word(at)) || sentence.word(at) == "of");
    (counted && known(sentence)).then_some(at..end + 1)
}
