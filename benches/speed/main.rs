//! The speed of vademecum, held against raw tantivy on the same passages and against fixed limits.
//!
//! `just bench` runs it; benches/README.md says what each figure means. A broken limit is exit code 1.

mod arguments;
mod building;
mod figures;
mod growth;
mod mapping;
mod passages;
mod process;
mod questions;
mod raw_tantivy;

use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

use arguments::Arguments;
use figures::Figures;

/// The program's, for both sides.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<ExitCode> {
    let arguments = Arguments::parse();
    let mut figures = Figures::new(std::io::stdout());
    if let Some(folder) = &arguments.grow {
        growth::measure(&arguments, folder, &mut figures)?;
    } else {
        let index = tempfile::tempdir()?;
        building::measure(&arguments, index.path(), &mut figures)?;
        questions::measure(&arguments, index.path(), &mut figures)?;
        process::cold_search(index.path(), &mut figures)?;
    }
    let broken = figures.broken();
    Ok(if broken == 0 || arguments.report_only { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
