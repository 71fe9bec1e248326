//! Proposals: what many pages define and call by other names, gathered with the evidence, for a person to accept.

use std::collections::BTreeMap;

use super::{also_called, definitions};
use crate::analysis::{Analyzer, Language, acronym_shaped};
use crate::vocabulary::{Source, SourceKind, Vocabulary};

/// What a proposed line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProposalKind {
    /// An acronym and what it stands for.
    Acronym,
    /// Names of one thing.
    Same,
    /// A name of old and the one to show.
    Superseded,
}

/// A line for a vocabulary file, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it says.
    pub kind: ProposalKind,
    /// The name that stays first: the long form of an acronym.
    pub name: String,
    /// The other name.
    pub other: String,
    /// Pages that say so.
    pub pages: usize,
    /// The link of the first of them.
    pub link: String,
    /// The sentence there.
    pub sentence: String,
    /// What else the acronym means by the vocabulary.
    pub also_means: Vec<String>,
    /// Why it must not be taken as it is.
    pub conflict: Option<String>,
}

/// Gathers proposals page by page.
#[derive(Default)]
pub struct Proposals {
    /// By kind and by the stems of both names.
    found: BTreeMap<(ProposalKind, String, String), Evidence>,
    analyzer: Option<Analyzer>,
}

struct Evidence {
    /// Both names as written, with the number of pages.
    written: BTreeMap<(String, String), usize>,
    pages: usize,
    link: String,
    sentence: String,
}

impl Proposals {
    /// Adds the texts of a page. Pages come in the order of their links.
    pub fn add_page<'t>(&mut self, link: &str, texts: impl Iterator<Item = &'t str>) {
        for text in texts {
            let defined = definitions(text);
            for definition in &defined {
                let (Some(short), Some(long)) = (text.get(definition.short.clone()), text.get(definition.long.clone()))
                else {
                    continue;
                };
                let short = super::super::acronym::single_acronym(short);
                if acronym_shaped(&short.replace(' ', "")) {
                    let from = definition.long.start.min(definition.short.start);
                    let to = definition.long.end.max(definition.short.end);
                    self.add(ProposalKind::Acronym, [long, short], link, sentence_around(text, from, to));
                }
            }
            for also in also_called(text, &defined) {
                let kind = if also.formerly { ProposalKind::Superseded } else { ProposalKind::Same };
                for other in &also.others {
                    let names = (text.get(also.name.clone()), text.get(other.clone()));
                    let (Some(name), Some(other)) = names else { continue };
                    let sentence = sentence_around(text, also.sentence.start, also.sentence.end);
                    self.add(kind, [name, other], link, sentence);
                }
            }
        }
    }

    fn add(&mut self, kind: ProposalKind, names: [&str; 2], link: &str, sentence: &str) {
        let analyzer = self.analyzer.get_or_insert_with(|| Analyzer::new(Language::English));
        let [name, other] = names.map(|name| {
            let tokens = analyzer.analyze(name);
            tokens.iter().map(|token| token.stem).collect::<Vec<_>>().join(" ")
        });
        if name.is_empty() || other.is_empty() || name == other {
            return;
        }
        let other = if kind == ProposalKind::Acronym { names[1].to_owned() } else { other };
        let evidence = self.found.entry((kind, name, other)).or_insert_with(|| Evidence {
            written: BTreeMap::new(),
            pages: 0,
            link: String::new(),
            sentence: spaced(sentence),
        });
        *evidence.written.entry((spaced(names[0]), spaced(names[1]))).or_default() += 1;
        if evidence.pages == 0 {
            link.clone_into(&mut evidence.link);
            evidence.pages = 1;
        } else if evidence.link != link && !evidence.sentence.is_empty() {
            evidence.pages += 1;
        }
    }

    /// All that the vocabulary does not have, those of most pages first.
    #[must_use]
    pub fn finish(self, vocabulary: &Vocabulary) -> Vec<Proposal> {
        let mut all = Vec::new();
        for ((kind, ..), evidence) in self.found {
            let best = evidence.written.iter().rev().max_by_key(|(_, times)| **times);
            let Some(((name, other), _)) = best else { continue };
            let (name, other) = (super::super::mined::without_capital(name), other.clone());
            let concepts = vocabulary.find(&name);
            let others = vocabulary.find(&other);
            if concepts.iter().any(|concept| others.contains(concept)) {
                continue;
            }
            let conflict = conflict(kind, &name, &other, vocabulary);
            let also_means = match kind {
                ProposalKind::Acronym => others.iter().map(|&it| vocabulary.concept(it).preferred.to_owned()).collect(),
                _ => Vec::new(),
            };
            let Evidence { pages, link, sentence, .. } = evidence;
            all.push(Proposal { kind, name, other, pages, link, sentence, also_means, conflict });
        }
        all.sort_by(|a, b| {
            let by_name = || (&a.name, &a.other).cmp(&(&b.name, &b.other));
            a.kind.cmp(&b.kind).then(b.pages.cmp(&a.pages)).then_with(by_name)
        });
        all
    }
}

/// Why a pair must not be taken as it is: a `never`, a relation or another meaning of the vocabulary, or a line that it
/// would not read.
fn conflict(kind: ProposalKind, name: &str, other: &str, vocabulary: &Vocabulary) -> Option<String> {
    if vocabulary.never(name, other) {
        return Some("the vocabulary keeps the two apart, under `never`".to_owned());
    }
    let (ours, theirs) = (vocabulary.find(name), vocabulary.find(other));
    for &one in &ours {
        for &another in &theirs {
            let preferred = |concept| vocabulary.concept(concept).preferred;
            if vocabulary.is_below(one, another) || vocabulary.is_below(another, one) {
                let text = format!("one is an example of the other: `{}`, `{}`", preferred(one), preferred(another));
                return Some(text);
            }
            if kind != ProposalKind::Acronym {
                return Some(format!("the vocabulary has both, as `{}` and `{}`", preferred(one), preferred(another)));
            }
        }
    }
    let line = Source { name: String::new(), text: line(kind, name, other), kind: SourceKind::File };
    let error = Vocabulary::compile(&[line]).err()?;
    error.0.first().map(|error| error.problem.clone())
}

/// The block of a vocabulary file that says it.
#[must_use]
pub fn line(kind: ProposalKind, name: &str, other: &str) -> String {
    let (name, plain) = (escaped(name), escaped(other));
    match kind {
        ProposalKind::Acronym if !other.contains(|c: char| !c.is_alphabetic()) => {
            format!("# relation: acronym\n{plain} => {name}\n")
        }
        ProposalKind::Acronym | ProposalKind::Same => format!("# relation: same\n{name}, {plain}\n"),
        ProposalKind::Superseded => format!("# relation: superseded\n{plain} => {name}\n"),
    }
}

fn escaped(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for c in name.chars() {
        if matches!(c, '\\' | ',' | '=' | '#') {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentence around a stretch of text.
fn sentence_around(text: &str, from: usize, to: usize) -> &str {
    let start = super::bracket::sentence_before(text, from);
    let rest = text.get(to..).unwrap_or_default();
    let end = rest.char_indices().find(|&(at, c)| {
        let ends = rest.get(at + 1..).is_none_or(|after| after.is_empty() || after.starts_with(char::is_whitespace));
        c == '\n' || (matches!(c, '.' | '!' | '?') && ends)
    });
    let end = to + end.map_or(rest.len(), |(at, c)| at + usize::from(c != '\n'));
    text.get(start..end).unwrap_or_default().trim()
}
