//! The facts of a page as its record keeps them: encoded, and lent where they are asked for.
//!
//! A site may have some hundred thousand pages: as values of their own, facts take three times the memory.

use serde::{Deserialize, Serialize};

use super::packed::Packed;
use crate::content::{PageFacts, Review};

/// Encoded [`PageFacts`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Facts(Packed);

impl Facts {
    pub(super) fn of(facts: &PageFacts) -> postcard::Result<Facts> {
        Ok(Facts(Packed::of(facts)?))
    }

    /// All of them.
    pub(super) fn lent(&self) -> LentFacts<'_> {
        self.0.read()
    }

    /// The page's address, which stands second.
    pub(super) fn link(&self) -> &str {
        let (_id, link): (u64, &str) = self.0.read();
        link
    }
}

/// [`PageFacts`] field by field as they are encoded, the texts lent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LentFacts<'a> {
    pub(super) id: u64,
    pub(super) link: &'a str,
    pub(super) site: &'a str,
    pub(super) slug: &'a str,
    pub(super) title: &'a str,
    pub(super) post_type: &'a str,
    /// Moments as they are written; few are asked for.
    pub(super) published: Option<&'a str>,
    pub(super) modified: Option<&'a str>,
    pub(super) parent: Option<u64>,
    #[serde(borrow)]
    pub(super) breadcrumb: Vec<&'a str>,
    pub(super) description: Option<&'a str>,
    pub(super) author: Option<&'a str>,
    pub(super) organisation: Option<&'a str>,
    pub(super) language: Option<&'a str>,
    pub(super) review: Review,
    pub(super) noindex: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lent_is_encoded_as_the_facts_are() {
        let text = |text: &str| Some(text.to_owned());
        let facts = PageFacts {
            id: 7,
            link: "https://example.org/a/".to_owned(),
            site: "https://example.org".to_owned(),
            slug: "a".to_owned(),
            title: "A title".to_owned(),
            post_type: "page".to_owned(),
            published: "2025-01-10T09:00:00Z".parse().ok(),
            modified: "2025-04-02T09:00:00.5Z".parse().ok(),
            parent: Some(3),
            breadcrumb: vec!["Care".to_owned(), "Rest".to_owned()],
            description: text("About"),
            author: text("A. Author"),
            organisation: text("Helpline"),
            language: text("en"),
            review: Review { reviewer: text("B. Reviewer"), ..Review::default() },
            noindex: true,
        };
        for facts in [facts, PageFacts::default()] {
            let packed = Facts::of(&facts).unwrap();
            assert_eq!((packed.link(), packed.lent().title), (facts.link.as_str(), facts.title.as_str()));
            assert_eq!(packed.lent().breadcrumb, facts.breadcrumb);
            assert_eq!(packed.lent().modified.and_then(|at| at.parse().ok()), facts.modified);
            assert_eq!(Packed::of(&packed.lent()).unwrap().read::<PageFacts>(), facts);
        }
    }
}
