//! Case and accents taken away, letter by letter.
//!
//! Marks are taken from Latin and Greek letters only: in other scripts they are letters of their own.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters that are in a word without being of it: soft hyphens, joiners, direction and variation marks.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}')
}

/// Puts the word's normal form, case and accents kept, at the end of `out`.
pub(super) fn surface(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.push_str(word);
    } else {
        // Some compatibility forms hold a space.
        out.extend(word.chars().filter(|&c| !is_invisible(c)).nfkc().filter(|c| !c.is_whitespace()));
    }
}

/// Puts the word in lower case without accents at the end of `out`.
pub(super) fn plain(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        return;
    }
    for c in word.chars().filter(|&c| !is_invisible(c)).nfkc().flat_map(char::to_lowercase) {
        match c {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            'ё' => out.push('е'),
            '\u{2044}' => out.push('/'),
            '\u{300}'..='\u{36f}' => {}
            c if c.is_whitespace() => {}
            c if c.is_ascii() => out.push(c),
            c => push_base(c, out),
        }
    }
}

/// The word in lower case without accents.
#[must_use]
pub fn without_accents(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    plain(word, &mut out);
    out
}

/// The letter under the accents, where its script has accents.
fn push_base(c: char, out: &mut String) {
    let mut parts = std::iter::once(c).nfkd();
    let base = parts.next().unwrap_or(c);
    let accented = base.is_ascii_alphabetic() || matches!(base, '\u{370}'..='\u{3ff}');
    if accented && parts.all(is_combining_mark) {
        out.push(base);
    } else {
        out.push(c);
    }
}

/// The name of a Greek letter, as clinicians write it out.
pub(super) fn greek_name(c: char) -> Option<&'static str> {
    let lower = c.to_lowercase().next().unwrap_or(c);
    Some(match lower {
        'α' => "alpha",
        'β' | 'ϐ' => "beta",
        'γ' => "gamma",
        'δ' => "delta",
        'ε' | 'ϵ' => "epsilon",
        'ζ' => "zeta",
        'η' => "eta",
        'θ' | 'ϑ' => "theta",
        'ι' => "iota",
        'κ' | 'ϰ' => "kappa",
        'λ' => "lambda",
        'μ' | 'µ' => "mu",
        'ν' => "nu",
        'ξ' => "xi",
        'ο' => "omicron",
        'π' => "pi",
        'ρ' | 'ϱ' => "rho",
        'σ' | 'ς' => "sigma",
        'τ' => "tau",
        'υ' => "upsilon",
        'φ' | 'ϕ' => "phi",
        'χ' => "chi",
        'ψ' => "psi",
        'ω' => "omega",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn accents_and_joined_letters_are_taken_apart() {
        for (word, expected) in [
            ("Sjögren", "sjogren"),
            ("Straße", "strasse"),
            ("Œdème", "oedeme"),
            ("cafe\u{301}", "cafe"),
            ("ﬁbre", "fibre"),
            ("myo\u{ad}sitis", "myositis"),
            ("Ｐｍ", "pm"),
            ("Ærø", "aero"),
            ("Łódź", "lodz"),
            ("Μυοσίτιδα", "μυοσιτιδα"),
            ("й", "й"),
        ] {
            let mut out = String::new();
            plain(word, &mut out);
            assert_eq!(out, expected, "{word}");
        }
    }
}
