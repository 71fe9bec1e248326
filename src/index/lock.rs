//! The writer's lock: one build at a time, and a second one is told who holds it.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use jiff::Timestamp;

const LOCK: &str = "LOCK";
/// How often, and how far apart, a lock that is held is asked for.
const ATTEMPTS: u32 = 10;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(20);

/// Held while an index is written; given up when dropped, or by the system when the process ends.
pub(super) struct WriterLock {
    _file: File,
}

impl WriterLock {
    /// Takes the lock of an index folder.
    ///
    /// # Errors
    /// If another process has it: says its process id, host and since when.
    pub(super) fn take(index: &Path) -> Result<WriterLock> {
        let path = index.join(LOCK);
        let could_not = || format!("could not lock `{}`", path.display());
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .with_context(could_not)?;
        let busy = is_busy(&file).with_context(could_not)?;
        if busy {
            let mut holder = String::new();
            file.read_to_string(&mut holder).with_context(could_not)?;
            let holder = if holder.is_empty() { "another process".to_owned() } else { holder };
            bail!("the index `{}` is being written by {holder}; try again when it is done", index.display());
        }
        file.set_len(0).with_context(could_not)?;
        file.rewind().with_context(could_not)?;
        let since = Timestamp::now().strftime("%Y-%m-%d %H:%M:%S UTC");
        write!(file, "process {} on {} since {since}", std::process::id(), host()).with_context(could_not)?;
        file.flush().with_context(could_not)?;
        Ok(WriterLock { _file: file })
    }
}

fn host() -> String {
    let named = std::fs::read_to_string("/etc/hostname").ok().map(|name| name.trim().to_owned());
    let from_environment = || std::env::var("HOSTNAME").or_else(|_| std::env::var("COMPUTERNAME")).ok();
    named.filter(|name| !name.is_empty()).or_else(from_environment).unwrap_or_else(|| "this machine".to_owned())
}

/// Whether another process has the lock. It is asked a few times: a process that is just being started by this one
/// shares our files until it runs its own program.
fn is_busy(file: &File) -> std::io::Result<bool> {
    for attempt in 0..ATTEMPTS {
        match file.try_lock() {
            Ok(()) => return Ok(false),
            Err(TryLockError::Error(error)) => return Err(error),
            Err(TryLockError::WouldBlock) if attempt + 1 < ATTEMPTS => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => {}
        }
    }
    Ok(true)
}
