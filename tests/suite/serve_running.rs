//! `serve` over time: the index is replaced beneath it, its exports change, it is told to stop, its address is taken.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::asked::{Asked, page, site};
use crate::served::{Served, served};

const PAGES: usize = 6;

/// Pages that all say of which version they are.
fn pages(version: usize) -> Vec<Value> {
    let letters: String = (0..6).map(|at| char::from(b'a' + u8::try_from((version >> at) & 1).unwrap())).collect();
    let made = (1..=PAGES).map(|number| {
        let text = format!("<p>A rash of page {number} may itch at night, in version zq{letters}.</p>");
        page(&format!("rash-{number}"), &format!("Rash {number}"), &text)
            .modified(&format!("2025-05-30T16:{:02}:{:02}", version / 60, version % 60))
            .with("id", json!(number))
            .into_value()
    });
    made.collect()
}

fn versioned() -> Asked {
    let site = site(vec![page("first", "First", "<p>Nothing yet.</p>")]);
    write(&site, 0);
    assert_eq!(site.run(&["index", "exports", "--allow-shrink"]).code, 0);
    site
}

fn write(site: &Asked, version: usize) {
    let file = site.path().join("exports/pages.json");
    let new = site.path().join("new");
    std::fs::write(&new, serde_json::to_vec(&pages(version)).unwrap()).unwrap();
    std::fs::rename(new, file).unwrap();
}

/// The word of its version that each passage has.
fn versions(answer: &Value) -> Vec<String> {
    let passages = answer["hits"].as_array().unwrap().iter().map(|hit| hit["passage"].as_str().unwrap());
    passages.map(|text| text.split("zq").nth(1).unwrap_or_default().to_owned()).collect()
}

#[test]
fn while_the_index_is_rebuilt_every_answer_is_whole_and_of_one_generation() {
    let server = served(versioned(), &[]);
    let (done, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    let seen = std::thread::scope(|scope| {
        let ask = || {
            let mut seen = std::collections::BTreeSet::new();
            while !done.load(Ordering::Relaxed) {
                let reply = server.get("/api/search?q=rash&n=20");
                assert_eq!(reply.status, 200, "{}", reply.text());
                let mut versions = versions(&reply.value());
                assert_eq!(versions.len(), PAGES, "{versions:?}");
                versions.dedup();
                assert_eq!(versions.len(), 1, "an answer of two generations: {versions:?}");
                seen.extend(versions);
                asked.fetch_add(1, Ordering::Relaxed);
            }
            seen
        };
        // An audit takes its time, so that the searches do not wait for it.
        let read = || {
            let paths = ["/api/pages/3", "/page/3", "/api/status", "/api/suggest?q=ra", "/api/audit?check=unverified"];
            for path in paths.iter().cycle().take_while(|_| !done.load(Ordering::Relaxed)) {
                let reply = server.get(path);
                assert_eq!(reply.status, 200, "{path}: {}", reply.text());
            }
        };
        scope.spawn(read);
        let askers = [scope.spawn(ask), scope.spawn(ask)];
        for version in 1..=12 {
            write(&server.site, version);
            let run = server.site.run(&["index", "exports"]);
            assert_eq!(run.code, 0, "{}", run.err);
        }
        // The last one is taken soon.
        std::thread::sleep(Duration::from_secs(1));
        done.store(true, Ordering::Relaxed);
        askers.into_iter().map(|asker| asker.join().unwrap()).fold(0, |most, seen| most.max(seen.len()))
    });
    assert!(seen > 2, "only {seen} versions were seen");
    assert!(asked.load(Ordering::Relaxed) > 20);
    let last = versions(&server.get("/api/search?q=rash").value());
    assert!(last.iter().all(|version| version.starts_with("aabbaa")), "{last:?}");
}

#[test]
fn it_refreshes_the_index_when_its_exports_change_and_serves_on_when_they_are_broken() {
    let server = served(versioned(), &["--watch"]);
    write(&server.site, 1);
    let until = Instant::now() + Duration::from_secs(30);
    while !versions(&server.get("/api/search?q=rash").value()).iter().all(|version| version.starts_with("baaaaa")) {
        assert!(Instant::now() < until, "{}", server.log());
        std::thread::sleep(Duration::from_millis(200));
    }
    assert!(server.log().contains("refreshed the index: 0 pages new, 6 updated"), "{}", server.log());
    std::fs::write(server.site.path().join("exports/pages.json"), "[{\"id\": 1, \"cut").unwrap();
    let until = Instant::now() + Duration::from_secs(30);
    while !server.log().contains("could not") {
        assert!(Instant::now() < until, "{}", server.log());
        assert_eq!(server.get("/api/search?q=rash").value()["hits"].as_array().unwrap().len(), PAGES);
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(server.get("/api/search?q=rash").value()["hits"].as_array().unwrap().len(), PAGES);
}

/// Waits until something holds.
fn until(server: &Served, what: &str, mut holds: impl FnMut() -> bool) {
    let end = Instant::now() + Duration::from_secs(30);
    while !holds() {
        assert!(Instant::now() < end, "{what}: {}", server.log());
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn it_takes_in_a_changed_configuration_and_keeps_the_one_before_where_that_is_faulty() {
    let server = served(versioned(), &["--watch"]);
    let file = server.site.path().join("vademecum.toml");
    let notices = || server.get("/api/search?q=rash").value()["notices"].clone();
    let links = || server.get("/api/search?q=rash&n=20").value()["hits"].as_array().unwrap().len();
    assert_eq!((notices(), links()), (json!([]), PAGES));
    let notice = "[[notice]]\nkind = \"referral\"\nwhen = [\"rash\"]\nsay = \"Ring the nurse.\"\n";
    std::fs::write(&file, format!("hide = [\"/rash-1/\"]\n{notice}")).unwrap();
    until(&server, "the notice", || notices()[0]["text"] == "Ring the nurse.");
    until(&server, "the page that is hidden", || links() == PAGES - 1);
    assert!(server.log().contains("took in the changed configuration"), "{}", server.log());
    let tag = server.get("/api/status").header("etag").unwrap().to_owned();
    for faulty in ["hyde = []\n", "hide = [\"rash\"]\n", "[[notice]\n"] {
        std::fs::write(&file, faulty).unwrap();
        let told = || server.log().matches("the configuration stays as it was").count();
        let before = told();
        until(&server, faulty, || told() > before);
        assert_eq!((&notices()[0]["text"], links()), (&json!("Ring the nurse."), PAGES - 1), "{faulty}");
    }
    std::fs::remove_file(&file).unwrap();
    std::thread::sleep(Duration::from_secs(5));
    assert_eq!((&notices()[0]["text"], links()), (&json!("Ring the nurse."), PAGES - 1), "it may have hidden pages");
    assert_eq!(server.get("/api/status").header("etag"), Some(tag.as_str()));
    std::fs::write(&file, notice.replace("nurse", "doctor")).unwrap();
    until(&server, "the page that is not hidden any more", || links() == PAGES);
    assert_eq!(notices()[0]["text"], "Ring the doctor.");
    assert_ne!(server.get("/api/status").header("etag"), Some(tag.as_str()));
}

#[test]
fn it_takes_in_a_changed_vocabulary_and_keeps_the_one_before_where_that_is_faulty() {
    let server = served(versioned(), &["--watch"]);
    let file = server.site.path().join("exports/vocabulary.txt");
    let found = |word: &str| server.get(&format!("/api/search?q={word}")).value()["hits"].as_array().unwrap().len();
    assert_eq!((found("zorptica"), found("mubblefex")), (0, 0));
    std::fs::write(&file, "zorptica, rash\n").unwrap();
    until(&server, "a vocabulary that was not there before", || found("zorptica") == PAGES);
    std::fs::write(&file, "mubblefex => \n").unwrap();
    until(&server, "a faulty one", || server.log().contains("could not refresh the index, which stays as it was"));
    std::thread::sleep(Duration::from_secs(5));
    assert_eq!(server.log().matches("could not refresh").count(), 1, "{}", server.log());
    assert_eq!(found("zorptica"), PAGES);
    std::fs::write(&file, "mubblefex, rash\n").unwrap();
    until(&server, "a mended one", || found("mubblefex") == PAGES && found("zorptica") == 0);
}

#[test]
fn told_to_stop_it_ends_what_it_was_asked_and_goes() {
    for signal in ["-TERM", "-INT"] {
        let mut server = served(versioned(), &[]);
        let idle = server.connect();
        let mut slow = server.connect();
        std::io::Write::write_all(&mut slow, b"POST / HTTP/1.1\r\nHost: ").unwrap();
        let address = server.address.clone();
        let askers: Vec<_> = (0..4)
            .map(|_| {
                let address = address.clone();
                std::thread::spawn(move || asked_until_gone(&address))
            })
            .collect();
        std::thread::sleep(Duration::from_millis(300));
        let (code, took) = server.stop(signal);
        assert_eq!(code, Some(0), "{signal}: {}", server.log());
        assert!(took < Duration::from_secs(2), "{signal}: {took:?}");
        let answered: usize = askers.into_iter().map(|asker| asker.join().unwrap()).sum();
        assert!(answered > 0);
        drop((idle, slow));
    }
}

/// Asks until nobody listens any more; what is answered must be whole. Gives the number of answers.
fn asked_until_gone(address: &str) -> usize {
    use std::io::{Read, Write};
    let mut answered = 0;
    loop {
        let Ok(mut stream) = std::net::TcpStream::connect(address) else { return answered };
        let head = format!("GET /api/search?q=rash HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        let mut answer = Vec::new();
        if stream.write_all(head.as_bytes()).is_err() || stream.read_to_end(&mut answer).is_err() || answer.is_empty() {
            // It waited to be accepted when the server went.
            continue;
        }
        assert!(answer.starts_with(b"HTTP/1.1 200") && answer.ends_with(b"}"), "{}", String::from_utf8_lossy(&answer));
        answered += 1;
    }
}

#[test]
fn a_second_start_finds_the_first_and_names_an_address_that_another_has() {
    let server = served(versioned(), &[]);
    let second = server.site.run(&["serve", "--bind", &server.address]);
    assert_eq!(second.code, 0);
    let already = format!("vademecum answers on http://{}/ already", server.address);
    assert!(second.err.contains(&already), "{}", second.err);
    let elsewhere = versioned().run(&["serve", "--bind", &server.address]);
    assert_eq!(elsewhere.code, 2);
    assert!(elsewhere.err.contains(&format!("{already}, from another index; take another")), "{}", elsewhere.err);
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    let refused = server.site.run(&["serve", "--bind", &address]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains(&format!("could not listen on {address}")), "{}", refused.err);
}
