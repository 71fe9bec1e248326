//! A pool of analyzers: what one has remembered of a language's words serves the next text, whichever thread reads it.

use std::sync::{Mutex, PoisonError};

use super::{Analyzer, Language, Tokens};

/// Analyzers that are idle, of any language.
#[derive(Default)]
pub struct AnalyzerPool {
    idle: Mutex<Vec<Analyzer>>,
}

impl AnalyzerPool {
    /// The words of a text in a language.
    #[must_use]
    pub fn tokens(&self, language: Language, text: &str) -> Tokens {
        let mut analyzer = self.take(language).unwrap_or_else(|| Analyzer::new(language));
        let tokens = analyzer.analyze(text);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(analyzer);
        tokens
    }

    fn take(&self, language: Language) -> Option<Analyzer> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let place = idle.iter().position(|analyzer| analyzer.language() == language)?;
        Some(idle.swap_remove(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_in_the_language_asked_for() {
        let pool = AnalyzerPool::default();
        for (language, text) in [(Language::English, "muscles"), (Language::from_tag("es"), "músculos")] {
            for _ in 0..2 {
                let expected = Analyzer::new(language).analyze(text);
                assert_eq!(pool.tokens(language, text).stem(0), expected.stem(0));
            }
        }
    }
}
