//! Words that say nothing of what a text is about, by language, in folded form.
//!
//! What denies or restricts is never among them: "do *not* take it" is not "take it".

use super::Language;

const NEGATIONS: &[&str] = &[
    "no",
    "not",
    "never",
    "without",
    "unless",
    "only",
    "stop",
    "nor",
    "none",
    "neither",
    "cannot",
    "except", //
    "sin",
    "nunca",
    "salvo",
    "solo",
    "ni",
    "tampoco",
    "excepto",
    "jamas",
    "ningun",
    "ninguna",
    "ninguno",
    "sans",
    "ne",
    "pas",
    "jamais",
    "sauf",
    "seulement",
    "aucun",
    "aucune",
    "arret",
    "arreter",
    "ni",
    "nicht",
    "ohne",
    "nie",
    "niemals",
    "kein",
    "keine",
    "keinen",
    "keiner",
    "keinem",
    "nur",
    "ausser",
    "stopp",
    "non",
    "senza",
    "mai",
    "sem",
    "nao",
    "niet",
    "geen",
    "zonder",
    "nooit",
    "alleen",
];

const ENGLISH: &[&str] = &[
    "a",
    "about",
    "after",
    "again",
    "all",
    "also",
    "am",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "being",
    "between",
    "both",
    "but",
    "by",
    "can",
    "could",
    "did",
    "do",
    "does",
    "doing",
    "done",
    "during",
    "each",
    "for",
    "from",
    "further",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "heres",
    "hers",
    "herself",
    "hes",
    "him",
    "himself",
    "his",
    "how",
    "hows",
    "i",
    "if",
    "im",
    "in",
    "into",
    "is",
    "it",
    "itll",
    "its",
    "itself",
    "ive",
    "just",
    "let",
    "may",
    "me",
    "might",
    "more",
    "most",
    "much",
    "must",
    "my",
    "myself",
    "of",
    "on",
    "once",
    "or",
    "other",
    "our",
    "ours",
    "ourselves",
    "out",
    "own",
    "same",
    "shall",
    "she",
    "shes",
    "should",
    "so",
    "some",
    "such",
    "than",
    "that",
    "thats",
    "the",
    "their",
    "theirs",
    "them",
    "themselves",
    "then",
    "there",
    "theres",
    "these",
    "they",
    "theyd",
    "theyll",
    "theyre",
    "theyve",
    "this",
    "those",
    "through",
    "to",
    "too",
    "until",
    "upon",
    "us",
    "very",
    "was",
    "we",
    "were",
    "weve",
    "what",
    "whats",
    "when",
    "where",
    "wheres",
    "which",
    "while",
    "who",
    "whom",
    "whos",
    "whose",
    "why",
    "will",
    "with",
    "would",
    "you",
    "youd",
    "youll",
    "your",
    "youre",
    "yours",
    "yourself",
    "yourselves",
    "youve",
];

const SPANISH: &[&str] = &[
    "a", "al", "algo", "ante", "antes", "aquel", "aquella", "aqui", "asi", "como", "con", "cual", "cuales", "cuando",
    "de", "del", "desde", "donde", "dos", "durante", "e", "el", "ella", "ellas", "ellos", "en", "entre", "era", "eres",
    "es", "esa", "esas", "ese", "eso", "esos", "esta", "estan", "estar", "estas", "este", "esto", "estos", "estoy",
    "fue", "fueron", "ha", "hace", "han", "hasta", "hay", "he", "la", "las", "le", "les", "lo", "los", "mas", "me",
    "mi", "mis", "mucho", "muy", "nos", "nosotros", "o", "otra", "otro", "otros", "para", "pero", "por", "porque",
    "puede", "pueden", "puedo", "que", "quien", "se", "sea", "ser", "si", "sobre", "son", "soy", "su", "sus",
    "tambien", "tan", "te", "tener", "tengo", "ti", "tiene", "tienen", "tu", "tus", "u", "un", "una", "unas", "uno",
    "unos", "usted", "y", "ya", "yo",
];

const FRENCH: &[&str] = &[
    "a", "ai", "au", "aux", "avec", "avez", "avoir", "c", "ce", "ceci", "cela", "ces", "cet", "cette", "comme",
    "comment", "d", "dans", "de", "des", "dont", "du", "elle", "elles", "en", "entre", "est", "et", "etaient", "etait",
    "ete", "etes", "etre", "eux", "fait", "il", "ils", "j", "je", "l", "la", "le", "les", "leur", "leurs", "lui", "m",
    "ma", "mais", "me", "meme", "mes", "moi", "mon", "n", "nos", "notre", "nous", "on", "ont", "ou", "par", "peut",
    "peuvent", "plus", "pour", "pourquoi", "qu", "quand", "que", "quel", "quelle", "quelles", "quels", "qui", "quoi",
    "s", "sa", "se", "ses", "si", "son", "sont", "suis", "sur", "t", "ta", "te", "tes", "toi", "ton", "tres", "tu",
    "un", "une", "vos", "votre", "vous", "y",
];

const GERMAN: &[&str] = &[
    "aber", "als", "also", "am", "an", "auch", "auf", "aus", "bei", "beim", "bin", "bis", "da", "dann", "das", "dass",
    "dein", "dem", "den", "denn", "der", "des", "dich", "die", "dies", "diese", "diesem", "diesen", "dieser", "dieses",
    "dir", "doch", "du", "durch", "ein", "eine", "einem", "einen", "einer", "eines", "er", "es", "etwas", "euch",
    "fuer", "fur", "gegen", "gibt", "hab", "habe", "haben", "hat", "hatte", "hatten", "hier", "ich", "ihm", "ihn",
    "ihr", "ihre", "ihrem", "ihren", "im", "in", "ins", "ist", "ja", "kann", "konnen", "man", "mehr", "mein", "meine",
    "meinem", "meinen", "meiner", "mich", "mir", "mit", "nach", "noch", "ob", "oder", "sehr", "sein", "seine", "sich",
    "sie", "sind", "so", "soll", "uber", "ueber", "um", "und", "uns", "unser", "unter", "vom", "von", "vor", "wann",
    "war", "waren", "warum", "was", "wegen", "welche", "welcher", "welches", "wenn", "wer", "werden", "wie", "wir",
    "wird", "wo", "zu", "zum", "zur",
];

const ITALIAN: &[&str] = &[
    "a", "ad", "al", "alla", "alle", "anche", "che", "chi", "ci", "come", "con", "cosa", "d", "da", "dal", "dalla",
    "de", "dei", "del", "della", "delle", "di", "dove", "e", "ed", "gli", "ha", "hanno", "ho", "i", "il", "in", "io",
    "l", "la", "le", "lo", "ma", "mi", "mia", "mio", "nel", "nella", "o", "per", "perche", "piu", "quale", "quando",
    "questa", "questo", "se", "si", "sono", "su", "sul", "sulla", "suo", "un", "una", "uno",
];

const PORTUGUESE: &[&str] = &[
    "a", "ao", "aos", "as", "com", "como", "da", "das", "de", "do", "dos", "e", "ela", "ele", "em", "entre", "essa",
    "esse", "esta", "este", "eu", "foi", "ha", "isso", "ja", "mais", "mas", "me", "meu", "minha", "na", "nas", "nos",
    "o", "os", "ou", "para", "pela", "pelo", "por", "porque", "qual", "quando", "que", "quem", "se", "ser", "seu",
    "sua", "tem", "um", "uma",
];

const DUTCH: &[&str] = &[
    "aan", "al", "als", "bij", "dan", "dat", "de", "der", "deze", "die", "dit", "door", "een", "en", "er", "had",
    "heb", "heeft", "het", "hij", "hoe", "hun", "ik", "in", "is", "ja", "je", "kan", "maar", "me", "met", "mijn", "na",
    "naar", "of", "om", "onder", "ook", "op", "over", "te", "tot", "u", "uit", "van", "voor", "waar", "was", "wat",
    "we", "wie", "wij", "worden", "wordt", "ze", "zich", "zij", "zijn",
];

/// Whether a folded word denies or restricts (`no`, `without`, `sin`, `sauf`, `nicht`), in any language known here.
#[must_use]
pub fn is_negation(folded: &str) -> bool {
    NEGATIONS.contains(&folded)
}

/// Whether a folded word carries no meaning of its own in this language; what denies never is one.
#[must_use]
pub fn is_stop_word(folded: &str, language: Language) -> bool {
    let words = match language {
        Language::English => ENGLISH,
        Language::Spanish => SPANISH,
        Language::French => FRENCH,
        Language::German => GERMAN,
        Language::Italian => ITALIAN,
        Language::Portuguese => PORTUGUESE,
        Language::Dutch => DUTCH,
        _ => return false,
    };
    words.binary_search(&folded).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: [&[&str]; 7] = [ENGLISH, SPANISH, FRENCH, GERMAN, ITALIAN, PORTUGUESE, DUTCH];

    #[test]
    fn the_lists_are_sorted_for_the_search() {
        for list in LISTS {
            for pair in list.windows(2) {
                assert!(pair[0] < pair[1], "{} before {}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn what_denies_is_never_a_stop_word() {
        let own = [
            (Language::English, vec!["no", "not", "never", "without", "unless", "only", "stop", "cannot"]),
            (Language::Spanish, vec!["no", "sin", "nunca", "salvo", "solo", "ni"]),
            (Language::French, vec!["ne", "pas", "jamais", "sans", "sauf", "seulement"]),
            (Language::German, vec!["nicht", "nie", "ohne", "kein", "keine", "nur"]),
        ];
        for (language, words) in own {
            for word in words {
                assert!(!is_stop_word(word, language), "{word}");
                assert!(is_negation(word), "{word}");
            }
        }
    }

    #[test]
    fn little_words_are_stop_words_in_their_own_language() {
        for word in ["the", "ive", "hes", "im", "shes", "thats", "youre"] {
            assert!(is_stop_word(word, Language::English), "{word}");
        }
        assert!(is_stop_word("el", Language::Spanish));
        assert!(!is_stop_word("die", Language::English));
        assert!(is_stop_word("die", Language::German));
        assert!(!is_stop_word("the", Language::Other));
    }
}
