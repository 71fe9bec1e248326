//! `placeholder`: what stood in for words that were never written, and shortcodes that a visitor sees as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::AuditedPage;
use crate::audit::site::Site;
use crate::content::{Label, leftover_shortcodes, plain_text};
use crate::corpus::ExportKind;

pub(super) const CHECK: Check = Check {
    name: "placeholder",
    severity: Severity::Error,
    looks_for: "TODO, TBC, lorem ipsum, `coming soon`, a template's own words, and shortcodes whose plugin is gone",
    why: "It says to every visitor that nobody has read the page since it was made. A shortcode left standing also says \
          that something is missing: a form, a table, a film.",
    run: Run::Page(run),
};

/// Words that nobody writes for a reader, in folded form, one after the other.
const TEMPLATE: &[&[&str]] = &[
    &["lorem", "ipsum"],
    &["dolor", "sit", "amet"],
    &["text", "goes", "here"],
    &["content", "goes", "here"],
    &["add", "your", "heading", "text", "here"],
    &["click", "edit", "button", "to", "change", "this", "text"],
    &["click", "here", "to", "edit", "this", "text"],
    &["this", "is", "placeholder", "text"],
    &["placeholder", "text"],
    &["this", "is", "dummy", "text"],
    &["dummy", "text"],
    &["your", "text", "here"],
    &["your", "content", "here"],
    &["your", "name", "here"],
    &["this", "is", "an", "example", "page", "it", "is", "different", "from", "a", "blog", "post"],
    &["just", "another", "wordpress", "site"],
];
/// The same, where they are nearly all of a sentence.
const ALONE: &[&[&str]] = &[
    &["coming", "soon"],
    &["under", "construction"],
    &["to", "be", "confirmed"],
    &["to", "be", "written"],
    &["to", "be", "completed"],
    &["to", "be", "added"],
    &["to", "be", "announced"],
    &["work", "in", "progress"],
];
/// Words of such a sentence besides.
const MOST_BESIDES: usize = 5;
/// Written like this they are marks of a writer to himself.
const MARKS: &[&str] = &["TODO", "TBC", "TBD", "TBA", "FIXME", "TKTK"];
/// Where chromosomes are spoken of, `XXX` is a set of them.
const CHROMOSOMES: &[&str] = &["chromosome", "chromosomes", "chromosomal", "karyotype", "trisomy", "xxx", "xxy"];

fn run(page: &AuditedPage<'_>, _site: &Site<'_>, found: &mut Found) {
    words(page, found);
    // A source is not what a visitor sees: WordPress replaces its shortcodes.
    if page.raw.kind != Some(ExportKind::Wxr) && !page.raw.content.contains("<!-- wp:") {
        shortcodes(page, found);
    }
}

fn words(page: &AuditedPage<'_>, found: &mut Found) {
    let mut templates = BTreeSet::new();
    for (number, block, label) in page.blocks() {
        if block.dynamic || label == Label::References {
            continue;
        }
        let Some(text) = page.text(number) else { continue };
        let tokens = &text.tokens;
        let mut after = 0;
        let mut told = None;
        for at in 0..tokens.len() {
            if at < after {
                continue;
            }
            let is = |words: &&&[&str]| {
                words
                    .iter()
                    .enumerate()
                    .all(|(offset, word)| at + offset < tokens.len() && tokens.folded(at + offset) == *word)
            };
            let template = TEMPLATE.iter().find(is);
            let length = template
                .or_else(|| ALONE.iter().find(is).filter(|words| is_alone(page, number, at, words.len())))
                .map(|words| words.len())
                .or_else(|| is_insert(page, number, at))
                .or_else(|| is_mark(page, number, at).then_some(1));
            let Some(length) = length else { continue };
            after = at + length;
            let range = tokens.range_of(at, after);
            let spot = page.spot(number, range.start as usize..range.end as usize);
            // `Lorem ipsum dolor sit amet` is told of once.
            let sentence = page.sentence_at(number, range.start as usize);
            if told.is_some() && told == sentence {
                continue;
            }
            told = sentence;
            // A template fills a page with it: its first place is enough.
            if template.is_some_and(|words| !templates.insert(words)) {
                continue;
            }
            let text = block.text.get(range.start as usize..range.end as usize).unwrap_or_default();
            found
                .add(page.place, spot, "Write what belongs here, or take it out.")
                .with("placeholder", text)
                .with("kind", "words");
        }
    }
}

/// Whether the words are nearly all of their sentence.
fn is_alone(page: &AuditedPage<'_>, block: usize, at: usize, length: usize) -> bool {
    let Some(text) = page.text(block) else { return false };
    let start = text.tokens.range(at).start as usize;
    let Some(sentence) = page.sentence_at(block, start) else { return false };
    let inside = (0..text.tokens.len()).filter(|&at| sentence.contains(&(text.tokens.range(at).start as usize)));
    inside.count() <= length + MOST_BESIDES
}

/// `insert … here`: how many words.
fn is_insert(page: &AuditedPage<'_>, block: usize, at: usize) -> Option<usize> {
    let tokens = &page.text(block)?.tokens;
    let begins = matches!(tokens.folded(at), "insert" | "enter" | "add");
    let here = (at + 2..tokens.len().min(at + 6)).find(|&at| tokens.folded(at) == "here")?;
    let written = |word: &str| (at + 1..here).any(|at| tokens.folded(at) == word);
    let thing = ["text", "content", "name", "image", "photo", "title", "heading", "link", "date", "address", "quote"];
    (begins && thing.iter().any(|thing| written(thing))).then_some(here + 1 - at)
}

/// A writer's mark: `TODO`, `TBC` in its capitals, `xxx`.
fn is_mark(page: &AuditedPage<'_>, block: usize, at: usize) -> bool {
    let Some(text) = page.text(block) else { return false };
    let tokens = &text.tokens;
    let surface = tokens.surface(at);
    if !stands_alone(page, block, tokens.range(at)) {
        return false;
    }
    if MARKS.contains(&surface) {
        // In Spanish `TODO` is a word.
        let english = page.language() == "en";
        let explained = page.acronyms().spelled_out.contains(surface);
        let shouted = page.examined.blocks.get(block).is_some_and(|it| crate::analysis::all_capitals(&it.text));
        let others = page.acronyms().used(surface).map_or(0, |used| used.uses);
        return english && !explained && !shouted && others <= 3;
    }
    let crosses = surface.len() >= 3 && surface.bytes().all(|byte| matches!(byte, b'x' | b'X'));
    let even = surface.bytes().all(|byte| byte == b'x') || surface.bytes().all(|byte| byte == b'X');
    let beside = |at: Option<usize>| {
        at.is_some_and(|at| at < tokens.len() && tokens.folded(at).bytes().all(|b| b.is_ascii_digit()))
    };
    crosses
        && even
        && surface.len() < 12
        && !beside(at.checked_sub(1))
        && !beside(Some(at + 1))
        && !page.texts.iter().chain([&page.title]).any(|text| {
            text.tokens
                .iter()
                .any(|token| CHROMOSOMES.iter().take(5).any(|word| *word == token.folded) || token.folded == "xxy")
        })
}

/// Neither a letter, a digit nor a hyphen stands beside it: not the `TBC` of `TBC1D24`.
fn stands_alone(page: &AuditedPage<'_>, block: usize, range: Range<u32>) -> bool {
    let Some(text) = page.examined.blocks.get(block).map(|block| block.text.as_str()) else { return false };
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '‑' | '/' | '@');
    let before = text.get(..range.start as usize).is_some_and(|before| before.ends_with(joins));
    let after = text.get(range.end as usize..).is_some_and(|after| after.starts_with(joins));
    !before && !after
}

fn shortcodes(page: &AuditedPage<'_>, found: &mut Found) {
    let content = &page.raw.content;
    let mut by_name: BTreeMap<&str, (usize, &str, u32)> = BTreeMap::new();
    let all = leftover_shortcodes(content).into_iter().chain(variables(content));
    for (nth, source) in all.enumerate() {
        let name = name_of(source);
        // The parts of one page builder are told of together.
        let name = name.split('_').next().filter(|first| !first.is_empty()).unwrap_or(name);
        by_name.entry(name).or_insert((nth, source, 0)).2 += 1;
    }
    let mut all: Vec<_> = by_name.into_iter().collect();
    all.sort_by_key(|(_, (nth, ..))| *nth);
    for (_, (_, source, uses)) in all {
        let name = name_of(source);
        let shown = plain_text(source);
        let spot = page.aside(&shown, 0..shown.len());
        let action = if source.starts_with('[') {
            format!("Visitors see this shortcode as it is: install what replaced `{name}`, or take it out.")
        } else {
            "Visitors see this variable as it is: fill it in, or take it out.".to_owned()
        };
        found.add(page.place, spot, action).with("placeholder", name).with("kind", "shortcode").with("uses", uses);
    }
}

/// `contact-form-7` of `[contact-form-7 id="12"]`.
fn name_of(source: &str) -> &str {
    let name = source.trim_start_matches(['[', '/', '{', '%', ' ']);
    name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-'))).next().unwrap_or(name)
}

/// Variables of templates that nothing was put in for: `{{first_name}}`, `%%sitename%%`.
fn variables(html: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (open, close) in [("{{", "}}"), ("%%", "%%")] {
        let mut at = 0;
        while let Some(start) = html.get(at..).and_then(|rest| rest.find(open)).map(|offset| at + offset) {
            at = start + open.len();
            let Some(length) = html.get(at..).and_then(|rest| rest.get(..rest.floor_char_boundary(60))?.find(close))
            else {
                continue;
            };
            let name = html.get(at..at + length).unwrap_or_default().trim();
            let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'.')
                && name.len() > 2;
            if is_name {
                found.extend(html.get(start..at + length + close.len()));
                at += length + close.len();
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::variables;

    #[test]
    fn a_variable_of_a_template_is_a_name_between_its_marks() {
        assert_eq!(
            variables("Dear {{first_name}}, %%sitename%% {{x^2}} 100%% of %% {{"),
            ["{{first_name}}", "%%sitename%%"]
        );
    }
}
