//! Every shape in which an export is saved reads the same: packings, encodings, wrappers, several answers in one file.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::corpus_exports::Reading;

const ONE: &str = r#"{"id":1,"date_gmt":"2024-01-02T03:04:05","modified_gmt":"2024-05-06T07:08:09","slug":"caf%c3%a9","status":"publish","type":"page","link":"https:\/\/example.org\/caf%c3%a9\/","title":{"rendered":"Caf\u00e9 &#038; Tea"},"content":{"rendered":"<p>Text [one] \"quoted\" \ud83d\ude00<\/p>","protected":false},"acf":[],"_links":{"self":[{"href":"https:\/\/example.org\/wp-json\/wp\/v2\/pages\/1"}]}}"#;
const TWO: &str = r#"{"id":2,"modified_gmt":"2024-05-06T07:08:09","slug":"two","status":"publish","type":"page","link":"https:\/\/example.org\/two\/","title":{"rendered":"Two"},"content":{"rendered":"<p>Two<\/p>","protected":false}}"#;

const WXR: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!-- generator=\"WordPress/7.1\" created=\"2026-01-02 03:04\" -->\n",
    "<rss version=\"2.0\" xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel>\n<title>Site &#38; co</title>\n",
    "<wp:base_blog_url>https://example.org</wp:base_blog_url>\n<image><title>no</title><link>no</link></image>\n",
    "<item><title><![CDATA[CDATA ]]]]><![CDATA[> breaker]]></title><link>https://example.org/a/</link>",
    "<content:encoded><![CDATA[x </item><item> [sic]]]]]><![CDATA[> y [end]]]></content:encoded>",
    "<wp:post_id>1</wp:post_id><wp:status>publish</wp:status><wp:post_type>page</wp:post_type><wp:post_password/>",
    "<wp:postmeta><wp:meta_key>footnotes</wp:meta_key><wp:meta_value><![CDATA[[{\"content\":\"n\",\"id\":\"i\"}]]]></wp:meta_value></wp:postmeta>",
    "<wp:comment><wp:comment_author_email>a@example.org</wp:comment_author_email><wp:commentmeta><wp:meta_key>footnotes</wp:meta_key>",
    "<wp:meta_value>[]</wp:meta_value></wp:commentmeta></wp:comment></item>\n",
    "<item><title>Fish & chips &eacute; &nosuch;</title><link>https://example.org/b/</link><content:encoded><![CDATA[b\0c]]></content:encoded>",
    "<wp:post_id>2</wp:post_id><wp:status>publish</wp:status><wp:post_type>page</wp:post_type></item>\n</channel>\n</rss>\n",
);

/// A folder with one file of `bytes`, read as named on the command line.
fn reading(bytes: &[u8]) -> Reading {
    let (_folder, path) = saved(bytes);
    Reading::of(&[path], &["page"])
}

fn saved(bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("export");
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn utf16(text: &str) -> Vec<u8> {
    [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn both_pages_are_read_from_every_shape() {
    let array = format!("[{ONE},{TWO}]");
    let escaped = array.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let shapes: [(&str, Vec<u8>); 18] = [
        ("array", array.clone().into()),
        ("mark and blank lines", format!("\u{feff}\n\n{array}\n").into()),
        ("php warning", format!("<br />\n<b>Warning</b>:  Undefined [x] in <b>a.php</b> on line <b>1</b><br />\n{array}").into()),
        ("curl -i", format!("HTTP/1.1 200 OK\r\nLink: <x>; rel=\"y\"\r\n\r\n{array}").into()),
        ("envelope", format!("{{\"body\":{array},\"status\":200,\"headers\":{{\"X-WP-Total\":2}}}}").into()),
        ("jsonp", format!("/**/my.cb({array});").into()),
        ("json lines", format!("{ONE}\n{TWO}\n").into()),
        ("objects in a row", format!("{ONE}{TWO}").into()),
        ("answers in a row", format!("[{ONE}]\n[]\n[{TWO}]").into()),
        ("warning between answers", format!("[{ONE}]<br />\n<b>Notice</b>: [client] {{x}}<br />\n[{TWO}]").into()),
        ("array of arrays", format!("[[{ONE}],[{TWO}]]").into()),
        ("browser", format!("<html><head></head><body><pre style=\"a\">{escaped}</pre></body></html>").into()),
        ("browser, quotes too", format!("<pre>{}</pre>", escaped.replace('"', "&quot;")).into()),
        ("utf-16", utf16(&array)),
        ("gzip", gzip(array.as_bytes())),
        ("gzip in gzip", gzip(&gzip(array.as_bytes()))),
        ("zstd", zstd::encode_all(array.as_bytes(), 1).unwrap()),
        ("past the end", format!("[{ONE},{TWO}]{{\"code\":\"rest_post_invalid_page_number\",\"message\":\"m\",\"data\":{{\"status\":400}}}}").into()),
    ];
    for (shape, bytes) in shapes {
        let reading = reading(&bytes);
        let report = reading.only();
        assert!(report.complete && report.error.is_none(), "{shape}: {report:?}");
        assert_eq!(reading.pages.len(), 2, "{shape}");
        assert_eq!(reading.pages[0].content, "<p>Text [one] \"quoted\" \u{1f600}</p>", "{shape}");
        assert_eq!(reading.pages[0].title_html, "Caf\u{e9} &#038; Tea", "{shape}");
        assert_eq!(reading.pages[0].slug, "caf\u{e9}", "{shape}");
        assert_eq!(reading.pages[0].site, "https://example.org", "{shape}");
        assert!(reading.skipped.is_empty(), "{shape}");
    }
}

#[test]
fn a_single_object_is_a_page() {
    let reading = reading(ONE.as_bytes());
    assert_eq!(reading.pages.len(), 1);
    assert_eq!(reading.pages[0].published, "2024-01-02T03:04:05Z".parse().ok());
    assert_eq!(reading.only().created, "2024-05-06T07:08:09Z".parse().ok());
}

#[test]
fn members_of_a_zip_are_sources_of_their_own() {
    let json = format!("[{ONE}]");
    let inner = zip(&[("deep.json", format!("[{TWO}]").as_bytes())]);
    let bytes = zip(&[
        ("z/b.json", json.as_bytes()),
        ("a.xml", WXR.as_bytes()),
        ("__MACOSX/b.json", b"x"),
        ("notes.txt", b"hello"),
        ("in.zip", &inner),
    ]);
    let (_folder, path) = saved(&bytes);
    let reading = Reading::of(std::slice::from_ref(&path), &["page"]);
    let names: Vec<String> =
        reading.reports.iter().map(|report| report.source.replace(&*path.to_string_lossy(), "z")).collect();
    assert_eq!(names, ["z!a.xml", "z!in.zip!deep.json", "z!notes.txt", "z!z/b.json"]);
    assert!(reading.reports.iter().all(|report| report.error.is_none() && !report.named));
    assert_eq!(reading.pages.len(), 4);
}

#[test]
fn an_archive_without_an_export_is_one_source() {
    let bytes = zip(&[("a.txt", b"a"), ("b.txt", b"b")]);
    let (folder, path) = saved(&bytes);
    assert!(
        Reading::of(&[path], &["page"])
            .only()
            .error
            .as_deref()
            .is_some_and(|error| error.contains("without a WordPress export"))
    );
    assert_eq!(Reading::of(&[folder.path().to_owned()], &["page"]).only().warnings[0].code, "passed-over");
}

#[test]
fn a_wxr_file_is_read_with_all_that_wordpress_writes_into_it() {
    for bytes in
        [WXR.as_bytes().to_vec(), gzip(WXR.as_bytes()), utf16(WXR), format!("<br />\nNotice\n{WXR}").into_bytes()]
    {
        let reading = reading(&bytes);
        let report = reading.only();
        assert!(report.complete && report.whole && report.error.is_none(), "{report:?}");
        assert_eq!(reading.pages.len(), 2);
        let [first, second] = &reading.pages[..] else { panic!() };
        assert_eq!(first.title_html, "CDATA ]]> breaker");
        assert_eq!(first.content, "x </item><item> [sic]]]> y [end]");
        assert_eq!(first.footnotes, [("i".to_owned(), "n".to_owned())]);
        assert_eq!(first.organisation.as_deref(), Some("Site & co"));
        assert_eq!(second.title_html, "Fish & chips \u{e9} &nosuch;");
        assert_eq!(second.content, "bc");
        assert_eq!(report.warnings.iter().filter(|warning| warning.code == "xml-repaired").count(), 2, "{report:?}");
    }
}

#[test]
fn a_file_that_is_no_export_is_an_error_when_named_and_passed_over_in_a_folder() {
    for text in [
        "",
        "hello",
        "<html><p>hi</p></html>",
        "<?xml version=\"1.0\"?><urlset></urlset>",
        "[{\"id\":1,\"name\":\"A\",\"slug\":\"a\",\"link\":\"x\"}]",
        "[1,2]",
        "{\"name\":\"x\",\"routes\":{}}",
    ] {
        let (folder, path) = saved(text.as_bytes());
        let named = Reading::of(std::slice::from_ref(&path), &["page"]);
        let error = named.only().error.clone().unwrap_or_default();
        assert!(error.starts_with(&format!("`{}` is ", path.display())), "{text}: {error}");
        let walked = Reading::of(&[folder.path().to_owned()], &["page"]);
        let report = walked.only();
        assert!(
            report.error.is_none() && !report.complete && report.warnings[0].code == "passed-over",
            "{text}: {report:?}"
        );
    }
}

#[test]
fn a_folder_is_walked_sorted_without_hidden_files_and_no_file_twice() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("b")).unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    for (name, text) in
        [("c.json", TWO), ("b/a.json", ONE), (".git/x.json", ONE), (".h.json", ONE), ("vocabulary.txt", "a, b")]
    {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let reading = Reading::of(&[folder.path().to_owned(), folder.path().join("c.json")], &["page"]);
    let ids: Vec<u64> = reading.pages.iter().map(|page| page.id).collect();
    assert_eq!(ids, [1, 2]);
    assert_eq!(reading.reports.len(), 2);
    assert!(reading.reports[1].named);
}

#[test]
fn a_path_that_is_not_there_is_an_error_that_names_it() {
    let reading = Reading::of(&[PathBuf::from("no/such/file.json")], &["page"]);
    assert!(reading.only().error.as_deref().is_some_and(|error| error.contains("`no/such/file.json` cannot be read")));
}

#[test]
fn a_word_from_the_sink_stops_the_reading() {
    let (_folder, path) = saved(format!("[{ONE},{TWO}]").as_bytes());
    let mut seen = 0;
    let outcome = vademecum::corpus::read(
        &[path],
        &vademecum::corpus::ReadOptions::default(),
        &mut |_, _| {
            seen += 1;
            anyhow::bail!("disk full")
        },
        &|_| {},
    );
    assert_eq!(outcome.unwrap_err().to_string(), "disk full");
    assert_eq!(seen, 1);
}
