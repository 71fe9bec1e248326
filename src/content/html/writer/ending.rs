//! The end of a block, and of the page.

use super::{Context, Gap, Writer};
use crate::content::block::{Block, BlockKind, Link};

impl Writer {
    /// Ends the block being written, if it has any text.
    pub(in crate::content::html) fn flush(&mut self) {
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
    pub(in crate::content::html) fn finish(mut self) -> Vec<Block> {
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
