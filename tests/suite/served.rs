//! The server on a port of its own, and requests to it as they go over the wire. Not a test itself.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::asked::Asked;

/// A running server.
pub(crate) struct Served {
    pub(crate) site: Arc<Asked>,
    pub(crate) address: String,
    child: Child,
    log: Arc<Mutex<String>>,
}

/// What it answered.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

/// Serves a site on a port that is free.
pub(crate) fn served(site: impl Into<Arc<Asked>>, arguments: &[&str]) -> Served {
    served_on("2026-11-22", site, arguments)
}

/// The same on another day.
pub(crate) fn served_on(day: &str, site: impl Into<Arc<Asked>>, arguments: &[&str]) -> Served {
    let site = site.into();
    let mut child = Command::new(env!("CARGO_BIN_EXE_vademecum"))
        .args(["serve", "--bind", "127.0.0.1:0", "--as-of", day])
        .args(arguments)
        .current_dir(site.path())
        .env_remove("VADEMECUM_INDEX")
        .env_remove("VADEMECUM_CONFIG")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap());
    let log = Arc::new(Mutex::new(String::new()));
    let address = loop {
        let mut line = String::new();
        assert!(lines.read_line(&mut line).unwrap() > 0, "it ended: {}", log.lock().unwrap());
        log.lock().unwrap().push_str(&line);
        if let Some(rest) = line.split("http://").nth(1) {
            break rest.split('/').next().unwrap().to_owned();
        }
    };
    let to = Arc::clone(&log);
    std::thread::spawn(move || {
        for line in lines.lines().map_while(Result::ok) {
            let mut log = to.lock().unwrap();
            log.push_str(&line);
            log.push('\n');
        }
    });
    Served { site, address, child, log }
}

impl Served {
    /// What it has written on standard error so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream
    }

    /// Sends bytes as they are and reads until the server closes; `None` if it closed without an answer.
    pub(crate) fn raw(&self, request: &[u8]) -> Option<Reply> {
        let mut stream = self.connect();
        // It may answer, and close, before all was sent.
        let _ = stream.write_all(request);
        Reply::read(&mut stream)
    }

    /// Asks with lines of a head beside the usual ones, and a body.
    pub(crate) fn ask(&self, method: &str, path: &str, head: &[&str], body: &[u8]) -> Reply {
        let own_host = format!("Host: {}", self.address);
        let length = format!("Content-Length: {}", body.len());
        let first = format!("{method} {path} HTTP/1.1");
        let mut lines = vec![first.as_str(), "Connection: close"];
        if !head.iter().any(|line| line.to_lowercase().starts_with("host:")) {
            lines.push(&own_host);
        }
        lines.extend(head);
        if !body.is_empty() {
            lines.push(&length);
        }
        let mut request = format!("{}\r\n\r\n", lines.join("\r\n")).into_bytes();
        request.extend_from_slice(body);
        self.raw(&request).unwrap_or_else(|| panic!("{method} {path}: no answer"))
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, &[], b"")
    }

    pub(crate) fn form(&self, path: &str, form: &str) -> Reply {
        self.ask("POST", path, &["Content-Type: application/x-www-form-urlencoded"], form.as_bytes())
    }

    pub(crate) fn json(&self, path: &str, body: &Value) -> Reply {
        self.ask("POST", path, &["Content-Type: application/json"], body.to_string().as_bytes())
    }

    /// Tells it to stop; gives its exit code and how long that took.
    pub(crate) fn stop(&mut self, signal: &str) -> (Option<i32>, Duration) {
        let began = Instant::now();
        let told = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        let status = self.child.wait().unwrap();
        (status.code(), began.elapsed())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Reply {
    fn read(stream: &mut TcpStream) -> Option<Reply> {
        let mut bytes = Vec::new();
        // A reset after the answer is no matter.
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let pair =
            |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
        let mut reply = Reply { status, headers: lines.filter_map(pair).collect(), body: bytes[end + 4..].to_vec() };
        if reply.header("transfer-encoding") == Some("chunked") {
            reply.body = unchunked(&reply.body);
        }
        Some(reply)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text()))
    }

    /// The code of a problem, which must have the form of one.
    pub(crate) fn problem(&self) -> String {
        assert_eq!(self.header("content-type"), Some("application/problem+json"), "{}", self.text());
        assert_eq!(self.header("cache-control"), Some("no-store"));
        let value = self.value();
        assert_eq!(value["status"], self.status);
        assert!(value["detail"].as_str().is_some_and(|detail| detail.len() > 20), "{value}");
        value["code"].as_str().unwrap().to_owned()
    }
}

fn unchunked(mut bytes: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    while let Some(end) = bytes.windows(2).position(|two| two == b"\r\n") {
        let size = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let size = usize::from_str_radix(size.trim(), 16).unwrap();
        if size == 0 {
            return whole;
        }
        whole.extend_from_slice(&bytes[end + 2..end + 2 + size]);
        bytes = &bytes[end + 4 + size..];
    }
    panic!("the answer was cut short")
}
