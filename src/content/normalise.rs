//! Normalisation: text as a reader sees it, without the characters that are invisible or merely another shape of a letter.
//!
//! Words must match whatever editor they were pasted from, yet what is shown is still read aloud, so this is less
//! than NFKC. Dropped: controls, soft hyphens, zero-width and bidirectional marks, private-use icons. Changed:
//! every space to a space, non-breaking hyphens to `-`; ligatures, full-width letters and digits, half-width
//! kana, Arabic presentation forms, Roman-numeral characters, mathematical letters, squared units to what they
//! stand for; decomposed accents composed (NFC). Kept: curly quotes, dashes, `½`, `²`, `µ`, `™`, full-width
//! punctuation, emoji, and the joiners that Arabic and Indic scripts are spelt with. Case and accents are folded
//! elsewhere, for the index only.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Normalises text for showing: invisible characters gone, shapes of one letter made one, white space folded to
/// single spaces and trimmed.
///
/// ```
/// assert_eq!(vademecum::content::readable("der\u{ad}mato\u{ad}myositis,\u{a0} 10\u{a0}mg"), "dermatomyositis, 10 mg");
/// ```
#[must_use]
pub fn readable(text: &str) -> Cow<'_, str> {
    let clean = clean(text);
    if is_folded(&clean) {
        return clean;
    }
    let mut folded = String::with_capacity(clean.len());
    for word in clean.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    Cow::Owned(folded)
}

/// Single spaces only, none at the ends.
fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    !bytes.first().is_some_and(u8::is_ascii_whitespace)
        && !bytes.last().is_some_and(u8::is_ascii_whitespace)
        && !bytes.iter().any(|b| matches!(b, b'\t' | b'\n' | b'\r'))
        && !bytes.windows(2).any(|pair| pair == b"  ")
}

/// The same without folding white space: only ASCII space and line feed are left of it, as many as there were.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    // A piece at a time without a way out of it, so that many bytes are looked at together.
    let is_plain = |piece: &[u8]| piece.iter().fold(true, |plain, &b| plain & matches!(b, b' '..=b'~' | b'\n'));
    if text.as_bytes().chunks(64).all(is_plain) {
        return Cow::Borrowed(text);
    }
    if text.chars().all(|c| fate(c) == Fate::Keep) && is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return Cow::Borrowed(text);
    }
    let mut mapped = String::with_capacity(text.len());
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match fate(c) {
            Fate::Keep => mapped.push(c),
            Fate::Drop => continue,
            Fate::Space => mapped.push(' '),
            Fate::Hyphen => mapped.push('-'),
            Fate::Spell => mapped.extend(std::iter::once(c).nfkc()),
            Fate::Joiner => {
                if !(is_joined_script(before) && chars.peek().copied().is_some_and(is_joined_script)) {
                    continue;
                }
                mapped.push(c);
            }
        }
        before = c;
    }
    if is_nfc_quick(mapped.chars()) == IsNormalized::Yes {
        return Cow::Owned(mapped);
    }
    Cow::Owned(mapped.nfc().collect())
}

/// What becomes of a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Keep,
    Drop,
    Space,
    Hyphen,
    /// Replaced by what it stands for (NFKC).
    Spell,
    /// Kept only between letters of a script that is spelt with it.
    Joiner,
}

fn fate(c: char) -> Fate {
    match c {
        '\n' | ' '..='~' => Fate::Keep,
        '\t'
        | '\u{b}'
        | '\u{c}'
        | '\r'
        | '\u{85}'
        | '\u{a0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200a}'
        | '\u{202f}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{205f}'
        | '\u{3000}' => Fate::Space,
        '\u{200c}' | '\u{200d}' => Fate::Joiner,
        '\u{2010}' | '\u{2011}' => Fate::Hyphen,
        _ if is_invisible(c) => Fate::Drop,
        _ if is_another_shape(c) => Fate::Spell,
        _ => Fate::Keep,
    }
}

/// Controls, default-ignorable format characters, non-characters and private use.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Characters that only repeat a letter, digit or unit in another shape.
fn is_another_shape(c: char) -> bool {
    matches!(c,
        '\u{132}' | '\u{133}' | '\u{13f}' | '\u{140}' | '\u{149}' | '\u{1c4}'..='\u{1cc}' | '\u{1f1}'..='\u{1f3}'
        | '\u{2103}' | '\u{2109}' | '\u{2126}' | '\u{2160}'..='\u{217f}' | '\u{2f00}'..='\u{2fd5}'
        | '\u{3371}'..='\u{33df}' | '\u{fb00}'..='\u{fb06}' | '\u{fb13}'..='\u{fb17}' | '\u{fb20}'..='\u{fb4f}'
        | '\u{fb50}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fdfc}' | '\u{fe70}'..='\u{fefc}' | '\u{ff10}'..='\u{ff19}'
        | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' | '\u{ff66}'..='\u{ff9f}' | '\u{1d400}'..='\u{1d7ff}')
}

/// Letters of scripts in which a joiner or non-joiner is part of the spelling: Arabic to Mongolian.
fn is_joined_script(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_do_not_split_words() {
        assert_eq!(readable("poly\u{ad}myo\u{ad}sitis"), "polymyositis");
        assert_eq!(readable("im\u{200b}mune ne\u{2060}cro\u{feff}tizing \u{200e}x\u{202c}"), "immune necrotizing x");
        assert_eq!(readable("a\u{0}b\u{7}c\u{fffe}"), "abc");
    }

    #[test]
    fn spaces_and_hyphens_are_plain_ones() {
        assert_eq!(readable("  10\u{a0}mg\u{202f}/\u{3000}day\r\n\tnow "), "10 mg / day now");
        assert_eq!(readable("non\u{2011}breaking"), "non-breaking");
    }

    #[test]
    fn shapes_of_a_letter_are_that_letter() {
        assert_eq!(readable("\u{fb01}brosis o\u{fb03}ce"), "fibrosis office");
        assert_eq!(readable("ＩＶＩＧ １０"), "IVIG 10");
        assert_eq!(readable("nin\u{303}o Sjo\u{308}gren"), "niño Sjögren");
        assert_eq!(readable("type Ⅱ, 38 ℃, 5 ㎎, 𝗯𝗼𝗹𝗱"), "type II, 38 °C, 5 mg, bold");
    }

    #[test]
    fn what_is_read_aloud_stays_as_written() {
        for text in ["½ tablet", "kg/m²", "5 µg", "“so it’s said” – yes…", "肌炎，简介", "💪🏽 Aspirin™", "TIF1-γ"]
        {
            assert_eq!(readable(text), text);
        }
    }

    #[test]
    fn joiners_stay_where_a_script_is_spelt_with_them() {
        assert_eq!(readable("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(readable("my\u{200d}ositis\u{200c}"), "myositis");
    }

    #[test]
    fn text_that_needs_nothing_is_borrowed() {
        assert!(matches!(readable("Trouble swallowing – what helps?"), Cow::Borrowed(_)));
    }
}
