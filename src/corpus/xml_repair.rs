//! Makes the bytes of a WXR file fit for an XML parser where WordPress writes what XML does not allow.
//!
//! Takes out control characters, NUL, U+FFFE and U+FFFF, and replaces what is no UTF-8 by U+FFFD; remembers where the
//! first of each was. Bare `&` is left to the parser. A filter over a stream: nothing is held but a buffer.

use std::io::{self, BufRead, Read};

/// Bytes taken from the source at a time.
const CHUNK: usize = 64 << 10;
/// No text of an export is larger: without this limit a CDATA section that never ends would be held whole.
const SECTION_LIMIT: u64 = 64 << 20;

/// A place in a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// Line, from 1, counted from where the export begins.
    pub(super) line: u64,
    /// Byte of the source, from 0.
    pub(super) byte: u64,
}

/// What was repaired: how often, and where first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Repairs {
    /// Characters that XML does not allow.
    pub(super) controls: u64,
    /// Where the first of them stood.
    pub(super) first_control: Place,
    /// Byte sequences that are no UTF-8.
    pub(super) malformed: u64,
    /// Where the first of them stood.
    pub(super) first_malformed: Place,
}

/// The repaired stream.
pub(super) struct Repair<R> {
    source: R,
    raw: Vec<u8>,
    out: Vec<u8>,
    at: usize,
    /// Where the next byte of `raw` stands.
    place: Place,
    /// Bytes handed out since [`Self::mark`] was last called.
    since_mark: u64,
    repairs: Repairs,
    ended: bool,
}

impl<R: Read> Repair<R> {
    /// Repairs `source`, whose first byte is the byte `start` of its file.
    pub(super) fn new(source: R, start: u64) -> Self {
        let place = Place { line: 1, byte: start };
        let (raw, out, repairs) = (Vec::new(), Vec::new(), Repairs::default());
        Self { source, raw, out, at: 0, place, since_mark: 0, repairs, ended: false }
    }

    /// What was repaired so far.
    pub(super) fn repairs(&self) -> Repairs {
        self.repairs
    }

    /// About where the reader is: the end of what was taken from the source.
    pub(super) fn place(&self) -> Place {
        self.place
    }

    /// Tells that a section ended, so that the limit counts anew.
    pub(super) fn mark(&mut self) {
        self.since_mark = 0;
    }

    fn refill(&mut self) -> io::Result<()> {
        self.out.clear();
        self.at = 0;
        let held = self.raw.len();
        self.raw.resize(held + CHUNK, 0);
        let free = self.raw.get_mut(held..).unwrap_or_default();
        let read = loop {
            match self.source.read(free) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        self.raw.truncate(held + *read.as_ref().unwrap_or(&0));
        self.ended = read? == 0;
        let raw = std::mem::take(&mut self.raw);
        let used = self.repair(&raw);
        self.raw.extend_from_slice(raw.get(used..).unwrap_or_default());
        Ok(())
    }

    /// Repairs `raw` into `out`; returns how much of it was used: a character may go on in the next chunk.
    fn repair(&mut self, raw: &[u8]) -> usize {
        let mut used = 0;
        while let Some(rest) = raw.get(used..).filter(|rest| !rest.is_empty()) {
            match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.clean(text);
                    return raw.len();
                }
                Err(error) => {
                    let (valid, broken) = rest.split_at_checked(error.valid_up_to()).unwrap_or((rest, &[]));
                    self.clean(std::str::from_utf8(valid).unwrap_or_default());
                    used += valid.len();
                    let length = match error.error_len() {
                        Some(length) => length,
                        None if !self.ended => return used,
                        None => broken.len(),
                    };
                    if self.repairs.malformed == 0 {
                        self.repairs.first_malformed = self.place;
                    }
                    self.repairs.malformed += 1;
                    self.out.extend_from_slice("\u{fffd}".as_bytes());
                    self.place.byte += length as u64;
                    used += length;
                }
            }
        }
        used
    }

    /// Copies `text` without what XML does not allow.
    fn clean(&mut self, text: &str) {
        let unwanted = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
        let mut rest = text;
        while let Some(at) = rest.find(unwanted) {
            let (sound, from) = rest.split_at(at);
            self.copy(sound);
            let Some(control) = from.chars().next() else {
                break;
            };
            if self.repairs.controls == 0 {
                self.repairs.first_control = self.place;
            }
            self.repairs.controls += 1;
            if matches!(control, '\u{b}' | '\u{c}') {
                self.out.push(b' ');
            }
            self.place.byte += control.len_utf8() as u64;
            rest = from.get(control.len_utf8()..).unwrap_or_default();
        }
        self.copy(rest);
    }

    fn copy(&mut self, sound: &str) {
        self.out.extend_from_slice(sound.as_bytes());
        self.place.line += memchr::memchr_iter(b'\n', sound.as_bytes()).count() as u64;
        self.place.byte += sound.len() as u64;
    }
}

impl<R: Read> Read for Repair<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(to.len());
        if let (Some(to), Some(from)) = (to.get_mut(..count), available.get(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Repair<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at >= self.out.len() && !self.ended {
            self.refill()?;
        }
        if self.since_mark > SECTION_LIMIT {
            return Err(io::Error::other(format!("a text before byte {} is larger than 64 MiB", self.place.byte)));
        }
        Ok(self.out.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
        self.since_mark += count as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, so that every character is split.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else {
                return Ok(0);
            };
            to[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    #[test]
    fn what_xml_does_not_allow_is_taken_out_wherever_chunks_end() {
        let bytes = "a\u{b}b\0\n\u{ffff}Sjögren\u{1f600}".as_bytes();
        let bytes = [bytes, b"\xff.\xe2\x82"].concat();
        let mut repair = Repair::new(Trickle(&bytes), 100);
        let mut text = String::new();
        repair.read_to_string(&mut text).unwrap();
        assert_eq!(text, "a b\nSjögren\u{1f600}\u{fffd}.\u{fffd}");
        let repairs = repair.repairs();
        assert_eq!((repairs.controls, repairs.first_control), (3, Place { line: 1, byte: 101 }));
        assert_eq!((repairs.malformed, repairs.first_malformed), (2, Place { line: 2, byte: 120 }));
    }
}
