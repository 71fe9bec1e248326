//! An answer as the page shows it.

use super::shown::{ShownBlock, blocks};
use super::site::SiteShown;
use crate::config::NoticeKind;
use crate::content::Freshness;
use crate::search::{Answer, By, Hit, ShownNotice as Notice};

/// An answer.
pub(super) struct ShownAnswer {
    pub(super) summary: String,
    /// Nothing answers, or nothing answers fully.
    pub(super) wanting: bool,
    /// What a screen reader says of it.
    pub(super) spoken: String,
    pub(super) notices: Vec<ShownNotice>,
    pub(super) notes: Vec<String>,
    pub(super) meanings: Vec<ShownMeanings>,
    pub(super) offers: Vec<Offer>,
    pub(super) corrected: String,
    pub(super) excluded: String,
    /// A word was left out by the filter, which can be emptied.
    pub(super) left_out: bool,
    pub(super) absent: String,
    pub(super) hits: Vec<ShownHit>,
    pub(super) nearest: Vec<String>,
    pub(super) link: String,
}

/// A notice of the site's own.
pub(super) struct ShownNotice {
    pub(super) kind: &'static str,
    pub(super) label: &'static str,
    pub(super) say: String,
}

/// An acronym with several meanings.
pub(super) struct ShownMeanings {
    pub(super) text: String,
    pub(super) choices: Vec<Choice>,
    /// What takes the choice back, where there is one: the choices for other acronyms.
    pub(super) any: Option<String>,
}

/// One of its meanings.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) name: String,
    /// How many pages speak of it, where that is known.
    pub(super) pages: Option<String>,
    pub(super) chosen: bool,
}

/// A correction that was not made.
pub(super) struct Offer {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) question: String,
}

/// A passage that answers.
pub(super) struct ShownHit {
    pub(super) rank: usize,
    pub(super) pinned: bool,
    pub(super) title: String,
    pub(super) url: String,
    pub(super) place: String,
    pub(super) freshness: &'static str,
    pub(super) shape: &'static str,
    pub(super) age: String,
    pub(super) lead: Option<String>,
    pub(super) blocks: Vec<ShownBlock>,
    pub(super) matched: Vec<String>,
    pub(super) more: String,
    pub(super) say: String,
    pub(super) short_link: String,
    /// The page's plain link.
    pub(super) link: String,
    pub(super) copy: String,
    pub(super) lang: Option<String>,
}

impl ShownAnswer {
    /// `chosen` are the meanings that were chosen, as `acronym=meaning`; `disclaimer` is the site's own line; `link` leads
    /// to the question.
    pub(super) fn of(
        answer: &Answer,
        chosen: &str,
        nearest: Vec<String>,
        disclaimer: Option<&str>,
        site: &SiteShown,
        link: String,
    ) -> ShownAnswer {
        let made: Vec<String> = answer
            .corrections
            .iter()
            .filter(|correction| correction.applied)
            .map(|correction| format!("“{}” instead of “{}”", correction.to, correction.from))
            .collect();
        let offers = answer.corrections.iter().filter(|correction| !correction.applied).map(|correction| Offer {
            question: answer.query.replacen(&correction.from, &correction.to, 1),
            from: correction.from.clone(),
            to: correction.to.clone(),
        });
        let meanings = meanings(answer, chosen);
        ShownAnswer {
            summary: summary(answer),
            wanting: answer.hits.is_empty() || is_partial(answer),
            spoken: spoken(answer, &meanings),
            notices: answer.notices.iter().map(ShownNotice::of).collect(),
            notes: notes(answer),
            meanings,
            offers: offers.collect(),
            corrected: if made.is_empty() { String::new() } else { format!("Searched for {}.", made.join(", ")) },
            excluded: answer.excluded.join(", "),
            left_out: link.contains("&not="),
            absent: answer.absent.join(", "),
            hits: answer.hits.iter().map(|hit| ShownHit::of(hit, disclaimer, site)).collect(),
            nearest,
            link,
        }
    }
}

/// Whether the best of an answer leaves a part of the question out, or there is none.
pub(super) fn is_partial(answer: &Answer) -> bool {
    !answer.hits.iter().take(3).any(Hit::is_full)
}

fn summary(answer: &Answer) -> String {
    match answer.hits.len() {
        0 if answer.notes.iter().any(|note| note.code == "empty-question") => "Nothing was asked.".to_owned(),
        0 => "Nothing on this site answers that.".to_owned(),
        _ if is_partial(answer) && answer.hits.iter().all(|hit| !hit.pinned) => {
            "Nothing answers this fully; these come nearest.".to_owned()
        }
        1 => "One answer.".to_owned(),
        more => format!("{more} answers, the best first."),
    }
}

/// Notices first: whoever does not see them must hear them. Then what there is, and what could be chosen.
fn spoken(answer: &Answer, meanings: &[ShownMeanings]) -> String {
    let mut told: Vec<String> = answer.notices.iter().map(|notice| notice.text.clone()).collect();
    told.push(summary(answer));
    if !answer.absent.is_empty() {
        told.push(format!("Nowhere on this site: {}.", answer.absent.join(", ")));
    }
    let several = meanings.iter().filter(|meanings| meanings.choices.len() > 1);
    told.extend(several.map(|it| format!("“{}” has {} meanings.", it.text, it.choices.len())));
    let offered = answer.corrections.iter().filter(|correction| !correction.applied);
    told.extend(offered.map(|correction| format!("Did you mean {}?", correction.to)));
    told.extend(answer.hits.first().map(|hit| format!("First: {}.", hit.page.title)));
    told.join(" ")
}

/// The notes as sentences, but for what the summary says already, and the site's name at the top of the page.
fn notes(answer: &Answer) -> Vec<String> {
    let told = answer.notes.iter().filter(|note| !matches!(note.code.as_str(), "no-full-answer" | "sample-site"));
    told.map(|note| format!("{}.", capitalised(note.text.trim_end_matches('.')))).collect()
}

fn meanings(answer: &Answer, chosen: &str) -> Vec<ShownMeanings> {
    let chosen: Vec<&str> = chosen.split(';').filter(|choice| !choice.trim().is_empty()).collect();
    let shown = answer.meanings.iter().map(|meanings| {
        let of_this = |choice: &&str| {
            choice.split_once('=').is_some_and(|(acronym, _)| acronym.trim().eq_ignore_ascii_case(&meanings.text))
        };
        // A choice for one acronym leaves those for others as they are.
        let others: Vec<&str> = chosen.iter().copied().filter(|choice| !of_this(choice)).collect();
        let choices = meanings.meanings.iter().filter(|one| one.pages > 0).map(|one| {
            let this = format!("{}={}", meanings.text, one.concept);
            Choice {
                chosen: chosen.iter().any(|choice| choice.trim().eq_ignore_ascii_case(&this)),
                name: capitalised(&one.concept),
                pages: Some(counted(one.pages as usize, "page")),
                value: others.iter().copied().chain([this.as_str()]).collect::<Vec<_>>().join(";"),
            }
        });
        let any = chosen.iter().any(of_this).then(|| others.join(";"));
        ShownMeanings { text: meanings.text.clone(), choices: choices.collect(), any }
    });
    let mut shown: Vec<ShownMeanings> = shown.filter(|meanings| meanings.choices.len() > 1).collect();
    // What was chosen has one meaning now: it is shown all the same, so that it can be taken back.
    for choice in &chosen {
        let Some((text, name)) = choice.split_once('=') else { continue };
        if shown.iter().all(|meanings| !meanings.text.eq_ignore_ascii_case(text.trim())) {
            let others: Vec<&str> = chosen.iter().copied().filter(|other| other != choice).collect();
            let one = Choice { value: chosen.join(";"), name: capitalised(name.trim()), pages: None, chosen: true };
            shown.push(ShownMeanings { text: text.trim().to_owned(), choices: vec![one], any: Some(others.join(";")) });
        }
    }
    shown
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

impl ShownNotice {
    fn of(notice: &Notice) -> ShownNotice {
        let (kind, label) = match notice.kind {
            NoticeKind::Emergency => ("emergency", "Emergency"),
            NoticeKind::Boundary => ("boundary", "What we do not say"),
            NoticeKind::Referral => ("referral", "Who can help"),
        };
        ShownNotice { kind, label, say: notice.text.clone() }
    }
}

impl ShownHit {
    fn of(hit: &Hit, disclaimer: Option<&str>, site: &SiteShown) -> ShownHit {
        let organisation = hit.page.organisation.as_deref().unwrap_or(&site.name);
        let place: Vec<&str> =
            hit.page.breadcrumb.iter().chain(&hit.section).map(String::as_str).filter(|it| !it.is_empty()).collect();
        ShownHit {
            rank: hit.rank,
            pinned: hit.pinned,
            title: hit.page.title.clone(),
            url: web_link(&hit.url),
            place: place.join(" › "),
            freshness: hit.page.freshness.as_str(),
            shape: shape(hit.page.freshness),
            age: hit.page.age.clone(),
            lead: hit.lead.clone(),
            blocks: blocks(&hit.passage, &hit.highlights, &hit.headings),
            matched: matched(hit),
            more: format!("/page/{}#{}", hit.page.id, passage_id(&hit.passage)),
            say: say(hit, organisation),
            short_link: hit.page.short_link.clone(),
            link: hit.page.link.clone(),
            copy: copied(hit, organisation, disclaimer),
            lang: foreign(hit.page.language.as_deref(), site.language()),
        }
    }
}

/// The language tag of a page, where it is another than the usual one of the site's pages.
pub(super) fn foreign(tag: Option<&str>, usual: &str) -> Option<String> {
    let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or(tag).to_lowercase();
    tag.filter(|tag| primary(tag) != primary(usual)).map(|tag| tag.replace('_', "-"))
}

/// Only addresses of the web are links.
pub(super) fn web_link(link: &str) -> String {
    let is_web = link.starts_with("https://") || link.starts_with("http://");
    if is_web { link.to_owned() } else { "#".to_owned() }
}

/// A shape for each freshness: colour is not all that tells them apart.
pub(super) fn shape(freshness: Freshness) -> &'static str {
    match freshness {
        Freshness::Reviewed => "●",
        Freshness::Due => "◐",
        Freshness::Overdue => "▲",
        Freshness::Unverified => "○",
    }
}

/// By which a passage is found again on its page, whatever stands before it.
pub(super) fn passage_id(text: &str) -> String {
    let hash = blake3::hash(text.as_bytes()).to_hex();
    format!("p{}", hash.get(..12).unwrap_or_default())
}

fn matched(hit: &Hit) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for found in &hit.matched {
        let same = found.text.to_lowercase() == found.query.to_lowercase();
        let reason = match found.by {
            By::Word | By::Phrase => continue,
            By::Synonym | By::Acronym if same => continue,
            By::Narrower => format!("“{}” is an example of “{}”", found.text, found.query),
            _ => format!("matched “{}” for “{}”", found.text, found.query),
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.truncate(4);
    reasons
}

/// One sentence to read out: `This is from Larkfield’s page on “Falls”, reviewed 14 January 2025.`
fn say(hit: &Hit, organisation: &str) -> String {
    let age = months_in_full(&hit.page.age);
    let age = match hit.page.freshness {
        Freshness::Overdue => {
            format!(
                "; its {}",
                age.replacen("overdue", "has been overdue", 1).replacen(" (", ", ", 1).replacen(')', "", 1)
            )
        }
        Freshness::Unverified => format!("; it has {}", age.replacen(", edited", " and was edited in", 1)),
        Freshness::Reviewed | Freshness::Due => format!(", {age}"),
    };
    format!("This is from {organisation}’s page on “{}”{age}.", hit.page.title)
}

/// A short name of a month is for the eye.
fn months_in_full(text: &str) -> String {
    const MONTHS: [(&str, &str); 11] = [
        ("Jan", "January"),
        ("Feb", "February"),
        ("Mar", "March"),
        ("Apr", "April"),
        ("Jun", "June"),
        ("Jul", "July"),
        ("Aug", "August"),
        ("Sep", "September"),
        ("Oct", "October"),
        ("Nov", "November"),
        ("Dec", "December"),
    ];
    let full =
        |word: &str| MONTHS.iter().find(|(short, _)| *short == word).map_or(word.to_owned(), |it| it.1.to_owned());
    text.split(' ').map(full).collect::<Vec<_>>().join(" ")
}

/// What is put on the clipboard: quote, source, age, reviewer, the site's line, the page's link. Never the question.
fn copied(hit: &Hit, organisation: &str, disclaimer: Option<&str>) -> String {
    let mut lines = Vec::new();
    if let Some(lead) = &hit.lead {
        lines.push(lead.clone());
    }
    lines.push(hit.passage.clone());
    lines.push(String::new());
    lines.push(format!("{}, {organisation}", hit.page.title));
    let reviewer = hit.page.reviewer.as_ref().map(|name| format!(". Reviewer: {name}")).unwrap_or_default();
    lines.push(format!("{}{reviewer}", capitalised(&hit.page.age)));
    lines.extend(disclaimer.map(str::to_owned));
    lines.push(hit.page.link.clone());
    lines.join("\n")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
