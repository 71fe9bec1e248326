//! A passage as the page shows it: its blocks cut where marks begin and end, words of warning before a mark made plain.

/// A block of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct ShownBlock {
    pub(super) heading: bool,
    /// Where it is an item of a list; its bullet is left out.
    pub(super) item: Option<Item>,
    pub(super) pieces: Vec<Piece>,
}

/// The place of an item in its list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) begins_list: bool,
    pub(super) ends_list: bool,
}

/// A stretch of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) text: String,
    /// What the question asked for.
    pub(super) mark: bool,
    /// `never`, `do not` before what is marked.
    pub(super) warns: bool,
}

/// Words before a mark that turn its meaning, at most so many words before it.
const WARNINGS: &[&str] =
    &["never", "not", "don’t", "don't", "no", "without", "stop", "avoid", "unless", "cannot", "can’t", "can't"];
const REACH: usize = 6;

/// Cuts a passage; ranges are of code points, half-open.
pub(super) fn blocks(passage: &str, marks: &[[usize; 2]], headings: &[[usize; 2]]) -> Vec<ShownBlock> {
    let within = |ranges: &[[usize; 2]], at: usize| ranges.iter().any(|range| (range[0]..range[1]).contains(&at));
    let (mut blocks, mut items) = (Vec::new(), Vec::new());
    let mut at = 0;
    for line in passage.split('\n') {
        let letters: Vec<char> = line.chars().collect();
        if !letters.is_empty() {
            let mut marked: Vec<bool> = (0..letters.len()).map(|place| within(marks, at + place)).collect();
            mark_whole_words(&letters, &mut marked);
            let is_item = line.starts_with(BULLET);
            let bullet = if is_item { BULLET.chars().count() } else { 0 };
            items.push(is_item);
            blocks.push(ShownBlock {
                heading: within(headings, at),
                item: None,
                pieces: pieces(letters.get(bullet..).unwrap_or_default(), marked.get(bullet..).unwrap_or_default()),
            });
        }
        at += letters.len() + 1;
    }
    for (block, item) in blocks.iter_mut().zip(lists(&items)) {
        block.item = item;
    }
    blocks
}

/// What stands before the items of a list in the text of a passage.
pub(super) const BULLET: &str = "• ";

/// The items among lines that are items or are not: those in a row are one list.
pub(super) fn lists(items: &[bool]) -> Vec<Option<Item>> {
    let is_item = |at: Option<usize>| at.and_then(|at| items.get(at)).copied().unwrap_or(false);
    let item = |at: usize| Item { begins_list: !is_item(at.checked_sub(1)), ends_list: !is_item(Some(at + 1)) };
    items.iter().enumerate().map(|(at, &is_item)| is_item.then(|| item(at))).collect()
}

/// Of `cannot` not only `not` is marked, where words stand between spaces.
fn mark_whole_words(letters: &[char], marked: &mut [bool]) {
    let spaced = |word: &[char]| word.iter().all(|&letter| letter.is_alphabetic() && letter < '\u{250}');
    for word in words(letters) {
        let Some(marks) = marked.get_mut(word.clone()) else { continue };
        if marks.contains(&true) && letters.get(word).is_some_and(spaced) {
            marks.fill(true);
        }
    }
}

fn pieces(letters: &[char], marked: &[bool]) -> Vec<Piece> {
    let warns = warnings(letters, marked);
    let mut pieces: Vec<Piece> = Vec::new();
    for ((&letter, &mark), &warns) in letters.iter().zip(marked).zip(&warns) {
        match pieces.last_mut() {
            Some(last) if last.mark == mark && last.warns == warns => last.text.push(letter),
            _ => pieces.push(Piece { text: letter.to_string(), mark, warns }),
        }
    }
    pieces
}

/// The letters of words of warning that stand shortly before a mark, in the same sentence.
fn warnings(letters: &[char], marked: &[bool]) -> Vec<bool> {
    let mut warns = vec![false; letters.len()];
    let words = words(letters);
    for (number, word) in words.iter().enumerate() {
        let text: String = letters.get(word.clone()).unwrap_or_default().iter().collect::<String>().to_lowercase();
        if !WARNINGS.contains(&text.as_str()) || marked.get(word.start) == Some(&true) {
            continue;
        }
        let after = words.iter().skip(number + 1).take(REACH);
        let mut same_sentence = after.take_while(|later| {
            let between = letters.get(word.end..later.start).unwrap_or_default();
            !between.windows(2).any(|pair| matches!(pair[0], '.' | '!' | '?' | ':') && pair[1].is_whitespace())
        });
        if same_sentence.any(|later| marked.get(later.start) == Some(&true)) {
            // `do not` is one warning.
            let before = number.checked_sub(1).and_then(|before| words.get(before));
            let begins = before.filter(|it| is_do(letters, it) && text == "not").map_or(word.start, |it| it.start);
            warns.get_mut(begins..word.end).into_iter().flatten().for_each(|letter| *letter = true);
        }
    }
    warns
}

fn is_do(letters: &[char], word: &std::ops::Range<usize>) -> bool {
    let text: String = letters.get(word.clone()).unwrap_or_default().iter().collect::<String>().to_lowercase();
    matches!(text.as_str(), "do" | "must" | "should" | "may" | "does" | "is" | "are")
}

fn words(letters: &[char]) -> Vec<std::ops::Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in letters.iter().enumerate() {
        let inside = letter.is_alphanumeric() || matches!(letter, '’' | '\'');
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words.extend(start.map(|from| from..letters.len()));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(passage: &str, marks: &[[usize; 2]]) -> Vec<String> {
        let each = |block: &ShownBlock| {
            let piece = |piece: &Piece| match (piece.mark, piece.warns) {
                (true, _) => format!("[{}]", piece.text),
                (_, true) => format!("<{}>", piece.text),
                _ => piece.text.clone(),
            };
            block.pieces.iter().map(piece).collect::<String>()
        };
        blocks(passage, marks, &[]).iter().map(each).collect()
    }

    #[test]
    fn marks_count_code_points_and_an_emoji_is_one() {
        assert_eq!(shown("😀 IMNM is rare", &[[2, 6]]), ["😀 [IMNM] is rare"]);
        assert_eq!(shown("one\n• two", &[[6, 9]]), ["one", "[two]"]);
        assert_eq!(shown("they cannot 吞咽食物", &[[8, 11], [12, 14]]), ["they [cannot] [吞咽]食物"]);
    }

    #[test]
    fn items_in_a_row_are_one_list() {
        let shown = blocks("one\n• two\n• three\nfour\n• five", &[], &[]);
        let lists: Vec<Option<(bool, bool)>> =
            shown.iter().map(|it| it.item.map(|item| (item.begins_list, item.ends_list))).collect();
        assert_eq!(lists, [None, Some((true, false)), Some((false, true)), None, Some((true, true))]);
    }

    #[test]
    fn a_warning_shortly_before_a_mark_is_made_plain_and_another_is_not() {
        assert_eq!(shown("Do not take statins again.", &[[12, 19]]), ["<Do not> take [statins] again."]);
        assert_eq!(shown("Never crush it.", &[[6, 11]]), ["<Never> [crush] it."]);
        assert_eq!(shown("It is not bad. Take statins.", &[[20, 27]]), ["It is not bad. Take [statins]."]);
        assert_eq!(shown("Statins are not for all.", &[[0, 7]]), ["[Statins] are not for all."]);
    }
}
