//! `near-miss-acronym`: an acronym that nobody knows, one slip of the typing hand from one that the page means.
//!
//! A slip is a letter too many, too few or another, two neighbours changed about, or two letters taken for each other
//! throughout (`INMN` for `IMNM`). Words that are spelled out or known, however alike, are no slips.

use crate::audit::acronyms::Used;
use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;
use crate::query::is_listed_word;
use crate::vocabulary::mine::definitions;

pub(super) const CHECK: Check = Check {
    name: "near-miss-acronym",
    severity: Severity::Warning,
    looks_for: "acronyms one slip away from one that the page uses or is about",
    why: "A slip in an acronym is overlooked by who knows it, and is another disease, or none, to who does not; no search \
          finds it.",
    run: Run::Page(run),
};

/// The fewest letters of an acronym that may be a slip: shorter ones are too often neighbours.
const FEWEST_LETTERS: usize = 4;
/// What is written more often than this is no slip.
const MOST_USES: u32 = 2;

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    for used in &page.acronyms().used {
        let Some(meant) = near_miss(used, page, site) else { continue };
        let (block, place) = used.first.clone();
        found
            .add(page.place, page.spot(block, place), format!("Check {}: is {meant} meant?", used.text))
            .with("acronym", used.text.as_str())
            .with("uses", used.uses)
            .with("meant", meant.as_str())
            .with("meant_uses", page.acronyms().used(&meant).map_or(0, |used| used.uses));
    }
}

/// The acronym that is meant, where one is a slip.
pub(super) fn near_miss(used: &Used, page: &AuditedPage<'_>, site: &Site<'_>) -> Option<String> {
    let text = used.text.as_str();
    let plausible = text.len() >= FEWEST_LETTERS
        && used.uses <= MOST_USES
        && !used.is_name
        && !site.acronyms.contains(text)
        && !is_listed_word(&text.to_lowercase());
    if !plausible {
        return None;
    }
    let acronyms = page.acronyms();
    let is_meant = |other: &str, uses: u32| {
        other.len() >= FEWEST_LETTERS
            && uses >= used.uses
            && is_slip(text, other)
            && may_be_introduced(used, other, page)
            && (site.acronyms.contains(other) || acronyms.spelled_out.contains(other))
    };
    let on_page = acronyms.used.iter().find(|other| is_meant(&other.text, other.uses)).map(|other| other.text.clone());
    let spelled_out = || acronyms.spelled_out.iter().find(|other| is_meant(other, used.uses)).cloned();
    let meant = on_page.or_else(spelled_out).or_else(|| of_subject(page, site, |other| is_meant(other, used.uses)))?;
    // Looked at last, because it reads the whole page.
    (!acronyms.is_explained(used, page)).then_some(meant)
}

/// Whether a bracket that tells what it means would do so of the other too; where there is none, it may be meant.
fn may_be_introduced(used: &Used, meant: &str, page: &AuditedPage<'_>) -> bool {
    let (block, place) = used.first.clone();
    let text = page.examined.blocks.get(block).map(|block| block.text.as_str());
    let Some((before, after)) = text.and_then(|text| Some((text.get(..place.start)?, text.get(place.end..)?))) else {
        return false;
    };
    let mended = format!("{before}{meant}{after}");
    !used.introduced || definitions(&mended).iter().any(|it| mended.get(it.short.clone()) == Some(meant))
}

/// An acronym of what the page speaks of by other names.
fn of_subject(page: &AuditedPage<'_>, site: &Site<'_>, is_meant: impl Fn(&str) -> bool) -> Option<String> {
    let vocabulary = &site.snapshot.vocabulary;
    let mentions = std::iter::once(&page.title).chain(&page.texts).flat_map(|text| &text.mentions);
    let names = mentions.flat_map(|it| &it.concepts).flat_map(|&concept| vocabulary.concept(concept).names);
    names.map(|&name| vocabulary.name(name).text).find(|name| is_meant(name)).map(str::to_owned)
}

/// Whether one is the other with one slip in it. A letter more or less at the end is another word of one family (`HMG`,
/// `HMGC`), and no slip.
fn is_slip(written: &str, meant: &str) -> bool {
    let (written, meant) = (written.as_bytes(), meant.as_bytes());
    if written == meant {
        return false;
    }
    match written.len().abs_diff(meant.len()) {
        0 => differs_once(written, meant) || is_exchange(written, meant),
        1 => {
            let (short, long) = if written.len() < meant.len() { (written, meant) } else { (meant, written) };
            let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
            0 < same && same < short.len() && short.get(same..) == long.get(same + 1..)
        }
        _ => false,
    }
}

/// One other letter, or two neighbours changed about.
fn differs_once(written: &[u8], meant: &[u8]) -> bool {
    let differing: Vec<usize> = (0..written.len()).filter(|&at| written.get(at) != meant.get(at)).collect();
    match differing.as_slice() {
        // The first letter is seldom mistaken, and often tells two of a family apart: NASH and MASH.
        [at] => *at > 0,
        [a, b] => b - a == 1 && written.get(*a) == meant.get(*b) && written.get(*b) == meant.get(*a),
        _ => false,
    }
}

/// Two letters taken for each other wherever they stand.
fn is_exchange(written: &[u8], meant: &[u8]) -> bool {
    let mut differing = written.iter().zip(meant).filter(|(a, b)| a != b);
    let (Some((a, b)), Some(_)) = (differing.next(), differing.next()) else { return false };
    let exchanged = |byte: &u8| {
        if byte == a {
            *b
        } else if byte == b {
            *a
        } else {
            *byte
        }
    };
    written.iter().map(exchanged).eq(meant.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn a_slip_is_one_letter_or_two_letters_taken_for_each_other() {
        for (written, meant) in
            [("INMN", "IMNM"), ("IMMN", "IMNM"), ("IMNN", "IMNM"), ("IVGG", "IVIG"), ("COPPD", "COPD")]
        {
            assert!(is_slip(written, meant), "{written} {meant}");
        }
        for (other, known) in [("HMGC", "HMGCR"), ("NASH", "MASH"), ("IMNM", "IMNM"), ("DMARD", "BDMARD")] {
            assert!(!is_slip(other, known), "{other} {known}");
        }
    }
}
