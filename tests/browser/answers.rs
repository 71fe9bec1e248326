//! What an answer shows and does: marks, ages, languages, filters, copying, printing, and what stands beside answers.

use std::time::Duration;

use serde_json::json;
use thirtyfour::Key;

use super::browser::{CONFIG, Look, NARROW, WIDE, configured, in_browser, on_site, ready};
use crate::site::{Site, page as page_of};

const MARKS: &str = "return [...document.querySelectorAll('#a1 mark')].map(it => it.textContent).join('|')";
const BADGES: &str = "return [...document.querySelectorAll('.answer')].map(it => `${it.querySelector('h2').textContent}: ${it.querySelector('.badge').textContent.trim()}`)";

#[test]
fn a_mark_behind_an_emoji_marks_the_right_words_and_a_warning_is_made_plain() {
    let test = "a_mark_behind_an_emoji";
    if !ready(test) {
        return;
    }
    let site = Site::new();
    let mut emoji = page_of(1, "nothing");
    emoji.body = "<p>😀 👩‍👩‍👧‍👦 🇬🇧 é Do not crush methotrexate 💊 tablets; never halve methotrexate.</p>".to_owned();
    site.rest("pages.json", &[emoji, page_of(2, "other")]);
    assert_eq!(site.index(&["pages.json"]).code, 0);
    on_site(&site, WIDE, async |page| {
        page.ask("methotrexate").await;
        assert_eq!(page.text(MARKS).await, "methotrexate|methotrexate");
        let plain = page.js("return [...document.querySelectorAll('#a1 .warns')].map(it => it.textContent)").await;
        assert_eq!(plain, json!(["Do not", "never"]));
        // It is heavier and underlined, not only of another colour.
        let look = page.js("const it = getComputedStyle(document.querySelector('.warns')); return [it.textDecorationLine, +it.fontWeight >= 600]").await;
        assert_eq!(look, json!(["underline", true]));
    });
}

#[test]
fn the_age_of_a_page_is_told_in_words_and_by_a_shape() {
    in_browser("the_age_of_a_page_is_told", WIDE, async |page| {
        page.ask("azathioprine").await;
        let badges = page.js(BADGES).await.to_string();
        assert!(badges.contains("Azathioprine: ▲ review overdue since Aug 2022 (last reviewed Aug 2019)"), "{badges}");
        assert!(badges.contains("● reviewed 27 Aug 2025"), "{badges}");
        page.ask("pacemaker").await;
        let badges = page.js(BADGES).await.to_string();
        assert!(badges.contains("○ no review date, edited 2021"), "{badges}");
        // What is copied and what is read out say so too.
        let copied = page.text("return document.querySelector('#a1 textarea').value").await;
        assert!(copied.contains("\nNo review date, edited 2021\n"), "{copied}");
        assert!(
            page.text("return document.querySelector('#a1 .say').textContent").await.contains("it has no review date")
        );
    });
}

#[test]
fn what_is_copied_names_the_reviewer_and_begins_with_the_lead() {
    in_browser("what_is_copied_names_the_reviewer", WIDE, async |page| {
        page.ask("IBM falls").await;
        let copied =
            page.text("return [...document.querySelectorAll('textarea')].map(it => it.value).join('\\n\\n')").await;
        assert!(
            copied.contains("Reviewed Jun 2024. Reviewer: Dr. Amadou Perrick\nInformation of the helpline"),
            "{copied}"
        );
        page.ask("what to bring to hospital list").await;
        let leads = "return [...document.querySelectorAll('.answer')].every(it => {
             const lead = it.querySelector('.lead')?.textContent;
             return lead === undefined || it.querySelector('textarea').value.startsWith(lead) })";
        assert_eq!(page.js(leads).await, json!(true));
    });
}

#[test]
fn a_passage_in_another_language_says_which_and_the_filters_narrow() {
    in_browser("a_passage_in_another_language_says_which", WIDE, async |page| {
        page.ask("debilidad muscular").await;
        assert_eq!(page.text("return document.querySelector('#a1 blockquote').lang").await, "es");
        assert_eq!(page.text("return document.querySelector('#a1 h2').lang").await, "es");
        assert_eq!(page.text("return document.querySelector('#a1 .badge').closest('[lang]').lang").await, "en");
        page.ask("azathioprine").await;
        page.click("#filters summary").await;
        page.js("const it = document.getElementById('fresh'); it.value = '1'; it.dispatchEvent(new Event('change', { bubbles: true }))").await;
        page.until("return document.querySelector('.answer') !== null && document.querySelector('.badge-overdue, .badge-unverified') === null").await;
        page.js("const it = document.getElementById('lang'); it.value = 'es'; it.dispatchEvent(new Event('change', { bubbles: true }))").await;
        page.until("return [...document.querySelectorAll('.answer blockquote')].every(it => it.lang === 'es')").await;
    });
}

#[test]
fn a_word_can_be_left_out_and_left_in_again() {
    in_browser("a_word_can_be_left_out", WIDE, async |page| {
        page.ask("methotrexate").await;
        page.click("#filters summary").await;
        page.click("#not").await;
        page.keys("folic").await;
        page.keys(Key::Enter).await;
        page.until("return document.querySelector('#answers').textContent.includes('Leaving out: folic')").await;
        let folic = "return [...document.querySelectorAll('.answer blockquote')].filter(it => /folic/i.test(it.textContent)).length";
        assert_eq!(page.js(folic).await, json!(0));
        // The link to the question leaves it out too.
        assert_eq!(page.text("return document.querySelector('.link-to a').search").await, "?q=methotrexate&not=folic");
        page.click("button[name=not]").await;
        page.until("return document.querySelector('.answer') !== null && !document.querySelector('#answers').textContent.includes('Leaving out')").await;
        assert_eq!(page.text("return document.getElementById('not').value").await, "");
    });
}

#[test]
fn notices_are_told_of_what_was_typed_whatever_is_found() {
    in_browser("notices_are_told_of_what_was_typed", WIDE, async |page| {
        let said = "return document.querySelector('.notice')?.textContent.trim() ?? ''";
        page.ask("zzyzx overdosed qwfp").await;
        assert_eq!(page.text(said).await, "Emergency: Hang up and ring 112.");
        page.until("return document.getElementById('status').textContent.startsWith('Hang up and ring 112.')").await;
        page.ask("what dose").await;
        assert_eq!(page.text(said).await, "What we do not say: We name no doses.");
        page.ask("what dose of the flu jab").await;
        assert_eq!(page.text(said).await, "");
        // A filter that leaves no answer leaves the notice.
        page.open("/?q=choking&under=%2Fnowhere%2F").await;
        assert_eq!(page.text(said).await, "Emergency: Hang up and ring 112.");
        assert_eq!(page.js("return document.querySelectorAll('.answer').length").await, json!(0));
    });
}

#[test]
fn the_status_is_spoken_a_second_after_typing_stops() {
    in_browser("the_status_is_spoken", WIDE, async |page| {
        page.open("/").await;
        page.js("window.typed = 0; window.spoken = [];
             document.getElementById('q').addEventListener('input', () => { window.typed = performance.now() });
             new MutationObserver(() => { const text = document.getElementById('status').textContent;
               if (text) window.spoken.push([performance.now() - window.typed, text]) })
               .observe(document.getElementById('status'), { childList: true, subtree: true, characterData: true })")
            .await;
        for part in ["trouble ", "swal", "lowing"] {
            page.keys(part).await;
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        page.until("return window.spoken.length > 0").await;
        tokio::time::sleep(Duration::from_millis(1500)).await;
        let spoken = page.js("return window.spoken").await;
        let spoken = spoken.as_array().unwrap();
        assert_eq!(spoken.len(), 1, "{spoken:?}");
        assert!((1000.0..2500.0).contains(&spoken[0][0].as_f64().unwrap()), "{spoken:?}");
        assert!(spoken[0][1].as_str().unwrap().contains("First: Trouble swallowing"), "{spoken:?}");
    });
}

#[test]
fn one_answer_is_printed_with_its_source_and_without_the_question() {
    in_browser("one_answer_is_printed", WIDE, async |page| {
        page.open("/?q=gobbledegook%20dysphagia").await;
        page.until("return document.querySelector('#a2 .print')?.hidden === false").await;
        // The dialogue is the browser's own; what it would put on paper is looked at instead.
        page.js("window.print = () => { dispatchEvent(new Event('beforeprint'));
             window.foot = location.href + document.title;
             window.printed = [...document.querySelectorAll('.answer')].map(it => it.matches('.printing'));
             dispatchEvent(new Event('afterprint')) }")
            .await;
        page.click("#a2 .print").await;
        let printed = page.js("return window.printed").await;
        assert_eq!(printed.as_array().unwrap().iter().filter(|it| **it == json!(true)).count(), 1);
        assert_eq!(printed[1], json!(true));
        assert!(!page.text("return window.foot").await.contains("gobbledegook"));
        assert_eq!(page.text("return location.search").await, "?q=gobbledegook%20dysphagia");
        page.js("document.body.classList.add('printing-one'); document.getElementById('a2').classList.add('printing')")
            .await;
        page.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
        let paper = page.text("return document.body.innerText").await;
        for part in ["As the site was on", "https://www.example.org/", "not medical advice.", "eviewed"] {
            assert!(paper.contains(part), "{part}: {paper}");
        }
        for part in ["gobbledegook", "matched “", "Copy", "Narrow", "Emergency:"] {
            assert!(!paper.contains(part), "{part}: {paper}");
        }
    });
}

#[test]
fn every_page_says_as_of_when_the_site_is_shown_and_loudly_where_that_is_long_ago() {
    let old = CONFIG.replace("[serve]", "[serve]\nstale-after = 5");
    for (config, loud) in [(CONFIG, false), (old.as_str(), true)] {
        configured("every_page_says_as_of_when", config, WIDE, async |page| {
            page.ask("falls").await;
            let more = page.text("return document.querySelector('#a1 .more').getAttribute('href')").await;
            for path in ["/", "/keys", more.as_str(), "/audit"] {
                page.open(path).await;
                let said = page.text("return document.body.innerText").await;
                // The day on which the newer of the two exports of the sample site was made.
                assert!(said.to_lowercase().contains("as the site was on 2 nov 2026"), "{path}: {said}");
                assert_eq!(said.contains("Old copy: as the site"), loud, "{path}: {said}");
                assert_eq!(said.contains("20 days ago. Ask for a new export."), loud, "{path}: {said}");
            }
        });
    }
}

#[test]
fn on_a_telephone_find_brings_the_answers_into_view() {
    in_browser("on_a_telephone_find_brings_the_answers", NARROW, async |page| {
        page.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await;
        page.ask("falls").await;
        page.keys(Key::Enter).await;
        page.until("return document.querySelector('.answer').getBoundingClientRect().top < innerHeight / 2").await;
        assert_ne!(page.text("return document.activeElement.id").await, "q", "the keyboard goes");
    });
}

#[test]
fn c_is_no_key_where_no_answer_has_the_focus() {
    in_browser("c_is_no_key_where_no_answer_has_the_focus", Look { ..WIDE }, async |page| {
        page.ask("falls").await;
        page.js("document.activeElement.blur(); window.copied = 0;
             Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => { window.copied++ } } })")
            .await;
        page.keys("c").await;
        page.click("#filters summary").await;
        page.keys("c").await;
        assert_eq!(page.js("return window.copied").await, json!(0));
        page.js("document.getElementById('a1').focus()").await;
        page.keys("c").await;
        page.until("return window.copied === 1").await;
    });
}
