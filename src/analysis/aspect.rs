//! Aspects: what is asked about a subject, and what a heading says its section tells: symptoms, treatment, outlook.
//!
//! Questions and headings come through the same list of words, so that "How is flu treated?" meets a section
//! "Medication" under the subject. A definition has no word of its own: it is what is asked where nothing else is.

use std::collections::HashMap;
use std::sync::LazyLock;

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
}

/// Phrases of folded words that stand for an aspect, parted by `;`; a word that ends in `*` is a beginning. A definition has
/// none.
const PHRASES: &[(Aspect, &str)] = &[
    (
        Aspect::Symptoms,
        "symptom*; sign; signs; feel like; manifestation*; clinical features; clinical presentation; \
         sintoma*; symptome*; anzeichen",
    ),
    (
        Aspect::Cause,
        "cause; causes; caused; causing; etiology; pathogenesis; genetic changes; what genes; why do*; \
         why is; why are; causa; causas; ursache*",
    ),
    (
        Aspect::Risk,
        "risk factor*; at risk; risks; who gets; how common; how many people; incidence; prevalence; \
         statistics; factores de riesgo; facteurs de risque; risikofaktor*",
    ),
    (
        Aspect::Inheritance,
        "inherit*; hereditary; heredity; run in families; runs in families; passed on; pass it on to; \
         genetic counsel*; hereda*; heredit*; vererb*",
    ),
    (Aspect::Spread, "spread; spreads; contagious; transmi*; catch; infectious; contagio*; ansteckend; ubertrag*"),
    (
        Aspect::Diagnosis,
        "diagnos*; test; tests; tested; testing; exam; exams; examination; screening; detect*; workup; \
         evaluation; prueba*; untersuchung*",
    ),
    (
        Aspect::Treatment,
        "treat; treats; treated; treating; treatment*; therap*; manage; managed; managing; management; \
         medication; medications; medicine; medicines; cure; cures; cured; curable; remed*; tratamiento*; \
         traitement*; behandl*",
    ),
    (Aspect::SideEffects, "side effect*; adverse; efectos secundarios; effets secondaires; nebenwirkung*"),
    (Aspect::Prevention, "prevent*; reduce the risk; lower your risk; prevencion; vorbeug*"),
    (
        Aspect::Outlook,
        "prognos*; outlook; life expectancy; survival; expectations; what to expect; recover*; how long; \
         long term effects; fatal; die from; dying; remission; come back; pronostico; pronostic; \
         heilungschancen; verlauf",
    ),
    (Aspect::Complications, "complication*; complicaciones; komplikation*"),
    (
        Aspect::Support,
        "support; support group*; coping; living with; resources; organization*; cost; costs; insurance; \
         financial; pay for; afford; help with costs; ayuda; apoyo; hilfe",
    ),
];

type ByBeginning = HashMap<[u8; 2], Vec<(Aspect, &'static str)>>;

/// The phrases of all aspects by the first two bytes of their first word.
static BY_BEGINNING: LazyLock<ByBeginning> = LazyLock::new(|| {
    let mut table = ByBeginning::new();
    for &(aspect, phrases) in PHRASES {
        for phrase in phrases.split("; ") {
            if let Some(beginning) = phrase.as_bytes().first_chunk::<2>() {
                table.entry(*beginning).or_default().push((aspect, phrase));
            }
        }
    }
    table
});

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
    let mut longest: [Option<std::ops::Range<usize>>; Aspect::ALL.len()] = Default::default();
    for at in 0..tokens.len() {
        let beginning = tokens.folded(at).as_bytes().first_chunk::<2>();
        for (aspect, phrase) in beginning.and_then(|beginning| BY_BEGINNING.get(beginning)).into_iter().flatten() {
            let Some(words) = length_at(tokens, at, phrase) else { continue };
            let Some(place) = longest.get_mut(*aspect as usize) else { continue };
            // The first place counts, and there the longest phrase.
            if place.as_ref().is_none_or(|said| said.start == at && said.len() < words) {
                *place = Some(at..at + words);
            }
        }
    }
    let said = Aspect::ALL.into_iter().zip(longest);
    let mut found: Vec<Said> = said.filter_map(|(aspect, words)| Some(Said { aspect, words: words? })).collect();
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
    // "What's" is one word, written either way.
    let is = tokens.range(0).len() > tokens.folded(0).len() || tokens.folded(0) == "whats";
    if is && tokens.folded(0).starts_with("what") && tokens.len() > 1 {
        return Some(0..1);
    }
    let asks = matches!(tokens.folded(0), "what" | "que" | "was")
        && matches!(tokens.folded(1), "is" | "are" | "s" | "es" | "son" | "ist" | "sind");
    if asks && tokens.len() > 2 {
        return Some(0..2);
    }
    (0..tokens.len()).find(|&at| DEFINING.contains(&tokens.folded(at))).map(|at| at..at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Analyzer, Language};

    fn of(text: &str) -> Vec<Aspect> {
        aspects(&Analyzer::new(Language::English).analyze(text)).into_iter().map(|said| said.aspect).collect()
    }

    #[test]
    fn questions_and_headings_say_it_in_many_ways() {
        for (text, aspect) in [
            ("What is myositis?", Aspect::Definition),
            ("What’s myositis?", Aspect::Definition),
            ("whats myositis", Aspect::Definition),
            ("Overview", Aspect::Definition),
            ("What are the signs of myositis?", Aspect::Symptoms),
            ("how is it caught or spread", Aspect::Spread),
            ("How do doctors test for it", Aspect::Diagnosis),
            ("Managing your condition", Aspect::Treatment),
            ("life expectancy", Aspect::Outlook),
            ("does it run in families", Aspect::Inheritance),
            ("side effects of prednisone", Aspect::SideEffects),
            ("Living with dermatomyositis", Aspect::Support),
        ] {
            assert_eq!(of(text), [aspect], "{text}");
        }
    }

    #[test]
    fn a_definition_is_asked_only_where_nothing_else_is() {
        assert_eq!(of("What are the treatments of flu?"), [Aspect::Treatment]);
        assert!(of("muscle biopsy").is_empty());
    }
}
