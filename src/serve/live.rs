//! The live index: the newest generation that could be opened, taken whole.
//!
//! Whoever searches holds one generation until it is done; a new one is looked for at most twice a second.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use anyhow::Result;

use crate::index::{Snapshot, live_generation};

/// How often a new generation is looked for.
const PAUSE: Duration = Duration::from_millis(500);

/// The newest generation of an index.
pub(super) struct Live {
    index: PathBuf,
    snapshot: RwLock<Arc<Snapshot>>,
    looked: Mutex<Instant>,
}

impl Live {
    /// Opens an index.
    ///
    /// # Errors
    /// As [`Snapshot::open`].
    pub(super) fn open(index: &Path) -> Result<Live> {
        let snapshot = RwLock::new(Arc::new(Snapshot::open(index)?));
        Ok(Live { index: index.to_owned(), snapshot, looked: Mutex::new(Instant::now()) })
    }

    /// The newest generation; where a newer one cannot be opened, the one before goes on.
    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        let held = self.held();
        if !self.is_time_to_look() || live_generation(&self.index).is_none_or(|newest| newest == held.generation()) {
            return held;
        }
        match Snapshot::open(&self.index) {
            Ok(newer) => {
                let newer = Arc::new(newer);
                *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&newer);
                newer
            }
            Err(_) => held,
        }
    }

    fn held(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn is_time_to_look(&self) -> bool {
        // Somebody else is looking.
        let Ok(mut looked) = self.looked.try_lock() else { return false };
        let is_time = looked.elapsed() >= PAUSE;
        if is_time {
            *looked = Instant::now();
        }
        is_time
    }
}
