//! Passing pages: news, posts, events and archives, which were true on a day and stand behind standing pages.
//!
//! Told by the post type and by the page's path, as WordPress and its themes write them.

/// Folders of pages that pass. A page of this name itself, `/news/`, lists such pages.
const FOLDERS: &[&str] = &[
    "aktuelles",
    "archiv",
    "archive",
    "archives",
    "author",
    "blog",
    "category",
    "event",
    "events",
    "news",
    "newsletter",
    "newsletters",
    "noticias",
    "nouvelles",
    "press",
    "press-release",
    "press-releases",
    "tag",
];

/// Whether a page of this post type and path passes.
pub(super) fn is_passing(post_type: &str, path: &str) -> bool {
    let passes = |segment: &str| FOLDERS.binary_search(&segment).is_ok() || is_year(segment);
    post_type == "post" || path.split('/').any(passes)
}

/// A year from the time of WordPress, as in `/2019/05/`.
fn is_year(segment: &str) -> bool {
    segment.len() == 4 && segment.parse::<u16>().is_ok_and(|year| (2003..2100).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_posts_and_archives_pass() {
        assert!(FOLDERS.is_sorted());
        for (post_type, path) in
            [("post", "/a/"), ("page", "/news/"), ("page", "/about/news/new-drug/"), ("page", "/2019/05/walk/")]
        {
            assert!(is_passing(post_type, path), "{post_type} {path}");
        }
        for path in ["/", "/treatment/", "/newsome/", "/guide-2019/", "/1500/"] {
            assert!(!is_passing("page", path), "{path}");
        }
    }
}
