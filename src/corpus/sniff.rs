//! Tells what a text is from its first bytes, whatever the file is called.
//!
//! Looks past what comes before the payload: a byte order mark, blank lines, PHP warnings, HTTP headers. Whether a
//! JSON text holds pages is for [`super::rest`] to find out.

use memchr::memmem;

/// What a text is, and where in it the payload starts.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A WordPress eXtended RSS file.
    Wxr { start: usize },
    /// JSON, plain or called as JSONP.
    Json { start: usize },
    /// JSON in a browser's `<pre>`, with its references escaped.
    Pre { start: usize },
    /// Something else; the text says what, to follow the file's name.
    Foreign(&'static str),
}

const WXR_MARKS: [&[u8]; 3] = [b"wordpress.org/export/", b"wp:wxr_version", b"WordPress eXtended RSS"];
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Tells the format of the text that begins with `head`.
pub(super) fn sniff(head: &[u8]) -> Format {
    let start = skip_blank(head);
    let Some(text) = head.get(start..).filter(|text| !text.is_empty()) else {
        return Format::Foreign("is empty");
    };
    if is_json_start(text) || matches!(text.first(), Some(b'[' | b'{')) {
        return Format::Json { start };
    }
    if let Some(call) = jsonp_payload(text) {
        return Format::Json { start: start + call };
    }
    if starts_html_page(text) {
        return match pre_payload(text) {
            Some(pre) => Format::Pre { start: start + pre },
            None => Format::Foreign("is an HTML page, not a WordPress export"),
        };
    }
    let xml = xml_start(text);
    let json = json_after_noise(text);
    match (xml, json) {
        (Some(xml), json) if json.is_none_or(|json| xml < json) => {
            let document = text.get(xml..).unwrap_or_default();
            if WXR_MARKS.iter().any(|mark| memmem::find(document, mark).is_some()) {
                Format::Wxr { start: start + xml }
            } else {
                Format::Foreign("is XML but no WordPress export (it has no `wp:wxr_version`)")
            }
        }
        (_, Some(json)) => Format::Json { start: start + json },
        _ => match pre_payload(text) {
            Some(pre) => Format::Pre { start: start + pre },
            None => Format::Foreign("is no WordPress export"),
        },
    }
}

fn skip_blank(head: &[u8]) -> usize {
    let mut at = 0;
    loop {
        let rest = head.get(at..).unwrap_or_default();
        if rest.starts_with(BYTE_ORDER_MARK) {
            at += BYTE_ORDER_MARK.len();
        } else if rest.first().is_some_and(|byte| byte.is_ascii_whitespace() || *byte == 0) {
            at += 1;
        } else {
            return at;
        }
    }
}

fn trim(text: &[u8]) -> &[u8] {
    text.trim_ascii_start()
}

/// `[{"`, `[]` or `{"`, with white space allowed between.
fn is_json_start(text: &[u8]) -> bool {
    let object = |text: &[u8]| text.strip_prefix(b"{").is_some_and(|inner| trim(inner).starts_with(b"\""));
    match text.strip_prefix(b"[") {
        Some(inner) => object(trim(inner)) || trim(inner).starts_with(b"]"),
        None => object(text),
    }
}

/// Where the argument of `/**/callback([` begins.
fn jsonp_payload(text: &[u8]) -> Option<usize> {
    let call = text.strip_prefix(b"/**/").map_or(text, trim);
    let name =
        call.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.')).count();
    let argument = trim(call.get(name..)?).strip_prefix(b"(")?;
    let payload = trim(argument);
    is_json_start(payload).then(|| text.len() - payload.len())
}

fn starts_html_page(text: &[u8]) -> bool {
    let opening = text.get(..15).unwrap_or(text).to_ascii_lowercase();
    opening.starts_with(b"<!doctype html") || opening.starts_with(b"<html") || opening.starts_with(b"<pre")
}

/// Where the JSON in the first `<pre>` that holds any begins.
fn pre_payload(text: &[u8]) -> Option<usize> {
    memmem::find_iter(text, b"<pre").find_map(|at| {
        let tag = text.get(at..)?;
        let inner = tag.get(memchr::memchr(b'>', tag)? + 1..)?;
        let payload = trim(inner);
        matches!(payload.first(), Some(b'[' | b'{')).then(|| text.len() - payload.len())
    })
}

fn xml_start(text: &[u8]) -> Option<usize> {
    memmem::find(text, b"<?xml").or_else(|| memmem::find(text, b"<rss"))
}

/// JSON that follows other text: at the start of a line, or right after a tag.
fn json_after_noise(text: &[u8]) -> Option<usize> {
    memchr::memchr2_iter(b'[', b'{', text).find(|&at| {
        let before = at.checked_sub(1).and_then(|last| text.get(last));
        matches!(before, Some(b'\n' | b'\r' | b'>')) && text.get(at..).is_some_and(is_json_start)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_told_in_every_shape() {
        assert_eq!(sniff(b"[{\"id\":1}]"), Format::Json { start: 0 });
        assert_eq!(sniff(b"\xef\xbb\xbf\n\n[]"), Format::Json { start: 5 });
        assert_eq!(sniff(b"/**/cb([{\"id\":1}])"), Format::Json { start: 7 });
        assert_eq!(sniff(b"my.cb( {\"id\":1})"), Format::Json { start: 7 });
        assert_eq!(sniff(b"<br />\n<b>Warning</b>: x [y] in <b>z</b><br />\n[{\"id\":1}]"), Format::Json { start: 47 });
        assert_eq!(sniff(b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n[ {\n\"id\":1}]"), Format::Json { start: 25 });
    }

    #[test]
    fn a_browser_s_wrapper_is_looked_into() {
        let page = b"<html><head></head><body><pre style=\"x\">[{\"id\":1}]</pre></body></html>";
        assert_eq!(sniff(page), Format::Pre { start: 40 });
        assert!(matches!(sniff(b"<!DOCTYPE html><p>[{\"a\":1}]"), Format::Foreign(_)));
    }

    #[test]
    fn only_xml_with_a_wxr_mark_is_an_export() {
        let wxr = b"<br />\nWarning\n<?xml version=\"1.0\"?>\n<rss xmlns:wp=\"http://wordpress.org/export/1.2/\">";
        assert_eq!(sniff(wxr), Format::Wxr { start: 15 });
        assert!(matches!(sniff(b"<?xml version=\"1.0\"?><urlset/>"), Format::Foreign(_)));
    }

    #[test]
    fn prose_and_nothing_are_foreign() {
        for text in [&b""[..], b" \n", b"# Read me\n\nSee `[{\"id\":1}]`.", b"HTTP/1.1 200 OK\r\nA: [b]\r\n"] {
            assert!(matches!(sniff(text), Format::Foreign(_)), "{text:?}");
        }
    }
}
