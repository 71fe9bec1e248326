//! What the page says while words of questions are kept, and its Pause.

use serde_json::json;
use thirtyfour::Key;

use super::browser::{CONFIG, Look, NARROW, Page, WIDE, on_site_with, ready};
use super::site::Site;

const SAYS: &str = "return document.getElementById('log').textContent";

/// Runs `steps` on the page of a server that keeps words of questions; gives the lines that it kept.
fn keeping(test: &str, look: Look, steps: impl AsyncFnOnce(&Page)) -> Option<String> {
    let site = Site::new();
    site.write("vademecum.toml", CONFIG);
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    if !ready(test) {
        return None;
    }
    assert_eq!(site.index(&[corpus.to_str().unwrap()]).code, 0);
    on_site_with(&site, &["--log-questions", "asked.jsonl"], look, steps);
    Some(std::fs::read_to_string(site.path("asked.jsonl")).unwrap())
}

#[test]
fn pausing_leaves_the_question_where_it_is_and_is_said() {
    let kept = keeping("pausing_leaves_the_question", WIDE, async |page| {
        page.ask("dysphagia").await;
        assert!(page.text(SAYS).await.contains("Words are kept"));
        page.click("#log button").await;
        page.until("return document.getElementById('log').textContent.includes('Paused')").await;
        assert_eq!(page.text("return document.activeElement.textContent").await, "Keep words again");
        page.until("return document.getElementById('status').textContent.includes('Paused')").await;
        assert_eq!(page.text("return document.getElementById('q').value").await, "dysphagia");
        assert_eq!(page.js("return document.querySelectorAll('.answer').length > 0").await, json!(true));
        assert_eq!(page.js("return location.href").await, json!(format!("{}/", page.base)));
        page.js("document.getElementById('q').focus()").await;
        page.keys(Key::Enter).await;
        page.open("/").await;
        assert!(page.text(SAYS).await.contains("Paused"), "a reload does not take it back");
        page.click("#log button").await;
        page.until("return document.getElementById('log').textContent.includes('Words are kept')").await;
        page.js("document.getElementById('q').focus()").await;
        page.keys(Key::Escape).await;
        page.keys("falls").await;
        page.keys(Key::Enter).await;
        page.until("return document.querySelector('.answer h2')?.textContent.startsWith('Falls') === true").await;
    });
    if let Some(kept) = kept {
        assert!(kept.contains("falls") && !kept.contains("dysphagia"), "{kept}");
    }
}

#[test]
fn pause_works_without_a_script_and_on_a_narrow_screen() {
    keeping("pause_works_without_a_script", Look { script: false, ..NARROW }, async |page| {
        page.open("/").await;
        page.keys("dysphagia").await;
        page.keys(Key::Enter).await;
        page.until("return document.querySelectorAll('.answer').length > 0").await;
        let narrow = page.js("return document.documentElement.scrollWidth <= 320").await;
        let high = page.js("return document.querySelector('#log button').getBoundingClientRect().height >= 43.9").await;
        assert_eq!((narrow, high), (json!(true), json!(true)));
        page.click("#log button").await;
        page.until("return document.getElementById('log')?.textContent.includes('Paused') === true").await;
        assert_eq!(page.text("return document.getElementById('q').value").await, "dysphagia");
        assert_eq!(page.js("return document.querySelectorAll('.answer').length > 0").await, json!(true));
        assert!(!page.text("return location.href").await.contains("dysphagia"));
    });
}
