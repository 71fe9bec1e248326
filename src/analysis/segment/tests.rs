//! Words as clinicians and pages write them.

use super::*;

fn words(text: &str, language: Language) -> Vec<String> {
    let mut out = Vec::new();
    pieces(text, language, &mut |piece| {
        out.push(match piece.form {
            PieceForm::Written(word) => word.to_owned(),
            PieceForm::Joined(word) => word.replace(['.', '\'', '’'], ""),
            PieceForm::Named(name) => name.to_owned(),
            PieceForm::Micro(unit) => format!("mc{unit}"),
        });
    });
    out
}

#[test]
fn words_are_split_where_ways_of_writing_differ() {
    for (text, expected) in [
        ("immune-mediated", "immune mediated"),
        ("10mg", "10 mg"),
        ("TIF1-γ TIF1γ", "TIF 1 gamma TIF 1 gamma"),
        ("anti-Jo-1 antiJo1", "anti Jo 1 anti Jo 1"),
        ("Sjögren’s Crohn's patients'", "Sjögren Crohn patients"),
        ("can't won’t isn't", "can not will not is not"),
        ("O'Brien U.S. e.g. M.D.", "OBrien US eg MD"),
        ("1,000 0.5 1.5mg", "1,000 0.5 1.5 mg"),
        ("1st 22ND 3d", "1st 22ND 3 d"),
        ("head & neck, R&D", "head and neck R D"),
        ("10µg 5 μmol μ-opioid", "10 mcg 5 mcmol mu opioid"),
        ("γδ Μυοσίτιδα", "gamma delta Μυοσίτιδα"),
        ("SRP)—also", "SRP also"),
        ("example.org a_b", "example org a b"),
        ("m² CO₂", "m ² CO ₂"),
    ] {
        assert_eq!(words(text, Language::English).join(" "), expected, "{text}");
    }
    assert_eq!(words("l'œdème d’une", Language::French), ["l", "œdème", "d", "une"]);
}
