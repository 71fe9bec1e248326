//! `superseded-term`: a name of old where the vocabulary knows the one that replaced it.
//!
//! Where a page says that the name is old, quotes it, or names an organisation by it, that is left alone.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::analysis::{Language, Tokens, is_stop_word};
use crate::audit::check::{Check, Found, Run};
use crate::audit::finding::Severity;
use crate::audit::page::{AuditedPage, Text};
use crate::audit::site::Site;
use crate::content::{Block, BlockKind, Label};
use crate::vocabulary::{ConceptId, Mention, NameId, SourceKind, Vocabulary};

pub(super) const CHECK: Check = Check {
    name: "superseded-term",
    severity: Severity::Warning,
    looks_for: "names that the vocabulary says are superseded, used as if they were today's",
    why: "Diseases are renamed because the old name is wrong, honours the wrong person or hurts; a reader who knows only \
          the old one finds nothing new, and a page that says it looks its age. \"Formerly called …\" helps both and is \
          left alone.",
    run: Run::Page(run),
};

/// Words that say, before or behind it, that a name is old, or only told of.
const TOLD_OF: &[&str] = &[
    "aka",
    "abbreviated",
    "archaic",
    "called",
    "changed",
    "classified",
    "earlier",
    "eponym",
    "former",
    "formerly",
    "historic",
    "historical",
    "historically",
    "instead",
    "known",
    "labeled",
    "labelled",
    "misnomer",
    "name",
    "named",
    "names",
    "naming",
    "nickname",
    "obsolete",
    "old",
    "older",
    "once",
    "outdated",
    "past",
    "preferred",
    "previous",
    "previously",
    "refer",
    "referred",
    "refers",
    "rename",
    "renamed",
    "replace",
    "replaced",
    "replaces",
    "stigma",
    "stigmatizing",
    "superseded",
    "synonym",
    "synonyms",
    "term",
    "termed",
    "terminology",
    "terms",
    "traditionally",
    "word",
    "words",
];
/// Words of names of organisations, journals and laws.
const ORGANISATIONS: &[&str] = &[
    "academy",
    "act",
    "agency",
    "alliance",
    "anonymous",
    "association",
    "bureau",
    "center",
    "centers",
    "centre",
    "clinic",
    "coalition",
    "college",
    "committee",
    "consortium",
    "council",
    "department",
    "federation",
    "foundation",
    "fund",
    "group",
    "hospital",
    "initiative",
    "institute",
    "institutes",
    "journal",
    "league",
    "network",
    "office",
    "organization",
    "partnership",
    "program",
    "project",
    "registry",
    "research",
    "society",
    "support",
    "trust",
    "union",
    "university",
];
/// Small words inside such a name.
const LINKS: &[&str] = &["and", "for", "in", "of", "on", "the", "to", "against", "with"];
/// Words of a title beside the name that a page is about.
const ABOUT: &[&str] = &[
    "about",
    "adult",
    "adults",
    "basics",
    "care",
    "caring",
    "cause",
    "causes",
    "child",
    "children",
    "coping",
    "diagnosis",
    "diet",
    "exercise",
    "facts",
    "faq",
    "guide",
    "help",
    "information",
    "introduction",
    "life",
    "live",
    "living",
    "managing",
    "medication",
    "medications",
    "medicines",
    "new",
    "newly",
    "outlook",
    "overview",
    "patients",
    "people",
    "pregnancy",
    "prevention",
    "questions",
    "research",
    "signs",
    "story",
    "support",
    "symptom",
    "symptoms",
    "teens",
    "test",
    "tests",
    "treating",
    "treatment",
    "treatments",
    "type",
    "types",
    "understanding",
    "women",
];
/// Words before and behind a name that are looked at.
const BEFORE: usize = 8;
const BEHIND: usize = 6;

/// What a page does with an old name.
#[derive(Default)]
struct Uses {
    /// Block, none for the title, and bytes.
    first: Option<(Option<usize>, Range<usize>)>,
    number: u32,
    /// Somewhere it is told of beside a name of today.
    explained: bool,
}

fn run(page: &AuditedPage<'_>, site: &Site<'_>, found: &mut Found) {
    let vocabulary = &site.snapshot.vocabulary;
    let english = page.language() == "en";
    let mut uses: BTreeMap<NameId, Uses> = BTreeMap::new();
    let mut today: BTreeMap<ConceptId, u32> = BTreeMap::new();
    let blocks = page.blocks().filter(|(_, block, label)| {
        *label == Label::Body && !block.dynamic && !matches!(block.kind, BlockKind::Quote | BlockKind::Preformatted)
    });
    let blocks = blocks.filter_map(|(number, block, _)| Some((Some(number), block.text.as_str(), page.text(number)?)));
    let title = (None, page.facts().title.as_str(), &page.title);
    for (number, text, words) in std::iter::once(title).chain(blocks) {
        for mention in &words.mentions {
            let name = vocabulary.name(mention.name);
            if !name.superseded {
                for concept in &mention.concepts {
                    *today.entry(*concept).or_default() += 1;
                }
            } else if !mention.nested && (english || name.source == SourceKind::File) {
                let place = Place { page, vocabulary, number, text, words, mention };
                place.count(uses.entry(mention.name).or_default());
            }
        }
    }
    for (name, uses) in uses {
        let name = vocabulary.name(name);
        let ([concept], Some((block, place))) = (name.concepts, uses.first) else { continue };
        // A page that explains the name and then says the new one more often uses it for those who know only the old one.
        if uses.explained && uses.number <= today.get(concept).copied().unwrap_or(0) {
            continue;
        }
        let preferred = vocabulary.concept(*concept).preferred;
        let spot = match block {
            Some(block) => page.spot(block, place),
            None => page.aside(&page.facts().title, place),
        };
        let action = format!(
            "“{}” is a name of old: write “{preferred}”, and see that the sentence still reads well. Once “{preferred} (formerly \
             {})” helps those who know only that.",
            name.text, name.text
        );
        found
            .add(page.place, spot, action)
            .with("superseded", name.text)
            .with("preferred", preferred)
            .with("uses", uses.number);
    }
}

/// A place of an old name.
struct Place<'a> {
    page: &'a AuditedPage<'a>,
    vocabulary: &'a Vocabulary,
    number: Option<usize>,
    text: &'a str,
    words: &'a Text,
    mention: &'a Mention,
}

impl Place<'_> {
    fn count(&self, uses: &mut Uses) {
        let range = self.words.tokens.range_of(self.mention.first as usize, self.mention.end as usize);
        let range = range.start as usize..range.end as usize;
        let sentence = self.number.and_then(|number| self.page.sentence_at(number, range.start));
        let sentence = sentence.unwrap_or(0..self.text.len());
        if self.is_beside_another_name(&sentence) {
            uses.explained = true;
        } else if !self.is_told_of(&sentence)
            && !self.is_in_name()
            && !is_quoted(self.text, &sentence, &range)
            // `Absence (petit mal) seizure`: the name is interrupted by a bracket.
            && !self.text.get(range.clone()).is_some_and(|name| name.contains(['(', ')', '[', ']']))
            && !self.block().is_some_and(|block| is_linked(block, &range))
        {
            uses.first.get_or_insert((self.number, range));
            uses.number += 1;
        }
    }

    fn block(&self) -> Option<&Block> {
        self.page.examined.blocks.get(self.number?)
    }

    /// Another name of the same, that is not of old, in its sentence.
    fn is_beside_another_name(&self, sentence: &Range<usize>) -> bool {
        self.words.mentions.iter().any(|other| {
            let at = self.words.tokens.range(other.first as usize).start as usize;
            other.name != self.mention.name
                && sentence.contains(&at)
                && !self.vocabulary.name(other.name).superseded
                && other.concepts.iter().any(|concept| self.mention.concepts.contains(concept))
        })
    }

    /// Words of its sentence that say it is old, or a name that is told of.
    fn is_told_of(&self, sentence: &Range<usize>) -> bool {
        let tokens = &self.words.tokens;
        let (first, end) = (self.mention.first as usize, self.mention.end as usize);
        let told =
            |at: usize| sentence.contains(&(tokens.range(at).start as usize)) && TOLD_OF.contains(&tokens.folded(at));
        // `Tonic-clonic or grand mal seizures`: beside the name of today, or one that the vocabulary does not know.
        let before = first.checked_sub(1).map(|at| (tokens.folded(at), tokens.range(at).start as usize));
        let beside_or = before.is_some_and(|(word, at)| {
            word == "or" && self.text.get(..at).is_some_and(|before| !before.trim_end().ends_with([',', ';']))
        });
        beside_or || (first.saturating_sub(BEFORE)..first).any(told) || (end..tokens.len().min(end + BEHIND)).any(told)
    }

    /// A part of the name of an organisation, a journal or a law: words in capitals around it, one of which says so.
    fn is_in_name(&self) -> bool {
        let tokens = &self.words.tokens;
        let (first, end) = (self.mention.first as usize, self.mention.end as usize);
        let goes_on = |at: usize| capital(tokens, at) || LINKS.contains(&tokens.folded(at));
        let is_one = |at: &usize| capital(tokens, *at) && ORGANISATIONS.contains(&tokens.folded(*at));
        let before = (0..first).rev().take_while(|&at| goes_on(at)).any(|at| is_one(&at));
        let behind = (end..tokens.len()).take_while(|&at| goes_on(at)).any(|at| is_one(&at));
        // `Children's Mental Retardation Bill`: a name in capitals among other capitals.
        let beside = |at: Option<usize>| at.is_some_and(|at| at < tokens.len() && capital(tokens, at));
        let running =
            self.block().is_some_and(|block| !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Summary));
        let all = running && end - first > 1 && (first..end).all(goes_on) && capital(tokens, end - 1);
        before || behind || self.is_in_longer_name() || (all && (beside(first.checked_sub(1)) || beside(Some(end))))
    }
}

impl Place<'_> {
    /// A part of the name of another disease: `X-linked mental retardation`, `mental retardation syndrome`. The title of
    /// a page that is longer than the name is one.
    fn is_in_longer_name(&self) -> bool {
        let tokens = &self.words.tokens;
        let before = (self.mention.first as usize).checked_sub(1).map_or("", |at| tokens.folded(at));
        let end = self.mention.end as usize;
        let behind = if end < tokens.len() { tokens.folded(end) } else { "" };
        before == "linked"
            || matches!(behind, "syndrome" | "linked" | "x" | "type" | "protein" | "gene")
            || self.text.contains("Registry:")
            || self.is_in_title()
    }

    /// The page's title has the name and words of other names.
    fn is_in_title(&self) -> bool {
        let title = &self.page.title;
        let has = |mention: &&Mention| mention.name == self.mention.name;
        let Some(mention) = title.mentions.iter().find(has) else { return false };
        let others = (0..title.tokens.len()).filter(|&at| at < mention.first as usize || at >= mention.end as usize);
        let mut others = others.map(|at| title.tokens.folded(at));
        // `Alcoholism and Alcohol Abuse` is about it, `Ichthyosis-mental retardation syndrome` is another disease.
        let next = (mention.first == 0 && (mention.end as usize) < title.tokens.len())
            .then(|| title.tokens.folded(mention.end as usize));
        !matches!(next, Some("and" | "or"))
            && others.any(|word| !is_stop_word(word, Language::English) && !ABOUT.contains(&word))
    }
}

fn capital(tokens: &Tokens, at: usize) -> bool {
    tokens.surface(at).starts_with(char::is_uppercase)
}

fn is_linked(block: &Block, place: &Range<usize>) -> bool {
    block.links.iter().any(|link| link.range.start as usize <= place.start && place.end <= link.range.end as usize)
}

/// Inside quotation marks that open in its sentence.
fn is_quoted(text: &str, sentence: &Range<usize>, place: &Range<usize>) -> bool {
    let before = text.get(sentence.start..place.start).unwrap_or_default();
    let behind = text.get(place.end..sentence.end).unwrap_or_default();
    let count = |mark: char| before.matches(mark).count();
    let curly = count('“') > count('”') && behind.contains('”');
    let straight = count('"') % 2 == 1 && behind.contains('"');
    let single = before.ends_with(['‘', '\'', '«', '„']) && behind.starts_with(['’', '\'', '»', '“']);
    curly || straight || single
}
