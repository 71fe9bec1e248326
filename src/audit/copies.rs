//! Passages as they are held against those of other pages: paragraphs, and lists and short paragraphs put together.

use super::page::AuditedPage;
use super::spot::Spot;
use super::wording::{BANDS, Wording, bands};
use crate::content::BlockKind;

/// The fewest words of a passage that is compared.
const FEWEST_WORDS: usize = 25;
/// Words at which short blocks are put together no further.
const ENOUGH_WORDS: usize = 80;

/// A passage of a page.
#[derive(Debug)]
pub(super) struct Copyable {
    /// Where it stands; the sentence is filled in when there is something to say of it.
    pub(super) spot: Spot,
    pub(super) text: String,
    pub(super) words: u32,
    /// Hashes of its word triples, sorted.
    pub(super) shingles: Box<[u32]>,
    /// Passages that share one of these are worth a comparison.
    pub(super) bands: [u64; BANDS],
}

/// The passages of a page that are long enough to be compared.
pub(super) fn copyable(page: &AuditedPage<'_>) -> Vec<Copyable> {
    let mut found = Vec::new();
    let mut open: Option<Open> = None;
    let mut before = None;
    for (number, block) in page.prose() {
        if is_credit(&block.text) {
            continue;
        }
        let words = block.text.split_whitespace().count();
        let follows = before.is_some_and(|before| before + 1 == number);
        before = Some(number);
        let stands_alone = words >= FEWEST_WORDS && matches!(block.kind, BlockKind::Paragraph | BlockKind::Quote);
        if !follows || stands_alone {
            found.extend(open.take().and_then(|open| open.close(page)));
        }
        let here = open.get_or_insert_with(|| Open { block: number, text: String::new(), words: 0 });
        if !here.text.is_empty() {
            here.text.push('\n');
        }
        here.text.push_str(&block.text);
        here.words += words;
        if stands_alone || here.words >= ENOUGH_WORDS {
            found.extend(open.take().and_then(|open| open.close(page)));
        }
    }
    found.extend(open.and_then(|open| open.close(page)));
    found
}

/// Who wrote or looked at the page: each page has such a line of its own, and they all are alike.
fn is_credit(text: &str) -> bool {
    const BEGINNINGS: [&str; 5] = ["updated by", "reviewed by", "written by", "medically reviewed", "last updated"];
    let start = text.get(..text.floor_char_boundary(20)).unwrap_or_default().to_lowercase();
    BEGINNINGS.iter().any(|beginning| start.starts_with(beginning))
}

/// Blocks that are being put together.
struct Open {
    block: usize,
    text: String,
    words: usize,
}

impl Open {
    fn close(self, page: &AuditedPage<'_>) -> Option<Copyable> {
        if self.words < FEWEST_WORDS {
            return None;
        }
        let shingles = Wording::of(&self.text).shingles().into_boxed_slice();
        let (spot, bands) = (page.block_spot(self.block), bands(&shingles));
        Some(Copyable { spot, text: self.text, words: self.words as u32, shingles, bands })
    }
}
