//! From 6 thousand to 100 thousand pages: sixteen copies of the exports, each with its words mapped.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;
use vademecum::index::{self, BuildOptions, Snapshot};
use vademecum::search::{SearchOptions, Searcher};

use crate::arguments::Arguments;
use crate::figures::{Figures, percentile};
use crate::mapping::{Mapping, WordCounts};
use crate::questions::{TODAY, to_json};

const COPIES: u64 = 16;
/// More than the greatest id.
const ID_STEP: u64 = 1_000_000_000;

/// Indexes 1, 4, 8 and all 16 copies, and asks the same questions of each index.
pub(crate) fn measure<W: Write>(arguments: &Arguments, folder: &Path, figures: &mut Figures<W>) -> Result<()> {
    let copies = write_copies(&arguments.exports()?, folder)?;
    let questions = arguments.questions()?;
    figures.title("Growth")?;
    let mut first: Option<f64> = None;
    for number in [1, 4, 8, 16] {
        let sources: Vec<PathBuf> = copies.iter().take(number).cloned().collect();
        let index = tempfile::tempdir_in(folder)?;
        let options = BuildOptions { index: index.path().to_owned(), sources, ..BuildOptions::default() };
        let started = Instant::now();
        let report = index::build(&options, &|_| {})?;
        let seconds = started.elapsed().as_secs_f64();
        let pages = report.total() as f64;
        let for_thousand = seconds / pages * 1000.0;
        let linear = *first.get_or_insert(for_thousand);
        let started = Instant::now();
        let snapshot = Snapshot::open(index.path())?;
        let searcher = Searcher::new(&snapshot);
        let opened = started.elapsed().as_secs_f64() * 1000.0;
        let times = to_json(arguments.rounds.min(3), &searcher, &questions, &SearchOptions::as_of(TODAY))?;
        figures.note(&format!("{pages} pages: passages"), f64::from(report.passages), "")?;
        figures.note(&format!("{pages} pages: index"), seconds, "s")?;
        figures.limited(&format!("{pages} pages: time a page, against one copy"), for_thousand / linear, "", 1.25)?;
        figures.note(&format!("{pages} pages: open"), opened, "ms")?;
        figures.note(&format!("{pages} pages: question, p50"), percentile(&times, 0.5), "ms")?;
        figures.limited(&format!("{pages} pages: question, p99"), percentile(&times, 0.99), "ms", 60.0)?;
    }
    Ok(())
}

/// Writes each copy as one array, if it is not there from an earlier run.
fn write_copies(exports: &[PathBuf], folder: &Path) -> Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder).with_context(|| format!("could not create `{}`", folder.display()))?;
    let names: Vec<PathBuf> = (0..COPIES).map(|copy| folder.join(format!("copy-{copy:02}.json"))).collect();
    if names.iter().all(|name| name.is_file()) {
        return Ok(names);
    }
    let pages = read(exports)?;
    let mut counts = WordCounts::default();
    for page in &pages {
        counts.add(page.pointer("/content/rendered").and_then(Value::as_str).unwrap_or_default());
    }
    for (copy, name) in (0..COPIES).zip(&names) {
        let mapping = counts.mapping(copy);
        let copied: Vec<Value> = pages.iter().map(|page| copied(page, copy, &mapping)).collect();
        let unfinished = name.with_extension("part");
        let mut file = BufWriter::new(File::create(&unfinished)?);
        serde_json::to_writer(&mut file, &copied)?;
        file.flush()?;
        std::fs::rename(&unfinished, name)?;
    }
    Ok(names)
}

fn read(exports: &[PathBuf]) -> Result<Vec<Value>> {
    let mut pages = Vec::new();
    for export in exports {
        let file = File::open(export).with_context(|| format!("could not read `{}`", export.display()))?;
        let array: Vec<Value> = serde_json::from_reader(zstd::Decoder::new(file)?)?;
        pages.extend(array);
    }
    Ok(pages)
}

fn copied(page: &Value, copy: u64, mapping: &Mapping) -> Value {
    let mut page = page.clone();
    if copy == 0 {
        return page;
    }
    for text in ["/title/rendered", "/content/rendered"] {
        change(&mut page, text, |html| mapping.apply(html));
    }
    change(&mut page, "/slug", |slug| format!("{slug}-copy-{copy}"));
    change(&mut page, "/link", |link| link_of_copy(link, copy));
    change(&mut page, "/guid/rendered", |guid| format!("{guid}{copy:02}"));
    if let Some(id) = page.get("id").and_then(Value::as_u64) {
        page["id"] = Value::from(id + copy * ID_STEP);
    }
    page
}

fn change(page: &mut Value, pointer: &str, to: impl Fn(&str) -> String) {
    if let Some(Value::String(text)) = page.pointer_mut(pointer) {
        *text = to(text);
    }
}

/// `https://example.org/a/b` of copy 3 is `https://example.org/copy-3/a/b`.
fn link_of_copy(link: &str, copy: u64) -> String {
    let host = link.find("://").map_or(0, |scheme| scheme + 3);
    let path = link.get(host..).and_then(|rest| rest.find('/')).map_or(link.len(), |path| host + path);
    let (site, path) = link.split_at(path);
    format!("{site}/copy-{copy}{path}")
}
