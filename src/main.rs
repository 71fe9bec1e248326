//! The `vademecum` command: parse, run, one error line, an exit code.

use std::process::ExitCode;

/// Indexing asks for memory in small pieces, on one thread, and gives it back on another: the system's allocator takes
/// longer for it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    vademecum::cli::main(std::env::args_os())
}
