//! What it costs to have written one word for another: an edit distance that knows how people misspell.
//!
//! A doubled letter, a silent *h* and a vowel for another cost less than a letter out of nowhere; letters of one sound
//! and neighbours on the keyboard cost less than strangers. How often a word occurs is weighed elsewhere.

use std::sync::LazyLock;

/// Letters that stand for one another by sound, a few at a time: as written, as meant, what that costs.
const SOUNDS: &[(&str, &str, f32)] = &[
    ("f", "ph", 0.4),
    ("ph", "f", 0.4),
    ("f", "gh", 0.7),
    ("k", "ch", 0.6),
    ("c", "ch", 0.5),
    ("k", "ck", 0.4),
    ("k", "qu", 0.7),
    ("kw", "qu", 0.5),
    ("x", "cc", 0.6),
    ("x", "cs", 0.6),
    ("x", "ks", 0.6),
    ("cs", "x", 0.6),
    ("ks", "x", 0.6),
    ("ct", "x", 0.8),
    ("s", "sc", 0.5),
    ("s", "ps", 0.5),
    ("sh", "ch", 0.6),
    ("sh", "ti", 0.7),
    ("sh", "sch", 0.6),
    ("sh", "sj", 0.5),
    ("sch", "sj", 0.6),
    ("one", "ohn", 0.6),
    ("o", "au", 0.5),
    ("e", "ay", 0.6),
    ("sk", "sch", 0.5),
    ("sc", "sch", 0.5),
    ("s", "sth", 0.9),
    ("n", "pn", 0.5),
    ("n", "kn", 0.5),
    ("n", "gn", 0.6),
    ("r", "rrh", 0.7),
    ("rr", "rrh", 0.4),
    ("r", "rh", 0.4),
    ("rh", "rrh", 0.4),
    ("rh", "r", 0.4),
    ("t", "pt", 0.6),
    ("z", "x", 0.5),
    ("i", "y", 0.5),
    ("y", "i", 0.5),
    ("e", "ae", 0.4),
    ("e", "oe", 0.4),
    ("i", "ae", 0.7),
    ("ee", "ea", 0.5),
    ("ea", "ee", 0.5),
    ("ee", "ie", 0.5),
    ("ie", "ei", 0.4),
    ("ei", "ie", 0.4),
    ("er", "re", 0.5),
    ("el", "le", 0.5),
    ("us", "is", 0.6),
    ("is", "us", 0.6),
    ("es", "is", 0.6),
    ("as", "is", 0.7),
    ("us", "ous", 0.4),
    ("ia", "ea", 0.5),
    ("ea", "ia", 0.5),
    ("sion", "tion", 0.4),
    ("tion", "sion", 0.4),
    ("cion", "tion", 0.4),
    ("shun", "tion", 0.8),
    ("j", "dg", 0.5),
    ("u", "eu", 0.5),
    ("oo", "eu", 0.8),
    ("ew", "eu", 0.6),
    ("or", "our", 0.3),
    ("um", "om", 0.6),
    ("hro", "roh", 0.7),
    ("z", "sth", 1.1),
    ("xc", "cz", 0.7),
    ("x", "cz", 0.7),
    ("cal", "cle", 0.5),
    ("kal", "cle", 0.7),
    ("le", "al", 0.6),
];

/// As written, as meant, what that costs.
type Sound = (&'static str, &'static str, f32);

/// The sounds by the letters that the two ways of writing end in, as [`by_letters`] numbers them.
static BY_LETTERS: LazyLock<Vec<Vec<Sound>>> = LazyLock::new(|| {
    let mut table = vec![Vec::new(); LETTERS * LETTERS];
    for &(written, sound, cost) in SOUNDS {
        let ends = written.chars().last().zip(sound.chars().last());
        if let Some(slot) = ends.and_then(|(last, other)| by_letters(last, other)).and_then(|at| table.get_mut(at)) {
            slot.push((written, sound, cost));
        }
    }
    table
});

const LETTERS: usize = 26;

fn by_letters(last: char, other: char) -> Option<usize> {
    let number = |letter: char| letter.is_ascii_lowercase().then(|| usize::from(letter as u8 - b'a'));
    Some(number(last)? * LETTERS + number(other)?)
}

const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// The cost of writing `typed` for `meant`; 0 where they are equal, about 1 for a slip, `None` above `limit`.
pub(super) fn cost(typed: &str, meant: &str, limit: f32) -> Option<f32> {
    let (typed, meant): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    let width = meant.len() + 1;
    let mut costs = vec![f32::INFINITY; (typed.len() + 1) * width];
    let get = |costs: &[f32], i: usize, j: usize| costs.get(i * width + j).copied().unwrap_or(f32::INFINITY);
    for i in 0..=typed.len() {
        let mut least = f32::INFINITY;
        for j in 0..=meant.len() {
            let mut best = if i + j == 0 { 0.0 } else { f32::INFINITY };
            if let (Some(a), Some(b)) = (i.checked_sub(1), j.checked_sub(1)) {
                best = best.min(get(&costs, a, b) + substituted(&typed, a, &meant, b));
                if let (Some(before_a), Some(before_b)) = (a.checked_sub(1), b.checked_sub(1))
                    && typed.get(a) == meant.get(before_b)
                    && typed.get(before_a) == meant.get(b)
                {
                    best = best.min(get(&costs, before_a, before_b) + 0.7);
                }
                best = best.min(by_sound(&typed, i, &meant, j, &|i, j| get(&costs, i, j)));
            }
            if let Some(a) = i.checked_sub(1) {
                best = best.min(get(&costs, a, j) + one_letter(&typed, a, false));
            }
            if let Some(b) = j.checked_sub(1) {
                best = best.min(get(&costs, i, b) + one_letter(&meant, b, true));
            }
            least = least.min(best);
            if let Some(cell) = costs.get_mut(i * width + j) {
                *cell = best;
            }
        }
        // Groups of letters reach back three rows at most, so one row alone decides little.
        if least > limit + 1.5 {
            return None;
        }
    }
    costs.last().copied().filter(|&cost| cost <= limit)
}

/// Groups of letters that end here in both words and sound alike.
fn by_sound(typed: &[char], i: usize, meant: &[char], j: usize, before: &dyn Fn(usize, usize) -> f32) -> f32 {
    let mut best = f32::INFINITY;
    let (Some(last), Some(other)) = (i.checked_sub(1).and_then(|at| typed.get(at)), meant.get(j - 1)) else {
        return best;
    };
    let sounds = by_letters(*last, *other).and_then(|at| BY_LETTERS.get(at));
    for (written, sound, cost) in sounds.into_iter().flatten() {
        if ends_with(typed, i, written) && ends_with(meant, j, sound) {
            best = best.min(before(i - written.len(), j - sound.len()) + cost);
        }
    }
    best
}

/// Whether the first `end` letters of a word end so.
fn ends_with(word: &[char], end: usize, letters: &str) -> bool {
    let start = end.checked_sub(letters.len());
    start.and_then(|start| word.get(start..end)).is_some_and(|part| part.iter().copied().eq(letters.chars()))
}

/// A letter of one of the words that the other has not; `missing` in what was typed, or too many there.
fn one_letter(word: &[char], at: usize, missing: bool) -> f32 {
    let letter = word.get(at).copied().unwrap_or_default();
    let before = at.checked_sub(1).and_then(|at| word.get(at)).copied();
    let after = word.get(at + 1).copied();
    if before == Some(letter) || after == Some(letter) {
        0.45
    } else if missing && letter == 'h' && before.is_some_and(|before| "crtgpsw".contains(before)) {
        0.5
    } else if letter == 'e' && after.is_none() {
        0.6
    } else if is_vowel(letter) && at > 0 {
        0.8
    } else {
        1.0
    }
}

fn substituted(typed: &[char], a: usize, meant: &[char], b: usize) -> f32 {
    let (Some(&wrong), Some(&right)) = (typed.get(a), meant.get(b)) else { return f32::INFINITY };
    if wrong == right {
        return 0.0;
    }
    let alike = |pair: &str| pair.contains(wrong) && pair.contains(right);
    let pairs = ["ck", "cs", "sz", "fv", "gj", "dt", "mn", "kq", "xz", "bp", "vw"];
    let of_one_sound = (is_vowel(wrong) && is_vowel(right)) || pairs.iter().any(|pair| alike(pair));
    if of_one_sound {
        0.65
    } else if beside(wrong, right) {
        0.8
    } else {
        1.0
    }
}

pub(super) fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Whether two letters are neighbours on the keyboard.
fn beside(a: char, b: char) -> bool {
    let place = |letter| ROWS.iter().enumerate().find_map(|(row, keys)| keys.find(letter).map(|column| (row, column)));
    match (place(a), place(b)) {
        (Some((row, column)), Some((other, at))) => row.abs_diff(other) <= 1 && column.abs_diff(at) <= 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::cost;

    #[test]
    fn equal_words_cost_nothing_and_strangers_too_much() {
        assert_eq!(cost("myositis", "myositis", 2.0), Some(0.0));
        assert_eq!(cost("myositis", "kidney", 2.0), None);
        assert_eq!(cost("", "", 1.0), Some(0.0));
        assert_eq!(cost("a", "", 0.5), None);
    }

    #[test]
    fn what_sounds_alike_costs_less_than_a_letter_out_of_nowhere() {
        for (typed, meant) in [
            ("neumonia", "pneumonia"),
            ("diarea", "diarrhea"),
            ("asma", "asthma"),
            ("fibrilation", "fibrillation"),
            ("siezure", "seizure"),
            ("disfagia", "dysphagia"),
        ] {
            let slip = cost(typed, meant, 2.0);
            assert!(slip.is_some_and(|cost| cost < 1.0), "{typed} for {meant}: {slip:?}");
        }
        assert!(cost("rash", "dash", 2.0).is_some_and(|cost| cost >= 0.8));
    }
}
