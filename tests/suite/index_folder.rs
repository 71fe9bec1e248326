//! The folder of an index: what it may hold, who may write it, who may read it.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use vademecum::index::FORMAT;

use crate::site::{Site, files, page};

fn built() -> Site {
    let site = Site::new();
    site.rest("pages.json", &[page(1, "quartzel"), page(2, "velmora")]);
    assert_eq!(site.index(&["pages.json"]).code, 0);
    site
}

fn manifest(site: &Site) -> std::path::PathBuf {
    let current = std::fs::read_to_string(site.index_folder().join("CURRENT")).unwrap();
    site.index_folder().join(current.trim()).join("manifest.json")
}

#[test]
fn a_folder_with_something_else_in_it_is_refused() {
    let site = Site::new();
    site.rest("pages.json", &[page(1, "quartzel")]);
    for other in ["letter.txt", "generation-x/letter.txt", ".git/config"] {
        let site_index = site.index_folder();
        site.write(&format!("index/{other}"), "mine");
        let run = site.index(&["pages.json"]);
        assert!(run.code == 2 && run.err.contains("no part of an index"), "{other}: {run:?}");
        std::fs::remove_dir_all(site_index).unwrap();
    }
    site.write("index/.gitignore", "*");
    assert_eq!(site.index(&["pages.json"]).code, 0);
}

#[test]
fn a_newer_format_is_refused_by_name_whatever_it_looks_like() {
    let site = built();
    let mut bytes = b"{\"format\": 99, \"all\": \"new\"}".to_vec();
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    std::fs::write(manifest(&site), bytes).unwrap();
    for run in [site.index(&["pages.json"]), site.run(&["search", "quartzel"]), site.run(&["index", "--verify"])] {
        assert!(run.code == 2 && run.err.contains("format 99") && run.err.contains("newer"), "{run:?}");
    }
}

#[test]
fn an_older_format_is_rebuilt_from_its_kept_pages() {
    let site = built();
    let path = manifest(&site);
    let bytes = std::fs::read(&path).unwrap();
    let mut text = String::from_utf8(bytes[..bytes.len() - 4].to_vec()).unwrap();
    for (now, older) in [(format!("\"format\": {FORMAT}"), "\"format\": 0"), (format!("\"{FORMAT}:"), "\"0:")] {
        assert!(text.contains(&now), "{text}");
        text = text.replace(&now, older);
    }
    let mut bytes = text.into_bytes();
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    std::fs::write(path, bytes).unwrap();
    let run = site.run(&["search", "quartzel"]);
    assert!(run.code == 2 && run.err.contains("older format 0"), "{run:?}");
    assert_eq!(site.index(&[]).code, 0);
    assert_eq!((site.found("quartzel"), site.found("velmora")), (vec![1], vec![2]));
    assert_eq!(site.run(&["index", "--verify"]).code, 0);
}

#[test]
fn a_damaged_file_is_named() {
    let site = built();
    let table = manifest(&site).with_file_name("pages.bin");
    let mut bytes = std::fs::read(&table).unwrap();
    bytes[10] ^= 1;
    std::fs::write(&table, bytes).unwrap();
    let run = site.run(&["index", "--verify"]);
    assert!(run.code == 2 && run.err.contains("pages.bin"), "{run:?}");
}

#[test]
fn a_second_writer_is_told_who_holds_the_lock() {
    let site = built();
    let mut holder = site.command(&["index", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let lock = site.index_folder().join("LOCK");
    let named = format!("process {} on ", holder.id());
    while !std::fs::read_to_string(&lock).unwrap().contains(&named) {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let run = site.index(&["pages.json"]);
    assert!(run.code == 2 && run.err.contains(&named) && run.err.contains(" since 20"), "{run:?}");
    assert_eq!(site.found("quartzel"), [1], "searches go on");
    let export = std::fs::read(site.path("pages.json")).unwrap();
    holder.stdin.take().unwrap().write_all(&export).unwrap();
    assert!(BufReader::new(holder.stdout.take().unwrap()).lines().next().unwrap().unwrap().contains("2 pages"));
    assert!(holder.wait().unwrap().success());
    assert_eq!(site.index(&["pages.json"]).code, 0);
}

#[cfg(unix)]
#[test]
fn another_account_searches_from_a_read_only_folder() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let site = built();
    site.write("words.txt", "quartzel, glimmerstone\n");
    assert_eq!(site.index(&["pages.json", "--vocabulary", "words.txt"]).code, 0);
    let before: Vec<_> = files(&site.index_folder());
    let mode =
        |path: &std::path::Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    for entry in walkdir::WalkDir::new(site.index_folder()).contents_first(true) {
        let entry = entry.unwrap();
        let now = entry.metadata().unwrap().permissions().mode();
        mode(entry.path(), now & !0o222);
    }
    let mut command = site.command(&["search", "--format", "links", "glimmerstone"]);
    if std::fs::metadata(site.path("")).unwrap().uid() == 0 {
        // Root may write anywhere, so somebody else searches, with a copy of the program that they may run.
        mode(&site.path(""), 0o755);
        let program = site.path("vademecum");
        std::fs::copy(env!("CARGO_BIN_EXE_vademecum"), &program).unwrap();
        command = std::process::Command::new(program);
        command.current_dir(site.path("")).args(["search", "--format", "links", "glimmerstone"]).uid(65534).gid(65534);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(String::from_utf8_lossy(&output.stdout).contains("/page-1/"));
    assert_eq!(files(&site.index_folder()), before, "a search writes nothing");
    for entry in walkdir::WalkDir::new(site.index_folder()) {
        mode(entry.unwrap().path(), 0o755);
    }
}

#[test]
fn a_terminal_shows_pages_rate_and_time_left() {
    let site = Site::new();
    let long = "<p>Another sentence of many words that takes some time to be read and to be indexed.</p>".repeat(60);
    let pages: Vec<_> = (1..=1500).map(|id| crate::site::Page { body: long.clone(), ..page(id, "x") }).collect();
    site.rest("pages.json", &pages);
    let program = env!("CARGO_BIN_EXE_vademecum");
    let mut script = std::process::Command::new("script");
    script.args(["-qec", &format!("'{program}' index pages.json"), "/dev/null"]);
    let Ok(output) = script.current_dir(site.path("")).env("TERM", "xterm").stdin(Stdio::null()).output() else {
        println!("skipped: a_terminal_shows_pages_rate_and_time_left: no `script` here");
        return;
    };
    let text = String::from_utf8_lossy(&output.stdout).replace('\u{1b}', "\n");
    let bars: Vec<&str> = text.lines().flat_map(|line| line.split('\r')).filter(|line| line.contains("left")).collect();
    let shown = bars.get(bars.len() / 2).unwrap_or_else(|| panic!("no progress bar in {text}"));
    insta::assert_snapshot!(redacted(shown), @"N pages N/s BAR N % N:N:N elapsed, N:N:N left");
    let piped = site.run(&["index", "pages.json", "--index", "other"]);
    assert!(!piped.err.contains("left"), "a pipe gets no progress bar: {piped:?}");
}

/// A line of a terminal with its numbers, its bar and its spaces made the same.
fn redacted(line: &str) -> String {
    // What is left of an escape sequence: `[1A`, `[2K`.
    let line = line.strip_prefix('[').map_or(line, |rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';')
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
    });
    let mut out = String::new();
    for c in line.chars() {
        let c = match c {
            '0'..='9' => 'N',
            '━' | '─' => 'B',
            other => other,
        };
        let repeated = matches!(c, 'N' | 'B' | ' ') && out.ends_with(c);
        if !repeated {
            out.push(c);
        }
    }
    out.replace('B', "BAR").trim().to_owned()
}
