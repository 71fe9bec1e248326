//! The languages whose words are stemmed.
//!
//! Telling the language of a text is not done here: a page states it, or `content` detects it.

use frostem::{Algorithm, Stemmer};

/// A language by what this project knows to do with it; every other one is [`Language::Other`] and unstemmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, serde::Serialize, serde::Deserialize)]
#[expect(missing_docs, reason = "each variant is the English name of its language")]
pub enum Language {
    Arabic,
    Danish,
    Dutch,
    #[default]
    English,
    Finnish,
    French,
    German,
    Greek,
    Hungarian,
    Italian,
    Norwegian,
    Portuguese,
    Romanian,
    Russian,
    Spanish,
    Swedish,
    Tamil,
    Turkish,
    Other,
}

impl Language {
    /// The language of a BCP 47 tag (`en-US`, `pt_BR`, `FR`), read by its first part.
    #[must_use]
    pub fn from_tag(tag: &str) -> Self {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        match primary.as_str() {
            "ar" | "ara" => Self::Arabic,
            "da" | "dan" => Self::Danish,
            "nl" | "nld" | "dut" => Self::Dutch,
            "en" | "eng" => Self::English,
            "fi" | "fin" => Self::Finnish,
            "fr" | "fra" | "fre" => Self::French,
            "de" | "deu" | "ger" => Self::German,
            "el" | "ell" | "gre" => Self::Greek,
            "hu" | "hun" => Self::Hungarian,
            "it" | "ita" => Self::Italian,
            "no" | "nb" | "nn" | "nor" | "nob" | "nno" => Self::Norwegian,
            "pt" | "por" => Self::Portuguese,
            "ro" | "ron" | "rum" => Self::Romanian,
            "ru" | "rus" => Self::Russian,
            "es" | "spa" => Self::Spanish,
            "sv" | "swe" => Self::Swedish,
            "ta" | "tam" => Self::Tamil,
            "tr" | "tur" => Self::Turkish,
            _ => Self::Other,
        }
    }

    /// Whether an apostrophe ends a word of its own (`l'œdème` is *l* and *œdème*).
    pub(crate) fn elides(self) -> bool {
        matches!(self, Self::French | Self::Italian)
    }

    /// The word that `&` stands for.
    pub(crate) fn and(self) -> &'static str {
        match self {
            Self::Spanish => "y",
            Self::French => "et",
            Self::German => "und",
            Self::Italian | Self::Portuguese => "e",
            Self::Dutch => "en",
            _ => "and",
        }
    }

    pub(crate) fn stemmer(self) -> Option<Stemmer> {
        let algorithm = match self {
            Self::Arabic => Algorithm::Arabic,
            Self::Danish => Algorithm::Danish,
            Self::Dutch => Algorithm::Dutch,
            Self::English => Algorithm::English,
            Self::Finnish => Algorithm::Finnish,
            Self::French => Algorithm::French,
            Self::German => Algorithm::German,
            Self::Greek => Algorithm::Greek,
            Self::Hungarian => Algorithm::Hungarian,
            Self::Italian => Algorithm::Italian,
            Self::Norwegian => Algorithm::Norwegian,
            Self::Portuguese => Algorithm::Portuguese,
            Self::Romanian => Algorithm::Romanian,
            Self::Russian => Algorithm::Russian,
            Self::Spanish => Algorithm::Spanish,
            Self::Swedish => Algorithm::Swedish,
            Self::Tamil => Algorithm::Tamil,
            Self::Turkish => Algorithm::Turkish,
            Self::Other => return None,
        };
        Some(Stemmer::new(algorithm))
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_tag_is_read_by_its_first_part() {
        assert_eq!(Language::from_tag("en-US"), Language::English);
        assert_eq!(Language::from_tag("es_419"), Language::Spanish);
        assert_eq!(Language::from_tag(" DE "), Language::German);
        assert_eq!(Language::from_tag("tlh"), Language::Other);
        assert_eq!(Language::from_tag(""), Language::Other);
    }
}
