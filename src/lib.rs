//! vademecum: full-text search for health content. Page exports of a WordPress site go in; ranked passages with
//! their sources come out.
//!
//! Four ideas carry it.
//!
//! - **A passage answers, not a page.** What is indexed, ranked, shown and read out is a few whole sentences or list
//!   items of one section, together with the sentence that introduces them, the page they stand on, when that page
//!   was last reviewed, and a link that lands on them.
//! - **Names that mean the same are one concept.** `IMNM`, *necrotising autoimmune myopathy* and *immune-mediated
//!   necrotizing myopathy* leave the same token in the index, whichever of them the page or the question uses.
//! - **An index is replaced whole.** It is a folder of generations; a reader holds one and never sees half of another.
//! - **What is withheld stays withheld.** Drafts, private pages and protected pages are left out before anything is
//!   made of them, and are named with their reason.
//!
//! # The tour
//!
//! The modules below stand in the order in which the data flows, and each imports only from those before it.
//!
//! 1. [`config`] reads `vademecum.toml`.
//! 2. [`corpus`] turns exports, REST JSON or WXR, into raw pages, and decides which copy of a page counts.
//! 3. [`content`] turns a raw page into blocks, sections and passages, and reads what it says of its review.
//! 4. [`analysis`] turns text into words: surface, folded form, stem.
//! 5. [`vocabulary`] knows the concepts and finds their names among the words.
//! 6. [`query`] turns what was typed into what is meant.
//! 7. [`engine`] stores tokens and retrieves passages by score; it knows nothing of concepts, links or dates.
//! 8. [`index`] builds, refreshes, publishes and opens an index.
//! 9. [`search`] retrieves, looks at the best more closely, and makes hits of them.
//! 10. [`audit`] finds the pages that have grown out of date, and the sentence to mend.
//! 11. [`relevance`] measures answers against judged questions.
//! 12. [`questions`] keeps of what people ask what may be kept, and tells what the site does not answer.
//! 13. [`output`] writes answers and reports, each in a form of its own, to a given writer.
//! 14. [`serve`] is the page that a volunteer keeps open, and its API.
//! 15. [`cli`] is the command line.
//!
//! # An example
//!
//! An export of one page, indexed and asked in other words than its own:
//!
//! ```
//! use vademecum::index::{BuildOptions, Snapshot, build};
//! use vademecum::search::{By, SearchOptions, Searcher};
//!
//! # fn main() -> anyhow::Result<()> {
//! let folder = tempfile::tempdir()?;
//! let export = folder.path().join("pages.json");
//! std::fs::write(
//!     &export,
//!     r#"[{"id": 7, "type": "page", "status": "publish", "slug": "swallowing",
//!          "link": "https://www.example.org/swallowing/",
//!          "date_gmt": "2025-01-10T09:00:00", "modified_gmt": "2025-04-02T09:00:00",
//!          "title": {"rendered": "Eating and drinking"},
//!          "content": {"protected": false, "rendered":
//!              "<h2 id='signs'>Signs</h2><p>Dysphagia is common in myositis. Sit upright and take small sips.</p>
//!               <p>Last reviewed: April 2025</p>"}}]"#,
//! )?;
//!
//! let index = folder.path().join("index");
//! let options = BuildOptions { index: index.clone(), sources: vec![export], ..BuildOptions::default() };
//! let report = build(&options, &|_progress| ())?;
//! assert_eq!(report.pages.indexed, 1);
//!
//! let snapshot = Snapshot::open(&index)?;
//! let today = jiff::civil::date(2026, 11, 22);
//! let answer = Searcher::new(&snapshot).search("trouble swallowing", &SearchOptions::as_of(today))?;
//!
//! let hit = answer.hits.first().expect("the page answers");
//! assert!(hit.passage.starts_with("Dysphagia is common"));
//! assert_eq!(hit.url, "https://www.example.org/swallowing/#signs");
//! assert_eq!(hit.page.age, "reviewed Apr 2025");
//! assert!(hit.matched.iter().any(|found| found.text == "Dysphagia" && found.by == By::Synonym));
//! # Ok(())
//! # }
//! ```

// What a site's admin has set.
pub mod config;

// Exports to pages, pages to passages.
pub mod corpus;

pub mod content;

// Text to words, words to concepts, a question to what it means.
pub mod analysis;

pub mod vocabulary;

pub mod query;

// What is stored, and how it is asked.
pub mod engine;

pub mod index;

pub mod search;

// What has grown out of date.
pub mod audit;

// Answers held against judgements.
pub mod relevance;

// What is asked and not answered.
pub mod questions;

// What people and programs see.
pub mod output;

pub mod serve;

pub mod cli;
