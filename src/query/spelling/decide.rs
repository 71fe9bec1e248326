//! The decision: what is misspelt, what was meant, and whether that is looked for or only offered.

use std::ops::Range;

use super::cost::cost;
use super::formed::{self, Formed};
use super::joined;
use super::known;
use super::lexicon::Lexicon;
use super::near::{BEST, Near, all_near, evidence, near};
use super::opposites::{OPPOSED, are_opposite, turns_round};
use crate::analysis::acronym_shaped;
use crate::query::{Query, Word};
use crate::vocabulary::Vocabulary;

/// Pages on which a word stands at least so that one a letter from it, on one page, is taken for a slip.
const FREQUENT: u32 = 5;
/// Likelihoods closer than this are as good as equal.
const RIVAL: f32 = 1.0;
/// Words that are offered at most beside the best one.
const RIVALS: usize = 3;
/// What a name of the vocabulary speaks for a word that stands in it beside a neighbour.
const IN_NAME: f32 = 2.5;
/// What the other words of the question speak for a word that stands with them on all its pages.
const COMPANY: f32 = 2.5;
/// Evidence at which a correction is offered, and at which it is if it is a medicine.
const OFFERED: f32 = -2.9;
const OFFERED_DRUG: f32 = -4.3;
/// What a slip may cost at most in a word whose form says that it is a medicine, in a name, and without the site.
const SMALL_SLIP: f32 = 1.0;
/// What it may cost in a long name of a medicine that another one's stands for.
const SLIP_IN_DRUG: f32 = 1.9;
/// How much more frequent a word is than what was found by a stem, if that was not meant.
const MORE_FREQUENT: u32 = 4;
/// Letters of a word that few others are like.
const LONG: usize = 7;
/// What it costs at most to write one letter for another of its sound: in a word that is well formed all the same.
const SOUND_SLIP: f32 = 0.7;

/// A question whose spelling is looked at.
pub struct SpellingCase<'a> {
    /// The question, understood.
    pub query: &'a Query,
    /// For each of its words the pages that have it in any form; `None` where it was not looked for by itself.
    pub pages: &'a [Option<u32>],
    /// The words to hold it against.
    pub lexicon: &'a Lexicon,
    /// Names that are never to be confused.
    pub vocabulary: &'a Vocabulary,
    /// Of the pages that have a folded word, the share that has another word of the question too, by its index.
    pub together: &'a dyn Fn(&str, usize) -> f32,
    /// Whether a folded word is found by the same stem as a word of the question, by its index.
    pub same_stem: &'a dyn Fn(&str, usize) -> bool,
}

/// What should stand for one or more words of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Respelling {
    /// The words, by index, half-open.
    pub words: Range<usize>,
    /// What was meant.
    pub to: String,
    /// It is to be looked for; else only offered.
    pub apply: bool,
}

impl SpellingCase<'_> {
    /// Whether a word of a question with these pages may be misspelt: a quick no for most.
    #[must_use]
    pub fn may_be_misspelt(query: &Query, pages: &[Option<u32>]) -> bool {
        let rare = pages.iter().any(|pages| pages.is_some_and(|pages| pages <= 1));
        let unlisted = || {
            query.words.iter().zip(pages).any(|(word, pages)| {
                pages.is_some() && may_be_corrected(word) && !known::is_surely_listed(&word.folded)
            })
        };
        let apart = || {
            query.words.iter().rev().skip(1).any(|word| word.concept.is_none() && formed::is_first_part(&word.folded))
        };
        rare || apart() || unlisted()
    }

    fn word(&self, at: usize) -> Option<&Word> {
        self.query.words.get(at)
    }

    fn pages(&self, at: usize) -> Option<u32> {
        self.pages.get(at).copied().flatten()
    }

    /// A word that nothing is found by and nothing knows.
    fn is_unknown(&self, at: usize) -> bool {
        self.pages(at) == Some(0) && self.word(at).is_some_and(|word| may_be_corrected(word) && !self.is_correct(word))
    }

    fn is_correct(&self, word: &Word) -> bool {
        self.is_known(&word.folded) || formed::of(&word.folded) == Some(Formed::Health)
    }

    /// Whether a list, the vocabulary or the site has a folded word, or it is made from one of theirs.
    fn is_known(&self, folded: &str) -> bool {
        let on_site = |word: &str| word.len() >= 4 && self.lexicon.pages(word) > 1;
        let is_word = |word: &str| self.lexicon.is_named(word) || known::is_listed(word) || on_site(word);
        self.lexicon.is_named(folded)
            || self.lexicon.is_kept_apart(folded)
            || known::is_listed(folded)
            || known::is_form(folded, &on_site)
            || formed::without_beginning(folded).any(is_word)
    }

    /// Whether a list, the vocabulary or the site has a folded word, or another form of it.
    fn is_surely_known(&self, folded: &str) -> bool {
        let on_site = |word: &str| word.len() >= 4 && self.lexicon.pages(word) > 1;
        self.lexicon.pages(folded) > 0
            || self.lexicon.is_named(folded)
            || self.lexicon.is_kept_apart(folded)
            || known::is_surely_listed(folded)
            || known::is_inflection(folded, &on_site)
    }

    /// Names that are never to be confused, or one that another prefix turns round.
    fn are_confused(&self, a: &str, b: &str) -> bool {
        self.vocabulary.never(a, b) || turns_round(a, b, self.lexicon)
    }

    fn is_quoted(&self, word: &Word) -> bool {
        self.query.quoted.iter().any(|quoted| quoted.to_lowercase().contains(&word.surface.to_lowercase()))
    }

    /// A name of somebody or something, by its capital among small letters.
    fn is_name(&self, at: usize) -> bool {
        let capital = |word: &Word| word.surface.chars().next().is_some_and(char::is_uppercase);
        let small = self.query.words.iter().filter(|word| !word.stop).any(|word| !capital(word));
        at > 0 && small && self.word(at).is_some_and(capital)
    }
}

/// What should stand for the misspelt words of a question, in the order of its words; the best of each first.
#[must_use]
pub fn respell(case: &SpellingCase<'_>) -> Vec<Respelling> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < case.query.words.len() {
        if let Some(one) = words_apart(case, at) {
            at = one.words.end;
            all.push(one);
            continue;
        }
        all.extend(one_word(case, at));
        at += 1;
    }
    if is_other_language(case, &all) {
        for respelling in &mut all {
            respelling.apply = false;
        }
    }
    all
}

/// Most words are unknown and near no word: it is not this site's language.
fn is_other_language(case: &SpellingCase<'_>, all: &[Respelling]) -> bool {
    let unknown = (0..case.query.words.len()).filter(|&at| case.is_unknown(at)).count();
    let asked = case.query.words.iter().filter(|word| !word.carries).count();
    unknown >= 3 && unknown * 2 > asked && all.len() * 5 < unknown * 4
}

/// Acronyms, numbers and short words are never corrected.
fn may_be_corrected(word: &Word) -> bool {
    let letters = word.surface.chars().count();
    word.concept.is_none()
        && !word.carries
        && (4..=40).contains(&letters)
        && word.surface.chars().all(char::is_alphabetic)
        && !acronym_shaped(&word.surface)
        && !has_capital_inside(&word.surface)
}

/// Whether a capital follows a small letter: `BlaER` and `McArdle` are written so on purpose.
fn has_capital_inside(word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).any(|(before, after)| before.is_lowercase() && after.is_uppercase())
}

fn words_apart(case: &SpellingCase<'_>, at: usize) -> Option<Respelling> {
    let (first, second) = (case.word(at)?, case.word(at + 1)?);
    let free = |word: &Word| word.surface.chars().all(char::is_alphabetic) && !word.stop;
    if first.concept.is_some() && first.concept == second.concept || !free(first) || !free(second) {
        return None;
    }
    let unknown = case.is_unknown(at) || case.is_unknown(at + 1) || case.pages(at) == Some(0);
    let one = joined::as_one(&first.folded, &second.folded, unknown, case.lexicon)?;
    let typed = format!("{}{}", first.folded, second.folded);
    let doubtful = one.cost > 0.0
        && (!confused_with(case, &typed, &one, &all_near(&typed, case.lexicon)).is_empty()
            || has_opposite_as_near(case, &typed, &one));
    let apply = !doubtful && !Lexicon::is_drug(&one.folded) && !case.is_quoted(first);
    Some(Respelling { words: at..at + 2, to: one.written, apply })
}

fn one_word(case: &SpellingCase<'_>, at: usize) -> Vec<Respelling> {
    let (Some(word), Some(pages)) = (case.word(at), case.pages(at)) else { return Vec::new() };
    if !may_be_corrected(word) || (pages > 1 && case.lexicon.pages(&word.folded) > 0) {
        return Vec::new();
    }
    if case.is_known(&word.folded) {
        return misheard(case, at).into_iter().collect();
    }
    let form = formed::of(&word.folded);
    let all = all_near(&word.folded, case.lexicon);
    let mut found: Vec<Near> = all.iter().take(BEST).cloned().collect();
    found.retain(|near| near.pages > 1 || near.correct || !is_slip(near, case.lexicon));
    if form == Some(Formed::Health) || pages > 0 {
        return found_or_well_formed(case, at, &found).into_iter().collect();
    }
    if form == Some(Formed::Drug) {
        found.retain(|near| near.cost <= if Lexicon::is_drug(&near.folded) { SLIP_IN_DRUG } else { SMALL_SLIP });
    }
    weigh_company(case, at, &mut found);
    if found.first().is_none_or(|best| best.cost > 1.2)
        && let Some((before, after)) = joined::as_two(&word.folded, case.lexicon)
    {
        let apply = case.lexicon.are_named_together(&before, &after) && !case.is_quoted(word);
        return vec![Respelling { words: at..at + 1, to: format!("{before} {after}"), apply }];
    }
    weighed(case, at, form, &found, &all)
}

/// What was meant by a word that is only made like one (`weekness`), is on no page, and sounds like a frequent one.
fn misheard(case: &SpellingCase<'_>, at: usize) -> Option<Respelling> {
    let word = case.word(at).filter(|word| word.folded.len() >= LONG && !case.is_surely_known(&word.folded))?;
    let found = near(&word.folded, case.lexicon);
    let frequent = |near: &Near| near.pages >= FREQUENT && known::is_surely_listed(&near.folded);
    let best = found.first().filter(|best| best.edits == 1 && best.cost <= SOUND_SLIP && frequent(best))?;
    (!formed::is_other_form(&word.folded, &best.folded)).then(|| found_otherwise(case, at, best, &found))?
}

/// What is made or offered for a word that finds pages only as a form of another word.
fn found_otherwise(case: &SpellingCase<'_>, at: usize, best: &Near, found: &[Near]) -> Option<Respelling> {
    let (word, pages) = (case.word(at)?, case.pages(at)?);
    let evidence = evidence(&word.folded, found, case.lexicon);
    let sounds = best.cost <= SOUND_SLIP || best.pages / MORE_FREQUENT > pages;
    let apply = evidence >= 0.0
        && sounds
        && !Lexicon::is_drug(&best.folded)
        && !case.are_confused(&word.folded, &best.folded)
        && confused_with(case, &word.folded, best, found).is_empty()
        && !has_opposite_as_near(case, &word.folded, best)
        && !case.is_name(at)
        && !case.is_quoted(word);
    (evidence >= OFFERED).then(|| respelling(at, best, apply))
}

/// What is offered for a word that finds pages by its stem, or one page, or that is made as words of medicine are: only
/// what is nearly the same.
fn found_or_well_formed(case: &SpellingCase<'_>, at: usize, found: &[Near]) -> Option<Respelling> {
    let (word, pages) = (case.word(at)?, case.pages(at)?);
    let small = |near: &&Near| near.cost <= SMALL_SLIP && (near.pages >= FREQUENT || near.correct);
    if pages == 0 {
        let close = |near: &&Near| near.cost <= SOUND_SLIP && !case.are_confused(&word.folded, &near.folded);
        return found.iter().filter(small).find(close).map(|near| respelling(at, near, false));
    }
    // What has the same stem finds the same.
    if case.lexicon.pages(&word.folded) == 0
        && let Some(near) = found
            .iter()
            .filter(small)
            .find(|near| (case.same_stem)(&near.folded, at) && !formed::is_right_form(&word.folded, &near.folded))
    {
        return Some(respelling(at, near, !Lexicon::is_drug(&near.folded) && !case.is_quoted(word)));
    }
    // What is its own stem is written so on pages, if only in capitals.
    let by_stem = case.lexicon.pages(&word.folded) == 0 && !word.stems.contains(&word.folded);
    if by_stem && formed::of(&word.folded).is_none() {
        let more = |near: &&Near| near.pages > pages && near.edits <= 2;
        let best = found.iter().filter(small).find(more);
        let best = best.filter(|best| !formed::is_other_form(&word.folded, &best.folded));
        if let Some(made) = best.and_then(|best| found_otherwise(case, at, best, found)) {
            return Some(made);
        }
    }
    let slip = |near: &&Near| small(near) && (near.pages >= FREQUENT || near.pages > 0);
    found.iter().find(slip).filter(|_| pages == 1).map(|near| respelling(at, near, false))
}

fn respelling(at: usize, near: &Near, apply: bool) -> Respelling {
    Respelling { words: at..at + 1, to: near.written.clone(), apply }
}

/// The best of the near words of one that nothing is found by, if there is evidence for it.
fn weighed(case: &SpellingCase<'_>, at: usize, form: Option<Formed>, found: &[Near], all: &[Near]) -> Vec<Respelling> {
    let (Some(word), Some(best)) = (case.word(at), found.first()) else { return Vec::new() };
    let there = best.pages > 0 || best.named;
    let evidence = evidence(&word.folded, found, case.lexicon);
    // An ending that both have says nothing of a word whose right spelling is no medicine's.
    let ends_so = form == Some(Formed::Drug) && !(best.correct && formed::is_drug(&best.folded));
    let drug = ends_so || Lexicon::is_drug(&best.folded);
    if evidence < if drug { OFFERED_DRUG } else { OFFERED } || (!there && evidence < 0.0) {
        return Vec::new();
    }
    let confused = confused_with(case, &word.folded, best, all);
    let likely = |rival: &&Near| rival.likelihood > best.likelihood - RIVAL;
    let apply = there
        && evidence >= 0.0
        && !drug
        && !case.are_confused(&word.folded, &best.folded)
        && !found.iter().skip(1).any(|rival| likely(&rival) && case.are_confused(&rival.folded, &best.folded))
        && confused.is_empty()
        && !formed::is_right_form(&word.folded, &best.folded)
        && !has_opposite_as_near(case, &word.folded, best)
        && !(case.is_name(at) && (best.cost > SMALL_SLIP || !best.correct))
        && !case.is_quoted(word);
    let mut all = vec![respelling(at, best, apply)];
    if !apply {
        let likely = found.iter().skip(1).filter(|rival| likely(rival));
        let likely = likely.filter(|rival| case.are_confused(&rival.folded, &best.folded));
        for rival in likely.chain(confused).take(RIVALS) {
            let rival = respelling(at, rival, false);
            if !all.contains(&rival) {
                all.push(rival);
            }
        }
    }
    all
}

/// Words as near as the best one that are never to be confused with it: which of them was meant, nobody can say.
fn confused_with<'n>(case: &SpellingCase<'_>, typed: &str, best: &Near, all: &'n [Near]) -> Vec<&'n Near> {
    let as_near = |near: &&Near| near.folded != best.folded && is_as_near(typed, &near.folded, best);
    let confused =
        |near: &&Near| case.vocabulary.never(&near.folded, &best.folded) || are_opposite(&near.folded, &best.folded);
    all.iter().filter(as_near).filter(confused).collect()
}

/// Whether a word is as near to what was typed as the best one, by fingers or by ear.
fn is_as_near(typed: &str, word: &str, best: &Near) -> bool {
    strsim::osa_distance(typed, word) as u32 <= best.edits || cost(typed, word, best.cost).is_some()
}

/// Whether the best word's opposite is as near, though no page and no list may have it.
fn has_opposite_as_near(case: &SpellingCase<'_>, typed: &str, best: &Near) -> bool {
    let opposite = |beginning: &str, instead: &str| {
        let rest = best.folded.strip_prefix(beginning).filter(|rest| rest.len() >= 4)?;
        Some(format!("{instead}{rest}")).filter(|opposite| is_as_near(typed, opposite, best))
    };
    let is_word = |word: &String| case.is_known(word) || case.vocabulary.never(&best.folded, word);
    OPPOSED
        .iter()
        .flat_map(|&(one, other)| [opposite(one, other), opposite(other, one)])
        .flatten()
        .any(|opposite| is_word(&opposite))
}

/// Whether a word of one page is itself a slip for a frequent one.
fn is_slip(word: &Near, lexicon: &Lexicon) -> bool {
    near(&word.folded, lexicon).iter().any(|near| near.cost <= SMALL_SLIP && (near.pages >= FREQUENT || near.correct))
}

/// Lets the other words of the question speak for what stands with them.
fn weigh_company(case: &SpellingCase<'_>, at: usize, found: &mut [Near]) {
    let Some(best) = found.first().map(|best| best.likelihood) else { return };
    let beside = |at: Option<usize>| at.and_then(|at| case.word(at)).map_or("", |word| word.folded.as_str());
    let (before, after) = (beside(at.checked_sub(1)), beside(at.checked_add(1)));
    let others: Vec<usize> = (0..case.query.words.len())
        .filter(|&other| other != at && case.pages(other).is_some_and(|pages| pages > 1))
        .take(4)
        .collect();
    let alone = found.iter().filter(|near| near.likelihood > best - IN_NAME - COMPANY).count() == 1;
    for near in found.iter_mut().filter(|near| near.likelihood > best - IN_NAME - COMPANY) {
        let owner = |word: &str| known::owner(word).map(str::to_owned);
        let named = |a: &str, b: &str| {
            !a.is_empty() && !b.is_empty() && case.lexicon.are_named_together(owner(a).as_deref().unwrap_or(a), b)
        };
        if named(before, &near.folded) || named(&near.folded, after) {
            near.company += IN_NAME;
        }
        if !alone && near.pages > 0 {
            let shares = others.iter().map(|&other| (case.together)(&near.folded, other));
            near.company += COMPANY * shares.fold(0.0, f32::max);
        }
        near.likelihood += near.company;
    }
    found.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood).then_with(|| a.folded.cmp(&b.folded)));
}
