//! What a screen reader is given: landmarks, headings, names, states and the live line, by the accessibility tree; and the
//! way of the keyboard through the page.

use serde_json::json;
use thirtyfour::Key;

use super::browser::{Node, Page, WIDE, in_browser};

fn named<'t>(tree: &'t [Node], role: &str, name: &str) -> &'t Node {
    let found = tree.iter().find(|node| node.role == role && node.name == name);
    found.unwrap_or_else(|| panic!("no {role} is called {name}: {:#?}", names(tree, role)))
}

fn names<'t>(tree: &'t [Node], role: &str) -> Vec<&'t str> {
    tree.iter().filter(|node| node.role == role).map(|node| node.name.as_str()).collect()
}

#[test]
fn the_page_has_its_landmarks_and_the_box_its_name_and_its_hint() {
    in_browser("the_page_has_its_landmarks", WIDE, async |page| {
        page.ask("trouble swallowing").await;
        let tree = page.tree().await;
        for role in ["banner", "main", "search", "contentinfo", "navigation"] {
            assert_eq!(names(&tree, role).len(), 1, "{role}");
        }
        assert!(names(&tree, "banner")[0].contains("emergency"), "{tree:?}");
        let site = "Search Larkfield Myositis Helpline (sample site, fictional)";
        let field = named(&tree, "searchbox", site);
        assert_eq!(field.description, "Type the topic, not the caller’s name.");
        assert_eq!(field.property("focused"), json!(true));
        assert_eq!(named(&tree, "heading", site).property("level"), json!(1));
        let live = tree.iter().find(|node| node.role == "status").unwrap();
        assert_eq!(live.property("live"), json!("polite"));
        // What opens says whether it is open.
        assert_eq!(named(&tree, "DisclosureTriangle", "Narrow it down").property("expanded"), json!(false));
        page.click("#filters summary").await;
        let tree = page.tree().await;
        assert_eq!(named(&tree, "DisclosureTriangle", "Narrow it down").property("expanded"), json!(true));
        for label in ["Part of the site", "Language", "Age of the page"] {
            named(&tree, "combobox", label);
        }
        named(&tree, "textbox", "Leave out a word");
        assert_eq!(page.text("return document.documentElement.lang").await, "en");
    });
}

#[test]
fn each_answer_is_a_region_and_a_heading_and_its_buttons_say_whose_they_are() {
    in_browser("each_answer_is_a_region_and_a_heading", WIDE, async |page| {
        page.ask("azathioprine").await;
        let titles = page.js("return [...document.querySelectorAll('.answer h2')].map(it => it.textContent)").await;
        let titles: Vec<&str> = titles.as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        let tree = page.tree().await;
        assert_eq!(names(&tree, "region"), titles);
        let second: Vec<&str> = tree
            .iter()
            .filter(|it| it.role == "heading" && it.property("level") == 2)
            .map(|it| it.name.as_str())
            .collect();
        assert_eq!(second, titles);
        for (role, name) in [
            ("button", "Copy"),
            ("link", "More"),
            ("button", "Print"),
            ("link", "Open on the site"),
            ("DisclosureTriangle", "Say it"),
        ] {
            let of: Vec<&str> =
                tree.iter().filter(|it| it.role == role && it.name == name).map(|it| it.description.as_str()).collect();
            assert_eq!(of, titles, "{name}");
        }
        // Shapes are for the eye; words say the same.
        let texts = names(&tree, "StaticText");
        assert!(texts.iter().any(|text| text.starts_with("review overdue since Aug 2022")), "{texts:?}");
        assert!(!texts.iter().any(|text| text.contains(['▲', '●', '◐', '○', '★'])), "{texts:?}");
        assert!(tree.iter().any(|it| it.role == "mark"), "what matched is marked for the ear too");
    });
}

#[test]
fn headings_leave_out_no_level_on_any_page() {
    in_browser("headings_leave_out_no_level", WIDE, async |page| {
        page.ask("steroid card").await;
        let more = page.text("return document.querySelector('#a1 .more').getAttribute('href')").await;
        for path in ["", "/keys", more.as_str(), "/audit"] {
            if !path.is_empty() {
                page.open(path).await;
            }
            let levels = page.tree().await;
            let levels: Vec<u64> = levels
                .iter()
                .filter(|it| it.role == "heading")
                .map(|it| it.property("level").as_u64().unwrap())
                .collect();
            assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "{path}");
            assert_eq!(levels[0], 1, "{path}");
            assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{path}: {levels:?}");
        }
    });
}

#[test]
fn a_notice_a_choice_and_what_was_copied_are_told() {
    in_browser("a_notice_a_choice_and_what_was_copied_are_told", WIDE, async |page| {
        page.ask("he is choking").await;
        named(&page.tree().await, "note", "Emergency");
        page.ask("PE").await;
        let tree = page.tree().await;
        named(&tree, "group", "What PE may mean");
        let choice = tree.iter().find(|it| it.role == "button" && it.name.starts_with("Pulmonary embolism")).unwrap();
        assert_eq!(choice.property("pressed"), json!("false"));
        page.js("document.querySelectorAll('.choices button[name=meaning]')[1].click()").await;
        page.until("return document.querySelector('.choices button[aria-pressed=true]') !== null").await;
        let tree = page.tree().await;
        let chosen: Vec<&Node> = tree.iter().filter(|it| it.property("pressed") == "true").collect();
        assert_eq!(chosen.len(), 1, "{chosen:?}");
        // Said twice, it is told twice: the words go before they come again.
        page.js("Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => undefined } });
             window.told = 0;
             new MutationObserver(() => { if (document.getElementById('status').textContent === 'Copied') window.told++ })
               .observe(document.getElementById('status'), { childList: true, subtree: true })")
            .await;
        page.click("#a1 .copy").await;
        page.until("return window.told === 1").await;
        page.click("#a1 .copy").await;
        page.until("return window.told === 2").await;
    });
}

/// The places that Tab comes to, from the top to the end of the page, as `id or text`.
async fn walked(page: &Page) -> Vec<(f64, String)> {
    let mut places = Vec::new();
    // The box has the focus already; Tab goes on from it.
    let field = page.js("return document.getElementById('q')?.getBoundingClientRect().top").await;
    places.extend(field.as_f64().map(|top| (top, "q".to_owned())));
    for _ in 0..400 {
        page.keys(Key::Tab).await;
        let place = page
            .js("const it = document.activeElement; if (it === document.body) return null;
                 const look = getComputedStyle(it);
                 return [it.getBoundingClientRect().top + scrollY, (it.id || it.textContent.trim().slice(0, 40)),
                   parseFloat(look.outlineWidth) >= 2 && look.outlineStyle !== 'none', it.closest('.strip, .skip, .bar') !== null]")
            .await;
        let Some(place) = place.as_array() else { break };
        let name = place[1].as_str().unwrap().to_owned();
        assert_eq!(place[2], json!(true), "the focus is seen on {name}");
        if place[3] == json!(false) {
            places.push((place[0].as_f64().unwrap(), name));
        }
    }
    places
}

#[test]
fn tab_comes_to_everything_from_the_top_down_and_out_again() {
    in_browser("tab_comes_to_everything", WIDE, async |page| {
        page.ask("falls").await;
        let more = page.text("return document.querySelector('#a1 .more').getAttribute('href')").await;
        for path in ["/?q=PE", "/keys", more.as_str()] {
            page.open(path).await;
            let places = walked(page).await;
            let all = page
                .js("return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
                       .filter(it => it.checkVisibility() && !it.closest('.strip, .skip, .bar')).length")
                .await;
            assert_eq!(json!(places.len()), all, "{path}: {places:?}");
            // A row may be a little higher in one column than in the next.
            let downward = places.windows(2).all(|pair| pair[1].0 > pair[0].0 - 30.0);
            assert!(downward, "{path}: {places:?}");
        }
    });
}
