//! The pushdown automaton that follows one JSON value byte by byte, across any division into chunks.
//!
//! Knows where a key, a colon, a value or a comma is due, so that a lost quote or bracket is noticed where it happens.
//! What numbers, literals and escapes are is left to `serde_json`.

/// What a chunk brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The value goes on in the next chunk.
    More,
    /// The value ends with the bytes used.
    Done,
    /// This cannot stand here; the byte is the one after those used.
    Fault(&'static str),
    /// The value breaks off at the end of a line and an answer begins on the next one, after the bytes used.
    NextAnswer,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Due {
    Value,
    ValueOrEnd,
    Key,
    KeyOrEnd,
    Colon,
    CommaOrEnd,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Structure,
    Text,
    Escape,
    /// A line ended inside a string, which JSON does not allow.
    TextBreak,
    /// A number or `true`, `false`, `null`.
    Scalar,
}

/// The state inside one value.
#[derive(Debug)]
pub(super) struct Scan {
    open: Vec<u8>,
    due: Due,
    mode: Mode,
    at_line_start: bool,
    after_comma: bool,
}

impl Scan {
    /// Before the first byte of a value.
    pub(super) fn new() -> Self {
        Self { open: Vec::new(), due: Due::Value, mode: Mode::Structure, at_line_start: false, after_comma: false }
    }

    /// Inside an object whose first key has been read and whose colon is due.
    pub(super) fn inside_object_after_key() -> Self {
        Self { open: vec![b'{'], due: Due::Colon, ..Self::new() }
    }

    /// Whether the last byte of structure was a comma.
    pub(super) fn after_comma(&self) -> bool {
        self.after_comma
    }

    /// Follows the value through `chunk`: how many bytes of it belong to the value so far, and what came of it.
    pub(super) fn feed(&mut self, chunk: &[u8]) -> (usize, Outcome) {
        let mut at = 0;
        while let Some(&byte) = chunk.get(at) {
            match self.mode {
                Mode::Text => {
                    let rest = chunk.get(at..).unwrap_or_default();
                    let Some(stop) = memchr::memchr3(b'"', b'\\', b'\n', rest) else {
                        return (chunk.len(), Outcome::More);
                    };
                    at += stop + 1;
                    match rest.get(stop) {
                        Some(b'\\') => self.mode = Mode::Escape,
                        Some(b'\n') => self.mode = Mode::TextBreak,
                        _ => {
                            self.mode = Mode::Structure;
                            if self.open.is_empty() {
                                return (at, Outcome::Done);
                            }
                        }
                    }
                }
                Mode::Escape => {
                    at += 1;
                    self.mode = Mode::Text;
                }
                Mode::TextBreak if byte.is_ascii_whitespace() => at += 1,
                Mode::TextBreak if matches!(byte, b'[' | b'{') => return (at, Outcome::NextAnswer),
                Mode::TextBreak => self.mode = Mode::Text,
                Mode::Scalar if byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.') => {
                    at += 1;
                }
                Mode::Scalar => {
                    self.mode = Mode::Structure;
                    if self.open.is_empty() {
                        return (at, Outcome::Done);
                    }
                }
                Mode::Structure if byte.is_ascii_whitespace() => {
                    self.at_line_start |= byte == b'\n';
                    at += 1;
                }
                Mode::Structure => {
                    if let Err(fault) = self.structure(byte) {
                        return (at, fault);
                    }
                    at += 1;
                    self.at_line_start = false;
                    self.after_comma = byte == b',';
                    if self.open.is_empty() && self.mode == Mode::Structure {
                        return (at, Outcome::Done);
                    }
                }
            }
        }
        (at, Outcome::More)
    }

    /// Takes a byte that is no white space, outside strings and scalars.
    fn structure(&mut self, byte: u8) -> Result<(), Outcome> {
        match (self.due, byte) {
            (Due::Value | Due::ValueOrEnd, b'"') => self.text(Due::CommaOrEnd),
            (Due::Key | Due::KeyOrEnd, b'"') => self.text(Due::Colon),
            (Due::Value | Due::ValueOrEnd, b'{') => self.enter(b'{', Due::KeyOrEnd),
            (Due::Value | Due::ValueOrEnd, b'[') => self.enter(b'[', Due::ValueOrEnd),
            (Due::Value | Due::ValueOrEnd, b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => {
                self.mode = Mode::Scalar;
                self.due = Due::CommaOrEnd;
            }
            (Due::Colon, b':') => self.due = Due::Value,
            (Due::CommaOrEnd, b',') => {
                self.due = if self.open.last() == Some(&b'{') { Due::Key } else { Due::Value };
            }
            (Due::CommaOrEnd | Due::KeyOrEnd, b'}') if self.open.last() == Some(&b'{') => {
                self.leave();
            }
            (Due::CommaOrEnd | Due::ValueOrEnd, b']') if self.open.last() == Some(&b'[') => {
                self.leave();
            }
            (_, b'[' | b'{') if self.at_line_start => return Err(Outcome::NextAnswer),
            (Due::Value | Due::ValueOrEnd, _) => return Err(Outcome::Fault("a value is due")),
            (Due::Key | Due::KeyOrEnd, _) => return Err(Outcome::Fault("a key is due")),
            (Due::Colon, _) => return Err(Outcome::Fault("`:` is due")),
            (Due::CommaOrEnd, _) => return Err(Outcome::Fault("`,` or a closing bracket is due")),
        }
        Ok(())
    }

    fn text(&mut self, then: Due) {
        self.mode = Mode::Text;
        self.due = then;
    }

    fn enter(&mut self, bracket: u8, then: Due) {
        self.open.push(bracket);
        self.due = then;
    }

    fn leave(&mut self) {
        self.open.pop();
        self.due = Due::CommaOrEnd;
    }
}
