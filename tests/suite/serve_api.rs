//! The API of `serve`: what its description says is what it does.

use std::collections::BTreeSet;
use std::io::Read;

use serde_json::{Value, json};

use crate::asked::{Asked, page, site};
use crate::schema::faults;
use crate::served::{Reply, Served, served};
use crate::site::without_time;

const ROUTER: &str = include_str!("../../src/serve/router.rs");

fn small() -> Asked {
    site(vec![
        page(
            "rash",
            "Rash",
            "<h2 id=\"itch\">Itch</h2><p>A rash may itch at night.</p><p>Last reviewed: March 2019 by Dr Ann Example</p>",
        ),
        page("sun", "Sun", "<p>A rash may burn in the sun, so wear a wide hat and use cream each day.</p>"),
        page("swim", "Can I swim?", "<p>Swimming is a gentle exercise. Ask your physiotherapist before you begin.</p>"),
    ])
}

fn description(server: &Served) -> Value {
    server.get("/api/openapi.json").value()
}

/// The schema that the description gives for an answer.
fn schema<'a>(document: &'a Value, path: &str, method: &str, status: u16) -> &'a Value {
    let answer = &document["paths"][path][method]["responses"][status.to_string()];
    let content = answer["content"].as_object().unwrap_or_else(|| panic!("{method} {path} {status} is not described"));
    &content.values().next().unwrap()["schema"]
}

fn assert_as_described(document: &Value, path: &str, method: &str, reply: &Reply) {
    let faults = faults(document, schema(document, path, method, reply.status), &reply.value());
    assert!(faults.is_empty(), "{method} {path}: {faults:#?}");
}

#[test]
fn the_routes_are_those_of_the_description_and_answer_as_it_says() {
    let server = served(small(), &[]);
    let document = description(&server);
    let routes: BTreeSet<&str> = ROUTER.split(".route(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let described: BTreeSet<&str> = document["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(routes, described);
    for (path, methods) in document["paths"].as_object().unwrap() {
        let address = path.replace("{file}", "vademecum.css").replace("{id}", "1");
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"] {
            let reply = match method {
                "POST" => server.form(&address, "q=rash"),
                _ => server.ask(method, &address, &[], b""),
            };
            let Some(operation) = methods.get(method.to_lowercase()) else {
                assert_eq!((reply.status, reply.problem()), (405, "bad-method".to_owned()), "{method} {path}");
                assert!(reply.header("allow").is_some(), "{method} {path}");
                continue;
            };
            assert_eq!(reply.status, 200, "{method} {path}: {}", reply.text());
            let kind = reply.header("content-type").unwrap().split(';').next().unwrap().to_owned();
            assert!(operation["responses"]["200"]["content"].get(&kind).is_some(), "{method} {path}: {kind}");
            for header in operation["responses"]["200"]["headers"].as_object().into_iter().flat_map(|all| all.keys()) {
                assert!(reply.header(&header.to_lowercase()).is_some(), "{method} {path}: {header}");
            }
        }
    }
}

#[test]
fn answers_are_as_their_schemas_say() {
    let server = served(small(), &[]);
    let document = description(&server);
    for query in ["q=rash", "q=rash&explain=1&per_page=20", "q=xylophone", "q=", "", "q=IMNM+rash+-sun", "q=swimm"] {
        assert_as_described(&document, "/api/search", "get", &server.get(&format!("/api/search?{query}")));
    }
    for (described, address) in [
        ("/api/suggest", "/api/suggest?q=ra"),
        ("/api/pages/{id}", "/api/pages/1"),
        ("/api/status", "/api/status"),
        ("/healthz", "/healthz"),
        ("/api/audit", "/api/audit?all=1"),
    ] {
        assert_as_described(&document, described, "get", &server.get(address));
    }
    assert_as_described(&document, "/api/search", "post", &server.form("/api/search", "q=rash"));
    assert_as_described(&document, "/api/search", "get", &server.get("/api/search?n=0"));
    assert_as_described(&document, "/api/pages/{id}", "get", &server.get("/api/pages/77"));
    let found = server.get("/api/audit").value();
    assert!(found["findings"].as_array().is_some_and(|findings| !findings.is_empty()), "{found}");
}

#[test]
fn a_search_is_that_of_the_command_line() {
    let server = served(small(), &[]);
    for question in ["rash", "can I swim", "xylophone", "itch -sun", "\"wide hat\""] {
        let asked = without_time(server.site.ask(&["--as-of", "2026-11-22", "--", question]));
        let form = server.json("/api/search", &json!({ "q": question }));
        assert_eq!(without_time(form.value()), asked, "{question}");
    }
    let options = ["--as-of", "2026-11-22", "-n", "1", "--no-synonyms", "--under", "/rash/", "rash"];
    let query = "/api/search?q=rash&n=1&synonyms=0&under=/rash/";
    assert_eq!(without_time(server.get(query).value()), without_time(server.site.ask(&options)));
}

#[test]
fn an_audit_is_that_of_the_command_line() {
    let server = served(small(), &[]);
    for (query, flags) in [("", &[][..]), ("?check=overdue&under=/rash/", &["--check", "overdue", "--under", "/rash/"])]
    {
        let run = server.site.run(&[&["audit", "--as-of", "2026-11-22", "--format", "json"], flags].concat());
        let expected: Value = serde_json::from_str(&run.out).unwrap();
        assert_eq!(server.get(&format!("/api/audit{query}")).value(), expected);
    }
    let csv = server.get("/audit.csv");
    assert_eq!(csv.text(), server.site.run(&["audit", "--as-of", "2026-11-22", "--format", "csv"]).out);
    assert_eq!(csv.header("content-disposition"), Some("attachment; filename=\"audit-2026-11-22.csv\""));
    let report = server.get("/audit");
    let policy = report.header("content-security-policy").unwrap();
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    assert!(report.text().contains(&format!("<script nonce=\"{nonce}\">")) && !policy.contains("unsafe"), "{policy}");
    assert!(policy.contains("frame-ancestors 'none'") && report.text().contains("href=\"/audit/register.csv\""));
    let part = server.get("/audit?check=overdue,unverified&under=/rash/&all=0").text();
    let address = "/audit.csv?check=overdue%2Cunverified&#38;under=%2Frash%2F&#38;all=0";
    assert!(part.contains(&format!("href=\"{address}\"")), "{part:.2000}");
    assert_eq!(server.get(&address.replace("&#38;", "&")).status, 200);
    assert!(server.get("/audit/sheets/1").text().contains("A rash may itch at night."));
    assert_eq!(server.get("/audit/sheets/77").problem(), "not-found");
    for query in ["check=nonsense", "check=dead-link", "all=yes", "all=1&all=1", "colour=red"] {
        let reply = server.get(&format!("/api/audit?{query}"));
        assert_eq!((reply.status, reply.problem()), (400, "bad-parameter".to_owned()), "{query}");
    }
}

#[test]
fn whoever_has_an_answer_already_is_told_so() {
    let server = served(small(), &[]);
    for path in ["/api/search?q=rash", "/api/suggest?q=ra", "/api/pages/1", "/api/status", "/api/audit"] {
        let first = server.get(path);
        let tag = first.header("etag").unwrap().to_owned();
        assert_eq!(first.header("cache-control"), Some("private, no-cache"), "{path}");
        for known in [tag.clone(), format!("\"other\", {tag}"), tag.trim_start_matches("W/").to_owned(), "*".to_owned()]
        {
            let again = server.ask("GET", path, &[&format!("If-None-Match: {known}")], b"");
            assert_eq!((again.status, again.body.len()), (304, 0), "{path} {known}");
            assert_eq!(again.header("etag"), Some(tag.as_str()));
        }
        assert_eq!(server.ask("GET", path, &["If-None-Match: \"other\""], b"").status, 200);
        let head = server.ask("HEAD", path, &[], b"");
        assert_eq!((head.status, head.body.len(), head.header("etag")), (200, 0, Some(tag.as_str())), "{path}");
    }
    let posted = server.form("/api/search", "q=rash");
    assert_eq!((posted.header("etag"), posted.header("cache-control")), (None, Some("no-store")));
    for path in ["/", "/page/1", "/audit", "/keys"] {
        assert_eq!(server.get(path).header("cache-control"), Some("no-store"), "{path}");
    }
}

#[test]
fn answers_are_compressed_for_those_who_can_read_that() {
    let server = served(small(), &[]);
    let plain = server.get("/api/search?q=rash");
    let packed = server.ask("GET", "/api/search?q=rash", &["Accept-Encoding: gzip"], b"");
    assert_eq!((plain.header("content-encoding"), packed.header("content-encoding")), (None, Some("gzip")));
    let mut text = String::new();
    flate2::read::GzDecoder::new(packed.body.as_slice()).read_to_string(&mut text).unwrap();
    assert_eq!(without_time(serde_json::from_str(&text).unwrap()), without_time(plain.value()));
}

#[test]
fn what_cannot_be_asked_is_a_problem_that_says_what_to_mend() {
    let server = served(small(), &[]);
    let long = "a".repeat(4001);
    for (query, code) in [
        ("colour=red", "bad-parameter"),
        ("q=rash&q=sun", "bad-parameter"),
        ("n=0", "bad-parameter"),
        ("n=101", "bad-parameter"),
        ("n=-1", "bad-parameter"),
        ("n=99999999999999999999999", "bad-parameter"),
        ("n=ten", "bad-parameter"),
        ("per_page=21", "bad-parameter"),
        ("max_age=soon", "bad-parameter"),
        ("fresh_only=perhaps", "bad-parameter"),
        ("meaning=dm", "bad-parameter"),
        (&format!("under=/{long}"), "bad-parameter"),
        (&format!("q={long}"), "question-too-long"),
    ] {
        for reply in [server.get(&format!("/api/search?{query}")), server.form("/api/search", query)] {
            assert_eq!((reply.status, reply.problem().as_str()), (400, code), "{query:.40}");
        }
    }
    assert_eq!(server.get(&format!("/api/search?q={}", "a".repeat(4000))).status, 200);
    assert_eq!(server.get(&format!("/api/search?q={}", "%F0%9D%94%98".repeat(4000))).status, 200);
    assert_eq!(server.get("/api/search?q=%00rash%00").status, 200);
    assert_eq!(server.json("/api/search", &json!({ "q": "ra\0sh" })).status, 200);
    for body in ["{", "[]", "{\"q\": 7}", "{\"q\": \"a\", \"q\": \"b\"}", "{\"colour\": \"red\"}"] {
        let reply = server.ask("POST", "/api/search", &["Content-Type: application/json"], body.as_bytes());
        assert_eq!((reply.status, reply.problem()), (400, "bad-parameter".to_owned()), "{body}");
    }
    for kind in ["Content-Type: text/plain", "Content-Type: multipart/form-data; boundary=a", "X-None: 1"] {
        let reply = server.ask("POST", "/api/search", &[kind], b"q=rash");
        assert_eq!((reply.status, reply.problem()), (415, "bad-content-type".to_owned()), "{kind}");
    }
    let large = format!("q={}", "a".repeat(70_000));
    for path in ["/api/search", "/answers", "/"] {
        let reply = server.form(path, &large);
        assert_eq!((reply.status, reply.problem()), (413, "too-large".to_owned()), "{path}");
    }
    for path in ["/page/9999", "/page/rash", "/nothing.html", "/a/b/c", "/api", "/api/pages/9999"] {
        let reply = server.get(path);
        assert_eq!((reply.status, reply.problem()), (404, "not-found".to_owned()), "{path}");
    }
    assert_eq!(server.get("/api/pages/rash").status, 400);
    let stale = server.get("/api/search?q=rash&meaning=zzz=zebra");
    assert_eq!((stale.status, stale.problem()), (409, "unknown-meaning".to_owned()));
    assert_eq!(server.get("/?q=rash&meaning=zzz=zebra").status, 409);
    let ten = server.json("/api/search", &json!({ "q": "rash", "n": 10.0, "lang": null }));
    assert_eq!(ten.status, 200, "{}", ten.text());
}
