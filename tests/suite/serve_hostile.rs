//! What somebody may try on `serve`: nothing runs, nothing is read by others, nobody is kept waiting, no question is kept.

use std::io::{Read, Write};
use std::time::{Duration, Instant};

use crate::asked::{Asked, page, site};
use crate::served::served;
use crate::site::files;

fn small() -> Asked {
    site(vec![page("rash", "Rash", "<p>A rash may itch at night, and so may the skin beside it.</p>")])
}

#[test]
fn script_in_titles_text_questions_and_links_stays_text() {
    let evil = "<script>alert(1)</script>";
    let escaped = "&lt;script&gt;alert(1)&lt;/script&gt;";
    let server = served(
        site(vec![
            page(
                "evil",
                escaped,
                &format!(
                    "<h2>{escaped}</h2><p>A rash {escaped} may itch; \
                 <a href=\"javascript:alert(2)\">press</a> <img src=x onerror=alert(3)></p>"
                ),
            ),
            page("link", "Linked", "<p>A rash may itch at night too.</p>")
                .with("link", serde_json::json!("javascript:alert(4)//small.example/link/")),
        ]),
        &[],
    );
    for reply in [
        server.form("/", "q=rash+%3Cscript%3Ealert(1)%3C/script%3E%22%3E%3Cimg+src=x+onerror=alert(5)%3E"),
        server.form("/answers", "q=%22%3E%3Cimg+src=x+onerror=alert(5)%3E+rash&not=%22%3E%3Cscript%3Ealert(1)"),
        server.get("/?q=rash%22%3E%3Cscript%3Ealert(1)%3C/script%3E&under=%22%3E%3Cscript%3Ealert(1)"),
        server.get("/page/1"),
        server.get("/audit?all=1"),
        server.get("/audit/sheets"),
        server.get("/audit/register"),
    ] {
        let text = reply.text();
        assert_eq!(reply.status, 200, "{text}");
        assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
        assert!(!text.contains(evil) && !text.contains("<img src=x") && !text.contains("<script>alert"), "{text}");
        for link in text.split("href=\"").skip(1) {
            assert!(!link.trim_start().to_lowercase().starts_with("javascript"), "{link:.80}");
        }
    }
    let found = server.get("/api/search?q=rash");
    assert_eq!(found.header("content-type"), Some("application/json"));
    assert_eq!(found.header("x-content-type-options"), Some("nosniff"));
}

#[test]
fn no_path_leads_out_of_the_program() {
    let server = served(small(), &[]);
    for path in [
        "/../etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%2e%2e%2fCargo.toml",
        "//etc/passwd",
        "/\\..\\..\\etc\\passwd",
        "/page/..%2f..%2findex",
        "/api/pages/../../etc/passwd",
        "/index/CURRENT",
        "/vademecum.css%00.html",
        "/audit/sheets/..%2f..%2fetc",
        "//",
    ] {
        let reply = server.get(path);
        assert!((400..500).contains(&reply.status), "{path}: {}", reply.status);
        assert!(!reply.text().contains("root:"), "{path}");
    }
}

#[test]
fn what_is_too_large_is_refused_and_the_next_is_answered() {
    let server = served(small(), &[]);
    let megabyte = "a".repeat(1 << 20);
    let host = format!("Host: {}", server.address);
    let flood = "X-Header: 1\r\n".repeat(300);
    for (request, statuses) in [
        (format!("GET /api/search?q={megabyte} HTTP/1.1\r\n{host}\r\n\r\n"), [414, 431]),
        (format!("GET /healthz HTTP/1.1\r\n{host}\r\n{flood}\r\n"), [431, 431]),
        (format!("GET /healthz HTTP/1.1\r\n{host}\r\nX-Long: {megabyte}\r\n\r\n"), [431, 431]),
    ] {
        let reply = server.raw(request.as_bytes()).unwrap();
        assert!(statuses.contains(&reply.status), "{request:.60}: {}", reply.status);
        assert_eq!(reply.problem(), "too-large");
        assert!(reply.text().contains("; send "), "{}", reply.text());
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    }
    // A connection that was served before is told as well.
    let kept = format!("GET /healthz HTTP/1.1\r\n{host}\r\n\r\nGET / HTTP/1.1\r\n{host}\r\n{flood}\r\n");
    let replies = server.raw(kept.as_bytes()).unwrap();
    assert_eq!(replies.status, 200);
    assert!(replies.text().contains("HTTP/1.1 431 ") && replies.text().contains("; send fewer"), "{}", replies.text());
    let body = format!("q={megabyte}");
    let head = format!("POST /api/search HTTP/1.1\r\n{host}\r\nContent-Type: application/x-www-form-urlencoded\r\n");
    let request = format!("{head}Connection: close\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    assert_eq!(server.raw(request.as_bytes()).unwrap().status, 413);
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn what_is_no_request_is_told_so() {
    let server = served(small(), &[]);
    for bytes in [
        &b"\0\0\0\0\r\n\r\n"[..],
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nNo colon\r\n\r\n",
        // Somebody types https.
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ] {
        let reply = server.raw(bytes).unwrap();
        assert_eq!(reply.status, 400);
        assert_eq!(reply.problem(), "bad-request");
        assert!(reply.text().contains("http://"), "{}", reply.text());
    }
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn a_megabyte_and_nul_in_a_question_are_refused_or_are_text() {
    let server = served(small(), &[]);
    let megabyte = "rash ".repeat(200_000);
    for path in ["/", "/answers", "/api/search"] {
        let form = server.form(path, &format!("q={}", megabyte.replace(' ', "+")));
        assert_eq!((form.status, form.problem()), (413, "too-large".to_owned()), "{path}");
        let json = server.json(path, &serde_json::json!({ "q": megabyte }));
        assert_eq!((json.status, json.problem()), (413, "too-large".to_owned()), "{path}");
        for nul in ["q=%00", "q=rash%00%00", "q=%00rash", "q=ra%00sh", "q=rash&not=%00", "q=rash&under=%00", "q=%FF%FE"]
        {
            let reply = server.form(path, nul);
            assert!([200, 400].contains(&reply.status), "{path} {nul}: {}", reply.status);
            assert!(!reply.text().contains("panicked"), "{path} {nul}");
        }
        let reply = server.ask("POST", path, &["Content-Type: application/json"], b"{\"q\": \"ra\0sh\"}");
        assert_eq!((reply.status, reply.problem()), (400, "bad-parameter".to_owned()), "{path}");
        assert_eq!(server.json(path, &serde_json::json!({ "q": "rash\0" })).status, 200, "{path}");
    }
    let found = server.get("/api/search?q=rash%00").value();
    assert_eq!(found["hits"].as_array().unwrap().len(), 1, "{found}");
}

#[test]
fn who_takes_no_answers_is_given_up() {
    let server = served(small(), &[]);
    let mut stream = server.connect();
    let ask = format!("GET /vademecum.css HTTP/1.1\r\nHost: {}\r\n\r\n", server.address);
    stream.set_write_timeout(Some(Duration::from_millis(500))).unwrap();
    // It asks until neither its own nor the server's buffers take any more.
    while stream.write_all(ask.as_bytes()).is_ok() {}
    assert_eq!(server.get("/healthz").status, 200);
    std::thread::sleep(Duration::from_secs(13));
    let mut taken = Vec::new();
    let closed = stream.read_to_end(&mut taken);
    assert!(closed.is_err() || !taken.is_empty());
    assert!(
        stream.write_all(ask.as_bytes()).and_then(|()| stream.write_all(ask.as_bytes())).is_err(),
        "it is still open"
    );
}

#[test]
fn slow_clients_are_let_go_and_keep_nobody_waiting() {
    let server = served(small(), &["--threads", "1"]);
    let host = format!("Host: {}", server.address);
    let (mut slow_heads, mut slow_bodies) = (Vec::new(), Vec::new());
    for _ in 0..40 {
        let mut stream = server.connect();
        stream.write_all(format!("GET /api/search?q=rash HTTP/1.1\r\n{host}\r\nX-Slow: ").as_bytes()).unwrap();
        slow_heads.push(stream);
        let mut stream = server.connect();
        let kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 6";
        stream.write_all(format!("POST /api/search HTTP/1.1\r\n{host}\r\n{kind}\r\n\r\nq=ra").as_bytes()).unwrap();
        slow_bodies.push(stream);
    }
    let began = Instant::now();
    for _ in 0..20 {
        assert_eq!(server.get("/api/search?q=rash").status, 200);
    }
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    for (stream, expected) in
        slow_heads.iter_mut().map(|it| (it, " 408 ")).chain(slow_bodies.iter_mut().map(|it| (it, " 408 ")))
    {
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.contains(expected) && !answer.contains(" 200 "), "{answer}");
    }
    let waited = began.elapsed();
    assert!(waited > Duration::from_secs(3) && waited < Duration::from_secs(20), "{waited:?}");
}

#[test]
fn a_page_elsewhere_reads_nothing() {
    let server = served(small(), &[]);
    let port = server.address.split(':').nth(1).unwrap().to_owned();
    for host in ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", "localhost", "", "169.254.169.254"] {
        for path in ["/", "/api/search?q=rash", "/healthz", "/nothing/at/all"] {
            let reply = server.ask("GET", path, &[&format!("Host: {host}")], b"");
            assert_eq!((reply.status, reply.problem()), (421, "foreign-host".to_owned()), "{host} {path}");
        }
    }
    assert_eq!(server.ask("GET", "/", &[&format!("Host: LOCALHOST:{port}")], b"").status, 200);
    let own = format!("Host: {}", server.address);
    assert_eq!(server.ask("GET", "/", &[&own, "Host: evil.example"], b"").status, 421);
    assert_eq!(server.ask("GET", "http://evil.example/", &[&own], b"").status, 421);
    let reply = server.raw(b"GET / HTTP/1.0\r\n\r\n").unwrap();
    assert_eq!(reply.status, 421);
    for origin in
        ["http://evil.example", "https://127.0.0.1", "null", "file://", &format!("http://localhost.evil:{port}")]
    {
        let reply = server.ask("POST", "/api/search", &[&format!("Origin: {origin}")], b"q=rash");
        assert_eq!((reply.status, reply.problem()), (403, "foreign-origin".to_owned()), "{origin}");
    }
    let form = "Content-Type: application/x-www-form-urlencoded";
    let mine = format!("Origin: http://{}", server.address);
    assert_eq!(server.ask("POST", "/", &[&mine, form], b"q=rash").status, 200);
    // A form of a page without referrer names no origin.
    let of_form = ["Origin: null", "Sec-Fetch-Site: same-origin", form];
    assert_eq!(server.ask("POST", "/", &of_form, b"q=rash").status, 200);
    assert_eq!(server.ask("POST", "/", &["Origin: null", "Sec-Fetch-Site: cross-site", form], b"q=rash").status, 403);
    for path in ["/", "/api/search?q=rash", "/nothing", "/audit"] {
        let reply = server.get(path);
        let policy = reply.header("content-security-policy").unwrap();
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe-inline"), "{path}");
        for (header, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("x-frame-options", "DENY"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(reply.header(header), Some(value), "{path}");
        }
        assert_eq!(reply.header("access-control-allow-origin"), None);
    }
}

#[test]
fn beyond_this_machine_a_token_is_asked_for() {
    let site = small();
    std::fs::write(site.path().join("token"), "0123456789abcdef0123\n").unwrap();
    std::fs::write(site.path().join("short"), "secret\n").unwrap();
    for (arguments, words) in [
        (&["--bind", "0.0.0.0:0"][..], "would cross the network readable"),
        (&["--bind", "0.0.0.0:0", "--token-file", "token"], "--behind-proxy"),
        (&["--bind", "[::]:0", "--behind-proxy", "search.example.org"], "--token-file"),
        (&["--token-file", "short"], "shorter than 16"),
        (&["--token-file", "nowhere"], "nowhere"),
    ] {
        let run = site.run(&[&["serve"], arguments].concat());
        assert_eq!(run.code, 2, "{arguments:?}");
        assert!(run.err.contains(words), "{arguments:?}: {}", run.err);
    }
    let server = served(site, &["--token-file", "token", "--behind-proxy", "search.example.org"]);
    let token = "Authorization: Bearer 0123456789abcdef0123";
    for path in ["/", "/api/search?q=rash", "/api/status", "/audit", "/nothing", "/vademecum.css"] {
        for shown in [
            "X-None: 1",
            "Authorization: Bearer 0123456789abcdef0124",
            "Authorization: Bearer ",
            "Authorization: Basic MDEyMzQ1Njc4OWFiY2RlZjAxMjM=",
        ] {
            let reply = server.ask("GET", path, &[shown], b"");
            assert_eq!((reply.status, reply.problem()), (401, "no-token".to_owned()), "{path} {shown}");
            assert_eq!(reply.header("www-authenticate"), Some("Bearer"));
        }
        assert!([200, 404].contains(&server.ask("GET", path, &[token], b"").status), "{path}");
    }
    let proxied = [token, "Host: search.example.org", "Origin: https://search.example.org"];
    assert_eq!(server.ask("GET", "/api/status", &proxied, b"").status, 200);
    assert_eq!(server.ask("GET", "/api/status", &[token, "Host: other.example.org"], b"").status, 421);
    assert_eq!(server.get("/healthz").status, 200);
}

#[test]
fn no_question_is_written_anywhere() {
    nothing_written_with(&[]);
}

#[test]
fn no_question_is_written_anywhere_where_words_of_questions_are_kept() {
    nothing_written_with(&["--log-questions", "asked.jsonl"]);
}

/// Types a marker word, provokes every error, and searches standard error and the disk for it.
fn nothing_written_with(arguments: &[&str]) {
    let marker = "quxmarkerly";
    let mut server = served(small(), arguments);
    let too_long = format!("{marker} {}", "a".repeat(4000));
    let form = "Content-Type: application/x-www-form-urlencoded";
    for path in [
        format!("/api/search?q={marker}"),
        format!("/?q={marker}"),
        format!("/api/search?q={marker}&n=0"),
        format!("/api/search?{marker}=1"),
        format!("/api/search?q=rash&meaning={marker}"),
        format!("/api/search?q=rash&max_age={marker}"),
        format!("/api/search?q=rash&fresh_only={marker}"),
        format!("/api/suggest?q={marker}&n=0"),
        format!("/api/suggest?q={marker}"),
        format!("/api/pages/{marker}"),
        format!("/page/{marker}"),
        format!("/audit/sheets/{marker}"),
        format!("/api/audit?check={marker}"),
        format!("/api/audit?under={marker}"),
        format!("/{marker}"),
        format!("/{marker}/{marker}"),
        format!("/api/search?q={}", too_long.replace(' ', "+")),
    ] {
        server.get(&path);
        server.ask(marker, &path, &[&format!("Referer: http://x/{marker}"), &format!("User-Agent: {marker}")], b"");
        server.ask("GET", &path, &[&format!("Host: {marker}")], b"");
        server.ask("GET", &path, &[&format!("Origin: http://{marker}")], b"");
        server.ask("PUT", &path, &[form], marker.as_bytes());
    }
    for path in ["/", "/answers", "/api/search", "/log/resume", "/log/pause"] {
        assert_eq!(server.form(path, &format!("q={marker}&prefix=1")).status, 200, "{path}");
        assert_eq!(server.form(path, &format!("q={marker}+rash")).status, 200, "{path}");
        assert_eq!(server.form(path, &format!("q={marker}")).status, 200, "{path}");
        server.form(path, &format!("q={marker}&q={marker}"));
        server.form(path, &format!("q={too_long}"));
        server.form(path, &format!("q={marker}{}", "a".repeat(100_000)));
        server.ask("POST", path, &["Content-Type: application/json"], format!("{{\"q\": \"{marker}").as_bytes());
        server.ask("POST", path, &[&format!("Content-Type: {marker}/plain")], marker.as_bytes());
    }
    server.raw(format!("GET /{marker} HTTP/7\r\n{marker}\r\n\r\n").as_bytes());
    let (code, _) = server.stop("-TERM");
    assert_eq!(code, Some(0));
    let log = server.log();
    assert!(log.lines().count() > 60, "{log}");
    assert!(!log.to_lowercase().contains(marker), "{log}");
    for file in files(server.site.path()) {
        let bytes = std::fs::read(&file).unwrap();
        assert!(!bytes.windows(marker.len()).any(|part| part == marker.as_bytes()), "{}", file.display());
    }
}
