//! Labels of blocks by their headings and wording.

use super::*;

#[test]
fn a_disclaimer_is_told_by_its_name_or_its_wording() {
    for text in [
        "Disclaimer: Information provided here is for learning.",
        "This page is for informational purposes only. Ask your doctor.",
        "Esta información no sustituye el consejo de su médico.",
        "Ces informations ne remplacent pas l’avis de votre médecin.",
        "Diese Seite ersetzt keine ärztliche Beratung.",
    ] {
        assert!(is_disclaimer(text), "{text}");
    }
    assert!(!is_disclaimer("Salt substitutes can raise potassium."));
    assert!(!is_disclaimer(&format!("{} It is not a substitute for medical care.", "Exercise helps. ".repeat(60))));
}

#[test]
fn a_citation_is_told_by_several_marks() {
    for text in [
        "See: Pinal-Fernandez I, Mammen A. Necrotizing Myopathy. Current Reports, 2018. 20(4). DOI:10.1007/s11926-018-0732-6",
        "1. Smith J, Jones AB, et al. A trial of rest. J Rest. 2019;12(3):45-50.",
    ] {
        assert!(is_marked_citation(text), "{text}");
    }
    for text in [
        "In 2018 we found 20(4) cases, see http://example.org for more.",
        "See: your doctor, if it lasts more than a week.",
        "A study by Smith et al. in 2019 showed that rest helps.",
    ] {
        assert!(!is_marked_citation(text), "{text}");
    }
}
