//! Words typed apart that are one (`dermato myositis`), and words run together that are two (`musclebiopsy`).

use super::formed;
use super::known;
use super::lexicon::Lexicon;
use super::near::{Near, near};

/// Letters of each part of words run together.
const PART: usize = 3;
/// Pages that have a word which stands by itself beyond doubt.
const SOLID: u32 = 5;

/// The one word that two words typed apart are, if they are one: exactly, or after a slip.
pub(super) fn as_one(before: &str, after: &str, unknown: bool, lexicon: &Lexicon) -> Option<Near> {
    let part = formed::is_first_part(before);
    if before.len() < PART || after.len() < PART || !(unknown || part) {
        return None;
    }
    let one = format!("{before}{after}");
    let pages = lexicon.pages(&one);
    let named = lexicon.is_named(&one);
    let frequent = if unknown { pages >= 1 } else { pages >= 2 };
    if named || frequent {
        let written = one.clone();
        return Some(Near {
            folded: one,
            written,
            pages,
            correct: true,
            named,
            cost: 0.0,
            edits: 0,
            company: 0.0,
            likelihood: 0.0,
        });
    }
    if !part || !unknown {
        return None;
    }
    near(&one, lexicon).into_iter().find(|near| near.cost <= 1.5 && near.correct && (near.pages > 0 || near.named))
}

/// The two words that were run together, if both stand by themselves beyond doubt; the likeliest place to part them.
pub(super) fn as_two(word: &str, lexicon: &Lexicon) -> Option<(String, String)> {
    let mut best: Option<(f32, String, String)> = None;
    for (at, _) in word.char_indices().skip(PART) {
        let (before, after) = word.split_at(at);
        if after.chars().count() < PART {
            break;
        }
        let named = lexicon.are_named_together(before, after);
        let (Some(first), Some(second)) = (weight(before, named, lexicon), weight(after, named, lexicon)) else {
            continue;
        };
        let together = if named { 4.0 } else { 0.0 };
        let worth = first.min(second) + together;
        if best.as_ref().is_none_or(|best| worth > best.0) {
            best = Some((worth, before.to_owned(), after.to_owned()));
        }
    }
    best.map(|(_, before, after)| (before, after))
}

/// How surely a part stands by itself; nothing for one that does not. Of a name of the vocabulary every part does.
fn weight(part: &str, named: bool, lexicon: &Lexicon) -> Option<f32> {
    if formed::is_first_part(part) {
        return None;
    }
    let pages = lexicon.pages(part);
    let correct = lexicon.is_named(part) || known::is_listed(part);
    ((named || pages >= SOLID) && correct).then_some((pages as f32).ln_1p())
}
