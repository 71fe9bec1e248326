//! Pages left out and why, so that a search can say so later.
//!
//! Only a hash of each link is kept: the address of a private page can give its title away.

use std::path::Path;

use anyhow::{Context, Result};

use super::checked::{read_checked, write_checked};
use crate::corpus::Skipped;

const LEFT_OUT: &str = "left-out.bin";

pub(super) fn write(generation: &Path, skipped: &[Skipped]) -> Result<()> {
    write_checked(&generation.join(LEFT_OUT), &encoded(skipped)?)
}

/// Whether a generation says the same of what was left out.
pub(super) fn is_same(generation: &Path, skipped: &[Skipped]) -> Result<bool> {
    Ok(read_checked(&generation.join(LEFT_OUT))? == encoded(skipped)?)
}

fn encoded(skipped: &[Skipped]) -> Result<Vec<u8>> {
    let entries: Vec<([u8; 16], &str)> = skipped
        .iter()
        .filter(|skipped| !skipped.link.is_empty())
        .map(|skipped| (link_hash(&skipped.link), skipped.reason.as_str()))
        .collect();
    Ok(postcard::to_stdvec(&entries)?)
}

pub(super) fn reason(generation: &Path, link: &str) -> Result<Option<String>> {
    let bytes = read_checked(&generation.join(LEFT_OUT))?;
    let entries: Vec<([u8; 16], String)> = postcard::from_bytes(&bytes).context("the index is damaged; rebuild it")?;
    let wanted = link_hash(link);
    Ok(entries.into_iter().find(|(hash, _)| *hash == wanted).map(|(_, reason)| reason))
}

fn link_hash(link: &str) -> [u8; 16] {
    let hash = blake3::hash(same_page(link).as_bytes());
    hash.as_bytes().first_chunk().copied().unwrap_or_default()
}

/// A link without scheme, `www.`, fragment and trailing slash: what two spellings of one address share.
pub(crate) fn same_page(link: &str) -> String {
    let link = link.split('#').next().unwrap_or_default();
    let link = link.split_once("://").map_or(link, |(_, rest)| rest);
    link.trim_end_matches('/').trim_start_matches("www.").to_lowercase()
}
