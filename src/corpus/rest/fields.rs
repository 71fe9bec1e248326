//! The fields of a REST item, each kept as JSON text until it is asked for, so that one odd field spoils no page.
//!
//! PHP's empty array stands where an object should (`acf: []`), plugins turn objects into strings, numbers come quoted:
//! a field of the wrong type is a field that is not there.

use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::{Value, value::RawValue};
use url::Url;

use crate::corpus::plain::plain_title;

/// What is read of an item; everything else in it is passed over.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Fields<'a> {
    #[serde(borrow)]
    pub(super) id: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) date: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) date_gmt: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) modified: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) modified_gmt: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) slug: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) status: Option<&'a RawValue>,
    #[serde(rename = "type")]
    #[serde(borrow)]
    pub(super) post_type: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) link: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) title: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) content: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) excerpt: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) password: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) parent: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) yoast_head: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(super) yoast_head_json: Option<&'a RawValue>,
    #[serde(rename = "_links")]
    #[serde(borrow)]
    pub(super) links: Option<&'a RawValue>,
    #[serde(rename = "_embedded")]
    #[serde(borrow)]
    embedded: Option<&'a RawValue>,
    #[serde(borrow)]
    guid: Option<&'a RawValue>,
    #[serde(borrow)]
    code: Option<&'a RawValue>,
    #[serde(borrow)]
    message: Option<&'a RawValue>,
    #[serde(borrow)]
    body: Option<&'a RawValue>,
    #[serde(borrow)]
    headers: Option<&'a RawValue>,
    #[serde(borrow)]
    author_name: Option<&'a RawValue>,
    #[serde(borrow)]
    taxonomy: Option<&'a RawValue>,
}

impl Fields<'_> {
    /// Code and message, if this is WordPress's error object.
    pub(super) fn error(&self) -> Option<(String, String)> {
        if self.id.is_some() || self.link.is_some() {
            return None;
        }
        Some((string(self.code)?, string(self.message)?))
    }

    /// The answer inside `{body, status, headers}`.
    pub(super) fn envelope_body(&self) -> Option<&RawValue> {
        self.headers?;
        self.body
    }

    /// Whether this is an item of a post type: not a user, a term, a comment, a type, a site.
    pub(super) fn is_item(&self) -> bool {
        let has_text = self.content.is_some() || (self.title.is_some() && (self.id.is_some() || self.link.is_some()));
        let has_place = self.link.is_some() || self.post_type.is_some() || self.status.is_some();
        has_text && has_place && self.author_name.is_none() && self.taxonomy.is_none()
    }

    /// Display name of the author, where the answer was fetched with `_embed`.
    pub(super) fn embedded_author(&self) -> Option<String> {
        #[derive(Deserialize, Default)]
        #[serde(default)]
        struct Embedded {
            author: Option<Value>,
        }
        let embedded: Embedded = serde_json::from_str(self.embedded?.get()).ok()?;
        let name = plain_title(embedded.author?.get(0)?.get("name")?.as_str()?);
        (!name.is_empty()).then_some(name)
    }

    /// The address with its id, at which WordPress finds an item whatever its links look like: on the site that answered,
    /// else its guid, if that has this form. Any other guid leads nowhere.
    pub(super) fn link_by_id(&self, links: &Links, id: u64) -> Option<String> {
        if let Some(site) = links.site() {
            return Some(format!("{site}/?p={id}"));
        }
        let guid = rendered(self.guid)?.html?.replace("&#038;", "&").replace("&amp;", "&");
        let url = Url::parse(guid.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let names = |key: &str, value: &str| matches!(key, "page_id" | "p") && value == id.to_string();
        url.query_pairs().any(|(key, value)| names(&key, &value)).then(|| url.into())
    }

    /// The site of an item without `_links`: by its guid where that fits the link, else the link's host.
    pub(super) fn site_from(&self, link: &str) -> String {
        let guid = rendered(self.guid).and_then(|guid| guid.html).unwrap_or_default();
        if let Some((base, _)) = guid.split_once("/?")
            && link.strip_prefix(base).is_some_and(|rest| rest.starts_with('/') || rest.is_empty())
        {
            return base.to_owned();
        }
        if let Some(site) = plain_site(link) {
            return site.to_owned();
        }
        match Url::parse(link) {
            Ok(url) if url.has_host() => url.origin().ascii_serialization(),
            _ => String::new(),
        }
    }
}

/// The site of a link whose host has nothing for a parser of links to change.
fn plain_site(link: &str) -> Option<&str> {
    let after = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"))?;
    let host = after.split_once('/')?.0;
    let labels_are_plain =
        host.split('.').all(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_lowercase()));
    labels_are_plain.then(|| &link[..link.len() - after.len() + host.len()])
}

/// What `_links` says about an item.
pub(super) struct Links(Value);

impl Links {
    /// Reads the field; nothing if it is not there.
    pub(super) fn of(field: Option<&RawValue>) -> Self {
        Self(value(field).unwrap_or_default())
    }

    fn href(&self, relation: &str) -> Option<&str> {
        self.0.get(relation)?.get(0)?.get("href")?.as_str()
    }

    /// The site that answered: what stands before `/wp-json/` or `?rest_route=`.
    pub(super) fn site(&self) -> Option<String> {
        let href = self.href("self").or_else(|| self.href("collection"))?;
        let base = match href.split_once("/wp-json/") {
            Some((base, _)) => base,
            None => href.split_once("?rest_route=").map(|(base, _)| base.trim_end_matches("index.php"))?,
        };
        Some(base.trim_end_matches('/').to_owned())
    }

    /// The post type, for items whose `type` was left out by `_fields`.
    pub(super) fn post_type(&self) -> Option<String> {
        let (_, name) = self.href("about")?.rsplit_once("/types/")?;
        Some(name.to_owned())
    }
}

/// Text of a field that is `{rendered, protected}`, or of one that some plugin made a plain string.
pub(super) struct Rendered {
    /// The HTML; `None` if only `raw` is there.
    pub(super) html: Option<String>,
    /// The item needs a password.
    pub(super) protected: bool,
}

/// Reads a field such as `title` or `content`.
pub(super) fn rendered(field: Option<&RawValue>) -> Option<Rendered> {
    #[derive(Deserialize, Default)]
    #[serde(default)]
    struct Parts<'a> {
        #[serde(borrow)]
        rendered: Option<&'a RawValue>,
        #[serde(borrow)]
        protected: Option<&'a RawValue>,
    }
    let field = field?;
    if !field.get().starts_with('{') {
        return string(Some(field)).map(|html| Rendered { html: Some(html), protected: false });
    }
    let parts: Parts<'_> = serde_json::from_str(field.get()).ok()?;
    let protected = parts.protected.is_some_and(|flag| !matches!(flag.get(), "false" | "0" | "\"\""));
    Some(Rendered { html: string(parts.rendered), protected })
}

/// A string, or a number as its digits.
pub(super) fn string(field: Option<&RawValue>) -> Option<String> {
    let json = field?.get();
    match json.as_bytes().first()? {
        b'"' => serde_json::from_str(json).ok().or_else(|| serde_json::from_str(&repaired(json.as_bytes())).ok()),
        b'-' | b'0'..=b'9' => Some(json.to_owned()),
        _ => None,
    }
}

/// A whole number, quoted or not.
pub(super) fn integer(field: Option<&RawValue>) -> Option<u64> {
    string(field)?.parse().ok()
}

/// Any JSON; for fields that are small.
pub(super) fn value(field: Option<&RawValue>) -> Option<Value> {
    serde_json::from_str(field?.get()).ok()
}

/// A slug as people write it: percent-decoded, if that is UTF-8.
pub(in crate::corpus) fn slug(encoded: &str) -> String {
    percent_decode_str(encoded).decode_utf8().map_or_else(|_| encoded.to_owned(), std::borrow::Cow::into_owned)
}

/// The id of an element that cannot be read, if it begins with it, as WordPress writes it.
pub(super) fn leading_id(json: &[u8]) -> Option<u64> {
    let rest = json.strip_prefix(b"{")?.trim_ascii_start().strip_prefix(b"\"id\"")?.trim_ascii_start();
    let rest = rest.strip_prefix(b":")?.trim_ascii_start();
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    std::str::from_utf8(rest.get(..digits)?).ok()?.parse().ok()
}

/// Offset in `json` of the place that `error` names.
pub(super) fn offset_of(error: &serde_json::Error, json: &[u8]) -> u64 {
    let lines_before = error.line().saturating_sub(1);
    let line = match lines_before.checked_sub(1) {
        None => 0,
        Some(last) => memchr::memchr_iter(b'\n', json).nth(last).map_or(0, |newline| newline + 1),
    };
    (line + error.column().saturating_sub(1)) as u64
}

/// JSON whose strings hold what JSON does not allow, without it: raw control characters, bytes that are no UTF-8,
/// halves of surrogate pairs.
pub(super) fn repaired(json: &[u8]) -> String {
    let text = String::from_utf8_lossy(json);
    let mut out = String::with_capacity(text.len());
    let mut rest: &str = &text;
    while let Some(at) = rest.find(|c: char| c == '\\' || (c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
        let (before, from) = rest.split_at(at);
        push_unbroken(&mut out, before);
        let length = if from.starts_with('\\') { escape(from, &mut out) } else { 1 };
        rest = from.get(length..).unwrap_or_default();
    }
    push_unbroken(&mut out, rest);
    out
}

/// White space between tokens may stay; inside a string a line break becomes a space, and outside that does no harm.
fn push_unbroken(out: &mut String, text: &str) {
    out.extend(text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
}

/// Copies the escape at the start of `from`, half a surrogate pair as U+FFFD; returns how many bytes it took.
fn escape(from: &str, out: &mut String) -> usize {
    let unit = |text: &str| text.strip_prefix("\\u").and_then(|hex| u32::from_str_radix(hex.get(..4)?, 16).ok());
    let is_pair = matches!(from.get(6..).and_then(unit), Some(0xdc00..=0xdfff));
    match unit(from) {
        Some(0xd800..=0xdbff) if is_pair => {
            out.push_str(from.get(..12).unwrap_or_default());
            12
        }
        Some(0xd800..=0xdfff) => {
            out.push_str("\\ufffd");
            6
        }
        _ => {
            let length = from.char_indices().nth(2).map_or(from.len(), |(at, _)| at);
            out.push_str(from.get(..length).unwrap_or_default());
            length
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_site_is_what_a_parser_of_links_says() {
        for link in ["https://www.example.org/a/?b#c", "http://example.org/", "https://localhost/a b"] {
            let parsed = Url::parse(link).unwrap().origin().ascii_serialization();
            assert_eq!(plain_site(link), Some(parsed.as_str()));
        }
        for link in ["https://Example.org/", "https://example.org:443/", "https://a..b/", "https://1.2/", "https:///"] {
            assert_eq!(plain_site(link), None, "{link}");
        }
    }

    #[test]
    fn broken_strings_are_repaired_and_sound_ones_stay() {
        let read = |json: &[u8]| serde_json::from_str::<String>(&repaired(json)).unwrap();
        assert_eq!(read(b"\"a\x01b\xff\""), "ab\u{fffd}");
        assert_eq!(
            read(b"\"\\ud83d\\ude00 \\ud83d x \\ude00 \\\\ud83d\\\"\""),
            "\u{1f600} \u{fffd} x \u{fffd} \\ud83d\""
        );
    }

    #[test]
    fn the_site_is_what_answered() {
        let site = |href: &str| Links(serde_json::json!({"self": [{"href": href}]})).site();
        assert_eq!(site("https://example.org/blog/wp-json/wp/v2/pages/9").as_deref(), Some("https://example.org/blog"));
        assert_eq!(
            site("https://example.org/index.php?rest_route=/wp/v2/pages/9").as_deref(),
            Some("https://example.org")
        );
        assert_eq!(site("https://example.org/other"), None);
    }

    #[test]
    fn an_id_is_found_in_what_cannot_be_read() {
        assert_eq!(leading_id(b"{ \"id\" : 57,\"x"), Some(57));
        assert_eq!(leading_id(b"{\"x\":1"), None);
    }
}
