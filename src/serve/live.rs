//! The live index: the newest generation that could be opened, taken whole.
//!
//! Whoever searches holds one generation until it is done. A thread of its own looks for a newer one and opens it, so that
//! no request waits for that.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::time::Duration;

use anyhow::Result;

use crate::index::{Snapshot, live_generation};

/// How often a new generation is looked for.
const PAUSE: Duration = Duration::from_millis(250);

/// The newest generation of an index.
pub(super) struct Live {
    index: PathBuf,
    snapshot: RwLock<Arc<Snapshot>>,
}

impl Live {
    /// Opens an index, and follows its generations until this is dropped.
    ///
    /// # Errors
    /// As [`Snapshot::open`].
    pub(super) fn open(index: &Path) -> Result<Arc<Live>> {
        let snapshot = RwLock::new(Arc::new(ready(index)?));
        let live = Arc::new(Live { index: index.to_owned(), snapshot });
        let follower = Arc::downgrade(&live);
        std::thread::Builder::new().name("follow".to_owned()).spawn(move || follow(&follower))?;
        Ok(live)
    }

    /// The newest generation; where a newer one cannot be opened, the one before goes on.
    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn look(&self) {
        let held = self.snapshot();
        if live_generation(&self.index).is_none_or(|newest| newest == held.generation()) {
            return;
        }
        if let Ok(newer) = ready(&self.index) {
            *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(newer);
        }
    }
}

/// A generation with all that its first request would have to wait for.
fn ready(index: &Path) -> Result<Snapshot> {
    loop {
        let snapshot = Snapshot::open(index)?;
        snapshot.lexicon();
        // Two builds may have come while it was opened, and its files gone; of one that is still the newest, whoever asks for
        // a page is told that it cannot be read.
        let newest = || live_generation(index).is_none_or(|newest| newest == snapshot.generation());
        if snapshot.kept_pages().is_ok() || newest() {
            return Ok(snapshot);
        }
    }
}

fn follow(live: &Weak<Live>) {
    loop {
        std::thread::sleep(PAUSE);
        let Some(live) = live.upgrade() else { return };
        live.look();
    }
}
