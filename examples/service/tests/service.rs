//! Starts the service on a free port and talks to it as a client does.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;

use gridgov::ledger::workbook::Template;
use gridgov::prelude::*;
use serde_json::Value;

/// The service, which ends with the test.
struct Service {
    child: Child,
    address: String,
    _folder: tempfile::TempDir,
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may have ended by itself, which the test has seen.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Service {
    fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut draft = Draft::new("须水街道");
        draft.measure("households");
        let street = draft.root(Subdistrict, "S", "须水街道");
        let second = draft.add(street, SecondGrid, "G", "第一网格");
        let [one, two] = ["T-1", "T-2"].map(|code| draft.add(second, ThirdGrid, code, "三级网格"));
        draft.row(one).measure("households", 60);
        draft.add(two, Shop, "X", "粮油店");
        let branch = draft.root(Branch, "P", "第一党支部");
        draft.lead(branch, one);
        let ledger = folder.path().join("须水.json");
        draft.ledger().save(&ledger).expect("a ledger");

        let mut command = Command::new(env!("CARGO_BIN_EXE_service"));
        command.arg(&ledger).args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("it is piped"))
            .read_line(&mut line)
            .expect("it says where it listens");
        let address = line.trim().strip_prefix("listening on http://").expect("an address").to_owned();
        Self { child, address, _folder: folder }
    }

    fn ask(&self, method: &str, path: &str, body: &[u8]) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n",
            self.address
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).expect("it reads");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("it answers");
        let answer = String::from_utf8(answer).expect("UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, serde_json::from_str(body).unwrap_or_else(|error| panic!("{path}: {error}: {body}")))
    }

    fn get(&self, path: &str) -> (u16, Value) {
        self.ask("GET", path, &[])
    }
}

#[test]
fn it_answers() {
    let service = Service::start();

    let (status, node) = service.get("/nodes/T-1");
    assert_eq!(status, 200);
    assert_eq!(node["node"]["name"], "三级网格");
    assert_eq!(node["node"]["parent"], "G");
    assert_eq!(node["measures"]["households"], 60);
    assert_eq!(node["leaders"][0]["code"], "P");
    assert_eq!(service.get("/nodes/G").1["children"].as_array().map(Vec::len), Some(2));

    let (status, led) = service.get("/coverage/led");
    assert_eq!(status, 200);
    assert_eq!(led["by_kind"]["third_grid"]["covered"], 1);
    assert_eq!(led["uncovered"], serde_json::json!(["S", "G", "T-2"]));
    assert_eq!(service.get("/coverage/led?at=T-2").1["uncovered"], serde_json::json!(["T-2"]));
    // A Party organisation is asked about what it answers for.
    assert_eq!(service.get("/coverage/led?at=P").1["total"]["covered"], 1);

    let (status, findings) = service.get("/findings");
    assert_eq!(status, 200);
    let all = findings["findings"].as_array().expect("a list").len();
    let (_, here) = service.get("/findings?at=T-2");
    let here = here["findings"].as_array().expect("a list");
    assert!(!here.is_empty() && here.len() < all);
    assert!(here.iter().all(|finding| finding["id"].is_string()), "{here:?}");
}

#[test]
fn sums_follow_values_that_many_clients_put() {
    let service = Arc::new(Service::start());
    assert_eq!(service.get("/sums/households?at=S").1["sum"], 60);
    assert_eq!(service.get("/sums/households?at=T-2").1["sum"], Value::Null, "nobody wrote how many");
    thread::scope(|scope| {
        for (code, count) in [("T-1", "64"), ("T-2", "50")] {
            let service = service.clone();
            scope.spawn(move || {
                for _ in 0..20 {
                    let (status, answer) = service.ask("PUT", &format!("/values/households/{code}"), count.as_bytes());
                    assert_eq!(status, 200, "{answer}");
                }
            });
        }
    });
    assert_eq!(service.get("/sums/households?at=S").1["sum"], 114);
    assert_eq!(service.get("/nodes/T-2").1["measures"]["households"], 50);
    // What cannot be taken changes nothing.
    for (wrong, status) in [("many", 422), ("1.5", 422), ("9223372036854775807", 422)] {
        let (is, answer) = service.ask("PUT", "/values/households/T-2", wrong.as_bytes());
        assert_eq!(is, status, "{answer}");
        assert!(answer["errors"][0]["id"].is_string(), "{answer}");
    }
    assert_eq!(service.get("/sums/households?at=S").1["sum"], 114);
}

#[test]
fn what_is_not_there_is_answered_with_what_is_near() {
    let service = Service::start();
    for (path, near) in [
        ("/nodes/t-1", "T-1"),
        ("/coverage/led?at=T-3", "T-"),
        ("/coverage/ledd", "led"),
        ("/findings?at=g", "G"),
        ("/sums/housholds?at=S", "households"),
        ("/sums/households?at=s", "S"),
    ] {
        let (status, answer) = service.get(path);
        assert_eq!(status, 404, "{path}");
        let error = &answer["errors"][0];
        assert!(error["id"].is_string() && error["severity"] == "error", "{path}: {answer}");
        assert!(answer.to_string().contains(near), "{path}: {answer}");
    }
}

#[test]
fn an_upload_is_answered_with_errors_as_data() {
    let service = Service::start();
    let good = r#"{ "ledger": 1, "title": "", "nodes": [{ "code": "S", "kind": "subdistrict", "name": "街道" }] }"#;
    let (status, answer) = service.ask("POST", "/ledgers", good.as_bytes());
    assert_eq!((status, &answer["nodes"]), (200, &Value::from(1)), "{answer}");

    let broken = r#"{ "ledger": 1, "title": "", "nodes": [
        { "code": "S", "kind": "subdistrict", "name": "街道" },
        { "code": "M", "kind": "micro_grid", "name": "微网格", "parent": "S" },
        { "code": "T", "kind": "third_grid", "name": "三级网格", "parent": "nowhere" } ] }"#;
    let (status, answer) = service.ask("POST", "/ledgers?name=broken.json", broken.as_bytes());
    assert_eq!(status, 422);
    let errors = answer["errors"].as_array().expect("a list");
    let ids: Vec<&str> = errors.iter().filter_map(|error| error["id"].as_str()).collect();
    assert_eq!(ids, ["ledger.not_allowed_below", "ledger.unknown_code"], "{answer}");
    assert!(errors.iter().all(|error| error["origin"]["line"].is_number()), "{answer}");

    let template = Template::new().to_xlsx().expect("a workbook");
    let (status, answer) = service.ask("POST", "/ledgers?name=template.xlsx", &template);
    assert_eq!(status, 200, "{answer}");
    assert!(answer["nodes"].as_u64() > Some(0));
    let (status, answer) = service.ask("POST", "/ledgers?name=template.xlsx", b"no workbook");
    assert_eq!(status, 422);
    assert!(answer["errors"][0]["id"].is_string(), "{answer}");
    // The service goes on.
    assert_eq!(service.get("/nodes/S").0, 200);
}

#[test]
fn it_behaves_as_a_program() {
    let run =
        |arguments: &[&str]| Command::new(env!("CARGO_BIN_EXE_service")).args(arguments).output().expect("it runs");
    let help = run(&["--help"]);
    assert_eq!(help.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&help.stdout).contains("usage: service LEDGER"));
    for (arguments, status) in [
        (&[][..], 2),
        (&["a.json", "--listen"], 2),
        (&["a.json", "--listen", "nowhere"], 2),
        (&["a.json", "b.json"], 2),
        (&["/no/such/ledger.json"], 1),
    ] {
        assert_eq!(run(arguments).status.code(), Some(status), "{arguments:?}");
    }
}
