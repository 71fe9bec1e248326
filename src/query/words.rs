//! A query: the words and concepts of a question, with what each is worth asking for.

use super::asked::AskedConcept;
use super::begun::Begun;
use super::clauses::{self, QueryClause};
use super::forms::Restricted;
use super::reader::Reader;
use super::subject_line::words_of_subject;
use super::typed::{Exclusion, Typed};
use crate::analysis::{self, Language, Said};
use crate::engine::{Clause, Phrase};
use crate::vocabulary::Vocabulary;

/// How a question is to be read.
#[derive(Debug, Clone)]
pub struct QueryOptions {
    /// Languages of the index, the most frequent first.
    pub languages: Vec<Language>,
    /// Recognise names of concepts.
    pub synonyms: bool,
    /// Recognise what is asked about the subject.
    pub aspects: bool,
    /// Words and phrases excluded by a flag.
    pub excluded: Vec<String>,
}

/// Letters that make a beginning; one letter begins a tenth of all words.
const SHORTEST_BEGINNING: usize = 2;

/// A word of the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As typed.
    pub surface: String,
    /// Lower case, without accents.
    pub folded: String,
    /// It only carries the question (a stop word, politeness).
    pub carries: bool,
    /// It is a stop word, also inside a recognised name.
    pub stop: bool,
    /// Index into [`Query::concepts`] if it is part of a recognised name.
    pub concept: Option<usize>,
    /// Tokens it may have in the index: its stem, and what it may become.
    pub stems: Vec<String>,
    /// The stems it has on pages in other languages: `wine` is a form of `win` in Spanish only.
    pub stems_elsewhere: Vec<(Language, String)>,
}

impl Word {
    /// Whether a word of a text in some language is a form of this one.
    #[must_use]
    pub fn has_stem(&self, stem: &str, language: Language) -> bool {
        self.stems.iter().any(|own| own == stem)
            || self.stems_elsewhere.iter().any(|(elsewhere, own)| *elsewhere == language && own == stem)
    }
}

/// A question, understood.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// As typed.
    pub text: String,
    /// Its running words.
    pub words: Vec<Word>,
    /// What is asked about the subject.
    pub aspects: Vec<Said>,
    /// How many of its first words are the subject line of a message.
    pub subject_line: usize,
    /// Recognised names, in order.
    pub concepts: Vec<AskedConcept>,
    /// Names that are read as plain words, since no page has them.
    pub nowhere: Vec<AskedConcept>,
    /// Names that its end may be the beginning of, where that was asked for.
    pub begun: Option<Begun>,
    /// What to retrieve by.
    pub clauses: Vec<QueryClause>,
    /// Which of their alternatives count on some pages only.
    pub restricted: Vec<Restricted>,
    /// Quoted phrases.
    pub phrases: Vec<Phrase>,
    /// The same as typed.
    pub quoted: Vec<String>,
    /// The question has stop words and politeness only, and is looked for as it stands.
    pub only_carries: bool,
    /// Excluded words and phrases, as typed and as phrases.
    pub excluded: Vec<(Exclusion, Phrase)>,
    /// The question was cut because of its length.
    pub cut: bool,
}

impl Query {
    /// Reads a question.
    #[must_use]
    pub fn understand(question: &str, vocabulary: &Vocabulary, options: &QueryOptions) -> Query {
        let mut typed = Typed::parse(question);
        let flags = options.excluded.iter().filter(|text| text.chars().any(char::is_alphanumeric));
        typed.exclusions.extend(flags.map(|text| Exclusion { text: text.clone(), flag: true }));
        let reader = Reader { vocabulary, options };
        let (tokens, mentions) = reader.read(&typed.running);
        let mut query = Query { text: question.to_owned(), cut: typed.cut, ..Query::default() };
        query.concepts = reader.concepts(&typed.running, &tokens, &mentions);
        query.words = reader.words(&tokens, &query.concepts);
        query.only_carries = !query.words.is_empty() && query.words.iter().all(|word| word.carries);
        if query.only_carries {
            // "Who we are" is asked for as it stands; one such word alone asks for nothing.
            if query.words.len() > 1 && typed.phrases.is_empty() {
                typed.phrases.push(typed.running.clone());
            }
            let words_alone = !typed.phrases.is_empty();
            query.words.iter_mut().for_each(|word| word.carries = !words_alone);
        }
        query.aspects = if options.aspects { analysis::aspects(&tokens) } else { Vec::new() };
        query.subject_line = words_of_subject(&typed.running, &tokens);
        (query.clauses, query.restricted) = clauses::clauses(&query, vocabulary);
        for text in typed.phrases {
            if let Some(phrase) = reader.phrase(&text) {
                query.phrases.push(phrase);
                query.quoted.push(text);
            }
        }
        query.excluded = typed
            .exclusions
            .into_iter()
            .filter_map(|exclusion| Some((exclusion.clone(), reader.phrase(&exclusion.text)?)))
            .collect();
        query
    }

    /// The same question with these names (indices into [`Query::concepts`]) read as plain words: what to ask where
    /// no page has any name of the concept. What such a name ends in stays a name.
    #[must_use]
    pub fn in_plain_words(mut self, names: &[usize], vocabulary: &Vocabulary) -> Query {
        let mut kept = Vec::new();
        let mut number_now: Vec<Option<usize>> = Vec::new();
        for (number, asked) in std::mem::take(&mut self.concepts).into_iter().enumerate() {
            let asked = if names.contains(&number) { asked.in_wider_sense(&self.words) } else { Some(asked) };
            number_now.push(asked.is_some().then_some(kept.len()));
            kept.extend(asked);
        }
        self.concepts = kept;
        for (at, word) in self.words.iter_mut().enumerate() {
            let Some(number) = word.concept else { continue };
            let now = number_now.get(number).copied().flatten();
            word.concept = now.filter(|&now| self.concepts.get(now).is_some_and(|asked| asked.words.contains(&at)));
            word.carries = word.concept.is_none() && word.stop;
        }
        self.ask_again(vocabulary);
        self
    }

    /// The beginning of the last word, where that may not be typed to its end: it is no part of a name, and nothing but
    /// the question's end stands behind it.
    #[must_use]
    pub fn beginning(&self) -> Option<&str> {
        let last = self.words.last().filter(|word| word.concept.is_none())?;
        let typed_on = self.text.ends_with(char::is_alphanumeric) && self.text.ends_with(&last.surface);
        (typed_on && last.folded.chars().count() >= SHORTEST_BEGINNING).then_some(last.folded.as_str())
    }

    /// The same question with these words in place of the last one's beginning.
    #[must_use]
    pub fn completed(mut self, words: Vec<String>) -> Query {
        let Some(last) = self.words.len().checked_sub(1) else { return self };
        if let Some(word) = self.words.last_mut().filter(|_| !words.is_empty()) {
            word.carries = false;
            word.stems.extend(words.iter().cloned());
        }
        clauses::complete(&mut self.clauses, last, words);
        self
    }

    /// Whether the word of this index is part of a name that no page has.
    #[must_use]
    pub fn is_of_absent_name(&self, word: usize) -> bool {
        self.nowhere.iter().any(|name| name.words.contains(&word))
    }

    /// Makes the clauses anew after a change of what was asked.
    pub(crate) fn ask_again(&mut self, vocabulary: &Vocabulary) {
        (self.clauses, self.restricted) = clauses::clauses(self, vocabulary);
    }

    /// The clauses as an engine takes them.
    #[must_use]
    pub fn engine_clauses(&self) -> Vec<&Clause> {
        self.clauses.iter().map(|clause| &clause.clause).collect()
    }

    /// Whether there is anything to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty() && self.phrases.is_empty()
    }
}
