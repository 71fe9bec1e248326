//! The program in a shell: help, exit codes, a pipe that closes, an index that is not there yet.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::asked::{page, program, site};

#[test]
fn alone_it_prints_help_and_every_subcommand_has_examples() {
    let folder = tempfile::tempdir().unwrap();
    let alone = program(folder.path(), &[], b"");
    assert_eq!(alone.code, 0);
    assert!(alone.out.contains("Usage:") && alone.out.contains("Examples:"), "{}", alone.out);
    for command in ["index", "search", "eval"] {
        let help = program(folder.path(), &[command, "--help"], b"");
        assert_eq!(help.code, 0);
        assert!(help.out.contains("Examples:") && help.out.contains(&format!("vademecum {command}")), "{}", help.out);
        assert!(help.out.contains("Exit codes:"), "{}", help.out);
    }
}

#[test]
fn without_an_index_it_says_which_command_builds_one() {
    let folder = tempfile::tempdir().unwrap();
    let run = program(folder.path(), &["search", "rash"], b"");
    assert_eq!(run.code, 2);
    assert!(run.err.contains("there is no index in `index`") && run.err.contains("vademecum index"), "{}", run.err);
    // A corpus that is not the sample site's is never built from unasked.
    let pages = r#"[{"id":1,"type":"page","status":"publish","link":"https://a.example/b/","title":{"rendered":"B"},
        "content":{"rendered":"<p>rash</p>","protected":false}}]"#;
    std::fs::create_dir(folder.path().join("corpus")).unwrap();
    std::fs::write(folder.path().join("corpus/pages.json"), pages).unwrap();
    assert_eq!(program(folder.path(), &["search", "rash"], b"").code, 2);
    assert!(!folder.path().join("index").exists());
}

/// A folder with a copy of the sample site in `corpus/`.
fn beside_the_sample_site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let corpus = folder.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    for entry in std::fs::read_dir(sample).unwrap().flatten() {
        std::fs::copy(entry.path(), corpus.join(entry.file_name())).unwrap();
    }
    folder
}

#[test]
fn an_index_that_is_named_and_not_there_is_never_built_unasked() {
    let folder = beside_the_sample_site();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    for named in ["indx", "empty", "a/b"] {
        let run = program(folder.path(), &["search", "rash", "--index", named], b"");
        assert_eq!(run.code, 2, "{named}");
        let expected =
            format!("there is no index in `{named}`; build one with `vademecum index EXPORT --index {named}`");
        assert!(run.err.contains(&expected) && run.err.lines().count() == 1, "{}", run.err);
        assert!(run.out.is_empty() && !folder.path().join(named).join("CURRENT").exists(), "{named}");
    }
}

#[test]
fn a_folder_with_other_things_in_it_is_refused_before_anything_is_said_of_building() {
    let folder = beside_the_sample_site();
    std::fs::create_dir(folder.path().join("index")).unwrap();
    std::fs::write(folder.path().join("index/letter.txt"), "mine").unwrap();
    let run = program(folder.path(), &["search", "rash"], b"");
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("`letter.txt`, which is no part of an index") && !run.err.contains("building"),
        "{}",
        run.err
    );
}

#[test]
fn with_the_sample_site_at_hand_it_builds_the_index_itself_and_says_so() {
    let folder = beside_the_sample_site();
    let run = program(folder.path(), &["search", "trouble", "swallowing"], b"");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("building one from the sample site"), "{}", run.err);
    assert!(!run.out.contains("building one"));
    assert!(run.out.contains("sample site, fictional"));
    assert!(program(folder.path(), &["search", "rash"], b"").err.is_empty());
}

#[test]
fn a_changed_vocabulary_is_told_of() {
    let site = crate::asked::site_with("itchy skin, pruritus cutis\n", vec![page("a", "A", "<p>A rash.</p>")]);
    assert!(site.run(&["search", "rash"]).err.is_empty());
    std::fs::write(site.path().join("exports/vocabulary.txt"), "itchy skin, tickle\n").unwrap();
    assert!(site.run(&["search", "rash"]).err.contains("has changed since the index was built"));
    assert!(site.run(&["search", "rash", "--quiet"]).err.is_empty());
    assert_eq!(site.ask(&["rash"])["notes"][0]["code"], "vocabulary-newer");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let text = "<p>A rash may itch for many weeks and then fade without any trace.</p>".repeat(30);
    let site = site((0..60).map(|number| page(&format!("p{number}"), &format!("Rash {number}"), &text)).collect());
    for format in ["text", "json", "csv", "trec", "links"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vademecum"))
            .args(["search", "rash", "-n", "60", "--per-page", "20", "--format", format])
            .current_dir(site.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut error = String::new();
        child.stderr.take().unwrap().read_to_string(&mut error).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{format}: {error}");
        assert!(error.is_empty(), "{format}: {error}");
    }
}

#[test]
fn errors_are_one_lower_case_line_without_the_question() {
    let folder = tempfile::tempdir().unwrap();
    for arguments in [
        &["search", "my private worry"][..],
        &["search", "my private worry", "-n", "0"],
        &["search", "--batch", "no-such-file.tsv"],
        &["--config", "no-such.toml", "search", "my private worry"],
    ] {
        let run = program(folder.path(), arguments, b"");
        assert_eq!(run.code, 2, "{arguments:?}");
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
        assert!(run.err.starts_with("vademecum: ") && !run.err.contains("private"), "{}", run.err);
        let message = run.err.trim_start_matches("vademecum: ");
        assert!(message.starts_with(|c: char| c.is_lowercase() || c == '`'), "{message}");
    }
}
