//! A browser that tests drive through its debugging pipe: Chromium, where it is installed.

use std::cell::{Cell, RefCell};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

/// The program, or `None` with a message.
fn chromium() -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&paths)
        .flat_map(|folder| ["chromium", "chromium-browser", "google-chrome"].map(|name| folder.join(name)))
        .find(|path| path.is_file());
    if found.is_none() {
        eprintln!("skipped: Chromium is not installed");
    }
    found
}

/// A browser with one tab.
pub struct Browser {
    process: Child,
    to: RefCell<ChildStdin>,
    from: RefCell<BufReader<ChildStdout>>,
    calls: Cell<u64>,
    session: String,
    /// What happened since the page was opened: errors, and requests beside the page itself.
    complaints: RefCell<Vec<String>>,
    page: RefCell<String>,
    _profile: TempDir,
}

impl Browser {
    /// Starts the browser; `None` with a message where it is not installed.
    pub fn start() -> Option<Self> {
        let program = chromium()?;
        let profile = TempDir::new().expect("a folder");
        // The pipe is what the browser knows as its files 3 and 4; its standard input and output are not used.
        let mut process = Command::new("sh")
            .args(["-c", r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>/dev/null"#])
            .arg(program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--hide-scrollbars"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a browser starts");
        let (to, from) = (process.stdin.take().expect("a pipe"), process.stdout.take().expect("a pipe"));
        let mut browser = Self {
            process,
            to: RefCell::new(to),
            from: RefCell::new(BufReader::new(from)),
            calls: Cell::new(0),
            session: String::new(),
            complaints: RefCell::default(),
            page: RefCell::default(),
            _profile: profile,
        };
        let target = browser.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let attached =
            browser.call("Target.attachToTarget", &json!({ "targetId": target["targetId"].clone(), "flatten": true }));
        attached["sessionId"].as_str().expect("a session").clone_into(&mut browser.session);
        for domain in ["Page", "Runtime", "Network", "Log"] {
            browser.call(&format!("{domain}.enable"), &json!({}));
        }
        Some(browser)
    }

    /// Calls a method of the `DevTools` protocol, and waits for its result.
    pub fn call(&self, method: &str, parameters: &Value) -> Value {
        let id = self.calls.get() + 1;
        self.calls.set(id);
        let mut message = json!({ "id": id, "method": method, "params": parameters });
        if !self.session.is_empty() {
            message["sessionId"] = self.session.clone().into();
        }
        let mut bytes = serde_json::to_vec(&message).expect("JSON");
        bytes.push(0);
        self.to.borrow_mut().write_all(&bytes).expect("the browser reads");
        loop {
            let answer = self.receive();
            if answer["id"] == id {
                assert!(answer.get("error").is_none(), "{method}: {}", answer["error"]);
                return answer["result"].clone();
            }
        }
    }

    /// The next message; events that are complaints are kept.
    fn receive(&self) -> Value {
        let mut bytes = Vec::new();
        self.from.borrow_mut().read_until(0, &mut bytes).expect("the browser writes");
        assert_eq!(bytes.pop(), Some(0), "the browser has gone");
        let message: Value = serde_json::from_slice(&bytes).expect("JSON");
        let parameters = &message["params"];
        let complaint = match message["method"].as_str() {
            Some("Runtime.exceptionThrown") => Some(parameters["exceptionDetails"].to_string()),
            Some("Log.entryAdded") => Some(parameters["entry"].to_string()),
            Some("Runtime.consoleAPICalled") => Some(parameters["args"].to_string()),
            Some("Network.requestWillBeSent") => {
                let url = parameters["request"]["url"].as_str().unwrap_or_default();
                let own = self.page.borrow();
                (url.split('#').next() != Some(own.as_str())).then(|| format!("a request for {url}"))
            }
            _ => None,
        };
        self.complaints.borrow_mut().extend(complaint);
        message
    }

    /// Opens a page at a view, such as `lang=zh&open=1`, in a window of a width, and waits until it is drawn.
    pub fn open(&self, page: &Path, view: &str, width: u32, is_dark: bool) {
        self.call(
            "Emulation.setDeviceMetricsOverride",
            &json!({ "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600 }),
        );
        let scheme = if is_dark { "dark" } else { "light" };
        // Without motion, what takes the focus is in sight at once.
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.call("Emulation.setEmulatedMedia", &json!({ "features": features }));
        // From elsewhere, since another view of the same page would not load it again.
        "about:blank".clone_into(&mut self.page.borrow_mut());
        self.call("Page.navigate", &json!({ "url": "about:blank" }));
        self.complaints.borrow_mut().clear();
        let address = format!("file://{}", page.display());
        address.clone_into(&mut self.page.borrow_mut());
        self.call("Page.navigate", &json!({ "url": format!("{address}#{view}") }));
        let drawn = "new Promise((done) => { const wait = () => document.documentElement?.dataset?.ready === '1' ? \
                     requestAnimationFrame(() => done(true)) : setTimeout(wait, 10); wait(); setTimeout(() => done(false), 20000); })";
        assert_eq!(self.ask(drawn), true, "{address}#{view} is drawn to the end; {:?}", self.complaints.borrow());
    }

    /// The value of an expression in the page.
    pub fn ask(&self, expression: &str) -> Value {
        let parameters = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let answer = self.call("Runtime.evaluate", &parameters);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {}", answer["exceptionDetails"]);
        answer["result"]["value"].clone()
    }

    /// Presses a key, such as `Tab`, `Enter`, ` ` or `ArrowDown`.
    pub fn press(&self, key: &str) {
        let (code, number, text) = match key {
            "Tab" => ("Tab", 9, None),
            "Enter" => ("Enter", 13, Some("\r")),
            " " => ("Space", 32, Some(" ")),
            "ArrowLeft" => (key, 37, None),
            "ArrowUp" => (key, 38, None),
            "ArrowRight" => (key, 39, None),
            "ArrowDown" => (key, 40, None),
            other => panic!("no key {other}"),
        };
        let mut event = json!({ "type": "keyDown", "key": key, "code": code, "windowsVirtualKeyCode": number });
        if let Some(text) = text {
            event["text"] = text.into();
        }
        self.call("Input.dispatchKeyEvent", &event);
        event["type"] = "keyUp".into();
        self.call("Input.dispatchKeyEvent", &event);
    }

    /// Types a text where the focus is.
    pub fn type_text(&self, text: &str) {
        self.call("Input.insertText", &json!({ "text": text }));
    }

    /// Errors, and requests beside the page itself, since it was opened.
    pub fn complaints(&self) -> Vec<String> {
        // Whatever was still on its way has arrived once this is answered.
        self.ask("new Promise((done) => setTimeout(done, 50))");
        self.complaints.borrow().clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have gone by itself.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
