//! Names to numbers: one for all forms that mean the same word for word.
//!
//! Whether two names are one concept is decided in `join`.

use crate::analysis::{Analyzer, Language, Tokens, acronym_shaped, is_stop_word, without_plural};

use super::super::never::Words;
use super::super::solr::Line;
use super::super::{NameEntry, SourceKind};
use super::{Compiler, Known};

/// The longest name, in words.
const MOST_WORDS: usize = 12;

impl Compiler {
    pub(super) fn analyze(&mut self, name: &str, language: Language) -> &Tokens {
        let analyzer = self.analyzers.entry(language).or_insert_with(|| Analyzer::new(language));
        analyzer.tokens(name, &mut self.tokens);
        &self.tokens
    }

    /// The number of a name, the same for all its forms; an unusable one is an error.
    pub(super) fn intern(&mut self, source: usize, line: &Line, text: &str) -> Option<usize> {
        let tokens = self.analyze(text, Language::English);
        let words = Words::of(tokens);
        let alone = tokens.len() == 1;
        let acronym = alone && acronym_shaped(tokens.surface(0));
        let surface = tokens.surface(0).to_owned();
        let problem = if words.stems.is_empty() {
            Some(format!("`{text}` holds no word"))
        } else if words.stems.len() > MOST_WORDS {
            Some(format!("`{text}` has more than {MOST_WORDS} words; shorten it"))
        } else if alone && !acronym && words.folded.iter().any(|word| is_stop_word(word, Language::English)) {
            Some(format!("`{text}` is a common word and would match everywhere; write it out"))
        } else {
            None
        };
        if let Some(problem) = problem {
            self.error(source, line.number, problem);
            return None;
        }
        let stems = words.stems.join(" ");
        let word = words.folded.first().filter(|_| alone && !acronym && line.language == Language::English);
        let word = word.map(|folded| without_plural(folded).into_owned());
        let identity = match &word {
            _ if acronym => format!("={surface}"),
            Some(word) => format!("~{word}"),
            None => stems.clone(),
        };
        let known = self.by_identity.get(&identity).copied().unwrap_or(self.names.len());
        if known == self.names.len() {
            let entry = NameEntry {
                text: if acronym { surface } else { text.to_owned() },
                folded: words.folded.join(" "),
                stems,
                acronym,
                superseded: false,
                concepts: Vec::new(),
                source: self.sources.get(source).map_or(SourceKind::File, |source| source.1),
            };
            let mut also = if acronym { Vec::new() } else { self.other_forms(text, &words, line.language) };
            also.retain(|stems| word.is_none() || stems.len() > 1);
            let guarded = self.never.touches(&words);
            self.by_identity.insert(identity, known);
            self.names.push(Known { entry, words, word, also, guarded });
        }
        Some(known)
    }

    /// The name with its hyphens closed (`antiinflammatory`), with first parts set off (`anti inflammatory`), with
    /// no endings taken (in texts of other languages), and by the stems of its own language.
    fn other_forms(&mut self, text: &str, words: &Words, language: Language) -> Vec<Vec<String>> {
        const FIRST_PARTS: [&str; 9] = ["anti", "non", "auto", "post", "pre", "multi", "inter", "micro", "poly"];
        const HYPHENS: [char; 3] = ['-', '\u{2010}', '\u{2011}'];
        let mut texts = Vec::new();
        if text.contains(HYPHENS) {
            texts.push(text.replace(HYPHENS, ""));
        }
        for (at, hyphen) in text.match_indices(HYPHENS).take(3) {
            let (before, after) = text.split_at(at);
            texts.push(format!("{before}{}", after.trim_start_matches(hyphen)));
        }
        let mut all_apart = words.folded.clone();
        for (at, word) in words.folded.iter().enumerate() {
            let Some(part) = FIRST_PARTS.into_iter().find(|part| word.starts_with(part)) else {
                continue;
            };
            let rest = word.get(part.len()..).filter(|rest| rest.len() >= 5);
            let Some(apart) = rest.map(|rest| format!("{part} {rest}")) else {
                continue;
            };
            let mut one_apart = words.folded.clone();
            for all in [&mut one_apart, &mut all_apart] {
                if let Some(word) = all.get_mut(at) {
                    word.clone_from(&apart);
                }
            }
            texts.push(one_apart.join(" "));
        }
        if all_apart != words.folded {
            texts.push(all_apart.join(" "));
        }
        let mut forms: Vec<_> =
            texts.iter().map(|text| Words::of(self.analyze(text, Language::English)).stems).collect();
        forms.push(words.folded.clone());
        if language != Language::English {
            forms.push(Words::of(self.analyze(text, language)).stems);
        }
        forms.retain(|form| !form.is_empty() && *form != words.stems);
        forms.sort();
        forms.dedup();
        forms
    }
}
