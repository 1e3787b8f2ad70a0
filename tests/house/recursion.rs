//! No recursion over data: a deep chain must not exhaust the stack.

use std::collections::BTreeSet;

use crate::calls::{Function, calls, functions};
use crate::sources::{Source, all, assert_none, planted};

/// The functions that call themselves, directly or by way of others.
fn recursive(sources: &[Source]) -> (usize, Vec<String>) {
    let functions: Vec<Function> = functions(sources);
    let calls = calls(&functions);
    let reaches_itself = |start: usize| {
        let (mut seen, mut open) = (BTreeSet::new(), calls[start].clone());
        while let Some(at) = open.pop() {
            if at == start {
                return true;
            }
            if seen.insert(at) {
                open.extend(&calls[at]);
            }
        }
        false
    };
    let found = (0..functions.len()).filter(|at| reaches_itself(*at)).map(|at| functions[at].shown());
    (calls.iter().map(Vec::len).sum(), found.collect())
}

#[test]
fn no_function_calls_itself() {
    let sources: Vec<Source> = all().into_iter().filter(|source| source.room() != Some("testing")).collect();
    let (calls, offences) = recursive(&sources);
    assert_none(&offences, "no recursion over data:");
    assert!(calls >= 100, "only {calls} calls were found");
}

#[test]
fn planted_recursion_is_found() {
    let found = |text: &str| recursive(&[planted("src/set.rs", text)]).1.len();
    assert_eq!(found("fn f() { f() }"), 1);
    assert_eq!(found("fn f() { vec![g()]; } fn g() { let h = || f(); }"), 2);
    assert_eq!(found("impl A { fn f(&self) { self.f() } fn g() { x.map(Self::g) } fn h() { A::h() } }"), 3);
    assert_eq!(found("trait T { fn f(&self) { if true { self.f() } } }"), 1);
    assert_eq!(found("fn outer() { fn inner() { inner() } inner() }"), 1);
    assert_eq!(found("mod m { fn f() { self::f() } }"), 1);
    assert_eq!(found("impl A { fn f(&self) { self.inner.f(); f() } } fn f() {}"), 0);
    assert_eq!(found("impl A { fn f(&self) { B::f() } } impl B { fn f() {} }"), 0);
}
