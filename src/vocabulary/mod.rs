//! Concepts: sets of names that mean the same, how they relate, and where they stand in a text.
//!
//! [`mine`] finds what pages define; [`Vocabulary::with_mined`] lays it over what was compiled.
//!
//! 1. A [`Source`] is read as Solr's synonym format.
//! 2. [`Vocabulary::compile`] joins its lines to concepts.
//! 3. [`Vocabulary::mentions`] finds their names in [`Tokens`], the same way in
//!    passages and questions.
//! 4. [`Vocabulary::resolve`] decides page by page what an acronym means.
//!
//! # The file
//! `a, b, c` are names of one concept, the first preferred. A comment `# relation: …` says what the lines after it
//! are: `same`; `narrower` (`wide => narrow, narrow`); `superseded` (`old name => preferred name`); `never` (every
//! two of the line are kept apart; `hypo*, hyper*` says it of words' beginnings); `acronym`
//! (`PM => polymyositis, particulate matter`). Without such a comment `a, b` is `same` and `a => b` is `narrower`.
//! `# language: es` says in which language the names after it are written. `# approved: Dr X 2026-11-20` says who answers
//! for the lines below it and since when; it ends at a blank line or at the next such comment.
//!
//! Lines that share an ordinary name are one concept, also across sources: a site's line adds to the built-in
//! concept, unless a `never` forbids it, and its first name becomes the preferred one. An acronym joins nothing:
//! it has as many meanings as concepts hold it. A later source's `never` takes a name out of an earlier line; in
//! the same source, or against an earlier `never`, it is an error.

mod acronym;
mod builtin;
mod check;
mod compile;
mod explain;
mod finder;
mod import;
mod listing;
mod matcher;
mod mention;
pub mod mine;
mod mined;
mod never;
mod resolve;
mod solr;

use serde::{Deserialize, Serialize};

use crate::analysis::{Analyzer, Language, Tokens};

pub(crate) use acronym::written_acronym;
pub use check::{Checked, Warning, check};
pub use explain::{ExplainedName, Meaning};
pub use finder::NameFinder;
pub use import::{Imported, Names, Ontology, Scope, import, read_ontology};
pub use listing::{Entry, Relation};
pub use mention::{Mention, Place};
pub use mined::{Defined, Definitions, Mined, PageDefinition};
pub use resolve::PassageMentions;
pub use solr::{Approval, LineError, VocabularyErrors};

/// A concept of one compiled vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConceptId(pub u32);

/// A name of one compiled vocabulary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NameId(pub u32);

/// Where a name or concept comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceKind {
    /// Comes with the program.
    Builtin,
    /// The site's own file.
    File,
    /// Found in the site's pages.
    Mined,
}

/// A vocabulary file: its name for messages, its text, and whose it is.
#[derive(Debug, Clone)]
pub struct Source {
    /// How errors call it.
    pub name: String,
    /// All of it.
    pub text: String,
    /// Whose it is.
    pub kind: SourceKind,
}

/// A concept as it is read.
#[derive(Debug, Clone, Copy)]
pub struct Concept<'a> {
    /// The name to show.
    pub preferred: &'a str,
    /// All its names, the preferred one among them.
    pub names: &'a [NameId],
    /// Concepts that are examples of it.
    pub narrower: &'a [ConceptId],
    /// Concepts that it is an example of.
    pub broader: &'a [ConceptId],
    /// The first source that has it.
    pub source: SourceKind,
}

/// A name as it is read.
#[derive(Debug, Clone, Copy)]
pub struct Name<'a> {
    /// As the vocabulary writes it.
    pub text: &'a str,
    /// Its words' stems, with a space between two.
    stems: &'a str,
    /// Matched by its capitals.
    pub acronym: bool,
    /// A name of old; the concept's preferred one is to be shown.
    pub superseded: bool,
    /// What it means: several only for acronyms.
    pub concepts: &'a [ConceptId],
    /// The first source that has it.
    pub source: SourceKind,
}

impl Name<'_> {
    /// Number of tokens. Counted when asked: few who look at a name want it, and a build looks at millions.
    #[must_use]
    pub fn words(&self) -> usize {
        self.stems.split(' ').filter(|stem| !stem.is_empty()).count()
    }
}

/// How many concepts come from where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Built in.
    pub builtin: u32,
    /// From the site's file alone.
    pub file: u32,
    /// From pages alone.
    pub mined: u32,
}

/// All concepts, compiled: stored in the index and used as it was stored.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Vocabulary {
    names: Vec<NameEntry>,
    concepts: Vec<ConceptEntry>,
    matcher: matcher::Matcher,
    never: never::Never,
    /// The names of the sources, and whose they are.
    sources: Vec<(String, SourceKind)>,
    approvals: Vec<Approval>,
    hash: [u8; 32],
    /// What the index's pages define; it is stored by itself.
    #[serde(skip)]
    mined: mined::Layer,
}

/// A line of a source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Origin {
    /// Index of the source.
    source: u32,
    /// Counted from 1.
    line: u32,
    /// Index of its approval, counted from 1; 0 is none.
    approval: u32,
}

impl Origin {
    /// Takes over the approval of a later line that says the same.
    fn approve(&mut self, later: Origin) {
        if later.approval > 0 {
            self.approval = later.approval;
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct NameEntry {
    text: String,
    folded: String,
    stems: String,
    acronym: bool,
    superseded: bool,
    concepts: Vec<ConceptId>,
    source: SourceKind,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct ConceptEntry {
    preferred: NameId,
    names: Vec<NameId>,
    /// Where each of the names is stated.
    name_origins: Vec<Origin>,
    narrower: Vec<ConceptId>,
    /// Where each of the narrower is stated.
    narrower_origins: Vec<Origin>,
    broader: Vec<ConceptId>,
    /// What approved lines state: names of it as one line puts them together.
    approved: Vec<(Vec<NameId>, Origin)>,
    source: SourceKind,
}

impl Vocabulary {
    /// Joins the lines of all sources to concepts; a later source wins over an earlier one.
    ///
    /// # Errors
    /// Every bad line of every source, at once.
    pub fn compile(sources: &[Source]) -> Result<Self, VocabularyErrors> {
        compile::compile(sources)
    }

    /// What [`Vocabulary::hash`] of these sources is, without compiling them.
    #[must_use]
    pub fn hash_of(sources: &[Source]) -> [u8; 32] {
        compile::hash(sources)
    }

    /// The sources with nothing but what somebody has approved, and all that is kept apart: a `never` only makes less the
    /// same. A built-in line counts as approved where the site's file has it again under an approval.
    #[must_use]
    pub fn only_approved(sources: Vec<Source>) -> Vec<Source> {
        let only = |source: Source| Source { text: solr::only_approved(&source.text), ..source };
        sources.into_iter().map(only).collect()
    }

    /// The lists that come with the program.
    #[must_use]
    pub fn builtin_sources() -> Vec<Source> {
        builtin::sources()
    }

    /// The hash of all sources it was compiled from, and of the way it was compiled.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// A concept; of an id of another vocabulary, an empty one.
    #[must_use]
    pub fn concept(&self, id: ConceptId) -> Concept<'_> {
        self.concepts.get(id.0 as usize).map_or(
            Concept { preferred: "", names: &[], narrower: &[], broader: &[], source: SourceKind::Builtin },
            |entry| Concept {
                preferred: self.name(entry.preferred).text,
                names: &entry.names,
                narrower: &entry.narrower,
                broader: &entry.broader,
                source: entry.source,
            },
        )
    }

    /// A name; of an id of another vocabulary, an empty one.
    #[must_use]
    pub fn name(&self, id: NameId) -> Name<'_> {
        self.names.get(id.0 as usize).map_or(
            Name { text: "", stems: "", acronym: false, superseded: false, concepts: &[], source: SourceKind::Builtin },
            |entry| Name {
                text: &entry.text,
                stems: &entry.stems,
                acronym: entry.acronym,
                superseded: entry.superseded,
                concepts: &entry.concepts,
                source: entry.source,
            },
        )
    }

    /// Every concept, in the order of the sources.
    pub fn concepts(&self) -> impl ExactSizeIterator<Item = ConceptId> {
        (0..self.concepts.len() as u32).map(ConceptId)
    }

    /// Every name, in the order of the sources.
    pub fn names(&self) -> impl ExactSizeIterator<Item = NameId> {
        (0..self.names.len() as u32).map(NameId)
    }

    /// The names that are no acronyms, their words in folded form with a space between.
    pub fn names_in_words(&self) -> impl Iterator<Item = &str> {
        self.names.iter().filter(|name| !name.acronym).map(|name| name.folded.as_str())
    }

    /// Names that begin so in folded form, acronyms in small letters, each with its concepts.
    pub fn names_from<'v>(&'v self, beginning: &str) -> impl Iterator<Item = (&'v str, &'v [ConceptId])> {
        let begins = move |entry: &&NameEntry| entry.folded.starts_with(beginning);
        self.names.iter().filter(begins).map(|entry| (entry.folded.as_str(), entry.concepts.as_slice()))
    }

    /// The concepts that have this name, however it is written; of an acronym in its own capitals all meanings.
    #[must_use]
    pub fn find(&self, name: &str) -> Vec<ConceptId> {
        let tokens = Analyzer::new(Language::English).analyze(name);
        let acronym = self.matcher.acronyms(tokens.folded(0)).find(|&id| self.name(id).text == name);
        let found = acronym
            .filter(|_| tokens.len() == 1)
            .or_else(|| self.matcher.word(tokens.folded(0)).filter(|_| tokens.len() == 1))
            .or_else(|| self.matcher.name(tokens.iter().map(|t| t.stem)))
            .or_else(|| self.find_mined(name, &tokens));
        found.map_or_else(Vec::new, |id| self.name(id).concepts.to_vec())
    }

    fn find_mined(&self, name: &str, tokens: &Tokens) -> Option<NameId> {
        let matcher = self.mined.matcher.as_ref()?;
        let acronym = matcher.acronyms(tokens.folded(0)).find(|&id| self.name(id).text == name);
        acronym
            .filter(|_| tokens.len() == 1)
            .or_else(|| matcher.word(tokens.folded(0)).filter(|_| tokens.len() == 1))
            .or_else(|| matcher.name(tokens.iter().map(|t| t.stem)))
    }

    /// Counts concepts by the first source that has them.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for concept in &self.concepts {
            match concept.source {
                SourceKind::Builtin => counts.builtin += 1,
                SourceKind::File => counts.file += 1,
                SourceKind::Mined => counts.mined += 1,
            }
        }
        counts
    }

    /// The single words that are never to be taken for others, in small letters.
    pub fn words_kept_apart(&self) -> impl Iterator<Item = String> {
        let names = self.never.written().iter().flat_map(|line| &line.names);
        names
            .filter(|name| name.chars().all(char::is_alphabetic) && !crate::analysis::acronym_shaped(name))
            .map(|name| name.to_lowercase())
    }

    /// Whether two names (or words) are never to be taken for each other.
    #[must_use]
    pub fn never(&self, a: &str, b: &str) -> bool {
        let mut analyzer = Analyzer::new(Language::English);
        let mut words = |name| never::Words::of(&analyzer.analyze(name));
        self.never.forbids(&words(a), &words(b)).is_some()
    }
}
