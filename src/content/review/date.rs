//! A date as people write it: ISO, `12 April 2025`, `April 12, 2025`, `abril de 2025`, a year alone.
//!
//! English, Spanish, French and German month names. A numeric date that can be read two ways is never guessed.

use std::ops::Range;

use super::StatedDate;
use crate::config::DateOrder;
use crate::content::fold::fold_char;

/// What stands where a date was looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// A date, and the place after it.
    Date(StatedDate, usize),
    /// A numeric date that can be read two ways, and the place after it.
    Ambiguous(usize),
    /// No date.
    Nothing,
}

/// Reads a date in folded characters at `at`, skipping the name of a weekday and the words before a date.
pub(super) fn read(text: &[char], at: usize, order: Option<DateOrder>) -> Reading {
    let mut at = skip_spaces(text, at);
    let (word, after) = word_at(text, at);
    if WEEKDAYS.contains(&word.as_str()) {
        at = skip_any(text, after, &[',', '.', ' ']);
    }
    let reading = match text.get(at) {
        Some(c) if c.is_ascii_digit() => from_number(text, at, order),
        Some(c) if c.is_alphabetic() => from_month(text, at),
        _ => Reading::Nothing,
    };
    match reading {
        Reading::Date(_, end) | Reading::Ambiguous(end) if text.get(end).is_some_and(|c| c.is_alphanumeric()) => {
            if text.get(end) == Some(&'t') && text.get(end + 1).is_some_and(char::is_ascii_digit) {
                let end = text[end..].iter().position(|&c| c == ' ').map_or(text.len(), |i| end + i);
                if let Reading::Date(date, _) = reading {
                    return Reading::Date(date, end);
                }
            }
            Reading::Nothing
        }
        other => other,
    }
}

/// The dates in a running text, with their bytes. A year alone is none of them, and neither is a numeric date that can be
/// read two ways.
pub(crate) fn dates_in(text: &str, order: Option<DateOrder>) -> Vec<(Range<usize>, StatedDate)> {
    let folded: Vec<char> = text.chars().map(fold_char).collect();
    let starts: Vec<usize> = text.char_indices().map(|(start, _)| start).chain([text.len()]).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < folded.len() {
        let inside = at > 0 && folded.get(at - 1).is_some_and(|c| c.is_alphanumeric());
        let begins = folded.get(at).is_some_and(|c| c.is_ascii_digit() || c.is_alphabetic());
        let reading = if begins && !inside { read(&folded, at, order) } else { Reading::Nothing };
        at = match reading {
            Reading::Date(date, end) if date.month.is_some() => {
                if let (Some(&from), Some(&to)) = (starts.get(at), starts.get(end)) {
                    out.push((from..to, date));
                }
                end.max(at + 1)
            }
            Reading::Ambiguous(end) => end.max(at + 1),
            _ => at + 1,
        };
    }
    out
}

/// Reads a date that begins an ISO 8601 string, as JSON-LD has it.
pub(super) fn read_iso(text: &str) -> Option<StatedDate> {
    let folded: Vec<char> = text.trim().to_lowercase().chars().collect();
    match read(&folded, 0, None) {
        Reading::Date(date, _) => Some(date),
        _ => None,
    }
}

/// True for the folded name of a month, or its usual short form, in one of the four languages.
pub(crate) fn is_month(folded: &str) -> bool {
    month_number(folded).is_some()
}

const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
];

fn month_number(folded: &str) -> Option<i8> {
    Some(match folded {
        "january" | "jan" | "enero" | "ene" | "janvier" | "janv" | "januar" | "janner" => 1,
        "february" | "feb" | "febrero" | "fevrier" | "fevr" | "fev" | "februar" => 2,
        "march" | "mar" | "marzo" | "mars" | "marz" | "mrz" => 3,
        "april" | "apr" | "abril" | "abr" | "avril" | "avr" => 4,
        "may" | "mayo" | "mai" => 5,
        "june" | "jun" | "junio" | "juin" | "juni" => 6,
        "july" | "jul" | "julio" | "juillet" | "juil" | "juli" => 7,
        "august" | "aug" | "agosto" | "ago" | "aout" => 8,
        "september" | "sep" | "sept" | "septiembre" | "setiembre" | "septembre" => 9,
        "october" | "oct" | "octubre" | "octobre" | "oktober" | "okt" => 10,
        "november" | "nov" | "noviembre" | "novembre" => 11,
        "december" | "dec" | "diciembre" | "dic" | "decembre" | "dezember" | "dez" => 12,
        _ => return None,
    })
}

/// A date that begins with digits.
fn from_number(text: &[char], at: usize, order: Option<DateOrder>) -> Reading {
    let Some((first, digits, after)) = number_at(text, at) else {
        return Reading::Nothing;
    };
    if digits == 4 {
        return from_year(text, first, after);
    }
    if digits > 2 {
        return Reading::Nothing;
    }
    let separator = text.get(after).copied().unwrap_or(' ');
    if matches!(separator, '/' | '.' | '-')
        && let Some((second, second_digits, end)) = number_at(text, after + 1)
    {
        if second_digits == 4 {
            return dated(second, Some(first), None, end);
        }
        if text.get(end) != Some(&separator) {
            return Reading::Nothing;
        }
        return match number_at(text, end + 1) {
            Some((year, 4, end)) => numeric(first, second, year, order, end),
            _ => Reading::Nothing,
        };
    }
    let at = skip_ordinal(text, after);
    let at = skip_joining_words(text, at);
    let (word, after) = word_at(text, at);
    match month_number(&word) {
        Some(month) => with_year(text, after, i32::from(month), Some(first)),
        None => Reading::Nothing,
    }
}

/// `2025`, `2025-04`, `2025-04-12`, `2025/04/12`.
fn from_year(text: &[char], year: i32, after: usize) -> Reading {
    let separator = text.get(after).copied().unwrap_or(' ');
    if matches!(separator, '/' | '.' | '-')
        && let Some((month, 1..=2, month_end)) = number_at(text, after + 1)
    {
        if text.get(month_end) == Some(&separator)
            && let Some((day, 1..=2, end)) = number_at(text, month_end + 1)
        {
            return dated(year, Some(month), Some(day), end);
        }
        return dated(year, Some(month), None, month_end);
    }
    dated(year, None, None, after)
}

/// `April 2025`, `April 12, 2025`, `abril de 2025`.
fn from_month(text: &[char], at: usize) -> Reading {
    let (word, after) = word_at(text, at);
    let Some(month) = month_number(&word) else {
        return Reading::Nothing;
    };
    let month = i32::from(month);
    let next = skip_any(text, after, &['.', ' ']);
    if let Some((day, 1..=2, day_end)) = number_at(text, next) {
        let day_end = skip_ordinal(text, day_end);
        return with_year(text, day_end, month, Some(day));
    }
    with_year(text, after, month, None)
}

fn with_year(text: &[char], at: usize, month: i32, day: Option<i32>) -> Reading {
    let at = skip_any(text, at, &['.', ',', ' ', '/', '-']);
    let at = skip_joining_words(text, at);
    match number_at(text, at) {
        Some((year, 4, end)) => dated(year, Some(month), day, end),
        _ => Reading::Nothing,
    }
}

fn numeric(first: i32, second: i32, year: i32, order: Option<DateOrder>, end: usize) -> Reading {
    let day_first = match order {
        Some(order) => order == DateOrder::DayFirst,
        None if first > 12 || first == second => true,
        None if second > 12 => false,
        None => return Reading::Ambiguous(end),
    };
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    dated(year, Some(month), Some(day), end)
}

fn dated(year: i32, month: Option<i32>, day: Option<i32>, end: usize) -> Reading {
    let narrow = |n: i32| i8::try_from(n).ok();
    let (Ok(year), month, day) = (i16::try_from(year), month.map(narrow), day.map(narrow)) else {
        return Reading::Nothing;
    };
    let date = match (month, day) {
        (None, None) => StatedDate::new(year, None, None),
        (Some(Some(month)), None) => StatedDate::new(year, Some(month), None),
        (Some(Some(month)), Some(Some(day))) => StatedDate::new(year, Some(month), Some(day)),
        _ => None,
    };
    date.map_or(Reading::Nothing, |date| Reading::Date(date, end))
}

/// Value, number of digits and the place after.
fn number_at(text: &[char], at: usize) -> Option<(i32, usize, usize)> {
    let digits = text.get(at..)?.iter().take(5).take_while(|c| c.is_ascii_digit()).count();
    if digits == 0 || digits > 4 {
        return None;
    }
    let value = text[at..at + digits]
        .iter()
        .filter_map(|c| c.to_digit(10))
        .fold(0, |sum, digit| sum * 10 + digit.cast_signed());
    Some((value, digits, at + digits))
}

/// The letters at `at`, and the place after them.
pub(super) fn word_at(text: &[char], at: usize) -> (String, usize) {
    let rest = text.get(at..).unwrap_or_default();
    let word: String = rest.iter().take(24).take_while(|c| c.is_alphabetic()).collect();
    let end = at + word.chars().count();
    (word, end)
}

pub(super) fn skip_any(text: &[char], at: usize, skipped: &[char]) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|c| skipped.contains(c)).count()
}

pub(super) fn skip_spaces(text: &[char], at: usize) -> usize {
    skip_any(text, at, &[' '])
}

/// `12th`, `1er`, `12.`, `1º`.
fn skip_ordinal(text: &[char], at: usize) -> usize {
    let (word, after) = word_at(text, at);
    if matches!(word.as_str(), "st" | "nd" | "rd" | "th" | "er" | "º" | "ª") {
        return after;
    }
    skip_any(text, at, &['.', '°', 'º'])
}

/// `12 de abril de 2025`, `the 12th of April`.
fn skip_joining_words(text: &[char], at: usize) -> usize {
    let at = skip_spaces(text, at);
    let (word, after) = word_at(text, at);
    if matches!(word.as_str(), "of" | "de" | "del") { skip_spaces(text, after) } else { at }
}

#[cfg(test)]
mod tests;
