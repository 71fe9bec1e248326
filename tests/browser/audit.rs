//! The page of the findings: reached from the search, live, with its picture, its ways to edit, its downloads.

use serde_json::json;

use super::browser::{Look, WIDE, in_browser};

const SHOWN: &str = "return [...document.querySelectorAll('.findings tbody tr')].filter(it => !it.hidden).length";

#[test]
fn the_search_leads_to_the_findings_and_they_back() {
    in_browser("the_search_leads_to_the_findings", WIDE, async |page| {
        page.open("/").await;
        page.click("footer a[href='/audit']").await;
        page.until("return location.pathname === '/audit' && document.querySelector('h1') !== null").await;
        assert!(page.text("return document.querySelector('.picture title').textContent").await.contains("months"));
        assert!(page.js("return document.querySelectorAll('.picture rect').length > 5").await == json!(true));
        let edit = page.js("return [...document.querySelectorAll('.findings a')].filter(it => it.textContent.startsWith('Edit')).map(it => it.href)").await;
        let edit = edit.as_array().unwrap();
        assert!(
            edit.len() > 20 && edit.iter().all(|it| it.as_str().unwrap().contains("/wp-admin/post.php?post=")),
            "{edit:?}"
        );
        page.click(".take a[href='/']").await;
        page.until("return location.pathname === '/' && document.activeElement.id === 'q'").await;
    });
}

#[test]
fn the_findings_are_sorted_and_filtered_and_told() {
    in_browser("the_findings_are_sorted_and_filtered", WIDE, async |page| {
        page.open("/audit").await;
        let all = page.js(SHOWN).await.as_u64().unwrap();
        page.js("const it = document.getElementById('check'); it.value = 'overdue'; it.dispatchEvent(new Event('input', { bubbles: true }))").await;
        page.until("return document.getElementById('said').textContent.includes(' of ')").await;
        let some = page.js(SHOWN).await.as_u64().unwrap();
        assert!(0 < some && some < all, "{some} of {all}");
        page.click(".findings th button[value=page]").await;
        let order = page.js("return [...document.querySelectorAll('.findings tbody tr:not([hidden]) strong')].map(it => it.textContent)").await;
        let order: Vec<&str> = order.as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        assert!(order.is_sorted(), "{order:?}");
        assert_eq!(
            page.text("return document.querySelector('[aria-sort]').getAttribute('aria-sort')").await,
            "ascending"
        );
    });
}

#[test]
fn each_download_is_a_file_or_a_page_to_print() {
    in_browser("each_download_is_a_file", WIDE, async |page| {
        page.open("/audit").await;
        // The page's own policy lets no script fetch, so another page of the server does.
        let links =
            page.js("return [...document.querySelectorAll('.take a')].map(it => it.getAttribute('href'))").await;
        let names =
            page.text("return [...document.querySelectorAll('.take a')].map(it => it.textContent).join()").await;
        for part in ["CSV", "HTML", "Register", "Sheets"] {
            assert!(names.contains(part), "{names}");
        }
        page.open("/").await;
        for link in links.as_array().unwrap() {
            let reply = page
                .js(&format!("const it = await fetch({link}); return [it.status, it.headers.get('content-type'), it.headers.get('content-disposition'), (await it.text()).length]"))
                .await;
            let file = link.as_str().unwrap();
            assert!(reply[0] == json!(200) && reply[3].as_u64().unwrap() > 500, "{link}: {reply}");
            let attached = reply[2].as_str().unwrap_or_default();
            let is_file = file.contains('.');
            assert_eq!(attached.contains("attachment") && attached.contains("2026-11-22"), is_file, "{link}: {reply}");
            let kind = if file.contains(".csv") { "text/csv" } else { "text/html" };
            assert!(reply[1].as_str().unwrap().starts_with(kind), "{link}: {reply}");
        }
    });
}

#[test]
fn how_a_finding_is_accepted_is_told_with_the_name_of_one() {
    in_browser("how_a_finding_is_accepted", WIDE, async |page| {
        page.open("/audit").await;
        page.click("header details summary").await;
        let told = page.text("return document.querySelector('header pre').textContent").await;
        let first = page.text("return document.querySelector('.findings tbody tr').id").await;
        assert!(told.contains(&format!("id = \"{first}\"")) && told.contains("until = 2027-05-22"), "{told}");
        let shown = page.text("return document.querySelector('.findings tbody tr .id').textContent").await;
        assert_eq!(shown, first);
    });
}

#[test]
fn without_a_script_the_findings_are_whole() {
    in_browser("without_a_script_the_findings_are_whole", Look { script: false, ..WIDE }, async |page| {
        page.open("/").await;
        let whole = page
            .js("const text = await (await fetch('/audit')).text();
             const it = new DOMParser().parseFromString(text, 'text/html');
             return [it.querySelectorAll('.findings tbody tr').length > 50, it.getElementById('filters').hidden]")
            .await;
        assert_eq!(whole, json!([true, true]));
    });
}
