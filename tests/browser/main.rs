//! The page of `serve` in a real browser: what a volunteer does with it, by keyboard and by hand.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]
#![allow(clippy::expect_used, reason = "a test that cannot set up its files has failed")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

mod answers;
mod audit;
mod browser;
mod deep_links;
mod easy;
mod questions;
#[expect(dead_code, reason = "the other tests use more of it")]
#[path = "../suite/site.rs"]
mod site;
mod tree;

use browser::{Look, NARROW, WIDE, in_browser};
use serde_json::json;
use thirtyfour::Key;

const TITLES: &str = "return [...document.querySelectorAll('.answer h2')].map(it => it.textContent).join('|')";
const FOCUSED: &str = "return document.activeElement.id";
const CHOICE_MADE: &str = "return document.querySelector('.choices button[aria-pressed=true]') !== null";
const NO_CHOICE: &str = "return document.querySelector('.choices') !== null && document.querySelector('.choices button[aria-pressed=true]') === null";

#[test]
fn answers_come_while_one_types_and_the_question_is_nowhere_to_be_seen() {
    in_browser("answers_come_while_one_types", WIDE, async |page| {
        page.open("/").await;
        let before = page.js("return history.length").await;
        page.keys("trouble swallowi").await;
        page.until("return document.querySelector('.answer h2')?.textContent.includes('swallowing') === true").await;
        assert_eq!(page.js("return location.href").await, json!(format!("{}/", page.base)));
        // No entry of the browser's history is made, so none has it.
        assert_eq!(page.js("return history.length").await, before);
        assert!(!page.text("return document.title").await.contains("swallowi"));
        assert!(!page.text("const reply = await fetch('/'); return reply.text()").await.contains("trouble swallowi"));
        // It is spoken once typing has stopped.
        page.until("return document.getElementById('status').textContent.includes('best first')").await;
        assert!(!page.said().contains("swallowi"), "{}", page.said());
        assert!(page.said().contains("POST /answers 200"), "{}", page.said());
    });
}

#[test]
fn an_older_answer_never_stands_over_a_newer() {
    in_browser("an_older_answer_never_stands_over_a_newer", WIDE, async |page| {
        page.open("/").await;
        page.js("const ask = window.fetch; let first = true; window.back = 0;
             window.fetch = async (...all) => { const slow = first; first = false; const reply = await ask(...all);
               if (slow) await new Promise(done => setTimeout(done, 1500)); window.back++; return reply; }")
            .await;
        page.keys("methotrexate").await;
        page.keys(Key::Enter).await;
        page.js("document.getElementById('q').value = ''").await;
        page.keys("falls").await;
        page.keys(Key::Enter).await;
        page.until("return document.querySelector('.answer h2')?.textContent.startsWith('Falls') === true").await;
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        let titles = page.text(TITLES).await;
        assert!(titles.starts_with("Falls"), "{titles}");
    });
}

#[test]
fn arrows_walk_the_answers_and_enter_opens_one_in_a_tab_of_its_own() {
    in_browser("arrows_walk_the_answers", WIDE, async |page| {
        page.ask("dysphagia").await;
        for (key, id) in [(Key::Down, "a1"), (Key::Down, "a2"), (Key::Up, "a1"), (Key::Up, "q"), (Key::Down, "a1")] {
            page.keys(key).await;
            assert_eq!(page.text(FOCUSED).await, id);
        }
        page.js("document.querySelector('#a1 h2 a').href = '/keys'").await;
        page.keys(Key::Enter).await;
        let tabs = page.tabs().await;
        assert_eq!(tabs.len(), 2, "the answers stay where they are");
        page.turn_to(tabs[1].clone()).await;
        assert!(page.text("return location.pathname").await.ends_with("/keys"));
    });
}

#[test]
fn c_copies_the_passage_with_its_source_and_never_the_question() {
    in_browser("c_copies_the_passage", WIDE, async |page| {
        let grant = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"], "origin": page.base });
        page.cdp("Browser.grantPermissions", grant).await;
        page.ask("dysphagia gobbledegook").await;
        page.keys(Key::Down).await;
        page.keys("c").await;
        page.until("return document.getElementById('status').textContent === 'Copied'").await;
        let copied = page.text("return navigator.clipboard.readText()").await;
        for part in ["Trouble swallowing (dysphagia), Larkfield", "Reviewed 16 Mar 2026", "not medical advice."] {
            assert!(copied.contains(part), "{part}: {copied}");
        }
        assert!(copied.ends_with("https://www.example.org/symptoms/swallowing/"), "{copied}");
        assert!(!copied.contains("gobbledegook"));
        assert!(
            copied.starts_with(
                page.text("return document.querySelector('#a1 textarea').value.slice(0, 30)").await.as_str()
            )
        );
        // In the box it is a letter.
        page.keys(Key::Up).await;
        page.keys("c").await;
        assert!(page.text("return document.getElementById('q').value").await.ends_with("gobbledegookc"));
    });
}

#[test]
fn where_the_clipboard_is_refused_the_text_is_selected() {
    in_browser("where_the_clipboard_is_refused", WIDE, async |page| {
        page.ask("dysphagia").await;
        page.js("Object.defineProperty(navigator, 'clipboard', { value: undefined })").await;
        page.click("#a1 .copy").await;
        page.until(
            "const text = document.activeElement; return text.matches('#a1 textarea')
               && text.selectionStart === 0 && text.selectionEnd === text.value.length && text.value.length > 50",
        )
        .await;
        page.until("return document.getElementById('status').textContent.includes('selected')").await;
    });
}

#[test]
fn more_opens_the_page_at_the_passage_and_back_brings_the_answers_again() {
    in_browser("more_opens_the_page_at_the_passage", WIDE, async |page| {
        page.ask("crush tablets").await;
        let titles = page.text(TITLES).await;
        let passage = page.text("return document.querySelector('#a1 blockquote > :last-child').textContent").await;
        page.click("#a1 .more").await;
        page.until("return location.pathname.startsWith('/page/')").await;
        page.until(
            "const place = document.querySelector(':target')?.getBoundingClientRect();
             return place !== undefined && place.top >= document.getElementById('strip').offsetHeight && place.top < innerHeight / 2",
        )
        .await;
        assert!(page.text("return document.querySelector(':target').textContent").await.contains(passage.trim()));
        page.click(".back").await;
        page.until("return document.querySelectorAll('.answer').length > 1").await;
        assert_eq!(page.text("return document.getElementById('q').value").await, "crush tablets");
        assert_eq!(page.text(TITLES).await, titles);
    });
}

#[test]
fn reload_and_back_bring_question_and_filters_again_and_esc_empties_all() {
    in_browser("reload_and_back_bring_question_and_filters_again", WIDE, async |page| {
        page.ask("weakness").await;
        page.click("#filters summary").await;
        page.js("const part = document.getElementById('under'); part.value = '/treatments/';
             part.dispatchEvent(new Event('change', { bubbles: true }))")
            .await;
        let narrowed = "const all = [...document.querySelectorAll('.answer h2 a')];
             return all.length > 0 && all.every(it => it.href.includes('/treatments/'))";
        page.until(narrowed).await;
        page.reload().await;
        page.until(narrowed).await;
        page.open("/keys").await;
        page.back().await;
        page.until(narrowed).await;
        assert_eq!(page.text("return document.getElementById('q').value").await, "weakness");
        page.js("document.getElementById('q').focus()").await;
        page.keys(Key::Escape).await;
        let state = "return [document.getElementById('q').value, document.getElementById('under').value,
             document.getElementById('answers').children.length, history.state.question]";
        assert_eq!(page.js(state).await, json!(["", "", 0, ""]));
    });
}

#[test]
fn say_it_gives_a_sentence_and_the_short_address() {
    in_browser("say_it_gives_a_sentence", WIDE, async |page| {
        page.ask("dysphagia").await;
        page.click("#a1 .say summary").await;
        let said = page.text("return document.querySelector('#a1 .say').textContent").await;
        assert!(said.contains("This is from Larkfield Myositis Helpline"), "{said}");
        assert!(said.contains("reviewed 16 March 2026.") && said.contains("https://www.example.org/?p=31"), "{said}");
    });
}

#[test]
fn the_meanings_of_an_acronym_are_buttons_that_can_be_taken_back() {
    in_browser("the_meanings_of_an_acronym_are_buttons", WIDE, async |page| {
        page.ask("PE").await;
        let buttons = "return document.querySelectorAll('.choices button[name=meaning]').length";
        let before = page.js(buttons).await.as_u64().unwrap_or_default();
        assert!(before > 1, "{before}");
        page.click(".choices button[name=meaning]").await;
        page.until(CHOICE_MADE).await;
        assert_eq!(page.text("return document.getElementById('q').value").await, "PE");
        page.reload().await;
        page.until(CHOICE_MADE).await;
        page.click(".choices button[name=meaning]:last-of-type").await;
        page.until(NO_CHOICE).await;
    });
}

#[test]
fn what_is_misspelt_is_corrected_and_can_be_searched_as_typed() {
    in_browser("what_is_misspelt_is_corrected", WIDE, async |page| {
        page.ask("barium swollow xray").await;
        page.keys(Key::Enter).await;
        page.until("return document.querySelector('.choices button[name=correct]') !== null").await;
        page.click(".choices button[name=correct]").await;
        page.until("return document.querySelector('.answered') !== null && document.querySelector('.choices button[name=correct]') === null").await;
    });
}

#[test]
fn notices_stand_above_the_answers_and_the_strip_is_always_in_view() {
    in_browser("notices_stand_above_the_answers", WIDE, async |page| {
        page.ask("he is choking").await;
        assert_eq!(
            page.text("return document.querySelector('#answers .notice').textContent.trim()").await,
            "Emergency: Hang up and ring 112."
        );
        assert!(
            page.js("return document.querySelector('.answered').firstElementChild.matches('.notice')").await == true
        );
        for look in [WIDE, NARROW] {
            page.set(look).await;
            page.js("scrollTo(0, 2000)").await;
            page.until("return document.getElementById('strip').getBoundingClientRect().top === 0 && scrollY > 500")
                .await;
            let seen = "return ['.emergency', '.boundary'].every(it => {
                 const line = document.querySelector(it).getBoundingClientRect();
                 return line.top >= 0 && line.bottom < innerHeight / 3 })";
            assert_eq!(page.js(seen).await, json!(true), "{} wide", look.width);
        }
    });
}

#[test]
fn where_nothing_answers_it_says_so_and_offers_topics() {
    in_browser("where_nothing_answers", WIDE, async |page| {
        page.ask("zzyzx qwfp").await;
        assert_eq!(
            page.text("return document.querySelector('.summary').textContent").await,
            "Nothing on this site answers that."
        );
        assert!(page.text("return document.querySelector('.note strong').textContent").await.contains("zzyzx"));
        let topic = page.text("return document.querySelector('.choices button[name=q]').value").await;
        page.click(".choices button[name=q]").await;
        page.until("return document.querySelectorAll('.answer').length > 0").await;
        assert_eq!(page.text("return document.getElementById('q').value").await, topic);
        // Where something is found that does not answer fully, it says so, and offers what was not asked already.
        page.ask("pacemaker swimming zzyzx").await;
        assert!(
            page.text("return document.querySelector('.summary').textContent")
                .await
                .contains("Nothing answers this fully")
        );
        let offered = page
            .text("return [...document.querySelectorAll('.choices button[name=q]')].map(it => it.value).join()")
            .await;
        assert!(!offered.split(',').any(|topic| topic == "pacemaker"), "{offered}");
    });
}

#[test]
fn a_pinned_page_stands_first_and_says_who_pinned_it() {
    in_browser("a_pinned_page_stands_first", WIDE, async |page| {
        page.ask("larkfield parking").await;
        assert!(page.text(TITLES).await.starts_with("Trouble swallowing (dysphagia)"));
        assert!(
            page.text("return document.querySelector('#a1 .pinned').textContent").await.contains("Pinned by Larkfield")
        );
        assert!(page.js("return document.querySelectorAll('.pinned').length").await == 1);
    });
}

#[test]
fn the_link_to_a_question_is_made_on_request_and_answered() {
    in_browser("the_link_to_a_question", WIDE, async |page| {
        page.ask("dysphagia & food").await;
        page.click(".link-to a").await;
        page.until(
            "return location.search === '?q=dysphagia%20%26%20food' && document.querySelector('.answer') !== null",
        )
        .await;
        assert_eq!(page.text("return document.getElementById('q').value").await, "dysphagia & food");
    });
}

#[test]
fn single_keys_can_be_switched_off_and_that_is_kept() {
    in_browser("single_keys_can_be_switched_off", WIDE, async |page| {
        page.ask("dysphagia").await;
        page.keys(Key::Down).await;
        page.keys("/").await;
        assert_eq!(page.text(FOCUSED).await, "q");
        page.keys(Key::Down).await;
        page.keys("?").await;
        page.until("return location.pathname === '/keys'").await;
        page.click("#single-keys").await;
        page.reload().await;
        assert_eq!(page.js("return document.getElementById('single-keys').checked").await, json!(false));
        page.ask("dysphagia").await;
        page.keys(Key::Down).await;
        page.keys("/").await;
        assert_eq!(page.text(FOCUSED).await, "a1");
    });
}

#[test]
fn without_a_script_the_form_answers() {
    in_browser("without_a_script_the_form_answers", Look { script: false, ..WIDE }, async |page| {
        page.open("/").await;
        page.keys("PE sport").await;
        assert_eq!(page.js("return document.querySelector('.answered')").await, json!(null));
        page.keys(Key::Enter).await;
        page.until("return document.querySelector('.answered') !== null").await;
        page.click("#a1 .say summary").await;
        let source = page.source().await;
        assert!(source.contains("value=\"PE sport\""), "{source}");
        page.click(".choices button[name=meaning]").await;
        page.until(CHOICE_MADE).await;
        let source = page.source().await;
        assert!(source.contains("aria-pressed=\"true\"") && source.contains("value=\"PE sport\""), "{source}");
    });
}
