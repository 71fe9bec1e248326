//! The baseline: an earlier audit that this one is held against, so that what is new stands out.
//!
//! It is the JSON that an earlier audit printed, or its lines; findings of checks that did not run now are left alone.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::finding::{Finding, Status};

/// The findings of an earlier audit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    findings: BTreeMap<String, Gone>,
}

/// A finding of the baseline that is no longer there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// Its id.
    pub id: String,
    /// The check's name.
    pub check: String,
    /// Its page.
    pub page: super::finding::FindingPage,
    /// Its sentence.
    #[serde(default)]
    pub sentence: Option<String>,
}

#[derive(Deserialize)]
struct Earlier {
    version: u32,
    findings: Vec<Gone>,
}

impl Baseline {
    /// Reads what an earlier audit printed with `--format json` or `jsonl`.
    ///
    /// # Errors
    /// If it is neither; the message names the place.
    pub fn parse(text: &str) -> Result<Baseline> {
        let text = text.trim_start_matches('\u{feff}').trim();
        let findings = match serde_json::from_str::<Earlier>(text) {
            Ok(Earlier { version: 1, findings }) => findings,
            Ok(Earlier { version, .. }) => bail!("it has version {version}, and this program knows version 1"),
            Err(whole) => match lines(text) {
                Ok(findings) => findings,
                // A single object that failed says more than its first line does.
                Err(_) if text.lines().count() > 1 && text.starts_with("{\n") => {
                    return Err(whole).context("it is no audit; make one with `vademecum audit --format json`");
                }
                Err(error) => return Err(error),
            },
        };
        Ok(Baseline { findings: findings.into_iter().map(|it| (it.id.clone(), it)).collect() })
    }

    /// Says of each finding whether it is new, and gives those back that are gone. `ran` are the checks that ran on
    /// all pages.
    pub(super) fn mark(&self, findings: &mut [Finding], known: &BTreeSet<String>, ran: &[&str]) -> Vec<Gone> {
        for finding in findings.iter_mut() {
            let before = self.findings.contains_key(&finding.id);
            finding.status = Some(if before { Status::StillOpen } else { Status::New });
        }
        let open: BTreeSet<&str> = findings.iter().map(|it| it.id.as_str()).collect();
        let is_gone = |it: &&Gone| !open.contains(it.id.as_str()) && !known.contains(&it.id);
        self.findings.values().filter(is_gone).filter(|it| ran.contains(&it.check.as_str())).cloned().collect()
    }
}

fn lines(text: &str) -> Result<Vec<Gone>> {
    let parse = |(number, line): (usize, &str)| {
        serde_json::from_str(line).with_context(|| {
            format!("line {} is no finding; make one with `vademecum audit --format json`", number + 1)
        })
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(parse).collect()
}
