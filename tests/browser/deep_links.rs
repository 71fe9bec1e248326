//! The deep links of the sample site, opened: each lands on its place.
//!
//! The site's pages are served as plain HTML, each line far from the next, so that a link that leads to the page alone is
//! seen not to land.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

use serde_json::{Value, json};

use super::browser::{WIDE, on_site, ready};
use crate::site::Site;

const WANTED: usize = 30;
const QUESTIONS: &[&str] = &[
    "cannot swallow",
    "crush tablets",
    "choking",
    "steroid card",
    "methotrexate alcohol",
    "missed dose",
    "eye tests hydroxychloroquine",
    "headache after immunoglobulin",
    "falls getting up",
    "exercise",
];

#[test]
fn thirty_deep_links_land_on_their_places() {
    if !ready("thirty_deep_links_land_on_their_places") {
        return;
    }
    let host = static_site();
    let site = Site::new();
    for name in ["pages-1.json", "pages-2.json"] {
        site.write(&format!("export/{name}"), moved(name, &host));
    }
    assert_eq!(site.index(&["export"]).code, 0);
    on_site(&site, WIDE, async |page| {
        page.open("/").await;
        let mut links: BTreeMap<String, String> = BTreeMap::new();
        for question in QUESTIONS {
            let script = format!(
                "const reply = await fetch('/api/search', {{ method: 'POST', body: new URLSearchParams({{ q: '{question}' }}) }});
                 return reply.json()"
            );
            let answer = page.js(&script).await;
            for hit in answer["hits"].as_array().unwrap() {
                let (url, passage) = (hit["url"].as_str().unwrap(), hit["passage"].as_str().unwrap());
                if url.contains('#') && url.starts_with(&host) {
                    links.insert(url.to_owned(), passage.to_owned());
                }
            }
        }
        assert!(links.len() >= WANTED, "{}", links.len());
        let mut astray = Vec::new();
        for (url, passage) in links.iter().take(WANTED) {
            page.open("about:blank").await;
            page.open(url).await;
            let words = json!(passage);
            let lands = page
                .js(&format!(
                    "await new Promise(done => setTimeout(done, 150));
                     const plain = text => text.toLowerCase().replace(/[^\\p{{L}}\\p{{N}}]+/gu, '');
                     const passage = plain({words});
                     const seen = [...document.querySelectorAll('p, li, td, h2, h3, h4, dt, dd')].filter(it => {{
                       const box = it.getBoundingClientRect();
                       return box.height > 0 && box.bottom > 0 && box.top < innerHeight;
                     }});
                     const hit = seen.some(it => plain(it.textContent).length > 12 && passage.includes(plain(it.textContent)));
                     return hit || document.querySelector(':target')?.getBoundingClientRect().top >= -1"
                ))
                .await;
            if lands != json!(true) {
                astray.push(url.clone());
            }
        }
        assert!(astray.is_empty(), "{} of {WANTED}: {astray:#?}", astray.len());
    });
}

fn export(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name)).unwrap()
}

/// An export with its pages on another host.
fn moved(name: &str, host: &str) -> String {
    export(name).replace("https://www.example.org", host).replace("https:\\/\\/www.example.org", host)
}

/// Serves the published pages of the sample site until the tests end; says where.
fn static_site() -> String {
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    for name in ["pages-1.json", "pages-2.json"] {
        let all: Value = serde_json::from_str(&export(name)).unwrap();
        for page in all.as_array().unwrap() {
            let link = page["link"].as_str().unwrap().trim_start_matches("https://www.example.org").to_owned();
            let title = page["title"]["rendered"].as_str().unwrap();
            // A page of several screens has an address for each.
            for (body, screen) in page["content"]["rendered"].as_str().unwrap().split("<!--nextpage-->").zip(1..) {
                let html = format!(
                    "<!doctype html><html><head><meta charset=utf-8><title>{title}</title>\
                     <style>h2, h3, h4, p, li, td, dd {{ margin: 300px 0; padding: 60px 0 }}</style></head>\
                     <body><h1>{title}</h1><div style='height: 2000px'></div>{body}\
                     <div style='height: 2000px'></div></body></html>"
                );
                let path = if screen == 1 { link.clone() } else { format!("{link}{screen}/") };
                pages.insert(path, html);
            }
        }
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = format!("http://{}", listener.local_addr().unwrap());
    let pages = std::sync::Arc::new(pages);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            // A browser opens connections that it may not use.
            let pages = std::sync::Arc::clone(&pages);
            std::thread::spawn(move || answer(stream, &pages));
        }
    });
    host
}

fn answer(mut stream: TcpStream, pages: &BTreeMap<String, String>) -> std::io::Result<()> {
    stream.set_read_timeout(Some(std::time::Duration::from_secs(2)))?;
    let mut head = [0; 8192];
    let read = stream.read(&mut head)?;
    let head = String::from_utf8_lossy(&head[..read]).into_owned();
    let path = head.split(' ').nth(1).unwrap_or("/").split('?').next().unwrap_or("/");
    let (status, body) = pages.get(path).map_or(("404 Not Found", ""), |body| ("200 OK", body.as_str()));
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}
