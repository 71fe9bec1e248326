//! Pages left out and why, so that a search and an audit can say so later.
//!
//! Only a hash of each link is kept: the address of a private page can give its title away. Beside its link, what is
//! withheld is known by its short address, and by the address that it had while it was published; what is of a type that
//! is not indexed, by the address of its archive too.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result};

use super::checked::{read_checked, write_checked};
use super::record::Records;
use crate::corpus::{PageKey, Skipped};

const LEFT_OUT: &str = "left-out.bin";

/// Items that no visitor has an address of, although exports give them one.
const WITHOUT_ADDRESS: [&str; 9] = [
    "nav_menu_item",
    "wp_block",
    "wp_navigation",
    "wp_template",
    "wp_template_part",
    "wp_global_styles",
    "wp_font_family",
    "custom_css",
    "revision",
];

type Hash = [u8; 16];

pub(super) fn write(generation: &Path, encoded: &[u8]) -> Result<()> {
    write_checked(&generation.join(LEFT_OUT), encoded)
}

/// Whether a generation says the same of what was left out.
pub(super) fn is_same(generation: &Path, encoded: &[u8]) -> Result<bool> {
    Ok(read_checked(&generation.join(LEFT_OUT))? == encoded)
}

/// What is written: the hash of each address and the reason. What exports give an item as its link comes first.
pub(super) fn encoded(skipped: &[Skipped], records: &Records) -> Result<Vec<u8>> {
    let mut entries: Vec<(Hash, Cow<'_, str>)> = Vec::new();
    let with_link = || skipped.iter().filter(|skipped| !skipped.link.is_empty());
    entries.extend(with_link().map(|skipped| (link_hash(&skipped.link), Cow::Borrowed(skipped.reason.as_str()))));
    for skipped in skipped.iter().filter(|skipped| !skipped.site.is_empty()) {
        let visible = visible_type(skipped).is_some();
        let short = skipped.id.filter(|_| skipped.withheld || visible).map(|id| format!("{}/?p={id}", skipped.site));
        let former = if skipped.withheld { former_link(skipped, records) } else { None };
        let others = [short, former].into_iter().flatten();
        entries.extend(others.map(|link| (link_hash(&link), Cow::Borrowed(skipped.reason.as_str()))));
    }
    let mut archives: Vec<(Hash, Cow<'_, str>)> = Vec::new();
    for skipped in with_link().filter(|skipped| !skipped.link.contains('?')) {
        if let Some(kind) = visible_type(skipped).filter(|kind| *kind != "attachment")
            && let Some((above, _)) = skipped.link.trim_end_matches('/').rsplit_once('/')
        {
            archives.push((link_hash(above), Cow::Owned(format!("it lists items whose type is {kind}"))));
        }
    }
    archives.sort_unstable();
    archives.dedup();
    entries.append(&mut archives);
    Ok(postcard::to_stdvec(&entries)?)
}

/// The type of an item that was left out for its type alone, if it has an address.
fn visible_type(skipped: &Skipped) -> Option<&str> {
    skipped.reason.strip_prefix("type is ").filter(|kind| !WITHOUT_ADDRESS.contains(kind))
}

/// The address that a withheld page had while it was published: by its slug, below its parent.
fn former_link(skipped: &Skipped, records: &Records) -> Option<String> {
    let Skipped { site, slug, parent, .. } = skipped;
    if slug.is_empty() {
        return None;
    }
    let above = match parent {
        None => site.trim_end_matches('/').to_owned(),
        Some(id) => records.get(&PageKey::new(site, *id))?.facts.link().trim_end_matches('/').to_owned(),
    };
    let slug = percent_encoding::utf8_percent_encode(slug, percent_encoding::CONTROLS);
    Some(format!("{above}/{slug}/"))
}

/// Why pages were left out, by their links.
#[derive(Debug, Clone, Default)]
pub struct LeftOut {
    reasons: HashMap<Hash, Vec<String>>,
}

impl LeftOut {
    /// Every reason that is known of the link, as [`Skipped::reason`]: two items may have had it.
    #[must_use]
    pub fn reasons(&self, link: &str) -> &[String] {
        self.reasons.get(&link_hash(link)).map_or(&[], Vec::as_slice)
    }

    /// Whether the reason says that nothing stands at the address, although an export gives it to something.
    #[must_use]
    pub fn is_no_address(reason: &str) -> bool {
        reason.strip_prefix("type is ").is_some_and(|kind| WITHOUT_ADDRESS.contains(&kind))
    }
}

pub(super) fn load(generation: &Path) -> Result<LeftOut> {
    let mut reasons: HashMap<Hash, Vec<String>> = HashMap::new();
    for (hash, reason) in entries(generation)? {
        let known = reasons.entry(hash).or_default();
        if !known.contains(&reason) {
            known.push(reason);
        }
    }
    Ok(LeftOut { reasons })
}

pub(super) fn reason(generation: &Path, link: &str) -> Result<Option<String>> {
    let wanted = link_hash(link);
    Ok(entries(generation)?.into_iter().find(|(hash, _)| *hash == wanted).map(|(_, reason)| reason))
}

fn entries(generation: &Path) -> Result<Vec<(Hash, String)>> {
    let bytes = read_checked(&generation.join(LEFT_OUT))?;
    postcard::from_bytes(&bytes).context("the index is damaged; rebuild it")
}

fn link_hash(link: &str) -> Hash {
    let hash = blake3::hash(same_page(link).as_bytes());
    hash.as_bytes().first_chunk().copied().unwrap_or_default()
}

/// A link without scheme, `www.`, fragment and trailing slash: what two spellings of one address share.
pub(crate) fn same_page(link: &str) -> String {
    let link = link.split('#').next().unwrap_or_default();
    let link = link.split_once("://").map_or(link, |(_, rest)| rest);
    link.trim_end_matches('/').trim_start_matches("www.").to_lowercase()
}
