//! The two Englishes made one by rule.
//!
//! Each rule turns towards the spelling that meets the fewest other words: `-ize` becomes `-ise` (few words end
//! in `-ize` that are no such verbs, while `rise`, `promise` and `exercise` are many), but `-our` becomes `-or`.

/// The folded form of a word in lower case without accents: one spelling of the two.
#[must_use]
pub fn fold(plain: &str) -> String {
    let mut word = plain.to_owned();
    if word.len() < 4 || !word.is_ascii() {
        return word;
    }
    if let Ok(at) = WORDS.binary_search_by_key(&plain, |entry| entry.0) {
        return WORDS.get(at).map_or(word, |entry| entry.1.to_owned());
    }
    // Few words have the letters that a rule looks for, and every new word of a text comes through here.
    let has = letters(&word);
    if has & letters("e") != 0 {
        digraphs(&mut word);
    }
    if has & letters("z") != 0 {
        ise(&mut word);
    }
    if holds(has, letters("our")) {
        our(&mut word);
    }
    if holds(has, letters("re")) {
        re(&mut word);
    }
    if holds(has, letters("le")) {
        ll(&mut word);
    }
    let has = letters(&word);
    for part in &PARTS {
        if holds(has, part.letters)
            && let Some(at) = word.find(part.from)
        {
            word.replace_range(at..at + part.from.len(), part.to);
        }
    }
    word
}

/// The letters of a word as a set of bits; a digit may look like one of them.
const fn letters(word: &str) -> u32 {
    let bytes = word.as_bytes();
    let (mut set, mut at) = (0, 0);
    while at < bytes.len() {
        set |= 1 << (bytes[at] & 31);
        at += 1;
    }
    set
}

fn holds(has: u32, needed: u32) -> bool {
    has & needed == needed
}

/// Whole words that no rule reaches; sorted.
const WORDS: &[(&str, &str)] = &[
    ("acknowledgement", "acknowledgment"),
    ("acknowledgements", "acknowledgments"),
    ("ageing", "aging"),
    ("aluminium", "aluminum"),
    ("artefact", "artifact"),
    ("artefacts", "artifacts"),
    ("councillor", "councilor"),
    ("councillors", "councilors"),
    ("counsellor", "counselor"),
    ("counsellors", "counselors"),
    ("defence", "defense"),
    ("defences", "defenses"),
    ("disk", "disc"),
    ("disks", "discs"),
    ("enrolment", "enrollment"),
    ("fulfil", "fulfill"),
    ("fulfilment", "fulfillment"),
    ("gramme", "gram"),
    ("grammes", "grams"),
    ("grey", "gray"),
    ("instalment", "installment"),
    ("instalments", "installments"),
    ("jewellery", "jewelry"),
    ("judgement", "judgment"),
    ("judgements", "judgments"),
    ("licence", "license"),
    ("licences", "licenses"),
    ("manoeuvre", "maneuver"),
    ("manoeuvred", "maneuvered"),
    ("manoeuvres", "maneuvers"),
    ("manoeuvring", "maneuvering"),
    ("mould", "mold"),
    ("moulds", "molds"),
    ("mouldy", "moldy"),
    ("neurone", "neuron"),
    ("neurones", "neurons"),
    ("offence", "offense"),
    ("offences", "offenses"),
    ("orientated", "oriented"),
    ("pretence", "pretense"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("pyjamas", "pajamas"),
    ("sceptic", "skeptic"),
    ("sceptical", "skeptical"),
    ("skilful", "skillful"),
    ("skilfully", "skillfully"),
    ("specialities", "specialties"),
    ("speciality", "specialty"),
    ("wilful", "willful"),
    ("wilfully", "willfully"),
    ("yoghurt", "yogurt"),
    ("yoghurts", "yogurts"),
];

/// A part of words that is spelled in two ways wherever it stands.
struct Part {
    from: &'static str,
    to: &'static str,
    letters: u32,
}

const fn part(from: &'static str, to: &'static str) -> Part {
    Part { from, to, letters: letters(from) }
}

const PARTS: [Part; 11] = [
    part("sulph", "sulf"),
    part("practis", "practic"),
    part("leucocyt", "leukocyt"),
    part("leucopen", "leukopen"),
    part("leucodystroph", "leukodystroph"),
    part("leucem", "leukem"),
    part("tranquillis", "tranquilis"),
    part("crystallis", "crystalis"),
    part("logue", "log"),
    part("kilogramme", "kilogram"),
    part("cesarian", "cesarean"),
];

/// `ae` and `oe` become `e` in the Greek and Latin parts that medicine is made of, and nowhere else: `aerobic`,
/// `poem`, `shoes` and `coexist` have no digraph.
fn digraphs(word: &mut String) {
    const AE: &[&str] = &[
        "aem", "paed", "aesth", "aetiol", "faec", "caec", "caesar", "caesi", "caerul", "gynaec", "phaeo", "naev",
        "laev", "palae", "archae", "mediaev", "taeni", "praev", "perinae", "gangraen", "haes",
    ];
    const OE: &[&str] = &["rrhoe", "pnoe", "foet", "amoeb", "homoeo", "poei", "oenol", "oecol"];
    if word.contains("ae") {
        for part in AE {
            while let Some(at) = word.find(part) {
                let ae = at + part.find("ae").unwrap_or(0);
                word.replace_range(ae..ae + 2, "e");
            }
        }
    }
    if !word.contains("oe") {
        return;
    }
    for part in OE {
        while let Some(at) = word.find(part) {
            let oe = at + part.find("oe").unwrap_or(0);
            word.replace_range(oe..oe + 2, "e");
        }
    }
    // `lymphoedema` is British, `angioedema` is not: there the `o` ends the word's first part.
    joined(word, "oedem", |before| before != b'i');
    let after_vowel = |before| matches!(before, b'o' | b'a' | b'i' | b's' | b'b');
    joined(word, "oesoph", after_vowel);
    joined(word, "oestr", after_vowel);
    if word.starts_with("coeli") {
        word.replace_range(1..3, "e");
    }
}

/// Turns a part that begins with `oe` to `e` at the word's start or after a fitting letter.
fn joined(word: &mut String, part: &str, fits: impl Fn(u8) -> bool) {
    if let Some(at) = word.find(part)
        && (at == 0 || word.as_bytes().get(at - 1).copied().is_some_and(fits))
    {
        word.replace_range(at..at + 2, "e");
    }
}

/// `-ize`, `-yze` and what is made of them become `-ise`, `-yse`.
fn ise(word: &mut String) {
    const ENDINGS: &[&str] =
        &["e", "ed", "es", "ing", "er", "ers", "able", "ation", "ations", "ational", "ability", "ement"];
    for ending in ENDINGS {
        let Some(base) = word.strip_suffix(ending).and_then(|rest| rest.strip_suffix('z')) else {
            continue;
        };
        let Some(root) = base.strip_suffix(['i', 'y']) else {
            return;
        };
        // `size`, `prize` and `seize` are no such verbs.
        if root.len() >= 3 && root.bytes().any(is_vowel) {
            let z = base.len();
            word.replace_range(z..=z, "s");
        }
        return;
    }
}

/// `-our` and what is made of it becomes `-or`, where a syllable stands before it.
fn our(word: &mut String) {
    const ENDINGS: &[&str] = &[
        "", "s", "ed", "ing", "ings", "er", "ers", "ful", "fully", "able", "ably", "ite", "ites", "less", "al", "ally",
        "hood", "hoods", "y", "ist", "ation", "ise", "ised", "ising", "ously",
    ];
    const KEPT: &[&str] = &["cont", "det", "dev", "vel", "param", "troubad", "am", "downp", "outp", "conc", "parc"];
    let Some(at) = word.rfind("our") else { return };
    let (root, rest) = word.split_at(at);
    let ending = &rest[3..];
    if root.len() >= 2 && root.bytes().any(is_vowel) && ENDINGS.contains(&ending) && !KEPT.contains(&root) {
        word.replace_range(at..at + 3, "or");
    }
}

/// `-tre` and `-bre` become `-ter` and `-ber`; `fibreoptic` has it inside.
fn re(word: &mut String) {
    if word.starts_with("timbre") || word.starts_with("macabre") {
        return;
    }
    if word.starts_with("fibre") && word.len() > 6 && word != "fibred" {
        word.replace_range(3..5, "er");
        return;
    }
    let body = word.trim_end_matches(['s', 'd']).len();
    if word.len() - body <= 1 && body >= 5 && (word[..body].ends_with("tre") || word[..body].ends_with("bre")) {
        let plural_or_not = word.ends_with('d');
        word.replace_range(body - 2..body, if plural_or_not { "ere" } else { "er" });
    }
}

/// `travelling` becomes `traveling`; in `swelling` no syllable stands before.
fn ll(word: &mut String) {
    for ending in ["ellings", "elling", "elled", "ellers", "eller"] {
        if let Some(root) = word.strip_suffix(ending)
            && root.bytes().any(is_vowel)
        {
            let at = root.len() + 1;
            word.replace_range(at..=at, "");
            return;
        }
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

#[cfg(test)]
mod tests;
