//! The README is a test: every command in a `console` block is run, and what it prints must be what stands there.
//!
//! The commands run in order, by `sh`, in one folder that holds a copy of `corpus/`, so that one may write a file that
//! the next one reads; `$ echo $?` gives the exit code of the command before. Standard output and standard error are
//! one text, as on a terminal. Times are not compared: a number before `ms`, `s:` or `seconds`, and the value of
//! `"took_ms"` and `"seconds"` in JSON.
//!
//! With `VADEMECUM_UPDATE_README=1` the outputs in the README are written anew and the test passes; a block that
//! differs in its times alone stays as it is.
#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Stdio};

/// Environment variable that has the README rewritten.
const UPDATE: &str = "VADEMECUM_UPDATE_README";
const OPENING: &str = "```console";
const CLOSING: &str = "```";

/// A command of the README and what stands below it.
#[derive(Debug, PartialEq, Eq)]
struct Example {
    line: usize,
    command: String,
    output: Vec<String>,
}

/// A stretch of the README: text, or the commands of one block.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Console(Vec<Example>),
}

/// Takes the README apart; put together again unchanged, its parts are the README.
fn parts(readme: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut lines = readme.lines().enumerate();
    while let Some((_, line)) = lines.next() {
        parts.push(Part::Text(line.to_owned()));
        if line != OPENING {
            continue;
        }
        let mut examples: Vec<Example> = Vec::new();
        let mut closed = false;
        for (number, line) in lines.by_ref() {
            if line == CLOSING {
                closed = true;
                break;
            }
            match (line.strip_prefix("$ "), examples.last_mut()) {
                (Some(command), _) => {
                    examples.push(Example { line: number + 1, command: command.to_owned(), output: Vec::new() });
                }
                (None, Some(example)) => example.output.push(line.to_owned()),
                (None, None) => panic!("README.md line {}: a console block begins with `$ `", number + 1),
            }
        }
        assert!(closed, "README.md: a console block is not closed");
        parts.push(Part::Console(examples));
        parts.push(Part::Text(CLOSING.to_owned()));
    }
    parts
}

fn joined(parts: &[Part]) -> String {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match part {
            Part::Text(line) => lines.push(line.clone()),
            Part::Console(examples) => {
                for example in examples {
                    lines.push(format!("$ {}", example.command));
                    lines.extend_from_slice(&example.output);
                }
            }
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// Runs commands as a person at a terminal would, and remembers the last exit code.
struct Shell<'a> {
    folder: &'a Path,
    last_code: i32,
}

impl Shell<'_> {
    fn run(&mut self, command: &str) -> Vec<String> {
        let program = Path::new(env!("CARGO_BIN_EXE_vademecum"));
        let folders = program.parent().into_iter().map(Path::to_path_buf);
        let inherited = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(folders.chain(std::env::split_paths(&inherited))).unwrap();
        let output = Command::new("sh")
            .arg("-c")
            .arg(format!("exec 2>&1\n(exit {})\n{command}", self.last_code))
            .current_dir(self.folder)
            .env("PATH", path)
            .env("LC_ALL", "C.UTF-8")
            .env_remove("VADEMECUM_INDEX")
            .env_remove("VADEMECUM_CONFIG")
            .env_remove("CLICOLOR_FORCE")
            .env_remove("COLUMNS")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        self.last_code = output.status.code().unwrap_or(-1);
        let text = String::from_utf8_lossy(&output.stdout);
        text.trim_end().lines().map(|line| line.trim_end().to_owned()).collect()
    }
}

/// A line without its times.
fn timeless(line: &str) -> String {
    for key in ["\"took_ms\":", "\"seconds\":"] {
        if let Some((before, after)) = line.split_once(key) {
            let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || " .e-".contains(c));
            return format!("{before}{key}{rest}");
        }
    }
    let words: Vec<&str> = line.split(' ').collect();
    let is_time = |at: usize| {
        let unit = words.get(at + 1).is_some_and(|unit| ["ms", "s:", "seconds"].contains(unit));
        unit && words[at].parse::<f64>().is_ok()
    };
    (0..words.len()).map(|at| if is_time(at) { "…" } else { words[at] }).collect::<Vec<_>>().join(" ")
}

fn same(a: &[String], b: &[String]) -> bool {
    a.iter().map(|line| timeless(line)).eq(b.iter().map(|line| timeless(line)))
}

/// Runs every example; gives the README with true outputs and a complaint for each that was not.
fn checked(mut parts: Vec<Part>, shell: &mut Shell<'_>) -> (Vec<Part>, Vec<String>) {
    let mut complaints = Vec::new();
    let examples = parts.iter_mut().flat_map(|part| match part {
        Part::Console(examples) => examples.as_mut_slice(),
        Part::Text(_) => &mut [],
    });
    for example in examples {
        let printed = shell.run(&example.command);
        // Blank lines at the end, before the next command, belong to the page.
        let blank = example.output.iter().rev().take_while(|line| line.is_empty()).count();
        let shown = example.output.len() - blank;
        if !same(&printed, &example.output[..shown]) {
            complaints.push(format!(
                "README.md line {}: $ {}\n--- prints\n{}\n--- the README has\n{}\n",
                example.line,
                example.command,
                printed.join("\n"),
                example.output[..shown].join("\n")
            ));
            example.output.splice(..shown, printed);
        }
    }
    (parts, complaints)
}

/// A folder as a fresh clone has it, as far as the README's commands see.
fn fresh_clone() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    for name in
        ["questions.tsv", "qrels.page.tsv", "pages-1.json", "pages-2.json", "site.wordpress.xml", "vocabulary.txt"]
    {
        std::fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name), corpus.join(name)).unwrap();
    }
    folder
}

#[test]
fn what_the_readme_shows_is_what_the_program_prints() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let folder = fresh_clone();
    let mut shell = Shell { folder: folder.path(), last_code: 0 };
    let (parts, complaints) = checked(parts(&readme), &mut shell);
    if std::env::var_os(UPDATE).is_some() {
        std::fs::write(&path, joined(&parts)).unwrap();
        println!("README.md: {} outputs written anew", complaints.len());
        return;
    }
    assert!(complaints.is_empty(), "{}\n`{UPDATE}=1 cargo test --release readme` rewrites them", complaints.join("\n"));
}

#[test]
fn taking_the_readme_apart_and_putting_it_together_changes_nothing() {
    let readme = "Text.\n\n```console\n$ one\na\n\nb\n$ two\n```\n\n```sh\n$ not run\n```\n";
    let parts = parts(readme);
    let commands: Vec<&str> = parts
        .iter()
        .flat_map(|part| match part {
            Part::Console(examples) => examples.as_slice(),
            Part::Text(_) => &[],
        })
        .map(|example| example.command.as_str())
        .collect();
    assert_eq!(commands, ["one", "two"]);
    assert_eq!(joined(&parts), readme);
}

#[test]
fn an_output_that_is_not_true_is_found_and_mended() {
    let folder = tempfile::tempdir().unwrap();
    let readme = "```console\n$ echo true\nfalse\n$ exit 3\n$ echo $?\n3\n```\n";
    let mut shell = Shell { folder: folder.path(), last_code: 0 };
    let (mended, complaints) = checked(parts(readme), &mut shell);
    assert_eq!(complaints.len(), 1, "{complaints:?}");
    assert!(complaints[0].starts_with("README.md line 2: $ echo true"), "{}", complaints[0]);
    assert_eq!(joined(&mended), readme.replace("false", "true"));
}

#[test]
fn times_are_not_compared_and_other_numbers_are() {
    let same = |a: &str, b: &str| timeless(a) == timeless(b);
    assert!(same("61 pages match; 0.7 ms", "61 pages match; 12.0 ms"));
    assert!(!same("61 pages match; 0.7 ms", "60 pages match; 0.7 ms"));
    assert!(same("  \"took_ms\": 0.25,", "  \"took_ms\": 1.5e-3,"));
    assert!(same("67 pages in 0.9 s: 67 new", "67 pages in 1.2 s: 67 new"));
    assert!(same("{\"took_ms\":0.3,\"hits\":[]}", "{\"took_ms\":7,\"hits\":[]}"));
    assert!(!same("{\"took_ms\":0.3,\"hits\":[]}", "{\"took_ms\":0.3,\"hits\":[1]}"));
}
