//! `dead-link`: other machines are asked whether links to them work. The only machine here is this one.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use vademecum::audit::{Audit, LinkOptions};

use super::harness::Audited;

/// A server that answers by the path, and remembers what it was asked.
struct Server {
    host: String,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let remembered = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let asked = Arc::clone(&remembered);
                std::thread::spawn(move || answer(stream, &asked));
            }
        });
        Server { host, asked }
    }

    fn asked(&self) -> HashMap<String, usize> {
        let mut times = HashMap::new();
        for line in self.asked.lock().unwrap().iter() {
            *times.entry(line.clone()).or_default() += 1;
        }
        times
    }
}

fn answer(mut stream: TcpStream, asked: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let Some(first) = lines.next() else { return };
    let agent = lines
        .by_ref()
        .take_while(|line| !line.is_empty())
        .any(|line| line.to_lowercase().starts_with("user-agent: vademecum/"));
    let mut words = first.split(' ');
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    asked.lock().unwrap().push(format!("{method} {path}"));
    let status = match (method, path) {
        _ if !agent => "400 Bad Request",
        (_, "/works" | "/landed") | ("GET", "/no-head" | "/head-403") => "200 OK",
        ("HEAD", "/no-head") => "405 Method Not Allowed",
        (_, "/head-403" | "/blocked") => "403 Forbidden",
        (_, "/gone") => "410 Gone",
        (_, "/busy") => "429 Too Many Requests",
        (_, "/broken") => "500 Internal Server Error",
        (_, "/moved") => "301 Moved Permanently\r\nLocation: /landed",
        (_, "/circle") => "302 Found\r\nLocation: /circle",
        (_, "/slow") => {
            std::thread::sleep(Duration::from_secs(5));
            "200 OK"
        }
        _ => "404 Not Found",
    };
    let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

fn options(cache: Option<PathBuf>) -> LinkOptions {
    LinkOptions { cache, pause: Duration::from_millis(1), timeout: Duration::from_millis(700), local: true }
}

/// The audit of a page that links to these addresses.
fn audit(addresses: &[String], links: LinkOptions) -> Audit {
    let links_to: Vec<String> =
        addresses.iter().map(|address| format!("<a href=\"{address}\">{address}</a>")).collect();
    let body = format!("<p>See {}.</p>", links_to.join(" and "));
    let site = Audited::by(&["dead-link"]).page("a", "A", &body);
    site.asking(|options| {
        options.check_links = true;
        options.links = links;
    })
    .audit()
}

/// `severity path` of each finding.
fn told(audit: &Audit, server: &Server) -> Vec<String> {
    let path = |link: &str| link.strip_prefix(&server.host).unwrap_or(link).to_owned();
    let told =
        audit.findings.iter().map(|it| format!("{} {}", it.severity, path(it.evidence["link"].as_str().unwrap())));
    told.collect()
}

#[test]
fn links_are_dead_blocked_or_well() {
    let server = Server::start();
    let paths = ["works", "no-head", "head-403", "blocked", "missing", "gone", "moved", "circle"];
    let addresses: Vec<String> = paths.iter().map(|path| format!("{}/{path}", server.host)).collect();
    let audit = audit(&addresses, options(None));
    assert_eq!(told(&audit, &server), ["error /missing", "error /gone", "error /circle", "info /blocked"]);
    assert!(audit.unchecked.is_empty(), "{:?}", audit.unchecked);
    let asked = server.asked();
    assert_eq!(asked.get("HEAD /missing").copied(), Some(2), "dead only after two failures");
    assert_eq!(asked.get("GET /works"), None, "an answer to HEAD is enough");
}

#[test]
fn what_gives_no_clear_answer_is_counted_and_not_called_dead() {
    let server = Server::start();
    let addresses: Vec<String> = ["broken", "slow"].iter().map(|path| format!("{}/{path}", server.host)).collect();
    let audit = audit(&addresses, options(None));
    assert!(audit.findings.is_empty());
    assert_eq!(audit.unchecked.first().map(|it| it.number), Some(2));
}

#[test]
fn a_host_that_is_asked_too_much_is_asked_no_more() {
    let server = Server::start();
    let addresses: Vec<String> = ["busy", "works"].iter().map(|path| format!("{}/{path}", server.host)).collect();
    let audit = audit(&addresses, options(None));
    assert_eq!(told(&audit, &server), ["info /busy"]);
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn a_port_where_nobody_listens_is_dead() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}/", listener.local_addr().unwrap())
    };
    let audit = audit(&[closed], options(None));
    assert_eq!(audit.findings.len(), 1);
    assert_eq!(audit.findings[0].evidence["why"], "its host refuses to answer");
}

#[test]
fn answers_are_kept_for_a_day() {
    let server = Server::start();
    let folder = tempfile::tempdir().unwrap();
    let cache = folder.path().join("deep").join("links.json");
    let addresses = ["works", "missing"].map(|path| format!("{}/{path}", server.host));
    let first = audit(&addresses, options(Some(cache.clone())));
    let asked = server.asked();
    let second = audit(&addresses, options(Some(cache.clone())));
    assert_eq!((told(&first, &server), server.asked()), (told(&second, &server), asked));
    let yesterday = std::fs::read_to_string(&cache).unwrap().replace("\"at\":\"20", "\"at\":\"19");
    std::fs::write(&cache, yesterday).unwrap();
    audit(&addresses, options(Some(cache.clone())));
    assert_eq!(server.asked().get("HEAD /works").copied(), Some(2));
    std::fs::write(&cache, "{ broken").unwrap();
    assert_eq!(audit(&addresses, options(Some(cache))).findings.len(), 1);
}

#[test]
fn this_machine_and_its_network_are_not_asked_for_whatever_a_page_says() {
    let server = Server::start();
    let port = server.host.rsplit(':').next().unwrap();
    let addresses = [format!("{}/works", server.host), format!("http://localhost:{port}/works")];
    let audit = audit(&addresses, LinkOptions { local: false, ..options(None) });
    assert!(audit.findings.is_empty());
    assert_eq!(audit.unchecked.first().map(|it| it.number), Some(2));
    assert!(server.asked().is_empty());
}

#[test]
fn nobody_is_asked_without_being_told_to() {
    let server = Server::start();
    let body = format!("<p>See <a href=\"{}/missing\">this</a>.</p>", server.host);
    let usual = Audited::by(&[]).page("a", "A", &body).asking(|options| options.links = self::options(None));
    usual.audit();
    let named = Audited::by(&["dead-link"]).page("a", "A", &body).asking(|options| options.links = self::options(None));
    assert!(named.try_audit().is_err(), "it says that it has to be allowed");
    let all = usual.asking(|options| options.all = true);
    all.audit();
    assert!(server.asked().is_empty());
}
