//! `vademecum search`: asks an index.

use std::ffi::OsString;
use std::io::{BufRead, Read};
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};

use super::exit::Exit;
use super::filter::FilterArgs;
use super::terminal::Terminal;
use super::words::WordArgs;
use super::{Common, sample};
use crate::index::{self, BuildOptions, Snapshot};
use crate::output::{self, Asked, Style};
use crate::relevance::SECTIONS_OF_A_PAGE;
use crate::search::{Answer, Note, SearchOptions, Searcher, Unit};

/// Ask a question; print the passages that answer it, with their sources
///
/// Words in plain language. "Quoted phrases" must stand as they are: a shell eats the quotes, so put the question
/// in single quotes. A word after a hyphen is left out: rash -children. Other names of the same thing are looked for
/// too, and each hit says so.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct SearchArgs {
    /// The question; `-` reads it from standard input
    #[arg(required_unless_present = "batch", value_name = "QUESTION")]
    question: Vec<String>,
    /// Pages to show
    #[arg(short = 'n', long = "number", value_name = "N", default_value_t = 10)]
    number: usize,
    /// Passages to show of each page
    #[arg(long, value_name = "N", default_value_t = 1)]
    per_page: usize,
    #[command(flatten)]
    filter: FilterArgs,
    /// Leave out passages with this word or phrase; may be given several times
    #[arg(long, value_name = "WORD")]
    not: Vec<String>,
    #[command(flatten)]
    words: WordArgs,
    /// Show the parts of each score
    #[arg(long)]
    explain: bool,
    /// Say why this page is not among the answers
    #[arg(long, value_name = "URL", conflicts_with = "batch")]
    why: Option<String>,
    /// Show reviewer, edit date, short link and coverage too
    #[arg(long)]
    full: bool,
    /// How to print the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Ask every line of a file: `id<TAB>question`; the id stands with each answer
    #[arg(long, value_name = "FILE", conflicts_with = "question")]
    batch: Option<PathBuf>,
    /// What a line of `trec` stands for
    #[arg(long, value_enum, default_value_t = UnitArgument::Page, hide_possible_values = true, value_name = "page|section")]
    unit: UnitArgument,
}

const EXAMPLES: &str = "\
Examples:
  vademecum search IMNM
  vademecum search trouble swallowing after a biopsy
  vademecum search '\"muscle biopsy\" -children'
  vademecum search 'DM and exercise' --meaning dm=dermatomyositis
  vademecum search exercise --under /living-well/ --fresh-only
  echo 'can I swim?' | vademecum search -
  vademecum search --batch questions.tsv --format trec -n 100 > run.txt

Exit codes: 0 something was found; 1 nothing was; 2 it could not run.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object
    Json,
    /// One object a line
    Jsonl,
    /// For a spreadsheet
    Csv,
    /// A TREC run
    Trec,
    /// Bare links
    Links,
}

impl Format {
    /// Whether the answer's notes are printed with it.
    fn holds_notes(self) -> bool {
        matches!(self, Format::Json | Format::Jsonl)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum UnitArgument {
    Page,
    Section,
}

/// Lets `-children` reach the question: clap would take it for flags. Such a hyphen becomes U+2010, which the query
/// reads as the same.
pub(super) fn protect_exclusions(arguments: Vec<OsString>) -> Vec<OsString> {
    let mut after_search = false;
    let mut flags_end = false;
    arguments
        .into_iter()
        .enumerate()
        .map(|(number, argument)| {
            flags_end |= argument == "--";
            let protect = after_search && !flags_end;
            after_search |= number > 0 && argument == "search";
            match argument.to_str().and_then(|text| text.strip_prefix('-')) {
                Some(word) if protect && is_exclusion(word) => format!("{HYPHEN}{word}").into(),
                _ => argument,
            }
        })
        .collect()
}

/// Whether what stands after a hyphen is a word to leave out and no flag: `-n5`, `-q`, `-h` and `--not` are flags.
fn is_exclusion(word: &str) -> bool {
    let mut characters = word.chars();
    match (characters.next(), characters.as_str()) {
        (None | Some('-' | '='), _) | (Some('n' | 'q' | 'h' | 'V'), "") => false,
        (Some('n'), rest) => rest.trim_start_matches('=').bytes().any(|byte| !byte.is_ascii_digit()),
        (Some(_), _) => true,
    }
}

const HYPHEN: char = '\u{2010}';

/// The arguments as one question. A shell has eaten the quotes of `-"two words"`: beside others, an argument of several
/// words after a hyphen is a phrase.
fn joined(words: &[String]) -> String {
    let quoted = |word: &String| match word.strip_prefix([HYPHEN, '-']) {
        Some(phrase) if words.len() > 1 && phrase.contains(char::is_whitespace) && !phrase.contains('"') => {
            format!("-\"{phrase}\"")
        }
        _ => word.clone(),
    };
    words.iter().map(quoted).collect::<Vec<_>>().join(" ")
}

pub(super) fn run(arguments: &SearchArgs, common: &Common, terminal: &mut Terminal) -> Result<Exit> {
    let options = options(arguments, common)?;
    let snapshot = open(common, terminal)?;
    let newer = newer_vocabulary(&snapshot);
    if let Some(note) = newer.as_ref().filter(|_| !arguments.format.holds_notes()) {
        terminal.notice(&note.text);
    }
    let searcher = Searcher::new(&snapshot);
    if let Some(file) = &arguments.batch {
        return batch(file, arguments, &searcher, &options, terminal);
    }
    let question = question(arguments)?;
    if let Some(link) = &arguments.why {
        let why = searcher.why(&question, link, &options)?;
        match arguments.format {
            Format::Json | Format::Jsonl => output::json(&why, terminal.out())?,
            _ => output::why_text(link, &why, style(arguments), terminal.out())?,
        }
        return Ok(Exit::Done);
    }
    let mut answer = searcher.search(&question, &options)?;
    answer.notes.extend(newer.filter(|_| arguments.format.holds_notes()));
    print("1", &answer, arguments, terminal)?;
    Ok(if answer.hits.is_empty() { Exit::No } else { Exit::Done })
}

fn options(arguments: &SearchArgs, common: &Common) -> Result<SearchOptions> {
    let config = common.configuration(&[sample::corpus()])?;
    let mut options = arguments.filter.options(&config);
    if arguments.number == 0 {
        bail!("`-n 0` asks for no answer; write at least 1");
    }
    options.pages = arguments.number;
    options.per_page = match (arguments.unit, arguments.per_page) {
        (_, 0) => bail!("`--per-page 0` asks for no passage; write at least 1"),
        (UnitArgument::Section, 1) => SECTIONS_OF_A_PAGE,
        (_, wanted) => wanted,
    };
    options.excluded.clone_from(&arguments.not);
    arguments.words.set(&mut options);
    options.explain = arguments.explain;
    // A run lists every page for itself.
    options.collapse = arguments.format != Format::Trec;
    Ok(options)
}

/// Opens the index; builds it first only where none is named and the corpus at hand is the sample site.
pub(super) fn open(common: &Common, terminal: &mut Terminal) -> Result<Snapshot> {
    let missing = common.index_is_default() && !common.index.join("CURRENT").exists();
    if missing && sample::is_sample(&sample::corpus()) {
        index::check_folder(&common.index)?;
        terminal.notice("There is no index yet; building one from the sample site in corpus/.");
        let vocabulary = Some(sample::corpus().join("vocabulary.txt")).filter(|path| path.is_file());
        let options = BuildOptions {
            index: common.index.clone(),
            sources: vec![sample::corpus()],
            vocabulary,
            config: common.configuration(&[sample::corpus()])?,
            ..BuildOptions::default()
        };
        super::index::build(&options, terminal)?;
    }
    Snapshot::open(&common.index)
}

/// The vocabulary file has changed since the index was built.
fn newer_vocabulary(snapshot: &Snapshot) -> Option<Note> {
    let (path, hash) = snapshot.status().vocabulary_file?;
    let text = std::fs::read(&path).ok()?;
    let newer = blake3::hash(&text).to_hex().as_str() != hash;
    newer.then(|| Note {
        code: "vocabulary-newer".to_owned(),
        text: format!("`{path}` has changed since the index was built; run `vademecum index` to use it"),
    })
}

fn question(arguments: &SearchArgs) -> Result<String> {
    if arguments.question != ["-"] {
        return Ok(joined(&arguments.question));
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .take(1 << 20)
        .read_to_end(&mut bytes)
        .context("could not read the question from standard input")?;
    Ok(String::from_utf8_lossy(&bytes).trim().to_owned())
}

fn batch(
    file: &std::path::Path,
    arguments: &SearchArgs,
    searcher: &Searcher<'_>,
    options: &SearchOptions,
    terminal: &mut Terminal,
) -> Result<Exit> {
    let input = std::fs::File::open(file).with_context(|| format!("could not read `{}`", file.display()))?;
    let mut answers = Vec::new();
    for (number, line) in std::io::BufReader::new(input).lines().enumerate() {
        let line = line.with_context(|| format!("could not read line {} of `{}`", number + 1, file.display()))?;
        // Spreadsheets write a mark before the first line.
        let line = line.trim_start_matches('\u{feff}');
        if line.trim().is_empty() {
            continue;
        }
        let Some((id, question)) = line.trim_end_matches(['\r', '\n']).split_once('\t') else {
            bail!("line {} of `{}` has no tab; write `id<TAB>question`", number + 1, file.display());
        };
        let answer = searcher.search(question, options)?;
        match arguments.format {
            // One table with one header.
            Format::Csv => answers.push((id.to_owned(), answer)),
            _ => print(id, &answer, arguments, terminal)?,
        }
    }
    if arguments.format == Format::Csv {
        let asked = answers.iter().map(|(id, answer)| Asked { id: Some(id), answer });
        output::csv(asked, true, terminal.out())?;
    }
    Ok(Exit::Done)
}

fn print(id: &str, answer: &Answer, arguments: &SearchArgs, terminal: &mut Terminal) -> Result<()> {
    let out = terminal.out();
    let batch = arguments.batch.is_some();
    let asked = Asked { id: Some(id).filter(|_| batch), answer };
    match arguments.format {
        Format::Text => {
            if batch {
                writeln!(out, "== {id}: {}", output::sanitize(&answer.query))?;
            }
            output::answer_text(answer, style(arguments), out)
        }
        Format::Json if !batch => output::json(answer, out),
        Format::Json | Format::Jsonl => output::json_line(&asked, out),
        Format::Links => output::links(answer, out),
        Format::Trec => output::trec(id, answer, unit(arguments), out),
        Format::Csv => output::csv([asked], batch, out),
    }
}

fn unit(arguments: &SearchArgs) -> Unit {
    match arguments.unit {
        UnitArgument::Page => Unit::Page,
        UnitArgument::Section => Unit::Section,
    }
}

fn style(arguments: &SearchArgs) -> Style {
    Style { width: Terminal::width(), full: arguments.full }
}
