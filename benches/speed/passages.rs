//! The passages of the exports, made once and held in memory: what raw tantivy is given to index.

use std::path::PathBuf;

use anyhow::Result;
use vademecum::content;
use vademecum::corpus::{self, Item, ReadOptions};

/// A passage as plain text.
pub(crate) struct PlainPassage {
    pub(crate) title: String,
    pub(crate) heading: String,
    /// Lead and text.
    pub(crate) body: String,
}

pub(crate) fn read(exports: &[PathBuf]) -> Result<Vec<PlainPassage>> {
    let mut passages = Vec::new();
    let mut take = |_: &corpus::SourceId, item: Item| {
        let Item::Page(raw) = item else { return Ok(()) };
        let page = content::page(&raw, &content::ReviewRules::default());
        for passage in page.passages {
            let section = page.sections.get(passage.section as usize);
            let lead = passage.lead.map(|lead| lead + "\n").unwrap_or_default();
            passages.push(PlainPassage {
                title: page.facts.title.clone(),
                heading: section.map(|section| section.path.join("\n")).unwrap_or_default(),
                body: lead + &passage.text,
            });
        }
        Ok(())
    };
    corpus::read(exports, &ReadOptions::default(), &mut take, &|_| {})?;
    Ok(passages)
}
