//! No secret of an export is in any file of an index: not in the postings, the stored passages or the kept pages.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tantivy::schema::Value as _;

use crate::site::{Page, Site, files, page};

/// Everything that an index holds, unpacked: the bytes of each file, the kept pages, the terms, the stored passages.
fn contents(index: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut contents = Vec::new();
    for path in files(index) {
        let bytes = std::fs::read(&path).unwrap();
        if path.extension().is_some_and(|extension| extension == "pack") {
            contents.push((path.clone(), zstd::decode_all(bytes.as_slice()).unwrap()));
        }
        if path.file_name().is_some_and(|name| name == "meta.json") {
            contents.push((path.clone(), postings(path.parent().unwrap())));
        }
        contents.push((path, bytes));
    }
    contents
}

/// Terms and stored passages of a tantivy index, those of deleted passages too.
fn postings(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let index = tantivy::Index::open_in_dir(folder).unwrap();
    for segment in index.searchable_segments().unwrap() {
        let reader = tantivy::SegmentReader::open(&segment).unwrap();
        for (field, entry) in index.schema().fields().filter(|(_, entry)| entry.field_type().is_str()) {
            let inverted = reader.inverted_index(field).unwrap();
            let mut terms = inverted.terms().stream().unwrap();
            while terms.advance() {
                bytes.extend_from_slice(terms.key());
                bytes.push(b' ');
            }
            assert!(entry.is_indexed());
        }
        let store = reader.get_store_reader(1).unwrap();
        for document in 0..reader.max_doc() {
            let document: tantivy::TantivyDocument = store.get(document).unwrap();
            for (_, value) in document.field_values() {
                bytes.extend_from_slice(value.as_bytes().unwrap_or_default());
            }
        }
    }
    bytes
}

/// The words of a text in lower case, long enough not to be there by chance.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 7);
    words.map(str::to_lowercase).collect()
}

/// Fails if a word or a string is anywhere in an index.
fn assert_none(index: &Path, forbidden: &BTreeSet<String>, strings: &[String]) {
    let contents = contents(index);
    assert!(contents.len() > 5);
    for (path, bytes) in &contents {
        let text = String::from_utf8_lossy(bytes);
        let found: Vec<String> = words(&text).intersection(forbidden).cloned().collect();
        assert!(found.is_empty(), "{} holds {found:?}", path.display());
        let lower = text.to_lowercase();
        for string in strings {
            assert!(!lower.contains(&string.to_lowercase()), "{} holds {string}", path.display());
        }
    }
}

/// Public and withheld text of exports, and strings that must not get out whoever wrote them.
#[derive(Default)]
struct Texts {
    public: BTreeSet<String>,
    /// Public text as it stands, in lower case.
    open: String,
    withheld: BTreeSet<String>,
    secrets: Vec<String>,
}

impl Texts {
    fn add_public(&mut self, text: &str) {
        self.public.extend(words(text));
        self.open.push_str(&text.to_lowercase());
    }

    fn add_rest(&mut self, json: &str) {
        let items: Vec<Value> = serde_json::from_str(json).unwrap();
        for item in &items {
            let password = item["password"].as_str().unwrap_or_default();
            let locked = item["content"]["protected"] == true || item["excerpt"]["protected"] == true;
            let public = item["status"].as_str().unwrap_or("publish") == "publish" && password.is_empty() && !locked;
            let text = [&item["title"], &item["content"], &item["excerpt"]].map(Value::to_string).join(" ");
            let text = text.replace("\\n", " ").replace("\\t", " ").replace("\\r", " ");
            if public {
                self.add_public(&text);
            } else {
                self.withheld.extend(words(&text));
            }
            self.secrets.extend(Some(password.to_owned()).filter(|password| !password.is_empty()));
        }
    }

    fn add_wxr(&mut self, xml: &str) {
        let mut item = String::new();
        let (channel, items) = xml.split_once("<item>").unwrap();
        self.add_public(channel);
        for part in items.split("<item>") {
            item.push_str(part);
            // A text may hold `</item><item>` itself.
            let Some(status) = field(&item, "wp:status") else { continue };
            let password = field(&item, "wp:post_password").unwrap_or_default();
            let (body, comments) = item.split_once("<wp:comment>").unwrap_or((&item, ""));
            if status == "publish" && password.is_empty() && field(&item, "wp:post_type") == Some("page") {
                self.add_public(body);
            } else if status != "publish" || !password.is_empty() {
                self.withheld.extend(words(field(body, "content:encoded").unwrap_or_default()));
                self.secrets.extend(Some(password.to_owned()).filter(|password| !password.is_empty()));
            }
            self.withheld.extend(words(comments));
            for name in ["wp:comment_author_email", "wp:comment_author_IP"] {
                for rest in comments.split(&format!("<{name}>")).skip(1) {
                    let value = rest.split("</").next().unwrap_or_default().replace("<![CDATA[", "").replace("]]>", "");
                    // The address of the site itself is in every link.
                    let secret = value.contains(['@', '.']) && !channel.contains(&value);
                    self.secrets.extend(Some(value).filter(|_| secret));
                }
            }
            item.clear();
        }
        for email in xml.split("<wp:author_email>").skip(1) {
            let email = email.split("</").next().unwrap_or_default().replace("<![CDATA[", "").replace("]]>", "");
            self.secrets.push(email);
        }
    }

    /// Words that stand in nothing but what is withheld, nor in an index of none of these exports, whose vocabulary
    /// has words of its own.
    fn only_withheld(&self) -> BTreeSet<String> {
        let site = Site::new();
        site.rest("pages.json", &[page(1, "nothing")]);
        assert_eq!(site.index(&["pages.json"]).code, 0);
        let mut own = BTreeSet::new();
        for (_, bytes) in contents(&site.index_folder()) {
            own.extend(words(&String::from_utf8_lossy(&bytes)));
        }
        // The stem of a public word, as terms are, may be a withheld one: "visitors".
        let is_stem =
            |word: &String| self.public.range(word.clone()..).next().is_some_and(|next| next.starts_with(word));
        self.withheld.iter().filter(|word| !is_stem(word) && !own.contains(*word)).cloned().collect()
    }
}

/// The text of a field of a WXR item.
fn field<'a>(item: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = item.split_once(&format!("<{name}>"))?;
    let (text, _) = rest.split_once(&format!("</{name}>"))?;
    Some(text.strip_prefix("<![CDATA[").and_then(|text| text.strip_suffix("]]>")).unwrap_or(text))
}

#[test]
fn nothing_withheld_in_real_exports_is_in_any_file_of_the_index() {
    let own_name = "nothing_withheld_in_real_exports_is_in_any_file_of_the_index";
    let names = ["leaky/page-any-2.json", "leaky/trash.json", "wxr/all.xml"];
    let site = Site::new();
    let mut found = Texts::default();
    for name in names {
        let Some(bytes) = crate::shared_data::file(own_name, &format!("wordpress/{name}")) else { return };
        let export = String::from_utf8_lossy(&bytes).into_owned();
        if name.ends_with("json") {
            found.add_rest(&export);
        } else {
            found.add_wxr(&export);
        }
        site.write(&name.replace('/', "-"), bytes);
    }
    let forbidden = found.only_withheld();
    assert!(forbidden.len() >= 20, "{forbidden:?}");
    // A password may be a word that public pages have: "enter".
    found.secrets.retain(|secret| !found.open.contains(&secret.to_lowercase()));
    found.secrets.sort();
    found.secrets.dedup();
    assert!(found.secrets.len() >= 4, "{:?}", found.secrets);
    for exports in [&["leaky-page-any-2.json", "leaky-trash.json", "wxr-all.xml"][..], &["wxr-all.xml"]] {
        let run = site.index(&[exports, &["--index", "leaks", "--allow-shrink"]].concat());
        assert!(run.code == 0 && run.counts()[..3].iter().sum::<u64>() > 0, "{run:?}");
        assert_none(&site.path("leaks"), &forbidden, &found.secrets);
    }
}

#[test]
fn no_sentinel_of_the_sample_site_is_in_its_index() {
    let sentinels = [
        "quillfeather",
        "mossglimmer",
        "brindlewick",
        "tarrowmint",
        "hollowlark42",
        "pellbrook",
        "marrowthistle",
        "snagglewort",
        "burdockle",
        "held.comment@example.net",
        "198.51.100.23",
        "wren.fictional@example.com",
        "203.0.113.77",
        "philippa.fictional@example.org",
    ];
    let site = Site::new();
    let corpus = format!("{}/corpus", env!("CARGO_MANIFEST_DIR"));
    let run = site.index(&[&corpus]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_none(&site.index_folder(), &BTreeSet::new(), &sentinels.map(str::to_owned));
}

#[test]
fn a_page_withheld_after_it_was_public_is_in_no_file_any_more() {
    let pages = || (1..=8).map(|id| page(id, &format!("place{id}here"))).collect::<Vec<_>>();
    let site = Site::new();
    let mut public = pages();
    public[2] = page(3, "brindlequartz");
    site.rest("pages.json", &public);
    assert_eq!(site.index(&["pages.json"]).code, 0);
    let secret = BTreeSet::from(["brindlequartz".to_owned()]);
    assert!(
        contents(&site.index_folder())
            .iter()
            .any(|(_, bytes)| !words(&String::from_utf8_lossy(bytes)).is_disjoint(&secret))
    );
    public[2] = page(3, "brindlequartz").status("private");
    site.rest("pages.json", &public);
    assert_eq!(site.index(&["pages.json"]).counts(), [0, 7, 0, 1, 1]);
    assert_none(&site.index_folder(), &secret, &[]);
    assert_eq!(site.run(&["index", "--verify"]).code, 0);
    assert_eq!(site.found("Page 8").first(), Some(&8));
}

#[test]
fn a_page_that_is_public_in_an_older_file_of_the_run_is_in_no_file() {
    let site = Site::new();
    site.rest("a.json", &[page(1, "brindlequartz"), page(2, "nothing")]);
    let locked = Page { password: "hollowlark", ..page(1, "brindlequartz").modified("2025-05-01T00:00:00") };
    site.wxr("b.xml", "2025-06-01 10:00", &[locked, page(2, "nothing")]);
    let run = site.index(&["a.json", "b.xml"]);
    assert_eq!((run.code, run.counts()[0]), (0, 1), "{run:?}");
    let secret = BTreeSet::from(["brindlequartz".to_owned(), "hollowlark".to_owned()]);
    assert_none(&site.index_folder(), &secret, &[]);
}
