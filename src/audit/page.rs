//! A page as the checks of pages see it: its facts, its blocks with their words and names, and its spots.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use super::acronyms::Acronyms;
use super::site::Site;
use super::spot::{Spot, marked};
use super::subject::{Subject, Subjects};
use crate::analysis::{Analyzer, Aspect, Case, Language, Tokens, aspects};
use crate::content::{Block, BlockKind, Examined, Label, PageFacts, examine, passage_link, sentences};
use crate::corpus::RawPage;
use crate::index::PageEntry;
use crate::vocabulary::mine::Definition;
use crate::vocabulary::{Mention, NameFinder, PassageMentions, Place, Vocabulary};

/// A page under audit.
pub(super) struct AuditedPage<'a> {
    /// Its place among the pages of the site, which stand in the order of their links.
    pub(super) place: usize,
    pub(super) entry: &'a PageEntry,
    /// As its export has it.
    pub(super) raw: &'a RawPage,
    /// Its sections, passages and blocks.
    pub(super) examined: Examined,
    /// The words and names of its title.
    pub(super) title: Text,
    /// The words and names of its description.
    pub(super) description: Text,
    /// The words and names of each block.
    pub(super) texts: Vec<Text>,
    /// What it spells out, by block; of its title where there is no block.
    pub(super) definitions: Vec<(Option<usize>, Definition)>,
    /// What it is about, by its title and its headings of the first levels.
    pub(super) subject: Option<Subject>,
    subjects: &'a Subjects,
    sentences: Vec<OnceLock<Vec<Range<usize>>>>,
    acronyms: OnceLock<Acronyms>,
}

/// The words and names of a text.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) tokens: Tokens,
    /// With acronyms decided by the whole page.
    pub(super) mentions: Vec<Mention>,
}

/// What reads pages; one a thread.
pub(super) struct Reader<'v> {
    vocabulary: &'v Vocabulary,
    by_language: HashMap<Language, (Analyzer, NameFinder<'v>)>,
}

impl<'v> Reader<'v> {
    pub(super) fn new(vocabulary: &'v Vocabulary) -> Reader<'v> {
        Reader { vocabulary, by_language: HashMap::new() }
    }

    fn text(&mut self, language: Language, text: &str) -> Text {
        let new = || (Analyzer::new(language), NameFinder::new(self.vocabulary));
        let (analyzer, finder) = self.by_language.entry(language).or_insert_with(new);
        let tokens = analyzer.analyze(text);
        let mentions = finder.mentions(&tokens, Case::of(text), Place::Text);
        Text { tokens, mentions }
    }

    /// Reads a page.
    pub(super) fn page<'a>(
        &mut self,
        place: usize,
        entry: &'a PageEntry,
        raw: &'a RawPage,
        site: &'a Site<'_>,
    ) -> AuditedPage<'a> {
        let examined = examine(raw, &site.rules);
        let language = entry.facts.language.as_deref().map_or(Language::English, Language::from_tag);
        let mut title = self.text(language, &entry.facts.title);
        let description = self.text(language, entry.facts.description.as_deref().unwrap_or_default());
        let mut texts: Vec<Text> = examined.blocks.iter().map(|block| self.text(language, &block.text)).collect();
        let written =
            std::iter::once(entry.facts.title.as_str()).chain(examined.blocks.iter().map(|it| it.text.as_str()));
        let mut parts: Vec<PassageMentions<'_>> = written
            .zip(std::iter::once(&mut title).chain(&mut texts))
            .map(|(text, Text { tokens, mentions })| PassageMentions { text, tokens, mentions })
            .collect();
        let definitions = self.vocabulary.resolve(&mut parts, entry.facts.organisation.as_deref());
        let definitions = definitions.into_iter().map(|(part, it)| (part.checked_sub(1), it)).collect();
        let subject = subject(site, &title, &texts, &examined.blocks);
        let sentences = examined.blocks.iter().map(|_| OnceLock::new()).collect();
        AuditedPage {
            place,
            entry,
            raw,
            examined,
            title,
            description,
            texts,
            definitions,
            subject,
            subjects: &site.subjects,
            sentences,
            acronyms: OnceLock::new(),
        }
    }
}

fn subject(site: &Site<'_>, title: &Text, texts: &[Text], blocks: &[Block]) -> Option<Subject> {
    let headings = texts.iter().zip(blocks).filter(|(_, block)| matches!(block.kind, BlockKind::Heading(1..=2)));
    let all = std::iter::once(title).chain(headings.map(|(text, _)| text));
    all.filter_map(|text| site.subjects.of_text(&text.tokens, &text.mentions)).min()
}

impl AuditedPage<'_> {
    pub(super) fn facts(&self) -> &PageFacts {
        &self.entry.facts
    }

    /// Its primary language subtag, `en` where none is known.
    pub(super) fn language(&self) -> &str {
        let tag = self.facts().language.as_deref().unwrap_or("en");
        tag.split(['-', '_']).next().unwrap_or(tag)
    }

    /// Its blocks with their numbers and labels, those without text left out.
    pub(super) fn blocks(&self) -> impl Iterator<Item = (usize, &Block, Label)> {
        let labels = self.examined.labels.iter().copied().chain(std::iter::repeat(Label::Body));
        let blocks = self.examined.blocks.iter().enumerate().zip(labels);
        blocks.map(|((number, block), label)| (number, block, label)).filter(|(_, block, _)| !block.text.is_empty())
    }

    /// The blocks that are the page's own running words: no headings, references, review lines, or other pages' words.
    pub(super) fn prose(&self) -> impl Iterator<Item = (usize, &Block)> {
        let prose =
            |kind: BlockKind| !matches!(kind, BlockKind::Heading(_) | BlockKind::Summary | BlockKind::Preformatted);
        self.blocks()
            .filter(move |(_, block, label)| *label == Label::Body && !block.dynamic && prose(block.kind))
            .map(|(number, block, _)| (number, block))
    }

    /// Whether its title or its address says that it tells of treatment.
    pub(super) fn is_about_treatment(&self) -> bool {
        aspects(&self.title.tokens).iter().any(|said| matches!(said.aspect, Aspect::Treatment | Aspect::SideEffects))
    }

    /// Its acronyms, and which of them it explains.
    pub(super) fn acronyms(&self) -> &Acronyms {
        self.acronyms.get_or_init(|| Acronyms::of(self))
    }

    /// The words and names of a block.
    pub(super) fn text(&self, block: usize) -> Option<&Text> {
        self.texts.get(block)
    }

    /// The sentences of a block by their bytes; of a heading or a table row the whole.
    pub(super) fn sentences(&self, block: usize) -> &[Range<usize>] {
        let (Some(it), Some(cached)) = (self.examined.blocks.get(block), self.sentences.get(block)) else {
            return &[];
        };
        cached.get_or_init(|| match it.kind {
            BlockKind::Heading(_) | BlockKind::Summary | BlockKind::TableRow => {
                std::iter::once(0..it.text.len()).collect()
            }
            _ => sentences(&it.text),
        })
    }

    /// The sentence of a block that has this byte.
    pub(super) fn sentence_at(&self, block: usize, at: usize) -> Option<Range<usize>> {
        let sentences = self.sentences(block);
        sentences.iter().find(|range| range.contains(&at)).or_else(|| sentences.last()).cloned()
    }

    /// A place in a block, with its sentence.
    pub(super) fn spot(&self, block: usize, place: Range<usize>) -> Spot {
        let mut spot = self.block_spot(block);
        let Some(text) = self.examined.blocks.get(block).map(|block| block.text.as_str()) else { return spot };
        let sentence = self.sentence_at(block, place.start).unwrap_or(0..text.len());
        let shown = text.get(sentence.clone()).unwrap_or(text);
        let end = place.end.clamp(sentence.start, sentence.end).saturating_sub(sentence.start);
        let start = place.start.clamp(sentence.start, sentence.end).saturating_sub(sentence.start);
        let (sentence, marks) = marked(shown, start..end);
        spot.sentence = Some(sentence);
        spot.marks = marks;
        spot
    }

    /// A block as a place, without a sentence yet: for its images.
    pub(super) fn block_spot(&self, block: usize) -> Spot {
        let passages = self.examined.passages.get(block..).unwrap_or_default();
        let before = self.examined.passages.get(..block).unwrap_or_default().iter().rev();
        let passage = passages.iter().chain(before).find_map(|passage| *passage);
        let page = &self.examined.page;
        let Some(passage) = passage.and_then(|at| page.passages.get(at as usize)) else { return self.whole() };
        let section = page.sections.get(passage.section as usize);
        Spot {
            section: section.map(|section| section.path.clone()).unwrap_or_default(),
            anchor: section.and_then(|section| section.anchor.clone()),
            url: passage_link(&self.facts().link, passage.screen, passage.fragment.as_deref()),
            sentence: None,
            marks: Vec::new(),
            subject: self.text(block).and_then(|text| self.subjects.of_text(&text.tokens, &text.mentions)),
        }
    }

    /// The page as a whole.
    pub(super) fn whole(&self) -> Spot {
        Spot { url: self.facts().link.clone(), ..Spot::default() }
    }

    /// The line that states the review, else the page as a whole.
    pub(super) fn review_spot(&self) -> Spot {
        let line = self.examined.review_lines.first().copied();
        let Some((line, block)) = line.and_then(|line| Some((line, self.examined.blocks.get(line)?))) else {
            return self.whole();
        };
        let (sentence, marks) = marked(&block.text, 0..block.text.len());
        Spot { sentence: Some(sentence), marks, section: Vec::new(), ..self.block_spot(line) }
    }

    /// A text of the page that is no part of what is read, such as its description.
    pub(super) fn aside(&self, text: &str, place: Range<usize>) -> Spot {
        let (sentence, marks) = marked(text, place);
        Spot { sentence: Some(sentence), marks, ..self.whole() }
    }
}
