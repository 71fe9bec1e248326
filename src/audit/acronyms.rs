//! Acronyms as a page writes them: words all in capitals, where they stand, and whether the page says what they mean.
//!
//! What the vocabulary knows is not asked here; the checks of acronyms do that.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::page::AuditedPage;
use crate::analysis::{Language, Tokens, all_capitals, is_negation, is_stop_word};
use crate::content::{Block, BlockKind, Label, titled_abbreviations};
use crate::query::is_listed_word;
use crate::vocabulary::mine::definitions;

/// Letters of an acronym.
const LETTERS: std::ops::RangeInclusive<usize> = 2..=6;
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
/// What is joined to an acronym by a hyphen and leaves it one.
const JOINED: &[&str] = &[
    "approved",
    "associated",
    "based",
    "certified",
    "compatible",
    "containing",
    "free",
    "funded",
    "guided",
    "induced",
    "infected",
    "like",
    "mediated",
    "negative",
    "non",
    "only",
    "positive",
    "post",
    "pre",
    "related",
    "specific",
    "sponsored",
    "treated",
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

/// The acronyms of a page.
#[derive(Debug, Default)]
pub(super) struct Acronyms {
    /// In the order of their first places.
    pub(super) used: Vec<Used>,
    /// Those that the page spells out.
    pub(super) spelled_out: BTreeSet<String>,
}

/// An acronym that a page's own words use.
#[derive(Debug)]
pub(super) struct Used {
    /// Without the `s` of its plural.
    pub(super) text: String,
    /// Its first place: block and bytes.
    pub(super) first: (usize, Range<usize>),
    /// How often it is written.
    pub(super) uses: u32,
    /// The blocks that have it.
    pub(super) blocks: Vec<usize>,
    /// Something at one of its places says that it needs no words: a link's name, initials of a person, a gene.
    pub(super) is_name: bool,
    /// At one of its places it stands where a meaning is told, though the letters do not say so.
    pub(super) introduced: bool,
}

impl Acronyms {
    /// Reads a page.
    pub(super) fn of(page: &AuditedPage<'_>) -> Acronyms {
        let mut acronyms = Acronyms { used: Vec::new(), spelled_out: spelled_out(page) };
        let mut by_text: BTreeMap<String, usize> = BTreeMap::new();
        for (number, block, label) in page.blocks() {
            let running = !matches!(
                block.kind,
                BlockKind::Heading(_) | BlockKind::Summary | BlockKind::Preformatted | BlockKind::Quote
            );
            let reference = ["et al", "doi", "PMID"].iter().any(|mark| block.text.contains(mark));
            if label != Label::Body || block.dynamic || !running || reference || all_capitals(&block.text) {
                continue;
            }
            let words = words(&block.text);
            for (at, word) in words.iter().enumerate() {
                let Some(place) = acronym(&block.text, word.clone()) else { continue };
                let Some(text) = block.text.get(place.clone()) else { continue };
                let beside = Beside { text: &block.text, words: &words, at, place: place.clone() };
                if beside.is_shouted() || beside.is_in_address_of_page() {
                    continue;
                }
                let used = *by_text.entry(text.to_owned()).or_insert_with(|| {
                    let first = (number, place.clone());
                    let (text, blocks) = (text.to_owned(), Vec::new());
                    acronyms.used.push(Used { text, first, uses: 0, blocks, is_name: false, introduced: false });
                    acronyms.used.len() - 1
                });
                let Some(used) = acronyms.used.get_mut(used) else { continue };
                used.uses += 1;
                used.blocks.push(number);
                used.is_name |= beside.is_name() || is_linked(block, &place);
                used.introduced |= block.kind == BlockKind::Term || beside.is_introduced();
            }
        }
        acronyms
    }

    /// The acronym of this text, if the page's own words use it.
    pub(super) fn used(&self, text: &str) -> Option<&Used> {
        self.used.iter().find(|used| used.text == text)
    }

    /// Whether the page says what it means, by a definition or by words that begin with its letters.
    pub(super) fn is_explained(&self, used: &Used, page: &AuditedPage<'_>) -> bool {
        self.spelled_out.contains(&used.text) || has_initials(page, used)
    }
}

/// Short forms that the page defines, in its text or in a title of their own.
fn spelled_out(page: &AuditedPage<'_>) -> BTreeSet<String> {
    let text_of = |block: &Option<usize>| match block {
        Some(block) => page.examined.blocks.get(*block).map(|block| block.text.as_str()),
        None => Some(page.facts().title.as_str()),
    };
    let defined = page.definitions.iter().filter_map(|(block, it)| text_of(block)?.get(it.short.clone()));
    let mut all: BTreeSet<String> = defined.map(|short| single(short).to_owned()).collect();
    let titled = titled_abbreviations(&page.raw.content).into_iter();
    all.extend(titled.filter(|(_, title)| title.contains(' ')).map(|(written, _)| single(&written).to_owned()));
    all
}

/// `AEDs` is `AED`.
fn single(written: &str) -> &str {
    let written = written.trim();
    written.strip_suffix('s').filter(|single| single.ends_with(char::is_uppercase)).unwrap_or(written)
}

/// Words of a text by their bytes: letters and digits, and the marks between them.
fn words(text: &str) -> Vec<Range<usize>> {
    let joins = |c: char| matches!(c, '-' | '‐' | '‑' | '\'' | '’' | '.' | '_' | '&' | '+' | '@');
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut open: Option<Range<usize>> = None;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            let start = open.take().map_or(at, |word| word.start);
            open = Some(start..at + c.len_utf8());
        } else if let Some(word) = open.take() {
            // One mark may stand inside a word; where nothing follows it the word ends before it.
            if joins(c) && word.end == at {
                open = Some(word);
            } else {
                words.push(word);
            }
        }
    }
    words.extend(open);
    words
}

/// The acronym in a word, `MRI` of `MRI-guided` and of `MRIs`; not of `anti-SRP`, `HLA-B27`, `U.S.`, `II`.
fn acronym(text: &str, word: Range<usize>) -> Option<Range<usize>> {
    let whole = text.get(word.clone())?;
    if !whole.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return None;
    }
    let whole = whole.strip_suffix("'s").or_else(|| whole.strip_suffix("’s")).unwrap_or(whole);
    let parts: Vec<&str> = whole.split(['-', '‐', '‑']).collect();
    // `ray-NOHZ` is how a name is spoken.
    let joined = |part: &str| JOINED.contains(&part.to_lowercase().as_str());
    let part = match parts.as_slice() {
        [part] => *part,
        [part, rest @ ..] if rest.iter().all(|rest| joined(rest)) => *part,
        [before, part] if joined(before) => *part,
        _ => return None,
    };
    let written = single(part);
    let start = word.start + (part.as_ptr() as usize - text.get(word)?.as_ptr() as usize);
    let shape = LETTERS.contains(&written.len()) && written.bytes().all(|byte| byte.is_ascii_uppercase());
    // Stage IV, stage IVB.
    let number = written.strip_suffix(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']).unwrap_or(written);
    let numeral = number.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'));
    let chromosomes = written.bytes().all(|byte| matches!(byte, b'X' | b'Y'));
    (shape && !numeral && !chromosomes).then_some(start..start + written.len())
}

/// A place of an acronym with what stands around it.
struct Beside<'a> {
    text: &'a str,
    words: &'a [Range<usize>],
    at: usize,
    place: Range<usize>,
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
    fn is_shouted(&self) -> bool {
        let shouted = |word: &str| {
            word.len() > 1
                && word.bytes().all(|byte| byte.is_ascii_uppercase())
                && (is_listed_word(&word.to_lowercase()) || is_stop_word(&word.to_lowercase(), Language::English))
        };
        let small = self.word(self.at).to_lowercase();
        let alone = is_stop_word(&small, Language::English) || is_negation(&small);
        alone || shouted(self.before()) || shouted(self.word(self.at + 1))
    }

    /// Whether it is a part of an address: `www.example.org/GARD/`.
    fn is_in_address_of_page(&self) -> bool {
        let white = |c: char| c.is_whitespace();
        let start = self.text.get(..self.place.start).and_then(|before| before.rfind(white)).unwrap_or(0);
        let rest = self.text.get(self.place.end..).unwrap_or_default();
        let end = self.place.end + rest.find(white).unwrap_or(rest.len());
        let around = self.text.get(start..end).unwrap_or_default();
        ["://", "www.", ".org", ".gov", ".com", ".uk", ".edu", ".html"].iter().any(|part| around.contains(part))
    }

    /// Whether it is a name that needs no words here.
    fn is_name(&self) -> bool {
        let is = |list: &[&str], word: &str| list.iter().any(|it| it.eq_ignore_ascii_case(word));
        let near = |places: usize| self.at.saturating_sub(places)..(self.at + places + 1).min(self.words.len());
        let told_of = |at: usize| {
            let word = self.word(at);
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

    /// Before a word of chemistry or a long name: `GTP cyclohydrolase`, `XK aprosencephaly`.
    fn is_in_compound(&self) -> bool {
        let next = self.word(self.at + 1);
        let small = next.len() > 9 && next.chars().all(char::is_lowercase);
        small && self.gap_after() == " " && !is_listed_word(next)
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
    fn is_introduced(&self) -> bool {
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
pub(super) fn is_degree(text: &str) -> bool {
    DEGREES.iter().any(|degree| degree.eq_ignore_ascii_case(text))
}

fn is_linked(block: &Block, place: &Range<usize>) -> bool {
    block.links.iter().any(|link| link.range.start as usize <= place.start && place.end <= link.range.end as usize)
}

/// Whether words that begin with its letters stand on the page one after the other: of four letters and more anywhere,
/// of fewer, which chance would bring about, beside one of its places or in the title.
fn has_initials(page: &AuditedPage<'_>, used: &Used) -> bool {
    let letters = used.text.to_lowercase();
    let far = letters.len() >= 4;
    let spells = |tokens: &Tokens| {
        let initial = |at: usize| tokens.folded(at).chars().next().unwrap_or(' ');
        let all: String = (0..tokens.len()).map(initial).collect();
        let words = (0..tokens.len()).filter(|&at| !is_stop_word(tokens.folded(at), Language::English));
        all.contains(&letters) || words.map(initial).collect::<String>().contains(&letters)
    };
    let near = |block: usize| used.blocks.iter().any(|&it| it.abs_diff(block) <= 1);
    let mut texts = page.texts.iter().enumerate().filter(|(block, _)| far || near(*block));
    let title = page.facts().title.split(['(', '|', '–', ':']).next().unwrap_or_default();
    let titled = format!("{} ({})", title.trim(), used.text);
    // Of more letters the initials are asked: elsewhere in a long title any letters are found.
    let in_title =
        !far && definitions(&titled).iter().any(|it| titled.get(it.short.clone()) == Some(used.text.as_str()));
    in_title
        || spells(&page.title.tokens)
        || texts.any(|(_, text)| spells(&text.tokens))
        || is_defined_by_a_mark(page, used)
}

/// Whether a definition is found where a mark stands for the bracket: `CPAP – continuous …`, `EMG, or electromyography,`.
fn is_defined_by_a_mark(page: &AuditedPage<'_>, used: &Used) -> bool {
    used.blocks.iter().any(|&number| {
        let Some(text) = page.examined.blocks.get(number).map(|block| block.text.as_str()) else { return false };
        text.match_indices(used.text.as_str()).any(|(at, _)| {
            let before = text.get(..at).unwrap_or_default();
            let before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
            let before = before.strip_suffix(" or").unwrap_or(before).trim_end_matches([' ', ',']);
            let before = before.get(before.floor_char_boundary(before.len().saturating_sub(120))..).unwrap_or_default();
            let after = text.get(at + used.text.len()..).unwrap_or_default();
            let after = after.trim_start_matches(|c: char| !c.is_alphanumeric());
            let joins = ["or ", "is ", "are ", "means ", "stands for "];
            let after = joins.iter().find_map(|joins| after.strip_prefix(joins)).unwrap_or(after);
            let end = after.find([',', '.', ';', ')', '(']).unwrap_or(after.len());
            let after = after.get(..end).unwrap_or_default();
            [format!("{before} ({})", used.text), format!("{} ({after})", used.text)]
                .iter()
                .any(|text| definitions(text).iter().any(|it| text.get(it.short.clone()) == Some(used.text.as_str())))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        words(text).into_iter().filter_map(|word| text.get(acronym(text, word)?)).collect()
    }

    #[test]
    fn an_acronym_is_all_in_capitals_without_digits() {
        assert_eq!(
            found("An MRI, two MRIs, an MRI-guided biopsy, non-IMNM and PM/DM."),
            ["MRI", "MRI", "MRI", "IMNM", "PM", "DM"]
        );
        for none in ["anti-SRP", "HLA-B27", "TIF1", "U.S.", "type II", "Ph.D.", "NaCl", "RT-PCR", "A", "IVIg", "MRI2"] {
            assert_eq!(found(none), [""; 0], "{none}");
        }
    }

    #[test]
    fn a_word_ends_before_a_mark_that_nothing_follows() {
        assert_eq!(words("He's well. A-B"), [0..4, 5..9, 11..14]);
    }
}
