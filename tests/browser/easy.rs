//! The page is easy for whoever uses it: a narrow screen, a large zoom, the keyboard alone, a screen reader, the dark.

use serde_json::json;
use thirtyfour::Key;

use super::browser::{Look, NARROW, Page, WIDE, in_browser};

/// Goes to each kind of page in turn, by its name.
async fn go_to(page: &Page, which: &str) {
    match which {
        "keys" => page.open("/keys").await,
        "reading" => {
            page.ask("cannot swallow").await;
            page.click("#a1 .more").await;
            page.until("return document.querySelector(':target') !== null").await;
        }
        "empty" => page.open("/").await,
        question => page.ask(question).await,
    }
}

const PAGES: &[&str] =
    &["empty", "trouble swallowing", "he is choking", "PE", "zzyzx", "larkfield parking", "reading", "keys"];

#[test]
fn nothing_scrolls_sideways_on_a_narrow_screen() {
    in_browser("nothing_scrolls_sideways", NARROW, async |page| {
        for which in PAGES {
            go_to(page, which).await;
            page.js("for (const it of document.querySelectorAll('details')) { it.hidden = false; it.open = true; }")
                .await;
            let wide = page.js("return document.documentElement.scrollWidth").await;
            assert!(wide.as_u64().is_some_and(|wide| wide <= 320), "{which}: {wide}");
        }
    });
}

#[test]
fn what_is_pressed_is_large_enough_and_text_is_too() {
    in_browser("what_is_pressed_is_large_enough", NARROW, async |page| {
        for which in PAGES {
            go_to(page, which).await;
            let small = page
                .js("const seen = it => it.checkVisibility() && !it.matches('.skip');
                     const low = [...document.querySelectorAll('a, button, select, summary, input, textarea, label:has(input)')]
                       .filter(it => seen(it) && !it.closest('label:has(input)')?.matches(':not(:scope)') || it.matches('label'))
                       .filter(it => !it.matches('input[type=checkbox], h1 label') && it.getBoundingClientRect().height < 43.9);
                     const fine = [...document.querySelectorAll('body *')].filter(it => it.checkVisibility() &&
                       [...it.childNodes].some(child => child.nodeType === 3 && child.data.trim()) &&
                       parseFloat(getComputedStyle(it).fontSize) < 17.9);
                     return [...low, ...fine].map(it => it.outerHTML.slice(0, 80))")
                .await;
            assert_eq!(small, json!([]), "{which}");
        }
    });
}

#[test]
fn at_four_hundred_percent_nothing_covers_what_has_the_focus() {
    let zoomed = Look { width: 320, height: 256, ..WIDE };
    in_browser("at_four_hundred_percent", zoomed, async |page| {
        for look in [zoomed, NARROW, WIDE] {
            page.set(look).await;
            page.ask("trouble swallowing").await;
            page.js("dispatchEvent(new Event('resize'))").await;
            for step in 0..40 {
                page.keys(Key::Tab).await;
                let covered = page
                    .js("const it = document.activeElement, box = it.getBoundingClientRect();
                         if (it === document.body) return null;
                         const x = box.left + Math.min(box.width / 2, 20), y = Math.max(box.top, 0) + Math.min(box.height / 2, 20);
                         const top = document.elementFromPoint(x, y);
                         return top !== null && (it.contains(top) || top.contains(it)) ? null : it.outerHTML.slice(0, 90) + ' at ' + y")
                    .await;
                assert_eq!(covered, json!(null), "{} by {}, step {step}", look.width, look.height);
            }
        }
    });
}

#[test]
fn axe_finds_nothing_by_day_and_by_night() {
    let test = "axe_finds_nothing_by_day_and_by_night";
    let Some(axe) = std::env::var_os("VADEMECUM_AXE").and_then(|path| std::fs::read_to_string(path).ok()) else {
        println!("skipped: {test}: no axe-core named by VADEMECUM_AXE");
        return;
    };
    in_browser(test, WIDE, async |page| {
        for look in [WIDE, NARROW, Look { dark: true, ..WIDE }] {
            page.set(look).await;
            for which in PAGES {
                go_to(page, which).await;
                page.js(&axe).await;
                let found = page
                    .js("const { violations } = await axe.run();
                         return violations.map(it => `${it.id}: ${it.nodes.map(node => node.html).join(' ')}`)")
                    .await;
                assert_eq!(found, json!([]), "{which}, {} wide, dark: {}", look.width, look.dark);
            }
        }
    });
}
