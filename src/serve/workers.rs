//! The workers: threads that search, each with a searcher over the newest generation.
//!
//! A job that waits too long, or finds too many waiting before it, is refused: an answer after that helps nobody.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};
use tokio::sync::oneshot;

use super::live::Live;
use super::problem::Problem;
use crate::search::Searcher;

/// Jobs that may wait for each worker.
const WAITING: usize = 64;
/// How long a job may take, waiting included.
const LONGEST: Duration = Duration::from_secs(5);
/// How long a worker waits before it looks whether there is a newer generation.
const IDLE: Duration = Duration::from_millis(250);

type Job = Box<dyn FnOnce(&Searcher<'_>) + Send>;

/// Threads that search.
pub(super) struct Workers {
    jobs: Sender<Job>,
}

impl Workers {
    /// Starts them; they end when this is dropped.
    pub(super) fn start(live: &Arc<Live>, threads: usize) -> Workers {
        let threads = match threads {
            0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            threads => threads,
        };
        let (jobs, waiting) = bounded::<Job>(WAITING * threads);
        for _ in 0..threads {
            let (live, waiting) = (Arc::clone(live), waiting.clone());
            std::thread::spawn(move || work(&live, &waiting));
        }
        Workers { jobs }
    }

    /// Has a worker do something with its searcher.
    ///
    /// # Errors
    /// If too many are waiting, it took too long, or it failed.
    pub(super) async fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Searcher<'_>) -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let (reply, answer) = oneshot::channel();
        let job = Box::new(move |searcher: &Searcher<'_>| {
            // Whoever asked may be gone; then nobody needs the answer.
            if !reply.is_closed() {
                let _ = reply.send(job(searcher));
            }
        });
        self.jobs.try_send(job).map_err(|refused| match refused {
            TrySendError::Full(_) => Problem::busy(),
            TrySendError::Disconnected(_) => Problem::failed(),
        })?;
        match tokio::time::timeout(LONGEST, answer).await {
            Ok(answer) => answer.map_err(|_| Problem::failed()),
            Err(_) => Err(Problem::busy()),
        }
    }
}

fn work(live: &Live, waiting: &Receiver<Job>) {
    loop {
        let snapshot = live.snapshot();
        let searcher = Searcher::new(&snapshot);
        loop {
            match waiting.recv_timeout(IDLE) {
                Ok(job) => {
                    // A panic ends its request, not the thread; what it was about is not said.
                    let _ = catch_unwind(AssertUnwindSafe(|| job(&searcher)));
                }
                Err(error) if error.is_disconnected() => return,
                Err(_) => {}
            }
            if !Arc::ptr_eq(&live.snapshot(), &snapshot) {
                break;
            }
        }
    }
}
