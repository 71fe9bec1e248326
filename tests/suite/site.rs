//! A small site made for a test: its exports and its index in a folder of their own, and the program run on them.
//!
//! Exports are written as WordPress writes them, REST answers and WXR; only what the tests of the index need.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// One page of a site.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    pub(crate) id: u64,
    pub(crate) body: String,
    pub(crate) modified: &'static str,
    pub(crate) status: &'static str,
    pub(crate) password: &'static str,
    pub(crate) post_type: &'static str,
    pub(crate) site: &'static str,
    /// Where it is not the usual one.
    pub(crate) link: Option<&'static str>,
}

/// A published page whose text is a sentence with `word` in it.
pub(crate) fn page(id: u64, word: &str) -> Page {
    Page {
        id,
        body: format!("<p>This paragraph of the page speaks of {word} and of nothing else that matters.</p>"),
        modified: "2025-01-01T00:00:00",
        status: "publish",
        password: "",
        post_type: "page",
        site: "https://example.org",
        link: None,
    }
}

impl Page {
    pub(crate) fn modified(self, modified: &'static str) -> Page {
        Page { modified, ..self }
    }

    pub(crate) fn status(self, status: &'static str) -> Page {
        Page { status, ..self }
    }

    fn link(&self) -> String {
        self.link.map_or_else(|| format!("{}/page-{}/", self.site, self.id), str::to_owned)
    }

    fn rest(&self) -> Value {
        let Page { id, body, modified, status, password, post_type, .. } = self;
        json!({ "id": id, "date_gmt": "2024-01-01T00:00:00", "modified_gmt": modified, "slug": format!("page-{id}"),
            "status": status, "type": post_type, "link": self.link(), "title": { "rendered": format!("Page {id}") },
            "content": { "rendered": body, "protected": !password.is_empty() }, "parent": 0 })
    }

    fn item(&self) -> String {
        let Page { id, body, modified, status, password, post_type, .. } = self;
        let (link, modified) = (self.link(), modified.replace('T', " "));
        format!(
            "<item><title><![CDATA[Page {id}]]></title><link>{link}</link>\n\
             <content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{id}</wp:post_id>\n\
             <wp:post_date_gmt><![CDATA[2024-01-01 00:00:00]]></wp:post_date_gmt>\n\
             <wp:post_modified_gmt><![CDATA[{modified}]]></wp:post_modified_gmt>\n\
             <wp:post_name><![CDATA[page-{id}]]></wp:post_name><wp:status><![CDATA[{status}]]></wp:status>\n\
             <wp:post_parent>0</wp:post_parent><wp:post_type><![CDATA[{post_type}]]></wp:post_type>\n\
             <wp:post_password><![CDATA[{password}]]></wp:post_password></item>\n"
        )
    }
}

/// The program's folder in a test.
pub(crate) struct Site {
    folder: tempfile::TempDir,
}

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    fn of(output: &Output) -> Run {
        Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// `indexed, unchanged, updated, removed, skipped` of a report.
    pub(crate) fn counts(&self) -> [u64; 5] {
        let report = self.json();
        ["indexed", "unchanged", "updated", "removed", "skipped"].map(|count| report["pages"][count].as_u64().unwrap())
    }

    /// The texts of a report's warnings with this code.
    pub(crate) fn warnings(&self, code: &str) -> Vec<String> {
        let report = self.json();
        let all = report["warnings"].as_array().unwrap().iter().filter(|warning| warning["code"] == code);
        all.map(|warning| warning["text"].as_str().unwrap().to_owned()).collect()
    }
}

impl Site {
    pub(crate) fn new() -> Site {
        Site { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn index_folder(&self) -> PathBuf {
        self.path("index")
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Writes a REST answer.
    pub(crate) fn rest(&self, name: &str, pages: &[Page]) {
        let pages: Vec<Value> = pages.iter().map(Page::rest).collect();
        self.write(name, Value::from(pages).to_string());
    }

    /// Writes a WXR made at `created`, as `2025-02-01 10:00`.
    pub(crate) fn wxr(&self, name: &str, created: &str, pages: &[Page]) {
        let items: String = pages.iter().map(Page::item).collect();
        self.write(
            name,
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!-- generator=\"WordPress/6.8\" created=\"{created}\" -->\n\
                 <rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" \
                 xmlns:wp=\"http://wordpress.org/export/1.2/\">\n<channel><title>A site</title>\
                 <link>https://example.org</link><language>en-US</language><wp:wxr_version>1.2</wp:wxr_version>\
                 <wp:base_site_url>https://example.org</wp:base_site_url>\
                 <wp:base_blog_url>https://example.org</wp:base_blog_url>\n{items}</channel></rss>\n"
            ),
        );
    }

    /// The program in the site's folder, with its index in `index/`.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vademecum"));
        command.current_dir(self.folder.path()).args(arguments);
        command.env_remove("VADEMECUM_INDEX").env_remove("VADEMECUM_CONFIG");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::of(&self.command(arguments).output().unwrap())
    }

    /// `vademecum index --format json` with these arguments.
    pub(crate) fn index(&self, arguments: &[&str]) -> Run {
        self.run(&[&["index", "--format", "json"], arguments].concat())
    }

    /// The ids of the pages that answer, best first.
    pub(crate) fn found(&self, question: &str) -> Vec<u64> {
        let answer = self.run(&["search", "-n", "1000", "--no-correct", "--format", "json", question]).json();
        let hits = answer["hits"].as_array().unwrap().iter();
        hits.map(|hit| hit["page"]["id"].as_u64().unwrap()).collect()
    }
}

/// An answer without the time it took.
pub(crate) fn without_time(mut answer: Value) -> Value {
    if let Some(fields) = answer.as_object_mut() {
        fields.remove("took_ms");
    }
    answer
}

/// Every file under a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}
