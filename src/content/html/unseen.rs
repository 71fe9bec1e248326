//! Unseen: what an element's attributes hide from a reader, and which mark other pages' words.
//!
//! Style sheets are not read: only what stands in the element itself counts.

use super::dom::Attributes;

/// Classes whose text only screen readers get, and marks that open something.
const HIDING: &[&str] = &[
    "screen-reader-text",
    "screen-reader-shortcut",
    "elementor-screen-only",
    "elementor-hidden",
    "sr-only",
    "show-for-sr",
    "visually-hidden",
    "visuallyhidden",
    "skip-link",
    "skip-lazy",
    "wp-block-accordion-heading__toggle-icon",
];

/// Classes of blocks and plugins that put other pages' titles, or this page's headings once more, on a page.
const DYNAMIC: &[&str] = &[
    "wp-block-archives",
    "wp-block-calendar",
    "wp-block-categories",
    "wp-block-categories-list",
    "wp-block-comments",
    "wp-block-home-link",
    "wp-block-latest-comments",
    "wp-block-latest-posts",
    "wp-block-latest-posts__list",
    "wp-block-loginout",
    "wp-block-navigation",
    "wp-block-page-list",
    "wp-block-post-comments",
    "wp-block-post-content",
    "wp-block-post-excerpt",
    "wp-block-post-navigation-link",
    "wp-block-post-template",
    "wp-block-post-terms",
    "wp-block-query",
    "wp-block-query-pagination",
    "wp-block-read-more",
    "wp-block-rss",
    "wp-block-search",
    "wp-block-site-tagline",
    "wp-block-site-title",
    "wp-block-social-links",
    "wp-block-tag-cloud",
    "wp-block-table-of-contents",
    "wp-block-terms-query",
    "wp-block-yoast-seo-related-links",
    "wp-block-yoast-seo-table-of-contents",
    "yoast-table-of-contents",
    "addtoany_share_save_container",
    "bialty-container",
    "display-posts-listing",
    "ez-toc-container",
    "ez-toc-v2_0_17",
    "jp-relatedposts",
    "lcp_catlist",
    "lwptoc",
    "rank-math-toc",
    "wp-block-rank-math-toc-block",
    "rp4wp-related-posts",
    "sharedaddy",
    "simple-sitemap-container",
    "toc_container",
    "widget_recent_entries",
    "wpb_wp_posts",
    "yarpp",
    "yarpp-related",
];

/// A reader does not see the element.
pub(super) fn is_unseen(attributes: Attributes<'_>) -> bool {
    let hidden = attributes.get("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"))
        || attributes.get("style").is_some_and(|style| hides(&style));
    // A tab's panel is hidden until its tab is chosen.
    if hidden && attributes.get("role").is_none_or(|role| &*role != "tabpanel") {
        return true;
    }
    attributes.get("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|class| HIDING.contains(&class)))
}

/// The declarations of a `style` attribute hide the element.
pub(super) fn hides(style: &str) -> bool {
    style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(property, value)| {
        let value = value.trim_ascii().split(['!', ' ']).next().unwrap_or_default();
        let is = |name: &str, hiding: &str| {
            property.trim_ascii().eq_ignore_ascii_case(name) && value.eq_ignore_ascii_case(hiding)
        };
        is("display", "none") || is("visibility", "hidden")
    })
}

/// The element holds other pages' words.
pub(super) fn is_dynamic(attributes: Attributes<'_>) -> bool {
    attributes
        .get("class")
        .is_some_and(|classes| classes.split_ascii_whitespace().any(|class| DYNAMIC.contains(&class)))
}

/// The element is the label of something that opens: an accordion, a toggle, a tab, a question of a FAQ.
pub(super) fn is_opener(attributes: Attributes<'_>) -> bool {
    const OPENING: [&str; 8] = ["accordion", "collapse", "collapsible", "faq", "spoiler", "tab", "toggle", "tta"];
    const LABEL: [&str; 6] = ["title", "question", "header", "heading", "label", "trigger"];
    attributes.get("class").is_some_and(|classes| {
        classes.split_ascii_whitespace().any(|class| {
            let mut parts = class.split(['-', '_']).filter(|part| !part.is_empty());
            let last = parts.next_back().unwrap_or_default();
            LABEL.contains(&last) && parts.any(|part| OPENING.contains(&part))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_hides_only_by_its_own_value() {
        assert!(hides("color:red; DISPLAY : none !important"));
        assert!(hides("visibility:hidden"));
        assert!(!hides("display:block;--x:none"));
        assert!(!hides("backface-visibility:hidden"));
    }
}
