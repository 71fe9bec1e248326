//! Accepted findings: what somebody has looked at and answers for, silent until a day.

use jiff::civil::Date;
use serde::Serialize;

use super::finding::Finding;
use crate::config::Accept;

/// A finding that is silent because somebody answers for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Accepted {
    /// The finding.
    pub finding: Finding,
    /// Who answers for it, why, until when.
    pub accept: Accept,
}

/// Takes the findings out that are accepted on the day `as_of`.
pub(super) fn take_accepted(findings: &mut Vec<Finding>, accepts: &[Accept], as_of: Date) -> Vec<Accepted> {
    let holds = |finding: &Finding| accepts.iter().find(|it| it.id == finding.id && it.until >= as_of);
    let mut accepted = Vec::new();
    findings.retain(|finding| match holds(finding) {
        Some(accept) => {
            accepted.push(Accepted { finding: finding.clone(), accept: accept.clone() });
            false
        }
        None => true,
    });
    accepted
}
