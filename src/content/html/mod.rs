//! HTML to blocks: what a reader of the page would read, in order, each block with its kind.
//!
//! 1. [`bounds`] counts what parsing would cost; [`flatten`] simplifies the rare page that costs too much.
//! 2. html2text parses ([`dom`]).
//! 3. [`walk`] goes through the tree once, doing with each element what the table
//!    in [`element`] says and leaving out what [`unseen`] finds hidden; tables are [`table`]'s.
//! 4. [`writer`] makes the blocks.
//!
//! html2text's parser and tree are used, its renderer is not: the renderer loses captions, table feet and wrapped
//! list items, glues summaries to what follows, keeps what nobody sees, changes superscripts, and its lines do not
//! say which element they came from, which links, anchors and text fragments need. Rendering would also go over
//! every page a second time.

mod bounds;
mod dom;
mod element;
mod flatten;
mod ids;
mod markup;
mod raw_content;
mod shortcode;
mod source;
mod table;
mod unseen;
mod walk;
mod writer;

use super::block::Block;
use super::normalise::readable;
use crate::corpus::RawPage;
use raw_content::Prepared;
pub(crate) use source::{empty_headings, leftover_shortcodes, titled_abbreviations};

pub use ids::ids;

/// A page's content as blocks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blocks {
    /// In reading order. A block without text is there only to hold the images and links of a page without text.
    pub blocks: Vec<Block>,
    /// Why the page was stripped to plain paragraphs, for the report; `None` for nearly every page.
    pub simplified: Option<String>,
}

/// Strips a raw page's content to blocks.
#[must_use]
pub fn blocks(raw: &RawPage) -> Blocks {
    let Prepared { html, classic } = raw_content::prepare(raw);
    from_html(&html, classic)
}

/// A title or other short HTML to plain text, entities decoded exactly once.
///
/// ```
/// assert_eq!(vademecum::content::plain_text("Tom &#038; Jerry &lt;b&gt;"), "Tom & Jerry <b>");
/// ```
#[must_use]
pub fn plain_text(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return readable(html).into_owned();
    }
    let texts: Vec<String> = from_html(html, false).blocks.into_iter().map(|block| block.text).collect();
    readable(&texts.join(" ")).into_owned()
}

fn from_html(html: &str, classic: bool) -> Blocks {
    let simplified = bounds::excess(html);
    let flat;
    let html = if simplified.is_some() {
        flat = flatten::flatten(html);
        flat.as_str()
    } else {
        html
    };
    let blocks = dom::parse(html).map(|root| walk::blocks(&root, classic)).unwrap_or_default();
    Blocks { blocks, simplified }
}
