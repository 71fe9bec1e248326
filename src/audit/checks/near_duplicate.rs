//! `near-duplicate`: a passage that stands on several pages, above all where the figures in it differ.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::audit::bounds::{Bounded, bounded};
use crate::audit::check::{Check, Found, Run};
use crate::audit::clusters::{PassageAt, SIMILAR, clusters, passage};
use crate::audit::finding::Severity;
use crate::audit::note::PageNote;
use crate::audit::shared::{SharedSentence, shared_sentences, told};
use crate::audit::site::Site;
use crate::audit::spot::Spot;
use crate::audit::wording::{Difference, Word, Wording, difference, similarity};
use crate::content::sentences;

pub(super) const CHECK: Check = Check {
    name: "near-duplicate",
    severity: Severity::Warning,
    looks_for: "passages that stand on several pages in nearly the same words; it is an error where their dates or figures \
                differ",
    why: "What is kept in two places is brought up to date in one of them, and then the site contradicts itself: two doses, \
          two telephone numbers, two deadlines, of which a reader finds the wrong one. What stands on very many pages is \
          taken to be meant so, unless a few of them differ from the rest in a figure.",
    run: Run::Whole(run),
};

/// A passage on more pages is the site's, not a copy.
const MOST_PAGES: usize = 5;
/// The fewest words that pages must share where they share one passage only and its figures agree.
const FEWEST_WORDS: f64 = 40.0;
/// Pages that are named in the evidence.
const NAMED: usize = 5;
/// The share of a page's words in shared passages at which the page as a whole is a copy.
const WHOLE: f64 = 0.85;
/// Words that nobody writes twice: pages that share so many are copies, whatever they are called.
const LONG: u32 = 150;
/// The share of other words by which two passages may differ and still be about the same.
const OTHER_WORDS: f64 = 0.08;

/// Words that say nothing of what a title is about.
const SMALL: [&str; 16] =
    ["", "and", "are", "at", "by", "can", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with"];

/// Words of titles that many subjects share.
const GENERAL: [&str; 12] = [
    "disease",
    "diseases",
    "disorder",
    "disorders",
    "syndrome",
    "condition",
    "what",
    "how",
    "treatment",
    "treatments",
    "symptoms",
    "causes",
];

/// Passages that some pages have in common.
type Shared = BTreeMap<BTreeSet<usize>, Vec<Vec<PassageAt>>>;

fn run(notes: &[PageNote], site: &Site<'_>, found: &mut Found) {
    let mut shared: Shared = BTreeMap::new();
    for mut cluster in clusters(notes) {
        let is_of_the_site = cluster.len() > MOST_PAGES;
        if let Some(first) = cluster.first().copied() {
            cluster.retain(|at| *at == first || is_copy(first, *at, notes));
        }
        if is_of_the_site {
            deviations(&cluster, notes, site, found);
        } else if cluster.len() > 1 && !contradictions(&cluster, notes, site, found) {
            shared.entry(cluster.iter().map(|at| at.0).collect()).or_default().push(cluster);
        }
    }
    let all: Vec<&[PassageAt]> = shared.values().flatten().map(Vec::as_slice).collect();
    let mut sentences = shared_sentences(&all, MOST_PAGES, notes).into_iter();
    for (pages, clusters) in shared {
        let copied: Vec<Copied> =
            clusters.into_iter().map(|passages| Copied { passages, sentence: sentences.next().flatten() }).collect();
        copies(&pages, &copied, notes, site, found);
    }
}

/// Whether two passages are alike, which two of one cluster need not be, and about the same.
fn is_copy(first: PassageAt, other: PassageAt, notes: &[PageNote]) -> bool {
    let (Some(a), Some(b)) = (passage(notes, first), passage(notes, other)) else { return false };
    similarity(&a.shingles, &b.shingles) >= SIMILAR
        && Pair::of(first, other, notes).is_some_and(|pair| !pair.is_of_a_pattern(notes))
}

/// A passage that some pages share.
struct Copied {
    passages: Vec<PassageAt>,
    /// What is shown of it; `None` where all that they share stands on very many pages.
    sentence: Option<SharedSentence>,
}

impl Copied {
    /// How many words its passages share, about: what the least alike of them has of the one that is told of.
    fn shared_words(&self, notes: &[PageNote]) -> f64 {
        let Some(here) = told(&self.passages, notes).and_then(|at| passage(notes, at)) else { return 0.0 };
        let others = self.passages.iter().filter_map(|at| passage(notes, *at));
        let shared = others.map(|other| {
            let alike = similarity(&here.shingles, &other.shingles);
            f64::from(here.words + other.words) * alike / (1.0 + alike)
        });
        shared.fold(f64::INFINITY, f64::min)
    }
}

/// Two passages and how they differ.
struct Pair<'n> {
    here: (PassageAt, Wording<'n>),
    there: (PassageAt, Wording<'n>),
    difference: Difference,
}

impl<'n> Pair<'n> {
    fn of(here: PassageAt, there: PassageAt, notes: &'n [PageNote]) -> Option<Pair<'n>> {
        let (a, b) = (passage(notes, here)?, passage(notes, there)?);
        let (a, b) = (Wording::of(&a.text), Wording::of(&b.text));
        let difference = difference(&a, &b);
        Some(Pair { here: (here, a), there: (there, b), difference })
    }

    /// Whether they say the same of different things: where they differ, each has a word or a number of its own title.
    fn is_of_a_pattern(&self, notes: &[PageNote]) -> bool {
        let Pair { here, there, difference } = self;
        let title = |at: PassageAt| {
            let title = notes.get(at.0).map_or("", |note| note.standing.title.as_str()).to_lowercase();
            title.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<BTreeSet<String>>()
        };
        let (own, others) = (title(here.0), title(there.0));
        let named = |words: &Wording<'_>,
                     places: &mut dyn Iterator<Item = usize>,
                     own: &BTreeSet<String>,
                     other: &BTreeSet<String>| {
            places.filter_map(|place| words.words.get(place)).any(|word| {
                let lower = word.text.to_lowercase();
                let mut parts = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !SMALL.contains(part));
                parts.any(|part| own.contains(part) && !other.contains(part))
            })
        };
        let figures = &difference.figures;
        let mut first_only = difference.words.0.iter().copied().chain(figures.iter().map(|(a, _)| *a));
        let mut second_only = difference.words.1.iter().copied().chain(figures.iter().map(|(_, b)| *b));
        named(&here.1, &mut first_only, &own, &others) || named(&there.1, &mut second_only, &others, &own)
    }

    /// Whether they say the same of the same but for a figure.
    fn contradicts(&self) -> bool {
        let words = self.here.1.words.len().max(self.there.1.words.len());
        !self.difference.figures.is_empty() && self.difference.other_words() as f64 <= words as f64 * OTHER_WORDS
    }
}

/// Finds the pairs of a small cluster whose figures differ; false if there is none. Where each page has figures of its
/// own, they tell of different things in the same words.
fn contradictions(cluster: &[PassageAt], notes: &[PageNote], site: &Site<'_>, found: &mut Found) -> bool {
    let mut by_figures: BTreeMap<Vec<String>, Vec<PassageAt>> = BTreeMap::new();
    for at in cluster {
        let Some(passage) = passage(notes, *at) else { continue };
        by_figures.entry(figures(&Wording::of(&passage.text))).or_default().push(*at);
    }
    if by_figures.len() < 2 {
        return false;
    }
    if by_figures.len() == cluster.len() && cluster.len() > 2 {
        return true;
    }
    let mut any = false;
    let mut groups: Vec<Vec<PassageAt>> = by_figures.into_values().collect();
    groups.sort_by_key(|group| (Reverse(group.len()), group.first().copied()));
    let Some((most, others)) = groups.split_first() else { return false };
    for other in others {
        for at in other {
            let pair = most.iter().filter_map(|there| Pair::of(*at, *there, notes)).find(Pair::contradicts);
            if let Some(pair) = pair {
                contradiction(pair, most.len(), notes, site, found);
                any = true;
            }
        }
    }
    any
}

/// Of what stands on very many pages: the few that differ in a figure from all others.
fn deviations(cluster: &[PassageAt], notes: &[PageNote], site: &Site<'_>, found: &mut Found) {
    let mut by_figures: BTreeMap<Vec<String>, Vec<PassageAt>> = BTreeMap::new();
    for at in cluster {
        let Some(passage) = passage(notes, *at) else { continue };
        by_figures.entry(figures(&Wording::of(&passage.text))).or_default().push(*at);
    }
    let Some(most) = by_figures.values().max_by_key(|group| (group.len(), Reverse(group.first().copied()))).cloned()
    else {
        return;
    };
    if cluster.len() <= MOST_PAGES || most.len() * 5 < cluster.len() * 4 {
        return;
    }
    for at in by_figures.into_values().filter(|group| *group != most).flatten() {
        let Some(there) = most.first() else { continue };
        if let Some(pair) = Pair::of(at, *there, notes).filter(Pair::contradicts) {
            contradiction(pair, most.len(), notes, site, found);
        }
    }
}

fn figures(wording: &Wording<'_>) -> Vec<String> {
    wording.words.iter().filter(|word| word.is_figure).map(|word| word.text.to_lowercase()).collect()
}

/// Tells of two passages that contradict each other: on the page that few others agree with, else on the one that was
/// looked at longer ago.
fn contradiction(pair: Pair<'_>, agreeing: usize, notes: &[PageNote], site: &Site<'_>, found: &mut Found) {
    let Pair { mut here, mut there, difference } = pair;
    let mut places = difference.figures;
    if agreeing == 1 && last_seen(there.0.0, notes) < last_seen(here.0.0, notes) {
        std::mem::swap(&mut here, &mut there);
        places = places.into_iter().map(|(a, b)| (b, a)).collect();
    }
    let ((at, wording), (other_at, other)) = (&here, &there);
    let (Some(mine), Some(theirs)) = (passage(notes, *at), passage(notes, *other_at)) else { return };
    let read =
        |(a, b): &(usize, usize)| (bounded(&mine.text, &wording.words, *a), bounded(&theirs.text, &other.words, *b));
    let figures: Vec<(Bounded, Bounded)> = places.iter().map(read).collect();
    let said =
        |(a, b): &(Bounded, Bounded)| (figure(&mine.text, &wording.words, a), figure(&theirs.text, &other.words, b));
    let told: Vec<Value> =
        figures.iter().map(said).map(|(here, there)| json!({"here": here, "there": there})).collect();
    // What cannot hold together is told of first.
    let apart = figures.iter().find(|(a, b)| !a.may_hold_with(b));
    let (here_it_says, also) = apart.or(figures.first()).map(said).unwrap_or_default();
    let others = if agreeing > 1 { format!("{agreeing} other pages say") } else { "another page says".to_owned() };
    let end = match apart {
        Some(_) => "find out which holds, and say it once.",
        None => "both may hold; say it alike on all of them.",
    };
    let action = format!("Here it says `{here_it_says}`, {others} `{also}` in the same words; {end}");
    let severity = if apart.is_some() { Severity::Error } else { Severity::Warning };
    let marked: Vec<&Word<'_>> = places.iter().filter_map(|(a, _)| wording.words.get(*a)).collect();
    let spot = spot(&mine.spot, &mine.text, &marked);
    let draft = found.add(at.0, spot, action).of_severity(severity);
    draft.with("other_page", page(other_at.0, site)).with("figures", told).with("other_pages_that_agree", agreeing);
    draft.with("similarity", rounded(similarity(&mine.shingles, &theirs.shingles)));
}

fn last_seen(place: usize, notes: &[PageNote]) -> Option<String> {
    let standing = notes.get(place).map(|note| &note.standing)?;
    let reviewed = standing.reviewed.map(|reviewed| reviewed.first_day());
    reviewed.max(standing.edited).map(|day| day.to_string())
}

/// A figure with what bounds it and the word after it, which may be its unit.
fn figure(text: &str, words: &[Word<'_>], figure: &Bounded) -> String {
    let said = words.get(figure.words.clone()).unwrap_or_default();
    let (Some(first), Some(last)) = (said.first(), said.last()) else { return String::new() };
    let unit = words.get(figure.words.end).filter(|next| {
        let between = text.get(last.range.end..next.range.start).unwrap_or_default();
        let is_word = next.text.chars().all(char::is_alphabetic) && !SMALL.contains(&next.text);
        is_word && between.trim().is_empty()
    });
    let end = unit.map_or(last.range.end, |unit| unit.range.end);
    text.get(first.range.start..end).unwrap_or(last.text).to_owned()
}

/// The sentence of the first of these words, with those of them marked that stand in it.
fn spot(of: &Spot, text: &str, words: &[&Word<'_>]) -> Spot {
    let all = sentences(text);
    let first = words.first().and_then(|word| all.iter().find(|range| range.contains(&word.range.start)));
    let range = first.or(all.first()).cloned().unwrap_or(0..text.len());
    let sentence = text.get(range.clone()).unwrap_or(text);
    let points =
        |to: usize| sentence.get(..to.saturating_sub(range.start)).map_or(0, |before| before.chars().count()) as u32;
    let inside = words.iter().filter(|word| range.start <= word.range.start && word.range.end <= range.end);
    let marks = inside.map(|word| (points(word.range.start), points(word.range.end))).collect();
    Spot { sentence: Some(sentence.trim_end().to_owned()), marks, ..of.clone() }
}

/// Tells of passages that the same pages have in common, once for these pages.
fn copies(pages: &BTreeSet<usize>, copied: &[Copied], notes: &[PageNote], site: &Site<'_>, found: &mut Found) {
    let Some(place) = pages.iter().find(|place| notes.get(**place).is_some_and(|note| note.audited)) else { return };
    let share = |place: usize| {
        let here = copied.iter().flat_map(|it| &it.passages).filter(|at| at.0 == place);
        let words: u32 = here.filter_map(|at| passage(notes, *at)).map(|passage| passage.words).sum();
        let all = notes.get(place).map_or(0, |note| note.standing.words);
        f64::from(words) / f64::from(all.max(1))
    };
    let all_words: u32 = copied.iter().filter_map(|it| passage(notes, *it.passages.first()?)).map(|it| it.words).sum();
    // Pages of two diseases may hold little but a stock paragraph: neither can stand for the other.
    let whole = pages.iter().all(|place| share(*place) >= WHOLE) && (is_one_subject(pages, notes) || all_words >= LONG);
    // What stands on very many pages is the site's.
    let own: Vec<&Copied> = copied.iter().filter(|it| whole || it.sentence.is_some()).collect();
    let longest = own.iter().max_by_key(|it| {
        let first = it.passages.first().copied();
        (first.and_then(|at| passage(notes, at)).map_or(0, |passage| passage.words), Reverse(first))
    });
    let Some(longest) = longest else { return };
    if !whole && own.len() == 1 && longest.shared_words(notes) < FEWEST_WORDS {
        return;
    }
    let at = |place: usize| longest.passages.iter().find(|at| at.0 == place).copied();
    let Some(here) = at(*place).and_then(|at| passage(notes, at)) else { return };
    let others: Vec<usize> = pages.iter().copied().filter(|other| other != place).collect();
    let alike = others.iter().filter_map(|other| passage(notes, at(*other)?));
    let least = alike.map(|other| similarity(&here.shingles, &other.shingles)).fold(1.0, f64::min);
    let these =
        |pages: usize| if pages == 2 { "another page".to_owned() } else { format!("{} other pages", pages - 1) };
    let (spot, action, standing) = if whole {
        let spot = Spot { url: here.spot.url.split('#').next().unwrap_or_default().to_owned(), ..Spot::default() };
        let these = these(pages.len());
        let action =
            format!("The whole page stands on {these} too. Keep one of them, and let the other's address lead there.");
        (spot, action, pages.len())
    } else {
        let standing = longest.sentence.as_ref().map_or(0, |sentence| sentence.pages);
        let what = match own.len() {
            1 => "This passage stands".to_owned(),
            2 => "This and another passage stand".to_owned(),
            number => format!("This and {} more passages stand", number - 1),
        };
        let more = match standing > pages.len() {
            true => format!(" Its sentence stands on {standing} pages in all."),
            false => String::new(),
        };
        let action = format!(
            "{what} on {} too, in nearly the same words.{more} Whoever changes it here must change it there; or keep it in \
             one place, and link there.",
            these(pages.len())
        );
        let range = longest.sentence.as_ref().map_or(0..here.text.len(), |sentence| sentence.range.clone());
        let sentence = here.text.get(range).unwrap_or(&here.text).trim().trim_start_matches("- ").to_owned();
        (Spot { sentence: Some(sentence), marks: Vec::new(), ..here.spot.clone() }, action, standing.max(pages.len()))
    };
    let draft = found.add(*place, spot, action);
    draft.with("other_pages", others.iter().take(NAMED).map(|other| page(*other, site)).collect::<Vec<_>>());
    draft.with("pages", pages.len()).with("pages_with_the_sentence", standing).with("passages", own.len());
    draft.with("similarity", rounded(least)).with("whole_page", whole);
}

/// Whether the titles of these pages have a word in common that says what they are about.
fn is_one_subject(pages: &BTreeSet<usize>, notes: &[PageNote]) -> bool {
    let words = |place: &usize| -> BTreeSet<String> {
        let title = notes.get(*place).map_or("", |note| note.standing.title.as_str()).to_lowercase();
        let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !SMALL.contains(word));
        words.filter(|word| !GENERAL.contains(word)).map(str::to_owned).collect()
    };
    let mut all = pages.iter().map(words);
    let Some(first) = all.next() else { return false };
    // A title of general words only says nothing.
    all.all(|other| first.is_empty() || other.is_empty() || !first.is_disjoint(&other))
}

fn page(place: usize, site: &Site<'_>) -> Value {
    let facts = site.pages().get(place).map(|entry| &entry.facts);
    facts.map_or(Value::Null, |facts| json!({"id": facts.id, "title": facts.title, "link": facts.link}))
}

fn rounded(similarity: f64) -> f64 {
    (similarity * 100.0).round() / 100.0
}
