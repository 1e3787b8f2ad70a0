//! The public interface as a list, so that a change of it is seen in the diff.
//!
//! The list is made from the JSON of rustdoc, with all features. That JSON differs from one version of Rust to the
//! next: with another version than the list was made with, the checks are skipped with a message.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use public_api::Builder;

use crate::sources::{read, root};

const LIST: &str = "tests/house/api.txt";

fn is_renewed() -> bool {
    std::env::var_os("GRIDGOV_RENEW").is_some()
}

/// The version of Rust in use, without its patch: `1.95`.
fn rust() -> String {
    let output = Command::new("rustdoc").arg("--version").output().expect("rustdoc is there");
    let version = String::from_utf8(output.stdout).expect("a version is a text");
    let number = version.split_whitespace().nth(1).expect("the number is the second word");
    number.split('.').take(2).collect::<Vec<_>>().join(".")
}

/// What the list begins with.
fn head(rust: &str) -> String {
    format!("# All public items, by Rust {rust}. Renewed by: GRIDGOV_RENEW=1 cargo test -p gridgov-house\n")
}

/// All public items, one a line, made once for all checks. `None` if the list was made with another version of Rust.
pub(crate) fn items() -> Option<&'static BTreeSet<String>> {
    static ITEMS: OnceLock<Option<BTreeSet<String>>> = OnceLock::new();
    let made = ITEMS.get_or_init(|| {
        let rust = rust();
        if !is_renewed() && !read(LIST).starts_with(&head(&rust)) {
            println!("skipped: {LIST} was made with another version of Rust than {rust}");
            return None;
        }
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it is in the target folder");
        let output = Command::new(env!("CARGO"))
            .args(["rustdoc", "--lib", "--all-features", "--target-dir"])
            .arg(folder)
            .args(["--", "-Zunstable-options", "--output-format=json", "--cap-lints=allow"])
            .env("RUSTDOC", env!("CARGO_BIN_EXE_rustdoc_json"))
            .current_dir(root())
            .output()
            .expect("cargo is there");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let json = Builder::from_rustdoc_json(folder.join("doc/gridgov.json"));
        let json = json.omit_blanket_impls(true).omit_auto_trait_impls(true).build().expect("the JSON can be read");
        Some(json.items().map(ToString::to_string).collect())
    });
    made.as_ref()
}

/// The lines of two lists that stand in one only.
fn differences(recorded: &BTreeSet<String>, items: &BTreeSet<String>) -> Vec<String> {
    let gone = recorded.difference(items).map(|line| format!("- {line}"));
    gone.chain(items.difference(recorded).map(|line| format!("+ {line}"))).collect()
}

#[test]
fn the_public_interface_is_the_recorded_one() {
    let Some(items) = items() else { return };
    if is_renewed() {
        let lines: Vec<&str> = items.iter().map(String::as_str).collect();
        fs::write(root().join(LIST), head(&rust()) + &lines.join("\n") + "\n").expect("the list can be written");
    }
    let recorded = read(LIST).lines().skip(1).map(str::to_owned).collect();
    let differences = differences(&recorded, items);
    assert!(
        differences.is_empty(),
        "the public interface is not the recorded one:\n{}\nIf that is meant: GRIDGOV_RENEW=1 cargo test -p gridgov-house",
        differences.join("\n")
    );
    // Of each sort of item one: what macros make, what is derived, fields, variants, constants.
    for item in [
        "pub gridgov::kind::Kind::MicroGrid",
        "pub struct gridgov::kind::MicroGrid",
        "impl core::clone::Clone for gridgov::audit::AppliedRule",
        "pub fn gridgov::governance::Governance::nodes(&self)",
        "pub gridgov::ledger::Ledger::title: alloc::string::String",
    ] {
        assert!(items.iter().any(|line| line.starts_with(item)), "`{item}` is not listed");
    }
}

#[test]
fn a_planted_change_is_seen() {
    let set = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<BTreeSet<String>>();
    let (before, after) = (set(&["pub fn g::a()", "pub fn g::b()"]), set(&["pub fn g::a()", "pub fn g::b(u8)"]));
    assert_eq!(differences(&before, &after), ["- pub fn g::b()", "+ pub fn g::b(u8)"]);
}
