//! The layout of the source tree: who imports whom, where each outside package is at home, how a file begins.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The modules in the order the data flows: each imports only from those before it.
const ORDER: &[&str] = &[
    "config",
    "corpus",
    "content",
    "analysis",
    "vocabulary",
    "engine",
    "query",
    "index",
    "search",
    "audit",
    "relevance",
    "questions",
    "output",
    "serve",
    "cli",
];

/// Outside packages and the only part of the tree that names them; several parts where each has a reason of its own.
const HOMES: &[(&str, &[&str])] = &[
    ("html2text", &["content/html"]),
    ("tantivy", &["engine/tantivy"]),
    ("quick_xml", &["corpus"]),
    ("encoding_rs", &["corpus"]),
    ("flate2", &["corpus"]),
    ("walkdir", &["corpus", "serve"]),
    ("zip", &["corpus"]),
    ("whatlang", &["content/language"]),
    ("aho_corasick", &["content/stems", "content/label"]),
    ("frostem", &["analysis"]),
    ("fastobo", &["vocabulary"]),
    ("strsim", &["query/spelling"]),
    // Every word of every text is looked up.
    ("foldhash", &["analysis"]),
    ("toml", &["config"]),
    ("fastrand", &["relevance"]),
    ("crossbeam_channel", &["index", "serve"]),
    ("crc32fast", &["index"]),
    ("indicatif", &["cli"]),
    ("clap", &["cli"]),
    ("axum", &["serve"]),
    ("hyper", &["serve"]),
    ("hyper_util", &["serve"]),
    ("tokio", &["serve"]),
    ("tower_http", &["serve"]),
    ("askama", &["serve", "output"]),
    // Exports are audited through an index made for the time being; tests of the index make folders.
    ("tempfile", &["cli", "index", "questions", "serve"]),
    ("anstream", &["cli"]),
    ("terminal_size", &["cli"]),
    ("textwrap", &["output"]),
    ("anstyle", &["output"]),
    // A batch of questions is read by the command, answers are written by the printer.
    ("csv", &["output", "cli"]),
    // Other machines are asked only by one check, only where that is asked for.
    ("ureq", &["audit/fetch", "serve"]),
    // The allocator is the program's choice, not the library's.
    ("mimalloc", &["main"]),
    // Addresses are read as the site's, compared as the index's keys.
    ("url", &["corpus", "index", "audit"]),
    // Slugs are decoded, fragments encoded, links compared.
    ("percent_encoding", &["corpus", "content", "index", "audit", "serve"]),
    // The same words are cut for passages as for the index.
    ("unicode_segmentation", &["content", "analysis"]),
    ("unicode_normalization", &["content", "analysis"]),
    // Exports come compressed, and the index keeps its pages so.
    ("zstd", &["corpus", "index"]),
    // What is stored is stored by the index, read by its searcher.
    ("postcard", &["index", "search"]),
    // Hashes tell whether files, pages and vocabularies have changed.
    ("blake3", &["corpus", "vocabulary", "index", "audit", "output", "questions", "serve", "cli"]),
    // Words are told apart by a hash under a key that nobody can guess.
    ("getrandom", &["questions"]),
];

/// Packages that every part may use: the language's own extensions in all but name.
const EVERYWHERE: &[&str] = &["anyhow", "jiff", "memchr", "serde", "serde_json"];

const MOST_LINES: usize = 400;

/// A file of `src/` by its path there.
struct SourceFile {
    path: String,
    text: String,
}

impl SourceFile {
    /// The module of the tree's first level; the crate's own two files have none.
    fn module(&self) -> Option<&str> {
        let first = self.path.split('/').next()?;
        let module = first.strip_suffix(".rs").unwrap_or(first);
        (!matches!(module, "lib" | "main")).then_some(module)
    }

    /// Its code: no comments, no doc examples.
    fn code(&self) -> impl Iterator<Item = &str> {
        self.text.lines().map(|line| line.split("//").next().unwrap_or_default())
    }

    /// Words that stand before `::` in its code, or after `use` and before `;`.
    fn roots(&self) -> BTreeSet<&str> {
        let mut roots = BTreeSet::new();
        for line in self.code() {
            for (at, _) in line.match_indices("::") {
                let before = line.get(..at).unwrap_or_default();
                let start = before.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |at| at + 1);
                // `a::b::c` has the root `a`; so has `::a::b`.
                let inner = before.get(..start).and_then(|head| head.strip_suffix("::"));
                if !inner.is_some_and(|head| head.ends_with(|c: char| c.is_alphanumeric() || "_>".contains(c))) {
                    roots.insert(before.get(start..).unwrap_or_default());
                }
            }
            if let Some(name) = line.trim().strip_prefix("use ").and_then(|rest| rest.strip_suffix(';')) {
                roots.insert(name);
            }
        }
        roots
    }

    /// Modules of the first level that its code names as `crate::module`.
    fn imports(&self) -> BTreeSet<&str> {
        let named = self.code().flat_map(|line| line.split("crate::").skip(1));
        named.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()).collect()
    }

    /// It declares a module of that name, which then is what it names.
    fn has_child(&self, name: &str) -> bool {
        self.code().any(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod ") == Some(&format!("{name};")))
    }

    fn stands_in(&self, home: &str) -> bool {
        self.path.strip_prefix(home).is_some_and(|rest| rest.starts_with(['/', '.']))
    }
}

fn tree() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let parts: Vec<_> =
                    path.strip_prefix(&root).unwrap().iter().map(|part| part.to_string_lossy()).collect();
                files.push(SourceFile { path: parts.join("/"), text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(files.len() > 50, "the tree was not found");
    files
}

fn place(module: &str) -> usize {
    let place = ORDER.iter().position(|&known| known == module);
    place.unwrap_or_else(|| panic!("`{module}` is not in the order; add it where the data reaches it"))
}

#[test]
fn a_module_imports_only_from_those_before_it() {
    let mut wrong = Vec::new();
    for file in tree() {
        let Some(module) = file.module() else { continue };
        for import in file.imports() {
            if import != module && place(import) >= place(module) {
                wrong.push(format!("src/{} imports crate::{import}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_outside_package_is_named_only_at_its_home() {
    let mut wrong = Vec::new();
    for file in tree() {
        let roots = file.roots();
        for (package, homes) in HOMES {
            let named = roots.contains(package) && !file.has_child(package);
            if named && !homes.iter().any(|home| file.stands_in(home)) {
                wrong.push(format!("src/{} names {package}, whose home is {}", file.path, homes.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_dependency_has_a_home_and_is_used_there() {
    let manifest = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let dependencies = manifest.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[").next()).unwrap();
    let names = dependencies.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.replace('-', "_"));
    let files = tree();
    for name in names.filter(|name| !EVERYWHERE.contains(&name.as_str())) {
        let home = HOMES.iter().find(|entry| entry.0 == name);
        assert!(home.is_some(), "`{name}` has no home; name it here or remove it from Cargo.toml");
        for home in home.map(|entry| entry.1).unwrap_or_default() {
            let used = files.iter().any(|file| file.stands_in(home) && file.roots().contains(name.as_str()));
            assert!(used, "`{name}` is not used in src/{home}; take that home from the list");
        }
    }
}

#[test]
fn every_file_says_what_it_is_and_fits() {
    let mut wrong = Vec::new();
    for file in tree() {
        if !file.text.starts_with("//! ") {
            wrong.push(format!("src/{} does not open with `//!`", file.path));
        }
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            wrong.push(format!("src/{} has {lines} lines", file.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
