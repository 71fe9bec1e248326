//! Splits a stream of JSON into its elements without parsing it: arrays of objects, one object after another, several
//! answers in one file.
//!
//! A pushdown scanner finds where each element ends; `serde_json` then reads that element alone ([`super::rest`]). So a
//! gigabyte in one array costs the memory of its largest element, and a broken element is one lost element: the scanner
//! goes on at the next `,{"id":`, which stands in no string, because its quotes would be escaped there.

use std::io::{self, BufRead};

mod recover;
mod scan;
#[cfg(test)]
mod tests;

use scan::{Outcome, Scan};

/// Larger elements are passed over, not kept.
const ELEMENT_LIMIT: usize = 64 << 20;

/// What the splitter found; the bytes of the element are in the buffer given to [`Splitter::next_piece`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// A whole value that starts at byte `at`.
    Value {
        /// Offset of its first byte.
        at: u64,
    },
    /// A value that ends nowhere or is too large; the buffer has its beginning.
    Broken {
        /// Offset of its first byte.
        at: u64,
        /// Offset of the byte where it went wrong.
        fault: u64,
        /// What is wrong.
        reason: &'static str,
    },
}

/// How a stream that was not read to its proper end was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cut {
    /// Offset of the value, or of the array, that does not end.
    pub(super) at: u64,
    /// What is missing.
    pub(super) missing: &'static str,
    /// Whether what there is could be the beginning of a page: it has an `id`, or nothing at all.
    pub(super) could_be_page: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Top,
    /// Inside an array that begins at the offset; `after_value` if a comma or `]` is due.
    Array {
        at: u64,
        empty: bool,
        after_value: bool,
    },
}

/// Reads pieces off a stream.
pub(super) struct Splitter<R> {
    input: R,
    offset: u64,
    place: Place,
    /// The start of the next element, already read while looking for it.
    resumed: Option<(u64, Vec<u8>)>,
    /// The key, in its quotes, that the last sound element began with: WordPress writes `"id"` first.
    key: Vec<u8>,
    cut: Option<Cut>,
    junk: u64,
    first_junk: Option<u64>,
    limit: usize,
}

impl<R: BufRead> Splitter<R> {
    /// Splits `input`, whose first byte is the byte `offset` of its file.
    pub(super) fn new(input: R, offset: u64) -> Self {
        Self {
            input,
            offset,
            place: Place::Top,
            resumed: None,
            key: b"\"id\"".to_vec(),
            cut: None,
            junk: 0,
            first_junk: None,
            limit: ELEMENT_LIMIT,
        }
    }

    /// How the stream was cut short, if it was; final once [`Self::next_piece`] has returned `None`.
    pub(super) fn cut(&self) -> Option<Cut> {
        self.cut
    }

    /// Bytes between values that are neither JSON nor white space: where the first is, and how many.
    pub(super) fn junk(&self) -> Option<(u64, u64)> {
        self.first_junk.map(|at| (at, self.junk))
    }

    /// The next element, its bytes in `value`; `None` at the end of the stream.
    pub(super) fn next_piece(&mut self, value: &mut Vec<u8>) -> io::Result<Option<Piece>> {
        loop {
            value.clear();
            if let Some((at, prefix)) = self.resumed.take() {
                value.extend_from_slice(&prefix);
                if let Some(piece) = self.value(value, Scan::inside_object_after_key(), at)? {
                    return Ok(Some(piece));
                }
                continue;
            }
            let Some(byte) = self.peek_token()? else {
                self.end();
                return Ok(None);
            };
            let at = self.offset;
            match (self.place, byte) {
                (Place::Top, b'[') => {
                    self.bump(1);
                    self.place = Place::Array { at, empty: true, after_value: false };
                }
                (Place::Top, b'{') | (Place::Array { .. }, b'{' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                    if let Some(piece) = self.value(value, Scan::new(), at)? {
                        return Ok(Some(piece));
                    }
                }
                (Place::Top, b',') => self.bump(1),
                (Place::Top, _) => self.pass_over(1),
                (Place::Array { .. }, b']') => {
                    self.bump(1);
                    self.place = Place::Top;
                }
                (Place::Array { at, empty, .. }, b',') => {
                    self.bump(1);
                    self.place = Place::Array { at, empty, after_value: false };
                }
                // Another answer begins where this one should go on.
                (Place::Array { at, after_value: true, .. }, b'[') => self.cut_at(at),
                (Place::Array { .. }, b'[') => {
                    if let Some(piece) = self.value(value, Scan::new(), at)? {
                        return Ok(Some(piece));
                    }
                }
                // `[` that began no array: part of a warning that PHP printed between two answers.
                (Place::Array { empty: true, .. }, _) => {
                    self.place = Place::Top;
                    self.pass_over(1);
                }
                (Place::Array { .. }, _) => {
                    let fault = self.offset;
                    self.resync(false)?;
                    return Ok(Some(Piece::Broken { at, fault, reason: "a value or `]` is due" }));
                }
            }
        }
    }

    /// Reads one value into `value`. `None` if it was junk, or the stream ended inside it.
    fn value(&mut self, value: &mut Vec<u8>, mut scan: Scan, at: u64) -> io::Result<Option<Piece>> {
        if let Place::Array { at, .. } = self.place {
            self.place = Place::Array { at, empty: false, after_value: true };
        }
        let mut too_large = false;
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                self.cut_inside(at, value);
                return Ok(None);
            }
            let (used, outcome) = scan.feed(chunk);
            if value.len() + used > self.limit {
                too_large = true;
            } else {
                value.extend_from_slice(chunk.get(..used).unwrap_or_default());
            }
            self.bump(used);
            match outcome {
                Outcome::More => {}
                Outcome::Done if too_large => {
                    let reason = "it is larger than 64 MiB";
                    return Ok(Some(Piece::Broken { at, fault: at, reason }));
                }
                Outcome::Done => {
                    self.note_key(value);
                    return Ok(Some(Piece::Value { at }));
                }
                Outcome::NextAnswer => {
                    self.cut_inside(at, value);
                    return Ok(None);
                }
                Outcome::Fault(_) if self.place == Place::Top && self.offset == at + 1 => {
                    self.note_junk(at, 1);
                    return Ok(None);
                }
                Outcome::Fault(reason) => {
                    let fault = self.offset;
                    if self.place == Place::Top {
                        self.skip_line()?;
                    } else {
                        self.resync(scan.after_comma())?;
                    }
                    return Ok(Some(Piece::Broken { at, fault, reason }));
                }
            }
        }
    }

    /// At the end of the stream: an array that is still open was cut short.
    fn end(&mut self) {
        if let Place::Array { at, .. } = self.place {
            self.cut_at(at);
        }
    }

    /// The value at `at`, of which `value` is the beginning, does not end.
    fn cut_inside(&mut self, at: u64, value: &[u8]) {
        let was_cut = self.cut.is_some();
        self.cut_at(at);
        if let Some(cut) = self.cut.as_mut().filter(|_| !was_cut) {
            cut.could_be_page = memchr::memmem::find(value, b"\"id\"").is_some();
        }
    }

    /// The array or the value at `at` does not end: what follows is read as a new answer.
    fn cut_at(&mut self, at: u64) {
        let missing = if matches!(self.place, Place::Array { .. }) { "the array's `]`" } else { "the object's `}`" };
        self.cut.get_or_insert(Cut { at, missing, could_be_page: true });
        self.place = Place::Top;
    }
}
