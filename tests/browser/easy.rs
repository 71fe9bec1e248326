//! The page is easy for whoever uses it: a narrow screen, a large zoom, the keyboard alone, a screen reader, the dark.

use serde_json::json;
use thirtyfour::Key;

use super::browser::{Look, NARROW, Page, WIDE, in_browser};

/// Goes to each kind of page in turn, by its name.
async fn go_to(page: &Page, which: &str) {
    match which {
        "keys" => page.open("/keys").await,
        "findings" => page.open("/audit").await,
        "said" => {
            page.ask("trouble swallowing").await;
            page.js("for (const it of document.querySelectorAll('details')) { it.hidden = false; it.open = true; }")
                .await;
        }
        "reading" => {
            page.ask("cannot swallow").await;
            page.click("#a1 .more").await;
            page.until("return document.querySelector(':target') !== null").await;
        }
        "empty" => page.open("/").await,
        question => page.ask(question).await,
    }
}

const PAGES: &[&str] = &[
    "empty",
    "trouble swallowing",
    "he is choking",
    "what dose",
    "PE",
    "zzyzx",
    "methotrexat",
    "barium swollow xray",
    "debilidad muscular",
    "larkfield parking",
    "said",
    "reading",
    "keys",
    "findings",
];

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
            // A picture is as large as the screen lets it be; a table beside it says the same.
            let small = page
                .js("const seen = it => it.checkVisibility() && !it.matches('.skip');
                     if (location.pathname === '/audit') document.querySelectorAll('details').forEach(it => { it.open = true });
                     const low = [...document.querySelectorAll('a, button, select, summary, input, textarea, label:has(input)')]
                       .filter(it => seen(it) && !it.closest('label:has(input)')?.matches(':not(:scope)') || it.matches('label'))
                       .filter(it => !it.matches('input[type=checkbox], h1 label') && it.getBoundingClientRect().height < 43.9);
                     const fine = [...document.querySelectorAll('body *')].filter(it => it.checkVisibility() && !it.closest('svg') &&
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
            for step in 0..60 {
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

/// Spacing that a reader may set (WCAG 1.4.12). The page's policy keeps out other styles than its own, not the reader's.
const SPACED: &str = "const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet]";

#[test]
fn wider_spacing_cuts_nothing_off() {
    in_browser("wider_spacing_cuts_nothing_off", NARROW, async |page| {
        for look in [NARROW, WIDE] {
            page.set(look).await;
            for which in PAGES {
                go_to(page, which).await;
                page.js(SPACED).await;
                let cut = page
                    .js("const wide = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
                         const cut = [...document.querySelectorAll('body *')].filter(it => it.checkVisibility() &&
                           !it.closest('.status, .skip, .unseen, .scroll, pre, svg, select') &&
                           getComputedStyle(it).display !== 'inline' && it.matches(':not(textarea):not(input)') &&
                           (it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0 && getComputedStyle(it).overflowX !== 'visible'
                            || it.scrollHeight > it.clientHeight + 1 && it.clientHeight > 0 && getComputedStyle(it).overflowY !== 'visible'));
                         return [...wide, ...cut.map(it => it.outerHTML.slice(0, 90))]")
                    .await;
                assert_eq!(cut, json!([]), "{which}, {} wide", look.width);
            }
        }
    });
}

#[test]
fn in_forced_colours_marks_borders_and_the_focus_are_seen() {
    in_browser("in_forced_colours", WIDE, async |page| {
        page.prefers(&[("forced-colors", "active"), ("prefers-reduced-motion", "reduce")]).await;
        page.ask("PE").await;
        assert_eq!(page.js("return matchMedia('(forced-colors: active)').matches").await, json!(true));
        page.click(".choices button[name=meaning]").await;
        page.until("return document.querySelector('[aria-pressed=true]') !== null").await;
        let seen = page
            .js("const look = css => getComputedStyle(document.querySelector(css));
                 const paper = getComputedStyle(document.documentElement).backgroundColor;
                 return [look('mark').backgroundColor !== paper, parseFloat(look('.answer').borderTopWidth) >= 1,
                   parseFloat(look('[aria-pressed=true]').borderTopWidth) > parseFloat(look('.link-to a').borderTopWidth),
                   document.querySelector('[aria-pressed=true]').textContent.includes('✓'),
                   parseFloat(look('.badge').borderTopWidth) >= 1]")
            .await;
        assert_eq!(seen, json!([true, true, true, true, true]));
        page.keys(Key::Tab).await;
        let outline = page.js("const it = getComputedStyle(document.activeElement); return [it.outlineStyle, parseFloat(it.outlineWidth) >= 2]").await;
        assert_eq!(outline, json!(["solid", true]));
        page.ask("he is choking").await;
        let border =
            page.js("return parseFloat(getComputedStyle(document.querySelector('.notice')).borderTopWidth)").await;
        assert!(border.as_f64().is_some_and(|width| width >= 3.0), "{border}");
    });
}

#[test]
fn nothing_moves_where_the_reader_wants_no_motion() {
    in_browser("nothing_moves", WIDE, async |page| {
        page.ask("falls").await;
        let moves =
            "return [getComputedStyle(document.documentElement).scrollBehavior, document.getAnimations().length,
             [...document.querySelectorAll('*')].some(it => parseFloat(getComputedStyle(it).transitionDuration) > 0)]";
        assert_eq!(page.js(moves).await, json!(["auto", 0, false]));
        page.prefers(&[("prefers-reduced-motion", "no-preference")]).await;
        assert_eq!(page.js(moves).await, json!(["smooth", 0, false]));
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
