//! One site, exported twice: REST (rendered) and WXR (source) must read the same, word for word.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use vademecum::content::blocks;
use vademecum::corpus::{ExportKind, RawPage};

fn data(file: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("VADEMECUM_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let path = folder.join("wordpress").join(file);
    path.exists().then_some(path)
}

/// A page's words: folded, without punctuation, and without what dynamic blocks put on a rendered page.
fn words(page: &RawPage) -> Vec<String> {
    let mut text = String::new();
    for block in blocks(page).blocks.iter().filter(|block| !block.dynamic) {
        text.push_str(&block.text);
        text.push('\n');
    }
    let folded: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    let folded = folded.replace(['\'', '’', '‘'], "");
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

type Pages = BTreeMap<u64, RawPage>;

fn rest_pages() -> Result<Option<Pages>, Box<dyn Error>> {
    let mut pages = BTreeMap::new();
    for file in ["rest/page-1.json", "rest/page-2.json"] {
        let Some(path) = data(file) else {
            return Ok(None);
        };
        let items: Vec<serde_json::Value> = serde_json::from_slice(&std::fs::read(path)?)?;
        for item in items.iter().filter(|item| item["content"]["protected"] == false) {
            let id = item["id"].as_u64().ok_or("an item without id")?;
            let content = item["content"]["rendered"].as_str().ok_or("an item without content")?.to_owned();
            pages.insert(id, RawPage { kind: Some(ExportKind::Rest), id, content, ..RawPage::default() });
        }
    }
    Ok(Some(pages))
}

/// The content of each item, cut out crudely: what matters here is its text.
fn wxr_pages() -> Result<Option<Pages>, Box<dyn Error>> {
    let Some(path) = data("wxr/page.xml") else {
        return Ok(None);
    };
    let file = std::fs::read(path)?;
    let file = String::from_utf8_lossy(&file);
    let between = |text: &str, start: &str, end: &str| {
        let from = text.find(start)? + start.len();
        Some(text[from..from + text[from..].find(end)?].to_owned())
    };
    let pages = file.split("\t<item>\n").skip(1).filter_map(|item| {
        let id = between(item, "<wp:post_id>", "<")?.parse().ok()?;
        let content =
            between(item, "<content:encoded><![CDATA[", "]]></content:encoded>")?.replace("]]]]><![CDATA[>", "]]>");
        let notes = item
            .split_once("<![CDATA[footnotes]]>")
            .and_then(|(_, rest)| between(rest, "<![CDATA[", "]]></wp:meta_value>"));
        let notes: Vec<serde_json::Value> =
            notes.and_then(|notes| serde_json::from_str(&notes).ok()).unwrap_or_default();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let footnotes = notes.iter().map(|note| (text(&note["id"]), text(&note["content"]))).collect();
        Some((id, RawPage { kind: Some(ExportKind::Wxr), id, content, footnotes, ..RawPage::default() }))
    });
    Ok(Some(pages.collect()))
}

#[test]
fn both_exports_of_a_site_have_the_same_words() {
    let (Some(rest), Some(wxr)) = (rest_pages().unwrap(), wxr_pages().unwrap()) else {
        println!("skipped: both_exports_of_a_site_have_the_same_words: no ../shared/data");
        return;
    };
    assert_eq!(rest.len(), 116);
    let mut differing = Vec::new();
    for (id, page) in &rest {
        let (rendered, source) = (words(page), wxr.get(id).map(words).unwrap_or_default());
        if rendered != source {
            let at = rendered.iter().zip(&source).take_while(|(a, b)| a == b).count();
            let near = |words: &[String]| words.iter().skip(at).take(8).cloned().collect::<Vec<_>>().join(" ");
            differing.push(format!("{id} at word {at}: `{}` / `{}`", near(&rendered), near(&source)));
        }
    }
    println!("{} of {} pages differ:\n{}", differing.len(), rest.len(), differing.join("\n"));
    assert!(rest.len() - differing.len() >= 88, "only {} pages agree", rest.len() - differing.len());
}
