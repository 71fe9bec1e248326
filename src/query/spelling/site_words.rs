//! The words that a site writes, each with the number of its pages that have it.
//!
//! Words in lower case as the pages write them; made and stored by the index, read only where a question has a word
//! that it does not know.

use serde::{Deserialize, Serialize};

/// The words of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SiteWords {
    text: String,
    /// Where each word ends in the text.
    ends: Vec<u32>,
    pages: Vec<u32>,
}

impl SiteWords {
    /// Adds a word; an empty one keeps a number free.
    pub fn push(&mut self, word: &str, pages: u32) {
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
        self.pages.push(pages);
    }

    /// Number of words, empty ones too.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Each word with the number of its pages, in the order they were added.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u32)> {
        let mut start = 0;
        self.ends.iter().zip(&self.pages).map(move |(&end, &pages)| {
            let word = self.text.get(start as usize..end as usize).unwrap_or_default();
            start = end;
            (word, pages)
        })
    }
}

impl<'a> FromIterator<(&'a str, u32)> for SiteWords {
    fn from_iter<T: IntoIterator<Item = (&'a str, u32)>>(words: T) -> SiteWords {
        let mut all = SiteWords::default();
        for (word, pages) in words {
            all.push(word, pages);
        }
        all
    }
}
