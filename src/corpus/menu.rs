//! Menus and blocks that show links to pages, as exports hold them: where they lead, and nothing they say.
//!
//! Classic menus are items of their own; block themes keep theirs as blocks in a `wp_navigation` item or a template.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where an entry of a menu, or a block that shows links, leads.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MenuTarget {
    /// To the item with this post id.
    Item(u64),
    /// To this address, as written.
    Address(String),
    /// To every page: a page list without a parent.
    AllPages,
    /// To the pages below the one with this post id.
    ChildrenOf(u64),
}

/// The longest address that is kept, in bytes.
const LONGEST_ADDRESS: usize = 2048;

/// The meta of a classic menu's item.
#[derive(Debug, Default)]
pub(super) struct MenuItem {
    pub(super) kind: String,
    pub(super) object: String,
    pub(super) address: String,
}

impl MenuItem {
    /// Where it leads, if that is a page or an address.
    pub(super) fn target(&self) -> Option<MenuTarget> {
        match self.kind.trim() {
            "post_type" => self.object.trim().parse().ok().map(MenuTarget::Item),
            "custom" => address(&self.address),
            _ => None,
        }
    }
}

fn address(written: &str) -> Option<MenuTarget> {
    let written = written.trim();
    let leads = !written.is_empty() && !written.starts_with('#') && written.len() <= LONGEST_ADDRESS;
    leads.then(|| MenuTarget::Address(written.to_owned()))
}

/// Where the blocks of some raw content lead that WordPress renders as links: entries of a menu, lists of pages, and
/// whatever a block's attributes call a `url`.
#[must_use]
pub fn block_targets(content: &str) -> Vec<MenuTarget> {
    let mut targets = Vec::new();
    for comment in content.split("<!-- wp:").skip(1) {
        let Some((comment, _)) = comment.split_once("-->") else { continue };
        let (name, attributes) = comment.split_once(' ').unwrap_or((comment, ""));
        let attributes = attributes.trim().trim_end_matches('/').trim();
        let attributes: Value = serde_json::from_str(attributes).unwrap_or_default();
        of_block(name.trim_end_matches('/'), &attributes, &mut targets);
    }
    targets
}

fn of_block(name: &str, attributes: &Value, targets: &mut Vec<MenuTarget>) {
    match name {
        "page-list" => {
            let below = attributes.get("parentPageID").and_then(Value::as_u64).filter(|id| *id != 0);
            targets.push(below.map_or(MenuTarget::AllPages, MenuTarget::ChildrenOf));
        }
        "navigation-link" | "navigation-submenu" => {
            targets.extend(attributes.get("id").and_then(Value::as_u64).map(MenuTarget::Item));
        }
        "query" => {
            let of_pages = attributes.pointer("/query/postType").and_then(Value::as_str) == Some("page");
            targets.extend(of_pages.then_some(MenuTarget::AllPages));
        }
        _ => {}
    }
    addresses(attributes, targets);
}

fn addresses(value: &Value, targets: &mut Vec<MenuTarget>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| addresses(value, targets)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value {
                    Value::String(text) if matches!(name.as_str(), "url" | "href" | "link") => {
                        targets.extend(address(text));
                    }
                    value => addresses(value, targets),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_tell_where_they_lead() {
        let content = r#"<!-- wp:navigation-link {"label":"Aids","type":"page","id":7,"url":"https://e.org/aids/"} /-->
            <!-- wp:page-list {"parentPageID":9} /--><!-- wp:page-list /--><!-- wp:paragraph --><p>x</p>"#;
        let address = |text: &str| MenuTarget::Address(text.to_owned());
        assert_eq!(
            block_targets(content),
            [MenuTarget::Item(7), address("https://e.org/aids/"), MenuTarget::ChildrenOf(9), MenuTarget::AllPages]
        );
    }

    #[test]
    fn a_menu_item_leads_to_a_page_or_an_address() {
        let item = |kind: &str, object: &str, address: &str| {
            MenuItem { kind: kind.to_owned(), object: object.to_owned(), address: address.to_owned() }.target()
        };
        assert_eq!(item("post_type", "12", ""), Some(MenuTarget::Item(12)));
        assert_eq!(item("custom", "3", "/donate/"), Some(MenuTarget::Address("/donate/".to_owned())));
        assert_eq!(item("custom", "3", "#"), None);
        assert_eq!(item("taxonomy", "12", ""), None);
    }
}
