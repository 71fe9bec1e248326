//! A small site, exported, indexed and asked through the program, as a person does it.
//!
//! Pages are REST JSON in a folder of the test's own. Not a test itself.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A page of the small site.
pub(crate) struct AskedPage {
    value: Value,
}

/// A page with a path, a title and rendered content.
pub(crate) fn page(path: &str, title: &str, content: &str) -> AskedPage {
    AskedPage {
        value: json!({
            "id": 0, "type": "page", "status": "publish", "slug": path.rsplit('/').next(),
            "link": format!("https://small.example/{path}/"),
            "date_gmt": "2024-01-01T00:00:00", "modified_gmt": "2025-05-30T16:48:16",
            "title": {"rendered": title}, "content": {"rendered": content, "protected": false},
        }),
    }
}

impl AskedPage {
    pub(crate) fn with(mut self, field: &str, value: Value) -> AskedPage {
        self.value[field] = value;
        self
    }

    /// It as its export has it.
    pub(crate) fn into_value(self) -> Value {
        self.value
    }

    pub(crate) fn modified(self, moment: &str) -> AskedPage {
        self.with("modified_gmt", json!(moment))
    }

    pub(crate) fn language(self, tag: &str) -> AskedPage {
        self.with("yoast_head_json", json!({"schema": {"@graph": [{"@type": "WebPage", "inLanguage": tag}]}}))
    }
}

/// An indexed site.
pub(crate) struct Asked {
    folder: TempDir,
}

/// What a run of the program gave.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The site of these pages, with the built-in vocabulary.
pub(crate) fn site(pages: Vec<AskedPage>) -> Asked {
    site_with("", pages)
}

/// The site of these pages, with lines of a vocabulary of its own.
pub(crate) fn site_with(vocabulary: &str, pages: Vec<AskedPage>) -> Asked {
    let folder = tempfile::tempdir().unwrap();
    let values: Vec<Value> =
        pages.into_iter().enumerate().map(|(number, page)| page.with("id", json!(number + 1)).value).collect();
    std::fs::create_dir(folder.path().join("exports")).unwrap();
    std::fs::write(folder.path().join("exports/pages.json"), serde_json::to_vec(&values).unwrap()).unwrap();
    if !vocabulary.is_empty() {
        std::fs::write(folder.path().join("exports/vocabulary.txt"), vocabulary).unwrap();
    }
    let site = Asked { folder };
    let run = site.run(&["index", "exports"]);
    assert_eq!(run.code, 0, "{}", run.err);
    site
}

impl Asked {
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Runs the program in the site's folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, b"")
    }

    /// The same with something on standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Run {
        program(self.folder.path(), arguments, input)
    }

    /// The answer to a question as JSON, whatever the exit code.
    pub(crate) fn ask(&self, arguments: &[&str]) -> Value {
        let run = self.run(&[&["search", "--format", "json"], arguments].concat());
        serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}{}", run.out, run.err))
    }

    /// Paths of the pages that answer, best first, each once.
    pub(crate) fn pages(&self, arguments: &[&str]) -> Vec<String> {
        let mut pages: Vec<String> = Vec::new();
        for hit in self.ask(arguments)["hits"].as_array().unwrap() {
            let link = hit["page"]["link"].as_str().unwrap();
            let path = link.trim_start_matches("https://small.example/").trim_end_matches('/').to_owned();
            if !pages.contains(&path) {
                pages.push(path);
            }
        }
        pages
    }
}

/// Runs the program in a folder, without colour, on a terminal of 80 columns.
pub(crate) fn program(folder: &Path, arguments: &[&str], input: &[u8]) -> Run {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_vademecum"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("VADEMECUM_INDEX")
        .env_remove("VADEMECUM_CONFIG")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .env("COLUMNS", "80")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // The program may have stopped reading.
        let _ = to.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Texts that a hit's highlights cut out of its passage.
pub(crate) fn marked(hit: &Value) -> Vec<String> {
    let passage: Vec<char> = hit["passage"].as_str().unwrap().chars().collect();
    let ranges = hit["highlights"].as_array().unwrap();
    ranges
        .iter()
        .map(|range| {
            let at = |end: usize| range[end].as_u64().unwrap() as usize;
            passage[at(0)..at(1)].iter().collect()
        })
        .collect()
}

/// In what ways a hit says it matched: `query → text: by`.
pub(crate) fn matched(hit: &Value) -> Vec<String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let each = hit["matched"].as_array().unwrap().iter();
    each.map(|it| format!("{} → {}: {}", text(&it["query"]), text(&it["text"]), text(&it["by"]))).collect()
}
