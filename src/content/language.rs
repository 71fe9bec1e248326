//! The language of a page: what its export states, else what its words show.
//!
//! Short texts say too little; the site's language is then used by whoever knows it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use whatlang::{Lang, detect};

use super::block::Block;

/// Bytes of text that are looked at.
const SAMPLE: usize = 1200;
/// Letters below which nothing is detected.
const FEWEST_LETTERS: usize = 24;
/// Below this confidence, from 0 to 1, nothing is said.
const CONFIDENCE: f64 = 0.6;

/// The BCP 47 tag: the stated one put in order (`es_ES` is `es-ES`), else the one detected.
pub(super) fn language(stated: Option<&str>, blocks: &[Block]) -> Option<String> {
    stated.and_then(tag).or_else(|| detected(blocks))
}

/// A stated tag with hyphens; `None` if it is none.
fn tag(stated: &str) -> Option<String> {
    let tag = stated.trim().replace('_', "-");
    let primary = tag.split('-').next().unwrap_or_default();
    let is_tag = (2..=3).contains(&primary.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    is_tag.then_some(tag)
}

fn detected(blocks: &[Block]) -> Option<String> {
    let mut sample = String::new();
    for block in blocks.iter().filter(|block| !block.dynamic) {
        let room = SAMPLE.saturating_sub(sample.len());
        if room == 0 {
            break;
        }
        sample.push_str(&block.text[..block.text.floor_char_boundary(room)]);
        sample.push(' ');
    }
    detect_language(&sample).map(str::to_owned)
}

/// The language of a text as a two-letter code, if it is long enough to tell.
#[must_use]
pub fn detect_language(text: &str) -> Option<&'static str> {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(FEWEST_LETTERS).count();
    if letters < FEWEST_LETTERS {
        return None;
    }
    if let Some(language) = by_function_words(text) {
        return Some(language);
    }
    let found = detect(text)?;
    let code = code(found.lang())?;
    let known = FUNCTION_WORDS.iter().any(|(language, _)| *language == code);
    // Code listings and plain Latin look like rare languages to trigrams.
    (found.is_reliable() || known && found.confidence() >= CONFIDENCE).then_some(code)
}

/// The language whose function words clearly outnumber every other's: trigrams alone say little of one sentence.
fn by_function_words(text: &str) -> Option<&'static str> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let mut counts = [0; FUNCTION_WORDS.len()];
    for word in sample.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
        let mut languages = 0;
        if let Some(key) = ascii_key(word) {
            languages = languages_of(key);
        } else if !word.is_ascii() {
            let lower = word.to_lowercase();
            languages = key(&lower).map_or(0, languages_of);
            if lower.ends_with("ción") {
                languages |= SPANISH;
            }
        }
        for (place, count) in counts.iter_mut().enumerate().take_while(|_| languages != 0) {
            *count += usize::from(languages >> place & 1);
        }
    }
    let (best, most) = counts.iter().copied().enumerate().max_by_key(|(_, count)| *count)?;
    let second =
        counts.iter().enumerate().filter(|(other, _)| *other != best).map(|(_, count)| *count).max().unwrap_or(0);
    if most < second + 2 || most * 2 < second * 3 {
        None
    } else {
        FUNCTION_WORDS.get(best).map(|(language, _)| *language)
    }
}

/// A word of at most eight bytes as a number; no function word is longer.
fn key(word: &str) -> Option<u64> {
    let mut bytes = [0; 8];
    bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    Some(u64::from_le_bytes(bytes))
}

/// The same for a word in ASCII letters, as it is in lower case.
fn ascii_key(word: &str) -> Option<u64> {
    const LOWER: u64 = u64::from_le_bytes([0x20; 8]);
    let bits = if word.is_ascii() { key(word)? } else { return None };
    // In a letter this bit is its case; the bytes after the word stay empty.
    Some(bits | LOWER & (u64::MAX.checked_shr(64 - 8 * word.len() as u32)?))
}

/// Languages of a function word, a bit for each place in [`FUNCTION_WORDS`]; none for another word.
fn languages_of(key: u64) -> u8 {
    let found = LANGUAGES_OF.binary_search_by_key(&key, |entry| entry.0);
    found.ok().and_then(|at| LANGUAGES_OF.get(at)).map_or(0, |entry| entry.1)
}

/// Every function word once, in the order of its key: two hundred words of each page are looked up.
static LANGUAGES_OF: LazyLock<Vec<(u64, u8)>> = LazyLock::new(|| {
    let mut languages: BTreeMap<u64, u8> = BTreeMap::new();
    for (place, (_, words)) in FUNCTION_WORDS.iter().enumerate() {
        for word in words.iter().filter_map(|word| key(word)) {
            *languages.entry(word).or_default() |= 1 << place;
        }
    }
    languages.into_iter().collect()
});
/// The bit of Spanish.
const SPANISH: u8 = 1 << 1;

/// Function words of the four languages, and of those that are most often taken for them.
const FUNCTION_WORDS: [(&str, &[&str]); 8] = [
    (
        "en",
        &[
            "the", "and", "of", "to", "is", "are", "in", "you", "your", "for", "with", "or", "that", "this", "if",
            "not", "have", "can", "from", "by", "it", "be",
        ],
    ),
    (
        "es",
        &[
            "el", "la", "los", "las", "de", "del", "y", "en", "que", "qué", "con", "por", "para", "una", "un", "si",
            "su", "sin", "no", "es", "se", "al", "o", "a", "puedo", "poco", "durante", "más", "como",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "les", "de", "du", "des", "et", "en", "que", "qui", "une", "un", "est", "pour", "par", "avec",
            "dans", "vous", "votre", "sans", "ou", "si", "je", "à", "au", "se", "l", "d", "j", "n", "s", "chez", "ne",
            "pas",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "ist", "von", "zu", "den", "dem", "ein", "eine", "mit", "für", "auf", "nicht",
            "sie", "ich", "wenn", "oder", "im", "am", "bis", "ihr", "ihre", "ihren", "bei", "nie", "kann", "was",
            "über",
        ],
    ),
    (
        "it",
        &[
            "il", "lo", "la", "gli", "di", "del", "della", "e", "che", "è", "con", "per", "una", "un", "non", "si",
            "sono", "nel", "al", "o", "le", "i",
        ],
    ),
    (
        "pt",
        &[
            "o", "a", "os", "as", "de", "do", "da", "dos", "das", "e", "que", "com", "por", "para", "uma", "um", "não",
            "se", "em", "no", "na", "é", "ou", "seu", "sua",
        ],
    ),
    (
        "ca",
        &[
            "el", "la", "els", "les", "de", "del", "dels", "i", "que", "amb", "per", "una", "un", "és", "no", "si",
            "en", "al", "o", "és", "seva",
        ],
    ),
    (
        "nl",
        &[
            "de", "het", "een", "en", "van", "is", "zijn", "met", "voor", "op", "niet", "u", "uw", "als", "of", "in",
            "te", "bij", "dat", "die", "door", "om",
        ],
    ),
];

/// ISO 639-1 code of a language that whatlang knows.
fn code(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Eng => "en",
        Lang::Spa => "es",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ita => "it",
        Lang::Por => "pt",
        Lang::Nld => "nl",
        Lang::Cat => "ca",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "nb",
        Lang::Fin => "fi",
        Lang::Pol => "pl",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Bul => "bg",
        Lang::Mkd => "mk",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Bel => "be",
        Lang::Ell => "el",
        Lang::Tur => "tr",
        Lang::Aze => "az",
        Lang::Ara => "ar",
        Lang::Heb => "he",
        Lang::Pes => "fa",
        Lang::Urd => "ur",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Pan => "pa",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Vie => "vi",
        Lang::Ind => "id",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Afr => "af",
        Lang::Lat => "la",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_found_as_they_are_listed() {
        assert_eq!(FUNCTION_WORDS[SPANISH.trailing_zeros() as usize].0, "es");
        for (place, (_, words)) in FUNCTION_WORDS.iter().enumerate() {
            for word in *words {
                assert!(languages_of(key(word).unwrap()) >> place & 1 == 1, "{word}");
            }
        }
        assert_eq!(languages_of(ascii_key("LA").unwrap()).count_ones(), 4);
        assert_eq!(languages_of(ascii_key("durante").unwrap()), SPANISH);
        assert_eq!([ascii_key("durantes").map_or(0, languages_of), ascii_key("x").map_or(0, languages_of)], [0, 0]);
        assert_eq!([ascii_key("qué"), ascii_key("necrotizing")], [None, None]);
    }
}
