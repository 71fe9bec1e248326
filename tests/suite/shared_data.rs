//! Pages of the shared data, where that folder is beside the project; a test that needs it says when it is skipped.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "called from tests only")]

use std::path::{Path, PathBuf};

use serde_json::Value;
use vademecum::corpus::{ExportKind, RawPage};

/// The file in the shared data; `None`, and a line that says so, where it is not there.
pub(crate) fn file(test: &str, path: &str) -> Option<Vec<u8>> {
    said_if_none(test, std::fs::read(root().join(path)).ok())
}

/// A file or folder in the shared data; `None`, and a line that says so, where it is not there.
pub(crate) fn place(test: &str, path: &str) -> Option<PathBuf> {
    said_if_none(test, Some(root().join(path)).filter(|place| Path::exists(place)))
}

fn root() -> PathBuf {
    std::env::var_os("VADEMECUM_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from)
}

fn said_if_none<T>(test: &str, found: Option<T>) -> Option<T> {
    if found.is_none() {
        println!("skipped: {test}: no ../shared/data");
    }
    found
}

/// The pages of a compressed array of REST objects.
pub(crate) fn compressed_pages(test: &str, path: &str) -> Option<Vec<RawPage>> {
    let bytes = zstd::decode_all(file(test, path)?.as_slice()).unwrap();
    let values: Vec<Value> = serde_json::from_slice(&bytes).unwrap();
    Some(values.iter().map(raw_page).collect())
}

/// The page of the seed file.
pub(crate) fn seed_page(test: &str) -> Option<RawPage> {
    let bytes = file(test, "seed/000_dd96bc1e8ffbcccd.txt")?;
    Some(raw_page(&serde_json::from_slice(&bytes).unwrap()))
}

fn raw_page(value: &Value) -> RawPage {
    let text = |field: &Value| field.as_str().unwrap_or_default().to_owned();
    RawPage {
        kind: Some(ExportKind::Rest),
        id: value["id"].as_u64().unwrap_or_default(),
        link: text(&value["link"]),
        title_html: text(&value["title"]["rendered"]),
        content: text(&value["content"]["rendered"]),
        ..RawPage::default()
    }
}
