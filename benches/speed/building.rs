//! Building the index: against raw tantivy in turns, and the memory of a whole process.

use std::io::Write;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use vademecum::index::{self, BuildOptions};

use crate::arguments::Arguments;
use crate::figures::{Figures, median};
use crate::{passages, process, raw_tantivy};

/// Bytes of memory for postings, of each thread of either.
const HEAP: usize = 64_000_000;

/// Measures, and leaves an index in `folder`.
pub(crate) fn measure<W: Write>(arguments: &Arguments, folder: &Path, figures: &mut Figures<W>) -> Result<()> {
    let exports = arguments.exports()?;
    let passages = passages::read(&exports)?;
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let mut seconds = [const { Vec::new() }; 2];
    let mut ratios = Vec::new();
    for _ in 0..arguments.rounds {
        let (ours, theirs) = (tempfile::tempdir()?, tempfile::tempdir()?);
        let started = Instant::now();
        raw_tantivy::build(theirs.path(), &passages, threads, threads * HEAP)?;
        let raw = started.elapsed().as_secs_f64();
        let options = BuildOptions {
            index: ours.path().to_owned(),
            sources: exports.clone(),
            threads,
            heap: threads * HEAP,
            ..BuildOptions::default()
        };
        let started = Instant::now();
        index::build(&options, &|_| {})?;
        let built = started.elapsed().as_secs_f64();
        seconds[0].push(built);
        seconds[1].push(raw);
        ratios.push(built / raw);
    }
    figures.title(&format!("Index: {} passages, {threads} threads", passages.len()))?;
    figures.note("vademecum, exports to published index", median(&seconds[0]), "s")?;
    figures.note("raw tantivy, passages in memory to commit", median(&seconds[1]), "s")?;
    figures.limited("ratio, median of the turns", median(&ratios), "", 2.0)?;
    let peak = process::index(&exports, folder)?;
    figures.limited("peak memory of `vademecum index`", peak, "MB", 400.0)?;
    Ok(())
}
