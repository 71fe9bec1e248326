//! The word lists that come with the program, one file per field of medicine.
//!
//! A new list is a file under `builtin/` and a line here.

use super::{Source, SourceKind};

const LISTS: &[(&str, &str)] = &[("example.txt", include_str!("builtin/example.txt"))];

/// The built-in lists as sources.
pub(super) fn sources() -> Vec<Source> {
    LISTS
        .iter()
        .map(|(name, text)| Source {
            name: format!("built-in {name}"),
            text: (*text).to_owned(),
            kind: SourceKind::Builtin,
        })
        .collect()
}
