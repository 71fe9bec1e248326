//! Fragments: the part of a link after `#` that takes a reader to a passage.
//!
//! A heading's id where it stands once on the page, else a text fragment (`:~:text=…`): whole words of one rendered block that
//! stand once on the page, so that the browser cannot land elsewhere. Scripts without spaces are `unspaced`'s.

use std::ops::Range;

use memchr::memmem;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::block::Block;
use super::fold::{fold, fold_into};
use super::passage::Piece;

mod unspaced;

/// Everything but letters and digits is encoded in a text fragment: `-`, `,` and `&` have a meaning there.
const TEXT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');
/// What an id may keep.
const ID: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'-')
    .remove(b':')
    .remove(b'!')
    .remove(b'(')
    .remove(b')');

/// Fewest words of a text fragment.
const FEWEST: usize = 5;
/// Numbers of words tried, in this order.
const LENGTHS: [usize; 8] = [6, 5, 7, 8, 10, 12, 16, 20];
/// The last of them.
const MOST: usize = 20;
/// Places in a passage where a text fragment is tried to begin.
const STARTS: usize = 24;
/// Words of a prefix or suffix.
const CONTEXT: [usize; 2] = [3, 6];

/// Every word a reader may see on a page, folded, to count how often a text stands on it.
pub(super) struct Rendered {
    folded: String,
}

impl Rendered {
    /// Of the blocks, and of what themes print around them: title and breadcrumb.
    pub(super) fn new(blocks: &[Block], title: &str, breadcrumb: &[String]) -> Rendered {
        let length = blocks.iter().map(|block| block.text.len() + 1).sum::<usize>() + title.len() + 1;
        let mut folded = String::with_capacity(length);
        let around = std::iter::once(title).chain(breadcrumb.iter().map(String::as_str));
        for text in around.chain(blocks.iter().map(|block| block.text.as_str())) {
            fold_into(text, &mut folded);
            folded.push('\n');
        }
        Rendered { folded }
    }

    /// True if the text stands on the page exactly once.
    fn once(&self, text: &str) -> bool {
        let needle = fold(text);
        let finder = memmem::Finder::new(needle.as_bytes());
        let Some(first) = finder.find(self.folded.as_bytes()) else {
            return false;
        };
        self.folded.as_bytes().get(first + 1..).is_some_and(|rest| finder.find(rest).is_none())
    }
}

/// The fragment of a heading's id.
pub(super) fn id_fragment(id: &str) -> String {
    utf8_percent_encode(id, ID).to_string()
}

/// A text fragment for a passage, if some five words of it stand once on the page. With `texturised`, WordPress has yet to
/// change quotes, apostrophes, dashes and ellipses, and words with any are left out.
pub(super) fn text_fragment(blocks: &[Block], pieces: &[Piece], page: &Rendered, texturised: bool) -> Option<String> {
    let mut starts_left = STARTS;
    let mut repeated = None;
    for piece in pieces {
        let block = blocks.get(piece.block)?;
        for run in block.runs.iter().filter(|run| run.plain) {
            let run = run.range.start as usize..run.range.end as usize;
            let inside = run.start.max(piece.range.start)..run.end.min(piece.range.end);
            if inside.start >= inside.end {
                continue;
            }
            let head = words(&block.text, inside.clone(), MOST);
            if starts_left > 0
                && let Some(text) = unique(&block.text, usable(&block.text, &head, texturised), page)
            {
                return Some(format!(":~:text={}", encode(&block.text[text])));
            }
            let words = words(&block.text, inside, usize::MAX);
            for start in sentence_starts(&block.text, &words) {
                if starts_left == 0 {
                    break;
                }
                let usable = usable(&block.text, &words[start..], texturised);
                if usable.len() < FEWEST {
                    continue;
                }
                starts_left -= 1;
                if let Some(text) = unique(&block.text, usable, page) {
                    return Some(format!(":~:text={}", encode(&block.text[text])));
                }
                repeated.get_or_insert((block, run.clone(), window(&block.text, &usable[..usable.len().min(8)])?));
            }
        }
    }
    match repeated {
        Some((block, run, text)) => with_context(&block.text, run, text, page, texturised),
        None => unspaced::fragment(blocks, pieces, page),
    }
}

/// The first words of `usable` that stand once on the page.
fn unique(text: &str, usable: &[Range<usize>], page: &Rendered) -> Option<Range<usize>> {
    let lengths = LENGTHS.into_iter().filter(|length| *length <= usable.len());
    let mut windows = lengths.filter_map(|length| window(text, &usable[..length]));
    windows.find(|window| page.once(&text[window.clone()]))
}

/// The text fragment with words before or after it in the same block.
fn with_context(
    text: &str,
    run: Range<usize>,
    chosen: Range<usize>,
    page: &Rendered,
    texturised: bool,
) -> Option<String> {
    let before = words(text, run.start..chosen.start, usize::MAX);
    let after = words(text, chosen.end..run.end, usize::MAX);
    let core = encode(text.get(chosen.clone())?);
    for length in CONTEXT {
        if let Some(prefix) = before.len().checked_sub(length).and_then(|from| before.get(from..))
            && usable(text, prefix, texturised).len() == length
            && let Some(prefix) = window(text, prefix)
            && text.get(prefix.end..chosen.start).is_some_and(|gap| gap.trim().is_empty())
            && page.once(&text[prefix.start..chosen.end])
        {
            return Some(format!(":~:text={}-,{core}", encode(&text[prefix])));
        }
        if let Some(suffix) = after.get(..length)
            && usable(text, suffix, texturised).len() == length
            && let Some(suffix) = window(text, suffix)
            && text.get(chosen.end..suffix.start).is_some_and(|gap| gap.trim().is_empty())
            && page.once(&text[chosen.start..suffix.end])
        {
            return Some(format!(":~:text={core},-{}", encode(&text[suffix])));
        }
    }
    None
}

fn encode(text: &str) -> String {
    utf8_percent_encode(text, TEXT).to_string()
}

/// The words in a stretch of a text that are whole in it and hold a letter or digit, the first `most` of them.
fn words(text: &str, range: Range<usize>, most: usize) -> Vec<Range<usize>> {
    let Some(stretch) = text.get(range.clone()) else {
        return Vec::new();
    };
    let mut out = Vec::new();
    let mut start = None;
    for (place, c) in stretch.char_indices().chain(std::iter::once((stretch.len(), ' '))) {
        match (c.is_whitespace(), start) {
            (false, None) => start = Some(place),
            (true, Some(from)) => {
                let word = range.start + from..range.start + place;
                if is_whole(text, &word) && text[word.clone()].contains(char::is_alphanumeric) {
                    out.push(word);
                    if out.len() == most {
                        break;
                    }
                }
                start = None;
            }
            _ => {}
        }
    }
    out
}

/// False where the stretch ended inside a word.
fn is_whole(text: &str, word: &Range<usize>) -> bool {
    let before = text[..word.start].chars().next_back();
    let after = text[word.end..].chars().next();
    before.is_none_or(char::is_whitespace) && after.is_none_or(char::is_whitespace)
}

/// Indices of words that begin a sentence, the first word among them.
fn sentence_starts(text: &str, words: &[Range<usize>]) -> Vec<usize> {
    let mut out = vec![0];
    let ends = |word: &Range<usize>| text[word.clone()].ends_with(['.', '?', '!']);
    out.extend(words.iter().enumerate().filter(|(_, word)| ends(word)).map(|(i, _)| i + 1));
    out.retain(|start| *start < words.len());
    out
}

/// The first words that may stand in a fragment, up to the first that may not.
fn usable<'w>(text: &str, words: &'w [Range<usize>], texturised: bool) -> &'w [Range<usize>] {
    let most = words.len().min(MOST);
    let mut count = 0;
    let mut end = words.first().map_or(0, |word| word.start);
    for word in &words[..most] {
        let between = text.get(end..word.start).unwrap_or_default();
        if !between.chars().all(char::is_whitespace) && texturised || between.contains('\n') {
            break;
        }
        if texturised && !survives_texturising(&text[word.clone()]) {
            break;
        }
        end = word.end;
        count += 1;
    }
    &words[..count]
}

/// False for a word in which WordPress may change a character when it shows the page.
fn survives_texturising(word: &str) -> bool {
    let bare = word.trim_end_matches(['.', ',', ';', ':', '?', '!']);
    let times = bare.contains(['x', 'X']) && bare.contains(|c: char| c.is_ascii_digit());
    bare.chars().all(char::is_alphanumeric) && !word.ends_with("..") && !times
}

/// From the first word's first letter to the last word's last.
fn window(text: &str, words: &[Range<usize>]) -> Option<Range<usize>> {
    let first = words.first()?;
    let last = words.last()?;
    let skipped = text[first.clone()].find(char::is_alphanumeric)?;
    let (place, c) = text[last.clone()].char_indices().rfind(|(_, c)| c.is_alphanumeric())?;
    let range = first.start + skipped..last.start + place + c.len_utf8();
    (range.start < range.end).then_some(range)
}

/// The link to a passage: the page's link, its later screen if it stands behind `<!--nextpage-->`, and the fragment.
///
/// The n-th later screen is `link/(n+1)/`; of a link with a query that names the page, `&page=(n+1)`; of the front page,
/// `link/page/(n+1)/`.
#[must_use]
pub fn passage_link(link: &str, screen: u16, fragment: Option<&str>) -> String {
    let base = link.split('#').next().unwrap_or_default();
    let mut out = if screen == 0 { base.to_owned() } else { screen_link(base, u32::from(screen) + 1) };
    if let Some(fragment) = fragment.filter(|fragment| !fragment.is_empty()) {
        out.push('#');
        out.push_str(fragment);
    }
    out
}

fn screen_link(link: &str, number: u32) -> String {
    let (path, query) = match link.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (link, None),
    };
    if let Some(query) = query
        && query
            .split('&')
            .any(|pair| pair.starts_with("p=") || pair.starts_with("page_id=") || pair.starts_with("post_type="))
    {
        return format!("{path}?{query}&page={number}");
    }
    let trimmed = path.trim_end_matches('/');
    let is_front = trimmed.split_once("://").is_some_and(|(_, host)| !host.contains('/'));
    let front = if is_front { "page/" } else { "" };
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{trimmed}/{front}{number}/{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn later_screens_have_addresses_of_their_own() {
        let link = |link, screen| passage_link(link, screen, Some("a"));
        assert_eq!(link("https://example.org/x/", 0), "https://example.org/x/#a");
        assert_eq!(link("https://example.org/x/", 1), "https://example.org/x/2/#a");
        assert_eq!(link("https://example.org/x", 2), "https://example.org/x/3/#a");
        assert_eq!(link("https://example.org/?page_id=5", 1), "https://example.org/?page_id=5&page=2#a");
        assert_eq!(link("https://example.org/x/?lang=es", 1), "https://example.org/x/2/?lang=es#a");
        assert_eq!(link("https://example.org/", 1), "https://example.org/page/2/#a");
        assert_eq!(passage_link("https://example.org/x/#old", 0, None), "https://example.org/x/");
    }
}
