//! What stands around an acronym, and says that it is a name, a person's initials, shouting, or explained there.

use std::ops::Range;

use crate::analysis::{Language, is_negation, is_stop_word};
use crate::query::is_listed_word;

/// Words around a place that are looked at.
const NEAR: usize = 3;
/// Words around a place that its sentence may have.
const SENTENCE: usize = 30;
/// In a sentence with one of these a word in capitals is the name of a gene, a protein, an antibody.
const NAMED_THINGS: &[&str] = &[
    "gene",
    "genes",
    "protein",
    "proteins",
    "mutation",
    "mutations",
    "mutated",
    "chromosome",
    "chromosomes",
    "allele",
    "alleles",
    "antibody",
    "antibodies",
    "autoantibody",
    "autoantibodies",
    "antigen",
    "antigens",
    "locus",
    "isoform",
    "haplotype",
    "pathway",
    "pathways",
    "signaling",
    "signalling",
    "kinase",
    "heterodimer",
    "registry",
    "professor",
];
/// Beside one of these too.
const NAMED_BESIDE: &[&str] =
    &["variant", "variants", "enzyme", "enzymes", "receptor", "receptors", "deletion", "deletions", "duplication"];
/// What comes after a name that is an acronym only by its spelling.
const AFTER_NAMES: &[&str] = &[
    "syndrome",
    "trial",
    "study",
    "score",
    "scale",
    "questionnaire",
    "cells",
    "cell",
    "virus",
    "type",
    "deficiency",
    "association",
    "school",
    "university",
    "college",
    "hospital",
    "medical",
];
/// Words before an acronym that say that it is told what something is called.
const CALLED: &[&str] = &[
    "called",
    "termed",
    "named",
    "abbreviated",
    "abbreviation",
    "acronym",
    "aka",
    "a.k.a",
    "initials",
    "term",
    "terms",
    "letters",
];
/// Words after it that begin to say what it means.
const MEANS: &[&str] = &["stands", "stand", "means", "refers", "denotes"];
/// In a sentence with one of these somebody is introduced, with places where they work.
const DEGREES_OF_DOCTORS: &[&str] = &["MD", "PhD", "FACP", "M.D", "Ph.D", "FRCP", "DO", "RN"];
/// Degrees and titles behind a name.
const DEGREES: &[&str] = &[
    "AB", "ACNP", "AGACNP", "ANP", "APRN", "ARNP", "AuD", "BA", "BCBA", "BChir", "BCh", "BCPS", "BDS", "BM", "BMBS",
    "BN", "BPharm", "BS", "BSC", "BSN", "CBE", "CCC", "CDCES", "CDE", "CH", "CHES", "CNM", "CNP", "CNS", "CPA", "CRNA",
    "CRNP", "DC", "DCN", "DDS", "DMD", "DNP", "DO", "DPM", "DPT", "DRCOG", "DSC", "DVM", "EdD", "ESQ", "FAAD", "FAAFP",
    "FAAN", "FAAP", "FACC", "FACE", "FACEP", "FACG", "FACOG", "FACP", "FACPM", "FACR", "FACS", "FAHA", "FCCP", "FIDSA",
    "FMEDSCI", "FNP", "FRACP", "FRCA", "FRCGP", "FRCOG", "FRCP", "FRCPCH", "FRCPE", "FRCS", "FRS", "JD", "LCSW", "LD",
    "LDN", "LLB", "LLM", "LMFT", "LPC", "LPN", "LVN", "MA", "MB", "MBA", "MBBCH", "MBBS", "MBCHB", "MBE", "MD", "MED",
    "MFA", "MHA", "MHS", "MHSC", "MLS", "MN", "MPA", "MPH", "MPHIL", "MPT", "MRCGP", "MRCP", "MRCS", "MS", "MSC",
    "MSCE", "MSCR", "MSHS", "MSN", "MSPH", "MSW", "NP", "OBE", "OD", "OT", "OTR", "PA", "PharmD", "PHD", "PNP", "PsyD",
    "PT", "QC", "RD", "RDN", "RGN", "RN", "RNFA", "RPH", "RPT", "SCD", "SLP", "WHNP",
];

/// A place of an acronym with what stands around it.
pub(super) struct Beside<'a> {
    pub(super) text: &'a str,
    /// Its words by their bytes.
    pub(super) words: &'a [Range<usize>],
    /// The number of the acronym's word.
    pub(super) at: usize,
    pub(super) place: Range<usize>,
}

impl<'a> Beside<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.words.get(at).and_then(|word| self.text.get(word.clone())).unwrap_or_default()
    }

    fn before(&self) -> &'a str {
        self.at.checked_sub(1).map_or("", |at| self.word(at))
    }

    /// What stands between the word before it and this one.
    fn gap_before(&self) -> &'a str {
        let end = self.at.checked_sub(1).and_then(|at| self.words.get(at)).map_or(0, |word| word.end);
        let start = self.words.get(self.at).map_or(0, |word| word.start);
        self.text.get(end..start).unwrap_or_default()
    }

    fn gap_after(&self) -> &'a str {
        let start = self.words.get(self.at).map_or(0, |word| word.end);
        let end = self.words.get(self.at + 1).map_or(self.text.len(), |word| word.start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether the words beside it are in capitals for stress: `DO NOT`, `CALL NOW`.
    pub(super) fn is_shouted(&self) -> bool {
        let shouted = |word: &str| {
            word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()) && is_known_word(&word.to_lowercase())
        };
        let small = self.word(self.at).to_lowercase();
        let alone = is_stop_word(&small, Language::English) || is_negation(&small);
        alone || shouted(self.before()) || shouted(self.word(self.at + 1))
    }

    /// Whether it is a part of an address: `www.example.org/GARD/`.
    pub(super) fn is_in_address_of_page(&self) -> bool {
        let white = |c: char| c.is_whitespace();
        let start = self.text.get(..self.place.start).and_then(|before| before.rfind(white)).unwrap_or(0);
        let rest = self.text.get(self.place.end..).unwrap_or_default();
        let end = self.place.end + rest.find(white).unwrap_or(rest.len());
        let around = self.text.get(start..end).unwrap_or_default();
        ["://", "www.", ".org", ".gov", ".com", ".uk", ".edu", ".html"].iter().any(|part| around.contains(part))
    }

    /// Whether it is a name that needs no words here.
    pub(super) fn is_name(&self) -> bool {
        let is = |list: &[&str], word: &str| list.iter().any(|it| it.eq_ignore_ascii_case(word));
        let near = |places: usize| self.at.saturating_sub(places)..(self.at + places + 1).min(self.words.len());
        let told_of = |at: usize| {
            let word = self.word(at);
            let word = word.split(['-', '‐', '‑']).next().unwrap_or(word);
            is(NAMED_THINGS, word) || (at != self.at && DEGREES_OF_DOCTORS.contains(&word))
        };
        near(SENTENCE).any(told_of)
            || near(NEAR).any(|at| is(NAMED_BESIDE, self.word(at)))
            || is(AFTER_NAMES, self.word(self.at + 1))
            || self.is_of_person()
            || self.is_in_address()
            || self.is_quoted()
            || self.is_in_compound()
            || self.is_spoken()
            || self.text.get(self.place.end..).is_some_and(|after| after.starts_with(['®', '™']))
    }

    /// Before a word of chemistry, a long name or the name of a firm: `GTP cyclohydrolase`, `CSL Behring`.
    fn is_in_compound(&self) -> bool {
        let next = self.word(self.at + 1);
        let small = next.chars().all(char::is_lowercase);
        let capital = next.starts_with(char::is_uppercase) && next.chars().skip(1).all(char::is_lowercase);
        let long = next.len() > 9 && small;
        self.gap_after() == " " && (long || (capital && next.len() > 2)) && !is_known_word(&next.to_lowercase())
    }

    /// In a bracket that says how a name is spoken: `(toe FAY shus)`, `(ko-re-ON-ik VIL-us)`.
    fn is_spoken(&self) -> bool {
        let open = self.text.get(..self.place.start).unwrap_or_default();
        let Some(inside) = open.rsplit_once('(').map(|(_, inside)| inside).filter(|inside| !inside.contains(')'))
        else {
            return false;
        };
        let strange = |word: &str| {
            !word.is_empty()
                && word.chars().all(char::is_lowercase)
                && !is_listed_word(word)
                && !is_stop_word(word, Language::English)
        };
        let syllables = |word: &str| word.contains('-') && word.split('-').any(strange);
        !inside.is_empty()
            && [self.before(), self.word(self.at + 1)].iter().any(|word| strange(word) || syllables(word))
    }

    /// A word that is spoken of: `“ABCDE”`.
    fn is_quoted(&self) -> bool {
        let quote = |c: char| matches!(c, '"' | '“' | '”' | '‘' | '\'');
        let before = self.text.get(..self.place.start).unwrap_or_default();
        before.ends_with(quote) && self.text.get(self.place.end..).unwrap_or_default().starts_with(quote)
    }

    /// Whether it is somebody's initials or degree: `Mammen AL,`, `Jane Doe, FRCP`.
    fn is_of_person(&self) -> bool {
        let before = self.before();
        // `1Yeung SJ`: the mark of a note stands before a name.
        let before = before.trim_start_matches(|c: char| c.is_ascii_digit());
        let capital = before.starts_with(char::is_uppercase) && before.contains(char::is_lowercase);
        let surname = capital && before.len() > 1 && !is_listed_word(&before.to_lowercase());
        let text = self.word(self.at);
        let beside = matches!(self.gap_before(), " " | "® " | "™ ");
        let initials = text.len() <= 3 && beside && self.gap_after().starts_with([',', '.', ';']);
        let degree = self.gap_before().starts_with(", ") && (surname || is_degree(before));
        // `Child AH, Evans A, Bell R`: more of them follow.
        let next = self.word(self.at + 2);
        let more = capital && next.len() <= 3 && !next.is_empty() && next.bytes().all(|byte| byte.is_ascii_uppercase());
        // `Toprol XL`: a brand and what kind of it.
        let brand = surname && beside && text.len() == 2;
        (surname && initials) || degree || (initials && more) || brand
    }

    /// Whether a postcode follows: `Bethesda, MD 20892`.
    fn is_in_address(&self) -> bool {
        let next = self.word(self.at + 1);
        next.len() >= 5 && next.bytes().take(5).all(|byte| byte.is_ascii_digit())
    }

    /// Whether it stands where a meaning is told: alone in a bracket, before a bracket of several words, behind `called`,
    /// before `stands for`, at the beginning of an entry.
    pub(super) fn is_introduced(&self) -> bool {
        let before = self.text.get(..self.place.start).unwrap_or_default().trim_end_matches(['"', '“', '‘', '\'']);
        let after = self.text.get(self.place.end..).unwrap_or_default();
        let after = after.strip_prefix('s').unwrap_or(after).trim_start_matches(['"', '”', '’', '\'']);
        let in_bracket = before.ends_with(['(', '[']) && after.starts_with([')', ']', ';', ',']);
        let opens = after.trim_start().starts_with(['(', '[', '—', '–', '=', ':'])
            || [" - ", ", or ", ", which "].iter().any(|mark| after.starts_with(mark));
        let word = self.before().to_lowercase();
        let called = CALLED.contains(&word.as_str())
            || (word == "as" && self.at > 1 && matches!(self.word(self.at - 2), "known" | "abbreviated" | "to"))
            || (word == "or" && before.trim_end().strip_suffix("or").is_some_and(|it| it.trim_end().ends_with(',')));
        let means = MEANS.contains(&self.word(self.at + 1));
        in_bracket || (opens && has_several_words(after)) || called || means
    }
}

/// Whether more than one word follows, up to the end of a bracket.
fn has_several_words(after: &str) -> bool {
    let following = after.trim_start_matches(|c: char| !c.is_alphanumeric());
    let until = following.find([')', ']']).unwrap_or(following.len());
    following.get(..until).is_some_and(|words| words.split_whitespace().nth(1).is_some())
}

/// A degree or a title of a profession, however it is written.
pub(in crate::audit) fn is_degree(text: &str) -> bool {
    DEGREES.iter().any(|degree| degree.eq_ignore_ascii_case(text))
}

fn is_known_word(small: &str) -> bool {
    is_listed_word(small) || is_stop_word(small, Language::English)
}
