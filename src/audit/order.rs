//! The order of findings: by harm. Severity first, then whether the page or its sentence speaks of drugs, doses,
//! emergencies or pregnancy, then by how many pages link to it.

use std::cmp::Reverse;

use super::finding::Finding;

/// Puts the worst first. Findings come in the order of links, then as they stand on their page; equals stay so.
pub(super) fn by_harm(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| (finding.severity, finding.subject.is_none(), Reverse(finding.linked_from)));
}
