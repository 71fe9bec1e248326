//! Stand-in for the HTML converter: tags cut off, blocks told by their tag. To be replaced by the real one.

use super::block::{Block, BlockKind, Run};
use crate::corpus::RawPage;

/// Blocks of a page, and whether its HTML had to be simplified.
pub struct Blocks {
    /// In reading order.
    pub blocks: Vec<Block>,
    /// Why the HTML was stripped linearly, if it was.
    pub simplified: Option<String>,
}

/// Blocks of a raw page.
#[must_use]
pub fn blocks(raw: &RawPage) -> Blocks {
    let mut blocks = Vec::new();
    let mut kind = BlockKind::Paragraph;
    let mut id = None;
    let mut text = String::new();
    let mut rest = raw.content.as_str();
    while !rest.is_empty() {
        let open = rest.find('<').unwrap_or(rest.len());
        text.push_str(&rest[..open]);
        rest = &rest[open..];
        let Some(close) = rest.find('>') else { break };
        let tag = rest[1..close].to_owned();
        rest = &rest[close + 1..];
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        let next = match name.as_str() {
            "p" | "div" | "ul" | "ol" | "table" | "figure" | "dl" | "section" => BlockKind::Paragraph,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Heading(name.as_bytes()[1] - b'0'),
            "li" => BlockKind::ListItem { depth: 1, number: None },
            "tr" => BlockKind::TableRow,
            "figcaption" => BlockKind::Caption,
            "summary" => BlockKind::Summary,
            "blockquote" => BlockKind::Quote,
            "td" | "th" | "br" => {
                text.push(' ');
                continue;
            }
            _ => continue,
        };
        flush(&mut blocks, kind, &mut id, &mut text);
        kind = if tag.starts_with('/') { BlockKind::Paragraph } else { next };
        id = tag.split("id=\"").nth(1).and_then(|t| t.split('"').next()).map(str::to_owned);
    }
    flush(&mut blocks, kind, &mut id, &mut text);
    Blocks { blocks, simplified: None }
}

fn flush(blocks: &mut Vec<Block>, kind: BlockKind, id: &mut Option<String>, text: &mut String) {
    let plain = plain_text(text);
    text.clear();
    if plain.is_empty() {
        return;
    }
    let end = plain.len() as u32;
    let runs = vec![Run { range: 0..end, plain: !matches!(kind, BlockKind::Heading(_) | BlockKind::Summary) }];
    blocks.push(Block { kind, text: plain, runs, id: id.take(), screen: 0, links: vec![], images: vec![], dynamic: false });
}

/// Text of a fragment of HTML.
#[must_use]
pub fn plain_text(html: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    let out = out.replace("&nbsp;", " ").replace("&#8217;", "’").replace("&#8211;", "–").replace("&lt;", "<");
    let out = out.replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
