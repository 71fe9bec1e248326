//! Closings: what is left to do when an element ends.
//!
//! The walk puts one on its stack under the element's children.

use super::Walk;

/// What is to be done when an element ends.
pub(super) enum Closing {
    Boundary,
    /// Leaves the context, if one was entered.
    Context(bool),
    List(bool),
    Link,
    Raised,
    Preformatted(bool),
    Figure,
    Table(bool),
    Row(bool),
    Cell,
    Dynamic,
    /// Puts a mark after text that a mark was put before.
    Mark {
        after: &'static str,
        prefix: usize,
        progress: (usize, usize),
    },
    /// An element with an `id`: an anchor, if it had no text.
    Anchor {
        id: String,
        progress: (usize, usize),
    },
}

impl Walk {
    /// Does it.
    pub(super) fn close(&mut self, closing: Closing) {
        match closing {
            Closing::Boundary => self.writer.boundary(),
            Closing::Context(entered) => self.writer.leave(entered),
            Closing::List(entered) => {
                self.lists.pop();
                self.writer.leave(entered);
            }
            Closing::Link => self.writer.close_link(),
            Closing::Raised => self.writer.raised = self.writer.raised.saturating_sub(1),
            Closing::Preformatted(entered) => {
                self.preformatted = self.preformatted.saturating_sub(1);
                self.writer.leave(entered);
            }
            Closing::Figure => {
                self.figures.pop();
            }
            Closing::Table(entered) => {
                self.tables.pop();
                self.writer.leave(entered);
            }
            Closing::Row(entered) => {
                if let Some(table) = self.tables.last_mut() {
                    table.row_end(&mut self.writer);
                }
                self.writer.leave(entered);
            }
            Closing::Cell => {
                if let Some(table) = self.tables.last_mut() {
                    table.cell_end(&mut self.writer);
                }
            }
            Closing::Dynamic => {
                if !self.writer.is_closed() {
                    self.writer.flush();
                }
                self.writer.dynamic = self.writer.dynamic.saturating_sub(1);
            }
            Closing::Mark { after, prefix, progress } => {
                if self.writer.progress() == progress {
                    self.writer.cut_prefix(prefix);
                } else {
                    self.writer.aside(after);
                }
            }
            Closing::Anchor { id, progress } => {
                if self.writer.progress() == progress {
                    self.writer.empty_anchor(id);
                }
            }
        }
    }
}
