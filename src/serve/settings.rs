//! The settings in force: a request takes them whole, and a changed configuration replaces them whole.

use std::sync::{Arc, PoisonError, RwLock};

use super::state::ServeOptions;
use crate::config::Config;

/// What a server is to do, as it is now.
#[derive(Debug)]
pub struct Settings {
    now: RwLock<Arc<ServeOptions>>,
}

impl Settings {
    /// Those to begin with.
    #[must_use]
    pub fn new(options: ServeOptions) -> Arc<Settings> {
        Arc::new(Settings { now: RwLock::new(Arc::new(options)) })
    }

    /// Those in force. Whoever answers a request holds on to them.
    #[must_use]
    pub fn now(&self) -> Arc<ServeOptions> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another configuration in force; whether it is another.
    pub fn take(&self, config: Config) -> bool {
        let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
        let differs = now.config != config;
        if differs {
            *now = Arc::new(ServeOptions { config, ..ServeOptions::clone(&now) });
        }
        differs
    }
}
