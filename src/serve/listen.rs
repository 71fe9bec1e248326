//! Listening: connections are accepted, bounded, and ended cleanly on SIGINT and SIGTERM.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use super::asked::Questions;
use super::live::Live;
use super::patience::Patient;
use super::refusal::Refusing;
use super::router::router;
use super::settings::Settings;
use super::state::{ServeOptions, Server};
use crate::questions::QuestionLog;

/// Connections at the same time; others wait to be accepted.
const CONNECTIONS: usize = 512;
/// How long the headers of a request may take to come.
const HEADERS_WITHIN: Duration = Duration::from_secs(5);
/// How long a client may take nothing of its answer.
const TAKEN_WITHIN: Duration = Duration::from_secs(10);
/// Threads that read pages and make audits, at most.
const READERS: usize = 32;
/// Headers of a request, and the bytes of them all with its address: a question of 4,000 letters, percent-encoded.
const MOST_HEADERS: usize = 64;
const LARGEST_HEAD: usize = 64 * 1024;
/// How long requests may take to end once the server is to stop.
const STOP_WITHIN: Duration = Duration::from_millis(1300);

/// A server that has its address.
pub struct Serving {
    listener: std::net::TcpListener,
    /// The address taken.
    pub address: SocketAddr,
}

/// Takes the address.
///
/// # Errors
/// If another program has it: the message names it.
pub fn bind(options: &ServeOptions) -> Result<Serving> {
    let taken =
        || format!("could not listen on {}; another program may have it: try `--bind 127.0.0.1:0`", options.bind);
    let listener = std::net::TcpListener::bind(options.bind).with_context(taken)?;
    listener.set_nonblocking(true).with_context(taken)?;
    let address = listener.local_addr().with_context(taken)?;
    Ok(Serving { listener, address })
}

/// Serves until it is told to stop; questions are kept where there is a log for them.
///
/// # Errors
/// If the index cannot be opened, or the system gives no threads.
pub fn serve(serving: Serving, settings: Arc<Settings>, log: Option<QuestionLog>) -> Result<()> {
    let options = settings.now();
    let live = Live::open(&options.index)?;
    let questions = Questions::start(log, options.log).context("could not start the thread that keeps questions")?;
    let server = Server::new(settings, live, questions);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(READERS)
        .enable_all()
        .build()
        .context("could not start the threads that serve")?;
    let ended = runtime.block_on(accept(serving, server.clone()));
    server.questions.finish();
    runtime.shutdown_timeout(Duration::from_millis(200));
    ended
}

async fn accept(serving: Serving, server: Server) -> Result<()> {
    let listener = TcpListener::from_std(serving.listener).context("could not listen")?;
    let log = server.options().log;
    let service = TowerToHyperService::new(router(server, serving.address));
    let mut http = hyper::server::conn::http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEADERS_WITHIN)
        .max_headers(MOST_HEADERS)
        .max_buf_size(LARGEST_HEAD);
    let graceful = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(CONNECTIONS));
    let mut stop = pin!(told_to_stop());
    loop {
        let next = async {
            let place = Arc::clone(&room).acquire_owned().await.ok();
            (place, listener.accept().await)
        };
        let (place, stream) = tokio::select! {
            accepted = next => accepted,
            () = &mut stop => break,
        };
        let Ok((stream, _)) = stream else {
            // Too many open files, or the client is gone already.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let stream = Refusing::new(Patient::new(stream, TAKEN_WITHIN), log);
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), service.clone()));
        tokio::spawn(async move {
            // A client that goes away in between is no error of ours.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    let _ = tokio::time::timeout(STOP_WITHIN, graceful.shutdown()).await;
    Ok(())
}

#[cfg(unix)]
async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminated) = signal(SignalKind::terminate()) else {
        let _ = tokio::signal::ctrl_c().await;
        return;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminated.recv() => {}
    }
}

#[cfg(not(unix))]
async fn told_to_stop() {
    let _ = tokio::signal::ctrl_c().await;
}
