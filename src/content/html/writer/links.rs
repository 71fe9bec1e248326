//! Links that are open while text is written.

use super::Writer;
use crate::content::block::Link;

/// A link over more blocks than this is kept for the first of them only.
pub(super) const BLOCKS_OF_A_LINK: u8 = 20;

/// A link that has begun.
pub(super) struct OpenLink {
    pub(super) target: String,
    /// Where its words begin in the block being written.
    pub(super) start: Option<u32>,
    /// Blocks that hold words of it.
    pub(super) blocks: u8,
}

impl Writer {
    /// A link begins; `false` if it stands in too many others to be kept.
    pub(in crate::content::html) fn open_link(&mut self, target: String) -> bool {
        let kept = self.open_links.len() < 4;
        if kept {
            self.open_links.push(OpenLink { target, start: None, blocks: 0 });
        }
        kept
    }

    pub(in crate::content::html) fn close_link(&mut self) {
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
    pub(in crate::content::html) fn link(&self) -> Option<&str> {
        self.open_links.last().map(|link| link.target.as_str())
    }
}
