//! Addresses of links and images, as the audit keeps them.
//!
//! Whether they lead anywhere is not asked here.

use crate::content::html::dom::Attributes;

/// The most bytes of a link's target or an image's address that are kept.
const LONGEST_ADDRESS: usize = 2048;

/// Where an image is loaded from: lazy loading keeps its address out of `src`. A data URL is cut to its media type.
pub(super) fn image_source(attributes: Attributes<'_>) -> String {
    const LAZY: [&str; 5] = ["data-src", "data-lazy-src", "data-original", "data-srcset", "srcset"];
    let written = attributes.filled("src");
    if let Some(source) = written.as_deref().filter(|source| !is_data_url(source)) {
        return address(source);
    }
    let lazy = LAZY.iter().find_map(|name| attributes.filled(name));
    let first = lazy.as_deref().and_then(|sources| sources.split_ascii_whitespace().next());
    address(first.or(written.as_deref()).unwrap_or_default())
}

fn is_data_url(address: &str) -> bool {
    address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"))
}

/// An address as written, data URLs cut to their media type.
pub(super) fn address(written: &str) -> String {
    let written = written.trim();
    let end = if is_data_url(written) { written.find([';', ',']).unwrap_or(written.len()) } else { written.len() };
    let end = written.floor_char_boundary(end.min(LONGEST_ADDRESS));
    written.get(..end).unwrap_or_default().to_owned()
}
