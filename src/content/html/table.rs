//! Tables: which are data and which are layout, and how a row of data becomes one line of text.
//!
//! A row reads `Drug: prednisone; Dose: 10 mg`: each cell after the names of its column, and a cell that spans
//! rows is said again in each. What was put there for reading is outside the runs. A table for layout becomes
//! paragraphs.

use std::collections::VecDeque;

use super::dom::{Attributes, Kind, Node, element, kind};
use super::element::{Treatment, treatment};
use super::unseen;
use super::writer::Writer;

/// Column names and repeated cells longer than this many bytes are not said again in every row.
const LONGEST_LABEL: usize = 120;
/// Columns beyond this are not told apart.
const MOST_COLUMNS: usize = 100;

/// A table being written.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about where the rows have got to")]
#[derive(Default)]
pub(super) struct Table {
    /// Its rows are rows of data; else cells are paragraphs.
    data: bool,
    /// Its first row names the columns by being bold throughout.
    bold_header: bool,
    names: Vec<String>,
    spans: Vec<Span>,
    in_head: bool,
    in_header_row: bool,
    /// A row of data has been written: no header row follows.
    has_data: bool,
    column: usize,
    /// The last cell named the row, and no column name stands before it.
    after_row_name: bool,
    cell: Cell,
}

/// A cell that reaches into rows below, by column.
#[derive(Default, Clone)]
struct Span {
    rows: usize,
    text: String,
}

#[derive(Default)]
struct Cell {
    columns: usize,
    rows: usize,
    /// Length of the writer's prefix before its label.
    prefix: usize,
    names_row: bool,
}

impl Table {
    /// A table inside a cell, a heading or the like: its cells are parts of that text.
    pub(super) fn flat() -> Self {
        Self::default()
    }

    /// A table as its markup tells.
    pub(super) fn survey(node: &Node, attributes: Attributes<'_>) -> Self {
        let for_layout = attributes.get("role").is_some_and(|role| matches!(&*role, "presentation" | "none"));
        let survey = Survey::of(node);
        let data = !for_layout && (survey.headers > 0 || (survey.columns > 1 && survey.rows > 1 && !survey.rich));
        Self { data, bold_header: survey.headers == 0 && survey.bold_first_row, ..Self::default() }
    }

    pub(super) fn is_data(&self) -> bool {
        self.data
    }

    /// `thead`, `tbody` or `tfoot` begins.
    pub(super) fn rows(&mut self, head: bool) {
        self.in_head = head;
        self.spans.clear();
    }

    /// A row begins.
    pub(super) fn row(&mut self, row: &Node) {
        self.column = 0;
        self.after_row_name = false;
        self.in_header_row = self.in_head || (!self.has_data && (self.bold_header || is_header_row(row)));
        self.bold_header = false;
    }

    /// A row ends.
    pub(super) fn row_end(&mut self, writer: &mut Writer) {
        self.pass_spans(writer);
        let rest = writer.take_prefix();
        writer.aside(&rest);
        self.has_data |= !self.in_header_row;
        for span in &mut self.spans {
            span.rows = span.rows.saturating_sub(1);
        }
    }

    /// A cell begins: its label is put before it.
    pub(super) fn cell(&mut self, writer: &mut Writer, attributes: Attributes<'_>, header: bool) {
        self.pass_spans(writer);
        let count =
            |name, most| attributes.get(name).and_then(|n| n.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, most);
        self.cell = Cell {
            columns: count("colspan", MOST_COLUMNS),
            rows: count("rowspan", 1000),
            prefix: writer.prefix_length(),
            names_row: header && !self.in_header_row,
        };
        writer.drop_gap();
        writer.split();
        writer.mark();
        let name = self.name_of_column().to_owned();
        self.cell.names_row &= name.is_empty();
        self.separate(writer);
        if !name.is_empty() {
            writer.prefix(&name);
            writer.prefix(if name.ends_with(':') { " " } else { ": " });
        }
    }

    /// A cell ends.
    pub(super) fn cell_end(&mut self, writer: &mut Writer) {
        let text = writer.since_mark();
        let text = if text.len() <= LONGEST_LABEL { text.to_owned() } else { String::new() };
        let written = !writer.since_mark().is_empty();
        if written {
            self.after_row_name = self.cell.names_row;
        } else {
            writer.cut_prefix(self.cell.prefix);
        }
        let last = (self.column + self.cell.columns).min(MOST_COLUMNS);
        for column in self.column..last {
            if self.in_header_row {
                self.add_name(column, &text);
            }
            if self.cell.rows > 1 {
                if self.spans.len() <= column {
                    self.spans.resize(column + 1, Span::default());
                }
                if let Some(span) = self.spans.get_mut(column) {
                    let says = column == self.column && !self.in_header_row && self.cell.columns == 1;
                    *span = Span { rows: self.cell.rows, text: if says { text.clone() } else { String::new() } };
                }
            }
        }
        self.column = last;
    }

    /// Passes the columns that cells of rows above reach into, saying those cells again.
    fn pass_spans(&mut self, writer: &mut Writer) {
        while let Some(span) = self.spans.get(self.column).filter(|span| span.rows > 0) {
            let text = span.text.clone();
            if !text.is_empty() {
                self.cell.columns = 1;
                let name = self.name_of_column().to_owned();
                self.separate(writer);
                if !name.is_empty() {
                    writer.prefix(&name);
                    writer.prefix(": ");
                }
                writer.prefix(&text);
            }
            self.column += 1;
        }
    }

    fn separate(&mut self, writer: &mut Writer) {
        writer.prefix(if self.after_row_name { ": " } else { "; " });
        self.after_row_name = false;
    }

    fn name_of_column(&self) -> &str {
        if self.in_header_row || self.cell.columns > 1 {
            return "";
        }
        self.names.get(self.column).map_or("", String::as_str)
    }

    fn add_name(&mut self, column: usize, text: &str) {
        if self.names.len() <= column {
            self.names.resize(column + 1, String::new());
        }
        if let Some(name) = self.names.get_mut(column)
            && !text.is_empty()
            && name.len() + text.len() < LONGEST_LABEL
        {
            if !name.is_empty() {
                name.push(' ');
            }
            name.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
        }
    }
}

/// What a table consists of.
#[derive(Default)]
struct Survey {
    rows: usize,
    columns: usize,
    headers: usize,
    /// A cell holds headings or a table.
    rich: bool,
    bold_first_row: bool,
}

impl Survey {
    fn of(table: &Node) -> Self {
        let mut survey = Self::default();
        let mut todo = VecDeque::from([(Node::clone(table), false)]);
        while let Some((node, in_cell)) = todo.pop_front() {
            for child in node.children.borrow().iter() {
                let Some((name, attributes)) = element(child) else {
                    continue;
                };
                match treatment(name) {
                    Treatment::Rows { .. } | Treatment::Inline | Treatment::Block | Treatment::Nothing if !in_cell => {
                        todo.push_back((Node::clone(child), false));
                    }
                    Treatment::Row => {
                        survey.row(child);
                        todo.push_back((Node::clone(child), false));
                    }
                    Treatment::Cell { header } => {
                        survey.headers += usize::from(header && !unseen::is_unseen(attributes));
                        todo.push_back((Node::clone(child), true));
                    }
                    Treatment::Heading(_) | Treatment::Table => survey.rich = true,
                    _ => todo.push_back((Node::clone(child), in_cell)),
                }
            }
        }
        survey
    }

    fn row(&mut self, row: &Node) {
        let cells = row.children.borrow();
        let cells = cells.iter().filter(|cell| matches!(element(cell), Some(("td" | "th", _))));
        let (mut count, mut bold) = (0, true);
        for cell in cells {
            count += 1;
            bold &= self.rows > 0 || is_bold(cell);
        }
        if self.rows == 0 {
            self.bold_first_row = bold && count > 1;
        }
        self.rows += usize::from(count > 0);
        self.columns = self.columns.max(count);
    }
}

/// All its cells, at least one, are `th`.
fn is_header_row(row: &Node) -> bool {
    let mut found = false;
    for cell in row.children.borrow().iter() {
        match element(cell) {
            Some(("th", _)) => found = true,
            Some(("td", _)) => return false,
            _ => {}
        }
    }
    found
}

/// All its text stands in `b` or `strong`, and there is some.
fn is_bold(cell: &Node) -> bool {
    let mut found = false;
    for child in cell.children.borrow().iter() {
        match kind(child) {
            Kind::Element("b" | "strong", _) => found = true,
            Kind::Element("br", _) | Kind::Space | Kind::Comment(_) => {}
            Kind::Element("p" | "span", _) => {
                if !is_bold_inside(child) {
                    return false;
                }
                found = true;
            }
            _ => return false,
        }
    }
    found
}

fn is_bold_inside(node: &Node) -> bool {
    let children = node.children.borrow();
    let mut solid = children.iter().filter(|child| !matches!(kind(child), Kind::Space));
    solid.next().is_some_and(|child| matches!(kind(child), Kind::Element("b" | "strong", _))) && solid.next().is_none()
}
