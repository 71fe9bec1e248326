//! The folder of review sheets: a page due a file, a reviewer a folder, and a list of them all.
//!
//! A file in it says that it was made here and which files; only those are ever written over or removed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Component, Path};

use anyhow::{Context, Result, bail};

use crate::analysis::without_accents;
use crate::audit::{Audit, ReviewSheets, Standing};
use crate::config::Config;
use crate::content::ReviewRules;
use crate::index::Snapshot;
use crate::output::{self, ListedSheet, ReviewerSheets, SheetHead};

/// Names what was written, a file a line.
const LIST: &str = ".vademecum-sheets";
const FIRST_LINE: &str = "Written by `vademecum audit --sheets`, and written over by the next one:";
const INDEX: &str = "index.html";
/// Longest part of a name of a file, in bytes.
const LONGEST: usize = 60;

/// What was written.
pub(super) struct Written {
    pub(super) sheets: usize,
    pub(super) reviewers: usize,
}

impl Written {
    /// What was written, for people.
    pub(super) fn in_words(&self, folder: &Path) -> String {
        let pages = if self.sheets == 1 { "page" } else { "pages" };
        let reviewers = if self.reviewers == 1 { "reviewer" } else { "reviewers" };
        let list = folder.join(INDEX);
        format!("{} {pages} due, for {} {reviewers}; the list is `{}`", self.sheets, self.reviewers, list.display())
    }
}

/// Refuses a folder that holds something else, before any work is done.
pub(super) fn check(folder: &Path) -> Result<()> {
    match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("--sheets: could not read `{}`", folder.display())),
        Ok(mut entries) => {
            let is_ours = fs::read_to_string(folder.join(LIST)).is_ok_and(|list| list.starts_with(FIRST_LINE));
            if entries.next().is_some() && !is_ours {
                bail!(
                    "--sheets: `{}` holds files that are no review sheets; name a new or an empty folder",
                    folder.display()
                );
            }
            Ok(())
        }
    }
}

/// Writes the sheets of the pages that are due, in place of those that were written before.
///
/// `progress` hears of each sheet, with the number of all.
pub(super) fn write(
    folder: &Path,
    audit: &Audit,
    snapshot: &Snapshot,
    config: &Config,
    progress: &dyn Fn(usize, usize),
) -> Result<Written> {
    check(folder)?;
    let sheets = ReviewSheets::of(audit, snapshot, ReviewRules::of(config))?;
    let reviewers = by_reviewer(&sheets);
    let files = reviewers.iter().flat_map(|(_, it)| it.sheets.iter().map(|sheet| sheet.file.clone()));
    let files: Vec<String> = std::iter::once(INDEX.to_owned()).chain(files).collect();
    remove_earlier(folder)?;
    fs::create_dir_all(folder).with_context(|| format!("could not make the folder `{}`", folder.display()))?;
    refuse_foreign(folder, &files)?;
    // The list comes first: whatever is written after it can be removed again.
    save(&folder.join(LIST), |to| Ok(writeln!(to, "{FIRST_LINE}\n{}", files.join("\n"))?))?;
    let head = SheetHead::of(audit)?;
    let mut done = 0;
    for (name, reviewer) in &reviewers {
        let own = folder.join(name);
        fs::create_dir_all(&own).with_context(|| format!("could not make the folder `{}`", own.display()))?;
        for listed in &reviewer.sheets {
            let sheet = sheets.sheet(listed.standing)?;
            save(&folder.join(&listed.file), |to| output::sheet_html(&head, &sheet, to))?;
            done += 1;
            progress(done, files.len() - 1);
        }
    }
    let reviewers: Vec<ReviewerSheets<'_>> = reviewers.into_iter().map(|(_, it)| it).collect();
    save(&folder.join(INDEX), |to| output::sheets_html(&head, &reviewers, to))?;
    Ok(Written { sheets: files.len() - 1, reviewers: reviewers.len() })
}

/// The pages due by their reviewer, with the folder of each; those of nobody come last.
fn by_reviewer<'a>(sheets: &ReviewSheets<'a>) -> Vec<(String, ReviewerSheets<'a>)> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut folders: BTreeMap<(bool, &str), (String, ReviewerSheets<'a>)> = BTreeMap::new();
    let mut files: BTreeSet<String> = BTreeSet::new();
    for standing in sheets.due() {
        let reviewer = standing.reviewer.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let shown = reviewer.unwrap_or("No reviewer named");
        let (folder, own) = folders.entry((reviewer.is_none(), shown)).or_insert_with(|| {
            let folder = unused(&file_name(shown, "reviewer"), &mut names);
            (folder, ReviewerSheets { reviewer: shown.to_owned(), sheets: Vec::new() })
        });
        let name = unused(&format!("{folder}/{}", page_name(standing)), &mut files);
        let file = format!("{name}.html");
        own.sheets.push(ListedSheet { standing, file, findings: sheets.findings(standing).len() });
    }
    folders.into_values().collect()
}

fn page_name(standing: &Standing) -> String {
    format!("{}-{}", standing.id, file_name(&standing.title, "page"))
}

/// A name as a file of any system may have it: small letters without accents, digits and hyphens.
fn file_name(name: &str, otherwise: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).map(|word| without_accents(word).to_lowercase());
    let plain = words.map(|word| word.replace(|c: char| !c.is_ascii_alphanumeric(), ""));
    let mut file = plain.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    file.truncate(LONGEST);
    let file = file.trim_end_matches('-');
    // Some systems keep names such as `con` and `lpt1` for themselves.
    if file.len() < 5 { format!("{otherwise}-{file}").trim_end_matches('-').to_owned() } else { file.to_owned() }
}

/// The name, with a number after it if it is taken.
fn unused(name: &str, taken: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut free = std::iter::once(name.to_owned()).chain(numbered).filter(|it| !taken.contains(it));
    let name = free.next().unwrap_or_default();
    taken.insert(name.clone());
    name
}

/// Removes what the last run wrote, and folders that are empty then.
fn remove_earlier(folder: &Path) -> Result<()> {
    let Ok(list) = fs::read_to_string(folder.join(LIST)) else { return Ok(()) };
    for file in list.lines().skip(1).map(Path::new) {
        // Somebody may have edited the list: nothing outside the folder is touched.
        let inside = file.components().all(|part| matches!(part, Component::Normal(_)));
        let is_page = file.extension().is_some_and(|extension| extension == "html");
        if !inside || !is_page {
            continue;
        }
        let path = folder.join(file);
        match fs::remove_file(&path) {
            Ok(()) => (),
            Err(error) if error.kind() == ErrorKind::NotFound => (),
            Err(error) => return Err(error).with_context(|| format!("could not remove `{}`", path.display())),
        }
        if let Some(own) = path.parent().filter(|parent| *parent != folder) {
            // It fails where something else is in it, which is to stay.
            let _ = fs::remove_dir(own);
        }
    }
    Ok(())
}

/// What is to be written must not be there: what was written before is gone, so it would be another's.
fn refuse_foreign(folder: &Path, files: &[String]) -> Result<()> {
    match files.iter().map(|file| folder.join(file)).find(|path| path.symlink_metadata().is_ok()) {
        Some(path) => bail!("--sheets: `{}` was not written by this program; move it away first", path.display()),
        None => Ok(()),
    }
}

fn save(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<()> {
    let could_not = || format!("could not write `{}`", path.display());
    let mut file = BufWriter::new(fs::File::create(path).with_context(could_not)?);
    write(&mut file).with_context(could_not)?;
    file.flush().with_context(could_not)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_suits_every_system() {
        assert_eq!(file_name("Dr Zoë O’Brien-Łukasz, MD", "reviewer"), "dr-zoe-o-brien-lukasz-md");
        assert_eq!(file_name("../../etc/passwd", "reviewer"), "etc-passwd");
        assert_eq!(file_name("CON", "reviewer"), "reviewer-con");
        assert_eq!(file_name("李医生", "reviewer"), "reviewer");
        assert!(file_name(&"long ".repeat(99), "page").len() <= LONGEST);
    }

    #[test]
    fn a_name_that_is_taken_gets_a_number() {
        let mut taken = BTreeSet::new();
        let names = [(); 3].map(|()| unused("a", &mut taken));
        assert_eq!(names, ["a", "a-2", "a-3"]);
    }
}
