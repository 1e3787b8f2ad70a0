//! No recursion over data: a deep chain must not exhaust the stack. Which function calls which is told by names.

use std::collections::BTreeSet;
use std::mem;

use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Expr, ImplItemFn, ItemFn, ItemImpl, ItemMod, ItemTrait, Macro, Signature, Token, TraitItemFn, Type};

use crate::sources::{Source, all, assert_none, planted};

/// A function of the crate.
#[derive(Debug)]
struct Function {
    pub path: String,
    pub module: Vec<String>,
    /// The type or trait that it belongs to, else empty.
    pub owner: String,
    pub name: String,
    /// Whether it belongs to a trait with parameters, of which a type has several under one name: `From<i32>`.
    pub is_overloaded: bool,
    pub line: usize,
    pub calls: Vec<Call>,
}

/// A call, as it is written.
#[derive(Debug, PartialEq, Eq)]
enum Call {
    /// `name(...)`, or `module::name(...)` with the module's name.
    Free(Option<String>, String),
    /// `Self::name`, `self.name(...)` or `Type::name`.
    Method(String, String),
}

impl Function {
    fn shown(&self) -> String {
        let owner = if self.owner.is_empty() { String::new() } else { format!("{}::", self.owner) };
        format!("{}:{}: `{owner}{}`", self.path, self.line, self.name)
    }
}

/// All functions of some sources, those within functions and modules too.
fn functions(sources: &[Source]) -> Vec<Function> {
    let mut functions = Vec::new();
    for source in sources {
        let owner = (String::new(), false);
        let mut collector =
            Collector { source, module: source.module.clone(), owner, open: Vec::new(), functions: &mut functions };
        source.items.iter().for_each(|item| collector.visit_item(item));
    }
    functions
}

/// For each function, those that it calls.
fn calls(functions: &[Function]) -> Vec<Vec<usize>> {
    let callees = |caller: &Function| -> Vec<usize> {
        let room = |function: &Function| function.module.first().cloned();
        let matching = |matches: &dyn Fn(&Function) -> bool| -> Vec<usize> {
            (0..functions.len()).filter(|at| matches(&functions[*at])).collect()
        };
        let mut found = Vec::new();
        for call in &caller.calls {
            found.extend(match call {
                Call::Method(owner, name) => {
                    let named =
                        matching(&|other| other.owner == *owner && other.name == *name && room(other) == room(caller));
                    // Which of several conversions is meant, only types tell.
                    let is_clear = named.len() == 1 || !named.iter().any(|at| functions[*at].is_overloaded);
                    if is_clear { named } else { Vec::new() }
                }
                Call::Free(None, name) => {
                    matching(&|other| other.owner.is_empty() && other.name == *name && other.path == caller.path)
                }
                Call::Free(Some(module), name) => matching(&|other| {
                    let within = match module.as_str() {
                        "self" => other.module == caller.module,
                        "super" => caller.module.split_last().is_some_and(|(_, above)| other.module == above),
                        module => other.module.last().is_some_and(|last| last == module),
                    };
                    other.owner.is_empty() && other.name == *name && within
                }),
            });
        }
        found.sort_unstable();
        found.dedup();
        found
    };
    functions.iter().map(callees).collect()
}

struct Collector<'a> {
    source: &'a Source,
    module: Vec<String>,
    /// The type or trait around, and whether it is overloaded: see [`Function`].
    owner: (String, bool),
    /// The functions around, from the outermost to the innermost.
    open: Vec<usize>,
    functions: &'a mut Vec<Function>,
}

impl Collector<'_> {
    /// Visits what stands within a type or trait, or within none.
    fn within(&mut self, owner: (String, bool), visit: impl FnOnce(&mut Self)) {
        let outer = mem::replace(&mut self.owner, owner);
        visit(self);
        self.owner = outer;
    }

    fn function(&mut self, sig: &Signature, visit: impl FnOnce(&mut Self)) {
        self.open.push(self.functions.len());
        self.functions.push(Function {
            path: self.source.path.clone(),
            module: self.module.clone(),
            owner: self.owner.0.clone(),
            name: sig.ident.to_string(),
            is_overloaded: self.owner.1,
            line: sig.ident.span().start().line,
            calls: Vec::new(),
        });
        visit(self);
        self.open.pop();
    }

    fn call(&mut self, call: Call) {
        if let Some(at) = self.open.last() {
            self.functions[*at].calls.push(call);
        }
    }

    fn path(&mut self, path: &syn::Path, is_called: bool) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        match names.as_slice() {
            [name] if is_called => self.call(Call::Free(None, name.clone())),
            [.., owner, name] if owner == "Self" => self.call(Call::Method(self.owner.0.clone(), name.clone())),
            [.., owner, name] if owner.starts_with(char::is_uppercase) => {
                self.call(Call::Method(owner.clone(), name.clone()));
            }
            [.., module, name] => self.call(Call::Free(Some(module.clone()), name.clone())),
            _ => {}
        }
    }
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        self.module.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.module.pop();
    }

    fn visit_item_impl(&mut self, block: &'ast ItemImpl) {
        let implemented = block.trait_.as_ref().and_then(|(path, _)| path.segments.last());
        let is_overloaded = implemented.is_some_and(|last| !last.arguments.is_none());
        let owner = type_name(&block.self_ty).unwrap_or_default();
        self.within((owner, is_overloaded), |this| visit::visit_item_impl(this, block));
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        self.within((item.ident.to_string(), false), |this| visit::visit_item_trait(this, item));
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        self.within((String::new(), false), |this| this.function(&item.sig, |this| visit::visit_item_fn(this, item)));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        self.function(&item.sig, |this| visit::visit_impl_item_fn(this, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        self.function(&item.sig, |this| visit::visit_trait_item_fn(this, item));
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        match &*call.func {
            Expr::Path(path) => self.path(&path.path, true),
            other => self.visit_expr(other),
        }
        for argument in &call.args {
            self.visit_expr(argument);
        }
    }

    /// `map(Self::name)`: what is handed on is called.
    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        self.path(&path.path, false);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if matches!(&*call.receiver, Expr::Path(path) if path.path.is_ident("self")) {
            self.call(Call::Method(self.owner.0.clone(), call.method.to_string()));
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        if let Ok(arguments) = called.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            arguments.iter().for_each(|argument| self.visit_expr(argument));
        }
    }
}

/// The last name of a type's path, behind references.
fn type_name(of: &Type) -> Option<String> {
    match of {
        Type::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()),
        Type::Reference(reference) => type_name(&reference.elem),
        Type::Paren(paren) => type_name(&paren.elem),
        _ => None,
    }
}

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
