//! `near-duplicate`: a passage that stands on several pages, above all where the figures in it differ.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::{Value, json};

use crate::audit::check::{Check, Found, Run};
use crate::audit::clusters::{PassageAt, SIMILAR, clusters, passage};
use crate::audit::finding::Severity;
use crate::audit::note::PageNote;
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
/// Pages that are named in the evidence.
const NAMED: usize = 5;
/// The share of a page's words in shared passages at which the page as a whole is a copy.
const WHOLE: f64 = 0.85;
/// The share of other words by which two passages may differ and still be about the same.
const OTHER_WORDS: f64 = 0.08;

/// Words that say nothing of what a title is about.
const SMALL: [&str; 16] =
    ["", "and", "are", "at", "by", "can", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with"];

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
    for (pages, clusters) in shared {
        copies(&pages, &clusters, notes, site, found);
    }
}

/// Whether two passages are alike, which two of one cluster need not be, and about the same.
fn is_copy(first: PassageAt, other: PassageAt, notes: &[PageNote]) -> bool {
    let (Some(a), Some(b)) = (passage(notes, first), passage(notes, other)) else { return false };
    similarity(&a.shingles, &b.shingles) >= SIMILAR
        && Pair::of(first, other, notes).is_some_and(|pair| !pair.is_of_a_pattern(notes))
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
    let told: Vec<Value> = places
        .iter()
        .map(|(a, b)| json!({"here": figure(&mine.text, &wording.words, *a), "there": figure(&theirs.text, &other.words, *b)}))
        .collect();
    let first =
        places.first().map(|(a, b)| (figure(&mine.text, &wording.words, *a), figure(&theirs.text, &other.words, *b)));
    let (said, also) = first.unwrap_or_default();
    let others = if agreeing > 1 { format!("{agreeing} other pages say") } else { "another page says".to_owned() };
    let action =
        format!("Here it says `{said}`, {others} `{also}` in the same words; find out which holds, and say it once.");
    let marked: Vec<&Word<'_>> = places.iter().filter_map(|(a, _)| wording.words.get(*a)).collect();
    let spot = spot(&mine.spot, &mine.text, &marked);
    let draft = found.add(at.0, spot, action).of_severity(Severity::Error);
    draft.with("other_page", page(other_at.0, site)).with("figures", told).with("other_pages_that_agree", agreeing);
    draft.with("similarity", rounded(similarity(&mine.shingles, &theirs.shingles)));
}

fn last_seen(place: usize, notes: &[PageNote]) -> Option<String> {
    let standing = notes.get(place).map(|note| &note.standing)?;
    let reviewed = standing.reviewed.map(|reviewed| reviewed.first_day());
    reviewed.max(standing.edited).map(|day| day.to_string())
}

/// A figure with the word after it, which may be its unit.
fn figure(text: &str, words: &[Word<'_>], at: usize) -> String {
    let Some(word) = words.get(at) else { return String::new() };
    let unit = words.get(at + 1).filter(|next| {
        let between = text.get(word.range.end..next.range.start).unwrap_or_default();
        let is_word = next.text.chars().all(char::is_alphabetic) && !SMALL.contains(&next.text);
        is_word && between.trim().is_empty()
    });
    let end = unit.map_or(word.range.end, |unit| unit.range.end);
    text.get(word.range.start..end).unwrap_or(word.text).to_owned()
}

/// The sentence of the first of these words, with those of them marked that stand in it.
fn spot(of: &Spot, text: &str, words: &[&Word<'_>]) -> Spot {
    let all = sentences(text);
    // Without words the first sentence by which a person knows the passage again.
    let is_long =
        |range: &&Range<usize>| text.get((*range).clone()).is_some_and(|it| it.split_whitespace().count() > 6);
    let range = match words.first() {
        Some(word) => all.iter().find(|range| range.contains(&word.range.start)),
        None => all.iter().find(is_long).or(all.first()),
    };
    let range = range.cloned().unwrap_or(0..text.len());
    let sentence = text.get(range.clone()).unwrap_or(text);
    let points =
        |to: usize| sentence.get(..to.saturating_sub(range.start)).map_or(0, |before| before.chars().count()) as u32;
    let inside = words.iter().filter(|word| range.start <= word.range.start && word.range.end <= range.end);
    let marks = inside.map(|word| (points(word.range.start), points(word.range.end))).collect();
    Spot { sentence: Some(sentence.trim_end().to_owned()), marks, ..of.clone() }
}

/// Tells of passages that the same pages have in common, once for these pages.
fn copies(
    pages: &BTreeSet<usize>,
    clusters: &[Vec<PassageAt>],
    notes: &[PageNote],
    site: &Site<'_>,
    found: &mut Found,
) {
    let Some(place) = pages.iter().find(|place| notes.get(**place).is_some_and(|note| note.audited)) else { return };
    let share = |place: usize| {
        let here = clusters.iter().flatten().filter(|at| at.0 == place).filter_map(|at| passage(notes, *at));
        let all = notes.get(place).map_or(0, |note| note.standing.words);
        f64::from(here.map(|passage| passage.words).sum::<u32>()) / f64::from(all.max(1))
    };
    let whole = pages.iter().all(|place| share(*place) >= WHOLE);
    let longest = clusters.iter().max_by_key(|cluster| {
        let words = cluster.first().and_then(|at| passage(notes, *at)).map_or(0, |passage| passage.words);
        (words, Reverse(cluster.first().copied()))
    });
    let at = |place: usize| longest?.iter().find(|at| at.0 == place).copied();
    let Some(here) = at(*place).and_then(|at| passage(notes, at)) else { return };
    let others: Vec<usize> = pages.iter().copied().filter(|other| other != place).collect();
    let alike = others.iter().filter_map(|other| passage(notes, at(*other)?));
    let least = alike.map(|other| similarity(&here.shingles, &other.shingles)).fold(1.0, f64::min);
    let these = if others.len() == 1 { "another page".to_owned() } else { format!("{} other pages", others.len()) };
    let (spot, action) = if whole {
        let spot = Spot { url: here.spot.url.split('#').next().unwrap_or_default().to_owned(), ..Spot::default() };
        (
            spot,
            format!("The whole page stands on {these} too. Keep one of them, and let the other's address lead there."),
        )
    } else {
        let number = clusters.len();
        let what = if number == 1 {
            "This passage stands".to_owned()
        } else {
            format!("This and {} more passages stand", number - 1)
        };
        let action = format!(
            "{what} on {these} too, in nearly the same words. Keep it in one place, and link there from the others."
        );
        (self::spot(&here.spot, &here.text, &[]), action)
    };
    let draft = found.add(*place, spot, action);
    draft.with("other_pages", others.iter().take(NAMED).map(|other| page(*other, site)).collect::<Vec<_>>());
    draft.with("passages", clusters.len()).with("similarity", rounded(least)).with("whole_page", whole);
}

fn page(place: usize, site: &Site<'_>) -> Value {
    let facts = site.pages().get(place).map(|entry| &entry.facts);
    facts.map_or(Value::Null, |facts| json!({"id": facts.id, "title": facts.title, "link": facts.link}))
}

fn rounded(similarity: f64) -> f64 {
    (similarity * 100.0).round() / 100.0
}
