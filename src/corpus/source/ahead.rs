//! Unpacking on a thread of its own, a few pieces ahead of whoever reads: to unpack an export takes about as long as to
//! split it.

use std::io::{self, Read};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::input::{Input, read_retrying};

/// Bytes handed over at once.
const PIECE: usize = 256 << 10;
/// Pieces that wait to be read, at most.
const WAITING: usize = 4;

/// Lets `read` read what `unpacked` gives while more of it is being unpacked.
pub(super) fn ahead<T>(mut unpacked: impl Read + Send, read: impl FnOnce(Input<'_>) -> T) -> T {
    let (sender, pieces) = sync_channel(WAITING);
    thread::scope(|scope| {
        scope.spawn(move || unpack(&mut unpacked, &sender));
        read(Input::new(Pieces { waiting: pieces, piece: Vec::new(), at: 0 }))
    })
}

/// Unpacks to the end or to a failure, or until nobody reads any more.
fn unpack(unpacked: &mut dyn Read, sender: &SyncSender<io::Result<Vec<u8>>>) {
    loop {
        let mut piece = vec![0; PIECE];
        let mut filled = 0;
        let outcome = loop {
            match piece.get_mut(filled..).filter(|rest| !rest.is_empty()).map(|rest| read_retrying(unpacked, rest)) {
                None => break Ok(true),
                Some(Ok(0)) => break Ok(false),
                Some(Ok(read)) => filled += read,
                Some(Err(error)) => break Err(error),
            }
        };
        piece.truncate(filled);
        // What was unpacked before a failure is read before it.
        if sender.send(Ok(piece)).is_err() {
            return;
        }
        match outcome {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                let _ = sender.send(Err(error));
                return;
            }
        }
    }
}

/// What was unpacked, piece by piece.
struct Pieces {
    waiting: Receiver<io::Result<Vec<u8>>>,
    piece: Vec<u8>,
    at: usize,
}

impl Read for Pieces {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.piece.len() {
            let Ok(piece) = self.waiting.recv() else { return Ok(0) };
            (self.piece, self.at) = (piece?, 0);
        }
        let rest = self.piece.get(self.at..).unwrap_or_default();
        let count = rest.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), rest.get(..count)) {
            to.copy_from_slice(from);
        }
        self.at += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives zeros, then fails.
    struct Failing(usize);

    impl Read for Failing {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            if self.0 == 0 {
                return Err(io::Error::other("torn"));
            }
            let count = out.len().min(self.0).min(1000);
            out[..count].fill(0);
            self.0 -= count;
            Ok(count)
        }
    }

    #[test]
    fn everything_is_read_in_order() {
        let bytes: Vec<u8> = (0..3 * PIECE + 7).map(|at| (at % 251) as u8).collect();
        let mut read = Vec::new();
        ahead(bytes.as_slice(), |mut input| input.read_to_end(&mut read)).unwrap();
        assert_eq!(read, bytes);
    }

    #[test]
    fn a_failure_comes_after_what_was_unpacked_before_it() {
        let mut read = Vec::new();
        let error = ahead(Failing(2 * PIECE + 5), |mut input| input.read_to_end(&mut read)).unwrap_err();
        assert_eq!((read.len(), error.to_string().as_str()), (2 * PIECE + 5, "torn"));
    }

    #[test]
    fn whoever_stops_reading_does_not_wait_for_the_rest() {
        let begun = ahead(io::repeat(7), |mut input| input.peek().map(<[u8]>::len));
        assert!(begun.unwrap() > 0);
    }
}
