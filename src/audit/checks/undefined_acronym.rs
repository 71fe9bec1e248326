//! `undefined-acronym`: an acronym that the page uses and never spells out.
//!
//! What the vocabulary knows is left alone; what is one slip from a known one is `near-miss-acronym`'s.

use super::near_miss_acronym::near_miss;
use crate::audit::acronyms::{Used, is_degree, is_of_title};
use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;
use crate::query::is_listed_word;

pub(super) const CHECK: Check = Check {
    name: "undefined-acronym",
    severity: Severity::Warning,
    looks_for: "acronyms that a page uses, never spells out, and the vocabulary does not know either",
    why: "The NHS content guide and plain-language rules ask that an acronym is spelled out where it is first used on each \
          page: readers come from a search engine and have not read the page before it. Degrees, units, countries, \
          genes, well-known organisations and the initials of the site's own name are left alone.",
    run: Run::Page(run),
};

/// Acronyms that everybody knows better than their words, and what is written in capitals and is none (numbers, what
/// stands behind the names of drugs); sorted.
const KNOWN: &[&str] = &[
    "AARP", "ABC", "ABCD", "ABCDE", "AC", "AD", "AE", "AIDS", "AKA", "AM", "APA", "APP", "ASAP", "ASCII", "ATM", "BBC",
    "BC", "BCE", "BLVD", "BMJ", "CBS", "CC", "CD", "CDC", "CDS", "CE", "CEO", "CEST", "CET", "CEU", "CFO", "CFR",
    "CIA", "CME", "CNN", "CO", "COVID", "CR", "CSL", "CSS", "CST", "CT", "CUNY", "DC", "DDT", "DEET", "DHHS", "DIY",
    "DNA", "DOI", "DVD", "EC", "EDT", "EEC", "EG", "EIGHT", "EMEA", "EPA", "ER", "EST", "ET", "ETA", "EU", "FAQ",
    "FAX", "FBI", "FDA", "FIVE", "FM", "FOUR", "GB", "GMT", "GOV", "GP", "GPS", "GSK", "HCT", "HDTV", "HHS", "HIV",
    "HQ", "HTML", "HTTP", "HTTPS", "ID", "IE", "INC", "IQ", "IR", "IRS", "ISBN", "ISSN", "IT", "ITV", "JAMA", "JPG",
    "JR", "KB", "KG", "LA", "LED", "LGBT", "LGBTQ", "LLC", "LLP", "LTD", "MB", "MD", "MG", "MIT", "ML", "MM", "MP",
    "MST", "NASA", "NB", "NBC", "NCT", "NE", "NEJM", "NHS", "NIH", "NINE", "NLM", "NW", "NY", "NYC", "NYU", "NZ", "OK",
    "OMIM", "ONE", "OTC", "PBS", "PC", "PDF", "PDT", "PHD", "PIN", "PLC", "PM", "PMC", "PMCID", "PMID", "PO", "PR",
    "PS", "PST", "QR", "QRS", "QT", "RDF", "RNA", "RSS", "RSVP", "SE", "SEVEN", "SIX", "SMS", "SOS", "SPF", "SR", "ST",
    "STD", "SUNY", "SUV", "SW", "TDD", "TEN", "THREE", "TTY", "TV", "TWO", "UAE", "UCLA", "UCSD", "UCSF", "UHT", "UK",
    "UN", "UNC", "UNESCO", "UNICEF", "URL", "US", "USA", "USB", "USC", "USD", "USDA", "UTC", "UV", "UVA", "UVB", "VA",
    "VCR", "VHS", "VIP", "VS", "WHO", "WWW", "XL", "XR", "XT", "YMCA", "YWCA", "ZIP",
];

/// States and territories of the United States as addresses write them; sorted.
const STATES: &[&str] = &[
    "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA",
    "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR",
    "PA", "PR", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY",
];

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    if page.language() != "en" {
        return;
    }
    for used in &page.acronyms().used {
        if !needs_words(used, page, site) || near_miss(used, page, site).is_some() {
            continue;
        }
        let (block, place) = used.first.clone();
        let action = format!(
            "Spell {} out where the page first uses it, with the acronym in brackets; or add it to the vocabulary.",
            used.text
        );
        found
            .add(page.place, page.spot(block, place), action)
            .with("acronym", used.text.as_str())
            .with("uses", used.uses);
    }
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
    let named = used.is_name || used.introduced || is_own(text, page);
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

/// Whether these are the initials of the site's name, or a part of its address.
fn is_own(text: &str, page: &AuditedPage<'_>) -> bool {
    let facts = page.facts();
    let mut hosts = facts.site.split("//").last().unwrap_or_default().split(['.', '/', ':']);
    if hosts.any(|part| part.eq_ignore_ascii_case(text)) {
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
