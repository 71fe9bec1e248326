//! Aspects: what is asked about a subject, and what a heading says its section tells: symptoms, treatment, outlook.
//!
//! Questions and headings come through the same list of words, so that "How is flu treated?" meets a section
//! "Medication" under the subject. A definition has no word of its own: it is what is asked where nothing else is.

use super::Tokens;

/// What may be asked about a disease, a drug or a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Aspect {
    /// What it is.
    Definition,
    /// How it shows.
    Symptoms,
    /// Where it comes from.
    Cause,
    /// Who gets it.
    Risk,
    /// Whether it runs in families.
    Inheritance,
    /// How it is passed on.
    Spread,
    /// How it is found.
    Diagnosis,
    /// What is done about it.
    Treatment,
    /// What a drug or treatment does besides.
    SideEffects,
    /// How to keep it away.
    Prevention,
    /// How it goes on.
    Outlook,
    /// What it can lead to.
    Complications,
    /// Who helps, and what it costs.
    Support,
}

impl Aspect {
    /// All of them.
    pub const ALL: [Aspect; 13] = [
        Aspect::Definition,
        Aspect::Symptoms,
        Aspect::Cause,
        Aspect::Risk,
        Aspect::Inheritance,
        Aspect::Spread,
        Aspect::Diagnosis,
        Aspect::Treatment,
        Aspect::SideEffects,
        Aspect::Prevention,
        Aspect::Outlook,
        Aspect::Complications,
        Aspect::Support,
    ];

    /// Phrases of folded words that stand for it; a word that ends in `*` is a beginning.
    const fn phrases(self) -> &'static [&'static str] {
        match self {
            Aspect::Definition => &[],
            Aspect::Symptoms => &[
                "symptom*",
                "sign",
                "signs",
                "feel like",
                "manifestation*",
                "clinical features",
                "clinical presentation",
                "sintoma*",
                "symptome*",
                "anzeichen",
            ],
            Aspect::Cause => &[
                "cause",
                "causes",
                "caused",
                "causing",
                "etiology",
                "pathogenesis",
                "genetic changes",
                "what genes",
                "why do*",
                "why is",
                "why are",
                "causa",
                "causas",
                "ursache*",
            ],
            Aspect::Risk => &[
                "risk factor*",
                "at risk",
                "risks",
                "who gets",
                "how common",
                "how many people",
                "incidence",
                "prevalence",
                "statistics",
                "factores de riesgo",
                "facteurs de risque",
                "risikofaktor*",
            ],
            Aspect::Inheritance => &[
                "inherit*",
                "hereditary",
                "heredity",
                "run in families",
                "runs in families",
                "passed on",
                "pass it on to",
                "genetic counsel*",
                "hereda*",
                "heredit*",
                "vererb*",
            ],
            Aspect::Spread => &[
                "spread",
                "spreads",
                "contagious",
                "transmi*",
                "catch",
                "infectious",
                "contagio*",
                "ansteckend",
                "ubertrag*",
            ],
            Aspect::Diagnosis => &[
                "diagnos*",
                "test",
                "tests",
                "tested",
                "testing",
                "exam",
                "exams",
                "examination",
                "screening",
                "detect*",
                "workup",
                "evaluation",
                "prueba*",
                "untersuchung*",
            ],
            Aspect::Treatment => &[
                "treat",
                "treats",
                "treated",
                "treating",
                "treatment*",
                "therap*",
                "manage",
                "managed",
                "managing",
                "management",
                "medication",
                "medications",
                "medicine",
                "medicines",
                "cure",
                "cures",
                "cured",
                "curable",
                "remed*",
                "tratamiento*",
                "traitement*",
                "behandl*",
            ],
            Aspect::SideEffects => {
                &["side effect*", "adverse", "efectos secundarios", "effets secondaires", "nebenwirkung*"]
            }
            Aspect::Prevention => &["prevent*", "reduce the risk", "lower your risk", "prevencion", "vorbeug*"],
            Aspect::Outlook => &[
                "prognos*",
                "outlook",
                "life expectancy",
                "survival",
                "expectations",
                "what to expect",
                "recover*",
                "how long",
                "long term effects",
                "fatal",
                "die",
                "die from",
                "remission",
                "come back",
                "pronostico",
                "pronostic",
                "heilungschancen",
                "verlauf",
            ],
            Aspect::Complications => &["complication*", "complicaciones", "komplikation*"],
            Aspect::Support => &[
                "support",
                "support group*",
                "coping",
                "living with",
                "resources",
                "organization*",
                "cost",
                "costs",
                "insurance",
                "financial",
                "pay for",
                "afford",
                "help with costs",
                "ayuda",
                "apoyo",
                "hilfe",
            ],
        }
    }
}

/// Words that may stand in a heading about what something is.
const DEFINING: &[&str] = &["about", "background", "definition", "description", "introduction", "overview", "summary"];

/// An aspect, and the words that say it, half-open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The aspect.
    pub aspect: Aspect,
    /// The words.
    pub words: std::ops::Range<usize>,
}

/// The aspects that the words of a question or a heading name, in the order of [`Aspect::ALL`], each at its first
/// place; a definition where nothing else is asked.
#[must_use]
pub fn aspects(tokens: &Tokens) -> Vec<Said> {
    let mut found: Vec<Said> = Vec::new();
    for aspect in Aspect::ALL {
        let said = (0..tokens.len()).find_map(|at| {
            let phrase = aspect.phrases().iter().filter_map(|phrase| length_at(tokens, at, phrase)).max()?;
            Some(at..at + phrase)
        });
        found.extend(said.map(|words| Said { aspect, words }));
    }
    if found.is_empty()
        && let Some(words) = definition(tokens)
    {
        found.push(Said { aspect: Aspect::Definition, words });
    }
    found
}

/// Number of words of a phrase that stands at a place.
fn length_at(tokens: &Tokens, at: usize, phrase: &str) -> Option<usize> {
    let mut words = 0;
    for word in phrase.split(' ') {
        let here = tokens.folded(at + words);
        let fits = match word.strip_suffix('*') {
            Some(beginning) => here.starts_with(beginning),
            None => here == word,
        };
        if !fits {
            return None;
        }
        words += 1;
    }
    Some(words)
}

/// The words that ask or say what something is.
fn definition(tokens: &Tokens) -> Option<std::ops::Range<usize>> {
    let asks = matches!(tokens.folded(0), "what" | "que" | "was")
        && matches!(tokens.folded(1), "is" | "are" | "s" | "es" | "son" | "ist" | "sind");
    if asks && tokens.len() > 2 {
        return Some(0..2);
    }
    (0..tokens.len()).find(|&at| DEFINING.contains(&tokens.folded(at))).map(|at| at..at + 1)
}
