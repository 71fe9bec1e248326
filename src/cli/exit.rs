//! Exit codes, the same everywhere.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It did what was asked.
    Done,
    /// It ran and the answer is no: nothing was found.
    No,
    /// It could not run, or not wholly.
    CouldNotRun,
}

impl Exit {
    /// The number a shell sees.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Exit::Done => 0,
            Exit::No => 1,
            Exit::CouldNotRun => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_what_the_manual_says() {
        assert_eq!([Exit::Done, Exit::No, Exit::CouldNotRun].map(Exit::code), [0, 1, 2]);
    }
}
