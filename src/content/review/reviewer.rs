//! A reviewer's name: from `by` to the role, the date or the end of the line, with the degrees and without the role.

use super::date::{Reading, read, skip_any, word_at};

/// Most characters of a name with its degrees; more is prose.
const LONGEST: usize = 120;

/// Reads the name at a place of a line; the place after it and after the role that follows a dash or comma.
pub(super) fn name_at(chars: &[char], folded: &[char], at: usize) -> (usize, Option<String>) {
    let mut end = at;
    let mut last_word = at;
    while let Some(c) = chars.get(end) {
        let next = chars.get(end + 1).copied().unwrap_or(' ');
        let dash = matches!(c, '–' | '—') || *c == '-' && next.is_whitespace();
        if dash || matches!(c, '\n' | '|' | '(' | ';' | '·' | '•' | '[') {
            break;
        }
        if *c == '.' && next.is_whitespace() && ends_name(chars, last_word, end, folded) {
            break;
        }
        if *c == ',' && (role_follows(chars, folded, end + 1) || date_follows(folded, end + 1)) {
            break;
        }
        if c.is_whitespace() {
            let (word, after) = word_at(folded, end + 1);
            let joins = matches!(word.as_str(), "on" | "in" | "el" | "en" | "le" | "am" | "im" | "at" | "last");
            if date_follows(folded, end + 1) || joins && (date_follows(folded, after) || word == "last") {
                break;
            }
            last_word = end + 1;
        }
        end += 1;
    }
    let name: String = chars.get(at..end).unwrap_or_default().iter().collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_end_matches([',', ':']).trim().to_owned();
    let plausible =
        name.chars().any(char::is_uppercase) && name.chars().count() <= LONGEST && name.split(' ').count() <= 20;
    let after = skip_role(chars, folded, end);
    if plausible { (after, Some(name)) } else { (at, None) }
}

/// A full stop ends the name unless it belongs to a title, an initial or a degree (`Dr.`, `J.`, `M.D.`).
fn ends_name(chars: &[char], word: usize, end: usize, folded: &[char]) -> bool {
    let letters = chars.get(word..end).unwrap_or_default();
    let (folded_word, _) = word_at(folded, word);
    let title = matches!(
        folded_word.as_str(),
        "dr" | "prof" | "dra" | "mr" | "mrs" | "ms" | "med" | "st" | "sr" | "sra" | "mme" | "dipl"
    );
    let initial = letters.len() == 1;
    let degree = letters.contains(&'.');
    !(title || initial || degree)
}

/// After a comma: a role begins in lower case (`, rheumatologist`), a degree or another name does not.
fn role_follows(chars: &[char], folded: &[char], at: usize) -> bool {
    let at = skip_any(folded, at, &[' ']);
    let (word, _) = word_at(folded, at);
    chars.get(at).is_some_and(|c| c.is_lowercase())
        && !matches!(word.as_str(), "and" | "y" | "et" | "und" | "de" | "van" | "von")
}

fn date_follows(folded: &[char], at: usize) -> bool {
    let at = skip_any(folded, at, &[' ', ',']);
    !matches!(read(folded, at, None), Reading::Nothing)
}

/// Past the role after a dash, comma or in brackets, to the next date, mark or the end of the line.
fn skip_role(chars: &[char], folded: &[char], at: usize) -> usize {
    let dash_or_comma = |c: char| matches!(c, '–' | '—' | '-' | ',' | '(');
    let start = skip_any(folded, at, &[' ']);
    if !chars.get(start).is_some_and(|c| dash_or_comma(*c)) || date_follows(folded, start + 1) {
        return at;
    }
    let mut end = start + 1;
    while let Some(c) = chars.get(end) {
        let stop = matches!(c, '\n' | '|' | ';' | '·' | '•')
            || *c == '.' && chars.get(end + 1).is_none_or(|next| next.is_whitespace());
        if stop || c.is_whitespace() && (date_follows(folded, end + 1) || on_date(folded, end + 1)) {
            break;
        }
        end += 1;
    }
    end
}

fn on_date(folded: &[char], at: usize) -> bool {
    let (word, after) = word_at(folded, at);
    matches!(word.as_str(), "on" | "in" | "el" | "le" | "am") && date_follows(folded, after)
}

/// The names in JSON-LD's `reviewedBy`: a string, an object with a name, or several.
pub(super) fn names_in_json(value: &serde_json::Value) -> Option<String> {
    let name = match value {
        serde_json::Value::String(name) => name.trim().to_owned(),
        serde_json::Value::Object(fields) => fields.get("name")?.as_str()?.trim().to_owned(),
        serde_json::Value::Array(items) => items.iter().filter_map(names_in_json).collect::<Vec<_>>().join(", "),
        _ => return None,
    };
    let address = name.starts_with("http://") || name.starts_with("https://") || name.starts_with('#');
    (!name.is_empty() && !address).then_some(name)
}
