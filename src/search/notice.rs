//! Notices: what the site itself wants said above the answers to some questions, in its own words and with its numbers.
//!
//! They look at the question as it was typed, before any correction, and at nothing that was found; they change no ranking.
//! The program knows when somebody may be choking; whom to ring only the site knows.

use serde::Serialize;

use crate::analysis::{Analyzer, Case, Language, Tokens};
use crate::config::{Notice, NoticeKind};
use crate::vocabulary::{ConceptId, Place, Vocabulary};

/// A notice that a question has called up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownNotice {
    /// What it is about.
    pub kind: NoticeKind,
    /// The site's words.
    pub text: String,
}

/// Words that may stand between two words of a wording.
const GAP: usize = 3;

/// Wordings of what callers say, by the intent that `when = ["@choking"]` names. Words are compared by their stems; up to
/// three others may stand between them.
const INTENTS: &[(&str, &[&str])] = &[
    (
        "choking",
        &[
            "choking",
            "choked",
            "food stuck",
            "stuck in throat",
            "stuck throat",
            "cannot swallow saliva",
            "can't swallow saliva",
            "cannot swallow anything",
            "can't swallow anything",
            "cant swallow anything",
            "turning blue",
            "gone blue",
        ],
    ),
    (
        "breathing",
        &[
            "cannot breathe",
            "can't breathe",
            "cant breathe",
            "can not breathe",
            "struggling breathe",
            "struggle breathe",
            "fighting breath",
            "gasping",
            "not breathing",
            "stopped breathing",
            "difficulty breathing",
            "trouble breathing",
            "lips blue",
            "blue lips",
        ],
    ),
    (
        "self-harm",
        &[
            "suicide",
            "suicidal",
            "kill myself",
            "killing myself",
            "kill himself",
            "kill herself",
            "kill themselves",
            "end my life",
            "end his life",
            "end her life",
            "end it all",
            "take my own life",
            "hurt myself",
            "hurting myself",
            "harm myself",
            "harming myself",
            "self harm",
            "want die",
            "wants die",
            "want to be dead",
            "better off dead",
            "no reason live",
            "do not want live",
            "don't want live",
            "dont want live",
        ],
    ),
    (
        "overdose",
        &[
            "overdose",
            "overdosed",
            "took too many",
            "taken too many",
            "took too much",
            "taken too much",
            "had too many tablets",
            "double dose",
            "doubled dose",
            "swallowed all tablets",
            "took all tablets",
            "took all pills",
            "whole packet",
            "drank bleach",
            "poisoned",
            "swallowed battery",
        ],
    ),
    (
        "dose",
        &[
            "what dose",
            "which dose",
            "how much take",
            "how many take",
            "how many mg",
            "how many milligrams",
            "how many tablets",
            "how many pills",
            "increase dose",
            "reduce dose",
            "lower dose",
            "raise dose",
            "change dose",
            "missed dose",
            "miss dose",
            "skip dose",
            "max dose",
            "maximum dose",
            "safe dose",
            "right dose",
            "extra dose",
            "half dose",
        ],
    ),
    (
        "stopping",
        &[
            "stop taking",
            "stopping taking",
            "stop my",
            "come off",
            "coming off",
            "get off",
            "go off",
            "wean off",
            "quit taking",
            "stop medicine",
            "stop medication",
            "stop treatment",
            "stop steroids",
            "stop prednisone",
            "stop prednisolone",
            "stop methotrexate",
            "stopped taking",
            "leave off",
            "do without tablets",
            "cold turkey",
        ],
    ),
    (
        "prognosis",
        &[
            "how long live",
            "how long has left",
            "how long have left",
            "how long do have",
            "life expectancy",
            "going die",
            "am dying",
            "is dying",
            "will die",
            "fatal",
            "terminal",
            "prognosis",
            "survival rate",
            "chances survival",
            "die from",
            "die of",
            "kill me",
            "kill him",
            "kill her",
        ],
    ),
];

/// Whether there is such an intent.
#[must_use]
pub fn is_intent(name: &str) -> bool {
    INTENTS.iter().any(|(intent, _)| *intent == name)
}

/// The intents that a notice may name.
#[must_use]
pub fn intents() -> Vec<&'static str> {
    INTENTS.iter().map(|(intent, _)| *intent).collect()
}

/// The notices that a question calls up, emergencies first, each once.
pub(super) fn notices(question: &str, all: &[Notice], vocabulary: &Vocabulary) -> Vec<ShownNotice> {
    if all.is_empty() {
        return Vec::new();
    }
    let mut asked = Asked::of(question, vocabulary);
    let mut shown: Vec<ShownNotice> = Vec::new();
    for notice in all {
        if asked.is_called(&notice.when, &notice.unless) && !shown.iter().any(|before| before.text == notice.say) {
            shown.push(ShownNotice { kind: notice.kind, text: notice.say.clone() });
        }
    }
    shown.sort_by_key(|notice| notice.kind);
    shown
}

/// A question as it was typed.
pub(super) struct Asked<'v> {
    tokens: Tokens,
    concepts: Vec<ConceptId>,
    vocabulary: &'v Vocabulary,
    analyzer: Analyzer,
}

impl<'v> Asked<'v> {
    pub(super) fn of(question: &str, vocabulary: &'v Vocabulary) -> Asked<'v> {
        let mut analyzer = Analyzer::new(Language::English);
        let tokens = analyzer.analyze(question);
        let mentions = vocabulary.mentions(&tokens, Case::of(question), Place::Question);
        let concepts = mentions.into_iter().flat_map(|mention| mention.concepts).collect();
        Asked { tokens, concepts, vocabulary, analyzer }
    }

    /// Whether it says any of the first and none of the second.
    pub(super) fn is_called(&mut self, when: &[String], unless: &[String]) -> bool {
        when.iter().any(|it| self.says(it)) && !unless.iter().any(|it| self.says(it))
    }

    /// Whether it says a wording, means a concept of this name, or has the intent after `@`.
    fn says(&mut self, what: &str) -> bool {
        if let Some(name) = what.strip_prefix('@') {
            let wordings = INTENTS.iter().find(|(intent, _)| *intent == name).map_or(&[][..], |(_, wordings)| wordings);
            return wordings.iter().any(|wording| self.has(wording));
        }
        self.vocabulary.find(what).iter().any(|concept| self.concepts.contains(concept)) || self.has(what)
    }

    /// Whether the words of a wording stand in it in their order, not far apart.
    fn has(&mut self, wording: &str) -> bool {
        let words = self.analyzer.analyze(wording);
        let stems: Vec<&str> = (0..words.len()).map(|at| words.stem(at)).collect();
        let begins = |from: usize| {
            let mut at = from;
            for (number, stem) in stems.iter().enumerate() {
                let reach = if number == 0 { at..at + 1 } else { at..at + GAP + 1 };
                match reach.into_iter().find(|&place| place < self.tokens.len() && self.tokens.stem(place) == *stem) {
                    Some(place) => at = place + 1,
                    None => return false,
                }
            }
            true
        };
        !stems.is_empty() && (0..self.tokens.len()).any(begins)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(question: &str, when: &[&str], unless: &[&str]) -> bool {
        let owned = |all: &[&str]| all.iter().map(|&it| it.to_owned()).collect();
        let say = "Ring the number on the wall.".to_owned();
        let notice = Notice { kind: NoticeKind::Emergency, when: owned(when), unless: owned(unless), say };
        let vocabulary = Vocabulary::compile(&Vocabulary::builtin_sources()).unwrap();
        !notices(question, &[notice], &vocabulary).is_empty()
    }

    #[test]
    fn what_callers_say_calls_a_notice_up_and_what_is_near_it_does_not() {
        for (intent, yes, no) in [
            ("@choking", "my mum is choking on bread", "exercises for neck muscles"),
            ("@breathing", "he can't really breathe", "breathing exercises"),
            ("@self-harm", "I just want to kill myself", "how does IMNM kill muscle cells"),
            ("@overdose", "she took too many methotrexate tablets", "methotrexate tablets"),
            ("@dose", "how much prednisolone should I take", "what is prednisolone"),
            ("@stopping", "can I come off the steroids now", "bus stops near the hospital"),
            ("@prognosis", "how long do I have to live", "where do the helpers live"),
        ] {
            assert!(called(yes, &[intent], &[]), "{intent}: {yes}");
            assert!(!called(no, &[intent], &[]), "{intent}: {no}");
        }
    }

    #[test]
    fn words_and_concepts_call_it_up_too_and_unless_silences_it() {
        assert!(called("trouble swallowing since May", &["dysphagia"], &[]));
        assert!(called("the Larkfield card", &["larkfield card"], &[]));
        assert!(!called("choking hazard of toys", &["@choking"], &["hazard"]));
        assert!(!called("", &["@choking"], &[]));
    }
}
