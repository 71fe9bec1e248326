//! The lines of a file of questions, judgements or results, each with its number for whoever has to mend it.
//!
//! A mark that a spreadsheet writes before the first line, its line ends and blank lines are passed over.

use std::path::Path;

use anyhow::{Context, Result, anyhow};

/// A line that is not blank.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'t> {
    /// From 1.
    pub(super) number: usize,
    /// Without its line end.
    pub(super) text: &'t str,
}

impl<'t> Row<'t> {
    /// Its columns, which any white space parts; an error if there are not `N` of them.
    pub(super) fn columns<const N: usize>(self, file: &str, form: &str) -> Result<[&'t str; N]> {
        let columns: Vec<&str> = self.text.split_whitespace().collect();
        let number = columns.len();
        let noun = if number == 1 { "column" } else { "columns" };
        columns
            .try_into()
            .map_err(|_| anyhow!("line {} of `{file}` has {number} {noun}, not {N}; write `{form}`", self.number))
    }

    /// A column as a number that can be compared.
    pub(super) fn number(self, column: &str, what: &str, file: &str) -> Result<f64> {
        let number: Option<f64> = column.parse().ok().filter(|number: &f64| number.is_finite());
        number.ok_or_else(|| anyhow!("line {} of `{file}`: the {what} `{column}` is no number", self.number))
    }
}

/// A file as text.
pub(super) fn read(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("could not read `{}`", path.display()))?;
    String::from_utf8(bytes).map_err(|error| {
        let good = error.as_bytes().iter().take(error.utf8_error().valid_up_to());
        let line = good.filter(|&&byte| byte == b'\n').count() + 1;
        anyhow!("line {line} of `{}` is not UTF-8 text; save the file as UTF-8", path.display())
    })
}

/// The lines of a text that are not blank.
pub(super) fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    let text = text.trim_start_matches('\u{feff}');
    let lines = text.lines().enumerate().map(|(at, text)| Row { number: at + 1, text });
    lines.filter(|row| !row.text.trim().is_empty())
}
