//! Near words of one that is unknown, the likeliest first.
//!
//! A word is the likelier the less its slip costs and the more pages have it; what speaks for it beside that is added by
//! whoever decides.

use super::cost::cost;
use super::formed;
use super::known;
use super::lexicon::Lexicon;

/// What a slip weighs against frequency by its cost, which knows how people misspell, and by its edits, which know how
/// fingers slip; of each, one weighs about thirtyfold or half of it.
const SLIP: f32 = 2.2;
const EDIT: f32 = 1.8;
/// What the logarithm of a word's pages weighs.
const FREQUENCY: f32 = 0.6;
/// For a word that is known to be correct, by a list or by the vocabulary, and for one of the vocabulary.
const CORRECT: f32 = 0.5;
const NAMED: f32 = 0.4;
/// Against a word of one page that nothing else knows.
const ONCE: f32 = 2.0;
/// Against another first or last letter, which people seldom get wrong, and against letters too many.
const FIRST_LETTER: f32 = 0.6;
const LAST_LETTER: f32 = 0.6;
const SHORTER: f32 = 0.8;
/// Words that are weighed further.
pub(super) const BEST: usize = 6;

/// A near word.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Near {
    pub(super) folded: String,
    /// As the site's pages write it.
    pub(super) written: String,
    pub(super) pages: u32,
    /// A list or the vocabulary has it.
    pub(super) correct: bool,
    /// The vocabulary has it.
    pub(super) named: bool,
    pub(super) cost: f32,
    /// Letters added, left out, changed, or changed over.
    pub(super) edits: u32,
    /// What the other words of the question say for it.
    pub(super) company: f32,
    /// The higher, the likelier.
    pub(super) likelihood: f32,
}

/// What slips may cost in a word of so many letters.
fn limit(letters: usize) -> f32 {
    match letters {
        0..=3 => 0.0,
        4 => 0.7,
        5 => 1.0,
        6 => 1.3,
        7..=8 => 1.5,
        9..=11 => 2.1,
        _ => 2.6,
    }
}

/// The near words of a folded one that are weighed further, the likeliest first.
pub(super) fn near(folded: &str, lexicon: &Lexicon) -> Vec<Near> {
    let mut all = all_near(folded, lexicon);
    all.truncate(BEST);
    all
}

/// All near words of a folded one, the likeliest first.
pub(super) fn all_near(folded: &str, lexicon: &Lexicon) -> Vec<Near> {
    let letters = folded.chars().count();
    if letters < 4 {
        return Vec::new();
    }
    let edits = if letters < 6 { 2 } else { 3 };
    let (ascii, counts) = (folded.is_ascii(), letter_counts(folded));
    let mut all: Vec<Near> = Vec::new();
    for listed in lexicon.around(folded, edits) {
        let longer = letters.max(listed.folded.chars().count());
        let limit = limit(longer);
        if listed.folded == folded || (ascii && !may_be_near(&counts, listed.folded, edits)) {
            continue;
        }
        let edited = strsim::osa_distance(folded, listed.folded) as u32;
        if edited > edits {
            continue;
        }
        let Some(cost) = cost(folded, listed.folded, limit) else { continue };
        if let Some(same) = all.iter_mut().find(|near| near.folded == listed.folded) {
            if listed.pages > same.pages {
                (same.pages, same.written) = (listed.pages, listed.written.to_owned());
            }
            continue;
        }
        all.push(Near {
            folded: listed.folded.to_owned(),
            written: listed.written.to_owned(),
            pages: listed.pages,
            correct: false,
            named: false,
            cost,
            edits: edited,
            company: 0.0,
            likelihood: 0.0,
        });
    }
    for near in &mut all {
        let owner = known::owner(&near.folded);
        // Pages write `Crohn's`, which is the word `crohn` there.
        near.pages = near.pages.max(owner.map_or(0, |owner| lexicon.pages(owner)));
        near.named = lexicon.is_named(&near.folded) || owner.is_some_and(|owner| lexicon.is_named(owner));
        near.correct = near.named || lexicon.is_kept_apart(&near.folded) || known::is_listed(&near.folded);
        near.likelihood = likelihood(near, folded);
    }
    all.retain(|near| near.pages > 0 || near.correct);
    all.sort_by(|a, b| b.likelihood.total_cmp(&a.likelihood).then_with(|| a.folded.cmp(&b.folded)));
    all
}

/// How often each letter stands in a word, other characters thrown together.
fn letter_counts(word: &str) -> [i8; 32] {
    let mut counts = [0; 32];
    for byte in word.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte & 31)) {
            *count = i8::saturating_add(*count, 1);
        }
    }
    counts
}

/// Whether a word can be so few edits away by the letters it has: an edit adds one at most and takes one away. Nearly all
/// words are sorted out here, in a tenth of the time that their distance takes.
fn may_be_near(counts: &[i8; 32], other: &str, edits: u32) -> bool {
    let (mut more, mut less) = (0_u32, 0_u32);
    for (here, there) in counts.iter().zip(letter_counts(other)) {
        let difference = here - there;
        if difference > 0 {
            more += u32::from(difference.unsigned_abs());
        } else {
            less += u32::from(difference.unsigned_abs());
        }
    }
    // A letter of several bytes counts as several.
    more.max(less) <= edits || !other.is_ascii()
}

/// How sure it is that a word is a slip for the first of its near ones: from 0 on it may be taken for one.
///
/// A correct word that nobody listed has near words as well. What tells it from a slip, by a logistic regression over
/// slips made by rule, misspellings of people, and names of diseases that no page has: how much of the word the slip
/// is, how frequent the other one is, how surprising its letters are one after the other and how much less so the
/// other's, whether it is another form of the same word, and whether there is one near word or several.
pub(super) fn evidence(typed: &str, found: &[Near], lexicon: &Lexicon) -> f32 {
    let Some(best) = found.first() else { return f32::NEG_INFINITY };
    let letters = typed.chars().count().max(best.folded.chars().count()) as f32;
    let margin = found.get(1).map_or(6.0, |second| best.likelihood - second.likelihood).clamp(0.0, 6.0);
    let surprise = lexicon.surprise(typed);
    let less = surprise.sum - lexicon.surprise(&best.folded).sum;
    let mut evidence = 4.2 + 0.4 * best.cost - 32.8 * best.cost / letters - 0.76 * letters - 49.0 / letters;
    evidence += 0.5 * (best.pages as f32).ln_1p() + 0.36 * margin;
    evidence += 2.7 * surprise.mean + 0.46 * surprise.most.min(6.0) + 0.31 * less - 3.4 * less / letters;
    if best.correct {
        evidence += 0.44;
    }
    if best.named {
        evidence += 1.35;
    }
    if best.folded.chars().next() != typed.chars().next() {
        evidence -= 0.8;
    }
    if formed::is_other_form(typed, &best.folded) {
        evidence -= 2.7;
    }
    if formed::is_misheard_ending(typed, &best.folded) {
        evidence += 3.0;
    }
    evidence + 0.7 * best.company
}

fn likelihood(near: &Near, typed: &str) -> f32 {
    let mut likelihood = FREQUENCY * (near.pages as f32).ln_1p() - SLIP * near.cost - EDIT * near.edits as f32;
    if near.correct {
        likelihood += CORRECT;
    } else if near.pages <= 1 {
        likelihood -= ONCE;
    }
    if near.named {
        likelihood += NAMED;
    }
    if near.folded.chars().next() != typed.chars().next() {
        likelihood -= FIRST_LETTER;
    }
    if near.folded.chars().next_back() != typed.chars().next_back() {
        likelihood -= LAST_LETTER;
    }
    if near.folded.len() < typed.len() {
        likelihood -= SHORTER;
    }
    likelihood
}
