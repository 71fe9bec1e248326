//! Acronyms as a page writes them: words all in capitals, where they stand, and whether the page says what they mean.
//!
//! What the vocabulary knows is not asked here; the checks of acronyms do that.

mod beside;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::page::AuditedPage;
use crate::analysis::{Language, Tokens, all_capitals, is_stop_word};
use crate::content::{Block, BlockKind, Label, titled_abbreviations};
use crate::vocabulary::mine::definitions;
use beside::Beside;
pub(super) use beside::is_degree;
use written::{acronym, single, words};

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
            if !block.text.as_bytes().windows(2).any(|pair| pair.iter().all(u8::is_ascii_uppercase)) {
                continue;
            }
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
    spells(&page.title.tokens) || texts.any(|(_, text)| spells(&text.tokens)) || is_defined_by_a_mark(page, used)
}

/// Whether its letters are found in the page's title: `AIP` on the page *Autoimmune pancreatitis*. A mistyped acronym is
/// found there as well.
pub(super) fn is_of_title(page: &AuditedPage<'_>, used: &Used) -> bool {
    let title = page.facts().title.split(['(', '|', '–', ':']).next().unwrap_or_default();
    let titled = format!("{} ({})", title.trim(), used.text);
    definitions(&titled).iter().any(|it| titled.get(it.short.clone()) == Some(used.text.as_str()))
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
