//! What tells an acronym from the word that is written like it.
//!
//! The shape of an acronym is `analysis::acronym_shaped`; which meaning it has is decided in `resolve`.

use crate::analysis::{Case, Tokens, acronym_shaped};

/// Words and units of everyday English that are also acronyms somewhere; sorted. Typed in small letters one of them is an
/// acronym only as the whole question.
const EVERYDAY: &[&str] = &[
    "ace", "act", "acts", "ad", "age", "aid", "aids", "aim", "air", "all", "am", "an", "and", "any", "arc", "are",
    "arm", "arms", "art", "as", "ask", "at", "ate", "back", "bad", "bag", "ball", "bar", "bat", "bath", "be", "bed",
    "best", "bid", "big", "bit", "bite", "blue", "body", "bone", "born", "both", "box", "boy", "bug", "burn", "but",
    "buy", "by", "call", "calm", "came", "camp", "can", "cap", "car", "card", "care", "cart", "case", "cast", "cat",
    "cell", "cm", "cold", "come", "cope", "cost", "crest", "cup", "cure", "cut", "dad", "dare", "dash", "data", "date",
    "day", "dead", "deep", "did", "die", "diet", "dip", "dish", "do", "dog", "done", "dose", "down", "drop", "drug",
    "dry", "due", "ear", "ease", "east", "eat", "echo", "edge", "end", "eye", "face", "fact", "fail", "fall", "far",
    "fast", "fat", "fear", "feel", "feet", "few", "fish", "fit", "fix", "flare", "flat", "flu", "fly", "food", "foot",
    "for", "free", "from", "ft", "full", "fun", "gain", "gas", "get", "gist", "give", "go", "goal", "gold", "good",
    "got", "grace", "gum", "gun", "gut", "guy", "had", "hair", "hand", "hard", "has", "hat", "have", "he", "head",
    "heal", "hear", "heart", "heat", "help", "her", "here", "high", "him", "hip", "his", "hit", "hold", "home", "hope",
    "host", "hot", "how", "hr", "hrs", "hurt", "ice", "if", "ill", "im", "in", "ion", "is", "it", "its", "jam", "jar",
    "jaw", "jet", "job", "joy", "key", "kg", "kid", "kids", "kind", "km", "lab", "lack", "lad", "lamp", "lap", "last",
    "late", "law", "lay", "lb", "lbs", "lead", "led", "left", "leg", "less", "let", "lid", "lie", "life", "lip",
    "list", "live", "log", "long", "loss", "lost", "lot", "low", "mace", "mad", "made", "main", "make", "man", "many",
    "map", "mars", "mask", "mass", "mast", "may", "mcg", "me", "meal", "mean", "med", "meds", "meet", "men", "mg",
    "mild", "milk", "min", "mind", "mins", "miss", "mix", "ml", "mm", "mo", "mode", "mom", "mood", "more", "most",
    "move", "mr", "mrs", "ms", "mum", "must", "my", "need", "net", "new", "nice", "no", "nor", "nose", "not", "note",
    "now", "numb", "nut", "nuts", "oct", "odd", "of", "off", "oil", "ok", "old", "on", "once", "one", "only", "or",
    "our", "out", "over", "own", "oz", "pace", "pad", "page", "pain", "pan", "part", "past", "pat", "path", "pay",
    "peel", "per", "pet", "pie", "pill", "pin", "pip", "pit", "plan", "play", "pop", "pot", "pray", "prom", "push",
    "put", "rag", "ran", "rap", "rare", "rash", "rat", "rate", "raw", "ray", "read", "real", "red", "rest", "rib",
    "rice", "rid", "right", "risk", "rod", "role", "room", "rub", "run", "sad", "safe", "sage", "said", "salt", "same",
    "sat", "save", "saw", "say", "scan", "scar", "sea", "see", "seen", "set", "she", "shot", "show", "sick", "side",
    "sign", "sir", "sit", "six", "skin", "sky", "sleep", "slow", "smart", "snip", "so", "soap", "sole", "some", "son",
    "soon", "sore", "spot", "stage", "star", "start", "stat", "stay", "step", "stir", "stop", "such", "sum", "sun",
    "take", "talk", "tan", "tap", "tar", "tax", "tea", "team", "tell", "ten", "tens", "term", "test", "than", "that",
    "the", "them", "then", "they", "thin", "this", "tie", "time", "tin", "tip", "tips", "tire", "to", "toe", "told",
    "tone", "too", "top", "toy", "tract", "trip", "try", "turn", "two", "unit", "up", "us", "use", "used", "van",
    "very", "wait", "walk", "want", "war", "ward", "warm", "was", "wash", "wax", "way", "we", "weak", "wear", "web",
    "week", "well", "went", "were", "wet", "what", "when", "who", "why", "will", "win", "wise", "with", "wk", "wks",
    "won", "word", "work", "yes", "yet", "you", "your", "yr", "yrs", "zip",
];

/// Whether small letters make it a word and no acronym.
pub(super) fn is_everyday(folded: &str) -> bool {
    EVERYDAY.binary_search(&folded).is_ok()
}

/// Whether a word is typed all in small letters or all in capitals (with a small plural `s`), so that an acronym may be
/// meant that the vocabulary writes otherwise: `mrna`, `MRNA`, not `cLl`. Telephones begin a question with a capital.
pub(super) fn is_even(word: &str, begins_question: bool) -> bool {
    let small = |text: &str| !text.chars().any(char::is_uppercase);
    let capital = |text: &str| !text.chars().any(char::is_lowercase);
    let mut rest = word.chars();
    rest.next();
    small(word) || capital(word.strip_suffix('s').unwrap_or(word)) || (begins_question && small(rest.as_str()))
}

/// A short form without the `s` of its plural: `AEDs` is `AED`.
pub(super) fn single_acronym(written: &str) -> &str {
    let single = written.strip_suffix('s').unwrap_or(written);
    if single.ends_with(char::is_uppercase) { single } else { written }
}

/// The word at a place as an acronym, in its capitals and without a plural `s`, if it is written as one.
pub(crate) fn written_acronym(tokens: &Tokens, at: usize, case: Case) -> Option<&str> {
    if tokens.capitals(at) < 2 {
        return None;
    }
    let surface = tokens.surface(at);
    // In a heading all in capitals only what can hardly be a word.
    let may_be_word = case == Case::NoEvidence && (surface.len() < 4 || is_everyday(tokens.folded(at)));
    if may_be_word || !(2..=8).contains(&surface.len()) || is_time(tokens, at) {
        return None;
    }
    Some(single_acronym(surface)).filter(|single| acronym_shaped(single))
}

/// Whether the token is the end of a time: `3 PM`, `10:30 am`.
pub(super) fn is_time(tokens: &Tokens, at: usize) -> bool {
    if !matches!(tokens.folded(at), "am" | "pm") {
        return false;
    }
    let number = at.checked_sub(1).map_or("", |before| tokens.folded(before));
    let first = number.split(['.', ',']).next().unwrap_or_default();
    first.len() <= 2 && first.parse::<u8>().is_ok_and(|n| n < 60)
}

/// Whether two letters stand right before a digit, as in `CD4` and `DM1`: what they mean alone they do not mean there.
/// Three letters and more are a family: `CMT1A` is a CMT.
pub(super) fn is_part_of_code(tokens: &Tokens, at: usize) -> bool {
    let joined = tokens.range(at).end == tokens.range(at + 1).start;
    joined && tokens.surface(at).len() == 2 && tokens.folded(at + 1).starts_with(|c: char| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::EVERYDAY;

    #[test]
    fn the_list_is_sorted_for_the_search() {
        for pair in EVERYDAY.windows(2) {
            assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
        }
    }
}
