//! Text fragments in Chinese and Japanese, which put no spaces between words: whole clauses, from mark to mark.
//!
//! A browser lands on whole words only, and finds them in these scripts with a dictionary of its own. At a punctuation
//! mark and at either end of a block every dictionary has a boundary, so a fragment begins and ends only there. Thai and
//! its kin have neither spaces nor marks; their pages are linked without a fragment.

use std::ops::Range;

use super::{Rendered, encode};
use crate::content::block::Block;
use crate::content::passage::Piece;

/// Fewest characters of a fragment.
const FEWEST: usize = 8;
/// Most characters of a fragment.
const MOST: usize = 80;
/// Clauses in a passage at which a fragment is tried to begin.
const STARTS: usize = 24;

/// A fragment of whole clauses that stand once on the page.
pub(super) fn fragment(blocks: &[Block], pieces: &[Piece], page: &Rendered) -> Option<String> {
    let mut starts_left = STARTS;
    for piece in pieces {
        let block = blocks.get(piece.block)?;
        for run in block.runs.iter().filter(|run| run.plain) {
            let start = (run.range.start as usize).max(piece.range.start);
            let end = (run.range.end as usize).min(piece.range.end);
            let clauses = clauses(&block.text, start..end.max(start));
            for first in 0..clauses.len() {
                if starts_left == 0 {
                    return None;
                }
                starts_left -= 1;
                let found = windows(&block.text, clauses.get(first..)?).find(|text| page.once(text));
                if let Some(text) = found {
                    return Some(format!(":~:text={}", encode(text)));
                }
            }
        }
    }
    None
}

/// The clauses in a stretch of a text that are whole in it and begin and end with a character of these scripts.
fn clauses(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let Some(stretch) = text.get(range.clone()) else {
        return Vec::new();
    };
    let mut clauses = Vec::new();
    let mut start = 0;
    for (place, mark) in stretch.char_indices().filter(|(_, c)| !c.is_alphanumeric()).chain([(stretch.len(), '\n')]) {
        let clause = range.start + start..range.start + place;
        start = place + mark.len_utf8();
        let before = text.get(..clause.start).and_then(|before| before.chars().next_back());
        let after = text.get(clause.end..).and_then(|after| after.chars().next());
        let Some(words) = text.get(clause.clone()) else { continue };
        let bounded = before.is_none_or(is_boundary) && after.is_none_or(is_boundary);
        if bounded && words.starts_with(is_unspaced) && words.ends_with(is_unspaced) {
            clauses.push(clause);
        }
    }
    clauses
}

/// Stretches from the first of these clauses to the end of one of them, the shortest first, as long as nothing stands
/// between them that WordPress may change or that ends a line.
fn windows<'t>(text: &'t str, clauses: &[Range<usize>]) -> impl Iterator<Item = &'t str> {
    let start = clauses.first().map_or(0, |first| first.start);
    let mut end = start;
    let joined = clauses.iter().map_while(move |clause| {
        let between = text.get(end..clause.start)?;
        end = clause.end;
        between.chars().all(|c| is_boundary(c) && c != '\n').then(|| text.get(start..end))?
    });
    let length = |text: &str| text.chars().count();
    joined.take_while(move |text| length(text) <= MOST).filter(move |text| length(text) >= FEWEST)
}

/// Whether every segmenter has a word boundary on both sides of a character that stands beside one of these scripts.
fn is_boundary(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '、' | '。' | '，' | '．' | '！' | '？' | '；' | '：' | '「' | '」' | '『' | '』' | '（' | '）')
}

/// Chinese characters and kana.
fn is_unspaced(c: char) -> bool {
    matches!(
        c,
        '々' | '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fa}'
            | '\u{30fc}'..='\u{30ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3134f}'
    )
}
