//! A browser on the page of `serve`: the program, chromedriver and Chromium, started for one test and ended with it.
//!
//! Where chromedriver or Chromium is absent, the test says that it is skipped.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::site::Site;

/// One browser at a time: two would only slow each other down.
static TURN: Mutex<()> = Mutex::new(());
/// How long something may take to come about.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the site of these tests has set.
pub(crate) const CONFIG: &str = r#"
[serve]
emergency = "If somebody cannot breathe, ring 112 now."
boundary = "doses, whether to stop a medicine, how long somebody will live."
disclaimer = "Information of the helpline, not medical advice."

[[notice]]
kind = "emergency"
when = ["@choking", "@overdose"]
say = "Hang up and ring 112."

[[notice]]
kind = "boundary"
when = ["@dose"]
unless = ["flu jab"]
say = "We name no doses."

[[pin]]
when = ["larkfield parking"]
page = "/symptoms/swallowing/"
"#;

/// How the browser is set up; without `script` the page's own is refused.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) dark: bool,
    pub(crate) script: bool,
}

pub(crate) const WIDE: Look = Look { width: 1280, height: 900, dark: false, script: true };
pub(crate) const NARROW: Look = Look { width: 320, height: 640, ..WIDE };

/// A page in a browser.
pub(crate) struct Page {
    driver: WebDriver,
    pub(crate) base: String,
    said: Arc<Mutex<String>>,
}

/// A node of the accessibility tree.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) role: String,
    pub(crate) name: String,
    pub(crate) description: String,
    properties: Value,
}

impl Node {
    fn of(node: &Value) -> Node {
        let text = |field: &str| node[field]["value"].as_str().unwrap_or_default().to_owned();
        Node {
            role: text("role"),
            name: text("name"),
            description: text("description"),
            properties: node["properties"].clone(),
        }
    }

    /// A property such as `level` or `live`.
    pub(crate) fn property(&self, name: &str) -> Value {
        let all = self.properties.as_array().map(Vec::as_slice).unwrap_or_default();
        all.iter().find(|it| it["name"] == name).map(|it| it["value"]["value"].clone()).unwrap_or_default()
    }
}

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs `steps` on the page of the sample site in a browser; says so where there is none.
pub(crate) fn in_browser(test: &str, look: Look, steps: impl AsyncFnOnce(&Page)) {
    configured(test, CONFIG, look, steps);
}

/// The same where the site has set something else.
pub(crate) fn configured(test: &str, config: &str, look: Look, steps: impl AsyncFnOnce(&Page)) {
    let site = Site::new();
    site.write("vademecum.toml", config);
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    if ready(test) {
        assert_eq!(site.index(&[corpus.to_str().unwrap()]).code, 0);
        on_site(&site, look, steps);
    }
}

/// Whether there is a browser; prints that the test is skipped where not.
pub(crate) fn ready(test: &str) -> bool {
    let there = |program: &str| {
        Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    };
    let ready = there("chromedriver") && there("chromium");
    if !ready {
        println!("skipped: {test}: no chromium and chromedriver");
    }
    ready
}

/// Runs `steps` on the page of a site that is indexed.
pub(crate) fn on_site(site: &Site, look: Look, steps: impl AsyncFnOnce(&Page)) {
    on_site_with(site, &[], look, steps);
}

/// The same with more flags of `serve`.
pub(crate) fn on_site_with(site: &Site, flags: &[&str], look: Look, steps: impl AsyncFnOnce(&Page)) {
    let _turn: MutexGuard<()> = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let (_server, base, said) = server(site, flags);
    let (_chromedriver, driver_address) = chromedriver();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let driver = WebDriver::new(&driver_address, capabilities()).await.unwrap();
        let page = Page { driver: driver.clone(), base, said };
        page.set(look).await;
        steps(&page).await;
        driver.quit().await.unwrap();
    });
}

fn capabilities() -> thirtyfour::ChromeCapabilities {
    let mut capabilities = DesiredCapabilities::chrome();
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-dev-shm-usage"]
    {
        capabilities.add_arg(argument).unwrap();
    }
    capabilities
}

/// The program on any port that is free, and what it says on standard error.
fn server(site: &Site, flags: &[&str]) -> (Running, String, Arc<Mutex<String>>) {
    let usual = ["serve", "--bind", "127.0.0.1:0", "--threads", "1", "--as-of", "2026-11-22"];
    let mut command = site.command(&[&usual, flags].concat());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let said = Arc::new(Mutex::new(String::new()));
    let address = lines.by_ref().map(Result::unwrap).find_map(|line| {
        let address = line.split_once("http://")?.1.split('/').next()?.to_owned();
        Some(format!("http://{address}"))
    });
    let kept = Arc::clone(&said);
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.push_str(&line);
            kept.push('\n');
        }
    });
    (Running(child), address.expect("the server says where it is"), said)
}

fn chromedriver() -> (Running, String) {
    let mut command = Command::new("chromedriver");
    let mut child = command.arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let port =
        lines.find_map(|line| Some(line.split_once("successfully on port ")?.1.trim_end_matches('.').to_owned()));
    // What it says later must not fill the pipe.
    std::thread::spawn(move || lines.for_each(drop));
    (Running(child), format!("http://127.0.0.1:{}", port.expect("chromedriver says its port")))
}

impl Page {
    pub(crate) async fn set(&self, look: Look) {
        let Look { width, height, dark, .. } = look;
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", size).await;
        let scheme = if dark { "dark" } else { "light" };
        self.prefers(&[("prefers-color-scheme", scheme), ("prefers-reduced-motion", "reduce")]).await;
        if !look.script {
            // Scripts as such stay on, for the driver works by them.
            self.cdp("Network.enable", json!({})).await;
            self.cdp("Network.setBlockedURLs", json!({ "urls": ["*vademecum.js"] })).await;
        }
    }

    /// Sets what the user prefers: features of media and their values.
    pub(crate) async fn prefers(&self, features: &[(&str, &str)]) {
        let features: Vec<Value> =
            features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// What assistive technology is given, without what it leaves out.
    pub(crate) async fn tree(&self) -> Vec<Node> {
        let began = Instant::now();
        loop {
            let tree = self.cdp("Accessibility.getFullAXTree", json!({})).await;
            let nodes = tree["nodes"].as_array().unwrap().iter().filter(|node| node["ignored"] != true);
            let nodes: Vec<Node> = nodes.map(Node::of).collect();
            // It is built after the page is there.
            if nodes.iter().any(|node| node.role == "heading") || began.elapsed() > PATIENCE {
                return nodes;
            }
            tokio::time::sleep(Duration::from_millis(120)).await;
        }
    }

    pub(crate) async fn cdp(&self, method: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(method, parameters).await.unwrap()
    }

    pub(crate) async fn open(&self, path: &str) {
        let address = if path.starts_with('/') { format!("{}{path}", self.base) } else { path.to_owned() };
        self.driver.goto(address).await.unwrap();
        if path == "/" {
            self.until("return document.activeElement.id === 'q'").await;
        }
    }

    /// Types where the focus is.
    pub(crate) async fn keys(&self, keys: impl Into<TypingData>) {
        let active = self.driver.active_element().await.unwrap();
        active.send_keys(keys).await.unwrap();
    }

    /// Opens the page, types a question and waits for its answers.
    pub(crate) async fn ask(&self, question: &str) {
        self.open("/").await;
        // A reload brings the question before again.
        self.keys(Key::Escape).await;
        self.keys(question).await;
        self.until("return document.querySelector('.answered') !== null").await;
        // The answer to the whole question, not to its beginning.
        self.until(
            "const n = performance.getEntriesByName(location.origin + '/answers').length, was = window.seen;
             window.seen = n; return n > 0 && n === was",
        )
        .await;
    }

    pub(crate) async fn click(&self, css: &str) {
        let found = self.driver.find(By::Css(css)).await.unwrap_or_else(|_| panic!("nothing is at {css}"));
        found.click().await.unwrap();
    }

    /// What a script returns; a promise is awaited.
    pub(crate) async fn js(&self, script: &str) -> Value {
        self.driver.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    pub(crate) async fn text(&self, script: &str) -> String {
        self.js(script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until a script returns true.
    pub(crate) async fn until(&self, script: &str) {
        let began = Instant::now();
        while self.js(script).await != json!(true) {
            assert!(began.elapsed() < PATIENCE, "it did not come about: {script}");
            tokio::time::sleep(Duration::from_millis(120)).await;
        }
    }

    pub(crate) async fn source(&self) -> String {
        self.driver.source().await.unwrap()
    }

    /// Goes back as a user does, to a page that the browser may have kept whole. The driver's own command waits for a
    /// page to load, which a kept one does not, and on a busy machine it fails for that.
    pub(crate) async fn back(&self) {
        let left = self.driver.current_url().await.unwrap();
        self.js("setTimeout(() => history.back(), 0)").await;
        let began = Instant::now();
        // Between two pages there is none to ask.
        while self.driver.current_url().await.is_ok_and(|now| now == left) || !self.is_loaded().await {
            assert!(began.elapsed() < PATIENCE, "it did not go back from {left}");
            tokio::time::sleep(Duration::from_millis(120)).await;
        }
    }

    async fn is_loaded(&self) -> bool {
        let state = self.driver.execute("return document.readyState === 'complete'", Vec::new()).await;
        state.is_ok_and(|state| *state.json() == json!(true))
    }

    pub(crate) async fn reload(&self) {
        self.driver.refresh().await.unwrap();
    }

    pub(crate) async fn tabs(&self) -> Vec<WindowHandle> {
        self.driver.windows().await.unwrap()
    }

    pub(crate) async fn turn_to(&self, tab: WindowHandle) {
        self.driver.switch_to_window(tab).await.unwrap();
    }

    /// What the server said on standard error.
    pub(crate) fn said(&self) -> String {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
