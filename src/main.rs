//! The `vademecum` command: parse, run, one error line, an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    vademecum::cli::main(std::env::args_os())
}
