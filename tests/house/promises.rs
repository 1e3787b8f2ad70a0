//! Public functions say when they fail.

use std::collections::BTreeSet;

use crate::calls::{Function, calls, functions};
use crate::sources::{Source, all, assert_none, planted};

fn silent_about_errors(functions: &[Function]) -> Vec<String> {
    let fallible =
        functions.iter().filter(|function| function.is_public && !function.is_hidden && function.returns_result);
    fallible.filter(|function| !function.docs.contains("# Errors")).map(Function::shown).collect()
}

/// Public functions that assert or panic, themselves or in what they call, and do not say so.
fn silent_about_panics(functions: &[Function]) -> Vec<String> {
    let calls = calls(functions);
    let may_panic = |start: usize| {
        let (mut seen, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(at) = open.pop() {
            if functions[at].may_panic {
                return true;
            }
            if seen.insert(at) {
                open.extend(&calls[at]);
            }
        }
        false
    };
    let public = (0..functions.len()).filter(|at| functions[*at].is_public && !functions[*at].is_hidden);
    let silent = public.filter(|at| may_panic(*at) && !functions[*at].docs.contains("# Panics"));
    silent.map(|at| functions[at].shown()).collect()
}

#[test]
fn public_functions_say_their_errors() {
    let functions = functions(&all());
    assert_none(&silent_about_errors(&functions), "a public function that returns a `Result` says `# Errors`:");
    let fallible = functions.iter().filter(|function| function.is_public && function.returns_result).count();
    assert!(fallible >= 20, "only {fallible} fallible public functions were found");
}

#[test]
fn public_functions_say_their_panics() {
    let functions = functions(&all());
    assert_none(&silent_about_panics(&functions), "a public function that can assert or panic says `# Panics`:");
    assert!(functions.iter().any(|function| function.may_panic), "no assertion was found");
}

#[test]
fn planted_silence_is_found() {
    let of = |text: &str| -> Vec<Function> {
        let sources: [Source; 1] = [planted("src/set.rs", text)];
        functions(&sources)
    };
    let text = "/// # Errors\npub fn a() -> Result<(), E> {} pub fn b() -> io::Result<()> {} fn c() -> Result<(), E> {}
        pub trait T { fn d() -> Result<(), E>; #[doc(hidden)] fn e() -> Result<(), E>; }";
    assert_eq!(silent_about_errors(&of(text)).len(), 2);
    let text = "pub fn a() { assert!(x); } /// # Panics\npub fn b() { panic!() } fn c() { assert_eq!(1, 2) }
        pub fn d() { debug_assert!(x); } pub fn e() { c() } pub fn f() { const _: () = assert!(true); }
        impl A { fn g(&self) { assert!(x) } pub fn h(&self) { vec![self.g()]; } }";
    assert_eq!(silent_about_panics(&of(text)).len(), 3);
}
