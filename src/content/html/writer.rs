//! The writer: text and breaks in, blocks out.
//!
//! It folds white space, keeps the runs, links and images of the block it is writing, and knows from its contexts
//! what kind of block comes next. It knows nothing of elements.

use crate::content::block::{Block, BlockKind, Image, Link, Run};
use crate::content::normalise;

/// What is owed before the next visible character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    /// White space of the page.
    Space,
    /// Parts of one cell: a comma where none stands.
    Listing,
    /// A paragraph of the same block.
    Line,
    /// A line break of the page.
    Break,
}

/// Where text stands: what kind of block it becomes.
#[derive(Debug, Clone)]
pub(super) struct Context {
    kind: BlockKind,
    /// What parts paragraphs inside it; `None` if each is a block of its own.
    parts: Option<Gap>,
    /// Nothing inside it begins a block of another kind.
    closed: bool,
    /// Text in it is such that a text fragment must not be cut from it.
    plain: bool,
    id: Option<String>,
}

impl Context {
    /// The context that makes blocks of a kind, of the element with this `id`.
    pub(super) fn new(kind: BlockKind, id: Option<String>) -> Self {
        let (parts, closed) = match kind {
            BlockKind::Heading(_) | BlockKind::Summary | BlockKind::Term | BlockKind::Caption => {
                (Some(Gap::Space), true)
            }
            BlockKind::ListItem { .. } | BlockKind::Definition => (Some(Gap::Line), false),
            BlockKind::Preformatted => (Some(Gap::Line), true),
            BlockKind::TableRow => (Some(Gap::Listing), true),
            BlockKind::Paragraph | BlockKind::Quote => (None, false),
        };
        let plain = !matches!(kind, BlockKind::Heading(_) | BlockKind::Summary);
        Self { kind, parts, closed, plain, id }
    }
}

/// A link over more blocks than this is kept for the first of them only.
const BLOCKS_OF_A_LINK: u8 = 20;

struct OpenLink {
    target: String,
    /// Where its words begin in the block being written.
    start: Option<u32>,
    /// Blocks that hold words of it.
    blocks: u8,
}

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

    fn visible(&mut self, words: &str) {
        if self.text.is_empty() {
            self.begin();
        }
        let plain = self.raised == 0 && self.contexts.last().is_none_or(|context| context.plain);
        self.settle_gap(plain);
        let start = self.text.len() as u32;
        self.text.push_str(words);
        let end = self.text.len() as u32;
        match self.runs.last_mut() {
            Some(run) if !self.split && run.plain == plain && run.range.end == start => {
                run.range.end = end;
            }
            _ => self.runs.push(Run { range: start..end, plain }),
        }
        self.split = false;
        self.anchor = None;
        self.marked.get_or_insert(start as usize);
        for link in &mut self.open_links {
            if link.start.is_none() && link.blocks < BLOCKS_OF_A_LINK {
                link.start = Some(start);
                link.blocks += 1;
            }
        }
    }

    /// The first visible character of a block: its `id` is decided.
    fn begin(&mut self) {
        self.gap = Gap::None;
        self.split = true;
        let context = self.contexts.last_mut();
        let heading =
            context.as_ref().is_some_and(|context| matches!(context.kind, BlockKind::Heading(_) | BlockKind::Summary));
        self.id = context.and_then(|context| context.id.take()).or_else(|| self.own.take());
        if heading {
            self.id = self.id.take().or_else(|| self.anchor.take());
        }
    }

    /// Writes what is owed before text that is `plain` or not.
    fn settle_gap(&mut self, plain: bool) {
        let mut gap = std::mem::replace(&mut self.gap, Gap::None);
        if self.marked.is_none() && self.kind() == BlockKind::TableRow {
            // A cell begins: what parts it from the last one is in the prefix.
            gap = Gap::None;
        }
        let start = self.text.len() as u32;
        match gap {
            Gap::None => {}
            Gap::Space => {
                self.text.push(' ');
                match self.runs.last_mut() {
                    Some(run) if run.range.end == start && (run.plain || !plain) => {
                        run.range.end += 1;
                    }
                    Some(run) if run.range.end == start && !self.split => {
                        self.runs.push(Run { range: start..start + 1, plain });
                    }
                    _ => {}
                }
            }
            Gap::Listing => {
                let parted = self.text.chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != ')');
                self.text.push_str(if parted { " " } else { ", " });
                self.split = true;
            }
            Gap::Line => {
                self.text.push('\n');
                self.split = true;
            }
            Gap::Break => {
                self.text.push('\n');
                self.runs.push(Run { range: start..start + 1, plain: false });
                self.split = true;
            }
        }
        if !self.prefix.is_empty() {
            let prefix = if self.text.ends_with([' ', '\n']) {
                self.prefix.trim_start_matches(' ')
            } else if self.text.is_empty() {
                self.prefix.trim_start_matches([' ', ';', ':'])
            } else {
                &self.prefix
            };
            self.text.push_str(prefix);
            self.prefix.clear();
            self.split = true;
        }
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

    /// A link begins; `false` if it stands in too many others to be kept.
    pub(super) fn open_link(&mut self, target: String) -> bool {
        let kept = self.open_links.len() < 4;
        if kept {
            self.open_links.push(OpenLink { target, start: None, blocks: 0 });
        }
        kept
    }

    pub(super) fn close_link(&mut self) {
        let Some(link) = self.open_links.pop() else {
            return;
        };
        let end = self.text.len() as u32;
        match link.start {
            Some(start) => self.links.push(Link { target: link.target, range: start..end }),
            None if link.blocks == 0 => self.links.push(Link { target: link.target, range: end..end }),
            None => {}
        }
    }

    /// The target of the link that text belongs to here.
    pub(super) fn link(&self) -> Option<&str> {
        self.open_links.last().map(|link| link.target.as_str())
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

    /// Ends the block being written, if it has any text.
    pub(super) fn flush(&mut self) {
        self.gap = Gap::None;
        self.prefix.clear();
        if self.text.is_empty() {
            return;
        }
        let end = self.text.len() as u32;
        for link in &mut self.open_links {
            if let Some(start) = link.start.take() {
                self.links.push(Link { target: link.target.clone(), range: start..end });
            }
        }
        self.marked = None;
        let kind = self.kind();
        if let Some(Context { kind: BlockKind::ListItem { number, .. }, .. }) = self.contexts.last_mut() {
            *number = None;
        }
        self.done.push(Block {
            kind,
            text: std::mem::take(&mut self.text),
            runs: std::mem::take(&mut self.runs),
            id: self.id.take(),
            screen: self.screen,
            links: std::mem::take(&mut self.links),
            images: std::mem::take(&mut self.images),
            dynamic: self.dynamic > 0,
        });
    }

    /// The blocks. Links and images after the last text belong to the last block; if there is none, to an empty
    /// paragraph.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flush();
        if self.links.is_empty() && self.images.is_empty() {
            return self.done;
        }
        if let Some(last) = self.done.last_mut() {
            let end = last.text.len() as u32;
            last.links.extend(self.links.drain(..).map(|link| Link { target: link.target, range: end..end }));
            last.images.append(&mut self.images);
            return self.done;
        }
        self.done.push(Block {
            kind: BlockKind::Paragraph,
            text: String::new(),
            runs: Vec::new(),
            id: None,
            screen: self.screen,
            links: self.links,
            images: self.images,
            dynamic: self.dynamic > 0,
        });
        self.done
    }
}

/// What a line feed in text means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// White space.
    Folded,
    /// A line break (`<pre>`).
    Kept,
    /// A line break, and two of them a new paragraph (the classic editor).
    Paragraphs,
}

/// Length of the text that can be written as it stands: words with single spaces between them.
fn stretch(text: &str, lines: Lines) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let is_end = match byte {
            b'\n' => true,
            b' ' => lines != Lines::Folded || matches!(bytes.get(at + 1), None | Some(b' ' | b'\n')),
            _ => false,
        };
        if is_end {
            return at;
        }
        at += 1;
    }
    at
}
