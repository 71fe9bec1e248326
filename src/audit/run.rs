//! The run of an audit: every page read once on all cores, then the checks of the whole, then the order by harm.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Result, anyhow, bail};
use jiff::civil::Date;
use serde::Serialize;

use super::accept::{Accepted, take_accepted};
use super::baseline::{Baseline, Gone};
use super::check::{Check, Draft, Found, Run, catalogue, check_named};
use super::fetch::LinkOptions;
use super::finding::{Finding, FindingPage, Severity};
use super::links;
use super::note::PageNote;
use super::order::by_harm;
use super::page::Reader;
use super::site::Site;
use super::spot::normalised;
use super::standing::Standing;
use crate::config::{Config, is_under};
use crate::content::PageFacts;
use crate::index::{KeptPages, Snapshot};

/// What is asked of an audit.
#[derive(Debug, Clone)]
pub struct AuditOptions {
    /// The day for which ages are told.
    pub as_of: Date,
    /// Months that every review holds; without it what the site says, 24 for drugs and treatment, 36.
    pub max_age: Option<u32>,
    /// Names of the checks to run; empty for the usual ones.
    pub checks: Vec<String>,
    /// Run the checks too that are only good to know.
    pub all: bool,
    /// Ask other machines whether links to them still work.
    pub check_links: bool,
    /// How they are asked.
    pub links: LinkOptions,
    /// Only pages whose path is below this.
    pub under: Option<String>,
    /// Paths whose pages are not audited.
    pub exempt: Vec<String>,
    /// What the site says.
    pub config: Config,
    /// An earlier audit.
    pub baseline: Option<Baseline>,
    /// Threads to use; 0 for all cores.
    pub threads: usize,
}

impl AuditOptions {
    /// The usual audit on a day.
    #[must_use]
    pub fn as_of(as_of: Date) -> AuditOptions {
        AuditOptions {
            as_of,
            max_age: None,
            checks: Vec::new(),
            all: false,
            check_links: false,
            links: LinkOptions::default(),
            under: None,
            exempt: Vec::new(),
            config: Config::default(),
            baseline: None,
            threads: 0,
        }
    }

    /// The checks to run, in the order of the catalogue.
    ///
    /// # Errors
    /// If a name is not that of a check.
    fn chosen(&self) -> Result<Vec<&'static Check>> {
        let named = self.checks.iter().chain(&self.config.audit.off).chain(self.config.audit.severities.keys());
        for name in named {
            if check_named(name).is_none() {
                let names: Vec<&str> = catalogue().iter().map(|check| check.name).collect();
                bail!("`{name}` is no check; there are {}", names.join(", "));
            }
        }
        let off = |check: &Check| self.config.audit.off.iter().any(|name| name == check.name);
        let wanted = |check: &Check| {
            if !self.checks.is_empty() {
                return self.checks.iter().any(|name| name == check.name)
                    && (!check.needs_network() || self.check_links);
            }
            let network = check.needs_network() && self.check_links;
            !off(check) && (check.is_usual() || network || (self.all && !check.needs_network()))
        };
        Ok(catalogue().iter().copied().filter(|check| wanted(check)).collect())
    }

    /// The severity of a check's findings.
    ///
    /// # Errors
    /// If the site names one that there is not.
    fn severity_of(&self, check: &Check) -> Result<Option<Severity>> {
        self.config.audit.severities.get(check.name).map(|name| name.parse()).transpose()
    }

    /// Whether pages with this path are audited.
    #[must_use]
    pub fn audits(&self, path: &str) -> bool {
        let below = self.under.as_deref().is_none_or(|under| is_under(path, under));
        below && !self.exempt.iter().any(|exempt| is_under(path, exempt)) && !self.config.audit.exempts(path)
    }
}

/// What could not be checked, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unchecked {
    /// The check's name.
    pub check: String,
    /// Number of places.
    pub number: usize,
    /// For people.
    pub text: String,
}

/// What an audit came to.
#[derive(Debug, Clone, Serialize)]
pub struct Audit {
    /// Version of this form.
    pub version: u32,
    /// The day for which ages are told.
    pub as_of: Date,
    /// The site's address, or several.
    pub sites: Vec<String>,
    /// Pages audited.
    pub pages: usize,
    /// Pages left out because the site or a flag exempts them, or they are not under the path asked for.
    pub exempt: usize,
    /// Names of the checks that ran.
    pub checks: Vec<&'static str>,
    /// Number of findings of each check that ran.
    pub counts: BTreeMap<&'static str, usize>,
    /// The findings, the worst first.
    pub findings: Vec<Finding>,
    /// Findings that somebody answers for.
    pub accepted: Vec<Accepted>,
    /// Findings of the baseline that are no longer there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gone: Option<Vec<Gone>>,
    /// What could not be checked.
    pub unchecked: Vec<Unchecked>,
    /// Every audited page, in the order of links.
    #[serde(skip)]
    pub standings: Vec<Standing>,
}

/// How far an audit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditProgress {
    /// Pages read.
    pub pages: usize,
    /// Pages to read.
    pub of: usize,
}

/// Audits the pages of an index.
///
/// # Errors
/// If a check or a severity is asked for that there is not, or the index is damaged.
pub fn audit(snapshot: &Snapshot, options: &AuditOptions, progress: &(dyn Fn(AuditProgress) + Sync)) -> Result<Audit> {
    let checks = options.chosen()?;
    let severities = checks.iter().map(|check| options.severity_of(check)).collect::<Result<Vec<_>>>()?;
    let compares_passages = checks.iter().any(|check| check.name == "near-duplicate");
    let site = Site { compares_passages, ..Site::of(snapshot, options)? };
    let kept = snapshot.kept_pages()?;
    let (mut notes, mut found) = read_pages(&site, &kept, &checks, progress)?;
    links::count(&mut notes);
    for (check, found) in checks.iter().zip(&mut found) {
        if let Run::Whole(run) | Run::Network(run) = check.run {
            run(&notes, &site, found);
        }
    }
    let mut unchecked = Vec::new();
    let mut findings = Vec::new();
    for ((check, severity), mut found) in checks.iter().zip(severities).zip(found) {
        found.drafts.retain(|draft| notes.get(draft.page).is_some_and(|note| note.audited));
        findings.extend(found.drafts.into_iter().map(|draft| finding(check, severity, draft, &site, &notes)));
        unchecked.append(&mut found.unchecked);
    }
    number_the_same(&mut findings);
    by_harm(&mut findings);
    Ok(outcome(options, &site, &checks, findings, unchecked, notes))
}

/// Reads every page once, in parallel, and lets the checks of pages look at it. Everything comes in the order of pages.
fn read_pages(
    site: &Site<'_>,
    kept: &KeptPages,
    checks: &[&'static Check],
    progress: &(dyn Fn(AuditProgress) + Sync),
) -> Result<(Vec<PageNote>, Vec<Found>)> {
    let threads = match site.options.threads {
        0 => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        threads => threads,
    };
    let of = site.pages().len();
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || -> Result<Vec<(PageNote, Vec<Found>)>> {
        let mut reader = Reader::new(&site.snapshot.vocabulary);
        let mut read = Vec::new();
        loop {
            let place = next.fetch_add(1, Ordering::Relaxed);
            if place >= of {
                return Ok(read);
            }
            read.push(read_page(place, &mut reader, site, kept, checks)?);
            progress(AuditProgress { pages: done.fetch_add(1, Ordering::Relaxed) + 1, of });
        }
    };
    let mut read = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let mut all = Vec::with_capacity(of);
        for worker in workers {
            all.extend(worker.join().map_err(|_| anyhow!("a page could not be audited; please report it"))??);
        }
        Ok::<_, anyhow::Error>(all)
    })?;
    read.sort_by_key(|(note, _)| note.place);
    let mut notes = Vec::with_capacity(of);
    let mut found: Vec<Found> = checks.iter().map(|_| Found::default()).collect();
    for (note, of_page) in read {
        notes.push(note);
        for (all, mut one) in found.iter_mut().zip(of_page) {
            all.drafts.append(&mut one.drafts);
            all.unchecked.append(&mut one.unchecked);
        }
    }
    Ok((notes, found))
}

fn read_page(
    place: usize,
    reader: &mut Reader<'_>,
    site: &Site<'_>,
    kept: &KeptPages,
    checks: &[&'static Check],
) -> Result<(PageNote, Vec<Found>)> {
    let missing = || anyhow!("a page of the index is not among those it keeps; rebuild the index");
    let entry = site.pages().get(place).ok_or_else(missing)?;
    let raw = kept.read(entry.number)?.ok_or_else(missing)?;
    let page = reader.page(place, entry, &raw, site);
    let audited = site.options.audits(&entry.path());
    let mut found: Vec<Found> = checks.iter().map(|_| Found::default()).collect();
    for (check, found) in checks.iter().zip(&mut found).filter(|_| audited) {
        if let Run::Page(run) = check.run {
            run(&page, site, found);
        }
    }
    Ok((PageNote::of(&page, site, audited), found))
}

fn finding(check: &Check, severity: Option<Severity>, draft: Draft, site: &Site<'_>, notes: &[PageNote]) -> Finding {
    let facts = site.pages().get(draft.page).map(|entry| entry.facts.clone()).unwrap_or_default();
    let note = notes.get(draft.page);
    let Draft { spot, action, evidence, .. } = draft;
    let key =
        format!("{}\n{}\n{}\n{}", check.name, facts.site, facts.id, normalised(spot.sentence.as_deref().unwrap_or("")));
    let hash = blake3::hash(key.as_bytes()).to_hex();
    Finding {
        id: format!("{}-{}", check.name, hash.get(..10).unwrap_or_default()),
        check: check.name.to_owned(),
        severity: severity.or(draft.severity).unwrap_or(check.severity),
        status: None,
        page: FindingPage { id: facts.id, edit_link: edit_link(&facts), title: facts.title, link: facts.link },
        section: spot.section,
        anchor: spot.anchor,
        url: spot.url,
        sentence: spot.sentence,
        marks: spot.marks,
        action,
        evidence,
        subject: [spot.subject, note.and_then(|note| note.subject)].into_iter().flatten().min(),
        linked_from: note.map_or(0, |note| note.linked_from),
    }
}

/// Where a page is edited, for whoever may.
pub(super) fn edit_link(facts: &PageFacts) -> String {
    format!("{}/wp-admin/post.php?post={}&action=edit", facts.site, facts.id)
}

/// Two findings of one check in one sentence have ids of their own: the second ends in `-2`.
fn number_the_same(findings: &mut [Finding]) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for finding in findings {
        let times = seen.entry(finding.id.clone()).or_default();
        *times += 1;
        if *times > 1 {
            finding.id = format!("{}-{times}", finding.id);
        }
    }
}

fn outcome(
    options: &AuditOptions,
    site: &Site<'_>,
    checks: &[&'static Check],
    mut findings: Vec<Finding>,
    unchecked: Vec<Unchecked>,
    notes: Vec<PageNote>,
) -> Audit {
    let accepted = take_accepted(&mut findings, &options.config.accept, options.as_of);
    let names: Vec<&'static str> = checks.iter().map(|check| check.name).collect();
    let known: BTreeSet<String> = accepted.iter().map(|it| it.finding.id.clone()).collect();
    let gone = options.baseline.as_ref().map(|baseline| baseline.mark(&mut findings, &known, &names));
    let mut counts: BTreeMap<&'static str, usize> = names.iter().map(|name| (*name, 0)).collect();
    for finding in &findings {
        if let Some(count) = counts.get_mut(finding.check.as_str()) {
            *count += 1;
        }
    }
    let sites: BTreeSet<String> = site.pages().iter().map(|entry| entry.facts.site.clone()).collect();
    let standings: Vec<Standing> = notes.into_iter().filter(|note| note.audited).map(|note| note.standing).collect();
    Audit {
        version: 1,
        as_of: options.as_of,
        sites: sites.into_iter().collect(),
        pages: standings.len(),
        exempt: site.pages().len() - standings.len(),
        checks: names,
        counts,
        findings,
        accepted,
        gone,
        unchecked,
        standings,
    }
}
