//! Whole processes: the memory of `vademecum index`, the time of a cold `vademecum search`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::figures::{Figures, median, milliseconds};

const PROGRAM: &str = env!("CARGO_BIN_EXE_vademecum");
const RUNS: usize = 20;

/// Indexes the exports into a folder; the peak of resident memory in MB (0 where the system does not say).
pub(crate) fn index(exports: &[PathBuf], folder: &Path) -> Result<f64> {
    let mut command = Command::new(PROGRAM);
    command.arg("index").args(exports).arg("--index").arg(folder).arg("--quiet").stdout(Stdio::null());
    let mut child = command.spawn()?;
    let status = PathBuf::from(format!("/proc/{}/status", child.id()));
    let mut peak: f64 = 0.0;
    let done = loop {
        if let Some(done) = child.try_wait()? {
            break done;
        }
        peak = peak.max(high_water(&status).unwrap_or(0.0));
        std::thread::sleep(Duration::from_millis(2));
    };
    if !done.success() {
        bail!("`vademecum index` ended with {done}");
    }
    Ok(peak)
}

/// The high-water mark of resident memory as Linux tells it, in MB; it never falls while a process lives.
fn high_water(status: &Path) -> Option<f64> {
    let status = std::fs::read_to_string(status).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes * 1024.0 / 1_000_000.0)
}

/// A process that opens the index, answers one question and ends; the files are in the page cache.
pub(crate) fn cold_search<W: Write>(folder: &Path, figures: &mut Figures<W>) -> Result<()> {
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..=RUNS {
        let mut command = Command::new(PROGRAM);
        command.args(["search", "treatment of glaucoma", "--format", "json", "--index"]).arg(folder);
        let started = Instant::now();
        let output = command.stderr(Stdio::null()).output()?;
        times.push(milliseconds(started.elapsed()));
        if !output.status.success() {
            bail!("`vademecum search` ended with {}", output.status);
        }
    }
    // The first one warms the page cache.
    times.remove(0);
    figures.title("Process")?;
    figures.limited(&format!("cold `vademecum search`, median of {RUNS}"), median(&times), "ms", 60.0)?;
    Ok(())
}
