//! `undefined-acronym`: an acronym that the page uses and never spells out.
//!
//! What the vocabulary knows is left alone; what is one slip from a known one is `near-miss-acronym`'s.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::near_miss_acronym::near_miss;
use crate::audit::acronyms::{Used, is_degree, is_of_title};
use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::note::PageNote;
use crate::audit::page::AuditedPage;
use crate::audit::site::{Site, host};
use crate::audit::spot::Spot;
use crate::query::is_listed_word;

pub(super) const CHECK: Check = Check {
    name: "undefined-acronym",
    severity: Severity::Warning,
    looks_for: "acronyms that a page uses, never spells out, and the vocabulary does not know either",
    why: "The NHS content guide and plain-language rules ask that an acronym is spelled out where it is first used on each \
          page: readers come from a search engine and have not read the page before it. Degrees, units, countries, \
          genes, well-known organisations and the initials of the site's own name are left alone.",
    run: Run::Whole(run),
};

/// Acronyms that everybody knows better than their words, and what is written in capitals and is none (numbers, what
/// stands behind the names of drugs); sorted.
const KNOWN: &[&str] = &[
    "AARP", "ABC", "ABCD", "ABCDE", "AC", "AD", "AE", "AIDS", "AKA", "AM", "APA", "APP", "ASAP", "ASCII", "ATM", "BBC",
    "BC", "BCE", "BLVD", "BMJ", "CBS", "CC", "CD", "CDC", "CDS", "CE", "CEO", "CEST", "CET", "CEU", "CFO", "CFR",
    "CIA", "CME", "CNN", "CO", "COVID", "CR", "CSL", "CSS", "CST", "CT", "CUNY", "DC", "DDT", "DEET", "DHHS", "DIY",
    "DNA", "DOI", "DVD", "EC", "EDT", "EEC", "EG", "EIGHT", "EMEA", "EPA", "ER", "EST", "ET", "ETA", "EU", "FAQ",
    "FAX", "FBI", "FDA", "FIVE", "FM", "FOUR", "GB", "GMT", "GOV", "GP", "GPS", "GSK", "GTP", "HCT", "HDTV", "HHS",
    "HIV", "HQ", "HTML", "HTTP", "HTTPS", "ID", "IE", "INC", "IQ", "IR", "IRS", "ISBN", "ISSN", "IT", "ITV", "JAMA",
    "JPG", "JR", "KB", "KG", "LA", "LED", "LGBT", "LGBTQ", "LLC", "LLP", "LTD", "MB", "MD", "MG", "MIT", "ML", "MM",
    "MP", "MST", "NAD", "NADH", "NADPH", "NASA", "NB", "NBC", "NCT", "NE", "NEJM", "NHS", "NIH", "NINE", "NLM", "NW",
    "NY", "NYC", "NYU", "NZ", "OK", "OMIM", "ONE", "OTC", "PBS", "PC", "PDF", "PDT", "PHD", "PIN", "PLC", "PM", "PMC",
    "PMCID", "PMID", "PO", "PR", "PS", "PST", "QR", "QRS", "QT", "RDF", "RNA", "RSS", "RSVP", "SE", "SEVEN", "SIX",
    "SMS", "SOS", "SPF", "SR", "ST", "STD", "SUNY", "SUV", "SW", "TDD", "TEN", "THREE", "TTY", "TV", "TWO", "UAE",
    "UCLA", "UCSD", "UCSF", "UHT", "UK", "UN", "UNC", "UNESCO", "UNICEF", "URL", "US", "USA", "USB", "USC", "USD",
    "USDA", "UTC", "UV", "UVA", "UVB", "UVC", "VA", "VCR", "VHS", "VIP", "VS", "WHO", "WWW", "XL", "XR", "XT", "YMCA",
    "YWCA", "ZIP",
];

/// States and territories of the United States as addresses write them; sorted.
const STATES: &[&str] = &[
    "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA",
    "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR",
    "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY",
];

/// Pages with one line that make it the site's and not a page's own.
const TEMPLATE_PAGES: usize = 3;

/// An acronym that a page leaves without words.
#[derive(Debug)]
pub(in crate::audit) struct Unexplained {
    text: String,
    uses: u32,
    spot: Spot,
    /// The words beside it, by which a line that stands on many pages is known again.
    beside: Option<String>,
}

/// The acronyms that a page leaves without words.
pub(in crate::audit) fn unexplained(page: &AuditedPage<'_>, site: &Site<'_>) -> Vec<Unexplained> {
    if page.language() != "en" {
        return Vec::new();
    }
    let left = page.acronyms().used.iter().filter(|used| needs_words(used, page, site));
    let own = left.filter(|used| !is_of_class(page, used)).filter(|used| near_miss(used, page, site).is_none());
    own.map(|used| {
        let (block, place) = used.first.clone();
        let beside = beside(page, block, place.clone());
        Unexplained { text: used.text.clone(), uses: used.uses, spot: page.spot(block, place), beside }
    })
    .collect()
}

/// `PARP inhibitors`: a class of drugs is called so by everybody, and its letters name what it acts on.
fn is_of_class(page: &AuditedPage<'_>, used: &Used) -> bool {
    let (block, place) = &used.first;
    let after = page.examined.blocks.get(*block).and_then(|block| block.text.get(place.end..)).unwrap_or_default();
    let next = after.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    after.starts_with([' ', '-'])
        && ["inhibitor", "inhibitors", "agonist", "agonists", "antagonist", "antagonists", "blocker", "blockers"]
            .contains(&next)
}

/// Two words before a place and two after it, in its sentence; `None` where there are fewer than two.
fn beside(page: &AuditedPage<'_>, block: usize, place: Range<usize>) -> Option<String> {
    let text = page.examined.blocks.get(block)?.text.as_str();
    let sentence = page.sentence_at(block, place.start)?;
    let (before, after) = (text.get(sentence.start..place.start)?, text.get(place.end..sentence.end)?);
    let words = |text: &'_ str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (before, after) = (words(before), words(after));
    let near: Vec<&str> = before.iter().rev().take(2).rev().chain(after.iter().take(2)).map(String::as_str).collect();
    (near.len() > 1).then(|| format!("{} {}", before.len().min(2), near.join(" ")))
}

fn run(notes: &[PageNote], _site: &Site<'_>, found: &mut Found) {
    let mut by_host: BTreeMap<(&str, &str), Vec<(usize, &Unexplained)>> = BTreeMap::new();
    for note in notes {
        for left in &note.unexplained {
            by_host.entry((host(&note.standing.link), &left.text)).or_default().push((note.place, left));
        }
    }
    for ((_, text), pages) in by_host {
        if of_template(text, &pages, found) {
            continue;
        }
        for (page, left) in pages {
            let action = format!(
                "Spell {text} out where the page first uses it, with the acronym in brackets; or add it to the vocabulary."
            );
            found.add(page, left.spot.clone(), action).with("acronym", text).with("uses", left.uses);
        }
    }
}

/// An acronym in a line that stands on many pages is told of once.
fn of_template(text: &str, pages: &[(usize, &Unexplained)], found: &mut Found) -> bool {
    let mut lines: BTreeMap<&str, usize> = BTreeMap::new();
    for beside in pages.iter().filter_map(|(_, left)| left.beside.as_deref()) {
        *lines.entry(beside).or_default() += 1;
    }
    let Some((line, number)) = lines.into_iter().max_by_key(|(line, number)| (*number, Reverse(*line))) else {
        return false;
    };
    let first = pages.iter().find(|(_, left)| left.beside.as_deref() == Some(line));
    let Some((page, left)) = first.filter(|_| number >= TEMPLATE_PAGES) else { return false };
    let action = format!(
        "Spell {text} out in this line, which stands on {number} pages, or add it to the vocabulary: {} pages use it, and \
         none of them says what it means.",
        pages.len()
    );
    let draft = found.add(*page, left.spot.clone(), action);
    draft.with("acronym", text).with("uses", pages.iter().map(|(_, left)| left.uses).sum::<u32>());
    draft.with("pages", pages.len()).with("pages_with_the_line", number);
    true
}

fn needs_words(used: &Used, page: &AuditedPage<'_>, site: &Site<'_>) -> bool {
    let text = used.text.as_str();
    let known = site.acronyms.contains(text)
        || KNOWN.binary_search(&text).is_ok()
        || STATES.binary_search(&text).is_ok()
        || is_degree(text)
        || is_listed_word(&text.to_lowercase())
        // A plural in capitals: `DMARDS`.
        || text.strip_suffix('S').is_some_and(|single| site.acronyms.contains(single))
        || is_name_in_capitals(text);
    let named = used.is_name || used.introduced || is_own(text, page, site);
    !known
        && !named
        && !is_told_elsewhere(text, page)
        && !page.acronyms().is_explained(used, page)
        && !is_of_title(page, used)
}

/// Whether a bracket somewhere begins with it, in a heading in capitals too (`HIGH-GRADE DYSPLASIA (HSIL)`, `lung scan
/// (VQ scan)`), or a dash ties its words to it (`SUNCT-Short-lasting …`).
fn is_told_elsewhere(text: &str, page: &AuditedPage<'_>) -> bool {
    let told = |written: &str| {
        written.match_indices(text).any(|(at, _)| {
            let after = written.get(at + text.len()..).unwrap_or_default();
            let tied = after.strip_prefix(['-', '–', '—']).is_some_and(|after| after.starts_with(char::is_uppercase));
            tied || written.get(..at).is_some_and(|before| before.ends_with(['(', '[']))
        })
    };
    page.examined.blocks.iter().any(|block| told(&block.text))
}

/// A name that is written all in capitals, such as a drug's: half of it is vowels.
fn is_name_in_capitals(text: &str) -> bool {
    let vowels = text.bytes().filter(|byte| b"AEIOU".contains(byte)).count();
    text.len() > 4 && vowels * 2 >= text.len()
}

/// Whether these are the initials of the site's name, a part of its host, or one of the addresses of many of its pages.
fn is_own(text: &str, page: &AuditedPage<'_>, site: &Site<'_>) -> bool {
    let facts = page.facts();
    let is = |part: &str| part.eq_ignore_ascii_case(text);
    let mut hosts = [host(&facts.site), host(&facts.link)].into_iter().flat_map(|host| host.split(['.', ':']));
    if hosts.any(is) || site.common_segments.contains(&(host(&facts.link), text.to_lowercase())) {
        return true;
    }
    let names = [facts.organisation.as_deref(), facts.author.as_deref()];
    names.into_iter().flatten().any(|name| {
        let capitals = name.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next());
        let all: String = capitals.clone().filter(|c| c.is_uppercase()).collect();
        let every: String = capitals.flat_map(char::to_uppercase).collect();
        all.ends_with(text) || every.ends_with(text) || name.split_whitespace().any(|word| word == text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_for_the_search() {
        for list in [KNOWN, STATES] {
            assert!(
                list.windows(2).all(|pair| pair[0] < pair[1]),
                "{:?}",
                list.windows(2).find(|pair| pair[0] >= pair[1])
            );
        }
    }
}
