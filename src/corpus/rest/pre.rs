//! JSON that a browser saved as a page: the text of a `<pre>`, its character references decoded once, up to `</pre>`.

use std::io::{self, BufRead, BufReader, Read};

use crate::corpus::plain::reference;

/// Longest reference that is decoded, in bytes.
const REFERENCE_LIMIT: usize = 14;
const END: &[u8] = b"</pre";

/// The text inside the `<pre>` in which `input` stands.
pub(in crate::corpus) fn unwrapped<'r>(input: impl BufRead + 'r) -> impl BufRead + 'r {
    BufReader::with_capacity(64 << 10, Unwrapped { input, held: Vec::new(), ended: false })
}

struct Unwrapped<R> {
    input: R,
    /// A `&…` or `</pre` of which the end is not read yet.
    held: Vec<u8>,
    ended: bool,
}

impl<R: BufRead> Unwrapped<R> {
    fn next_byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.input.fill_buf()?.first().copied();
        self.input.consume(usize::from(byte.is_some()));
        Ok(byte)
    }

    /// Collects what begins with `&` or `<` and decides what it is; returns the bytes that stand for it.
    fn special(&mut self) -> io::Result<Vec<u8>> {
        while self.held.len() < REFERENCE_LIMIT {
            let is_reference = self.held.first() == Some(&b'&');
            let done = if is_reference { self.held.ends_with(b";") } else { !END.starts_with(&self.held) };
            if done || self.held == END {
                break;
            }
            let Some(byte) = self.input.fill_buf()?.first().copied() else {
                break;
            };
            let part = byte.is_ascii_alphanumeric() || (is_reference && matches!(byte, b'#' | b';')) || byte == b'/';
            if !part {
                break;
            }
            self.held.push(byte);
            self.input.consume(1);
        }
        let held = std::mem::take(&mut self.held);
        if held == END {
            self.ended = true;
            return Ok(Vec::new());
        }
        let decoded = std::str::from_utf8(&held).ok().and_then(reference);
        Ok(match decoded {
            Some((c, length)) if length == held.len() => c.to_string().into_bytes(),
            _ => held,
        })
    }
}

impl<R: BufRead> Read for Unwrapped<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        // A special gives at most `REFERENCE_LIMIT` bytes; stop while there is still room for one.
        while !self.ended && written + REFERENCE_LIMIT <= out.len() {
            let chunk = self.input.fill_buf()?;
            let room = (out.len() - written).min(chunk.len());
            let plain = chunk.get(..room).unwrap_or_default();
            let plain = plain.get(..memchr::memchr2(b'&', b'<', plain).unwrap_or(plain.len())).unwrap_or_default();
            if plain.is_empty() {
                let Some(first) = self.next_byte()? else {
                    break;
                };
                self.held.push(first);
                let decoded = self.special()?;
                if let Some(place) = out.get_mut(written..written + decoded.len()) {
                    place.copy_from_slice(&decoded);
                }
                written += decoded.len();
                continue;
            }
            let length = plain.len();
            if let Some(place) = out.get_mut(written..written + length) {
                place.copy_from_slice(plain);
            }
            self.input.consume(length);
            written += length;
        }
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(page: &str) -> String {
        let mut text = String::new();
        unwrapped(BufReader::with_capacity(2, page.as_bytes())).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn references_are_decoded_once_up_to_the_end_tag() {
        let page = "[{&quot;a&#34;:\"&lt;p>&amp;#8217; & &nosuch; <b a&b\"}]</pre></body>";
        assert_eq!(text_of(page), "[{\"a\":\"<p>&#8217; & &nosuch; <b a&b\"}]");
    }
}
