//! The DOM: the tree that html2text parses a page into, and how its nodes are read.
//!
//! The only file that names html2text. Of html2text the parser is used, not the renderer: see [`super`] for why.

use std::cell::Ref;
use std::io::Read;

use html2text::{Comment, Document, Element, Handle, config};

/// A node of the tree.
pub(super) type Node = Handle;

/// The root of a page's tree; `None` if it could not be parsed, which no text has been seen to cause.
pub(super) fn parse(html: &str) -> Option<Node> {
    // In a head the parser would let the content of `<noscript>` out.
    let html = b"<body>".chain(html.as_bytes());
    config::plain_no_decorate().parse_html(html).ok().map(|dom| dom.document.clone())
}

/// What a node is.
pub(super) enum Kind<'a> {
    /// An element of HTML or of a formula: its lower-case name and attributes.
    Element(&'a str, Attributes<'a>),
    /// A drawing, or part of one.
    Drawing,
    /// The content of a comment.
    Comment(&'a str),
    /// Text of at least one visible character.
    Text(String),
    /// Text of white space alone.
    Space,
    /// The root.
    Root,
}

/// Reads a node.
pub(super) fn kind(node: &Node) -> Kind<'_> {
    match &node.data {
        Element { name, .. } => {
            if &*name.ns == "http://www.w3.org/2000/svg" {
                Kind::Drawing
            } else {
                Kind::Element(&name.local, Attributes(node))
            }
        }
        Comment { contents } => Kind::Comment(contents),
        Document => Kind::Root,
        _ => text(node),
    }
}

/// The name and attributes of an element.
pub(super) fn element(node: &Node) -> Option<(&str, Attributes<'_>)> {
    match &node.data {
        Element { name, .. } => Some((&name.local, Attributes(node))),
        _ => None,
    }
}

/// html2text does not name its text nodes to others; its debug form of one is `Text:…` and a line feed, or nothing
/// for white space.
fn text(node: &Node) -> Kind<'static> {
    let mut form = html2text::RcDom::node_as_dom_string(node);
    if form.starts_with("Text:") {
        form.truncate(form.len() - 1);
        form.drain(..5);
        Kind::Text(form)
    } else {
        Kind::Space
    }
}

/// How many line feeds a node of white space has.
pub(super) fn line_feeds(node: &Node) -> usize {
    let mut written = Vec::new();
    match node.serialize(&mut written) {
        Ok(()) => String::from_utf8_lossy(&written).matches('\n').count(),
        Err(_) => 0,
    }
}

/// The attributes of an element.
#[derive(Clone, Copy)]
pub(super) struct Attributes<'a>(&'a Node);

impl<'a> Attributes<'a> {
    /// The value of an attribute, entities decoded.
    pub(super) fn get(self, name: &str) -> Option<Ref<'a, str>> {
        let Element { attrs, .. } = &self.0.data else {
            return None;
        };
        Ref::filter_map(attrs.borrow(), |attributes| {
            attributes.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
        })
        .ok()
    }

    /// The value of an attribute, unless it is empty.
    pub(super) fn filled(self, name: &str) -> Option<String> {
        self.get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
    }

    /// There are none.
    pub(super) fn is_empty(self) -> bool {
        match &self.0.data {
            Element { attrs, .. } => attrs.borrow().is_empty(),
            _ => true,
        }
    }
}
