//! Text set into the columns of a terminal: words stay whole, marked places stand out, lines below the first are indented.

use std::io::Write;

use anstyle::Style as Ansi;
use anyhow::Result;

use super::sanitize::{sanitize, steers};

/// Narrower than this nothing is set.
const NARROWEST: usize = 20;

/// A character, and whether it is part of a marked place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marked {
    pub(super) character: char,
    pub(super) mark: bool,
}

/// How a block is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Setting<'a> {
    /// Columns.
    pub(super) width: usize,
    /// What stands before the first line.
    pub(super) first: &'a str,
    /// What stands before those below it.
    pub(super) rest: &'a str,
    /// The look of the text.
    pub(super) text: Ansi,
    /// The look of a marked place.
    pub(super) mark: Ansi,
}

/// A text with the places, half-open and in code points, that are marked in it; characters that would steer a terminal
/// are left out, line breaks are spaces.
pub(super) fn marked(text: &str, marks: &[(u32, u32)]) -> Vec<Marked> {
    let is_marked = |at: usize| marks.iter().any(|&(from, to)| (from as usize..to as usize).contains(&at));
    let one_line = |character| if character == '\n' { ' ' } else { character };
    text.chars()
        .enumerate()
        .filter(|&(_, character)| !steers(character))
        .map(|(at, character)| Marked { character: one_line(character), mark: is_marked(at) })
        .collect()
}

/// Breaks a block at its spaces, never inside a word.
pub(super) fn wrap(to: &mut dyn Write, block: &[Marked], setting: Setting<'_>) -> Result<()> {
    let width = setting.width.max(NARROWEST);
    let mut row: Vec<Marked> = Vec::new();
    let mut indent = setting.first;
    let mut column = textwrap::core::display_width(indent);
    for word in block.split_inclusive(|marked| breaks(marked.character)) {
        let end = word.iter().rposition(|marked| !breaks(marked.character)).map_or(0, |last| last + 1);
        let columns = |part: &[Marked]| part.iter().map(|marked| display_width(marked.character)).sum::<usize>();
        if column + columns(&word[..end]) > width && !row.is_empty() {
            write_row(to, indent, &row, setting)?;
            row.clear();
            indent = setting.rest;
            column = textwrap::core::display_width(indent);
        }
        row.extend_from_slice(word);
        column += columns(word);
    }
    if row.is_empty() { Ok(()) } else { write_row(to, indent, &row, setting) }
}

fn breaks(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

fn display_width(character: char) -> usize {
    textwrap::core::display_width(character.encode_utf8(&mut [0; 4]))
}

fn write_row(to: &mut dyn Write, indent: &str, row: &[Marked], setting: Setting<'_>) -> Result<()> {
    let Setting { text: ansi, mark, .. } = setting;
    let end = row.iter().rposition(|marked| !breaks(marked.character)).map_or(0, |last| last + 1);
    let mut styled = format!("{indent}{ansi}");
    let mut open = false;
    for marked in &row[..end] {
        if marked.mark != open {
            open = marked.mark;
            let change = if open { format!("{ansi:#}{mark}") } else { format!("{mark:#}{ansi}") };
            styled.push_str(&change);
        }
        styled.push(if breaks(marked.character) { ' ' } else { marked.character });
    }
    let end = if open { mark.render_reset().to_string() } else { ansi.render_reset().to_string() };
    styled.push_str(&end);
    writeln!(to, "{styled}")?;
    Ok(())
}

/// Writes a text, its lines below the first as far in as the first one's text.
pub(super) fn line(to: &mut dyn Write, ansi: Ansi, text: &str, indent: &str, width: usize) -> Result<()> {
    let clean = sanitize(text);
    let rest = " ".repeat(indent.chars().count());
    // Words are whole: many are links.
    let options = textwrap::Options::new(width.max(NARROWEST))
        .initial_indent(indent)
        .subsequent_indent(&rest)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for part in textwrap::wrap(&clean, options) {
        writeln!(to, "{ansi}{part}{ansi:#}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, marks: &[(u32, u32)], width: usize) -> String {
        let mark = Ansi::new().bold();
        let setting = Setting { width, first: "  ", rest: "    ", text: Ansi::new(), mark };
        let mut written = Vec::new();
        wrap(&mut written, &marked(text, marks), setting).unwrap();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn a_block_is_broken_at_its_spaces_and_hangs() {
        assert_eq!(
            set("take small sips and rest after meals", &[], 22),
            "  take small sips and\n    rest after meals\n"
        );
        assert_eq!(set("https://www.example.org/a/long/link", &[], 20), "  https://www.example.org/a/long/link\n");
    }

    #[test]
    fn a_mark_goes_on_over_a_break_and_steering_characters_are_left_out() {
        let text = set("newly\u{1b} defined antibodies", &[(0, 14)], 20);
        assert_eq!(text, "  \u{1b}[1mnewly defined\u{1b}[0m\n    antibodies\n");
    }
}
