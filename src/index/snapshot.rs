//! A snapshot: one generation open for reading, with everything a search needs.

use std::collections::{BTreeSet, HashMap};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use anyhow::{Context, Result, bail};

use super::checked::read_checked;
use super::generation::{self, ENGINE, Manifest};
use super::record::{self, Records};
use super::tables::{self, PageTable};
use super::words;
use super::{FORMAT, build::VOCABULARY};
use super::{kept, left_out, mined, site};
use crate::content::{self, Page, ReviewRules};
use crate::corpus::RawPage;
use crate::engine::{TantivyEngine, Weights};
use crate::query::Lexicon;
use crate::vocabulary::Vocabulary;

/// A generation of an index; it stays what it was while newer ones are published.
pub struct Snapshot {
    /// Its passages.
    pub engine: TantivyEngine,
    /// Its pages.
    pub table: PageTable,
    /// Its vocabulary, as compiled when it was built, with what its pages define.
    pub vocabulary: Vocabulary,
    manifest: Manifest,
    folder: PathBuf,
    words: File,
    lexicon: OnceLock<Option<Lexicon>>,
    kept: OnceLock<KeptPages>,
}

/// The accepted pages of an index, as their exports had them; cheap to clone. They can be read as long as this is held,
/// even if the generation is removed meanwhile.
#[derive(Debug, Clone)]
pub struct KeptPages(Arc<OpenPacks>);

#[derive(Debug)]
struct OpenPacks {
    folder: PathBuf,
    by_number: HashMap<u32, kept::Place>,
    packs: HashMap<u32, Mutex<File>>,
}

impl KeptPages {
    /// Reads the page with this number; `None` if there is none.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn read(&self, number: u32) -> Result<Option<RawPage>> {
        let OpenPacks { folder, by_number, packs } = &*self.0;
        let Some(&place) = by_number.get(&number) else { return Ok(None) };
        let pack = packs.get(&place.pack).context("a pack of kept pages is missing")?;
        let pack = pack.lock().unwrap_or_else(PoisonError::into_inner);
        kept::read_in(&pack, folder, place).map(Some)
    }
}

/// What an index says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexStatus {
    /// Pages.
    pub pages: usize,
    /// Passages.
    pub passages: u32,
    /// What it was built from.
    pub sources: Vec<String>,
    /// When it was built.
    pub published: String,
    /// The newest edit of any page.
    pub newest_edit: Option<String>,
    /// When the newest export that says so was made.
    pub exported: Option<String>,
    /// The vocabulary file that was used and its hash then.
    pub vocabulary_file: Option<(String, String)>,
    /// Whether the built-in vocabulary was left out.
    pub without_builtin: bool,
    /// Whether only approved lines were used.
    pub approved_only: bool,
}

impl Snapshot {
    /// Opens the live generation of an index.
    ///
    /// # Errors
    /// If there is no index in the folder (the message says which command builds one), it is damaged, or it was
    /// made by a newer version.
    pub fn open(index: &Path) -> Result<Snapshot> {
        let mut last: Option<PathBuf> = None;
        loop {
            let Some(folder) = generation::current(index)? else {
                bail!(
                    "there is no index in `{}`; build one with `vademecum index EXPORT --index {}`",
                    index.display(),
                    index.display()
                );
            };
            match Snapshot::open_generation(&folder) {
                Ok(snapshot) => return Ok(snapshot),
                // A build may have published a newer generation and removed this one in between.
                Err(error) if last.as_ref() == Some(&folder) => {
                    return Err(error).with_context(|| format!("could not open the index `{}`", index.display()));
                }
                Err(_) => last = Some(folder),
            }
        }
    }

    fn open_generation(folder: &Path) -> Result<Snapshot> {
        let manifest = generation::load_manifest(folder)?;
        if manifest.format < FORMAT {
            let older = manifest.format;
            bail!("the index has the older format {older}; `vademecum index` rebuilds it from its kept pages");
        }
        let vocabulary = read_checked(&folder.join(VOCABULARY))?;
        let vocabulary: Vocabulary =
            postcard::from_bytes(&vocabulary).context("the vocabulary of the index is damaged")?;
        let table = tables::load(folder)?;
        let link = |page| table.page(page).map(|page| page.facts.link.as_str());
        let vocabulary = vocabulary.with_mined(mined::load(folder)?, link);
        let mut engine = TantivyEngine::open(&folder.join(ENGINE), Weights::default())?;
        engine.set_apart(|page, place| !table.repeats(page, place).is_empty());
        let words = words::open(folder, manifest.commit)?;
        let (lexicon, kept) = (OnceLock::new(), OnceLock::new());
        Ok(Snapshot { engine, table, vocabulary, manifest, folder: folder.to_owned(), words, lexicon, kept })
    }

    /// The same without the names and abbreviations that its pages define.
    #[must_use]
    pub fn without_mined(self) -> Snapshot {
        // What is spelt right is known by the vocabulary too.
        Snapshot { vocabulary: self.vocabulary.without_mined(), lexicon: OnceLock::new(), ..self }
    }

    /// What the index says of itself.
    #[must_use]
    pub fn status(&self) -> IndexStatus {
        IndexStatus {
            pages: self.table.pages().len(),
            passages: self.engine.passages(),
            sources: self.manifest.sources.clone(),
            published: self.manifest.published.clone(),
            newest_edit: self.manifest.newest_edit.clone(),
            exported: self.manifest.exported.clone(),
            vocabulary_file: self.manifest.vocabulary_file.clone(),
            without_builtin: self.manifest.without_builtin,
            approved_only: self.manifest.approved_only,
        }
    }

    /// Why the page with this link is not in the index.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn left_out(&self, link: &str) -> Result<String> {
        let reason = left_out::reason(&self.folder, link)?;
        Ok(reason.unwrap_or_else(|| "no export that was indexed has it".to_owned()))
    }

    /// Why pages were left out, to be asked of many links.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn all_left_out(&self) -> Result<left_out::LeftOut> {
        left_out::load(&self.folder)
    }

    /// What the exports say of each site as a whole.
    #[must_use]
    pub fn exported(&self) -> site::Exported {
        site::load(&self.folder)
    }

    /// Reads the accepted pages again, in the order of their links.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn each_page(&self, mut take: impl FnMut(&Page)) -> Result<()> {
        let records = record::load(&self.folder, self.manifest.commit, FORMAT)?;
        for (_, record) in record::by_link(&records) {
            let raw = kept::read(&self.folder, record.kept)?;
            take(&content::page(&raw, &ReviewRules::default()));
        }
        Ok(())
    }

    /// The accepted pages, to be read again by several threads; where they stand is read once.
    ///
    /// # Errors
    /// If the index is damaged.
    pub fn kept_pages(&self) -> Result<KeptPages> {
        if let Some(kept) = self.kept.get() {
            return Ok(kept.clone());
        }
        let records = self.records()?;
        let by_number: HashMap<u32, kept::Place> =
            records.values().map(|record| (record.number, record.kept)).collect();
        let numbers: BTreeSet<u32> = by_number.values().map(|place| place.pack).collect();
        let opened = |pack| Ok((pack, Mutex::new(kept::open(&self.folder, pack)?)));
        let packs = numbers.into_iter().map(opened).collect::<Result<_>>()?;
        let kept = KeptPages(Arc::new(OpenPacks { folder: self.folder.clone(), by_number, packs }));
        Ok(self.kept.get_or_init(|| kept).clone())
    }

    /// What is remembered of each page.
    pub(super) fn records(&self) -> Result<Records> {
        record::load(&self.folder, self.manifest.commit, FORMAT)
    }

    /// The words to hold spelling against, read when they are first asked for; `None` if they are damaged: an answer
    /// does not depend on them.
    pub fn lexicon(&self) -> Option<&Lexicon> {
        let read = || words::read(&self.words, &self.folder).ok().map(|words| Lexicon::new(&words, &self.vocabulary));
        self.lexicon.get_or_init(read).as_ref()
    }

    /// Folder of the generation; differs between two snapshots if a build came between them.
    #[must_use]
    pub fn generation(&self) -> &Path {
        &self.folder
    }
}

/// Verifies every checksum of the live generation.
///
/// # Errors
/// Names the file that is damaged.
pub fn verify(index: &Path) -> Result<()> {
    let folder = generation::current(index)?.with_context(|| format!("there is no index in `{}`", index.display()))?;
    generation::verify(&folder)?;
    TantivyEngine::verify(&folder.join(ENGINE))
}
