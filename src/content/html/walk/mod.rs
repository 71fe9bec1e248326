//! The walk: the nodes of a page in reading order, each told to the writer as its element asks.
//!
//! It keeps its own stack, so that no page is too deep for it.

mod address;
mod closing;
mod reference;

use super::dom::{Attributes, Kind, Node, element, kind, line_feeds};
use super::element::{Treatment, treatment};
use super::table::Table;
use super::unseen;
use super::writer::{Context, Gap, Lines, Writer};
use crate::content::block::{Block, BlockKind, Image};
use address::{address, image_source};
use closing::Closing;
use reference::is_reference;

/// Walks a page's tree; `classic` text has line feeds that mean paragraphs.
pub(super) fn blocks(root: &Node, classic: bool) -> Vec<Block> {
    let mut walk = Walk {
        writer: Writer::new(),
        todo: vec![Step::Open(Node::clone(root))],
        tables: Vec::new(),
        lists: Vec::new(),
        figures: Vec::new(),
        preformatted: 0,
        classic,
    };
    while let Some(step) = walk.todo.pop() {
        match step {
            Step::Open(node) => walk.open(&node),
            Step::Close(closing) => walk.close(closing),
        }
    }
    walk.writer.finish()
}

enum Step {
    Open(Node),
    Close(Closing),
}

/// How the items of an open list are numbered.
struct Numbering {
    ordered: bool,
    next: i64,
    step: i64,
}

struct Walk {
    writer: Writer,
    todo: Vec<Step>,
    tables: Vec<Table>,
    lists: Vec<Numbering>,
    /// Open figures: whether they have a caption.
    figures: Vec<bool>,
    preformatted: u32,
    classic: bool,
}

impl Walk {
    fn open(&mut self, node: &Node) {
        match kind(node) {
            Kind::Text(text) => self.writer.text(&text, self.lines()),
            Kind::Space => {
                let lines = self.lines();
                let line_feeds = if lines == Lines::Folded { 0 } else { line_feeds(node) };
                self.writer.space(line_feeds, lines);
            }
            Kind::Comment(text) => self.comment(text),
            Kind::Drawing => self.writer.split(),
            Kind::Root => self.children(node),
            Kind::Element(name, attributes) => self.element(node, name, attributes),
        }
    }

    fn lines(&self) -> Lines {
        match (self.preformatted > 0, self.classic) {
            (true, _) => Lines::Kept,
            (false, true) => Lines::Paragraphs,
            (false, false) => Lines::Folded,
        }
    }

    /// `<!--nextpage-->` begins another screen, unless nothing stands before it.
    fn comment(&mut self, text: &str) {
        if text.trim() == "nextpage" {
            self.writer.flush();
            if !self.writer.is_blank() {
                self.writer.screen = self.writer.screen.saturating_add(1);
            }
        }
    }

    fn children(&mut self, node: &Node) {
        self.todo.extend(node.children.borrow().iter().rev().map(|child| Step::Open(Node::clone(child))));
    }

    fn after(&mut self, closing: Closing) {
        self.todo.push(Step::Close(closing));
    }

    fn element(&mut self, node: &Node, name: &str, attributes: Attributes<'_>) {
        let treatment = treatment(name);
        let mut id = None;
        if !attributes.is_empty() {
            if unseen::is_unseen(attributes) {
                self.writer.split();
                return;
            }
            if unseen::is_dynamic(attributes) {
                if !self.writer.is_closed() {
                    self.writer.flush();
                }
                self.writer.dynamic += 1;
                self.after(Closing::Dynamic);
            }
            id = attributes.filled("id").or_else(|| attributes.filled("name").filter(|_| name == "a"));
        }
        match treatment {
            Treatment::Unseen => return self.writer.split(),
            Treatment::Embedded => return self.embedded(),
            Treatment::Nothing => {}
            Treatment::Inline | Treatment::Block | Treatment::Figure | Treatment::Link => {
                self.plain(node, name, treatment, attributes, id);
            }
            Treatment::Dialog | Treatment::Button => {
                if !self.control(treatment, attributes, id) {
                    return self.embedded();
                }
            }
            Treatment::LineBreak => self.writer.line_break(),
            Treatment::Raised => self.raised(node, attributes),
            Treatment::Quoted => self.marks("“", "”"),
            Treatment::Reading => self.marks(" (", ")"),
            Treatment::Image => self.image(attributes),
            Treatment::List { ordered } => self.list(node, attributes, ordered),
            Treatment::Item => self.item(attributes, id),
            Treatment::Table => self.table(node, attributes),
            Treatment::Rows { head } => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows(head);
                }
            }
            Treatment::Row => self.row(node, id),
            Treatment::Cell { header } => self.cell(attributes, header),
            Treatment::ShortcodeText => {
                self.writer.boundary();
                self.after(Closing::Boundary);
                self.writer.raised += 1;
                self.after(Closing::Raised);
            }
            Treatment::Preformatted => {
                let entered = self.writer.enter(Context::new(BlockKind::Preformatted, id));
                self.preformatted += 1;
                self.after(Closing::Preformatted(entered));
            }
            Treatment::ShortcodeCaption => {
                self.figures.push(true);
                self.after(Closing::Figure);
                self.context(BlockKind::Caption, id);
            }
            Treatment::Heading(_)
                if attributes.get("class").is_some_and(|class| class.contains("wp-block-accordion-heading")) =>
            {
                self.context(BlockKind::Summary, id);
            }
            Treatment::Heading(level) => self.context(BlockKind::Heading(level), id),
            Treatment::Group => self.context(BlockKind::Paragraph, None),
            Treatment::Term => self.context(BlockKind::Term, id),
            Treatment::Definition => self.context(BlockKind::Definition, id),
            Treatment::Caption => self.context(BlockKind::Caption, id),
            Treatment::Quote => self.context(BlockKind::Quote, id),
            Treatment::Summary | Treatment::ShortcodeTitle => self.context(BlockKind::Summary, id),
        }
        self.children(node);
    }

    fn context(&mut self, kind: BlockKind, id: Option<String>) {
        let entered = self.writer.enter(Context::new(kind, id));
        self.after(Closing::Context(entered));
    }

    fn embedded(&mut self) {
        self.writer.split();
        self.writer.owe(Gap::Space);
    }

    /// Elements that are a paragraph, or part of one; an accordion's plugin may have made a label of them.
    fn plain(&mut self, node: &Node, name: &str, treatment: Treatment, attributes: Attributes<'_>, id: Option<String>) {
        if let Some(id) = id {
            if name == "p" {
                self.writer.boundary();
                self.writer.own_id(id);
            } else {
                self.writer.inner_id(&id);
                let progress = self.writer.progress();
                self.after(Closing::Anchor { id, progress });
            }
        } else if name == "p" {
            self.writer.boundary();
        }
        match treatment {
            Treatment::Link => {
                if let Some(target) = attributes.get("href")
                    && self.writer.open_link(address(&target))
                {
                    self.after(Closing::Link);
                }
            }
            Treatment::Figure => {
                let captioned = node
                    .children
                    .borrow()
                    .iter()
                    .any(|child| element(child).is_some_and(|(name, _)| name == "figcaption"));
                self.figures.push(captioned);
                self.after(Closing::Figure);
                self.writer.boundary();
                self.after(Closing::Boundary);
            }
            Treatment::Block if name == "p" => self.after(Closing::Boundary),
            Treatment::Block => {
                self.writer.boundary();
                self.after(Closing::Boundary);
            }
            _ => {}
        }
        if name != "p" && unseen::is_opener(attributes) {
            self.context(BlockKind::Summary, None);
        }
    }

    /// A button or dialog; `false` if a reader gets no text from it.
    fn control(&mut self, treatment: Treatment, attributes: Attributes<'_>, id: Option<String>) -> bool {
        if treatment == Treatment::Dialog {
            self.writer.boundary();
            self.after(Closing::Boundary);
            return attributes.get("open").is_some();
        }
        if matches!(self.writer.kind(), BlockKind::Heading(_) | BlockKind::Summary) {
            return true;
        }
        let opens = attributes.get("aria-expanded").is_some()
            || attributes.get("aria-controls").is_some()
            || unseen::is_opener(attributes);
        if opens {
            self.context(BlockKind::Summary, id);
        }
        opens
    }

    fn raised(&mut self, node: &Node, attributes: Attributes<'_>) {
        if is_reference(node, attributes, &self.writer) {
            self.writer.prefix_after_text(" ");
        }
        self.writer.raised += 1;
        self.after(Closing::Raised);
    }

    fn marks(&mut self, before: &'static str, after: &'static str) {
        let (prefix, progress) = (self.writer.prefix_length(), self.writer.progress());
        self.writer.prefix(before);
        self.after(Closing::Mark { after, prefix, progress });
    }

    fn image(&mut self, attributes: Attributes<'_>) {
        let alt = attributes.get("alt").map(|alt| crate::content::normalise::readable(&alt).into_owned());
        let stands_for_text = attributes.get("class").is_some_and(|classes| {
            classes.split_ascii_whitespace().any(|class| matches!(class, "emoji" | "wp-smiley"))
        });
        if stands_for_text {
            self.writer.raised += 1;
            self.writer.text(&alt.unwrap_or_default(), Lines::Folded);
            self.writer.raised -= 1;
            return;
        }
        let linked = self.writer.link().is_some();
        let captioned = self.figures.last().copied().unwrap_or(false);
        self.writer.image(Image { source: image_source(attributes), alt, linked, captioned });
    }

    fn list(&mut self, node: &Node, attributes: Attributes<'_>, ordered: bool) {
        let step = if ordered && attributes.get("reversed").is_some() { -1 } else { 1 };
        let items = || {
            let children = node.children.borrow();
            let items = children.iter().filter(|child| element(child).is_some_and(|(name, _)| name == "li"));
            i64::try_from(items.count()).unwrap_or(1)
        };
        let start = attributes.get("start").and_then(|start| start.trim().parse::<i32>().ok()).map(i64::from);
        let next = start.unwrap_or_else(|| if step < 0 { items() } else { 1 });
        self.lists.push(Numbering { ordered, next, step });
        let entered = self.writer.enter(Context::new(BlockKind::Paragraph, None));
        self.after(Closing::List(entered));
    }

    fn item(&mut self, attributes: Attributes<'_>, id: Option<String>) {
        let depth = u8::try_from(self.lists.len().max(1)).unwrap_or(u8::MAX);
        let number = self.lists.last_mut().filter(|list| list.ordered).and_then(|list| {
            let stated = attributes.get("value").and_then(|value| value.trim().parse::<i32>().ok()).map(i64::from);
            let number = stated.unwrap_or(list.next);
            list.next = number + list.step;
            u32::try_from(number).ok()
        });
        self.context(BlockKind::ListItem { depth, number }, id);
    }

    fn table(&mut self, node: &Node, attributes: Attributes<'_>) {
        if self.writer.is_closed() {
            self.tables.push(Table::flat());
            self.writer.boundary();
            return self.after(Closing::Table(false));
        }
        let table = Table::survey(node, attributes);
        let entered = table.is_data() && self.writer.enter(Context::new(BlockKind::Paragraph, None));
        if !entered {
            self.writer.boundary();
        }
        self.tables.push(table);
        self.after(Closing::Table(entered));
    }

    fn row(&mut self, node: &Node, id: Option<String>) {
        match self.tables.last_mut() {
            Some(table) if table.is_data() => {
                let entered = self.writer.enter(Context::new(BlockKind::TableRow, id));
                table.row(node);
                self.after(Closing::Row(entered));
            }
            _ => {
                self.writer.boundary();
                self.after(Closing::Boundary);
            }
        }
    }

    fn cell(&mut self, attributes: Attributes<'_>, header: bool) {
        match self.tables.last_mut() {
            Some(table) if table.is_data() => {
                table.cell(&mut self.writer, attributes, header);
                self.after(Closing::Cell);
            }
            _ => {
                self.writer.boundary();
                self.after(Closing::Boundary);
            }
        }
    }
}
