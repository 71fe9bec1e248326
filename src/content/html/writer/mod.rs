//! The writer: text and breaks in, blocks out.
//!
//! It folds white space, keeps the runs, links and images of the block it is writing, and knows from its contexts
//! what kind of block comes next. It knows nothing of elements.

mod context;
mod ending;
mod links;
mod visible;

use crate::content::block::{Block, BlockKind, Image, Link, Run};
use crate::content::normalise;
use links::OpenLink;
use visible::{is_spaced_singly, stretch};

pub(super) use context::{Context, Gap, Lines};

/// See the module.
pub(super) struct Writer {
    done: Vec<Block>,
    text: String,
    runs: Vec<Run>,
    links: Vec<Link>,
    images: Vec<Image>,
    open_links: Vec<OpenLink>,
    contexts: Vec<Context>,
    gap: Gap,
    /// The next character begins a run.
    split: bool,
    /// Text for reading that comes before the next visible character, outside every run.
    prefix: String,
    /// Where the first visible character since [`Writer::mark`] stands.
    marked: Option<usize>,
    id: Option<String>,
    /// `id` of the paragraph that has begun.
    own: Option<String>,
    /// `id` of an empty anchor that no text has followed.
    anchor: Option<String>,
    /// Depth in superscripts and other text that no text fragment may be cut from.
    pub(super) raised: u32,
    pub(super) screen: u16,
    /// Depth in dynamic blocks.
    pub(super) dynamic: u32,
}

impl Writer {
    pub(super) fn new() -> Self {
        Self {
            done: Vec::new(),
            text: String::new(),
            runs: Vec::new(),
            links: Vec::new(),
            images: Vec::new(),
            open_links: Vec::new(),
            contexts: vec![Context::new(BlockKind::Paragraph, None)],
            gap: Gap::None,
            split: true,
            prefix: String::new(),
            marked: None,
            id: None,
            own: None,
            anchor: None,
            raised: 0,
            screen: 0,
            dynamic: 0,
        }
    }

    /// Writes text, its white space folded; `lines` says what a line feed in it means.
    pub(super) fn text(&mut self, text: &str, lines: Lines) {
        let clean = normalise::clean(text);
        let mut rest = clean.as_ref();
        if lines == Lines::Folded && is_spaced_singly(rest) {
            // So is nearly every text: its words are written as they stand.
            let words = rest.trim_matches(' ');
            if rest.starts_with(' ') {
                self.space(0, lines);
            }
            if !words.is_empty() {
                self.visible(words);
                if rest.ends_with(' ') {
                    self.space(0, lines);
                }
            }
            return;
        }
        while !rest.is_empty() {
            let word_starts = rest.find(|c| c != ' ' && c != '\n').unwrap_or(rest.len());
            let (space, after) = rest.split_at(word_starts);
            if !space.is_empty() {
                self.space(space.bytes().filter(|&b| b == b'\n').count(), lines);
            }
            let word_ends = stretch(after, lines);
            let (words, after) = after.split_at(word_ends);
            if !words.is_empty() {
                self.visible(words);
            }
            rest = after;
        }
    }

    /// Owes white space that has so many line feeds.
    pub(super) fn space(&mut self, line_feeds: usize, lines: Lines) {
        match (lines, line_feeds) {
            (Lines::Paragraphs, 2..) => self.boundary(),
            (Lines::Paragraphs | Lines::Kept, 1..) => self.owe(Gap::Break),
            _ => self.owe(Gap::Space),
        }
    }

    /// Owes a gap, if there is text for it to part.
    pub(super) fn owe(&mut self, gap: Gap) {
        if !self.text.is_empty() {
            self.gap = self.gap.max(gap);
        }
    }

    /// The page breaks the line: twice in a row, a paragraph ends.
    pub(super) fn line_break(&mut self) {
        if self.gap == Gap::Break {
            self.boundary();
        } else if self.is_closed() && self.kind() != BlockKind::Preformatted {
            self.split = true;
            self.owe(Gap::Space);
        } else {
            self.owe(Gap::Break);
        }
    }

    /// Forgets the gap: what comes next brings its own.
    pub(super) fn drop_gap(&mut self) {
        self.gap = Gap::None;
    }

    /// The next visible character begins a run.
    pub(super) fn split(&mut self) {
        self.split = true;
    }

    /// Puts text before the next visible character that is there for reading only.
    pub(super) fn prefix(&mut self, text: &str) {
        self.prefix.push_str(text);
    }

    /// The same, but only where text stands before it.
    pub(super) fn prefix_after_text(&mut self, text: &str) {
        if !self.text.is_empty() && self.gap == Gap::None {
            self.prefix(text);
        }
    }

    pub(super) fn prefix_length(&self) -> usize {
        self.prefix.len()
    }

    pub(super) fn take_prefix(&mut self) -> String {
        std::mem::take(&mut self.prefix)
    }

    pub(super) fn cut_prefix(&mut self, length: usize) {
        self.prefix.truncate(length);
    }

    /// Writes text for reading only, now: outside every run, and only after visible text.
    pub(super) fn aside(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push_str(text);
            self.split = true;
            self.gap = Gap::None;
        }
    }

    /// Remembers where the next visible character is written.
    pub(super) fn mark(&mut self) {
        self.marked = None;
    }

    /// What was written since the mark.
    pub(super) fn since_mark(&self) -> &str {
        self.marked.and_then(|at| self.text.get(at..)).unwrap_or_default()
    }

    /// How many visible texts there are so far: only to be compared.
    pub(super) fn progress(&self) -> (usize, usize) {
        (self.done.len(), self.text.len())
    }

    /// No text has been written yet.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty() && self.done.is_empty()
    }

    /// A paragraph ends here, and another may begin.
    pub(super) fn boundary(&mut self) {
        self.own = None;
        match self.contexts.last().and_then(|context| context.parts) {
            Some(gap) => self.owe(gap),
            None => self.flush(),
        }
    }

    /// Enters a context; where nothing of another kind may begin, this is only a boundary and `false` is returned.
    pub(super) fn enter(&mut self, context: Context) -> bool {
        if self.is_closed() {
            self.boundary();
            return false;
        }
        self.flush();
        self.contexts.push(context);
        true
    }

    /// Leaves the context that [`Writer::enter`] entered, as it said.
    pub(super) fn leave(&mut self, entered: bool) {
        if entered {
            self.flush();
            if self.contexts.len() > 1 {
                self.contexts.pop();
            }
        } else {
            self.boundary();
        }
    }

    /// Nothing of another kind may begin here.
    pub(super) fn is_closed(&self) -> bool {
        self.contexts.last().is_some_and(|context| context.closed)
    }

    /// The kind of block that text becomes here.
    pub(super) fn kind(&self) -> BlockKind {
        self.contexts.last().map_or(BlockKind::Paragraph, |context| context.kind)
    }

    /// An element with an `id` begins inside the current context.
    pub(super) fn inner_id(&mut self, id: &str) {
        if self.text.is_empty()
            && let Some(context) = self.contexts.last_mut()
            && matches!(context.kind, BlockKind::Heading(_) | BlockKind::Summary)
            && context.id.is_none()
        {
            context.id = Some(id.to_owned());
        }
    }

    /// A paragraph with an `id` begins.
    pub(super) fn own_id(&mut self, id: String) {
        self.own = Some(id);
    }

    /// An element with an `id` ended without any text.
    pub(super) fn empty_anchor(&mut self, id: String) {
        self.anchor = Some(id);
    }

    /// The text of the block being written, so far.
    pub(super) fn written(&self) -> &str {
        &self.text
    }

    /// An image stands here.
    pub(super) fn image(&mut self, image: Image) {
        self.images.push(image);
        self.split = true;
    }
}
