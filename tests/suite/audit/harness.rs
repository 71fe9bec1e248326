//! A small site under audit: pages written in place, the findings of the checks asked for.

use jiff::civil::{Date, date};
use serde_json::{Value, json};
use vademecum::audit::{Audit, AuditOptions, Finding, audit};
use vademecum::config::Config;
use vademecum::index::{BuildOptions, Snapshot, build};

/// The day on which the small sites are audited.
pub(crate) const TODAY: Date = date(2026, 11, 22);

/// A small site.
pub(crate) struct Audited {
    pages: Vec<Value>,
    vocabulary: Option<String>,
    options: AuditOptions,
}

impl Audited {
    /// A site without a page, of which these checks are asked for.
    pub(crate) fn by(checks: &[&str]) -> Audited {
        let checks = checks.iter().map(|&check| check.to_owned()).collect();
        Audited { pages: Vec::new(), vocabulary: None, options: AuditOptions { checks, ..AuditOptions::as_of(TODAY) } }
    }

    /// Adds a page, as `https://www.example.org/{slug}/`; it was edited on 1 June 2026.
    pub(crate) fn page(self, slug: &str, title: &str, body: &str) -> Audited {
        self.page_with(slug, title, body, &json!({}))
    }

    /// Adds a page with some fields of its JSON set.
    pub(crate) fn page_with(mut self, slug: &str, title: &str, body: &str, fields: &Value) -> Audited {
        let id = self.pages.len() + 1;
        let mut page = json!({
            "id": id, "type": "page", "status": "publish", "slug": slug, "parent": 0,
            "link": format!("https://www.example.org/{slug}/"),
            "date_gmt": "2024-01-01T00:00:00", "modified_gmt": format!("2026-06-01T09:{:02}:00", id % 60),
            "title": { "rendered": title }, "content": { "rendered": body, "protected": false },
        });
        for (name, value) in fields.as_object().into_iter().flatten() {
            page[name] = value.clone();
        }
        self.pages.push(page);
        self
    }

    /// Sets the site's vocabulary file.
    pub(crate) fn vocabulary(mut self, text: &str) -> Audited {
        self.vocabulary = Some(text.to_owned());
        self
    }

    /// Sets `vademecum.toml`.
    pub(crate) fn config(mut self, text: &str) -> Audited {
        self.options.config = Config::parse(text).unwrap();
        self
    }

    /// Changes what is asked of the audit.
    pub(crate) fn asking(mut self, change: impl FnOnce(&mut AuditOptions)) -> Audited {
        change(&mut self.options);
        self
    }

    /// The audit.
    pub(crate) fn audit(&self) -> Audit {
        self.try_audit().unwrap()
    }

    /// The audit, or why it could not run.
    pub(crate) fn try_audit(&self) -> anyhow::Result<Audit> {
        let folder = tempfile::tempdir().unwrap();
        let export = folder.path().join("pages.json");
        std::fs::write(&export, serde_json::to_vec(&self.pages).unwrap()).unwrap();
        let vocabulary = self.vocabulary.as_ref().map(|text| {
            let path = folder.path().join("vocabulary.txt");
            std::fs::write(&path, text).unwrap();
            path
        });
        let index = folder.path().join("index");
        let config = self.options.config.clone();
        let options =
            BuildOptions { index: index.clone(), sources: vec![export], vocabulary, config, ..BuildOptions::default() };
        build(&options, &|_| ()).unwrap();
        audit(&Snapshot::open(&index).unwrap(), &self.options, &|_| ())
    }

    /// The findings, the worst first.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        self.audit().findings
    }

    /// What the findings mark, as `check: marked words`; the check alone where the page as a whole is meant.
    pub(crate) fn marked(&self) -> Vec<String> {
        self.findings().iter().map(marked).collect()
    }
}

/// A body of one paragraph.
pub(crate) fn paragraph(text: &str) -> String {
    format!("<p>{text}</p>")
}

/// What a finding marks.
pub(crate) fn marked(finding: &Finding) -> String {
    match &finding.sentence {
        Some(_) => format!("{}: {}", finding.check, marked_words(finding)),
        None => finding.check.clone(),
    }
}

/// The marked words of a finding's sentence.
pub(crate) fn marked_words(finding: &Finding) -> String {
    let letters: Vec<char> = finding.sentence.iter().flat_map(|sentence| sentence.chars()).collect();
    let words = finding.marks.iter().map(|&(from, to)| letters[from as usize..to as usize].iter().collect::<String>());
    words.collect::<Vec<_>>().join(" | ")
}
