//! A byte stream whose beginning can be looked at before it is read, and what its first bytes say it is.

use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};
use memchr::memmem;

/// How far [`Input::peek`] looks: what a format is recognised by stands within.
const HEAD: usize = 64 << 10;
const BUFFER: usize = 64 << 10;

/// A buffered stream of bytes with a look at its beginning.
pub(in crate::corpus) struct Input<'r> {
    source: Box<dyn Read + Send + 'r>,
    buffer: Vec<u8>,
    at: usize,
    /// A failure met while looking ahead, due once the bytes before it are read.
    failure: Option<io::Error>,
}

impl<'r> Input<'r> {
    /// Reads from `source`.
    pub(in crate::corpus) fn new(source: impl Read + Send + 'r) -> Self {
        Self { source: Box::new(source), buffer: Vec::new(), at: 0, failure: None }
    }

    /// The first 64 KiB, or all there is; call before reading.
    pub(in crate::corpus) fn peek(&mut self) -> io::Result<&[u8]> {
        if self.buffer.len() < HEAD {
            let missing = (HEAD - self.buffer.len()) as u64;
            match self.source.by_ref().take(missing).read_to_end(&mut self.buffer) {
                // What was unpacked before the cut is still worth a look: it says what was cut short.
                Err(error) if !self.buffer.is_empty() => self.failure = Some(error),
                other => {
                    other?;
                }
            }
        }
        Ok(&self.buffer)
    }
}

impl Read for Input<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), available.get(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Input<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at >= self.buffer.len() {
            if let Some(failure) = self.failure.take() {
                return Err(failure);
            }
            self.buffer.resize(BUFFER, 0);
            let count = read_retrying(&mut self.source, &mut self.buffer);
            self.buffer.truncate(*count.as_ref().unwrap_or(&0));
            self.at = 0;
            count?;
        }
        Ok(self.buffer.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}

pub(in crate::corpus) fn read_retrying(source: &mut dyn Read, out: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(out) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

/// What a file is packed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    Zip,
}

impl Packing {
    /// By the magic number that a file begins with.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        match head {
            [0x1f, 0x8b, ..] => Some(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::Zstd),
            [b'P', b'K', 3 | 5, 4 | 6, ..] => Some(Self::Zip),
            _ => None,
        }
    }
}

/// A text in another encoding, as UTF-8.
pub(super) struct Decoded<'r> {
    source: Input<'r>,
    decoder: Decoder,
    out: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<'r> Decoded<'r> {
    /// Decodes `input` if it begins like UTF-16 or says in its XML declaration that it is not UTF-8.
    pub(super) fn wrap(mut input: Input<'r>) -> io::Result<Input<'r>> {
        let Some(encoding) = encoding_of(input.peek()?) else {
            return Ok(input);
        };
        let decoder = encoding.new_decoder_with_bom_removal();
        Ok(Input::new(Self { source: input, decoder, out: Vec::new(), at: 0, ended: false }))
    }

    fn refill(&mut self) -> io::Result<()> {
        let raw = self.source.fill_buf()?;
        let last = raw.is_empty();
        let room = self.decoder.max_utf8_buffer_length(raw.len()).unwrap_or(BUFFER).max(16);
        self.out.resize(room, 0);
        let (result, read, written, _) = self.decoder.decode_to_utf8(raw, &mut self.out, last);
        self.source.consume(read);
        self.out.truncate(written);
        self.at = 0;
        self.ended = last && result == CoderResult::InputEmpty;
        Ok(())
    }
}

impl Read for Decoded<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.out.len() && !self.ended {
            self.refill()?;
        }
        let available = self.out.get(self.at..).unwrap_or_default();
        let count = available.len().min(to.len());
        if let (Some(to), Some(from)) = (to.get_mut(..count), available.get(..count)) {
            to.copy_from_slice(from);
        }
        self.at += count;
        Ok(count)
    }
}

fn encoding_of(head: &[u8]) -> Option<&'static Encoding> {
    match head {
        [0xff, 0xfe, ..] | [b'[' | b'{' | b'<', 0, ..] => return Some(UTF_16LE),
        [0xfe, 0xff, ..] | [0, b'[' | b'{' | b'<', ..] => return Some(UTF_16BE),
        _ => {}
    }
    let declaration = head.get(memmem::find(head.get(..4096).unwrap_or(head), b"<?xml")?..)?;
    let declaration = declaration.get(..memmem::find(declaration, b"?>")?)?;
    let value = declaration.get(memmem::find(declaration, b"encoding=")? + 10..)?;
    let label = value.get(..memchr::memchr2(b'"', b'\'', value)?)?;
    let encoding = Encoding::for_label(label)?;
    // A text that says UTF-16 in ASCII letters is not in UTF-16.
    let stays = encoding == encoding_rs::UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE;
    (!stays).then_some(encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> String {
        let mut text = String::new();
        let input = Decoded::wrap(Input::new(bytes)).unwrap();
        io::BufReader::with_capacity(5, input).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn utf_16_is_told_with_and_without_its_mark() {
        let text = "[\"Sjögren 𝛼\"]";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&little), text);
        assert_eq!(decoded(&big), text);
        assert_eq!(decoded(&[&[0xff, 0xfe][..], &little].concat()), text);
        assert_eq!(decoded(&[&[0xfe, 0xff][..], &big].concat()), text);
    }

    #[test]
    fn an_xml_declaration_names_the_encoding() {
        assert_eq!(
            decoded(b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>Sj\xf6gren"),
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>Sj\u{f6}gren"
        );
        assert_eq!(
            decoded("<?xml version=\"1.0\" encoding=\"UTF-8\"?>ö".as_bytes()),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>ö"
        );
    }

    #[test]
    fn what_was_peeked_at_is_read_again() {
        let mut input = Input::new(&b"abc"[..]);
        assert_eq!(input.peek().unwrap(), b"abc");
        let mut all = Vec::new();
        input.read_to_end(&mut all).unwrap();
        assert_eq!(all, b"abc");
    }
}
