//! What is refused before it is a request, said as a problem like every other refusal.
//!
//! A head that is too large or that is no HTTP never reaches the router: hyper answers it with a status and nothing else,
//! and a head that does not come in time not at all. Neither has a hook, so the connection itself sees to it: it puts a
//! problem in the place of hyper's bare answer, and says so if it ends while a head is still awaited.

use std::fmt::Write as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::http::StatusCode;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

use super::guard::REFUSALS;
use super::patience::Patient;
use super::problem::Problem;

/// How long, after the last answer, what still comes is taken and forgotten: a connection that is closed on bytes nobody
/// read loses its answer on the way (RFC 9112, 9.6).
const LINGERS: Duration = Duration::from_millis(500);

/// A connection that says why it refuses.
pub(super) struct Refusing {
    stream: Patient<TcpStream>,
    log: fn(&str),
    /// What has come of the request that is not answered yet.
    head: Head,
    /// What is said in hyper's place, and how much of it was taken.
    refusal: Option<(Vec<u8>, usize)>,
    /// When it closes, once nothing more is said.
    closes: Option<Pin<Box<Sleep>>>,
}

/// What has come of the head of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Head {
    Nothing,
    /// A part, which ends with so many bytes of the end of a head.
    Begun(usize),
    /// All of it: whoever answers it will say what there is to say.
    Whole,
}

impl Head {
    const END: &[u8] = b"\r\n\r\n";

    fn with(self, bytes: &[u8]) -> Head {
        let mut ends = match self {
            Head::Whole => return Head::Whole,
            Head::Nothing => 0,
            Head::Begun(ends) => ends,
        };
        for byte in bytes {
            ends = match Head::END.get(ends) {
                Some(next) if next == byte => ends + 1,
                _ => usize::from(*byte == b'\r'),
            };
            if ends == Head::END.len() {
                return Head::Whole;
            }
        }
        // Whoever has said all that they will is gone, or waits for no word of ours.
        if bytes.is_empty() { Head::Nothing } else { Head::Begun(ends) }
    }
}

impl Refusing {
    pub(super) fn new(stream: Patient<TcpStream>, log: fn(&str)) -> Refusing {
        Refusing { stream, log, head: Head::Nothing, refusal: None, closes: None }
    }

    fn refuse(&self, problem: &Problem) -> Vec<u8> {
        (self.log)(&format!("(no request) {}", problem.status().as_u16()));
        answer(problem)
    }
}

/// The problem for an answer that hyper gives by itself; `None` for all others.
///
/// Its own are a head alone, with none of the lines that `guard` sets on every answer.
fn refused_by_hyper(written: &[u8]) -> Option<Problem> {
    let head = written.strip_suffix(b"\r\n\r\n")?.strip_prefix(b"HTTP/1.1 4")?;
    let head = std::str::from_utf8(head).ok()?;
    if head.contains("\r\n\r\n") || head.contains(REFUSALS[0].0.as_str()) {
        return None;
    }
    let (status, code, detail) = match head.get(..2)? {
        "00" => (
            StatusCode::BAD_REQUEST,
            "bad-request",
            "this is no request of HTTP/1.1; the address that was printed begins with http://",
        ),
        "14" => (
            StatusCode::URI_TOO_LONG,
            "too-large",
            "the address is too long; send the question in a form, by POST to /api/search",
        ),
        "31" => (
            StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            "too-large",
            "the request has more than 64 headers, or more than 64 kB of them; send fewer",
        ),
        _ => return None,
    };
    Some(Problem::new(status, code, detail))
}

/// A whole answer, after which the connection ends.
fn answer(problem: &Problem) -> Vec<u8> {
    let status = problem.status();
    let body = problem.body();
    let mut head = format!(
        "HTTP/1.1 {} {}\r\ncontent-type: {}\r\ncontent-length: {}\r\ncache-control: no-store\r\nconnection: close\r\n",
        status.as_u16(),
        status.canonical_reason().unwrap_or_default(),
        Problem::KIND,
        body.len(),
    );
    for (name, value) in &REFUSALS {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    head.push_str("\r\n");
    [head.into_bytes(), body].concat()
}

impl AsyncRead for Refusing {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let read = ready!(Pin::new(&mut self.stream).poll_read(context, buffer));
        self.head = self.head.with(buffer.filled().get(before..).unwrap_or_default());
        Poll::Ready(read)
    }
}

impl AsyncWrite for Refusing {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        this.head = Head::Nothing;
        if this.refusal.is_none()
            && let Some(problem) = refused_by_hyper(bytes)
        {
            this.refusal = Some((this.refuse(&problem), 0));
        }
        let Some((refusal, taken)) = &mut this.refusal else {
            return Pin::new(&mut this.stream).poll_write(context, bytes);
        };
        while let Some(rest) = refusal.get(*taken..).filter(|rest| !rest.is_empty()) {
            match ready!(Pin::new(&mut this.stream).poll_write(context, rest))? {
                0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                more => *taken += more,
            }
        }
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let mut filled = parts.iter().filter(|part| !part.is_empty());
        if let (Some(only), None) = (filled.next(), filled.next()) {
            // A head alone may be one of hyper's own.
            return self.poll_write(context, only);
        }
        self.head = Head::Nothing;
        Pin::new(&mut self.stream).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        this.head = Head::Nothing;
        if this.closes.is_none() {
            ready!(Pin::new(&mut this.stream).poll_shutdown(context))?;
        }
        let closes = this.closes.get_or_insert_with(|| Box::pin(sleep(LINGERS)));
        loop {
            if closes.as_mut().poll(context).is_ready() {
                return Poll::Ready(Ok(()));
            }
            let mut forgotten = [0; 8192];
            let mut forgotten = ReadBuf::new(&mut forgotten);
            let read = ready!(Pin::new(&mut this.stream).poll_read(context, &mut forgotten));
            if read.is_err() || forgotten.filled().is_empty() {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl Drop for Refusing {
    /// A head that was begun and did not come in time ends the connection without a word from hyper.
    fn drop(&mut self) {
        if matches!(self.head, Head::Begun(_)) {
            let slow = self.refuse(&Problem::too_slow("head"));
            // Nothing is waited for: whoever does not take it at once does without.
            let _ = self.stream.get_ref().try_write(&slow);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_whole_at_its_empty_line_however_it_comes() {
        let whole = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";
        for cut in 1..whole.len() {
            let (first, rest) = whole.split_at(cut);
            let begun = Head::Nothing.with(first);
            assert!(matches!(begun, Head::Begun(_)), "{cut}");
            assert_eq!(begun.with(rest), Head::Whole, "{cut}");
        }
        assert_eq!(Head::Whole.with(b"q=rash"), Head::Whole);
        assert_eq!(Head::Nothing.with(b"GET /\r\r\n\r\nbody"), Head::Whole);
        assert_eq!(Head::Begun(2).with(b""), Head::Nothing);
    }
}
