//! Wordings of a review line: what begins it and what it says, in English, Spanish, French and German.

use std::sync::LazyLock;

use super::date::skip_any;
use super::rules::ReviewRules;
use crate::content::stems::Stems;

/// What a wording says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// It was reviewed.
    Reviewed,
    /// It was updated, written by hand.
    Updated,
    /// When the next review is due.
    Next,
    /// "Review date": behind or ahead.
    Either,
    /// Something else with a date, such as publication.
    Other,
}

/// A wording found in a line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wording {
    pub says: Says,
    /// It cannot be the beginning of ordinary prose.
    pub strong: bool,
    /// The place after it.
    pub end: usize,
    /// The verb comes after the date (`zuletzt am 12. März 2024 überprüft`).
    pub takes_verb: bool,
}

/// One of these stands in every wording that makes a block worth reading.
pub(super) static STEMS: LazyLock<Stems> = LazyLock::new(|| {
    Stems::new(&[
        "review",
        "revis",
        "updat",
        "check",
        "actualiz",
        "revu",
        "relu",
        "verifi",
        "valid",
        "jour",
        "pruf",
        "aktualisier",
        "arbeitet",
        "stand",
        "durchgeseh",
    ])
});

/// Wordings that are no ordinary prose; longer ones first where one begins another.
const STRONG: &[(&str, Says)] = &[
    ("next scheduled review", Says::Next),
    ("next planned review", Says::Next),
    ("next review due", Says::Next),
    ("next review date", Says::Next),
    ("next review", Says::Next),
    ("next update due", Says::Next),
    ("date of next review", Says::Next),
    ("planned review date", Says::Next),
    ("review due", Says::Next),
    ("due for review", Says::Next),
    ("to be reviewed", Says::Next),
    ("proxima revision", Says::Next),
    ("fecha de la proxima revision", Says::Next),
    ("prochaine revision", Says::Next),
    ("date de la prochaine revision", Says::Next),
    ("prochaine mise a jour", Says::Next),
    ("nachste uberprufung", Says::Next),
    ("nachste aktualisierung", Says::Next),
    ("nachste uberarbeitung", Says::Next),
    ("last medically reviewed", Says::Reviewed),
    ("last clinically reviewed", Says::Reviewed),
    ("last reviewed and updated", Says::Reviewed),
    ("last reviewed/revised", Says::Reviewed),
    ("last reviewed/updated", Says::Reviewed),
    ("last reviewed", Says::Reviewed),
    ("last review date", Says::Reviewed),
    ("last review", Says::Reviewed),
    ("last revised", Says::Reviewed),
    ("last checked", Says::Reviewed),
    ("date last reviewed", Says::Reviewed),
    ("date of last review", Says::Reviewed),
    ("date reviewed", Says::Reviewed),
    ("date revised", Says::Reviewed),
    ("revision date", Says::Reviewed),
    ("medically reviewed", Says::Reviewed),
    ("clinically reviewed", Says::Reviewed),
    ("scientifically reviewed", Says::Reviewed),
    ("expert reviewed", Says::Reviewed),
    ("peer reviewed", Says::Reviewed),
    ("peer-reviewed", Says::Reviewed),
    ("medical reviewers", Says::Reviewed),
    ("medical reviewer", Says::Reviewed),
    ("clinical reviewer", Says::Reviewed),
    ("medical review", Says::Reviewed),
    ("reviewed and updated", Says::Reviewed),
    ("internal review and update", Says::Reviewed),
    ("reviewed/revised", Says::Reviewed),
    ("reviewed/updated", Says::Reviewed),
    ("reviewed or revised", Says::Reviewed),
    ("reviewed by", Says::Reviewed),
    ("revised by", Says::Reviewed),
    ("fact checked", Says::Reviewed),
    ("fact-checked", Says::Reviewed),
    ("ultima revision medica", Says::Reviewed),
    ("ultima revision", Says::Reviewed),
    ("fecha de revision", Says::Reviewed),
    ("fecha de la ultima revision", Says::Reviewed),
    ("revisado medicamente", Says::Reviewed),
    ("revisado clinicamente", Says::Reviewed),
    ("revisada medicamente", Says::Reviewed),
    ("revision medica", Says::Reviewed),
    ("revisado por ultima vez", Says::Reviewed),
    ("revisada por ultima vez", Says::Reviewed),
    ("derniere revision", Says::Reviewed),
    ("derniere relecture", Says::Reviewed),
    ("derniere verification", Says::Reviewed),
    ("date de la derniere revision", Says::Reviewed),
    ("date de revision", Says::Reviewed),
    ("revision medicale", Says::Reviewed),
    ("relecture medicale", Says::Reviewed),
    ("medicalement revu", Says::Reviewed),
    ("letzte uberprufung", Says::Reviewed),
    ("letzte uberarbeitung", Says::Reviewed),
    ("letzte revision", Says::Reviewed),
    ("zuletzt uberpruft", Says::Reviewed),
    ("zuletzt gepruft", Says::Reviewed),
    ("zuletzt uberarbeitet", Says::Reviewed),
    ("medizinisch gepruft", Says::Reviewed),
    ("medizinisch uberpruft", Says::Reviewed),
    ("arztlich gepruft", Says::Reviewed),
    ("fachlich gepruft", Says::Reviewed),
    ("fachlich uberpruft", Says::Reviewed),
    ("wissenschaftlich gepruft", Says::Reviewed),
    ("last updated", Says::Updated),
    ("last update", Says::Updated),
    ("date updated", Says::Updated),
    ("editorial update", Says::Updated),
    ("date of last update", Says::Updated),
    ("ultima actualizacion", Says::Updated),
    ("fecha de actualizacion", Says::Updated),
    ("actualizado por ultima vez", Says::Updated),
    ("actualizada por ultima vez", Says::Updated),
    ("derniere mise a jour", Says::Updated),
    ("date de mise a jour", Says::Updated),
    ("mise a jour le", Says::Updated),
    ("mis a jour le", Says::Updated),
    ("letzte aktualisierung", Says::Updated),
    ("zuletzt aktualisiert", Says::Updated),
    ("review date", Says::Either),
    ("date of review", Says::Either),
    ("originally published", Says::Other),
    ("first published", Says::Other),
    ("date published", Says::Other),
    ("published", Says::Other),
    ("last modified", Says::Other),
    ("date created", Says::Other),
    ("publicado", Says::Other),
    ("publie le", Says::Other),
    ("veroffentlicht", Says::Other),
];

/// Wordings that also begin ordinary sentences: believed only with a date or a name and nothing after.
const WEAK: &[(&str, Says)] = &[
    ("reviewed", Says::Reviewed),
    ("revised", Says::Reviewed),
    ("reviewer", Says::Reviewed),
    ("reviewers", Says::Reviewed),
    ("checked", Says::Reviewed),
    ("revisado", Says::Reviewed),
    ("revisada", Says::Reviewed),
    ("revise", Says::Reviewed),
    ("revisee", Says::Reviewed),
    ("revu", Says::Reviewed),
    ("revue", Says::Reviewed),
    ("relu", Says::Reviewed),
    ("verifie", Says::Reviewed),
    ("valide", Says::Reviewed),
    ("uberpruft", Says::Reviewed),
    ("gepruft", Says::Reviewed),
    ("uberarbeitet", Says::Reviewed),
    ("durchgesehen", Says::Reviewed),
    ("updated", Says::Updated),
    ("update", Says::Updated),
    ("actualizado", Says::Updated),
    ("actualizada", Says::Updated),
    ("actualizacion", Says::Updated),
    ("mis a jour", Says::Updated),
    ("mise a jour", Says::Updated),
    ("aktualisiert", Says::Updated),
    ("stand", Says::Updated),
    ("written", Says::Other),
    ("posted", Says::Other),
    ("created", Says::Other),
];

/// What may stand before a wording; longer ones first where one begins another.
const SUBJECTS: &[&str] = &[
    "this page has been",
    "this page was",
    "this page is",
    "this page",
    "this article has been",
    "this article was",
    "this information has been",
    "this information was",
    "this content has been",
    "this content was",
    "this leaflet was",
    "this leaflet has been",
    "this factsheet was",
    "this fact sheet was",
    "page content",
    "page was",
    "page",
    "content was",
    "content",
    "article was",
    "article",
    "information was",
    "information",
    "leaflet",
    "factsheet",
    "fact sheet",
    "text",
    "date",
    "esta pagina ha sido",
    "esta pagina fue",
    "esta pagina",
    "este articulo ha sido",
    "este articulo fue",
    "pagina",
    "contenido",
    "articulo",
    "texto",
    "informacion",
    "cette page a ete",
    "cet article a ete",
    "ce contenu a ete",
    "page",
    "contenu",
    "article",
    "texte",
    "diese seite wurde",
    "dieser artikel wurde",
    "dieser text wurde",
    "diese informationen wurden",
    "der text wurde",
    "inhalt",
    "seite",
    "text",
    "artikel",
];

/// Past the subject, if one stands here and a wording may follow.
pub(super) fn subject_at(rules: &ReviewRules, folded: &[char], at: usize) -> usize {
    if rules.wording_at(folded, at).is_some() {
        return at;
    }
    for subject in SUBJECTS {
        if let Some(end) = phrase_at(folded, at, subject) {
            let next = skip_any(folded, end, &[' ', ':']);
            if wording_at(rules, folded, next).is_some() {
                return next;
            }
        }
    }
    at
}

/// The wording at a place.
pub(super) fn wording_at(rules: &ReviewRules, folded: &[char], at: usize) -> Option<Wording> {
    let first = *folded.get(at)?;
    if let Some((says, end)) = rules.wording_at(folded, at) {
        return Some(Wording { says, strong: true, end, takes_verb: false });
    }
    for (list, strong) in [(STRONG, true), (WEAK, false)] {
        for (phrase, says) in list.iter().filter(|(phrase, _)| phrase.starts_with(first)) {
            if let Some(end) = phrase_at(folded, at, phrase) {
                // `reviewed by` names a person: the `by` is read with the name.
                let end = if phrase.ends_with(" by") { end - 3 } else { end };
                return Some(Wording {
                    says: *says,
                    strong: strong && !phrase.ends_with(" by"),
                    end,
                    takes_verb: false,
                });
            }
        }
    }
    let end = phrase_at(folded, at, "zuletzt")?;
    Some(Wording { says: Says::Reviewed, strong: false, end, takes_verb: true })
}

/// True for a wording that a name follows even without `by`.
pub(super) fn names_person(folded: &[char], at: usize) -> bool {
    ["medical reviewer", "medical reviewers", "clinical reviewer", "reviewer", "reviewers", "medical review"]
        .iter()
        .any(|phrase| phrase_at(folded, at, phrase).is_some())
}

/// The place after the phrase if it stands here as whole words.
fn phrase_at(folded: &[char], at: usize, phrase: &str) -> Option<usize> {
    let mut end = at;
    for expected in phrase.chars() {
        if folded.get(end) != Some(&expected) {
            return None;
        }
        end += 1;
    }
    (!folded.get(end).is_some_and(|c| c.is_alphanumeric())).then_some(end)
}
