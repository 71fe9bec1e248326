//! Recovery: going on at the next element after a broken one, and the steps through the bytes.
//!
//! What is whole is found by the splitter itself.

use std::io::{self, BufRead};

use super::Splitter;

impl<R: BufRead> Splitter<R> {
    /// After a fault in an array: passes over everything up to the next `,{"id":` (the key
    /// that the elements begin with), or to the end of the stream.
    pub(super) fn resync(&mut self, mut comma: bool) -> io::Result<()> {
        let key = std::mem::take(&mut self.key);
        let found = self.resync_at(&key, &mut comma);
        self.key = key;
        found
    }

    fn resync_at(&mut self, key: &[u8], comma: &mut bool) -> io::Result<()> {
        let mut matched: Vec<u8> = Vec::new();
        let mut start = self.offset;
        loop {
            let Some(byte) = self.peek()? else {
                self.cut_at(self.offset);
                return Ok(());
            };
            // `matched` is `{` and what of the key has been seen after it, without the white space between.
            let expected = matched.len().checked_sub(1).map(|done| key.get(done).copied());
            match expected {
                None if byte == b'{' && *comma => {
                    start = self.offset;
                    matched.push(byte);
                }
                None => *comma = byte == b',' || (*comma && byte.is_ascii_whitespace()),
                Some(Some(due)) if byte == due => matched.push(byte),
                Some(Some(_)) if matched.len() == 1 && byte.is_ascii_whitespace() => {}
                Some(None) if byte.is_ascii_whitespace() => {}
                Some(None) if byte == b':' => {
                    self.resumed = Some((start, matched));
                    return Ok(());
                }
                Some(_) => {
                    matched.clear();
                    *comma = byte == b',';
                }
            }
            self.bump(1);
        }
    }

    /// Remembers the key that an element begins with.
    pub(super) fn note_key(&mut self, value: &[u8]) {
        let first = value.strip_prefix(b"{").map(<[u8]>::trim_ascii_start).and_then(|rest| rest.strip_prefix(b"\""));
        let key = first.and_then(|rest| rest.get(..memchr::memchr2(b'"', b'\\', rest.get(..64).unwrap_or(rest))?));
        if let Some(key) = key {
            self.key = [b"\"", key, b"\""].concat();
        }
    }

    /// Passes over the rest of a line.
    pub(super) fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(());
            }
            if let Some(end) = memchr::memchr(b'\n', chunk) {
                self.bump(end + 1);
                return Ok(());
            }
            let length = chunk.len();
            self.bump(length);
        }
    }

    pub(super) fn note_junk(&mut self, at: u64, bytes: u64) {
        self.first_junk.get_or_insert(at);
        self.junk += bytes;
    }

    pub(super) fn pass_over(&mut self, bytes: usize) {
        self.note_junk(self.offset, bytes as u64);
        self.bump(bytes);
    }

    pub(super) fn bump(&mut self, bytes: usize) {
        self.input.consume(bytes);
        self.offset += bytes as u64;
    }

    pub(super) fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.input.fill_buf()?.first().copied())
    }

    /// The next byte that is no white space, not consumed.
    pub(super) fn peek_token(&mut self) -> io::Result<Option<u8>> {
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let blank = chunk.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let next = chunk.get(blank).copied();
            self.bump(blank);
            if next.is_some() {
                return Ok(next);
            }
        }
    }
}
