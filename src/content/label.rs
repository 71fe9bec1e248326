//! Labels: which blocks are references, a disclaimer or other pages' words, told from the page itself.
//!
//! Precise rather than greedy: what is not surely a source stays body. Review lines are found by `review_line`, text that
//! repeats over many pages by the index.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::block::{Block, BlockKind};
use super::fold::{fold, fold_head};
use super::page::Label;
use super::passage::word_count;
use super::section::is_heading;
use super::stems::Stems;

/// Bytes of a block in which a disclaimer must begin.
const HEAD: usize = 420;
/// A disclaimer that does not begin its block is believed in one of at most so many words.
const SHORT: usize = 60;
/// Most words of a citation.
const LONGEST_CITATION: usize = 90;

const REFERENCES: &[&str] = &[
    "references",
    "reference list",
    "list of references",
    "references and further reading",
    "references and sources",
    "bibliography",
    "works cited",
    "literature cited",
    "citations",
    "scientific references",
    "medical references",
    "referencias",
    "referencias bibliograficas",
    "bibliografia",
    "referencias y bibliografia",
    "bibliographie",
    "references bibliographiques",
    "literaturverzeichnis",
    "quellenangaben",
    "quellenverzeichnis",
    "literaturangaben",
    "literatur und quellen",
    "quellen und literatur",
];

/// Headings that may also mean other things: their section must hold citations.
const SOURCES: &[&str] = &[
    "sources",
    "source",
    "article sources",
    "our sources",
    "literature",
    "fuentes",
    "fuente",
    "sources et references",
    "quellen",
    "quelle",
    "literatur",
    "further reading",
    "footnotes",
    "notes",
];

const DISCLAIMERS: &[&str] = &[
    "disclaimer",
    "medical disclaimer",
    "health disclaimer",
    "legal disclaimer",
    "descargo de responsabilidad",
    "aviso medico",
    "avertissement",
    "avis de non-responsabilite",
    "clause de non-responsabilite",
    "haftungsausschluss",
    "medizinischer hinweis",
    "medizinischer haftungsausschluss",
];

/// One of these stands in every phrase of [`DISCLAIMING`] and every name in [`DISCLAIMERS`].
static DISCLAIMING_STEMS: LazyLock<Stems> = LazyLock::new(|| {
    Stems::new(&[
        "substitu",
        "purposes",
        "constitute",
        "sustitu",
        "reemplaz",
        "rempla",
        "ersetz",
        "ersatz",
        "disclaimer",
        "responsabili",
        "aviso",
        "avertissement",
        "haftungsausschluss",
        "hinweis",
    ])
});

const DISCLAIMING: &[&str] = &[
    "not a substitute for professional",
    "not a substitute for medical",
    "not be a substitute for",
    "not intended to be a substitute",
    "not intended as a substitute",
    "not substitute for",
    "substitute for professional medical",
    "for educational purposes only",
    "for informational purposes only",
    "educational and informational purposes only",
    "informational and educational purposes only",
    "for information purposes only",
    "does not constitute medical advice",
    "not constitute medical",
    "no sustituye el consejo",
    "no sustituye la consulta",
    "no reemplaza el consejo",
    "no pretende sustituir",
    "no sustituyen el consejo",
    "no debe sustituir",
    "ne remplace pas l'avis",
    "ne remplace pas une consultation",
    "ne remplacent pas l'avis",
    "ne remplace en aucun cas",
    "ne saurait se substituer",
    "ersetzt keine arztliche",
    "ersetzt nicht die arztliche",
    "ersetzt nicht den arzt",
    "ersetzen keine arztliche",
    "ersetzt keinen arztbesuch",
    "kein ersatz fur",
];

/// The label of a section under this heading, by its words alone.
pub(super) fn heading_label(heading: &str) -> Option<Label> {
    if heading.len() > 60 {
        return None;
    }
    let folded = fold(heading);
    let bare = folded.trim_matches(|c: char| !c.is_alphabetic());
    if REFERENCES.contains(&bare) || SOURCES.contains(&bare) {
        return Some(Label::References);
    }
    DISCLAIMERS.contains(&bare).then_some(Label::Disclaimer)
}

/// A label for each block, headings included. Review lines are still body.
pub(super) fn labels(blocks: &[Block]) -> Vec<Label> {
    let mut out: Vec<Label> = blocks.iter().map(own_label).collect();
    let mut start = 0;
    while start < blocks.len() {
        start = label_region(blocks, start, &mut out);
    }
    out
}

/// What a block shows by itself.
fn own_label(block: &Block) -> Label {
    if block.dynamic {
        Label::Dynamic
    } else if is_heading(block) || block.kind == BlockKind::TableRow {
        Label::Body
    } else if is_disclaimer(&block.text) {
        Label::Disclaimer
    } else if is_marked_citation(&block.text) {
        Label::References
    } else {
        Label::Body
    }
}

/// Labels the blocks under a heading of references or a disclaimer that stands at `start`; gives the place to go on.
fn label_region(blocks: &[Block], start: usize, out: &mut [Label]) -> usize {
    let after = start + 1;
    let Some(heading) = blocks.get(start).filter(|block| !block.dynamic) else {
        return after;
    };
    let Some(label) = heading_label(&heading.text) else {
        return after;
    };
    let end = region_end(blocks, start);
    let under = after..end;
    let sources = blocks.get(under.clone()).unwrap_or_default();
    let listed = |block: &Block| matches!(block.kind, BlockKind::ListItem { .. });
    let ambiguous = !REFERENCES.contains(&fold(heading.text.trim_matches(|c: char| !c.is_alphabetic())).as_str());
    let content = sources.iter().filter(|block| !is_heading(block)).count();
    let citing = sources.iter().filter(|block| !is_heading(block) && looks_cited(block)).count();
    let believed = match label {
        Label::References if is_heading(heading) && !ambiguous => content > 0,
        Label::References => content > 0 && citing * 2 >= content,
        _ => is_heading(heading) && content > 0,
    };
    if !believed {
        return after;
    }
    if let Some(own) = out.get_mut(start) {
        *own = label;
    }
    for (block, own) in sources.iter().zip(out.get_mut(under).unwrap_or_default()) {
        let cited = label != Label::References || is_heading(block) || listed(block) || looks_cited(block);
        if *own == Label::Body && cited {
            *own = label;
        }
    }
    end
}

/// Where the blocks under a heading end: at the next of its level or above; under a paragraph that acts as a heading, at
/// the first block that is no source.
fn region_end(blocks: &[Block], start: usize) -> usize {
    let level = |block: &Block| match block.kind {
        BlockKind::Heading(level) => Some(level),
        BlockKind::Summary => Some(7),
        _ => None,
    };
    let own = blocks.get(start).and_then(level);
    let mut rest = blocks.iter().enumerate().skip(start + 1);
    let end = match own {
        Some(own) => rest.find(|(_, block)| level(block).is_some_and(|next| next <= own)),
        None => rest.find(|(_, block)| level(block).is_some() || !looks_cited(block)),
    };
    end.map_or(blocks.len(), |(i, _)| i)
}

fn is_disclaimer(text: &str) -> bool {
    if !DISCLAIMING_STEMS.occur_in(&text[..text.floor_char_boundary(HEAD)]) {
        return false;
    }
    let head = fold_head(text, HEAD);
    let marked = head
        .split_once([':', '–', '.'])
        .is_some_and(|(name, rest)| DISCLAIMERS.contains(&name.trim()) && !rest.trim().is_empty());
    if marked {
        return true;
    }
    let Some(place) = DISCLAIMING.iter().filter_map(|phrase| head.find(phrase)).min() else {
        return false;
    };
    let in_first_sentence = !head.get(..place).is_some_and(|before| before.contains(". "));
    word_count(text) <= SHORT || in_first_sentence && word_count(text) <= SHORT * 2
}

/// `See: <citation>`, `Reference: <citation>`, or a paragraph that is a citation and nothing else.
fn is_marked_citation(text: &str) -> bool {
    if text.len() < 20 || text.len() > 900 {
        return false;
    }
    let marks = citation_marks(text);
    if marks < 2 || word_count(text) > LONGEST_CITATION {
        return false;
    }
    let head = fold_head(text, 24);
    let introduced = [
        "see:",
        "source:",
        "sources:",
        "reference:",
        "references:",
        "fuente:",
        "fuentes:",
        "referencia:",
        "source :",
        "voir :",
        "quelle:",
        "quellen:",
    ];
    if introduced.iter().any(|word| head.starts_with(word)) {
        return true;
    }
    marks >= 3 && begins_with_authors(text)
}

/// Signs of a citation that are words, and the kind each is of.
const CITING: [(&str, u32); 9] = [
    ("doi", IDENTIFIED),
    ("DOI", IDENTIFIED),
    ("PMID", IDENTIFIED),
    ("PMC", IDENTIFIED),
    ("ISBN", IDENTIFIED),
    ("et al", AUTHORS),
    ("http://", LINKED),
    ("https://", LINKED),
    ("www.", LINKED),
];
const IDENTIFIED: u32 = 1;
const AUTHORS: u32 = 2;
const LINKED: u32 = 4;

/// Every block is looked through for all of [`CITING`] at once; only the leftmost kinds of match use vector
/// instructions. `None` cannot come of so few words.
static CITING_WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder().match_kind(MatchKind::LeftmostFirst).build(CITING.map(|(word, _)| word)).ok()
});

/// How many signs of a citation the text shows: a DOI or PMID, a year, volume and pages, `et al.`, a link.
fn citation_marks(text: &str) -> u32 {
    let found = CITING_WORDS.iter().flat_map(|words| words.find_iter(text));
    let kinds = found.filter_map(|word| CITING.get(word.pattern().as_usize())).fold(0, |kinds, (_, kind)| kinds | kind);
    kinds.count_ones() + u32::from(has_year(text)) + u32::from(has_volume(text))
}

/// A year from 1900 to 2099 that stands alone.
fn has_year(text: &str) -> bool {
    let bytes = text.as_bytes();
    let alone = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_none_or(|b| !b.is_ascii_alphanumeric());
    memchr::memchr2_iter(b'1', b'2', bytes).any(|at| {
        matches!(bytes.get(at..at + 4), Some([b'1', b'9', a, b] | [b'2', b'0', a, b]) if a.is_ascii_digit() && b.is_ascii_digit())
            && alone(at.checked_sub(1))
            && alone(Some(at + 4))
    })
}

/// `20(4)`, `12:345`, `12:345-350`.
fn has_volume(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    memchr::memchr2_iter(b'(', b':', bytes).any(|at| digit(at.checked_sub(1)) && digit(Some(at + 1)))
}

/// `Pinal-Fernandez I, Casal Dominguez M`, `Smith, J. A.`: a name, then initials.
fn begins_with_authors(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '[' | ']' | '(' | ')' | ' '));
    let mut words = text.split_whitespace();
    let Some(name) = words.next() else {
        return false;
    };
    let mut rest = words.take(3);
    name.starts_with(char::is_uppercase)
        && rest.any(|word| {
            let bare = word.trim_end_matches([',', '.', ';', ':']);
            (1..=3).contains(&bare.chars().filter(|c| *c != '.').count())
                && bare.chars().all(|c| c.is_uppercase() || c == '.' || c == '-')
        })
}

/// A block that may well be a source: it names a year or an identifier, or links.
fn looks_cited(block: &Block) -> bool {
    block.dynamic
        || block.text.is_empty()
        || word_count(&block.text) <= LONGEST_CITATION
            && (citation_marks(&block.text) > 0 || (!block.links.is_empty() && word_count(&block.text) <= 30))
}

#[cfg(test)]
mod tests;
