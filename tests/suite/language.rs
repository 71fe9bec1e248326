//! The language of short texts, as they stand on a site without a stated one.

use vademecum::content::detect_language;

const SNIPPETS: [(&str, &str); 20] = [
    ("es", "La miositis es una inflamación de los músculos que causa debilidad en los brazos y las piernas."),
    ("es", "No deje de tomar el medicamento de repente sin hablar con su médico."),
    ("es", "Llame a nuestra línea de ayuda de lunes a viernes por la mañana."),
    ("es", "¿Qué puedo comer si tengo dificultad para tragar?"),
    ("es", "Los síntomas suelen aparecer poco a poco, durante semanas o meses."),
    ("es", "El ejercicio suave ayuda a mantener la fuerza de los músculos."),
    ("es", "Pida una cita con el especialista si la erupción empeora."),
    ("fr", "La myosite est une inflammation des muscles qui provoque une faiblesse des bras et des jambes."),
    ("fr", "N’arrêtez jamais votre traitement sans en parler à votre médecin."),
    ("fr", "Appelez notre ligne d’écoute du lundi au vendredi."),
    ("fr", "Que puis-je manger si j’ai du mal à avaler ?"),
    ("fr", "Les symptômes apparaissent peu à peu, en quelques semaines."),
    ("fr", "L’exercice doux aide à garder la force des muscles."),
    ("fr", "Prenez rendez-vous chez le spécialiste si l’éruption s’aggrave."),
    ("de", "Myositis ist eine Entzündung der Muskeln, die Arme und Beine schwächt."),
    ("de", "Setzen Sie das Medikament nie plötzlich ab, ohne Ihren Arzt zu fragen."),
    ("de", "Unsere Beratung ist von Montag bis Freitag am Vormittag erreichbar."),
    ("de", "Was kann ich essen, wenn ich schlecht schlucken kann?"),
    ("de", "Die Beschwerden beginnen meist langsam, über Wochen oder Monate."),
    ("de", "Leichte Bewegung hilft, die Kraft der Muskeln zu erhalten."),
];

#[test]
fn twenty_snippets_are_told_apart() {
    let wrong: Vec<_> = SNIPPETS
        .iter()
        .filter(|(language, text)| detect_language(text) != Some(language))
        .map(|(_, text)| (text, detect_language(text)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn english_is_told_and_a_few_words_say_nothing() {
    assert_eq!(detect_language("Call your doctor if the rash gets worse or you have trouble breathing."), Some("en"));
    assert_eq!(detect_language("Myositis"), None);
    assert_eq!(detect_language("Prednisone 10 mg, 20 mg"), None);
    assert_eq!(detect_language(""), None);
}
